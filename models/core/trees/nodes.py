"""The pieces a tree is stated in. They hold what was written; a tree reads and checks them against its model."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType


class Node:
    """A place in a tree. `let` holds from here on: the same model at other values."""


def _mapping(value, what):
    if value is None:
        return MappingProxyType({})
    if not isinstance(value, Mapping):
        raise TypeError(f"{what} must be a mapping, such as {{'name': value}}; got {value!r}")
    return MappingProxyType({str(key): entry for key, entry in value.items()})


def _name(value, what, empty=False):
    if not isinstance(value, str) or not (empty or value.strip()):
        raise TypeError(f"{what} must be {'' if empty else 'non-empty '}text; got {value!r}")
    return value


def _branches(moves, where, bare=False):
    """`moves` as (label, probability or None, node); a fourth entry of a branch is the `let` of its node."""
    if isinstance(moves, (str, Mapping)) or not isinstance(moves, Iterable):
        raise TypeError(f"{where}: moves must be a list of (label, probability, node); got {moves!r}")
    found = []
    for branch in moves:
        parts = tuple(branch) if isinstance(branch, (tuple, list)) else (branch,)
        if bare and len(parts) == 2:
            parts = parts[0], None, parts[1]
        if len(parts) not in (3, 4):
            form = (
                "(label, node)" if bare else "(label, probability, node) or (label, probability, node, let)"
            )
            raise TypeError(f"{where}: a branch is {form}; got {branch!r}")
        label, probability, node, *let = parts
        _name(label, f"{where}: the label of a branch")
        found.append((label, probability, _child(node, f"{where}, {label!r}", *let)))
    if not found:
        raise ValueError(f"{where} has no moves; give at least one (label, probability, node)")
    labels = [label for label, _, _ in found]
    if twice := sorted({label for label in labels if labels.count(label) > 1}):
        raise ValueError(f"{where} has two moves called {twice[0]!r}; each label stands for one move")
    return tuple(found)


def _child(node, where, let=None):
    if not isinstance(node, Node):
        raise TypeError(f"{where} must lead to a Chance, Move, Offer, End or Again; got {node!r}")
    if not let:
        return node
    if node.let:
        raise ValueError(f"{where}: the branch and its node both have a `let`; state it once")
    return replace(node, let=let)


@dataclass(frozen=True, eq=False)
class Chance(Node):
    """A move of nature, with probabilities that all players know (H. W. Kuhn 1953).

    Parameters
    ----------
    moves : list of (label, probability, node) or (label, probability, node, let)
        A probability is a number, a SymPy expression or condition of the model, or the name of an outcome;
        one of them may be None: what is left to 1.
    name : str, optional
        By which a round of play can give a card. Nodes of one name have the same labels.
    """

    moves: tuple
    name: str = ""
    let: Mapping = field(default=None, kw_only=True)

    def __post_init__(self):
        _name(self.name, "the name of a Chance", empty=True)
        where = f"Chance {self.name!r}" if self.name else "Chance"
        object.__setattr__(self, "moves", _branches(self.moves, where))
        object.__setattr__(self, "let", _mapping(self.let, f"{where}: let"))


@dataclass(frozen=True, eq=False)
class Move(Node):
    """A decision of `player`, who knows that it is at `information_set` and not at which of its nodes.

    An *information set* (J. von Neumann and O. Morgenstern 1944; H. W. Kuhn 1953) collects the nodes that a
    player cannot tell apart: at each of them it has the same moves and must follow the same strategy. Moves at
    the same time are moves in one information set.

    Parameters
    ----------
    player, information_set : str
    moves : list of (label, probability, node) or (label, probability, node, let)
        The equilibrium probability of each move; see `Chance`.
    plays : str, optional
        A category of the model whose value is the move: then branches are (label, node) and the labels its values.
    belief : optional
        Probability of this node given its information set, used where the set is not reached.
    """

    player: str
    information_set: str
    moves: tuple
    plays: str | None = field(default=None, kw_only=True)
    belief: object = field(default=None, kw_only=True)
    let: Mapping = field(default=None, kw_only=True)

    def __post_init__(self):
        _name(self.player, "the player of a Move")
        _name(self.information_set, "the information set of a Move")
        where = f"Move {self.information_set!r}"
        moves = _branches(self.moves, where, bare=self.plays is not None)
        if self.plays is not None and any(probability is not None for _, probability, _ in moves):
            raise ValueError(f"{where}: `plays` gives the probabilities; leave them out of the branches")
        object.__setattr__(self, "moves", moves)
        object.__setattr__(self, "let", _mapping(self.let, f"{where}: let"))


@dataclass(frozen=True, eq=False)
class Offer(Node):
    """A number named by `player`; what follows depends on it through the symbol `variable`.

    Parameters
    ----------
    player, information_set : str
    variable : Symbol or str
        A letter that the model does not use; or a parameter, which then stands at the number from there on.
    low, high, step : number or expression
        The numbers on offer; `step` is that of a number field and of the grid in `to_dict`.
    plays : list of (value, chance)
        The equilibrium offers. A value that is played with chance 0 need not exist.
    node : Node
        What follows a number.
    none : (label, probability, node), optional
        The move that names no number.
    thresholds : list, optional
        Numbers at which a reply changes; left out, they are found by bisection.
    hidden : list of str, optional
        Players who do not see the number. All others do.
    belief : optional
        See `Move`.
    """

    player: str
    information_set: str
    variable: object
    low: object
    high: object
    step: object
    plays: tuple
    node: Node
    none: tuple | None = field(default=None, kw_only=True)
    thresholds: tuple = field(default=(), kw_only=True)
    hidden: tuple = field(default=(), kw_only=True)
    belief: object = field(default=None, kw_only=True)
    let: Mapping = field(default=None, kw_only=True)

    def __post_init__(self):
        put = lambda name, value: object.__setattr__(self, name, value)  # noqa: E731 (frozen dataclass)
        _name(self.player, "the player of an Offer")
        where = f"Offer {_name(self.information_set, 'the information set of an Offer')!r}"
        if isinstance(self.plays, (str, Mapping)) or not isinstance(self.plays, Iterable):
            raise TypeError(f"{where}: plays must be a list of (value, chance); got {self.plays!r}")
        plays = tuple(tuple(p) if isinstance(p, (tuple, list)) else (p,) for p in self.plays)
        if any(len(pair) != 2 for pair in plays):
            raise TypeError(f"{where}: plays must be a list of (value, chance); got {self.plays!r}")
        if not plays and self.none is None:
            raise ValueError(f"{where} says neither which numbers are played nor a move `none`")
        put("plays", plays)
        put("node", _child(self.node, where))
        put("none", None if self.none is None else _branches([self.none], where)[0])
        for name in ("thresholds", "hidden"):
            if isinstance(getattr(self, name), str):
                raise TypeError(f"{where}: {name} is a list, even of one")
            put(name, tuple(getattr(self, name)))
        if self.player in self.hidden:
            raise ValueError(f"{where}: {self.player} knows the number it names, so `hidden` cannot list it")
        put("let", _mapping(self.let, f"{where}: let"))

    @property
    def moves(self):
        return (self.none,) if self.none else ()


@dataclass(frozen=True, eq=False)
class End(Node):
    """An end of the game: a payoff for every player, expressions in the model and in the offers above.

    `End({"R": x, "U": 1 - x}, result="deal")`: ends of one `result` are counted together.
    """

    payoffs: Mapping
    result: str = ""
    let: Mapping = field(default=None, kw_only=True)

    def __post_init__(self):
        _name(self.result, "the result of an End", empty=True)
        kind = type(self).__name__
        object.__setattr__(self, "payoffs", _mapping(self.payoffs, f"payoffs of an {kind}"))
        object.__setattr__(self, "let", _mapping(self.let, f"{kind}: let"))
        if not self.payoffs:
            raise ValueError(f"an {kind} needs a payoff for every player")


@dataclass(frozen=True, eq=False)
class Again(End):
    """An end that pays the model's continuation value; there an endless game starts over from the root.

    `payoffs` is what the game is worth from here on: ``gained + weight · value of the root``, the root taken at
    the values of `let`. `Tree.again` checks that walking the tree gives just that (the principle of optimality,
    R. Bellman 1957).

    Parameters
    ----------
    payoffs : mapping
    gained : mapping, optional
        What each player has got on the way (0 where left out).
    weight : number or expression, or a mapping from players to such, optional
        By how much the next round counts less: a discount factor.
    """

    gained: Mapping = field(default=None, kw_only=True)
    weight: object = field(default=1, kw_only=True)

    def __post_init__(self):
        super().__post_init__()
        object.__setattr__(self, "gained", _mapping(self.gained, "Again: gained"))
        if isinstance(self.weight, Mapping):
            object.__setattr__(self, "weight", _mapping(self.weight, "Again: weight"))
        for name, given in (("gained", self.gained), ("weight", self.weight)):
            if isinstance(given, Mapping) and (unknown := set(given) - set(self.payoffs)):
                raise ValueError(f"Again: {name} names {sorted(unknown)[0]!r}, who gets no payoff there")

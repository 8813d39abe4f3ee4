"""What a reader is asked to play: rounds. What is not equilibrium stands here, never in a tree."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from models.core.trees import Tree

SCORES = ("drawn", "mean")


@dataclass(frozen=True)
class Round:
    """One round of a game (or `repeat` of them), as a reader plays it against the computer.

    Parameters
    ----------
    tree : str or Tree
        A tree of the model by its name; or one that only this play needs, `models.Tree(model, name, root)`.
    role : str
        The player that the reader is. The computer plays all others, and chance.
    values : mapping
        Parameter → value: the same model at other values. The computer plays the equilibrium of these.
    given : mapping
        Name of a chance → label: a card that is given, not drawn.
    against : mapping
        Information set → what the computer does there instead of its equilibrium: a move; `{move: chance}`, a chance
        being a number, an expression, a condition or the name of an outcome, one of them None (what is left to 1); at
        an offer a number, an expression, or `{number: chance}`.
    says : str
        The opponent in words, told before the reader moves.
    choose : str or mapping, optional
        The game that the reader chooses first: a parameter (a number field in its steps, or buttons for a menu), or
        {words: {parameter: value}}.
    hide : iterable of str
        Players whose payoffs, chances and information sets whose outcome the reader does not learn before the last
        round is over.
    without : iterable of str
        Moves left out of this round.
    before : str
        Told first; `{parameter}` and `{outcome:.2f}` stand for numbers at `values`.
    after : str, or list of (condition, sentence)
        Told at the end; the first sentence that holds. A condition is an expression in parameters, outcomes and
        offers, or the label of a move (or chance) that was taken; of several, a tuple: all of them. The last may be
        a sentence alone. Sentences also know the offers and `{score}`.
    score : "drawn" or "mean"
        Points as they fall, or what the reader's last choice was worth on average, as the reader knew it there (if
        it goes on best).
    scale : (factor, unit)
        How payoffs are told: (100, "points").
    labels : mapping
        Player → what it is called: {"R": "Side 1"}.
    words : mapping
        Move, chance or information set → what it is called.
    units : mapping
        Offer or parameter → (factor, unit) of the numbers that the reader names. An offer that is no parameter has the
        scale's factor and unit where nothing is said.
    repeat : int
        So many rounds of it.
    limit : int
        How often an endless game may start over; then it pays what going on is worth.

    Examples
    --------
    An ultimatum against a card that the reader does not see (lesson `private_information`):

    >>> Round("screening", "P", dict(types="two_type", p_recv=.5, c_prop=.2, c_lo=.1, c_hi=.4, phi=.3),
    ...       labels={"P": "Side 1", "Q": "Side 2"}, scale=(100, "points"), score="mean").role
    'P'
    """

    tree: str | Tree
    role: str
    values: Mapping = field(default_factory=dict)
    given: Mapping = field(default_factory=dict)
    against: Mapping = field(default_factory=dict)
    says: str = ""
    choose: str | Mapping | None = None
    hide: tuple = ()
    without: tuple = ()
    before: str = ""
    after: str | tuple = ""
    score: str = "drawn"
    scale: tuple = (1, "")
    labels: Mapping = field(default_factory=dict)
    words: Mapping = field(default_factory=dict)
    units: Mapping = field(default_factory=dict)
    repeat: int = 1
    limit: int = 100

    def __post_init__(self):
        put = lambda name, value: object.__setattr__(self, name, value)  # noqa: E731 (frozen dataclass)
        if not isinstance(self.tree, (str, Tree)):
            raise TypeError(f"Round: tree is the name of a tree or a Tree; got {self.tree!r}")
        if not isinstance(self.role, str) or not self.role:
            raise TypeError(f"Round: role is the name of a player; got {self.role!r}")
        for name in ("values", "given", "against", "labels", "words", "units"):
            if not isinstance(getattr(self, name), Mapping):
                raise TypeError(f"Round: {name} is a mapping; got {getattr(self, name)!r}")
            put(name, dict(getattr(self, name)))
        for name in ("hide", "without"):
            if isinstance(getattr(self, name), str):
                raise TypeError(f"Round: {name} is a list, even of one; got {getattr(self, name)!r}")
            put(name, tuple(getattr(self, name)))
        for name in ("says", "before"):
            if not isinstance(getattr(self, name), str):
                raise TypeError(f"Round: {name} is text; got {getattr(self, name)!r}")
        if self.score not in SCORES:
            raise ValueError(f"Round: score is {' or '.join(map(repr, SCORES))}; got {self.score!r}")
        put("scale", read_unit(self.scale, "scale"))
        put("units", {name: read_unit(unit, f"units[{name!r}]") for name, unit in self.units.items()})
        for name in ("repeat", "limit"):
            if not isinstance(getattr(self, name), int) or getattr(self, name) < 1:
                raise ValueError(f"Round: {name} is a whole number from 1 on; got {getattr(self, name)!r}")
        put("after", read_after(self.after))
        if self.against and not self.says:
            raise ValueError("Round: an opponent off equilibrium (`against`) must be described: give `says`")


def read_unit(unit, what):
    pair = tuple(unit) if isinstance(unit, (tuple, list)) else (unit,)
    number = isinstance(pair[0], (int, float)) and not isinstance(pair[0], bool)
    if len(pair) != 2 or not number or not pair[0] > 0 or not isinstance(pair[1], str):
        raise ValueError(f"Round: {what} is (factor above 0, unit), such as (100, 'points'); got {unit!r}")
    return float(pair[0]), pair[1]


def read_after(after, what="Round: after"):
    """`after` as ((condition or None, sentence), …)."""
    if isinstance(after, str):
        return ((None, after),) if after else ()
    found = []
    for entry in after:
        pair = (None, entry) if isinstance(entry, str) else tuple(entry)
        if len(pair) != 2 or not isinstance(pair[1], str):
            raise ValueError(f"{what} is a sentence or a list of (condition, sentence); got {entry!r}")
        found.append(pair)
    if any(condition is None for condition, _ in found[:-1]):
        raise ValueError(f"{what}: only the last sentence may stand without a condition")
    return tuple(found)

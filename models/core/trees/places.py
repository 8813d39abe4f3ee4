"""A stated tree read in its model: each node at its place, each expression in the scope of its `let`.

A *scope* is where the model stands at one set of values: the root's, or one below a `let`. A *block* is the part
of a tree that one evaluation covers: the whole, or what follows an offer (evaluated at all its numbers at once).
"""

from dataclasses import dataclass, field
from functools import cached_property

import sympy

from models.core.expressions import SLACK, cases
from models.core.trees.nodes import Again, Chance, Move, Offer


class Scope:
    """Values at which the model stands: `let` upon those of `parent`."""

    def __init__(self, parent=None, let=()):
        self.parent, self.let, self.expressions, self._slots = parent, tuple(let), [], {}

    def slot(self, expression) -> int:
        """Where the value of `expression` will stand."""
        if expression not in self._slots:
            self._slots[expression] = len(self.expressions)
            self.expressions.append(expression)
        return self._slots[expression]


@dataclass(eq=False)
class Block:
    """Scopes (parents first) and places that are evaluated together."""

    scopes: list[Scope]
    places: list["Place"] = field(default_factory=list)
    _rests: frozenset[str] | None = None

    @cached_property
    def strategies(self) -> list[tuple[Scope, int]]:
        """Where the chances of all moves stand, and the offers: what can jump along the numbers of an offer."""
        return [(place.scope, slot) for place in self.places for key, slot in place.slots.items()
                if key == "none" or (isinstance(key, tuple) and key[0] in ("chance", "value"))]  # fmt: skip

    def rests_on(self, model) -> frozenset[str]:
        """Parameters and offers that the chances in this block rest on, through definitions and `let`."""
        if self._rests is None:
            read = [scope.expressions[slot] for scope, slot in self.strategies]
            read += [value for scope in self.scopes for _, value in scope.let]
            names = {symbol.name for expression in read for symbol in expression.free_symbols}
            for line in model.chain(names):
                names |= (
                    set(line.numerical.inputs)
                    if line.numerical
                    else {s.name for s in line.expression.free_symbols}
                )
            self._rests = frozenset(names - set(model.definitions))
        return self._rests

    @cached_property
    def names(self) -> frozenset[str]:
        """Symbols that the expressions of the first scope use, and those that stand in it further below."""
        first = self.scopes[0]
        used = {
            s.name
            for scope in self.scopes
            if scope is first
            for e in scope.expressions
            for s in e.free_symbols
        }
        used |= {
            s.name
            for scope in self.scopes
            if scope.parent is first
            for _, e in scope.let
            for s in e.free_symbols
        }
        return frozenset(used.union(*(p.block.names for p in self.places if p.block and p.scope is first)))


@dataclass(eq=False)
class Place:
    """One node at one place of the tree; `slots` says where in its scope the values of its expressions stand."""

    node: object
    scope: Scope
    path: tuple[str, ...]
    offers: tuple["Place", ...]
    history: dict[str, tuple]
    slots: dict = field(default_factory=dict)
    children: list["Place"] = field(default_factory=list)
    reply: "Place | None" = None
    block: Block | None = None
    variable: sympy.Symbol | None = None
    let: tuple = ()
    expressions: dict = field(default_factory=dict)

    @property
    def where(self) -> str:
        return " → ".join(repr(step) for step in self.path) if self.path else "the root"

    def seen(self, player) -> tuple["Place", ...]:
        """Offers above whose number `player` sees."""
        return tuple(offer for offer in self.offers if player not in offer.node.hidden)


class Reader:
    """Places the nodes below `root` and reads their expressions; ValueError says which cannot be meant."""

    def __init__(self, model, name, root):
        self.model, self.title = model, f"{model.slug}: tree {name!r}"
        lines = model.definitions.values()
        self._own = {SLACK, *(row.variable for row in model.parameters), *(line.variable for line in lines)}
        self._words = {line.variable for line in lines if line.kind == "category"}
        self._words |= {p.variable for p in model.parameters.values() if p.choices}
        self.block = Block([Scope()])
        self.expressions: dict = {}
        self.root = self._place(root, self.block, self.block.scopes[0], (), (), {})

    def walk(self, place=None):
        """All places, depth first."""
        place = place or self.root
        yield place
        for child in place.children:
            yield from self.walk(child)

    def fail(self, text):
        raise ValueError(f"{self.title}: {text}")

    def read(self, value, where, offers=(), chance=False):
        """`value` as a SymPy number; a condition becomes 1 or 0 where a `chance` is asked for."""
        if isinstance(value, str):
            try:
                value = self.model[value]
            except KeyError as fault:
                self.fail(f"{where}: {fault.args[0]}")
        try:
            expression = sympy.sympify(value, strict=True)
        except (sympy.SympifyError, TypeError):
            self.fail(f"{where} is {value!r}, which is no number, expression or name of an outcome")
        if not isinstance(expression, sympy.Basic) or isinstance(expression, sympy.MatrixBase):
            self.fail(f"{where} is {value!r}, which is no number, expression or name of an outcome")
        if expression in (sympy.true, sympy.false):
            expression = sympy.Integer(bool(expression)) if chance else expression
        if expression in self._words:
            self.fail(f"{where} is {expression}, a word; ask with model.chosen({expression.name!r}, …)")
        if self.model.is_condition(expression):
            if not chance:
                self.fail(
                    f"{where} is a condition; a number is needed, such as cases((1, condition), otherwise=0)"
                )
            expression = cases((1, expression), otherwise=0)
        known = self._own | {offer.variable for offer in offers}
        for symbol in sorted(expression.free_symbols - known, key=str):
            if symbol.name in {own.name for own in known}:
                self.fail(
                    f"{where} uses another symbol called {symbol}; take the model's own, model[{symbol.name!r}]"
                )
            allowed = "".join(f", or {offer.variable}" for offer in offers)
            self.fail(f"{where} uses {symbol}, which is neither a parameter nor an outcome{allowed}")
        infinite = (sympy.nan, sympy.oo, -sympy.oo)
        if expression.is_number and expression.is_real is False and expression not in infinite:
            self.fail(f"{where} is {expression}, which is no real number")
        return expression

    def _let(self, given, where, offers):
        pairs = []
        for name, value in given.items():
            if name not in self.model.parameters:
                names = ", ".join(self.model.parameters)
                self.fail(f"{where}: `let` sets {name!r}, which is no parameter (parameters: {names})")
            parameter = self.model.parameters[name]
            if isinstance(value, sympy.Symbol) and value == parameter.variable:
                continue
            if parameter.choices:
                if value not in parameter.choices:
                    choices = ", ".join(map(repr, parameter.choices))
                    self.fail(f"{where}: `let` sets {name} to {value!r}; it is one of {choices}")
                value = parameter.choices.index(value)
            pairs.append((parameter, self.read(value, f"{where}, let {name}", offers)))
        return tuple(pairs)

    def _place(self, node, block, scope, path, offers, history):
        place = Place(node, scope, path, offers, history)
        if node.let:
            place.let = self._let(node.let, place.where, offers)
            if not isinstance(node, Again):  # whose `let` is where the next round stands
                place.scope = Scope(scope, place.let)
                block.scopes.append(place.scope)
        block.places.append(place)
        kinds = {Chance: self._branches, Move: self._move, Offer: self._offer}
        kinds.get(type(node), self._end)(place, block)
        return place

    def _keep(self, place, key, value, what, chance=False):
        """Read one expression of `place`; its value will stand in the slot `key`."""
        expression = self.read(value, f"{place.where}: {what}", place.offers, chance)
        place.expressions[key] = expression
        place.slots[key] = place.scope.slot(expression)
        return expression

    def _branches(self, place, block, plays=None):
        node, chances = place.node, []
        left = [label for label, probability, _ in node.moves if probability is None]
        if plays is None and len(left) > 1:
            self.fail(
                f"{place.where}: {left[0]!r} and {left[1]!r} have no probability; one move may be left out"
            )
        for label, probability, _ in node.moves:
            if plays is not None:
                probability = self.model.chosen(plays, label)
            chances.append(None if probability is None else
                           self.read(probability, f"{place.where}: the chance of {label!r}", place.offers, True))  # fmt: skip
        rest = 1 - sum(chance for chance in chances if chance is not None)
        for k, (label, _, child) in enumerate(node.moves):
            self._keep(
                place,
                ("chance", k),
                rest if chances[k] is None else chances[k],
                f"the chance of {label!r}",
                True,
            )
            own = place.history
            if isinstance(node, Move):
                own = own | {node.player: (*own.get(node.player, ()), (node.information_set, label))}
            place.children.append(
                self._place(child, block, place.scope, (*place.path, label), place.offers, own)
            )

    def _move(self, place, block):
        node = place.node
        if node.belief is not None:
            self._keep(place, "belief", node.belief, "the belief", True)
        if node.plays is not None:
            try:
                allowed = self.model.definitions[node.plays].categories
            except KeyError:
                allowed = ()
            if not allowed:
                self.fail(f"{place.where}: plays={node.plays!r} is no category of the model")
            labels = [label for label, _, _ in node.moves]
            if set(labels) != set(allowed):
                self.fail(f"{place.where}: the moves of {node.information_set!r} must be the values of {node.plays}, "
                          f"{', '.join(allowed)}; got {', '.join(labels)}")  # fmt: skip
        self._branches(place, block, node.plays)

    def _offer(self, place, block):
        node, model = place.node, self.model
        symbol = node.variable
        if isinstance(symbol, str) and symbol.isidentifier():
            symbol = model[symbol] if symbol in model.parameters else sympy.Symbol(symbol, real=True)
        if not isinstance(symbol, sympy.Symbol):
            self.fail(
                f"{place.where}: the variable of an Offer is a symbol or its name; got {node.variable!r}"
            )
        if symbol.name in model.definitions or symbol == SLACK or symbol.name == SLACK.name:
            self.fail(
                f"{place.where}: {symbol} is what the model computes; offer a parameter or a new letter"
            )
        if symbol.name in model.parameters and symbol != model[symbol.name]:
            self.fail(
                f"{place.where}: {symbol} is another symbol than the parameter; take model[{symbol.name!r}]"
            )
        if symbol.name in model.parameters and model.parameters[symbol.name].choices:
            self.fail(f"{place.where}: {symbol} is a menu; state its choices as a Move")
        if any(symbol.name == above.variable.name for above in place.offers):
            self.fail(f"{place.where}: {symbol} is offered already above; use another letter for each number")
        place.variable = symbol
        for what in ("low", "high", "step"):
            self._keep(place, what, getattr(node, what), what)
        for k, (value, chance) in enumerate(node.plays):
            self._keep(place, ("value", k), value, "an equilibrium offer")
            self._keep(place, ("chance", k), chance, "the chance of an offer", True)
        for k, value in enumerate(node.thresholds):
            self._keep(place, ("threshold", k), value, "a threshold")
        if node.belief is not None:
            self._keep(place, "belief", node.belief, "the belief", True)
        past = place.history.get(node.player, ())
        named = place.history | {node.player: (*past, (node.information_set, symbol.name))}
        if node.none:
            label, probability, child = node.none
            if probability is None:
                probability = 1 - sum(place.expressions["chance", k] for k in range(len(node.plays)))
            self._keep(place, "none", probability, f"the chance of {label!r}", True)
            own = place.history | {node.player: (*past, (node.information_set, label))}
            place.children.append(
                self._place(child, block, place.scope, (*place.path, label), place.offers, own)
            )
        place.block = Block([Scope()])
        place.reply = self._place(node.node, place.block, place.block.scopes[0], (*place.path, symbol.name),
                                  (*place.offers, place), named)  # fmt: skip
        place.children.append(place.reply)

    def _end(self, place, block):
        node = place.node
        for player, payoff in node.payoffs.items():
            self._keep(place, ("payoff", player), payoff, f"{player}'s payoff")
        if isinstance(node, Again):
            for player in node.payoffs:
                weight = node.weight.get(player, 1) if hasattr(node.weight, "get") else node.weight
                self._keep(place, ("gained", player), node.gained.get(player, 0), f"what {player} gained")
                self._keep(place, ("weight", player), weight, f"{player}'s weight")
            for variable in self._moved(place):  # it starts over where the model stands there
                place.slots["let", variable.name] = place.scope.slot(variable)
            for parameter, value in place.let:
                place.slots["let", parameter.name] = place.scope.slot(value)

    def _moved(self, place):
        """Parameters that a `let` or an offer above `place` has set."""
        found = set()
        for at in (place, *place.offers):
            scope = at.scope
            while scope:
                found |= {parameter.variable for parameter, _ in scope.let}
                scope = scope.parent
            if at.block and at.variable.name in self.model.parameters:
                found.add(at.variable)
        return sorted(found, key=str)

"""A `Round` read in its model: everything it names exists, and what it says can be meant."""

from dataclasses import dataclass, field

import numpy as np
import sympy

from models.core.expressions import SLACK, cases
from models.core.trees import Tree
from widgets.play.rounds import Round
from widgets.recipes.symbols import Symbols, symbols
from widgets.words import wording
from widgets.words.names import no_such


@dataclass
class Reading:
    """A round in its model. `extras` are its own expressions; scripts and conditions are indices into them.

    against : information set → [(label or None, index of the value or None, index of the chance)]
    after : [(index of a condition or None, labels that must have been taken, sentence)]
    """

    model: object
    round: Round
    symbols: Symbols
    extras: list = field(default_factory=list)
    against: dict = field(default_factory=dict)
    after: list = field(default_factory=list)
    games: list = field(default_factory=list)  # of a game chosen first: (words or number, {parameter: value})

    @property
    def tree(self):
        return self.symbols.tree

    def point(self, chosen=None) -> dict:
        """The round's values as arrays (menus as indices), at the game that was chosen first."""
        values = {**self.round.values, **(chosen or {})}
        return self.model._read(values)[0]

    def fail(self, text):
        raise ValueError(f"{self.model.slug}: a round of {self.tree.name!r}: {text}")

    def extra(self, expression) -> int:
        if expression not in self.extras:
            self.extras.append(expression)
        return self.extras.index(expression)


def read(model, given: Round, known: dict) -> Reading:
    """`given` in `model`; ValueError or TypeError says what is wrong and what is allowed. `known` keeps trees read."""
    tree = given.tree
    if isinstance(tree, str):
        if tree not in model.trees:
            raise ValueError(f"{model.slug}: {no_such(tree, 'tree', model.trees)}")
        tree = model.trees[tree]
    if not isinstance(tree, Tree) or tree.model is not model:
        raise ValueError(f"a round is played on a tree of {model.slug}; got {tree!r}")
    if id(tree) not in known:
        known[id(tree)] = symbols(tree)
    reading = Reading(model, given, known[id(tree)])
    _names(reading)
    _games(reading)
    _against(reading)
    _after(reading)
    _try_out(reading)
    return reading


def _known(reading, name, what, known):
    if name not in known:
        reading.fail(no_such(name, what, list(known)))


def _names(reading):
    given, told = reading.round, reading.symbols
    players = reading.tree.players
    _known(reading, given.role, "player", players)
    if given.role not in told.movers.values():
        reading.fail(f"{given.role} never moves, so there is nothing to play")
    for player in given.labels:
        _known(reading, player, "player", players)
    for chance, label in given.given.items():
        _known(reading, chance, "chance with a name", told.chances)
        _known(reading, label, f"card of {chance!r}", told.chances[chance])
    for name in given.hide:
        _known(reading, name, "player, chance or information set", [*players, *told.chances, *told.movers])
    moves = [label for labels in told.labels.values() for label in labels]
    for label in given.without:
        _known(reading, label, "move", moves)
    for name in given.words:
        ends = [node["result"] for node in _nodes(told.root) if node["kind"] == "end" and node.get("result")]
        cards = [label for labels in told.chances.values() for label in labels]
        _known(reading, name, "move, card, result, offer, chance or information set",
               [*moves, *cards, *ends, *told.offers, *told.chances, *told.movers])  # fmt: skip
    for name in given.units:
        _known(reading, name, "offer or parameter", [*told.offers, *reading.model.parameters])


def _nodes(node):
    yield node
    for move in node.get("moves", ()):
        yield from _nodes(move["node"])
    for child in (node.get("node"), (node.get("none") or {}).get("node")):
        if child:
            yield from _nodes(child)


def _games(reading):
    given, model = reading.round, reading.model
    if given.choose is None:
        return
    if isinstance(given.choose, str):
        _known(reading, given.choose, "parameter", model.parameters)
        p = model.parameters[given.choose]
        if p.choices:
            reading.games = [(p.choice_label(c), {p.name: c}) for c in p.choices]
        else:
            step = p.step or (1 if p.integer else (p.high - p.low) / 100)
            count = int((p.high - p.low) / step + 1e-9) + 1
            reading.games = [(None, {p.name: round(p.low + k * step, 12)}) for k in range(count)]
    elif hasattr(given.choose, "items") and len(given.choose) > 1:
        for words, values in given.choose.items():
            for name in values:
                _known(reading, name, "parameter", model.parameters)
            reading.games.append((str(words), dict(values)))
    else:
        reading.fail(
            f"choose is a parameter or {{words: {{parameter: value}}}} with two games or more; got {given.choose!r}"
        )


def _expression(reading, value, where, chance=False):
    """`value` as a SymPy number in the model's symbols and the tree's offers."""
    model = reading.model
    if isinstance(value, str):
        names = [*model.parameters, *model.definitions]
        _known(reading, value, "parameter or outcome", names)
        value = model[value]
    try:
        found = sympy.sympify(value, strict=True)
    except (sympy.SympifyError, TypeError):
        reading.fail(f"{where} is {value!r}, which is no number, expression, condition or name of an outcome")
    names = {*model.parameters, *model.definitions, *reading.symbols.offers, SLACK.name}
    for symbol in found.free_symbols:
        if symbol.name not in names:
            reading.fail(
                f"{where} uses {symbol}, which is neither a parameter nor an outcome nor an offer of this tree"
            )
    if found in (sympy.true, sympy.false):
        return sympy.Integer(bool(found))
    if chance and model.is_condition(found):
        return cases((1, found), otherwise=0)
    return found


def _against(reading):
    given, told = reading.round, reading.symbols
    for where, script in given.against.items():
        _known(reading, where, "information set", told.movers)
        if told.movers[where] == given.role:
            reading.fail(f"{where!r} is the reader's own: `against` says what others do")
        offer = next((o for o in told.offers.values() if o["information_set"] == where), None)
        if not hasattr(script, "items"):
            script = {script: 1}
        found, left = [], [move for move, chance in script.items() if chance is None]
        if len(left) > 1:
            reading.fail(f"against[{where!r}]: only one chance may be left out (None)")
        chances = {
            m: _expression(reading, c, f"against[{where!r}]", True)
            for m, c in script.items()
            if c is not None
        }
        for move, chance in script.items():
            chance = 1 - sum(chances.values()) if chance is None else chances[move]
            if isinstance(move, str) and move in told.labels[where]:
                found.append((move, None, reading.extra(sympy.sympify(chance))))
            elif offer is None:
                _known(reading, move, f"move of {where!r}", told.labels[where])
            else:
                value = _expression(reading, move, f"against[{where!r}]")
                found.append((None, reading.extra(value), reading.extra(sympy.sympify(chance))))
        reading.against[where] = found


def _after(reading):
    told = reading.symbols
    happen = [label for labels in (*told.labels.values(), *told.chances.values()) for label in labels]
    for condition, sentence in reading.round.after:
        known = {*reading.model.parameters, *reading.model.definitions, *told.offers, "score"}
        for name in wording.fields(sentence):
            _known(reading, name, "parameter, outcome or offer", sorted(known))
        if isinstance(condition, str):
            condition = (condition,)
        if condition is None:
            reading.after.append((None, [], sentence))
        elif isinstance(condition, tuple):
            for label in condition:
                _known(reading, label, "move or card", happen)
            reading.after.append((None, list(condition), sentence))
        else:
            reading.after.append(
                (reading.extra(_expression(reading, condition, "after", True)), [], sentence)
            )
    fields = wording.fields(reading.round.before)
    for name in fields:
        _known(reading, name, "parameter or outcome", [*reading.model.parameters, *reading.model.definitions])
    if fields and reading.games:
        reading.fail("`before` is told before the game is chosen, so it cannot name its numbers")


def _try_out(reading):
    """The tree holds at every game of the round, and the script is one."""
    from widgets.play.match import Game

    for _, values in reading.games or [(None, {})]:
        point = reading.point(values)
        for condition, words in reading.tree.requires:
            if not np.all(reading.model.values_at(point, [condition])[0]):
                at = f" at {values}" if values else ""
                reading.fail(f"the tree does not hold{at}: {words}")
        game = Game(reading, values)
        try:
            game.check()
        except ValueError as fault:
            reading.fail(str(fault))

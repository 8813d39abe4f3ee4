"""A game tree as a data set: one row for each node drawn, with what the sliders make of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import sympy

from models.core.trees import Tree
from widgets.recipes.checks import plain
from widgets.recipes.program import Program
from widgets.recipes.recipe import Recipe
from widgets.recipes.symbols import symbols
from widgets.words import wording

TINY = 1e-9


@dataclass(frozen=True)
class DrawnTree(Recipe):
    """A tree at the sliders' values: chances of moves, of getting there, payoffs.

    An `Offer` is drawn with its equilibrium offers and one deviation: of the numbers a little to either side of the
    first, one that is answered otherwise where there is one.

    Parameters
    ----------
    name : str
    tree : Tree
    places : sequence of mapping
        What does not move of each row, in the order of the walk (root first, depth first).
    factor : float
        What payoffs are multiplied by.
    numbers : mapping
        Offer → factor of its numbers.
    """

    name: str
    tree: Tree
    places: Sequence[Mapping]
    factor: float = 1.0
    numbers: Mapping[str, float] = field(default_factory=dict)
    heads: Mapping[str, str | None] = field(default_factory=dict)

    def __post_init__(self):
        object.__setattr__(self, "told", symbols(self.tree))

    @property
    def moved(self) -> set[str]:
        """Parameters that the tree itself puts elsewhere: by a `let`, or by an offer of one."""
        return _set_within(self.told.root)

    @property
    def makes(self) -> set[str]:
        payoffs = {f"pays_{player}" for player in self.tree.players}
        return {"label", "taken", "played", *payoffs, *(key for row in self.places for key in row)}

    def lines(self, model):
        return self._program(model).lines

    def _program(self, model):
        return Program(model, self.told.expressions)

    def rests_on(self, model) -> set[str]:
        return Program(model, self.told.expressions).rests_on()

    def _check(self, model):
        if self.tree.model is not model:
            raise ValueError(f"the tree {self.tree.name!r} is one of {self.tree.model.slug}")

    def compute(self, model, point) -> list[dict]:
        blank = dict.fromkeys(self.told.offers, np.asarray(np.nan))
        expressions = [sympy.sympify(e) for e in self.told.expressions]
        run = lambda at: [float(np.asarray(v)) for v in model.values_at(at, expressions)]  # noqa: E731
        found = list(self._walk(self.told.root, self._scope({**blank, **point}, run), "", 1.0, 1.0, run))
        return [{**place, **row} for place, row in zip(self.places, found, strict=True)]

    def _scope(self, point, run):
        return point, run(point)

    def _moved(self, scope, values, run):
        return self._scope({**scope[0], **{name: np.asarray(value) for name, value in values.items()}}, run)

    def _walk(self, node, scope, label, taken, played, run):
        if "let" in node and not node.get("again"):
            scope = self._moved(scope, {name: scope[1][k] for name, k in node["let"].items()}, run)
        row = {"label": label, "taken": plain(taken), "played": plain(played)}
        for player in self.tree.players:
            pays = self.factor * scope[1][node["payoffs"][player]] if node["kind"] == "end" else np.nan
            row[f"pays_{player}"] = plain(pays)
        yield row
        for text, chance, child, inner in self._branches(node, scope, run):
            yield from self._walk(child, inner, text, chance, played * chance if chance > TINY else 0.0, run)

    def _branches(self, node, scope, run):
        """(label, chance, node, scope) of what is drawn below `node`."""
        values = scope[1]
        for move in node.get("moves", ()):
            yield move["label"], values[move["probability"]], move["node"], scope
        if node["kind"] != "offer":
            return
        name, plays = node["variable"], [(values[p["value"]], values[p["chance"]]) for p in node["plays"]]
        for number, chance in [*plays, (self._deviation(node, scope, plays, run), 0.0)]:
            inner = self._moved(scope, {name: number}, run)
            yield self._number(name, number), chance, node["node"], inner
        if node["none"]:
            yield node["none"]["label"], values[node["none"]["probability"]], node["none"]["node"], scope

    def _number(self, name, number):
        return wording.number(round(self.numbers.get(name, 1.0) * number, 9)) if np.isfinite(number) else "–"

    def _deviation(self, node, scope, plays, run):
        low, high, step = (scope[1][node[what]] for what in ("low", "high", "step"))
        first = next((number for number, chance in plays if chance > TINY), (low + high) / 2)
        side = max(step, (high - low) / 20)
        tried = [number for number in (first - side, first + side) if low - TINY <= number <= high + TINY]

        def replies(number):
            return self._replies(node["node"], self._moved(scope, {node["variable"]: number}, run))

        usual = replies(first)
        return next((n for n in tried if replies(n) != usual), tried[0] if tried else first)

    def _replies(self, node, scope):
        """The chances of the next player's moves after a number, to a hair."""
        while node["kind"] == "chance":
            node = node["moves"][0]["node"]
        found = [scope[1][move["probability"]] for move in node.get("moves", ())]
        return [round(chance, 6) if np.isfinite(chance) else None for chance in found]

    def page(self, model) -> dict:
        program = self._program(model).page()
        return {
            "kind": "tree",
            "name": self.name,
            "program": program
            | {"free": [name for name in self.told.offers if name not in model.parameters]},
            "root": self.told.root,
            "players": list(self.tree.players),
            "places": [dict(place) for place in self.places],
            "factor": self.factor,
            "numbers": {name: self.numbers.get(name, 1.0) for name in self.told.offers},
        }


def _set_within(node) -> set[str]:
    if node.get("again"):  # what it sets is the next round's, which is not drawn
        return set()
    below = [node.get("node"), (node.get("none") or {}).get("node"), *(move["node"] for move in node.get("moves", ()))]
    found = {*node.get("let", ()), *([node["variable"]] if node.get("parameter") else [])}
    return found.union(*(_set_within(child) for child in below if child))

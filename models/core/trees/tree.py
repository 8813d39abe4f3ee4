"""A tree of a model, stated once; all that is derived from it."""

import numpy as np

from models.core.trees import checks, export, strategic, symbolic, walking
from models.core.trees.nodes import Node
from models.core.trees.places import Reader
from models.core.trees.points import Builder


class Tree:
    """A finite game in extensive form, with the equilibrium that is claimed for it.

    The *extensive form* (J. von Neumann and O. Morgenstern 1944; H. W. Kuhn 1953) says who moves when, what each
    knows then, what chance decides, and what every end pays. All players have *perfect recall* (Kuhn 1953): none
    forgets what it knew or did. State one with `Model.tree`.

    Attributes
    ----------
    name : str
    root : Node
    players : tuple of str
        In the order in which the tree names them, depth first.
    information_sets : tuple of str
    requires : tuple of (condition, words)
        Where in the box the tree holds.
    doc : str
        What the tree leaves out, and on which part of the box it holds, in words.
    values : dict
        Player → expression of the model that its expected payoff equals.
    results : dict
        Result of an end → expression of the model that its chance equals.
    """

    def __init__(self, model, name, root, requires=(), values=None, results=None, doc=""):
        if not isinstance(name, str) or not name.strip():
            raise TypeError(f"{model.slug}: the name of a tree is text; got {name!r}")
        self.model, self.name, self.root = model, name, root
        self.title, self.doc = f"{model.slug}: tree {name!r}", doc
        if not isinstance(root, Node):
            raise TypeError(f"{self.title}: the root is a Chance, Move, Offer, End or Again; got {root!r}")
        reader = Reader(model, name, root)
        self.place, self.block = reader.root, reader.block
        self.players = checks.players(reader)
        self._sets = checks.information_sets(reader)
        self.information_sets = tuple(self._sets)
        self.requires = tuple(
            (model._condition(condition, f"tree {name!r}: {words}"), words) for condition, words in requires
        )
        ends = {place.node.result for place in reader.walk() if hasattr(place.node, "result")}
        self.values = self._claims(reader, values, self.players, "player")
        self.results = self._claims(reader, results, ends, "result of an end")
        checks.try_out(self)

    def _claims(self, reader, given, known, what):
        found = {}
        for key, value in (given or {}).items():
            if key not in known:
                reader.fail(f"{key!r} is no {what}; there are {', '.join(map(repr, sorted(known)))}")
            found[key] = reader.read(value, f"{what} {key!r}", chance=what != "player")
        return found

    def believed(self, root):
        """Information set → [(spot, probability)] of a tree built at a point."""
        return walking.beliefs(root, self.players, self.title)

    # -- at points -------------------------------------------------------------------------------------------

    def _points(self, values):
        point, shape = self.model._read(values)
        for condition, words in self.requires:
            holds = np.broadcast_to(
                np.asarray(self.model.values_at(point, [condition])[0], dtype=bool), shape
            )
            if not holds.all():
                raise ValueError(f"{self.title} does not hold here: {words}")
        flat = {
            name: np.broadcast_to(value, shape).ravel() if shape else value for name, value in point.items()
        }
        return flat, shape, (int(np.prod(shape)),) if shape else ()

    def _built(self, values, **options):
        point, shape, size = self._points(values)
        builder = Builder(self.model, self.title, self.players, **options)
        return shape, builder.many(self.place, self.block, point, size)

    def at(self, **values) -> "TreeAt":
        """The tree at one point (left-out parameters at their defaults). Raises as `Model.solve` does."""
        return TreeAt(self, values)

    def regret(self, **values) -> dict:
        """Player → the most it could gain at any of its information sets by another plan from there on.

        The other plan may change what it does at that set and at all its later ones; a deviation at one set alone
        is not enough, since beliefs and later plans go together. 0 for every player is *sequential rationality*
        (D. M. Kreps and R. Wilson 1982), and with the beliefs of `walking` a perfect Bayesian equilibrium; in games
        of complete information it is *subgame perfection* (R. Selten 1965). Offers are tried on their grid, at both
        sides of every threshold. Floats, or arrays of the shape that the values broadcast to.
        """
        shape, roots = self._built(values, sides=True)
        rows = []
        for root in roots:
            checks.same_strategies(self, root)
            worst = dict.fromkeys(self.players, 0.0)
            for player, gain in walking.gains(root, self.players, self.title).values():
                worst[player] = max(worst[player], gain)
            rows.append(worst)
        if not shape:
            return rows[0]
        return {player: np.array([row[player] for row in rows]).reshape(shape) for player in self.players}

    def walk(self, **values) -> dict:
        """What walking the tree gives: {"payoffs": {player: …}, "results": {result: chance}}; arrays broadcast."""
        shape, roots = self._built(values, fine=False)  # what is not offered does not count
        rows = [(walking.payoffs(root, self.players), walking.results(root)) for root in roots]
        kinds = sorted({result for _, results in rows for result in results})
        gather = lambda numbers: np.array(numbers, dtype=float).reshape(shape) if shape else float(numbers[0])  # noqa: E731
        return {
            "payoffs": {player: gather([pays[player] for pays, _ in rows]) for player in self.players},
            "results": {kind: gather([results.get(kind, 0.0) for _, results in rows]) for kind in kinds},
        }

    def claimed(self, **values) -> dict:
        """What the model says of the same numbers, as far as stated: the form of `walk`."""
        keys = [("payoffs", player) for player in self.values] + [
            ("results", result) for result in self.results
        ]
        numbers = self.model.evaluate([*self.values.values(), *self.results.values()], **values)
        found = {"payoffs": {}, "results": {}}
        for (kind, key), number in zip(keys, numbers, strict=True):
            found[kind][key] = np.asarray(number, dtype=float) if np.ndim(number) else float(number)
        return found

    def again(self, **values) -> dict:
        """Player → largest difference between what an `Again` pays and what starting over from the root gives."""
        worst = dict.fromkeys(self.players, 0.0)
        here = self.at(**values)
        for spot in here.root.walk():
            if spot.again is None:
                continue
            over = here
            if spot.again["let"]:
                choices = {p.name: p.choices for p in self.model.parameters.values() if p.choices}
                moved = {
                    name: choices[name][int(v)] if name in choices else v
                    for name, v in spot.again["let"].items()
                }
                over = self.at(**(here.inputs | moved))
            for player, value in over.payoffs().items():
                expected = spot.again["gained"][player] + spot.again["weight"][player] * value
                worst[player] = max(worst[player], abs(spot.payoffs[player] - expected))
        return worst

    def efg(self, **values) -> str:
        """The tree at a point as a file for Gambit (R. D. McKelvey, A. McLennan and T. Turocy), offers on their grid."""
        return self.at(**values).efg()

    def game(self, **values):
        """The reduced strategic form as a `nashpy.Game`, the player named first in rows.

        ValueError unless there are two players, and where the form is too large for a matrix.
        """
        return self.at(**values).game()

    def page(self) -> dict:
        """The tree in symbols, as it travels to a page; see `models.core.trees`."""
        return symbolic.page(self)

    def __repr__(self):
        return f"<Tree {self.name} of {self.model.slug}: {', '.join(self.players)}>"


class TreeAt:
    """A tree at one point: `root` is its first `Spot`."""

    def __init__(self, tree, values):
        shape, roots = tree._built(values)
        if shape:
            raise ValueError(f"{tree.title}: a tree stands at one point: give numbers, not arrays")
        self.tree, self.inputs, self.root = tree, dict(values), next(iter(roots))
        checks.same_strategies(tree, self.root)
        self._believed = tree.believed(self.root)

    def to_dict(self) -> dict:
        """The plain structure: players, beliefs, root; see `models.core.trees`."""
        return {
            "players": list(self.tree.players),
            "beliefs": self.beliefs(),
            "root": export.structure(self.root),
        }

    def beliefs(self) -> dict:
        """Information set → probability of each of its nodes, depth first."""
        return {
            key: [float(p) for _, p in self._believed[key]] for key in walking.information_sets(self.root)
        }

    def payoffs(self) -> dict:
        """Player → expected payoff of the equilibrium."""
        return {
            player: float(value) for player, value in walking.payoffs(self.root, self.tree.players).items()
        }

    def results(self) -> dict:
        """Result of an end → chance of it."""
        return walking.results(self.root)

    def gains(self) -> dict:
        """Information set → (player, most it could gain from there on), on the grid of `to_dict`."""
        return walking.gains(self.root, self.tree.players, self.tree.title)

    def words(self) -> str:
        """The tree in words, one line for each node and move, indented by what came before."""
        return "\n".join(export.words(self.root, self._believed))

    def efg(self) -> str:
        return export.gambit(self.root, self.tree.players, f"{self.tree.model.title}: {self.tree.name}")

    def game(self):
        import nashpy

        row, column, _, _ = strategic.matrices(self.root, self.tree.players, self.tree.title)
        return nashpy.Game(row, column)

    def strategies(self) -> dict:
        """Player → names of its reduced strategies, in the order of `game`."""
        named = strategic.matrices(self.root, self.tree.players, self.tree.title)[2:]
        return dict(zip(self.tree.players, named, strict=True))

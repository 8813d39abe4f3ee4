"""Named areas along one axis: bars with edges that the model computes, and a category as one number runs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from numbers import Real

import numpy as np

from widgets.recipes import free
from widgets.recipes.changes import changes
from widgets.recipes.checks import category, check_axis, check_expression, grid, words_of
from widgets.recipes.free import Free
from widgets.recipes.program import Program, read_let
from widgets.recipes.recipe import Recipe
from widgets.words.breaking import broken

_HEADS = {"label": "area", "x": None, "x0": "from", "x1": "to", **{k: None for k in broken("")}}


@dataclass(frozen=True)
class Bands(Recipe):
    """Bars of named areas along one axis: rows with fields ``bar``, ``label``, ``x0``, ``x1``, ``x`` (the middle).

    Parameters
    ----------
    bars : mapping
        What a bar is called → its areas. Either a list of names with the edges between them, ``["Russia's", edge,
        "shared", edge, "Ukraine's"]``, which fills the bar (an edge that falls behind the one before leaves its
        area out), or a mapping name → (from, to), where areas may be missing. Edges are numbers, names of
        outcomes or SymPy expressions; an area without width, or with an edge without a value, is not drawn.
    low, high : float
        Where the axis begins and ends.

    Examples
    --------
    >>> Bands("shares", {"": ["Russia's", "x_lo", "room", "x_hi", "Ukraine's"]})
    >>> Bands("accepts", {"Russia": {"accepts": ("x_lo", 1)}, "Ukraine": {"accepts": (0, "x_hi")}})
    """

    name: str
    bars: Mapping[str, Sequence | Mapping]
    low: float = 0
    high: float = 1

    makes = frozenset({"bar", "label", "x0", "x1", "x", *broken("")})

    @property
    def heads(self):
        return {"bar": "bar" if len(self.bars) > 1 else None, **_HEADS}

    @property
    def labels(self) -> list[str]:
        """Names of areas, in the order in which they appear; each has one colour."""
        return list(dict.fromkeys(label for areas in self.bars.values() for label, *_ in _areas(areas, 0, 0)))

    def _check(self, model):
        ends = self.low, self.high
        if not all(isinstance(end, Real) and np.isfinite(end) for end in ends) or not self.low < self.high:
            raise ValueError(
                f"the axis must run from one number up to another; got {self.low!r} to {self.high!r}"
            )
        if not isinstance(self.bars, Mapping) or not self.bars:
            raise ValueError(f"bars must be a mapping words → areas, of one or more; got {self.bars!r}")
        for bar, areas in self.bars.items():
            if isinstance(areas, Mapping):
                good = areas and all(
                    not isinstance(pair, str) and isinstance(pair, Sequence) and len(pair) == 2
                    for pair in areas.values()
                )
            else:
                good = not isinstance(areas, str) and isinstance(areas, Sequence) and len(areas) % 2 == 1
            if not good:
                raise ValueError(
                    f"bar {bar!r} must be a list name, edge, name, …, name, or a mapping name → (from, to); got {areas!r}"
                )
            for label, *edges in _areas(areas, self.low, self.high):
                if not isinstance(label, str) or not label.strip():
                    raise ValueError(f"bar {bar!r}: the name of an area must be a text; got {label!r}")
                for edge in edges:
                    if not isinstance(edge, Real):
                        check_expression(model, edge)

    def fields(self, model):
        edges = [
            edge
            for areas in self.bars.values()
            for _, *pair in _areas(areas, self.low, self.high)
            for edge in pair
        ]
        return {"x0": edges, "x1": edges}

    def _program(self, model):
        return Program(model, [e for areas in self.bars.values() for e in _edges(areas)])

    def compute(self, model, point) -> list[dict]:
        values, rows = iter([float(v) for v in self._program(model)(point)]), []
        for bar, areas in self.bars.items():
            edges = [self._inside(next(values)) for _ in _edges(areas)]
            if isinstance(areas, Mapping):
                drawn = list(zip(areas, edges[::2], edges[1::2], strict=True))
            else:
                ends = np.maximum.accumulate(
                    [self.low, *edges, self.high]
                ).tolist()  # nothing where one has no value
                drawn = list(zip(areas[::2], ends[:-1], ends[1:], strict=True))
            for label, x0, x1 in drawn:
                if x1 - x0 > 1e-9 * (self.high - self.low):
                    rows.append(
                        {"bar": bar, "label": label, "x0": x0, "x1": x1, "x": (x0 + x1) / 2} | broken(label)
                    )
        return rows

    def _inside(self, value):
        return value if np.isnan(value) else min(max(value, self.low), self.high)

    def page(self, model) -> dict:
        return {
            "kind": "bands", "name": self.name, "low": self.low, "high": self.high,
            "bars": [
                {"bar": bar, "filled": not isinstance(areas, Mapping),
                 "says": [{"label": label} | broken(label) for label, *_ in _areas(areas, 0, 0)]}
                for bar, areas in self.bars.items()
            ],
            "program": self._program(model).page(),
        }  # fmt: skip


def _areas(areas, low, high):
    """[(name, from, to), …] of one bar."""
    if isinstance(areas, Mapping):
        return [(label, *pair) for label, pair in areas.items()]
    edges = [low, *areas[1::2], high]
    return list(zip(areas[::2], edges[:-1], edges[1:], strict=True))


def _edges(areas):
    """The edges of one bar that are computed, in the order in which they are taken."""
    return [edge for pair in areas.values() for edge in pair] if isinstance(areas, Mapping) else areas[1::2]


@dataclass(frozen=True)
class Zones(Recipe):
    """A category as one number runs, as areas side by side: rows with fields ``x0``, ``x1``, ``label``, ``x``.

    Parameters
    ----------
    over : str or Free
        The number parameter that runs, or an axis that is no parameter.
    outcome : str
        The category. Every change is closed in by bisection.
    low, high : float, optional
        Range; left out, the slider's.
    names : mapping
        Value of the category → what its area is called; left out, its words. Empty for no name.
    let : mapping, optional
        Parameter → value or expression: the same model at other values.
    """

    name: str
    over: str | Free
    outcome: str = "regime"
    low: float | None = None
    high: float | None = None
    count: int = 121
    names: Mapping[str, str] = field(default_factory=dict)
    let: Mapping = field(default_factory=dict)

    makes = frozenset({"x0", "x1", "label", "x", "value", *broken("")})
    heads = {**_HEADS, "value": None}

    def _check(self, model):
        check_axis(model, self.over, self.low, self.high, "count", self.count)
        check_names(model, self.outcome, self.names)
        read_let(model, self.let, free.names(self.over))

    @property
    def along(self) -> tuple[str, ...]:
        return (free.name_of(self.over),)

    @property
    def moved(self) -> set[str]:
        return {free.name_of(self.over), *self.let} - set(free.names(self.over))

    def fields(self, model):
        along = [] if isinstance(self.over, Free) else [self.over]
        return {"x0": along, "x1": along}

    def lines(self, model) -> list[str]:
        return self._program(model).lines

    def grid(self, model) -> np.ndarray:
        return grid(free.line(model, self.over), self.low, self.high, self.count, False)

    def _program(self, model):
        return Program(model, [self.outcome], self.let, free.names(self.over))

    def _says(self, model):
        return [
            {"label": word} | broken(short)
            for word, short in zip(*named(model, self.outcome, self.names), strict=True)
        ]

    def compute(self, model, point) -> list[dict]:
        xs, over, program, says = (
            self.grid(model),
            free.name_of(self.over),
            self._program(model),
            self._says(model),
        )
        whole = free.line(model, self.over).integer
        code = lambda x: np.broadcast_to(program({**point, over: x})[0], np.shape(x))  # noqa: E731
        cuts = changes(xs, code, whole)
        edges = [float(xs[0]), *((low + high) / 2 for _, low, high in cuts), float(xs[-1])]
        kinds = [int(k) for k in code(np.array([edges[0], *(high for _, _, high in cuts)]))]
        return [
            {"x0": a, "x1": b, "x": (a + b) / 2, "value": kind} | says[kind]
            for kind, a, b in zip(kinds, edges[:-1], edges[1:], strict=True)
        ]

    def page(self, model) -> dict:
        return {
            "kind": "zones", "name": self.name, "over": free.name_of(self.over), "values": self.grid(model).tolist(),
            "whole": free.line(model, self.over).integer, "says": self._says(model), "program": self._program(model).page(),
        }  # fmt: skip


def named(model, outcome, names):
    """(words of each value of `outcome`, what its area is called)."""
    values, words = model.categories(outcome), words_of(model, model[outcome])
    return words, [names.get(value, word) for value, word in zip(values, words, strict=True)]


def check_names(model, outcome, names) -> None:
    category(model, outcome)
    known = model.categories(outcome)
    for value, word in names.items():
        if value not in known:
            raise ValueError(f"names: {value!r} is no value of {outcome}: {', '.join(known)}")
        if not isinstance(word, str):
            raise ValueError(f"names: {value!r}: a name must be a text; got {word!r}")

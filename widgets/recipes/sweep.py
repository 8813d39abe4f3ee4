"""Curves: outcomes as one number runs through a range."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import sympy

from widgets.recipes import free
from widgets.recipes.changes import changes, check_split
from widgets.recipes.checks import check_axis, check_series, ends_of, grid, plain
from widgets.recipes.free import Free
from widgets.recipes.program import Program, read_let
from widgets.recipes.recipe import Recipe


@dataclass(frozen=True)
class Sweep(Recipe):
    """Outcomes as one number runs through a range: rows with fields ``x``, ``series``, ``y``.

    Parameters
    ----------
    over : str or Free
        The number parameter that runs, or an axis that is no parameter; the rest stay where the reader has put
        them. An integer one stops at whole numbers only.
    series : mapping
        What a reader sees → outcome name or SymPy expression.
    low, high : float, optional
        Range; left out, the slider's (a `Free` has its own).
    count : int
        Number of points.
    log : bool
        Points evenly spaced in the logarithm.
    split : str or SymPy condition, optional
        A category, a yes/no outcome or a condition: where it changes, the curve is broken, so that a cliff is drawn
        as one. The change is closed in by bisection; rows have a field ``part``.
    let : mapping, optional
        Parameter → value or expression (in the `Free` symbol, say): the same model at other values.
    """

    name: str
    over: str | Free
    series: Mapping[str, str | sympy.Basic]
    low: float | None = None
    high: float | None = None
    count: int = 141
    log: bool = False
    split: str | sympy.Basic | None = None
    let: Mapping = field(default_factory=dict)

    @property
    def makes(self) -> frozenset[str]:
        return frozenset({"x", "series", "y", *(["part"] if self.split is not None else [])})

    def _check(self, model):
        check_axis(model, self.over, self.low, self.high, "count", self.count)
        if self.log and not ends_of(free.line(model, self.over), self.low, self.high)[0] > 0:
            name = free.name_of(self.over)
            raise ValueError(f"{name} must stay above 0 where its points are spaced in the logarithm")
        names = free.names(self.over)
        check_series(model, self.series, names)
        check_split(model, self.split, names)
        read_let(model, self.let, names)
        if free.name_of(self.over) in self.let:
            raise ValueError(f"{self.over} runs along the axis and is set by let: leave one of them out")

    @property
    def along(self) -> tuple[str, ...]:
        return (free.name_of(self.over),)

    @property
    def moved(self) -> set[str]:
        return {free.name_of(self.over), *self.let} - set(free.names(self.over))

    def fields(self, model):
        return {"x": [] if isinstance(self.over, Free) else [self.over], "y": list(self.series.values())}

    def lines(self, model) -> list[str]:
        return self._program(model).lines

    def grid(self, model) -> np.ndarray:
        return grid(free.line(model, self.over), self.low, self.high, self.count, self.log)

    def _program(self, model):
        drawn = [*self.series.values(), *([] if self.split is None else [self.split])]
        return Program(model, drawn, self.let, free.names(self.over))

    def compute(self, model, point) -> list[dict]:
        xs, over, program = self.grid(model), free.name_of(self.over), self._program(model)
        parts = np.zeros(len(xs), dtype=int)
        if self.split is not None:
            whole = free.line(model, self.over).integer
            code = lambda x: np.broadcast_to(program({**point, over: x})[-1], np.shape(x))  # noqa: E731
            xs, parts = broken(xs, code, whole)
        columns = program({**point, over: xs})
        return [
            {"x": float(x), "series": label, "y": plain(y)}
            | ({} if self.split is None else {"part": int(part)})
            for label, column in zip(self.series, columns, strict=False)
            for x, y, part in zip(xs, np.broadcast_to(column, xs.shape), parts, strict=True)
        ]

    def page(self, model) -> dict:
        return {
            "kind": "sweep", "name": self.name, "over": free.name_of(self.over), "values": self.grid(model).tolist(),
            "series": list(self.series), "program": self._program(model).page(),
            **({} if self.split is None else {"split": True, "whole": free.line(model, self.over).integer}),
        }  # fmt: skip


def broken(xs, code, whole=False):
    """(points, part of each): `xs` with the two sides of every change of `code` between them."""
    points, parts, part = [], [], 0
    cuts = changes(xs, code, whole)
    for i, x in enumerate(xs):
        points.append(x)
        parts.append(part)
        for k, low, high in cuts:
            if k == i:
                if not whole:
                    points += [low, high]
                    parts += [part, part + 1]
                part += 1
    return np.array(points), np.array(parts)

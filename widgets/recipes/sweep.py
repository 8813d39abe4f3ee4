"""Curves: outcomes as one parameter runs through a range."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import sympy

from widgets.recipes.checks import check_axis, check_series, ends_of, grid, plain
from widgets.recipes.program import Program
from widgets.recipes.recipe import Recipe


@dataclass(frozen=True)
class Sweep(Recipe):
    """Outcomes as one parameter runs through a range: rows with fields ``x``, ``series``, ``y``.

    Parameters
    ----------
    over : str
        The number parameter that runs; the rest stay where the reader has put them. An integer one stops at
        whole numbers only.
    series : mapping
        What a reader sees → outcome name or SymPy expression.
    low, high : float, optional
        Range; left out, the slider's.
    count : int
        Number of points.
    log : bool
        Points evenly spaced in the logarithm.
    """

    name: str
    over: str
    series: Mapping[str, str | sympy.Basic]
    low: float | None = None
    high: float | None = None
    count: int = 141
    log: bool = False

    makes = frozenset({"x", "series", "y"})

    def _check(self, model):
        check_axis(model, self.over, self.low, self.high, "count", self.count)
        if self.log and not ends_of(model.parameters[self.over], self.low, self.high)[0] > 0:
            raise ValueError(f"{self.over} must stay above 0 where its points are spaced in the logarithm")
        check_series(model, self.series)

    @property
    def moved(self) -> set[str]:
        return {self.over}

    def fields(self, model):
        return {"x": [self.over], "y": list(self.series.values())}

    def lines(self, model) -> list[str]:
        return Program(model, self.series.values()).lines

    def grid(self, model) -> np.ndarray:
        return grid(model.parameters[self.over], self.low, self.high, self.count, self.log)

    def compute(self, model, point) -> list[dict]:
        xs = self.grid(model)
        columns = Program(model, self.series.values())({**point, self.over: xs})
        return [
            {"x": float(x), "series": label, "y": plain(y)}
            for label, column in zip(self.series, columns, strict=True)
            for x, y in zip(xs, np.broadcast_to(column, xs.shape), strict=True)
        ]

    def page(self, model) -> dict:
        return {
            "kind": "sweep", "name": self.name, "over": self.over, "values": self.grid(model).tolist(),
            "series": list(self.series), "program": Program(model, self.series.values()).page(),
        }  # fmt: skip

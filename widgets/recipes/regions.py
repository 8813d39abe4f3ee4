"""Maps: one category over two parameters, as areas with exact edges."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from widgets.recipes import free
from widgets.recipes.checks import category, check_axis, grid, words_of
from widgets.recipes.free import Free
from widgets.recipes.program import Program, read_let
from widgets.recipes.recipe import Recipe


@dataclass(frozen=True)
class Regions(Recipe):
    """A map of one category over two parameters: rows with fields ``x``, ``y0``, ``y1``, ``label``, ``part``.

    Along each vertical line the category is read off at `rows` points and every change is closed in by
    bisection; lines with the same sequence of categories are joined into areas. So boundaries are exact in y.
    An axis may be a `Free`, in which `let` (parameter → value or expression) says where the model stands.
    """

    name: str
    x: str | Free
    y: str | Free
    outcome: str = "regime"
    x_range: tuple[float, float] | None = None
    y_range: tuple[float, float] | None = None
    columns: int = 65
    rows: int = 41
    let: Mapping = field(default_factory=dict)

    HALVINGS = 14

    makes = frozenset({"x", "y0", "y1", "label", "part"})

    def _check(self, model):
        for name, ends, counted, count in (
            (self.x, self.x_range, "columns", self.columns),
            (self.y, self.y_range, "rows", self.rows),
        ):
            if ends is not None and np.shape(ends) != (2,):
                raise ValueError(f"the range of {name} must be a pair of numbers; got {ends!r}")
            check_axis(model, name, *(ends or (None, None)), counted, count)
            if free.line(model, name).integer:  # boundaries are sought between the points of the grid
                raise ValueError(
                    f"{free.name_of(name)} takes whole numbers only, where a map has no boundaries: draw a Sweep over it"
                )
        if self.x == self.y:
            raise ValueError(f"both axes are {free.name_of(self.x)}")
        category(model, self.outcome)
        read_let(model, self.let, free.names(self.x, self.y))

    @property
    def along(self) -> tuple[str, ...]:
        return (free.name_of(self.x), free.name_of(self.y))

    @property
    def moved(self) -> set[str]:
        axes = self.x, self.y
        return {*map(free.name_of, axes), *self.let} - set(free.names(*axes))

    def fields(self, model):
        x, y = ([] if isinstance(axis, Free) else [axis] for axis in (self.x, self.y))
        return {"x": x, "y0": y, "y1": y}

    def lines(self, model) -> list[str]:
        return self._program(model).lines

    def _program(self, model):
        return Program(model, [self.outcome], self.let, free.names(self.x, self.y))

    def grids(self, model):
        ends = (self.x_range or (None, None)), (self.y_range or (None, None))
        parameters = free.line(model, self.x), free.line(model, self.y)
        counts = self.columns, self.rows
        return [grid(p, *e, n, False) for p, e, n in zip(parameters, ends, counts, strict=True)]

    def compute(self, model, point) -> list[dict]:
        xs, ys = self.grids(model)
        words = words_of(model, model[self.outcome])
        program, across, up = self._program(model), free.name_of(self.x), free.name_of(self.y)

        def codes(x, y):
            return np.broadcast_to(program({**point, across: x, up: y})[0], np.shape(y)).astype(int)

        def runs(x):
            """Categories along the vertical line at x: [(code, from, to), …]."""
            found = codes(x, ys)
            change = np.flatnonzero(found[1:] != found[:-1])
            low, high = ys[change], ys[change + 1]
            for _ in range(self.HALVINGS):
                middle = (low + high) / 2
                same = codes(x, middle) == found[change] if len(change) else np.zeros(0, bool)
                low, high = np.where(same, middle, low), np.where(same, high, middle)
            edges = [ys[0], *high, ys[-1]]
            kinds = [found[0], *found[change + 1]]
            return [
                (int(k), float(a), float(b)) for k, a, b in zip(kinds, edges[:-1], edges[1:], strict=True)
            ]

        rows, part, before = [], 0, None

        def add(x, line):
            for offset, (code, y0, y1) in enumerate(line):
                rows.append({"x": float(x), "y0": y0, "y1": y1, "label": words[code], "part": part + offset})

        for i, x in enumerate(xs):
            line, left = runs(x), xs[i - 1]
            while before is not None and [r[0] for r in line] != [
                r[0] for r in before
            ]:  # close in each change
                low, high, here, there = left, x, before, line
                for _ in range(6):
                    middle = (low + high) / 2
                    try_ = runs(middle)
                    if [r[0] for r in try_] == [r[0] for r in before]:
                        low, here = middle, try_
                    else:
                        high, there = middle, try_
                add((low + high) / 2, here)
                part += len(before)
                add((low + high) / 2, there)
                before, left = there, high
            add(x, line)
            before = line
        return rows

    def page(self, model) -> dict:
        xs, ys = self.grids(model)
        return {
            "kind": "regions", "name": self.name, "x": free.name_of(self.x), "y": free.name_of(self.y),
            "xs": xs.tolist(), "ys": ys.tolist(), "words": words_of(model, model[self.outcome]), "halvings": self.HALVINGS,
            "program": self._program(model).page(),
        }  # fmt: skip

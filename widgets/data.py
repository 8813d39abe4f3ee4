"""Where the numbers of a picture come from: recipes that read them off a model.

A recipe says which values of the model a chart draws. Python follows it with NumPy (Jupyter, still pictures,
tests), the page follows the same recipe with the same definitions printed for it; neither holds a formula.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import sympy

from models.core import printers


class Program:
    """Expressions of one model with the definitions they rest on, for Python and for the page."""

    def __init__(self, model, expressions):
        self.model = model
        self.expressions = [sympy.sympify(model[e] if isinstance(e, str) else e) for e in expressions]
        names = {s.name for e in self.expressions for s in e.free_symbols} & set(model.definitions)
        self.lines = [line.name for line in model.chain(names)] if names else []

    def __call__(self, point):
        """Arrays, one for each expression, at `point` (menus as indices; arrays broadcast)."""
        return [np.asarray(v, dtype=float) for v in self.model.values_at(point, self.expressions)]

    def page(self) -> dict:
        return {"lines": self.lines, "results": [printers.vega(e) for e in self.expressions]}


@dataclass(frozen=True)
class Rows:
    """A few rows of which any field may be a SymPy expression of the model.

    Parameters
    ----------
    name : str
        Name of the data set; charts refer to it.
    rows : sequence of mapping
        Field → number, text or SymPy expression (`model["x_lo"]`). A category's symbol gives its words.
    heads : mapping
        Field → its heading in the table of plotted values, or None to leave it out (see `widgets.headings`).
    """

    name: str
    rows: Sequence[Mapping]
    heads: Mapping[str, str | None] = field(default_factory=dict)

    def _fields(self, model):
        """For each row: field → constant, or (index among the expressions, words of a category)."""
        expressions, table = [], []
        for row in self.rows:
            filled = {}
            for key, value in row.items():
                if isinstance(value, sympy.Basic):
                    filled[key] = (len(expressions), words_of(model, value))
                    expressions.append(value)
                else:
                    filled[key] = value
            table.append(filled)
        return expressions, table

    def compute(self, model, point) -> list[dict]:
        expressions, table = self._fields(model)
        values = [v.item() for v in Program(model, expressions)(point)]

        def fill(cell):
            if not isinstance(cell, tuple):
                return cell
            index, words = cell
            value = values[index]
            return words[int(value)] if words else _json(value)

        return [{field: fill(cell) for field, cell in row.items()} for row in table]

    def page(self, model) -> dict:
        expressions, table = self._fields(model)
        rows = [
            {
                f: {"result": c[0], "words": c[1]} if isinstance(c, tuple) else {"is": c}
                for f, c in row.items()
            }
            for row in table
        ]
        return {
            "kind": "rows",
            "name": self.name,
            "program": Program(model, expressions).page(),
            "rows": rows,
        }


@dataclass(frozen=True)
class Sweep:
    """Outcomes as one parameter runs through a range: rows with fields ``x``, ``series``, ``y``.

    Parameters
    ----------
    over : str
        The parameter that runs; the rest stay where the reader has put them.
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

    def grid(self, model) -> np.ndarray:
        return _grid(model.parameters[self.over], self.low, self.high, self.count, self.log)

    def compute(self, model, point) -> list[dict]:
        xs = self.grid(model)
        columns = Program(model, self.series.values())({**point, self.over: xs})
        return [
            {"x": float(x), "series": label, "y": _json(y)}
            for label, column in zip(self.series, columns, strict=True)
            for x, y in zip(xs, np.broadcast_to(column, xs.shape), strict=True)
        ]

    def page(self, model) -> dict:
        return {
            "kind": "sweep", "name": self.name, "over": self.over, "values": self.grid(model).tolist(),
            "series": list(self.series), "program": Program(model, self.series.values()).page(),
        }  # fmt: skip


@dataclass(frozen=True)
class Regions:
    """A map of one category over two parameters: rows with fields ``x``, ``y0``, ``y1``, ``label``, ``part``.

    Along each vertical line the category is read off at `rows` points and every change is closed in by
    bisection; lines with the same sequence of categories are joined into areas. So boundaries are exact in y.
    """

    name: str
    x: str
    y: str
    outcome: str = "regime"
    x_range: tuple[float, float] | None = None
    y_range: tuple[float, float] | None = None
    columns: int = 65
    rows: int = 41

    HALVINGS = 14

    def grids(self, model):
        ends = (self.x_range or (None, None)), (self.y_range or (None, None))
        parameters = model.parameters[self.x], model.parameters[self.y]
        counts = self.columns, self.rows
        return [_grid(p, *e, n, False) for p, e, n in zip(parameters, ends, counts, strict=True)]

    def compute(self, model, point) -> list[dict]:
        xs, ys = self.grids(model)
        words = words_of(model, model[self.outcome])
        program = Program(model, [self.outcome])

        def codes(x, y):
            return np.broadcast_to(program({**point, self.x: x, self.y: y})[0], np.shape(y)).astype(int)

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
            "kind": "regions", "name": self.name, "x": self.x, "y": self.y, "xs": xs.tolist(), "ys": ys.tolist(),
            "words": words_of(model, model[self.outcome]), "halvings": self.HALVINGS,
            "program": Program(model, [self.outcome]).page(),
        }  # fmt: skip


@dataclass(frozen=True)
class Path:
    """A model applied to itself again and again: rows with fields ``step``, ``series``, ``y``.

    Parameters
    ----------
    steps : int
        How many times.
    update : mapping
        Parameter → outcome name or expression that becomes its value in the next step.
    series : mapping
        What a reader sees → outcome name or expression recorded at each step.
    """

    name: str
    steps: int
    update: Mapping[str, str | sympy.Basic]
    series: Mapping[str, str | sympy.Basic]

    def _program(self, model):
        return Program(model, [*self.update.values(), *self.series.values()])

    def compute(self, model, point) -> list[dict]:
        program, point, rows = self._program(model), dict(point), []
        for step in range(self.steps + 1):
            values = [v.item() for v in program(point)]
            recorded = values[len(self.update) :]
            rows += [
                {"step": step, "series": label, "y": _json(y)}
                for label, y in zip(self.series, recorded, strict=True)
            ]
            point.update(zip(self.update, values[: len(self.update)], strict=True))
        return rows

    def page(self, model) -> dict:
        return {
            "kind": "path", "name": self.name, "steps": self.steps, "update": list(self.update),
            "series": list(self.series), "program": self._program(model).page(),
        }  # fmt: skip


def words_of(model, expression):
    """What a reader sees for each index of a category or menu symbol; None for anything else."""
    name = getattr(expression, "name", None)
    known = name in model.parameters or name in model.definitions
    return model.words(name) if known else None


def _grid(parameter, low, high, count, log):
    low = parameter.low if low is None else low
    high = parameter.high if high is None else high
    return np.geomspace(low, high, count) if log else np.linspace(low, high, count)


def _json(value):
    """A number as JSON can hold it: no NaN, no infinity."""
    return float(value) if np.isfinite(value) else None

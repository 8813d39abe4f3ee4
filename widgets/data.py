"""Where the numbers of a picture come from: recipes that read them off a model.

A recipe says which values of the model a chart draws. Python follows it with NumPy (Jupyter, still pictures,
tests), the page follows the same recipe with the same definitions printed for it; neither holds a formula.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from numbers import Integral, Real

import numpy as np
import sympy

from models import SLACK
from models.core import printers
from widgets.names import no_such


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


class _Recipe:
    """What recipes share. Those that move parameters say which (`moved`) and which definitions they draw (`lines`)."""

    def check(self, model) -> None:
        """Raise ValueError if the recipe asks for what `model` does not have, or for nothing."""
        try:
            self._check(model)
        except ValueError as fault:
            raise ValueError(f"data set {self.name!r}: {fault}") from None


@dataclass(frozen=True)
class Rows(_Recipe):
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

    def _check(self, model):
        if not self.rows or not all(isinstance(row, Mapping) for row in self.rows):
            raise ValueError("rows must be a list of mappings field → value, at least one")
        for value in (value for row in self.rows for value in row.values()):
            if isinstance(value, sympy.Basic):
                check_expression(model, value)

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
class Sweep(_Recipe):
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

    def _check(self, model):
        _check_axis(model, self.over, self.low, self.high, "count", self.count)
        if self.log and not _ends(model.parameters[self.over], self.low, self.high)[0] > 0:
            raise ValueError(f"{self.over} must stay above 0 where its points are spaced in the logarithm")
        _check_series(model, self.series)

    @property
    def moved(self) -> set[str]:
        return {self.over}

    def lines(self, model) -> list[str]:
        return Program(model, self.series.values()).lines

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
class Regions(_Recipe):
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

    def _check(self, model):
        for name, ends, counted, count in (
            (self.x, self.x_range, "columns", self.columns),
            (self.y, self.y_range, "rows", self.rows),
        ):
            if ends is not None and np.shape(ends) != (2,):
                raise ValueError(f"the range of {name} must be a pair of numbers; got {ends!r}")
            _check_axis(model, name, *(ends or (None, None)), counted, count)
            if model.parameters[name].integer:  # boundaries are sought between the points of the grid
                raise ValueError(
                    f"{name} takes whole numbers only, where a map has no boundaries: draw a Sweep over it"
                )
        if self.x == self.y:
            raise ValueError(f"both axes are {self.x}")
        category(model, self.outcome)

    @property
    def moved(self) -> set[str]:
        return {self.x, self.y}

    def lines(self, model) -> list[str]:
        return Program(model, [self.outcome]).lines

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
class Path(_Recipe):
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

    def _check(self, model):
        _check_count("steps", self.steps, least=1)
        if not isinstance(self.update, Mapping):
            raise ValueError(f"update must be a mapping parameter → expression; got {self.update!r}")
        for name, expression in self.update.items():
            if name not in model.parameters:
                raise ValueError(no_such(name, "parameter", model.parameters))
            check_expression(model, expression)
        _check_series(model, self.series)

    @property
    def moved(self) -> set[str]:
        return set(self.update)

    def lines(self, model) -> list[str]:
        return self._program(model).lines

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


def category(model, name):
    """The definition of the category outcome `name`. ValueError naming the nearest if there is none."""
    line = model.definitions.get(name)
    if line is None or line.kind != "category":
        found = [n for n, line in model.definitions.items() if line.kind == "category"]
        raise ValueError(no_such(name, "category outcome", found))
    return line


def check_expression(model, given) -> None:
    """ValueError if `given` (a name or a SymPy expression) speaks of what `model` does not define."""
    known = [*model.parameters, *model.definitions]
    names = {given} if isinstance(given, str) else {s.name for s in sympy.sympify(given).free_symbols}
    for name in sorted(names.difference(known, {SLACK.name})):
        raise ValueError(no_such(name, "parameter or outcome", known))


def _check_series(model, series):
    if not isinstance(series, Mapping) or not series:
        raise ValueError(f"series must be a mapping words → outcome, of one or more; got {series!r}")
    for expression in series.values():
        check_expression(model, expression)


def _check_axis(model, name, low, high, counted, count):
    """A number parameter, a range in its domain (whose edge a figure may touch), enough points."""
    if name not in model.parameters:
        raise ValueError(no_such(name, "parameter", model.parameters))
    p = model.parameters[name]
    if p.choices:
        raise ValueError(f"{name} is a menu; only a number can run along an axis")
    ends = low, high = _ends(p, low, high)
    if not all(isinstance(end, Real) and np.isfinite(end) for end in ends) or not low < high:
        raise ValueError(f"{name} must run from one number up to another; got {low!r} to {high!r}")
    if low < p.domain.low or high > p.domain.high:
        raise ValueError(f"{name} must stay in {p.domain}; it would run from {low:g} to {high:g}")
    if p.integer and any(end != round(end) for end in ends):
        raise ValueError(f"{name} must run between whole numbers; got {low:g} to {high:g}")
    _check_count(counted, count)


def _check_count(what, count, least=2):
    if not isinstance(count, Integral) or count < least:
        raise ValueError(f"{what} must be a whole number, {least} or more; got {count!r}")


def _ends(parameter, low, high):
    return parameter.low if low is None else low, parameter.high if high is None else high


def _grid(parameter, low, high, count, log):
    points = (np.geomspace if log else np.linspace)(*_ends(parameter, low, high), count)
    return np.unique(np.round(points)) if parameter.integer else points


def _json(value):
    """A number as JSON can hold it: no NaN, no infinity."""
    return float(value) if np.isfinite(value) else None

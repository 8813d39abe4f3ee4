"""Expressions of a model with the definitions they rest on: what a recipe, a sentence or a rule computes."""

from collections.abc import Mapping

import numpy as np
import sympy

from models.core import printers
from widgets.words.names import no_such


class Program:
    """Expressions of one model with the definitions they rest on, for Python and for the page.

    Parameters
    ----------
    model : Model
    expressions : iterable of str or SymPy expression
        Names of parameters or definitions, or expressions in them.
    let : mapping, optional
        Parameter → number, choice or expression: *the same model at other values*. The expressions of `let` are
        taken at the point itself; then the whole chain runs again at the values they give, and nothing is
        substituted into anything.
    free : sequence of str
        Symbols that the model does not have and the point does (see `Free`).
    """

    def __init__(self, model, expressions, let: Mapping | None = None, free=()):
        self.model, self.free = model, tuple(free)
        self.expressions = [sympy.sympify(model[e] if isinstance(e, str) else e) for e in expressions]
        self.lines = _lines(model, self.expressions)
        self.let = read_let(model, let or {}, self.free)

    def __call__(self, point):
        """Arrays, one for each expression, at `point` (menus as indices; arrays broadcast)."""
        return [np.asarray(v, dtype=float) for v in self.model.values_at(self.moved(point), self.expressions)]

    def moved(self, point):
        """`point` with the values that `let` gives there."""
        if not self.let:
            return point
        values = self.model.values_at(point, self.let.values())
        return {**point, **{n: np.asarray(v, dtype=float) for n, v in zip(self.let, values, strict=True)}}

    def rests_on(self) -> set[str]:
        """The parameters (and free symbols) whose values at a point can change what the program gives there."""
        rests = _rests_on(self.model, self.lines, self.expressions, self.free)
        if self.let:
            values = self.let.values()
            rests = (rests - set(self.let)) | _rests_on(
                self.model, _lines(self.model, values), values, self.free
            )
        return rests

    def page(self) -> dict:
        found = {"lines": self.lines, "results": [printers.vega(e) for e in self.expressions]}
        if self.free:
            found["free"] = list(self.free)
        if self.let:
            found["let"] = {
                **({"free": list(self.free)} if self.free else {}),
                "names": list(self.let),
                "lines": _lines(self.model, self.let.values()),
                "results": [printers.vega(e) for e in self.let.values()],
            }
        return found


def read_let(model, let: Mapping, free=()) -> dict[str, sympy.Basic]:
    """`let` with every value as an expression (a choice as its index).

    Raises ValueError for a name that is no parameter, a value outside its domain, an unknown symbol.
    """
    found = {}
    for name, value in let.items():
        if name not in model.parameters:
            raise ValueError(f"let: {no_such(name, 'parameter', model.parameters)}")
        known = [*model.parameters, *model.definitions, *free]
        if isinstance(value, str) and value in known and value not in model.parameters[name].choices:
            value = model[value]
        if isinstance(value, sympy.Basic) and value.free_symbols:
            for symbol in value.free_symbols:
                if symbol.name not in known and symbol.name != "slack":
                    raise ValueError(f"let: {no_such(symbol.name, 'parameter or outcome', known)}")
            found[name] = value
        else:
            plain = value if isinstance(value, str) else float(value)
            found[name] = sympy.sympify(model.parameters[name].read(plain).item())
    return found


def _rests_on(model, lines, expressions, free):
    found = {s.name for e in expressions for s in e.free_symbols}
    for line in model.chain(lines):
        numerical = line.numerical
        found |= set(numerical.inputs) if numerical else {s.name for s in line.expression.free_symbols}
    return found & {*model.parameters, *free}


def _lines(model, expressions):
    names = {s.name for e in expressions for s in e.free_symbols} & set(model.definitions)
    return [line.name for line in model.chain(names)] if names else []

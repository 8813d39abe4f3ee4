"""Expressions of a model with the definitions they rest on: what a recipe, a sentence or a rule computes."""

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

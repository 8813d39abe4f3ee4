"""Paths: a model applied to itself again and again."""

from collections.abc import Mapping
from dataclasses import dataclass

import sympy

from widgets.recipes.checks import check_count, check_expression, check_series, plain
from widgets.recipes.program import Program
from widgets.recipes.recipe import Recipe
from widgets.words.names import no_such


@dataclass(frozen=True)
class Path(Recipe):
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

    makes = frozenset({"step", "series", "y"})

    def _check(self, model):
        check_count("steps", self.steps, least=1)
        if not isinstance(self.update, Mapping):
            raise ValueError(f"update must be a mapping parameter → expression; got {self.update!r}")
        for name, expression in self.update.items():
            if name not in model.parameters:
                raise ValueError(no_such(name, "parameter", model.parameters))
            check_expression(model, expression)
        check_series(model, self.series)

    @property
    def moved(self) -> set[str]:
        return set(self.update)

    def fields(self, model):
        return {"y": list(self.series.values())}

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
                {"step": step, "series": label, "y": plain(y)}
                for label, y in zip(self.series, recorded, strict=True)
            ]
            point.update(zip(self.update, values[: len(self.update)], strict=True))
        return rows

    def page(self, model) -> dict:
        return {
            "kind": "path", "name": self.name, "steps": self.steps, "update": list(self.update),
            "series": list(self.series), "program": self._program(model).page(),
        }  # fmt: skip

"""A few rows of values: marks, labels, cells of a matrix."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import sympy

from widgets.recipes.checks import check_expression, plain, words_of
from widgets.recipes.program import Program
from widgets.recipes.recipe import Recipe


@dataclass(frozen=True)
class Rows(Recipe):
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

    @property
    def makes(self) -> set[str]:
        return {field for row in self.rows for field in row}

    def fields(self, model):
        given = {}
        for row in self.rows:
            for key, value in row.items():
                if not isinstance(value, str):
                    given.setdefault(key, []).append(value)
        return given

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

    def _program(self, model):
        return Program(model, self._fields(model)[0])

    def compute(self, model, point) -> list[dict]:
        expressions, table = self._fields(model)
        values = [v.item() for v in Program(model, expressions)(point)]

        def fill(cell):
            if not isinstance(cell, tuple):
                return cell
            index, words = cell
            value = values[index]
            return words[int(value)] if words else plain(value)

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

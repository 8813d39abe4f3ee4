"""A class's own numbers, typed in beside the theory. They stay in the reader's browser."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from numbers import Real

import numpy as np

from widgets.recipes.recipe import Recipe

_TOLD = re.compile(r"score|rounds|seed|(score|choice)_[1-9]\d*")
_NOT_A_FIELD = ("label", "series", "part")


@dataclass(frozen=True)
class Entered(Recipe):
    """Numbers that readers enter: typed row by row, pasted from a spreadsheet, loaded from a file, or as result codes.

    They are drawn like any data set, beside what the model says; they are kept where the browser allows it, can be
    saved as CSV, and never leave the machine. Several recipes of one figure stand in one table each.

    Parameters
    ----------
    name : str
        Name of the data set; charts refer to it.
    columns : mapping
        Field → what a reader sees, or (what a reader sees, low, high) where only some numbers are allowed. All are
        numbers; with ``units={"name.field": (100, "points")}`` of the figure they are typed and shown in points.
    rows : sequence of mapping
        Rows that stand there at first: an earlier class, say. Left out, none.
    title : str
        What the table is called.
    codes : str
        ``"play"`` where result codes of a play may be pasted as well. Then fields are among ``score`` (the mean),
        ``rounds``, ``seed``, and for each round ``score_1``, … and ``choice_1``, …, in the units of the play.

    Examples
    --------
    >>> Entered("class", {"x": ("share asked", 0, 1), "y": "points brought home"})
    """

    name: str
    columns: Mapping[str, str | tuple[str, float, float]]
    rows: Sequence[Mapping[str, float]] = ()
    title: str = "Your own numbers"
    codes: str = ""

    @property
    def makes(self) -> frozenset[str]:
        return frozenset(self.columns)

    @property
    def heads(self) -> dict[str, str]:
        return {field: label for field, (label, _, _) in self._columns.items()}

    @property
    def _columns(self):
        return {f: (c, None, None) if isinstance(c, str) else tuple(c) for f, c in self.columns.items()}

    def _check(self, model):
        if not isinstance(self.columns, Mapping) or not self.columns:
            raise ValueError(f"columns must be a mapping field → words, of one or more; got {self.columns!r}")
        for field, column in self.columns.items():
            if not isinstance(field, str) or not field.isidentifier() or field in _NOT_A_FIELD:
                raise ValueError(f"{field!r} cannot name a field")
            words, low, high = (
                (column, None, None) if isinstance(column, str) else (*column, None, None, None)[:3]
            )
            if (
                not isinstance(words, str)
                or not words.strip()
                or (not isinstance(column, str) and len(column) != 3)
            ):
                raise ValueError(f"column {field!r} must be words, or (words, low, high); got {column!r}")
            if low is not None and not (isinstance(low, Real) and isinstance(high, Real) and low < high):
                raise ValueError(
                    f"column {field!r} must run from one number up to another; got {low!r} to {high!r}"
                )
        if self.codes not in ("", "play"):
            raise ValueError(f"codes must be 'play' or empty; got {self.codes!r}")
        for field in self.columns if self.codes else ():
            if not _TOLD.fullmatch(field):
                raise ValueError(
                    f"a result code does not tell {field!r}: score, rounds, seed, score_1, choice_1, …"
                )
        for row in self.rows:
            if set(row) != set(self.columns) or not all(
                isinstance(v, Real) and np.isfinite(v) for v in row.values()
            ):
                raise ValueError(
                    f"a row must give a number for each of {', '.join(self.columns)}; got {row!r}"
                )

    def rests_on(self, model):
        return None  # on what was typed

    def compute(self, model, point) -> list[dict]:
        return [{field: float(row[field]) for field in self.columns} for row in self.rows]

    def page(self, model) -> dict:
        columns = [
            {"field": f, "label": label, "low": low, "high": high}
            for f, (label, low, high) in self._columns.items()
        ]
        return {
            "kind": "entered", "name": self.name, "title": self.title, "codes": self.codes, "columns": columns,
            "rows": self.compute(model, {}), "program": {"lines": [], "results": []},
        }  # fmt: skip

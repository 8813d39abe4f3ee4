"""An explorer of the built book in a tab, and the model it claims to show."""

import os
import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import jupytext
import numpy as np
import pytest

import models
from tests.support import close, lawful
from widgets.jupyter import explorer as explorer_module
from widgets.jupyter import questions as questions_module
from widgets.page.questions import QuestionSheet
from widgets.page.sheet import Sheet

_ROOTS = re.compile(r'<section class="tt-explorer" data-explorer="([^"]+)" id="([^"]+)"')


def in_page(html: Path) -> list[tuple[str, str]]:
    """(slug, id) of every explorer in a built page."""
    return _ROOTS.findall(html.read_text(encoding="utf-8"))


@lru_cache
def sheets(chapter: Path) -> dict[str, Sheet | QuestionSheet]:
    """Id → the `Sheet`, or of questions the `QuestionSheet`, that the cells of `chapter` make when they run."""
    made = {}

    def noting(kind):
        class Noted(kind):
            def __init__(self, *args):
                super().__init__(*args)
                made[self.id] = self

        return Noted

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(explorer_module, "Sheet", noting(Sheet))
        patch.setattr(questions_module, "QuestionSheet", noting(QuestionSheet))
        patch.setitem(os.environ, explorer_module.PAGE, "1")
        names = {"__name__": "__main__", "display": lambda *shown: None}
        for cell in jupytext.read(chapter).cells:
            if cell.cell_type == "code" and "raises-exception" not in cell.metadata.get("tags", ()):
                exec(compile(cell.source, str(chapter), "exec"), names)
    return made


class Explorer:
    """One explorer in an open tab."""

    def __init__(self, tab, html: Path, slug: str, id: str, sheet: Callable[[], Sheet]):
        self.tab, self.page, self.html, self.slug, self.id = tab, tab.page, html, slug, id
        self._sheet = sheet
        self.root = tab.page.locator(f"[id='{id}']")
        self.run("(root) => reader.unfold(root)")
        self.run(
            "(root) => root.querySelector('[data-show]')?.click()"
        )  # closed until its reader answers or declines
        self.controls = self.run("(root) => reader.controls(root)")
        self.in_sight = self.run("(root) => reader.inSight(root)")

    @property
    def sheet(self) -> Sheet:
        """The same explorer in Python."""
        return self._sheet()

    @property
    def model(self):
        return models.load(self.slug) if self.slug in models.catalogue() else self.sheet.model

    def run(self, script, argument=None):
        """Run a JavaScript function of (root, argument) in the page."""
        return self.root.evaluate(script, argument)

    def state(self) -> dict:
        return self.run("(root) => reader.state(root)")

    def visit(self, points) -> list[dict]:
        """Put the sliders at each point; what the page tells there (see reader.js)."""
        return self.page.evaluate("([id, points]) => reader.visit(id, points)", [self.id, points])

    def open(self):
        """Decline what it asks: until then it is closed."""
        self.run("(root) => root.querySelector('[data-show]')?.click()")

    def press(self, selector):
        """Click a button of this explorer, out of a menu too."""
        self.run("(root, it) => (root.querySelector(it).closest('.tt-tools') ?? {}).open = true", selector)
        self.root.locator(selector).click()

    def reset(self):
        """Back to the starting point, with nothing hidden and nothing said."""
        self.run("""(root) => {
            root.querySelector("[data-show]")?.click();
            root.querySelector("[data-reset]").click();
            root.querySelector(".tt-message").textContent = "";
        }""")

    # -- points of the slider box --------------------------------------------------------------------------

    def draw(self, count, seed=0) -> list[dict]:
        """`count` points drawn from the stops of all controls, joint rules not minded."""
        random = np.random.default_rng(seed)
        columns = {c["name"]: _stops(c)[random.integers(0, len(_stops(c)), count)] for c in self.controls}
        return [{name: _plain(values[i]) for name, values in columns.items()} for i in range(count)]

    def complete(self, values) -> dict:
        """All parameters: `values` as the texts of the page's inputs, the rest at their defaults."""
        return {
            name: p.default if name not in values else values[name] if p.choices else float(values[name])
            for name, p in self.model.parameters.items()
        }

    def solved(self, states) -> dict[str, np.ndarray]:
        """What `solve` gives where the sliders stood in each of `states`; what is tied to them has moved along."""
        found = self.model.solve(**columns([self.complete(state["values"]) for state in states]))
        return {name: np.broadcast_to(values, len(states)) for name, values in found.items()}

    def lawful_points(self, most, seed) -> list[dict]:
        """Up to `most` complete points: where the figure stands, and drawn ones that keep the joint rules."""
        start = self.state()["values"]
        points = [self.complete({**start, **point}) for point in [{}, *self.draw(3 * most + 60, seed)]]
        return [point for point, kept in zip(points, self.is_lawful(points), strict=True) if kept][:most]

    def is_lawful(self, points) -> np.ndarray:
        """Which of the complete `points` keep the model's joint rules."""
        return np.broadcast_to(lawful(self.model, columns(points)), len(points))


def columns(points) -> dict[str, np.ndarray]:
    """Points as arrays, one for each parameter."""
    return {
        name: np.array([point[name] for point in points], dtype=object if isinstance(first, str) else float)
        for name, first in points[0].items()
    }


def _stops(control):
    if "choices" in control:
        return np.array(control["choices"], dtype=object)
    count = int(np.floor((control["high"] - control["low"]) / control["step"] + 1e-9)) + 1
    return np.round(control["low"] + control["step"] * np.arange(count), 10)


def _plain(value):
    return value if isinstance(value, str) else float(value)


def parse(text, line):
    """`data-value` as what `solve` gives: number, truth or category."""
    if line.kind == "category":
        return text
    if line.kind == "truth":
        return {"true": True, "false": False}[text]
    return float(text)


def assert_same_rows(where, found, expected):
    """Rows of a data set: those on the page and those that Python computes."""
    assert len(found) == len(expected), f"{where}: {len(found)} rows on the page, {len(expected)} in Python"
    for i, (page, python) in enumerate(zip(found, expected, strict=True)):
        assert page.keys() == python.keys(), f"{where}, row {i}"
        for field, value in python.items():
            same = page[field] == value if isinstance(value, str | None) else close(page[field], value)
            assert same, f"{where}, row {i}, {field}: {page[field]} on the page, {value} in Python"

"""A play on a small page, as a reader finds it, and where each tree of the book holds."""

from functools import lru_cache

import models
from models.core.trees.checks import trial_points


class PlayOnPage:
    """One game on a page: what it shows, and how to move in it."""

    def __init__(self, tab, id):
        self.tab, self.page, self.id = tab, tab.page, id
        self.root = tab.page.locator(f"#{id}")
        self.stage = self.root.locator(".tt-stage")

    @property
    def text(self) -> str:
        return self.stage.inner_text()

    def move(self, label):
        self.stage.locator(f'[data-move="{label}"]').click()

    def name(self, text):
        self.stage.locator("[data-number]").fill(text)
        self.stage.locator("[type=submit]").click()

    def next(self):
        self.stage.locator("[data-next]").click()

    @property
    def payoffs(self) -> dict:
        cells = self.stage.locator("[data-payoff]").all()
        return {cell.get_attribute("data-payoff"): float(cell.get_attribute("data-value")) for cell in cells}

    def attribute(self, name):
        return self.root.get_attribute(name)

    def shown(self) -> str:
        """All that stands in the page outside the data of the scripts: text and attributes."""
        return self.page.evaluate(
            """(id) => { const twin = document.getElementById(id).cloneNode(true);
            twin.querySelectorAll("script, .tt-play-rules").forEach((part) => part.remove()); return twin.outerHTML; }""",
            self.id,
        )


@lru_cache
def where(slug, name) -> dict:
    """Values at which a tree of the book holds: the defaults, a preset, one parameter moved, else a drawn point."""
    model = models.load(slug)
    menus = [{p.name: choice} for p in model.parameters.values() for choice in p.choices]
    menus += [{p.name: p.low} for p in model.parameters.values() if not p.choices]
    drawn, size = trial_points(model, model.trees[name].requires)
    some = [{p.name: p.choices[int(drawn[p.name][k])] if p.choices else float(drawn[p.name][k])
             for p in model.parameters.values()} for k in range(min(size, 1))]  # fmt: skip
    for values in ({}, *model.presets.values(), *menus, *some):
        try:
            model.trees[name].at(**values)
        except ValueError:
            continue
        return dict(values)
    raise AssertionError(f"{slug}: tree {name!r} holds nowhere that was tried")


def all_trees() -> list[tuple[str, str]]:
    return [(slug, name) for slug in models.catalogue() for name in models.load(slug).trees]

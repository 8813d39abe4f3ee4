"""The premises of `premises.yml` as objects: themes, readings, claims to test, and the ranges drawn from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np
import sympy
import yaml

from models.core import books, printers, register

PATH = Path(__file__).with_name("premises.yml")


@dataclass(frozen=True)
class Theme:
    """A premise on which the documents take sides.

    `links` maps ``model.parameter`` to the sign with which the stance +1 moves it; `stances` and `sources`
    map each reading to its side (-1, 0, +1) and the paragraphs that motivate it.
    """

    name: str
    label: str
    meaning: str
    links: Mapping[str, int]
    stances: Mapping[str, int]
    sources: Mapping[str, str]


@dataclass(frozen=True)
class Claim:
    """A central claim as one outcome of one model; it holds where `holds` is true."""

    name: str
    label: str
    model: str
    outcome: str
    asserted: Mapping[str, str]
    denied: Mapping[str, str]
    among: tuple[str, ...] = ()
    below: float | None = None

    def holds(self, point: Mapping[str, np.ndarray]) -> np.ndarray:
        """Is the claim true at each parameter point of its model?"""
        model = books.load(self.model)
        shape = np.broadcast_shapes(*(np.shape(values) for values in point.values()))
        found = np.broadcast_to(model.compute(point, [self.outcome])[self.outcome], shape)
        if self.among:
            return np.isin(found, [model.categories(self.outcome).index(value) for value in self.among])
        return found < self.below if self.below is not None else found.astype(bool)

    def concerns(self, *readings: str) -> bool:
        """Does one of `readings` assert or deny the claim?"""
        return any(reading in self.asserted or reading in self.denied for reading in readings)

    @property
    def predicate(self) -> str:
        """What must be true in the model, in one line."""
        if self.below is not None:
            return f"{self.model}: {self.outcome} < {self.below:g}"
        return f"{self.model}: {self.outcome}" + (f" is {' or '.join(self.among)}" if self.among else "")


@dataclass(frozen=True)
class Box:
    """The ranges that one model's parameters are drawn from, and how draws become parameters.

    `through` maps a parameter to the outcome ``model.outcome`` of another model that gives it; `upstream` holds
    the boxes of these models, which are drawn along, before `own`. `derived` maps a parameter to a formula in
    what is drawn, `fixed` a menu to its choice, `labels` what is drawn and is no parameter to words.
    """

    model: str
    own: Mapping[str, tuple[float, float]]
    derived: Mapping[str, str] = field(default_factory=dict)
    fixed: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    through: Mapping[str, str] = field(default_factory=dict)
    upstream: Mapping[str, "Box"] = field(default_factory=dict)

    @cached_property
    def ranges(self) -> dict[str, tuple[float, float]]:
        """Name → (low, high) of everything drawn. ValueError if two models drawn together share a name."""
        parts = [box.ranges for box in self.upstream.values()] + [self.own]
        if len(joined := {name: ends for part in parts for name, ends in part.items()}) < sum(
            map(len, parts)
        ):
            raise ValueError(f"{self.model}: its box and those drawn along with it share a name")
        return joined

    def owner(self, name: str) -> str:
        """Slug of the model whose box draws `name`."""
        return next((box.owner(name) for box in self.upstream.values() if name in box.ranges), self.model)

    @property
    def models(self) -> tuple[str, ...]:
        """Slugs of all models drawn together."""
        return *(slug for box in self.upstream.values() for slug in box.models), self.model

    def label(self, name: str) -> str:
        """What `name` is, in words."""
        return self.labels.get(name) or register.parameters(self.owner(name))[name].label

    def point(self, drawn: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
        """Every parameter of the model from what was drawn; menus as indices, as for `Model.compute`."""
        parameters = books.load(self.model).parameters
        defaults = {name: p.read(self.fixed.get(name, p.default)) for name, p in parameters.items()}
        given = {name: drawn[name] for name in self.own if name in parameters}
        made = self._derive(*(drawn[name] for name in self.ranges)) if self.derived else ()
        found = {name: self._outcome(source, drawn) for name, source in self.through.items()}
        return defaults | given | dict(zip(self.derived, made, strict=True)) | found

    def _outcome(self, source, drawn):
        slug, _, outcome = source.partition(".")
        return books.load(slug).compute(self.upstream[slug].point(drawn), [outcome])[outcome]

    @cached_property
    def _derive(self):
        drawn = {name: sympy.Symbol(name, real=True) for name in self.ranges}
        lines = [
            (sympy.Symbol(name, real=True), sympy.sympify(text, locals=drawn))
            for name, text in self.derived.items()
        ]
        return printers.numpy_function(list(drawn.values()), lines, [variable for variable, _ in lines])


def _read():
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    data = yaml.load(PATH.read_text(encoding="utf-8"), Loader=loader)
    themes = {
        name: Theme(
            name, row["label"], row["meaning"], row["links"],
            {reading: stance for reading, (stance, _) in row["stances"].items()},
            {reading: source for reading, (_, source) in row["stances"].items()},
        )
        for name, row in data["themes"].items()
    }  # fmt: skip
    tests = {
        name: Claim(name, **row | {"among": tuple(row.get("among", ()))})
        for name, row in data["tests"].items()
    }
    boxes = {}
    for slug, row in data["boxes"].items():  # a box stands below those that it is drawn along with
        own = {name: (float(low), float(high)) for name, (low, high) in row["ranges"].items()}
        sources = {source.partition(".")[0] for source in row.get("through", {}).values()}
        options = {key: row[key] for key in ("derived", "fixed", "labels", "through") if key in row}
        boxes[slug] = Box(slug, own, **options, upstream={source: boxes[source] for source in sources})
    return data["readings"], themes, tests, boxes, tuple(data["packages"])


READINGS, THEMES, TESTS, BOXES, PACKAGES = _read()
STANCES = {reading: {name: t.stances[reading] for name, t in THEMES.items()} for reading in READINGS}
BASELINE = dict.fromkeys(THEMES, 0)
LINKS = tuple(sorted({link for theme in THEMES.values() for link in theme.links}))


def named(what: str, name: str, valid) -> str:
    """`name`, if it is among `valid`; else ValueError."""
    if name not in valid:
        raise ValueError(f"{what} must be one of {', '.join(valid)}; got {name!r}")
    return name


def with_changes(stances: Mapping[str, Mapping[str, int]] | None) -> dict[str, dict[str, int]]:
    """The book's codings with some stances changed: reading → theme → -1, 0 or 1.

    The reading ``own`` is added, silent on what it does not state. ValueError for any other reading, an
    unknown theme or another stance.
    """
    table = {reading: dict(row) for reading, row in STANCES.items()}
    for reading, row in (stances or {}).items():
        named("reading", reading, [*READINGS, "own"])
        for theme, stance in row.items():
            named("theme", theme, THEMES)
            if isinstance(stance, bool) or stance not in (-1, 0, 1):
                raise ValueError(f"the stance of {reading} on {theme} must be -1, 0 or 1; got {stance!r}")
        table[reading] = {**BASELINE, **table.get(reading, {}), **row}
    return table


@lru_cache
def linked(model: str) -> dict[str, tuple[str, int]]:
    """Drawn parameter of the box of `model` → (theme that moves it, sign)."""
    found = {}
    for theme in THEMES.values():
        for link, sign in theme.links.items():
            slug, _, name = link.partition(".")
            if slug in BOXES[model].models:
                found[name] = theme.name, sign
    return found


def themes_of(model: str) -> tuple[str, ...]:
    """Themes that have a link in `model`."""
    return tuple(dict.fromkeys(theme for theme, _ in linked(model).values()))


def pushes(model: str, stances: Mapping[str, int]) -> dict[str, int]:
    """Linked parameter of `model` → the part of its range that `stances` select: -1, 0 or +1."""
    return {name: sign * stances[theme] for name, (theme, sign) in linked(model).items()}

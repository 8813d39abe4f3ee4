"""What the page's scripts get of an explorer: definitions, recipes, sentences, pictures, as JSON."""

import numpy as np

import models
from widgets.charts import look, palette
from widgets.figures import tasks, ties, tour
from widgets.page import asking
from widgets.recipes import Program
from widgets.recipes.checks import words_of
from widgets.recipes.tabulate import tables
from widgets.words import wording
from widgets.words.headings import headings
from widgets.words.labels import unit_of

HELD = 34  # letters of a note of what is held, in two lines beside a picture, its head left out
# What rooms of their own add to the payload: each is called with the sheet and returns a mapping. A program is a
# mapping with "lines" and "results" (see `Program.page`); whatever it needs is sent along, wherever it stands.
PARTS = [
    asking.part,
    tasks.page,
    tour.page,
    ties.page,
]


def payload(sheet) -> dict:
    """Everything that the scripts of one explorer need, as a mapping that JSON can hold."""
    model, figure = sheet.model, sheet.figure
    sentences = figure.sentences(model)
    heads = headings(sheet.specs(), sheet.data)
    body = {
        "id": sheet.id,
        "title": figure.title,
        "alt": figure.alt,
        "tables": tables(sheet),
        "rules": [
            {"program": Program(model, [condition]).page(), "text": sheet.in_words(text, condition)}
            for condition, text in model.rules
        ],
        "start": sheet.start,
        "fixed": sorted(sheet.fixed),
        "heldLetters": HELD,
        "presets": {
            n: {"values": dict(model.presets[n]), "reading": model.readings[n]} for n in figure.shown_presets(model)
        },
        "sentences": {
            "program": Program(model, [condition for condition, _ in sentences]).page(),
            "texts": [text for _, text in sentences],
        },
        "key": figure.key,
        "recipes": [_recipe(sheet, recipe, heads) for recipe in sheet.data],
        "charts": sheet.specs(),
        "config": {"light": look.config(), "dark": look.config(dark=True)},
        "dark": palette.DARK,
    }  # fmt: skip
    for part in PARTS:
        body |= part(sheet)
    public = {name for name, line in model.definitions.items() if line.public}
    return {**stated(sheet, public | _spoken(sheet) | needed(body)), **body}


def stated(sheet, names) -> dict:
    """The model itself, with the definitions `names` and all they rest on."""
    model = sheet.model
    return {
        "slug": model.slug,
        "known": model.slug in models.catalogue() and models.load(model.slug) is model,
        "parameters": [_parameter(sheet, p) for p in model.parameters.values()],
        "definitions": [_definition(sheet, line) for line in model.chain(names)],
    }


def needed(body) -> set[str]:
    """The definitions that the programs in `body` run through, however deep they stand."""
    if isinstance(body, dict):
        found = set(body["lines"]) if "lines" in body and "results" in body else set()
        return found.union(*(needed(value) for value in body.values()))
    return set().union(*map(needed, body)) if isinstance(body, list) else set()


def _recipe(sheet, recipe, heads):
    found = recipe.page(sheet.model) | {"heads": heads[recipe.name]}
    measures = {field: list(unit) for field, unit in sheet.measures[recipe.name].items()}
    rests = recipe.rests_on(sheet.model)
    if measures:
        found["measures"] = measures
    if rests is not None:
        found["needs"] = [name for name in sheet.model.parameters if name in rests]
    return found


def _parameter(sheet, p):
    base = {"name": p.name, "default": p.default, "label": p.label}
    if p.choices:
        return base | {"choices": list(p.choices), "words": words_of(sheet.model, p.variable)}
    d = p.domain
    domain = [_bound(d.low), _bound(d.high), d.low_closed, d.high_closed, d.integer]
    return base | {
        "low": p.low,
        "high": p.high,
        "step": sheet.figure.step(p),
        "domain": domain,
        "says": str(d),
        "unit": unit_of(p),
        **_measure(sheet, p.name),
        "integer": p.integer,
    }


def _definition(sheet, line):
    found = {"name": line.name, "kind": line.kind, "label": line.label, **_measure(sheet, line.name)}
    if not line.numerical:
        found["expr"] = sheet.model.vega(line.name)
    if line.kind == "category":
        found |= {"values": list(line.categories), "words": words_of(sheet.model, line.variable)}
    return found


def _measure(sheet, name):
    unit = sheet.figure.units.get(name)
    return {"measure": list(unit)} if unit else {}


def _spoken(sheet):
    names = {n for _, text in sheet.figure.sentences(sheet.model) for n in wording.fields(text)}
    return names & set(sheet.model.definitions)


def _bound(value):
    return value if np.isfinite(value) else None

"""One explorer as data: the point it stands at, the programs of the page, its HTML and its still picture."""

import json
import re
from functools import cached_property
from pathlib import Path

import jinja2
import numpy as np
import vl_convert
from markupsafe import Markup

import models
from models.core import printers
from widgets import charts, palette, wording
from widgets.book.formula import to_mathml
from widgets.data import Program, words_of
from widgets.headings import headings
from widgets.tabulate import inputs, tables

STILL_WIDTH = 640
_TEMPLATES = jinja2.Environment(
    loader=jinja2.FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True, trim_blocks=True
)


class Sheet:
    """What an explorer shows: `model` under `figure`, standing at `values` (the rest at their defaults)."""

    def __init__(self, model, figure, values):
        figure.check(model)
        model.solve(**values)  # refuses what the model refuses, in the model's words
        self.model, self.figure = model, figure
        self.defaults = {name: p.default for name, p in model.parameters.items()}
        self.start = figure.checked(model, {**self.defaults, **values})
        self.id = f"{model.slug}-{figure.name}"
        # what tabulated outcomes rest on and no slider moves: the page knows them at one value only
        self.fixed = inputs(model) - set(figure.controls)
        for name in figure.shown_presets(model):
            self.check_preset(name)

    def check_preset(self, name):
        """ValueError where the figure cannot show the preset `name`."""
        held = {n: self.start[n] for n in self.fixed}
        values = {**self.defaults, **held, **self.model.presets[name]}
        self.refuse_fixed(self.figure.checked(self.model, values), f"preset {name!r}: ")

    def refuse_fixed(self, values, whose=""):
        """ValueError where `values` move what the tables of this figure hold fixed."""
        for name in sorted(self.fixed):
            if values[name] != self.start[name]:
                raise ValueError(
                    f"{whose}{name} has no slider in this figure, where outcomes without a closed form are tabulated at "
                    f"{name} = {self.start[name]!r}; got {values[name]!r}. Explore anew with {name}={values[name]!r}"
                )

    # -- numbers ------------------------------------------------------------------------------------------

    def point(self, values) -> dict:
        """`values` as the arrays that programs take (menus as indices)."""
        return {name: p.read(values[name]) for name, p in self.model.parameters.items()}

    def rows(self, values) -> dict[str, list[dict]]:
        """The data sets of the figure at `values`."""
        return {recipe.name: recipe.compute(self.model, self.point(values)) for recipe in self.figure.data}

    def words(self, values) -> dict:
        """Every parameter and definition as a number or in words, for sentences."""
        point, found = self.point(values), {}
        raw = {**point, **self.model.compute(point, list(self.model.definitions))}
        for name, value in raw.items():
            terms, line = words_of(self.model, self.model[name]), self.model.definitions.get(name)
            if line is not None and line.kind == "truth":
                found[name] = wording.outcome(line, bool(value))
            else:
                found[name] = terms[int(value)] if terms else float(value)
        return found

    def readout(self, values) -> str:
        """The sentence that the figure says at `values`."""
        sentences = self.figure.sentences(self.model)
        holds = self.model.values_at(self.point(values), [condition for condition, _ in sentences])
        template = next(text for (_, text), true in zip(sentences, holds, strict=True) if np.all(true))
        return wording.fill(template, self.words(values))

    def broken_rule(self, values) -> str | None:
        """The joint rule of the model that `values` break, in the words of the page."""
        point = self.point(values)
        for condition, text in self.model.rules:
            if not np.all(self.model.values_at(point, [condition])[0]):
                return self._in_words(text, condition)
        return None

    # -- pictures -----------------------------------------------------------------------------------------

    def specs(self) -> list[dict]:
        return [chart.to_dict() for chart in self.figure.charts]

    def _filled(self, spec, values):
        rows = self.rows(values)
        names = {name for name in rows if f'"{name}"' in json.dumps(spec)}
        config = {**charts.config(), "background": palette.PAPER}
        return {**spec, "width": STILL_WIDTH, "datasets": {n: rows[n] for n in names}, "config": config}

    @cached_property
    def still(self) -> str:
        """The figure at its starting point as SVG, one drawing after another."""
        drawn = [
            vl_convert.vegalite_to_svg(json.dumps(self._filled(spec, self.start))) for spec in self.specs()
        ]
        return "".join(svg.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1) for svg in drawn)

    def png(self, values) -> bytes:
        """The first panel at `values` as PNG, for print."""
        return vl_convert.vegalite_to_png(json.dumps(self._filled(self.specs()[0], values)), scale=1)

    # -- the page -----------------------------------------------------------------------------------------

    def payload(self) -> dict:
        model, figure = self.model, self.figure
        everything = [name for name, line in model.definitions.items() if line.public]
        lines = model.chain(set(everything) | self._spoken())
        sentences = figure.sentences(model)
        heads = headings(self.specs(), figure.data)
        recipes = [recipe.page(model) | {"heads": heads[recipe.name]} for recipe in figure.data]
        needed = {n for r in recipes for n in r["program"]["lines"]} - {line.name for line in lines}
        lines = model.chain({line.name for line in lines} | needed)
        return {
            "slug": model.slug,
            "id": self.id,
            "known": model.slug in models.catalogue() and models.load(model.slug) is model,
            "title": figure.title,
            "parameters": [self._parameter(p) for p in model.parameters.values()],
            "definitions": [self._definition(line) for line in lines],
            "tables": tables(self),
            "rules": [
                {"program": Program(model, [condition]).page(), "text": self._in_words(text, condition)}
                for condition, text in model.rules
            ],
            "start": self.start,
            "fixed": sorted(self.fixed),
            "presets": {
                n: {"values": dict(model.presets[n]), "reading": model.readings[n]} for n in figure.shown_presets(model)
            },
            "sentences": {
                "program": Program(model, [condition for condition, _ in sentences]).page(),
                "texts": [text for _, text in sentences],
            },
            "key": figure.key,
            "predict": figure.predict,
            "recipes": recipes,
            "charts": self.specs(),
            "config": {"light": charts.config(), "dark": charts.config(dark=True)},
            "dark": palette.DARK,
        }  # fmt: skip

    def _spoken(self):
        names = {n for _, text in self.figure.sentences(self.model) for n in wording.fields(text)}
        return names & set(self.model.definitions)

    def _in_words(self, text, condition):
        """A joint rule as a reader sees it: what the sliders are called in place of parameter names."""
        parameters = self.model.parameters
        labels = {
            s.name: f"“{parameters[s.name].label}”" for s in condition.free_symbols if s.name in parameters
        }
        return re.sub(r"\b\w+\b", lambda name: labels.get(name[0], name[0]), text)

    def _parameter(self, p):
        base = {"name": p.name, "default": p.default, "label": p.label}
        if p.choices:
            return base | {"choices": list(p.choices), "words": words_of(self.model, p.variable)}
        d = p.domain
        domain = [_bound(d.low), _bound(d.high), d.low_closed, d.high_closed, d.integer]
        return base | {
            "low": p.low,
            "high": p.high,
            "step": self.figure.step(p),
            "domain": domain,
            "says": str(d),
        }

    def _definition(self, line):
        found = {"name": line.name, "kind": line.kind, "label": line.label}
        if not line.numerical:
            found["expr"] = printers.vega(line.expression)
        if line.kind == "category":
            found |= {"values": list(line.categories), "words": words_of(self.model, line.variable)}
        return found

    def html(self, linked: bool = True) -> str:
        """The explorer as HTML, complete without a script; `linked` is False where there is no register page."""
        model, figure = self.model, self.figure
        solved = model.solve(**self.start)
        headline = list(figure.headline) or [figure.key]
        shown = model.outcomes if figure.outcomes is None else figure.outcomes
        others = [name for name in shown if name not in headline]
        held = {
            n: v
            for n, v in self.start.items()
            if n not in figure.controls and v != model.parameters[n].default
        }
        return _TEMPLATES.get_template("explorer.html").render(
            slug=model.slug, id=self.id, figure=figure, still=Markup(self.still), dark=_Self(palette.DARK),
            readout=self.readout(self.start),
            groups=[{"heading": h, "controls": [self._control(n, linked) for n in ns]} for h, ns in figure.groups.items()],
            more=[self._control(name, linked) for name in figure.more],
            held=held, linked=linked,
            held_words="; ".join(f"{model.parameters[n].label} = {_short(model.parameters[n], v)}" for n, v in held.items()),
            presets=[{"name": n, "label": preset_label(n, model.readings[n]), "reading": model.readings[n]}
                     for n in figure.shown_presets(model)],
            headline=[self._outcome(n, solved[n]) for n in headline],
            others=[self._outcome(n, solved[n]) for n in others],
            payload=Markup(json.dumps(self.payload(), ensure_ascii=False, allow_nan=False).replace("</", "<\\/")),
        )  # fmt: skip

    def _control(self, name, linked):
        p = self.model.parameters[name]
        source = f"{p.document}¶{p.paragraph}: {p.note}" if p.document else p.note
        return {
            "name": name, "label": p.label, "symbol": Markup(to_mathml(p.symbol)), "basis": p.basis, "source": source,
            "link": linked and self.model.slug in models.catalogue(), "value": self.start[name],
            "choices": list(zip(p.choices, words_of(self.model, p.variable), strict=True)) if p.choices else None,
            "low": p.low, "high": p.high, "step": None if p.choices else self.figure.step(p),
        }  # fmt: skip

    def _outcome(self, name, value):
        line = self.model.definitions[name]
        if isinstance(value, bool):
            raw = str(value).lower()
        elif isinstance(value, str):
            raw = value
        else:
            raw = "NaN" if np.isnan(value) else repr(value).replace("inf", "Infinity")
        return {"name": name, "label": line.label, "value": raw, "shown": wording.outcome(line, value)}


# Names in the names of presets, where case is lost.
_NAMES = {
    "nato": "NATO", "kosovo": "Kosovo", "fearon": "Fearon", "minsk": "Minsk", "china": "China", "israel": "Israel",
    "serbia": "Serbia", "20 point": "20-point plan", "28 point": "28-point plan", "1244": "as in Resolution 1244",
}  # fmt: skip
_NAMED = re.compile(rf"\b({'|'.join(_NAMES)})\b")
_FROM_DOCUMENT = re.compile(r"([A-E])(\d+)?(?:_(\d+))?_(.+)")
_PLACE = re.compile(r"([A-E]¶[^:]*):")


def preset_label(name: str, reading: str = "") -> str:
    """``A_with_guarantees`` → 'A: with guarantees', ``B13_19_package`` → 'B¶13–19: package'.

    A name that has no document, or nothing else, takes its paragraphs from `reading`.
    """
    found, place = _FROM_DOCUMENT.fullmatch(name), _PLACE.match(reading)
    if re.fullmatch(r"[A-E]\d*", name) and place:
        return place[1]
    before, words = f"{place[1]}: " if place else "", name
    if found:
        document, first, last, words = found.groups()
        before = document + (f"¶{first}" if first else "") + (f"–{last}" if first and last else "") + ": "
        words = f"{last}_{words}" if last and not first else words
    text = _NAMED.sub(lambda found: _NAMES[found[0]], words.replace("_", " "))
    return before + text if before else text[0].upper() + text[1:]


def _short(parameter, value):
    return parameter.choice_label(value) if parameter.choices else wording.number(float(value))


def _bound(value):
    return value if np.isfinite(value) else None


class _Self(dict):
    """A mapping that answers with the key where it has no entry (a colour without a dark partner)."""

    def __missing__(self, key):
        return key

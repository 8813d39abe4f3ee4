"""An explorer as HTML, complete without a script."""

import json
from pathlib import Path

import jinja2
import numpy as np
from markupsafe import Markup

import models
from widgets.book.formula import to_mathml
from widgets.charts import palette
from widgets.figures import tasks, tour
from widgets.page import asking
from widgets.page.payload import HELD, payload
from widgets.page.stills import still
from widgets.recipes.checks import words_of
from widgets.tracing import lines
from widgets.words import wording
from widgets.words.labels import preset_label, unit_of

TEMPLATES = jinja2.Environment(
    loader=jinja2.FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True, trim_blocks=True
)


def html(sheet, linked: bool = True) -> str:
    """The explorer as HTML, complete without a script; `linked` is False where there is no register page."""
    model, figure = sheet.model, sheet.figure
    solved = model.solve(**sheet.start)
    headline = list(figure.headline) or [figure.key]
    shown = model.outcomes if figure.outcomes is None else figure.outcomes
    others = [name for name in shown if name not in headline]
    held = {
        n: v for n, v in sheet.start.items() if n not in figure.controls and v != model.parameters[n].default
    }
    return TEMPLATES.get_template("explorer.html").render(
        slug=model.slug, id=sheet.id, figure=figure, still=Markup(still(sheet)), dark=_Self(palette.DARK),
        asked=asking.printed(sheet), readout=sheet.readout(sheet.start),
        groups=[{"heading": h, "controls": [_control(sheet, n, linked) for n in ns]} for h, ns in figure.groups.items()],
        more=[_control(sheet, name, linked) for name in figure.more],
        held=held, linked=linked,
        held_line=_held(sheet, held),
        presets=[{"name": n, "label": preset_label(n, model.readings[n]), "reading": model.readings[n]}
                 for n in figure.shown_presets(model)],
        headline=[_outcome(sheet, n, solved[n]) for n in headline],
        others=[_outcome(sheet, n, solved[n]) for n in others],
        tour=tour.said(sheet), tasks=tasks.named(figure), formulas=Markup(lines.template(model, linked)),
        payload=Markup(json.dumps(payload(sheet), ensure_ascii=False, allow_nan=False).replace("<", "\\u003c")),
    )  # fmt: skip


def _control(sheet, name, linked):
    p = sheet.model.parameters[name]
    source = f"{p.document}¶{p.paragraph}: {p.note}" if p.document else p.note
    return {
        "name": name, "label": p.label, "symbol": Markup(to_mathml(p.symbol)), "basis": p.basis, "source": source,
        "link": linked and sheet.model.slug in models.catalogue(), "value": sheet.start[name],
        "choices": list(zip(p.choices, words_of(sheet.model, p.variable), strict=True)) if p.choices else None,
        "said": "" if p.choices else wording.measured(sheet.start[name], _unit(sheet, p)),
        "typed": wording.in_field(sheet.start[name], sheet.figure.units.get(name)),
        "unit": sheet.figure.units.get(name, ("", ""))[1],
        "low": p.low, "high": p.high, "step": None if p.choices else sheet.figure.step(p),
    }  # fmt: skip


def _outcome(sheet, name, value):
    line = sheet.model.definitions[name]
    if isinstance(value, bool):
        raw = str(value).lower()
    elif isinstance(value, str):
        raw = value
    else:
        raw = "NaN" if np.isnan(value) else repr(value).replace("inf", "Infinity")
    return {
        "name": name,
        "label": line.label,
        "value": raw,
        "shown": wording.outcome(line, value, sheet.figure.units.get(name)),
    }


def _held(sheet, held):
    """What stands without a slider, in two lines; what would take more is folded."""
    lines = []
    for words, names in (
        ("Held here without a slider", [n for n in held if n not in sheet.figure.ties]),
        ("Moves along", [n for n in held if n in sheet.figure.ties]),
    ):
        parameters = [sheet.model.parameters[n] for n in names]
        told = "; ".join(f"{p.label} = {_short(sheet, p, held[p.name])}" for p in parameters)
        if told and len(told) <= HELD:
            lines.append(Markup("<p>{}: {}.</p>").format(words, told))
        elif told:
            fold = Markup("<details><summary>{} ({})</summary><p>{}.</p></details>")
            lines.append(fold.format(words, len(names), told))
    return Markup("").join(lines)


def _unit(sheet, parameter):
    return sheet.figure.units.get(parameter.name) or (1, unit_of(parameter))


def _short(sheet, parameter, value):
    return (
        parameter.choice_label(value)
        if parameter.choices
        else wording.measured(value, sheet.figure.units.get(parameter.name))
    )


class _Self(dict):
    """A mapping that answers with the key where it has no entry (a colour without a dark partner)."""

    def __missing__(self, key):
        return key

"""Tables of the register: the parameters of one model, or of all."""

import os
from html import escape

import models
from widgets.book.formula import to_mathml
from widgets.page import PAGE
from widgets.tables.table import Table, check_names
from widgets.words import wording
from widgets.words.labels import unit_of
from widgets.words.names import read_model


def parameter_table(model, *names: str) -> Table:
    """Parameters of a model or slug (all, or those named) with default, range, basis and source."""
    model = read_model(model, "parameter_table")
    check_names("parameter_table", model, names, "parameter", model.parameters)
    rows = [model.parameters[name] for name in names or model.parameters]
    body = "".join(_row(model.slug, p) for p in rows)
    label = escape(f"Parameters of {model.title}" + (f", from {rows[0].label}" if names else ""))
    return Table(
        f'<div class="tt-scroll-x" tabindex="0" role="region" aria-label="{label}">'
        f'<table class="tt-parameters"><thead><tr>{_heads()}</tr></thead><tbody>{body}</tbody></table></div>',
        "\n".join(f"{p.name} = {p.default} ({p.basis}): {p.label}" for p in rows),
    )


def register_table() -> Table:
    """Every parameter of every model; the page's script makes the columns sortable."""
    body = "".join(
        _row(slug, p, with_model=True)
        for slug in models.catalogue()
        for p in models.load(slug).parameters.values()
    )
    return Table(
        '<div class="tt-scroll-x" tabindex="0" role="region" aria-label="The parameter register">'
        f'<table class="tt-parameters tt-register"><thead><tr><th scope="col">Model</th>{_heads()}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>",
        "The parameter register.",
    )


def _heads():
    heads = ("Parameter", "Default and slider", "Basis", "Source and note")
    return "".join(f'<th scope="col">{head}</th>' for head in heads)


def _row(slug, p, with_model=False):
    badge = f'<span class="tt-badge tt-{p.basis}">{p.basis}</span>'
    if not with_model and os.environ.get(PAGE):  # a notebook has no register page beside it
        badge = f'<a class="tt-badge tt-{p.basis}" href="register#{slug}.{p.name}">{p.basis}</a>'
    cells = [f"{to_mathml(p.symbol)} {escape(p.label)} <code>{p.name}</code>", _value(p), badge, _source(p)]
    anchor = f' id="{slug}.{p.name}"' if with_model else ""
    first = f'<td><a href="model#{slug}">{slug.replace("_", " ")}</a></td>' if with_model else ""
    return f"<tr{anchor}>{first}" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


def _value(p):
    if p.choices:
        menu = escape("; ".join(p.choice_label(c) for c in p.choices))
        return f"<strong>{escape(p.choice_label(p.default))}</strong> <small>one of: {menu}</small>"
    unit = f" {escape(unit_of(p))}" if unit_of(p) else ""
    ends = f"{wording.number(float(p.low))} to {wording.number(float(p.high))}"
    value = f'<strong data-sort="{p.default}">{wording.number(float(p.default))}</strong>'
    return f"{value}{unit} <small>{ends}</small>"


def _source(p):
    place = f"{p.document}¶{p.paragraph}" if p.document else ""
    if p.figure:
        place += f" (“{escape(p.figure)}”)"
    return f"{place}. {escape(p.note)}" if place and not p.note.startswith(place) else escape(p.note)

"""Tables of the register, and the lines of a model as formulas."""

import os
from html import escape

import models
from models import Parameter
from widgets import wording
from widgets.book.formula import to_mathml
from widgets.explorer import PAGE
from widgets.names import no_such, read_model


class _Html:
    def __init__(self, html, text):
        self._html, self._text = html, text

    def _repr_html_(self):
        return self._html

    def __repr__(self):
        return self._text


class Equations:
    """Definitions of a model as a column of formulas, aligned at the equals sign."""

    def __init__(self, lines):
        self.latex = r"\begin{aligned} " + r" \\ ".join(lines) + r" \end{aligned}"

    def _repr_latex_(self):
        return f"$$ {self.latex} $$"

    def __repr__(self):
        return self.latex


def equations(model, *names: str) -> Equations:
    """The definitions `names` of `model` (or its slug), printed from the statement that is computed."""
    model = read_model(model, "equations")
    if not names:
        raise ValueError(f"equations of {model.slug}: name one or more of {', '.join(model.definitions)}")
    _check_names("equations", model, names, "definition", model.definitions)
    return Equations([model.latex(name, align=True) for name in names])


def parameter_table(model, *names: str) -> _Html:
    """Parameters of a model or slug (all, or those named) with default, range, basis and source."""
    model = read_model(model, "parameter_table")
    _check_names("parameter_table", model, names, "parameter", model.parameters)
    rows = [model.parameters[name] for name in names or model.parameters]
    body = "".join(_row(model.slug, p) for p in rows)
    label = escape(f"Parameters of {model.title}" + (f", from {rows[0].label}" if names else ""))
    return _Html(
        f'<div class="tt-scroll-x" tabindex="0" role="region" aria-label="{label}">'
        f'<table class="tt-parameters"><thead><tr>{_heads()}</tr></thead><tbody>{body}</tbody></table></div>',
        "\n".join(f"{p.name} = {p.default} ({p.basis}): {p.label}" for p in rows),
    )


def register_table() -> _Html:
    """Every parameter of every model; the page's script makes the columns sortable."""
    body = "".join(
        _row(slug, p, with_model=True)
        for slug in models.catalogue()
        for p in models.load(slug).parameters.values()
    )
    return _Html(
        '<div class="tt-scroll-x" tabindex="0" role="region" aria-label="The parameter register">'
        f'<table class="tt-parameters tt-register"><thead><tr><th scope="col">Model</th>{_heads()}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>",
        "The parameter register.",
    )


def reading_table(model, *names: str, presets=None) -> _Html:
    """What each reading of the parameters leads to: a row for each preset (all, or those named).

    `names` are parameters or outcomes, one column each. A preset's other parameters are at their defaults.
    """
    model = read_model(model, "reading_table")
    presets = list(model.presets) if presets is None else presets
    if isinstance(presets, str):
        raise ValueError(f"reading_table of {model.slug}: presets must be a list, even of one")
    known = [*model.parameters, *model.outcomes]
    _check_names("reading_table", model, names, "parameter or outcome", known)
    _check_names("reading_table", model, presets, "preset", model.presets)
    columns = {n: model.parameters[n] if n in model.parameters else model.definitions[n] for n in names}
    heads = "".join(f'<th scope="col">{escape(column.label)}</th>' for column in columns.values())
    rows = []
    for preset in presets:
        given = model.presets[preset]
        solved = model.solve(**given)
        told = {**{n: given.get(n, p.default) for n, p in model.parameters.items()}, **solved}
        cells = [_short(column, told[n]) for n, column in columns.items()]
        rows.append((model.readings[preset], cells))
    body = "".join(
        f'<tr><th scope="row">{escape(reading)}</th>'
        + "".join(
            f'<td data-label="{escape(column.label)}">{escape(cell)}</td>'
            for column, cell in zip(columns.values(), cells, strict=True)
        )
        + "</tr>"
        for reading, cells in rows
    )
    label = escape(f"Readings of {model.title}: {', '.join(c.label for c in columns.values())}")
    return _Html(
        f'<div class="tt-scroll-x" tabindex="0" role="region" aria-label="{label}">'
        f'<table class="tt-readings"><thead><tr><th scope="col">Reading</th>{heads}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>",
        "\n".join(f"{reading}: {', '.join(cells)}" for reading, cells in rows),
    )


def _check_names(table, model, names, what, known):
    for name in names:
        if not isinstance(name, str) or name not in known:
            raise ValueError(f"{table} of {model.slug}: {no_such(name, what, known)}")


def _short(column, value):
    """A parameter's or outcome's value, numbers to three digits."""
    if isinstance(value, (bool, str)):
        return column.choice_label(value) if isinstance(column, Parameter) else wording.outcome(column, value)
    return wording.number(float(f"{value:.3g}"))


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
    unit = "" if p.unit in ("none", "–", "-") else f" {escape(p.unit)}"
    ends = f"{wording.number(float(p.low))} to {wording.number(float(p.high))}"
    value = f'<strong data-sort="{p.default}">{wording.number(float(p.default))}</strong>'
    return f"{value}{unit} <small>{ends}</small>"


def _source(p):
    place = f"{p.document}¶{p.paragraph}" if p.document else ""
    if p.figure:
        place += f" (“{escape(p.figure)}”)"
    return f"{place}. {escape(p.note)}" if place and not p.note.startswith(place) else escape(p.note)

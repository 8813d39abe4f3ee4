"""What each reading of the documents leads to, side by side."""

from html import escape

from models import Parameter
from widgets.tables.table import Table, check_names
from widgets.words import wording
from widgets.words.names import read_model


def reading_table(model, *names: str, presets=None) -> Table:
    """What each reading of the parameters leads to: a row for each preset (all, or those named).

    `names` are parameters or outcomes, one column each. A preset's other parameters are at their defaults.
    """
    model = read_model(model, "reading_table")
    presets = list(model.presets) if presets is None else presets
    if isinstance(presets, str):
        raise ValueError(f"reading_table of {model.slug}: presets must be a list, even of one")
    known = [*model.parameters, *model.outcomes]
    check_names("reading_table", model, names, "parameter or outcome", known)
    check_names("reading_table", model, presets, "preset", model.presets)
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
    return Table(
        f'<div class="tt-scroll-x" tabindex="0" role="region" aria-label="{label}">'
        f'<table class="tt-readings"><thead><tr><th scope="col">Reading</th>{heads}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>",
        "\n".join(f"{reading}: {', '.join(cells)}" for reading, cells in rows),
    )


def _short(column, value):
    """A parameter's or outcome's value, numbers to three digits."""
    if isinstance(value, (bool, str)):
        return column.choice_label(value) if isinstance(column, Parameter) else wording.outcome(column, value)
    return wording.number(float(f"{value:.3g}"))

"""A table that a model computes: what stays of its outcomes as one or two parameters change, or from case to case."""

import itertools
from collections.abc import Mapping, Sequence
from html import escape

import sympy

from widgets.recipes.checks import check_expression
from widgets.tables.table import Table, check_names
from widgets.words import wording
from widgets.words.labels import preset_label
from widgets.words.names import no_such, read_model

NO_UNIT = (1, "")


def table(model, over, rows, values: Mapping | None = None, units: Mapping | None = None) -> Table:
    """Outcomes side by side, computed by the model.

    Parameters
    ----------
    model : Model or str
        A model, or the slug of one of the book's.
    over : mapping or sequence
        ``{"c_R": [0.05, 0.2]}``: a column for each value of a parameter. Of two parameters, the values of the
        first run down and those of the second across. ``["A_attrition", "D_bad_faith"]``: a column for each of
        these presets. ``{"without veto": {"veto": "no"}, …}``: a column for each of these cases.
    rows : sequence of str or (words, expression)
        Parameters, outcomes or steps by their names, or expressions and conditions with words of their own.
    values : mapping
        What stays the same in all columns; the rest is at its defaults.
    units : mapping
        Name or words → (factor, unit), to print points or per cent: ``{"x_lo": (100, "points")}``.

    Examples
    --------
    >>> widgets.table("bargaining_range", {"c_R": [0.05, 0.2]}, ["x_lo", "x_hi"], units={"x_lo": (100, "points")})
    """
    model = read_model(model, "table")
    refuse = lambda text: ValueError(f"table of {model.slug}: {text}")  # noqa: E731
    rows = _rows(model, rows, refuse)
    values = dict(values or {})
    check_names("table", model, values, "parameter", model.parameters)
    units = _units(units, {*rows, *model.parameters, *(name for name, _ in rows.values() if name)}, refuse)
    sliced, cases = _read_over(model, over, refuse)
    for name in sliced:
        if name in values:
            raise refuse(f"{name} is in over and in values")
    said = _Said(model, units)
    if len(sliced) == 2:
        html, text = _grid(model, sliced, rows, values, said)
    else:
        html, text = _columns(model, sliced, cases, rows, values, said)
    label = escape(f"Table of {model.title}: {', '.join(rows)}")
    return Table(
        f'<div class="tt-scroll-x" tabindex="0" role="region" aria-label="{label}">'
        f'<table class="tt-readings tt-computed" data-table="{model.slug}">{html}</table></div>',
        text,
    )


def _rows(model, given, refuse):
    """Words → (name of a parameter or definition, or "", expression)."""
    if isinstance(given, str) or not isinstance(given, Sequence) or not given:
        raise refuse("rows must be a list of names and (words, expression), of one or more")
    found = {}
    for row in given:
        pair = isinstance(row, tuple) and len(row) == 2 and isinstance(row[0], str)
        if not pair and not isinstance(row, str):
            raise refuse(f"a row is a name or (words, expression); got {row!r}")
        stated = row[1] if pair else row
        try:
            check_expression(model, stated)
        except (ValueError, sympy.SympifyError) as fault:
            raise refuse(fault) from None
        expression = model[stated] if isinstance(stated, str) else sympy.sympify(stated)
        name = expression.name if isinstance(expression, sympy.Symbol) else ""
        words = row[0] if pair else _labelled(model, name)
        if words in found:
            raise refuse(f"two rows are called {words!r}")
        found[words] = (name, expression)
    return found


def _labelled(model, name):
    return (model.parameters.get(name) or model.definitions[name]).label


def _units(given, known, refuse):
    for name, unit in (given or {}).items():
        if name not in known:
            raise refuse(f"units: {no_such(name, 'row or parameter', sorted(known))}")
        if not isinstance(unit, tuple) or len(unit) != 2:
            raise refuse(f"units: {name!r}: give (factor, unit); got {unit!r}")
    return dict(given or {})


def _read_over(model, over, refuse):
    """(parameter → its values, words → case): one of the two is empty."""
    if not isinstance(over, Mapping):
        if isinstance(over, str):
            raise refuse("over must be a list of presets, even of one, or a mapping")
        check_names("table", model, over, "preset", model.presets)
        return {}, {preset_label(n, model.readings[n]): model.presets[n] for n in over}
    if not over:
        raise refuse("over names no parameter")
    if all(isinstance(case, Mapping) for case in over.values()):
        for case in over.values():
            check_names("table", model, case, "parameter", model.parameters)
        return {}, dict(over)
    check_names("table", model, over, "parameter", model.parameters)
    if len(over) > 2:
        raise refuse(f"{len(over)} parameters in over; at most two")
    for name, stops in over.items():
        if isinstance(stops, str) or not isinstance(stops, Sequence) or not len(stops):
            raise refuse(f"over: {name} needs a list of values; got {stops!r}")
    return dict(over), {}


class _Said:
    """Values as a reader sees them, in the units of the table."""

    def __init__(self, model, units):
        self.model, self.units = model, units

    def head(self, words, name=""):
        """Words of a row or a parameter, with the unit."""
        unit = self.units.get(words, self.units.get(name, NO_UNIT))[1]
        return f"{words} ({unit})" if unit else words

    def parameter(self, name, value):
        p = self.model.parameters[name]
        factor = self.units.get(name, NO_UNIT)[0]
        return p.choice_label(value) if p.choices else wording.number(float(value) * factor)

    def cell(self, words, name, expression, point):
        """(unrounded value in model units, as a reader sees it)."""
        value = self.model.evaluate([expression], **point)[0]
        line = self.model.definitions.get(name)
        if line is not None and line.kind in ("category", "truth"):
            value = line.categories[int(value)] if line.kind == "category" else bool(value)
            return str(value).lower() if isinstance(value, bool) else value, wording.outcome(line, value)
        if name in self.model.parameters and self.model.parameters[name].choices:
            choice = self.model.parameters[name].choices[int(value)]
            return choice, self.model.parameters[name].choice_label(choice)
        if self.model.is_condition(expression):
            return str(bool(value)).lower(), "yes" if value else "no"
        factor = self.units.get(words, self.units.get(name, NO_UNIT))[0]
        raw = float(value) + 0.0
        return repr(raw).replace("inf", "Infinity").replace("nan", "NaN"), wording.number(
            float(f"{raw * factor:.4g}")
        )


def _columns(model, sliced, cases, rows, values, said):
    if sliced:
        ((name, stops),) = sliced.items()
        label = said.head(_labelled(model, name), name)
        cases = {said.parameter(name, stop): {name: stop} for stop in stops}
        heads = (
            f'<tr><td rowspan="2"></td><th scope="colgroup" colspan="{len(cases)}">{escape(label)}</th></tr><tr>'
            + "".join(f'<th scope="col">{escape(words)}</th>' for words in cases) + "</tr>"
        )  # fmt: skip
        places = [f"{label} {words}" for words in cases]
    else:
        heads = f'<tr><td></td>{"".join(f"""<th scope="col">{escape(words)}</th>""" for words in cases)}</tr>'
        places = list(cases)
    body, text = "", []
    for words, (name, expression) in rows.items():
        cells = [said.cell(words, name, expression, {**values, **case}) for case in cases.values()]
        body += _row(said.head(words, name), places, cells)
        text.append(f"{said.head(words, name)}: " + ", ".join(f"{shown} ({place})" for (_, shown), place in
                                                             zip(cells, places, strict=True)))  # fmt: skip
    return f"<thead>{heads}</thead><tbody>{body}</tbody>", "\n".join(text)


def _grid(model, sliced, rows, values, said):
    (down, downs), (across, acrosses) = sliced.items()
    label = {name: said.head(_labelled(model, name), name) for name in sliced}
    places = [f"{label[across]} {said.parameter(across, stop)}" for stop in acrosses]
    heads = (
        f'<tr><th scope="col" rowspan="2">{escape(label[down])}</th>'
        f'<th scope="colgroup" colspan="{len(acrosses)}">{escape(label[across])}</th></tr><tr>'
        + "".join(f'<th scope="col">{escape(said.parameter(across, stop))}</th>' for stop in acrosses) + "</tr>"
    )  # fmt: skip
    html, text = f"<thead>{heads}</thead>", []
    for words, (name, expression) in rows.items():
        head = escape(said.head(words, name))
        body = f'<tr class="tt-group"><th scope="rowgroup" colspan="{len(acrosses) + 1}">{head}</th></tr>'
        for stop in downs:
            cells = [
                said.cell(words, name, expression, {**values, down: stop, across: other})
                for other in acrosses
            ]
            body += _row(said.parameter(down, stop), places, cells, label[down])
        html += f"<tbody>{body}</tbody>"
        for stop, other in itertools.product(downs, acrosses):
            shown = said.cell(words, name, expression, {**values, down: stop, across: other})[1]
            text.append(f"{words}, {label[down]} {said.parameter(down, stop)}, {label[across]} "
                        f"{said.parameter(across, other)}: {shown}")  # fmt: skip
    return html, "\n".join(text)


def _row(head, places, cells, label=""):
    of = f' data-label="{escape(label)}"' if label else ""
    return f'<tr><th scope="row"{of}>{escape(head)}</th>' + "".join(
        f'<td data-label="{escape(place)}" data-value="{escape(raw)}">{escape(shown)}</td>'
        for place, (raw, shown) in zip(places, cells, strict=True)
    ) + "</tr>"  # fmt: skip

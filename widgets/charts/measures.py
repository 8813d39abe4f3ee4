"""Units in pictures: axes and printed numbers in points, per cent or billions, over data in the model's own measure."""

import copy

import sympy

from widgets.words.headings import units as parts

Unit = tuple[float, str]


def of_fields(data, model, units) -> dict[str, dict[str, Unit]]:
    """Data set → field → its unit: what all that stands in the field has in common, or what `units` says of it."""
    found = {}
    for recipe in data:
        fields = {field: common(given, model, units) for field, given in recipe.fields(model).items()}
        stated = {
            key.partition(".")[2]: unit for key, unit in units.items() if key.startswith(f"{recipe.name}.")
        }
        found[recipe.name] = {field: tuple(unit) for field, unit in {**fields, **stated}.items() if unit}
    return found


def common(given, model, units) -> Unit | None:
    """The unit of names, expressions and numbers that stand in one field; None where they have none, or several."""
    found = {_unit(model[e] if isinstance(e, str) else sympy.sympify(e), units) for e in given} - {True}
    unit = found.pop() if len(found) == 1 else None
    return tuple(unit) if unit else None


def _unit(expression, units):
    """Unit of an expression; None where it has none that follows, True for a number, which takes any."""
    if not expression.free_symbols:
        return True
    if expression.is_Symbol:
        unit = units.get(expression.name)
        return tuple(unit) if unit else None
    if isinstance(expression, sympy.Piecewise):
        inner = [value for value, _ in expression.args]
    elif isinstance(expression, sympy.Add | sympy.Min | sympy.Max | sympy.Abs) or _multiple(expression):
        inner = expression.args
    else:
        return None
    found = {_unit(e, units) for e in inner} - {True}
    return found.pop() if len(found) == 1 else None


def _multiple(expression):
    """A number times something."""
    return isinstance(expression, sympy.Mul) and sum(bool(a.free_symbols) for a in expression.args) == 1


def in_units(spec: dict, measures) -> dict:
    """The Vega-Lite specification `spec` with its axes and printed numbers in the units of the fields they show."""
    if not any(measures.values()):
        return spec
    spec = copy.deepcopy(spec)
    for group in _groups(spec):
        drawn = [(name, part) for name, part, _ in parts(group) if "encoding" in part]
        for channel in ("x", "y"):
            found = {
                measures.get(name, {}).get(part["encoding"][key].get("field"))
                for name, part in drawn
                for key in (channel, f"{channel}2")
                if key in part["encoding"]
            } - {None}
            if len(found) == 1:
                _on_axis([part["encoding"] for _, part in drawn], channel, found.pop())
        for name, part in drawn:
            _in_text(part, measures.get(name, {}))
    return spec


def _groups(spec):
    """The parts of a chart that have axes of their own."""
    inner = [part for kind in ("hconcat", "vconcat", "concat") for part in spec.get(kind, ())]
    inner += [spec["spec"]] if "spec" in spec else []
    if not inner:
        yield spec
    for part in inner:
        part.setdefault("data", spec["data"]) if "data" in spec else None
        yield from _groups(part)


def _on_axis(encodings, channel, unit):
    told = [e[channel] for e in encodings if channel in e and ("axis" in e[channel] or "title" in e[channel])]
    for found in told or [next(e[channel] for e in encodings if channel in e)]:
        axis = found.get("axis", {})
        if axis is None or "labelExpr" in (axis or {}):
            continue
        form = axis.get("format") or ","
        sign = " + '\u202f%'" if unit[1] == "%" else ""
        found["axis"] = {**axis, "labelExpr": f"format(datum.value * {unit[0]!r}, '{form}'){sign}"}
        for place in (found, found["axis"]):
            words = place.get("title")
            if isinstance(words, str) and words and unit[1] != "%" and unit[1] not in words:
                place["title"] = f"{words} ({unit[1]})"


def _in_text(part, fields):
    """Numbers that a text mark prints."""
    text = part["encoding"].get("text")
    unit = fields.get(text.get("field")) if isinstance(text, dict) else None
    if unit is None:
        return
    field, form, sign = (
        text["field"],
        text.pop("format", None) or ",.4~r",
        " + '\u202f%'" if unit[1] == "%" else "",
    )
    said = f"isValid(datum['{field}']) ? format(datum['{field}'] * {unit[0]!r}, '{form}'){sign} : ''"
    part["transform"] = [*part.get("transform", ()), {"calculate": said, "as": f"{field}_said"}]
    text |= {"field": f"{field}_said", "type": "nominal"}

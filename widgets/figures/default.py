"""A figure for a model that has none of its own yet: for a student's first look."""

from dataclasses import replace
from math import gcd, prod

from widgets.charts import palette
from widgets.charts.areas import mappable, region_legend, regions
from widgets.charts.look import dot, lines, x_axis, y_axis
from widgets.figures import standing
from widgets.figures.figure import Figure
from widgets.recipes import Regions, Rows, Sweep, tabulate

TABLE = 5_000  # points; a page should open fast


def default_figure(model, values=None) -> Figure:
    """A map of a category over the first two parameters that take any number, or curves over the first number.

    The category is ``regime``, or the first one, of which each value has a colour of its own. Every preset is
    offered that the sliders can show where the explorer starts at `values`.
    """
    numbers = [p for p in model.parameters.values() if not p.choices]
    if not numbers:
        raise ValueError(f"{model.slug} has no number parameter to put on an axis; give a figure")
    plane = [p for p in numbers if not p.integer][:2]
    mapped = [name for name in mappable(model) if name in model.outcomes]
    mapped.sort(key=lambda name: name != "regime")
    if mapped and len(plane) == 2 and not tabulate.inputs(model):
        figure = _map(model, mapped[0], *plane)
    else:
        figure = _curves(model, numbers)
    model.solve(**(values or {}))  # refuses what the model refuses, in the model's words
    defaults = {name: p.default for name, p in model.parameters.items()}
    start = figure.checked(model, {**defaults, **(values or {})})
    return replace(figure, presets=[name for name in model.presets if _shows(figure, model, start, name)])


def _shows(figure, model, start, preset):
    try:
        standing.check_preset(figure, model, start, preset)
    except ValueError:
        return False
    return True


def _map(model, outcome, first, second):
    label, names = model.definitions[outcome].label, list(model.parameters)
    data = [
        Regions("map", first.name, second.name, outcome),
        Rows("here", [{"x": model[first.name], "y": model[second.name]}]),
    ]
    picture = regions(data[0], model, _axis(first), _axis(second)) + dot(data[1])
    where = "where each regime holds" if outcome == "regime" else label
    return Figure(
        "first", f"{model.title}: {where}", names[:6], [picture], data,
        {value: f"{label[0].upper()}{label[1:]}: {{{outcome}}} ({value})." for value in model.categories(outcome)},
        alt=f"Regions of {model.slug} over {first.label} and {second.label}; a dot marks the current values.",
        key=outcome, more=names[6:], legend=region_legend(model, outcome), presets=[],
    )  # fmt: skip


def _curves(model, numbers):
    curves = [n for n, line in model.definitions.items() if line.public and line.kind == "number"][:3]
    if not curves:
        raise ValueError(f"{model.slug} has no number outcome to draw; give a figure")
    names, steps = _small_table(model)
    # what runs along the axis must be tabulated, or rest on nothing that is
    first = next((p for p in numbers if p.name in names), numbers[0])
    series = {model.definitions[n].label: n for n in curves}
    along = {}
    if first.name in tabulate.inputs(model):  # the curve runs through the stops that were computed
        stops = tabulate.stops(first, tabulate.step(first, steps.get(first.name)))
        along = {"high": stops[-1], "count": len(stops)}
    data = [Sweep("curves", first.name, series, **along)]
    picture = lines(data[0], x_axis(_axis(first)), y_axis("value"))
    return Figure(
        "first", f"{model.title}: outcomes over {first.label}", names[:6], [picture], data,
        [(True, f"{model.definitions[curves[0]].label}: {{{curves[0]}}}.")],
        alt=f"Curves of {', '.join(curves)} over {first.label}.", key=next(iter(model.outcomes)),
        predict=curves[0], headline=curves, more=names[6:], presets=[], steps=steps,
        legend=[(s, c, "line") for s, c in zip(series, palette.LINES, strict=False)],
    )  # fmt: skip


def _small_table(model):
    """Sliders, and stops for those that a numerical outcome rests on, so that its table stays small."""
    moving = tabulate.inputs(model)
    tabulated = {name: p for name, p in model.parameters.items() if name in moving}
    counts = {name: len(tabulate.stops(p, p.step)) for name, p in tabulated.items()}
    steps, names, size = {}, [], 1
    if prod(counts.values()) > TABLE:
        steps = {name: _few_stops(p) for name, p in tabulated.items() if _few_stops(p)}
    for name in model.parameters:
        count = steps.get(name) or counts.get(name, 1)
        if size * count <= TABLE:
            names.append(name)
            size *= count
    return names, {name: count for name, count in steps.items() if name in names}


def _few_stops(parameter) -> int:
    """As few stops as leave the default on one of them, but six if the slider has so many.

    0 for a menu, and where no coarser step ends where the slider does.
    """
    if parameter.choices:
        return 0
    whole = round((parameter.high - parameter.low) / parameter.step)
    here = round((parameter.default - parameter.low) / parameter.step)
    if abs(parameter.low + whole * parameter.step - parameter.high) > 1e-9:
        return 0
    common = gcd(whole, here)
    divisors = [k for k in range(1, common + 1) if common % k == 0 and whole // k >= 5]
    return whole // max(divisors, default=1) + 1


def _axis(parameter):
    return f"{parameter.label} ({parameter.unit})" if parameter.unit else parameter.label

"""A figure for a model that has none of its own yet: for a student's first look."""

from math import gcd

from widgets import charts, tabulate
from widgets.data import Regions, Rows, Sweep
from widgets.figure import Figure

TABLE = 5_000  # points; a page should open fast


def default_figure(model) -> Figure:
    """Regions of ``regime`` over the first two number parameters, or curves over the first one."""
    numbers = [p for p in model.parameters.values() if not p.choices]
    if not numbers:
        raise ValueError(f"{model.slug} has no number parameter to put on an axis; give a figure")
    first, second = numbers[0], numbers[min(1, len(numbers) - 1)]
    tabulated = tabulate.inputs(model)
    if tabulated:
        names, steps = _small_table(model, tabulated)
        # what runs along the axis must be tabulated, or rest on nothing that is
        first = next((p for p in numbers if p.name in names), first)
        return _curves(model, first, names, steps, presets=[])
    names = list(model.parameters)[:6]
    if not model.regimes or first is second:
        return _curves(model, first, names, {}, _fitting(model))
    data = [
        Regions("map", first.name, second.name),
        Rows("here", [{"x": model[first.name], "y": model[second.name]}]),
    ]
    picture = charts.regions(data[0], model, _axis(first), _axis(second)) + charts.dot(data[1])
    return Figure(
        "first", f"{model.title}: where each regime holds", names, [picture], data,
        {regime: f"Regime: {{regime}} ({regime})." for regime in model.regimes},
        alt=f"Regions of {model.slug} over {first.label} and {second.label}; a dot marks the current values.",
        more=list(model.parameters)[6:], legend=charts.region_legend(model), presets=_fitting(model),
    )  # fmt: skip


def _curves(model, first, names, steps, presets):
    curves = [n for n, line in model.definitions.items() if line.public and line.kind == "number"][:3]
    if not curves:
        raise ValueError(f"{model.slug} has no number outcome to draw; give a figure")
    series = {model.definitions[n].label: n for n in curves}
    # where the page looks numbers up, the curve runs through the stops that were computed
    data = [Sweep("curves", first.name, series, count=steps.get(first.name, Sweep.count))]
    picture = charts.lines(data[0], charts.x_axis(_axis(first)), charts.y_axis("value"))
    return Figure(
        "first", f"{model.title}: outcomes over {first.label}", names, [picture], data,
        [(True, f"{model.definitions[curves[0]].label}: {{{curves[0]}}}.")],
        alt=f"Curves of {', '.join(curves)} over {first.label}.", key=next(iter(model.outcomes)),
        predict=curves[0], headline=curves, presets=presets, steps=steps,
        legend=[(s, c, "line") for s, c in zip(series, charts.palette.LINES, strict=False)],
    )  # fmt: skip


def _small_table(model, tabulated):
    """Sliders, and stops for those that a numerical outcome rests on, so that its table stays small."""
    names, steps, size = [], {}, 1
    for name, p in model.parameters.items():
        if name in tabulated:
            count = len(p.choices) or _few_stops(p)
            if size * count > TABLE:
                continue
            size *= count
            if not p.choices:
                steps[name] = count
        names.append(name)
    return names[:6], {name: count for name, count in steps.items() if name in names[:6]}


def _few_stops(parameter) -> int:
    """As few stops as leave the default on one of them, but six if the slider has so many."""
    whole = round((parameter.high - parameter.low) / parameter.step)
    here = round((parameter.default - parameter.low) / parameter.step)
    if abs(parameter.low + whole * parameter.step - parameter.high) > 1e-9:
        return whole + 1  # no coarser step ends where the slider does
    common = gcd(whole, here)
    divisors = [k for k in range(1, common + 1) if common % k == 0 and whole // k >= 5]
    return whole // max(divisors, default=1) + 1


def _axis(parameter):
    return f"{parameter.label} ({parameter.unit})" if parameter.unit else parameter.label


def _fitting(model):
    """Presets that the sliders can show."""
    return [
        name for name, values in model.presets.items()
        if all(
            model.parameters[n].choices or model.parameters[n].low <= v <= model.parameters[n].high
            for n, v in values.items()
        )
    ]  # fmt: skip

"""A figure for a model that has none of its own yet: for a student's first look."""

from widgets import charts
from widgets.data import Regions, Rows, Sweep
from widgets.figure import Figure


def default_figure(model) -> Figure:
    """Regions of ``regime`` over the first two number parameters, or curves over the first one."""
    numbers = [p for p in model.parameters.values() if not p.choices]
    if not numbers:
        raise ValueError(f"{model.slug} has no number parameter to put on an axis; give a figure")
    names = list(model.parameters)[:6]
    first, second = numbers[0], numbers[min(1, len(numbers) - 1)]
    tabulated = any(getattr(line, "numerical", None) for line in model.definitions.values())
    steps = {p.name: 6 for p in numbers} if tabulated else {}
    if model.regimes and first is not second and not tabulated:
        data = [Regions("map", first.name, second.name), Rows("here", [{"x": model[first.name], "y": model[second.name]}])]
        picture = charts.regions(data[0], model, _axis(first), _axis(second)) + charts.dot(data[1])
        return Figure(
            "first", f"{model.title}: where each regime holds", names, [picture], data,
            {regime: f"Regime: {{regime}} ({regime})." for regime in model.regimes},
            alt=f"Regions of {model.slug} over {first.label} and {second.label}, with a dot at the current values.",
            more=list(model.parameters)[6:], legend=charts.region_legend(model), presets=_fitting(model),
        )  # fmt: skip
    curves = [n for n, line in model.definitions.items() if line.public and line.kind == "number"][:3]
    if not curves:
        raise ValueError(f"{model.slug} has no number outcome to draw; give a figure")
    data = [Sweep("curves", first.name, {model.definitions[n].label: n for n in curves})]
    picture = charts.lines(data[0], charts.x_axis(_axis(first)), charts.y_axis("value"))
    return Figure(
        "first", f"{model.title}: outcomes over {first.label}", names, [picture], data,
        [(True, f"{model.definitions[curves[0]].label}: {{{curves[0]}}}.")],
        alt=f"Curves of {', '.join(curves)} over {first.label}.", key=next(iter(model.outcomes)), predict=curves[0],
        headline=curves, legend=[(s, c, "line") for s, c in zip(data[0].series, charts.palette.LINES, strict=False)],
        presets=_fitting(model) if not tabulated else [], steps=steps,
    )  # fmt: skip


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

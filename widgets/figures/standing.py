"""Where a figure can stand: the values that its sliders, and the tables behind them, can show."""

from widgets.figures import ties
from widgets.recipes import tabulate


def checked(figure, model, values) -> dict:
    """`values` as plain numbers and choices. ValueError if the model refuses one or no slider can show it."""
    found, rests = {}, tabulate.inputs(model)
    for name, value in values.items():
        p = model.parameters[name]
        read = p.read(value)
        if read.ndim:
            raise ValueError(f"{name} must be one value in a figure, not an array of shape {read.shape}")
        if p.choices:
            found[name] = p.choices[int(read)]
            continue
        found[name] = plain = int(read) if p.integer else float(read)
        if name not in figure.controls:
            continue
        if not p.low <= plain <= p.high:
            raise ValueError(f"{name} goes from {p.low:g} to {p.high:g} in this figure; got {plain!r}")
        stops = (plain - p.low) / figure.step(p)
        if name in rests and abs(stops - round(stops)) > 1e-6:
            raise ValueError(
                f"{name} moves in steps of {figure.step(p):g} from {p.low:g} in this figure, where outcomes without a "
                f"closed form are tabulated; got {plain!r}"
            )
    return ties.tied(figure, model, found)


def fixed(figure, model) -> set[str]:
    """What tabulated outcomes rest on and no slider moves: the page knows them at one value only."""
    return tabulate.inputs(model) - set(figure.controls)


def refuse_fixed(figure, model, start, values, whose="") -> None:
    """ValueError where `values` move what the tables of a figure that starts at `start` hold fixed."""
    for name in sorted(fixed(figure, model)):
        if values[name] != start[name]:
            raise ValueError(
                f"{whose}{name} has no slider in this figure, where outcomes without a closed form are tabulated at "
                f"{name} = {start[name]!r}; got {values[name]!r}. Explore anew with {name}={values[name]!r}"
            )


def check_preset(figure, model, start, name) -> None:
    """ValueError where a figure that starts at `start` cannot show the preset `name`."""
    defaults = {n: p.default for n, p in model.parameters.items()}
    held = {n: start[n] for n in fixed(figure, model)}
    values = {**defaults, **held, **model.presets[name]}
    given = {n: v for n, v in model.presets[name].items() if n in figure.ties}
    ties.check_stands(figure, model, ties.tied(figure, model, values) | given, f"preset {name!r}")
    refuse_fixed(figure, model, start, checked(figure, model, values), f"preset {name!r}: ")


def on_stop(figure, parameter, value) -> bool:
    """Whether `value` is a stop of the slider of `parameter` in this figure: keys lead there."""
    stops = (value - parameter.low) / figure.step(parameter)
    return abs(stops - round(stops)) <= 1e-6

"""Numerical outcomes for the page: computed by Python on the sliders' own stops, looked up by the page."""

import itertools

import numpy as np

LIMIT = 20_000


def tables(sheet) -> list[dict]:
    """One table for all numerical outcomes of the sheet's model; empty if it has none.

    Raises ValueError if the sliders have more stops together than a page should carry: then give the figure
    fewer sliders or coarser ones (`Figure.steps`).
    """
    model, figure = sheet.model, sheet.figure
    names = [line.name for line in model.definitions.values() if line.numerical]
    if not names:
        return []
    moving = inputs(model)
    sliders = [model.parameters[name] for name in figure.controls if name in moving]
    axes = {p.name: stops(p, figure.step(p)) for p in sliders}
    size = int(np.prod([len(axis) for axis in axes.values()]))
    if size > LIMIT:
        counts = ", ".join(f"{name} {len(axis)}" for name, axis in axes.items())
        raise ValueError(
            f"figure {figure.name!r} of {model.slug} would tabulate {size:,} points ({counts}); at most {LIMIT:,}: "
            "use fewer sliders, or fewer stops through Figure(steps=…)"
        )
    return table(model, axes, sheet.point(sheet.start))


def table(model, axes, rest=()) -> list[dict]:
    """The numerical outcomes of `model` on the grid of `axes` (parameter → values), its other parameters as in `rest`.

    Raises ValueError if the grid has more points than a page should carry.
    """
    names = [line.name for line in model.definitions.values() if line.numerical]
    size = int(np.prod([len(axis) for axis in axes.values()]))
    if size > LIMIT:
        counts = ", ".join(f"{name} {len(axis)}" for name, axis in axes.items())
        raise ValueError(f"{size:,} points of {model.slug} would be tabulated ({counts}); at most {LIMIT:,}")
    grid = np.array(list(itertools.product(*axes.values())), dtype=float)
    others = {name: p.read(p.default) for name, p in model.parameters.items()} | dict(rest)
    columns = model.compute({**others, **dict(zip(axes, grid.T, strict=True))}, names)
    return [{
        "axes": [{"name": name, "stops": axis} for name, axis in axes.items()],
        "columns": {n: [_code(v) for v in np.broadcast_to(columns[n], len(grid))] for n in names},
    }]  # fmt: skip


def inputs(model) -> set[str]:
    """The parameters that the numerical outcomes of `model` rest on; empty if it has none."""
    names = [line.name for line in model.definitions.values() if line.numerical]
    found = set()
    for line in model.chain(names):
        numerical = line.numerical
        found |= set(numerical.inputs) if numerical else {s.name for s in line.expression.free_symbols}
    return found & set(model.parameters)


def step(parameter, count=None) -> float:
    """How far apart the stops of a slider are: `count` of them in its range, or its own step."""
    return (parameter.high - parameter.low) / (count - 1) if count else parameter.step


def stops(parameter, step) -> list[float]:
    """Where a slider that moves in steps of `step` can stand (of a menu, the indices)."""
    if parameter.choices:
        return list(range(len(parameter.choices)))
    count = int(np.floor((parameter.high - parameter.low) / step + 1e-9)) + 1
    return [round(parameter.low + k * step, 12) for k in range(count)]


def _code(value):
    """JSON has no NaN and no infinity: these go as words."""
    return float(value) if np.isfinite(value) else str(float(value))

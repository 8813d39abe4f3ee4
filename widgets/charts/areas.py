"""Areas: the map of a category, bars and zones along one axis, and their legends."""

import altair as alt

from widgets.charts import naming, palette
from widgets.charts.look import chart, over, x_axis, y_axis
from widgets.recipes.checks import category, words_of


def regions(recipe, model, x_title, y_title, height=340) -> alt.Chart:
    """The areas of a `Regions` recipe."""
    recipe.check(model)
    xs, ys = recipe.grids(model)
    words, fills, _ = zip(*region_legend(model, recipe.outcome), strict=True)
    scale = alt.Scale(domain=list(words), range=list(fills))
    return (
        chart(recipe, height)
        .mark_area(clip=True)
        .encode(
            x=x_axis(x_title, domain=[xs[0], xs[-1]]),
            y=y_axis(y_title, "y0", domain=[ys[0], ys[-1]]),
            y2="y1:Q",
            fill=alt.Fill("label:N", scale=scale, legend=None),
            stroke=alt.Stroke("label:N", scale=scale, legend=None),  # hides the seam between two parts
            detail="part:N",
        )
    )


def bands(recipe, x_title, height=None, domain=None) -> alt.LayerChart:
    """The bars of a `Bands` recipe, each area with its name inside; `band_legend` has the colours."""
    fills = [colour for _, colour, _ in band_legend(recipe)]
    bars, ends = list(recipe.bars), domain or [recipe.low, recipe.high]
    axis = alt.Axis(domain=False, ticks=False, labelLimit=110, labelFontSize=12) if bars != [""] else None
    y = alt.Y("bar:N", sort=bars, title=None, axis=axis, scale=alt.Scale(paddingInner=0.25, paddingOuter=0.1))
    base = chart(recipe, height or 52 * len(bars) + 30)
    drawn = base.mark_bar(clip=True, stroke=palette.PAPER, strokeWidth=1).encode(
        x=x_axis(x_title, "x0", domain=ends),
        x2="x1:Q",
        y=y,
        color=alt.Color("label:N", scale=alt.Scale(domain=recipe.labels, range=fills), legend=None),
    )
    encoding = {
        "x": {"field": "x", "type": "quantitative"},
        "y": y.to_dict() if axis is None else {"field": "bar", "type": "nominal", "sort": bars},
    }
    return _named(drawn, encoding, naming.chosen("(datum.x1 - datum.x0)", float(ends[1] - ends[0])), recipe)


def band_legend(recipe) -> list[tuple[str, str, str]]:
    """Legend entries for `bands`. ValueError if there are more names than colours."""
    labels = recipe.labels
    if len(labels) > len(palette.REGIONS):
        raise ValueError(
            f"{len(labels)} names of areas, and {len(palette.REGIONS)} colours: {', '.join(labels)}"
        )
    return [(w, c, "area") for w, c in zip(labels, palette.REGIONS[: len(labels)], strict=True)]


def zones(recipe, model, x_title=alt.Undefined, height=None) -> alt.LayerChart:
    """The areas of a `Zones` recipe from top to bottom, names at the top: layer curves over them with ``+``.

    On its own, a picture of zones needs a `height`; beneath curves it takes theirs.
    """
    recipe.check(model)
    words, fills, _ = zip(*region_legend(model, recipe.outcome), strict=True)
    scale = alt.Scale(domain=list(words), range=list(fills))
    across = recipe.grid(model)
    base = chart(recipe, height) if height else over(recipe)
    drawn = base.mark_rect(clip=True, opacity=0.45).encode(
        x=alt.X("x0:Q", title=x_title, scale=alt.Scale(domain=[across[0], across[-1]], nice=False)),
        x2="x1:Q",
        fill=alt.Fill("label:N", scale=scale, legend=None),
    )  # fmt: skip
    encoding = {"x": {"field": "x", "type": "quantitative"}, "y": {"value": 5}}
    room = naming.chosen("(datum.x1 - datum.x0)", float(across[-1] - across[0]))
    return _named(drawn, encoding, room, recipe, baseline="top", dy=0)


def _named(drawn, encoding, transform, recipe, **mark):
    words = naming.text_marks(encoding, transform, recipe.name, **mark)
    return alt.layer(drawn, *(alt.Chart.from_dict(part) for part in words))


def region_legend(model, outcome="regime") -> list[tuple[str, str, str]]:
    """Legend entries for `regions`. ValueError if the category has more values than there are colours."""
    words = words_of(model, category(model, outcome).variable)
    if outcome not in mappable(model):
        raise ValueError(
            f"{outcome!r} of {model.slug} has {len(words)} values, and a map has {len(palette.REGIONS)} colours; "
            f"with fewer values: {', '.join(mappable(model)) or 'none'}"
        )
    return [(w, c, "area") for w, c in zip(words, palette.REGIONS[: len(words)], strict=True)]


def mappable(model) -> list[str]:
    """The category outcomes of which each value can have a colour of its own."""
    return [
        name for name, line in model.definitions.items()
        if line.kind == "category" and len(line.categories) <= len(palette.REGIONS)
    ]  # fmt: skip

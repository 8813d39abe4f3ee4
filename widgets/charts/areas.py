"""Areas: the map of a category, and its legend."""

import altair as alt

from widgets.charts import palette
from widgets.charts.look import chart, x_axis, y_axis
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

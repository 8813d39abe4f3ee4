"""Altair charts over the data sets of a figure: the few kinds of picture this book draws.

Each function returns an ordinary `altair.Chart` that can be layered (`+`) and refined. Axis titles carry units.
Colours come from `widgets.palette`; legends are drawn by the explorer, where they wrap on a phone.
"""

import altair as alt

from widgets.charts import palette


def config(dark: bool = False) -> dict:
    """Vega-Lite configuration: the look of every chart."""
    ink, muted, grid = (palette.DARK[c] if dark else c for c in (palette.INK, palette.MUTED, palette.GRID))
    return {
        "background": "transparent",
        "font": "system-ui, -apple-system, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif",
        "view": {"stroke": None},
        "aria": False,
        "axis": {
            "labelColor": muted, "titleColor": ink, "gridColor": grid, "domainColor": muted, "tickColor": muted,
            "labelFontSize": 12, "titleFontSize": 13, "titleFontWeight": "normal", "gridOpacity": 0.8,
            "labelOverlap": True, "labelSeparation": 6, "titlePadding": 8, "tickCount": 6,
        },
        "text": {"color": ink, "fontSize": 12},
        "rule": {"color": ink},
        "line": {"strokeWidth": 2.5},
        "title": {"color": ink},
    }  # fmt: skip


def chart(recipe, height: int = 300) -> alt.Chart:
    """An empty chart over the data set of `recipe`, as wide as its place."""
    return alt.Chart(alt.NamedData(name=recipe.name), width="container", height=height)


def over(recipe) -> alt.Chart:
    """An empty chart to be layered on one that has its size."""
    return alt.Chart(alt.NamedData(name=recipe.name))


def x_axis(title, field="x", domain=None, log=False, form=None) -> alt.X:
    """Horizontal axis over a number field, with a title that names the unit."""
    return alt.X(f"{field}:Q", title=title, scale=_scale(domain, log), axis=_ticks(form))


def y_axis(title, field="y", domain=None, log=False, form=None) -> alt.Y:
    """Vertical axis over a number field, with a title that names the unit."""
    return alt.Y(f"{field}:Q", title=title, scale=_scale(domain, log), axis=_ticks(form))


def _ticks(form):
    """Without a format of its own an axis has plain numbers; an empty format would write 10 as 1e+1."""
    return alt.Axis(format=form) if form else alt.Axis()


def _scale(domain, log):
    ends = {} if domain is None else {"domain": list(domain)}
    return alt.Scale(nice=False, type="log", **ends) if log else alt.Scale(nice=False, zero=False, **ends)


def colours(labels, given=palette.LINES) -> alt.Color:
    """Colour by the field ``series``, in the order of `labels`."""
    labels = list(labels)
    if len(labels) > len(given):  # Vega would begin again with the first
        raise ValueError(f"{len(labels)} curves, and colours for {len(given)}: {', '.join(labels)}")
    scale = alt.Scale(domain=labels, range=list(given)[: len(labels)])
    return alt.Color("series:N", scale=scale, legend=None)


def lines(sweep, x, y, given=palette.LINES, height=300) -> alt.Chart:
    """One line for each series of a `Sweep`, broken where it is split (or of a `Path`, with ``x_axis(title, 'step')``)."""
    drawn = chart(sweep, height).mark_line(clip=True)
    detail = ["series:N", "part:N"] if "part" in sweep.makes else "series:N"
    return drawn.encode(x=x, y=y, color=colours(sweep.series, given), detail=detail)


def dot(recipe, x="x", y="y", colour=palette.INK, size=110) -> alt.Chart:
    """A ringed dot for each row of `recipe`: where the sliders stand."""
    mark = over(recipe).mark_point(
        filled=True, size=size, color=colour, stroke=palette.PAPER, strokeWidth=2, opacity=1
    )
    return mark.encode(x=f"{x}:Q", y=f"{y}:Q")


def rule(recipe, x=None, y=None, colour=palette.INK, dash=(5, 4)) -> alt.Chart:
    """A straight line across the picture at field `x` or `y` of each row."""
    mark = over(recipe).mark_rule(color=colour, strokeDash=list(dash), strokeWidth=1.5, clip=True)
    return mark.encode(**({"x": f"{x}:Q"} if x else {"y": f"{y}:Q"}))


def outlined(drawn) -> alt.Chart:
    """Lines that stay visible on coloured areas: each over a wider one in the colour of the paper."""
    under = drawn.mark_line(clip=True, strokeWidth=4.5).encode(color=alt.value(palette.PAPER))
    return alt.layer(under, drawn)


def text(recipe, field, x="x", y="y", colour=palette.INK, **mark) -> alt.Chart:
    """The words of `field` at each row."""
    return over(recipe).mark_text(color=colour, **mark).encode(x=f"{x}:Q", y=f"{y}:Q", text=f"{field}:N")

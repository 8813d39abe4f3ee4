"""The columns of the plotted values as a table, named as the picture names them."""

# fields of recipes, and what they hold, where no axis says it
_FIELDS = {"series": "curve", "label": "region", "y": "value", "part": None}
_COMPOSED = ("layer", "hconcat", "vconcat", "concat")


def headings(charts, data) -> dict[str, dict[str, str | None]]:
    """Data set → field → heading; None where a field only places something in the picture.

    `charts` are Vega-Lite specifications, `data` the recipes they draw. A field has the title of the axis it
    is drawn along, from whichever layer gives that axis a title. What a recipe says of its own fields goes first.
    """
    drawn = [heads for chart in charts for heads in _along_axes(chart)]
    return {
        recipe.name: _FIELDS
        | {
            field: words
            for name, heads in reversed(drawn)
            if name == recipe.name
            for field, words in heads.items()
        }
        | dict(getattr(recipe, "heads", {}))
        for recipe in data
    }


def _along_axes(chart):
    layers = [(name, part["encoding"]) for name, part, _ in units(chart) if "encoding" in part]
    titles = {}
    for _, encoding in layers:
        for channel in ("x", "y"):
            if "axis" in encoding.get(channel, {}) or "title" in encoding.get(channel, {}):
                titles.setdefault(channel, _title(encoding[channel]))
    for name, encoding in layers:
        spans = {channel for channel in titles if f"{channel}2" in encoding}
        heads = {}
        for channel, words in titles.items():
            for key, end in ((channel, "from"), (f"{channel}2", "to")):
                field = encoding.get(key, {}).get("field")
                if field and words != "":
                    heads[field] = f"{words}, {end}" if words and channel in spans else words
        yield name, heads


def units(chart, name=None, made=frozenset()):
    """(data set, part, fields that transforms make) of the chart and of each chart in it."""
    name = chart.get("data", {}).get("name", name)
    made = {*made, *(t["as"] for t in chart.get("transform", ()) if isinstance(t.get("as"), str))}
    yield name, chart, made
    for inner in (
        *(c for kind in _COMPOSED for c in chart.get(kind, ())),
        *([chart["spec"]] if "spec" in chart else []),
    ):
        yield from units(inner, name, made)


def _title(channel):
    """The title of an axis; None where it is not drawn, and empty where it has no title."""
    axis = channel.get("axis", {})
    if axis is None:
        return None
    return channel.get("title") or axis.get("title") or ""

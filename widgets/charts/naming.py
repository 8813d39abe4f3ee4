"""Names of areas inside the picture: each where it fits in one, two or three lines, and nowhere else."""

from widgets.charts import palette
from widgets.recipes import Places, Regions
from widgets.words.breaking import LINES
from widgets.words.headings import units as parts

LETTER, MARGIN, SIZE = 6.7, 8, 12  # pixels, widely measured
CENTRED = {"dy": {"expr": "-7.5 * (datum.lines - 1)"}}  # of several lines the first stands at the place
MARKS = "tt_area_names"  # what the page's scripts know these marks by


def places(data, names) -> list[Places]:
    """For each map among the recipes `data`: where the names of its areas stand."""
    return [Places(f"{recipe.name}_names", recipe, names) for recipe in data if isinstance(recipe, Regions)]


def chosen(room: str, wide: float, width="width") -> list[dict]:
    """Transforms that choose among one, two and three lines: the first for which there is `room` (of `wide`).

    `room` is an expression with ``{k}`` for the number of lines; ``width`` the signal of the picture's own width.
    """
    fits = [f"{room.format(k=k)} / {wide!r} * {width} >= {LETTER} * datum.long{k} + {MARGIN}" for k in LINES]
    none = "0"
    for k in reversed(LINES):
        none = f"{fits[k - 1]} ? {k} : {none}"
    said = " : ".join(f"datum.lines == {k} ? datum.said{k}" for k in LINES)
    return [
        {"calculate": none, "as": "lines"},
        {"filter": "datum.lines > 0"},
        {"calculate": f"{said} : ''", "as": "said"},
    ]


def text_marks(encoding: dict, transform: list[dict], data: str, **mark) -> list[dict]:
    """Vega-Lite layers that write the field ``said``: in ink over a halo of the paper's colour."""
    encoding = encoding | {"text": {"field": "said", "type": "nominal"}}
    look = {
        "type": "text",
        "fontSize": SIZE,
        "lineBreak": "\n",
        "lineHeight": 15,
        "baseline": "middle",
        "clip": True,
    } | mark
    halo = look | {
        "stroke": palette.PAPER,
        "strokeWidth": 3.5,
        "strokeOpacity": 0.75,
        "strokeJoin": "round",
        "fill": palette.PAPER,
    }
    return [
        {"name": name, "data": {"name": data}, "transform": transform, "mark": drawn, "encoding": encoding}
        for name, drawn in ((f"{MARKS}_halo", halo), (MARKS, look | {"fill": palette.INK}))
    ]


def with_names(spec: dict, named: list[Places], model) -> dict:
    """The Vega-Lite specification `spec` with the names of the areas of the maps in it."""
    if any(kind in spec for kind in ("hconcat", "vconcat", "concat", "spec")):
        return spec  # a picture of several has no width of its own to place words in
    drawn = [name for name, part, _ in parts(spec) if _is_area(part)]
    for place in named:
        if place.regions.name not in drawn:
            continue
        xs = place.regions.grids(model)[0]
        choose = chosen("datum.room{k}", float(xs[-1] - xs[0]))
        at = [
            {
                "calculate": " : ".join(f"datum.lines == {k} ? datum.{f}{k}" for k in LINES) + " : null",
                "as": f"{f}_at",
            }
            for f in "xy"
        ]
        encoding = {f: {"field": f"{f}_at", "type": "quantitative"} for f in "xy"}
        spec = under_points(spec, text_marks(encoding, choose + at, place.name))
    return spec


def _is_area(part):
    mark = part.get("mark")
    return (mark.get("type") if isinstance(mark, dict) else mark) == "area"


def under_points(spec: dict, layers: list[dict]) -> dict:
    """`spec` with `layers` above all its marks but the points at its end: where the sliders stand."""
    if "layer" not in spec:
        own = {key: spec[key] for key in ("mark", "encoding", "data", "transform", "params") if key in spec}
        spec = {key: value for key, value in spec.items() if key not in own} | {"layer": [own]}
    inner = list(spec["layer"])
    at = len(inner)
    while at and _kind(inner[at - 1]) == "point":
        at -= 1
    return spec | {"layer": [*inner[:at], *layers, *inner[at:]]}


def _kind(part):
    mark = part.get("mark")
    return mark.get("type") if isinstance(mark, dict) else mark

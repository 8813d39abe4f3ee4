"""Named areas, cliffs, axes that are no parameter, sliders tied together: drawn by the page as by Python."""

import pytest
import sympy

import models
from models import at_least
from tests.widgets import toys
from tests.widgets.test_recipes import at_stops, check
from widgets import (
    Bands,
    Free,
    Regions,
    Rows,
    Sweep,
    Zones,
    band_legend,
    bands,
    dot,
    explore,
    lines,
    region_legend,
    regions,
    x_axis,
    y_axis,
    zones,
)  # fmt: skip
from widgets.page.sheet import Sheet
from widgets.words.breaking import broken

S = Free("s", 0, 2)


def cliff(model):
    """The bracket of the next share, a step function with three steps."""
    x = model["x_next"]
    return sympy.Piecewise((0, ~at_least(x, 0.1)), (1 + model["x"], ~at_least(x, 0.3)), (3, True))


def recipes(model):
    return [
        Bands("filled", {"now": ["low", "x", "middle", "x_next", "high"], "then": ["low", 0.25, "high"]}),
        Bands("ranges", {"": {"below": (0, "x"), "above": (model["x_next"], 1)}}),
        Zones("zones", "x", names={"up": "it grows", "down": ""}),
        Zones("both", S, let={"x": S.symbol / 2, "r": 1 + S.symbol}),
        Sweep("steps", "x", {"step": cliff(model)}, split=sympy.Symbol("x_next", real=True) >= 0.1),
        Sweep("cliff", "x", {"step": cliff(model), "share": "x_next"}, split="regime", count=41),
        Sweep("free", S, {"square": S.symbol**2 * model["x"], "share": "x_next"}),
        Sweep("together", S, {"share": "x_next"}, let={"x": S.symbol / 2, "r": S.symbol}, split="grows"),
        Regions("map", "x", "r", columns=33, rows=21),
        Regions("tied", S, "r", columns=17, rows=9, let={"x": S.symbol / 2}),
    ]


def figure(model, **changes):
    data = recipes(model)
    by = {recipe.name: recipe for recipe in data}
    here = Rows("here", [{"x": model["x"], "y": model["r"]}])
    charts = [
        bands(by["filled"], "share"), bands(by["ranges"], "share"),
        zones(by["zones"], model) + lines(by["cliff"], x_axis("share"), y_axis("step")),
        lines(by["steps"], x_axis("share"), y_axis("step")), lines(by["free"], x_axis("s"), y_axis("square")),
        zones(by["both"], model, "s", 120), lines(by["together"], x_axis("s"), y_axis("share")),
        regions(by["map"], model, "x", "r") + dot(here), regions(by["tied"], model, "s", "r"),
    ]  # fmt: skip
    return toys.growth_figure(model, **{"data": [*data, here], "charts": charts, "legend": []} | changes)


def test_the_page_draws_what_python_draws(scripts):
    model = toys.growth()
    sheet = Sheet(model, figure(model), {})
    assert {"map_names", "tied_names"} < sheet.rows(sheet.start).keys()
    check(sheet, scripts, [dict(sheet.start), *at_stops(sheet, 16, seed=3)])


def test_areas_fill_a_bar_and_skip_what_has_no_width():
    model = toys.growth()
    bar = Bands("d", {"": ["low", "x", "middle", "x_next", "high"]})

    def rows(**at):
        return [
            (r["label"], r["x0"], r["x1"])
            for r in bar.compute(
                model, Sheet(model, figure(model), at).point(Sheet(model, figure(model), at).start)
            )
        ]

    assert rows(x=0.5, r=3.0) == [("low", 0, 0.5), ("middle", 0.5, 0.75), ("high", 0.75, 1)]
    assert rows(x=0.5, r=1.0) == [("low", 0, 0.5), ("high", 0.5, 1)]  # the second edge falls behind the first
    assert rows(x=0.0, r=1.0) == [("high", 0, 1)]


def test_an_edge_without_a_value_leaves_its_area_out():
    model = models.load("bargaining_range")
    edge = sympy.sqrt(model["p"] - 2)
    point = {name: p.read(p.default) for name, p in model.parameters.items()}
    assert Bands("d", {"": {"a": (edge, 1), "b": (0, 0.5)}}).compute(model, point)[0]["label"] == "b"
    assert [r["label"] for r in Bands("d", {"": ["a", 0.2, "b", edge, "c"]}).compute(model, point)] == ["a"]


def test_a_cliff_has_no_slanted_line():
    """Where the category changes the curve ends, and begins anew within a billionth."""
    model = toys.growth()
    curve = Sweep("d", "x", {"step": cliff(model)}, split="regime")
    sheet = Sheet(model, figure(model), {"r": 2.0})
    rows = curve.compute(model, sheet.point(sheet.start))
    (change,) = [(a, b) for a, b in zip(rows, rows[1:], strict=False) if a["part"] != b["part"]]
    assert abs(change[0]["x"] - 0.5) < 1e-9 and abs(change[1]["x"] - 0.5) < 1e-9
    for part in {row["part"] for row in rows}:
        xs = [row["x"] for row in rows if row["part"] == part]
        assert xs == sorted(xs)


def test_zones_change_where_the_category_does():
    model = toys.growth()
    sheet = Sheet(model, figure(model), {"r": 2.0})
    rows = Zones("d", "x").compute(model, sheet.point(sheet.start))
    assert [(row["label"], round(row["x0"], 9), round(row["x1"], 9)) for row in rows] == [
        ("up", 0, 0.5),
        ("down", 0.5, 1),
    ]


@pytest.mark.parametrize("name", ["a", "two words", "one two three four", "neither side gives way", ""])
def test_names_are_broken_between_words(name):
    found = broken(name)
    for k in (1, 2, 3):
        lines = found[f"said{k}"].split("\n")
        assert len(lines) <= k and " ".join(lines) == name and max(map(len, lines)) == found[f"long{k}"]


BAD = {
    "a symbol of the model": (Sweep("d", Free("x", 0, 1), {"a": "x"}), "x is the model's own"),
    "an axis backwards": (Sweep("d", Free("s", 1, 0), {"a": "x"}), "from one number up to another"),
    "an axis with two ranges": (Sweep("d", S, {"a": "x"}, low=0), "has its own range"),
    "a word of the page": (Sweep("d", Free("return", 0, 1), {"a": "x"}), "means something else"),
    "an unknown symbol": (Sweep("d", S, {"a": sympy.Symbol("t")}), "'t' is no parameter or outcome"),
    "a split by a number": (Sweep("d", "x", {"a": "x"}, split="x_next"), "is no category or yes/no outcome"),
    "a split by nothing": (Sweep("d", "x", {"a": "x"}, split=True), "must be a category"),
    "an axis set twice": (Sweep("d", "x", {"a": "x"}, let={"x": 0.5}), "leave one of them out"),
    "no bar": (Bands("d", {}), "bars must be a mapping"),
    "an edge at the end": (Bands("d", {"": ["a", 0.5]}), "must be a list name, edge, name"),
    "an unknown edge": (Bands("d", {"": ["a", "X_next", "b"]}), "did you mean 'x_next'"),
    "half a range": (Bands("d", {"": {"a": (0,)}}), "must be a list name, edge, name"),
    "a name that is none": (Bands("d", {"": [3, 0.5, "b"]}), "the name of an area must be a text"),
    "zones of a number": (Zones("d", "x", "x_next"), "is no category outcome"),
    "zones of no value": (Zones("d", "x", names={"sideways": "a"}), "'sideways' is no value of regime"),
}  # fmt: skip


@pytest.mark.parametrize("recipe, words", BAD.values(), ids=BAD.keys())
def test_what_cannot_be_drawn_is_refused(recipe, words):
    with pytest.raises(ValueError, match=f"data set 'd': .*{words}"):
        recipe.check(toys.growth())


def test_legends():
    model = toys.growth()
    recipe = recipes(model)[0]
    assert [words for words, _, kind in band_legend(recipe)] == ["low", "middle", "high"]
    with pytest.raises(ValueError, match="9 names of areas, and 8 colours"):
        band_legend(Bands("d", {"": [word for k in range(9) for word in (f"a{k}", k / 9)][:-1]}))


# -- sliders tied together ---------------------------------------------------------------------------------------------


def pair(**changes):
    model = models.load("bargaining_range")
    curve = Sweep("curve", "p", {"least": "x_lo", "most": "x_hi"})
    given = {
        "name": "tied", "title": "Two costs by one slider", "sliders": ["p", "c_R"], "ties": {"c_U": "c_R"}, "data": [curve],
        "charts": [lines(curve, x_axis("p"), y_axis("x"))], "readout": [(True, "{c_R:.2f} and {c_U:.2f}: {width:.2f}.")],
        "alt": "Two curves.", "presets": [], "headline": ["width"],
    }  # fmt: skip
    from widgets import Figure

    return model, Figure(**given | changes)


def test_one_slider_moves_both(show, as_page):
    model, tied = pair()
    made = explore(model, tied, c_R=0.1)
    assert made.values["c_U"] == 0.1
    explorer = show(made)
    explorer.run("(root) => root.explorer.set({ c_R: 0.25 })")
    assert explorer.root.locator('[name="c_U"]').get_attribute("value") == "0.25"
    outcome = float(explorer.root.locator('[data-outcome="width"]').get_attribute("data-value"))
    assert outcome == pytest.approx(model.solve(c_R=0.25, c_U=0.25)["width"])
    assert explorer.root.locator(".tt-readout").inner_text() == f"0.25 and 0.25: {outcome:.2f}."


def test_in_a_notebook_what_is_tied_follows(as_notebook):
    model, tied = pair()
    explorer = explore(model, tied)
    explorer.values = {"c_R": 0.3}
    assert explorer.values["c_U"] == 0.3 and explorer.outcomes == model.solve(c_R=0.3, c_U=0.3)
    with pytest.raises(ValueError, match="c_U follows other sliders"):
        explorer.values = {"c_U": 0.1}


@pytest.mark.parametrize("ties, words", [
    ({"c_V": "c_R"}, "did you mean"),
    ({"p": "c_R"}, "p has a slider"),
    ({"c_U": "c_U"}, "would follow itself"),
    ({"c_U": "x_hi"}, "would follow itself"),
    ({"c_U": sympy.Symbol("q")}, "'q' is no parameter or outcome"),
    ({"c_U": sympy.Symbol("c_R", real=True) - 1}, "ties: where"),
])  # fmt: skip
def test_ties_that_cannot_hold_are_refused(ties, words):
    model, tied = pair(ties=ties)
    with pytest.raises(ValueError, match=words):
        Sheet(model, tied, {})


def test_names_stand_inside_their_areas_and_the_legend_falls_silent(show, as_page):
    """Each name in sight lies within the picture, none on another, and only the others are in the legend."""
    model = toys.growth()
    data = [Regions("map", "x", "r"), Rows("here", [{"x": model["x"], "y": model["r"]}])]
    drawn = regions(data[0], model, "x", "r") + dot(data[1])
    given = toys.growth_figure(model, data=data, charts=[drawn], legend=region_legend(model))
    explorer = show(explore(model, given))
    explorer.page.set_viewport_size({"width": 1000, "height": 800})
    explorer.page.wait_for_timeout(400)
    boxes = explorer.run(NAMES)
    assert sorted(box["text"] for box in boxes) == ["down", "up"]
    assert explorer.root.locator(".tt-legend li:visible").count() == 0
    explorer.page.set_viewport_size({"width": 360, "height": 800})
    explorer.page.wait_for_timeout(400)
    assert explorer.root.locator(".tt-legend li:visible").count() == 2
    explorer.run("(root) => root.explorer.set({ brake: 'on' })")
    overlaps = [
        (a, b) for i, a in enumerate(explorer.run(NAMES)) for b in explorer.run(NAMES)[i + 1 :] if cross(a, b)
    ]
    assert not overlaps


NAMES = """(root) => [...root.querySelectorAll('.tt_area_names_marks text')].map((text) => {
    const { left, right, top, bottom } = text.getBoundingClientRect();
    return { text: text.textContent, left, right, top, bottom };
}).filter(({ text }) => text)"""


def cross(a, b):
    return (
        a["left"] < b["right"]
        and b["left"] < a["right"]
        and a["top"] < b["bottom"]
        and b["top"] < a["bottom"]
    )

"""A figure speaks in points, per cent or billions; the model's own measure stays beneath it."""

from dataclasses import replace

import pytest

import models
from tests.widgets import toys
from widgets import Regions, Rows, Sweep, dot, explore, lines, regions, text, x_axis, y_axis
from widgets.figures.default import default_figure
from widgets.page.markup import html
from widgets.page.payload import payload
from widgets.page.sheet import Sheet
from widgets.words import wording

UNITS = {"x": (100, "points"), "x_next": (100, "points"), "factor": (100, "%")}
SAID = "From {x} points to {x_next:.1f}, {x:.0%} of all, brake {factor}."


def figure(model, **changes):
    curve = Sweep("curve", "x", {"next share": "x_next", "sum": model["x"] + model["x_next"]})
    here = Rows("here", [{"x": model["x"], "y": model["x_next"]}, {"x": 0.5, "y": 0}])
    drawn = lines(curve, x_axis("share"), y_axis("next share")) + dot(here) + text(here, "y", "x", "y")
    given = {
        "data": [curve, here],
        "charts": [drawn],
        "units": UNITS,
        "readout": [(True, SAID)],
        "headline": ["x_next"],
    }
    return toys.growth_figure(model, **given | changes)


def test_words_axes_and_tables_speak_in_the_unit():
    sheet = Sheet(toys.growth(), figure(toys.growth()), {"x": 0.35, "r": 2.0})
    assert sheet.readout(sheet.start) == "From 35 points to 45.5, 35\u202f% of all, brake 100\u202f%."
    assert sheet.measures["curve"] == {"x": (100, "points"), "y": (100, "points")}
    assert sheet.measures["here"] == {"x": (100, "points"), "y": (100, "points")}
    (spec,) = sheet.specs()
    x, y = (spec["layer"][0]["encoding"][channel] for channel in ("x", "y"))
    assert (x["title"], y["title"]) == ("share (points)", "next share (points)")
    assert x["axis"]["labelExpr"] == y["axis"]["labelExpr"] == "format(datum.value * 100, ',')"
    still = html(sheet)
    assert 'value="35"' in still and 'aria-valuetext="35 points"' in still and ">45.5 points<" in still
    assert ">20<" in still and ">0.2<" not in still  # ticks
    rows = sheet.rows(sheet.start)
    assert rows["here"][0]["x"] == 0.35  # data stay in the model's measure


def test_a_map_and_an_unnamed_field():
    model = models.load("bargaining_range")

    plain = default_figure(model)
    sheet = Sheet(
        model,
        replace(plain, units={"p": (100, "%"), plain.data[0].y: (100, "points"), "here.y": (100, "points")}),
        {},
    )
    assert sheet.measures["map"]["x"] == (100, "%") and sheet.measures["map"]["y0"] == (100, "points")
    assert isinstance(plain.data[0], Regions) and regions
    assert "\u202f%" in html(sheet)


@pytest.mark.parametrize("units, words", [
    ({"y": (100, "%")}, "'y' is no parameter or outcome"),
    ({"regime": (100, "%")}, "regime is no number"),
    ({"brake": (100, "%")}, "brake is no number"),
    ({"x": 100}, "give .factor, unit."),
    ({"x": (0, "points")}, "give .factor, unit."),
    ({"x": (100, 3)}, "the unit must be a word"),
    ({"curve.z": (100, "points")}, "'curve.z' is no field of a data set"),
])  # fmt: skip
def test_units_that_cannot_be_meant_are_refused(units, words):
    model = toys.growth()
    with pytest.raises(ValueError, match=words):
        Sheet(model, figure(model, units=units), {})


def test_python_and_the_page_write_alike(scripts):
    numbers = [0.07, 0.35, 1 / 3, 0.123456, 0.0, -0.2, 1.005, 12.0, 0.29]
    units = [None, [100, "points"], [100, "%"], [0.001, "bn"], [1, ""]]
    cases = [(n, u) for n in numbers for u in units]
    page = scripts(
        """(cases) => cases.map(([n, u]) => {
            const said = fillSentence("{n} {n:.1f} {n:.0%}", { n: u ? new Measured(n, u) : n });
            return [measured(n, u), inField(n, u), said];
        })""",
        cases,
    )
    for (n, u), found in zip(cases, page, strict=True):
        said = wording.fill("{n} {n:.1f} {n:.0%}", {"n": wording.Measured(n, u) if u else n})
        typed = wording.in_field(n, u)
        assert [found[0], float(found[1]), found[2]] == [wording.measured(n, u), float(typed), said], (n, u)


@pytest.mark.parametrize(
    "typed, stands", [("40", 0.4), ("40 points", 0.4), ("0,5", 0.005), ("50%", 0.5), ("7", 0.07)]
)
def test_a_field_reads_the_unit_and_the_slider_keeps_the_model(show, as_page, typed, stands):
    model = toys.growth()
    explorer = show(explore(model, figure(model)))
    field = explorer.root.locator('[data-for="x"]')
    field.fill(typed)
    field.press("Enter")
    slider = explorer.root.locator('[name="x"]')
    assert float(slider.input_value()) == stands
    assert slider.get_attribute("max") == "1" or float(slider.get_attribute("max")) == 1
    assert slider.get_attribute("aria-valuetext") == wording.measured(stands, (100, "points"))
    assert float(field.input_value()) == pytest.approx(100 * stands)
    outcome = explorer.root.locator('[data-outcome="x_next"]')
    assert float(outcome.get_attribute("data-value")) == pytest.approx(2 * stands * (1 - stands))
    assert outcome.inner_text().endswith(" points")


def test_what_does_not_fit_is_refused_in_the_unit(show, as_page):
    model = toys.growth()
    explorer = show(explore(model, figure(model), x=0.35))
    field = explorer.root.locator('[data-for="x"]')
    field.fill("140")
    field.press("Enter")
    assert "from 0 to 100 here" in explorer.root.locator(".tt-message").inner_text()
    assert "stays at 35 points" in explorer.root.locator(".tt-message").inner_text()
    assert field.input_value() == "35"
    assert payload(explorer.sheet)["recipes"][0]["measures"]["y"] == [100, "points"]
    explorer.press("[data-table]")
    explorer.root.locator(".tt-table td").first.wait_for()
    assert "100 points" in explorer.root.locator(".tt-table").inner_text()

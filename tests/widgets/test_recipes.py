"""The page follows the recipes of a figure with the same result as Python, for every model of the book."""

from dataclasses import replace

import numpy as np
import pytest
import sympy

import models
from tests.pages.explorers import assert_same_rows, columns
from tests.support import close, lawful
from tests.widgets import toys
from widgets import Path, Regions, Rows, Sweep, lines, palette, region_legend, regions
from widgets.figures.default import default_figure
from widgets.page.payload import payload
from widgets.page.sheet import Sheet

AT = """([payload, points]) => {
    const program = new Program(payload);
    return points.map((values) => {
        const point = program.point(values);
        const broken = program.brokenRule(point);
        if (broken) return { broken };
        const solved = program.solve(point);
        const told = Object.entries(solved).map(([name, value]) => [name, String(value)]);
        const said = fillSentence(program.sentence(point), program.words(point, solved));
        return { solved: Object.fromEntries(told), data: program.data(point), said };
    });
}"""
YES_NO = "{grows}: from {x:.2f} to {x_next:.0%} with the brake {brake}, that is {regime}."
TOYS = {
    "a path, a curve and a row": lambda: (toys.growth(), toys.growth_figure(toys.growth())),
    "yes and no": lambda: (toys.growth(), toys.growth_figure(toys.growth(), readout=[(True, YES_NO)])),
    "a map": lambda: (toys.growth(), with_map(toys.growth())),
    "a tabulated root": lambda: (toys.rooted(), default_figure(toys.rooted())),
}


def with_map(model):
    map_of_regimes = Regions("map", "x", "r", columns=17, rows=9)
    figure = toys.growth_figure(model)
    picture = regions(map_of_regimes, model, "x", "r")
    return toys.growth_figure(model, data=[*figure.data, map_of_regimes], charts=[*figure.charts, picture])


def at_stops(sheet, count, seed):
    """Complete points: the sliders drawn from their stops, all else where the figure stands."""
    random = np.random.default_rng(seed)
    points = []
    for _ in range(count):
        point = dict(sheet.start)
        for name in sheet.figure.controls:
            p = sheet.model.parameters[name]
            if p.choices:
                point[name] = str(random.choice(p.choices))
            else:
                step = sheet.figure.step(p)
                stops = int(np.floor((p.high - p.low) / step + 1e-9))
                point[name] = round(float(p.low + random.integers(0, stops + 1) * step), 10)
        points.append(point)
    return points


def check(sheet, scripts, points):
    keeps = np.broadcast_to(lawful(sheet.model, columns(points)), len(points))
    for point, kept, page in zip(points, keeps, scripts(AT, [payload(sheet), points]), strict=True):
        assert ("broken" in page) != kept, point
        if not kept:
            assert page["broken"] in [rule["text"] for rule in payload(sheet)["rules"]]
            continue
        solved = sheet.model.solve(**point)
        for name, value in solved.items():
            told = page["solved"][name]
            same = told == str(value).lower() if isinstance(value, bool) else told == value
            same = same or (not isinstance(value, str | bool) and close(float(told), value))
            assert same, f"{name} at {point}: {told} on the page, {value} in Python"
        for name, rows in sheet.rows(point).items():
            assert_same_rows(f"{name} at {point}", page["data"][name], rows)
        assert page["said"] == sheet.readout(point)


@pytest.mark.parametrize("make", TOYS.values(), ids=TOYS.keys())
def test_a_toy(scripts, make):
    model, figure = make()
    sheet = Sheet(model, figure, {})
    check(sheet, scripts, [dict(sheet.start), *at_stops(sheet, 24, seed=1)])


@pytest.mark.parametrize("slug", models.catalogue())
def test_a_model_of_the_book(scripts, slug):
    """Its first figure, at points over the whole slider box and at every preset."""
    model = models.load(slug)
    sheet = Sheet(model, default_figure(model), {})
    check(sheet, scripts, [dict(sheet.start), *at_stops(sheet, 12, seed=2)])


@pytest.mark.parametrize("x, said", [
    (0.5, "yes: from 0.50 to 75\u202f% with the brake off, that is up."),
    (0.75, "no: from 0.75 to 56\u202f% with the brake off, that is down."),
])  # fmt: skip
def test_a_sentence_says_yes_or_no(x, said):
    model = toys.growth()
    sheet = Sheet(model, toys.growth_figure(model, readout=[(True, YES_NO)]), {"r": 3.0, "x": x})
    assert sheet.readout(sheet.start) == said


def test_a_path_feeds_each_step_into_the_next():
    model = toys.growth()
    sheet = Sheet(model, toys.growth_figure(model), {"x": 0.1, "r": 3.0})
    rows = [row["y"] for row in sheet.rows(sheet.start)["path"] if row["series"] == "share"]
    expected = [0.1]
    for _ in range(12):
        expected.append(3.0 * expected[-1] * (1 - expected[-1]))
    assert np.allclose(rows, expected)


BAD_RECIPES = {
    "a curve over no parameter": (Sweep("d", "P", {"share": "share"}), "did you mean 'p'"),
    "a curve of no outcome": (Sweep("d", "p", {"share": "shar"}), "did you mean 'share'"),
    "a curve of no symbol": (
        Sweep("d", "p", {"share": sympy.Symbol("s") + 1}),
        "'s' is no parameter or outcome",
    ),
    "no curve": (Sweep("d", "p", {}), "series must be a mapping"),
    "a curve without words": (Sweep("d", "p", "share"), "series must be a mapping"),
    "one point": (Sweep("d", "p", {"share": "share"}, count=1), "count must be a whole number, 2 or more"),
    "half a point": (Sweep("d", "p", {"share": "share"}, count=2.5), "count must be a whole number"),
    "a curve beyond the domain": (Sweep("d", "p", {"share": "share"}, high=1.5), r"p must stay in \[0, 1\]"),
    "a curve backwards": (Sweep("d", "p", {"share": "share"}, 1, 0), "from one number up to another"),
    "a curve to no number": (
        Sweep("d", "q", {"share": "share"}, high=np.inf),
        "from one number up to another",
    ),
    "a whole number's range": (
        Sweep("d", "n", {"share": "share"}, 1.5, 4),
        "n must run between whole numbers",
    ),
    "a logarithm of nothing": (Sweep("d", "p", {"share": "share"}, log=True), "p must stay above 0"),
    "a map over no parameter": (Regions("d", "p", "Q"), "did you mean 'q'"),
    "a map of no category": (Regions("d", "p", "q", "share"), "'share' is no category outcome"),
    "a map of a misspelt category": (Regions("d", "p", "q", "sid"), "did you mean 'side'"),
    "a map over a whole number": (Regions("d", "p", "n", "side"), "n takes whole numbers only"),
    "a map over one parameter": (Regions("d", "p", "p", "side"), "both axes are p"),
    "a map of one column": (Regions("d", "p", "q", "side", columns=1), "columns must be"),
    "a map of one row": (Regions("d", "p", "q", "side", rows=1), "rows must be"),
    "half a range": (Regions("d", "p", "q", "side", x_range=(0.5,)), "the range of p must be a pair"),
    "a map beyond the domain": (
        Regions("d", "p", "q", "side", y_range=(-1, 2)),
        r"q must stay in \(0, inf\)",
    ),
    "no step": (Path("d", 0, {"p": "share"}, {"p": "p"}), "steps must be a whole number, 1 or more"),
    "a path of no parameter": (Path("d", 3, {"share": "p"}, {"p": "p"}), "'share' is no parameter"),
    "a path into nothing": (Path("d", 3, {"p": "shares"}, {"p": "p"}), "did you mean 'share'"),
    "a path that shows nothing": (Path("d", 3, {"p": "share"}, {}), "series must be a mapping"),
    "no rows": (Rows("d", []), "rows must be a list of mappings"),
    "a row that is none": (Rows("d", ["p"]), "rows must be a list of mappings"),
}


@pytest.mark.parametrize("recipe, words", BAD_RECIPES.values(), ids=BAD_RECIPES.keys())
def test_what_the_model_does_not_have_is_refused(recipe, words):
    with pytest.raises(ValueError, match=f"data set 'd': .*{words}"):
        recipe.check(toys.counted())


@pytest.mark.parametrize("recipe", [
    Sweep("d", "q", {"share": "share"}, low=0, high=5), Sweep("d", "q", {"twice": 2 * sympy.Symbol("p")}, log=True),
    Regions("d", "p", "q", "side", y_range=(0, 40)), Path("d", 1, {"p": "share"}, {"p": "p"}),
])  # fmt: skip
def test_a_picture_may_touch_the_edge_of_a_domain(recipe):
    recipe.check(toys.counted())


def test_a_menu_has_no_axis():
    with pytest.raises(ValueError, match="brake is a menu"):
        Sweep("d", "brake", {"next": "x_next"}).check(toys.growth())


def test_a_whole_number_runs_over_whole_numbers(scripts):
    """The curve stops where the model is stated, on the page as in Python."""
    model = toys.counted()
    figure = default_figure(model)
    curve = Sweep("curve", "n", {"share": "share"}, count=50)
    assert curve.grid(model).tolist() == list(range(1, 10))
    sheet = Sheet(model, replace(figure, data=[*figure.data, curve]), {})
    assert [row["x"] for row in sheet.rows(sheet.start)["curve"]] == list(range(1, 10))
    check(sheet, scripts, [dict(sheet.start), *at_stops(sheet, 6, seed=4)])


def test_a_map_with_fewer_colours_than_values_is_refused():
    model = toys.counted()
    for draw in (region_legend, lambda model: regions(Regions("map", "p", "q"), model, "p", "q")):
        with pytest.raises(ValueError, match="'regime' of counted has 10 values, .* 8 colours; .* side"):
            draw(model)
    assert [colour for _, colour, _ in region_legend(model, "side")] == list(palette.REGIONS[:2])


def test_more_curves_than_colours_are_refused():
    with pytest.raises(ValueError, match="7 curves, and colours for 6"):
        lines(Sweep("d", "p", {f"curve {k}": "share" for k in range(7)}), "x:Q", "y:Q")


def test_areas_of_a_map_tile_the_rectangle():
    model = models.load("bargaining_range")
    recipe = Regions("map", "p", "c_R")
    rows = recipe.compute(model, {name: p.read(p.default) for name, p in model.parameters.items()})
    for x in {row["x"] for row in rows}:
        line = sorted((row["y0"], row["y1"]) for row in rows if row["x"] == x)
        bottom, top = model.parameters["c_R"].low, model.parameters["c_R"].high
        covered = sum(y1 - y0 for y0, y1 in line)
        assert (
            round(covered / (top - bottom)) in (1, 2)
            and close(line[0][0], bottom)
            and close(line[-1][1], top)
        )


def test_boundaries_of_a_map_are_exact():
    """R's threat ends at c_R = p: the map's boundary there is found by bisection, to a millionth."""
    model = models.load("bargaining_range")
    point = {name: p.read(p.default) for name, p in model.parameters.items()}
    recipe = Regions("map", "p", "c_R", columns=17)
    rows = [row for row in recipe.compute(model, point) if row["x"] in recipe.grids(model)[0]]
    ends = [(row["x"], row["y1"]) for row in rows if row["label"] == "both threats are credible"]
    assert len(ends) > 3 and all(
        abs(end - x) < 1e-5 or end == model.parameters["c_R"].high for x, end in ends
    )

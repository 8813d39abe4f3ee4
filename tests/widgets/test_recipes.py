"""The page follows the recipes of a figure with the same result as Python, for every model of the book."""

import numpy as np
import pytest

import models
from tests.pages.explorers import assert_same_rows, columns
from tests.support import close, lawful
from tests.widgets import toys
from widgets import Regions, regions
from widgets.default import default_figure
from widgets.sheet import Sheet

AT = """([payload, points]) => {
    const program = new Program(payload);
    return points.map((values) => {
        const point = program.point(values);
        const broken = program.brokenRule(point);
        if (broken) return { broken };
        const solved = Object.entries(program.solve(point)).map(([name, value]) => [name, String(value)]);
        return { solved: Object.fromEntries(solved), data: program.data(point), sentence: program.sentence(point) };
    });
}"""
TOYS = {
    "a path, a curve and a row": lambda: (toys.growth(), toys.growth_figure(toys.growth())),
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
    for point, kept, page in zip(points, keeps, scripts(AT, [sheet.payload(), points]), strict=True):
        assert ("broken" in page) != kept, point
        if not kept:
            assert page["broken"] in [rule["text"] for rule in sheet.payload()["rules"]]
            continue
        solved = sheet.model.solve(**point)
        for name, value in solved.items():
            told = page["solved"][name]
            same = told == str(value).lower() if isinstance(value, bool) else told == value
            same = same or (not isinstance(value, str | bool) and close(float(told), value))
            assert same, f"{name} at {point}: {told} on the page, {value} in Python"
        for name, rows in sheet.rows(point).items():
            assert_same_rows(f"{name} at {point}", page["data"][name], rows)
        assert page["sentence"] in [text for _, text in sheet.figure.sentences(sheet.model)]


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


def test_a_path_feeds_each_step_into_the_next():
    model = toys.growth()
    sheet = Sheet(model, toys.growth_figure(model), {"x": 0.1, "r": 3.0})
    rows = [row["y"] for row in sheet.rows(sheet.start)["path"] if row["series"] == "share"]
    expected = [0.1]
    for _ in range(12):
        expected.append(3.0 * expected[-1] * (1 - expected[-1]))
    assert np.allclose(rows, expected)


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

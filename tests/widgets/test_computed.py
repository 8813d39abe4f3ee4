"""A table that a model computes."""

import re

import pytest

import models
import widgets
from models import at_least
from tests.browsing import new_tab
from tests.support import close
from tests.widgets import toys
from tests.widgets.conftest import PAGE

MODEL = models.load("bargaining_range")
CELL = re.compile(r'<td data-label="([^"]*)" data-value="([^"]*)">([^<]*)</td>')


def cells(*given, **options):
    return CELL.findall(widgets.table(*given, **options)._repr_html_())


def test_a_column_for_each_value_of_a_parameter():
    rows = [
        "x_lo",
        ("what both lose", MODEL["c_R"] + MODEL["c_U"]),
        "regime",
        ("half will do", at_least(MODEL["x_hi"], 0.5)),
    ]
    found = cells(MODEL, {"c_R": [0.05, 0.2]}, rows, values={"p": 0.5}, units={"x_lo": (100, "points")})
    for i, c_R in enumerate((0.05, 0.2)):
        solved = MODEL.solve(p=0.5, c_R=c_R)
        assert close(float(found[i][1]), solved["x_lo"]) and found[i][2] == f"{100 * solved['x_lo']:.4g}"
        assert close(float(found[2 + i][1]), c_R + MODEL.parameters["c_U"].default)
        assert found[4 + i][1] == solved["regime"]
        assert found[6 + i][1:] == (("true", "yes") if solved["x_hi"] >= 0.5 else ("false", "no"))
    assert found[0][0] == "Russia's cost of war 0.05".replace("'", "&#x27;")
    assert (
        "(points)"
        in widgets.table(MODEL, {"c_R": [0.1]}, ["x_lo"], units={"x_lo": (100, "points")})._repr_html_()
    )


def test_two_parameters_make_a_grid():
    found = cells("bargaining_range", {"c_R": [0.1, 0.3], "c_U": [0.1, 0.2, 0.3]}, ["width", "x_hi"])
    points = [(a, b) for a in (0.1, 0.3) for b in (0.1, 0.2, 0.3)]
    expected = [MODEL.solve(c_R=a, c_U=b)[row] for row in ("width", "x_hi") for a, b in points]
    assert all(close(float(raw), value) for (_, raw, _), value in zip(found, expected, strict=True))


def test_presets_menus_and_cases():
    growth = toys.growth()
    assert [raw for _, raw, _ in cells(growth, {"brake": ["off", "on"]}, ["brake", "grows"])] == [
        "off", "on", "true", "false" if not growth.solve(brake="on")["grows"] else "true",
    ]  # fmt: skip
    assert close(float(cells(growth, ["A_fast"], ["x_next"])[0][1]), growth.solve(x=0.5, r=3.5)["x_next"])
    found = cells(growth, {"slow": {"r": 1}, "fast": {"r": 3}}, ["x_next"])
    assert [label for label, _, _ in found] == ["slow", "fast"]
    assert close(float(found[1][1]), growth.solve(r=3)["x_next"])


@pytest.mark.parametrize("width", [1280, 360])
def test_it_is_read_at_any_width(browser, assets, width):
    made = widgets.table(MODEL, {"c_R": [0.1, 0.2, 0.3], "c_U": [0.1, 0.2]}, ["x_lo", "regime"])
    file = assets / "table.html"
    file.write_text(PAGE.replace("<meta", '<meta name="viewport" content="width=device-width"><meta', 1).format(
        made._repr_html_()), encoding="utf-8")  # fmt: skip
    with new_tab(browser, viewport={"width": width, "height": 800}) as tab:
        tab.open(file)
        region = tab.page.get_by_role("region", name="Table of War as a costly lottery")
        assert region.locator("td").first.is_visible()
        assert region.evaluate("(box) => box.scrollWidth <= box.clientWidth + 1")
        assert tab.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("over, rows, options, words", [
    ({"c_r": [0.1]}, ["x_lo"], {}, "did you mean 'c_R'"), ({"c_R": [-1]}, ["x_lo"], {}, "c_R must lie"),
    ({"c_R": [0.1]}, ["x_low_"], {}, "'x_low_' is no"), ({"c_R": [0.1]}, [], {}, "of one or more"),
    ({"c_R": [0.1], "c_U": [0.1], "p": [0.1]}, ["x_lo"], {}, "at most two"), ({"c_R": 0.1}, ["x_lo"], {}, "list of values"),
    ({"c_R": [0.1]}, ["x_lo"], {"values": {"c_R": 0.2}}, "in over and in values"), (["A"], ["x_lo"], {}, "no preset"),
    ({"c_R": [0.1]}, ["x_lo"], {"units": {"x": (100, "points")}}, "units: 'x' is no"), ({}, ["x_lo"], {}, "no parameter"),
    ({"c_R": [0.1]}, ["x_lo", "x_lo"], {}, "two rows are called"), ({"c_R": [0.1]}, [3], {}, "a row is a name"),
])  # fmt: skip
def test_a_table_that_cannot_be_is_refused(over, rows, options, words):
    with pytest.raises(ValueError, match=words):
        widgets.table(MODEL, over, rows, **options)

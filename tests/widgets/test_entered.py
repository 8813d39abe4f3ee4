"""A class's own numbers: typed, pasted, kept, saved and loaded; nothing guessed, nothing lost, nothing sent."""

from dataclasses import replace

import pytest

from tests.widgets import toys
from widgets import Entered, Sweep, dot, explore, lines, x_axis, y_axis
from widgets.play.codes import check_letters, read_code

CLASS = Entered("class", {"x": ("share asked", 0, 1), "y": "points brought home"})


def figure(**changes):
    model = toys.growth()
    curve = Sweep("curve", "x", {"next share": "x_next"})
    entered = changes.pop("entered", CLASS)
    drawn = lines(curve, x_axis("share"), y_axis("next share")) + dot(entered)
    given = {
        "data": [curve, entered],
        "charts": [drawn],
        "units": {"class.x": (100, "points")},
        "presets": [],
    }
    return model, toys.growth_figure(model, **given | changes)


@pytest.fixture
def opened(show, as_page):
    explorer = show(explore(*figure()))
    explorer.run("(root) => localStorage.clear()")
    explorer.root.locator(".tt-entered > summary").click()
    return explorer


def rows(explorer):
    return explorer.run("(root) => root.explorer.data.class")


def add(explorer, x, y):
    explorer.root.locator('[data-field="x"]').fill(x)
    explorer.root.locator('[data-field="y"]').fill(y)
    explorer.root.locator('[data-field="y"]').press("Enter")


def points(explorer):
    return explorer.run("(root) => root.querySelectorAll('.mark-symbol path').length")


def paste(explorer, text):
    explorer.root.locator(".tt-paste > summary").click()
    explorer.root.locator(".tt-entered textarea").fill(text)
    explorer.press("[data-add-lines]")


def fault(explorer):
    return explorer.root.locator(".tt-entered .tt-fault").inner_text()


def test_typed_rows_are_drawn_and_kept(opened):
    add(opened, "35", "0,5")
    add(opened, "50%", "-2")
    assert rows(opened) == [{"x": 0.35, "y": 0.5}, {"x": 0.5, "y": -2}]
    assert points(opened) == 2 and "35 points" in opened.root.locator(".tt-entered table").inner_text()
    opened.page.reload()
    opened.page.wait_for_selector("[data-ready]")
    assert rows(opened) == [{"x": 0.35, "y": 0.5}, {"x": 0.5, "y": -2}]
    opened.root.locator(".tt-entered > summary").click()
    opened.root.locator("[data-remove]").first.click()
    assert rows(opened) == [{"x": 0.5, "y": -2}]
    opened.press("[data-clear]")
    assert rows(opened) == [] and points(opened) == 0


@pytest.mark.parametrize("x, y, words", [
    ("140", "1", "share asked goes from 0 to 100, not to 140"),
    ("many", "1", "share asked: “many” is no number"),
    ("", "1", "share asked: nothing stands there"),
])  # fmt: skip
def test_what_cannot_be_read_is_refused_and_stays_in_its_field(opened, x, y, words):
    add(opened, x, y)
    assert words in fault(opened) and rows(opened) == []
    assert opened.root.locator('[data-field="y"]').input_value() == y


def test_lines_of_a_spreadsheet_all_or_none(opened):
    paste(opened, "share asked (points)\tpoints brought home\n10\t1\n20\t0,5\n")
    assert rows(opened) == [{"x": 0.1, "y": 1}, {"x": 0.2, "y": 0.5}]
    opened.run("(root) => (root.querySelector('.tt-paste').open = true)")
    opened.root.locator(".tt-entered textarea").fill("30;1\n40")
    opened.press("[data-add-lines]")
    assert "line 2: 2 numbers are needed, and 1 stand there" in fault(opened) and len(rows(opened)) == 2
    assert opened.root.locator(".tt-entered textarea").input_value() == "30;1\n40"


def test_saved_and_loaded_again(opened, tmp_path):
    add(opened, "35", "-2")
    add(opened, "7", "0.25")
    kept = rows(opened)
    with opened.page.expect_download() as waiting:
        opened.press("[data-save-csv]")
    file = tmp_path / "class.csv"
    waiting.value.save_as(file)
    assert file.read_text() == "share asked (points),points brought home\n35,-2\n7,0.25\n"
    opened.press("[data-clear]")
    opened.root.locator('.tt-entered input[type="file"]').set_input_files(file)
    opened.page.wait_for_function(
        "(id) => document.getElementById(id).explorer.data.class.length === 2", arg=opened.id
    )
    assert rows(opened) == kept


def test_result_codes_of_a_play(show, as_page):
    """What Python reads from a code is what the page draws; a mistyped one is refused."""
    entered = Entered("class", {"score": "mean score", "choice_2": "second choice"}, codes="play")
    model, given = figure(entered=entered, units={"class.score": (100, "points")})
    curve = Sweep("curve", "x", {"next share": "x_next"})
    drawn = lines(curve, x_axis("share"), y_axis("next share")) + dot(entered, "score", "choice_2")
    explorer = show(explore(model, replace(given, data=[curve, entered], charts=[drawn])))
    explorer.run("(root) => localStorage.clear()")
    explorer.root.locator(".tt-entered > summary").click()
    body = "venue.7.0=20.g1,n0p4=m5"
    code = f"{body}.{check_letters(body)}"
    assert read_code(code).scores == (20, -5)
    paste(explorer, f"{code}\n35;0,5")
    assert rows(explorer) == [{"score": 0.075, "choice_2": 0.4}, {"score": 0.35, "choice_2": 0.5}]
    explorer.root.locator(".tt-entered textarea").fill(code.replace("20", "30"))
    explorer.press("[data-add-lines]")
    assert "mistyped" in fault(explorer) and len(rows(explorer)) == 2
    short = "venue.7.0=20"
    explorer.root.locator(".tt-entered textarea").fill(f"{short}.{check_letters(short)}")
    explorer.press("[data-add-lines]")
    assert "does not tell second choice" in fault(explorer) and len(rows(explorer)) == 2


@pytest.mark.parametrize("entered, words", [
    (Entered("class", {}), "columns must be a mapping"),
    (Entered("class", {"x": ""}), "must be words"),
    (Entered("class", {"x": ("a", 1, 0)}), "from one number up to another"),
    (Entered("class", {"x": "a"}, codes="play"), "a result code does not tell 'x'"),
    (Entered("class", {"x": "a"}, codes="other"), "codes must be"),
    (Entered("class", {"x y": "a"}), "cannot name a field"),
    (Entered("class", {"x": "a", "y": "b"}, rows=[{"x": 1}]), "a row must give a number"),
])  # fmt: skip
def test_a_table_that_cannot_be_meant_is_refused(entered, words):
    model, _ = figure()
    with pytest.raises(ValueError, match=words):
        entered.check(model)

"""A chapter in JupyterLab as `make lab` starts it: it runs to the end, and its explorers and Python move together."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.lab.server import copy_of_the_book, open_notebook

ROOT = Path(__file__).resolve().parents[2]
CHAPTER = Path("chapters/bargaining/bargaining_range.md")


@pytest.fixture(scope="module")
def notebook(browser, tmp_path_factory):
    """The chapter, opened by a double click and run from top to bottom; no host but this machine is in reach."""
    folder = tmp_path_factory.mktemp("lab")
    copy_of_the_book(folder)
    with open_notebook(browser, folder, CHAPTER) as found:
        found.run_all()
        yield found


def decline(explorer):
    """Open a figure that asks before it shows anything, as a reader who does not want to answer."""
    explorer.and_(explorer.page.locator("[data-ready]")).wait_for()
    if explorer.get_attribute("data-closed") is not None:
        explorer.locator("[data-show]").click()
    expect(explorer).not_to_have_attribute("data-closed", re.compile(""))


def test_the_chapter_runs_to_the_end(notebook):
    assert notebook.ran.count() == (ROOT / CHAPTER).read_text(encoding="utf-8").count("```{code-cell}")
    assert notebook.find("[data-mime-type='application/vnd.jupyter.error']").count() == 0
    assert notebook.find("[data-mime-type='application/vnd.jupyter.stderr']").count() == 0


def test_its_explorers_are_drawn_and_styled(notebook):
    explorers = notebook.find("[data-explorer]")
    assert explorers.count() == (ROOT / CHAPTER).read_text(encoding="utf-8").count("widgets.explore(")
    for explorer in explorers.all():
        explorer.scroll_into_view_if_needed()
        decline(explorer)
        explorer.locator(".tt-charts svg.marks:not([width='0'])").first.wait_for()
        box, room = (explorer.locator(part).bounding_box() for part in (".tt-charts", ".tt-show"))
        assert box["height"] > 100 and abs(box["width"] - room["width"]) < 1
        assert explorer.evaluate("(it) => getComputedStyle(it).borderTopLeftRadius") == "8px"


def test_a_slider_moves_python_and_the_picture(notebook):
    cell = notebook.run(
        'risk = widgets.explore(model, draw, **example, gamma_R=2)\nprint(risk.outcomes["regime"])\nrisk'
    )
    explorer = cell.locator("[data-explorer][data-ready]")
    decline(explorer)
    picture = explorer.locator(".tt-charts svg.marks:not([width='0'])").first
    before = picture.inner_html()
    assert cell.locator(".jp-RenderedText").first.inner_text().strip() == "both_threats"

    slider = explorer.locator("input[type=range][name=gamma_R]")
    slider.press("End")
    slider.press("ArrowDown")  # the notebook has this key too: it may not take it from the slider
    assert slider.input_value() == "3.95"
    assert picture.inner_html() != before
    assert notebook.print('print(risk.values["gamma_R"], risk.outcomes["regime"])') == "3.95 empty"


def test_values_set_in_python_move_the_slider(notebook):
    cell = notebook.run("line = widgets.explore(model, room, **example)\nline")
    explorer = cell.locator("[data-explorer][data-ready]")
    decline(explorer)
    picture = explorer.locator(".tt-charts svg.marks:not([width='0'])").first
    before = picture.inner_html()
    assert notebook.print('line.values = {"p": 0.6}\nprint(round(line.outcomes["x_lo"], 9))') == "0.4"
    expect(explorer.locator("input[name=p]")).to_have_value("0.6")
    assert explorer.locator("[data-for=p]").input_value() == "60"  # of 100 wars
    assert picture.inner_html() != before
    assert "from 40 to 75" in explorer.locator(".tt-readout").inner_text()


def test_it_asked_nothing_of_another_host_and_complained_of_nothing(notebook):
    # terms are in the glossary, a page of its own: a single notebook cannot link to them
    complaints = [
        text for text in notebook.complaints if not text.startswith("Cross reference target was not found")
    ]
    assert not complaints
    assert not notebook.outside

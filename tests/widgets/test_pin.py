"""Pin and compare, and one figure for a projector."""

import pytest

import widgets
from tests.widgets import toys

MODEL = toys.growth()


@pytest.fixture
def explorer(as_page, show):
    return show(
        widgets.explore(
            MODEL, toys.growth_figure(MODEL, headline=["x_next", "grows"], units={"x_next": (100, "points")})
        )
    )


def since(explorer):
    return explorer.root.locator(".tt-since").inner_text()


def drawn(explorer):
    return explorer.run("(root) => root.querySelectorAll('.tt-charts .mark-line').length")


def test_a_pin_keeps_the_picture_and_says_what_changed(explorer):
    lines = drawn(explorer)
    explorer.root.locator("[data-pin]").press("Enter")
    explorer.page.wait_for_function(
        "(lines) => document.querySelectorAll('.tt-charts .mark-line').length > lines", arg=lines
    )
    assert "Pinned" in since(explorer)
    before = MODEL.solve()
    explorer.run("(root) => root.explorer.set({ r: 0.5 })")
    after = MODEL.solve(r=0.5)
    told = since(explorer)
    assert "rate 2 → 0.5" in told
    assert f"Next share {100 * before['x_next']:.4g} points → {100 * after['x_next']:.4g} points" in told
    assert "it grows yes → no" in told
    explorer.press("[data-reset]")
    assert explorer.root.locator("[data-pin]").get_attribute("aria-pressed") == "true"
    explorer.press("[data-pin]")
    explorer.page.wait_for_function(
        "(lines) => document.querySelectorAll('.tt-charts .mark-line').length === lines", arg=lines
    )
    assert since(explorer) == "" and not explorer.tab.complaints


def test_what_does_not_change_is_said_to_stay(explorer):
    explorer.press("[data-pin]")
    explorer.run("(root) => root.explorer.set({ x: 0.25 })")
    assert "it grows yes → yes" in since(explorer)


def focused(page):
    return page.evaluate("document.activeElement.textContent")


@pytest.mark.parametrize("size", [(1024, 768), (800, 600)])
def test_one_figure_fills_a_projector(explorer, size):
    page, root = explorer.page, explorer.root
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.evaluate(
        "document.querySelector('main').insertAdjacentHTML('beforeend', '<p id=other><button>Other</button></p>')"
    )
    page.evaluate("(id) => (location.hash = `present=${id}?x=0.3`)", explorer.id)
    page.wait_for_selector(".tt-presented")
    assert explorer.state()["values"]["x"] == "0.3"
    assert root.bounding_box() == {"x": 0, "y": 0, "width": size[0], "height": size[1]}
    assert page.locator("#other").evaluate("(p) => p.inert")
    assert explorer.run("(root) => parseFloat(getComputedStyle(root).fontSize)") >= 18
    page.wait_for_timeout(300)
    letters = explorer.run(
        "(root) => Math.min(...[...root.querySelectorAll('.tt-chart text')].map((t) => t.getBoundingClientRect().height))"
    )
    assert letters >= 13
    assert explorer.run("(root) => root.scrollWidth <= root.clientWidth + 1")
    assert root.locator(".tt-title").is_visible() and root.locator("[data-python]").is_hidden()
    page.keyboard.press("Escape")
    assert page.locator(".tt-presented").count() == 0 and not page.locator("#other").evaluate(
        "(p) => p.inert"
    )
    assert focused(page) == "Take away", "the menu that holds the button is folded"
    page.keyboard.press("Enter")
    root.locator("[data-present]").press("Enter")
    page.wait_for_selector(".tt-presented")
    root.locator("[data-close]").click()
    assert page.locator(".tt-presented").count() == 0 and not explorer.tab.complaints
    assert focused(page) == "Take away"


def test_a_figure_can_be_presented_closed(explorer):
    explorer.page.evaluate("(id) => (location.hash = `present=${id}&closed`)", explorer.id)
    explorer.page.wait_for_selector(".tt-presented[data-closed]")
    assert explorer.root.locator(".tt-title").is_hidden()
    assert explorer.root.locator("[data-guess]").is_visible()

"""A finger on a slider: along it moves the value, across it scrolls the page."""

import pytest

import widgets
from tests.browsing import new_tab
from tests.widgets import toys


@pytest.fixture
def phone(show, as_page, browser):
    """The explorer on a touch screen: (page, its root, the box of a slider, swipe)."""
    model = toys.growth()
    made = show(widgets.explore(model, toys.growth_figure(model), r=2.0))
    with new_tab(browser, viewport={"width": 360, "height": 640}, has_touch=True, is_mobile=True) as tab:
        tab.open(made.html)
        page = tab.page
        page.evaluate("document.body.style.paddingBottom = '2000px'")
        slider = page.locator("input[name=r]")
        slider.scroll_into_view_if_needed()
        box = slider.bounding_box()
        session = page.context.new_cdp_session(page)

        def swipe(dx, dy, at):
            x, y = box["x"] + at * box["width"], box["y"] + box["height"] / 2
            point = lambda k: [{"x": x + k * dx / 12, "y": y + k * dy / 12}]  # noqa: E731
            session.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": point(0)})
            for k in range(1, 13):
                session.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": point(k)})
                page.wait_for_timeout(16)
            session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
            page.wait_for_timeout(200)
            return slider.input_value()

        yield page, swipe


def test_a_vertical_swipe_scrolls_and_leaves_the_value(phone):
    page, swipe = phone
    before = page.evaluate("scrollY")
    assert swipe(0, -180, at=0.9) == "2"
    assert page.evaluate("scrollY") > before + 50
    assert page.locator("input[data-for=r]").input_value() == "2"


def test_a_swipe_along_the_slider_moves_it(phone):
    _, swipe = phone
    assert float(swipe(120, 0, at=0.5)) > 2

"""Frames that deny storage, forms, downloads or computed code, as learning platforms do."""

import pytest

import widgets
from tests.browsing import new_tab
from tests.widgets import toys

FRAME = (
    '<!doctype html><meta charset="utf-8"><title>Frame</title>'
    '<iframe style="width:900px;height:1400px" sandbox="{}" src="{}"></iframe>'
)


SITE = "http://platform.test/"


@pytest.fixture
def framed(show, as_page, browser, assets):
    """The explorer in a frame with the rights given; its root there."""
    model = toys.growth()
    made = show(widgets.explore(model, toys.growth_figure(model), r=2.0))
    held = []

    def open_frame(rights):
        context = new_tab(browser)
        held.append(context)
        tab = context.__enter__()
        frame = FRAME.format(rights, f"{SITE}{made.html.name}")

        def answer(route):  # a site, since a frame without rights may not read files
            name = route.request.url.removeprefix(SITE)
            if name:
                route.fulfill(path=assets / name)
            else:
                route.fulfill(body=frame, content_type="text/html")

        tab.page.route(f"{SITE}**", answer)
        tab.page.goto(SITE)
        root = tab.page.frame_locator("iframe").locator(f"[id='{made.id}']")
        root.locator(".tt-chart svg").first.wait_for()
        return tab, root

    yield open_frame
    for context in held:
        context.__exit__(None, None, None)


def test_sliders_and_fields_work_without_storage_and_forms(framed):
    tab, root = framed("allow-scripts")
    before = root.locator(".tt-readout").inner_text()
    root.locator("input[name=x]").press("ArrowRight")
    assert root.locator(".tt-readout").inner_text() != before
    root.locator("input[data-for=x]").fill("0,4")
    root.locator("input[data-for=x]").press("Enter")
    root.locator("input[data-for=x]").blur()
    assert root.locator("input[name=x]").input_value() == "0.4"
    assert not [said for said in tab.complaints if "sandbox" not in said.lower()]


def test_a_picture_that_may_not_be_downloaded_can_be_copied(framed):
    _, root = framed("allow-scripts")
    root.locator(".tt-tools > summary").click()
    root.locator("[data-export=svg]").click()
    saved = root.locator(".tt-code img")
    saved.wait_for()
    assert saved.get_attribute("alt") and "copy the picture" in root.locator(".tt-message").inner_text()


def test_a_site_that_forbids_computed_code_is_told_of_plainly(show, as_page, browser):
    model = toys.growth()
    made = show(widgets.explore(model, toys.growth_figure(model), r=2.0))
    text = made.html.read_text("utf-8")
    policy = '<meta http-equiv="Content-Security-Policy" content="script-src \'self\' file:">'
    strict = made.html.with_name("strict.html")
    strict.write_text(text.replace("<head>", f"<head>{policy}"), encoding="utf-8")
    with new_tab(browser) as tab:
        tab.page.goto(strict.as_uri())
        message = tab.page.locator(".tt-message")
        tab.page.wait_for_function("document.querySelector('.tt-message').textContent")
        said = message.inner_text()
        assert "does not let it compute" in said
        assert not any(word in said for word in ("EvalError", "unsafe-eval", "Policy"))
        assert tab.page.locator(".tt-still svg").first.is_visible()

"""A term shows its definition under the pointer, with the keyboard's focus and at a tap, from disk."""

import pytest
from playwright.sync_api import expect

from tests.browsing import new_tab

WORDS = "Worth “carrying out” when p < 1 & the moment comes. See threat."


@pytest.fixture
def opened(browser, small_book):
    def open_it(**options):
        tab = new_tab(browser, **options)
        found = tab.__enter__()
        held.append(tab)
        found.page.goto(small_book["alpha"].as_uri())
        return found

    held = []
    yield open_it
    for tab in held:
        tab.__exit__(None, None, None)


def parts(tab):
    return tab.page.locator("a[data-term]"), tab.page.get_by_role("tooltip")


def test_without_a_script_the_link_has_it_as_its_title(opened):
    terms, _ = parts(opened(java_script_enabled=False))
    assert terms.count() == 2 and terms.first.get_attribute("title") == WORDS


def test_under_the_pointer_and_not_longer(opened):
    tab = opened()
    terms, box = parts(tab)
    expect(box).to_have_count(0)
    terms.first.hover()
    expect(box).to_have_text(WORDS)
    box.hover()
    tab.page.wait_for_timeout(300)
    expect(box).to_be_visible()
    tab.page.mouse.move(1, 1)
    expect(box).to_have_count(0)
    assert not tab.outside and not tab.complaints


def test_with_the_focus_and_until_escape(opened):
    tab = opened()
    terms, box = parts(tab)
    terms.nth(1).focus()
    expect(box).to_have_text(WORDS)
    assert terms.nth(1).get_attribute("aria-describedby") == box.get_attribute("id")
    tab.page.keyboard.press("Escape")
    expect(box).to_have_count(0)
    assert terms.nth(1).get_attribute("aria-describedby") is None


def test_the_first_tap_shows_and_the_second_follows_the_link(opened):
    tab = opened(has_touch=True, viewport={"width": 360, "height": 700})
    terms, box = parts(tab)
    terms.first.tap()
    expect(box).to_have_text(WORDS)
    shown = box.bounding_box()
    assert shown["x"] >= 0 and shown["x"] + shown["width"] <= 360
    assert tab.page.url.endswith("alpha.html")
    terms.first.tap()
    tab.page.wait_for_url("**/glossary.html#term-credible")

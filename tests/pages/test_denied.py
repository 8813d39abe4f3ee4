"""A page in a frame that may run scripts and nothing else, as learning platforms show it."""

from urllib.parse import unquote, urlsplit

import pytest

HOST = "http://book.test"  # no host: the tab answers from the disk
FRAME = '<!doctype html><title>Course</title><iframe sandbox="allow-scripts" width="1200" height="800" src="{src}"></iframe>'


@pytest.fixture
def framed(book, anew):
    """Opens a page of the book in such a frame: no storage, no forms, no downloads."""
    with anew() as tab:

        def answer(route):
            path = unquote(urlsplit(route.request.url).path)
            if path == "/course":
                route.fulfill(content_type="text/html", body=FRAME.format(src="/" + answer.page))
            elif (book / path[1:]).is_file():
                route.fulfill(path=book / path[1:])
            else:
                route.fulfill(status=404)

        def open_in_frame(page):
            answer.page = page
            tab.page.goto(f"{HOST}/course")
            frame = tab.page.frames[1]
            frame.wait_for_function("document.readyState === 'complete'")
            assert frame.evaluate("origin") == "null"
            return frame

        tab.page.route(f"{HOST}/**", answer)
        open_in_frame.tab = tab
        yield open_in_frame


def faults(tab):
    """What went wrong in a script; that fonts and forms are refused is the frame's own doing."""
    return [text for text in tab.complaints if text.startswith("error: ") and "Error" in text]


def test_light_and_dark_can_be_switched_and_the_page_says_that_it_will_forget(framed):
    frame = framed("chapters/start/venue.html")
    before = frame.evaluate("document.documentElement.dataset.theme")
    for _ in range(3):
        frame.locator(".theme-switch-button").click()
        if frame.evaluate("document.documentElement.dataset.theme") != before:
            break
    assert frame.evaluate("document.documentElement.dataset.theme") != before
    frame.wait_for_function(
        "document.querySelector('[role=status].book-note')?.textContent.includes('this page only')"
    )
    assert not faults(framed.tab), framed.tab.complaints


def test_the_search_finds_and_marks_what_it_found(framed):
    frame = framed("chapters/start/venue.html")
    frame.locator(".search-button-field").click()
    frame.locator("dialog input[type=search], .search-button__search-container input").first.fill("mediator")
    framed.tab.page.keyboard.press("Enter")
    frame.wait_for_url("**/search.html?q=mediator")
    frame.locator("#search-results li a").first.click()
    frame.wait_for_selector(".highlighted", state="attached")
    assert not faults(framed.tab), framed.tab.complaints


def test_explorers_move(framed):
    frame = framed("chapters/start/venue.html")
    frame.wait_for_function("!document.querySelector('[data-explorer]:not([data-ready])')")
    assert not faults(framed.tab), framed.tab.complaints


def test_a_kept_choice_needs_no_note(book, anew):
    with anew() as tab:
        tab.open(book / "chapters/start/venue.html")
        tab.page.locator(".theme-switch-button").click()
        assert not tab.page.locator(".book-note").count()
        assert tab.page.evaluate("localStorage.mode")

"""Links inside the book lead somewhere: to a page that exists, and to a place on it."""

from functools import lru_cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from tests.pages.conftest import pages_of


class Anchors(HTMLParser):
    def __init__(self, file):
        super().__init__()
        self.links, self.places = [], set()
        self.feed(file.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        self.places |= {given[key] for key in ("id", "name") if given.get(key)}
        if given.get("href") and tag in ("a", "area", "link"):
            self.links.append(given["href"])
        if given.get("src"):
            self.links.append(given["src"])


@lru_cache
def anchors(file: Path) -> Anchors:
    return Anchors(file)


@pytest.fixture(scope="module")
def checked():
    """Counts the links looked at; a book without any has not been tested."""
    count = {"inside": 0, "fragments": 0}
    yield count


def broken_links(html, checked):
    for link in anchors(html).links:
        parts = urlsplit(link)
        if parts.scheme or parts.netloc:
            continue
        target = (html.parent / unquote(parts.path)).resolve() if parts.path else html
        checked["inside"] += 1
        if not target.is_file():
            yield f"{link}: no such file"
        elif parts.fragment and target.suffix == ".html":
            place = unquote(parts.fragment).split("?")[0]  # an explorer's link carries values
            checked["fragments"] += 1
            if place not in anchors(target).places:
                yield f"{link}: no such place"


def test_every_inside_link_of_the_book_resolves(book, checked):
    broken = [f"{page}: {fault}" for page in pages_of(book) for fault in broken_links(book / page, checked)]
    print(f"{checked['inside']} inside links, {checked['fragments']} to a place on a page")
    assert not broken, f"{len(broken)} broken: " + "\n".join(broken[:20])
    assert checked["inside"] > 100 and checked["fragments"] > 20, checked


def test_every_badge_of_an_explorer_leads_to_the_row_of_its_parameter(book):
    found = 0
    for page in pages_of(book):
        for link in anchors(book / page).links:
            target, _, place = link.partition("#")
            if target.endswith("register.html") and "." in place:
                found += 1
                assert place in anchors((book / page).parent.joinpath(target).resolve()).places, (
                    f"{page}: {link}"
                )
    assert found, "no badge links to the register"


def test_every_page_can_be_reached_from_the_first(book):
    seen, ahead = set(), [book / "index.html"]
    while ahead:
        page = ahead.pop().resolve()
        if page in seen or page.suffix != ".html" or not page.is_file():
            continue
        seen.add(page)
        ahead += [
            page.parent / unquote(urlsplit(link).path) for link in anchors(page).links if urlsplit(link).path
        ]
    chapters = {(book / page).resolve() for page in pages_of(book) if page.startswith("chapters/")}
    assert chapters <= seen, chapters - seen

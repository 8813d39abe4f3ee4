"""Things are numbered by chapter, cited by that number, and every id stands once on a page."""

import re
from collections import Counter
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup

from widgets.book import numbering

CHAPTERS = {"alpha": 1, "beta": 2, "gamma": 3}


@pytest.fixture(params=CHAPTERS.items(), ids=list(CHAPTERS))
def page(request, small_book):
    slug, number = request.param
    return slug, number, BeautifulSoup(small_book[slug].read_text("utf-8"), "html.parser").find(class_="body")


def words(element):
    return " ".join(element.get_text().split())


def test_chapters_are_counted_through_the_parts(page):
    slug, number, body = page
    assert words(body.h1).startswith(f"{number}. Chapter {slug}")


def test_each_kind_of_thing_is_counted_within_its_chapter(page):
    slug, number, body = page
    titles = [words(t) for t in body.select(".admonition-title")]
    assert titles == [
        f"Proposition {number}.1 (A name)", f"Exercise {number}.1", f"Solution of Exercise {number}.1",
        f"Exercise {number}.2", f"Solution of Exercise {number}.2",
    ]  # fmt: skip
    assert words(body.select_one(".eqno")).startswith(f"({number}.1)")
    assert [e["data-number"] for e in body.select("[data-explorer]")] == [f"{number}.1", f"{number}.2"]


def test_a_solution_links_to_its_exercise_and_to_nothing_more(page):
    slug, number, body = page
    links = body.select(".solution > .fold-links a")
    assert [(link["href"], link.text) for link in links] == [
        (f"#{slug}-ex", f"Exercise {number}.1"), (f"#{slug}-ex-2", f"Exercise {number}.2"),
    ]  # fmt: skip


def test_a_reference_says_the_number_of_the_thing(page):
    slug, number, body = page
    said = {link["href"]: words(link) for link in body.select("p > a.reference.internal")}
    beta = "#x-map" if slug == "beta" else ("beta.html#x-map" if slug == "gamma" else "../second/beta.html#x-map")
    assert said.items() >= {
        f"#equation-eq-{slug}": f"({number}.1)", f"#{slug}-ex": f"Exercise {number}.1",
        f"#{slug}-p": f"Proposition {number}.1", "#x-line": f"Figure {number}.2", beta: "Figure 2.1",
    }.items()  # fmt: skip


def test_every_id_stands_once_on_a_page(small_book):
    for name, file in small_book.items():
        met = Counter(re.findall(r'\sid="([^"]+)"', file.read_text("utf-8")))
        assert not {id for id, times in met.items() if times > 1}, name


@pytest.mark.parametrize("markup", [
    '<section class="tt-explorer" data-explorer="x" id="x-map" aria-labelledby="t">',
    '<section data-ask="width" id="x-map" class="tt-explorer tt-wide" data-explorer="x">',
])  # fmt: skip
def test_a_figure_is_found_however_its_element_is_written(markup):
    env = SimpleNamespace(toc_secnumbers={"c": {"": (4,)}}, doc2path=lambda name: __file__)
    context = {"body": f'<section id="other"></section>{markup}</section>'}
    numbering.number_figures(SimpleNamespace(env=env), "c", "", context, None)
    assert re.search(r'id="x-map" data-number="4.1"', context["body"])
    assert context["body"].count("data-number") == 1

"""The register page: a row for every parameter, sorted by a click on a heading."""

import pytest

import models
from tests.browsing import new_tab

REGISTER = "chapters/reference/register.html"


@pytest.fixture(scope="module")
def register(browser, book):
    with new_tab(browser) as tab:
        tab.open(book / REGISTER)
        yield tab.page


def test_every_parameter_of_every_model_has_its_row(register):
    rows = register.evaluate(
        "[...document.querySelectorAll('table.tt-register tbody tr')].map((row) => row.id)"
    )
    expected = {f"{slug}.{name}" for slug in models.catalogue() for name in models.load(slug).parameters}
    assert len(rows) == len(set(rows)) and set(rows) == expected, set(rows) ^ expected


def test_a_row_says_where_its_number_comes_from(register):
    for slug in models.catalogue():
        for name, parameter in models.load(slug).parameters.items():
            words = register.evaluate("(id) => document.getElementById(id).textContent", f"{slug}.{name}")
            assert parameter.basis in words and parameter.note in words, f"{slug}.{name}"
            if parameter.document:
                assert f"{parameter.document}¶{parameter.paragraph}" in words, f"{slug}.{name}"


SORTED = """(words) => [...words].sort((a, b) => a.localeCompare(b))"""
COLUMN = """(i) => [...document.querySelectorAll("table.tt-register tbody tr")]
    .map((row) => row.cells[i].textContent.trim())"""


def heading(register, words):
    """The button in the heading that begins with `words`, and the number of its column."""
    heads = register.locator("table.tt-register th").all_inner_texts()
    place = next(i for i, text in enumerate(heads) if text.startswith(words))
    return register.locator("table.tt-register th button").nth(place), place


def test_a_click_on_a_heading_sorts_and_a_second_one_turns_the_order(register):
    button, place = heading(register, "Parameter")
    for order in ("ascending", "descending"):
        button.click()
        assert register.locator("th[aria-sort]").count() == 1
        assert register.locator(f"th[aria-sort={order}]").count() == 1
        shown = register.evaluate(COLUMN, place)
        expected = register.evaluate(SORTED, shown)
        assert shown == (expected if order == "ascending" else expected[::-1])


def test_numbers_are_sorted_as_numbers(register):
    heading(register, "Default")[0].click()
    values = register.evaluate(
        "[...document.querySelectorAll('table.tt-register [data-sort]')].map((cell) => Number(cell.dataset.sort))"
    )
    assert len(values) > 10 and values == sorted(values)

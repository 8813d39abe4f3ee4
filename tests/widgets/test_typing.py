"""Numbers as people type them, in fields and in links: read as they were meant, or refused with the old value kept."""

import widgets
from tests.browsing import new_tab
from tests.widgets import toys

READ = "(texts) => texts.map((text) => readNumber(text))"
MEANT = {
    "0.4": 0.4, "0,4": 0.4, "1,5": 1.5, ".5": 0.5, ",5": 0.5, "5.": 5, "50%": 0.5, "50 %": 0.5, "12,5 %": 0.125, "1/3": 1 / 3,
    "−2": -2, "-2": -2, "+2": 2, "2e-3": 0.002, "1 500": 1500, "1\u202f500": 1500, "1,500.5": 1500.5, "1.500,25": 1500.25,
    "1,500,000": 1_500_000, "0,500": 0.5, "  7 ": 7, "12,3456": 12.3456, "1’500": 1500,
}  # fmt: skip
REFUSED = [
    "",
    "   ",
    "abc",
    "1,2,3",
    "1..2",
    "--3",
    "1e999",
    "1/0",
    "NaN",
    "Infinity",
    "0x10",
    "1,500",
    "four",
    "5 soldiers",
    "%",
    "/",
]


def test_numbers_are_read_as_they_are_meant(scripts):
    found = scripts(READ, list(MEANT))
    assert {text: read.get("value") for text, read in zip(MEANT, found, strict=True)} == MEANT


def test_what_is_no_number_or_could_be_two_is_refused_in_words(scripts):
    for text, read in zip(REFUSED, scripts(READ, REFUSED), strict=True):
        assert "value" not in read and read["fault"], (text, read)
    assert (
        "1.500" in scripts(READ, ["1,500"])[0]["fault"]
        and "or as 1500" in scripts(READ, ["1,500"])[0]["fault"]
    )


def typed(explorer, name, text):
    """Type `text` as a reader does, key by key, and leave the field."""
    field = explorer.root.locator(f"input[data-for={name}]")
    field.select_text()
    field.press_sequentially(text)
    field.press("Enter")
    return explorer.state() | {"field": field.input_value()}


def test_a_field_takes_what_was_typed(show, as_page):
    model = toys.growth()
    explorer = show(widgets.explore(model, toys.growth_figure(model), r=2.0))
    for text, value in {"0,4": "0.4", "50%": "0.5", "1/4": "0.25"}.items():
        after = typed(explorer, "x", text)
        assert after["values"]["x"] == value and after["field"] == value and not after["message"]


def test_a_field_that_cannot_be_read_keeps_the_old_value_and_says_so(show, as_page):
    model = toys.growth()
    explorer = show(widgets.explore(model, toys.growth_figure(model), r=2.0))
    for text in ("much", "1,500", "7", "-1", ""):
        after = typed(explorer, "r", text) if text else typed(explorer, "r", " ")
        assert after["values"]["r"] == "2" and after["field"] == "2"
        assert "rate" in after["message"] and "stays at 2" in after["message"]


def test_a_whole_number_is_not_made_of_a_fraction(show, as_page):
    explorer = show(widgets.explore(toys.counted()))
    after = typed(explorer, "n", "1,5")
    assert after["values"]["n"] == "3" and "whole numbers" in after["message"]


def test_a_link_is_read_in_the_same_way(show, as_page, browser):
    model = toys.growth()
    explorer = show(widgets.explore(model, toys.growth_figure(model), r=2.0))
    said = {}
    for query in ("x=0,4", "x=40%25", "x=40%", "x=1,500", f"x={'9' * 50_000}", f"{'y' * 50_000}=1"):
        with new_tab(browser) as tab:
            tab.open(explorer.html, f"#{explorer.id}?{query}")
            root = tab.page.locator(f"[id='{explorer.id}']")
            said[query[:8]] = (
                root.locator("input[name=x]").input_value(),
                root.locator(".tt-message").inner_text(),
            )
            assert tab.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert [value for value, _ in said.values()] == ["0.4", "0.4", "0.4", "0.2", "0.2", "0.2"]
    assert all(len(message) < 300 for _, message in said.values())

"""What a reader takes away reopens or recomputes the same figure: links, and Python."""

import ast

import pytest

import models
from tests.pages.explorers import in_page, parse
from tests.support import close


def away_from_the_start(explorer):
    """Move the sliders somewhere; what the page tells there."""
    return explorer.visit(explorer.lawful_points(2, seed=6)[1:])[0]


def copied_link(explorer):
    """What *Copy link* shows: the address of the page with the state of the figure."""
    explorer.press("[data-link]")
    return explorer.root.locator(".tt-code").inner_text()


def test_a_copied_link_reopens_the_same_figure(explorer, anew):
    """The same values, outcomes and words; and the same drawing, made at once here and moved there.

    It stays as it is linked when its reader goes on to another place of the page: a teacher opens a prepared figure
    and then goes to the exercises.
    """
    before = away_from_the_start(explorer)
    drawing = explorer.run("(root) => reader.drawn(root)")
    link = copied_link(explorer)
    assert link == explorer.page.url == explorer.page.evaluate("navigator.clipboard.readText()")
    with anew() as tab:
        tab.open(explorer.html, link[link.index("#") :])
        root = tab.page.locator(f"[id='{explorer.id}']")
        after = root.evaluate("(root) => reader.state(root)")
        redrawn = root.evaluate("(root) => reader.drawn(root)")
        others = tab.page.locator(f".tt-explorer:not([id='{explorer.id}']) .tt-message").all_inner_texts()
        tab.page.evaluate("""new Promise((gone) => {
            addEventListener("hashchange", () => setTimeout(gone), { once: true });
            location.hash = "#exercises";
        })""")
        tab.page.wait_for_timeout(100)
        left = root.evaluate("(root) => reader.state(root)")
    for told in ("values", "outcomes", "readout"):
        assert after[told] == before[told]
        assert left[told] == before[told], "an address inside the page moves it"
    assert after["message"] == "Opened from a link." and not any(others)
    assert_same_drawing(drawing, redrawn)


def test_a_link_shows_its_figure_even_in_a_folded_solution(html, anew):
    """Unfolded, and at the top of the window: the last figure, and those that are folded away."""
    folded = """[...document.querySelectorAll("[data-explorer]")]
        .filter((root) => root.closest(".toggle-hidden, details:not([open])")).map((root) => root.id)"""
    found = [id for _, id in in_page(html)]
    with anew() as tab:
        tab.open(html)
        away = set(tab.page.evaluate(folded)) if found else set()
    for id in dict.fromkeys([*found[-1:], *sorted(away)]):
        with anew() as tab:
            tab.open(html, f"#{id}?")
            in_view = """(id) => {
              const root = document.getElementById(id), { top } = root.getBoundingClientRect();
              const folded = root.closest(".toggle-hidden, details:not([open])");
              return document.readyState === "complete" && !folded && top > -5 && top < innerHeight / 3;
            }"""
            tab.page.wait_for_function(in_view, arg=id, timeout=8_000)


def assert_same_drawing(moved, opened):
    """The same marks, unless a label at the edge took room from one of the two plots, so that all is shifted."""
    frames = [{mark for mark in marks if "class=background" in mark} for marks in (moved, opened)]
    differ = set(moved) ^ set(opened)
    assert frames[0] != frames[1] or not differ, f"moved sliders leave another drawing: {differ}"


BROKEN = {
    "unknown name": lambda number: "no_such_parameter=1",
    "text instead of a number": lambda number: f"{number}=plenty",
    "no number at all": lambda number: f"{number}=",
    "outside the range": lambda number: f"{number}=1e6",
    "not a number": lambda number: f"{number}=NaN",
    "unreadable escape": lambda number: f"{number}=%E0%A4%A",
}


@pytest.mark.parametrize("fault", BROKEN)
def test_a_broken_link_opens_the_starting_point_and_says_why(explorer, fault):
    start = explorer.state()
    number = next(c["name"] for c in explorer.controls if "choices" not in c)
    away_from_the_start(explorer)
    explorer.page.evaluate("(hash) => { location.hash = hash; }", f"#{explorer.id}?{BROKEN[fault](number)}")
    explorer.page.wait_for_function(
        "(id) => document.getElementById(id).querySelector('.tt-message').textContent", arg=explorer.id
    )
    after = explorer.state()
    assert (after["values"], after["outcomes"]) == (start["values"], start["outcomes"])
    assert "could not be read" in after["message"] and "starting point" in after["message"]
    assert ("no_such_parameter" if fault == "unknown name" else number) in after["message"]


def test_a_broken_link_does_no_harm_to_a_page_just_opened(html, anew):
    found = in_page(html)
    if not found:
        return
    with anew() as tab:
        tab.open(html, f"#{found[0][1]}?p=%E0%A4%A&%=1")
        assert "could not be read" in tab.page.locator(f"[id='{found[0][1]}'] .tt-message").inner_text()
        assert not tab.complaints


def test_python_shown_gives_the_numbers_of_the_page(explorer):
    told = away_from_the_start(explorer)["outcomes"]
    explorer.press("[data-python]")
    code = explorer.root.locator(".tt-code").inner_text()
    assert code == explorer.page.evaluate("navigator.clipboard.readText()")
    *body, last = ast.parse(code).body
    names = {} if explorer.slug in models.catalogue() else {"model": explorer.model}
    exec(compile(ast.Module(body, []), "copied", "exec"), names)
    solved = eval(compile(ast.Expression(last.value), "copied", "eval"), names)
    for outcome, text in told.items():
        assert close(parse(text, explorer.model.definitions[outcome]), solved[outcome]), outcome

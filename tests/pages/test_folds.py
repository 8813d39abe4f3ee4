"""What is folded away is found: by the book's search, by the browser's own, by a link, and by keyboard."""

import re

import pytest

from tests.pages.conftest import pages_of

# words of the page that stand in one fold, in no other, and nowhere in sight, by fold
ONLY_FOLDED = """() => {
  const words = (text) => text.toLowerCase().match(/[a-z]{7,}/g) ?? [];
  const article = document.querySelector(".bd-article").cloneNode(true);
  article.querySelectorAll("script, annotation, math, svg").forEach((e) => e.remove());
  const text = (fold) => [fold, fold.querySelector("section, p:not(.fold-links)")];
  const folds = [...article.querySelectorAll("details.fold")].map(text);
  const all = folds.map(([fold]) => fold.textContent.toLowerCase());
  const inFolds = folds.map(([fold, text]) => [fold.id, words(text?.textContent ?? "")]);
  folds.forEach(([fold]) => fold.remove());
  const seen = article.textContent.toLowerCase();
  const alone = (word) => !seen.includes(word) && all.filter((text) => text.includes(word)).length === 1;
  return inFolds.map(([id, found]) => [id, found.find(alone)]).filter(([, word]) => word);
}"""
MOMENT = 300  # ms in which a page scrolls
STATE = """(id) => {
  const fold = document.getElementById(id);
  const { top, bottom } = fold.getBoundingClientRect();
  return { open: fold.open, inSight: top < innerHeight && bottom > 0,
           others: document.querySelectorAll("details.fold[open]").length - fold.open };
}"""


@pytest.fixture(scope="module")
def hidden(book, anew):
    """(page, id of a fold, word that stands there alone), for each chapter with a fold."""
    found = []
    for page in pages_of(book):
        if 'class="fold' in (book / page).read_text("utf-8"):
            with anew() as tab:
                tab.open(book / page)
                found += [(page, *pair) for pair in tab.page.evaluate(ONLY_FOLDED)[:1]]
    assert found, "no chapter folds anything"
    return found


def test_the_search_of_the_book_opens_the_fold_that_holds_the_only_hit(book, hidden, anew):
    for page, fold, word in hidden:
        with anew() as tab:
            tab.page.goto((book / "search.html").as_uri() + f"?q={word}")
            tab.page.locator(f"#search-results a[href*='{page}']").first.click()
            tab.page.wait_for_function("(id) => document.getElementById(id)?.open", arg=fold)
            tab.page.wait_for_function("!document.querySelector('[data-explorer]:not([data-ready])')")
            tab.page.wait_for_timeout(MOMENT)
            assert tab.page.evaluate(STATE, fold) == {"open": True, "inSight": True, "others": 0}, (
                page,
                word,
            )


def test_a_hit_in_sight_leaves_the_solutions_folded(book, hidden, anew):
    with anew() as tab:
        tab.page.goto((book / hidden[0][0]).as_uri() + "?highlight=model")
        tab.page.wait_for_selector(".bd-article .highlighted", state="attached")
        tab.page.wait_for_timeout(500)
        assert not tab.page.locator("details.fold[open]").count()


def test_the_browsers_own_search_opens_a_fold(book, hidden, anew):
    """A link to a text takes the same way as find-in-page."""
    page, fold, word = hidden[0]
    with anew() as tab:
        tab.page.goto((book / page).as_uri() + f"#:~:text={word}")
        tab.page.wait_for_function("(id) => document.getElementById(id).open", arg=fold)


def test_a_link_to_a_fold_or_into_one_opens_it(book, hidden, anew):
    for page, fold, _ in hidden:
        with anew() as tab:
            tab.open(book / page, f"#{fold}")
            tab.page.wait_for_timeout(MOMENT)
            assert tab.page.evaluate(STATE, fold) == {"open": True, "inSight": True, "others": 0}, page
            inner = tab.page.evaluate(
                """(id) => {
                  const fold = document.getElementById(id);
                  fold.open = false;
                  const place = fold.querySelector("section, p:not(.fold-links)");
                  location.hash = place.id = "inside";
                }""",
                fold,
            )
            assert inner is None
            tab.page.wait_for_function("(id) => document.getElementById(id).open", arg=fold)


def test_a_fold_opens_by_keyboard_and_without_a_script(book, hidden, anew):
    for page, fold, _ in hidden:
        with anew(java_script_enabled=False) as tab:
            tab.page.goto((book / page).as_uri())
            summary = tab.page.locator(f"[id='{fold}'] > summary")
            inside = tab.page.locator(f"[id='{fold}'] > :not(summary)").first
            assert not inside.is_visible()
            summary.focus()
            tab.page.keyboard.press("Enter")
            assert inside.is_visible(), page


def test_no_solution_is_folded_by_a_script(book):
    for page in pages_of(book):
        assert not re.search(r"togglebutton", (book / page).read_text("utf-8")), page

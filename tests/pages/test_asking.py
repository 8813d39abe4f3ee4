"""Every question of the book: its answer is what the model gives, and nothing beside it gives it away."""

import re
from pathlib import Path

import pytest

from tests.pages.explorers import sheets
from tests.support import close

ROOT = Path(__file__).resolve().parents[2]

# Of each figure and each set of questions that asks: what it says at its own numbers and, where it draws, at others.
READ = """(seeds) => [...document.querySelectorAll("[data-explorer], [data-questions]")].map((root) => {
  const { inquiries } = root.questions ?? root.explorer.asking;
  const asked = root.questions || root.explorer.asking.declared ? inquiries : [];
  return [root.id, asked.map((inquiry) => ({
    name: inquiry.ask.name,
    choices: inquiry.ask.choices,
    said: seeds.map((seed) => {
      if (seed) inquiry.redraw(seed);
      const answer = inquiry.answer();
      return {
        values: inquiry.values,
        answer: inquiry.ask.choices ? inquiry.ask.choices[answer] : answer,
        shown: inquiry.shown(answer),
        before: inquiry.before && inquiry.shown(inquiry.answer(inquiry.before)),
        words: `${inquiry.given} ${inquiry.question}`,
        why: inquiry.why,
        right: inquiry.verdict(answer).right,
      };
    }),
  }))];
})"""
# What stands beside a question while it is open: all that is read of the page there, but for the answers on offer.
BESIDE = """(root) => [...root.querySelectorAll(".tt-guess legend, .tt-label, .tt-title, .tt-charts")]
  .filter((part) => part.checkVisibility()).map((part) => `${part.innerText} ${part.ariaLabel ?? ""}`).join(" ")"""


@pytest.fixture(scope="module")
def asked(html, book, newcomer):
    """(id, questions on the page, the same in Python) of all that asks on a page."""
    with newcomer() as tab:
        tab.open(html)
        found = [(id, asks) for id, asks in tab.page.evaluate(READ, [0, 1, 2, 3]) if asks]
    made = sheets((ROOT / html.relative_to(book)).with_suffix(".md")) if found else {}
    return [(id, asks, made[id]) for id, asks in found]


def test_the_answer_is_what_the_model_gives(asked):
    for id, asks, sheet in asked:
        python = sheet.asks if hasattr(sheet, "asks") else sheet.figure.asks
        for on_page, ask in zip(asks, python, strict=True):
            for said in on_page["said"]:
                where = f"{id}, {ask.key}, {said['values']}"
                expected = ask.answer(sheet.model, said["values"])
                assert close(said["answer"], expected), where
                solved = sheet.model.solve(**said["values"])
                if ask.options(sheet.model) is None and ask.about in solved:
                    assert close(said["answer"], solved[ask.about]), where
                assert said["right"] is True, where
                units = getattr(getattr(sheet, "figure", None), "units", None)
                assert said["why"] == ask.reason(sheet.model, said["values"], units).strip(), where


def test_exactly_one_choice_is_true(asked):
    for id, asks, sheet in asked:
        python = sheet.asks if hasattr(sheet, "asks") else sheet.figure.asks
        for on_page, ask in zip(asks, python, strict=True):
            for said in on_page["said"] if on_page["choices"] else ():
                holds = ask.program(sheet.model)(
                    {n: p.read(said["values"][n]) for n, p in sheet.model.parameters.items()}
                )
                assert sum(map(bool, holds)) == 1, f"{id}, {ask.key}, {said['values']}"


def test_the_question_does_not_hold_its_answer(asked):
    for id, asks, _ in asked:
        for ask in asks:
            for said in ask["said"]:
                assert not holds(said["words"], said), f"{id}, {ask['name']}: {said['words']}"


def test_a_closed_figure_does_not_tell(html, asked, newcomer):
    for id, asks, sheet in asked:
        if not hasattr(sheet, "rows"):
            continue
        with newcomer() as tab:
            tab.open(html, f"#{id}&closed")
            root = tab.page.locator(f"[id='{id}']")
            assert (
                root.get_attribute("data-closed") == "" and root.get_attribute("data-ask") == asks[0]["name"]
            )
            for part in (".tt-title", ".tt-charts", ".tt-readout", ".tt-outcomes"):
                assert not root.locator(part).first.is_visible(), f"{id}: {part}"
            beside = root.evaluate(BESIDE)
            assert sheet.figure.title not in beside and not holds(beside, asks[0]["said"][0]), (
                f"{id}: {beside}"
            )


def test_only_the_first_figure_that_asks_is_closed(html, asked, newcomer):
    ids = [id for id, _, sheet in asked if hasattr(sheet, "rows")]
    with newcomer() as tab:
        tab.open(html)
        closed = tab.page.locator("[data-explorer][data-closed]").evaluate_all(
            "(all) => all.map((root) => root.id)"
        )
        assert closed == ids[:1]
        held = tab.page.locator(".tt-after[data-waiting]").count()
        if closed:
            tab.page.locator(f"[id='{closed[0]}'] [data-show]").click()
            assert tab.page.locator(f"[id='{closed[0]}'] [data-verdict]").is_visible()
        shows = tab.page.locator("[data-questions] [data-show]:visible")
        while shows.count():  # one goes with each click
            shows.first.click()
        assert not tab.page.locator(".tt-after[data-waiting]").count(), (
            f"{held} parts waited, and some still do"
        )
        assert not tab.complaints


def test_whoever_answers_is_asked_by_the_next_figure_too(html, asked, newcomer):
    """One prompt at a time: the next figure closes when the last question of this one is answered, not when it is declined."""
    ids = [id for id, _, sheet in asked if hasattr(sheet, "rows")]
    if len(ids) < 2:
        return
    closed = "[...document.querySelectorAll('[data-explorer][data-closed]')].map((root) => root.id)"
    with newcomer() as tab:
        tab.open(html)
        for expected in (ids[:1], ids[1:2]):
            assert tab.page.evaluate(closed) == expected
            root = tab.page.locator(f"[id='{expected[0]}']")
            while root.get_attribute("data-closed") is not None:
                form = root.locator("[data-guess]")
                choice = form.locator("input").first
                choice.check() if choice.get_attribute("type") == "radio" else choice.fill("0")
                form.locator("button").first.click()
                following = root.locator("[data-next]")
                if following.count():
                    following.click()
    with newcomer() as tab:
        tab.open(html)
        tab.page.locator(f"[id='{ids[0]}'] [data-show]").click()
        assert tab.page.evaluate(closed) == []


def holds(text, said):
    """Whether `text` has the answer in it; what was so until now, or is only yes or no, tells nothing."""
    shown = said["shown"]
    if shown in (said["before"], "yes", "no"):
        return False
    return re.search(rf"(?<![\w.,]){re.escape(shown)}(?![\w]|[.,]\d)", text) is not None

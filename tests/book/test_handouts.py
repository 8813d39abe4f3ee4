"""Sheets for a class on paper: each its own PDF, of its own paper, with nothing else of the page, and fitting."""

import pytest
from pypdf import PdfReader

from widgets.take_home import handouts

PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A page</title></head><body>
<p>What is not on a sheet.</p>
<details class="tt-handout" id="one" data-paper="letter"><summary class="tt-sheet-title">Cards</summary>
<section class="tt-role-card"><p class="tt-sheet-title">Side 1</p>{card}</section></details>
<details class="tt-handout tt-teacher" id="two" data-paper="a4"><summary class="tt-sheet-title">Scores</summary>
<p>What to expect.</p></details></body></html>"""


def printed(tmp_path, browser, card):
    folder = tmp_path / "a book" / "chapters"
    folder.mkdir(parents=True)
    (folder / "page.html").write_text(PAGE.format(card=card), "utf-8")
    (page,) = handouts.with_sheets(folder.parent)
    return handouts.print_sheets(browser, page, tmp_path / "out")


def test_a_sheet_is_printed_alone_on_its_own_paper(tmp_path, browser):
    one, two = printed(tmp_path, browser, "<p>You name a share.</p>")
    assert [one.file.name, two.file.name] == ["one.pdf", "two.pdf"]
    assert (one.pages, one.faults, two.faults) == (1, [], [])
    for sheet, has, size in ((one, "You name a share.", (612, 792)), (two, "What to expect.", (595, 842))):
        (page,) = PdfReader(sheet.file).pages
        assert (float(page.mediabox.width), float(page.mediabox.height)) == pytest.approx(size, abs=1)
        text = page.extract_text()
        assert has in text and "not on a sheet" not in text
    assert "Scores" not in PdfReader(one.file).pages[0].extract_text()


@pytest.mark.parametrize("card, words", [
    ("<p style='height: 3000px'>Much to read.</p>", "card “Side 1”: 3"),
    ("<table><tr><td style='min-width: 2000px'>Wide.</td></tr></table>", "wider than the card"),
])  # fmt: skip
def test_a_card_that_does_not_fit_is_reported_by_name(tmp_path, browser, card, words):
    one, two = printed(tmp_path, browser, card)
    assert any(words in fault for fault in one.faults), one.faults
    assert not two.faults


def test_every_sheet_of_the_book_fits_its_paper(book, browser, tmp_path):
    faults = [
        f"{page.stem}: {fault}"
        for page in handouts.with_sheets(book)
        for sheet in handouts.print_sheets(browser, page, tmp_path / page.stem)
        for fault in sheet.faults
    ]
    assert not faults, "\n".join(faults)

"""What must hold of every page of the book, with or without explorers."""

import re

import pytest

RAW = re.compile(r"\\[a-zA-Z]+|\$\$|\$[^$\n]*[\\_^{][^$\n]*\$|\\[()\[\]]|\{(?:cite|doc|term|ref|eq)[:}]")
MOMENT = 300  # ms in which boxes slide open


@pytest.fixture(scope="module")
def plain(html, anew):
    """The page in a tab that only looks at it."""
    with anew() as tab:
        tab.open(html)
        yield tab


def test_opens_from_disk_without_complaint_and_asks_no_host(plain):
    elsewhere = plain.page.evaluate("reader.elsewhere()")
    assert not plain.outside and not elsewhere, plain.outside + elsewhere
    assert not plain.complaints, plain.complaints


def test_fits_a_phone(html, anew):
    with anew(viewport={"width": 360, "height": 780}) as tab:
        tab.open(html)
        tab.page.evaluate("reader.openAll()")
        tab.page.wait_for_timeout(MOMENT)
        too_wide, places = tab.page.evaluate("reader.overflow()")
    assert too_wide <= 0 and not places, f"{too_wide} px too wide: {places}"


# what a reader may set, and lose nothing by it (WCAG 1.4.12)
WIDER_TEXT = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-bottom: 2em !important; }"""


def test_fits_the_narrowest_screen_with_the_text_set_wider(html, anew):
    """WCAG 1.4.10 and 1.4.12 together; the reader sets the text wider once the page is there."""
    with anew(viewport={"width": 320, "height": 780}) as tab:
        tab.open(html)
        tab.page.evaluate("reader.openAll()")
        tab.page.add_style_tag(content=WIDER_TEXT)
        tab.page.wait_for_timeout(MOMENT)
        too_wide, places = tab.page.evaluate("reader.overflow()")
    assert too_wide <= 0 and not places, f"{too_wide} px too wide: {places}"


def test_every_picture_has_an_alternative_that_is_a_sentence(plain):
    poor = [(name, said) for name, said in plain.page.evaluate("reader.pictures()") if not is_sentence(said)]
    assert not poor, poor


def is_sentence(text):
    looks_like_a_file = re.search(r"\.(png|svg|jpe?g|gif)\b|_images", text)
    return (
        len(text.split()) >= 4 and text[0].isupper() and text.rstrip()[-1] in ".?!" and not looks_like_a_file
    )


def test_headings_descend_one_step_at_a_time_from_one_title(plain):
    levels = plain.page.evaluate("reader.headings()")
    assert levels[0][0] == 1 and [level for level, _ in levels].count(1) == 1, levels
    for (above, _), (level, text) in zip(levels, levels[1:], strict=False):
        assert level <= above + 1, f"'{text}' is a heading {level} below a heading {above}"


def test_shows_no_raw_latex_or_markup(plain):
    found = RAW.findall(plain.page.evaluate("reader.prose()"))
    assert not found, found[:10]


def test_every_id_stands_once(plain):
    assert plain.page.evaluate("reader.repeated()") == []


def test_says_its_language_and_title(plain):
    assert plain.page.evaluate("document.documentElement.lang") == "en"
    assert len(plain.page.title()) > 3

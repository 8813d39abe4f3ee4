"""`make page`: what another chapter has is no fault, what none has is one."""

import pytest

from widgets.build import page


@pytest.fixture
def own(tmp_path, monkeypatch):
    """The file of a chapter, with another one beside it that has a label and an equation."""
    chapters = tmp_path / "chapters"
    (chapters / "part").mkdir(parents=True)
    (chapters / "part/own.md").write_text("[](other.md)")
    (chapters / "part/other.md").write_text("$$ x $$ (ot-x)\n\n```{exercise}\n:label: ot-ex\n```\n")
    monkeypatch.setattr(page, "ROOT", tmp_path)
    monkeypatch.setattr(page, "CHAPTERS", chapters)
    return page.find_chapter("own")


@pytest.mark.parametrize(
    ("warning", "elsewhere"),
    [
        ("own.md:1: WARNING: Unknown source document 'chapters/part/other' [myst.xref_missing]", True),
        ("own.md:1: WARNING: 'myst' cross-reference target not found: 'other.md' [myst.xref_missing]", True),
        ("own.md:1: WARNING: undefined label: 'ot-ex'", True),
        ("own.md:1: WARNING: equation not found: ot-x", True),
        ("own.md:1: WARNING: equation not found: ot-y", False),
        ("own.md:1: WARNING: undefined label: 'nonsense'", False),
        ("own.md:1: WARNING: 'myst' cross-reference target not found: 'none.md' [myst.xref_missing]", False),
        ("own.md:1: WARNING: term not in glossary: 'nonsense'", False),
        ("own.md: WARNING: Executing notebook failed: CellExecutionError: 'ot-x'", False),
    ],
)
def test_only_what_another_chapter_has_may_be_missing(own, warning, elsewhere):
    assert page.is_elsewhere(warning, own) is elsewhere


def test_a_chapter_that_is_not_there_is_named_with_those_that_are(own):
    with pytest.raises(ValueError, match="no chapter 'nothing'.*other, own"):
        page.find_chapter("nothing")

"""The class edition: no solution and nothing for the teacher alone, in no file; all else as in the full one."""

import re

import pytest

from tests.book import sample
from tests.book.conftest import CHAPTER, GLOSSARY
from widgets.build import whole

# words that the chapter of the sample has in its solutions and its teacher's sheet only
HELD_BACK = ("quincunx", "palimpsest", "ziggurat")
SHARED = (
    CHAPTER.replace("Done.\n", f"Done, says the {HELD_BACK[0]}.\n")
    .replace("Done again.", f"See {{{{ref}}}}`{{slug}}-ex`, says the {HELD_BACK[1]}.")
    .replace("| 1 | 2 |", f"| 1 | {HELD_BACK[2]} |")
    .replace("Russia wants", "Print [the sheet](#{slug}-scores). Russia wants")
)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Builds the sample in an edition: the folder of its files."""

    def build(edition):
        parts = {"first": {"alpha": SHARED.format(slug="alpha")}, "reference": {"glossary": GLOSSARY}}
        parts["second"] = {"beta": CHAPTER.format(slug="beta")}
        folder = tmp_path_factory.mktemp(edition)
        html, warnings = sample.build(folder, parts, unnumbered=("reference",), edition=edition)
        assert not warnings, warnings
        return html

    return build


def files_with(folder, word):
    found = [path for path in folder.rglob("*") if path.is_file() and word.encode() in path.read_bytes().lower()]
    return [path.relative_to(folder).as_posix() for path in found]


def test_no_file_of_the_class_edition_holds_an_answer(built):
    full, classes = built("full"), built("class")
    for word in HELD_BACK:
        assert {"chapters/first/alpha.html", "searchindex.js"} <= set(files_with(full, word)), word
        assert not files_with(classes, word)
    assert not (classes / "_sources").exists()
    pages = [(folder / "chapters/first/alpha.html").read_text("utf-8") for folder in (full, classes)]
    numbers = [re.findall(r"Exercise\s*\d\.\d", page) for page in pages]
    assert set(numbers[0]) == set(numbers[1]) and len(set(numbers[1])) == 2, numbers
    assert "solution admonition" in pages[0] and "solution admonition" not in pages[1]
    targets = set(re.findall(r'id="([^"]+)"', pages[1]))
    dead = [name for name in re.findall(r'href="#([^"]+)"', pages[1]) if name not in targets]
    assert not dead, dead


def test_an_edition_that_is_not_there_is_named_with_those_that_are(capsys, built):
    assert whole.main("teacher") == 2
    assert "no edition 'teacher'; there are: full, class" in capsys.readouterr().err
    with pytest.raises(Exception, match="no edition 'teacher'; there are: full, class"):
        built("teacher")

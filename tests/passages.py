"""What the prose of a chapter says, and the tests that back it.

A number: `assert_passage` fills a passage with what the model yields, and it must stand in the text.
A strong sentence (exactly, always, never, only, every, hardly): the test that shows it to be true carries
``@says("bargaining_range", "The width is exactly the sum of the two costs.")``. Words that claim nothing of that
kind are listed once, at the top of the chapter's tests: ``harmless("bargaining_range", "makes the only offer")``.
`tests/chapters/test_lessons.py` reads both from the sources of the tests.
"""

import ast
import functools
import re
from pathlib import Path

TESTS = Path(__file__).resolve().parent
CHAPTERS = TESTS.parent / "chapters"


def normal(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def text_of(chapter: str) -> str:
    """Text of ``part/slug``, or of ``slug``, with white space normalised."""
    [file] = CHAPTERS.glob(f"{chapter}.md" if "/" in chapter else f"*/{chapter}.md")
    return normal(file.read_text(encoding="utf-8"))


def assert_passage(chapter: str, template: str, *numbers: str) -> None:
    """`template`, its ``{}`` filled with `numbers`, stands in `chapter`.

    Braces of LaTeX in the template are doubled, as for `str.format`.
    """
    passage = normal(template.format(*numbers))
    assert passage in text_of(chapter), f"chapters/{chapter}.md does not say: {passage}"


def says(chapter: str, *sentences: str):
    """Decorate the test that shows `sentences` of `chapter` to be true; each must stand in the text as it is."""

    def decorate(test):
        @functools.wraps(test)
        def run(*args, **kwargs):
            for sentence in sentences:
                assert normal(sentence) in text_of(chapter), f"{chapter}.md does not say any more: {sentence}"
            return test(*args, **kwargs)

        return run

    return decorate


def harmless(chapter: str, *phrases: str) -> None:
    """`phrases` of `chapter` use a strong word, or a number, without claiming anything that a test could show."""


def claims(source: str, slug: str, kinds=("says", "harmless")) -> list[str]:
    """Sentences and phrases that the tests in `source` name for the chapter `slug`, as literals."""
    found = []
    for call in ast.walk(ast.parse(source)):
        if isinstance(call, ast.Call) and getattr(call.func, "id", getattr(call.func, "attr", "")) in kinds:
            words = [a.value for a in call.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
            if words and words[0].rpartition("/")[2] == slug:
                found += map(normal, words[1:])
    return found


def templates(source: str) -> list[str]:
    """Passages in `source` that are filled with numbers: every literal that holds ``{}``."""
    found = (
        n.value
        for n in ast.walk(ast.parse(source))
        if isinstance(n, ast.Constant) and isinstance(n.value, str)
    )
    return [normal(text) for text in found if "{}" in text]


def tests_of(slug: str) -> str:
    """Source of all tests that are named after the chapter `slug`."""
    return "\n".join(file.read_text(encoding="utf-8") for file in sorted(TESTS.glob(f"*/test_{slug}*.py")))

"""Numbers in prose: a passage of a chapter filled with what the model yields must stand in its text."""

import re
from pathlib import Path

CHAPTERS = Path(__file__).resolve().parents[1] / "chapters"


def text_of(chapter: str) -> str:
    """Text of ``part/slug`` with white space normalised."""
    return re.sub(r"\s+", " ", (CHAPTERS / f"{chapter}.md").read_text(encoding="utf-8"))


def assert_passage(chapter: str, template: str, *numbers: str) -> None:
    """`template`, its ``{}`` filled with `numbers`, stands in `chapter`.

    Braces of LaTeX in the template are doubled, as for `str.format`.
    """
    passage = re.sub(r"\s+", " ", template.format(*numbers))
    assert passage in text_of(chapter), f"chapters/{chapter}.md does not say: {passage}"

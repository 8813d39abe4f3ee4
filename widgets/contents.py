"""The chapters that stand, part by part, as the first page lists them: read from the table of contents."""

import os
from html import escape

import yaml

from widgets.lesson import CHAPTERS, file_of, read_lesson, title_of
from widgets.page import PAGE

UNLISTED = {"Reference"}


class Contents:
    """Parts and chapters of the book: title, minutes, and the paragraphs that a lesson starts from."""

    def parts(self):
        """Pairs of a part's caption and its chapters' files, in the order of the book; none without the book."""
        toc = CHAPTERS.parent / "_toc.yml"
        if not toc.is_file():
            return
        for part in yaml.safe_load(toc.read_text(encoding="utf-8"))["parts"]:
            files = [CHAPTERS.parent / f"{chapter['file']}.md" for chapter in part["chapters"]]
            if part["caption"] not in UNLISTED:
                yield part["caption"], [file for file in files if file.is_file()]

    def _about(self, file):
        lesson = read_lesson(file)
        return f"{lesson.read} minutes; starts from {', '.join(lesson.starts_from)}" if lesson else ""

    def _item(self, file):
        suffix = ".html" if os.environ.get(PAGE) else ".md"
        link = f'<a href="../{file.parent.name}/{file.stem}{suffix}">{escape(title_of(file))}</a>'
        if file_of(file.stem) is None:
            link = escape(title_of(file))
        about = escape(self._about(file))
        return f"<li>{link}{f' <small>{about}</small>' if about else ''}</li>"

    def _repr_html_(self):
        parts = "".join(
            f"<dt>{escape(caption)}</dt><dd><ul>{''.join(map(self._item, files))}</ul></dd>"
            for caption, files in self.parts()
        )
        return f'<div class="tt-contents"><dl>{parts or "<dt>The book’s files are not here.</dt>"}</dl></div>'

    def __repr__(self):
        lines = []
        for caption, files in self.parts():
            lines += [caption, *(f"- {title_of(file)}" for file in files)]
        return "\n".join(lines) or "The book's files are not here."


def contents() -> Contents:
    """The chapters that stand, part by part, with links."""
    return Contents()

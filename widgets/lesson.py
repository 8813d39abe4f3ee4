"""What a chapter says of itself: the `lesson` in its front matter, read, checked and shown as its head."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

import yaml

import models
from models.core.register import DOCUMENTS
from widgets.page import PAGE
from widgets.words.names import no_such

CHAPTERS = Path(models.__file__).resolve().parents[1] / "chapters"
FIELDS = ("able", "before", "read", "teach", "from")
CITATION = re.compile(r"([A-Z])¶(\d+)(?:–(\d+))?")
_FRONT = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
_TITLE = re.compile(r"^# (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Lesson:
    """The lesson that one chapter is.

    `able`: two or three clauses that begin with a verb; `before`: slugs of the chapters to read first; `read`
    and `teach`: minutes; `starts_from`: paragraphs such as ``A¶15`` or ``D¶2–4`` (``from`` in the source).
    ValueError names the chapter, the field, what it holds and what is allowed.
    """

    slug: str
    title: str
    able: tuple[str, ...]
    before: tuple[str, ...]
    read: int
    teach: int
    starts_from: tuple[str, ...] = field(default=())

    def __post_init__(self):
        if not 2 <= len(self.able) <= 3 or not all(
            isinstance(a, str) and len(a.split()) > 1 for a in self.able
        ):
            self._refuse("able", self.able, "two or three clauses that each begin with a verb")
        if any(clause.rstrip().endswith(".") for clause in self.able):
            self._refuse("able", self.able, "clauses without a full stop: they follow “you will be able to”")
        if not all(isinstance(slug, str) and re.fullmatch(r"[a-z]\w*", slug) for slug in self.before):
            self._refuse("before", self.before, "a list of chapters, by file name without .md; [] for none")
        if self.slug in self.before:
            self._refuse("before", self.before, "other chapters: none comes before itself")
        for name in ("read", "teach"):
            minutes = getattr(self, name)
            if isinstance(minutes, bool) or not isinstance(minutes, int) or not 5 <= minutes <= 120:
                self._refuse(name, minutes, "whole minutes from 5 to 120")
        for place in self.starts_from:
            found = CITATION.fullmatch(place) if isinstance(place, str) else None
            if not found or found[1] not in DOCUMENTS or (found[3] and int(found[3]) <= int(found[2])):
                self._refuse("from", place, "paragraphs such as 'A¶15' or 'D¶2–4' (an en dash) of documents "
                             f"{', '.join(DOCUMENTS)}")  # fmt: skip
        if not self.starts_from:
            self._refuse("from", self.starts_from, "one paragraph or more that the chapter starts from")

    def _refuse(self, name, found, allowed):
        raise ValueError(f"lesson of {self.slug}: `{name}` is {found!r}; allowed: {allowed}")


def read_lesson(chapter: Path) -> Lesson | None:
    """The lesson of a chapter's file; None where its front matter declares none."""
    text = Path(chapter).read_text(encoding="utf-8")
    found = _FRONT.match(text)
    given = (yaml.safe_load(found[1]) or {}).get("lesson") if found else None
    if given is None:
        return None
    slug = Path(chapter).stem
    if not isinstance(given, Mapping):
        raise ValueError(f"lesson of {slug}: it is {given!r}; allowed: the fields {', '.join(FIELDS)}")
    for name in given:
        if name not in FIELDS:
            raise ValueError(f"lesson of {slug}: {no_such(name, 'field', FIELDS)}")
    missing = [name for name in FIELDS if name not in given]
    if missing:
        raise ValueError(f"lesson of {slug}: lacks {', '.join(missing)}; it needs {', '.join(FIELDS)}")
    lists = {name: given[name] for name in ("able", "before", "from")}
    for name, value in lists.items():
        if not isinstance(value, list):
            raise ValueError(f"lesson of {slug}: `{name}` is {value!r}; allowed: a list, even of one")
    return Lesson(
        slug, title_of(chapter), tuple(lists["able"]), tuple(lists["before"]), given["read"], given["teach"],
        tuple(lists["from"]),
    )  # fmt: skip


def lessons() -> dict[str, Lesson]:
    """Slug → lesson, for every chapter that declares one, sorted by file; empty where there are no chapters."""
    found = ((file.stem, read_lesson(file)) for file in sorted(CHAPTERS.glob("*/*.md")))
    return {slug: lesson for slug, lesson in found if lesson}


def title_of(chapter: Path) -> str:
    """The chapter's heading."""
    found = _TITLE.search(_FRONT.sub("", Path(chapter).read_text(encoding="utf-8")))
    return found[1].strip() if found else named(Path(chapter).stem)


def file_of(slug: str) -> Path | None:
    """The chapter's file, beside the notebook that runs or else in the book; None if it is in neither."""
    here = Path.cwd()
    books = [here.parent, CHAPTERS] if here.parent.name == CHAPTERS.name else [CHAPTERS]
    places = [here / f"{slug}.md", *(file for book in books for file in sorted(book.glob(f"*/{slug}.md")))]
    return next((place for place in places if place.is_file()), None)


def named(slug: str) -> str:
    return slug.replace("_", " ").capitalize()


class LessonHead:
    """The head of a chapter, as a page and a notebook show it."""

    def __init__(self, slug: str):
        self.slug = slug
        self.file = file_of(slug)
        self.lesson = read_lesson(self.file) if self.file else None
        if self.file and self.lesson is None:
            raise ValueError(f"lesson_head: the front matter of {self.file.name} declares no `lesson`")
        if not self.file and slug not in models.catalogue():
            raise ValueError(f"lesson_head: {no_such(slug, 'chapter', models.catalogue())}")

    def rows(self):
        """Pairs of heading and HTML."""
        if self.lesson is None:  # the package alone, without the book
            yield (
                "This chapter",
                f"{escape(models.load(self.slug).title)}. Its file is not here, so its head is not known.",
            )
            return
        lesson = self.lesson
        yield "You will be able to", escape("; ".join(lesson.able)) + "."
        yield "Read before", ", ".join(map(self._link, lesson.before)) or "nothing"
        yield "To read", f"{lesson.read} minutes"
        yield "To teach", f"{lesson.teach} minutes"
        yield "Starts from", escape(", ".join(lesson.starts_from))

    def _link(self, slug):
        file = file_of(slug)
        if file is None:
            return escape(named(slug))
        if self.file and file.parent.parent != self.file.parent.parent:
            return escape(title_of(file))
        suffix = ".html" if os.environ.get(PAGE) else ".md"
        return f'<a href="../{file.parent.name}/{slug}{suffix}">{escape(title_of(file))}</a>'

    def _repr_html_(self):
        rows = "".join(f"<dt>{name}</dt><dd>{words}</dd>" for name, words in self.rows())
        return f'<div class="tt-lesson" data-lesson="{self.slug}"><dl>{rows}</dl></div>'

    def __repr__(self):
        return "\n".join(f"{name}: {re.sub('<[^>]+>', '', words)}" for name, words in self.rows())


def lesson_head(slug: str) -> LessonHead:
    """The head of the chapter `slug`: what one will be able to do, what to read before, minutes, paragraphs.

    ValueError if there is no such chapter, or if it declares no lesson, or a faulty one.
    """
    if not isinstance(slug, str):
        raise TypeError(f"lesson_head takes the name of a chapter, such as 'bargaining_range', not {slug!r}")
    return LessonHead(slug)

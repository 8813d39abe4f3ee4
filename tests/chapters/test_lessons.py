"""Chapters that declare a `lesson` are lessons: their order, their budget, what they ask, what they claim."""

import re

import pytest

import models
from tests import passages
from tests.chapters import anatomy, rules, running
from widgets.lesson import lessons, read_lesson

LESSONS = [file for file in running.FILES if "\nlesson:" in file.read_text("utf-8").split("\n---\n")[0]]
# chapters of models from before the form of a lesson; this list may only become shorter
NOT_YET = set()


@pytest.fixture(params=LESSONS, ids=lambda file: file.stem)
def lesson(request):
    return request.param


@pytest.fixture
def parts(lesson):
    return anatomy.Chapter.read(lesson)


def test_every_new_chapter_of_a_model_is_a_lesson():
    old = {file.stem for file in running.FILES if file.stem in models.catalogue() and file not in LESSONS}
    assert old <= NOT_YET, (
        f"{sorted(old - NOT_YET)}: declare `lesson` in the front matter (CONTRIBUTING, Writing a chapter)"
    )


@pytest.mark.parametrize("rule", rules.RULES, ids=lambda rule: rule.__name__)
def test_is_a_lesson(parts, rule):
    faults = rule(parts)
    assert not faults, f"{parts.slug}.md:\n- " + "\n- ".join(faults)


def test_every_number_with_decimals_comes_from_the_model(lesson, parts, outputs):
    printed = " ".join(
        str(text)
        for cell in outputs(lesson)
        for output in cell.outputs
        for text in (output.get("text", ""), *output.get("data", {}).values())
        if isinstance(text, str) and "<script" not in text
    )
    faults = rules.numbers(parts, re.sub(r"<[^>]+>", " ", printed))
    assert not faults, f"{parts.slug}.md:\n- " + "\n- ".join(faults)


def test_what_its_tests_name_still_stands_in_the_text(parts):
    text = passages.text_of(parts.slug)
    gone = [claim for claim in passages.claims(parts.tests, parts.slug) if claim not in text]
    assert not gone, f"{parts.slug}.md does not say any more: {gone}"


def test_its_front_matter_survives_a_save_in_jupyterlab(lesson):
    """Jupytext drops what its filter does not name."""
    metadata = running.read(lesson).metadata["jupytext"]
    assert "lesson" in str(metadata.get("notebook_metadata_filter", "")), (
        "add `notebook_metadata_filter: lesson` below `jupytext:`"
    )


def test_its_citations_and_the_chapters_before_it_are_there(lesson):
    found = read_lesson(lesson)
    text = lesson.read_text("utf-8").split("\n---\n", 1)[1]
    for place in found.starts_from:
        assert place in text, f"`from` names {place}, which the chapter does not cite"
    known = {file.stem for file in running.FILES} | set(models.catalogue())
    assert set(found.before) <= known, f"`before` names no chapter: {sorted(set(found.before) - known)}"


def test_no_lesson_comes_before_itself():
    found = lessons()
    contents = (running.ROOT / "_toc.yml").read_text("utf-8")
    place = {slug: contents.find(f"/{slug}\n") for slug in found}
    late = [
        (b, slug)
        for slug, each in found.items()
        for b in each.before
        if b in found and place[b] > place[slug]
    ]
    assert not late, f"to be read before, but later in the book: {late}"

"""Documents are cited by letter and paragraph, and the paragraph exists: in chapters, presets and the register."""

import re

import pytest

import models
from models.core.register import DOCUMENTS
from tests.chapters import running
from widgets.words.labels import preset_label

PARAGRAPHS = {"A": 16, "B": 21, "C": 22, "D": 24, "E": 10}
CITED = re.compile(r"([A-Z])¶(\d+)(?:[–-](\d+))?")
WRITTEN = [
    *running.FILES,
    *(running.ROOT / "models").rglob("*.py"),
    *(running.ROOT / "models").rglob("*.yml"),
]


def faults(text):
    """Citations in `text` of a document or paragraph that does not exist."""
    for found in CITED.finditer(text):
        document, first, last = found[1], int(found[2]), int(found[3] or found[2])
        if not 1 <= first <= last <= PARAGRAPHS.get(document, 0) or (found[3] and first == last):
            yield found[0]


def test_the_documents_counted_are_those_of_the_register():
    assert set(PARAGRAPHS) == set(DOCUMENTS)


def test_a_citation_that_leads_nowhere_is_found():
    assert list(faults("A¶17, F¶1, E¶9–11, B¶5–3, C¶0 and D¶24")) == ["A¶17", "F¶1", "E¶9–11", "B¶5–3", "C¶0"]


@pytest.mark.parametrize("file", WRITTEN, ids=lambda file: file.relative_to(running.ROOT).as_posix())
def test_every_paragraph_cited_in_a_text_exists(file):
    assert not list(faults(file.read_text("utf-8")))


def test_a_chapter_of_a_model_cites_two_documents_or_more(chapter, text):
    if chapter.stem in models.catalogue():
        letters = {found[1] for found in CITED.finditer(text)}
        assert len(letters) >= 2, f"cites only {letters}"


@pytest.mark.parametrize("slug", models.catalogue())
def test_every_source_of_a_parameter_and_every_preset_names_a_paragraph_that_exists(slug):
    model = models.load(slug)
    for p in model.parameters.values():
        if p.document and p.paragraph:
            assert p.paragraph <= PARAGRAPHS[p.document], f"{p.name}: {p.document}¶{p.paragraph}"
    for name, reading in model.readings.items():
        assert not list(faults(f"{preset_label(name, reading)} {reading}")), name

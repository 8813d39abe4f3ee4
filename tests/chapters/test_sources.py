"""What chapters refer to exists, and chapters of models are whole."""

import re

import pytest
import yaml

import models
from tests.chapters import running

CHAPTERS = running.ROOT / "chapters"
REFERENCES = set(
    re.findall(r"^@\w+\{([^,\s]+),", (CHAPTERS / "references.bib").read_text("utf-8"), re.MULTILINE)
)
HEADER = {"extension": ".md", "format_name": "myst"}
SECTIONS = (
    "The question", "The game", "Parameters", "Solve it", "Explore", "Back to the document",
    "What the model leaves out", "Exercises", "Seminar activity", "Further reading",
)  # fmt: skip
CITED = re.compile(r"\{cite[\w:]*\}`([^`]+)`")
TERM = re.compile(r"\{term\}`([^`]+)`")
EXERCISE = re.compile(r"^(`{3,}|:{3,})\{exercise(?:-start)?\}[^\n]*\n((?::[^\n]*\n)*)", re.MULTILINE)
SOLUTION = re.compile(r"^(?:`{3,}|:{3,})\{solution(?:-start)?\} *(\S+)\n((?::[^\n]*\n)*)", re.MULTILINE)


def glossary():
    text = (CHAPTERS / "reference" / "glossary.md").read_text("utf-8")
    entries = re.search(r"```\{glossary\}\n(.*?)```", text, re.DOTALL)[1]
    return {plain(term) for term in re.findall(r"^(\S.*)\n(?=:? +\S)", entries, re.MULTILINE)}


def plain(term):
    return " ".join(term.replace("’", "'").lower().split())


def front_matter(text):
    found = re.match(r"---\n(.*?)\n---\n", text, re.DOTALL)
    return yaml.safe_load(found[1]) if found else {}


@pytest.fixture
def model_chapter(chapter):
    """Chapters of models alone: every other file passes unseen."""
    return chapter if chapter.stem in models.catalogue() else None


@pytest.fixture
def old_chapter(model_chapter, text):
    """Those from before the form of a lesson, which has rules of its own (`test_lessons.py`)."""
    return None if "lesson" in front_matter(text) else model_chapter


def test_every_reference_cited_is_in_the_bibliography(text):
    cited = {key.strip() for keys in CITED.findall(text) for key in keys.split(",")}
    assert cited <= REFERENCES, cited - REFERENCES


def test_every_term_linked_is_in_the_glossary(text):
    known = glossary()
    for shown in TERM.findall(text):
        name = re.search(r"<([^>]+)>$", shown)
        term = plain(name[1] if name else shown)
        assert term in known, f"{term!r} is not in the glossary"


# terms that wait for their chapter: the list is empty once every model has one
AWAITED = {"horizon"}


def test_every_term_of_the_glossary_is_linked_from_a_chapter():
    """From another entry does not count. A term that no chapter links any more goes, or waits in AWAITED."""
    chapters = [file for file in running.FILES if file.stem != "glossary"]
    texts = [file.read_text("utf-8") for file in chapters]
    linked = {plain(re.sub(r".*<([^>]+)>$", r"\1", term)) for text in texts for term in TERM.findall(text)}
    waiting = set(models.catalogue()) - {file.stem for file in chapters}
    unlinked = glossary() - linked - (AWAITED if waiting else set())
    assert not unlinked, f"no chapter links {sorted(unlinked)}"
    assert glossary() >= AWAITED, f"AWAITED names what is no term: {sorted(AWAITED - glossary())}"


def test_a_definition_is_plain_words():
    """It is shown beside the term on every page, where no formula is drawn."""
    text = (CHAPTERS / "reference" / "glossary.md").read_text("utf-8")
    entries = re.search(r"```\{glossary\}\n(.*?)```", text, re.DOTALL)[1]
    assert "$" not in entries
    words = {entry.split("\n")[0]: len(entry.split()) for entry in entries.strip().split("\n\n")}
    assert not {term: count for term, count in words.items() if count > 70}, (
        "too long for a box beside the text"
    )


def test_a_chapter_with_code_has_the_header_without_which_it_would_not_run(chapter, text):
    if "{code-cell}" in text:
        header = front_matter(text)
        representation = header["jupytext"]["text_representation"]
        assert {key: representation[key] for key in HEADER} == HEADER
        assert header["kernelspec"]["name"] == "python3"


def test_every_label_of_an_exercise_has_a_folded_solution(text):
    labels = [re.search(r":label: *(\S+)", options) for _, options in EXERCISE.findall(text)]
    assert all(labels), "an exercise has no label, so no solution can name it"
    solutions = dict(SOLUTION.findall(text))
    for label in labels:
        assert ":class: dropdown" in solutions.get(label[1], ""), (
            f"exercise {label[1]} lacks a folded solution"
        )


def test_a_solution_is_folded_in_a_notebook_too(chapter):
    """JupyterLab folds the words of a solution up to its code, and the code where its metadata says so."""
    inside = False
    for cell in running.read(chapter).cells:
        if cell.cell_type == "code" and inside:
            assert cell.metadata.get("jupyter", {}).get("source_hidden"), cell.source
        elif cell.cell_type == "markdown":
            before, *after = re.split(r"^````\{solution-end\}", cell.source, flags=re.MULTILINE)
            assert not (inside and before.strip()), f"words after the code of a solution: {before}"
            inside = (inside and not after) or "{solution-start}" in cell.source


def test_a_chapter_and_its_tests_load_the_model_that_they_are_named_after(model_chapter, text):
    """Files copied from another model would otherwise show and test that one."""
    if model_chapter:
        slug = model_chapter.stem
        tests = running.ROOT / "tests" / models.part_of(slug) / f"test_{slug}.py"
        for name, source in ((model_chapter.name, text), (tests.name, tests.read_text("utf-8"))):
            assert f'models.load("{slug}")' in source, f"{name} does not load {slug}"


def test_an_old_chapter_of_a_model_has_every_section_in_order(old_chapter, text):
    if old_chapter:
        without_code = re.sub(r"^(`{3,})\{code-cell\}.*?^\1$", "", text, flags=re.DOTALL | re.MULTILINE)
        found = re.findall(r"^## (.+)$", without_code, re.MULTILINE)
        places = [next((i for i, h in enumerate(found) if h.startswith(s)), None) for s in SECTIONS]
        missing = [s for s, place in zip(SECTIONS, places, strict=True) if place is None]
        assert not missing, f"{missing} not among {found}"
        assert places == sorted(places), found


def test_an_old_chapter_of_a_model_has_exercises_and_at_least_two_explorers(old_chapter, text):
    if old_chapter:
        assert len(EXERCISE.findall(text)) >= 3
        assert len(re.findall(r"\bexplore\(", text)) >= 2


def test_an_old_chapter_of_a_model_checks_its_derivation_against_the_model(old_chapter, text):
    """'Solve it' ends with an assertion in the reader's sight."""
    if old_chapter:
        solve_it = re.search(r"^## Solve it.*?(?=^## |\Z)", text, re.DOTALL | re.MULTILINE)
        assert solve_it, "no section 'Solve it'"
        assert re.search(r"^\s*assert ", solve_it[0], re.MULTILINE), "no assertion under 'Solve it'"


def test_every_chapter_is_in_the_table_of_contents_and_no_other():
    contents = (running.ROOT / "_toc.yml").read_text("utf-8")
    listed = set(re.findall(r"(?:file|root): *(\S+)", contents))
    files = {file.relative_to(running.ROOT).with_suffix("").as_posix() for file in running.FILES}
    assert listed == files, listed ^ files


def test_every_model_with_a_chapter_has_it_in_its_own_part():
    for file in running.FILES:
        if file.stem in models.catalogue():
            assert file.parent.name == models.part_of(file.stem)

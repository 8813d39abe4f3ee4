"""The front matter of a chapter: read, refused in words, and shown as its head."""

import pytest
import yaml

from widgets import lesson
from widgets.lesson import lesson_head, read_lesson

GOOD = {
    "able": ["find the divisions that beat war", "say what makes room"], "before": ["venue"], "read": 45, "teach": 60,
    "from": ["D¶2–4", "A¶15"],
}  # fmt: skip


@pytest.fixture
def book(tmp_path, monkeypatch):
    """Write a chapter into a book of its own."""
    monkeypatch.setattr(lesson, "CHAPTERS", tmp_path / "chapters")
    monkeypatch.chdir(tmp_path)

    def write(slug="bargaining_range", part="bargaining", title="The bargaining range", **changed):
        given = {name: value for name, value in {**GOOD, **changed}.items() if value is not None}
        file = tmp_path / "chapters" / part / f"{slug}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(
            f"---\n{yaml.safe_dump({'lesson': given}, allow_unicode=True)}---\n\n# {title}\n", "utf-8"
        )
        return file

    return write


def test_a_lesson_is_read_as_it_is_written(book):
    found = read_lesson(book())
    assert (found.slug, found.title, found.before) == ("bargaining_range", "The bargaining range", ("venue",))
    assert (found.read, found.teach, found.starts_from) == (45, 60, ("D¶2–4", "A¶15"))
    assert lesson.lessons() == {"bargaining_range": found}


def test_a_chapter_without_one_has_none(tmp_path):
    (tmp_path / "glossary.md").write_text("---\njupytext: {}\n---\n# Glossary\n")
    assert read_lesson(tmp_path / "glossary.md") is None


@pytest.mark.parametrize("changed, words", [
    ({"able": ["find it"]}, "two or three clauses"), ({"able": ["find it.", "say it"]}, "without a full stop"),
    ({"able": "find it"}, "`able` is 'find it'; allowed: a list"),
    ({"before": ["bargaining_range"]}, "none comes before itself"),
    ({"before": ["The venue"]}, "by file name"),
    ({"read": "45 min"}, "`read` is '45 min'; allowed: whole minutes"),
    ({"teach": True}, "whole minutes"), ({"from": ["D2"]}, "`from` is 'D2'; allowed: paragraphs"),
    ({"from": ["Z¶2"]}, "A, B, C, D, E"),
    ({"from": ["D¶4–2"]}, "en dash"), ({"from": []}, "one paragraph or more"), ({"read": None}, "lacks read"),
    ({"minutes": 45}, "'minutes' is no field"),
])  # fmt: skip
def test_a_faulty_one_is_refused_with_what_is_allowed(book, changed, words):
    with pytest.raises(ValueError, match="lesson of bargaining_range") as refused:
        read_lesson(book(**changed))
    assert words in str(refused.value)


def test_page_and_notebook_show_the_same_head_with_links_of_their_own(book, monkeypatch):
    book("venue", "start", "Where to meet")
    book()
    monkeypatch.delenv(lesson.PAGE, raising=False)
    notebook = lesson_head("bargaining_range")._repr_html_()
    monkeypatch.setenv(lesson.PAGE, "1")
    page = lesson_head("bargaining_range")._repr_html_()
    assert '<a href="../start/venue.md">Where to meet</a>' in notebook
    assert page == notebook.replace("venue.md", "venue.html")
    for words in (
        "find the divisions that beat war; say what makes room.",
        "45 minutes",
        "60 minutes",
        "D¶2–4, A¶15",
    ):
        assert words in page and words in repr(lesson_head("bargaining_range"))


def test_a_chapter_that_is_not_written_yet_is_named_without_a_link(book):
    book(before=["shifting_power"])
    assert "Shifting power" in lesson_head("bargaining_range")._repr_html_()
    assert "<a " not in lesson_head("bargaining_range")._repr_html_()


def test_without_the_chapters_file_it_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(lesson, "CHAPTERS", tmp_path / "nowhere")
    monkeypatch.chdir(tmp_path)
    assert "Its file is not here" in repr(lesson_head("bargaining_range"))


def test_a_notebook_finds_its_chapter_beside_it(book, tmp_path, monkeypatch):
    file = book(before=[])
    monkeypatch.setattr(lesson, "CHAPTERS", tmp_path / "nowhere")
    monkeypatch.chdir(file.parent)
    assert "Read before: nothing" in repr(lesson_head("bargaining_range"))


def test_a_folder_beside_is_no_book(book, tmp_path, monkeypatch):
    book(before=["venue"])
    for folder in ("other", "notes"):
        (tmp_path / folder).mkdir()
    (tmp_path / "other" / "venue.md").write_text("# Minutes of a meeting\n")
    monkeypatch.chdir(tmp_path / "notes")
    assert "Minutes" not in repr(lesson_head("bargaining_range"))


def test_a_notebooks_own_chapter_comes_before_that_of_the_book(book, tmp_path, monkeypatch):
    book()
    copy = tmp_path / "elsewhere" / "bargaining"
    copy.mkdir(parents=True)
    (copy / "bargaining_range.md").write_text(book().read_text("utf-8").replace("45", "25"), "utf-8")
    monkeypatch.chdir(copy)
    assert lesson_head("bargaining_range").lesson.read == 25


def test_a_name_that_is_none_is_refused(book):
    book()
    with pytest.raises(ValueError, match="'bargaining_rang' is no chapter.*bargaining_range"):
        lesson_head("bargaining_rang")
    with pytest.raises(TypeError, match="name of a chapter"):
        lesson_head(None)

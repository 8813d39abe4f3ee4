"""`make book` keeps what is still true, and makes anew what other code made."""

import pytest

from widgets.book import cache

BOOK = ("widgets/book/pages.py", "widgets/book/formula.py")


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A small project with a model, a widget, the book's own code and something built."""
    for name in (
        "models/a.py",
        "widgets/b.js",
        "widgets/book/pages.py",
        "widgets/bench/c.py",
        "requirements.lock",
    ):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("1")
    build = tmp_path / "_build"
    for name, value in {"ROOT": tmp_path, "BUILD": build, "STAMP": build / ".made-of.json"}.items():
        monkeypatch.setattr(cache, name, value)
    monkeypatch.setattr(cache, "UNFINISHED", build / ".unfinished")
    cache.begin()
    cache.end()
    for kept in (".jupyter_cache", ".doctrees"):
        (build / kept).mkdir()
    return tmp_path


def left(project):
    return {name for name in (".jupyter_cache", ".doctrees") if (project / "_build" / name).exists()}


def test_nothing_is_forgotten_where_nothing_changed(project):
    cache.begin()
    assert left(project) == {".jupyter_cache", ".doctrees"}


@pytest.mark.parametrize("changed", ["models/a.py", "widgets/b.js", BOOK[1], "requirements.lock"])
def test_outputs_are_forgotten_when_the_code_behind_them_changes(project, changed):
    (project / changed).write_text("2")
    cache.begin()
    assert left(project) == set()


def test_pages_alone_are_forgotten_when_the_books_own_code_changes(project):
    (project / BOOK[0]).write_text("2")
    cache.begin()
    assert left(project) == {".jupyter_cache"}


def test_the_bench_changes_nothing_in_the_book(project):
    (project / "widgets/bench/c.py").write_text("2")
    cache.begin()
    assert left(project) == {".jupyter_cache", ".doctrees"}


def test_a_build_that_failed_leaves_no_page_behind(project):
    cache.begin()
    cache.begin()
    assert left(project) == {".jupyter_cache"}

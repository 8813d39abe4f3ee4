"""A build keeps what is still true, and makes anew what other code made."""

import pytest

from widgets.build import leftovers

PAGES, EXPLORERS = ".doctrees", "html/_static/explorers"


@pytest.fixture
def build(tmp_path, monkeypatch):
    """The build folder of a small project: a widget, the book's own code, and something built."""
    names = (
        "widgets/b.js",
        "widgets/book/pages.py",
        "widgets/bench/c.py",
        "widgets/build/d.py",
        "requirements.lock",
    )
    for name in names:
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("1")
    monkeypatch.setattr(leftovers, "ROOT", tmp_path)
    folder = tmp_path / "_build"
    leftovers.begin(folder)
    leftovers.end(folder)
    for kept in (PAGES, EXPLORERS):
        (folder / kept).mkdir(parents=True)
    return folder


def left(build):
    return {name for name in (PAGES, EXPLORERS) if (build / name).exists()}


@pytest.mark.parametrize(
    ("changed", "kept"),
    [
        (None, {PAGES, EXPLORERS}),
        ("widgets/b.js", {PAGES}),
        ("widgets/book/pages.py", {EXPLORERS}),
        ("requirements.lock", set()),
        ("widgets/bench/c.py", {PAGES, EXPLORERS}),
        ("widgets/build/d.py", {PAGES, EXPLORERS}),
    ],
)
def test_what_other_code_made_is_forgotten_and_nothing_else(build, changed, kept):
    if changed:
        (build.parent / changed).write_text("2")
    leftovers.begin(build)
    assert left(build) == kept


def test_a_build_that_failed_leaves_no_page_behind(build):
    leftovers.begin(build)
    leftovers.begin(build)
    assert left(build) == {EXPLORERS}

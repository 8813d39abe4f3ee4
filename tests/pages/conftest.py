"""Pages and explorers are found in the built book: a new chapter is tested without being named anywhere."""

from pathlib import Path

import pytest

from tests.browsing import new_tab
from tests.pages import explorers

ROOT = Path(__file__).resolve().parents[2]
READER = Path(__file__).with_name("reader.js")
DECLINED = Path(__file__).with_name("declined.js")
NOT_PAGES = ("_static", "_sources", "_images", "reports")


def pages_of(folder: Path) -> list[str]:
    """Every page of the book, but not the one that only sends its reader to the first."""
    found = [path.relative_to(folder) for path in sorted(folder.glob("**/*.html"))]
    return [
        path.as_posix() for path in found
        if path.parts[0] not in NOT_PAGES and 'http-equiv="refresh"' not in (folder / path).read_text("utf-8")
    ]  # fmt: skip


def pytest_generate_tests(metafunc):
    folder = metafunc.config.getoption("--book").resolve()
    # without a book there is one case, which fails in the fixture `book`
    if "html" in metafunc.fixturenames:
        metafunc.parametrize("html", pages_of(folder) or ["no page"], indirect=True, scope="module")
    if "explorer" in metafunc.fixturenames:
        places = [(page, *found) for page in pages_of(folder) for found in explorers.in_page(folder / page)]
        names = [f"{page}#{id}" for page, _, id in places]
        places, names = (places, names) if places else ([("no page", "", "")], ["no explorer"])
        metafunc.parametrize("explorer", places, ids=names, indirect=True, scope="module")


@pytest.fixture(scope="session")
def anew(browser):
    """A tab of its own: ``with anew(color_scheme="dark") as tab: tab.open(file)``."""
    return lambda **options: new_tab(browser, scripts=(READER, DECLINED), **options)


@pytest.fixture(scope="session")
def newcomer(browser):
    """The same for a reader whom figures still ask."""
    return lambda **options: new_tab(browser, scripts=(READER,), **options)


@pytest.fixture(scope="module")
def html(request, book) -> Path:
    """One built page after the other."""
    return book / request.param


@pytest.fixture(scope="module")
def _tabs(anew):
    """The page that the tests of several explorers share, opened once."""
    held = {}

    def tab_of(html):
        if html not in held:
            close()
            context = anew(permissions=["clipboard-read", "clipboard-write"])
            held[html] = (context, context.__enter__())
            held[html][1].open(html)
        return held[html][1]

    def close():
        while held:
            held.popitem()[1][0].__exit__(None, None, None)

    yield tab_of
    close()


@pytest.fixture(scope="module")
def explorer(request, book, _tabs):
    """One explorer after the other, in an open page."""
    page, slug, id = request.param
    if not slug:
        pytest.fail("the built book has no explorer")
    html = book / page
    chapter = (ROOT / page).with_suffix(".md")
    return explorers.Explorer(_tabs(html), html, slug, id, lambda: explorers.sheets(chapter)[id])


@pytest.fixture(autouse=True)
def start_over(request):
    """Tests of one explorer share a page: each finds it at its starting point."""
    if "explorer" in request.fixturenames:
        request.getfixturevalue("explorer").reset()

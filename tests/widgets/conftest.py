"""Explorers without a book: the page's program alone, or a small page written for the test."""

from pathlib import Path

import pytest

from tests.browsing import new_tab
from tests.pages.explorers import Explorer
from widgets.jupyter.explorer import PageExplorer
from widgets.page import bundle
from widgets.page.markup import html

READER = Path(__file__).parents[1] / "pages" / "reader.js"
PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Test</title><link rel="stylesheet" href="explorer.css"></head>
<body><main>{}</main><script defer src="vega.js"></script><script defer src="explorer.js"></script></body></html>
"""


@pytest.fixture(scope="module")
def scripts(browser):
    """A page that has the explorers' scripts but no explorer; call it with a JavaScript function."""
    with new_tab(browser) as tab:
        tab.page.add_script_tag(content=bundle.code())
        yield tab.page.evaluate


@pytest.fixture(scope="session")
def assets(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pages")
    bundle.write_assets(folder)
    return folder


@pytest.fixture
def show(browser, assets, request):
    """Write an explorer to a page, open it, and return it as a reader finds it."""
    tabs = []

    def show(made: PageExplorer) -> Explorer:
        sheet = made._sheet
        file = assets / f"{request.node.name.partition('[')[0]}-{sheet.id}.html"
        file.write_text(PAGE.format(html(sheet)), encoding="utf-8")
        tabs.append(new_tab(browser, scripts=(READER,)))
        tab = tabs[-1].__enter__()
        tab.open(file)
        return Explorer(tab, file, sheet.model.slug, sheet.id, lambda: sheet)

    yield show
    for tab in tabs:
        tab.__exit__(None, None, None)


@pytest.fixture
def as_page(monkeypatch):
    """`explore` makes what it makes for the built book."""
    monkeypatch.setenv("TERMS_AND_THREATS_PAGE", "1")


@pytest.fixture
def as_notebook(monkeypatch):
    """`explore` makes what it makes in a notebook."""
    monkeypatch.delenv("TERMS_AND_THREATS_PAGE", raising=False)

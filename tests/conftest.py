"""Fixtures that every test may use: a browser, and the built book."""

from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests import browsing, engines

ROOT = Path(__file__).resolve().parents[1]


def pytest_addoption(parser):
    parser.addoption("--book", type=Path, default=ROOT / "_build" / "html", help="folder of the built book")


def pytest_report_header():
    return engines.said()


@pytest.fixture(scope="session")
def playwright():
    with sync_playwright() as found:
        yield found


@pytest.fixture(scope="session")
def browser(playwright):
    """Chromium or Chrome; without one the run stops at once, with the sentence that says how to get it."""
    try:
        found = browsing.launch(playwright)
    except RuntimeError as error:
        pytest.exit(str(error), returncode=1)
    yield found
    found.close()


@pytest.fixture(scope="session", params=engines.wanted())
def engine(request, playwright, tmp_path_factory):
    """Chromium, Firefox and WebKit, one after the other; in CI a test fails where one is not installed."""
    try:
        found = engines.start(request.param, playwright, tmp_path_factory.mktemp(request.param))
    except RuntimeError as error:
        pytest.fail(str(error))
    found.name = request.param
    yield found
    found.close()


@pytest.fixture(scope="session")
def book(request) -> Path:
    """Folder of the built book."""
    folder = request.config.getoption("--book").resolve()
    if not list(folder.glob("chapters/**/*.html")):
        pytest.fail(f"no built book in {folder}: run 'make book' first")
    return folder

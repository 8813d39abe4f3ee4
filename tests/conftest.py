"""Fixtures that every test may use: a browser, and the built book."""

from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests import browsing

ROOT = Path(__file__).resolve().parents[1]


def pytest_addoption(parser):
    parser.addoption("--book", type=Path, default=ROOT / "_build" / "html", help="folder of the built book")


@pytest.fixture(scope="session")
def browser():
    """Chromium or Chrome; without one the run stops at once, with the sentence that says how to get it."""
    with sync_playwright() as playwright:
        try:
            found = browsing.launch(playwright)
        except RuntimeError as error:
            pytest.exit(str(error), returncode=1)
        yield found
        found.close()


@pytest.fixture(scope="session")
def book(request) -> Path:
    """Folder of the built book."""
    folder = request.config.getoption("--book").resolve()
    if not list(folder.glob("chapters/**/*.html")):
        pytest.fail(f"no built book in {folder}: run 'make book' first")
    return folder

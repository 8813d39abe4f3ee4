"""A notebook that is saved or exported: one copy of the script, and a picture where no script runs."""

import json
import subprocess
import sys

import nbformat
import pytest
from nbclient import NotebookClient

from tests.browsing import new_tab
from widgets.page import bundle


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    """A notebook with three explorers, run and saved with the state of its widgets."""
    notebook = nbformat.v4.new_notebook()
    for slug in ("bargaining_range", "venue", "deterrence"):
        notebook.cells.append(nbformat.v4.new_code_cell(f"import widgets\nwidgets.explore({slug!r})"))
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("TERMS_AND_THREATS_PAGE", raising=False)
        NotebookClient(notebook, timeout=120, kernel_name="python3", store_widget_state=True).execute()
    path = tmp_path_factory.mktemp("saved") / "three.ipynb"
    nbformat.write(notebook, path)
    return path


def test_the_script_is_saved_once(saved):
    script = json.dumps(bundle.module(), ensure_ascii=False)[1:-1]
    text = saved.read_text("utf-8")
    assert text.count(script) == 1
    # an explorer: its picture twice (output and stand-in), its page and its styles
    explorer = (len(text) - len(script)) / 3
    assert explorer < 320_000


def test_an_exported_page_shows_the_pictures_offline(saved, browser):
    subprocess.run(
        [sys.executable, "-m", "jupyter", "nbconvert", "--to", "html", str(saved)],
        check=True,
        capture_output=True,
    )
    with new_tab(browser) as tab:
        tab.page.goto(saved.with_suffix(".html").as_uri())
        pictures = tab.page.locator("figure[data-stands-for]")
        assert pictures.count() == 3
        for picture in pictures.all():
            assert picture.locator("img").bounding_box()["width"] > 200
            assert len(picture.locator("figcaption").inner_text()) > 40

"""Chapters run side by side on copied kernels: as alone, each in a state of its own, and faults are shown."""

from concurrent.futures import ThreadPoolExecutor

import nbformat
import pytest

from widgets.book import chapters, made_of


class Config:
    execution_timeout, execution_allow_errors = 60, False


def notebook(*cells):
    found = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    found.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
    return found


def test_each_runs_for_itself_and_one_that_fails_is_shown(tmp_path):
    outputs, said = chapters.Outputs(str(tmp_path / "cache")), []
    made_of.forget_what_was_read()
    cells = {
        "one": ("import models", "models.mark = 'one'; m = models.load('venue'); print(m.slug)"),
        "two": ("import models", "print(getattr(models, 'mark', 'clean'))"),
        "bad": ("1/0",),
    }
    run = [chapters.Chapter(tmp_path / f"{name}.md", notebook(*cells[name]), Config) for name in cells]
    failed = pytest.raises(chapters.ChaptersFailed, match=r"bad\.md(.|\n)*ZeroDivisionError")
    with ThreadPoolExecutor(1) as alone, failed:  # a browser holds the event loop of this thread
        alone.submit(chapters.run_chapters, run, outputs, at_once=1, say=said.append).result()

    def printed(chapter):
        kept = nbformat.read(outputs.folder(outputs.key(chapter.notebook)) / "base.ipynb", 4)
        return kept.cells[-1].outputs[0].text.strip()

    assert [printed(chapter) for chapter in run[:2]] == ["venue", "clean"]
    assert [line.split()[0] for line in said] == ["one", "two", "bad"]
    folders = [outputs.folder(outputs.key(chapter.notebook)) for chapter in run]
    assert [made_of.still_true(folder) for folder in folders] == [True, True, False]
    assert "models/start/venue.py" in (folders[0] / made_of.NOTE).read_text()
    assert "models/start/venue.py" not in (folders[1] / made_of.NOTE).read_text()

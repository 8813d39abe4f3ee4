"""Chapters as notebooks: their cells, and what the cells print when they run from a clean kernel."""

import os
import subprocess
import sys
from functools import lru_cache
from pathlib import Path

import jupytext
import nbformat
from jupyter_cache import get_cache

from widgets.book import made_of

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted((ROOT / "chapters").glob("*/*.md"))

# In a process of its own: the kernel's messages need an event loop, and a browser holds the one of the tests.
RUN = """
import sys, jupytext, nbformat
from nbclient import NotebookClient
notebook = jupytext.read(sys.argv[1])
NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
nbformat.write(notebook, sys.argv[2])
"""


def read(chapter: Path):
    return jupytext.read(chapter)


def is_notebook(chapter: Path) -> bool:
    return any(cell.cell_type == "code" for cell in read(chapter).cells)


@lru_cache
def executed(chapter: Path, folder: Path):
    """The chapter's cells with their outputs, run from top to bottom in a clean kernel.

    A build keeps the outputs of a run that ended well, under the code of all cells. They are such a run, and
    serve as one, where the code behind the cells (models, widgets, register) is what it was in that build;
    else the chapter runs again here.
    """
    if not is_notebook(chapter):
        return read(chapter)
    return _from_the_build(chapter) or _run(chapter, folder)


def _from_the_build(chapter):
    outputs, notebook = get_cache(ROOT / "_build" / ".jupyter_cache"), read(chapter)
    key = outputs.create_hashed_notebook(notebook)[1]
    if not made_of.still_true(Path(outputs.path) / "executed" / key):
        return None
    return outputs.merge_match_into_notebook(notebook)[1]


def _run(chapter, folder):
    target = folder / f"{chapter.stem}.ipynb"
    ended = subprocess.run(
        [sys.executable, "-c", RUN, chapter, target],
        env={**os.environ, "TERMS_AND_THREATS_PAGE": "1", "JUPYTER_PREFER_ENV_PATH": "1"},
        cwd=chapter.parent,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert ended.returncode == 0, f"{chapter.name} does not run:\n{ended.stdout[-3000:]}"
    return nbformat.read(target, 4)

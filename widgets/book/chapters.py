"""Run the chapters that have to be run, side by side, before Sphinx reads them.

Sphinx and MyST-NB run one chapter after another. Here, as soon as it is known which pages will be read, those
whose outputs are missing or made by other code are run, as many at once as there are processors, and their outputs
put where MyST-NB looks for them (jupyter-cache).
"""

import asyncio
import contextlib
import copy
import os
import re
import tempfile
import time
import uuid
from pathlib import Path, PurePosixPath

import nbformat
from jupyter_cache import get_cache
from jupyter_cache.base import CacheBundleIn
from jupyter_client.manager import AsyncKernelManager
from myst_nb.core.read import create_nb_reader
from nbclient import NotebookClient
from nbclient.exceptions import CellControlSignal
from sphinx.errors import SphinxError
from traitlets import default

from . import made_of
from .kernels import copied_kernels


class ChaptersFailed(SphinxError):
    """Cells that ended in an error; the message shows each."""

    category = "Chapters failed"


class Outputs:
    """The outputs that are kept: jupyter-cache, with a note of what each was made of."""

    def __init__(self, folder: str):
        self._cache = get_cache(folder)

    def key(self, notebook) -> str:
        return self._cache.create_hashed_notebook(notebook)[1]

    def folder(self, key: str) -> Path:
        return Path(self._cache.path) / "executed" / key

    def forget(self, notebook) -> None:
        """Drop what is kept of `notebook`, if anything is."""
        with contextlib.suppress(KeyError):
            self._cache.remove_cache(self._cache.match_cache_notebook(notebook).pk)

    def keep(self, notebook, path: Path, seconds: float, files: list[str]) -> None:
        bundle = CacheBundleIn(notebook, str(path), data={"execution_seconds": seconds})
        self._cache.cache_notebook_bundle(bundle, check_validity=False, overwrite=True)
        made_of.write(self.folder(self.key(notebook)), files)


class Manager(AsyncKernelManager):
    """Speaks to its kernel through files where the system can: two kernels that start at once may take one port."""

    sockets = None  # a folder with a short name, since the address of a socket has about a hundred characters

    @default("transport")
    def _default_transport(self):
        return "ipc" if os.name == "posix" and self.sockets else "tcp"

    @default("ip")
    def _default_ip(self):
        return f"{self.sockets}/{uuid.uuid4().hex[:12]}" if self.transport == "ipc" else "127.0.0.1"


class Chapter:
    """A chapter that has to be run."""

    def __init__(self, path: Path, notebook, config):
        self.path, self.notebook = path, notebook
        self.timeout, self.allow_errors = config.execution_timeout, config.execution_allow_errors

    @property
    def has_cells(self):
        return any(cell.cell_type == "code" for cell in self.notebook.cells)

    async def run(self) -> tuple[object, float, list[str]]:
        """The notebook with its outputs, the seconds it took, and the files of the book behind them."""
        began, notebook = time.perf_counter(), copy.deepcopy(self.notebook)
        files = []
        if self.has_cells:
            notebook.cells.append(nbformat.v4.new_code_cell(made_of.QUESTION))
            client = NotebookClient(
                notebook, timeout=self.timeout, kernel_manager_class=Manager, allow_errors=self.allow_errors,
                resources={"metadata": {"path": str(self.path.parent)}},
                record_timing=False,  # it would change the cells, and with them the key
            )  # fmt: skip
            await client.async_execute()
            files = made_of.loaded("".join(o.get("text", "") for o in notebook.cells.pop().outputs))
        return notebook, time.perf_counter() - began, files


def processors() -> int:
    """How many this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


async def _run_all(chapters, outputs, at_once, say):
    free, failed = asyncio.Semaphore(at_once), {}

    async def run(chapter):
        async with free:
            try:
                notebook, seconds, files = await chapter.run()
            except (CellControlSignal, RuntimeError) as error:
                say(f"  {chapter.path.stem:<28} failed")
                failed[chapter.path] = str(error)
            else:
                outputs.keep(notebook, chapter.path, seconds, files)
                if chapter.has_cells:
                    say(f"  {chapter.path.stem:<28} {seconds:5.1f} s")

    await asyncio.gather(*(run(chapter) for chapter in chapters))
    return failed


def run_chapters(chapters: list[Chapter], outputs: Outputs, at_once: int | None = None, say=print) -> None:
    """Run `chapters`, `at_once` at a time, and keep what they print. ChaptersFailed names those that cannot."""
    with copied_kernels(), tempfile.TemporaryDirectory(prefix="chapters-") as Manager.sockets:
        failed = asyncio.run(_run_all(chapters, outputs, at_once or processors(), say))
    if failed:
        shown = "\n\n".join(f"{path}:\n{text}" for path, text in failed.items())
        raise ChaptersFailed(re.sub(r"\x1b\[[0-9;]*m", "", shown))


# -- Sphinx ---------------------------------------------------------------------------------------------------


def find_outdated(app, env, added, changed, removed):
    """Pages whose own source is as it was, and whose outputs other code made."""
    made_of.forget_what_was_read()
    if not hasattr(env, "book_outputs"):
        env.book_outputs = {}
    for page in removed:
        env.book_outputs.pop(page, None)
    outputs = Outputs(env.mystnb_config.execution_cache_path)
    known = env.book_outputs.items()
    return [page for page, (key, digest) in known if made_of.now(outputs.folder(key)) != digest]


def run_outdated(app, env, pages):
    config = env.mystnb_config
    if config.execution_mode != "cache":
        return
    outputs, to_run = Outputs(config.execution_cache_path), {}
    keys = {}
    for page in pages:
        path = Path(env.doc2path(page))
        if any(PurePosixPath(path.as_posix()).match(pattern) for pattern in config.execution_excludepatterns):
            continue
        text = path.read_text(encoding="utf-8")
        reader = create_nb_reader(str(path), env.myst_config, config, text)
        if reader is None:
            continue
        notebook = reader.read(text)
        keys[page] = key = outputs.key(notebook)
        if not made_of.still_true(outputs.folder(key)):
            outputs.forget(notebook)
            to_run[key] = Chapter(path, notebook, config)
    if to_run:
        _isolate(Path(app.outdir).parent)
        # the longest first: the last to end then has least to wait for
        by_length = sorted(to_run.values(), key=lambda chapter: -chapter.path.stat().st_size)
        run_chapters(by_length, outputs)
    for page, key in keys.items():
        env.book_outputs[page] = (key, made_of.now(outputs.folder(key)))


def _isolate(folder: Path) -> None:
    """Kernels read no settings of this machine's user and need no home to write to."""
    for name in ("IPYTHONDIR", "JUPYTER_RUNTIME_DIR", "JUPYTER_CONFIG_DIR", "MPLCONFIGDIR"):
        own = folder / ".kernels" / name.lower()
        own.mkdir(parents=True, exist_ok=True)
        os.environ[name] = str(own)
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # chapters run side by side already


def setup(app):
    app.connect("env-get-outdated", find_outdated)
    app.connect("env-before-read-docs", run_outdated)

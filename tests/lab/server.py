"""JupyterLab as `make lab` starts it, and a notebook open in it, for tests and for the bench."""

import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import expect

ROOT = Path(__file__).resolve().parents[2]
TOKEN = "seminar"
STARTS = 30  # seconds that the server may take
# it ends by itself if whoever started it was killed
FORGOTTEN = (
    "--ServerApp.shutdown_no_activity_timeout=120",
    "--MappingKernelManager.cull_idle_timeout=120",
    "--MappingKernelManager.cull_interval=30",
    "--MappingKernelManager.cull_connected=True",
)
RUNS = 45_000  # milliseconds that a notebook may take


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def copy_of_the_book(folder):
    """What `make lab` shows, in a folder where a notebook may be saved."""
    shutil.copy(ROOT / "Makefile", folder)
    shutil.copytree(ROOT / "chapters", folder / "chapters")
    shutil.copytree(ROOT / "widgets" / "lab", folder / "widgets" / "lab")


def make_lab(folder, port):
    """The command `make lab`, with the environment that the tests run in, and without opening a browser."""
    options = [
        "--no-browser",
        f"--port={port}",
        "--ServerApp.port_retries=0",
        f"--IdentityProvider.token={TOKEN}",
        *FORGOTTEN,
    ]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        options.append("--allow-root")
    own = {f"JUPYTER_{kind}_DIR": str(folder / "state" / kind) for kind in ("CONFIG", "DATA", "RUNTIME")}
    own |= {f"JUPYTERLAB_{kind}_DIR": str(folder / "state" / kind) for kind in ("SETTINGS", "WORKSPACES")}
    own["IPYTHONDIR"] = str(folder / "state" / "ipython")
    programs = shlex.quote(str(Path(sys.executable).parent))  # a folder's name may hold a space
    return subprocess.Popen(
        ["make", "--old-file=.venv/.ready", "lab", f"BIN={programs}", f"LAB={' '.join(options)}"],
        cwd=folder, env={**os.environ, **own}, start_new_session=True,
        stdout=(folder / "server.log").open("w"), stderr=subprocess.STDOUT,
    )  # fmt: skip


@contextmanager
def running_lab(folder):
    """Address of a JupyterLab server that is gone afterwards, whatever happens."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    server = make_lab(folder, port)
    try:
        deadline = time.monotonic() + STARTS
        while not answers(f"{address}/api"):
            if server.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"'make lab' did not start:\n{(folder / 'server.log').read_text()}")
            time.sleep(0.2)
        yield address
    finally:
        with suppress(OSError, subprocess.TimeoutExpired):  # asked politely, it ends its kernels too
            answers(f"{address}/api/shutdown", method="POST")
            server.wait(15)
        with suppress(ProcessLookupError):
            os.killpg(server.pid, signal.SIGKILL)
        server.wait()


def answers(address, **options):
    request = urllib.request.Request(address, headers={"Authorization": f"token {TOKEN}"}, **options)
    try:
        with urllib.request.urlopen(request, timeout=5):
            return True
    except OSError:
        return False


@dataclass
class Notebook:
    """The chapter, open in the browser."""

    page: object
    cells: int  # code cells of the file: a long notebook shows only some at a time
    outside: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def find(self, selector):
        return self.page.locator(f".jp-NotebookPanel {selector}")

    @property
    def ran(self):
        """The cells that have run, by their numbers."""
        return self.find(".jp-InputPrompt").filter(has_text=re.compile(r"\[\d+\]"))

    def run_all(self):
        self.page.get_by_role("menuitem", name="Run", exact=True).click()
        self.page.get_by_text("Run All Cells", exact=True).click()
        self.page.get_by_role("menuitem", name="View", exact=True).click()
        self.page.get_by_text("Expand All Code", exact=True).click()  # a folded cell does not show its number
        expect(self.ran).to_have_count(self.cells, timeout=RUNS)

    def run(self, code):
        """Add a cell at the end, run it, and return its cell."""
        before = self.find(".jp-CodeCell").count()
        self.find(".jp-Notebook-footer").click()
        cell = self.find(".jp-CodeCell").nth(before)
        cell.locator(".cm-content").click()
        self.page.keyboard.insert_text(code)
        self.page.keyboard.press("Control+Enter")
        expect(self.ran).to_have_count(before + 1)
        return cell

    def print(self, code):
        """What `code` prints, in a new cell."""
        return self.run(code).locator(".jp-OutputArea-output").inner_text().strip()


@contextmanager
def open_notebook(browser, folder, path):
    """The notebook at `path` of a book's copy in `folder`, opened by a double click; no other host is in reach."""
    with running_lab(folder) as address:
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        context.set_default_timeout(15_000)
        page = context.new_page()
        found = Notebook(page, (folder / path).read_text(encoding="utf-8").count("```{code-cell}"))

        def refuse(route):
            found.outside.append(route.request.url)
            route.abort()

        page.route(lambda url: not url.startswith((address, "data:", "blob:")), refuse)
        page.on("console", lambda m: m.type == "error" and found.complaints.append(m.text))
        page.on("pageerror", lambda error: found.complaints.append(str(error)))
        try:
            page.goto(f"{address}/lab/tree/{path.parent}?token={TOKEN}")
            page.locator(".jp-DirListing-item", has_text=path.name).dblclick()
            page.locator("#jp-main-statusbar").get_by_text("| Idle").wait_for()  # a kernel is there
            yield found
        finally:
            context.close()

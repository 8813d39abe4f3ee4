"""A chapter in JupyterLab as `make lab` starts it: it runs to the end, and its explorers and Python move together."""

import os
import re
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

import pytest
from playwright.sync_api import expect

ROOT = Path(__file__).resolve().parents[2]
CHAPTER = Path("chapters/bargaining/bargaining_range.md")
TOKEN = "seminar"
STARTS = 30  # seconds that the server may take
RUNS = 45_000  # milliseconds that the chapter may take


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
    ]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        options.append("--allow-root")
    own = {f"JUPYTER_{kind}_DIR": str(folder / "state" / kind) for kind in ("CONFIG", "DATA", "RUNTIME")}
    own |= {f"JUPYTERLAB_{kind}_DIR": str(folder / "state" / kind) for kind in ("SETTINGS", "WORKSPACES")}
    own["IPYTHONDIR"] = str(folder / "state" / "ipython")
    return subprocess.Popen(
        ["make", "--old-file=.venv/.ready", "lab", f"BIN={Path(sys.executable).parent}", f"LAB={' '.join(options)}"],
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
                pytest.fail(f"'make lab' did not start:\n{(folder / 'server.log').read_text()}")
            time.sleep(0.2)
        yield address
        with suppress(OSError, subprocess.TimeoutExpired):  # asked politely, it ends its kernels too
            answers(f"{address}/api/shutdown", method="POST")
            server.wait(15)
    finally:
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
    outside: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def find(self, selector):
        return self.page.locator(f".jp-NotebookPanel {selector}")

    @property
    def ran(self):
        """The cells that have run, by their numbers."""
        return self.find(".jp-InputPrompt").filter(has_text=re.compile(r"\[\d+\]"))

    def run_all(self):
        self.page.locator("#jp-main-statusbar").get_by_text("| Idle").wait_for()  # a kernel is there
        self.page.get_by_role("menuitem", name="Run", exact=True).click()
        self.page.get_by_text("Run All Cells", exact=True).click()
        expect(self.ran).to_have_count(self.find(".jp-CodeCell").count(), timeout=RUNS)

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


@pytest.fixture(scope="module")
def notebook(browser, tmp_path_factory):
    """The chapter, opened by a double click and run from top to bottom; no host but this machine is in reach."""
    folder = tmp_path_factory.mktemp("lab")
    copy_of_the_book(folder)
    with running_lab(folder) as address:
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        context.set_default_timeout(15_000)
        page = context.new_page()
        found = Notebook(page)

        def refuse(route):
            found.outside.append(route.request.url)
            route.abort()

        page.route(lambda url: not url.startswith((address, "data:", "blob:")), refuse)
        page.on("console", lambda m: m.type == "error" and found.complaints.append(m.text))
        page.on("pageerror", lambda error: found.complaints.append(str(error)))
        try:
            page.goto(f"{address}/lab/tree/{CHAPTER.parent}?token={TOKEN}")
            page.locator(".jp-DirListing-item", has_text=CHAPTER.name).dblclick()
            found.run_all()
            yield found
        finally:
            context.close()


def test_the_chapter_runs_to_the_end(notebook):
    assert notebook.ran.count() == (ROOT / CHAPTER).read_text(encoding="utf-8").count("```{code-cell}")
    assert notebook.find("[data-mime-type='application/vnd.jupyter.error']").count() == 0
    assert notebook.find("[data-mime-type='application/vnd.jupyter.stderr']").count() == 0


def test_its_explorers_are_drawn_and_styled(notebook):
    explorers = notebook.find("[data-explorer]")
    assert explorers.count() == (ROOT / CHAPTER).read_text(encoding="utf-8").count("widgets.explore(")
    for explorer in explorers.all():
        explorer.scroll_into_view_if_needed()
        explorer.locator(".tt-charts svg.marks:not([width='0'])").first.wait_for()
        box, room = (explorer.locator(part).bounding_box() for part in (".tt-charts", ".tt-show"))
        assert box["height"] > 100 and abs(box["width"] - room["width"]) < 1
        assert explorer.evaluate("(it) => getComputedStyle(it).borderTopLeftRadius") == "8px"


def test_a_slider_moves_python_and_the_picture(notebook):
    cell = notebook.run(
        'risk = widgets.explore(model, attitude, gamma_R=2)\nprint(risk.outcomes["regime"])\nrisk'
    )
    explorer = cell.locator("[data-explorer][data-ready]")
    picture = explorer.locator(".tt-charts svg.marks:not([width='0'])").first
    before = picture.inner_html()
    assert cell.locator(".jp-RenderedText").first.inner_text().strip() == "both_threats"

    slider = explorer.locator("input[type=range][name=gamma_R]")
    slider.press("End")
    slider.press("ArrowDown")  # the notebook has this key too: it may not take it from the slider
    assert slider.input_value() == "3.95"
    assert picture.inner_html() != before
    assert notebook.print('print(risk.values["gamma_R"], risk.outcomes["regime"])') == "3.95 empty"


def test_values_set_in_python_move_the_slider(notebook):
    cell = notebook.run("line = widgets.explore(model, number_line)\nline")
    explorer = cell.locator("[data-explorer][data-ready]")
    picture = explorer.locator(".tt-charts svg.marks:not([width='0'])").first
    before = picture.inner_html()
    assert notebook.print('line.values = {"p": 0.6}\nprint(round(line.outcomes["x_lo"], 9))') == "0.4"
    expect(explorer.locator("input[name=p]")).to_have_value("0.6")
    assert explorer.locator("[data-for=p]").input_value() == "0.6"
    assert picture.inner_html() != before
    assert "0.40" in explorer.locator(".tt-readout").inner_text()


def test_it_asked_nothing_of_another_host_and_complained_of_nothing(notebook):
    # terms are in the glossary, a page of its own: a single notebook cannot link to them
    complaints = [
        text for text in notebook.complaints if not text.startswith("Cross reference target was not found")
    ]
    assert not complaints
    assert not notebook.outside

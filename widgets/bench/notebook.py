"""What a reader would get without this book's explorers: `interact` and matplotlib on a kernel, in JupyterLab."""

import shutil
import tempfile
from pathlib import Path

from tests.lab.server import copy_of_the_book, open_notebook

HERE = Path(__file__).parent
SCRIPT = (HERE / "interact.js").read_text(encoding="utf-8")
COUNT = 40  # the slider has 45 stops from where it starts


def interact_steps(browser) -> list[float]:
    """How long each step of the slider in interact.md took, in milliseconds (see interact.js)."""
    with tempfile.TemporaryDirectory() as folder:
        copy_of_the_book(Path(folder))
        notebook = Path("chapters/bench/interact.md")
        (Path(folder) / notebook).parent.mkdir()
        shutil.copy(HERE / notebook.name, Path(folder) / notebook)
        with open_notebook(browser, Path(folder), notebook) as found:
            found.run_all()
            output = found.find(".jp-OutputArea-output:has([role=slider]):has(img)").first
            output.locator("img").wait_for()
            return output.element_handle().evaluate(f"(output) => ({SCRIPT})(output, {COUNT})")

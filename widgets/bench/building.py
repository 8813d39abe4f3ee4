"""How long `make book` takes in a copy of the repository: for the first time, and after small changes."""

import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CHAPTER = "chapters/bargaining/bargaining_range.md"
LINE = "import models\n"  # in its first cell


def build_times() -> dict[str, float]:
    """What was done → seconds that `make book` took after it."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "book"
        files = subprocess.run(
            ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
        ).stdout
        for name in files.splitlines():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, copy / name)
        chapter = copy / CHAPTER
        text = chapter.read_text(encoding="utf-8")
        found = {"from nothing, environment included": _make_book(copy)}
        chapter.write_text(text + "\nOne more sentence.\n", encoding="utf-8")
        found["after a prose edit"] = _make_book(copy)
        chapter.write_text(text.replace(LINE, f"{LINE}import widgets\n", 1), encoding="utf-8")
        found["after a changed cell"] = _make_book(copy)
        return found


def _make_book(folder):
    env = {name: value for name, value in os.environ.items() if name not in ("MAKEFLAGS", "VIRTUAL_ENV")}
    began = time.perf_counter()
    done = subprocess.run(["make", "book"], cwd=folder, env=env, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"'make book' failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return time.perf_counter() - began

"""What the outputs of a chapter were made of, so that a change re-runs the chapters it can reach and no others.

jupyter-cache keeps outputs as long as the cells stay the same; it does not see the code behind them. Beside the
outputs lies a note of the modules of the book that the kernel had loaded when the last cell was done, and a digest
of them. Data files count with the modules they lie beside, and of the register the entries of the loaded models.
"""

import hashlib
import json
import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NOTE = "made-of.json"
PACKAGES = ("models", "widgets")
DATA = {".yml", ".js", ".css", ".json", ".html"}
REGISTER = "models/register.yml"
NOT_BY_FOLDER = {
    "models",
    "widgets/book",
}  # the register counts by its entries; no cell reads the book's templates
UNSEEN = {"bench", "build", "lab"}  # rooms of `widgets` that print nothing in a cell

# the cell that says what was loaded
QUESTION = f"""
import sys as _sys
for _name, _module in list(_sys.modules.items()):
    if _name.partition(".")[0] in {PACKAGES!r} and getattr(_module, "__file__", None):
        _sys.stdout.write(_module.__file__ + "\\n")
"""


def loaded(answer: str, root: Path | None = None) -> list[str]:
    """Files of the book that the kernel named in its `answer`, relative to the book's folder."""
    root = root or ROOT
    paths = [Path(line) for line in answer.splitlines() if line]
    return sorted({path.relative_to(root).as_posix() for path in paths if path.is_relative_to(root)})


def digest(files: list[str], root: Path | None = None) -> str:
    """One digest of `files`, of the data beside them, of their models' entries in the register, and of the lock."""
    root = root or ROOT
    found = hashlib.sha256()
    folders = {str(Path(name).parent) for name in files} - NOT_BY_FOLDER
    data = {path for folder in folders for path in _data(root / folder)}
    for path in sorted({root / name for name in files} | data | {root / "requirements.lock"}):
        found.update(path.relative_to(root).as_posix().encode() + _content(path))
    entries = _entries(root / REGISTER)
    found.update(" ".join(entries).encode())  # the order of the models is the order of the book
    for slug in sorted({Path(name).stem for name in files} & entries.keys()):
        found.update(entries[slug].encode())
    return found.hexdigest()


@cache
def _data(folder: Path) -> list[Path]:
    """Data in `folder`, and in its folders that hold no module."""
    found = []
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.suffix in DATA:
            found.append(path)
        elif path.is_dir() and not (path / "__init__.py").exists() and path.name not in UNSEEN:
            found += _data(path)
    return found


@cache
def _content(path: Path) -> bytes:
    return hashlib.sha256(path.read_bytes()).digest() if path.exists() else b"missing"


@cache
def _entries(register: Path) -> dict[str, str]:
    if not register.exists():
        return {}
    blocks = re.split(r"(?m)^(?=[a-z]\w*:)", register.read_text(encoding="utf-8"))
    return {block.partition(":")[0]: block for block in blocks}


def forget_what_was_read():
    """Look at the files anew: for a process that builds more than once."""
    for function in (_data, _content, _entries):
        function.cache_clear()


def write(folder: Path, files: list[str]) -> None:
    """Note in the cache's `folder` of some outputs that they were made of `files` as these are now."""
    note = {"files": files, "digest": digest(files)}
    (folder / NOTE).write_text(json.dumps(note, indent=1), encoding="utf-8")


def now(folder: Path) -> str | None:
    """The digest that the outputs in `folder` would have now; None where there are none, or nothing is known."""
    if not (folder / "base.ipynb").exists() or not (folder / NOTE).exists():
        return None
    return digest(json.loads((folder / NOTE).read_text(encoding="utf-8"))["files"])


def still_true(folder: Path) -> bool:
    """Whether the outputs in `folder` are what their cells would print now."""
    current = now(folder)
    return (
        current is not None and current == json.loads((folder / NOTE).read_text(encoding="utf-8"))["digest"]
    )

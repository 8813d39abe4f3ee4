"""Throw away what was built from code that has changed since.

jupyter-cache keeps the outputs of a chapter as long as its own cells stay the same, and Sphinx keeps a page
as long as its source does. Neither sees that the models, the register or the widgets behind a cell changed,
and Sphinx does not repeat the warnings of a page it kept. `make book` calls this module before a build
(`begin` forgets what is stale) and after a good one (`end`).
"""

import hashlib
import json
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / "_build"
STAMP = BUILD / ".made-of.json"
UNFINISHED = BUILD / ".unfinished"
CODE = {".py", ".yml", ".js", ".css", ".json", ".html"}

# what each kind of product is made of, and where it lies
SOURCES = {
    "outputs": lambda path: path.parts[:2] not in UNSEEN_BY_CELLS or path.name in SEEN_BY_CELLS,
    "pages": lambda path: path.parts[:2] == ("widgets", "book"),
}
UNSEEN_BY_CELLS = {("widgets", "book"), ("widgets", "lab"), ("widgets", "bench")}
SEEN_BY_CELLS = {"formula.py"}  # of the book: what cells print has formulas
PRODUCTS = {"outputs": [".jupyter_cache", ".doctrees", "html/_static/explorers"], "pages": [".doctrees"]}


def fingerprints():
    """One digest per kind of product, of the files it is made of."""
    digests = {kind: hashlib.sha256() for kind in SOURCES}
    for path in sorted(code_files()):
        content = hashlib.sha256((ROOT / path).read_bytes()).digest()
        for kind, is_source in SOURCES.items():
            if is_source(path):
                digests[kind].update(path.as_posix().encode() + content)
    lock = ROOT / "requirements.lock"
    digests["outputs"].update(lock.read_bytes() if lock.exists() else b"")
    return {kind: digest.hexdigest() for kind, digest in digests.items()}


def code_files():
    for package in ("models", "widgets"):
        for path in (ROOT / package).rglob("*"):
            if path.suffix in CODE:
                yield path.relative_to(ROOT)


def forget(kind):
    for name in PRODUCTS[kind]:
        shutil.rmtree(BUILD / name, ignore_errors=True)


def begin():
    """Forget what other code made, or what a failed build left; from here on all is made of this code."""
    made_of = json.loads(STAMP.read_text()) if STAMP.exists() else {}
    now = fingerprints()
    for kind, digest in now.items():
        if made_of.get(kind) != digest:
            forget(kind)
            if made_of:
                print(f"The code behind the {kind} changed: making them anew.")
    if UNFINISHED.exists():
        forget("pages")
    BUILD.mkdir(exist_ok=True)
    UNFINISHED.touch()
    STAMP.write_text(json.dumps(now, indent=1) + "\n")


def end():
    UNFINISHED.unlink(missing_ok=True)


if __name__ == "__main__":
    {"begin": begin, "end": end}[sys.argv[1]]()

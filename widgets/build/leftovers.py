"""Throw away what was built from code that has changed since.

`widgets/book/made_of.py` knows which chapters a change reaches. What is left for here is made of more than one
chapter's code: the pages as Sphinx keeps them, made by the book's own extension, and the explorers' files. Sphinx
does not repeat the warnings of a page it kept either. A build calls `begin` first, and `end` when it was good.
"""

import hashlib
import json
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CODE = {".py", ".yml", ".js", ".css", ".json", ".html"}
ROOMS_OF_THE_BUILD = {"bench", "lab", "build"}

# what each kind of product is made of, and where it lies
SOURCES = {
    "pages": lambda parts: parts[0] == "book",
    "explorers": lambda parts: parts[0] not in ROOMS_OF_THE_BUILD | {"book"},
}
PRODUCTS = {"pages": [".doctrees"], "explorers": ["html/_static/explorers"]}


def fingerprints() -> dict[str, str]:
    """One digest per kind of product, of the files it is made of."""
    digests = {kind: hashlib.sha256() for kind in SOURCES}
    widgets = ROOT / "widgets"
    for path in sorted(path for path in widgets.rglob("*") if path.suffix in CODE):
        name = path.relative_to(widgets)
        content = name.as_posix().encode() + hashlib.sha256(path.read_bytes()).digest()
        for kind, is_source in SOURCES.items():
            if is_source(name.parts):
                digests[kind].update(content)
    lock = ROOT / "requirements.lock"
    for digest in digests.values():
        digest.update(lock.read_bytes() if lock.exists() else b"")
    return {kind: digest.hexdigest() for kind, digest in digests.items()}


def begin(build: Path) -> None:
    """Forget in the folder `build` what other code made, or a failed build left: all is made of this code now."""
    stamp, unfinished = build / ".made-of.json", build / ".unfinished"
    made_of = json.loads(stamp.read_text(encoding="utf-8")) if stamp.exists() else {}
    now = fingerprints()
    stale = {kind for kind in now if made_of.get(kind) != now[kind]}
    if unfinished.exists():
        stale.add("pages")
    for kind in stale:
        for name in PRODUCTS[kind]:
            shutil.rmtree(build / name, ignore_errors=True)
    build.mkdir(parents=True, exist_ok=True)
    unfinished.touch()
    stamp.write_text(json.dumps(now, indent=1) + "\n", encoding="utf-8")


def end(build: Path) -> None:
    """Say that what lies in `build` is whole."""
    (build / ".unfinished").unlink(missing_ok=True)

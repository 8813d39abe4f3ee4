"""Build one chapter alone, for its author: `make page PAGE=<slug>`.

The chapter is run and put into a small book of its own under `_build/page/<slug>/`, with the glossary, the
register and the bibliography beside it, so that terms and sources resolve. What it cites of other chapters is
not there and is no fault; everything else that Sphinx warns of is shown, and fails the command.
"""

import re
import sys
import time
from pathlib import Path

from . import leftovers, sphinx_run

ROOT = sphinx_run.ROOT
CHAPTERS = ROOT / "chapters"
BESIDE = ("chapters/reference/glossary", "chapters/reference/register", "chapters/reference/bibliography")
NOT_RUN = "chapters/reference/register.md"  # it would load every model to show rows of other chapters

_NOT_THERE = re.compile(r"not found|undefined label|unknown (source )?document", re.IGNORECASE)


def find_chapter(slug: str) -> Path:
    """The file of the chapter `slug`, whether or not _toc.yml has it already. ValueError names those there are."""
    found = {path.stem: path for path in sorted(CHAPTERS.glob("*/*.md"))}
    if slug not in found:
        raise ValueError(f"there is no chapter {slug!r} in chapters/; there are: {', '.join(sorted(found))}.")
    return found[slug]


def is_elsewhere(warning: str, own: Path) -> bool:
    """Whether a warning only says that something of a chapter other than the file `own` is missing here."""
    said = warning.partition("WARNING: ")[2]
    if not _NOT_THERE.search(said):
        return False
    others = [path for path in CHAPTERS.glob("*/*.md") if path != own]
    texts = "\n".join(path.read_text(encoding="utf-8") for path in others)
    for quoted, plain in re.findall(r"'([^']+)'|: ([\w./:-]+)", said):
        name = quoted or plain
        if (name.endswith(".md") and (own.parent / name).exists()) or (ROOT / f"{name}.md").exists():
            return True
        label = re.escape(name)
        if re.search(rf"\({label}\)|:(?:label|name): {label}\s|\}} {label}\s", texts):
            return True
    return False


def build(slug: str) -> tuple[Path, list[str]]:
    """The page of `slug`, and the warnings that concern it."""
    own = find_chapter(slug)
    name = own.relative_to(ROOT).with_suffix("").as_posix()
    folder = ROOT / "_build" / "page" / slug
    leftovers.begin(folder)
    toc = f"format: jb-book\nroot: {name}\nchapters:\n"
    toc += "".join(f"  - file: {other}\n" for other in BESIDE if other != name)
    contents = folder / "_toc.yml"
    if not contents.exists() or contents.read_text(encoding="utf-8") != toc:
        contents.write_text(toc, encoding="utf-8")
    not_run = [] if f"{name}.md" == NOT_RUN else [NOT_RUN]
    warnings = sphinx_run.run(folder, contents, nb_execution_excludepatterns=not_run)
    warnings = [warning for warning in warnings if not is_elsewhere(warning, own)]
    if not warnings:
        leftovers.end(folder)
    return folder / "html" / f"{name}.html", warnings


def main(slug: str = "") -> int:
    began = time.perf_counter()
    if not slug:
        print("Which chapter? Name it, as in 'make page PAGE=shifting_power'.", file=sys.stderr)
        return 2
    try:
        page, warnings = build(Path(slug).stem)
    except (ValueError, sphinx_run.Failed) as error:
        print(f"make page: {error}", file=sys.stderr)
        return 2
    if warnings:
        print(*warnings, sep="\n", file=sys.stderr)
    print(f"{page}   ({time.perf_counter() - began:.0f} s)")
    return bool(warnings)

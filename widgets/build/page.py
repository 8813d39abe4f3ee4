"""Build one chapter alone, for its author: `make page PAGE=<slug>`.

The chapter is run and put into a small book of its own under `_build/page/<slug>/`, with the glossary, the
register and the bibliography beside it, so that terms and sources resolve. What it cites of other chapters is
not there and is no fault; everything else that Sphinx warns of is shown, and fails the command.
"""

import hashlib
import io
import json
import re
import shutil
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CHAPTERS = ROOT / "chapters"
BESIDE = ("chapters/reference/glossary", "chapters/reference/register", "chapters/reference/bibliography")
# these two are quick to show without running their cells, and a page of another chapter needs only their names
NOT_RUN = ["chapters/reference/register.md", "chapters/reference/bibliography.md"]
CODE = {".py", ".yml", ".js", ".css", ".json", ".html"}
UNSEEN_BY_CELLS = ("book", "bench", "build", "lab")


def find_chapter(slug: str) -> Path:
    """The file of the chapter `slug`, whether or not _toc.yml has it already. ValueError names those there are."""
    found = {path.stem: path for path in sorted(CHAPTERS.glob("*/*.md"))}
    if slug not in found:
        raise ValueError(f"there is no chapter {slug!r} in chapters/; there are: {', '.join(sorted(found))}.")
    return found[slug]


def digest_of_code(slug: str) -> str:
    """Of all the code that the cells of `slug` may have run: the widgets, the core, and its own model."""
    digest = hashlib.sha256()
    models = [path for path in (ROOT / "models").rglob("*") if path.suffix in CODE]
    others = {path.stem for path in CHAPTERS.glob("*/*.md")} - {slug}
    text = find_chapter(slug).read_text(encoding="utf-8")
    seen = [path for path in models if path.stem not in others or re.search(rf"\b{path.stem}\b", text)]
    for path in (ROOT / "widgets").rglob("*"):
        if path.suffix in CODE and path.relative_to(ROOT / "widgets").parts[0] not in UNSEEN_BY_CELLS:
            seen.append(path)
    seen += [ROOT / "requirements.lock", ROOT / "widgets/book/formula.py"]
    for path in sorted(seen):
        digest.update(path.relative_to(ROOT).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()


def forget_what_other_code_made(slug: str, folder: Path) -> None:
    stamp = folder / ".made-of.json"
    now = digest_of_code(slug)
    if not stamp.exists() or json.loads(stamp.read_text()) != now:
        for name in (".jupyter_cache", ".doctrees", "html/_static/explorers"):
            shutil.rmtree(folder / name, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    stamp.write_text(json.dumps(now))


def is_elsewhere(warning: str, slug: str) -> bool:
    """Whether a warning only says that something of another chapter is missing here."""
    if not re.search(r"not found|undefined label|unknown (source )?document", warning, re.IGNORECASE):
        return False
    own = find_chapter(slug)
    for name in re.findall(r"'([^']+)'|: ([\w./:-]+)", warning.partition("WARNING: ")[2]):
        name = (name[0] or name[1]).strip()
        if name.endswith(".md") and (own.parent / name).exists() or (ROOT / f"{name}.md").exists():
            return True
        label = re.compile(
            rf"\({re.escape(name)}\)|:(?:label|name): {re.escape(name)}\s|\}} {re.escape(name)}\s"
        )
        others = (path for path in CHAPTERS.glob("*/*.md") if path != own)
        if any(label.search(path.read_text(encoding="utf-8")) for path in others):
            return True
    return False


def build(slug: str) -> tuple[Path, list[str]]:
    """The page of `slug`, and the warnings that concern it."""
    from jupyter_book.config import get_final_config
    from sphinx.application import Sphinx
    from sphinx.util import console
    from sphinx.util.docutils import docutils_namespace, patch_docutils

    folder = ROOT / "_build" / "page" / slug
    name = find_chapter(slug).relative_to(ROOT).with_suffix("").as_posix()
    forget_what_other_code_made(slug, folder)
    contents = folder / "_toc.yml"
    toc = f"format: jb-book\nroot: {name}\nchapters:\n" + "".join(
        f"  - file: {other}\n" for other in BESIDE if other != name
    )
    if not contents.exists() or contents.read_text(encoding="utf-8") != toc:
        contents.write_text(toc, encoding="utf-8")
    config, _ = get_final_config(
        user_yaml=ROOT / "_config.yml",
        cli_config={"external_toc_path": contents.as_posix(), "latex_individualpages": False},
        sourcedir=ROOT,
    )
    config["nb_execution_cache_path"] = str(folder / ".jupyter_cache")
    config["nb_execution_excludepatterns"] = [path for path in NOT_RUN if path != f"{name}.md"]
    log, warnings = io.StringIO(), io.StringIO()
    console.nocolor()
    try:
        with patch_docutils(None), docutils_namespace():
            app = Sphinx(
                srcdir=ROOT, confdir=None, outdir=folder / "html", doctreedir=folder / ".doctrees",
                buildername="html", confoverrides=config, status=log, warning=warnings,
            )  # fmt: skip
            app.build()
    finally:
        (folder / "build.log").write_text(log.getvalue() + warnings.getvalue(), encoding="utf-8")
    found = re.split(r"\n(?=\S[^\n]*(?:WARNING|ERROR|CRITICAL): )", warnings.getvalue().strip())
    return folder / "html" / f"{name}.html", [w for w in found if w and not is_elsewhere(w, slug)]


def main(slug: str) -> int:
    began = time.perf_counter()
    if not slug:
        print("Which chapter? Name it, as in 'make page PAGE=shifting_power'.", file=sys.stderr)
        return 2
    try:
        page, warnings = build(slug)
    except ValueError as error:
        print(f"make page: {error}", file=sys.stderr)
        return 2
    for warning in warnings:
        print(warning, file=sys.stderr)
    print(f"{page}   ({time.perf_counter() - began:.0f} s)")
    if warnings:  # Sphinx does not repeat them for a page that it kept
        shutil.rmtree(ROOT / "_build" / "page" / slug / ".doctrees", ignore_errors=True)
    return bool(warnings)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).stem if len(sys.argv) > 1 else ""))

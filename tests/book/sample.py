"""A small book, built with the book's own extensions: what a reader's page is made of, without running a chapter."""

import contextlib
import io
import sys
from pathlib import Path

import yaml
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

ROOT = Path(__file__).resolve().parents[2]
HEADER = """---
jupytext:
  formats: md:myst
  text_representation:
    extension: .md
    format_name: myst
kernelspec:
  display_name: Python 3
  language: python
  name: python3
---

"""
OURS = ("mathml", "pages", "sheets", "numbers", "numbering", "terms", "edition")


def build(folder: Path, parts: dict[str, dict[str, str]], root="# A book\n", unnumbered=(), **settings):
    """Build the chapters of `parts` (part → slug → text) below `folder`: (folder of the pages, warnings).

    Cells are shown and not run. Parts are numbered by chapter, but those named in `unnumbered`;
    `settings` are Sphinx's.
    """
    source, target = folder / "source", folder / "html"
    toc = {"format": "jb-book", "root": "chapters/start", "parts": []}
    texts = {"chapters/start": root}
    for part, chapters in parts.items():
        files = {f"chapters/{part}/{slug}": text for slug, text in chapters.items()}
        texts |= files
        entry = {"caption": part.title(), "chapters": [{"file": name} for name in files]}
        toc["parts"].append(entry if part in unnumbered else entry | {"numbered": 1})
    for name, text in texts.items():
        file = source / f"{name}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(HEADER + text, encoding="utf-8")
    (source / "_toc.yml").write_text(yaml.safe_dump(toc), encoding="utf-8")
    theirs = yaml.safe_load((ROOT / "_config.yml").read_text("utf-8"))
    config = {
        "extensions": [
            "myst_nb", "sphinx_design", "sphinx_exercise", "sphinx_external_toc", "sphinx_proof",
            "sphinx_multitoc_numbering", *(f"book.{name}" for name in OURS),
        ],
        "external_toc_path": "_toc.yml", "html_theme": "basic", "nb_execution_mode": "off", "numfig": True,
        "math_numfig": True, "html_math_renderer": "mathml", "root_doc": "chapters/start",
        "html_static_path": [str(ROOT / "assets")], "html_css_files": ["lesson.css"],
        "myst_enable_extensions": theirs["parse"]["myst_enable_extensions"],
        "suppress_warnings": theirs["sphinx"]["config"]["suppress_warnings"],
    }  # fmt: skip
    warnings = io.StringIO()
    with _importable(ROOT / "widgets"), patch_docutils(), docutils_namespace():
        app = Sphinx(
            source, None, target, folder / "doctrees", "html", confoverrides=config | settings, status=None,
            warning=warnings, freshenv=True,
        )  # fmt: skip
        app.build()
    return target, warnings.getvalue()


@contextlib.contextmanager
def _importable(folder):
    sys.path.insert(0, str(folder))
    try:
        yield
    finally:
        sys.path.remove(str(folder))

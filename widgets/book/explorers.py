"""Put the explorers' files into the book once, and load them only on pages that show an explorer."""

import os
import re
from pathlib import Path

import models

FOLDER = "explorers"  # below the built book's _static
SCRIPTS = ("vega.js", "explorer.js")
SORT = "sort.js"
# what a page may hold that the script of the explorers brings to life
ALIVE = ("data-explorer=", "data-questions=", "data-play=", "data-at=", "data-steps=")
STYLES = ("explorer.css",)
FILES = (*SCRIPTS, SORT, *STYLES)
REGISTER = "chapters/reference/register"

# What widgets print, before they know on which page they will stand: href="register#…", href="model#…".
_FORMULAS = re.compile(r'<template class="tt-formulas" data-model="(\w+)">.*?</template>', re.DOTALL)
_NUMBER = re.compile(r'<data class="tt-value" [^>]*data-model="(\w+)"[^>]* data-at=')
_LINK = re.compile(r'href="(register|model)#([\w.]+)"')


def write_assets(app):
    """Write explorer.js, explorer.css and vega.js beside the theme's own files.

    `cache.py` removes them when the code they come from changes.
    """
    folder = Path(app.outdir) / "_static" / FOLDER
    if app.builder.format != "html" or all((folder / name).exists() for name in FILES):
        return
    from widgets.page import bundle  # only a build needs it, and it brings Vega with it

    bundle.write_assets(folder)


def load_where_needed(app, pagename, templatename, context, doctree):
    body = context.get("body") or ""
    if 'class="tt-' in body:
        body = with_formulas_once(body)
        app.add_css_file(f"{FOLDER}/explorer.css")
        body = _LINK.sub(lambda found: f'href="{_target(app, pagename, *found.groups())}"', body)
        context["body"] = body
    if "tt-register" in body:
        app.add_js_file(f"{FOLDER}/{SORT}", loading_method="defer")
    if "data-explorer=" in body:
        app.add_js_file(f"{FOLDER}/vega.js", loading_method="defer")
    if any(mark in body for mark in ALIVE):
        app.add_js_file(f"{FOLDER}/explorer.js", loading_method="defer")


def with_formulas_once(body: str) -> str:
    """`body` with the formulas of each model once: the first explorer of a page brings them for all the others.

    Where a number of the text rests on a model that no explorer of the page shows, they stand at the end.
    """
    seen = set()

    def once(found):
        again = found[0] in seen
        seen.add(found[0])
        return "" if again else found[0]

    body = _FORMULAS.sub(once, body)
    there = {found[1] for found in _FORMULAS.finditer(body)}
    missing = sorted({found[1] for found in _NUMBER.finditer(body)} - there)
    if missing:
        from widgets.tracing import lines  # only a build needs it

        body += "".join(lines.template(models.load(slug), True) for slug in missing)
    return body


def _target(app, pagename, kind, name):
    """Relative address of a register row, or of a model's chapter (of its row, while it has no chapter)."""
    if kind == "model":
        chapter = f"chapters/{models.part_of(name)}/{name}"
        if chapter in app.env.all_docs:
            return app.builder.get_relative_uri(pagename, chapter)
        name += "." + next(iter(models.load(name).parameters))
    return f"{app.builder.get_relative_uri(pagename, REGISTER)}#{name}"


def setup(app):
    # Kernels inherit it: widgets/explorer.py then prints the page's form.
    os.environ["TERMS_AND_THREATS_PAGE"] = "1"
    app.connect("builder-inited", write_assets)
    # before Sphinx fixes the page's lists of scripts and style sheets
    app.connect("html-page-context", load_where_needed, priority=100)

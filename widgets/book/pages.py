"""Pages that every reader can use: no dead weight, no outside request, no barrier."""

import html
import re
import shutil
from pathlib import Path

from .folds import fold

# what the theme brings and no page of the book loads
UNUSED = ("vendor", "locales", "**/*.map", "scripts/fontawesome.js", "*webpack-macros.html")

# punctuation stays with the formula it touches: a browser would break the line between them
_AFTER_FORMULA = re.compile(r"(</math>)(</span>)([.,;:!?)\]%’”]+)")
_BEFORE_FORMULA = re.compile(r'([(\[“‘]+)(<span class="math">)')
# an id of a box of text; those of a drawing are its own matter
_ID = re.compile(
    r'(<(?:a|d[dlt]|details|div|figure|h\d|li|[ou]l|p|section|span|table)\b[^<>]*?) id="([^"]*)"'
)
# a name that hides the words on the button, “Show code cell source”, from whoever speaks to the page
_HIDING_NAME = re.compile(r'<summary aria-label="Toggle hidden content">')
# roles that docutils gives a bibliography, and that its markup contradicts
_WRONG_ROLES = [
    (re.compile(r'<div role="list" class="citation-list">'), '<div class="citation-list">'),
    (re.compile(r'(<div class="citation" id="[^"]*") role="doc-biblioentry"'), r"\1"),
]

INDEX = """<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>{title}</title><meta http-equiv="refresh" content="0; url={first}"></head>
<body><main><h1>{title}</h1><p><a href="{first}">Open the book</a></p></main></body>
</html>
"""


def setup(app):
    # Jupyter Book sets this value even where the extension that reads it is left out
    app.add_config_value("comments_config", {}, "html")
    app.connect("html-page-context", tidy)
    app.connect("build-finished", drop_unused_files)
    app.connect("build-finished", write_index, priority=100)  # before sphinx_external_toc writes a bare one


def tidy(app, pagename, templatename, context, doctree):
    context["default_mode"] = "light"  # where no script runs
    body = context.get("body")
    if body:
        body = _AFTER_FORMULA.sub(r"\1\3\2", body)
        body = _BEFORE_FORMULA.sub(r"\2\1", body)
        body = _name_once(body)
        body = _HIDING_NAME.sub("<summary>", body)
        body = fold(body)
        for pattern, right in _WRONG_ROLES:
            body = pattern.sub(right, body)
        context["body"] = body


def _name_once(body):
    """Sphinx's extensions give the same id to every proof and exercise of a page: the first keeps it."""
    seen = set()

    def once(found):
        given, name = found.groups()
        known = name in seen
        seen.add(name)
        return given if known else found[0]

    return _ID.sub(once, body)


def drop_unused_files(app, exception):
    if exception or app.builder.format != "html":
        return
    static = Path(app.outdir) / "_static"
    for pattern in UNUSED:
        for path in list(static.glob(pattern)):
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)


def write_index(app, exception):
    if exception or app.builder.name != "html":
        return
    first = app.builder.get_target_uri(app.config.root_doc)
    index = INDEX.format(title=html.escape(app.config.html_title), first=first)
    (Path(app.outdir) / "index.html").write_text(index, encoding="utf-8")

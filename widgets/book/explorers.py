"""Put the explorers' files into the book once, and load them only on pages that show an explorer."""

import os
import re
from pathlib import Path

FOLDER = "explorers"  # below the built book's _static
REGISTER = "chapters/reference/register"

_LOCAL_REGISTER = re.compile(r'(href=")register(?:\.html)?(#|")')


def write_assets(app):
    """Write explorer.js, explorer.css and vega.js beside the theme's own files."""
    if app.builder.format != "html":
        return
    from widgets import bundle  # only a build needs it, and it brings Vega with it

    folder = Path(app.outdir) / "_static" / FOLDER
    bundle.write_assets(folder)


def load_where_needed(app, pagename, templatename, context, doctree):
    body = context.get("body") or ""
    if "data-explorer=" not in body:
        return
    app.add_css_file(f"{FOLDER}/explorer.css")
    for name in ("vega.js", "explorer.js"):
        app.add_js_file(f"{FOLDER}/{name}", loading_method="defer")
    register = app.builder.get_relative_uri(pagename, REGISTER)
    context["body"] = _LOCAL_REGISTER.sub(rf"\g<1>{register}\2", body)


def setup(app):
    os.environ["TERMS_AND_THREATS_PAGE"] = (
        "1"  # kernels inherit it: widgets/explorer.py prints the page's form
    )
    app.connect("builder-inited", write_assets)
    # before Sphinx fixes the page's lists of scripts and style sheets
    app.connect("html-page-context", load_where_needed, priority=100)

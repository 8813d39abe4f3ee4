"""The Sphinx extension of the book: mathematics, pages and explorers that need no network.

Each module does one thing and has its own `setup`; `_config.yml` names only this package.
"""

from pathlib import Path


def setup(app):
    # Sphinx only: `formula` serves the explorers without it
    from . import chapters, edition, explorers, heads, mathml, numbering, numbers, pages, sheets, terms

    app.connect("config-inited", _use_templates)
    for part in (chapters, mathml, pages, explorers, heads, sheets, numbers, numbering, terms, edition):
        part.setup(app)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}


def _use_templates(app, config):
    folder = str(Path(__file__).parent / "templates")
    if folder not in config.templates_path:
        config.templates_path.append(folder)

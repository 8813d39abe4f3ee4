"""The class edition: the same book without solutions and without what is for the teacher alone.

They leave a page when its references are resolved, before it is written and before its words go into the search
index. Exercises keep their numbers. Sources are not put beside the pages: they hold every solution.
"""

from docutils import nodes
from sphinx.errors import ConfigError
from sphinx_exercise.nodes import solution_node

from .sheets import sheet

EDITIONS = ("full", "class")


def check(app, config):
    if config.edition not in EDITIONS:
        raise ConfigError(f"there is no edition {config.edition!r}; there are: {', '.join(EDITIONS)}")
    if config.edition == "class":
        config.html_copy_source = False


def leave_out(app, doctree, page):
    """Take solutions and the teacher's sheets out of `doctree`, and the links that led to them."""
    if app.config.edition != "class":
        return
    gone = [*doctree.findall(solution_node), *(part for part in doctree.findall(sheet) if part["teacher"])]
    names = {name for part in gone for inner in part.findall(nodes.Element) for name in inner.get("ids", ())}
    for part in gone:
        if part.parent is not None:
            part.parent.remove(part)
    for link in list(doctree.findall(nodes.reference)):
        if link.get("refid") in names:
            link.replace_self(link.children)


def setup(app):
    app.add_config_value("edition", EDITIONS[0], "env")
    app.connect("config-inited", check)
    app.connect("doctree-resolved", leave_out, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}

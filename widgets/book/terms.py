"""A term shows its definition where it stands: the definition goes into the page, and `terms.js` shows it.

Without a script it is the link's title.
"""

import re
from html import escape

from docutils import nodes
from sphinx import addnodes

GLOSSARY = "chapters/reference/glossary"
SCRIPT = "terms.js"
_TERM = re.compile(
    r'<a class="reference internal" href="([^"#]*)#(term-[^"]+)">(?=<span class="xref std std-term">)'
)


def definitions(doctree) -> dict[str, str]:
    """Id of a term → its definition in words, for every term of a glossary's doctree."""
    found = {}
    for item in doctree.findall(nodes.definition_list_item):
        words = " ".join(part.astext().replace("\n", " ") for part in item.findall(nodes.definition))
        for term in item.findall(nodes.term):
            found |= dict.fromkeys(term["ids"], words)
    return found


def _of_the_book(app):
    """Read once per build: pages are written one after the other from the same glossary."""
    if getattr(app, "glossary_of_the_book", None) is None:
        app.glossary_of_the_book = {}
        for docname in sorted(app.env.all_docs):
            if docname.endswith("glossary"):
                doctree = app.env.get_doctree(docname)
                if next(doctree.findall(addnodes.glossary), None) is not None:
                    app.glossary_of_the_book |= definitions(doctree)
    return app.glossary_of_the_book


def define_where_used(app, pagename, templatename, context, doctree):
    body = context.get("body") or ""
    if "std-term" not in body:
        return
    known = _of_the_book(app)

    def with_definition(found):
        if not found[1] or found[2] not in known:  # in the glossary itself the definition is in sight
            return found[0]
        return f'{found[0][:-1]} data-term title="{escape(known[found[2]])}">'

    context["body"] = _TERM.sub(with_definition, body)
    if "data-term" in context["body"]:
        app.add_js_file(SCRIPT, loading_method="defer")


def setup(app):
    app.connect("html-page-context", define_where_used, priority=100)
    return {"parallel_read_safe": True, "parallel_write_safe": True}

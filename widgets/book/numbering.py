"""One number for a thing, local to its chapter: Exercise 3.2, Proposition 3.1, Figure 3.2, equation (3.4).

The chapters are numbered in the order of the book (`numbered: 1` in _toc.yml), and Sphinx counts propositions,
exercises and equations within them. Left to do: the figures that cells print, ids that a package gives twice,
and the headings of solutions.

A figure is cited as ``{ref}`figure:number-line` ``, that of another chapter as
``{ref}`figure:bargaining_range.number-line` ``.
"""

import re
from collections import Counter
from pathlib import Path

from docutils import nodes
from sphinx.transforms import SphinxTransform

from .sheets import cells_in

CITED = "figure:"
_NAMED = re.compile(r"\bFigure\(\s*name\s*=\s*[\"']([\w-]+)[\"']")
_LOADED = re.compile(r"\bmodels\.load\(\s*[\"'](\w+)[\"']")
_EXPLORER = re.compile(r'<\w+ (?=[^<>]*\bdata-explorer="([^"]*)")[^<>]*?\bid="([^"]+)"')


class LocalIds(SphinxTransform):
    """The packages give the same id to every proof, and to the words of every exercise: count them."""

    default_priority = 600
    repeated = {"proof", "proof-content", "exercise-content", "solution-content"}

    def apply(self, **options):
        met = Counter()
        for node in self.document.findall(nodes.Element):
            for place, id in enumerate(node.get("ids", ())):
                if id in self.repeated:
                    met[id] += 1
                    node["ids"][place] = f"{id}-{met[id]}"


def name_solutions(app, doctree, docname):
    """'Solution of Exercise 3.2', with the exercise as a link."""
    for title in doctree.findall(nodes.title):
        if "solution" in title.parent.get("classes", ()) and isinstance(title[0], nodes.Text):
            title.replace(title[0], nodes.Text(title[0].replace("Solution to", "Solution of").rstrip() + " "))
            for link in title.findall(nodes.reference):
                if isinstance(link[0], nodes.Text):  # the space between them is no part of the link
                    link.replace(link[0], nodes.Text(link[0].lstrip()))


def figures_of(env, docname) -> dict[str, str]:
    """Name of each figure of a chapter → its number, in the order of the source."""
    names = _NAMED.findall("\n".join(cells_in(Path(env.doc2path(docname)))))
    return {name: f"{_chapter(env, docname)}{i}" for i, name in enumerate(dict.fromkeys(names), start=1)}


def cite_figure(app, env, node, words):
    """A reference to a figure that a cell prints; nothing if it names none, and Sphinx complains."""
    target = node.get("reftarget", "")
    if node.get("reftype") != "ref" or not target.startswith(CITED):
        return None
    slug, _, name = target.removeprefix(CITED).rpartition(".")
    docname = next((d for d in sorted(env.all_docs) if Path(d).name == slug), "") if slug else node["refdoc"]
    number = figures_of(env, docname).get(name) if docname else None
    if number is None:
        return None
    page = app.builder.get_relative_uri(node["refdoc"], docname) if docname != node["refdoc"] else ""
    said = node.astext() if node.get("refexplicit") else f"Figure {number}"
    return nodes.reference(
        "", "", nodes.inline("", said), internal=True, refuri=f"{page}#{_model(env, docname)}-{name}"
    )


def _model(env, docname) -> str:
    """The model whose figures a chapter draws: the first that its cells load, as the ids of its figures have it."""
    found = _LOADED.search("\n".join(cells_in(Path(env.doc2path(docname)))))
    return found[1] if found else Path(docname).name


def number_figures(app, pagename, templatename, context, doctree):
    """Every explorer of a page says its number."""
    body = context.get("body")
    if not body or "data-explorer=" not in body:
        return
    numbers = figures_of(app.env, pagename)
    for model, id in _EXPLORER.findall(body):
        numbers.setdefault(id.removeprefix(f"{model}-"), f"{_chapter(app.env, pagename)}{len(numbers) + 1}")
    context["body"] = _EXPLORER.sub(
        lambda found: f'{found[0]} data-number="{numbers[found[2].removeprefix(f"{found[1]}-")]}"', body
    )


def _chapter(env, docname):
    number = (env.toc_secnumbers.get(docname) or {}).get("")
    return f"{number[0]}." if number else ""


def setup(app):
    app.add_transform(LocalIds)
    app.connect("doctree-resolved", name_solutions)
    app.connect("missing-reference", cite_figure)
    app.connect("html-page-context", number_figures, priority=200)
    return {"parallel_read_safe": True, "parallel_write_safe": True}

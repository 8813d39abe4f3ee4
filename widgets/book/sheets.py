"""Parts of a chapter that the page folds or holds back: what follows a guess, and what a teacher prints.

JupyterLab shows a directive that it does not know as a closed red box of source. So these parts are written
with directives that it does know, and marked by their class:

- `{div}` with ``:class: after-<name>``: what follows the guess `<name>`, a figure or an `Ask` of the chapter;
- `{admonition} Title` with ``:class: handout dropdown``: one sheet (`letter` for US paper, `teacher` for the
  teacher alone), and in it ``:class: role-card``: one card to cut out.

Code cells cannot stand in a directive. A cell with ``:after: <name>`` follows that guess, and one with
``:handout: <name>`` ends the sheet whose ``:name:`` it gives.
"""

import re
from pathlib import Path

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.transforms import SphinxTransform
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

logger = logging.getLogger(__name__)

AFTER = "after-"
PAPERS = ("a4", "letter")
INSTEAD = {
    "after": ":::{{div}}\n:class: after-{argument}",
    "handout": ":::{{admonition}} {argument}\n:class: handout dropdown",
    "role-card": "::::{{admonition}} {argument}\n:class: role-card",
}
_CELL = re.compile(r"^(`{3,})\{code-cell\}.*?^\1", re.DOTALL | re.MULTILINE)
_NAME = re.compile(r"\bname\s*=\s*[\"']([\w-]+)[\"']")


class after(nodes.General, nodes.Element):
    """What follows a guess; `name` is the figure or question that is guessed at."""


class sheet(nodes.General, nodes.Element):
    """One sheet for the class; `paper` and `teacher` say what is printed, and for whom."""


class card(nodes.General, nodes.Element):
    """One card to cut out of a sheet."""


class heading(nodes.General, nodes.TextElement):
    """Title of a sheet or a card; `tag` is its HTML element."""


class Div(SphinxDirective):
    """`{div}` with ``:class:``, as JupyterLab reads it."""

    has_content = True
    option_spec = {"class": directives.class_option, "name": directives.unchanged}

    def run(self):
        self.assert_has_content()
        box = nodes.container(is_div=True, classes=self.options.get("class", []))
        self.set_source_info(box)
        self.add_name(box)
        self.state.nested_parse(self.content, self.content_offset, box)
        return [box]


class Unreadable(SphinxDirective):
    """A name that one would look for, and that a notebook could not show."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec = directives.unchanged

    def run(self):
        instead = INSTEAD[self.name].format(argument=self.arguments[0] if self.arguments else "Title")
        raise self.error(f"JupyterLab cannot show {{{self.name}}}. Write instead:\n{instead}\n…\n:::")


class MarkSheets(SphinxTransform):
    """Give the marked parts their own nodes, and bring to them the code cells that belong there."""

    default_priority = 600

    def apply(self, **options):
        self._questions()
        self._sheets()
        self._cells()

    def _questions(self):
        for box in list(self.document.findall(nodes.container)):
            names = [name[len(AFTER) :] for name in box["classes"] if name.startswith(AFTER)]
            if names and box.get("is_div"):
                _put(self._after(names[0], box, *box.children), box)

    def _after(self, name, origin, *children):
        # a class is written in small letters and with hyphens, whatever the figure is called
        known = {nodes.make_id(n): n for n in names_in(Path(self.env.doc2path(self.env.docname)))}
        if nodes.make_id(name) not in known:
            _complain(
                origin, f"no figure or question called {name!r}", known.values(), "those of this chapter"
            )
        part = after("", *children, name=known.get(nodes.make_id(name), name))
        part.source, part.line = origin.source, origin.line
        return part

    def _sheets(self):
        for number, box in enumerate(self._marked("handout"), start=1):
            part = _titled(sheet, box, box["ids"] or [f"sheet-{number}"], "summary")
            part["names"] = box["names"]
            part["paper"] = next((p for p in PAPERS if p in box["classes"]), PAPERS[0])
            part["teacher"] = "teacher" in box["classes"]
            _put(part, box)
        for part in self.document.findall(sheet):
            for number, box in enumerate(self._marked("role-card", part), start=1):
                _put(_titled(card, box, [f"{part['ids'][0]}-card-{number}"], "p"), box)
        for box in self._marked("role-card"):
            logger.warning("a role card stands in no handout: it would not be printed", location=box)

    def _marked(self, name, inside=None):
        return [a for a in (inside or self.document).findall(nodes.admonition) if name in a["classes"]]

    def _cells(self):
        sheets = {name: part for part in self.document.findall(sheet) for name in part["names"]}
        for cell in list(self.document.findall(nodes.container)):
            metadata = cell.get("cell_metadata", {})
            if name := metadata.get("after"):
                held = self._after(name, cell)
                cell.parent.replace(cell, held)
                held += cell
            if name := metadata.get("handout"):
                if name in sheets:
                    cell.parent.remove(cell)
                    sheets[name] += cell
                else:
                    _complain(cell, f"no handout has the name {name!r}", sheets, "those of this chapter")


def names_in(chapter: Path) -> set[str]:
    """Names that the code cells of a chapter give, to figures, questions and rounds."""
    return {name for cell in cells_in(chapter) for name in _NAME.findall(cell)}


def cells_in(chapter: Path) -> list[str]:
    """The code cells of a chapter, as its source has them."""
    return [cell[0] for cell in _CELL.finditer(chapter.read_text(encoding="utf-8"))]


def _complain(node, fault, known, whose):
    known = ", ".join(sorted(known)) or "there is none"
    logger.warning("%s; %s: %s", fault, whose, known, location=node, type="book", subtype="sheets")


def _put(part, box):
    """`part` in place of `box`, without its classes: scripts of the theme act on some of them."""
    box.replace_self(part)
    part["classes"] = []


def _titled(kind, box, ids, tag):
    title, *children = box.children
    part = kind("", heading("", "", *title.children, tag=tag), *children, ids=ids)
    part.source, part.line = box.source, box.line
    return part


def visit_after(self, node):
    self.body.append(self.starttag(node, "div", CLASS="tt-after", **{"data-after": node["name"]}))


def visit_sheet(self, node):
    kind = "tt-handout tt-teacher" if node["teacher"] else "tt-handout"
    self.body.append(self.starttag(node, "details", CLASS=kind, **{"data-paper": node["paper"]}))


def visit_card(self, node):
    self.body.append(self.starttag(node, "section", CLASS="tt-role-card"))


def visit_heading(self, node):
    self.body.append(f'<{node["tag"]} class="tt-sheet-title">')
    if node.parent.get("teacher"):
        self.body.append('<span class="tt-for">For the teacher.</span> ')


def _close(tag):
    return lambda self, node: self.body.append(f"</{tag or node['tag']}>\n")


def setup(app):
    app.add_node(after, html=(visit_after, _close("div")))
    app.add_node(sheet, html=(visit_sheet, _close("details")))
    app.add_node(card, html=(visit_card, _close("section")))
    app.add_node(heading, html=(visit_heading, _close("")))
    app.add_directive(
        "div", Div, override=True
    )  # sphinx-design's takes its classes where JupyterLab takes none
    for name in INSTEAD:
        app.add_directive(name, Unreadable)
    app.add_transform(MarkSheets)
    return {"parallel_read_safe": True, "parallel_write_safe": True}

r"""Mathematics without a script: LaTeX becomes MathML while the book is built.

`setup` makes `formula.to_mathml` Sphinx's mathematics renderer, with numbered equations and
`\eqref{label}` beside the usual {eq}`label`.
"""

import html
import re

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number

from .formula import to_mathml

logger = logging.getLogger(__name__)

_EQREF = re.compile(r"\s*\\(?:eq)?ref\{([^{}]+)\}\s*")


def _formula(node, display):
    try:
        return to_mathml(node.astext(), display)
    except ValueError as error:
        logger.warning("%s", error, location=node, type="book", subtype="math")
        return f"<code>{html.escape(node.astext())}</code>"


def visit_math(self, node):
    self.body.append(f'<span class="math">{_formula(node, display=False)}</span>')
    raise nodes.SkipNode


def visit_math_block(self, node):
    self.body.append(self.starttag(node, "div", CLASS="math"))
    self.body.append(f'<div class="formula scrolls">{_formula(node, display=True)}</div>')
    if node["number"]:
        self.body.append(f'<span class="eqno">({get_node_equation_number(self, node)})')
        self.add_permalink_ref(node, "Link to this equation")
        self.body.append("</span>")
    self.body.append("</div>\n")
    raise nodes.SkipNode


class EquationReferences(SphinxTransform):
    r"""A formula that is only `\eqref{label}` is a reference to that equation."""

    default_priority = 10

    def apply(self, **options):
        for node in list(self.document.findall(nodes.math)):
            label = _EQREF.fullmatch(node.astext())
            if not label:
                continue
            reference = addnodes.pending_xref(
                "", nodes.inline("", label[1]), refdoc=self.env.docname, refdomain="math", reftype="eq",
                reftarget=label[1], refexplicit=False, refwarn=True,
            )  # fmt: skip
            reference.source, reference.line = node.source, node.line
            node.replace_self(reference)


def setup(app):
    app.add_html_math_renderer("mathml", (visit_math, None), (visit_math_block, None))
    app.add_transform(EquationReferences)

"""Numbers of the text that a model yields: written where they stand, and checked when the book is built.

``{abbr}`10 (bargaining_range: 100*x_lo; p=.3, c_R=.2)` `` reads 10 on the page and in a notebook. The build
computes the expression at the values given (a preset may be named too; what is left out keeps its default), and
complains if it is not 10. The number is rounded as it is written. JupyterLab allows no brackets inside.
"""

import ast
import json
import math
import operator
import re
from html import escape

import sympy
from docutils import nodes
from sphinx.transforms import SphinxTransform
from sphinx.util import logging

import models
from widgets.tracing import lines
from widgets.words import wording

logger = logging.getLogger(__name__)

_NUMBER = re.compile(r"[-−]?\d[\d,]*(?:\.\d+)?")
_SOURCE = re.compile(r"\s*(\w+)\s*:\s*([^;]+?)\s*(?:;\s*(.*?)\s*)?", re.DOTALL)
_OPERATIONS = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
    ast.Pow: operator.pow, ast.USub: operator.neg, ast.UAdd: operator.pos,
}  # fmt: skip


class value(nodes.General, nodes.TextElement):
    """A number of the text, with the `model`, the `expression` and the `values` behind it."""


def is_source(text: str) -> bool:
    """Does `text` name a model and an expression, and not spell out an abbreviation?"""
    found = _SOURCE.fullmatch(text)
    return bool(found) and found[1] in models.catalogue()


def evaluate(source: str) -> float:
    """The number that ``slug: expression; parameter=value, preset`` stands for.

    ValueError names what is not known, or that the expression is no number.
    """
    slug, expression, given = _SOURCE.fullmatch(source).groups()
    model = models.load(slug)
    point = _point(model, given or "")
    try:
        solved = {
            **{name: p.default for name, p in model.parameters.items()},
            **point,
            **model.solve(**point),
        }
        found = _walk(ast.parse(expression, mode="eval").body, solved)
    except (TypeError, SyntaxError, ZeroDivisionError) as error:
        raise ValueError(f"{source!r}: {error}") from None
    if isinstance(found, (bool, str)) or not math.isfinite(found):
        raise ValueError(f"{source!r} is {found!r}, which is no number")
    return float(found)


def _point(model, given):
    point = {}
    for part in filter(None, (part.strip() for part in given.split(","))):
        name, equals, text = (word.strip() for word in part.partition("="))
        if not equals:
            if name not in model.presets:
                raise ValueError(f"{model.slug} has no preset {name!r}; it has {', '.join(model.presets)}")
            point |= model.presets[name]
        else:
            parameter = model.parameters.get(name)
            point[name] = text if parameter is None or parameter.choices else float(text)
    return point


def _walk(node, names):
    if isinstance(node, ast.Constant) and isinstance(node.value, (int, float)):
        return node.value
    if isinstance(node, ast.Name):
        if node.id not in names:
            raise ValueError(f"no parameter or outcome {node.id!r}; there are {', '.join(names)}")
        return names[node.id]
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATIONS:
        return _OPERATIONS[type(node.op)](_walk(node.left, names), _walk(node.right, names))
    if isinstance(node, ast.UnaryOp) and type(node.op) in _OPERATIONS:
        return _OPERATIONS[type(node.op)](_walk(node.operand, names))
    raise ValueError("only names, numbers and + - * / ** can be used")


def fault(written: str, source: str) -> str | None:
    """What is wrong with the number `written` for `source`, if anything is."""
    number = _NUMBER.search(written)
    if not number:
        return f"{written!r} holds no number"
    try:
        found = evaluate(source)
    except ValueError as error:
        return str(error)
    digits = number[0].replace(",", "").replace("−", "-")
    places = len(digits.partition(".")[2])
    if abs(found - float(digits)) > 0.5 * 10.0**-places + 1e-9:
        return f"the text says {number[0]}, and {source} is {found:.{places + 2}f}"
    return None


class CheckNumbers(SphinxTransform):
    """An abbreviation that names a model is a number of it."""

    default_priority = 600

    def apply(self, **options):
        for node in list(self.document.findall(nodes.abbreviation)):
            source = node.get("explanation", "")
            if is_source(source):
                if wrong := fault(node.astext(), source):
                    logger.warning("%s", wrong, location=node, type="book", subtype="numbers")
                node.replace_self(value("", "", *node.children, source=source))


def visit_value(self, node):
    slug, expression, given = _SOURCE.fullmatch(node["source"]).groups()
    words = f"Computed by the model: {expression}" + (f", at {given}" if given else "")
    number = _NUMBER.search(node.astext())
    shown = number[0].replace(",", "").replace("−", "-") if number else ""
    self.body.append(
        f'<data class="tt-value" value="{shown}" data-model="{slug}" data-expression="{escape(expression)}" '
        f'data-values="{escape(given or "")}" title="{escape(words)}"{_behind(node["source"])}>'
    )


def depart_value(self, node):
    self.body.append(f"</data>{_expression(node)}")


def _behind(source):
    """The values that the number rests on, for the page's script: it puts them into the model's formulas."""
    slug, expression, given = _SOURCE.fullmatch(source).groups()
    model = models.load(slug)
    try:
        names = [
            node.id for node in ast.walk(ast.parse(expression, mode="eval")) if isinstance(node, ast.Name)
        ]
        found = lines.values(model, _point(model, given or ""), names)
        found["number"] = [evaluate(source), wording.number(evaluate(source))]
    except (TypeError, ValueError, SyntaxError):
        return ""  # said already, where the number was checked
    found = {name: [_plain(raw), shown] for name, (raw, shown) in found.items()}
    return f' data-at="{escape(json.dumps(found, ensure_ascii=False))}"'


def _expression(node):
    """The number's own expression as the last line, unless it is an outcome as it stands."""
    slug, expression, _ = _SOURCE.fullmatch(node["source"]).groups()
    model = models.load(slug)
    if expression in model.definitions:
        return ""
    try:
        symbols = {name: model[name] for name in [*model.parameters, *model.definitions]}
        stated = sympy.sympify(_walk(ast.parse(expression, mode="eval").body, symbols))
    except (TypeError, ValueError, SyntaxError, ZeroDivisionError):
        return ""
    line = lines.expression_html(model, stated, "the number of the text")
    return f'<template class="tt-expression">{line}</template>'


def _plain(raw):
    return raw if isinstance(raw, str | bool) or math.isfinite(raw) else str(raw)


def setup(app):
    app.add_node(value, html=(visit_value, depart_value))
    app.add_transform(CheckNumbers)
    return {"parallel_read_safe": True, "parallel_write_safe": True}

"""One line for each definition of a model: words, formula, and the formula with places for the numbers of the moment.

A place is ``<mn data-at="c_R"></mn>``; the page's script fills it, or `filled` does where nothing moves.
"""

import re
from functools import lru_cache
from html import escape

import models
from widgets.book.formula import to_mathml
from widgets.words import wording

_PLACE = re.compile(r"<mtext>@(\d+)@</mtext>")
_FILLED = re.compile(r'<(mn|span) data-at="(\w+)"></\1>')
# the formula as LaTeX, which the chapter's own formulas carry; and what stands around it
_ANNOTATION = re.compile(r"<annotation.*?</annotation>|</?semantics>", re.DOTALL)


def uses(line) -> set[str]:
    """Names that the definition `line` speaks of."""
    if line.numerical:
        return set(line.numerical.inputs)
    return {s.name for s in line.expression.free_symbols} - {models.SLACK.name}


def line_html(model, name, words=None) -> str:
    """The definition `name` as a list item, without its value. `words` stand in place of its label."""
    line = model.definitions[name]
    named = line.label if line.public or line.label != line.name else "a step on the way"
    said = words or named.replace("_", " ")
    if line.numerical:
        formulas = _math(f"{model.symbol_names[line.variable]}") + _method(model, line)
    else:
        formulas = _math(model.latex(name))
        if uses(line):
            sign = r"\iff" if line.kind == "truth" else "="
            formulas += _math(f"{sign} {_with_places(model, line=line)}", "tt-put", list(model.symbol_names))
    return _item(name, sorted(uses(line)), said, formulas)


def expression_html(model, expression, words, name="number") -> str:
    """An expression in the model's names as a further line, without its value."""
    formulas = _math(model.in_latex(expression))
    formulas += _math(f"= {_with_places(model, expression)}", "tt-put", list(model.symbol_names))
    return _item(name, sorted(s.name for s in expression.free_symbols), words, formulas)


def _item(name, rests_on, words, formulas):
    return (
        f'<li data-line="{name}" data-uses="{" ".join(rests_on)}"><span class="tt-words">{escape(words)}</span>{formulas}'
        '<span class="tt-is">= <output></output></span></li>'
    )


def _with_places(model, expression=None, line=None):
    """LaTeX in which every symbol is a place, numbered in the order of `model.symbol_names`."""
    places = {symbol: rf"\text{{@{i}@}}" for i, symbol in enumerate(model.symbol_names)}
    return model.in_latex(expression, places) if line is None else model.latex_right(line.name, places)


def _math(latex, kind="", symbols=()):
    markup = _ANNOTATION.sub("", to_mathml(latex))
    markup = _PLACE.sub(lambda found: f'<mn data-at="{symbols[int(found[1])].name}"></mn>', markup)
    return (
        f'<span class="tt-formula {kind}">{markup}</span>'
        if kind
        else f'<span class="tt-formula">{markup}</span>'
    )


def _method(model, line):
    found = line.numerical
    given = ", ".join(f'{_symbol(model, name)} = <span data-at="{name}"></span>' for name in found.inputs)
    return (
        f'<span class="tt-method">Found by a computer, not by a formula: {escape(found.method)}; to within '
        f"{wording.number(found.tolerance)}. It starts from {given}.</span>"
    )


def _symbol(model, name):
    return _ANNOTATION.sub("", to_mathml(model.symbol_names[model[name]]))


def parameter_html(model, name, linked) -> str:
    """A parameter with a place for its value, its basis and its paragraph, linked to its row in the register."""
    p = model.parameters[name]
    basis = f"{p.basis}, {p.document}¶{p.paragraph}" if p.document else p.basis
    if linked and model.slug in models.catalogue():
        basis = f'<a href="register#{model.slug}.{name}">{basis}</a>'
    return (
        f'<li data-parameter="{name}"><span class="tt-words">{escape(p.label)}</span> {_symbol(model, name)} = '
        f'<span data-at="{name}"></span> <span class="tt-basis">({basis})</span></li>'
    )


def template(model, linked) -> str:
    """All lines and parameters of `model`, for the page's script to take from: once a page for each model."""
    return _template(model, linked, len(model.definitions))  # a student's model may have grown


@lru_cache
def _template(model, linked, _):
    lines = "".join(line_html(model, line.name) for line in model.chain(model.outcomes))
    rows = "".join(parameter_html(model, name, linked) for name in model.parameters)
    return (
        f'<template class="tt-formulas" data-model="{model.slug}"><ol>{lines}</ol><ul>{rows}</ul></template>'
    )


def values(model, point, names) -> dict[str, list]:
    """Name → [raw value, as a reader sees it], for the definitions `names` and all that they and `names` rest on.

    `point` is a complete or incomplete mapping as `Model.solve` takes it.
    """
    read = {n: p.read(point.get(n, p.default)) for n, p in model.parameters.items()}
    lines = model.chain([name for name in names if name in model.definitions])
    computed = model.compute(read, [line.name for line in lines])
    found = {}
    for line in lines:
        value = model._present(line, computed[line.name], ())
        found[line.name] = [value, wording.outcome(line, value)]
    needed = set(names).union(*map(uses, lines)) & set(model.parameters)
    for name in sorted(needed):
        p = model.parameters[name]
        value = point.get(name, p.default)
        found[name] = [value, p.choice_label(value) if p.choices else wording.number(float(value))]
    return found


def filled(html, found) -> str:
    """`html` with its places filled by what `values` found: numbers below 0 in brackets, as the page writes them."""

    def fill(place):
        raw, shown = found[place[2]]
        below = place[1] == "mn" and not isinstance(raw, str | bool) and raw < 0
        return f"<{place[1]}>{f'({shown})' if below else escape(shown)}</{place[1]}>"

    return _FILLED.sub(fill, html)


def finished(model, name, words, found) -> str:
    """The line of `name` with all its numbers and its value, for where nothing moves."""
    raw, shown = found[name]
    value = (
        str(raw).lower()
        if isinstance(raw, bool)
        else str(raw).replace("inf", "Infinity").replace("nan", "NaN")
    )
    html = filled(line_html(model, name, words), found)
    html = html.replace("<output></output>", f"<output>{escape(shown)}</output>")
    return html.replace("<li ", f'<li data-value="{escape(value)}" ', 1)

r"""Formulas become MathML while the book is built; one that has none is refused by name."""

import re

import pytest

import models
from widgets.book.formula import to_mathml

BAD = [r"\frac{a}{", r"x^{2", r"\nosuchcommand{x}", r"\left( x", r"x \end{aligned}", r"\begin{cases} x"]
GOOD = [
    r"x^{\gamma_R}", r"\frac{a}{b}", r"\sum_{t=0}^{\infty} \delta^t", r"p - c_R \;\le\; x \;\le\; p + c_U",
    r"\begin{cases} 1 & \text{if } x > 0 \\ 0 & \text{otherwise} \end{cases}", r"\bar{x} + \hat{y} + x'",
    r"\text{if $x$ is large}", r"\begin{aligned} a &= b \\ c &= d \end{aligned}", r"17{,}000", r"\Pr(A \mid B)",
]  # fmt: skip


@pytest.mark.parametrize("tex", BAD)
def test_a_formula_without_meaning_is_refused_by_name(tex):
    with pytest.raises(ValueError, match=re.escape(repr(tex))):
        to_mathml(tex)


@pytest.mark.parametrize("display", [False, True])
@pytest.mark.parametrize("tex", GOOD)
def test_a_formula_becomes_mathml(tex, display):
    markup = to_mathml(tex, display)
    assert markup.startswith("<math") and markup.endswith("</math>")
    assert "\\" not in re.sub(r"<annotation.*?</annotation>", "", markup)
    assert "<script" not in markup


@pytest.mark.parametrize("slug", models.catalogue())
def test_every_symbol_and_every_line_of_a_model_has_a_formula(slug):
    model = models.load(slug)
    for parameter in model.parameters.values():
        to_mathml(parameter.symbol)
    for name in model.definitions:
        to_mathml(model.latex(name), display=True)


def test_a_formula_carries_its_latex_for_whoever_copies_it():
    markup = to_mathml(r"a < \E[x] \;\&\; b")
    assert (
        r'<annotation encoding="application/x-tex">a &lt; \operatorname{E}[x] \;\&amp;\; b</annotation>'
        in markup
    )
    assert markup.count("<semantics>") == 1 and r"\E[" not in markup, (
        "a macro of this book means nothing elsewhere"
    )


@pytest.mark.parametrize(
    ("tex", "sign"), [(r"\bar x", "\u203e"), (r"\tilde{y}", "~"), (r"\hat{\theta}", "ˆ")]
)
def test_an_accent_over_one_letter_stretches(tex, sign):
    """WebKit draws one that does not stretch far above its letter."""
    assert f'<mo stretchy="true">{sign}</mo></mover>' in to_mathml(tex)


@pytest.mark.parametrize("tex", [r"\pi^*", r"q_R^{*}", "x^+", "x_+^2", "a_{-}^{+}", r"\bar{x}^*"])
def test_an_operator_in_a_script_stands_close(tex):
    """WebKit gives it the room that an operator has between two terms."""
    operators = re.findall(r"<mo([^>]*)>[∗+−]</mo>", to_mathml(tex))
    assert operators and set(operators) == {' lspace="0" rspace="0"'}

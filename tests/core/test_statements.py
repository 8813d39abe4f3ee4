"""Games that cannot be meant are refused where they are stated, with what is allowed."""

import inspect
import re
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
import sympy as sp

import widgets
from models import Model, Parameter, greater
from models.core import latex, names
from widgets.book.formula import to_mathml

NASTY = "Cote d'Ivoire \"<b>&amp;</script><!--<script> ${x} `$(y)` \\n \\ {z} %d #1 ^~_ \n end"


def own():
    model = Model("own", "Own", [Parameter("p", 0.5, low=0, high=1), Parameter("c", 0.25, low=0, high=1)])
    return model


def matrix(
    model, rows="ab", columns="cd", row=((1, 2), (3, 4)), column=((1, 2), (3, 4)), players=("R", "U"), **rest
):
    model.matrix("g", list(rows), list(columns), row, column, *players, **rest)
    return model


def extra(name):
    return [Parameter(name, 0.5, low=0, high=1)]


def choices(**fields):
    return Parameter("menu", "a", **{"choices": ("a", "b"), **fields})


REFUSED = {
    "two columns of one name": (lambda m: matrix(m, columns="cc"), "columns: 'c' stands there twice"),
    "two rows of one name": (lambda m: matrix(m, rows="aa"), "rows: 'a' stands there twice"),
    "one player twice": (lambda m: matrix(m, players=("R", "R")), "players: 'R' stands there twice"),
    "a row without a name": (lambda m: matrix(m, rows=["a", ""]), "must be words"),
    "a row that is a number": (lambda m: matrix(m, rows=[1, 2]), "must be words"),
    "no rows": (lambda m: matrix(m, rows=[], row=[], column=[]), "needs a row and a column"),
    "an undefined symbol": (
        lambda m: matrix(m, row=[[sp.Symbol("w"), 1], [2, 3]]), r"cell \(a, c\) uses w, not defined.*defined: p, c",
    ),
    "another symbol of the same name": (lambda m: matrix(m, row=[["p", 1], [2, 3]]), r"take the model's own"),
    "pairs in cells": (
        lambda m: matrix(m, row=[[(1, 2), (3, 4)], [(5, 6), (7, 8)]]), r"cell \(a, c\) holds \(1, 2\).*two tables",
    ),
    "pairs in an array": (lambda m: matrix(m, row=np.ones((2, 2, 2))), r"holds \[1.0, 1.0\]"),
    "a condition in a cell": (lambda m: matrix(m, row=[[greater(m["p"], 0), 1], [2, 3]]), "holds a condition"),
    "a ragged table": (lambda m: matrix(m, row=[[1, 2], [3]]), r"shape \(2, '1 to 2'\)"),
    "a table that is none": (lambda m: matrix(m, row=[1, 2]), "must be a list of rows"),
    "what nothing computes in a cell": (lambda m: matrix(m, row=[[sp.Function("f")(m["p"]), 1], [2, 3]]), "uses f, which"),
    "an extra parameter of the model's name": (lambda m: matrix(m, parameters=extra("p")), "has 'p' already"),
    "an extra parameter twice": (lambda m: matrix(m, parameters=extra("k") * 2), "'k' stands there twice"),
    "a requirement that is no condition": (lambda m: matrix(m, requires=[(m["p"], "p")]), "needs a condition"),
    "a requirement with an undefined symbol": (
        lambda m: matrix(m, requires=[(sp.Symbol("q", real=True) > 0, "q")]), "uses q, not defined",
    ),
    "two values with one label": (
        lambda m: m.category("r", [("a", m["p"] > 0)], "b", labels={"a": "same", "b": "same"}), "'same' stands there twice",
    ),
    "a value twice": (lambda m: m.category("r", [("a", m["p"] > 0)], "b", values=["a", "b", "a"]), "'a' stands there twice"),
    "a label of no value": (lambda m: m.category("r", [("a", m["p"] > 0)], "b", labels={"z": "Z"}), "speak of z; values: a, b"),
    "two outcomes with one symbol": (
        lambda m: [m.outcome(n, m["p"], symbol=r"\sigma") for n in ("one", "two")], "are both written",
    ),
    "a list as an outcome": (lambda m: m.outcome("x", [m["p"], m["c"]]), "needs one number"),
    "a pair as an outcome": (lambda m: m.outcome("x", (m["p"], m["c"])), "needs one number"),
    "a matrix as an outcome": (lambda m: m.outcome("x", sp.Matrix([m["p"]])), "needs one number"),
    "nothing as an outcome": (lambda m: m.outcome("x", None), "needs one number"),
    "one name twice in a numerical outcome": (
        lambda m: m.numerical(["x", "x"], lambda p: [p, p], ["p"], "by hand", 1e-9), "'x' stands there twice",
    ),
    "a numerical outcome of nothing": (lambda m: m.numerical(["x"], lambda: [1], [], "by hand", 1e-9), "one input or more"),
    "a label of no numerical outcome": (
        lambda m: m.numerical(["x"], lambda p: [p], ["p"], "by hand", 1e-9, labels={"z": "Z"}), "no numerical outcome z",
    ),
    "a choice twice": (lambda m: choices(choices=("a", "a")), "'a' stands there twice"),
    "choices of one label": (lambda m: choices(choice_labels={"a": "one", "b": "one"}), "'one' stands there twice"),
    "a label of no choice": (lambda m: choices(choice_labels={"z": "one"}), "speak of z; choices: a, b"),
    "choices in one word": (lambda m: choices(choices="ab"), "must be a list of words"),
    "choices that are numbers": (lambda m: choices(choices=(1, 2)), "must be words"),
    "a name that solve takes": (lambda m: extra("self"), "something of their own"),
}  # fmt: skip


@pytest.mark.parametrize("state, reason", REFUSED.values(), ids=REFUSED.keys())
def test_what_cannot_be_meant_is_refused_where_it_is_stated(state, reason):
    model = own()
    with pytest.raises(ValueError, match=reason):
        state(model)
    assert not model.matrices and not set(model.definitions) - {"one"}


def test_a_matrix_in_parameters_definitions_and_its_own_extras_is_solved():
    model = own()
    worth = model.outcome("worth", model["p"] - model["c"])
    k = extra("k")
    matrix(model, row=[[worth, k[0].variable], [0, sp.Rational(1, 2)]], column=np.eye(2), parameters=k,
           requires=[(k[0].variable >= 0, "k must not be negative")])  # fmt: skip
    row, column = model.game(p=0.75, k=1).payoff_matrices
    assert row.tolist() == [[0.5, 1.0], [0.0, 0.5]] and column.tolist() == [[1.0, 0.0], [0.0, 1.0]]


HALVES = [Fraction(1, 2), sp.Rational(1, 2), np.float32(0.5), np.float64(0.5), np.array(0.5), sp.Float(0.5)]


@pytest.mark.parametrize("half", HALVES, ids=lambda half: type(half).__name__)
def test_every_kind_of_finite_number_may_be_a_default(half):
    model = Model("half", "Half", [Parameter("p", half, low=Fraction(0), high=np.int64(1), step=half / 5)])
    model.outcome("double", 2 * model["p"])
    assert model.solve()["double"] == 1.0
    assert type(model.parameters["p"].default) is float and type(model.parameters["p"].high) is int
    assert model.solve(p=half)["double"] == 1.0


@pytest.mark.parametrize(
    "given", [True, np.bool_(True), np.inf, np.nan, 10**400, 1j, "0.5", None, Decimal("NaN"), sp.oo, [0.5]]
)
def test_what_is_no_finite_number_is_no_default(given):
    with pytest.raises(ValueError, match="is not a finite number"):
        Parameter("p", given, low=0, high=1)


def test_parameters_are_not_called_as_what_stands_beside_them():
    beside = {
        name
        for function in (
            Model.solve,
            Model.game,
            Model.evaluate,
            Model.preset,
            widgets.explore,
            widgets.payoff_matrix,
        )
        for name, given in inspect.signature(function).parameters.items()
        if given.kind is not given.VAR_KEYWORD
    }
    assert beside == names.TAKEN


@pytest.mark.parametrize("words", [NASTY, *"\\${}%#&_^~\"'`<>", "plain words (50%)", "$x$", "a\nb"])
def test_any_words_are_text_in_a_formula(words):
    shown = re.sub(r"(?s)<annotation.*?</annotation>", "", to_mathml(latex.text(words)))
    text = re.sub(r"<[^>]*>", "", shown)
    for entity, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&#x27;", "'"), ("&amp;", "&")):
        text = text.replace(entity, sign)
    drawn = str.maketrans("^~'\"`", "∧∼’”‘")  # as LaTeX draws them
    assert "".join(text.split()) == "".join(words.translate(drawn).split())


def test_a_model_of_nasty_words_has_formulas():
    model = Model(
        "nasty", NASTY, [Parameter("menu", NASTY, choices=(NASTY, "b")), Parameter("p", 0.5, low=0, high=1)]
    )
    model.outcome("value", sp.Piecewise((model["p"], model.chosen("menu", NASTY)), (sp.nan, True)))
    model.category("kind", [(NASTY, model["p"] > 0.2)], otherwise="b")
    for name in ("value", "kind"):
        assert to_mathml(model.latex(name)).startswith("<math")
    assert r"\text{none}" in model.latex("value")

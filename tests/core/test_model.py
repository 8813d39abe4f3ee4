"""Stating a model, solving it, and printing it in other languages."""

import doctest
import importlib
import importlib.util
import pkgutil
from fractions import Fraction

import numpy as np
import pytest
import sympy as sp

import models
from models import Model, Parameter, at_least, at_most, cases, greater, less
from models.core import printers, register


def number(name, default=0.5, **fields):
    return Parameter(name, default, **({"low": 0, "high": 1} | fields))


def toy():
    menu = Parameter(
        "rule", "first", choices=("first", "second"), choice_labels={"second": "the second rule"}
    )
    model = Model("toy", "Toy", [number("p"), number("c_lo", 0.2), number("c_hi", 0.4), menu])
    p, c_lo, c_hi, _ = model.symbols()
    model.require(c_hi > c_lo, "c_hi must exceed c_lo")
    gain = model.let("gain", cases((p, model.chosen("rule", "first")), otherwise=2 * p), "g")
    model.outcome("worth", sp.Max(0, gain - c_lo), "w")
    model.outcome("fights", greater(gain, c_hi))
    model.category("regime", [("war", model["fights"])], otherwise="peace", labels={"war": "they fight"})
    model.outcome("share", cases((c_lo / gain, gain > 0), otherwise=sp.nan))
    return model


def test_a_student_can_build_and_solve_a_model():
    solved = toy().solve(p=0.3, rule="second")
    assert solved == {"worth": 0.39999999999999997, "fights": True, "regime": "war", "share": 0.2 / 0.6}


def test_arrays_broadcast_and_menus_may_be_arrays():
    solved = toy().solve(p=np.array([[0.1], [0.5]]), rule=np.array(["first", "second"]))
    assert solved["regime"].tolist() == [["peace", "peace"], ["war", "war"]]
    assert solved["worth"].shape == (2, 2)


@pytest.mark.parametrize(
    "value", [Fraction(1, 4), 10**20, np.float32(0.25), np.int64(1), [Fraction(1, 4), 10**20]]
)
def test_exact_and_large_numbers_are_numbers(value):
    model = Model("wide", "Wide", [number("x", domain="[0, inf)")])
    model.outcome("double", 2 * model["x"])
    assert np.all(model.solve(x=value)["double"] == 2 * np.asarray(value, dtype=float))


@pytest.mark.parametrize(
    "value", [True, [Fraction(1, 4), True], 10**400, 1j, "0.25", None, [0.1, None], [[1], [2, 3]]]
)
def test_what_is_no_number_is_refused(value):
    with pytest.raises(ValueError, match="p must be a number"):
        toy().solve(p=value)


def test_what_does_not_exist_is_nan_and_raises_no_warning(recwarn):
    assert np.isnan(toy().solve(p=0)["share"])
    assert not recwarn.list


def test_no_value_is_minus_zero():
    """A payoff of nothing is 0, not -0.0, alone and in arrays."""
    model = Model("toy", "Toy", [number("p", 0)])
    model.outcome("value", -model["p"])
    assert str(model.solve()["value"]) == "0.0" and not np.signbit(model.solve(p=np.zeros(2))["value"]).any()


@pytest.mark.parametrize("slack, holds", [(0, True), (9e-13, True), (2e-12, False)])
def test_weak_comparisons_hold_when_missed_by_less_than_the_slack(slack, holds):
    model = Model("tie", "Tie", [number("x", 0.5)])
    (x,) = model.symbols()
    half = sp.Rational(1, 2)
    model.outcome("below", at_most(x, half))
    model.outcome("above", at_least(1 - x, half))
    model.outcome("more", greater(x, half))
    model.outcome("fewer", less(1 - x, half))
    solved = model.solve(x=0.5 + slack)
    assert solved["below"] is solved["above"] is holds
    assert solved["more"] is solved["fewer"] is (not holds)


def test_a_joint_rule_names_both_parameters_and_their_values():
    with pytest.raises(ValueError, match=r"c_hi must exceed c_lo; got c_lo=0.5, c_hi=0.4"):
        toy().solve(c_lo=0.5)


def test_shapes_that_do_not_broadcast_are_named():
    with pytest.raises(ValueError, match=r"do not broadcast: p \(2,\), c_lo \(3,\)"):
        toy().solve(p=[0.1, 0.2], c_lo=[0.1, 0.1, 0.1])


def test_a_definition_may_use_only_what_stands_above_it():
    model = Model("bad", "Bad", [number("p")])
    with pytest.raises(ValueError, match="uses q, not defined above it"):
        model.outcome("worth", sp.Symbol("q", real=True))
    model.outcome("worth", model["p"])
    with pytest.raises(ValueError, match="defined twice"):
        model.outcome("worth", model["p"])


def two_numbers():
    return Model("own", "Own", [number("p"), number("c")])


STATEMENTS = [
    (lambda m: m.outcome("x", sp.Symbol("p")), "take the model's own, model\\['p'\\]"),
    (lambda m: m.outcome("x", "p - c"), "take the model's own"),
    (lambda m: m.category("x", [("a", m["p"] == 0.5)], "b"), "is False at every point"),
    (lambda m: m.category("x", [("a", m["p"])], "b"), "needs a condition"),
    (lambda m: m.require(True, "always"), "is True at every point"),
    (lambda m: m.require("p < c", "words"), "needs a condition"),
    (lambda m: m.require(m["p"] < sp.Symbol("q"), "words"), "uses q, not defined above it"),
    (lambda m: m.preset("far", "words", p=7), "preset 'far': p must lie in"),
    (lambda m: m.preset("many", "words", p=[0.1, 0.2]), "is one point"),
    (lambda m: [m.preset("one", "words", p=0.1) for _ in "ab"], "stated twice"),
    (lambda m: m.matrix("g", "ab", "cd", [[1, 2]], [[1, 2]], "R", "U"), "names 2 rows and 2 columns"),
    (lambda m: m.numerical(["x"], lambda p: [p], ["z"], "by hand", 1e-9), "input 'z' is not defined"),
    (lambda m: m.let("exp", m["p"]), "means something else"),
    (lambda m: m.let("war value", m["p"]), "is not a Python name"),
]


@pytest.mark.parametrize("state, reason", STATEMENTS, ids=[reason for _, reason in STATEMENTS])
def test_a_statement_that_cannot_be_meant_is_refused_where_it_is_made(state, reason):
    with pytest.raises(ValueError, match=reason):
        state(two_numbers())


@pytest.mark.parametrize("found, reason", [
    (lambda p: p, "must return a list of 1 array"),
    (lambda p: [p, p], "must return a list of 1 array"),
    (lambda p: [p.sum()], "must have the shape"),
])  # fmt: skip
def test_a_numerical_result_of_another_shape_is_refused(found, reason):
    model = two_numbers()
    model.numerical(["root"], found, ["p"], "by hand", 1e-9)
    with pytest.raises((TypeError, ValueError), match=reason):
        model.solve(p=[0.1, 0.4])


def test_one_function_may_serve_two_statements():
    model, double = two_numbers(), lambda **given: [2 * value for value in given.values()]
    for name in "pc":
        model.numerical([f"twice_{name}"], double, [name], "by hand", 1e-9)
    assert model.solve(p=0.5, c=0.1) == {"twice_p": 1.0, "twice_c": 0.2}


def test_cases_of_conditions_are_a_condition():
    model = two_numbers()
    p, c = model.symbols()
    either = model.outcome("either", cases((p > 0.5, c > 0.5), otherwise=p > 0.8))
    model.category("x", [("a", either)], "b")
    assert model.solve(p=0.6, c=0.9) == {"either": True, "x": "a"}
    assert model.solve(p=0.6, c=0.1) == {"either": False, "x": "b"}


@pytest.mark.parametrize("parameters", [number("p"), ["p"], [number("p"), number("p")]])
def test_parameters_are_a_list_of_parameters_each_once(parameters):
    with pytest.raises((TypeError, ValueError), match="list of Parameter|given twice"):
        Model("own", "Own", parameters)


def test_a_model_of_the_book_cannot_be_changed_for_all_who_load_it():
    model = models.load("bargaining_range")
    (p,) = model.symbols("p")
    for change in (
        lambda: model.outcome("mine", p),
        lambda: model.require(p > 0.5, "words"),
        lambda: model.preset("mine", "words", p=0.5),
        lambda: model.matrix("mine", "a", "b", [[p]], [[p]], "R", "U"),
    ):
        with pytest.raises(ValueError, match="shared by all who load it"):
            change()


@pytest.mark.parametrize("slug", [None, 3, models.load("venue").parameters])
def test_a_model_is_loaded_by_its_slug(slug):
    with pytest.raises(TypeError, match="loaded by its slug"):
        models.load(slug)


def test_a_module_that_states_another_model_is_named(monkeypatch):
    monkeypatch.setattr(models.load("venue"), "slug", "bargaining_range")
    with pytest.raises(ValueError, match=r"models/start/venue.py states Model\('bargaining_range'"):
        models.load("venue")


def test_a_module_without_rows_in_the_register_is_named(monkeypatch):
    from models.core import books

    monkeypatch.setattr(books, "_files", lambda: {"my_game": "bargaining"})
    with pytest.raises(ValueError, match=r"models/bargaining/my_game.py has no entry in register.yml"):
        models.load("my_game")


def test_a_game_is_built_at_one_point():
    with pytest.raises(ValueError, match="give numbers, not arrays"):
        models.load("security_guarantees").game(k=[1, 2])


def test_unknown_names_are_answered_with_the_nearest():
    with pytest.raises(KeyError, match="worth"):
        toy()["wort"]
    with pytest.raises(TypeError, match="c_lo"):
        toy().preset("one", "a reading", c_low=0.1)
    with pytest.raises(ValueError, match="no choice 'third'"):
        toy().chosen("rule", "third")
    with pytest.raises(ValueError, match="never 'truce'"):
        toy().chosen("regime", "truce")
    with pytest.raises(ValueError, match="no matrix form"):
        toy().game()


def test_numerical_outcomes_stand_in_the_chain():
    model = Model("numeric", "Numeric", [number("p")])
    model.let("double", 2 * model["p"])
    calls = []

    def roots(double):
        calls.append(double.shape)
        return np.sqrt(double), double**2

    root, _ = model.numerical(
        ["root", "square"], roots, ["double"], method="square root by NumPy", tolerance=1e-12
    )
    model.outcome("next", root + 1)
    solved = model.solve(p=[0.5, 0.125])
    assert solved["next"].tolist() == [2.0, 1.5] and solved["square"].tolist() == [1.0, 0.0625]
    assert calls == [(2,)]
    assert model.outcomes["root"].method == "square root by NumPy"
    assert isinstance(model.outcomes["next"], sp.Basic)


def test_definitions_given_are_taken_as_they_stand():
    model = Model("given", "Given", [number("p")])
    double, called = model.let("double", 2 * model["p"]), []
    model.numerical(
        ["root"], lambda double: called.append(1) or [double**0.5], ["double"], "square root", 1e-12
    )
    model.outcome("next", model["root"] + double)
    assert model.compute({"p": 0.5, "root": 3.0}, ["next"])["next"] == 4 and not called
    assert model.compute({"double": 4.0, "root": 3.0}, ["next", "root"])["next"] == 7
    assert model.solve(p=np.array([]))["next"].shape == (0,) and not called


def test_closed_form_is_in_parameters_only():
    expression = toy().closed_form("worth")
    assert {s.name for s in expression.free_symbols} == {"p", "c_lo", "rule"}


def test_latex_speaks_in_symbols_and_words_without_the_slack():
    model = toy()
    assert model.latex("worth") == r"w = \max\left(0, g - c_lo\right)"
    assert r"\text{they fight} & \text{if }" in model.latex("regime")
    assert "slack" not in model.latex("fights") and r"\iff g > c_hi" in model.latex("fights")
    assert r"rule = \text{first}" in model.latex("gain")


VEGA = [
    (sp.Symbol("x") ** 2, "pow(x, 2)"),
    (sp.sqrt(sp.Symbol("x")), "sqrt(x)"),
    (sp.Max(0, sp.Symbol("x")), "max(0, x)"),
    (sp.Rational(1, 3), "(1/3)"),
    (sp.oo, "(1/0)"),
    (sp.nan, "NaN"),
    (sp.log(sp.Symbol("x")), "log(x)"),
    (greater(sp.Symbol("x"), 1), "(x > 1 + 1e-12)"),
    (cases((1, sp.Symbol("x") > 0), otherwise=2), "(((x > 0)) ? (1) : (2))"),
]


@pytest.mark.parametrize("expression, text", VEGA)
def test_vega_expressions(expression, text):
    assert printers.vega(expression).replace("1e-12 + 1", "1 + 1e-12") == text


def test_examples_in_docstrings():
    names = ["models", *(f"models.core.{m.name}" for m in pkgutil.iter_modules(models.core.__path__))]
    tried = [doctest.testmod(importlib.import_module(name)) for name in names]
    assert sum(t.attempted for t in tried) >= 5
    assert sum(t.failed for t in tried) == 0


def test_a_row_of_the_register_is_bound_by_name():
    """A row moved in the register would bind another symbol, in silence, if rows were taken by position."""
    for slug in models.catalogue():
        with pytest.raises(TypeError, match=f"{slug}: name the parameters"):
            models.load(slug).symbols()
    p, c_R = models.load("bargaining_range").symbols("p", "c_R")
    assert (p.name, c_R.name) == ("p", "c_R")


def test_moving_the_rows_of_the_register_changes_no_model(monkeypatch):
    """Every model built anew over the reversed register returns what the book's returns."""
    rows = register.read()
    monkeypatch.setattr(register, "parameters", lambda slug: dict(reversed(rows[slug].items())))
    for slug in models.catalogue()[:-1]:  # five_proposals binds no row to a symbol
        book = models.load(slug)
        spec = importlib.util.find_spec(f"models.{models.part_of(slug)}.{slug}")
        again = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(again)
        assert list(again.model.parameters) == list(reversed(book.parameters))
        for preset in (None, *book.presets):
            assert repr(again.model.solve(**again.model.presets.get(preset, {}))) == repr(
                book.solve(**book.presets.get(preset, {}))
            ), (slug, preset)


def test_cases_within_a_condition_are_refused():
    """SymPy unfolds them and drops the branch whose condition is a name: another statement would come out."""
    x, chosen = sp.Symbol("x", real=True), sp.Symbol("chosen")
    inner = cases((x / 2, chosen), otherwise=-1)
    with pytest.raises(ValueError, match="name these with `let`"):
        cases((1, at_most(x, inner)), otherwise=0)

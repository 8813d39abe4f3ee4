"""Numbers of the text, computed from the model where they stand."""

import pytest

import models
from widgets.book.numbers import evaluate, fault, is_source

solve = models.load("bargaining_range").solve


@pytest.mark.parametrize("source, expected", {
    "bargaining_range: x_hi - x_lo": solve()["x_hi"] - solve()["x_lo"],
    "bargaining_range: 100*(1 - p) ** 2; p=.3": 49.0,
    "bargaining_range: p_U_rejects_high; A_maximalist": 0.45,
    "bargaining_range: -width/2; p=.5, c_R=.1, c_U=.3": -0.2,
    "shifting_power: p2_max; horizon=two": models.load("shifting_power").solve(horizon="two")["p2_max"],
}.items())  # fmt: skip
def test_an_expression_is_computed_at_its_point(source, expected):
    assert is_source(source) and evaluate(source) == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("source, word", {
    "bargaining_range: regime": "no number", "bargaining_range: x_lo; q=.3": "q", "bargaining_range: nonsense": "nonsense",
    "bargaining_range: __import__": "__import__", "bargaining_range: solve(1)": "only names", 
    "bargaining_range: x_lo +": "invalid",
    "bargaining_range: x_lo; B_nothing": "no preset 'B_nothing'", "bargaining_range: x_lo; p=2": "p",
    "bargaining_range: 1/0": "zero",
}.items())  # fmt: skip
def test_what_cannot_be_computed_is_refused_in_words(source, word):
    with pytest.raises(ValueError, match="(?s)" + word):
        evaluate(source)


@pytest.mark.parametrize("written, right", {
    "0.15": True, ".15": False, "0.1": True, "0.2": True, "0.16": False, "15 %": False, "nothing": False, "0.150": True,
}.items())  # fmt: skip
def test_a_number_is_right_at_the_digits_it_is_written_with(written, right):
    source = "bargaining_range: x_lo; p=.35, c_R=.2"
    assert (fault(written, source) is None) == right


@pytest.mark.parametrize("text", ["United Nations", "note: see below", "Intermediate-Range Nuclear Forces"])
def test_an_abbreviation_is_none(text):
    assert not is_source(text)

"""Numbers in the prose of chapters/bargaining/bargaining_range.md."""

import pytest

import models
from tests.passages import assert_passage

solve = models.load("bargaining_range").solve
preset = models.load("bargaining_range").presets


def f(value):
    return f"{value:.2f}"


PASSAGES = [
    ("At the default numbers that is {}.", lambda: [f(solve()["gamma_R_max"])]),
    ("By default that is {}: with a chance of {}", lambda: [f(solve()["p_U_rejects_high"]), "0.35"]),
    (
        "and the threshold is {}: refusing is rational",
        lambda: [f(solve(**preset["A_maximalist"])["p_U_rejects_high"])],
    ),
    ("$p_R^L = c_R + x_L^{{\\gamma_R}}$: {} by default", lambda: [f(solve()["p_R_rejects_low"])]),
    (
        "Russia wants at least {}, and Ukraine concedes at most {}.",
        lambda: [f(solve(**preset["D_all_or_nothing"])[end]) for end in ("x_lo", "x_hi")],
    ),
    ("the high plan goes to {}, Ukraine rejects it", lambda: [f(preset["A_maximalist"]["x_high"])]),
]


@pytest.mark.parametrize("template, numbers", PASSAGES)
def test_a_number_in_the_text_is_what_the_model_yields(template, numbers):
    assert_passage("bargaining/bargaining_range", template, *numbers())


def test_the_maximalist_reading_is_rejected_and_leaves_the_range_where_it_was():
    """'Ukraine rejects it, and the range is where it was'"""
    before, after = solve(), solve(**preset["A_maximalist"])
    assert after["high_status"] == "U_rejects"
    assert (after["x_lo"], after["x_hi"]) == (before["x_lo"], before["x_hi"])


def test_a_higher_cost_for_ukraine_reopens_a_range_that_aims_have_closed():
    """The question of the last figure, from where it starts."""
    assert not solve(gamma_R=4)["range_exists"] and solve(gamma_R=4, c_U=0.28)["range_exists"]


def test_all_or_nothing_aims_lie_beyond_the_largest_curvature():
    """'D¶14 read literally … lies beyond it'"""
    assert preset["D_all_or_nothing"]["gamma_R"] > solve()["gamma_R_max"]

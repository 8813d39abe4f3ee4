"""Numbers in the prose of chapters/bargaining/bargaining_range.md."""

import numpy as np
import pytest

import models
from tests.passages import assert_passage
from tests.support import close, pure_equilibria, sample

model = models.load("bargaining_range")
solve, preset = model.solve, model.presets


def f(value):
    return f"{value:.2f}"


PASSAGES = [
    ("At the default numbers that is {}.", lambda: [f(solve()["gamma_R_max"])]),
    (
        "By default that is {}: with a chance of {}",
        lambda: [f(solve()["p_U_rejects_high"]), f(model.parameters["p"].default)],
    ),
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


def test_the_matrix_has_four_equilibria_of_which_one_is_subgame_perfect():
    """'Four equilibria at the default numbers, and only the first is subgame perfect'"""
    game, found = model.game(), solve()
    assert pure_equilibria(game) == {(0, 0), (0, 2), (1, 1), (2, 3)}
    assert (
        found["low_status"] == found["high_status"] == "both"
    )  # so Ukraine accepts both when it comes to it
    assert game.payoff_matrices[0][0, 0] == game.payoff_matrices[0][:, 0].max()


def test_the_pairs_of_the_activity_settle_and_the_fourth_power_sheets_do_not():
    """'settle, at a share between …', 'have nothing that both prefer'"""
    for c_R, c_U in ((0.05, 0.05), (0.20, 0.15), (0.35, 0.10)):
        ordinary = solve(p=0.5, c_R=c_R, c_U=c_U)
        assert close(ordinary["x_lo"], 0.5 - c_R) and close(ordinary["x_hi"], 0.5 + c_U)
        assert solve(p=0.5, c_R=c_R, c_U=c_U, gamma_R=4)["regime"] == "empty"


def test_costs_and_curvatures_matter_most_for_an_empty_range():
    """'The two costs and the two curvatures pull hardest; p hardly matters'"""
    points = sample(model, count=20_000)
    empty = solve(**points)["regime"] == "empty"

    def pull(name):
        upper = points[name] >= np.median(points[name])
        return abs(empty[upper].mean() - empty[~upper].mean())

    assert min(map(pull, ("c_R", "c_U", "gamma_R", "gamma_U"))) > 0.1 > 5 * pull("p") / 2


def test_a_higher_cost_for_ukraine_reopens_a_range_that_aims_have_closed():
    """The question of the last figure, from where it starts."""
    assert not solve(gamma_R=4)["range_exists"] and solve(gamma_R=4, c_U=0.28)["range_exists"]


def test_all_or_nothing_aims_lie_beyond_the_largest_curvature():
    """'D¶14 read literally … lies beyond it'"""
    assert preset["D_all_or_nothing"]["gamma_R"] > solve()["gamma_R_max"]

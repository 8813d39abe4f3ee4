"""Numbers in the prose of chapters/start/venue.md."""

import nashpy as nash
import pytest

import models
from tests.passages import assert_passage

model = models.load("venue")
solve, presets = model.solve, model.presets
two = solve(j_R=-1, j_U=-1)


def f(value, digits=2):
    return f"{value:.{digits}f}"


PASSAGES = [
    ("With $b = 0.3$ Ukraine names Belarus with probability {}, and Russia gets {}", [f(0.3 / 1.3), f(two["mixed_value_R"])]),
    ("to each: {} instead of {}, with nothing but a coin", [f(two["mediated_value"]), f(two["mixed_value_R"])]),
    ("lifts each side from {} to {} (from {} if Jerusalem is not on the list)",
     [f(solve()["mixed_value_R"]), f(solve()["mediated_value"]), f(two["mixed_value_R"])]),
    ("at $b = 0.3$, better than {} for both", [f((1 + 0.3) / 2)]),
    ("the coin between the two proposed places, {} for each, still wins", [f(solve(**presets["cool"])["mediated_value"])]),
    ("with {} for Russia and {} for Ukraine", [f(presets["cool"]["j_R"]), f(presets["cool"]["j_U"])]),
    ("for Russia, Poland for Ukraine) {} points, the other's {}, Jerusalem {} each, no meeting 0",
     [f"{10 * x:.0f}" for x in (1, model.parameters["b_R"].default, model.parameters["j_R"].default)]),
    ("probability $1/(1+0.3) = {}$", [f(1 / 1.3, 3)]),
    ("The payoff is $0.3/1.3 = {}$", [f(two["mixed_value_R"], 3)]),
    ("the chance of meeting $2 \\cdot 0.3/1.3^2 = {}$", [f(two["mixed_meet"], 3)]),
    ("{}% of rounds end in a meeting", [f(100 * solve()["mixed_meet"], 0)]),
    ("a round is worth {} points; with the coin, all of them, and {} points",
     [f(10 * solve()["mixed_value_R"], 1), f(10 * solve()["mediated_value"], 1)]),
]  # fmt: skip


@pytest.mark.parametrize("template, numbers", PASSAGES)
def test_a_number_in_the_text_is_what_the_model_yields(template, numbers):
    assert_passage("start/venue", template, *numbers)


def test_the_counts_of_equilibria_are_right():
    """'Three of them', 'there are seven equilibria', 'lists two, and misses a whole line of them'"""
    assert len(list(model.game(j_R=-1, j_U=-1).support_enumeration())) >= 3
    assert len(list(model.game().support_enumeration())) == solve()["n_equilibria"] == 7
    with pytest.warns(RuntimeWarning):
        assert len(list(nash.Game([[1, 0], [0, 0.0]], [[0.3, 0], [0, 1]]).support_enumeration())) == 2
    assert len(list(nash.Game([[1, 0], [0, 0.3]], [[0.3, 0], [0, 1]]).support_enumeration())) == 3


def test_at_cool_the_coin_between_the_capitals_wins():
    """'At *B¶7: cool* … still wins'"""
    assert solve(**presets["cool"])["regime"] == "lottery_two_capitals"


def test_at_insist_only_jerusalem_is_left():
    """'press *B¶8: insist*'"""
    assert solve(**presets["insist"])["venue_choice"] == "jerusalem"

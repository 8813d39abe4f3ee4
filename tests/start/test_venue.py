"""Where to meet: equilibria against the game's own payoffs, lotteries against linear programming.

The tables stand here a second time beside the trees, on purpose: for three places and lotteries over them, a tree has two.
"""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

import models
from models import best_correlated, fairest_correlated
from tests.support import assert_all_reached, assert_outcomes, points, pure_equilibria

model = models.load("venue")
NAMES = ("belarus", "poland", "jerusalem")
SLACK = 1e-12


def payoffs(point):
    """Rules of the game: both players' tables over (Belarus, Poland, Jerusalem); no talks pay 0."""
    R = np.diag([1.0, point["b_R"], point["j_R"]])
    U = np.diag([point["b_U"], 1.0, point["j_U"]])
    return R, U


def acceptable(point):
    R, U = payoffs(point)
    return [s for s in range(3) if R[s, s] > SLACK and U[s, s] > SLACK]


def weights(solved):
    return np.array([solved[f"weight_{name}"] for name in NAMES])


def mixed(point, support):
    """R2: how often each side names each venue."""
    R, U = payoffs(point)
    row, column = np.zeros(3), np.zeros(3)
    row[support] = 1 / np.diag(U)[support]
    column[support] = 1 / np.diag(R)[support]
    return row / row.sum(), column / column.sum()


positive = points(model, **{name: st.floats(0.05, 0.95) for name in model.parameters})
# R4 needs payoffs that are not 0; the linear programme's own tolerance asks for a little room
away_from_zero = st.floats(-1, 0.95).map(lambda x: x if abs(x) > 0.02 else 0.02)
generic = points(model, **{name: away_from_zero for name in model.parameters})


@settings(max_examples=100, deadline=None)
@given(points(model))
def test_nobody_gains_by_disobeying_the_mediator_and_the_lottery_pays_what_it_says(point):
    """R4-R5: every venue drawn is a strict equilibrium; the weights sum to 1 unless none is acceptable."""
    solved = model.solve(**point)
    R, U = payoffs(point)
    w = weights(solved)
    pays_R, pays_U = w @ np.diag(R), w @ np.diag(U)
    assert (w >= -SLACK).all() and np.isclose(w.sum(), 1 if acceptable(point) else 0)
    for s in np.flatnonzero(w > SLACK):
        assert R[s, s] > max(np.delete(R[:, s], s)) and U[s, s] > max(np.delete(U[s, :], s))
    assert solved["acceptable_count"] == len(acceptable(point))
    assert_outcomes(solved, mediated_R=pays_R, mediated_U=pays_U, mediated_value=min(pays_R, pays_U))


def best_lottery(x, y, aim, floor=None):
    """Best lottery over venues worth (x, y): the largest smaller payoff, or the largest sum above a floor."""
    A_ub, b_ub = [[*-x, 1.0], [*-y, 1.0]], [0.0, 0.0]
    bounds = [(0, 1)] * len(x) + [(floor, None)]
    objective = [0.0] * len(x) + [-1.0] if aim == "smaller" else [*-(x + y), 0.0]
    found = linprog(objective, A_ub=A_ub, b_ub=b_ub, A_eq=[[1.0] * len(x) + [0.0]], b_eq=[1.0], bounds=bounds)
    assert found.success
    return -found.fun


@settings(max_examples=100, deadline=None)
@given(points(model))
def test_no_lottery_over_acceptable_venues_has_a_larger_smaller_payoff(point):
    """R5: lotteries over all three venues included."""
    solved, places = model.solve(**point), acceptable(point)
    x, y = (np.diag(table)[places] for table in payoffs(point))
    expected = best_lottery(x, y, "smaller") if places else 0
    assert np.isclose(solved["mediated_value"], expected, atol=1e-7)


on_step = points(model, **{name: st.integers(-30, 99).map(lambda k: k / 100) for name in model.parameters})


@settings(max_examples=100, deadline=None)
@given(on_step)
def test_among_the_best_lotteries_the_mediator_takes_the_larger_sum(point):
    """R5, second criterion (on slider steps, where ties occur and edges are not nearly level)."""
    solved, places = model.solve(**point), acceptable(point)
    x, y = (np.diag(table)[places] for table in payoffs(point))
    if places:
        largest = best_lottery(x, y, "sum", floor=solved["mediated_value"] - 1e-9)
        assert np.isclose(solved["mediated_R"] + solved["mediated_U"], largest, atol=1e-4)


def nash_payoffs(point):
    """Payoffs of the mixed equilibria of R2, and (0, 0) where some pair of different venues is one (R1)."""
    R, U = payoffs(point)
    places = acceptable(point)
    profiles = [mixed(point, list(s)) for size in (1, 2, 3) for s in combinations(places, size)]
    pairs = [(s, t) for s in range(3) for t in range(3) if s != t and R[t, t] <= 0 and U[s, s] <= 0]
    return [(row @ R @ column, row @ U @ column) for row, column in profiles] + [(0.0, 0.0)] * bool(pairs)


@settings(max_examples=80, deadline=None)
@given(generic, st.floats(0, 2 * np.pi))
def test_private_signals_reach_nothing_that_a_public_lottery_does_not(point, angle):
    """R4-R5: correlated payoffs lie in the hull of (0, 0) and A. Exercise 3: the hull of the Nash payoffs."""
    R, U = payoffs(point)
    fairest = fairest_correlated(R, U)
    assert np.isclose(min(fairest.row, fairest.column), model.solve(**point)["mediated_value"], atol=1e-6)
    row, column = np.cos(angle), np.sin(angle)
    best = best_correlated(R, U, row, column)
    reached = row * best.row + column * best.column
    furthest = lambda corners: max(row * x + column * y for x, y in corners)  # noqa: E731
    assert reached <= furthest([(0, 0)] + [(R[s, s], U[s, s]) for s in acceptable(point)]) + 1e-6
    assert np.isclose(reached, furthest(nash_payoffs(point)), atol=1e-6)


@settings(max_examples=100, deadline=None)
@given(points(model))
def test_nobody_gains_by_deviating_from_a_mixed_equilibrium(point):
    """R2 on every set of acceptable venues; R3 is the one on all of them, and pays less than any of them."""
    R, U = payoffs(point)
    places = acceptable(point)
    for size in range(1, len(places) + 1):
        for support in combinations(places, size):
            row, column = mixed(point, list(support))
            assert np.isclose((R @ column).max(), row @ R @ column, rtol=1e-9)
            assert np.isclose((row @ U).max(), row @ U @ column, rtol=1e-9)
    solved = model.solve(**point)
    if not places:
        assert_outcomes(solved, mixed_value_R=0.0, mixed_value_U=0.0, mixed_meet=0.0)
        return
    row, column = mixed(point, places)
    assert_outcomes(
        solved, mixed_value_R=row @ R @ column, mixed_value_U=row @ U @ column, mixed_meet=row @ column
    )
    if len(places) > 1:
        assert all(solved["mixed_value_R"] < R[s, s] and solved["mixed_value_U"] < U[s, s] for s in places)
        assert solved["mediated_R"] > solved["mixed_value_R"]
        assert solved["mediated_U"] > solved["mixed_value_U"]


@settings(max_examples=60, deadline=None)
@given(positive)
def test_nashpy_finds_the_seven_equilibria_and_no_other(point):
    """R2 and the matrix form: 2**3 - 1 equilibria, three of them pure."""
    found = list(model.game(**point).support_enumeration())
    claimed = [mixed(point, list(s)) for size in (1, 2, 3) for s in combinations(range(3), size)]
    assert len(found) == len(claimed) == model.solve(**point)["n_equilibria"]
    for row, column in claimed:
        assert any(np.allclose(row, a, atol=1e-7) and np.allclose(column, b, atol=1e-7) for a, b in found)
    assert pure_equilibria(model.game(**point)) == {(0, 0), (1, 1), (2, 2)}


@pytest.mark.parametrize("b_R, b_U, stays", [(-0.2, -0.2, 1), (0, 0, 1), (0.1, -0.2, 0), (-0.2, 0.1, 0)])
def test_each_stays_at_home_only_if_neither_gains_by_following(b_R, b_U, stays):
    """R1: (Belarus, Poland) is an equilibrium iff b_R <= 0 and b_U <= 0."""
    assert ((0, 1) in pure_equilibria(model.game(b_R=b_R, b_U=b_U))) == stays


def test_only_jerusalem_is_strict_where_only_it_is_acceptable():
    """Matrix form: weak equilibria without talks exist beside it (R1)."""
    game = model.game(**model.presets["insist"])
    pure = pure_equilibria(game)
    R, U = game.payoff_matrices
    ties = [sum(R[:, j] == R[i, j]) + sum(U[i] == U[i, j]) for i, j in sorted(pure)]
    assert {cell for cell, tied in zip(sorted(pure), ties, strict=True) if tied == 2} == {(2, 2)} and (
        0,
        1,
    ) in pure


@settings(max_examples=60, deadline=None)
@given(points(model))
def test_swapping_the_players_and_their_capitals_swaps_the_outcomes(point):
    here = model.solve(**point)
    there = model.solve(b_R=point["b_U"], b_U=point["b_R"], j_R=point["j_U"], j_U=point["j_R"])
    assert here["regime"] == there["regime"]
    pairs = [("mediated_R", "mediated_U"), ("mixed_value_U", "mixed_value_R"), ("mixed_meet", "mixed_meet")]
    pairs += [("weight_belarus", "weight_poland"), ("weight_jerusalem", "weight_jerusalem")]
    assert_outcomes(there, tolerance=1e-6, **{name: here[mirror] for name, mirror in pairs})


TIES = [  # point, regime, choice, why
    (dict(j_R=0.65, j_U=0.65), "fixed_venue", "jerusalem", "as good as the coin: a single venue goes first"),
    (dict(j_R=0.64, j_U=0.64), "lottery_two_capitals", "lottery", "just below the coin"),
    (dict(j_R=0.80, j_U=0.50), "lottery_two_capitals", "lottery", "on the line of R6: the capitals go first"),
    (dict(j_R=0.81, j_U=0.50), "lottery_with_third", "lottery", "just above the line of R6"),
    (dict(j_R=0.50, j_U=0.81), "lottery_with_third", "lottery", "the same with Belarus"),
    (dict(b_R=-0.2, j_R=0.2, j_U=0.3), "fixed_venue", "belarus", "j_U = b_U: Belarus has the larger sum"),
    (dict(b_R=-0.2, j_R=1, j_U=0.3), "fixed_venue", "belarus", "Jerusalem pays the same as Belarus"),
    (dict(b_R=-0.2, j_R=0.2, j_U=0.31), "lottery_with_third", "lottery", "j_U just above b_U"),
    (dict(b_R=-0.2, j_R=0.4, j_U=0.4), "fixed_venue", "jerusalem", "nobody has the advantage in Jerusalem"),
    (dict(b_R=-0.2, j_R=0.9, j_U=0.4), "fixed_venue", "jerusalem", "Russia has it, and Poland is out"),
    (dict(b_U=-0.2, j_R=0.3, j_U=0.2), "fixed_venue", "poland", "j_R = b_R: Poland has the larger sum"),
    (
        dict(b_R=0.99998, b_U=-0.7, j_R=0.99998, j_U=0.99996),
        "fixed_venue",
        "poland",
        "the same, with payoffs near 1",
    ),
    (dict(b_U=-0.2, j_R=0.31, j_U=0.2), "lottery_with_third", "lottery", "j_R just above b_R"),
    (dict(b_R=0, b_U=0, j_R=0, j_U=1), "no_talks", "none", "exactly 0 is not acceptable"),
    (dict(b_R=0, b_U=0, j_R=0.01, j_U=0.01), "single_venue", "jerusalem", "one step above 0"),
]


@pytest.mark.parametrize("point, regime, choice, why", TIES, ids=[row[3] for row in TIES])
def test_ties_fall_as_the_tie_rule_says(point, regime, choice, why):
    """R5-R7, on slider steps."""
    assert_outcomes(model.solve(**point), regime=regime, venue_choice=choice)


@settings(max_examples=100, deadline=None)
@given(points(model, b_R=st.floats(0.01, 0.98), b_U=st.floats(0.01, 0.98)))
def test_jerusalem_joins_exactly_above_the_line_through_the_capitals(point):
    """R6: the flip point of 'somewhere else'."""
    b_R, b_U, j_R, j_U = point.values()
    over = (1 - b_U) * j_R + (1 - b_R) * j_U - (1 - b_R * b_U)
    if abs(over) > 1e-6:
        third = model.solve(**point)["weight_jerusalem"] > 0
        assert third == (over > 0 and min(j_R, j_U) > 0)


NUMBERS = [
    ({}, dict(mediated_value=0.65, mixed_value_R=3 / 19, mixed_meet=96 / 361, weight_belarus=0.5)),
    (dict(j_R=-1, j_U=-1), dict(mixed_value_R=0.3 / 1.3, mixed_meet=0.6 / 1.69)),  # exercise 1
    # battle of the sexes, all payoffs halved
    (dict(b_R=0.5, b_U=0.5, j_R=-1, j_U=-1), dict(mediated_R=0.75, mixed_value_R=1 / 3)),
    (dict(b_R=0.99, b_U=0.99, j_R=0, j_U=0), dict(mediated_value=0.995)),
    (dict(b_R=0.2, b_U=0.6, j_R=-1, j_U=-1), dict(mediated_value=0.88 / 1.2, weight_belarus=0.8 / 1.2)),
    (model.presets["default"], dict(regime="lottery_two_capitals")),
    (model.presets["insist"], dict(regime="single_venue", venue_choice="jerusalem", mediated_value=0.4)),
    (model.presets["neutral"], dict(regime="fixed_venue", venue_choice="jerusalem", mediated_value=0.7)),
    (model.presets["cool"], dict(regime="lottery_two_capitals", mediated_value=0.6)),
    (model.presets["hostile"], dict(regime="no_talks", venue_choice="none", n_equilibria=float("nan"))),
]


@pytest.mark.parametrize("point, expected", NUMBERS)
def test_worked_numbers_and_presets(point, expected):
    assert_outcomes(model.solve(**point), **expected)


def test_all_regimes_and_choices_are_reached():
    assert_all_reached(model)
    assert_all_reached(model, "venue_choice")


def test_a_third_acceptable_venue_first_adds_confusion():
    """Without a mediator payoffs fall when Jerusalem becomes acceptable, and rise in j_R after that."""
    j = np.array([-0.1, 0.1, 0.3, 0.5, 0.9])
    falls = model.solve(j_R=j, j_U=np.maximum(j, 0.2))["mixed_value_R"]
    assert falls[0] == falls.max() and (np.diff(falls[1:]) > 0).all()

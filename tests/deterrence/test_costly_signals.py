"""Costly signals: regimes, numbers, the best sizes and the matrix forms; the rules themselves are in the trees."""

import warnings

import numpy as np
import pytest

import models
from tests.support import assert_all_reached, assert_outcomes, at, close, sample

model = models.load("costly_signals")
GAMES, SMALL = ("sunk", "tied"), 1e-9


# fmt: off
@pytest.mark.parametrize("outcome", ["regime", "sunk_regime", "tied_regime", "preferred"])
def test_all_regimes_are_reached(outcome):
    assert_all_reached(model, outcome)


@pytest.mark.parametrize("point, expected", [
    (dict(sunk_cost=0.14), dict(sunk_regime="separating")),  # m = G_L
    (dict(sunk_cost=0.135), dict(sunk_regime="semi_pooling")),
    (dict(sunk_cost=0.455), dict(sunk_regime="too_costly")),  # m = G_H
    (dict(sunk_cost=0.45), dict(sunk_regime="separating")),
    (dict(p_W_resolute=0.8, r_loss=0.25), dict(regime="not_needed/not_needed")),  # y = 1 / (1 + k)
    (dict(p_W_resolute=0.79, r_loss=0.25), dict(regime="semi_pooling/semi_pooling")),
    (dict(audience_cost=0.21), dict(tied_regime="lock_in")),  # a = a_L
    (dict(audience_cost=0.205), dict(tied_regime="semi_pooling")),
    (dict(p_R_determined=0.5, audience_cost=0.2), dict(tied_regime="separating")),  # x a = G_L
    (dict(p_R_determined=0.5, audience_cost=0.195), dict(tied_regime="semi_pooling")),
    (dict(p_R_determined=0.4, stake_irresolute=0.2, p_win=0.5, cost_war=0.4, audience_cost=0.5),
     dict(tied_regime="separating", best_tied_prob_war=0.12)),  # x a_L = G_L: a free choice does not commit L
])
def test_ties_go_the_way_of_the_tie_rule(point, expected):
    assert_outcomes(model.solve(**point), **expected)


@pytest.mark.parametrize("point, expected", [
    ({}, dict(regime="semi_pooling/semi_pooling", best_sunk_cost=0.14, sunk_signal_prob_irresolute=12 / 35,
              sunk_deter_prob=5 / 14, tied_deter_prob=10 / 21, sunk_posterior_signal=1 / 1.8,
              best_sunk_value_W=0.1995, best_tied_value_W=0.2954, best_sunk_prob_war=0.09,
              best_tied_prob_war=0.3, preferred="tied")),
    (model.presets["E_deployments"], dict(regime="semi_pooling/lock_in", tied_prob_war=0.3)),
    (model.presets["A_weapons_first"], dict(regime="separating/semi_pooling", sunk_prob_war=0.09)),
    (model.presets["C_symbolic"], dict(regime="semi_pooling/semi_pooling")),
    (model.presets["B_no_backing"], dict(regime="separating/separating")),
    (model.presets["D_force_needed"], dict(regime="too_costly/separating", sunk_posterior_signal=np.nan)),
    (dict(sunk_cost=1e-9, audience_cost=1e-9), dict(sunk_deter_prob=0, tied_deter_prob=0)),
    (dict(r_loss=1e9), dict(regime="not_needed/not_needed", best_sunk_cost=0, best_sunk_prob_war=0.09)),
    (dict(r_loss=1e-9, p_W_resolute=0.98), dict(regime="semi_pooling/semi_pooling")),
    (dict(p_R_determined=0, audience_cost=0.5), dict(tied_regime="lock_in", tied_prob_war=0)),
    (dict(p_R_determined=1 - 1e-9), dict(sunk_value_resolute=0.35, tied_value_irresolute=0)),
])
# fmt: on
def test_worked_numbers_presets_and_limits(point, expected):
    """Exercises 1 and 3, the readings of the documents, and the sanity limits."""
    assert_outcomes(model.solve(**point), tolerance=1e-6, **expected)


def test_bounds_and_fearons_comparison_hold_everywhere():
    """R7 and Fearon (1997): tying is better ex ante, at no lower a risk of war; no type loses by the game."""
    values = sample(model)
    found = model.solve(**values)
    assert (found["best_tied_value_W"] >= found["best_sunk_value_W"] - SMALL).all()
    assert (found["best_tied_prob_war"] >= found["best_sunk_prob_war"] - SMALL).all()
    for game in GAMES:
        d, bluff = found[f"{game}_deter_prob"], found[f"{game}_signal_prob_irresolute"]
        assert ((d >= 0) & (d <= 1) & (bluff >= 0) & (bluff <= 1)).all()
        assert (found[f"{game}_value_resolute"] >= values["p_win"] - values["cost_war"] - SMALL).all()
        assert (found[f"{game}_value_irresolute"] >= -SMALL).all()


def test_free_sizes_are_the_best_of_a_grid():
    """R7: the least-cost separating m, and the best a, beat every size on a grid, and are reached by one."""
    sizes = np.linspace(0.005, 1, 400)
    values = sample(model, 150)
    for index in range(len(values["p_win"])):
        point = at(values, index)
        found = model.solve(**point)
        tied = model.solve(**point | {"audience_cost": sizes})
        assert close(tied["tied_value_W"].max(), found["best_tied_value_W"])
        sunk = model.solve(**point | {"sunk_cost": sizes})["sunk_value_W"]
        assert sunk.max() <= found["best_sunk_value_W"] + SMALL
        if found["best_sunk_cost"] > 0:
            there = model.solve(**point | {"sunk_cost": found["best_sunk_cost"]})
            assert_outcomes(there, sunk_regime="separating", sunk_value_W=found["best_sunk_value_W"])
        else:
            assert found["regime"] == "not_needed/not_needed"


def test_a_larger_sunk_cost_is_believed_more_and_imitated_as_often():
    """b does not depend on m and rises in y and k; V_H is greatest at m = G_L (exercise 4)."""
    costs = np.linspace(0.005, 0.45, 90)
    found = model.solve(sunk_cost=costs)
    bluffed = found["sunk_regime"] == "semi_pooling"
    assert np.ptp(found["sunk_signal_prob_irresolute"][bluffed]) < SMALL
    assert (np.diff(found["sunk_deter_prob"][bluffed]) > 0).all()
    assert abs(costs[found["sunk_value_resolute"].argmax()] - 0.14) < 0.0051
    for name, path in (("p_W_resolute", np.linspace(0.1, 0.5, 9)), ("r_loss", np.linspace(0.1, 1.9, 9))):
        assert (np.diff(model.solve(**{name: path})["sunk_signal_prob_irresolute"]) > 0).all()


def _claimed_strategies(game, found, b):
    d = found[f"{game}_deter_prob"]
    rows = {"semi_pooling": [b, 1 - b, 0, 0], "separating": [0, 1, 0, 0], "lock_in": [1, 0, 0, 0]}
    columns = {"semi_pooling": [1 - d, 0, d, 0], "not_needed": [0, 0, 0, 1], "too_costly": [1, 0, 0, 0]}
    regime = found[f"{game}_regime"]
    return rows.get(regime, [0, 0, 0, 1]), columns.get(regime, [0, 0, 1, 0])


@pytest.mark.parametrize("game", GAMES)
def test_the_matrix_form_has_the_equilibrium_claimed_and_no_other_with_a_signal(game):
    """Extreme points; where silence does not deter, the others are general silence, which D1 rejects."""
    values = sample(model, 120)
    for index in range(len(values["p_win"])):
        point = at(values, index)
        found = model.solve(**point)
        bimatrix = model.game(game, **point)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # off-path replies make the form degenerate, which is expected
            extreme = list(bimatrix.vertex_enumeration())
        row, column = _claimed_strategies(game, found, found[f"{game}_signal_prob_irresolute"])
        assert any(np.allclose(r, row) and np.allclose(c, column) for r, c in extreme), point
        if found[f"{game}_regime"] == "not_needed":
            assert max(bimatrix[r, c][0] for r, c in extreme) <= found[f"{game}_value_W"] + SMALL, point
        else:
            others = [bimatrix[r, c] for r, c in extreme if r[3] < 1 - SMALL]
            assert np.allclose([value[0] for value in others], found[f"{game}_value_W"]), point


def test_scaling_the_opportunists_payoffs_changes_no_equilibrium():
    bimatrix = model.game("tied")
    W, R = bimatrix.payoff_matrices
    first, second = (list(type(bimatrix)(W, factor * R).vertex_enumeration()) for factor in (1, 5))
    assert len(first) == len(second)
    for pair in first:
        assert any(np.allclose(pair[0], r) and np.allclose(pair[1], c) for r, c in second)


@pytest.mark.parametrize("point", [dict(stake_irresolute=0.6), dict(cost_war=0.13), dict(p_win=0.35), dict(cost_war=0.14)])
def test_costs_that_do_not_divide_the_types_are_refused(point):
    """Domain: p_win * stake_irresolute < cost_war < p_win."""
    with pytest.raises(ValueError, match="cost_war.*p_win"):
        model.solve(**point)

"""Allied unity: no ally gains by joining or staying out, under three rules; thresholds and numbers.

The rules stand here a second time beside the trees, on purpose: these are for any number of allies, the trees for two.
"""

from math import comb, exp, factorial

import numpy as np
import pytest
from hypothesis import given, settings

import models
from tests.support import assert_all_reached, assert_outcomes, points, pure_equilibria, sample

model = models.load("allied_unity")
RULES = {"": "unconditional", "pledge_": "pledge", "all_": "all"}


# -- the rules, once ------------------------------------------------------------------------------------


def payoff(rule, joins, others, cost, n, k):
    """One ally's payoff if `others` of the n - 1 other allies join; `cost` is what it bears."""
    count = others + joins
    met = count == n if rule == "all" else count >= k
    paid = joins and (met or rule == "unconditional")
    return met - cost * paid


def expected(rule, joins, q, cost, point):
    """`payoff` averaged over the others, each joining with chance q (arrays of q or of cost)."""
    n, k = point["n_allies"], point["threshold"]
    return sum(
        comb(n - 1, j) * q**j * (1 - q) ** (n - 1 - j) * payoff(rule, joins, j, cost, n, k) for j in range(n)
    )


def gain_of_joining(rule, q, cost, point):
    return expected(rule, True, q, cost, point) - expected(rule, False, q, cost, point)


def cost_at(u, point):
    """Net cost of the ally at quantile u of the costs."""
    spread = point["dispersion"]
    return point["cost"] * (1 - point["cost_share"]) * (1 - spread + 2 * spread * u)


@given(point=points(model))
@settings(max_examples=80, deadline=None)
def test_no_ally_gains_by_doing_otherwise(point):
    """R1, R4, R5: the cheapest share q of types joins, and every type on either side is right to."""
    x = model.solve(**point)
    u = np.linspace(0, 1, 41)
    for prefix, rule in RULES.items():
        q = x[f"{prefix}join_prob"]
        gain = gain_of_joining(rule, q, cost_at(u, point), point)
        assert (gain[u < q] > -1e-8).all() and (gain[u > q] < 1e-8).all()
        if 0 < q < 1:
            assert gain_of_joining(rule, q, cost_at(q, point), point) == pytest.approx(0, abs=1e-8)


@given(point=points(model))
@settings(max_examples=80, deadline=None)
def test_participation_grows_between_the_tipping_point_and_the_largest_equilibrium_only(point):
    """R3, R4: the sign of the last joiner's gain on a grid: no other root, and the stable one chosen."""
    x = model.solve(**point)
    low, high, grid = x["tipping_prob"], x["join_prob"], np.linspace(0, 1, 202)[1:-1]
    gain = gain_of_joining("unconditional", grid, cost_at(grid, point), point)
    grows = (grid > low) & (grid < high)
    assert (gain[grows] > -1e-10).all() and (gain[~grows] < 1e-10).all()
    if x["regime"] in ("partial", "unanimity"):
        assert gain_of_joining("unconditional", low, cost_at(low, point), point) == pytest.approx(0, abs=1e-8)
    gain = gain_of_joining("pledge", grid, cost_at(grid, point), point)
    grows = grid < x["pledge_join_prob"]
    assert (gain[grows] > -1e-10).all() and (gain[~grows] < 1e-10).all()
    assert 0 <= low <= high + 1e-12 <= x["pledge_join_prob"] + 1e-9 <= 1 + 1e-8


@given(point=points(model))
@settings(max_examples=60, deadline=None)
def test_chances_severity_and_values_by_counting(point):
    """R6: sums over the number of joiners; allies pay gross costs, the fund's share being their own money."""
    x, n, k = model.solve(**point), point["n_allies"], point["threshold"]
    for prefix, rule in RULES.items():
        q = x[f"{prefix}join_prob"]
        needed = n if rule == "all" else k
        success = sum(comb(n, j) * q**j * (1 - q) ** (n - j) for j in range(needed, n + 1))
        mean_cost = point["cost"] * (1 - point["dispersion"] + point["dispersion"] * q)  # of those who join
        value = q * expected(rule, True, q, mean_cost, point) + (1 - q) * expected(rule, False, q, 0, point)
        assert_outcomes(x, **{f"{prefix}prob_success": success, f"{prefix}ally_value": value})
        if abs(point["severity"] * success - point["gain"]) > 1e-9:
            assert x[f"{prefix}deterred"] == (point["severity"] * success > point["gain"])
    assert_outcomes(
        x, expected_joiners=n * x["join_prob"], expected_severity=point["severity"] * x["prob_success"]
    )


def test_the_threshold_is_the_highest_cost_that_a_decisive_ally_would_bear():
    """R2: the closed form of the peak against a fine grid, and nothing above it but collapse."""
    grid = np.linspace(0, 1, 4001)
    drawn = sample(model, count=100, seed=6)
    for i in range(len(drawn["cost"])):
        point = {name: values[i].item() for name, values in drawn.items()}
        point |= {name: int(point[name]) for name in ("n_allies", "threshold")}
        pivotal = gain_of_joining("unconditional", grid, 0, point)
        ratio = pivotal / (1 - point["dispersion"] + 2 * point["dispersion"] * grid)
        c_bar = model.solve(**point)["cost_threshold"]
        assert ratio.max() <= c_bar * (1 + 1e-9) and c_bar == pytest.approx(ratio.max(), rel=1e-4)
        for factor, participates in ((1 - 1e-6, True), (1 + 1e-6, False)):
            x = model.solve(**{**point, "cost": c_bar * factor, "cost_share": 0})
            assert (x["regime"] != "collapse") == participates == (x["join_prob"] > 0)


# -- regimes, ties, worked numbers ------------------------------------------------------------------------


def test_every_regime_occurs():
    assert_all_reached(model)


@pytest.mark.parametrize(
    "point, outcomes",
    [
        # Palfrey and Rosenthal (1984): n = 3, k = 2; exercises 1 and 2
        (dict(n_allies=3, threshold=2, cost=3 / 8),
         dict(join_prob=3 / 4, tipping_prob=1 / 4, regime="partial", pledge_join_prob=10 / 13)),
        (dict(n_allies=3, threshold=2, cost=0.2),
         dict(join_prob=(1 + 0.6**0.5) / 2, tipping_prob=(1 - 0.6**0.5) / 2, pledge_join_prob=1.6 / 1.8)),
        (dict(n_allies=3, threshold=2, cost=0.5), dict(join_prob=0.5, tipping_prob=0.5, regime="partial")),
        (dict(n_allies=3, threshold=2, cost=1.25, cost_share=0.6), dict(join_prob=0.5, regime="partial")),
        (dict(n_allies=5, threshold=2, cost=27 / 64), dict(join_prob=0.25, tipping_prob=0.25, regime="partial")),
        (dict(n_allies=3, threshold=2, cost=0.51), dict(join_prob=0, tipping_prob=0, regime="collapse")),
        # Diekmann (1985): one volunteer suffices
        (dict(n_allies=2, threshold=1, cost=0.5), dict(join_prob=0.5, prob_success=0.75, regime="volunteer")),
        (dict(n_allies=5, threshold=1, cost=0.3), dict(join_prob=1 - 0.3**0.25, prob_success=1 - 0.3**1.25)),
        (dict(threshold=1, cost=1), dict(join_prob=0, regime="collapse", cost_threshold=1)),
        (dict(threshold=1, cost=1.25, dispersion=0.2), dict(join_prob=0, regime="collapse", all_join_prob=0)),
        # all are needed
        (dict(threshold=6, cost=0.3), dict(join_prob=1, tipping_prob=0.3**0.2, regime="unanimity")),
        (dict(threshold=6, cost=1), dict(join_prob=1, tipping_prob=1, pledge_join_prob=1)),
        (dict(threshold=6, cost=0.8, dispersion=0.25), dict(tipping_prob=1, join_prob=1, all_join_prob=1)),
        (dict(threshold=6, cost=1.01), dict(join_prob=0, regime="collapse", pledge_join_prob=0)),
        (dict(threshold=4, cost=1), dict(all_join_prob=1, pledge_join_prob=0)),
        (dict(cost=1, dispersion=0.5), dict(all_join_prob=0.5)),
        # the challenger's tie, on slider steps
        (dict(threshold=6, severity=0.6), dict(deterred=True, pledge_deterred=True, all_deterred=True)),
        (dict(threshold=6, severity=0.55), dict(deterred=False, pledge_deterred=False, all_deterred=False)),
        (dict(n_allies=2, threshold=1, cost=0.5, severity=0.8), dict(expected_severity=0.6, deterred=True)),
        # the seminar's cards, as the default point
        (dict(dispersion=0.3), dict(join_prob=0.777, prob_success=0.871, pledge_join_prob=0.789,
                                    pledge_prob_success=0.887, all_prob_success=1, tolerance=1e-3)),
    ],
)  # fmt: skip
def test_worked_numbers(point, outcomes):
    """Published cases without dispersion, boundaries as the tie rule says."""
    assert_outcomes(model.solve(**{"dispersion": 0, **point}), **outcomes)


@pytest.mark.parametrize(
    "preset, regime, outcomes",
    [
        ("E_unanimous", "unanimity", dict(join_prob=1, prob_success=1)),
        (
            "A_willing",
            "collapse",
            dict(cost_threshold=0.349, pledge_prob_success=0.822, cost_share_needed=0.004),
        ),
        ("A_frozen_funds", "collapse", dict(cost_threshold=0.329)),
        ("C_reluctant", "collapse", dict(all_prob_success=0.103)),
        ("D_one_backer", "volunteer", dict(prob_success=0.595)),
    ],
)
def test_readings_of_the_documents(preset, regime, outcomes):
    """Exercise 4 among them: the share needed brings participation back."""
    point = dict(model.presets[preset])
    x = model.solve(**point)
    assert x["regime"] == regime
    assert_outcomes(x, **outcomes, tolerance=1e-3)
    if regime == "collapse":
        assert model.solve(**point, cost_share=x["cost_share_needed"])["join_prob"] > 0


def test_larger_alliances_need_cheaper_participation():
    """R7, exercise 3: the threshold falls in n to the Poisson limit; one volunteer grows less likely."""
    n = np.arange(4, 21)
    c_bar = model.solve(n_allies=n, threshold=4, dispersion=0)["cost_threshold"]
    assert (np.diff(c_bar) < 0).all() and n[c_bar >= 0.3].max() == 7
    assert c_bar[n == 7] == pytest.approx(0.3125) and c_bar[n == 8] == pytest.approx(0.294, abs=5e-4)
    crowd = model.solve(n_allies=10**4, threshold=4, dispersion=0)["cost_threshold"]
    assert crowd == pytest.approx(3**3 * exp(-3) / factorial(3), rel=1e-3)
    assert (np.diff(model.solve(n_allies=n, threshold=1, dispersion=0)["prob_success"]) < 0).all()
    by_k = model.solve(threshold=np.arange(1, 7), dispersion=0)["cost_threshold"]
    assert by_k[0] == by_k[-1] == 1 > by_k[1:-1].max()


# -- directions and limits ------------------------------------------------------------------------------


def test_which_way_participation_moves():
    """q_H falls in the cost and rises in the fund's share; the tipping point rises in the cost."""
    point = sample(model, count=3000, seed=7)
    base, dearer = model.solve(**point), model.solve(**{**point, "cost": point["cost"] * 1.01})
    shared = model.solve(**{**point, "cost_share": point["cost_share"] + 0.005})
    assert (dearer["join_prob"] <= base["join_prob"] + 1e-9).all()
    assert (shared["join_prob"] >= base["join_prob"] - 1e-9).all()
    both = (dearer["regime"] == base["regime"]) & np.isin(base["regime"], ("partial", "unanimity"))
    assert both.any() and (dearer["tipping_prob"] >= base["tipping_prob"] - 1e-9)[both].all()


def test_rules_that_coincide_and_limits():
    point = sample(model, count=2000, seed=9)
    one = model.solve(**{**point, "threshold": 1})
    assert np.allclose(one["pledge_join_prob"], one["join_prob"], atol=1e-9)
    every = model.solve(**{**point, "threshold": point["n_allies"]})
    assert np.array_equal(every["pledge_join_prob"], every["all_join_prob"])
    for cheap in ({"cost": 1e-9}, {"cost_share": 1 - 1e-9}):
        free = model.solve(**{**point, **cheap})
        for prefix in RULES:
            assert (free[f"{prefix}prob_success"] > 0.99).all()
    known, nearly = (model.solve(**{**point, "dispersion": d}) for d in (0, 1e-9))
    assert np.mean(np.abs(known["join_prob"] - nearly["join_prob"]) > 1e-4) < 0.002


# -- matrix form ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("cost", [0.2, 0.5, 0.9])
@pytest.mark.parametrize("threshold, pure, mixed", [(1, {(0, 1), (1, 0)}, lambda c: 1 - c),
                                                    (2, {(0, 0), (1, 1)}, lambda c: c)])  # fmt: skip
def test_two_allies_agree_with_nashpy(threshold, pure, mixed, cost):
    point = dict(n_allies=2, dispersion=0, threshold=threshold, cost=cost)
    game = model.game(**point)
    assert pure_equilibria(game) == pure
    found = list(game.support_enumeration())
    assert len(found) == 3 and [row[0] for row, _ in found if 0 < row[0] < 1] == pytest.approx([mixed(cost)])
    x = model.solve(**point)
    assert x["join_prob" if threshold == 1 else "tipping_prob"] == pytest.approx(mixed(cost))
    rows, columns = game.payoff_matrices
    met = lambda joins, others: payoff("unconditional", joins, others, cost, 2, threshold)  # noqa: E731
    assert rows.tolist() == [[met(True, 1), met(True, 0)], [met(False, 1), met(False, 0)]]
    assert (columns == rows.T).all()


def test_a_pledge_of_two_is_weakly_dominant():
    rows, _ = model.game("two_allies_pledge", n_allies=2, dispersion=0, threshold=2, cost=0.9).payoff_matrices
    assert (rows[0] >= rows[1]).all() and (rows[0] > rows[1]).any()


def test_bad_points_are_refused_by_name():
    with pytest.raises(ValueError, match="threshold.*n_allies"):
        model.solve(n_allies=3, threshold=4)
    with pytest.raises(ValueError, match="n_allies"):
        model.game()

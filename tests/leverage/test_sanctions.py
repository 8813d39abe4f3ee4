"""Sanctions: sequential rationality of the threat game, what an observer counts, numbers, signs.

The late payoffs stand here a second time beside the tree, on purpose: from the rules in words, not from the model.
"""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import models
from tests.support import assert_all_reached, assert_outcomes, points, sample

MODEL = models.load("sanctions")
THREAT = {"v_soft": st.floats(0.01, 0.99), "lag": st.floats(0.01, 0.99), "p_soft": st.floats(0.001, 0.999)}


# -- from the rules  ---------------------------------------------------------------------------------
def late_payoffs(z):
    """(W, soft R) under sanctions: R takes the better of giving in late and holding out."""
    m, e, v = z["cost"] - z["contain"], z["lag"], z["v_soft"]
    gives_in, holds_out = (1 - e - e * m, -e - (1 - e) * v), (-m, -1)
    return max(gives_in, holds_out, key=lambda pair: pair[1])


def outcomes_of_a_threat(z, sigma, rho):
    """Branches (probability, W's payoff, what is seen): soft R resists with sigma, W imposes with rho."""
    pi, m, a = z["p_soft"], z["cost"] - z["contain"], z["backdown_cost"]
    return [
        (pi * (1 - sigma), 1, "works"),
        (pi * sigma * rho, late_payoffs(z)[0], "imposed_works"),
        (pi * sigma * (1 - rho), -a, "backs_down"),
        ((1 - pi) * rho, -m, "imposed_fails"),
        ((1 - pi) * (1 - rho), -a, "backs_down"),
    ]


def value_of(z, sigma, rho):
    return sum(p * payoff for p, payoff, _ in outcomes_of_a_threat(z, sigma, rho))


@settings(max_examples=150, deadline=None)
@given(points(MODEL, **THREAT))
def test_the_threat_game_is_played_sequentially_rationally(z):
    """R1-R4: R by type, W by Bayes' rule, W's threat against silence and against unannounced sanctions."""
    found = MODEL.solve(**z)
    sigma, rho, pi, a = found["resist_soft"], found["impose_prob"], z["p_soft"], z["backdown_cost"]
    m, (soft_W, soft_R) = z["cost"] - z["contain"], late_payoffs(z)
    assert soft_R > -1

    concede, resist = -z["v_soft"], rho * soft_R
    assert sigma * resist + (1 - sigma) * concede >= max(concede, resist) - 1e-9
    belief = pi * sigma / (pi * sigma + 1 - pi)
    impose = belief * soft_W + (1 - belief) * -m
    assert rho * impose - (1 - rho) * a >= max(impose, -a) - 1e-9

    threat, unannounced = value_of(z, sigma, rho), pi * soft_W + (1 - pi) * -m
    assert found["sender_value"] == pytest.approx(max(0, threat), abs=1e-9)
    assert found["sender_value"] >= unannounced - 1e-9
    if abs(threat) > 1e-9:
        assert (
            found["threat_made"]
            == (threat > 0)
            == (found["regime"] in ("contain", "credible_threat", "bluff"))
        )
    assert found["threat_credible"] == (found["regime"] in ("contain", "credible_threat", "credible_unused"))


@settings(max_examples=100, deadline=None)
@given(points(MODEL, **THREAT))
def test_the_observer_counts_the_branches_of_the_tree(z):
    """R6 and its corollaries: selection, Hovi et al. (2005), the sum of the three fates of a threat."""
    found = MODEL.solve(**z)
    seen = dict.fromkeys(["works", "imposed_works", "imposed_fails", "backs_down"], 0.0)
    if found["threat_made"]:
        for probability, _, what in outcomes_of_a_threat(z, found["resist_soft"], found["impose_prob"]):
            seen[what] += probability
    imposed = seen["imposed_works"] + seen["imposed_fails"]
    rate = seen["imposed_works"] / imposed if imposed else 0
    assert_outcomes(
        found, prob_threat_works=seen["works"], prob_imposed=imposed,
        prob_imposed_works=seen["imposed_works"], prob_backdown=seen["backs_down"],
        success_if_imposed=rate, threat_success_rate=seen["works"],
    )  # fmt: skip
    assert rate < z["p_soft"]
    assert seen["imposed_works"] == 0 or found["impose_prob"] < 1
    if found["regime"] == "bluff":
        assert rate == pytest.approx(found["pi_star"], abs=1e-9)
        edge = 1 - (1 - found["pi_star"]) ** 2
        assume(abs(z["p_soft"] - edge) > 1e-9)
        assert found["threat_beats_imposed"] == (z["p_soft"] > edge)


# -- tables -------------------------------------------------------------------------------------------------
PI_STAR = 0.14 / (0.7 * 1.24)


def test_every_regime_is_reached():
    assert_all_reached(MODEL)


@pytest.mark.parametrize("where, expected", [
    ({}, dict(regime="bluff", net_cost=0.24, pi_star=PI_STAR, pi_threat=(PI_STAR + 0.1) / 1.1,
              impose_prob=0.5 / 0.65, success_if_imposed=PI_STAR, threat_beats_imposed=True)),
    ("A", dict(regime="contain", impose_prob=1)),
    ("C", dict(regime="bluff")),
    ("D", dict(regime="credible_threat", success_if_imposed=0)),
    ("E", dict(regime="credible_threat")),
    # ties, on slider steps whose difference is rounded
    (dict(cost=0.3, contain=0.3), dict(regime="contain")),
    (dict(cost=0.3, contain=0.2), dict(pi_star=0, regime="credible_threat", impose_prob=1)),
    (dict(cost=0.8, contain=0.5, backdown_cost=0.3, p_soft=0.2), dict(regime="credible_unused")),
    (dict(cost=0.25, contain=0, backdown_cost=0.3, p_soft=0.2), dict(pi_threat=0.2, threat_made=False)),
    (dict(cost=0.4, contain=0, backdown_cost=0, lag=0.5, p_soft=4 / 7), dict(regime="empty", resist_soft=1)),
    (dict(cost=1, contain=0, backdown_cost=0.1, lag=0.9), dict(pi_star=1, pi_threat=1, regime="empty")),
    (dict(cost=0, contain=0.9), dict(regime="contain")),
])  # fmt: skip
def test_worked_numbers_presets_and_ties(where, expected):
    assert_outcomes(MODEL.solve(**(MODEL.presets[where] if isinstance(where, str) else where)), **expected)


def test_the_seminar_activity_predicts_28_55_16_17():
    found = MODEL.solve()
    names = ["prob_threat_works", "prob_imposed", "success_if_imposed", "prob_backdown"]
    assert [round(100 * found[name]) for name in names] == [28, 55, 16, 17]


# -- signs and limits ---------------------------------------------------------------------------------------
def test_comparative_statics_have_the_stated_signs():
    z = sample(MODEL, count=4000)
    base = MODEL.solve(**z)
    for name, sign in {"cost": 1, "lag": 1, "contain": -1, "backdown_cost": -1}.items():
        change = MODEL.solve(**z | {name: z[name] + 1e-4})["pi_threat"] - base["pi_threat"]
        assert (sign * change >= -1e-12).all() and (sign * change > 0).any(), name


def test_a_dearer_climb_down_invites_the_bluffer():
    """The slope of pi_threat in backdown_cost where a < m, and none where a >= m."""
    a, e = np.array([0.05, 0.1, 0.2]), 0.3
    edge = lambda a: MODEL.solve(backdown_cost=a)["pi_threat"]  # noqa: E731
    slope = (edge(a + 1e-6) - edge(a)) / 1e-6
    np.testing.assert_allclose(slope, -e / ((1 - e) * (1 + a) ** 2), rtol=1e-4)
    np.testing.assert_allclose(edge(np.array([0.25, 0.5, 1])), 0.24 / 1.24)


def test_without_doubt_sanctions_never_work_once_imposed():
    """Drezner (2003), p_soft near 0 or 1; sigma vanishes as m falls to a; rho is 1 at v = 1 or no lag."""
    for p_soft in (1e-9, 1 - 1e-9):
        z = sample(MODEL, count=1000) | {"p_soft": p_soft}
        assert (MODEL.solve(**z)["prob_imposed_works"] < 1e-7).all()
    assert MODEL.solve(cost=0.3 + 1e-9)["resist_soft"] < 1e-7
    assert MODEL.solve(lag=1e-9)["impose_prob"] == pytest.approx(1)
    assert MODEL.solve(v_soft=1 - 1e-9)["impose_prob"] == pytest.approx(1)


def test_threats_fail_to_beat_sanctions_on_a_stated_interval():
    """R6, exercise 4: non-empty exactly if pi_star exceeds a / (1 + a)."""
    found = MODEL.solve(**(z := sample(MODEL)))
    exception = found["threat_made"] & ~found["threat_beats_imposed"]
    assert 0 < exception.mean() < 0.2
    assert (found["pi_star"] > z["backdown_cost"] / (1 + z["backdown_cost"]))[exception].all()


# -- matrix forms -------------------------------------------------------------------------------------------
@settings(max_examples=60, deadline=None)
@given(points(MODEL, **THREAT))
def test_nashpy_finds_the_one_equilibrium_after_a_threat(z):
    """Off the boundaries the stage after a threat has exactly one equilibrium, that of R3."""
    found = MODEL.solve(**z)
    m, a = found["net_cost"], z["backdown_cost"]
    assume(abs(m - a) > 1e-3 and abs(z["p_soft"] - found["pi_star"]) > 1e-3)
    (row, column), *more = MODEL.game(**z).support_enumeration()
    assert not more
    assert row[0] == pytest.approx(found["impose_prob"], abs=1e-6)
    assert column[1] == pytest.approx(found["resist_soft"], abs=1e-6)

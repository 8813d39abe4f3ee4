"""Secondary sanctions: every equilibrium enumerated, replies iterated, thresholds, costs."""

import itertools

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import models
from models.leverage.secondary_sanctions import threshold_dynamics
from tests.support import assert_all_reached, assert_outcomes, points, pure_equilibria, sample

model = models.load("secondary_sanctions")
TRADE = ("penalty", "complement", "omega", "theta_large")


# From the rules: exit pays 0, trading pays this when the traders' weight is n.
def gain(v, theta, n):
    return theta + v["complement"] * n - v["penalty"]


def equilibria(v):
    """All (T trades?, share of small ones, weight n) at which nobody gains by the other action.

    The small share is 0, 1 or the one point where the marginal trader is indifferent: gains are linear.
    """
    found = []
    for d in (0, 1):
        weight = lambda m: v["omega"] * d + (1 - v["omega"]) * m  # noqa: B023, E731
        slope = v["complement"] * (1 - v["omega"]) - 1  # of the marginal trader's gain, theta = 1 - m, in m
        inner = -gain(v, 1, weight(0)) / slope if slope else np.nan
        for m in {0.0, 1.0, inner}:
            if not 0 <= m <= 1:
                continue
            marginal = gain(v, 1 - m, weight(m))
            fits = marginal <= 1e-12 if m == 0 else marginal >= -1e-12 if m == 1 else abs(marginal) < 1e-9
            others = (1 - v["omega"]) * m
            own = gain(v, v["theta_large"], v["omega"] + others)  # what T has, or would have, from trading
            if fits and (own >= -1e-12 if d else own <= 1e-12):
                found.append((d, m, weight(m)))
    return found


@settings(max_examples=100, deadline=None)
@given(points(model))
def test_the_greatest_and_the_least_equilibrium_are_the_extremes_of_all(v):
    """R1-R2 and Milgrom & Roberts (1990): every equilibrium lies between the two reported."""
    slope = v["complement"] * (1 - v["omega"]) - 1
    assume(abs(slope) > 1e-6)
    every, s = equilibria(v), model.solve(**v)
    shares = [n for _, _, n in every]
    assert_outcomes(s, share_trading=max(shares), share_least=min(shares), tolerance=1e-7)
    assert any(d == s["large_trades"] and abs(m - s["small_share"]) < 1e-7 for d, m, _ in every)
    assert s["share_least"] <= s["share_trading"] + 1e-12


@settings(max_examples=60, deadline=None)
@given(points(model))
def test_nobody_gains_by_changing_sides(v):
    """At the selected equilibrium those who trade gain, those who left would lose."""
    s = model.solve(**v)
    n, m = s["share_trading"], s["small_share"]
    for theta in np.linspace(0, 1, 101):
        # within 1e-9 of the marginal trader rounding decides
        if theta > 1 - m + 1e-9:
            assert gain(v, theta, n) >= -1e-9
        if theta < 1 - m - 1e-9:
            assert gain(v, theta, n) <= 1e-9
    own = gain(v, v["theta_large"], v["omega"] + (1 - v["omega"]) * m)
    assert own >= -1e-8 if s["large_trades"] else own <= 1e-8


@pytest.mark.parametrize("seed", range(4))
def test_best_replies_of_seven_traders_bracket_every_equilibrium(seed):
    """Milgrom & Roberts (1990) on T and six small traders: best replies from all and from none."""
    random = np.random.default_rng(seed)
    v = {"penalty": random.uniform(0.2, 1.6), "complement": random.uniform(0.5, 1.5)}
    theta = np.append(random.uniform(0, 1.2), np.sort(random.uniform(0, 1, 6)))
    weight = np.append(0.3, np.full(6, 0.7 / 6))

    def trading_pays(actions):
        others = actions @ weight - actions * weight
        return gain(v, theta, others + weight)

    def iterate(actions, ties):
        for _ in range(10):
            pays = trading_pays(actions)
            actions = (pays >= 0 if ties else pays > 0).astype(float)
        return actions

    profiles = np.array(list(itertools.product((0.0, 1.0), repeat=7)))
    nash = [a for a in profiles if all((trading_pays(a) >= 0) == (a == 1))]
    top, bottom = iterate(np.ones(7), True), iterate(np.zeros(7), False)
    assert nash and all((bottom <= a).all() and (a <= top).all() for a in nash)


def test_every_regime_is_reached():
    """R3."""
    assert_all_reached(model)


def market(v):
    """R3's regime by intervals of the penalty, with no reference to shares."""
    penalty, gamma, omega, theta = (v[name] for name in TRADE)
    g = gamma * (1 - omega)
    if penalty <= gamma:
        return "full_trade"
    if omega == 0:
        return "partial" if penalty < 1 else "full_exit"
    if g >= 1:
        return "large_only" if penalty <= theta + gamma * omega else "full_exit"
    leaves = max(gamma * omega + theta, gamma + (1 - g) * theta)
    if penalty > leaves:
        return "small_only" if penalty < 1 else "full_exit"
    return "partial" if penalty < 1 + gamma * omega else "large_only"


@settings(max_examples=100, deadline=None)
@given(points(model))
def test_regimes_follow_the_thresholds_in_the_penalty(v):
    """R3-R4: the list of intervals of P, and the penalty above which nobody trades."""
    s = model.solve(**v)
    _, gamma, omega, theta = (v[name] for name in TRADE)
    g, tip = gamma * (1 - omega), s["tip_penalty"]
    marks = [gamma, 1, 1 + gamma * omega, theta + gamma * omega, gamma + (1 - g) * theta]
    assume(all(abs(v["penalty"] - mark) > 1e-9 for mark in marks) and not 0 < omega < 1e-9 < abs(1 - g))
    assert s["regime"] == market(v)
    above, below = (model.solve(**v | {"penalty": tip * (1 + e)}) for e in (1e-6, -1e-6))
    assert above["share_trading"] == 0 and above["sender_net"] == v["beta"]
    assert below["share_trading"] > 0


@pytest.mark.parametrize("point, expected", [
    ({}, {"regime": "partial", "share_trading": 0.3 + 0.7 * 7 / 13, "tip_penalty": 1.085, "multiple": False}),
    ({"penalty": 0.3, "complement": 0.3}, {"regime": "full_trade", "share_trading": 1.0}),  # tie at P = gamma
    ({"penalty": 0}, {"share_trading": 1.0, "enforcement_cost": 0.0}),
    ({"penalty": 50}, {"share_trading": 0.0, "regime": "full_exit", "dependence": 0.0, "sender_net": 1.0}),
    ({"penalty": 0.9, "complement": 0}, {"large_trades": True, "small_share": 0.1, "multiple": True}),
    ({"penalty": 0.91, "complement": 0}, {"regime": "small_only", "small_share": 0.09, "multiple": False}),
    ({"penalty": 1.085}, {"regime": "partial", "small_share": 0.1}),  # keystone: T takes 1 - theta_T with it
    ({"penalty": 1.085 + 1e-9}, {"regime": "full_exit"}),
    ({"penalty": 1.2, "theta_large": 1.4}, {"regime": "large_only", "dependence": 1.0, "share_trading": 0.3}),
    ({"penalty": 1.15, "theta_large": 1.4}, {"regime": "large_only"}),  # tie at 1 + gamma omega
    ({"penalty": 0.75, "omega": 0}, {"regime": "partial", "share_trading": 0.5}),  # exercise 1
    ({"penalty": 1.3, "omega": 0, "complement": 1.3},
     {"share_trading": 1.0, "share_least": 0.0, "multiple": True, "tip_penalty": 1.3}),
    ({"penalty": 1.0, "omega": 0, "complement": 1}, {"share_trading": 1.0, "share_least": 0.0}),  # knife edge
    ({"penalty": 0.99, "omega": 0, "complement": 1}, {"share_least": 1.0}),
])  # fmt: skip
def test_worked_numbers_and_ties(point, expected):
    """Defaults, exercise 1, limits, and slider steps exactly on a boundary."""
    assert_outcomes(model.solve(**point), **expected)


@pytest.mark.parametrize("preset, expected", [
    ("A", {"regime": "full_exit", "enforcement_cost": 0.0}),
    ("C", {"regime": "large_only", "dependence": 1.0}),
    ("D", {"regime": "partial", "large_trades": True}),
    ("weak", {"regime": "full_trade", "target_revenue": 1.0}),
])  # fmt: skip
def test_presets_give_their_regimes(preset, expected):
    """The readings of A, C and D."""
    assert_outcomes(model.solve(**model.presets[preset]), **expected)


def test_granovetters_hundred_and_his_one():
    """Granovetter (1978): thresholds 0, 1, ..., 99 fill the square; 2 in place of 1 leaves one agent."""
    assert threshold_dynamics(range(100)) == 100
    assert threshold_dynamics([0, 2, *range(2, 100)]) == 1


@pytest.mark.parametrize(
    "penalty, above, below", [(0.9, 1.0, 1.0), (1.1, 1.0, 0.0), (1.29, 1.0, 0.0), (1.35, 0, 0)]
)
def test_a_thousand_traders_go_and_come_back_at_different_penalties(penalty, above, below):
    """Exercise 3, R5 and Schelling (1978): with complementarity 1.3 they leave at 1.3 and return at 1."""
    theta = (np.arange(1000) + 0.5) / 1000
    thresholds = 1000 * (penalty - theta) / 1.3
    s = model.solve(penalty=penalty, complement=1.3, omega=0)
    assert threshold_dynamics(thresholds, start=1000) / 1000 == s["share_trading"] == above
    assert threshold_dynamics(thresholds) / 1000 == s["share_least"] == below


@pytest.mark.parametrize("name, outcome, sign", [
    ("penalty", "share_trading", -1), ("complement", "share_trading", 1), ("theta_large", "share_trading", 1),
    ("complement", "tip_penalty", 1), ("theta_large", "tip_penalty", 1),
])  # fmt: skip
def test_comparative_statics(name, outcome, sign):
    """Signs on sliders at sampled points."""
    line = np.linspace(model.parameters[name].low, model.parameters[name].high, 80)
    v = {key: value[:200, None] for key, value in sample(model, count=200).items()} | {name: line}
    steps = sign * np.diff(model.solve(**v)[outcome].astype(float), axis=1)
    assert (steps >= -1e-9).all() and (steps > 1e-9).any()


def test_dependence_rises_until_the_large_trader_leaves():
    """R7: the penalty concentrates trade on T, and then T goes."""
    s = model.solve(penalty=np.linspace(0, 2, 400))
    stays = s["large_trades"]
    assert (np.diff(s["dependence"][stays]) >= -1e-12).all() and (s["dependence"][~stays] == 0).all()


@pytest.mark.parametrize("gamma, peak", [(0.2, 0.5), (0.7, 0.7)])
def test_half_enforced_penalties_cost_most(gamma, peak):
    """R6: without a large trader the cost of enforcement peaks at max(gamma, 1/2)."""
    line = np.linspace(0, 1.2, 1201)
    cost = model.solve(penalty=line, complement=gamma, omega=0)["enforcement_cost"]
    assert abs(line[np.argmax(cost)] - peak) < 1e-9


def test_without_a_discount_revenue_is_trade():
    """kappa = 0."""
    free = model.solve(**sample(model, count=500, kappa=0.0))
    assert np.allclose(free["target_revenue"], free["share_trading"])


@settings(max_examples=60, deadline=None)
@given(
    points(
        model, **{name: st.floats(0.05, 1.4) for name in TRADE if name != "omega"}, omega=st.floats(0.05, 0.6)
    )
)
def test_the_two_bloc_matrix_has_the_equilibria_claimed(v):
    """Matrix form: pure equilibria by P alone, and one mixed one where both coordinate on either side."""
    penalty, gamma, omega, theta = (v[name] for name in TRADE)
    marks = [gamma + theta, gamma + 0.5, theta + gamma * omega, 0.5 + gamma * (1 - omega)]
    assume(all(abs(penalty - mark) > 1e-6 for mark in marks))
    claimed = {
        (0, 0): penalty <= gamma + min(theta, 0.5),
        (1, 1): penalty >= max(theta + gamma * omega, 0.5 + gamma * (1 - omega)),
        (0, 1): 0.5 + gamma <= penalty <= theta + gamma * omega,
        (1, 0): theta + gamma <= penalty <= 0.5 + gamma * (1 - omega),
    }
    game = model.game(**v)
    assert pure_equilibria(game) == {cell for cell, holds in claimed.items() if holds}
    mixed = [e for e in game.support_enumeration() if 0 < e[0][0] < 1 and 0 < e[1][0] < 1]
    assert len(mixed) == (claimed[0, 0] and claimed[1, 1])

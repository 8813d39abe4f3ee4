"""One offer under private information: no offer and no answer does better, and beliefs follow Bayes.

The rules stand here a second time beside the trees, on purpose: for a continuum of cards, the tree has two.
"""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import models
from tests.support import assert_all_reached, assert_outcomes, points, pure_equilibria, sample

model = models.load("private_information")
DEFAULTS = {name: p.default for name, p in model.parameters.items()}
on_steps = lambda low, high: st.integers(low, high).map(lambda k: k / 100)  # noqa: E731 (ties sit on slider steps)
POINTS = st.one_of(
    points(model, types="uniform", phi=0.3, c_lo=on_steps(0, 50) | st.floats(0, 1)),
    points(
        model,
        types="two_type",
        c_lo=on_steps(-90, 50) | st.floats(-0.99, 1),
        phi=on_steps(2, 98) | st.floats(0.001, 0.999),
    ),
)


def groups(point, offer):
    """Who does what: (probability, mean cost, accepts) of those who accept and those who fight an `offer`."""
    low, high, cut = point["c_lo"], point["c_hi"], point["p_recv"] - offer
    if point["types"] == "two_type":
        return [(point["phi"], low, low >= cut - 1e-12), (1 - point["phi"], high, high >= cut - 1e-12)]
    cut = min(max(cut, low), high)
    fight = (cut - low) / (high - low)
    return [(fight, (low + cut) / 2, False), (1 - fight, (cut + high) / 2, True)]


def payoffs(point, offer):
    """Expected payoffs (P, Q) and the chance of war, from the rules; war is linear in Q's cost."""
    u_P = u_Q = war = 0.0
    for chance, cost, accepts in groups(point, offer):
        u_P += chance * (1 - offer if accepts else 1 - point["p_recv"] - point["c_prop"])
        u_Q += chance * (offer if accepts else point["p_recv"] - cost)
        war += chance * (not accepts)
    return u_P, u_Q, war


def mean_cost(point, offer, accepts):
    """Bayes' rule: the mean cost of those who give this answer; None if nobody does."""
    answer = [
        (chance, cost) for chance, cost, yes in groups(point, offer) if yes == accepts and chance > 1e-11
    ]
    total = sum(chance for chance, _ in answer)
    return sum(chance * cost for chance, cost in answer) / total if total else None


def prior_mean(point):
    return sum(chance * cost for chance, cost, _ in groups(point, 0.0))


@settings(max_examples=100, deadline=None)
@given(POINTS)
def test_no_other_offer_pays_more(point):
    """R1-R2: payoffs follow from the rules, and P gains by no offer of a grid or at a kink."""
    assume(point["c_hi"] - point["c_lo"] > 1e-5)
    found = model.solve(**point)
    assert 0 <= found["offer"] <= 1 + 1e-12
    u_P, u_Q, war = payoffs(point, found["offer"])
    assert_outcomes(found, u_prop=u_P, u_recv=u_Q, prob_war=war, tolerance=1e-8)
    kinks = [point["p_recv"] - point["c_lo"], point["p_recv"] - point["c_hi"]]
    offers = np.clip([*np.linspace(0, 1, 201), *kinks], 0, 1)
    assert u_P >= max(payoffs(point, y)[0] for y in offers) - 1e-9
    assert u_P >= 1 - point["p_recv"] - point["c_prop"] - 1e-12


@settings(max_examples=100, deadline=None)
@given(POINTS)
def test_beliefs_follow_bayes_after_both_answers(point):
    """R3-R4, after the equilibrium offer and after the given deal; an answer nobody gives has no belief."""
    assume(point["c_hi"] - point["c_lo"] > 1e-5)
    found = model.solve(**point)
    yes, no = mean_cost(point, found["offer"], True), mean_cost(point, found["offer"], False)
    expected = dict(mean_cost_if_reject=np.nan if found["prob_war"] == 0 else no, mean_cost_if_accept=yes)
    deal = point["deal"]
    yes, no = mean_cost(point, deal, True), mean_cost(point, deal, False)
    accept = 1 - payoffs(point, deal)[2]
    expected |= dict(
        deal_accept_prob=accept,
        deal_mean_cost_if_reject=np.nan if no is None else no,
        deal_mean_cost_if_accept=np.nan if yes is None else yes,
        deal_informative=yes is not None and no is not None,
    )
    assert_outcomes(found, tolerance=1e-6, **expected)
    if found["prob_war"] > 0:
        w = found["prob_war"]
        mixed = w * found["mean_cost_if_reject"] + (1 - w) * found["mean_cost_if_accept"]
        assert mixed == pytest.approx(prior_mean(point))


@settings(max_examples=80, deadline=None)
@given(POINTS)
def test_knowing_the_cost_is_worth_what_bargaining_type_by_type_gives(point):
    """R5: P concedes max(0, pi - c) to each type if that is feasible and no worse than war, else fights."""
    assume(point["c_hi"] - point["c_lo"] > 1e-5)
    found = model.solve(**point)
    war = 1 - point["p_recv"] - point["c_prop"]
    low, high = point["c_lo"], point["c_hi"]
    if point["types"] == "two_type":
        costs, weights = np.array([low, high]), np.array([point["phi"], 1 - point["phi"]])
    else:
        costs = low + (high - low) * (np.arange(20_000) + 0.5) / 20_000
        weights = np.full(costs.shape, 1 / costs.size)
    price = np.maximum(0, point["p_recv"] - costs)
    peace = (price <= 1 + 1e-12) & (1 - price >= war - 1e-12)
    value = (weights * np.where(peace, 1 - price, war)).sum()
    assert found["u_prop_full_info"] == pytest.approx(value, abs=1e-7)
    assert found["value_of_information"] == pytest.approx(value - found["u_prop"], abs=1e-7)
    assert found["value_of_information"] >= 0


def test_every_regime_is_reached_under_both_priors():
    for types in model.parameters["types"].choices:
        assert_all_reached(model, types=types)


TWO = dict(types="two_type")
TIES = [  # on the boundary: (point, regime there, a step beyond it, regime there)
    (dict(p_recv=0.3, c_lo=0.3), "no_threat", dict(p_recv=0.31), "safe"),
    (dict(c_prop=0.3, c_lo=0.1, c_hi=0.5), "safe", dict(c_hi=0.51), "risky"),
    (dict(p_recv=0.3, c_prop=0.2, c_lo=0, c_hi=0.8), "risky_corner", dict(p_recv=0.31), "risky"),
    (TWO | dict(p_recv=0.3, c_lo=0.3), "no_threat", dict(p_recv=0.31, phi=0.9), "safe"),
    (TWO | dict(p_recv=0.6, c_prop=0.2, c_lo=0.1, c_hi=0.4, phi=0.5), "safe", dict(phi=0.49), "risky"),
    (TWO | dict(p_recv=0.5, c_lo=0.1, c_hi=0.5, phi=0.1), "risky_corner", dict(p_recv=0.51), "risky"),
    # some offer still satisfies both types at 0.7 - (-0.3) = 1, none just beyond
    (TWO | dict(p_recv=0.7, c_prop=0.6, c_lo=-0.3, phi=0.9), "safe", dict(p_recv=0.71), "risky"),
]  # fmt: skip


@pytest.mark.parametrize("point, regime, step, beyond", TIES)
def test_ties_go_to_peace(point, regime, step, beyond):
    """The tie rule, on slider steps that floats miss."""
    assert model.solve(**point)["regime"] == regime
    assert model.solve(**point | step)["regime"] == beyond


def test_a_deal_at_the_edge_of_a_type_is_accepted():
    """R4: D = pi - c counts as accepted by that type; a single uniform type at the edge has no weight."""
    two = dict(types="two_type", p_recv=0.8, c_lo=0.1, c_hi=0.3)
    found = model.solve(**two, deal=np.array([0.49, 0.5, 0.69, 0.7]))
    assert found["deal_informative"].tolist() == [False, True, True, False]
    assert np.allclose(found["deal_accept_prob"], [0, 0.7, 0.7, 1])
    found = model.solve(p_recv=0.8, c_lo=0.1, c_hi=0.3, deal=np.array([0.5, 0.6, 0.7]))
    assert found["deal_informative"].tolist() == [False, True, False]
    assert_outcomes(model.solve(p_recv=0.8, c_lo=0.1, c_hi=0.3, deal=0.5), deal_mean_cost_if_accept=np.nan,
                    deal_mean_cost_if_reject=0.2)  # fmt: skip


NUMBERS = [
    ({}, dict(regime="risky", offer=0.325, prob_war=0.277778, value_of_information=0.190278)),
    ({}, dict(mean_cost_if_reject=0.1125, c_hi_star=0.25, phi_star=np.nan)),
    (dict(p_recv=0.6, c_prop=0.2, c_lo=0, c_hi=0.6), dict(offer=0.4, prob_war=1 / 3)),  # exercise 1
    (TWO | dict(p_recv=0.6, c_prop=0.2, c_lo=0.1, c_hi=0.4), dict(phi_star=0.5, c_hi_star=np.nan)),
    (TWO | dict(p_recv=0.9, c_lo=-0.2), dict(phi_star=np.inf, regime="risky")),
    (TWO | dict(p_recv=0.9, c_lo=-0.2, c_prop=0.4), dict(u_prop_full_info=0.33)),  # a price above the stake
    (dict(p_recv=0.05), dict(regime="no_threat", c_hi_star=np.nan, mean_cost_if_reject=np.nan, u_prop=1.0)),
    ("B3_quick_victory", dict(regime="risky", prob_war=0.1, deal_informative=True)),
    ("D14_unlimited_aims", dict(regime="risky", phi_star=12 / 11, prob_war=0.8, value_of_information=0.0)),
    ("D15_limited_aims", dict(regime="risky", prob_war=0.3)),
    ("D16_off_ramp", dict(regime="safe", prob_war=0.0, mean_cost_if_reject=np.nan)),
    ("D24_test_by_offer", dict(regime="risky", deal_informative=True, deal_mean_cost_if_reject=-0.1)),
    (dict(c_lo=0.3, c_hi=0.3 + 1e-9), dict(regime="safe", offer=0.2, prob_war=0.0)),  # nothing left to learn
    (dict(c_prop=100), dict(regime="safe", prob_war=0.0)),
    (dict(types="two_type", phi=1e-9), dict(regime="risky_corner", prob_war=1e-9, offer=0.0)),
]  # fmt: skip


@pytest.mark.parametrize("point, expected", NUMBERS)
def test_worked_numbers_presets_and_limits(point, expected):
    values = model.presets[point] if isinstance(point, str) else point
    assert_outcomes(model.solve(**values), tolerance=1e-6, **expected)


def test_draws_at_the_defaults_give_the_stated_frequencies():
    """Exercise 3: 10,000 draws of the cost, each answering the offer by comparing payoffs."""
    found = model.solve()
    cost = np.random.default_rng(7).uniform(DEFAULTS["c_lo"], DEFAULTS["c_hi"], 10_000)
    fights = DEFAULTS["p_recv"] - cost > found["offer"]
    assert fights.mean() == pytest.approx(found["prob_war"], abs=0.015)
    assert cost[fights].mean() == pytest.approx(found["mean_cost_if_reject"], abs=0.005)


def test_information_is_worthless_about_a_type_without_a_price():
    """Exercise 4: along c_lo it is zero exactly for c_lo <= -c_P."""
    c_lo = np.round(np.arange(-0.5, 0.2001, 0.01), 2)
    found = model.solve(**model.presets["D15_limited_aims"] | {"c_lo": c_lo})
    assert ((found["value_of_information"] < 1e-12) == (c_lo <= -0.25)).all()


def test_risk_moves_as_stated_under_the_uniform_prior():
    """Comparative statics: up in c_hi, down in c_P and c_lo, constant in pi, up in pi at the corner."""
    for name, values, sign in (
        ("c_hi", np.linspace(0.3, 1.1, 30), 1),
        ("c_prop", np.linspace(0.05, 0.35, 30), -1),
        ("c_lo", np.linspace(0, 0.15, 30), -1),
    ):
        found = model.solve(**{"p_recv": 0.9, name: values})
        assert set(found["regime"]) == {"risky"} and (sign * np.diff(found["prob_war"]) > 0).all(), name
    assert np.ptp(model.solve(p_recv=np.linspace(0.2, 0.9, 9))["prob_war"]) < 1e-12
    corner = model.solve(p_recv=np.linspace(0.1, 0.17, 9))
    assert set(corner["regime"]) == {"risky_corner"} and (np.diff(corner["prob_war"]) > 0).all()
    assert (model.solve(**sample(model, types="uniform"))["prob_war"] < 1).all()


def test_no_belief_makes_peace_worth_buying_without_a_price():
    """D¶14: phi* exceeds 1 iff c_lo < -c_P, and is infinite iff no share is enough."""
    point = sample(model, types="two_type")
    found, price = model.solve(**point), point["p_recv"] - point["c_lo"]
    threat = price > 1e-9
    assert ((found["phi_star"] > 1) == ((point["c_lo"] < -point["c_prop"]) | (price > 1)))[threat].all()
    assert (np.isinf(found["phi_star"]) == (price > 1)).all()


def test_the_seminar_cards_make_thirty_the_best_offer():
    """Seminar: cards 5, 20 and 45 of 100 alike likely, an even war, own cost 15."""
    value = {y: np.mean([100 - y if c >= 50 - y else 35 for c in (5, 20, 45)]) for y in range(0, 101, 5)}
    assert [round(float(value[y]), 1) for y in (45, 30, 5)] == [55.0, 58.3, 55.0]
    assert max(value, key=value.get) == 30


@pytest.mark.parametrize("preset", ["B3_quick_victory", "D15_limited_aims", "D14_unlimited_aims"])
def test_screening_is_the_only_equilibrium_of_the_matrix_in_risky_regimes(preset):
    game = model.game(**model.presets[preset])
    found = [tuple(map(tuple, e)) for e in game.vertex_enumeration()]
    assert pure_equilibria(game) == {(1, 0)} and np.allclose(found, [((0, 1), (1, 0))])


def test_the_safe_offer_leaves_a_continuum_in_the_matrix():
    """vertex_enumeration gives its two ends: holding for sure, and with probability phi*/phi."""
    values = model.presets["D16_off_ramp"]
    ratio = model.solve(**values)["phi_star"] / values["phi"]
    found = sorted(tuple(column.round(9)) for row, column in model.game(**values).vertex_enumeration())
    assert np.allclose(found, [(ratio, 1 - ratio), (1, 0)])
    assert all(np.allclose(row, (1, 0)) for row, _ in model.game(**values).vertex_enumeration())


@pytest.mark.parametrize("values, match", [
    ({}, "types"), (TWO | dict(p_recv=0.05), "c_lo"), (TWO | dict(p_recv=0.9, c_lo=-0.2), "c_lo"),
])  # fmt: skip
def test_no_matrix_without_two_types_a_threat_and_a_price(values, match):
    with pytest.raises(ValueError, match=match):
        model.game(**values)


@pytest.mark.parametrize("values, names", [
    (dict(c_lo=0.5, c_hi=0.5), ("c_lo", "c_hi")), (dict(c_lo=-0.1), ("types", "c_lo")),
    (dict(types="two_type", c_lo=0.3, c_hi=0.2), ("c_lo", "c_hi")),
])  # fmt: skip
def test_joint_rules_name_both_parameters(values, names):
    with pytest.raises(ValueError) as error:
        model.solve(**values)
    assert all(name in str(error.value) for name in names)

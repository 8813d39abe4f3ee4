"""The mediator's advice against the rules of the game, played out by enumeration.

A second statement beside the tree, on purpose: it finds where a mediator could be heard at all, also where it is not.
"""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import models
from tests.support import assert_all_reached, assert_outcomes, points, pure_equilibria, sample

model = models.load("mediation")
COSTS = ("cost_low", "cost_high")  # of the resolved and of the unresolved player 2


# The rules of the game, for a resolved (0) and an unresolved (1) player 2.
def outcome_of(v, x, kind):
    """Payoffs of player 1 and of M when 1 offers x to 2 of `kind`, who accepts when indifferent."""
    if x >= 1 - v["p"] - v[COSTS[kind]] - 1e-13:
        return 1 - x, v["bias"] * (1 - x)
    return v["p"] - v["cost_1"], v["bias"] * v["p"] - v["cost_med"]


def after(v, x, belief):
    """Expected payoffs of 1 and M from the offer x if 2 is resolved with probability `belief`."""
    resolved, unresolved = outcome_of(v, x, 0), outcome_of(v, x, 1)
    return tuple(belief * a + (1 - belief) * b for a, b in zip(resolved, unresolved, strict=True))


def joint(v):
    """Probability of each (kind, signal)."""
    kinds = (v["p_resolved"], 1 - v["p_resolved"])
    right = {(0, "r"), (1, "u")}
    return {
        (kind, signal): kinds[kind] * (v["accuracy"] if (kind, signal) in right else 1 - v["accuracy"])
        for kind in (0, 1) for signal in "ru"
    }  # fmt: skip


def belief_after(v, signals):
    """Bayes: chance of a resolved opponent, given that the signal is one of `signals`."""
    chances = joint(v)
    total = sum(chances[kind, s] for kind in (0, 1) for s in signals)
    return sum(chances[0, s] for s in signals) / total


def edge_offers(v):
    return [max(0.0, 1 - v["p"] - v[cost]) for cost in COSTS]


def best_offer(v, belief):
    """The better of the two edge offers; the safe one where the gain is no more than rounding."""
    safe, risky = edge_offers(v)
    return risky if after(v, risky, belief)[0] > after(v, safe, belief)[0] + 1e-12 else safe


def heard(v):
    """Is there an equilibrium in which two messages lead to two offers? What they are called is no matter."""
    offers = {signal: best_offer(v, belief_after(v, signal)) for signal in "ru"}
    value = lambda told, signal: after(v, offers[told], belief_after(v, signal))[1]  # noqa: E731
    truth_pays = value("r", "r") >= value("u", "r") - 1e-12 and value("u", "u") >= value("r", "u") - 1e-12
    return offers["r"] != offers["u"] and truth_pays


def away_from_ties(v, s):
    """Keep points where no comparison of the regime is closer than rounding can tell."""
    near = [s["eps_U"] - s["mu_star"], s["eps_R"] - s["mu_star"], v["p_resolved"] - s["mu_star"],
            v["bias"] - s["beta_lo"], v["bias"] - s["beta_hi"]]  # fmt: skip
    assume(not any(abs(gap) < 1e-8 for gap in near))
    gap = edge_offers(v)[0] - edge_offers(v)[1]
    assume(gap == 0 or gap > 1e-6)


@settings(max_examples=120, deadline=None)
@given(points(model))
def test_the_mediator_is_heard_exactly_where_the_regime_says_so(v):
    """R4-R6: an influential equilibrium exists iff the regime is `credible`, by what M gains from lying."""
    s = model.solve(**v)
    away_from_ties(v, s)
    assert heard(v) == s["credible"] == (s["regime"] == "credible")


@settings(max_examples=100, deadline=None)
@given(points(model), st.floats(0, 1))
def test_no_offer_beats_the_two_edges_and_the_cutoff_belief_is_right(v, belief):
    """R1: the best of a grid of offers is the safe one iff the belief is at least mu*."""
    s = model.solve(**v)
    safe, risky = edge_offers(v)
    grid = np.append(np.linspace(0, 1, 201), [safe, risky])
    best = max(after(v, x, belief)[0] for x in grid)
    chosen = safe if belief >= s["mu_star"] else risky
    assert after(v, chosen, belief)[0] >= best - 1e-9


@settings(max_examples=100, deadline=None)
@given(points(model))
def test_war_and_payoff_follow_from_playing_the_equilibrium(v):
    """R2 and R8: the numbers are expectations over types and signals of the offers actually made."""
    s = model.solve(**v)
    away_from_ties(v, s)
    alone = best_offer(v, v["p_resolved"])
    offers = {x: best_offer(v, belief_after(v, x)) if s["credible"] else alone for x in "ru"}
    chances = joint(v)
    fights = lambda x, kind: outcome_of(v, x, kind)[0] == v["p"] - v["cost_1"]  # noqa: E731
    assert_outcomes(
        s,
        war_prob_without=sum(chances[c] for c in chances if fights(alone, c[0])),
        war_prob_with=sum(chances[c] for c in chances if fights(offers[c[1]], c[0])),
        value_1_without=after(v, alone, v["p_resolved"])[0],
        value_1_with=sum(chances[c] * outcome_of(v, offers[c[1]], c[0])[0] for c in chances),
        eps_U=belief_after(v, "u"), eps_R=belief_after(v, "r"),
    )  # fmt: skip
    assert s["value_1_with"] >= s["value_1_without"] - 1e-9


def test_every_regime_is_reached():
    """R7 is a partition; `one_type` needs a weaker side that concedes everything."""
    assert_all_reached(model)


@pytest.mark.parametrize("preset, regime", [
    ("china", "credible"), ("israel", "too_soft"), ("partisan_U", "too_soft"), ("quick_trot", "credible"),
    ("hawk", "too_hawkish"),
])  # fmt: skip
def test_presets_give_their_regimes(preset, regime):
    """B¶6 against B¶7 and the other readings."""
    assert model.solve(**model.presets[preset])["regime"] == regime


@pytest.mark.parametrize("point, expected", [
    ({}, {"mu_star": 5 / 9, "beta_lo": 12 / 83, "beta_hi": 204 / 11, "war_prob_without": 0.4,
          "war_prob_with": 0.06}),
    ({"p_resolved": 0.6, "bias": 0.8},  # exercise 4: mediation raises both the risk and 1's payoff
     {"credible": True, "war_prob_without": 0.0, "war_prob_with": 0.09, "value_1_without": 0.65}),
    ({"accuracy": 1, "bias": 0},  # heard only by the tie rule
     {"regime": "credible", "beta_lo": 0.0, "beta_hi": np.inf, "has_upper": False, "war_prob_with": 0.0}),
    ({"accuracy": 1, "bias": -0.05}, {"regime": "too_soft"}),
    ({"p": 0.95, "cost_low": 0.05, "cost_high": 0.3},
     {"regime": "one_type", "mu_star": 0.0, "beta_lo": np.nan, "beta_hi": np.nan, "has_upper": False,
      "war_prob_with": 0.0, "war_prob_without": 0.0, "value_1_with": 1.0}),
    ({"cost_1": 0.2, "cost_low": 0.1, "cost_high": 0.3, "p_resolved": 0.4},  # pi = mu*: safe without M
     {"mu_star": 0.4, "war_prob_without": 0.0, "value_1_without": 0.7}),
    ({"cost_1": 0.2, "cost_low": 0.1, "cost_high": 0.3, "p_resolved": 0.1, "accuracy": 0.85},  # eps_R < mu*
     {"regime": "irrelevant_risky", "beta_lo": np.nan, "beta_hi": np.nan, "war_prob_with": 0.1}),
    ({"cost_1": 0.2, "cost_low": 0.1, "cost_high": 0.3, "p_resolved": 0.5, "accuracy": 0.6},  # eps_U = mu*
     {"regime": "irrelevant_safe", "eps_U": 0.4, "war_prob_with": 0.0}),
    ({"cost_1": 0.2, "cost_low": 0.1, "cost_high": 0.3, "p_resolved": 0.25, "accuracy": 2 / 3, "bias": 0.8},
     {"eps_R": 0.4, "regime": "credible"}),  # eps_R = mu* counts as pivotal
])  # fmt: skip
def test_worked_numbers_and_ties(point, expected):
    """Defaults, exercises 1 and 4, and points that sit exactly on a boundary (ties as the rules say)."""
    assert_outcomes(model.solve(**point), **expected)


@pytest.mark.parametrize("name", ["beta_lo", "beta_hi"])
def test_the_ends_of_the_interval_are_believed(name):
    """R5: M tells the truth when indifferent; a little further out it is not believed."""
    edge = model.solve()[name]
    outside = -1e-6 if name == "beta_lo" else 1e-6
    assert model.solve(bias=edge)["regime"] == "credible"
    assert model.solve(bias=edge + outside)["regime"] in ("too_soft", "too_hawkish")


def test_an_unbiased_mediator_with_fallible_information_is_never_believed():
    """Kydd (2003): interest in peace alone makes the counsel of restraint worthless."""
    v = sample(model, bias=0.0)
    v["accuracy"] = np.linspace(0.51, 0.99, len(v["p"]))
    assert not model.solve(**v)["credible"].any()


def test_a_mediator_with_player_1s_own_interests_is_always_believed():
    """R5 and Crawford & Sobel (1982): influence needs aligned interests, and these are aligned in full."""
    v = sample(model, bias=1.0)
    s = model.solve(**v | {"cost_med": v["cost_1"]})
    pivotal = ~np.isnan(s["beta_lo"])
    assert pivotal.any() and s["credible"][pivotal].all()
    assert (s["beta_lo"][pivotal] < s["beta_hi"][pivotal]).all()
    A_L, A_H = (np.minimum(v[cost], 1 - v["p"]) for cost in COSTS)
    D_u = (1 - s["eps_U"]) * A_H - A_L  # exercise 2
    assert (D_u >= s["eps_U"] * v["cost_1"] - 1e-12)[pivotal].all()


@pytest.mark.parametrize("bias, share", [(0.0, 0.0), (0.5, 0.66), (1.0, 0.80)])
def test_the_share_of_the_slider_box_where_a_bias_is_believed(bias, share):
    """Exercise 3."""
    s = model.solve(**sample(model, bias=bias))
    pivotal = ~np.isnan(s["beta_lo"])
    assert abs(s["credible"][pivotal].mean() - share) < 0.02


@pytest.mark.parametrize("name, outcome, sign", [
    ("cost_med", "beta_lo", 1), ("accuracy", "beta_lo", -1), ("p_resolved", "beta_lo", 1),
    ("cost_low", "beta_lo", 1), ("cost_high", "beta_lo", -1), ("cost_1", "mu_star", -1),
    ("p_resolved", "eps_U", 1), ("p_resolved", "eps_R", 1),
])  # fmt: skip
def test_comparative_statics(name, outcome, sign):
    """The more a mediator abhors war, the more partisan it must be; and the other signs of the chapter."""
    p = model.parameters[name]
    low, high = {"cost_low": (p.low, 0.29), "cost_high": (0.06, p.high)}.get(name, (p.low, p.high))
    line = model.solve(**{name: np.linspace(low, high, 60)})[outcome]
    steps = np.diff(line[~np.isnan(line)])
    assert len(steps) > 3 and (sign * steps >= -1e-12).all() and (sign * steps > 1e-9).any()


@pytest.mark.parametrize("prior", [0.3, 0.7])
def test_the_accuracy_needed_for_influence(prior):
    """Threshold in accuracy: posterior odds must cross those of mu*."""
    mu = model.solve()["mu_star"]
    other = prior * (1 - mu)
    own = mu * (1 - prior)
    needed = max(other, own) / (other + own)
    assert np.isnan(model.solve(p_resolved=prior, accuracy=needed - 1e-6)["beta_lo"])
    assert model.solve(p_resolved=prior, accuracy=needed + 1e-6)["beta_lo"] >= 0


@settings(max_examples=60, deadline=None)
@given(points(model, cost_med=st.floats(0.01, 3)), st.floats(0.1, 10))
def test_scaling_the_mediators_payoffs_and_costs_beyond_reach_change_nothing(v, k):
    """Invariances: (beta, c_M) times k; raising c_H beyond 1 - p."""
    s = model.solve(**v)
    away_from_ties(v, s)
    assert model.solve(**v | {"bias": v["bias"] * k, "cost_med": v["cost_med"] * k})["regime"] == s["regime"]
    if v["cost_high"] > 1 - v["p"]:
        assert_outcomes(model.solve(**v | {"cost_high": v["cost_high"] + k}), **s)


def test_sanity_limits():
    """Worthless information and a ruinous war for player 1 leave nothing to say."""
    assert model.solve(accuracy=0.5 + 1e-9)["regime"].startswith("irrelevant")
    assert model.solve(cost_1=1e6)["regime"] == "irrelevant_safe"
    assert model.solve(cost_low=0.3 - 1e-6)["regime"] == "irrelevant_safe"
    s = model.solve(**sample(model, accuracy=1.0))
    pivotal = ~np.isnan(s["beta_lo"])
    assert (s["beta_lo"][pivotal] == 0).all() and np.isinf(s["beta_hi"][pivotal]).all()
    assert (s["war_prob_with"][s["credible"]] == 0).all()


@settings(max_examples=60, deadline=None)
@given(points(model))
def test_obeying_the_truth_is_an_equilibrium_of_the_matrix_iff_credible(v):
    """Matrix form: (truthful, obey) by nashpy; some equilibrium in which both messages lead to one offer."""
    s = model.solve(**v)
    away_from_ties(v, s)
    assume(s["regime"] != "one_type" and all(0.1 < abs(v[n]) + 0.1 < 50 for n in v) and v["accuracy"] < 1)
    game = model.game(**v)
    found = pure_equilibria(game)
    assert ((0, 0) in found) == s["credible"]
    alone = 1 if best_offer(v, v["p_resolved"]) == edge_offers(v)[0] else 2
    # babbling: M says one thing always, and player 1 makes the offer of the prior whatever it hears
    assert {(1, alone), (2, alone)} <= found


def test_the_joint_rule_names_both_costs():
    """A resolved type whose war costs more than the unresolved one's is refused."""
    with pytest.raises(ValueError, match="cost_high.*cost_low"):
        model.solve(cost_low=0.3, cost_high=0.3)

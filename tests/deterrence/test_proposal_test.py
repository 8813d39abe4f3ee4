"""A proposal as a test: all equilibria that survive D1, found from the payoff table alone.

A second statement beside the tree, on purpose: the tree claims one equilibrium, this finds them all.
"""

import numpy as np
import pytest
from hypothesis import assume, given, settings

import models
from models.deterrence.proposal_test import proposing
from tests.support import assert_all_reached, assert_outcomes, points, pure_equilibria, sample

model = models.load("proposal_test")
L, U = 0, 1  # limited, unlimited


# The rules: payoffs (R, Ukraine) of each outcome against a type, W's from supporting, W's reply to beliefs.
def war(v, kind, supported):
    chance = v["p_supported"] if supported else v["p_unsupported"]
    value = v["stake_unlimited"] if kind == U else 1
    return chance * value - v["cost_R"], -chance * value - v["cost_U"]


def signing(v, kind):
    """After an acceptance: R's best of honouring and, if unlimited, the breach."""
    honour = (v["deal"], -v["deal"])
    loot = v["p_renege"] * v["stake_unlimited"]
    breach = (loot - v["cost_R"] - v["cost_renege"], -loot - v["cost_U"])
    return breach if kind == U and breach[0] > honour[0] + 1e-12 else honour


def support_pays(v, belief):
    """W's gain from support over cutting."""
    return belief * (1 - v["support_threshold"]) - (1 - belief) * v["support_threshold"]


def rejecting_pays(v, kind, support):
    expected = support * war(v, kind, True)[0] + (1 - support) * war(v, kind, False)[0]
    return expected - signing(v, kind)[0]


def deterring_support(v, kind):
    """Support at which a type is indifferent: its gain from rejecting is linear in the support expected."""
    cut, supported = rejecting_pays(v, kind, 0), rejecting_pays(v, kind, 1)
    return cut / (cut - supported) if cut != supported else float("nan")  # the same at any support: no such point


def equilibria(v):
    """Every (reject L, reject U, support) that is perfect Bayesian and survives D1, away from ties."""
    edge = [deterring_support(v, kind) for kind in (L, U)]
    prior = (1 - v["prior_unlimited"], v["prior_unlimited"])
    odds = v["support_threshold"] / (1 - v["support_threshold"])  # of U to L at which W is indifferent
    found = set()
    for support in {0.0, 1.0, *(e for e in edge if 0 < e < 1)}:
        pays = [rejecting_pays(v, kind, support) for kind in (L, U)]
        answers = [float(gain > 0) for gain in pays]
        mixers = [kind for kind in (L, U) if support == edge[kind]]
        options = [answers]
        if mixers:  # the mixer's chance must leave W indifferent, or it answers purely
            kind, other = mixers[0], 1 - mixers[0]
            needed = answers[other] * prior[other] * (odds if kind == U else 1 / odds) / prior[kind]
            options = [[x if k == kind else answers[k] for k in (L, U)] for x in (0.0, 1.0, needed) if x <= 1]
        for reject in options:
            weight = [prior[k] * reject[k] for k in (L, U)]
            if sum(weight) > 0:
                belief = weight[U] / sum(weight)
            elif max(edge) <= 0:  # no type gains by rejecting whatever W does: any belief will do
                belief = 1.0
            else:  # D1: only the type that gains at more of W's replies is thought to have rejected
                belief = float(edge[U] > edge[L])
            gain = support_pays(v, belief)
            if (support == 1 and gain >= 0) or (support == 0 and gain <= 0) or abs(gain) < 1e-12:
                found.add((*reject, support))
    return found


def away_from_ties(v):
    edge = [deterring_support(v, kind) for kind in (L, U)]
    loot = v["p_renege"] * v["stake_unlimited"] - v["cost_R"] - v["cost_renege"]
    near = [*edge, *(e - 1 for e in edge), edge[U] - edge[L], v["prior_unlimited"] - v["support_threshold"],
            loot - v["deal"]]  # fmt: skip
    assume(v["p_unsupported"] - v["p_supported"] > 1e-3 and not any(abs(x) < 1e-7 for x in near))
    assume(0.001 < v["prior_unlimited"] < 0.999 and 0.001 < v["support_threshold"] < 0.999)


@settings(max_examples=100, deadline=None)
@given(points(model))
def test_the_profile_is_the_equilibrium_that_both_types_prefer(v):
    """R4: perfect Bayesian by enumeration from the payoff table, D1, selection, and how many there are."""
    away_from_ties(v)
    s, found = model.solve(**v), equilibria(v)
    claimed = (s["reject_prob_limited"], s["reject_prob_unlimited"], s["support_prob"])
    assert any(np.allclose(claimed, e, atol=1e-9) for e in found), (claimed, found)
    assert len(found) == s["n_equilibria"]
    for kind, name in ((L, "value_R_limited"), (U, "value_R_unlimited")):
        payoffs = [e[kind] * rejecting_pays(v, kind, e[2]) + signing(v, kind)[0] for e in found]
        assert s[name] == pytest.approx(max(payoffs))
    assert s["informative_equilibrium"] == ((0, 1, 1) in found)


@settings(max_examples=80, deadline=None)
@given(points(model))
def test_values_and_beliefs_follow_from_playing_it(v):
    """R3, R5, R6: Bayes' rule, chances and expected payoffs along the tree."""
    away_from_ties(v)
    s = model.solve(**v)
    prior = (1 - v["prior_unlimited"], v["prior_unlimited"])
    reject = (s["reject_prob_limited"], s["reject_prob_unlimited"])
    support = s["support_prob"]
    ukraine = rejected = broken = 0
    for kind in (L, U):
        war_value = support * war(v, kind, True)[1] + (1 - support) * war(v, kind, False)[1]
        signed = signing(v, kind)
        ukraine += prior[kind] * (reject[kind] * war_value + (1 - reject[kind]) * signed[1])
        rejected += prior[kind] * reject[kind]
        broken += prior[kind] * (1 - reject[kind]) * (signed[1] != -v["deal"])
    alone = support_pays(v, prior[U]) >= 0
    silent = sum(prior[kind] * war(v, kind, alone)[1] for kind in (L, U))
    belief = prior[U] * reject[U] / rejected if rejected else np.nan
    trusting = prior[U] * (1 - reject[U]) / (1 - rejected) if rejected < 1 else np.nan
    assert_outcomes(
        s, value_U_propose=ukraine, value_U_no_proposal=silent, gain_from_proposing=ukraine - silent,
        prob_reject=rejected, prob_renege=broken, prob_honoured=1 - rejected - broken,
        posterior_reject=belief,
    )  # fmt: skip
    if not 0 < 1 - rejected < 1e-9:
        assert_outcomes(s, posterior_accept=trusting, tolerance=1e-6)
    assert abs(ukraine - silent) < 1e-8 or s["proposes"] == (ukraine > silent)


# Where a refusal is ambiguous, W might also believe it: then limited aims accept, or both do.
BELIEVED = {True: models.Tree(model, "telling", proposing(1, (0, 1), 1, 1)),
            False: models.Tree(model, "deterring", proposing(1, (0, 0), 1, 1))}  # fmt: skip


def gains(telling, regime):
    """What R and W gain by leaving that equilibrium, where the model says that a telling refusal is (not) one."""
    drawn = sample(model, count=20_000, seed=4)
    solved = model.solve(**drawn)
    keep = (solved["regime"] == regime) & (solved["informative_equilibrium"] == telling)
    assert keep.sum() >= 40
    found = BELIEVED[telling].regret(**{name: values[keep][:100] for name, values in drawn.items()})
    return np.maximum(found["R"], found["W"])


@pytest.mark.parametrize("telling", [True, False])
def test_the_equilibrium_that_is_not_selected_is_one_too(telling):
    """R4: where a refusal is ambiguous, nobody gains by leaving the equilibrium in which W believes it."""
    assert gains(telling, "ambiguous").max() <= 1e-9


def test_where_limited_aims_refuse_whatever_w_does_nobody_can_be_deterred():
    assert (gains(False, "reject_support") > 0).all()


def test_every_regime_is_reached():
    """R4 is a partition."""
    assert_all_reached(model)


@pytest.mark.parametrize("preset, expected", [
    ("D_test", {"regime": "test_works", "gain_from_proposing": 0.75, "posterior_reject": 1.0}),
    ("D_bad_faith", {"regime": "accept_renege", "prob_renege": 0.4, "gain_from_proposing": 0.45}),
    ("A_28_point_terms", {"regime": "accept_renege", "prob_renege": 0.4}),
    ("D_20_point_terms", {"regime": "ambiguous", "n_equilibria": 3, "posterior_reject": 0.4}),
    ("C_limited_aims", {"regime": "accept_honour", "prob_honoured": 1.0, "posterior_reject": np.nan}),
    ("B_negotiate", {"regime": "test_works", "prob_reject": 0.25}),
])  # fmt: skip
def test_presets_give_their_regimes(preset, expected):
    """The readings of D¶24, D¶18, D¶2, D¶3, C and B."""
    assert_outcomes(model.solve(**model.presets[preset]), **expected)


PERVERSE = {"deal": 0.3, "p_renege": 0.9, "cost_renege": 0.1}
MIXED = {"deal": 0.2, "p_renege": 0.7, "cost_renege": 0.3, "cost_R": 0.1}


@pytest.mark.parametrize("point, expected", [
    ({}, {"deal_min": 0.55, "deal_max": 0.95, "renege_cost_needed": 0.3}),  # exercise 1
    ({"p_renege": 0.53}, {"regime": "test_works"}),  # exercise 2: from 8/15 on it signs and reneges
    ({"p_renege": 8 / 15}, {"regime": "accept_renege"}),
    (PERVERSE, {"regime": "perverse", "posterior_reject": 0.0, "posterior_accept": 1.0}),  # exercise 3
    (MIXED | {"prior_unlimited": 0.5},
     {"regime": "perverse_mixed", "reject_prob_unlimited": 1.0, "posterior_accept": np.nan}),  # theta = mu*
    (MIXED | {"prior_unlimited": 0.8},
     {"regime": "perverse_mixed", "reject_prob_unlimited": 0.25, "support_prob": 0.5}),
    (MIXED, {"regime": "reject_cut", "n_equilibria": 1}),
    ({"cost_renege": 0.3}, {"regime": "accept_renege"}),  # sigma_U = 1: the type that is indifferent accepts
    ({"deal": 0.95}, {"regime": "accept_honour", "unlimited_reneges": False}),
    ({"deal": 0.55}, {"regime": "test_works"}),  # sigma_L = 0
    ({"deal": 0.54}, {"regime": "ambiguous"}),
    ({"deal": 0.3, "prior_unlimited": 0.5}, {"regime": "test_works"}),  # theta = mu*: W supports
    ({"deal": 0.1, "prior_unlimited": 0.5}, {"regime": "reject_support", "support_prob": 1.0}),
    ({"deal": 0.1}, {"regime": "reject_cut", "informative_equilibrium": False}),
    ({"deal": 0.15}, {"regime": "ambiguous"}),  # sigma_L = 1
    ({"deal": 1.0, "cost_renege": 2}, {"reject_prob_limited": 0.0, "unlimited_reneges": False}),
    ({"p_renege": 0.95, "cost_renege": 0, "deal": 0.6}, {"limited_honours_ic": False}),
    ({"p_renege": 0.95, "cost_renege": 0.1, "deal": 0.6}, {"limited_honours_ic": True}),
])  # fmt: skip
def test_worked_numbers_and_ties(point, expected):
    """Exercises 1 to 3 and slider steps exactly on a boundary."""
    assert_outcomes(model.solve(**point), **expected)


def test_the_three_equilibria_of_the_20_point_terms():
    """Exercise 4."""
    v = {name: p.default for name, p in model.parameters.items()} | dict(model.presets["D_20_point_terms"])
    found = sorted(tuple(round(x, 9) for x in e) for e in equilibria(v))
    assert found == [(0, 1, 1), (round(2 / 3, 9), 1, 0.625), (1, 1, 0)]


def test_the_window_in_which_the_test_works():
    """R8: the test works in every equilibrium iff the deal is in the window and the breach dear enough."""
    v = sample(model, count=20_000)
    s = model.solve(**v)
    unsure = v["prior_unlimited"] < v["support_threshold"]
    least = np.where(unsure, v["p_unsupported"], v["p_supported"]) - v["cost_R"]
    claimed = (
        (least <= v["deal"]) & (v["deal"] < s["deal_max"]) & (v["cost_renege"] > s["renege_cost_needed"])
    )
    works = s["regime"] == "test_works"
    assert (works == claimed)[unsure].all() and works[unsure].any()
    # a W that is convinced already supports: the test works for any deal that limited aims accept
    assert (works == claimed)[~unsure].all()


@pytest.mark.parametrize("regime", ["test_works", "accept_honour", "accept_renege", "reject_cut", "perverse"])
def test_the_gain_by_regime_while_w_is_unconvinced(regime):
    """R7."""
    v = sample(model, count=20_000)
    s = model.solve(**v)
    at = (s["regime"] == regime) & (v["prior_unlimited"] < v["support_threshold"])
    theta, d, pS, pC, V, pb, cU = (v[name][at] for name in (
        "prior_unlimited", "deal", "p_supported", "p_unsupported", "stake_unlimited",
        "p_renege", "cost_U"))  # fmt: skip
    limited = (1 - theta) * (pC + cU - d)
    gain = {
        "test_works": limited + theta * (pC - pS) * V,
        "accept_honour": limited + theta * (pC * V + cU - d),
        "accept_renege": limited + theta * (pC - pb) * V,
        "reject_cut": 0 * theta,
        "perverse": theta * (pC - pb) * V,
    }[regime]
    assert at.any() and np.allclose(s["gain_from_proposing"][at], gain)


def test_sanity_limits():
    """A breach too dear; types that coincide; a W that is always convinced; a known W (Fearon 1995)."""
    dear = model.solve(**sample(model, count=2000) | {"cost_renege": 100.0})
    assert not dear["unlimited_reneges"].any()
    assert not np.isin(dear["regime"], ["perverse", "perverse_mixed", "accept_renege"]).any()
    same = model.solve(**sample(model, count=2000) | {"stake_unlimited": 1.0, "cost_renege": 100.0})
    assert not np.isin(same["regime"], ["test_works"]).any()
    sure = model.solve(**sample(model, count=2000) | {"support_threshold": 1e-9})
    assert not np.isin(sure["regime"], ["ambiguous"]).any()
    v = sample(model, count=2000)
    idle = model.solve(**v | {"p_supported": v["p_unsupported"] - 1e-9, "cost_renege": 100.0})
    fights = v["p_unsupported"] * v["stake_unlimited"] - v["cost_R"] > v["deal"]
    assert ((idle["reject_prob_unlimited"] == 1) == fights).all()


@settings(max_examples=60, deadline=None)
@given(points(model))
def test_the_matrix_has_the_equilibria_claimed(v):
    """Matrix form: pure points by best replies, mixed and degenerate ones among the vertices nashpy finds."""
    away_from_ties(v)
    assume(v["p_unsupported"] - v["p_supported"] > 0.05 and max(map(abs, v.values())) < 20)
    s, game = model.solve(**v), model.game(**v)
    edge = [deterring_support(v, kind) for kind in (L, U)]
    regime, theta, mu = s["regime"], v["prior_unlimited"], v["support_threshold"]
    pure = {
        "test_works": (2, 0),
        "reject_support": (0, 0),
        "reject_cut": (0, 1),
        "perverse": (1, 1),
        "ambiguous": (0, 1),
    }
    claimed = []
    if regime in pure:
        assert pure[regime] in pure_equilibria(game)
    if regime == "perverse_mixed":
        claimed = [([s["reject_prob_unlimited"], 1 - s["reject_prob_unlimited"], 0, 0], edge[U])]
    if regime == "ambiguous":
        both = theta * (1 - mu) / ((1 - theta) * mu)  # a limited R rejects so often that W is indifferent
        claimed = [([both, 0, 1 - both, 0], edge[L])]
        assert edge[U] < 1 or (2, 0) in pure_equilibria(game)
    if regime.startswith("accept") or (regime == "ambiguous" and edge[U] <= 1):
        claimed += [([0, 0, 0, 1], support) for support in (max(0, *edge), 1)]
    vertices = [(row, column[0]) for row, column in game.vertex_enumeration()] if claimed else []
    for row, support in claimed:
        near = [np.allclose(row, r, atol=1e-6) and abs(support - c) < 1e-6 for r, c in vertices]
        assert any(near), (regime, row, support, vertices)


def test_the_joint_rule_names_both_chances():
    """Support must make a difference."""
    with pytest.raises(ValueError, match="p_supported.*p_unsupported"):
        model.solve(p_supported=0.8, p_unsupported=0.8)

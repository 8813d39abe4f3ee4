"""Ratification: the deal maximises the product of expected gains, and the veto is worth what it brings."""

import numpy as np
import pytest
from hypothesis import assume, given, settings

import models
from tests.support import assert_all_reached, assert_outcomes, at, points, pure_equilibria, sample

model = models.load("ratification")
DEFAULTS = {name: p.default for name, p in model.parameters.items()}


def war(point):
    """Payoffs (R, N) without a ratified deal."""
    return point["p"] - point["c_R"], 1 - point["p"] - point["c_N"]


def ratified(point, x):
    """Chance that V approves x; its war is worth 1 - p - c_V - sell - sigma*t, t uniform on [-1, 1]."""
    needed = x - point["p"] - point["c_V"] - point["sell"]  # V approves iff sigma*t >= needed
    sigma = point["sigma"]
    if sigma == 0:
        return 1.0 * (needed <= 1e-12)
    return np.clip((1 - needed / sigma) / 2, 0, 1)


def gains(point, x):
    """Expected gains (R, N) over war from signing x."""
    war_R, war_N = war(point)
    return ratified(point, x) * (x - war_R), ratified(point, x) * (1 - x - war_N)


def room(point):
    """Least and largest share that R and N both sign, were it surely ratified."""
    war_R, war_N = war(point)
    return max(0.0, war_R), min(1.0, 1 - war_N)


def search(objective, low, high):
    """Maximiser of a single-peaked function by ever finer grids."""
    for _ in range(12):
        grid = np.linspace(low, high, 101)
        best = int(np.argmax(objective(grid)))
        low, high = grid[max(best - 1, 0)], grid[min(best + 1, 100)]
    return (low + high) / 2


def check(point):
    """Both protocols at one point against a search over shares, and the payoffs that follow."""
    found = model.solve(**point)
    low, high = room(point)
    if found["regime"] == "no_deal":
        assert ratified(point, low) < 1e-10, "R, N and V could agree"
        expected = dict(x_star=np.nan, x_R_offer=np.nan, ratify_prob=0.0, ratify_prob_R_offer=0.0)
        assert_outcomes(found, EU_R=war(point)[0], EU_N=war(point)[1], **expected)
        return
    x, x_R = found["x_star"], found["x_R_offer"]
    chance = float(ratified(point, x))
    assert low - 1e-9 <= x <= high + 1e-9 and low - 1e-9 <= x_R <= high + 1e-9
    assert_outcomes(
        found, ratify_prob=chance, ratify_prob_R_offer=float(ratified(point, x_R)), tolerance=1e-6
    )
    gain_R, gain_N = gains(point, x)
    assert_outcomes(found, EU_R=war(point)[0] + gain_R, EU_N=war(point)[1] + gain_N, tolerance=1e-6)
    product = lambda share: np.prod(gains(point, share), axis=0)  # noqa: E731
    grid = np.linspace(low, high, 301)
    assert product(x) >= product(grid).max() - 1e-9
    assert gains(point, x_R)[0] >= gains(point, grid)[0].max() - 1e-9
    top = min(high, point["p"] + point["c_V"] + point["sell"] + point["sigma"])
    if product(x) > 1e-7 and point["sigma"] > 1e-4:
        assert x == pytest.approx(search(product, low, top), abs=1e-6)
    safe = point["p"] + point["c_V"] + point["sell"] - point["sigma"]
    if found["regime"] == "unconstrained":
        assert found["x_free"] <= safe + 1e-9 and found["schelling_gain"] == pytest.approx(0, abs=1e-9)
    elif found["regime"] == "constrained_safe":
        assert x == pytest.approx(safe, abs=1e-9) and found["x_free"] > x - 1e-9
    else:
        assert chance < 1 and x > safe


@settings(max_examples=150, deadline=None)
@given(points(model))
def test_the_deal_maximises_the_product_of_expected_gains(point):
    """R3-R6, R8: no other signed share is better, for R and N together or for R alone."""
    assume(point["sigma"] == 0 or point["sigma"] > 1e-9)  # in between the slack decides
    check(point)


def test_the_deal_maximises_the_product_all_over_the_sliders():
    """The same on points drawn evenly, with and without uncertainty about the ratifier."""
    for options in (dict(count=200, seed=2), dict(count=60, seed=3, sigma=0.0)):
        drawn = sample(model, **options)
        for index in range(len(drawn["p"])):
            check(at(drawn, index))


def test_every_regime_is_reached():
    assert_all_reached(model)


TIES = [  # (point, regime on the boundary, a step beyond it, regime there)
    (dict(sigma=0, c_V=-0.20), "constrained_safe", dict(c_V=-0.21), "no_deal"),
    (dict(sigma=0.10, c_V=-0.30), "no_deal", dict(c_V=-0.29), "risky"),
    (dict(c_N=0.20, c_V=0.10), "unconstrained", dict(c_V=0.09), "constrained_safe"),
    (dict(c_N=0.20, c_V=0.05, sigma=0.15), "constrained_safe", dict(c_V=0.04), "risky"),
    (dict(p=0.1, c_R=0.3, c_N=0.1, c_V=-0.1, sigma=0), "unconstrained", dict(c_V=-0.11), "no_deal"),
    (dict(p=0.1, c_R=0.3, c_N=0.1, c_V=0.1, sigma=0.2), "unconstrained", dict(c_V=0.09), "risky"),
    (dict(p=1, c_R=0, c_N=0.5, c_V=0.3, sigma=0.3), "unconstrained", dict(c_V=0.29), "risky"),
]


@pytest.mark.parametrize("point, regime, step, beyond", TIES)
def test_ties_sign_and_ratify(point, regime, step, beyond):
    """On slider steps: an exactly signable share is signed, unless no type of V would pass it."""
    assert model.solve(**point)["regime"] == regime
    assert model.solve(**point | step)["regime"] == beyond


NUMBERS = [
    ({}, dict(regime="risky", x_star=0.272028, ratify_prob=0.889859, x_free=0.425, schelling_gain=0.111341)),
    ({}, dict(sigma_star=0.082288, x_R_offer=0.325, ratify_prob_R_offer=0.625, winset_size=0.15)),
    ({}, dict(c_V_kill=-0.30, c_V_slack=0.125, persuasion_any=0.0)),
    ("C22_impossible", dict(regime="no_deal", persuasion_any=0.1, persuasion_sure=0.3, sigma_star=np.nan)),
    ("C22_made_possible", dict(regime="risky", ratify_prob=0.889859)),
    (
        "D7_sold_to_citizens",
        dict(regime="constrained_safe", x_star=0.30, ratify_prob=1.0, schelling_gain=0.125),
    ),
    ("D20_nonstarter", dict(regime="no_deal", schelling_gain=-0.225)),
    ("no_ratifier", dict(regime="unconstrained", schelling_gain=0.0, x_R_offer=0.65)),
    (dict(p=0.5, c_N=0.2, sigma=0, c_V=0.1), dict(x_star=0.5)),  # exercise 1
    (dict(p=0.5, c_N=0.2, sigma=0, c_V=-0.1), dict(x_star=0.4)),
    (dict(p=0.5, c_N=0.2, sigma=0, c_V=-0.3), dict(x_star=np.nan)),
    (dict(sigma=0.02), dict(c_V_best=-0.160888)),  # exercise 3
    (dict(sigma=0.10), dict(c_V_best=-0.021221)),
    (dict(sigma=0.20), dict(c_V_best=0.123960)),
    (dict(sigma=1e6, c_V=0), dict(schelling_gain_max=0.0)),
    (dict(c_V=50), dict(regime="unconstrained")),
    (dict(sigma=1e-9), dict(x_star=0.35)),  # to the sure case
    (dict(p=0, c_N=0, c_V=0.5), dict(x_star=0.0, ratify_prob=1.0)),  # N has nothing to gain and signs
]


@pytest.mark.parametrize("point, expected", NUMBERS)
def test_worked_numbers_presets_exercises_and_limits(point, expected):
    values = model.presets[point] if isinstance(point, str) else point
    assert_outcomes(model.solve(**values), tolerance=2e-6, **expected)


@pytest.mark.parametrize("p", [0.2, 0.5, 0.8])
def test_without_uncertainty_the_kill_point_does_not_depend_on_power(p):
    """R3 and exercise 2: the deal dies when c_V + sell falls below -c_R, whatever p."""
    found = model.solve(p=p, sigma=0, sell=0.1, c_V=np.array([-0.301, -0.300, -0.299]))
    assert found["regime"].tolist() == ["no_deal", "constrained_safe", "constrained_safe"]


def test_without_uncertainty_the_veto_caps_the_share():
    """Iida 1993: a constraint bites only below the free share; Iida 1996: failure needs uncertainty."""
    point = sample(model, sigma=0.0)
    found = model.solve(**point)
    assert not (found["regime"] == "risky").any()
    deal = found["regime"] != "no_deal"
    cap = np.maximum(0, np.minimum(found["x_free"], point["p"] + point["c_V"] + point["sell"]))
    assert deal.sum() > 1000 and np.allclose(found["x_star"][deal], cap[deal])


def test_a_tougher_ratifier_means_a_tougher_deal_and_a_lower_chance():
    """R7, exercise 4, Milner and Rosendorff: share and chance rise with c_V, the share by a third at most."""
    point = sample(model, count=4000)
    step = 1e-4
    one, two = model.solve(**point), model.solve(**point | {"c_V": point["c_V"] + step})
    deal = one["regime"] != "no_deal"
    assert (two["x_star"][deal] >= one["x_star"][deal] - 1e-12).all()
    assert (two["ratify_prob"] >= one["ratify_prob"] - 1e-12).all()
    inner = (
        deal
        & (one["regime"] == "risky")
        & (two["regime"] == "risky")
        & (one["x_star"] > 0)
        & (two["x_star"] < 1)
    )
    slope = (two["x_star"] - one["x_star"])[inner] / step
    assert inner.sum() > 500 and (slope > 0).all() and (slope <= 1 / 3 + 1e-6).all()


def test_the_ideal_veto_is_the_toughest_that_surely_passes():
    """R9: no c_V of a grid gives N more, every smaller one gives less, and the payoff has one peak."""
    drawn = sample(model, count=60, seed=4)
    for index in range(60):
        point = at(drawn, index)
        best = model.solve(**point)
        grid = np.linspace(best["c_V_best"] - 0.8, best["c_V_best"] + 0.8, 801)
        found = model.solve(**point | {"c_V": grid})["schelling_gain"]
        assert found[400] == pytest.approx(best["schelling_gain_max"], abs=1e-9)
        assert found.max() <= best["schelling_gain_max"] + 1e-9
        assert found[:400].max() < best["schelling_gain_max"] - 1e-9
        assert (np.diff(found[:401]) >= -1e-9).all() and (np.diff(found[400:]) <= 1e-9).all()


def test_thresholds_are_where_the_regime_changes():
    """R10: sigma_star bounds sure deals, c_V_kill and persuasion_any deals, c_V_slack the idle veto."""
    for options in (dict(), dict(p=0.05), dict(c_N=0.6, p=0.9)):
        point = sample(model, **options)
        found = model.solve(**point)
        sure = np.isin(found["regime"], ["unconstrained", "constrained_safe"])
        near = np.abs(np.nan_to_num(found["sigma_star"], nan=9) - point["sigma"]) < 1e-6
        assert ((point["sigma"] <= found["sigma_star"]) == sure)[~near].all()
        assert ((point["c_V"] > found["c_V_kill"]) == (found["regime"] != "no_deal")).all()
        assert ((found["persuasion_any"] > 0) == (found["regime"] == "no_deal")).all()
        assert ((point["c_V"] >= found["c_V_slack"]) == (found["regime"] == "unconstrained")).all()
    helped = model.solve(**point | {"sell": point["sell"] + found["persuasion_sure"] + 1e-9})
    assert (np.nan_to_num(helped["sigma_star"], nan=-1) >= 0).all() and (helped["persuasion_sure"] == 0).all()


def test_power_shifts_the_deal_one_for_one():
    """Invariance, where all values are interior."""
    p = np.linspace(0.3, 0.6, 7)
    found = model.solve(p=p)
    assert np.ptp(found["x_star"] - p) < 1e-12
    for name in ("ratify_prob", "schelling_gain", "sigma_star"):
        assert np.ptp(found[name]) < 1e-12, name


def test_the_seminar_decks_give_the_predicted_splits():
    """Seminar: ten cards from 55 to 73, R's war 20, N's 35; then the deck lowered by 20."""
    deck = np.arange(55, 74, 2)
    passed = lambda x, cards: np.mean(100 - x >= cards)  # noqa: E731
    product = {x: passed(x, deck) ** 2 * (x - 20) * (65 - x) for x in range(20, 66)}
    assert max(product, key=product.get) == 27
    assert [round(float(product[x])) for x in (27, 29, 31)] == [266, 262, 239]
    assert passed(42.5, deck - 20) == 1


def test_the_matrix_has_one_component_of_equilibria():
    """vertex_enumeration gives its two ends: V holds for sure, or just often enough to deter greed."""
    for values in ({}, dict(c_V=0.1, p=0.5), dict(p=0.1, c_R=0.3, c_V=0.1)):
        point, game = DEFAULTS | values, model.game(**values)
        k, greedy = point["p"] + point["c_V"], min(1, point["p"] + point["c_N"])
        hold = (greedy - k) / (greedy - point["p"] + point["c_R"])
        found = sorted(game.vertex_enumeration(), key=lambda pair: pair[1][1])
        assert np.allclose(found, [((0, 1), (1 - hold, hold)), ((0, 1), (0, 1))])
        assert pure_equilibria(game) == {(1, 1)}


@pytest.mark.parametrize("values", [dict(c_V=0.25), dict(c_V=-0.20), dict(c_V=-0.4)])
def test_no_matrix_where_the_veto_is_idle_or_kills(values):
    with pytest.raises(ValueError, match="c_V"):
        model.game(**values)


def test_costless_war_for_both_is_refused():
    with pytest.raises(ValueError, match="c_R and c_N"):
        model.solve(c_R=0, c_N=0)

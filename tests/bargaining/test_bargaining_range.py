"""The bargaining range: closed forms against utilities, lotteries and ultimata played from the rules.

The rules stand here a second time beside the trees, on purpose: for offers between the stops of a tree's menu.
"""

import numpy as np
import pytest
import sympy
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import models
from tests.support import assert_all_reached, assert_outcomes, at, points, pure_equilibria, sample

model = models.load("bargaining_range")
# curvatures within which a share of 1e-9 is still told apart from 0
curved = points(model, gamma_R=st.floats(0.3, 5), gamma_U=st.floats(0.3, 5))


def utilities(point, x):
    """Payoffs (R, U) of the settlement x."""
    return x ** point["gamma_R"], (1 - x) ** point["gamma_U"]


def war(point):
    """Payoffs (R, U) of the lottery: R wins everything (1, 0) with chance p, else (0, 1); both pay."""
    p = point["p"]
    return p * 1 + (1 - p) * 0 - point["c_R"], p * 0 + (1 - p) * 1 - point["c_U"]


def threshold(accepts, low, high):
    """Bisection: the share nearest to `low` from which on, towards `high`, `accepts` holds."""
    if accepts(low):
        return low
    for _ in range(100):
        middle = (low + high) / 2
        low, high = (low, middle) if accepts(middle) else (middle, high)
    return high


def limits(point):
    """The least share R accepts and the largest U accepts, found from the payoffs alone."""
    W_R, W_U = war(point)
    least = threshold(lambda x: utilities(point, x)[0] >= W_R - 1e-14, 0.0, 1.0)
    return least, threshold(lambda x: utilities(point, x)[1] >= W_U - 1e-14, 1.0, 0.0)


def away_from_ties(point, *margins):
    W_R, W_U = war(point)
    assume(min(abs(W_R), abs(W_U), *map(abs, margins)) > 1e-6)


@settings(max_examples=100, deadline=None)
@given(curved)
def test_each_side_accepts_exactly_what_beats_its_war(point):
    """R1-R3: thresholds by bisection; the regime from who would fight rather than concede everything."""
    least, largest = limits(point)
    away_from_ties(point, least - largest)
    solved, (W_R, W_U) = model.solve(**point), war(point)
    assert_outcomes(solved, tolerance=1e-7, x_lo=least, x_hi=largest, width=max(0, largest - least))
    assert_outcomes(solved, war_R=W_R, war_U=W_U, range_exists=bool(least <= largest))
    R_threatens, U_threatens = utilities(point, 0)[0] < W_R, utilities(point, 1)[1] < W_U
    named = {(1, 1): "both_threats", (1, 0): "U_no_threat", (0, 1): "R_no_threat", (0, 0): "no_threats"}
    expected = named[R_threatens, U_threatens] if least <= largest else "empty"
    assert solved["regime"] == expected
    assert expected != "empty" or (R_threatens and U_threatens)  # exercise 2


@settings(max_examples=100, deadline=None)
@given(curved)
def test_no_other_offer_and_no_other_answer_pays_in_an_ultimatum(point):
    """R5: the proposer's claimed payoff is the best over a grid of offers and over fighting."""
    solved, W = model.solve(**point), war(point)
    away_from_ties(point, solved["x_lo"] - solved["x_hi"])
    offers = np.append(np.linspace(0, 1, 801), [solved["x_lo"], solved["x_hi"]])
    offers = np.clip(offers, 0, 1)
    R, U = utilities(point, offers)
    for side, own, other, responder in (("R", R, U, 1), ("U", U, R, 0)):
        best = np.where(other >= W[responder] - 1e-9, own, W[1 - responder]).max()
        best = max(best, W[1 - responder])
        claimed = {who: solved[f"u{who}_{side}_proposes"] for who in "RU"}
        offer = solved[f"offer_{side}"]
        assert np.isclose(claimed[side], best, atol=1e-6)
        assert np.isnan(offer) == (solved["regime"] == "empty")
        pays = list(W if np.isnan(offer) else utilities(point, offer))
        if not np.isnan(offer):
            assert np.isclose(pays[responder], max(0, W[responder]), atol=1e-4)  # the share itself is rounded
            pays[responder] = max(0, W[responder])
        assert np.allclose([claimed["R"], claimed["U"]], pays, atol=1e-9)
    assert np.isnan(solved["offer_R"]) or solved["offer_R"] >= solved["offer_U"] - 1e-12


@pytest.mark.parametrize("curvature", [1.0, 0.3, 0.1, 0.01, 0.001])
@pytest.mark.parametrize("cost", [0.2, 0.45, 0.499])
def test_the_responder_gets_its_war_value_however_averse_to_risk(curvature, cost):
    """R5: 0.15**1000 is no float, but a share worth 0.15 to the responder is still worth 0.15 to it."""
    point = dict(p=0.5, c_R=cost, c_U=cost, gamma_R=curvature, gamma_U=curvature)
    solved = model.solve(**point)
    assert_outcomes(solved, uR_U_proposes=solved["war_R"], uU_R_proposes=solved["war_U"])


@settings(max_examples=100, deadline=None)
@given(curved)
def test_the_plans_stand_where_the_payoffs_put_them(point):
    """R6: status of each plan, and whether some share between them suits both."""
    W_R, W_U = war(point)
    least, largest = limits(point)
    low, high = point["x_low"], point["x_high"]
    away_from_ties(point, least - largest, low - least, low - largest, high - least, high - largest)
    solved = model.solve(**point)
    named = {(1, 1): "both", (0, 1): "R_rejects", (1, 0): "U_rejects", (0, 0): "neither"}
    for plan, x in (("low", low), ("high", high)):
        u_R, u_U = utilities(point, x)
        assert solved[f"{plan}_status"] == named[u_R >= W_R, u_U >= W_U]
    u_R, u_U = utilities(point, np.clip([low, high, least, largest], low, high))
    assert solved["deal_between"] == bool(((u_R >= W_R - 1e-12) & (u_U >= W_U - 1e-12)).any())


@settings(max_examples=80, deadline=None)
@given(curved, st.sampled_from([-1e-6, 1e-6]))
def test_answers_flip_where_the_model_says(point, step):
    """R7 in p, R4 in the curvature."""
    solved = model.solve(**point)
    p = solved["p_R_rejects_low"] + step
    if 0 <= p <= 1:
        assert (utilities(point, point["x_low"])[0] < war(point | {"p": p})[0]) == (step > 0)
    p = solved["p_U_rejects_high"] + step
    if 0 <= p <= 1:
        assert (utilities(point, point["x_high"])[1] < war(point | {"p": p})[1]) == (step < 0)
    edge = solved["gamma_R_max"]
    if edge < 50:
        assert model.solve(**point | {"gamma_R": edge * (1 + 1e3 * step)})["range_exists"] == (step < 0)
    else:
        assert model.solve(**point | {"gamma_R": 5})["range_exists"]


@settings(max_examples=80, deadline=None)
@given(points(model, gamma_R=st.floats(0.3, 1), gamma_U=st.floats(0.3, 1)))
def test_without_a_taste_for_risk_some_settlement_always_beats_war(point):
    """R4; Fearon (1995): x = p suits both."""
    assert model.solve(**point)["regime"] != "empty"
    assert utilities(point, point["p"])[0] >= war(point)[0] - 1e-12
    assert utilities(point, point["p"])[1] >= war(point)[1] - 1e-12


@settings(max_examples=80, deadline=None)
@given(curved)
def test_relabelling_the_players_mirrors_the_range(point):
    away_from_ties(point)
    swap = {"p": 1 - point["p"], "c_R": point["c_U"], "c_U": point["c_R"]}
    there = model.solve(**point | swap | {"gamma_R": point["gamma_U"], "gamma_U": point["gamma_R"]})
    here = model.solve(**point)
    assert_outcomes(there, tolerance=1e-7, x_lo=1 - here["x_hi"], x_hi=1 - here["x_lo"])
    assert abs(here["x_hi"] - here["x_lo"]) < 1e-9 or there["range_exists"] == here["range_exists"]


def test_the_scale_of_utility_does_not_matter():
    """Positive affine change of R's utility, its cost scaled along: the same indifference share."""
    x, p, c, gamma, scale, shift = sympy.symbols("x p c gamma scale shift", positive=True)
    u = lambda share: scale * share**gamma + shift  # noqa: E731
    lottery = p * u(1) + (1 - p) * shift - scale * c
    edge = model.closed_form("x_lo").subs({model["p"]: p, model["c_R"]: c, model["gamma_R"]: gamma})
    real = edge.subs(c, p - x)  # a threat that is worth x > 0
    assert sympy.simplify(u(real) - lottery.subs(c, p - x)) == 0


PURE = {  # (status of the low plan, of the high plan) -> rows of the matrix form, per column played
    ("both", "both"): "H/AA H/AH L/AL F/NN",
    ("both", "U_rejects"): "L/AL H/NN F/NN",
    ("R_rejects", "both"): "H/AA H/AH F/AL F/NN",
    ("R_rejects", "U_rejects"): "H/AL F/AL H/NN F/NN",
    ("R_rejects", "R_rejects"): "F/AA F/AL F/AH F/NN",
    ("U_rejects", "U_rejects"): "H/NN L/NN F/NN",
    ("R_rejects", "neither"): "H/AL F/AL F/AA F/AH F/NN H/NN",
    ("neither", "U_rejects"): "H/NN L/NN F/NN F/AL H/AL",
    ("neither", "neither"): "H/NN L/NN F/NN H/AL L/AH F/AA F/AL F/AH",
}


def test_the_matrix_form_has_exactly_the_pure_equilibria_claimed():
    """Matrix form: nashpy's best replies at some points of every pair of statuses that occurs."""
    drawn = sample(model, count=30_000)
    solved = model.solve(**drawn)
    pairs = list(zip(solved["low_status"], solved["high_status"], strict=True))
    assert set(pairs) == set(PURE)
    for pair, listed in PURE.items():
        cells = {("HLF".index(c[0]), ("AA", "AL", "AH", "NN").index(c[2:])) for c in listed.split()}
        for index in [i for i, found in enumerate(pairs) if found == pair][:4]:
            assert pure_equilibria(model.game(**at(drawn, index))) == cells, (pair, at(drawn, index))


def test_two_rejected_plans_do_not_rule_out_a_deal_between_them():
    """Matrix form, point for the text: the gap between positions is not the bargaining range."""
    solved = model.solve(p=0.3, c_R=0.05, c_U=0.05, x_low=0.1, x_high=0.5)
    assert_outcomes(solved, low_status="R_rejects", high_status="U_rejects", deal_between=True)


CHECKS = [
    ({}, dict(x_lo=0.15, x_hi=0.5, low_status="both", high_status="both", deal_between=True)),
    ({}, dict(gamma_R_max=np.log(0.15) / np.log(0.5), regime="both_threats")),
    (dict(p=0.4, c_R=0.1, c_U=0.2), dict(x_lo=0.3, x_hi=0.6, offer_R=0.6, offer_U=0.3)),  # exercise 1
    (dict(p=0.5, c_R=0, c_U=0), dict(x_lo=0.5, x_hi=0.5, width=0.0, range_exists=True)),
    (dict(c_R=2, c_U=2), dict(regime="no_threats", x_lo=0.0, x_hi=1.0, gamma_R_max=float("inf"))),
    (dict(p=1, c_R=0), dict(regime="U_no_threat", x_lo=1.0, x_hi=1.0)),
    (dict(p=0, c_U=0), dict(regime="R_no_threat", x_lo=0.0, x_hi=0.0)),
    (model.presets["D_plans"], dict(regime="both_threats")),
    (model.presets["A_maximalist"], dict(low_status="both", high_status="U_rejects", deal_between=True)),
    (model.presets["A_attrition"], dict(regime="R_no_threat", x_hi=0.45)),
    (model.presets["D_slower_attrition"], dict(regime="both_threats", low_status="R_rejects", x_lo=0.25)),
    (
        model.presets["D_all_or_nothing"],
        dict(regime="empty", low_status="R_rejects", high_status="R_rejects"),
    ),
    (model.presets["fearon_100"], dict(war_R=0.3, war_U=0.3, x_lo=0.3, x_hi=0.7)),
]
TIES = [
    (dict(p=0.35, c_R=0.35, gamma_R=4), dict(regime="R_no_threat", x_lo=0.0)),
    (dict(p=0.1 + 0.2, c_R=0.3, gamma_R=4), dict(regime="R_no_threat", x_lo=0.0, gamma_R_max=float("inf"))),
    (dict(p=1 - 0.3, c_U=0.3 - 1e-16, gamma_U=4), dict(regime="U_no_threat", x_hi=1.0)),
    (dict(p=0.5, c_R=0, c_U=0, gamma_R=1.01), dict(regime="empty")),
    (dict(x_low=0.15), dict(low_status="both")),
    (dict(x_low=0.14), dict(low_status="R_rejects")),
    (dict(x_high=0.5), dict(high_status="both")),
    (dict(x_high=0.51), dict(high_status="U_rejects")),
    (
        dict(p=0.8, c_R=0.5, x_low=0.3),
        dict(low_status="both", p_R_rejects_low=0.8),
    ),  # 0.8 - 0.5 > 0.3 in floats
]


@pytest.mark.parametrize("point, expected", CHECKS)
def test_worked_numbers_limits_exercises_and_presets(point, expected):
    assert_outcomes(model.solve(**point), **expected)


@pytest.mark.parametrize("point, expected", TIES)
def test_ties_leave_no_threat_and_accept_the_plan(point, expected):
    """R2, R3 and R6 on slider steps, and where rounding would decide."""
    assert_outcomes(model.solve(**point), **expected)


@pytest.mark.parametrize("a", [0.1, 0.25, 0.4])
def test_equal_threats_and_curvatures_lose_the_range_at_minus_log2(a):
    """Exercise 3."""
    gamma = -np.log2(a) * np.array([0.999, 1.001])
    found = model.solve(p=0.5, c_R=0.5 - a, c_U=0.5 - a, gamma_R=gamma, gamma_U=gamma)["range_exists"]
    assert found.tolist() == [True, False]


def test_signs_of_the_comparative_statics():
    """x_lo rises in p and gamma_R and falls in c_R; x_hi rises in p and c_U and falls in gamma_U."""
    base = sample(model, count=4000)
    here = model.solve(**base)
    strict = {"x_lo": (base["p"] > base["c_R"]), "x_hi": (1 - base["p"] > base["c_U"])}
    signs = dict(x_lo=dict(p=1, c_R=-1, gamma_R=1), x_hi=dict(p=1, c_U=1, gamma_U=-1))
    for outcome, moves in signs.items():
        for name, sign in moves.items():
            there = model.solve(**base | {name: base[name] + 1e-3 * (1 - base["p"] if name == "p" else 1)})
            change = sign * (there[outcome] - here[outcome])
            assert (change >= -1e-12).all() and (change[strict[outcome]] > 0).all(), (outcome, name)
    neutral = model.solve(**base | {"gamma_R": 1.0, "gamma_U": 1.0})
    both = neutral["regime"] == "both_threats"
    assert np.allclose(neutral["width"][both], (base["c_R"] + base["c_U"])[both])


def test_the_low_plan_must_not_exceed_the_high_one():
    with pytest.raises(ValueError, match="x_low.*x_high"):
        model.solve(x_low=0.5, x_high=0.4)
    with pytest.raises(ValueError, match="x_low < x_high"):
        model.game(x_low=0.3, x_high=0.3)


def test_all_regimes_and_statuses_are_reached():
    for outcome in ("regime", "low_status", "high_status"):
        assert_all_reached(model, outcome)

"""Bargaining while fighting: no offer, answer or belief can be bettered, and the lesson's numbers hold."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import models
from tests.support import assert_all_reached, at, points, pure_equilibria, sample

model = models.load("war_termination")
DEFAULTS = {name: p.default for name, p in model.parameters.items()}
NUMBERS = ("mu_0", "p_hi", "p_lo", "c_P", "c_Q", "decisive")
PENNY = 1e-9


# -- the game solved from its rules: nothing below uses the model's formulas ---------------------------------


def last_offers(q, weight_strong, weight_weak):
    """P's best last offer, given the weights of both types left: (offer that all accept?, payoff)."""
    strong, weak = q["p_hi"] - q["c_Q"], q["p_lo"] - q["c_Q"]
    everyone = (weight_strong + weight_weak) * (1 - strong)
    weak_only = weight_weak * (1 - weak) + weight_strong * (1 - q["p_hi"] - q["c_P"])
    return everyone, weak_only


def after_refusal(q, phi, hidden):
    """Both types' weights times P's payoff, and whether the offer is high after (victory, defeat) of Q."""
    d, s, w = q["decisive"], q["mu_0"], (1 - q["mu_0"]) * phi
    P = -(s + w) * q["c_P"] + d * (s * (1 - q["p_hi"]) + w * (1 - q["p_lo"]))
    if hidden:
        everyone, weak_only = last_offers(q, s, w)
        return P + (1 - d) * np.maximum(everyone, weak_only), [everyone > weak_only + 1e-14] * 2
    high = []
    for f_hi, f_lo in ((q["p_hi"], q["p_lo"]), (1 - q["p_hi"], 1 - q["p_lo"])):
        everyone, weak_only = last_offers(q, s * f_hi, w * f_lo)
        P = P + (1 - d) * np.maximum(everyone, weak_only)
        high.append(everyone > weak_only + 1e-14)
    return P, high


def weak_refusal(q, win_high, loss_high):
    """What refusing the first offer is worth to a weak Q, by which second offers are high."""
    offers = [np.where(high, q["p_hi"], q["p_lo"]) - q["c_Q"] for high in (win_high, loss_high)]
    goes_on = q["p_lo"] * offers[0] + (1 - q["p_lo"]) * offers[1]
    return q["decisive"] * q["p_lo"] + (1 - q["decisive"]) * goes_on - q["c_Q"]


def strong_refusal(q):
    return q["decisive"] * q["p_hi"] + (1 - q["decisive"]) * (q["p_hi"] - q["c_Q"]) - q["c_Q"]


def play(q, x_1, hidden):
    """What follows the first offer `x_1`: P's payoff, the weak's chance of refusing, expected battles."""
    low, high = np.zeros_like(x_1), np.ones_like(x_1)
    for _ in range(
        60
    ):  # the more of the weak refuse, the less refusing is worth: the share that keeps it worth x_1
        middle = (low + high) / 2
        more = weak_refusal(q, *after_refusal(q, middle, hidden)[1]) > x_1
        low, high = np.where(more, middle, low), np.where(more, high, middle)
    bold = weak_refusal(q, *after_refusal(q, np.ones_like(x_1), hidden)[1]) > x_1
    shy = weak_refusal(q, True, True) <= x_1  # refusing would at best buy the high offer
    phi = np.where(shy, 0.0, np.where(bold, 1.0, (low + high) / 2))
    refused, (win_high, loss_high) = after_refusal(q, phi, hidden)
    # at the share that leaves P indifferent it offers low: just beyond that share
    _, (win_high, loss_high) = after_refusal(q, np.minimum(1, phi * (1 + 1e-9)), hidden)
    d, s = q["decisive"], q["mu_0"]
    peace = x_1 >= strong_refusal(q)
    value = np.where(peace, 1 - x_1, refused + (1 - s) * (1 - phi) * (1 - x_1))
    stay = 1 - q["p_hi"] * win_high - (1 - q["p_hi"]) * loss_high  # a strong Q fights on against a low offer
    battles = np.where(peace, 0, s * (1 + (1 - d) * stay) + (1 - s) * phi)
    return value, np.where(peace, 0, phi), battles


def candidates(q):
    """First offers at which an answer changes, the dearest first (a tie goes to what more accept)."""
    ends = [weak_refusal(q, True, True), weak_refusal(q, True, False), weak_refusal(q, False, False)]
    return np.stack([strong_refusal(q), *ends], axis=-1)


def solve_by_search(point, hidden, grid=24):
    """Best first offer of a grid and of the points where an answer changes, at arrays of points."""
    q = {name: np.asarray(point[name], dtype=float)[:, None] for name in NUMBERS}
    ends = candidates(q)[:, 0, :]
    offers = np.concatenate(
        [ends + PENNY, np.broadcast_to(np.linspace(0, 1, grid), (len(ends), grid))], axis=1
    )
    value, phi, battles = play(q, offers, hidden)
    return offers, value, phi, battles


def random_points(count, seed, **fixed):
    """Points over and beyond the sliders, half of them on slider steps, with one-sided games among them."""
    random = np.random.default_rng(seed)
    point = {k: v for k, v in sample(model, count=count, seed=seed, **fixed).items() if k != "news"}
    size = len(point["mu_0"])
    wide = random.random(size) < 0.5
    point["p_lo"] = np.where(wide, random.uniform(0.02, 0.9, size), np.round(point["p_lo"], 2))
    point["p_hi"] = np.where(wide, point["p_lo"] + (0.99 - point["p_lo"]) * random.uniform(0.02, 1, size),
                             np.round(point["p_hi"], 2))  # fmt: skip
    point["p_hi"] = np.maximum(point["p_hi"], point["p_lo"] + 0.01)
    point["c_Q"] = np.minimum(np.where(wide, random.uniform(0.01, 0.5, size), np.round(point["c_Q"], 2)),
                              point["p_lo"] / 2)  # fmt: skip
    edge = random.random(size)
    point["decisive"] = np.where(edge < 0.15, 0.0, np.where(edge > 0.85, 1.0, point["decisive"]))
    for name in ("mu_0", "c_P"):
        point[name] = np.where(wide, point[name], np.round(point[name], 2))
    return point


@pytest.mark.parametrize("news", ["seen", "hidden"])
def test_a_search_over_all_first_offers_finds_the_same_war(news):
    """R1-R8 at 12,000 points: the rules played out for a grid of offers and every offer where an answer turns."""
    for seed in range(3):
        point = random_points(4_000, seed + 10)
        found = model.solve(**point, news=news)
        offers, value, phi, battles = solve_by_search(point, news == "hidden")
        assert np.abs(value.max(axis=1) - found["value_P"]).max() < 1e-6
        # where one answer is clearly best, it is the model's
        ends = value[:, :4].copy()
        best = ends.argmax(axis=1)
        rows = np.arange(len(best))
        same = np.abs(offers[:, :4] - offers[rows, best][:, None]) < 1e-12
        margin = ends[rows, best] - np.where(same, -np.inf, ends).max(axis=1)
        clear = margin > 1e-6
        assert clear.mean() > 0.9
        for name, searched in (("offer_1", offers), ("refuse_prob_weak", phi), ("expected_battles", battles)):
            assert np.abs(searched[rows, best] - found[name])[clear].max() < 1e-6, name


@settings(max_examples=150, deadline=None)
@given(points(model, p_hi=st.floats(0.3, 0.97), p_lo=st.floats(0.05, 0.9), c_P=st.floats(0.01, 0.8),
              c_Q=st.floats(0.005, 0.2), mu_0=st.floats(0.01, 0.99)))  # fmt: skip
def test_nobody_gains_by_deviating_and_beliefs_follow_bayes(point):
    assume(point["p_hi"] - point["p_lo"] > 1e-3)
    x = model.solve(**point)
    q, phi, d = point, x["refuse_prob_weak"], point["decisive"]
    refused = point["mu_0"] + (1 - point["mu_0"]) * phi
    at_peace = x["regime"] == "settle_at_once"
    # answers: each type's refusal, against the second offers
    goes_on = {"hi": q["p_hi"] - q["c_Q"], "lo": q["p_lo"] - q["c_Q"]}
    worth = {
        t: d * q[f"p_{t}"] - q["c_Q"]
        + (1 - d) * sum(chance * max(offer, goes_on[t]) for chance, offer in (
            (q[f"p_{t}"], x["offer_2_win"]), (1 - q[f"p_{t}"], x["offer_2_loss"])))
        for t in ("hi", "lo")
    }  # fmt: skip
    assert 0 <= x["offer_1"] <= 1
    if at_peace:
        assert x["offer_1"] >= worth["hi"] - 1e-9 and x["offer_1"] >= worth["lo"] - 1e-9
    else:
        assert worth["hi"] >= x["offer_1"] - 1e-9
        assert worth["lo"] <= x["offer_1"] + 1e-9 if phi == 0 else worth["lo"] == pytest.approx(x["offer_1"])
    assert x["value_Q_strong"] == pytest.approx(worth["hi"]) and x["value_Q_weak"] == x["offer_1"]
    # beliefs by Bayes
    prior = point["mu_0"] if at_peace else point["mu_0"] / refused
    seen = point["news"] == "seen"
    for name, f_hi, f_lo in (
        ("refusal", 1, 1),
        ("win", q["p_hi"], q["p_lo"]),
        ("loss", 1 - q["p_hi"], 1 - q["p_lo"]),
    ):
        f_hi, f_lo = (f_hi, f_lo) if seen else (1, 1)
        belief = prior * f_hi / (prior * f_hi + (1 - prior) * f_lo)
        assert x[f"belief_{name}"] == pytest.approx(belief, abs=1e-9)
    # second offers: none of a grid is better at the belief
    for name in ("win", "loss"):
        belief = x[f"belief_{name}"]

        def payoff(offer, belief=belief):
            return sum(chance * (1 - offer if offer >= goes_on[t] - 1e-12 else 1 - q[f"p_{t}"] - q["c_P"])
                       for chance, t in ((belief, "hi"), (1 - belief, "lo")))  # fmt: skip

        others = [*np.linspace(0, 1, 101), goes_on["hi"], goes_on["lo"]]
        assert payoff(x[f"offer_2_{name}"]) >= max(map(payoff, others)) - 1e-9
    # the first offer
    one = {name: np.array([point[name]]) for name in NUMBERS}
    _, value, _, _ = solve_by_search(one, not seen, grid=201)
    assert x["value_P"] == pytest.approx(value.max(), abs=1e-6)
    # how it ends
    ends = [x[name] for name in ("prob_settle_1", "prob_decided_1", "prob_settle_2", "prob_to_the_end")]
    assert sum(ends) == pytest.approx(1) and min(ends) >= -1e-12
    battles = point["mu_0"] * x["battles_if_strong"] + (1 - point["mu_0"]) * x["battles_if_weak"]
    assert x["expected_battles"] == pytest.approx(battles)
    # every war has a first battle, and those fought to the end a second one
    assert battles == pytest.approx(1 - x["prob_settle_1"] + x["prob_to_the_end"])
    if not at_peace:
        assert (1 - x["prob_settle_1"]) * x["belief_refusal"] == pytest.approx(point["mu_0"])


def prices(f, news):
    """The four prices of R5 as lines (intercept, slope) in the odds, in exact fractions."""
    gap, C, d = f["p_hi"] - f["p_lo"], f["c_P"] + f["c_Q"], f["decisive"]
    o_star = gap / C
    hidden = news == "hidden"
    o_w = o_star if hidden else o_star * f["p_lo"] / f["p_hi"]
    o_l = o_star * (1 - f["p_lo"]) / (1 - f["p_hi"])
    long = 1 + (1 - d) * (1 - f["p_hi"])
    lines = [("settle_at_once", gap, 0), ("offer_reveals", (1 - d) * gap, C),
             ("battle_reveals", (1 - d) * gap * f["p_lo"], C * (long + 1 / o_l)),
             ("fight_on", 0, C * (2 - d + 1 / o_w))]  # fmt: skip
    return [line for line in lines if not (hidden and line[0] == "battle_reveals")]


def test_planted_ties_go_to_the_plan_that_more_accept():
    """R6 where two plans cost exactly the same, in fractions that floats miss; a hair to the other side turns it."""
    random, planted = np.random.default_rng(5), 0
    while planted < 400:
        f = {"p_hi": Fraction(int(random.integers(50, 96)), 100), "p_lo": Fraction(int(random.integers(20, 46)), 100),
             "c_P": Fraction(int(random.integers(1, 61)), 100), "c_Q": Fraction(int(random.integers(1, 11)), 100),
             "decisive": Fraction(int(random.integers(0, 21)), 20)}  # fmt: skip
        news = ("seen", "hidden")[int(random.integers(2))]
        lines = prices(f, news)
        i, j = sorted(random.choice(len(lines), 2, replace=False))
        slope = lines[j][2] - lines[i][2]
        if slope <= 0 or lines[i][1] <= lines[j][1]:
            continue
        odds = (lines[i][1] - lines[j][1]) / slope
        level = lines[i][1] + lines[i][2] * odds
        if any(a + b * odds < level for _, a, b in lines):
            continue  # a third plan is cheaper there
        first = next(name for name, a, b in lines if a + b * odds == level)
        values = {name: float(v) for name, v in f.items()}
        solved = model.solve(**values, news=news, mu_0=float(odds / (1 + odds)) + np.array([0, -1e-7]))[
            "regime"
        ]
        assert solved[0] == first and solved[1] != first, (values, news, odds)
        planted += 1


def test_belief_exactly_at_a_threshold_after_an_offer_nobody_refuses():
    """R7, the convention: at o* after a victory or a defeat the reported second offer is the high one."""
    tie = dict(p_hi=0.8, p_lo=0.2, c_Q=0.1, c_P=0.5, mu_0=0.5, news="hidden")  # o = o* = 1
    x = model.solve(**tie)
    assert x["regime"] == "settle_at_once" and x["offer_2_win"] == x["offer_2_loss"] == pytest.approx(0.7)
    below = model.solve(**tie | dict(mu_0=0.4999))
    assert below["regime"] == "settle_at_once" and below["offer_2_win"] == pytest.approx(0.1)
    seen = model.solve(**tie | dict(news="seen"))
    assert (seen["offer_2_win"], seen["offer_2_loss"]) == (pytest.approx(0.7), pytest.approx(0.1))


def test_every_plan_occurs():
    assert_all_reached(model)
    assert_all_reached(model, decisive=0.5)


@settings(max_examples=60, deadline=None)
@given(points(model, c_P=st.floats(0.01, 0.6), c_Q=st.floats(0.01, 0.1), p_hi=st.floats(0.5, 0.95),
              p_lo=st.floats(0.2, 0.45), mu_0=st.floats(0.02, 0.98)))  # fmt: skip
def test_thresholds_are_where_settling_begins(point):
    """R9: from mu_settle on in belief, and from C_settle on in joint cost; the tie settles."""
    x = model.solve(**point)
    for step, settles in ((-1e-6, False), (0, True), (1e-6, True)):
        mu = x["mu_settle"] + step
        if 0 < mu < 1:
            assert (model.solve(**point | dict(mu_0=mu))["regime"] == "settle_at_once") == settles
        c_P = x["cost_settle"] - point["c_Q"] + step
        if c_P > 1e-9:
            assert (model.solve(**point | dict(c_P=c_P))["regime"] == "settle_at_once") == settles
    assert x["mu_settle"] <= x["mu_star"] + 1e-12
    assert (point["decisive"] == 1) <= (abs(x["mu_settle"] - x["mu_star"]) < 1e-9)


@settings(max_examples=60, deadline=None)
@given(points(model, c_P=st.floats(0.02, 0.6), c_Q=st.floats(0.01, 0.1), p_hi=st.floats(0.5, 0.9),
              p_lo=st.floats(0.2, 0.45), mu_0=st.floats(0.05, 0.95), decisive=st.floats(0, 0.9)))  # fmt: skip
def test_the_matrix_form_has_the_one_equilibrium_of_the_text(point):
    hidden = point["news"] == "hidden"
    assume(point["p_hi"] - point["p_lo"] > 0.05)
    C, gap, odds = (
        point["c_P"] + point["c_Q"],
        point["p_hi"] - point["p_lo"],
        point["mu_0"] / (1 - point["mu_0"]),
    )
    o_l = gap / C * (1 if hidden else (1 - point["p_lo"]) / (1 - point["p_hi"]))
    assume(abs(odds / o_l - 1) > 1e-3)
    game = model.game("first_answer_hidden" if hidden else "first_answer", **point)
    found = list(game.support_enumeration())
    assert len(found) == 1
    row, column = found[0]
    if odds > o_l:
        assert row[0] == 1 and column[1] == 1
    else:
        assert np.allclose(row[:2], 0.5, atol=1e-6) and column[1] == pytest.approx(odds / o_l, abs=1e-6)
    assert pure_equilibria(game) == ({(0, 1)} if odds > o_l else set())


@pytest.mark.parametrize("values, match", [
    (dict(decisive=1.0), "decisive"), (dict(news="hidden"), "news"), (dict(matrix="first_answer_hidden"), "news"),
])  # fmt: skip
def test_no_matrix_without_a_second_offer_or_with_the_other_kind_of_news(values, match):
    with pytest.raises(ValueError, match=match):
        model.game(**values)


@pytest.mark.parametrize("values, names", [
    (dict(p_lo=0.8), ("p_lo", "p_hi")), (dict(p_lo=0.9), ("p_lo", "p_hi")), (dict(c_Q=0.11), ("c_Q", "p_lo")),
    (dict(c_Q=0), ("c_Q",)), (dict(c_P=0), ("c_P",)), (dict(mu_0=1), ("mu_0",)), (dict(mu_0=0), ("mu_0",)),
    (dict(decisive=1.01), ("decisive",)), (dict(news="rumour"), ("news",)), (dict(p_hi=1), ("p_hi",)),
])  # fmt: skip
def test_bad_input_names_the_parameters(values, names):
    with pytest.raises(ValueError) as error:
        model.solve(**values)
    assert all(name in str(error.value) for name in names)


def test_two_battles_may_cost_a_weak_q_exactly_what_it_expects_to_win():
    assert at(sample(model, count=5), 0)  # the box of the sliders lies inside the joint rule
    assert model.solve(c_Q=0.1)["offer_1"] >= 0 and model.solve(p_lo=0.3, c_Q=0.15)["offer_1"] >= 0

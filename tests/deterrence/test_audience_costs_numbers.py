"""The public crisis: the numbers, movements, limits and bad input of the specification and the lesson."""

from itertools import product

import numpy as np
import pytest

import models
from tests.support import assert_outcomes, sample

model = models.load("audience_costs")

EXACT = [
    ({}, dict(regime="balanced", horizon=2.0, firm_R=0.5, firm_W=0.5, prob_war=0.25, prob_R_backs_down=0.375)),
    ({}, dict(prob_W_backs_down=0.375, expected_duration=1.0, belief_W=0.75, belief_R=0.75, ratio_flip=1.0)),
    ({}, dict(prob_war_showdown=0.25, lock_R=1.0, war_given_crisis=0.25)),
    (dict(audience_R=1, audience_W=1, publicity=0.5), dict(prob_war=0.25, horizon=2.0)),
    (dict(audience_R=1, audience_W=1), dict(prob_war=0.25, horizon=1.0)),
    (dict(audience_R=0.9, audience_W=0.9), dict(prob_war=0.25, prob_R_backs_down=0.375, regime="balanced")),
    (dict(audience_R=0.9, audience_W=0.5), dict(prob_war=0.2, regime="W_gives_way")),
    (dict(audience_R=0.9, audience_W=1.62), dict(prob_war=0.2, regime="R_gives_way")),
    (dict(audience_R=0.9, audience_W=0.2), dict(prob_war=0.125)),
    (dict(war_cost_R=4), dict(opening_R=0.5, prob_war=0.125, war_given_crisis=0.25)),
    (dict(war_cost_R=6), dict(opening_R=2 / 3, prob_war=1 / 12, war_given_crisis=0.25)),
    (dict(war_cost_R=6, war_cost_W=6), dict(prob_war=1 / 9, lock_R=2.0)),
    (dict(war_cost_R=0.75, war_cost_W=0.75), dict(prob_war=4 / 9)),
    (dict(t_obs=0), dict(belief_R=0.5, belief_W=0.5)),
    (dict(t_obs=2), dict(belief_R=1.0, belief_W=1.0)), (dict(t_obs=6), dict(belief_R=1.0, belief_W=1.0)),
    ("E_united", dict(regime="R_gives_way", prob_war=0.2)),
    ("C_no_fighting", dict(regime="W_gives_way")),
    ("C_way_out", dict(regime="balanced", prob_war=0.25, horizon=4.0)),
    ("D_face_saver", dict(regime="R_gives_way")),
    ("penny", dict(regime="balanced", prob_war=0.25, horizon=20.0)),
]  # fmt: skip
R9 = dict(audience_R=0.9)
ROUNDED = [  # (point, outcome, value, digits)
    (R9 | dict(audience_W=0.2), dict(prob_W_backs_down=0.81, prob_R_backs_down=0.07, opening_W=0.58)),
    (R9 | dict(audience_W=0.5), dict(prob_W_backs_down=0.59, prob_R_backs_down=0.21, opening_W=0.27)),
    (R9 | dict(audience_W=1.6), dict(prob_W_backs_down=0.209, prob_R_backs_down=0.59, prob_war=0.201)),
    (R9 | dict(audience_W=0.5, relief_R=0.45), dict(prob_war=0.249)),
    (R9 | dict(audience_W=0.5, relief_R=0.50), dict(prob_war=0.24)),
    (R9 | dict(audience_W=0.5, relief_R=0.80), dict(prob_war=0.163)),
    (dict(audience_W=0.2), dict(opening_W=0.39)),
    ("E_united", dict(prob_R_backs_down=0.59)),
    ("C_no_fighting", dict(prob_W_backs_down=0.65, prob_war=0.094)),
    ("D_face_saver", dict(prob_war=0.191)),
]  # fmt: skip


def at_point(point):
    return model.solve(**(model.presets[point] if isinstance(point, str) else point))


@pytest.mark.parametrize("point, expected", EXACT)
def test_the_stated_numbers(point, expected):
    assert_outcomes(at_point(point), **expected)


@pytest.mark.parametrize("point, expected", ROUNDED)
def test_the_numbers_given_in_round_figures(point, expected):
    for name, value in expected.items():
        digits = len(str(value).partition(".")[2])
        assert abs(at_point(point)[name] - value) <= 0.5 * 10**-digits + 1e-12, name


def stretches(name, **rest):
    p = model.parameters[name]
    stops = np.round(p.low + p.step * np.arange(round((p.high - p.low) / p.step) + 1), 10)
    out = []
    for regime in model.solve(**{name: stops}, **rest)["regime"]:
        if not out or out[-1][0] != regime:
            out.append([regime, 0])
        out[-1][1] += 1
    return [tuple(stretch) for stretch in out]


def test_the_stops_of_the_sliders():
    both = lambda first, *counts: list(zip(first, counts, strict=True))  # noqa: E731
    up = ("W_gives_way", "balanced", "R_gives_way")
    assert stretches("audience_W", audience_R=0.9) == both(up, 17, 1, 22)
    assert stretches("relief_R", audience_R=0.9) == both(("W_gives_way", "R_gives_way"), 9, 10)
    assert stretches("war_cost_R") == both(up, 18, 1, 40)


def test_six_cards_hold_and_clash_as_predicted():
    """The activity: with what the others do, cards up to 75 hold to the end and nobody else gains by holding."""
    cards = (25, 50, 75, 125, 150, 175)
    for price, at_once in (
        (50, 2 / 3),
        (100, 1.0),
    ):  # of the three soft cards, that share gives way at call 0
        soft, firm = 0.5, 0.5
        gone_first, gone_second = soft * at_once, soft * (1 - at_once)
        left = 1 - gone_first
        for card in cards:
            later = 100 * gone_second / left - price * firm / left
            fight = 100 * gone_second / left - card * firm / left
            # retreat at call 1 wins nothing: both write at once
            retreat = -price
            assert (fight > retreat) == (card <= 75), (price, card, later)
            hold = 100 * gone_first + left * max(fight, retreat)
            assert hold >= -1e-9 if card <= 75 else hold == pytest.approx(0)
        clashes = sum(a <= 75 and b <= 75 for a, b in product(cards, repeat=2))
        ends_at_once = 36 * (1 - left**2)
        assert clashes == 9
        assert (round(ends_at_once), round(36 * left**2) - clashes) == ((20, 7) if price == 50 else (27, 0))


def test_what_holding_on_is_worth_in_the_play():
    """Holding to the end pays 12.5 with 75 and -12.5 with 125; a retreat pays exactly nothing at either call."""
    x, months = model.solve(), model.solve(t_obs=np.array([1.0]))
    first, second = 1 - x["firm_W"] / months["belief_W"][0], 1 - months["belief_W"][0]
    assert (first, second) == (pytest.approx(1 / 3), pytest.approx(1 / 4))
    for card, worth in ((75, 12.5), (125, -12.5)):
        assert 100 * x["prob_crisis"] * (1 - x["firm_W"]) - card * x["firm_W"] == pytest.approx(worth)
    assert 100 * first - (1 - first) * 50 == pytest.approx(0)
    assert 100 * second - (1 - second) * 75 == pytest.approx(-31.25)


def test_in_steps_of_a_month_the_shares_left_are_exact():
    """In whole numbers: at the defaults a third goes at once, a quarter of the rest at month 1, half fights."""
    x = model.solve()
    left = [1 / (1 + x["rate_W"] * (n + 1)) for n in range(2)]
    assert left == pytest.approx([2 / 3, 1 / 2])
    for n, gone in enumerate((1 - left[0], 1 - left[1] / left[0])):  # waiting a month more is worth nothing
        assert gone - (1 - gone) * (n + 1) * x["rate_R"] == pytest.approx(-n * x["rate_R"])


def swept(name, factors, count=2_000, seed=3):
    point = sample(model, count=count, seed=seed)
    rest = {k: v[:, None] for k, v in point.items()}
    return model.solve(**rest | {name: rest[name] * np.asarray(factors)[None, :]})


def test_a_louder_side_backs_down_less_and_gains_and_its_rival_loses():
    x = swept("audience_W", np.linspace(0.5, 3, 31))
    for name, sign in (("prob_W_backs_down", -1), ("prob_R_backs_down", 1), ("value_W", 1), ("value_R", -1)):
        assert (sign * np.diff(x[name], axis=1) > -1e-12).all(), name
    assert (np.diff(x["horizon"], axis=1) < 1e-12).all()


def test_inside_a_public_crisis_the_louder_stay_and_before_it_not_always():
    """R4: true of every draw once the crisis is public; over the whole quarrel about a quarter go the other way."""
    shares = []
    for seed in range(4):
        point = sample(model, count=6_000, seed=seed)
        x = model.solve(**point)
        louder = x["rate_W"] > x["rate_R"]
        assert ((x["crisis_soft_R"] > x["crisis_soft_W"]) == louder).all()
        shares.append(((x["prob_R_backs_down"] > x["prob_W_backs_down"]) != louder).mean())
    assert all(abs(share - 0.24) < 0.015 for share in shares), shares


def test_where_russia_may_give_way_its_fear_shows_before_the_crisis_alone():
    point = sample(model, count=4_000, seed=9)
    x = model.solve(**point)
    more = model.solve(**point | {"war_cost_R": 2 * point["war_cost_R"]})
    opens = x["regime"] == "R_gives_way"
    assert opens.sum() > 1_000 and (more["regime"][opens] == "R_gives_way").all()
    for name in ("lock_R", "lock_W", "crisis_soft_R", "crisis_soft_W", "war_given_crisis", "horizon"):
        assert np.allclose(x[name][opens], more[name][opens]), name
    assert (more["opening_R"] > x["opening_R"])[opens].all() and (more["prob_war"] < x["prob_war"])[
        opens
    ].all()


def test_limits():
    quiet = model.solve(audience_W=1e-9)
    assert quiet["opening_W"] > 0.9999 and quiet["prob_war"] < 1e-4
    assert model.solve(war_cost_R=1e-6, war_cost_W=1e-6)["prob_war"] == pytest.approx(1, abs=1e-5)
    assert model.solve(war_cost_R=1e6, war_cost_W=1e6)["prob_war"] == pytest.approx(1e-6, rel=1e-2)
    x = model.solve(war_cost_R=3.7, war_cost_W=3.7, audience_W=np.linspace(0.1, 2, 20))
    beta = (np.sqrt(1 + 4 * 3.7) - 1) / 2
    assert np.allclose(x["ratio_flip"], 1) and (x["prob_war"] <= 1 / (1 + beta) ** 2 + 1e-12).all()
    assert (x["lock_R"] < 3.7).all() and (x["lock_W"] < 3.7).all()


def test_next_to_equal_breaking_points_nothing_jumps():
    """R5: the general forms of length and of who goes first meet those taken at the mean."""
    for cost in (0.01, 2.0, 6.0, 100.0):
        lock = model.solve(war_cost_R=cost, war_cost_W=cost)["lock_R"]
        edge = 1 + 1e-3 * (1 + lock) / lock * np.linspace(0.9, 1.1, 201)
        x = model.solve(war_cost_R=cost, war_cost_W=cost, audience_W=0.5 * edge)
        for name in ("prob_R_backs_down", "prob_W_backs_down", "expected_duration", "audience_paid_R"):
            bend = np.diff(x[name], 2)
            assert np.abs(bend).max() < 2e-7 * max(1, np.abs(x[name]).max()), (cost, name)


@pytest.mark.parametrize("values, name", [
    (dict(audience_R=0), "audience_R"), (dict(audience_W=-1), "audience_W"), (dict(relief_R=1), "relief_R"),
    (dict(relief_W=-0.1), "relief_W"), (dict(publicity=0), "publicity"), (dict(publicity=1.1), "publicity"),
    (dict(war_cost_R=0), "war_cost_R"), (dict(war_cost_W=float("inf")), "war_cost_W"), (dict(t_obs=-1), "t_obs"),
    (dict(audience_R="loud"), "audience_R"), (dict(t_obs=float("nan")), "t_obs"),
])  # fmt: skip
def test_bad_input_names_the_parameter(values, name):
    with pytest.raises(ValueError, match=name):
        model.solve(**values)

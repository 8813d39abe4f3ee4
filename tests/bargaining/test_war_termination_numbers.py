"""Bargaining while fighting: the numbers, thresholds, movements and limits of the specification and the lesson."""

import random

import numpy as np
import pytest

import models
from tests.bargaining.test_war_termination import DEFAULTS, NUMBERS, play
from tests.support import assert_outcomes, sample

model = models.load("war_termination")

TABLE = [
    ({}, dict(regime="battle_reveals", offer_1=0.22, offer_2_win=0.75, offer_2_loss=0.15, refuse_prob_weak=1 / 12)),
    ({}, dict(belief_refusal=8 / 9, belief_win=32 / 33, belief_loss=2 / 3, expected_battles=0.53)),
    ({}, dict(prob_settle_1=0.55, prob_decided_1=0.0, prob_settle_2=0.37, prob_to_the_end=0.08, value_P=0.429)),
    ({}, dict(mu_star=2 / 3, optimism_gap=-0.24)),
    (dict(c_P=0.45), dict(expected_battles=0.4 * 1.2 + 0.4 / 4.8, refuse_prob_weak=(2 / 3) / 4.8)),
    (dict(news="hidden"), dict(expected_battles=1.0, refuse_prob_weak=1 / 3, regime="fight_on")),
    (dict(mu_0=0.58), dict(expected_battles=0.0)),
    (dict(mu_0=0.10), dict(expected_battles=0.40)), (dict(mu_0=0.10, news="hidden"), dict(expected_battles=0.25)),
    (dict(mu_0=0.50, news="hidden"), dict(expected_battles=0.0)),
    (dict(mu_0=0.45, news="hidden"), dict(expected_battles=0.0)),
    (dict(mu_0=0.44, news="hidden"), dict(expected_battles=1.10)),
    (dict(mu_0=0.48, news="hidden"), dict(expected_battles=0.0)),
    (dict(mu_0=0.30), dict(refuse_prob_weak=3.75 / 70)),
    (dict(p_hi=0.7, p_lo=0.4, c_P=0.15), dict(mu_star=0.6)), (dict(p_hi=0.7, p_lo=0.3, c_P=0.15), dict(mu_star=2 / 3)),
    ("B3_first_days", dict(regime="fight_on", belief_win=2 / 3, expected_battles=4 / 15)),
    ("B4_fog", dict(regime="fight_on", expected_battles=0.2, belief_refusal=2 / 3)),
    ("A3_losses", dict(regime="settle_at_once", expected_battles=0.0)),
    ("D15_recognition", dict(regime="settle_at_once", expected_battles=0.0)),
    ("D16_outlast", dict(regime="fight_on", expected_battles=0.5)),
    ("D24_refusal", dict(regime="offer_reveals", expected_battles=0.5, refuse_prob_weak=0.0, belief_refusal=1.0)),
]  # fmt: skip


@pytest.mark.parametrize("point, expected", TABLE)
def test_the_stated_numbers(point, expected):
    values = model.presets[point] if isinstance(point, str) else point
    assert_outcomes(model.solve(**values), **expected)


ROUNDED = [
    ({}, dict(mu_settle=0.5470, cost_settle=0.5098)),
    (dict(c_P=0.45), dict(expected_battles=0.5633)), (dict(mu_0=0.50), dict(expected_battles=0.66)),
    (dict(mu_0=0.58, decisive=0.5), dict(expected_battles=0.71)), (dict(mu_0=0.48), dict(expected_battles=0.64)),
    (dict(mu_0=0.45), dict(expected_battles=0.60)), ("B3_first_days", dict(belief_refusal=0.46, mu_settle=0.555)),
]  # fmt: skip


@pytest.mark.parametrize("point, expected", ROUNDED)
def test_the_numbers_given_in_round_figures(point, expected):
    values = model.presets[point] if isinstance(point, str) else point
    for name, value in expected.items():
        digits = len(str(value).partition(".")[2])
        assert abs(model.solve(**values)[name] - value) <= 0.5 * 10**-digits + 1e-12, name


def turns(name, **rest):
    """Stretches of the slider of `name`: (plan, number of stops) in order."""
    p = model.parameters[name]
    stops = p.low + p.step * np.arange(round((p.high - p.low) / p.step) + 1)
    out = []
    for plan in model.solve(**{name: np.round(stops, 10)}, **rest)["regime"]:
        if not out or out[-1][0] != plan:
            out.append([plan, 0])
        out[-1][1] += 1
    return [tuple(stretch) for stretch in out]


def test_the_stops_of_the_sliders():
    assert turns("mu_0") == [("fight_on", 12), ("battle_reveals", 41), ("settle_at_once", 44)]
    assert turns("mu_0", news="hidden") == [("fight_on", 43), ("settle_at_once", 54)]
    assert turns("c_P") == [("fight_on", 6), ("battle_reveals", 39), ("settle_at_once", 15)]
    assert turns("decisive", mu_0=0.58) == [
        ("settle_at_once", 7),
        ("battle_reveals", 11),
        ("offer_reveals", 3),
    ]


def first_belief(plan, **rest):
    beliefs = np.arange(0.0005, 1, 0.0005)
    return beliefs[list(model.solve(mu_0=beliefs, **rest)["regime"]).index(plan)]


def test_where_the_plans_change():
    """R11(iii), the presets and D¶24's chance of a decisive battle."""
    assert first_belief("battle_reveals") == pytest.approx(0.130, abs=6e-4)
    assert first_belief("settle_at_once", news="hidden") == pytest.approx(0.444, abs=6e-4)
    assert first_belief("settle_at_once") == pytest.approx(0.547, abs=6e-4)
    B3 = {k: v for k, v in model.presets["B3_first_days"].items() if k != "mu_0"}
    assert first_belief("battle_reveals", **B3) == pytest.approx(0.187, abs=6e-4)
    D24 = dict(model.presets["D24_refusal"])
    plans = model.solve(**D24 | dict(decisive=np.array([2 / 3 - 1e-6, 2 / 3, 2 / 3 + 1e-6])))["regime"]
    assert plans.tolist() == ["settle_at_once", "settle_at_once", "offer_reveals"]


def test_the_witnesses_of_the_lesson():
    B3 = dict(model.presets["B3_first_days"])
    tells = lambda **v: (lambda x: x["offer_2_win"] > x["offer_2_loss"])(model.solve(**B3 | v))  # noqa: E731
    assert [tells(), tells(decisive=0.75), tells(decisive=0.80), tells(c_P=0.25), tells(c_P=0.26)] == [
        False, False, True, False, True]  # fmt: skip


def swept(name, grid, count=4_000, seed=1, **fixed):
    rest = {k: v[:, None] for k, v in sample(model, count=count, seed=seed, **fixed).items() if k != name}
    return model.solve(**rest, **{name: np.asarray(grid)[None, :]})


def test_which_way_the_answers_move():
    """Comparative statics over 4,000 draws: length against the strong, the threshold, and length within a plan."""
    beliefs = swept("mu_0", np.linspace(0.02, 0.98, 49))
    assert (np.diff(beliefs["battles_if_strong"]) < 1e-12).all()
    same = beliefs["regime"][:, 1:] == beliefs["regime"][:, :-1]
    assert (np.diff(beliefs["expected_battles"])[same] > -1e-12).all()
    costs = swept("c_P", np.linspace(0.01, 0.6, 49))
    assert (np.diff(costs["mu_settle"]) < 1e-12).all()
    same = costs["regime"][:, 1:] == costs["regime"][:, :-1]
    assert (np.diff(costs["expected_battles"])[same] > -1e-12).all()
    chances = swept("decisive", np.linspace(0, 1, 41))
    assert (np.diff(chances["mu_settle"]) > -1e-12).all()
    same = chances["regime"][:, 1:] == chances["regime"][:, :-1]
    assert (np.diff(chances["expected_battles"])[same] < 1e-12).all()


def test_who_pays_for_a_battle_never_changes_plan_or_length():
    point = sample(model, count=4_000, seed=2)
    moved = point | {"c_P": point["c_P"] + point["c_Q"] / 2, "c_Q": point["c_Q"] / 2}
    one, two = model.solve(**point), model.solve(**moved)
    assert (one["regime"] == two["regime"]).all()
    for name in ("expected_battles", "belief_refusal", "belief_win", "belief_loss", "mu_settle", "cost_settle",
                 "prob_to_the_end", "optimism_gap"):  # fmt: skip
        assert np.allclose(one[name], two[name], atol=1e-9), name


def test_the_counts_of_the_lesson():
    """20,000 points uniform over the sliders, each seen and hidden: what always holds, and three false sentences."""
    draw, numbers = random.Random(1), [p for p in model.parameters.values() if not p.choices]
    rows = [[draw.uniform(p.low, p.high) for p in numbers] for _ in range(20_000)]
    point = dict(zip(model.parameters, np.transpose(rows), strict=False))
    seen, hidden = (model.solve(**point, news=news) for news in ("seen", "hidden"))
    hopeful, fights = seen["optimism_gap"] > 0, seen["regime"] != "settle_at_once"
    assert (hopeful.sum(), (hopeful & ~fights).sum(), (~hopeful & fights).sum()) == (2_889, 0, 5_798)
    both = (seen["regime"] == "fight_on") & (hidden["regime"] == "fight_on")
    longer = seen["expected_battles"] > hidden["expected_battles"] + 1e-9
    poorer = seen["value_P"] < hidden["value_P"] - 1e-9
    assert both.sum() == (both & longer & poorer).sum() == 2_227
    earlier = seen["mu_settle"] < hidden["mu_settle"] - 1e-9
    assert (longer.sum(), poorer.sum(), earlier.sum()) == (3_766, 3_705, 787)
    assert (hidden["regime"] != "settle_at_once")[hopeful].all()


def test_what_side_1_gets_from_each_stretch_of_first_offers():
    """The play: 26.4 from nothing, 43 from 22, 30 from 70, if it goes on best (of 100)."""
    q = {name: np.array([[DEFAULTS[name]]]) for name in NUMBERS}
    value, phi, _ = play(q, np.array([[0.0, 0.2199, 0.2201, 0.6999, 0.7001]]), hidden=False)
    assert np.allclose(value[0, [0, 2, 4]], [0.264, 0.429, 0.30], atol=2e-4) and phi[0, 2] == pytest.approx(
        1 / 12
    )
    assert value.max() == pytest.approx(0.429, abs=2e-4)


def test_limits():
    one_shot = model.solve(decisive=1, mu_0=np.array([0.1, 0.6666, 2 / 3, 0.9]))
    assert one_shot["regime"].tolist() == ["offer_reveals"] * 2 + ["settle_at_once"] * 2
    assert "offer_reveals" not in swept("decisive", [0.0])["regime"]
    assert model.solve(c_P=1e6)["regime"] == model.solve(mu_0=1 - 1e-12)["regime"] == "settle_at_once"
    assert model.solve(p_hi=0.2 + 1e-9)["regime"] == "settle_at_once"
    tiny = dict(c_P=1e-9, c_Q=1e-9, decisive=0.3)
    assert model.solve(**tiny)["regime"] == "fight_on"
    assert model.solve(**tiny)["expected_battles"] == pytest.approx(0.4 * 1.7, abs=1e-6)
    assert model.solve(mu_0=1e-9)["expected_battles"] == pytest.approx(0, abs=1e-7)

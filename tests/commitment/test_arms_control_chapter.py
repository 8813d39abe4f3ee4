"""What the prose of chapters/commitment/arms_control.md says, shown."""

from itertools import product

import numpy as np
import pytest

import models
from tests.commitment.test_arms_control import best_of_plans, payoff, separates
from tests.passages import assert_passage, says, text_of
from tests.support import close, pure_equilibria, sample

model = models.load("arms_control")
solve, preset = model.solve, model.presets
EXAMPLE = dict(tau_R=0.4, tau_W=0.4, h=0.5, l=0.5, g=0.5, a=0.7)
C, D = "CD"


def at(**changes):
    return solve(**EXAMPLE | changes)


def alike(trust, **changes):
    return at(tau_R=trust, tau_W=trust, **changes)


def faking_and_daring(s, trust=0.4):
    """What faking costs and brings, and what daring costs and brings, from the payoffs and nothing else."""
    chances, found = {"T": trust, "U": 1 - trust}, []
    meets = {"T": C, "U": D}
    for kind in "UT":
        gap = sum(
            p * (payoff(kind, D, meets[o], EXAMPLE) - payoff(kind, C, meets[o], EXAMPLE))
            for o, p in chances.items()
        )
        later = trust * payoff(kind, D if kind == "U" else C, C, EXAMPLE)
        found += [100 * s * gap, 100 * (1 - s) * later]
    return [round(number, 9) for number in found]


def test_the_worked_numbers_of_the_smallest_game():
    """'loses 10 and gains 48', '35 and 18', '7 and 12', '9 and 4'; 10 against 20 at once; 55 to 80."""
    assert faking_and_daring(0.2) == [10, 48, 2, 32]
    assert faking_and_daring(0.7) == [35, 18, 7, 12]
    assert faking_and_daring(0.9)[2:] == [9, 4]
    assert close(0.4 * 100 - 0.6 * 50, 10) and close(0.4 * 50, 20)
    assert_passage(
        "arms_control",
        "that is worth $0.4 \\cdot 100 - 0.6 \\cdot 50 = 10$. Holding back is worth $0.4 \\cdot 50 = {}$",
        "20",
    )
    assert_passage("arms_control", "$s \\le {}$, so 80 points", "0.8")
    found = at()
    assert close(found["a_lo"], 6 / 11) and close(found["a_hi"], 0.8) and close(found["trust_threshold"], 0.5)
    assert found["regime"] == "reassurance" and close(found["v_R"], 0.19)


def test_the_play_is_the_game_against_the_plan():
    """'brings 50 on average, and holding back brings 12', '25 against 42'."""
    for s, fake, hold in ((0.2, 50, 12), (0.7, 25, 42)):
        plans = best_of_plans("U", 0.4, EXAMPLE | {"a": s})
        assert close(100 * max(v for p, v in plans.items() if p[0] == C), fake)
        assert close(100 * max(v for p, v in plans.items() if p[0] == D), hold)


@pytest.mark.parametrize(
    "changes, before, answer",
    [
        (dict(tau_R=0.25, tau_W=0.25), dict(tau_R=0.4, tau_W=0.4), 3 / 7),
        (dict(l=0.35), dict(l=0.5), 0.6 / 1.01),
    ],
)
def test_the_guesses_at_the_smallest_step(changes, before, answer):
    """43 with less trust; 59 with less to fear; 55 before."""
    assert close(at(**changes)["a_lo"], answer) and close(at(**before)["a_lo"], 6 / 11)
    assert abs(answer - 6 / 11) > 0.03  # the value until now does not count as right
    assert round(100 * at(l=0.35)["a_hi"]) == 98 and close(150 * 0.25, 37.5)


def test_more_trust_on_one_side_closes_the_door():
    """The second guess; with the sides exchanged it is the same."""
    assert at(tau_R=0.3, tau_W=0.3, a=0.55)["regime"] == "reassurance"
    for pair in ((0.3, 0.55), (0.55, 0.3)):
        assert at(tau_R=pair[0], tau_W=pair[1], a=0.55)["regime"] == "mistrust"
    steps = model.evaluate([model["unfakeable_step"], model["bearable_step"]], tau_R=0.3, tau_W=0.55)
    assert round(100 * steps[0]) == 62 and close(steps[1], 0.6)


@says(
    "arms_control",
    "A first step $s$ separates exactly where $\\underline s(\\mu_{max}) \\le s \\le \\bar s(\\mu_{min})$.",
)
def test_a_step_separates_between_the_two_limits_and_nowhere_else():
    """All plans of both types of both sides, at random points of the box."""
    points = sample(model, count=3000)
    low, high = np.minimum(points["tau_R"], points["tau_W"]), np.maximum(points["tau_R"], points["tau_W"])
    h, l, t, s = (points[n] for n in ("h", "l", "g", "a"))  # noqa: E741
    least = (1 + t) * high / ((1 + 2 * t) * high + (1 - high) * l)
    most = low / ((1 - h) * low + (1 - low) * l)
    below = low < l / (h + l) - 1e-6
    clear = below & (np.abs(s - least) > 1e-6) & (np.abs(s - most) > 1e-6)
    works = (least <= s) & (s <= most)
    assert below.sum() > 1000 and (works & clear).sum() > 30
    for k in np.flatnonzero(clear):
        assert separates({n: float(v[k]) for n, v in points.items()}) == works[k]
    assert (most[below] < 1).all()  # so the model's cut at 1 is not at work there
    assert np.array_equal((solve(**points)["regime"] == "reassurance")[clear], works[clear])


def test_how_little_trust_can_be_built_on():
    """The first proposition; a first step reaches lower trust than none, everywhere on the box."""
    points = sample(model, count=20_000)
    points["tau_W"] = points["tau_R"]
    found, trust = solve(**points), points["tau_R"]
    least, at_once = found["reassure_threshold"], found["trust_threshold"]
    clear = (np.abs(trust - least) > 1e-9) & (np.abs(trust - at_once) > 1e-9)
    assert np.array_equal(found["window_open"][clear], (trust >= least)[clear])
    assert np.array_equal((found["regime"] == "trust")[clear], (trust >= at_once)[clear])
    assert (least < at_once).all()
    assert close(at()["reassure_threshold"], 1 / 6)


def test_both_limits_rise_with_trust_and_fall_with_the_loss():
    """'Both rise with trust', the titles of the first and third figure, and 'safer to make, and harder to believe'."""
    points = sample(model, count=20_000)
    points["tau_W"] = points["tau_R"]
    more = {**points, "tau_R": points["tau_R"] + 0.01, "tau_W": points["tau_W"] + 0.01}
    limits = [model["unfakeable_step"], model["bearable_step"]]
    for now, then in zip(model.evaluate(limits, **points), model.evaluate(limits, **more), strict=True):
        assert (then >= now - 1e-12).all() and (then > now).any()
    less = {**points, "l": points["l"] * 0.9}
    for now, then in zip(model.evaluate(limits, **points), model.evaluate(limits, **less), strict=True):
        assert (then >= now - 1e-12).all() and (then > now).any()


def test_with_halves_the_limits_are_those_of_the_text():
    for trust in np.linspace(0.17, 0.49, 9):
        found = alike(trust)
        assert close(found["a_lo"], 3 * trust / (1 + 3 * trust)) and close(found["a_hi"], 2 * trust)


def test_raising_both_alike_does_not_close_the_window_and_raising_one_can():
    points = sample(model, count=20_000)
    found = solve(**points)
    up = lambda *sides: solve(**{**points, **{s: np.minimum(points[s] + 0.2, 0.98) for s in sides}})  # noqa: E731
    window = found["window_open"]
    assert (window & ~up("tau_W")["window_open"]).any() and (window & ~up("tau_R")["window_open"]).any()
    equal = {**points, "tau_W": points["tau_R"]}
    both = {**equal, **{s: np.minimum(points["tau_R"] + 0.2, 0.98) for s in ("tau_R", "tau_W")}}
    assert not (solve(**equal)["window_open"] & ~solve(**both)["window_open"]).any()


def test_holding_back_is_an_equilibrium_everywhere():
    """'That nobody cooperates is an equilibrium too', and 'on the whole box': against it no plan of either type gains."""
    points = sample(model, count=300)
    for k in range(300):
        point = {n: float(v[k]) for n, v in points.items()}
        for kind in "TU":
            for first, second in product("CD", repeat=2):  # the others hold back, whatever they see
                value = point["a"] * payoff(kind, first, D, point) + (1 - point["a"]) * payoff(
                    kind, second, D, point
                )
                assert value <= 0


def half_believed(s, trust, h=0.5, l=0.5, t=0.5):  # noqa: E741
    """P of the mixture in *Further*, or None where there is none."""
    at_once = l / (h + l)
    below = (1 - s) * at_once * (1 + t) + s * (l - t)
    P = s * l / below if below > 0 else np.inf
    gains = s * (P * h - (1 - P) * l) + (1 - s) * P * at_once * (1 - h)
    return P if trust <= P <= min(1, trust / at_once) and gains >= 0 else None


def test_half_believed_gestures():
    """*Further*: an equilibrium elsewhere on the box, checked against its two indifferences; none in the example at 20."""
    assert half_believed(0.2, 0.4) is None
    assert close(0.2 * 0.5 / (0.8 * 0.5 * 1.5), 1 / 6)
    s, trust = 0.4, 0.3
    P = half_believed(s, trust)
    assert close(P, 4 / 9) and s < alike(trust)["a_lo"]
    on = 0.5 * P / trust  # that a trustworthy side goes on after two gestures
    other = trust / P * on  # that the other side goes on, given its gesture
    assert close(other - (1 - other) * 0.5, other * 0.5)  # a trustworthy side is indifferent about going on
    faking = s * (P - (1 - P) * 0.5) + (1 - s) * P * other * 1.5
    assert close(faking, s * P * 1.5)  # an untrustworthy one about faking
    daring = s * (P - (1 - P) * 0.5) + (1 - s) * P * other * 0.5
    assert daring > s * P * 0.5  # and a trustworthy one gains by the gesture


def test_a_small_step_tells_little_and_not_nothing():
    """'A small one tells little': where gestures are half believed, trust of 30 becomes 67.5 after one."""
    assert "A small one tells little." in text_of("arms_control")
    assert close(0.3 / half_believed(0.4, 0.3), 0.675)


def test_a_side_fakes_by_the_trust_it_has_and_not_by_the_trust_in_it():
    """'fakes as soon as it trusts with more than one seventh': Russia's trust is tau_W, in each plan of its own."""
    point = EXAMPLE | dict(a=0.3)
    for trust, fakes in ((1 / 7 - 0.001, False), (1 / 7 + 0.001, True)):
        plans = best_of_plans("U", trust, point)
        assert (
            max(v for p, v in plans.items() if p[0] == C) > max(v for p, v in plans.items() if p[0] == D)
        ) == fakes
    assert "fakes as soon as it trusts with more than one seventh" in text_of("arms_control")


def test_pooling_above_the_threshold():
    """*Further*: all cooperate first, the untrustworthy exploit later."""
    s, trust = 0.3, 0.6
    assert s * 0.5 <= (1 - s) * 1.5 * trust
    behave = s * 1 + (1 - s) * trust * 1.5
    assert behave >= s * 1.5  # leaving is seen, and nobody goes on
    assert trust - (1 - trust) * 0.5 >= trust * 0.5  # the trustworthy go on


def test_the_matrix():
    """'at 40 nashpy finds that both hold back; at 60 both may also cooperate, or mix'"""
    assert pure_equilibria(model.game(**EXAMPLE)) == {(1, 1)}
    game = model.game(**EXAMPLE | dict(tau_R=0.6, tau_W=0.6))
    assert pure_equilibria(game) == {(0, 0), (1, 1)} and len(list(game.vertex_enumeration())) == 3


def test_where_each_claim_turns():
    """E and C's gesture at s(μ_max); B at hμ/(1−μ); D at 17 alike, and at 31 against 55."""
    assert at(tau_W=0.55, a=0.62)["regime"] == "step_too_small"
    assert at(tau_W=0.55, a=0.63)["regime"] == "reassurance"
    defaults = {n: p.default for n, p in model.parameters.items()}
    b = defaults | preset["B_rebuild_first"]
    edge = b["h"] * b["tau_R"] / (1 - b["tau_R"])
    assert close(edge, 1 / 3)
    assert (
        solve(**b | {"l": edge})["regime"] == "trust" and solve(**b | {"l": edge + 0.01})["regime"] != "trust"
    )
    d = preset["D_bad_faith"]
    assert not solve(**d | {"tau_R": 0.31})["window_open"] and solve(**d | {"tau_R": 0.3115})["window_open"]
    assert_passage("arms_control", "$\\bar s(\\mu_R) = \\underline s({})$, at 31", "0.55")
    assert not alike(0.16)["window_open"] and alike(0.17)["window_open"]
    regimes = {name: solve(**values)["regime"] for name, values in preset.items()}
    assert regimes == {
        "E_beachhead": "reassurance", "C_both_prefer_peace": "trust", "C_small_gesture": "step_too_small",
        "B_rebuild_first": "trust", "B_no_rebuild": "mistrust", "D_bad_faith": "mistrust",
    }  # fmt: skip


def test_thresholds_span_five_stops():
    def stops(name, wanted, **values):
        p = model.parameters[name]
        line = np.arange(round((p.high - p.low) / p.step) + 1) * p.step + p.low
        tied = {"tau_W": line} if name == "tau_R" else {}
        return int((at(**{**values, name: line, **tied})["regime"] == wanted).sum())

    assert (
        stops("a", "reassurance") >= 5
        and stops("a", "step_too_small") >= 5
        and stops("a", "step_too_big") >= 5
    )
    for wanted in ("mistrust", "step_too_big", "reassurance", "trust"):
        assert stops("tau_R", wanted) >= 5
    assert stops("tau_R", "reassurance", a=0.5) >= 5  # the first task
    assert stops("l", "trust", a=0.2) >= 5  # the second task
    assert stops("l", "reassurance") >= 5


def test_the_exercises():
    found = alike(0.3, a=0.55)
    assert close(found["a_lo"], 45 / 95) and close(found["a_hi"], 0.6) and close(found["v_R"], 0.1075)
    assert at(tau_R=0.3, tau_W=0.5)["window_open"] and not at(tau_R=0.3, tau_W=0.51)["window_open"]
    assert close(at(tau_R=0.4, tau_W=0.6)["a_lo"], 1.8 / 2.8)
    assert at(tau_R=0.33, tau_W=0.6)["window_open"] and not at(tau_R=0.32, tau_W=0.6)["window_open"]
    tau_R, tau_W = np.random.default_rng(1).uniform(0.02, 0.98, (2, 10_000))
    share = [
        float((solve(tau_R=tau_R, tau_W=tau_W, a=a)["regime"] == "reassurance").mean())
        for a in (0.3, 0.6, 0.9)
    ]
    assert share[0] == 0 and all(0.045 < x < 0.055 for x in share[1:])
    random = np.random.default_rng(2).uniform(0.02, 0.98, (2, 20_000))
    for a in (0.1, 0.2, 0.3, 0.333):
        assert not (solve(tau_R=random[0], tau_W=random[1], a=a)["regime"] == "reassurance").any()


# The activity: what each card has on average, game by game, from the score sheets.
SHEET = {
    "green": {20: {"CC": 20, "DC": 10, "CD": -10, "DD": 0}, 80: {"CC": 80, "DC": 40, "CD": -40, "DD": 0},
              70: {"CC": 70, "DC": 35, "CD": -35, "DD": 0}, 30: {"CC": 30, "DC": 15, "CD": -15, "DD": 0}},
    "grey": {20: {"CC": 20, "DC": 30, "CD": -10, "DD": 0}, 80: {"CC": 80, "DC": 120, "CD": -40, "DD": 0},
             70: {"CC": 70, "DC": 105, "CD": -35, "DD": 0}, 30: {"CC": 30, "DC": 45, "CD": -15, "DD": 0}},
}  # fmt: skip


def average(card, step, plans, own=None):
    """Points of `card` on average; a plan is the first move and the answers to a first C and to a first D."""
    total = 0
    first, *then = own or plans[card]
    for other, chance in (("green", 0.4), ("grey", 0.6)):
        theirs, *answer = plans[other]
        mine_later, theirs_later = then["CD".index(theirs)], answer["CD".index(first)]
        total += chance * (
            SHEET[card][step][first + theirs] + SHEET[card][100 - step][mine_later + theirs_later]
        )
    return round(total, 9)


def test_the_score_sheets_are_those_of_the_model():
    for card, kind in (("green", "T"), ("grey", "U")):
        for step, row in SHEET[card].items():
            assert row == {pair: round(step * payoff(kind, *pair, EXAMPLE), 9) for pair in row}


def test_the_teachers_sheet_predicts_every_card_at_70():
    plan = {"green": "CCD", "grey": "DDD"}
    assert average("green", 70, plan) == 19 and average("grey", 70, plan) == 42
    for card in SHEET:
        others = [average(card, 70, plan, own) for own in map("".join, product("CD", repeat=3))]
        assert max(others) == average(card, 70, plan)
    assert average("grey", 70, plan, "CDD") == 25


def test_the_teachers_sheet_predicts_every_card_at_20():
    believed = {"green": "CCD", "grey": "CDD"}
    assert average("green", 20, believed) == 28 and average("grey", 20, believed) == 68
    assert average("grey", 20, believed, "DDD") < 68  # so greys fake
    assert average("green", 20, believed, "CDD") == 28 - 8 + 16  # so greens stop
    silent = {"green": "DDD", "grey": "DDD"}
    for card in SHEET:
        others = [average(card, 20, silent, own) for own in map("".join, product("CD", repeat=3))]
        assert max(others) == average(card, 20, silent) == 0
    pairs = (
        SHEET["green"][20]["CC"] + SHEET["green"][80]["CD"],
        SHEET["grey"][20]["CC"] + SHEET["grey"][80]["DC"],
    )
    assert pairs == (-20, 140)

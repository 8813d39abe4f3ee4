"""Faits accomplis: the numbers, movements, limits and bad input of the specification and the lesson."""

import numpy as np
import pytest

import models
from tests.support import assert_outcomes, sample

model = models.load("fait_accompli")
SILENT = dict(a=0)
NEXT = dict(a=0, delta=0.6)

EXACT = [
    (SILENT, dict(regime="gamble", grab=0.25, prob_war_first=0.3, value_R=0.145, defenders_loss=0.2275)),
    (SILENT, dict(defenders_loss_known=0.35, ambiguity_value=0.1225, line_drawn=False, line_needed=0.25)),
    ({}, dict(regime="line_crossed", grab=0.20, prob_war=0.40, value_R=0.08, defenders_loss=0.26)),
    ({}, dict(line_needed=0.08, tripwire_needed=1 / 6, threshold=0.3, prob_unenforced=0.6, grab_next=0.3)),
    ({}, dict(ambiguity_beats_line=True, line_value=-0.0325, mean_line_after=0.45, grab_no_line=0.25)),
    (dict(line=0.08), dict(regime="line_held", grab=0.08, prob_war=0.0, defenders_loss=0.08)),
    (dict(line=0.07), dict(regime="line_crossed", defenders_loss=0.26)),
    (dict(line=0.25), dict(regime="gamble", defenders_loss=0.2275)),
    (dict(line=0.10), dict(regime="line_held", grab=0.10, value_R=0.10)),
    (SILENT | dict(c_R=0.20), dict(grab=0.20, prob_war_first=0.20)),
    (SILENT | dict(c_hi=0.80), dict(grab=0.35)),
    (SILENT | dict(c_lo=0.30), dict(grab=0.30, prob_war_first=0.0, regime="free_slice")),
    (SILENT | dict(c_lo=0, c_hi=0.1), dict(grab=0.0, regime="deterred", prob_war=0.0, value_R=0.0)),
    (dict(a=0.15), dict(grab=0.175, prob_war_first=0.45, regime="line_crossed")),
    (dict(a=0.16), dict(grab=0.05, prob_war=0.0, defenders_loss=0.05, regime="line_held")),
    (dict(a=0.20), dict(line_needed=0.025)),
    (NEXT | dict(solidarity=1), dict(grab=0.10, grab_next=0.25, prob_war_first=0.3, slicing_gain=0.0)),
    (NEXT, dict(grab=0.26875, grab_next=0.26875, prob_war=0.3375, prob_war_next=0.0)),
    ("A_next_attack", dict(regime="gamble", grab=0.10, prob_war=0.30)),
    ("A_troops_on_line", dict(regime="line_held")),
    ("B_objections", dict(regime="line_crossed", prob_war=0.40)),
    ("C_no_war", dict(regime="gamble", grab=0.25, prob_war=0.30)),
    ("C_cannot_retake", dict(regime="free_slice", grab=0.80, prob_war=0.0)),
    ("C_blind_eye", dict(regime="free_slice", grab=0.40, prob_war=0.0)),
    ("D_peacekeepers", dict(regime="line_held")),
    ("D_no_credible_force", dict(regime="line_crossed", prob_war=0.37)),
    ("E_warning", dict(regime="line_held")),
    ("E_new_zones", dict(regime="gamble", grab=0.26875, prob_war=0.3375)),
]  # fmt: skip
ROUNDED = [
    ({}, dict(a_needed=0.152, tripwire_needed=0.167)),
    (dict(a=0.15), dict(defenders_loss=0.274)),
    (NEXT, dict(slicing_gain=0.106, prob_war=0.34)),
    (dict(a=0.05), dict(line_needed=0.120)), (dict(line=0), dict(a_needed=0.253)),
    (SILENT, dict(tripwire_needed=0.388)),
    (dict(a=0.2, line=0.1, delta=0.6), dict(prob_war=0.18, value_next=-0.137)),
    (dict(a=0, line=0.1, delta=0.6), dict(prob_war=0.34, value_next=-0.107)),
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


def stretches(name, until=None, **rest):
    """Stretches of a slider: (regime, or whether a line is drawn at all; number of stops) in order."""
    p = model.parameters[name]
    stops = np.round(p.low + p.step * np.arange(round((p.high - p.low) / p.step) + 1), 10)
    x = model.solve(**{name: stops[stops < (until or 9)]}, **rest)
    out = []
    for regime in x["regime"]:
        if not out or out[-1][0] != regime:
            out.append([regime, 0])
        out[-1][1] += 1
    return [tuple(stretch) for stretch in out]


def test_the_stops_of_the_sliders():
    assert stretches("line") == [("line_crossed", 8), ("line_held", 17), ("gamble", 36)]
    assert stretches("a") == [("gamble", 1), ("line_crossed", 15), ("line_held", 25)]
    assert stretches("tripwire") == [("line_crossed", 17), ("line_held", 74)]
    assert stretches("c_R", **SILENT) == [("gamble", 39), ("free_slice", 21)]
    assert stretches("c_lo", until=0.6, **SILENT) == [("gamble", 25), ("free_slice", 35)]
    assert stretches("c_R") == [("line_crossed", 18), ("line_held", 42)]


def test_the_witnesses_of_the_lesson():
    quiet = dict(model.presets["C_no_war"])
    tries = [(0.10, 0.16), (0.10, 0.17), (0, 0.38), (0, 0.39)]
    wars = [model.solve(**quiet | dict(a=a, tripwire=tau))["prob_war"] for a, tau in tries]
    assert [war == 0 for war in wars] == [False, True, False, True]


def test_the_loss_is_a_saw_tooth_in_the_line():
    """Exercise 4: the low lies just right of the least line that holds."""
    lines = np.round(np.arange(0, 0.601, 0.001), 3)
    for words, least in ((0.05, 0.121), (0.10, 0.080), (0.20, 0.025)):  # at .05 the least line is .1201
        loss = model.solve(line=lines, a=words)["defenders_loss"]
        assert lines[loss.argmin()] == least
        holds = (lines >= least) & (lines < 0.25)
        assert (np.diff(loss[holds]) > 0).all() and np.ptp(loss[lines < least]) < 1e-12
        assert np.allclose(loss[lines >= 0.25], 0.2275)


def test_ten_cards_make_25_20_and_10_the_best_pieces():
    """The play and the activity: silence, a line at 5, a line at 10; letting a crossing stand costs ten more."""
    cards = range(10, 60, 5)

    def outcome(piece, line):
        counted = piece + (10 if line is not None and piece > line else 0)
        fights = [card < counted for card in cards]
        worth = sum(-10 if fight else piece for fight in fights) / 10
        loss = sum(card if fight else counted for card, fight in zip(cards, fights, strict=True)) / 10
        return worth, sum(fights), loss

    for line, best, worth, fights, loss in ((None, 25, 14.5, 3, 22), (5, 20, 8, 4, 25), (10, 10, 10, 0, 10)):
        found = {piece: outcome(piece, line) for piece in range(0, 65, 5)}
        assert max(found, key=lambda piece: found[piece][0]) == best
        assert found[best] == (pytest.approx(worth), fights, pytest.approx(loss))
    assert outcome(5, 5)[0] == 5


def swept(name, grid, count=3_000, seed=3, **fixed):
    point = sample(model, count=count, seed=seed, **fixed)
    return model.solve(**{k: v[:, None] for k, v in point.items()} | {name: np.asarray(grid)[None, :]})


@pytest.mark.parametrize("moved, grid, outcome, sign", [
    ("c_hi", np.linspace(0.92, 1, 21), "grab_no_line", 1), ("c_lo", np.linspace(0, 0.09, 21), "grab_no_line", 1),
    ("c_R", np.linspace(0.01, 0.6, 31), "grab_no_line", -1), ("solidarity", np.linspace(0, 1, 21), "grab_no_line", -1),
    ("delta", np.linspace(0, 0.95, 21), "quiet_war", 1), ("c_hi", np.linspace(0.92, 1, 21), "quiet_war", 1),
    ("solidarity", np.linspace(0, 1, 21), "quiet_war", -1), ("c_lo", np.linspace(0, 0.09, 21), "quiet_war", -1),
    ("c_R", np.linspace(0.01, 0.6, 31), "quiet_war", -1),
    ("a", np.linspace(0.01, 0.4, 31), "line_needed", -1), ("tripwire", np.linspace(0.01, 0.9, 31), "line_needed", -1),
    ("c_R", np.linspace(0.01, 0.6, 31), "line_needed", -1),
])  # fmt: skip
def test_which_way_the_answers_move(moved, grid, outcome, sign):
    quiet = outcome == "quiet_war"
    x = swept(moved, grid, **(dict(a=0, tripwire=0) if quiet else {}))
    change = sign * np.diff(x["prob_war" if quiet else outcome], axis=1)
    assert (change > -1e-9).all() and change.sum() > 0


def test_a_next_place_moves_the_first_grab_either_way():
    x = swept("delta", np.linspace(0, 0.95, 21))["grab_no_line"]
    assert (np.diff(x) > 1e-6).any() and (np.diff(x) < -1e-6).any()


def test_stronger_words_behind_a_crossed_line_shrink_the_grab_and_add_fights():
    x = swept("a", np.linspace(0.005, 0.4, 80), count=20_000)
    both = (x["regime"] == "line_crossed")[:, 1:] & (x["regime"] == "line_crossed")[:, :-1]
    assert both.sum() > 3_000
    assert (np.diff(x["grab"])[both] < 1e-12).all() and (np.diff(x["prob_war_first"])[both] > -1e-12).all()


def test_slices_gain_exactly_where_the_first_defender_leaves_something_out():
    """R9: nothing is gained iff (1 - sigma) delta = 0 or nothing is worth taking."""
    for fixed in ({}, dict(delta=0), dict(solidarity=1), dict(c_lo=0, a=0, tripwire=0)):
        x = swept("c_R", np.linspace(0.01, 0.6, 13), count=4_000, seed=11, **fixed)
        none = np.abs(x["slicing_gain"]) < 1e-9
        idle = x["grab_no_line"] < 1e-12
        assert (x["slicing_gain"] > -1e-12).all()
        if fixed in (dict(delta=0), dict(solidarity=1)):
            assert none.all()
        else:
            assert (none == idle).mean() > 0.999
    slices = model.solve(a=0, delta=0.6, solidarity=1)
    assert (
        slices["grab"] + 0.6 * slices["grab_next"] == pytest.approx(0.25) and slices["stroke_prob_war"] == 0.3
    )


def test_in_one_place_it_is_the_offer_to_an_unknown_type():
    """The algebra of `private_information`: the share left to the unknown side, an even chance to win for it."""
    other = models.load("private_information")
    for c_R in (0.05, 0.10, 0.30):
        bet = other.solve(p_recv=1, c_prop=c_R, c_lo=0.1, c_hi=0.6)
        here = model.solve(a=0, c_R=c_R)
        assert 1 - bet["offer"] == pytest.approx(here["grab"]) and bet["prob_war"] == pytest.approx(
            here["prob_war"]
        )
    x = model.solve(a=0)  # Fearon's risk-return condition: 1 - F = (x + c_R) F'
    assert 1 - x["prob_war"] == pytest.approx((x["grab"] + 0.10) / 0.5) == pytest.approx(0.7)


def test_a_line_that_holds_moves_the_bet_and_never_makes_a_fight_likelier():
    point = sample(model, count=20_000, seed=13)
    x = model.solve(**point)
    held = x["regime"] == "line_held"
    quiet = model.solve(**point | {"a": np.zeros(len(held)), "tripwire": np.zeros(len(held))})
    assert (x["prob_war"] <= quiet["prob_war"] + 1e-12)[held].all()
    assert (x["prob_war_next"][held] > 1e-6).sum() > 500


def test_limits():
    for strong in (dict(a=1e6), dict(tripwire=1 - 1e-9)):
        assert model.solve(**strong)["grab"] == 0.05 and model.solve(**strong, line=0.5)["grab"] == 0.25
    for line in (dict(a=0), dict(a=0.1), dict(a=0.01, delta=0.5)):
        dear = model.solve(c_R=1e6, **line)
        assert dear["threshold"] == pytest.approx(0.1) and dear["prob_war"] == 0
    assert model.solve(a=0, c_R=1e-9)["threshold"] == pytest.approx(0.3)
    assert model.solve(a=0, c_R=1e-9, c_lo=0.4)["threshold"] == 0.4
    narrow = model.solve(a=0, c_lo=0.4, c_hi=0.4 + 1e-6, delta=0.5, solidarity=1)
    assert narrow["grab"] == pytest.approx(0.2) and narrow["prob_war"] == 0
    alone = swept("solidarity", [0, 0.5, 1], delta=0)
    for name, value in alone.items():
        if name != "regime":
            value = value.astype(float)
            assert np.allclose(value[:, :1], value), name


def test_one_unit_of_land_is_as_good_as_another():
    """Multiplying c_lo, c_hi, c_R, line and a by one constant multiplies grabs and values and leaves the rest."""
    point, k = sample(model, count=3_000, seed=17), 0.6
    small = {
        name: (k * v if name in ("c_lo", "c_hi", "c_R", "line", "a") else v) for name, v in point.items()
    }
    one, two = model.solve(**point), model.solve(**small)
    same = {"regime", "line_drawn", "ambiguity_beats_line", "tripwire_needed"} | {
        n for n in one if "prob" in n
    }
    for name, value in one.items():
        if name in ("regime",):
            assert (value == two[name]).mean() == 1
        else:
            scale = 1 if name in same else k
            assert np.allclose(scale * value.astype(float), two[name].astype(float), atol=1e-9), name


@pytest.mark.parametrize("values, names", [
    (dict(c_lo=0.6), ("c_lo", "c_hi")), (dict(c_lo=0.7), ("c_lo", "c_hi")), (dict(c_lo=-0.1), ("c_lo",)),
    (dict(c_hi=1.1), ("c_hi",)), (dict(c_R=0), ("c_R",)), (dict(line=1.1), ("line",)), (dict(a=-0.1), ("a",)),
    (dict(tripwire=1), ("tripwire",)), (dict(delta=1), ("delta",)), (dict(solidarity=1.1), ("solidarity",)),
    (dict(a=float("nan")), ("a",)), (dict(c_R=float("inf")), ("c_R",)),
])  # fmt: skip
def test_bad_input_names_the_parameters(values, names):
    with pytest.raises(ValueError) as error:
        model.solve(**values)
    assert all(name in str(error.value) for name in names)

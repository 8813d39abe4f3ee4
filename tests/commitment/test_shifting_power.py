"""Shifting power: closed forms against backward induction played from the rules of the game."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import models
from tests.support import assert_all_reached, assert_outcomes, points, pure_equilibria, sample

model = models.load("shifting_power")
patient = points(model, delta=st.floats(0.05, 0.95), c_R=st.floats(0.01, 1), c_U=st.floats(0.01, 1))
CLOSE = 1e-7  # what the truncated recursions reach


def offer(p, now, later, after, point):
    """One period: R's best acceptable share (nan: war), and both payoffs.

    `now` and `later` weigh this period and the rest, which is worth `after` to (R, U).
    """
    war = p - point["c_R"], 1 - p - point["c_U"]
    accepted = min(1.0, 1 - (war[1] - later * after[1]) / now)  # U's payoff falls in x: the largest she takes
    peace = now * accepted + later * after[0], now * (1 - accepted) + later * after[1]
    if accepted < -CLOSE or peace[0] < war[0] - CLOSE:
        return np.nan, *war
    return accepted, *peace


def play(powers, point):
    """Backward induction: R's chance follows `powers` and stays at the last. Shares and payoffs."""
    delta = point["delta"]
    if point["horizon"] == "two":
        last = offer(powers[-1], 1, 0, (0, 0), point)
        return [offer(powers[0], 1 / (1 + delta), delta / (1 + delta), last[1:], point), last]
    after = powers[-1] - point["c_R"], 1 - powers[-1] - point["c_U"]  # far away: war
    for _ in range(500):
        last = offer(powers[-1], 1 - delta, delta, after, point)
        after = last[1:]
    path = [last]
    for p in powers[-2::-1]:
        path.insert(0, offer(p, 1 - delta, delta, path[0][1:], point))
    return path


def decided(point, margin=1e-5):
    """Skip points so close to a boundary that a truncated recursion may fall on the other side."""
    beta, x2 = weight(point), later_share(point)
    gaps = beta * x2 - point["p1"] - point["c_U"], 1 - beta + beta * x2 - point["p1"] + point["c_R"]
    assume(min(map(abs, gaps)) > margin)


def weight(point):
    return point["delta"] / (1 + point["delta"]) if point["horizon"] == "two" else point["delta"]


def later_share(point):
    return min(1.0, max(0.0, point["p2"] - point["g"]) + point["c_U"])


@settings(max_examples=100, deadline=None)
@given(patient)
def test_backward_induction_gives_the_regime_and_the_shares(point):
    """R1-R2, both horizons."""
    decided(point)
    today, later = play([point["p1"], max(0.0, point["p2"] - point["g"])], point)
    solved = model.solve(**point)
    assert_outcomes(
        solved, tolerance=1e-6, x2=later[0], v_R=today[1], v_U=today[2], war=bool(np.isnan(today[0]))
    )
    if not solved["war"]:
        assert_outcomes(solved, tolerance=1e-5, x1=today[0])
        assert solved["v_R"] >= point["p1"] - point["c_R"] and solved["surplus_lost"] == 0
    assert np.isclose(solved["v_R"] + solved["v_U"], 1 - solved["surplus_lost"])


@settings(max_examples=80, deadline=None)
@given(patient, st.floats(0, 1))
def test_no_other_proposal_and_no_other_answer_pays(point, other):
    """R2: deviations in period 1, with the later shares of R1."""
    decided(point)
    solved, beta = model.solve(**point), weight(point)
    war = point["p1"] - point["c_R"], 1 - point["p1"] - point["c_U"]
    pays = lambda x: ((1 - beta) * x + beta * solved["x2"], (1 - beta) * (1 - x) + beta * (1 - solved["x2"]))  # noqa: E731
    accepts = pays(other)[1] >= war[1]
    assert (pays(other) if accepts else war)[0] <= solved["v_R"] + 1e-9
    assert solved["v_R"] >= war[0] - 1e-9 and solved["v_U"] >= war[1] - 1e-9
    if abs(other - solved["x1_U"]) > 1e-9:
        assert accepts == (other < solved["x1_U"])


@settings(max_examples=80, deadline=None)
@given(patient)
def test_war_under_every_rule_of_later_bargaining(point):
    """R4: war whatever share between both war values the later bargaining gives."""
    beta, late = weight(point), max(0.0, point["p2"] - point["g"])
    shares = np.linspace(max(0.0, late - point["c_R"]), min(1.0, late + point["c_U"]), 41)
    U_takes = (point["p1"] + point["c_U"] - beta * shares) / (1 - beta)
    R_wants = (point["p1"] - point["c_R"] - beta * shares) / (1 - beta)
    assume(np.abs(U_takes[0]) > 1e-6 and abs(R_wants[-1] - 1) > 1e-6)
    peace = np.maximum(0, R_wants) <= np.minimum(1, U_takes)
    war = model.solve(**point)["war_any_protocol"]
    assert war == (not peace.any())


@pytest.mark.parametrize("horizon", ["two", "infinite"])
def test_the_guarantee_window_is_where_peace_holds(horizon):
    """R5; and R3: a constant share that both prefer to war always exists."""
    base = sample(model, horizon=horizon)
    solved, kept = model.solve(**base), np.minimum(base["g"], base["p2"])
    inside = (solved["g_min"] <= kept) & (kept <= solved["g_max"])
    assert (inside == ~solved["war"]).all() and (solved["p2_min"] < solved["p2_max"]).all()
    assert (np.maximum(0, base["p1"] - base["c_R"]) < np.minimum(1, base["p1"] + base["c_U"])).all()


@settings(max_examples=60, deadline=None)
@given(points(model, horizon="infinite", delta=st.floats(0.3, 0.9), g=0, p1=st.floats(0.1, 0.5)))
def test_a_slower_shift_keeps_the_peace_from_n_min_steps_on(point):
    """R6: backward induction over n equal steps."""
    assume(point["p2"] > point["p1"])
    n_min = model.solve(**point)["n_min"]
    ratio = point["delta"] * (point["p2"] - point["p1"]) / (1 - point["delta"]) / (point["p1"] + point["c_U"])
    assume(n_min <= 60 and abs(ratio - round(ratio)) > 1e-4)
    decided(point, 1e-4)

    def peaceful(n):
        path = play(list(np.linspace(point["p1"], point["p2"], n + 1)), point)
        return not any(np.isnan(share) for share, *_ in path)

    assert peaceful(n_min) and (n_min == 1 or not peaceful(n_min - 1)) and peaceful(n_min + 1)


@settings(max_examples=80, deadline=None)
@given(patient)
def test_the_matrices_hold_the_plan_behind_a_promise(point):
    """Matrix forms: no equilibrium keeps a promise that it would pay to break, and where one side fights there is war."""
    decided(point)
    p1, x2, beta = point["p1"], later_share(point), weight(point)
    assume(abs(x2 - p1) > 1e-6)
    regime = model.solve(**point)["regime"]
    for name, fears, gains in (
        ("trust", "preventive_war_U", x2 > p1),
        ("mirror", "preventive_war_R", x2 < p1),
    ):
        game = model.game(name, **point)
        answers, chooses = game.payoff_matrices
        promised = (1 - beta) * p1 + beta * x2
        R = chooses if name == "trust" else answers
        assert np.isclose(R[0, 2], promised) and np.isclose(R[0, 0], p1)
        found = pure_equilibria(game)
        assert answers[0, 0] > answers[2].max()  # both honour and accept beat every war
        if gains:
            assert chooses[0, 2] > chooses[0, 0] and (0, 0) not in found
        if regime == fears:
            war = {(1, 0), (1, 2), (2, 0), (2, 1), (2, 2)}
            assert found and found <= war


CHECKS = [
    ({}, dict(x2=1.0, x1_U=-1.0, x1=0.0, p2_max=0.55, g_min=0.25, n_min=3)),
    ({}, dict(war=True, war_any_protocol=False, surplus_lost=0.45)),
    (dict(horizon="two"), dict(regime="peace")),  # exercise 2
    (dict(delta=0.6), dict(n_min=1)),  # exercise 3, on the boundary
    (dict(delta=0.61), dict(n_min=2)),
    (dict(p1=0.9, c_R=0.05, delta=0.9, p2=0.9), dict(regime="peace", g_max=0.8 / 3)),  # exercise 4
    (dict(p1=0.9, c_R=0.05, delta=0.9, p2=0.9, g=0.27), dict(regime="preventive_war_R", x1=1.0)),
    (dict(delta=1e-6), dict(regime="peace")),
    (dict(p2=0.4), dict(regime="peace", n_min=1)),
    (model.presets["A_terms_only"], dict(regime="preventive_war_U")),
    (model.presets["A_with_guarantees"], dict(regime="peace")),
    (model.presets["D_28_point"], dict(regime="preventive_war_U")),
    (model.presets["D_buffer_1244"], dict(regime="peace")),
    (model.presets["D_no_credible_force"], dict(regime="preventive_war_U")),
    (model.presets["B_nato_training"], dict(regime="preventive_war_R", g_max=-0.075)),
]
TIES = [
    (dict(delta=0.6), dict(regime="peace", x1=0.0, p2_max=1.0)),  # all of today just satisfies Ukraine
    (dict(p2=0.55), dict(regime="peace", g_min=0.0)),
    (dict(p1=0.9, c_R=0.1, c_U=0.1, delta=0.5, p2=0.5), dict(regime="peace", x1=1.0)),  # and Russia
]


@pytest.mark.parametrize("point, expected", CHECKS)
def test_worked_numbers_limits_exercises_and_presets(point, expected):
    assert_outcomes(model.solve(**point), **expected)


@pytest.mark.parametrize("point, expected", TIES)
def test_ties_keep_the_peace(point, expected):
    """R2 on slider steps that sit on the boundaries."""
    assert_outcomes(model.solve(**point), **expected)


def test_swapping_the_players_leaves_war_under_every_rule_unchanged():
    """R4 treats both alike (at g = 0)."""
    here = sample(model, g=0.0)
    mirror = here | dict(p1=1 - here["p1"], p2=1 - here["p2"], c_R=here["c_U"], c_U=here["c_R"])
    war = model.solve(**here)["war_any_protocol"]
    assert war.any() and (war == model.solve(**mirror)["war_any_protocol"]).all()


def test_published_conditions():
    """Fearon (1995) with a lump-sum cost; Powell (2006): what both must be given exceeds the pie."""
    base = sample(model, horizon="infinite", g=0.0)
    delta, p1, p2, c_R, c_U = (base[name] for name in ("delta", "p1", "p2", "c_R", "c_U"))
    solved, lump = model.solve(**base), c_U / (1 - delta)
    fearon = delta * p2 - p1 > lump * (1 - delta) ** 2
    assert (fearon == (solved["regime"] == "preventive_war_U"))[p2 + c_U <= 1].all()
    powell = delta * (p2 - c_R) + (1 - p1 - c_U) > 1
    assert (powell == solved["war_any_protocol"])[(p2 > c_R) & (solved["regime"] != "preventive_war_R")].all()


def test_signs_of_the_comparative_statics():
    """War by Ukraine: more with p2 and delta, less with p1, c_U and g, the same with c_R."""
    base = sample(model, count=4000)
    fights = lambda **moved: model.solve(**(base | moved))["regime"] == "preventive_war_U"  # noqa: E731
    here = fights()
    for name, sign in (("p2", 1), ("delta", 1), ("p1", -1), ("c_U", -1), ("g", -1)):
        top = 0.999 if name == "delta" else 1.0
        more = fights(**{name: np.minimum(base[name] + 0.05, top)})
        assert (more >= here).all() if sign > 0 else (more <= here).all(), name
        assert (more != here).any(), name
    assert (fights(c_R=np.minimum(base["c_R"] + 0.2, 1)) == here).all()


def test_all_regimes_are_reached():
    assert_all_reached(model)

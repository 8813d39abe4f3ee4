"""Salami tactics: closed forms against backward induction over holdings, and the worth of whole paths."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import models
from tests.support import assert_all_reached, assert_outcomes, points, sample

model = models.load("salami_tactics")


def land(point, step=0.01, periods=120):
    """Backward induction on a grid of holdings: R's value and next holding (nan: war) at x0."""
    x = np.append(np.arange(0, 1, step), 1.0)
    gain = max(0.0, point["jump"] - point["g"])
    p = np.clip(point["p1"] + point["kappa"] * (x - point["x0"]) + gain * (x > point["x0"] + 1e-9), 0, 1)
    war_R, war_U = (p - point["c_R"])[:, None], (1 - p - point["c_U"])[:, None]
    delta, V_R, V_U = point["delta"], x, 1 - x
    for _ in range(periods):
        R, U = (1 - delta) * x + delta * V_R, (1 - delta) * (1 - x) + delta * V_U  # by the holding named
        pays = np.where(war_U - 1e-9 <= U, R, -np.inf)
        named = pays.argmax(axis=1)
        fight = pays.max(axis=1) < war_R[:, 0] - 1e-9
        V_R, V_U = np.where(fight, war_R[:, 0], R[named]), np.where(fight, war_U[:, 0], U[named])
    here = np.abs(x - point["x0"]).argmin()
    return V_R[here], np.nan if fight[here] else x[named[here]]


on_grid = st.integers(0, 60).map(lambda k: k / 100)
coarse = st.floats(0.1, 1)  # costs larger than what the grid's steps waste


@settings(max_examples=80, deadline=None)
@given(points(model, x0=on_grid, delta=st.floats(0.3, 0.85), kappa=st.floats(0, 0.6), c_R=coarse, c_U=coarse))
def test_backward_induction_over_holdings_gives_the_territorial_regime(point):
    """R7: which of the four happens, what R gets, and where it goes next."""
    solved = model.solve(**point)
    edges = point["x0"] - point["p1"] - point["c_U"], point["x0"] - point["p1"] + point["c_R"]
    spare = max(0, point["jump"] - point["g"]) - solved["jump_max"]
    assume(min(map(abs, edges)) > 0.03 and abs(spare) > 0.06)
    value, named = land(point)
    rough = 0.01 * (2 + point["kappa"] * point["delta"] / (1 - point["delta"]))  # whole steps of the grid
    rich = min(1.0, point["p1"] + point["c_U"])
    regime = solved["regime"]
    expected = {"cession": rich, "rollback": rich, "frozen": point["x0"], "war": point["p1"] - point["c_R"]}
    assert abs(value - expected[regime]) < rough and abs(value - solved["v_R"]) < rough
    assert np.isnan(named) == (regime == "war")
    moves = np.sign(np.round([named - point["x0"], solved["x_next"] - point["x0"]], 9))
    assert regime == "war" or moves[0] == moves[1]


@settings(max_examples=60, deadline=None)
@given(points(model, delta=st.floats(0.3, 0.9), kappa=st.floats(0, 0.7)))
def test_following_the_slices_leaves_ukraine_just_willing_and_ends_at_the_limit(point):
    """R7: the path of one-period moves pays U its war value at every holding, and converges to x_limit."""
    solved = model.solve(**point)
    assume(solved["regime"] in ("cession", "rollback"))
    assume(abs(solved["x_next"] - point["x0"]) > 1e-6)
    gain = max(0.0, point["jump"] - point["g"]) if solved["regime"] == "cession" else 0.0
    power = lambda x: point["p1"] + gain + point["kappa"] * (x - point["x0"])  # noqa: E731 (past the line)
    path = [solved["x_next"]]
    for _ in range(400):
        here = dict(point, p1=float(np.clip(power(path[-1]), 0, 1)), x0=min(path[-1], 1 - 1e-12), jump=0)
        path.append(model.solve(**here)["x_next"])
        if abs(path[-1] - path[-2]) < 1e-10:
            break
    assert abs(path[-1] - solved["x_limit"]) < 1e-5
    path += [path[-1]] * 400
    weights = (1 - point["delta"]) * point["delta"] ** np.arange(len(path))
    for t, p in ((0, point["p1"]), (1, power(path[0])), (2, power(path[1]))):
        wait = 1 - np.array(path[t:]) @ weights[: len(path) - t]
        assert abs(wait - max(0, 1 - max(p, 0) - point["c_U"])) < 1e-5
    assert abs(1 - np.array(path) @ weights - solved["v_U"]) < 1e-5  # from the first move on


CHECKS = [
    ({}, dict(regime="frozen", jump_max=0.10, g_deal_min=0.15, v_U=0.8, v_R=0.2)),
    (dict(kappa=0, jump=0), dict(regime="cession", x_limit=0.6)),
    (dict(kappa=0.25, jump=0), dict(x_next=0.4, x_limit=0.55 / 0.75, v_U=0.4, v_R=0.6)),
    (dict(kappa=0.25, jump=0, x0=0.4), dict(x_limit=2 / 3)),
    (dict(x0=0.4), dict(jump_max=0.05)),
    (dict(kappa=0.25, jump=0, p1=0.25), dict(x_limit=0.4 / 0.75)),
    (dict(p1=0.05, c_U=0.05, x0=0.5), dict(regime="rollback", jump_max=0.0, v_U=0.9)),
    (dict(p1=0.6), dict(regime="war", x_next=0.2, x_limit=0.6, v_U=0.2, v_R=0.35)),
    (dict(p1=0.9, c_U=0.3, jump=0), dict(regime="cession", x_next=1.0, v_U=0.0, v_R=1.0)),  # war is worth < 0
    (dict(p1=0, c_U=0.02, x0=0.5, kappa=0.8), dict(regime="rollback", v_U=0.98)),  # the chance is cut at 0
    (model.presets["A_terms_only"], dict(regime="frozen", x_limit=0.2)),
    (model.presets["A_with_guarantees"], dict(regime="cession", x_limit=0.54 / 0.7)),
    (model.presets["D_28_point"], dict(regime="frozen")),
    (model.presets["D_buffer_1244"], dict(regime="cession", x_limit=0.54 / 0.7)),
    (model.presets["D_no_credible_force"], dict(regime="frozen")),
    (model.presets["C_nothing_real"], dict(regime="cession", x_next=0.6, x_limit=0.6)),
]
TIES = [
    (dict(jump=0.10), dict(regime="frozen", g_deal_min=0.0)),
    (dict(jump=0.09), dict(regime="cession")),
    (dict(jump=0.45, g=0.35), dict(regime="frozen")),
    (dict(x0=0.6), dict(regime="frozen", jump_max=0.0)),  # x0 = p1 + c_U
    (dict(x0=0.15), dict(regime="frozen")),  # x0 = p1 - c_R
    (dict(x0=0.14), dict(regime="war")),
    (dict(p1=0.6, delta=0.75, jump=1), dict(jump_max=0.2, regime="war")),  # K = 1
]


@pytest.mark.parametrize("point, expected", CHECKS)
def test_worked_numbers_limits_and_presets(point, expected):
    assert_outcomes(model.solve(**point), **expected)


@pytest.mark.parametrize("point, expected", TIES)
def test_ties_keep_the_line(point, expected):
    """R7 on slider steps that sit on the boundaries."""
    assert_outcomes(model.solve(**point), **expected)


def test_the_path_is_worth_just_war_to_ukraine_or_nothing():
    """Wherever the land moves Ukraine has its war value, 0 where that is negative; the payoffs share the stake."""
    here = sample(model)
    found = model.solve(**here)
    moving = np.isin(found["regime"], ["cession", "rollback"])
    assert moving.mean() > 0.5
    assert np.allclose(found["v_U"][moving], np.maximum(0, 1 - here["p1"] - here["c_U"])[moving], atol=1e-12)
    waste = np.where(found["regime"] == "war", here["c_R"] + here["c_U"], 0)
    assert np.allclose(found["v_R"] + found["v_U"], 1 - waste)


def test_without_a_jump_there_are_only_slices():
    """Fearon (1996): no war if power moves continuously with what is ceded; patience kills any jump."""
    found = model.solve(**sample(model, jump=0.0))["regime"]
    assert "war" not in found and {"cession", "rollback"} <= set(found)
    jumps = model.solve(delta=np.array([0.5, 0.9, 0.99, 0.9999]))["jump_max"]
    assert np.allclose(jumps, [0.4, 0.4 / 9, 0.4 / 99, 0], atol=1e-4)


def test_all_regimes_are_reached():
    assert_all_reached(model)

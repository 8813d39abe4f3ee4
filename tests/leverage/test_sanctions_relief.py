"""Sanctions relief: no single deviation pays where a deal is said to hold, numbers, signs, limits."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import models
from tests.support import assert_all_reached, assert_outcomes, points, sample

MODEL = models.load("sanctions_relief")
RELIEF = {"delta": st.one_of(st.integers(15, 49).map(lambda n: n / 50), st.floats(0.05, 0.98))}


def relief_values(z):
    """(V_R, V_W) of lifting and complying for ever, by running the recursion backwards from far away."""
    V_R = V_W = 0.0
    h, d, s = z["contain"] - z["cost"], z["delta"], z["snapback"]
    for _ in range(1500):
        V_R = (1 - d) * -z["comply_cost"] + d * ((1 - z["lapse"]) * V_R + z["lapse"] * -s)
        V_W = (1 - d) * 1 + d * ((1 - z["lapse"]) * V_W + z["lapse"] * h * s)
    return V_R, V_W


@settings(max_examples=120, deadline=None)
@given(points(MODEL, **RELIEF))
def test_relief_is_sustained_exactly_where_no_single_deviation_pays(z):
    """R7, R8: reneging, keeping the sanctions (first period and later), dropping the punishment."""
    found, (V_R, V_W) = MODEL.solve(**z), relief_values(z)
    h, d, s = z["contain"] - z["cost"], z["delta"], z["snapback"]
    renege = -d * s - V_R
    keep = max((1 - d) * (1 + h * bite) + d * h * bite for bite in (1, s)) - V_W
    drop = -z["backdown_cost"] - h * s
    assume(min(map(abs, (renege, keep, drop))) > 1e-9)
    assert found["target_complies"] == (renege < 0)
    assert found["lift_credible"] == (keep < 0)
    assert found["snapback_credible"] == (drop < 0)
    assert found["deal_snapback"] == (max(renege, keep, drop) < 0) == (found["regime"] == "self_enforcing")
    if found["deal_snapback"]:
        assert V_R >= -1


@settings(max_examples=60, deadline=None)
@given(points(MODEL, **RELIEF))
def test_concessions_that_cannot_be_undone(z):
    """R9: R's share of time under lapsed relief is summed; W lifts if sanctions bring it nothing."""
    n = np.arange(2500)
    lapsed = 1 - (1 - z["lapse"]) ** n
    share = (1 - z["delta"]) * (z["delta"] ** n * lapsed).sum()
    found, w, h = MODEL.solve(**z), z["comply_cost"], z["contain"] - z["cost"]
    assert found["relief_value"] == pytest.approx(1 - z["snapback"] * share, abs=1e-9)
    assume(abs(w + z["snapback"] * share - 1) > 1e-9 and abs(h) > 1e-9)
    assert found["deal_recognition"] == (h < 0 and -w - z["snapback"] * share > -1)
    assert found["deal_swap"] == (w <= 1 + 1e-12)


# -- tables -------------------------------------------------------------------------------------------------
H = 0.9 * 0.1 * 0.9 / (0.1 + 0.09 * 0.6)


def test_every_regime_is_reached():
    assert_all_reached(MODEL)


@pytest.mark.parametrize("where, expected", [
    ({}, dict(regime="self_enforcing", comply_limit=0.324, lift_limit=H, net_cost=0.24,
              snapback_min=1 / 2.7, relief_value=1 - 0.4 * 0.09 / 0.19, deal_swap=True)),
    ("A", dict(regime="target_reneges", deal_recognition=False)),
    ("C", dict(regime="empty_snapback")),
    ("D", dict(regime="target_reneges")),
    ("E", dict(regime="self_enforcing")),
    # ties, on slider steps whose difference is rounded
    (dict(cost=0.3, contain=0.3), dict(deal_recognition=True)),
    (dict(cost=0.45, snapback=0.4), dict(snapback_credible=True)),
    (dict(cost=0.46, snapback=0.4), dict(snapback_credible=False, regime="empty_snapback")),
    (dict(comply_cost=0.2, delta=0.8, lapse=0, snapback=0.25), dict(target_complies=True, comply_limit=0.2)),
    (dict(comply_cost=0.9, snapback=1, lapse=0, backdown_cost=0.3), dict(target_complies=True, lift_limit=0.9,
                                                                         relief_value=1)),
    (dict(cost=0, contain=0.9, snapback=1, lapse=0, delta=0.9), dict(lift_credible=True)),
    (dict(cost=0, contain=0.9, delta=0.5, snapback=1), dict(regime="sender_keeps")),
    (dict(cost=0, contain=0.9, delta=0.5), dict(regime="both_renege")),
    (dict(snapback=0), dict(deal_snapback=False, comply_limit=0, relief_value=1)),
    (dict(comply_cost=1), dict(deal_swap=True, deal_recognition=False)),
    (dict(comply_cost=1.05), dict(deal_swap=False)),
])  # fmt: skip
def test_worked_numbers_presets_and_ties(where, expected):
    assert_outcomes(MODEL.solve(**(MODEL.presets[where] if isinstance(where, str) else where)), **expected)


def test_the_snapback_must_lie_in_an_interval():
    """Comparative statics: with the defaults from 0.370 to 0.417."""
    s = np.array([0.370, 0.371, 0.416, 0.417])
    assert MODEL.solve(snapback=s)["deal_snapback"].tolist() == [False, True, True, False]


# -- signs and limits ---------------------------------------------------------------------------------------
def test_comparative_statics_have_the_stated_signs():
    z = sample(MODEL, count=4000)
    z["snapback"] = np.minimum(z["snapback"], 0.999)  # room for a step up
    base = MODEL.solve(**z)
    signs = {
        "comply_limit": {"delta": 1, "snapback": 1, "lapse": -1},
        "lift_limit": {"snapback": 1, "lapse": -1},
    }
    for outcome, row in signs.items():
        for name, sign in row.items():
            change = MODEL.solve(**z | {name: z[name] + 1e-4})[outcome] - base[outcome]
            assert (sign * change >= -1e-12).all() and (sign * change > 0).any(), (outcome, name)
    step = MODEL.solve(**z | {"delta": z["delta"] + 1e-6})["lift_limit"] - base["lift_limit"]
    slope = (1 - z["delta"]) ** 2 - z["delta"] ** 2 * z["lapse"] * (1 - z["snapback"])
    clear = abs(slope) > 1e-3
    assert ((step > 0) == (slope > 0))[clear].all()


def test_limits_of_patience():
    z = sample(MODEL, count=500)
    steady = MODEL.solve(**z | {"lapse": 0.0})
    np.testing.assert_allclose(steady["lift_limit"], z["delta"])
    assert MODEL.solve(delta=1 - 1e-9, lapse=0)["lift_limit"] == pytest.approx(1)
    assert MODEL.solve(delta=1 - 1e-9)["lift_limit"] < 1e-6


# -- matrix form --------------------------------------------------------------------------------------------
@pytest.mark.parametrize("contain, lifts", [(0.1, True), (0.5, False), (0.9, False)])
def test_nashpy_finds_the_one_equilibrium_of_the_relief_stage(contain, lifts):
    """R reneges; W keeps sanctions that pay and lifts those that do not."""
    ((row, column),) = MODEL.game(contain=contain).support_enumeration()
    assert row.tolist() == [0, 1] and column.tolist() == ([1, 0] if lifts else [0, 1])

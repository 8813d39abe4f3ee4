"""The frozen asset: the window of sizes, signs, numbers; the rules themselves are in the tree."""

import numpy as np
import pytest
from hypothesis import assume, given, settings

import models
from tests.support import assert_outcomes, count, points, sample

model = models.load("frozen_asset")


@settings(max_examples=60, deadline=None)
@given(points(model))
def test_the_asset_needed_just_closes_the_gap(v):
    """R9: with a return that is believed, R settles from the needed size on and not below it."""
    assume(v["stake_bn"] > 1 and v["lapse_prob"] < 0.99)
    v = v | {"chi": 1.0, "promise_cost": 1.0, "settle_value": 5.0}
    s = model.solve(**v)
    assume(s["gap"] > 1e-3)
    needed = s["asset_needed_bn"]
    assert model.solve(**v | {"asset_bn": needed * (1 + 1e-9)})["regime"] == "chip_settles"
    assert model.solve(**v | {"asset_bn": needed * (1 - 1e-6)})["regime"] == "idle"


def test_every_regime_and_fate_is_reached():
    """R8; `idle` needs an asset that nobody gains by seizing, which the sliders reach at their ends."""
    found = count(model), count(model, chi=1.0), count(model, "asset_fate")
    assert set(found[0]) | set(found[1]) == set(model.regimes)
    assert set(found[2]) | {"frozen"} == set(model.categories("asset_fate"))
    assert model.solve(chi=1.0, lapse_prob=0.9)["asset_fate"] == "frozen"


WORKED = dict(revenue=0.5, asset_bn=200, stake_bn=500, chi=0.2)


@pytest.mark.parametrize("point, expected", [
    ({}, {"regime": "chip_settles", "gap": 0.336, "return_credible": True, "asset_needed_bn": 252.0}),
    (WORKED, {"regime": "chip_settles", "gap": 0.3, "sender_value": 0.6, "asset_needed_bn": 187.5}),
    (WORKED | {"asset_bn": 100}, {"regime": "seize", "sender_value": 0.16}),
    (WORKED | {"asset_bn": 300}, {"regime": "seize", "sender_value": 0.48}),
    (WORKED | {"asset_bn": 300, "chi": 0.35}, {"regime": "chip_settles", "sender_value": 0.6}),
    (WORKED | {"lapse_prob": 0.3}, {"settles": False, "asset_needed_bn": 0.3 / 0.7 * 500}),
    (WORKED | {"revenue": 0}, {"asset_needed_bn": 62.5}),
    ({"promise_cost": 0.2, "chi": 0.6}, {"return_credible": True}),  # exercise 4
    ({"promise_cost": 0.2, "chi": 0.59}, {"return_credible": False}),
    ({"promise_cost": 0.35}, {"regime": "chip_settles"}),  # s = K
    ({"revenue": 1, "asset_bn": 300, "lapse_prob": 0, "promise_cost": 0.35},
     {"gap": 0.5, "regime": "chip_settles", "asset_needed_bn": 300.0}),  # gap = f
    ({"settle_value": 0.35}, {"regime": "chip_settles", "sender_value": 0.35}),  # y = s
    ({"settle_value": 0.34}, {"regime": "seize", "sender_value": 0.35}),
    ({"revenue": 0, "tau": 0.5},
     {"gap": 0.0, "regime": "pressure_alone", "sender_value": 0.95, "asset_fate": "seized"}),
    ({"chi": 1, "lapse_prob": 0.9}, {"asset_fate": "frozen", "sender_value": 0.0, "regime": "idle"}),
    ({"asset_bn": 0}, {"regime": "idle", "return_credible": True}),
    ({"promise_cost": 0}, {"return_credible": False}),
])  # fmt: skip
def test_worked_numbers_and_ties(point, expected):
    assert_outcomes(model.solve(**point), **expected)


@pytest.mark.parametrize("preset, expected", [
    ("A", {"return_credible": False, "regime": "seize"}),
    ("C", {"regime": "idle"}),
    ("D", {"return_credible": True, "regime": "seize", "settles": False}),
    ("weak", {"gap": 0.5}),
])  # fmt: skip
def test_presets_give_their_regimes(preset, expected):
    """The readings of A, C and D."""
    assert_outcomes(model.solve(**model.presets[preset]), **expected)


def test_revenue_is_what_the_trading_blocs_leave():
    """Default and presets: `target_revenue` of the secondary sanctions at theirs, to the slider's step."""
    blocs = models.load("secondary_sanctions")
    assert set(blocs.presets) == set(model.presets)
    for preset in (None, *model.presets):
        left = blocs.solve(**blocs.presets[preset] if preset else {})["target_revenue"]
        here = model.presets[preset]["revenue"] if preset else model.parameters["revenue"].default
        assert here == pytest.approx(left, abs=model.parameters["revenue"].step / 2), preset


@pytest.mark.parametrize(
    "name, outcome, sign", [("chi", "return_credible", 1), ("lapse_prob", "asset_needed_bn", 1)]
)
def test_comparative_statics(name, outcome, sign):
    """Signs on sliders at sampled points; Williamson (1983): a dear hostage is the believed one."""
    line = np.linspace(model.parameters[name].low, model.parameters[name].high, 80)
    v = {key: value[:200, None] for key, value in sample(model, count=200).items()} | {name: line}
    steps = sign * np.diff(model.solve(**v)[outcome].astype(float), axis=1)
    assert (steps >= -1e-9).all() and (steps > 1e-9).any()


def test_money_units_change_nothing():
    """Asset and stake in another currency."""
    one, ten = model.solve(), model.solve(asset_bn=3000, stake_bn=6000)
    assert_outcomes(ten, **one | {"asset_needed_bn": 10 * one["asset_needed_bn"]})

"""Inspection: the simultaneous, the announced and the sequential game, against the payoffs of the rules."""

from fractions import Fraction
from functools import lru_cache
from math import comb

import numpy as np
import pytest
from hypothesis import given, settings

import models
from tests.support import assert_all_reached, assert_outcomes, at, close, points, sample

model = models.load("inspections")
SMALL, EDGE = 1e-9, 1e-6
POINTS = points(model).filter(lambda p: min(p[n] for n in ("d", "omega", "k", "l_un")) > EDGE)


def test_announcing_never_hurts_the_inspector():
    """R6; the rules of both games are in the trees."""
    found = model.solve(**sample(model))
    assert (found["lead_value"] >= found["v_inspector"] - SMALL).all()


@lru_cache
def recursion(n, m):
    """Value and first inspection chance of Dresher's game, solved period by period in exact fractions."""
    if n == 0 or m == 0:
        return (Fraction(-1) if n else Fraction(0)), Fraction(0)
    rows = [(Fraction(1), recursion(n - 1, m - 1)[0]), (Fraction(-1), recursion(n - 1, m)[0])]
    (a, b), (c, d) = rows
    mix = (d - c) / (a - b - c + d)  # chance of inspecting that leaves R indifferent
    worst = lambda p: min(p * a + (1 - p) * c, p * b + (1 - p) * d)  # noqa: E731
    best = max((Fraction(0), Fraction(1), mix if 0 <= mix <= 1 else Fraction(0)), key=worst)
    return worst(best), best


def test_dreshers_game_is_its_recursion_and_its_closed_form():
    """R7: against exact fractions for every n and m of the sliders, and the binomials for a long treaty."""
    n, m = (grid.ravel() for grid in np.meshgrid(np.arange(1, 13), np.arange(13)))
    found = model.solve(n_periods=n, m_insp=m)
    for i, (periods, inspections) in enumerate(zip(n.tolist(), m.tolist(), strict=True)):
        value, inspect = recursion(periods, inspections)
        assert close(found["dresher_value"][i], float(value)), (periods, inspections)
        assert close(found["dresher_inspect"][i], 1 if inspections >= periods else float(inspect))
        long = Fraction(
            -comb(periods - 1, inspections), sum(comb(periods, j) for j in range(inspections + 1))
        )
        assert value == long
    far = model.solve(n_periods=2000, m_insp=900)
    total = sum(comb(2000, j) for j in range(901))
    assert close(far["dresher_value"], float(Fraction(-comb(1999, 900), total)))
    assert close(far["dresher_inspect"], float(Fraction(sum(comb(1999, j) for j in range(900)), total)))


def test_all_regimes_are_reached():
    assert_all_reached(model)


# fmt: off
@pytest.mark.parametrize("point, expected", [
    ({}, dict(inspect_prob=4 / 7, violate_prob=15 / 49, v_inspector=-15 / 49, lead_value=-0.6 / 7,
              dresher_value=-5 / 11)),
    (dict(k=0.49), dict(regime="open_violation", inspect_prob=0, violate_prob=1)),  # k = G
    (dict(k=0.48), dict(regime="mixed")),
    (dict(omega=0.4), dict(regime="undeterred", lead_complies=True, lead_inspect=1)),  # q* = 1
    (dict(omega=0.35), dict(regime="undeterred", lead_complies=False, lead_inspect=1)),
    (dict(omega=0.5, k=1.0, l_un=0.8), dict(lead_complies=True, lead_value=-0.8)),  # k q* = L_u
    (dict(omega=0.5, k=1.01, l_un=0.8), dict(lead_complies=False, lead_inspect=0)),
    (model.presets["C_safeguards"], dict(regime="mixed", lead_complies=True)),
    (model.presets["C_no_safeguards"], dict(regime="open_violation", lead_complies=False)),
    (dict(n_periods=2, m_insp=1), dict(dresher_value=-1 / 3)),  # von Stengel (2016)
    (dict(n_periods=3, m_insp=1), dict(dresher_value=-1 / 2)),
    (dict(k=1.74), dict(lead_complies=True, regime="open_violation")),  # exercise 4
    (dict(k=1.76), dict(lead_complies=False)),
    (dict(k=1e-9), dict(violate_prob=0)),
    (dict(b=1e9), dict(inspect_prob=0)),
    (dict(omega=1), dict(inspect_prob=0.4)),
])
def test_ties_presets_worked_numbers_and_limits(point, expected):
    assert_outcomes(model.solve(**point), tolerance=1e-6, **expected)


@pytest.mark.parametrize("name, parameter, sign", [
    ("inspect_prob", "d", 1), ("inspect_prob", "b", -1), ("inspect_prob", "omega", -1),
    ("violate_prob", "b", 0), ("violate_prob", "k", 1), ("violate_prob", "omega", -1),
    ("violate_prob", "l_un", -1), ("dresher_value", "m_insp", 1), ("dresher_value", "n_periods", -1),
])
# fmt: on
def test_signs_of_the_comparative_statics(name, parameter, sign):
    start = model.parameters[parameter].default
    path = start + (np.arange(3) if parameter in ("m_insp", "n_periods") else np.linspace(0, 0.1, 9))
    assert (np.sign(np.round(np.diff(model.solve(**{parameter: path})[name]), 12)) == sign).all()


@settings(max_examples=60, deadline=None)
@given(POINTS)
def test_positive_affine_payoffs_keep_the_rates(point):
    """One side's payoffs scaled, the cost of inspecting with them."""
    found = model.solve(**point)
    rates = {name: found[name] for name in ("inspect_prob", "violate_prob", "regime")}
    for names in (("k", "l_un", "l_det"), ("d", "b")):
        assert_outcomes(model.solve(**point | {name: 4 * point[name] for name in names}), **rates)


def test_matrix_forms_have_the_one_equilibrium_claimed():
    """The inspection game, and Dresher's stage game where inspections are left and scarce, by nashpy."""
    values = sample(model, 60)
    for index in range(len(values["d"])):
        point = at(values, index)
        found = model.solve(**point)
        [(row, column)] = model.game("inspection", **point).support_enumeration()
        assert close(row[0], found["inspect_prob"]) and close(column[0], found["violate_prob"])
        if 0 < point["m_insp"] < point["n_periods"]:
            game = model.game("dresher", **point)
            [(row, column)] = game.support_enumeration()
            assert close(row[0], found["dresher_inspect"])
            assert close(game[row, column][0], found["dresher_value"])


def test_domains_refuse_bad_input():
    assert model.solve(n_periods=6.0) == model.solve()
    with pytest.raises(ValueError, match="l_det.*l_un"):
        model.solve(l_det=1.0)
    with pytest.raises(ValueError, match="m_insp"):
        model.game("dresher", m_insp=0)

"""Deferral and the vote: backward induction from the rules, thresholds, regimes, the matrix form."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import models
from tests.support import assert_all_reached, assert_outcomes, at, points, pure_equilibria, sample

model = models.load("deferred_sovereignty")
VALUES = ("settlers", "q_final", "value_R", "value_U", "value_R_clean", "value_U_clean", "q_max_U",
          "kappa_star", "face_R_needed")  # fmt: skip
EPS = 1e-12


def war(z):
    return z["p"] - z["c_R"], 1 - z["p"] - z["c_U"]


def vote(z, winner):
    """Payoffs (R, U) once the vote is counted: the loser complies, or fights if that is better."""
    w_R, w_U = war(z)
    if winner == "R":
        return (1.0, 0.0) if w_U - z["enforce"] <= EPS else (w_R, w_U - z["enforce"])
    return (0.0, 1.0) if w_R - z["enforce"] <= EPS else (w_R - z["enforce"], w_U)


def deferral(z, e, chance=None):
    """Payoffs (R, U) of deferral with e settlers per voter, discounted to today, R's bill paid."""
    w, q = z["delta"] ** z["years"], (z["q0"] + e) / (1 + e) if chance is None else chance
    won, lost = vote(z, "R"), vote(z, "U")
    R = (1 - w) * (z["v"] + z["face_R"]) + w * (q * won[0] + (1 - q) * lost[0]) - z["kappa"] * e
    return R, (1 - w) * (1 - z["v"] + z["face_U"]) + w * (q * won[1] + (1 - q) * lost[1])


@settings(max_examples=150, deadline=None)
@given(points(model, kappa=st.floats(1e-4, 3), p=st.floats(0.05, 0.95)))
def test_no_other_number_of_settlers_and_no_other_answer_pays(z):
    """R3-R6 by backward induction, over the whole domain."""
    solved, (w_R, w_U) = model.solve(**z), war(z)
    complies = {f"complies_{i}": value <= z["enforce"] + EPS for i, value in (("R", w_R), ("U", w_U))}
    assert_outcomes(solved, reserve_R=max(0, w_R), reserve_U=max(0, w_U), **complies)
    assert solved["vote_binding"] == (solved["complies_R"] and solved["complies_U"])
    if not solved["indivisible_problem"]:
        assert min(w_R, w_U) <= EPS and all(np.isnan(solved[name]) for name in VALUES)
        fights = (w_R > EPS, w_U > EPS)
        expected = {(True, False): "recognise_R", (False, True): "recognise_U", (False, False): "no_threat"}
        assert solved["regime"] == expected[fights]
        return
    e = solved["settlers"]
    D_R, D_U = deferral(z, e)
    clean_R, clean_U = deferral(z, 0)
    assert_outcomes(solved, q_final=(z["q0"] + e) / (1 + e), value_R=D_R, value_U=D_U, value_R_clean=clean_R,
                    value_U_clean=clean_U)  # fmt: skip
    others = np.concatenate([[0], np.geomspace(1e-6, 1e4, 400), e * np.linspace(0.9, 1.1, 41)])
    assert (deferral(z, others)[0] <= D_R + 1e-9).all()
    assert z["q0"] - 1e-12 <= solved["q_final"] < 1 and clean_U >= D_U - 1e-12
    gaps = np.array([D_R - w_R, D_U - w_U, clean_R - w_R, clean_U - w_U])
    assume((abs(gaps) > 1e-10).all())
    yes = gaps > 0
    if yes[0] and yes[1]:
        expected = "deferral"
    elif yes[2] and yes[3]:
        expected = "unravels"
    else:
        expected = "R_refuses" if yes[1] else "U_refuses" if yes[0] else "both_refuse"
    assert solved["regime"] == expected
    if expected == "deferral":  # no breach before the vote (R5), whatever time is left
        left = z["delta"] ** np.linspace(0, z["years"], 200)
        at_vote = [
            solved["q_final"] * x + (1 - solved["q_final"]) * y
            for x, y in zip(vote(z, "R"), vote(z, "U"), strict=True)
        ]
        for flow, end, outside in zip(
            (z["v"] + z["face_R"], 1 - z["v"] + z["face_U"]), at_vote, (w_R, w_U), strict=True
        ):
            assert ((1 - left) * flow + left * end >= outside - z["enforce"] - 1e-9).all()
    if solved["vote_binding"]:
        faces = (1 - z["delta"] ** z["years"]) * (z["face_R"] + z["face_U"])
        assert_outcomes({"sum": D_R + D_U + z["kappa"] * e}, sum=1 + faces, tolerance=1e-8)


def test_every_regime_is_reached_and_partly_binding_votes_occur():
    assert_all_reached(model)
    solved = model.solve(**sample(model))
    truce = (solved["regime"] == "deferral") & ~solved["vote_binding"]
    assert truce.any() and (solved["vote_binding"] & (solved["regime"] == "deferral")).any()


def interior(count=6000):
    """Points with an indivisible problem, the vote still to come and mattering to U."""
    point = sample(model, count, seed=4)
    solved = model.solve(**point)
    keep = solved["indivisible_problem"] & (point["enforce"] > 0.01) & (point["years"] > 0.1)
    return {name: values[keep] for name, values in point.items()}, {k: v[keep] for k, v in solved.items()}


def test_acceptance_flips_at_the_price_of_a_settler_and_at_the_face_saving_flow():
    """R7: `kappa_star`, `face_R_needed`, with R's best reply to the new price."""
    point, solved = interior()
    finite = np.isfinite(solved["kappa_star"]) & (solved["kappa_star"] > 1e-3)
    cases = [("kappa", solved["kappa_star"], finite, "value_U", "reserve_U")]
    needed = solved["face_R_needed"]
    cases.append(("face_R", needed, needed > 0, "value_R", "reserve_R"))
    for name, threshold, where, value, reserve in cases:
        assert where.sum() > 50
        for step, accepts in ((1 + 1e-5, True), (1 - 1e-5, False)):
            moved = {k: v[where] for k, v in point.items()} | {name: threshold[where] * step}
            new = model.solve(**moved)
            assert ((new[value] >= new[reserve]) == accepts).all(), name
    for threshold, accepts in ((0, True), (np.inf, False)):
        where = solved["kappa_star"] == threshold
        for kappa in (1e-6, 0.05, 100):
            new = model.solve(**{k: v[where] for k, v in point.items()} | {"kappa": kappa})
            assert where.any() and ((new["value_U"] >= new["reserve_U"] - EPS) == accepts).all()
    fine = point["face_R"] >= 0
    accepts = solved["value_R"] >= solved["reserve_R"]
    assert ((point["face_R"] >= needed) == accepts)[fine & (abs(point["face_R"] - needed) > 1e-9)].all()


def test_largest_chance_in_the_vote_that_ukraine_accepts():
    """R7: `q_max_U`, against U's payoff at a given chance, by the rules."""
    point, solved = interior(1500)
    for index in range(len(solved["q_max_U"])):
        z, q = at(point, index), solved["q_max_U"][index]
        outside = max(0, war(z)[1])
        accepts = lambda chance, z=z, outside=outside: deferral(z, 0, chance)[1] >= outside - 1e-10  # noqa: E731
        if np.isnan(q):
            assert not accepts(1e-9)
        else:
            assert accepts(q) and (q == 1 or not accepts(q + 1e-4))
            assert (solved["q_final"][index] <= q + 1e-9) == (solved["value_U"][index] >= outside - 1e-12)


PRESETS = {
    None: dict(regime="deferral", vote_binding=True, settlers=0.118803, q_final=0.553094, value_R=0.651343,
               value_U=0.449225),
    "B19_vote_now": dict(regime="deferral", q_final=0.6, value_R=0.6, value_U=0.4, face_R_needed=np.nan),
    "D17_serbia_1999": dict(regime="recognise_U", value_R=np.nan, kappa_star=np.nan),
    "D18_no_force": dict(regime="deferral", vote_binding=False, settlers=0.0, kappa_star=0.0, q_max_U=1.0),
    "D20_no_question": dict(regime="U_refuses", kappa_star=np.inf),
    "D21_settlers": dict(regime="unravels", settlers=4.014766, q_final=0.870383, kappa_star=0.360106),
    "D22_already_decided": dict(regime="R_refuses", settlers=0.0),
}  # fmt: skip


@pytest.mark.parametrize("preset", PRESETS)
def test_preset_gives_its_reading(preset):
    assert set(PRESETS) == {None, *model.presets}
    assert_outcomes(model.solve(**model.presets.get(preset, {})), **PRESETS[preset], tolerance=2e-6)


D21 = dict(model.presets["D21_settlers"])
POINTS = [
    # Exercise 1; exercise 2 (B = w = 0.4); the seminar's prices (the second where rigging starts to pay).
    (
        dict(p=0.5, c_R=0.1, c_U=0.1, enforce=0),
        dict(indivisible_problem=True, complies_R=False, complies_U=False),
    ),
    (dict(years=np.log(0.4) / np.log(0.95), kappa=0.05), dict(settlers=1.0, q_final=0.75)),
    (dict(years=0, kappa=0.1), dict(settlers=5**0.5 - 1, q_final=1 - 0.05**0.5)),
    (dict(years=0, kappa=0.5), dict(settlers=0.0, q_final=0.5)),
    # Ties in floats: 0.8 - 0.5 is more than 0.3, and 1 - 0.7 is not 0.3; both concede, both comply.
    (dict(p=0.8, c_R=0.5, c_U=0.1, enforce=0.3), dict(complies_R=True)),
    (dict(p=0.3, c_R=0.3, c_U=0.7), dict(regime="no_threat", indivisible_problem=False)),
    (dict(p=0.7, c_R=0.2, c_U=0.3), dict(regime="recognise_R")),
    (dict(p=0.3, c_R=0.3, c_U=0.2), dict(regime="recognise_U")),
    # Acceptance exactly at the war value: an immediate vote with R's chance 1 - r_U, then r_R.
    (dict(years=0, q0=0.7, kappa=1), dict(regime="deferral", value_U=0.3, kappa_star=0.3, q_max_U=0.7)),
    (dict(years=0, q0=0.3, kappa=1), dict(regime="deferral", value_R=0.3)),
    (dict(years=0, q0=0.71, kappa=1), dict(regime="U_refuses", kappa_star=np.inf)),
    (dict(years=0, q0=0.29, kappa=1), dict(regime="R_refuses")),
    # Limits: the interim is everything; settlers too dear; a vote that nobody honours.
    (dict(delta=1e-6), dict(value_R=0.7, value_U=0.45)),
    (dict(kappa=1e6), dict(settlers=0.0, q_final=0.5)),
    (dict(enforce=0, face_U=-0.4), dict(regime="U_refuses", q_max_U=np.nan, kappa_star=np.inf)),
    # Exercise 3: below 0.30 nobody honours the result; R from 0.30; both from 0.55.
    (D21 | dict(enforce=0.29), dict(complies_R=False, complies_U=False, regime="both_refuse")),
    (D21 | dict(enforce=0.30), dict(complies_R=True, complies_U=False, regime="both_refuse")),
    (D21 | dict(enforce=0.55), dict(vote_binding=True, regime="unravels")),
    # Exercise 4.
    (D21 | dict(years=61.3), dict(regime="unravels")),
    (D21 | dict(years=61.5), dict(regime="deferral")),
]


@pytest.mark.parametrize("point, expected", POINTS)
def test_worked_points_ties_and_limits(point, expected):
    assert_outcomes(model.solve(**point), **expected)


def test_lotteries_acceptable_beforehand_contain_the_chance_of_winning():
    """R2 (Powell 2006): some lottery beats war for both, so indivisibility alone does not explain it."""
    point = sample(model)
    solved = model.solve(**point)
    w_R, w_U = war(point)
    assert (solved["lottery_lo"] <= point["p"]).all() and (point["p"] <= solved["lottery_hi"]).all()
    for edge in ("lottery_lo", "lottery_hi"):
        assert (solved[edge] >= np.maximum(0, w_R) - EPS).all()
        assert (1 - solved[edge] >= np.maximum(0, w_U) - EPS).all()


@pytest.mark.parametrize("name, value, sign", [
    ("kappa", "value_U", 1), ("kappa", "value_R", -1), ("face_U", "value_U", 1), ("v", "value_U", -1),
    ("q0", "value_U", -1), ("face_R", "value_R", 1), ("years", "settlers", -1),
])  # fmt: skip
def test_values_move_as_stated(name, value, sign):
    """Comparative statics."""
    point, solved = interior(2000)
    inside = point["v"] < 0.99
    moved = {key: x[inside] for key, x in point.items()}
    moved[name] = moved[name] + (0.5 if name == "years" else 1e-4)
    assert (sign * (model.solve(**moved)[value] - solved[value][inside]) >= -1e-12).all()


def test_enforcement_wastes_then_jumps_where_a_loser_starts_to_comply():
    """R honours a defeat from m = 0.30 (U gains), U from m = 0.55 (R gains and rigs)."""
    below = model.solve(**D21 | dict(enforce=np.linspace(0.01, 0.299, 30)))
    assert all((np.diff(below[name]) < 0).all() for name in ("value_R", "value_U"))
    assert (np.diff(below["settlers"]) >= 0).all()
    for edge, rising in ((0.30, ["value_U"]), (0.55, ["value_R", "settlers"])):
        before, after = (model.solve(**D21 | dict(enforce=m)) for m in (edge - 1e-6, edge))
        assert all(after[name] > before[name] + 0.01 for name in rising)


EQUILIBRIA = {  # cells (row, column): rows rig, clean, fight; columns accept, refuse
    "deferral": {(0, 0), (2, 1)},
    "unravels": {(0, 1), (2, 1)},
    "R_refuses": {(2, 0), (2, 1)},
    "both_refuse": {(2, 0), (2, 1), (0, 1)},
    "U_refuses": {(0, 1), (2, 1)},
}


def test_pure_equilibria_of_the_matrix_form_are_those_stated():
    point, solved = interior(4000)
    gaps = [solved[f"value_{i}{s}"] - solved[f"reserve_{i}"] for i in "RU" for s in ("", "_clean")]
    clear = (np.min(np.abs(gaps), axis=0) > 1e-6) & (solved["settlers"] > 0.01)
    for regime, cells in EQUILIBRIA.items():
        for index in np.flatnonzero(clear & (solved["regime"] == regime))[:25]:
            clean_refused = solved["value_U_clean"][index] < solved["reserve_U"][index]
            more = {(1, 1)} if clean_refused and regime in ("both_refuse", "U_refuses") else set()
            assert pure_equilibria(model.game(**at(point, index))) == cells | more, regime


def test_the_matrix_form_needs_an_indivisible_problem():
    with pytest.raises(ValueError, match="p > c_R"):
        model.game(p=0.1)

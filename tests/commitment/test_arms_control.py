"""Trust and reassurance: every plan of every type is tried against the payoffs of the rules.

The rules stand here a second time beside the tree, on purpose: for every plan of both types, also those no tree claims.
"""

from itertools import product

import numpy as np
import pytest
from hypothesis import assume, given, settings

import models
from tests.support import assert_all_reached, assert_outcomes, at, close, points, pure_equilibria, sample

model = models.load("arms_control")
SMALL, EDGE = 1e-9, 1e-6
POINTS = points(model).filter(lambda p: min(p[n] for n in ("h", "l", "g", "a")) > EDGE)


def payoff(kind, own, other, point):
    """One round at full stakes: C cooperates, D defects; T is trustworthy, U is not."""
    exploits = 1 - point["h"] if kind == "T" else 1 + point["g"]
    return {"CC": 1, "DC": exploits, "CD": -point["l"], "DD": 0}[own + other]


def priors(point):
    """Each side's prior about the other."""
    return {"R": point["tau_W"], "W": point["tau_R"]}


def best_of_plans(kind, tau, point):
    """Values of all plans over two rounds against a T that reciprocates and a U that defects twice.

    A plan is the first action, then the answer to a first C and to a first D of the other side.
    """
    values = {}
    for first, *then in product("CD", repeat=3):
        values[first, *then] = 0.0
        for other, chance in (("T", tau), ("U", 1 - tau)):
            seen = "C" if other == "T" else "D"
            reply = "C" if other == "T" and first == "C" else "D"
            second = then[0] if seen == "C" else then[1]
            rounds = point["a"] * payoff(kind, first, seen, point)
            rounds += (1 - point["a"]) * payoff(kind, second, reply, point)
            values[first, *then] += chance * rounds
    return values


def separates(point, slack=SMALL):
    """Is it an equilibrium that T cooperates and reciprocates, U defects twice?"""
    for tau in priors(point).values():
        for kind, plan in (("T", ("C", "C", "D")), ("U", ("D", "D", "D"))):
            values = best_of_plans(kind, tau, point)
            if values[plan] < max(values.values()) - slack:
                return False
    return True


@settings(max_examples=80, deadline=None)
@given(POINTS)
def test_pure_equilibria_of_one_round_are_all_defect_and_trust(point):
    """R1: enumeration of the 16 pairs of plans by type."""
    threshold = model.solve(**point)["trust_threshold"]
    assume(min(abs(tau - threshold) for tau in priors(point).values()) > EDGE)
    plans = [dict(zip("TU", actions, strict=True)) for actions in product("CD", repeat=2)]

    def best_reply(plan, other, tau):
        value = lambda kind, own: (  # noqa: E731
            tau * payoff(kind, own, other["T"], point) + (1 - tau) * payoff(kind, own, other["U"], point)
        )
        return all(value(kind, plan[kind]) >= max(value(kind, "C"), value(kind, "D")) for kind in "TU")

    tau = priors(point)
    found = [
        (r, w) for r, w in product(plans, plans) if best_reply(r, w, tau["R"]) and best_reply(w, r, tau["W"])
    ]
    trusting, defecting = {"T": "C", "U": "D"}, {"T": "D", "U": "D"}
    expected = [(trusting, trusting)] if min(tau.values()) > threshold else []
    assert found == [*expected, (defecting, defecting)]


@settings(max_examples=80, deadline=None)
@given(POINTS)
def test_a_step_separates_exactly_inside_the_window(point):
    """R2: all eight plans of both types of both sides, at the step given and over the range of steps."""
    found = model.solve(**point)
    if found["window_open"]:
        lo, hi = found["a_lo"], found["a_hi"]
        assume(min(abs(point["a"] - lo), abs(point["a"] - hi)) > EDGE and hi - lo > EDGE)
        assert separates(point) == (lo <= point["a"] <= hi)
        for a, expected in ((lo + EDGE, True), (lo - EDGE, False), (hi - EDGE, True), (hi + EDGE, hi == 1)):
            assert a >= 1 or a <= 0 or separates(point | {"a": a}, 1e-13) == expected
    else:
        assert min(priors(point).values()) <= EDGE or not any(
            separates(point | {"a": a}, 0) for a in np.linspace(0.001, 0.999, 60)
        )


@settings(max_examples=80, deadline=None)
@given(POINTS)
def test_regimes_and_values_are_those_of_the_selected_play(point):
    """R4: cooperation at once if that is an equilibrium, else after a step that separates, else none."""
    found, tau = model.solve(**point), priors(point)
    at_once = {side: t - (1 - t) * point["l"] for side, t in tau.items()}
    risk = {side: at_once[side] - t * (1 - point["h"]) for side, t in tau.items()}
    assume(min(map(abs, risk.values())) > EDGE)
    stepped = {side: best_of_plans("T", t, point)["C", "C", "D"] for side, t in tau.items()}
    if min(risk.values()) > 0:
        assert found["regime"] == "trust"
    elif found["regime"] != "reassurance":
        assert found["regime"] != "trust" and not separates(point, 0)
    else:
        assert separates(point)
    values = {"trust": at_once, "reassurance": stepped}.get(found["regime"], {"R": 0, "W": 0})
    goes = found["regime"] in ("trust", "reassurance")
    assert_outcomes(found, v_R=values["R"], v_W=values["W"],
                    p_cooperation=point["tau_R"] * point["tau_W"] * goes)  # fmt: skip
    assert found["regime"] != "trust" or found["window_open"]


def test_all_regimes_are_reached():
    assert_all_reached(model)


# fmt: off
ALIKE = dict(g=1.0, tau_R=0.2, tau_W=0.2)  # both priors at tau*, a_lo = a_hi = 0.4


@pytest.mark.parametrize("point, expected", [
    (dict(tau_R=0.5), dict(regime="trust")),
    (dict(tau_R=0.49), dict(regime="reassurance")),
    (ALIKE | dict(a=0.4), dict(regime="reassurance", a_lo=0.4, a_hi=0.4, reassure_threshold=0.2)),
    (ALIKE | dict(a=0.35), dict(regime="step_too_small", v_R=0)),
    (ALIKE | dict(a=0.45), dict(regime="step_too_big", v_R=0)),
    (ALIKE | dict(tau_R=0.19, a=0.4), dict(regime="mistrust", a_lo=np.nan, a_hi=np.nan, window_open=False)),
    (dict(tau_R=0, tau_W=0), dict(regime="mistrust", window_open=False)),
    (model.presets["E_beachhead"], dict(regime="reassurance", trust_threshold=0.5, reassure_threshold=1 / 6,
                                        a_lo=33 / 53, a_hi=0.8)),
    (model.presets["C_both_prefer_peace"], dict(regime="trust")),
    (model.presets["C_small_gesture"], dict(regime="step_too_small")),
    (model.presets["B_rebuild_first"], dict(regime="trust")),
    (model.presets["B_no_rebuild"], dict(regime="mistrust")),
    (model.presets["D_bad_faith"], dict(regime="mistrust")),
    (dict(h=0.4, l=0.6), dict(trust_threshold=0.6)),  # exercise 1
    (dict(l=1e-9), dict(trust_threshold=0, reassure_threshold=0)),  # sanity limits
    (dict(h=1e-9), dict(trust_threshold=1)),
    (dict(g=1e-9), dict(reassure_threshold=0)),
    (dict(tau_R=1, tau_W=1), dict(regime="trust", v_R=1, p_cooperation=1)),
    (dict(tau_R=1e-6), dict(regime="mistrust")),
])
def test_ties_presets_worked_numbers_and_limits(point, expected):
    assert_outcomes(model.solve(**point), tolerance=1e-6, **expected)


@pytest.mark.parametrize("name, parameter, sign", [
    ("trust_threshold", "l", 1), ("trust_threshold", "h", -1), ("a_lo", "l", -1), ("a_lo", "g", -1),
    ("a_hi", "h", 1), ("a_hi", "l", -1),
])
# fmt: on
def test_signs_of_the_comparative_statics(name, parameter, sign):
    start = model.parameters[parameter].default
    path = model.solve(**{parameter: start + np.linspace(0, 0.1, 9)})[name]
    assert (np.sign(np.round(np.diff(path), 12)) == sign).all()


def test_a_first_step_helps_below_the_trust_threshold_and_only_if_large_enough():
    """R3: tau* < m* everywhere, and it is where the window opens; exercise 3: no step of 0.3 reassures."""
    values = sample(model, 4000)
    found = model.solve(**values)
    edge = found["reassure_threshold"]
    assert (edge < found["trust_threshold"]).all()
    for shift, expected in ((1e-7, True), (-1e-7, False)):
        alike = model.solve(**values | {"tau_R": edge + shift, "tau_W": edge + shift})["window_open"]
        assert (alike == expected).all()
    tau = np.linspace(0.02, 0.98, 97)
    square = [model.solve(tau_R=tau[:, None], tau_W=tau, a=a)["regime"] for a in (0.3, 0.6, 0.9)]
    assert [(regime == "reassurance").any() for regime in square] == [False, True, True]


@settings(max_examples=60, deadline=None)
@given(POINTS)
def test_swapping_priors_swaps_values(point):
    found = model.solve(**point)
    swapped = model.solve(**point | {"tau_R": point["tau_W"], "tau_W": point["tau_R"]})
    assert_outcomes(swapped, regime=found["regime"], v_R=found["v_W"], v_W=found["v_R"])


def test_the_interim_game_of_the_trustworthy_has_the_equilibria_claimed():
    """Three by nashpy in `trust`, the mixed one with m*/tau on cooperation; elsewhere only defection."""
    values = sample(model, 80)
    for index in range(len(values["h"])):
        point = at(values, index)
        found, game = model.solve(**point), model.game("trust", **point)
        equilibria = list(game.support_enumeration())
        assert (1, 1) in pure_equilibria(game)
        assert len(equilibria) == (3 if found["regime"] == "trust" else 1)
        if found["regime"] == "trust":
            share = [found["trust_threshold"] / point[tau] for tau in ("tau_R", "tau_W")]
            assert any(close(r[0], share[0]) and close(c[0], share[1]) for r, c in equilibria)

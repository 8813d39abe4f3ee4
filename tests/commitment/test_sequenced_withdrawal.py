"""Reciprocal withdrawal: one-shot deviations, plans of n steps, escrow, published thresholds."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import models
from tests.support import assert_all_reached, assert_outcomes, at, points, pure_equilibria, sample

model = models.load("sequenced_withdrawal")
LIMIT = 300  # plans with more steps are not played through


def gap(z, n):
    """Least advantage of complying over cheating once, over the steps of a plan of n steps, times n.

    Played from the last step back: 1/n now if both comply, (1 + g)/n for cheating; the plan goes on where no
    report appears (chance 1 - eps, or 1 - mu after cheating); W comes one period after the last step.
    """
    value, least = z["w"], np.inf
    for _ in range(n):
        comply = 1 / n + z["delta"] * (1 - z["eps"]) * value
        cheat = (1 + z["g"]) / n + z["delta"] * (1 - z["mu"]) * value
        least, value = min(least, n * (comply - cheat)), comply
    return least, value


@settings(max_examples=100, deadline=None)
@given(points(model, delta=st.one_of(st.floats(0.02, 0.97), st.integers(5, 97).map(lambda k: k / 100))))
def test_no_side_gains_by_stopping_and_no_other_number_of_steps_holds(z):
    """R5-R7: the plans that hold are exactly those from n_min to n_max."""
    solved = model.solve(**z)
    low, high = solved["n_min"], solved["n_max"]
    gaps = np.array([gap(z, n)[0] for n in range(1, 60)])
    assume((abs(gaps) > 1e-9).all())
    n = np.arange(1, 60)
    claimed = (n >= low) & ((n <= high) | (high == -1)) & (low > 0)
    assert ((gaps > 0) == claimed).all(), (low, high, n[gaps > 0])
    if 60 <= low <= LIMIT:
        assert gap(z, low)[0] > -1e-9 > gap(z, low - 1)[0] - 1e-8
    if 60 <= high <= LIMIT:
        assert gap(z, high)[0] > -1e-9 > gap(z, high + 1)[0] - 1e-8
    expected = (
        "none" if low == 0 else "single_exchange" if low == 1 else "gradual" if high == -1 else "window"
    )
    assert solved["regime"] == expected
    if 0 < low <= LIMIT:
        assert_outcomes(solved, v_plan=gap(z, low)[1], completion_prob=np.prod(np.full(low, 1 - z["eps"])),
                        exposure=z["l"] / low, tolerance=1e-8)  # fmt: skip
        assert gap(z, low + 1)[1] <= solved["v_plan"] + 1e-12
    else:
        assert low > LIMIT or all(solved[x] == 0 for x in ("v_plan", "completion_prob", "exposure"))


def repeated(z, first, second, periods=4000):
    """Average payoff of `first` against `second` (Grim or AllD), weighed by the chance of no report yet."""
    stage = {
        ("Grim", "Grim"): 1,
        ("Grim", "AllD"): -z["l"],
        ("AllD", "Grim"): 1 + z["g"],
        ("AllD", "AllD"): 0,
    }
    report = z["eps"] if first == second else z["mu"]
    weights = (z["delta"] * (1 - report)) ** np.arange(periods)
    return (1 - z["delta"]) * stage[first, second] * weights.sum()


@settings(max_examples=60, deadline=None)
@given(points(model, delta=st.floats(0.02, 0.97)))
def test_grim_is_an_equilibrium_exactly_where_cheating_once_does_not_pay(z):
    """R2, R4, and the matrix of Grim and AllD."""
    solved = model.solve(**z)
    V, D, S = (repeated(z, *pair) for pair in (("Grim", "Grim"), ("AllD", "Grim"), ("Grim", "AllD")))
    now = (1 - z["delta"]) * (1 + z["g"])
    margin = V - now - z["delta"] * (1 - z["mu"]) * V
    assume(min(abs(margin), abs(V - D), abs(S)) > 1e-8)  # nearer than rounding
    assert_outcomes(solved, reciprocity=margin > 0, v_reciprocity=V if margin > 0 else 0.0)
    x = solved["basin_defect"]
    if V > D:
        assert margin > 0 and x * V + (1 - x) * S == pytest.approx(x * D, abs=1e-8)
    else:
        assert margin < 0 and x == 1
    expected = {(0, 0), (1, 1)} if V > D else {(1, 1)}
    assert pure_equilibria(model.game("repeated", **z)) == expected


@settings(max_examples=60, deadline=None)
@given(points(model, delta=st.floats(0.05, 0.95)))
def test_tit_for_tat_is_nash_exactly_where_neither_cheating_for_ever_nor_in_turns_pays(z):
    """R1: best reply to Tit-for-Tat, found by value iteration over what it does now."""
    payoff = {("C", "C"): 1, ("C", "D"): -z["l"], ("D", "C"): 1 + z["g"], ("D", "D"): 0}
    value = {"C": 0.0, "D": 0.0}  # by what Tit-for-Tat does now; it repeats my move next
    for _ in range(600):
        value = {its: max(payoff[mine, its] + z["delta"] * value[mine] for mine in "CD") for its in "CD"}
    gain = (1 - z["delta"]) * value["C"] - 1
    assume(not 1e-12 < gain < 1e-6)
    assert model.solve(**z)["tft_nash"] == (gain <= 1e-12)


@settings(max_examples=60, deadline=None)
@given(points(model))
def test_russia_withdraws_up_to_the_largest_tolerable_rate_of_false_certificates(z):
    """R8; the rules of the escrow are in the tree."""
    solved = model.solve(**z)
    assume(abs(z["phi"] - solved["phi_max"]) > 1e-9)
    assume(abs(z["phi"] - solved["phi_max"]) * z["b_R"] > 1e-9)
    assert (z["phi"] < solved["phi_max"]) == (solved["escrow_regime"] != "russia_stays")


def test_every_regime_is_reached():
    assert_all_reached(model)
    assert_all_reached(model, "escrow_regime")


PRESETS = {
    "C_treaty_return": dict(regime="gradual", n_min=4, n_max=-1, v_plan=0.916594, completion_prob=0.814506,
                            exposure=0.25, escrow_regime="works", phi_max=0.3, delta_noise=5 / 9),
    "C_escrow_only": dict(regime="gradual", n_min=11, escrow_regime="works"),
    "B_matched": dict(regime="gradual", n_min=3),
    "B_one_swap": dict(regime="single_exchange", n_min=1, n_max=-1),
    "D_bad_faith": dict(regime="none", n_min=0, n_max=0, reciprocity=False, escrow_regime="russia_stays"),
    "D_short_horizon_big_prize": dict(regime="window", n_min=2, n_max=4, reciprocity=False),
}  # fmt: skip


@pytest.mark.parametrize("preset", PRESETS)
def test_preset_gives_its_reading(preset):
    assert set(PRESETS) == set(model.presets)
    assert_outcomes(model.solve(**model.presets[preset]), **PRESETS[preset], tolerance=1e-6)


PERFECT = dict(mu=1, eps=0)
POINTS = [
    # Ties: patience exactly at a threshold; one exchange that just holds; g' = delta' A counts as patient.
    (PERFECT | dict(g=1, delta=0.5), dict(reciprocity=True, tft_nash=True, v_reciprocity=1.0)),
    (PERFECT | dict(g=1.5, delta=0.6, w=0.1), dict(reciprocity=True, regime="gradual", n_min=25, n_max=-1)),
    (PERFECT | dict(g=1, delta=0.5, w=2), dict(regime="single_exchange", n_min=1, n_max=-1)),
    (PERFECT | dict(g=0.9, delta=0.9, w=0.1), dict(regime="gradual", n_min=10)),
    (PERFECT | dict(g=1.2, delta=0.5, w=2.4), dict(regime="single_exchange", n_min=1, n_max=5)),
    (dict(b_R=0.5, c_W=0.3, alpha=0.1, phi=0.3), dict(escrow_regime="works", phi_max=0.3)),
    (dict(b_R=0.5, c_W=0.3, alpha=0.1, phi=0.31), dict(escrow_regime="russia_stays")),
    (dict(v_U=0.36, a_U=0.4), dict(escrow_regime="works")),
    (dict(v_U=0.35, a_U=0.4), dict(escrow_regime="ukraine_refuses")),
    # Limits: perfect monitoring, empty reports, no prize, a huge prize, patience, no temptation.
    (PERFECT | dict(g=0.7), dict(delta_noise=0.7 / 1.7, delta_grim=0.7 / 1.7)),
    (dict(mu=0.05, eps=0.05), dict(regime="none", reciprocity=False, delta_noise=1.0)),
    (dict(mu=0.1, eps=0.2, w=5), dict(regime="none", reciprocity=False)),
    (dict(w=0), dict(regime="none", n_min=0)),
    (dict(w=1e9, g=3, delta=0.05), dict(regime="single_exchange")),
    (dict(delta=0.9999, eps=0, w=0.01, mu=0.1), dict(regime="gradual")),
    (dict(g=1e-6), dict(regime="single_exchange", n_min=1)),
    # Exercise 4: the least mu with reciprocity at the defaults is 0.1 + 0.15/0.85.
    (dict(mu=0.2765), dict(reciprocity=True)),
    (dict(mu=0.2764), dict(reciprocity=False)),
    # Axelrod 1981: T, R, P, S = 5, 3, 1, 0. Mailath and Samuelson: p = 0.9, q = 0.5.
    (dict(g=1, l=0.5), dict(delta_tft=2 / 3)),
    (dict(g=0.5, l=0.5, eps=0.1, mu=0.5), dict(delta_noise=1 / 1.7)),
    (dict(g=3, l=1), dict(delta_tft=1.0, tft_nash=False)),
    # Dal Bo and Frechette 2011: T, P, S = 50, 25, 12 and R = 32, 40, 48.
    *[(dict(g=(50 - R) / (R - 25), l=13 / (R - 25)), dict(delta_grim=grim, delta_rd=rd, tolerance=6e-4))
      for R, grim, rd in ((32, 0.72, 0.816), (40, 0.40, 0.605), (48, 0.08, 0.395))],
]  # fmt: skip


@pytest.mark.parametrize("point, expected", POINTS)
def test_worked_points_ties_limits_and_published_thresholds(point, expected):
    assert_outcomes(model.solve(**point), **expected)


def test_belief_of_one_half_is_enough_from_the_risk_dominance_threshold():
    """R4 with perfect monitoring."""
    point = sample(model, 4000, mu=1.0, eps=0.0)
    solved = model.solve(**point)
    clear = abs(point["delta"] - solved["delta_rd"]) > 1e-9
    assert ((solved["basin_defect"] <= 0.5) == (point["delta"] >= solved["delta_rd"]))[clear].all()


def test_noise_is_a_smaller_discount_factor_and_a_larger_temptation():
    """R3, against the same game with perfect monitoring."""
    point = sample(model, 4000)
    solved = model.solve(**point)
    informative = point["mu"] > point["eps"] + 0.01
    point, solved = ({k: x[informative] for k, x in values.items()} for values in (point, solved))
    other = point | dict(mu=1.0, eps=0.0, delta=point["delta"] * (1 - point["eps"]))
    other["g"] = point["g"] * (1 - point["eps"]) / (point["mu"] - point["eps"])
    plain = model.solve(**other)
    for name in ("reciprocity", "n_min", "n_max", "regime"):
        assert (plain[name] == solved[name]).all(), name


@pytest.mark.parametrize("name, sign", [("w", -1), ("mu", -1), ("delta", -1), ("g", 1)])
def test_fewest_steps_and_patience_needed_move_as_stated(name, sign):
    """Comparative statics of n_min, where a plan exists before and after, and of delta_noise."""
    point = sample(model, 8000, seed=7)
    step = {"w": 0.1, "mu": 0.02, "delta": 0.02, "g": 0.05}[name]
    keep = (point["mu"] < 0.98) & (point["w"] > 0.05)
    point = {k: x[keep] for k, x in point.items()}
    before, after = model.solve(**point), model.solve(**point | {name: point[name] + step})
    both = (before["n_min"] > 0) & (after["n_min"] > 0)
    assert both.sum() > 500 and (sign * (after["n_min"] - before["n_min"])[both] >= 0).all()
    if name in ("mu", "g"):
        assert (sign * (after["delta_noise"] - before["delta_noise"]) >= -1e-12).all()


def test_the_loss_from_complying_alone_does_not_change_the_plan():
    few = at(sample(model, 200), 3)
    plans = [model.solve(**few | dict(l=l)) for l in (0.05, 1, 3)]  # noqa: E741
    assert len({(p["regime"], p["n_min"], p["n_max"]) for p in plans}) == 1


def test_exchange_played_once_ends_in_cheating():
    """Matrix forms at the default: a prisoner's dilemma; repeated, a stag hunt with a mixed equilibrium."""
    game = model.game()
    assert [[list(x) for x in pair] for pair in game.support_enumeration()] == [[[0, 1], [0, 1]]]
    x = model.solve()["basin_defect"]
    mixed = [pair for pair in model.game("repeated").support_enumeration() if 0 < pair[0][0] < 1]
    assert len(mixed) == 1 and np.allclose(mixed[0], [[x, 1 - x]] * 2)

"""The war of attrition: no date of giving way beats the claimed plans, and each version's numbers."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import cumulative_simpson
from scipy.special import lambertw

import models
from tests.support import assert_outcomes, points, pure_equilibria, sample

model = models.load("attrition")
D = dict(model.presets["D"])
MODERATE = {  # dates and integrals stay within reach of a grid
    **{name: st.floats(0.05, 3) for name in ("value_R", "value_U", "scale")},
    **{name: st.floats(0.01, 1) for name in ("cost_R", "cost_U", "cost_sym")},
    **{name: st.floats(0.01, 0.99) for name in ("z_R", "z_U")},
}


def value_of_holding_out(dates, prize, cost, other_has_conceded):
    """Payoff of conceding at each of `dates`, given the chance that the other has conceded by then.

    The prize if the other goes first, less the cost until the first of the two concessions; 0 prize if
    both go at date 0.
    """
    spent = cost * cumulative_simpson(1 - other_has_conceded, x=dates, initial=0)
    payoff = prize * other_has_conceded - spent
    payoff[0] = 0
    return payoff


def other(side):
    return "U" if side == "R" else "R"


def own_cost(point, side):
    share = 1 + point["pressure"] if side == "R" else 1 - point["support"]
    return point[f"cost_{side}"] * share


@given(point=points(model, **MODERATE))
@settings(max_examples=60, deadline=None)
def test_no_date_of_conceding_beats_the_plan_and_beliefs_follow_bayes(point):
    """R3, R6: indifference up to T, loss afterwards; one atom at most; posteriors reach 1 together."""
    x = model.solve(**point)
    T = x["T_end"]
    dates = np.linspace(0, 1.5 * T, 3001)
    race = dates <= T
    for side in "RU":
        j, z = other(side), point[f"z_{other(side)}"]
        still_in = (1 - x[f"atom_{j}"]) * np.exp(-x[f"hazard_{j}"] * np.minimum(dates, T))
        prize, cost = point[f"value_{side}"], own_cost(point, side)
        payoff = value_of_holding_out(dates, prize, cost, 1 - still_in)
        assert np.allclose(payoff[race][1:], x[f"payoff_{side}"], atol=1e-6 * (prize + cost * T))
        assert (np.diff(payoff[~race]) < 0).all()
        if x[f"atom_{side}"] > 0:  # conceding at once must then be as good
            assert x[f"payoff_{side}"] == 0
        assert still_in[-1] == pytest.approx(z, rel=1e-6)  # every type that may concede has done so by T
        t = point["t_obs"]
        reached = (1 - x[f"atom_{j}"]) * np.exp(-x[f"hazard_{j}"] * t)
        assert x[f"posterior_{j}"] == pytest.approx(z / reached if t < T else 1, rel=1e-6)
    assert min(x["atom_R"], x["atom_U"]) == 0 <= max(x["atom_R"], x["atom_U"]) <= 1
    ends = x["prob_R_concedes"] + x["prob_U_concedes"] + x["prob_endless"]
    assert ends == pytest.approx(1, abs=1e-9)


def test_simulated_contests_end_as_the_formulas_say():
    """R5 and exercise 3: 100,000 contests drawn from priors, atoms and hazards, preset D."""
    x, random, n = model.solve(**D), np.random.default_rng(4), 100_000
    leaves = {}
    for side in "RU":
        date = random.exponential(1 / x[f"hazard_{side}"], n)
        date[random.random(n) < x[f"atom_{side}"]] = 0
        date[date > x["T_end"]] = np.inf  # only those who never concede are left
        leaves[side] = date
    first = np.minimum(leaves["R"], leaves["U"])
    assert (leaves["R"] < leaves["U"]).mean() == pytest.approx(x["prob_R_concedes"], abs=6e-3)
    assert (leaves["U"] < leaves["R"]).mean() == pytest.approx(x["prob_U_concedes"], abs=6e-3)
    assert np.isinf(first).mean() == pytest.approx(x["prob_endless"], abs=6e-3)
    assert np.minimum(first, x["T_end"]).mean() == pytest.approx(x["expected_duration"], abs=0.03)


@pytest.mark.parametrize("dist", ["uniform", "exponential"])
def test_each_type_quits_at_its_best_date_against_the_others_dates(dist):
    """R7: the chance of a longer war fixes the quitting date of every type; none gains by another date."""
    dates = 400 * np.linspace(0, 1, 40_001) ** 2
    both_in = model.solve(t_obs=dates, dist=dist, scale=1.5, cost_sym=0.2)["sym_prob_longer"]
    one_in = np.sqrt(both_in)
    value_of_type = {"uniform": 1.5 * (1 - one_in), "exponential": -1.5 * np.log(one_in)}[dist]
    for v in (0.15, 0.6, 1.2):
        payoff = value_of_holding_out(dates, v, 0.2, 1 - one_in)
        assert value_of_type[payoff.argmax()] == pytest.approx(v, abs=0.01)
    x = model.solve(dist=dist, scale=1.5, cost_sym=0.2)
    length = np.trapezoid(both_in, dates)
    assert x["sym_expected_duration"] == pytest.approx(length, abs=1e-3)
    assert x["sym_total_cost"] == pytest.approx(2 * 0.2 * length, abs=1e-3)  # revenue equivalence


def test_newtons_steps_give_the_lambert_function():
    """R7, even prizes: LambertW(-exp(-1-ct/V))**2, from the first instant to the far tail."""
    t = np.concatenate([[0], np.logspace(-12, 2, 400)])
    found = model.solve(t_obs=t, cost_sym=1, dist="uniform")["sym_prob_longer"]
    smooth = t > 1e-5  # scipy loses digits next to the branch point
    assert np.allclose(found[smooth], lambertw(-np.exp(-1 - t[smooth])).real ** 2, rtol=1e-9, atol=0)
    # next to it, the smallest of both prizes beats a date with probability about 1 - 2 sqrt(2ct/V)
    assert np.allclose(found[~smooth], 1 - 2 * np.sqrt(2 * t[~smooth]), atol=1e-4) and found[0] == 1


@given(point=points(model))
@settings(max_examples=100, deadline=None)
def test_the_shorter_lived_concedes_at_once(point):
    """R8, by elimination in short periods, back from the first date at which a side must stop."""
    lasts = {"R": point["endure_R"], "U": point["endure_U"] + point["supply"]}
    if abs(lasts["R"] - lasts["U"]) <= 1e-9:
        return
    weak = min(lasts, key=lasts.get)
    prize, cost = 1.0, 0.3 * 1e-3
    goes = {side: lasts[side] == lasts[weak] for side in "RU"}  # who surely concedes next period
    for _ in range(50):
        # one more period wins the prize against a side that goes next, and only costs against one that stays
        goes = {side: not (goes[other(side)] and prize > cost) for side in "RU"}
    assert [side for side in "RU" if goes[side]] == [model.solve(**point)["endurance_loser"]]


def test_every_answer_occurs():
    found = sample(model, count=4000)
    half = len(found["z_R"]) // 2
    for name in ("cost", "value", "z"):  # the balanced race is a knife edge: put some points on it
        found[f"{name}_U"][:half] = found[f"{name}_R"][:half]
    found["pressure"][:half] = found["support"][:half] = 0
    assert set(model.solve(**found)["regime"]) == set(model.regimes)
    ends = model.solve(endure_R=np.array([4, 5, 6]))["endurance_loser"]
    assert ends.tolist() == ["R", "tie", "U"]


@pytest.mark.parametrize(
    "point, expected",
    [
        ({}, dict(regime="balanced", mixed_duration=4, mixed_prob_R_concedes=0.5, atom_R=0, atom_U=0,
                  prob_R_concedes=0.48, prob_endless=0.04, expected_duration=3.84, pressure_flip=0)),
        (dict(cost_R=0.1, cost_U=0.15), dict(mixed_duration=4, mixed_prob_R_concedes=0.6)),  # rates 0.15, 0.1
        (dict(endure_R=5.5, supply=0.5), dict(endurance_loser="tie")),  # supply = E_R - E_U
        (dict(endure_R=0, endure_U=0), dict(endurance_loser="tie")),
        (dict(endure_R=0.3, endure_U=0.1, supply=0.2), dict(endurance_loser="tie")),
        (dict(endure_R=6, supply=1.5), dict(endurance_loser="R")),
        (dict(z_R=0.04, cost_R=0.25), dict(regime="R_gives_way", atom_R=1 - 0.04 / 0.2**0.5)),
        (dict(z_R=0.04, cost_U=0.25), dict(regime="balanced")),  # 0.2**2 = 0.04, twice the rate
        (dict(value_U=2, value_R=2), dict(mixed_duration=8, payoff_R=0, payoff_U=0)),
        (dict(t_obs=0), dict(posterior_R=0.2, posterior_U=0.2, sym_prob_longer=1)),
        (dict(t_obs=50), dict(posterior_R=1, posterior_U=1)),
        (dict(t_obs=4), dict(sym_prob_longer=np.exp(-2))),  # 2ct/V = 1
        (dict(dist="uniform"), dict(sym_expected_duration=4 / 3, sym_total_cost=1 / 3)),
        (dict(dist="exponential"), dict(sym_expected_duration=2, sym_total_cost=1 / 2)),
    ],
)  # fmt: skip
def test_worked_numbers(point, expected):
    """Default race, ties on slider steps, R7's means; Bishop and Cannings (1978): equal sides last v/(2c)."""
    assert_outcomes(model.solve(**point), **expected)


@pytest.mark.parametrize("preset, regime, loser, chances", [
    ("A", "R_gives_way", "R", (0.79, 0.18, 0.03)), ("D", "U_gives_way", "U", (0.20, 0.73, 0.07)),
    ("D19", "R_gives_way", "R", (0.40, 0.53, 0.07)), ("B", "R_gives_way", "U", (0.66, 0.32, 0.02)),
])  # fmt: skip
def test_readings_of_the_documents(preset, regime, loser, chances):
    x = model.solve(**model.presets[preset])
    assert (x["regime"], x["endurance_loser"]) == (regime, loser)
    found = x["prob_R_concedes"], x["prob_U_concedes"], x["prob_endless"]
    assert found == pytest.approx(chances, abs=0.005)


@pytest.mark.parametrize("support, flip", [(0, 1.30), (0.4, 0.38)])
def test_pressure_at_which_preset_D_flips(support, flip):
    """Exercise 4; R4: at the flip both dates are equal, below and above it the regimes differ."""
    point = {**D, "support": support}
    exact = model.solve(**point)["pressure_flip"]
    assert exact == pytest.approx(flip, abs=0.005)
    at_flip, below, above = (model.solve(**point, pressure=exact + d) for d in (0, -1e-6, 1e-6))
    assert at_flip["T_R"] == pytest.approx(at_flip["T_U"], rel=1e-12)
    assert [x["regime"] for x in (below, at_flip, above)] == ["U_gives_way", "balanced", "R_gives_way"]
    assert below["prob_R_concedes"] == pytest.approx(above["prob_R_concedes"], abs=1e-5)  # jumps nowhere


@pytest.mark.parametrize(
    "moved, outcome, sign",
    [
        ("cost_R", "hazard_U", 1), ("cost_R", "hazard_R", 0),
        ("pressure", "atom_R", 1), ("z_U", "atom_R", 1), ("z_R", "atom_R", -1), ("support", "atom_R", 1),
        ("pressure", "mixed_prob_R_concedes", -1), ("pressure", "prob_R_concedes", 1),
        ("t_obs", "posterior_R", 1), ("t_obs", "posterior_U", 1), ("t_obs", "sym_prob_longer", -1),
        ("cost_sym", "sym_expected_duration", -1), ("scale", "sym_expected_duration", 1),
    ],
)  # fmt: skip
def test_which_way_the_answer_moves(moved, outcome, sign):
    """Comparative statics over the whole slider: pressure turns R2 and R3 opposite ways."""
    rest = sample(model, count=200, seed=8)
    grid = np.linspace(model.parameters[moved].low, model.parameters[moved].high, 41)
    point = {name: v[:, None] for name, v in rest.items()} | {moved: grid[None, :]}
    change = np.diff(model.solve(**point)[outcome], axis=1)
    if sign == 0:
        assert (change == 0).all()
    else:
        assert (sign * change > -1e-12).all() and sign * change.sum() > 0


def test_swapping_the_sides_swaps_the_answers():
    point = sample(model, count=500, seed=2, pressure=0, support=0)
    swap = lambda name: name[:-1] + other(name[-1]) if name[-2:] in ("_R", "_U") else name  # noqa: E731
    one, two = model.solve(**point), model.solve(**{swap(name): value for name, value in point.items()})
    for name in ("hazard_R", "T_R", "atom_R", "payoff_R", "posterior_R"):
        assert np.allclose(one[name], two[swap(name)])
    assert np.allclose(one["prob_R_concedes"], two["prob_U_concedes"])
    assert ((one["regime"] == "R_gives_way") == (two["regime"] == "U_gives_way")).all()


def test_units_of_stake_and_time_do_not_matter():
    """Scaling one side's prize and cost moves its payoff alone; scaling all costs divides all durations."""
    base = model.solve(**D)
    richer = model.solve(**{**D, "value_R": 2.0, "cost_R": 0.20})
    assert richer == {**base, "payoff_R": 2 * base["payoff_R"]}
    faster = model.solve(**{**D, "cost_R": 0.20, "cost_U": 0.30, "cost_sym": 0.25, "t_obs": 2})
    durations = ["T_R", "T_U", "T_end", "mixed_duration", "expected_duration", "sym_expected_duration"]
    scaled = {name: base[name] / 2 for name in durations}
    scaled |= {name: base[name] * 2 for name in ("hazard_R", "hazard_U")}
    assert_outcomes(faster, **{**base, **scaled})


def test_limits_of_the_priors():
    """Vanishing equal doubts give R2; near certainty about one side makes the other concede at once."""
    tiny = model.solve(z_R=1e-12, z_U=1e-12)
    assert_outcomes(tiny, expected_duration=tiny["mixed_duration"], prob_R_concedes=0.5, tolerance=1e-9)
    assert model.solve(z_U=1 - 1e-12)["atom_R"] == pytest.approx(1 - 0.2)


@given(point=points(model, **{**MODERATE, "support": st.floats(0, 0.9)}), dt=st.floats(0.01, 1))
@settings(max_examples=40, deadline=None)
def test_matrix_form_has_three_equilibria(point, dt):
    """Matrix form: one quits, the other quits, or both mix, in short periods at the rates of R1."""
    game = model.game(**point, dt=dt)
    assert pure_equilibria(game) == {(0, 1), (1, 0)}
    found = list(game.support_enumeration())
    assert len(found) == 3
    row, column = next((r, c) for r, c in found if 0 < r[0] < 1)
    x = model.solve(**point)
    for quits, rate in ((row[0], x["hazard_R"]), (column[0], x["hazard_U"])):
        assert quits / (1 - quits) == pytest.approx(rate * dt)  # so quits / dt tends to the rate

"""The public crisis: no date of giving way, no attack and no stand can be bettered, and it ends as stated."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import models
from tests.support import points, pure_equilibria, sample

model = models.load("audience_costs")
RATES = {name: st.floats(0.05, 2) for name in ("audience_R", "audience_W")}
COSTS = {name: st.floats(0.05, 12) for name in ("war_cost_R", "war_cost_W")}
RELIEF = {name: st.floats(0, 0.9) for name in ("relief_R", "relief_W")}
POINTS = points(model, **RATES, **COSTS, **RELIEF, publicity=st.floats(0.1, 1))


def other(side):
    return "W" if side == "R" else "R"


def felt(point, side):
    return point["publicity"] * point[f"audience_{side}"] * (1 - point[f"relief_{side}"])


def search(point):
    """The crisis solved from its rules by search: no root, no integral and no regime of the model is used.

    The share left of a side must fall so that the other gains nothing by waiting: the gain of waiting is
    (hazard)(1 + A t) - A. The horizon is the first date at which a side has only those left who prefer war to
    what retreat costs; the side that has more left than that opens with the rest.
    """
    rate = {side: felt(point, side) for side in "RW"}
    cbar = {side: point[f"war_cost_{side}"] for side in "RW"}

    def left(side, date):
        """Share of `side` left at `date` if it does not open: the solution of S'/S = -A/(1 + A t), A the other's."""
        return np.exp(-np.log1p(rate[other(side)] * date))

    runs_out = {}
    for side in "RW":
        low, high = np.zeros_like(rate["R"]), cbar[side] / rate[side]  # then all would prefer war to retreat
        for _ in range(200):
            middle = (low + high) / 2
            over = left(side, middle) > rate[side] * middle / cbar[side]
            low, high = np.where(over, middle, low), np.where(over, high, middle)
        runs_out[side] = (low + high) / 2
    T = np.minimum(runs_out["R"], runs_out["W"])
    firm = {side: rate[side] * T / cbar[side] for side in "RW"}
    opening = {side: np.maximum(0, 1 - firm[side] / left(side, T)) for side in "RW"}
    nodes, weights = np.polynomial.legendre.leggauss(120)
    # dates spread evenly in the logarithm of 1 + rate t: the shares fall fast at first where rates are high
    top = np.log1p((rate["R"] + rate["W"]) * T)[:, None]
    u = top * (nodes + 1) / 2
    dates = np.expm1(u) / (rate["R"] + rate["W"])[:, None]
    measure = weights / 2 * top * np.exp(u) / (rate["R"] + rate["W"])[:, None]
    column = {side: rate[side][:, None] for side in "RW"}
    share = {side: (1 - opening[side])[:, None] / (1 + column[other(side)] * dates) for side in "RW"}
    hazard = {side: column[other(side)] / (1 + column[other(side)] * dates) for side in "RW"}
    found = {"horizon": T, "runs_out_R": runs_out["R"], "runs_out_W": runs_out["W"]}
    found["expected_duration"] = (share["R"] * share["W"] * measure).sum(axis=1)
    found["prob_war"] = firm["R"] * firm["W"]
    for side in "RW":
        j = other(side)
        leaving = share[side] * hazard[side] * share[j] * measure
        found[f"opening_{side}"] = opening[side]
        found[f"firm_{side}"] = firm[side]
        found[f"prob_{side}_backs_down"] = opening[side] + leaving.sum(axis=1)
        found[f"audience_paid_{side}"] = (leaving * column[side] * dates).sum(axis=1)
        # soft types are worth what the other gives away at the outset; firm ones outlast all soft ones
        saved = firm[side] ** 2 * cbar[side] / 2  # mean of (breaking point - c) over all types
        found[f"value_{side}"] = opening[j] + firm[j] * saved
        still = np.where(point["t_obs"] < T, (1 - opening[side]) / (1 + rate[j] * point["t_obs"]), firm[side])
        found[f"belief_{side}"] = firm[side] / still
    return found


def random_points(count, seed):
    """Points over and far beyond the sliders, a quarter of them with sides alike, and balanced by construction."""
    random, point = np.random.default_rng(seed), sample(model, count=count, seed=seed)
    wide = random.random(count) < 0.4
    for name in ("war_cost_R", "war_cost_W", "audience_R", "audience_W"):
        point[name] = np.where(wide, 10 ** random.uniform(-2, 2, count), np.round(point[name], 2))
    alike = np.arange(count) % 4 == 0
    for name in ("war_cost", "audience", "relief"):
        point[f"{name}_W"] = np.where(alike, point[f"{name}_R"], point[f"{name}_W"])
    balanced = np.arange(count) % 4 == 1
    point["audience_W"] = np.where(balanced, model.solve(**point)["audience_W_flip"], point["audience_W"])
    return point, alike | balanced


def test_a_search_from_the_rules_finds_the_same_crisis():
    """R1-R5, R8-R10 at 24,000 points, half of them at the balance."""
    for seed in range(4):
        point, tied = random_points(6_000, seed)
        x, searched = model.solve(**point), search(point)
        gap = searched["runs_out_R"] - searched["runs_out_W"]
        clear = np.abs(gap) > 1e-9 * np.maximum(searched["runs_out_R"], searched["runs_out_W"])
        assert (x["regime"][tied] == "balanced").all() and not clear[tied].any()
        assert ((x["regime"] == "R_gives_way") == (gap > 0))[clear].all()
        assert ((x["regime"] == "W_gives_way") == (gap < 0))[clear].all()
        for name, value in searched.items():
            if not name.startswith("runs_out"):
                error = np.abs(value - x[name]) / np.maximum(1, np.abs(value))
                assert error.max() < 1e-7, (name, {k: v[error.argmax()] for k, v in point.items()})


@settings(max_examples=100, deadline=None)
@given(POINTS)
def test_no_type_gains_by_another_plan(point):
    """Every type of each side: giving way at any date, attacking at any date, or standing to the last day."""
    x = model.solve(**point)
    T = x["horizon"]
    dates = np.linspace(0, T, 400)
    for side in "RW":
        j, A = other(side), felt(point, side)
        # share of the other still there, read off the beliefs by Bayes' rule
        belief = model.solve(**point | {"t_obs": dates})[f"belief_{j}"]
        still = x[f"firm_{j}"] / belief
        give_way = (1 - still) - still * A * dates
        give_way[0] = 0  # both at once at date 0: nobody has paid yet, nobody wins
        costs = np.linspace(0, point[f"war_cost_{side}"], 41)[:, None]
        attack = (1 - still) - still * costs
        stand = (1 - x[f"firm_{j}"]) - x[f"firm_{j}"] * costs[:, 0]
        firm = costs[:, 0] < x[f"lock_{side}"]
        assert np.allclose(give_way[1:], x[f"opening_{j}"], atol=1e-7)  # indifferent until the last day
        best = np.maximum(give_way.max(), attack.max(axis=1))
        assert (stand[firm] >= best[firm] - 1e-9).all()
        assert (x[f"opening_{j}"] >= np.maximum(stand, attack.max(axis=1))[~firm] - 1e-7).all()
        if x[f"opening_{side}"] > 0:  # giving way at the outset is then as good as later
            assert x[f"opening_{j}"] == 0
        assert still[-1] == pytest.approx(x[f"firm_{j}"])
        payoff = np.where(firm, stand, x[f"opening_{j}"])  # quadratic in c on the firm part
        assert x[f"value_{side}"] == pytest.approx(np.trapezoid(payoff, dx=1 / 40), abs=5e-3)
    ends = x["prob_R_backs_down"] + x["prob_W_backs_down"] + x["prob_war"]
    assert ends == pytest.approx(1, abs=1e-9)
    paid = x["prob_W_backs_down"] - x["audience_paid_R"] - x["prob_war"] * x["lock_R"] / 2
    assert x["value_R"] == pytest.approx(paid, abs=1e-9)


def test_drawn_crises_end_as_stated():
    """100,000 crises: costs drawn, the firm stay, the soft leave at dates drawn from the hazards."""
    x, random, n = model.solve(audience_W=0.2, war_cost_R=3), np.random.default_rng(3), 100_000
    leaves = {}
    for side, cbar in (("R", 3), ("W", 2)):
        j = other(side)
        gone = random.random(n)  # quantile of the date of leaving, the firm last
        left = 1 - gone
        date = ((1 - x[f"opening_{side}"]) / left - 1) / x[f"rate_{j}"]
        firm = left <= x[f"lock_{side}"] / cbar
        leaves[side] = np.where(firm, np.inf, np.maximum(0, date))
    first = np.minimum(leaves["R"], leaves["W"])
    assert np.isinf(first).mean() == pytest.approx(x["prob_war"], abs=6e-3)
    assert (leaves["R"] < leaves["W"]).mean() == pytest.approx(x["prob_R_backs_down"], abs=6e-3)
    assert np.minimum(first, x["horizon"]).mean() == pytest.approx(x["expected_duration"], abs=0.03)
    paid = np.where((leaves["R"] < leaves["W"]), leaves["R"] * x["rate_R"], 0)
    assert paid.mean() == pytest.approx(x["audience_paid_R"], abs=5e-3)
    late = (leaves["R"] < leaves["W"]) & (leaves["R"] > 0)
    assert paid[late].mean() < x["lock_R"] / 2  # R9: what is observed understates what binds


def test_every_regime_occurs():
    point, _ = random_points(4_000, 7)
    assert set(model.solve(**point)["regime"]) == set(model.regimes)


@settings(max_examples=25, deadline=None)
@given(POINTS, st.floats(0.01, 1))
def test_one_instant_has_three_equilibria_whose_mixture_gives_the_hazards(point, dt):
    """Matrix form 1: over the length of the instant the mixed chances are R1's rates."""
    assume(point["t_obs"] > 1e-3)
    game, x = model.game("instant", **point, dt=dt), model.solve(**point)
    assert pure_equilibria(game) >= {(0, 1), (1, 0)}
    found = list(game.support_enumeration())
    assert len(found) == 3
    row, column = next((r, c) for r, c in found if 0 < r[0] < 1)
    for gives_way, rate in ((row[0], x["rate_W"]), (column[0], x["rate_R"])):
        assert gives_way == pytest.approx(rate * dt / (1 + rate * (point["t_obs"] + dt)), rel=1e-6)


@settings(max_examples=60, deadline=None)
@given(POINTS)
def test_both_want_to_be_louder_and_gain_nothing_by_it(point):
    """Matrix form 2: one equilibrium, both twice as loud, which pays what (single, single) pays."""
    game, x = model.game("louder", **point), model.solve(**point)
    assert pure_equilibria(game) == {(1, 1)}
    rows, columns = game.payoff_matrices
    for table, side in ((rows, "R"), (columns, "W")):
        assert np.allclose([table[0, 0], table[1, 1]], x[f"value_{side}"], rtol=0, atol=1e-12)
        louder = model.solve(**point | {f"audience_{side}": 2 * point[f"audience_{side}"]})
        cell = (1, 0) if side == "R" else (0, 1)
        assert table[cell] == pytest.approx(louder[f"value_{side}"], abs=1e-12)


def swap(point):
    return {(k[:-1] + other(k[-1]) if k[-2:] in ("_R", "_W") else k): v for k, v in point.items()}


def test_swapping_the_sides_swaps_the_answers():
    point = sample(model, count=2_000, seed=2)
    one, two = model.solve(**point), model.solve(**swap(point))
    for name, value in one.items():
        if name in ("regime", "ratio_flip", "audience_W_flip"):
            continue
        twin = {"prob_R_backs_down": "prob_W_backs_down", "prob_W_backs_down": "prob_R_backs_down"}.get(name)
        twin = twin or next(iter(swap({name: 0})))
        assert np.allclose(value, two[twin], atol=1e-9), name
    assert ((one["regime"] == "R_gives_way") == (two["regime"] == "W_gives_way")).all()
    assert np.allclose(one["ratio_flip"] * two["ratio_flip"], 1)


def test_both_louder_changes_the_dates_alone():
    """R6 on 6,000 draws: 1.7 times as loud on both sides, or less in public."""
    point = sample(model, count=6_000, seed=4, publicity=1.0)
    base = model.solve(**point)
    louder = model.solve(**point | {f"audience_{side}": 1.7 * point[f"audience_{side}"] for side in "RW"})
    quieter = model.solve(**point | {"publicity": np.full(6_000, 0.3)})
    dated = {"rate_R", "rate_W", "t_R", "t_W", "horizon", "expected_duration", "belief_R", "belief_W"}
    for name, value in base.items():
        if name == "regime":
            assert (value == louder[name]).all() and (value == quieter[name]).all()
        elif name not in dated:
            assert np.allclose(value, quieter[name], atol=1e-9), name
            times = 1.7 if name == "audience_W_flip" else 1
            assert np.allclose(value * times, louder[name], atol=1e-9), name
    for name in ("horizon", "t_R", "t_W", "expected_duration"):
        assert np.allclose(base[name], 1.7 * louder[name]) and np.allclose(base[name], 0.3 * quieter[name]), (
            name
        )


def test_war_is_likeliest_at_the_balance_and_as_likely_as_in_a_showdown():
    """R6-R7 on 6,000 draws: rising up to the flip, falling beyond, in either side's fear too."""
    point = sample(model, count=6_000, seed=6)
    x = model.solve(**point)
    top = x["prob_war_showdown"]
    assert (x["prob_war"] <= top + 1e-12).all()
    flip = model.solve(**point | {"audience_W": x["audience_W_flip"]})
    assert (flip["regime"] == "balanced").all() and np.allclose(flip["prob_war"], top, atol=1e-12)
    steps = x["audience_W_flip"][:, None] * np.exp(np.linspace(-2, 2, 41))[None, :]
    wars = model.solve(**{k: v[:, None] for k, v in point.items()} | {"audience_W": steps})["prob_war"]
    change = np.diff(wars, axis=1)
    assert (change[:, :20] > 0).all() and (change[:, 20:] < 0).all()
    # the showdown: a type holds iff (1 - F) - F c >= 0, F the other's share that holds; between the two corners
    # the reply of R's share to itself, through W's, crosses from below
    low, high = np.zeros(6_000), np.ones(6_000)
    for _ in range(200):
        share = (low + high) / 2
        W = np.minimum(1, (1 - share) / share / point["war_cost_W"])
        back = np.minimum(1, (1 - W) / np.maximum(W, 1e-300) / point["war_cost_R"])
        low, high = np.where(back < share, share, low), np.where(back < share, high, share)
    assert np.allclose(share * W, top, atol=1e-6)

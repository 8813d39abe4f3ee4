"""What the prose of chapters/leverage/secondary_sanctions.md says, shown."""

from fractions import Fraction

import numpy as np
import pytest

import models
from models.leverage.secondary_sanctions import threshold_dynamics
from tests.passages import assert_passage
from tests.support import close, sample

model = models.load("secondary_sanctions")
solve, preset = model.solve, model.presets
EXAMPLE = {"penalty": 0.75, "complement": 0.5, "omega": 0, "kappa": 0, "phi": 0.4, "beta": 1}
LARGE = {"penalty": 1.05, "omega": 0.3, "theta_large": 0.9, "complement": 0.5}
CHAPTER = "secondary_sanctions"


def at(**changes):
    return solve(**{**EXAMPLE, **changes})


def with_large(**changes):
    return solve(**{**LARGE, **changes})


def turns(penalty, own, count=3):
    """What each turn brings the trader whose own gain is `own`, by the rules of the play."""
    seen, gains = 100, []
    for _ in range(count):
        gains.append(own + seen / 2 - penalty)
        seen = min(100, max(0, 100 - (penalty - seen / 2)))  # own gains run evenly from 0 to 100
    return gains


def test_the_three_traders_of_the_play():
    """Who leaves at once, who is driven out, who stays."""
    assert [round(g, 9) for g in turns(82, 30)][0] == -2
    assert [round(g, 9) for g in turns(82, 50)] == [18, 2, -6]
    assert [round(g, 9) for g in turns(82, 70)] == [38, 22, 14]
    values = {**EXAMPLE, "penalty": 0.82}
    n_1, n_2 = model.evaluate([model["n_1"], model["n_2"]], **values)
    assert close(n_1, 0.68) and close(n_2, 0.52) and close(at(penalty=0.82)["share_trading"], 0.36)


def test_the_table_of_the_smallest_game_and_where_it_stops():
    """'It stops where the least keen trader who stays gains nothing.' and 'Each step is γ times as long'"""
    counts = [1.0]
    for _ in range(40):
        counts.append(1 - 0.75 + 0.5 * counts[-1])
    assert counts[1:3] == [0.75, 0.625] and close(counts[-1], at()["share_trading"])
    lengths = -np.diff(counts[:20])
    assert np.allclose(lengths[1:] / lengths[:-1], 0.5)
    points = sample(model, count=20_000, omega=0.0)
    found = solve(**points)
    n, inside = found["share_trading"], found["regime"] == "partial"
    assert inside.any()
    stop = (1 - n) + points["complement"] * n - points["penalty"]
    assert np.abs(stop[inside]).max() < 1e-9 and (points["complement"][inside] < 1).all()


def test_the_senders_bill():
    """20 at 50, 15 at 75, nothing from 100 on; about even at 60; 35 on balance at 75."""
    assert close(at(penalty=0.5)["sender_net"], -0.2) and close(at(penalty=0.5)["enforcement_cost"], 0.2)
    assert close(at()["enforcement_cost"], 0.15) and close(at()["sender_net"], 0.35)
    assert abs(at(penalty=0.6)["sender_net"]) < 0.01
    for penalty in np.linspace(1, 1.6, 61):
        found = at(penalty=penalty)
        assert found["enforcement_cost"] == 0 and found["sender_net"] == 1


def test_the_guesses():
    """40 moves nobody; 105 costs nothing; at 105 the large trader has about three quarters."""
    assert at(penalty=0.4)["share_trading"] == 1
    assert at(penalty=1.05)["enforcement_cost"] == 0
    before, now = with_large(penalty=0.75)["dependence"], with_large()
    assert round(100 * before) == 41 and round(100 * now["dependence"]) == 74
    assert now["large_trades"] and with_large(penalty=1.09)["share_trading"] == 0
    keenest_to_leave = 1 - now["small_share"]
    assert 0.845 <= keenest_to_leave < 0.85  # 'those with an own gain of 85 and more are left'


def test_who_stays_without_a_large_trader():
    """The proposition, on the box."""
    points = sample(model, count=20_000, omega=0.0)
    found, p, g = solve(**points), points["penalty"], points["complement"]
    low, high = g < 1, g > 1
    share = np.clip((1 - p[low]) / (1 - g[low]), 0, 1)
    assert np.allclose(found["share_trading"][low], share) and not found["multiple"][low].any()
    clear = high & (np.abs(p - g) > 1e-9)
    assert np.array_equal(found["share_trading"][clear], (p < g).astype(float)[clear])
    both = high & (p >= 1) & (p <= g)
    assert both.any() and (found["share_least"][both] == 0).all() and found["multiple"][both].all()
    assert (found["share_least"][high & (p < 1)] == 1).all()


def test_a_larger_penalty_leaves_less_trade_and_may_cost_more_or_less():
    """Fewer trade, and nobody above the tipping penalty; but no rule for the cost."""
    points = sample(model, count=20_000)
    more = {**points, "penalty": points["penalty"] + 0.1}
    now, then = solve(**points), solve(**more)
    assert (then["share_trading"] <= now["share_trading"] + 1e-12).all()
    assert (now["share_trading"][points["penalty"] <= points["complement"]] == 1).all()
    beyond = points["penalty"] > now["tip_penalty"] + 1e-9
    assert (now["enforcement_cost"][beyond] == 0).all() and np.allclose(
        now["sender_net"][beyond], points["beta"][beyond]
    )
    dearer = then["enforcement_cost"] - now["enforcement_cost"]
    assert (dearer > 1e-9).any() and (dearer < -1e-9).any()


def test_when_the_large_trader_leaves():
    """The two formulas for P_T, where γ(1−ω) < 1, and what is left just before and just after."""
    points = sample(model, count=20_000)
    g, w, t = (points[name] for name in ("complement", "omega", "theta_large"))
    kept = (g * (1 - w) < 0.99) & (w > 1e-6) & (np.abs(t - 1) > 1e-6)
    points = {name: values[kept] for name, values in points.items()}
    g, w, t = g[kept], w[kept], t[kept]
    leaves = np.where(t <= 1, t + g * (1 - (1 - w) * t), t + g * w)
    assert np.allclose(model.evaluate([model["P_T"]], **points)[0], leaves)
    before, after = (solve(**{**points, "penalty": leaves + e}) for e in (-1e-9, 1e-9))
    assert before["large_trades"].all() and not after["large_trades"].any()
    assert np.allclose(before["share_trading"], np.where(t <= 1, 1 - (1 - w) * t, w), atol=1e-6)
    assert (after["share_trading"][leaves > 1 + 1e-6] == 0).all()
    assert (after["share_trading"][leaves < 1 - 1e-6] > 0).all()
    alone = (t > 1) & (g * w < 5)
    at_the_latest = solve(**{**points, "penalty": 1 + g * w + 1e-9})
    assert (at_the_latest["small_share"][alone] < 1e-6).all()


def test_the_large_trader_takes_the_rest_along():
    """37 just before, and the channels worth less than 4 to those who remain; 105 to 108 on the way back."""
    last = with_large(penalty=1.085)
    assert close(last["share_trading"], 0.37) and close(with_large()["tip_penalty"], 1.085)
    assert 1 + 0.5 * (0.37 - 0.3) - 1.085 < 0 and 50 * 0.07 < 4
    empty = [p for p in range(100, 161) if with_large(penalty=p / 100)["share_least"] == 0]
    full = [p for p in range(100, 161) if with_large(penalty=p / 100)["share_trading"] > 0]
    assert sorted(set(empty) & set(full)) == [105, 106, 107, 108]


def test_dependence_climbs_and_is_complete_where_the_text_says():
    """Complete for θ_T ≥ 1 on [1+γω, θ_T+γω]; at most ω/(1−(1−ω)θ_T) below; never falls while T trades."""
    points = sample(model, count=20_000)
    found = solve(**points)
    p, g, w, t = (points[name] for name in ("penalty", "complement", "omega", "theta_large"))
    kept = (w > 1e-6) & (g * (1 - w) < 1 - 1e-6)
    edges = np.minimum(np.abs(p - 1 - g * w), np.abs(p - t - g * w)) < 1e-9
    complete = (t >= 1) & (1 + g * w <= p) & (p <= t + g * w)
    assert np.array_equal((found["dependence"] > 1 - 1e-12)[kept & ~edges], complete[kept & ~edges])
    below = (t < 1) & (w > 0)
    assert (found["dependence"][below] <= (w / (1 - (1 - w) * t))[below] + 1e-9).all()
    more = solve(**{**points, "penalty": p + 0.05})
    still = more["large_trades"] & (w > 0)
    assert (more["dependence"][still] >= found["dependence"][still] - 1e-12).all()


def test_a_large_trader_who_is_less_keen_makes_a_penalty_of_a_hundred_enough():
    """The third figure's second task: start and witness; not at 80."""
    assert with_large(penalty=1, theta_large=0.7)["share_trading"] == 0
    assert with_large(penalty=1, theta_large=0.8)["share_trading"] > 0
    assert with_large(penalty=1)["share_trading"] > 0


def test_where_the_readings_stand():
    """*Back to the document*."""
    regimes = {name: solve(**values)["regime"] for name, values in preset.items()}
    assert regimes == {"A": "full_exit", "C": "large_only", "D": "partial", "weak": "full_trade"}
    edge = {
        name: solve(**{**preset["C"], "penalty": p})["regime"]
        for name, p in (("in", 1.15), ("last", 1.55), ("out", 1.56))
    }
    assert edge == {"in": "large_only", "last": "large_only", "out": "full_exit"}
    assert solve(penalty=0.5)["regime"] == "full_trade" and solve(penalty=0.51)["regime"] == "partial"


@pytest.mark.parametrize(
    ("values", "outcome", "least"),
    [(EXAMPLE, "full_trade", 51), (EXAMPLE, "partial", 49), (EXAMPLE, "full_exit", 61),
     (LARGE, "full_trade", 51), (LARGE, "partial", 58), (LARGE, "full_exit", 52)],
)  # fmt: skip
def test_regimes_span_many_stops(values, outcome, least):
    found = [solve(**{**values, "penalty": p / 100})["regime"] for p in range(161)]
    assert found.count(outcome) == least


def test_tasks_span_stops():
    """Two equilibria at γ = 1.3, three quarters with the large trader, a half-measure at a loss."""
    stops = range(161)
    assert sum(at(penalty=p / 100, complement=1.3)["multiple"] for p in stops) == 31
    assert sum(with_large(penalty=p / 100)["dependence"] >= 0.75 for p in stops) == 3
    assert (
        sum(s["regime"] == "partial" and s["sender_net"] < 0 for s in (at(penalty=p / 100) for p in stops))
        == 9
    )


def test_exercises():
    """Plug in, derive, vary."""
    assert close(at(penalty=0.7)["share_trading"], 0.6)
    line = np.linspace(0, 1.6, 1601)
    for gamma in (0, 0.1, 0.3, 0.5, 0.7, 0.95):
        bill = at(penalty=line, complement=gamma)["enforcement_cost"]
        assert close(line[np.argmax(bill)], max(gamma, 0.5))
    assert_passage(CHAPTER, "So the peak is at $\\max(\\gamma, \\frac12)$. For 30 points that is {}", "50")
    twofold = at(penalty=1.1, complement=1.2)
    assert twofold["share_trading"] == 1 and twofold["share_least"] == 0
    reply = lambda n: min(1, max(0, 1 - 1.1 + 1.2 * n))  # noqa: E731
    assert close(reply(0.5), 0.5) and close(reply(0.6), 0.62) and close(reply(0.4), 0.38)


def test_a_thousand_traders_go_and_come_back():
    """Exercise 4; and the teacher's 'with a thousand cards both would end near a half'."""
    theta, left, way = (np.arange(1000) + 0.5) / 1000, 1000, []
    for penalty in [*range(80, 145, 5), *range(135, 75, -5)]:
        left = threshold_dynamics(1000 * (penalty / 100 - theta) / 1.3, left)
        way.append((penalty, left))
    moves = [after for before, after in zip(way, way[1:], strict=False) if before[1] != after[1]]
    assert moves == [(135, 0), (95, 1000)]
    half = 1000 * (0.75 - theta) / 0.5
    assert abs(threshold_dynamics(half, 1000) - 500) <= 5 and abs(threshold_dynamics(half, 0) - 500) <= 5


# -- the activity, played by its rule: trade if it pays at the last count, and where it brings 0 do as in the turn before


def market(penalties, channels, copies=1):
    """[(penalty, counts called, cards that trade in the end, their points)]."""
    cards = [c for c in range(0, 100, 10) for _ in range(copies)]
    last, trades, told = 10, [True] * len(cards), []
    for penalty in penalties:
        called = []
        while len(called) < 6 and (len(called) < 2 or called[-1] != called[-2]):
            worth = [card + Fraction(channels * last, 10) - penalty for card in cards]
            trades = [w > 0 or (w == 0 and before) for w, before in zip(worth, trades, strict=True)]
            last = -(-10 * sum(trades) // len(cards))  # a part of a tenth counts as a whole
            called.append(last)
        stay = sorted({c for c, t in zip(cards, trades, strict=True) if t})
        told.append((penalty, called, stay, [int(c + Fraction(channels * last, 10) - penalty) for c in stay]))
    return told


@pytest.mark.parametrize("copies", [1, 2, 3])
def test_the_teachers_sheet_predicts_every_penalty(copies):
    every = list(range(0, 100, 10))
    plus_ten = [card + 10 for card in every]
    assert market([40, 75, 90, 105, 75, 40], 50, copies) == [
        (40, [10, 10], every, plus_ten),
        (75, [7, 6, 5, 5], [50, 60, 70, 80, 90], [0, 10, 20, 30, 40]),
        (90, [3, 2, 2], [80, 90], [0, 10]),
        (105, [0, 0], [], []),
        (75, [2, 3, 3], [70, 80, 90], [10, 20, 30]),
        (40, [7, 9, 10, 10], every, plus_ten),
    ]
    assert market([120, 140, 120], 130, copies) == [
        (120, [10, 10], every, plus_ten),
        (140, [9, 7, 5, 2, 0, 0], [], []),
        (120, [0, 0], [], []),
    ]
    for name, counts, less in (("75", "7, 6, 5, 5", 50), ("90", "3, 2, 2", 80), ("75 again", "2, 3, 3", 60)):
        row = next(r for r in market([40, 75, 90, 105, 75], 50) if ", ".join(map(str, r[1])) == counts)
        assert row[3] == [card - less for card in row[2]]
        told = "50 to 90" if len(row[2]) == 5 else ", ".join(map(str, row[2]))
        assert_passage(CHAPTER, "| {} | {} | {} | card − {} |", name, counts, told, str(less))
    assert_passage(CHAPTER, "| 140 | {} | none |", "9, 7, 5, 2, 0, 0")


def test_three_four_and_five_tenths_are_places_to_rest_at_75():
    """'At 75 three, four and five tenths are all places to rest'"""
    cards = range(0, 100, 10)
    rests = []
    for count in range(11):
        worth = [card + 5 * count - 75 for card in cards]
        if sum(w > 0 for w in worth) <= count <= sum(w >= 0 for w in worth):
            rests.append(count)
    assert rests == [3, 4, 5]


def test_further():
    """A discount makes revenue fall faster than trade 'until few are left'; the large trader returns below 1.05."""
    free, taken = at(), at(kappa=0.4)
    assert close(taken["target_revenue"], 0.4) and taken["target_revenue"] < free["share_trading"]
    slope = lambda n: 1 - 0.4 * (1 - 2 * n)  # noqa: E731 (of n(1 − κ(1−n)))
    assert slope(1) > 1 > slope(0)
    assert not solve(penalty=1.05)["share_least"] and solve(penalty=1.04)["share_least"] > 0
    assert threshold_dynamics(range(100)) == 100 and threshold_dynamics([0, 2, *range(2, 100)]) == 1

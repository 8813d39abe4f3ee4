"""What the prose of chapters/deterrence/allied_unity.md says, shown."""

from itertools import product
from math import comb, exp

import numpy as np
import pytest

import models
from tests.chapters import anatomy
from tests.deterrence.test_allied_unity import expected, gain_of_joining, payoff
from tests.passages import CHAPTERS, assert_passage, says
from tests.support import close, pure_equilibria, sample

model = models.load("allied_unity")
solve, preset = model.solve, model.presets
EXAMPLE = {"n_allies": 6, "cost": 0.4, "dispersion": 0}
NEEDED = range(1, 7)


def at(threshold, **changes):
    return solve(**EXAMPLE | {"threshold": threshold} | changes)


def hundred(found, *names):
    return [round(100 * float(found[name]), 6) for name in names]


def point(threshold, **changes):
    return EXAMPLE | {"threshold": threshold} | changes


@pytest.fixture(scope="module")
def chapter():
    return anatomy.Chapter.read(CHAPTERS / "deterrence" / "allied_unity.md")


# -- the play and the smallest game -------------------------------------------------------------------------
def test_the_play_is_the_table_and_nobody_gains_by_leaving_it(chapter):
    tree = chapter.played()["two"]
    for threshold, joins in ((1, 0.6), (2, 1)):
        values = point(threshold, n_allies=2)
        assert max(tree.regret(**values).values()) < 1e-9
        root = tree.at(**values).to_dict()["root"]
        assert close(root["moves"][0]["probability"], joins)
        for first, second in product((0, 1), repeat=2):
            end = root["moves"][first]["node"]["moves"][second]["node"]["payoffs"]
            joined = (first == 0, second == 0)
            for ally in (0, 1):
                worth = payoff("unconditional", joined[ally], joined[1 - ally], 0.4, 2, threshold)
                assert close(end[f"ally {ally + 1}"], worth)


def test_what_the_play_says_at_its_end():
    """'joined 6 times in 10 … joining and waiting are worth 60 each'"""
    for joins in (True, False):
        assert close(expected("unconditional", joins, 0.6, 0.4, point(1, n_allies=2)), 0.6)


def test_the_sums_of_the_smallest_game():
    """60, 16 and 84 where one is enough, with three equilibria; 40 where both are needed."""
    found = at(1, n_allies=2)
    assert hundred(found, "join_prob", "prob_success") == [60, 84] and close(0.4 * 0.4, 0.16)
    game = model.game(**point(1, n_allies=2))
    assert pure_equilibria(game) == {(0, 1), (1, 0)} and len(list(game.support_enumeration())) == 3
    both = at(2, n_allies=2)
    assert hundred(both, "join_prob", "tipping_prob", "prob_success") == [100, 40, 100]
    found = list(model.game(**point(2, n_allies=2)).support_enumeration())
    assert sorted(round(float(row[0]), 6) for row, _ in found) == [0, 0.4, 1]
    assert_passage("allied_unity", "so you join if $1 - q \\ge {}$; with $k = 2$ it is $q$", "0.4")


def test_joining_is_worth_its_cost_where_one_may_be_missing():
    """The formula au-missing is what joining adds, for all numbers of allies and all expectations."""
    grid = np.linspace(0, 1, 41)
    for n in range(2, 13):
        for k in range(1, min(n, 6) + 1):
            missing = comb(n - 1, k - 1) * grid ** (k - 1) * (1 - grid) ** (n - k)
            gain = gain_of_joining("unconditional", grid, 0.4, point(k, n_allies=n))
            assert np.allclose(missing - 0.4, gain)


def test_the_most_joiners_are_best_for_all():
    """'It is best for all': the chosen equilibrium is worth at least as much as the tipping point and as none."""
    points = sample(model, count=3000, seed=4, dispersion=0.0)
    found = solve(**points)
    for index in np.flatnonzero(np.isin(found["regime"], ("partial", "unanimity")))[:300]:
        here = {name: values[index].item() for name, values in points.items()}
        here |= {name: int(here[name]) for name in ("n_allies", "threshold")}
        net = here["cost"] * (1 - here["cost_share"])
        worth = [
            q * expected("unconditional", True, q, net, here)
            + (1 - q) * expected("unconditional", False, q, net, here)
            for q in (0, found["tipping_prob"][index], found["join_prob"][index])
        ]
        assert worth[2] >= max(worth[:2]) - 1e-9


# -- one is enough --------------------------------------------------------------------------------------------
def test_the_first_guess():
    assert hundred(at(1), "join_prob", "prob_success") == [
        round(100 * (1 - 0.4**0.2), 6),
        round(100 * (1 - 0.4**1.2), 6),
    ]
    assert round(100 * 0.4**1.2) == 33
    assert abs(at(1)["prob_success"] - 0.84) > 0.03  # the value until now does not count as right


def test_one_is_enough_in_closed_form_and_the_more_the_less():
    """au-one, and the title: the chances that a given ally and that somebody joins fall, towards 1 less the cost."""
    n, costs = np.arange(2, 21)[:, None], np.linspace(0.02, 0.98, 25)[None, :]
    found = solve(n_allies=n, threshold=1, cost=costs, dispersion=0)
    assert np.allclose(found["join_prob"], 1 - costs ** (1 / (n - 1)))
    assert np.allclose(found["prob_success"], 1 - costs ** (n / (n - 1)))
    assert (np.diff(found["join_prob"], axis=0) < 0).all() and (
        np.diff(found["prob_success"], axis=0) < 0
    ).all()
    assert (found["prob_success"] > 1 - costs).all()
    assert close(solve(n_allies=10_000, threshold=1, cost=0.4, dispersion=0)["prob_success"], 0.6, 1e-3)


def test_named_allies_are_an_equilibrium():
    """Exactly k named join: none of them, and none of the rest, gains by changing, at any cost up to 100."""
    for k, cost in product(NEEDED, (0.02, 0.4, 1)):
        joins, waits = (
            payoff("unconditional", True, k - 1, cost, 6, k),
            payoff("unconditional", False, k - 1, cost, 6, k),
        )
        assert joins >= waits
        assert payoff("unconditional", False, k, cost, 6, k) >= payoff("unconditional", True, k, cost, 6, k)


def test_some_may_be_torn_and_the_rest_wait():
    """'in others, some wait for sure and the rest are torn': 62 equilibria beside the one shown."""
    others = 0
    for m in range(1, 6):
        q = 1 if m == 1 else at(1, n_allies=m)["join_prob"]
        all_wait = (1 - q) ** m  # an outsider is the missing one
        assert close(1 if m == 1 else (1 - q) ** (m - 1), 1 if m == 1 else 0.4, 1e-8) and all_wait < 0.4
        others += comb(6, m)
    assert others == 62 and at(1, n_allies=2)["prob_success"] > at(1)["prob_success"]


def test_of_six_named_where_five_are_needed_each_can_hope():
    """All six join: one of them gains by waiting. Five join: nobody gains by changing."""
    assert payoff("unconditional", False, 5, 0.35, 6, 5) > payoff("unconditional", True, 5, 0.35, 6, 5)
    assert payoff("unconditional", True, 4, 0.35, 6, 5) > payoff("unconditional", False, 4, 0.35, 6, 5)


# -- some are needed ------------------------------------------------------------------------------------------
def test_the_run_over_the_number_needed():
    """The second guess, the tour and its bars: 67, 44, 0, 0, 75, 100; the top 34.56 at 60 in 100."""
    assert [round(100 * at(k)["prob_success"]) for k in NEEDED] == [67, 44, 0, 0, 75, 100]
    assert close(10 * 0.6**3 * 0.4**2, 0.3456) and close(at(4)["cost_threshold"], 0.3456)
    assert_passage("allied_unity", "$\\bar\\kappa$ is $10 \\cdot 0.6^3 \\cdot {}^2$", "0.4")
    assert model.evaluate([model["peak"]], **point(4))[0] == pytest.approx(0.6)
    assert [at(k)["regime"] for k in NEEDED] == [
        "volunteer", "partial", "collapse", "collapse", "partial", "unanimity",
    ]  # fmt: skip


def test_the_picture_has_the_models_chance_of_being_the_missing_one(chapter):
    """The curve of the figure, a product, against the binomial."""
    [cell] = [c for s in chapter["One piece more"] for c in s.cells if "def missing_one" in c]
    code = cell[cell.index("n, k =") : cell.index("possible =")]
    defined = chapter.played()
    exec(code, defined)
    symbol = defined["sp"].Symbol("q")
    curve = defined["missing_one"](symbol)
    for n, k, q in product(range(2, 13), NEEDED, (0.0, 0.2, 0.6, 1.0)):
        if k <= n:
            drawn = curve.subs({model["n_allies"]: n, model["threshold"]: k, symbol: q})
            assert close(float(drawn), comb(n - 1, k - 1) * q ** (k - 1) * (1 - q) ** (n - k))


@says("allied_unity", "the same for $k$ and for $n + 1 - k$, and lowest in the middle")
def test_where_a_joint_answer_fails():
    """The first proposition, and that success falls and then rises in the number needed."""
    for n in range(3, 21):
        needed = np.arange(1, n + 1)
        top = solve(n_allies=n, threshold=needed, dispersion=0)["cost_threshold"]
        assert top[0] == top[-1] == 1 and np.allclose(top, top[::-1])
        assert np.argmin(np.round(top, 12)) == (n - 1) // 2
        assert (np.diff(top)[: (n - 1) // 2] < 0).all()
        for cost in np.linspace(0.05, 0.95, 19):
            if abs(top - cost).min() < 1e-6:
                continue
            found = solve(n_allies=n, threshold=needed, dispersion=0, cost=cost)
            assert np.array_equal(found["join_prob"] > 0, cost < top)
            moves = np.diff(np.round(found["prob_success"], 9))
            assert (np.diff(np.sign(moves[moves != 0])) >= 0).all()


def test_the_ways_to_pass_the_middle():
    """The two tasks: a cost of 34, and a group of which all are needed."""
    assert at(4, cost=0.34)["prob_success"] >= 0.5 > at(4, cost=0.36)["prob_success"]
    assert at(6)["prob_success"] == at(4, n_allies=4)["prob_success"] == 1
    costs = np.round(np.arange(0.02, 1.001, 0.02), 2)
    works = at(4, cost=costs)["prob_success"] >= 0.5
    assert works.sum() >= 5 and (~works).sum() >= 5


def test_a_little_less_joining_makes_joining_pay_more():
    """At the right cut the chance of being the missing one falls in q, at the left one it rises."""
    for k in (2, 5):
        found, step = at(k), 1e-4
        for name, sign in (("join_prob", -1), ("tipping_prob", 1)):
            around = np.array([found[name] - step, found[name] + step])
            low, high = gain_of_joining("unconditional", around, 0.4, point(k))
            assert sign * low < 0 < sign * high


@says(
    "allied_unity",
    "Where costs are alike and the number needed stays, more allies do not make an answer more likely, since each does less.",
    "That none joins is an equilibrium too, wherever two or more are needed.",
)
def test_more_allies_do_not_help_where_costs_are_alike():
    for k in range(1, 8):
        n = np.arange(max(2, k), 21)
        for cost in np.linspace(0.02, 0.98, 49):
            found = solve(n_allies=n, threshold=k, cost=cost, dispersion=0)
            assert (np.diff(found["prob_success"]) <= 1e-9).all()
            assert (np.diff(found["join_prob"]) <= 1e-9).all()
        if k > 1:
            assert gain_of_joining("unconditional", 0.0, 0.02, point(k, n_allies=8)) < 0


# -- pledges ----------------------------------------------------------------------------------------------------
def test_the_third_guess():
    found = at(4)
    assert round(100 * found["pledge_prob_success"]) == 70 and round(100 * found["pledge_join_prob"]) == 68
    assert [round(100 * at(k)["pledge_prob_success"]) for k in NEEDED] == [67, 62, 63, 70, 85, 100]
    q = found["pledge_join_prob"]
    missing = comb(5, 3) * q**3 * (1 - q) ** 2
    called = sum(comb(5, j) * q**j * (1 - q) ** (5 - j) for j in range(3, 6))
    assert close(missing, 0.4 * called, 1e-8)
    assert at(4)["pledge_deterred"] and not at(4)["deterred"]


@says("allied_unity", "Success is never less likely with pledges than where joiners pay in any case.")
def test_pledges_do_not_lower_success():
    points = sample(model, count=20_000)
    found = solve(**points)
    assert (found["pledge_prob_success"] >= found["prob_success"] - 1e-9).all()
    assert (found["pledge_prob_success"] > found["prob_success"] + 0.1).any()


def test_pledges_at_the_two_ends():
    """Where all are needed no expectation keeps an ally from pledging; where one is enough pledges change nothing."""
    grid = np.linspace(0, 1, 41)
    assert (gain_of_joining("pledge", grid, 0.4, point(6)) >= -1e-12).all()
    assert np.allclose(
        gain_of_joining("pledge", grid, 0.4, point(1)), gain_of_joining("unconditional", grid, 0.4, point(1))
    )
    assert close(
        gain_of_joining("pledge", 0.0, 0.4, point(4)), 0
    )  # nobody pledges: an equilibrium, a weak one


# -- back to the document ---------------------------------------------------------------------------------------
def test_every_reading_stands_where_the_text_puts_it():
    found = {name: solve(**values) for name, values in preset.items()}
    assert {name: f["regime"] for name, f in found.items()} == {
        "E_unanimous": "unanimity", "A_willing": "collapse", "A_frozen_funds": "collapse",
        "C_reluctant": "collapse", "D_one_backer": "volunteer",
    }  # fmt: skip
    assert found["E_unanimous"]["deterred"] and found["E_unanimous"]["prob_success"] == 1


def test_where_the_claims_turn():
    """1/(1+e) where all are needed, 1/(1-e) where one is; a fund helps from 1 - top/cost on; five named succeed."""
    assert_passage("allied_unity", "With $e = {}$, $\\bar\\kappa$ is $1/(1-e)$", "0.3")
    for e in (0, 0.3, 0.6):
        assert close(solve(threshold=6, dispersion=e)["cost_threshold"], 1 / (1 + e))
        assert close(solve(threshold=1, dispersion=e)["cost_threshold"], 1 / (1 - e))
    E = preset["E_unanimous"] | {"cost": 1 / 1.3}
    assert solve(**E | {"cost": E["cost"] - 1e-6})["prob_success"] == 1
    assert solve(**E | {"cost": E["cost"] + 1e-6})["prob_success"] == 0
    for name in ("A_frozen_funds", "A_willing", "C_reluctant"):
        values = preset[name]
        share = 1 - solve(**values)["cost_threshold"] / values["cost"]
        assert solve(**values, cost_share=share + 1e-6)["join_prob"] > 0
        assert solve(**values, cost_share=share - 1e-6)["join_prob"] == 0
    assert 0.35 * 1.3 < 1  # named, even the dearest of the five gains by joining
    assert solve(n_allies=5, threshold=5, cost=0.35)["prob_success"] == 1


def test_half_of_the_time_keeps_russia_away_by_default():
    low, high = (solve(threshold=6, severity=s)["deterred"] for s in (0.55, 0.6))
    assert not low and high and close(0.6 / 1.2, 0.5)


# -- questions, exercises, activity -------------------------------------------------------------------------------
def test_the_reasons_of_the_closing_questions():
    for cost in (0.18, 0.32, 0.42, 0.48):
        q = (1 + (1 - 2 * cost) ** 0.5) / 2
        found = solve(n_allies=3, threshold=2, cost=cost, dispersion=0)
        assert close(found["join_prob"], q, 1e-8) and close(found["prob_success"], q**2 * (3 - 2 * q), 1e-8)
    for cost in (0.04, 0.09, 0.16, 0.25, 0.36, 0.49):
        assert close(
            solve(n_allies=3, threshold=1, cost=cost, dispersion=0)["prob_success"], 1 - cost**1.5, 1e-8
        )
    assert close(solve(n_allies=5, threshold=3, dispersion=0)["cost_threshold"], 0.375)


def test_the_exercises():
    assert hundred(at(1, n_allies=2, cost=0.3), "prob_success") == [91]
    assert hundred(at(2, n_allies=2, cost=0.3), "tipping_prob") == [30]
    tipping = [solve(n_allies=n, threshold=n, cost=0.4, dispersion=0)["tipping_prob"] for n in range(2, 13)]
    assert np.allclose(tipping, [0.4 ** (1 / (n - 1)) for n in range(2, 13)]) and (np.diff(tipping) > 0).all()
    assert [round(100 * at(k, cost=0.3)["prob_success"]) for k in NEEDED] == [76, 70, 69, 76, 91, 100]
    assert close(at(3)["cost_threshold"], 0.3456)
    for cost, fail in ((0.345, []), (0.346, [3, 4])):
        assert [k for k in NEEDED if at(k, cost=cost)["prob_success"] == 0] == fail
    tops = {n: solve(n_allies=n, threshold=4, cost=0.3, dispersion=0)["cost_threshold"] for n in range(4, 13)}
    assert max(n for n, top in tops.items() if top >= 0.3) == 7


def outcome(rule, joins, q, k, cost=0.4):
    """Points of a student whose five others each join with chance q, on average."""
    return 100 * expected(rule, joins, q, cost, point(k))


def test_the_teachers_sheet():
    """Each round as predicted, and as classes usually play it."""
    first, last = at(1), at(4)
    assert round(18 * first["join_prob"]) == 3 and round(18 * last["pledge_join_prob"]) == 12
    assert round(3 * first["prob_success"]) == 2 and round(10 * last["pledge_prob_success"]) == 7
    for joins in (True, False):
        assert close(outcome("unconditional", joins, first["join_prob"], 1), 60, 1e-6)
        assert round(outcome("pledge", joins, last["pledge_join_prob"], 4)) == 48
    assert [round(outcome("unconditional", joins, 0.5, 1)) for joins in (True, False)] == [60, 97]
    assert [round(outcome("unconditional", joins, 0.5, 4)) for joins in (True, False)] == [10, 19]
    assert [round(outcome("pledge", joins, 0.5, 4)) for joins in (True, False)] == [30, 19]
    assert round(100 * sum(comb(6, j) for j in (4, 5, 6)) / 64) == 34
    assert round(100 * 0.9**6) == 53 and round(outcome("unconditional", True, 0.9, 6)) == 19
    assert round(100 * at(6)["tipping_prob"]) == 83


# -- further --------------------------------------------------------------------------------------------------------
def test_the_last_remarks():
    """Poisson's law for many allies, and the ratio by which the middle is lowest."""
    assert round(100 * 27 * exp(-3) / 6) == 22
    tops = solve(n_allies=np.arange(4, 2000, 50), threshold=4, dispersion=0)["cost_threshold"]
    assert (np.diff(tops) < 0).all() and 0.22 < tops[-1] < 0.23

    def f(j):
        return (1 + 1 / j) ** j if j else 1

    for n in range(3, 15):
        top = solve(n_allies=n, threshold=np.arange(1, n + 1), dispersion=0)["cost_threshold"]
        for j in range(n - 1):
            assert close(top[j + 1] / top[j], f(j) / f(n - j - 2), 1e-8)

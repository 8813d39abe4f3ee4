"""What chapters/start/venue.md says, and what backs it."""

import warnings
from fractions import Fraction
from itertools import combinations

import nashpy as nash
import numpy as np
import pytest
import sympy as sp

import models
from models import best_correlated
from tests.passages import assert_passage, says, text_of
from tests.support import sample

model = models.load("venue")
solve, presets = model.solve, model.presets
TWO = dict(b_R=0.25, b_U=0.25, j_R=-0.5, j_U=-0.5)
SLACK = 1e-9


def f(value, digits=2):
    return f"{value:.{digits}f}"


def positive(count=20_000, seed=1, **fixed):
    """Random points at which all three places are acceptable."""
    rng = np.random.default_rng(seed)
    return {name: fixed.get(name, rng.uniform(0.02, 0.95, count)) for name in model.parameters}


def pays(point):
    """What each place is worth to Russia and to Ukraine."""
    return np.diag([1.0, point["b_R"], point["j_R"]]), np.diag([point["b_U"], 1.0, point["j_U"]])


# -- the smallest game ------------------------------------------------------------------------------------------


@says(
    "venue",
    "Russia does not care which.",
    "So it, too, may name its own place four times in five, which leaves Ukraine in the same position.",
    "less than the 25 of the worse place",
)
def test_one_in_five_makes_the_other_indifferent():
    russia, ukraine = np.array([[100, 0], [0, 25]]), np.array([[25, 0], [0, 100]])
    row, column = np.array([0.8, 0.2]), np.array([0.2, 0.8])
    assert np.allclose(russia @ column, 20) and np.allclose(row @ ukraine, 20)
    found = solve(**TWO)
    assert np.isclose(found["mixed_value_R"], 0.2) and np.isclose(found["mixed_meet"], row @ column)


@says("venue", "what Russia gets is $b/(1+b)$ as well")
def test_the_formulas_of_the_smallest_game():
    b = sp.Symbol("b", positive=True)
    q = b / (1 + b)
    assert sp.simplify((1 - q) * b - q) == 0
    assert sp.simplify(2 * q * (1 - q) - 2 * b / (1 + b) ** 2) == 0
    for value in (0.1, 0.3, 0.6, 0.9):
        found = solve(b_R=value, b_U=value, j_R=-0.5, j_U=-0.5)
        assert np.isclose(found["mixed_value_R"], float(q.subs(b, value)))
        assert np.isclose(found["mixed_meet"], 2 * value / (1 + value) ** 2)
        assert np.isclose(found["mediated_value"], (1 + value) / 2)


@says(
    "venue",
    "no correlated equilibrium, mixed or not, gives a side less than the equilibrium in which all places are named.",
    "Russia can have that whatever Ukraine does, so it will not settle for less.",
    "Who mixes serves the other's indifference, so the result is a floor and no forecast.",
)
def test_no_correlated_equilibrium_gives_a_side_less_than_full_mixing():
    """By the mixture that secures it, on 20,000 draws; and by linear programming."""
    points = positive()
    found = solve(**points)
    for side, worths in (("R", (1, points["b_R"], points["j_R"])), ("U", (points["b_U"], 1, points["j_U"]))):
        weights = np.array([np.broadcast_to(1 / np.asarray(w), len(points["b_R"])) for w in worths])
        weights = weights / weights.sum(axis=0)
        secured = [weight * worth for weight, worth in zip(weights, worths, strict=True)]
        for against_one_place in secured:
            assert np.allclose(against_one_place, found[f"mixed_value_{side}"])
    for k in range(0, 30):
        point = {name: float(values[k]) for name, values in points.items()}
        R, U = pays(point)
        worst_R, worst_U = best_correlated(R, U, -1, 0).row, best_correlated(R, U, 0, -1).column
        assert np.isclose(worst_R, found["mixed_value_R"][k], atol=1e-7)
        assert np.isclose(worst_U, found["mixed_value_U"][k], atol=1e-7)


def test_full_mixing_is_called_a_floor_and_not_a_forecast():
    """It was once called the honest forecast."""
    text = text_of("venue")
    assert "honest forecast" not in text
    assert_passage("venue", "the pessimist's number: {} at worst, not {} on average", "20", "20")


# -- figures ---------------------------------------------------------------------------------------------------


@says("venue", "A payoff in a mixed equilibrium moves the other's conduct.")
def test_ones_own_payoff_moves_what_the_other_does():
    before, after = solve(**TWO), solve(**TWO | dict(b_R=0.5))
    assert after["mixed_value_U"] == before["mixed_value_U"]
    assert np.isclose(after["mixed_value_R"], 1 / 3)  # also how often Ukraine names Belarus
    walked = [model.trees["venues"].walk(**TWO | dict(b_R=b))["results"]["meet"] for b in (0.25, 0.5)]
    assert np.allclose(np.ravel(walked), [0.32, 0.4])


@says(
    "venue",
    "With three acceptable places there are seven equilibria, one for each set of places that both may name.",
    'title="Each place more that both may name makes a round worth less"',
)
def test_each_set_of_places_is_one_equilibrium_and_a_larger_set_is_worth_less():
    for point in ({}, dict(j_R=0.7, j_U=0.4)):
        found = list(model.game(**point).support_enumeration())
        assert len(found) == solve(**point)["n_equilibria"] == 7
        full = {name: point.get(name, p.default) for name, p in model.parameters.items()}
        for table in pays(full):
            worth = {
                s: 1 / sum(1 / table[k, k] for k in s)
                for size in (1, 2, 3)
                for s in combinations(range(3), size)
            }
            for one in worth:
                for other in worth:
                    if set(one) < set(other):
                        assert worth[other] < worth[one]


@says(
    "venue",
    "Without a signal, a third place that both like makes the pessimist's number smaller.",
    "a third place worth little to both is named often, and they may meet more, where both like it least.",
    "Without a signal a further place lowers the floor.",
)
def test_a_third_place_lowers_both_payoffs_and_mostly_the_chance_of_meeting():
    points = positive()
    three, two = solve(**points), solve(**points | dict(j_R=np.full(20_000, -0.5), j_U=np.full(20_000, -0.5)))
    assert (three["mixed_value_R"] < two["mixed_value_R"]).all()
    assert (three["mixed_value_U"] < two["mixed_value_U"]).all()
    more = three["mixed_meet"] > two["mixed_meet"]
    assert 0.02 < more.mean() < 0.2
    little = np.maximum(points["j_R"], points["j_U"])
    assert np.median(little[more]) < 0.5 * np.median(little[~more])
    point = TWO | dict(j_R=0.05, j_U=0.05)
    assert solve(**point)["mixed_meet"] > 0.32 > solve(**TWO | dict(j_R=0.5, j_U=0.5))["mixed_meet"]
    row, column = (w / w.sum() for w in (1 / np.diag(pays(point)[1]), 1 / np.diag(pays(point)[0])))
    assert row[2] > 0.7 and column[2] > 0.7


@says(
    "venue",
    "Where both proposals are acceptable, Jerusalem raises the smaller payoff exactly if",
    "Jerusalem enters if its own add up to more, even if one of them lies below 62.5.",
    'title="Where both proposals are acceptable, Jerusalem helps only beyond the line through them"',
)
def test_jerusalem_raises_the_smaller_payoff_exactly_beyond_the_line():
    rng = np.random.default_rng(3)
    points = {name: rng.uniform(0.01 if name[0] == "b" else -0.5, 0.95, 20_000) for name in model.parameters}
    b_R, b_U, j_R, j_U = (points[name] for name in ("b_R", "b_U", "j_R", "j_U"))
    over = (1 - b_U) * j_R + (1 - b_R) * j_U - (1 - b_R * b_U)
    clear = np.abs(over) > 1e-6
    raised = (
        solve(**points)["mediated_value"]
        > solve(b_R=b_R, b_U=b_U, j_R=-0.5, j_U=-0.5)["mediated_value"] + 1e-9
    )
    assert (raised == (over > 0))[clear].all()
    assert not (points["j_R"] < 0.3)[raised].all()


def test_beyond_the_line_does_not_mean_better_than_the_coin_for_both():
    """The chapter once asked for more than .65 for both; (.5, .85) enters with less for one."""
    found = solve(j_R=0.5, j_U=0.85)
    assert found["weight_jerusalem"] > 0 and solve()["mediated_value"] > 0.5
    assert "better than 0.65 for both" not in text_of("venue")


@says("venue", "a third place cannot hurt, since nobody need draw it")
def test_with_a_signal_a_third_place_does_not_hurt():
    points = positive()
    without = solve(**points | dict(j_R=np.full(20_000, -0.5), j_U=np.full(20_000, -0.5)))
    assert (solve(**points)["mediated_value"] >= without["mediated_value"] - 1e-12).all()


# -- who tosses the coin ------------------------------------------------------------------------------------------


@says("venue", "Write your digit at random, and whatever the other writes, the chance is one half.")
def test_slips_are_a_fair_coin_that_neither_can_tilt():
    for zero in (0.0, 0.3, 1.0):  # how often the other writes 0
        assert np.isclose(0.5 * zero + 0.5 * (1 - zero), 0.5)


# -- by machine ----------------------------------------------------------------------------------------------------


def exactly(A, B):
    """Equilibria by supports of equal size, in fractions: what support enumeration is in theory."""
    fractions = lambda M: sp.Matrix([[Fraction(int(x)) for x in row] for row in M])  # noqa: E731
    A, B, found = fractions(A), fractions(B), []
    sets = [s for size in range(1, A.rows + 1) for s in combinations(range(A.rows), size)]

    def mixture(M, mine, theirs):
        """Weights on the columns `theirs` that make the rows `mine` of M worth the same."""
        xs = sp.symbols(f"x0:{len(theirs)}")
        worth = [sum(M[i, j] * x for j, x in zip(theirs, xs, strict=True)) for i in mine]
        solved = sp.linsolve([sum(xs) - 1, *(w - worth[0] for w in worth[1:])], xs)
        for values in solved:
            if all(v.is_number and v > 0 for v in values):
                full = [0] * A.rows
                for j, v in zip(theirs, values, strict=True):
                    full[j] = v
                return sp.Matrix(full)
        return None

    for mine in sets:
        for theirs in (s for s in sets if len(s) == len(mine)):
            column, row = mixture(A, mine, theirs), mixture(B.T, theirs, mine)
            if column is None or row is None:
                continue
            if max(A * column) == (A * column)[mine[0]] and max(B.T * row) == (B.T * row)[theirs[0]]:
                found.append((list(row), list(column)))
    return found


POLAND = np.array([0.0, 1.0])


def tied(belarus):
    """The small game where Poland is worth nothing to Russia."""
    return nash.Game(np.array([[100, 0], [0, 0]]), np.array([[belarus, 0], [0, 100]]))


@says(
    "venue",
    "In theory it finds all equilibria of a game without ties.",
    "In the first game it lists two, and gives a warning (silenced here) that the game may be {term}`degenerate",
    "Ukraine names Poland, and Russia names Belarus with any chance up to 80%.",
)
def test_with_a_tie_the_solver_misses_a_line_of_equilibria():
    assert len(exactly(np.array([[100, 0], [0, 25]]), np.array([[25, 0], [0, 100]]))) == 3
    with pytest.warns(RuntimeWarning, match="degenerate"):
        listed = list(tied(25).support_enumeration())
    assert len(listed) == 2
    assert sum(np.allclose(column, POLAND) for _, column in listed) == 1
    russia, ukraine = tied(25).payoff_matrices
    for chance in np.linspace(0, 1, 41):  # Russia mixes, Ukraine stays with Poland
        mixed = np.array([chance, 1 - chance])
        best = bool((mixed @ ukraine)[1] >= (mixed @ ukraine)[0] - SLACK) and np.ptp(russia @ POLAND) == 0
        assert best == (chance <= 0.8 + SLACK)


@says("venue", "In the second game there are such lines as well, and it does not even warn.")
def test_with_two_ties_the_solver_misses_lines_without_a_warning():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert len(list(tied(0).support_enumeration())) == 3
    for chance in (0.1, 0.5, 0.9):
        assert all(tied(0).is_best_response(np.array([chance, 1 - chance]), POLAND))


def test_the_chapter_does_not_trust_the_solver():
    assert "unless the game is" not in text_of("venue")


# -- back to the document -------------------------------------------------------------------------------------------


@says("venue", "With $b = 0.3$ for both, $j_R + j_U$ must exceed")
def test_where_each_reading_stands():
    regimes = {name: solve(**values)["regime"] for name, values in presets.items()}
    assert regimes == {
        "default": "lottery_two_capitals", "insist": "single_venue", "neutral": "fixed_venue",
        "cool": "lottery_two_capitals", "hostile": "no_talks",
    }  # fmt: skip
    assert solve(**presets["insist"])["venue_choice"] == "jerusalem"
    assert all(presets[name].get("b_R", 0.3) == presets[name].get("b_U", 0.3) for name in presets)
    assert model.parameters["b_R"].default == model.parameters["b_U"].default == 0.3
    text = text_of("venue")
    assert all(f"*{name}*" in text for name in presets if name != "default")


# -- exercises and activity -----------------------------------------------------------------------------------------


def test_exercise_1_numbers():
    assert_passage("venue", "$0.6/1.6$, which is")
    assert_passage("venue", "since $1.2/2.56 = {}$", f(1.2 / 2.56, 3))


def test_exercise_3_the_side_that_minds_less_travels_more():
    found = solve(b_R=0.5, b_U=0.25, j_R=-0.5, j_U=-0.5)
    assert np.isclose(found["weight_belarus"], 30 / 75 * 1.0) and np.isclose(
        found["mediated_R"], found["mediated_U"]
    )
    points = sample(model, j_R=-0.5, j_U=-0.5)
    keep = (points["b_R"] > 0.01) & (points["b_U"] > 0.01)
    minds_less = points["b_R"][keep] > points["b_U"][keep]
    weight = solve(**{name: values[keep] for name, values in points.items()})["weight_belarus"]
    assert (weight[minds_less] <= 0.5 + SLACK).all()


def talked(v, b):
    """One round of talk followed by `v`: from the payoffs of announcing, not from the formula."""
    a = (b - v) / (1 + b - 2 * v)  # announcing either place is worth the same
    assert np.isclose(a + (1 - a) * v, a * v + (1 - a) * b)
    return a + (1 - a) * v


def test_exercise_4_talk_creeps_up_to_b_and_does_not_pass_it():
    v, found = 0.2, []
    for _ in range(3):
        v = talked(v, 0.25)
        found.append(100 * v)
    assert_passage("venue", "brings {} points instead of 20, two {}, three {} to three decimals",
                   f(found[0]), f(found[1], 3), f(found[2], 3))  # fmt: skip
    for b in np.linspace(0.05, 0.95, 19):
        v = b / (1 + b)
        for _ in range(5):
            new = talked(v, b)
            assert np.isclose(b - new, (b - v) ** 2 / (1 + b - 2 * v)) and new <= b + SLACK
            v = new


def test_the_teachers_table_is_what_two_rows_get():
    own = np.array([0.5, 0.65, 0.8, 0.9])
    R, U = np.diag([1, 0.25]), np.diag([0.25, 1])
    for share in own:
        row, column = np.array([share, 1 - share]), np.array([1 - share, share])
        assert np.isclose(row @ column, 2 * share * (1 - share))
        assert np.isclose(row @ R @ column, share * (1 - share) * 1.25)
        assert np.isclose(row @ U @ column, share * (1 - share) * 1.25)


def test_the_replay_with_a_third_room():
    """Each writes its own room with 4/7, the yellow one with 2/7, the other's with 1/7."""
    point = TWO | dict(j_R=0.5, j_U=0.5)
    R, U = pays(point)
    row, column = np.array([4, 1, 2]) / 7, np.array([1, 4, 2]) / 7
    assert np.allclose(R @ column, 1 / 7) and np.allclose(row @ U, 1 / 7)
    found = solve(**point)
    assert np.isclose(found["mixed_value_R"], 1 / 7) and np.isclose(found["mixed_meet"], row @ column)
    assert np.isclose(4 * found["mixed_value_R"], row[0])


@says("venue", "In B and C both sides together get 125 in each round, whatever falls")
def test_the_sum_does_not_depend_on_the_coin():
    for place in range(2):
        R, U = pays(TWO)
        assert np.isclose(100 * (R[place, place] + U[place, place]), 125)


def test_sources_are_where_they_belong():
    text = text_of("venue")
    assert "{cite:t}`farrell1987` asks it of a game of this shape" in text
    assert all(key in text for key in ("aumann1974", "aumann2003", "schelling1960", "kalai1975", "he2020"))

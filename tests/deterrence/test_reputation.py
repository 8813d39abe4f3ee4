"""Reputation across theatres: sequential rationality and Bayes' rule in exact fractions, then the numbers."""

from fractions import Fraction
from functools import lru_cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import models
from models.deterrence.reputation import path
from tests.support import assert_outcomes, pure_equilibria, sample

model = models.load("reputation")
NAN = float("nan")


class Game:
    """The chain store game from its rules, with the claimed plans (R2); all numbers are fractions.

    A second statement beside the trees, on purpose: for more theatres than these, and with exact ties.

    A state is (theatres left, belief, whether W has fought). No formula for expectations is used.
    """

    def __init__(self, N, b, a, delta):
        self.N, self.b, self.a, self.delta = N, b, a, delta
        self.after = lru_cache(None)(self._after)

    # the plans
    def challenge(self, n, p, fought):
        threshold = self.b**n
        if p == threshold:
            return 1 - 1 / self.a if fought else Fraction(1)
        return Fraction(p < threshold)

    def fight(self, n, p):
        """Chance that an irresolute W fights."""
        later = self.b ** (n - 1)
        if n == 1 or p == 0:
            return Fraction(0)
        return Fraction(1) if p >= later else p * (1 - later) / ((1 - p) * later)

    def belief_after_fight(self, n, p):
        return max(p, self.b ** (n - 1)) if p > 0 else p

    # the rules
    def _after(self, n, p, fought):
        """From this state on: challenges, fights and W's payoff, for either type of W."""
        if n == 0:
            return {kind: (Fraction(0),) * 3 for kind in ("resolute", "irresolute")}
        out = self.after(n - 1, p, fought)
        c, found = self.challenge(n, p, fought), {}
        for kind, (challenges, fights, value) in out.items():
            f = Fraction(1) if kind == "resolute" else self.fight(n, p)
            mix = [f * x + (1 - f) * y for x, y in zip(*self.answers(n, p, kind), strict=True)]
            quiet = (challenges, fights, self.a + value)
            found[kind] = tuple((1 - c) * x + c * y for x, y in zip(quiet, mix, strict=True))
        return found

    def answers(self, n, p, kind):
        """What each answer to a challenge brings: fight, concede."""
        won = self.after(n - 1, self.belief_after_fight(n, p), True)[kind]
        lost = self.after(n - 1, Fraction(0), True)[kind]
        now = (0, -1) if kind == "resolute" else (-1, 0)
        return (1 + won[0], 1 + won[1], now[0] + won[2]), (1 + lost[0], lost[1], now[1] + lost[2])

    def states(self):
        """The start, what the plans lead to, and what a stray challenge or quiet theatre would."""
        found, queue = set(), [(self.N, self.delta, False)]
        while queue:
            n, p, fought = state = queue.pop()
            if n and state not in found:
                found.add(state)
                beliefs = ((p, fought), (self.belief_after_fight(n, p), True), (Fraction(0), True))
                queue += [(n - 1, *belief) for belief in beliefs]
        return found


steps = lambda low, high: st.integers(low, high).map(lambda i: Fraction(i, 100))  # noqa: E731


@st.composite
def games(draw):
    """Slider steps, and priors that are exact powers of b, where the tie rules decide."""
    N, b = draw(st.integers(1, 9)), draw(steps(5, 95))
    delta = draw(st.one_of(steps(0, 95), st.integers(1, 10).map(lambda i: b**i)))
    return Game(N, b, Fraction(draw(st.integers(21, 100)), 20), delta)


def numbers(game):
    values = {"gain": game.b, "deter_value": game.a, "prior_resolute": game.delta}
    return {"n_theatres": game.N} | {name: float(value) for name, value in values.items()}


@given(game=games())
@settings(max_examples=80, deadline=None)
def test_nobody_gains_by_a_single_deviation_and_beliefs_follow_bayes(game):
    """R1, R2: in every state, on the path or off it, each mover's plan is a best reply; beliefs agree."""
    for n, p, fought in game.states():
        f = game.fight(n, p)
        rho = p + (1 - p) * f
        if p > 0 and rho > 0:
            assert game.belief_after_fight(n, p) == p / rho
        tempted = rho * (game.b - 1) + (1 - rho) * game.b
        c = game.challenge(n, p, fought)
        assert (c == 0 or tempted >= 0) and (c == 1 or tempted <= 0)
        fights, concedes = (answer[2] for answer in game.answers(n, p, "irresolute"))
        assert (f == 0 or fights >= concedes) and (f == 1 or fights <= concedes)
        fights, concedes = (answer[2] for answer in game.answers(n, p, "resolute"))
        assert fights >= concedes


@given(game=games())
@settings(max_examples=100, deadline=None)
def test_expectations_and_values_are_those_of_the_tree(game):
    """R3-R7: every number of the model against a walk through all histories."""
    x, N, delta = model.solve(**numbers(game)), game.N, game.delta
    ends = game.after(N, delta, False)
    irresolute = ends["irresolute"]
    mean = lambda i: delta * ends["resolute"][i] + (1 - delta) * ends["irresolute"][i]  # noqa: E731
    assert_outcomes(
        x, expected_challenges=float(mean(0)) if delta else N, expected_fights=float(mean(1)) if delta else 0,
        expected_concessions=float(mean(0) - mean(1)), value_W=float(mean(2)),
        expected_challenges_irresolute=float(irresolute[0]), value_irresolute=float(irresolute[2]),
    )  # fmt: skip
    if delta:
        assert_outcomes(x, expected_challenges_resolute=float(ends["resolute"][0]))
    opening = [game.challenge(n, delta, False) for n in range(N, 0, -1)]
    first = opening.index(1) + 1 if 1 in opening else N + 1
    assert (x["first_challenge"], x["quiet_theatres"]) == (first, first - 1)
    left = N + 1 - first
    f = game.fight(left, delta) if left else NAN
    learnt = game.belief_after_fight(left, delta) if left and delta else NAN
    assert_outcomes(x, fight_prob_first=float(delta + (1 - delta) * f), fight_prob_first_irresolute=float(f),
                    belief_after_fight=float(learnt))  # fmt: skip
    quiet = delta > 0 and next(n for n in range(1, 999) if game.b**n < delta)
    assert x["theatres_needed"] == (quiet or float("inf"))
    tempted = delta <= game.b
    assert_outcomes(x, benchmark_challenges=N * tempted, benchmark_fights=float(N * delta * tempted))


@given(game=games())
@settings(max_examples=60, deadline=None)
def test_path_follows_the_history_in_which_every_challenge_is_fought(game):
    """Figure 1: beliefs, challenges and fights, theatre by theatre."""
    found = path(**numbers(game))
    p, fought = game.delta, False
    for i, n in enumerate(range(game.N, 0, -1)):
        rho = p + (1 - p) * game.fight(n, p)
        c = game.challenge(n, p, fought)
        expected = (n, float(p), float(game.b**n), float(c), float(rho))
        names = ("left", "belief", "threshold", "challenge", "fight")
        assert tuple(found[name][i] for name in names) == pytest.approx(expected, abs=1e-9)
        if c:
            p, fought = game.belief_after_fight(n, p), True


def test_every_regime_occurs():
    drawn = sample(model, count=4000)
    drawn["prior_resolute"][::10] = 0
    drawn["prior_resolute"][1::3] **= 6
    assert set(model.solve(**drawn)["regime"]) == set(model.regimes)


@pytest.mark.parametrize(
    "point, expected",
    [
        # exercises 1 and 4
        ({}, dict(regime="reputation_deters", theatres_needed=4, quiet_theatres=5, fight_prob_first=0.4,
                  fight_prob_first_irresolute=1 / 3, expected_challenges=2.75, benchmark_challenges=8)),
        # ties, exact and as floats have them
        (dict(gain=0.7, prior_resolute=0.49, n_theatres=4), dict(theatres_needed=3, quiet_theatres=2)),
        (dict(gain=0.5, prior_resolute=0.5), dict(regime="reputation_deters", theatres_needed=2)),
        (dict(gain=0.3, prior_resolute=0.1 * 3), dict(theatres_needed=2)),
        (dict(prior_resolute=0.5**8), dict(regime="tested_at_once", quiet_theatres=0)),
        (dict(n_theatres=1, gain=0.5, prior_resolute=0.5),
         dict(regime="tested_at_once", expected_challenges=1, fight_prob_first_irresolute=0)),
        (dict(n_theatres=1, prior_resolute=0.51), dict(regime="interest_deters", theatres_needed=1)),
        # a doubt below the slack is still one
        (dict(prior_resolute=1e-13, gain=0.05, n_theatres=20), dict(theatres_needed=10, quiet_theatres=11)),
        # Kreps and Wilson (1982) through the quantal-response limit
        (dict(n_theatres=2), dict(fight_prob_first_irresolute=1 / 9)),
        (dict(n_theatres=2, gain=0.7, prior_resolute=0.2), dict(fight_prob_first_irresolute=3 / 28)),
    ],
)  # fmt: skip
def test_worked_numbers(point, expected):
    assert_outcomes(model.solve(**point), **expected)


def test_seltens_twenty_towns():
    """Selten (1978), exercise 3: induction leaves the store 40, deterrence of all but the last three 91."""
    towns = dict(n_theatres=20, gain=0.5, deter_value=1.5)
    assert 2 * model.solve(**towns, prior_resolute=0)["value_W"] + 40 == 40
    for prior in (0.063, 0.09, 0.124):
        x = model.solve(**towns, prior_resolute=prior)
        assert x["quiet_theatres"] == 17 and 2 * x["value_irresolute"] + 40 == pytest.approx(91)


@pytest.mark.parametrize("preset, regime, quiet", [
    ("E_playbook", "reputation_deters", 9), ("C_no_intention", "reputation_deters", 3),
    ("B_no_means", "no_reputation", 0), ("A_guarantees", "interest_deters", 8),
    ("D_no_force", "tested_at_once", 0),
])  # fmt: skip
def test_readings_of_the_documents(preset, regime, quiet):
    x = model.solve(**model.presets[preset])
    assert (x["regime"], x["quiet_theatres"]) == (regime, quiet)


@pytest.mark.parametrize("short_of_one", [1e-6, 1e-9, 1e-12])
@pytest.mark.parametrize("delta", [0.1, 0.999])
def test_numbers_stay_exact_where_a_fight_costs_challengers_next_to_nothing(short_of_one, delta):
    """b near 1: 1 - b**j is all rounding error, and a small 1 - delta would magnify it."""
    game = Game(20, Fraction(1 - short_of_one), Fraction(2), Fraction(delta))
    ends, x = game.after(20, game.delta, False), model.solve(**numbers(game))
    for kind in ("resolute", "irresolute"):
        assert x[f"expected_challenges_{kind}"] == pytest.approx(float(ends[kind][0]), abs=1e-9)


def test_contested_theatres_do_not_depend_on_how_many_there_are():
    """Comparative statics: M rises one for one with N; k rises in b, falls in delta; a moves neither."""
    N = np.arange(4, 60)
    assert (model.solve(n_theatres=N)["quiet_theatres"] == N - 3).all()
    needed = lambda **values: model.solve(**values)["theatres_needed"]  # noqa: E731
    assert (np.diff(needed(gain=np.linspace(0.05, 0.95, 91))) >= 0).all()
    assert (np.diff(needed(prior_resolute=np.linspace(0.01, 0.95, 95))) <= 0).all()
    assert (model.solve(deter_value=np.linspace(1.05, 5, 80))["quiet_theatres"] == 5).all()


def test_limits_and_bounds():
    drawn = sample(model)
    x = model.solve(**drawn)
    bounds = [0 * x["value_W"], x["expected_fights"], x["expected_challenges"], drawn["n_theatres"]]
    assert (np.diff(bounds, axis=0) >= -1e-12).all() and (x["value_W"] >= 0).all()
    assert model.solve(gain=1e-9)["regime"] == "interest_deters"
    assert model.solve(gain=1 - 1e-6)["theatres_needed"] > 10**6
    assert model.solve(prior_resolute=1e-9)["expected_challenges"] == pytest.approx(8, abs=1e-5)
    assert model.solve(n_theatres=10**6)["quiet_theatres"] / 10**6 > 0.99999


@pytest.mark.parametrize("b, delta", [(0.5, 0.1), (0.7, 0.2), (0.9, 0)])
def test_one_theatre_has_seltens_perfect_and_imperfect_equilibria(b, delta):
    """Matrix (i): (in, concede), and a component of (out, fight) from fight = (b - delta)/(1 - delta) on."""
    game = model.game(gain=b, prior_resolute=delta)
    assert pure_equilibria(game) == {(0, 0), (1, 1)}
    extreme = (b - delta) / (1 - delta)
    fights = [c[1] for r, c in game.vertex_enumeration() if r[1] == pytest.approx(1)]
    assert min(fights) == pytest.approx(extreme)
    coming_in = game.payoff_matrices[0][0]
    assert coming_in @ [1 - extreme, extreme] == pytest.approx(0)  # where out stops being a best reply
    assert game.payoff_matrices[1].tolist() == [[0, -1], [2, 2]]


@pytest.mark.parametrize(
    "b, a, delta, weights", [(0.5, 2, 0.1, (1 / 9, 0.5)), (0.7, 3, 0.2, (3 / 28, 1 / 3))]
)
def test_two_theatres_have_one_equilibrium(b, a, delta, weights):
    """Matrix (ii): fight and stay out with the weights of R2, as published for the logit limit."""
    point = dict(gain=b, deter_value=a, prior_resolute=delta)
    found = list(model.game("after_the_first_challenge_of_two", **point).support_enumeration())
    assert len(found) == 1
    assert (found[0][0][1], found[0][1][1]) == pytest.approx(weights)
    assert model.solve(**point, n_theatres=2)["fight_prob_first_irresolute"] == pytest.approx(weights[0])
    for none in (0, b**2, 0.9):
        with pytest.raises(ValueError, match="prior_resolute"):
            model.game("after_the_first_challenge_of_two", **{**point, "prior_resolute": none})

"""Immediate deterrence: no type of either side gains by deviating, and no other equilibrium survives.

The rules stand here a second time beside the tree, on purpose: the tree claims one equilibrium, this looks for others.
"""

import warnings
from itertools import product

import numpy as np
import pytest
from hypothesis import assume, given, settings

import models
from tests.support import assert_all_reached, assert_outcomes, at, close, points, sample

model = models.load("deterrence")
KINDS = ("resolute", "irresolute")
SMALL, EDGE = 1e-9, 1e-6


def _inside(point):
    """Away from the open ends, where a payoff of 1e-300 counts as one in the rules and not in floats."""
    chances = point["p_R_resolute"], point["p_W_resolute"]
    return (
        min(*chances, point["backdown_cost"], point["loss_W_irresolute"]) > EDGE and max(chances) < 1 - EDGE
    )


POINTS = points(model).filter(_inside)


class Crisis:
    """The rules of the game at one point: what each end is worth, and what each type of R does last."""

    def __init__(self, p_R_resolute, p_W_resolute, gain, severity, status_quo, backdown_cost,
                 loss_W_irresolute, value_W_resolute):  # fmt: skip
        self.chance_R = {"resolute": p_R_resolute, "irresolute": 1 - p_R_resolute}
        self.chance_W = {"resolute": p_W_resolute, "irresolute": 1 - p_W_resolute}
        self.x, self.y, self.v = p_R_resolute, p_W_resolute, status_quo
        self.R = {"status_quo": self.v, "concession": 1, "backdown": self.v - backdown_cost}
        self.W = {"status_quo": 1 - self.v, "concession": 0, "backdown": 1 - self.v}
        self.R_conflict = {"resolute": gain - severity, "irresolute": self.v - backdown_cost - 1}
        self.W_conflict = {"resolute": value_W_resolute, "irresolute": -loss_W_irresolute}

    def last(self, kind):
        """Where resistance to this type of R ends."""
        return "conflict" if self.R_conflict[kind] > self.R["backdown"] + 1e-12 else "backdown"

    def of_R(self, end, kind):
        return self.R_conflict[kind] if end == "conflict" else self.R[end]

    def of_W(self, end, kind):
        return self.W_conflict[kind] if end == "conflict" else self.W[end]

    def challenge(self, kind, r):
        """R's payoff from challenging where a share r of challenges is resisted."""
        return (1 - r) * self.R["concession"] + r * self.of_R(self.last(kind), kind)

    def resist(self, W_kind, q):
        """W's payoff from resisting a challenger who is resolute with chance q; conceding is worth 0."""
        return q * self.of_W(self.last("resolute"), W_kind) + (1 - q) * self.of_W(
            self.last("irresolute"), W_kind
        )


def equilibria_with_challenges(game):
    """Every PBE (eta, u, sigma) with a challenge on the path, off the ties."""
    resisted = [game.of_R(game.last(kind), kind) for kind in KINDS]
    rates = [(1 - game.v) / (1 - value) for value in resisted if value < 1]  # leave a type of R indifferent
    found = []
    for sigma in {0.0, 1.0} | {(rate - game.y) / (1 - game.y) for rate in rates if rate >= game.y}:
        r = game.y + (1 - game.y) * sigma
        edges = [game.challenge(kind, r) - game.v for kind in KINDS]
        for plan in product(
            *([1.0] if e > SMALL else [0.0] if e < -SMALL else [0.0, None, 1.0] for e in edges)
        ):
            eta, u = _mixed(game, *plan)
            mass = game.x * eta + (1 - game.x) * u
            if not mass > SMALL:  # no challenge, or no such mixture (nan)
                continue
            value = game.resist("irresolute", game.x * eta / mass)
            if value >= -SMALL if sigma == 1 else value <= SMALL if sigma == 0 else abs(value) < SMALL:
                found.append((eta, u, sigma))
    return found


def _mixed(game, eta, u):
    """Replace a free probability (None) by the one that leaves an irresolute W indifferent, else by nan."""
    low, high = game.resist("irresolute", 1), game.resist("irresolute", 0)
    if eta is None and u is None or (eta is None or u is None) and not low < 0 < high:
        return np.nan, np.nan
    odds = high / -low * (1 - game.x) / game.x if low else np.nan  # eta / u at which W is indifferent
    eta, u = u * odds if eta is None else eta, eta / odds if u is None else u
    return (eta, u) if min(eta, u) >= 0 and max(eta, u) <= 1 else (np.nan, np.nan)


@settings(max_examples=150, deadline=None)
@given(POINTS)
def test_no_type_of_either_side_gains_by_deviating(point):
    """R1-R4: sequential rationality of every type, beliefs by Bayes' rule wherever it applies."""
    game, found = Crisis(**point), model.solve(**point)
    sigma, q = found["resist_prob_W_irresolute"], found["posterior_R_resolute"]
    r = game.y + (1 - game.y) * sigma
    played = {kind: found[f"challenge_prob_R_{kind}"] for kind in KINDS}
    for kind, share in played.items():
        value = share * game.challenge(kind, r) + (1 - share) * game.v
        assert value >= max(game.challenge(kind, r), game.v) - SMALL, kind
    mass = sum(game.chance_R[kind] * share for kind, share in played.items())
    assert close(found["resist_prob"], r) and (mass == 0 or close(q, game.x * played["resolute"] / mass))
    assert game.resist("resolute", q) > 0
    assert sigma * game.resist("irresolute", q) >= max(0, game.resist("irresolute", q)) - SMALL


@settings(max_examples=150, deadline=None)
@given(POINTS)
def test_no_other_equilibrium_has_challenges_on_the_path(point):
    """R3: at most one PBE with challenges, and it is the one reported; without one nobody challenges."""
    game, found = Crisis(**point), model.solve(**point)
    w = point["status_quo"] + point["severity"] - point["gain"]
    ties = [w, w - point["backdown_cost"], game.x - found["threshold_resist"]]
    ties += [game.y - found["threshold_deter"], game.y - found["threshold_bluff"]]
    assume(min(map(abs, ties)) > EDGE)
    claimed = [found[f"challenge_prob_R_{kind}"] for kind in KINDS] + [found["resist_prob_W_irresolute"]]
    others = equilibria_with_challenges(game)
    assert bool(others) == (found["prob_challenge"] > 0)
    assert not others or np.allclose(others, claimed, atol=1e-6)


@settings(max_examples=100, deadline=None)
@given(POINTS)
def test_suspicion_holds_the_status_quo_only_where_said_and_fails_d1(point):
    """R7: W resists, though it would concede to a resolute R, who gains from a challenge more often."""
    game, found = Crisis(**point), model.solve(**point)
    w = point["status_quo"] + point["severity"] - point["gain"]
    assume(min(abs(w), abs(w - point["backdown_cost"]), abs(game.y - found["threshold_deter"])) > EDGE)
    held = all(game.challenge(kind, 1) <= game.v for kind in KINDS)
    needs_suspicion = game.challenge("resolute", game.y) > game.v and game.resist("irresolute", 1) < 0
    assert found["suspicion_equilibrium"] == (held and needs_suspicion)
    if found["suspicion_equilibrium"]:
        rates = np.linspace(game.y, 1, 50)
        resolute, irresolute = (game.challenge(kind, rates) > game.v for kind in KINDS)
        assert resolute.any() and (resolute | ~irresolute).all()


@settings(max_examples=100, deadline=None)
@given(POINTS)
def test_outcomes_are_those_of_playing_the_tree(point):
    """R5-R6: probabilities and values by summing over the four pairs of types."""
    game, found = Crisis(**point), model.solve(**point)
    ends = dict.fromkeys(["status_quo", "concession", "backdown", "conflict"], 0.0)
    R, W = 0.0, dict.fromkeys(KINDS, 0.0)
    for kind, W_kind in product(KINDS, KINDS):
        challenge = found[f"challenge_prob_R_{kind}"]
        resist = 1 if W_kind == "resolute" else found["resist_prob_W_irresolute"]
        path = [("status_quo", 1 - challenge), ("concession", challenge * (1 - resist)),
                (game.last(kind), challenge * resist)]  # fmt: skip
        for end, chance in path:
            ends[end] += game.chance_R[kind] * game.chance_W[W_kind] * chance
            R += game.chance_R[kind] * game.chance_W[W_kind] * chance * game.of_R(end, kind)
            W[W_kind] += game.chance_R[kind] * chance * game.of_W(end, W_kind)
    assert_outcomes(found, prob_challenge=1 - ends["status_quo"], value_R=R,
                    value_W=sum(game.chance_W[kind] * W[kind] for kind in KINDS))  # fmt: skip
    assert_outcomes(found, **{f"value_W_of_{kind}": W[kind] for kind in KINDS})
    assert_outcomes(found, **{f"prob_{end}": chance for end, chance in ends.items()})


def test_severity_and_status_quo_needed_are_the_smallest_without_a_challenge():
    """R8: just enough ends every challenge, a little less does not; a share of 1 means that none suffices."""
    values = sample(model, 4000)
    found = model.solve(**values)
    for name, top in (("severity", np.inf), ("status_quo", 1)):
        need = found[f"{name}_needed"]
        enough = model.solve(**values | {name: np.minimum(need + 1e-7, 1 - 1e-9 if top == 1 else np.inf)})
        short = np.minimum(need - 1e-7, top - 1e-6)
        too_little = model.solve(**values | {name: np.maximum(short, 0)})
        assert (enough["prob_challenge"][need < top - 1e-6] == 0).all()
        assert (too_little["prob_challenge"][short >= 0] > 0).all()


def test_all_regimes_are_reached():
    assert_all_reached(model)


# fmt: off
@pytest.mark.parametrize("point, regime", [
    (dict(severity=1.3), "no_follow_through"),  # w = a
    (dict(severity=1.25), "bluff"),
    (dict(severity=0.6, backdown_cost=1, p_W_resolute=0.8), "certain_deterrence"),  # y = c_t
    (dict(severity=0.6, backdown_cost=1, p_W_resolute=0.79), "separating"),
    (dict(backdown_cost=1.2, p_W_resolute=0.4), "separating"),  # y = c_s
    (dict(backdown_cost=1.2, p_W_resolute=0.39), "bluff"),
    (dict(loss_W_irresolute=0.8, p_R_resolute=0.5), "attack"),  # x = d_n
    (dict(loss_W_irresolute=0.8, p_R_resolute=0.49), "bluff"),
    (dict(severity=0.4, p_W_resolute=0.98), "separating"),  # w = 0: no credibility deters
    (dict(severity=0.45, p_W_resolute=0.98), "certain_deterrence"),
    (dict(status_quo=0.1, gain=0.4, severity=0.3, p_W_resolute=0.98), "separating"),  # w = 0 up to rounding
])
def test_ties_go_the_way_of_the_tie_rule(point, regime):
    assert model.solve(**point)["regime"] == regime


@pytest.mark.parametrize("point, expected", [
    ({}, dict(regime="bluff", threshold_deter=8 / 13, threshold_bluff=8 / 17, threshold_resist=8 / 13,
              challenge_prob_R_irresolute=0.625, resist_prob_W_irresolute=2 / 17, prob_challenge=0.8125,
              prob_conflict=4 / 17, suspicion_equilibrium=True, severity_needed=1.3)),
    (model.presets["E_united"], dict(regime="certain_deterrence", prob_conflict=0, posterior_R_resolute=1)),
    (model.presets["C_sanctions_only"], dict(regime="bluff", severity_needed=1.3)),
    (model.presets["A_weapons_first"], dict(regime="separating", prob_conflict=0.4)),
    (model.presets["B_no_backing"], dict(regime="attack", prob_concession=0.95)),
    (model.presets["D_unlimited_aims"], dict(regime="attack", prob_conflict=0.27)),
    (dict(p_W_resolute=0.1, backdown_cost=50), dict(severity_needed=7.6)),  # by credibility alone
    (dict(p_R_resolute=0.8, p_W_resolute=8 / 13 - 1e-9), dict(regime="separating", prob_conflict=6.4 / 13)),
    (dict(severity=0.2, p_W_resolute=0.999999), dict(undeterrable=True, prob_conflict=0.5)),  # y -> 1, w < 0
    (dict(p_R_resolute=1e-9), dict(regime="bluff", prob_challenge=0)),  # x -> 0
    (dict(loss_W_irresolute=1e-9), dict(threshold_resist=1)),
    (dict(loss_W_irresolute=1e9), dict(threshold_resist=0, regime="attack")),
    (dict(backdown_cost=1e9), dict(threshold_bluff=0, regime="separating")),
    (dict(severity=100.0), dict(regime="no_follow_through", suspicion_equilibrium=False)),
])
def test_worked_numbers_presets_and_limits(point, expected):
    """Exercises 1, 3 and 4, the readings of the documents, and the sanity limits."""
    assert_outcomes(model.solve(**point), tolerance=1e-6, **expected)


@pytest.mark.parametrize("name, parameter, sign", [
    ("threshold_deter", "severity", -1), ("threshold_deter", "gain", 1),
    ("threshold_deter", "status_quo", -1), ("threshold_deter", "backdown_cost", 0),
    ("threshold_bluff", "backdown_cost", -1),
    ("threshold_bluff", "status_quo", -1), ("threshold_resist", "loss_W_irresolute", -1),
])
# fmt: on
def test_signs_of_the_comparative_statics(name, parameter, sign):
    start = model.parameters[parameter].default
    path = model.solve(**{parameter: np.linspace(start, start + 0.2, 9)})[name]
    assert (np.sign(np.round(np.diff(path), 12)) == sign).all()


def test_half_credible_threats_raise_conflict_until_they_end_it():
    """R9: conflict rises in y up to x c_t just below c_t and is zero from there on; concessions fall."""
    y = np.linspace(0.02, 0.98, 400)
    found = model.solve(p_W_resolute=y)
    conflict, below = found["prob_conflict"], y < 8 / 13
    assert (np.diff(conflict[below]) >= -SMALL).all() and (conflict[~below] == 0).all()
    assert conflict.max() < 0.5 * 8 / 13 < conflict.max() + 0.002
    assert (np.diff(found["prob_concession"][below]) <= SMALL).all()


@settings(max_examples=80, deadline=None)
@given(POINTS)
def test_thresholds_are_those_of_the_book_on_perfect_deterrence(point):
    """Zagare and Kilgour: ratios of differences between the payoffs of their ends DC, SQ, CD and DD."""
    game, found = Crisis(**point), model.solve(**point)
    DC, SQ, CD, DD = game.R["concession"], game.v, game.R["backdown"], game.R_conflict["resolute"]
    assert_outcomes(found, threshold_bluff=(DC - SQ) / (DC - CD))
    W_back, W_conflict = game.W["backdown"], game.W_conflict["irresolute"]
    assert_outcomes(found, threshold_resist=(W_back - game.W["concession"]) / (W_back - W_conflict))
    if CD + EDGE < DD < SQ:
        assert_outcomes(found, threshold_deter=(DC - SQ) / (DC - DD))


def _extreme_points(game):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # nashpy warns of the degeneracy in the last row, which is expected
        return list(game.vertex_enumeration())


def _has(found, row, column):
    return any(np.allclose(a, row, atol=1e-6) and np.allclose(b, column, atol=1e-6) for a, b in found)


@pytest.mark.parametrize("seed", range(4))
def test_the_matrix_form_has_the_equilibria_claimed(seed):
    """Extreme equilibria of the matrix: the selected one, and the suspicion component where it exists."""
    values = sample(model, 40, seed)
    for index in range(len(values["gain"])):
        point = at(values, index)
        found, y = model.solve(**point), point["p_W_resolute"]
        extreme = _extreme_points(model.game(**point))
        u, sigma = found["challenge_prob_R_irresolute"], found["resist_prob_W_irresolute"]
        if found["prob_challenge"] > 0:
            assert _has(extreme, [u, 1 - u, 0, 0], [1 - sigma, sigma]), point
            assert sum(row[3] < 0.5 for row, _ in extreme) == 1, point
        suspicion = found["suspicion_equilibrium"]
        least = found["threshold_deter"] if suspicion else found["threshold_bluff"]
        weight = max(0, (least - y) / (1 - y))  # 0 in certain deterrence: both columns
        stays = suspicion or found["regime"] in ("no_follow_through", "certain_deterrence")
        for resist in (weight, 1):
            assert _has(extreme, [0, 0, 0, 1], [1 - resist, resist]) == stays, point


def test_positive_affine_payoffs_leave_the_equilibria_alone():
    """Invariance on the matrix form."""
    game = model.game()
    rows, columns = game.payoff_matrices
    first, second = _extreme_points(game), _extreme_points(type(game)(3 * rows - 2, 0.5 * columns + 7))
    assert len(first) == len(second) and all(_has(second, *pair) for pair in first)

"""Alternating offers: no deviation pays, whatever the rounds, options and horizon.

The rules stand here a second time beside the tree of one round, on purpose: for rounds of any length and n offers.
"""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import models
from tests.support import assert_all_reached, assert_outcomes, at, points, pure_equilibria, sample

model = models.load("alternating_offers")
SMALL = 1e-7  # the closed form promises 1e-8 where rounds last seconds
GRID = np.linspace(0, 1, 401)
UNUSED = dict(alpha=0.25)  # for the properties that they do not touch


def answers(offers, wait, walk):
    """R's payoff from each offer; U accepts, takes `wait` or `walk`, in this order if indifferent."""
    refused = wait if wait[1] >= walk[1] - 1e-12 else walk
    return np.where(1 - offers >= refused[1] - 1e-12, offers, refused[0])


def mirrored(point):
    """The same point with the sides swapped."""
    swap = {"R": "U", "U": "R"}
    other = {n[:-1] + swap[n[-1]] if n[-2:] in ("_R", "_U") else n: v for n, v in point.items()}
    return other | {"first": swap[point["first"]], "alpha": 1 - point["alpha"]}


def rules(point):
    """Per-round discount factors, inside and outside values, as pairs (R, U)."""
    beta = point["delta_R"] ** point["dt"], point["delta_U"] ** point["dt"]
    return beta, (point["inside_R"], point["inside_U"]), (point["outside_R"], point["outside_U"])


def waiting(point, share):
    """What both get from waiting one round and then agreeing on R's `share`."""
    (beta_R, beta_U), (d_R, d_U), _ = rules(point)
    return (1 - beta_R) * d_R + beta_R * share, (1 - beta_U) * d_U + beta_U * (1 - share)


def offer_pays(point, share_first, share_next):
    """R, proposing, does best with `share_first` if the next round would end at R's share `share_next`."""
    wait, walk = waiting(point, share_next), rules(point)[2]
    assert -1e-12 <= share_first <= 1 + 1e-12
    assert 1 - share_first >= max(wait[1], walk[1], 0) - SMALL, "the responder refuses the equilibrium offer"
    best = answers(GRID, wait, walk).max()
    assert best <= share_first + SMALL, "the proposer does better with another offer"


@settings(max_examples=120, deadline=None)
@given(points(model, **UNUSED))
def test_nobody_gains_by_one_deviation_in_the_endless_game(point):
    """R1: each proposer against every offer of a grid, each responder against waiting and walking out."""
    found = model.solve(**point)
    x, y = found["share_R_first"], found["share_R_second"]
    offer_pays(point, x, y)
    offer_pays(mirrored(point), 1 - y, 1 - x)


def test_a_refused_round_is_worth_what_starting_over_gives():
    """R1: the value at every refusal is the flow of one round and the discounted value of the next, played from its root."""
    tree = model.trees["rounds"]
    drawn = sample(model, count=12, seed=3)
    for index in range(len(drawn["dt"])):
        assert max(tree.again(**at(drawn, index)).values()) <= 1e-9


def backward(point, count):
    """R's share in `count` offers by backward induction over the rules, both orders: (R first, U first)."""
    beta, d, walk = rules(point)
    after = {"R": d, "U": d}  # values if it is this side's turn next
    for _ in range(count):
        new = {}
        for side in "RU":
            me, other = (0, 1) if side == "R" else (1, 0)
            nxt = after["U" if side == "R" else "R"]
            wait = tuple((1 - beta[i]) * d[i] + beta[i] * nxt[i] for i in (0, 1))
            refused = wait if wait[other] >= walk[other] else walk
            keep = 1 - max(refused[other], 0)  # the most the responder lets the proposer keep
            value = max(keep, refused[me])
            new[side] = (value, 1 - value) if side == "R" else (1 - value, value)
            assert keep >= refused[me] - 1e-9, "delay or walking out in equilibrium"
        after = new
    return after["R"][0], after["U"][0]


@settings(max_examples=80, deadline=None)
@given(points(model, **UNUSED))
def test_finite_share_is_what_backward_induction_gives(point):
    """R4, without the closed form: every round from the last one back, refusals included; and its bound."""
    found = model.solve(**point)
    first, second = backward(point, int(point["n_offers"]))
    assert found["share_R_finite"] == pytest.approx(first if point["first"] == "R" else second, abs=SMALL)
    beta, d, _ = rules(point)
    bound = (beta[0] * beta[1]) ** (point["n_offers"] // 2) * (1 - sum(d))
    assert abs(found["share_R_finite"] - found["share_R"]) <= bound + SMALL


def test_long_finite_games_from_both_extremes_reach_the_same_share():
    """R1, uniqueness: the bounds on equilibrium payoffs shrink to one point."""
    for point in ({}, {"first": "U", "dt": 3}, {"inside_U": 0.3, "outside_R": 0.4, "outside_U": 0}):
        values = {n: p.default for n, p in model.parameters.items()} | point
        (b_R, b_U), (d_R, d_U), (w_R, w_U) = rules(values)
        found = model.solve(**point)
        for x in (0.0, 1.0):
            for _ in range(2000):
                y = max(w_R, 0, (1 - b_R) * d_R + b_R * x)
                x = 1 - max(w_U, 0, (1 - b_U) * d_U + b_U * (1 - y))
            assert_outcomes(found, share_R_first=x, share_R_second=y)


@settings(max_examples=60, deadline=None)
@given(points(model, **UNUSED))
def test_swapping_the_sides_swaps_the_shares(point):
    """Relabelling: every share of R becomes one minus it."""
    one, two = model.solve(**point), model.solve(**mirrored(point))
    for name in ("share_R", "share_R_finite", "nash_weighted", "rubinstein_limit", "split_difference"):
        assert one[name] == pytest.approx(1 - two[name], abs=SMALL), name
    assert one["walks_out_R"] == two["walks_out_U"]


def test_every_regime_and_answer_is_reached():
    assert_all_reached(model)
    same = dict(delta_R=0.9, delta_U=0.9, inside_R=-0.1, inside_U=-0.1)
    mixed = dict(outside_R=np.array([0.6, 0.15, 0.15]), outside_U=np.array([0.4, 0.5, 0.6]))
    assert model.solve(**same, **mixed)["hurt_more"].tolist() == ["R", "equal", "U"]


def test_floors_bind_exactly_where_raising_them_moves_the_share():
    """R2: a floor that binds is the responder's share; one that is slack can be lowered without effect."""
    point = sample(model, count=4000, first="U")
    found = model.solve(**point)
    lower = model.solve(**point | {"outside_R": np.minimum(point["outside_R"], 0) - 0.3})
    binds = np.isin(found["regime"], ["R_floor", "both_floors"]) & (point["outside_R"] > 0)
    slack = np.isin(found["regime"], ["free", "U_floor"])
    assert binds.sum() > 100 and slack.sum() > 100
    assert np.allclose(found["share_R"][binds], point["outside_R"][binds], atol=1e-12)
    assert (found["share_R"][binds] > lower["share_R"][binds]).all()
    assert np.allclose(found["share_R"][slack], lower["share_R"][slack], atol=1e-12)


def test_outside_option_matters_only_above_its_threshold():
    """R3, against the straight line of splitting the difference."""
    low = model.solve(first="U", outside_R=-0.5, outside_U=0)
    bar = low["outside_R_threshold"]
    assert 0.4 < bar < 0.5
    values = np.array([-0.2, 0.0, bar - 1e-6, bar + 1e-6, 0.5])
    found = model.solve(first="U", outside_R=values, outside_U=0)
    assert np.allclose(found["share_R"], [bar, bar, bar, bar + 1e-6, 0.5])
    assert found["regime"].tolist() == ["free"] * 3 + ["R_floor"] * 2
    assert np.allclose(np.diff(found["split_difference"][:2]), 0.1)


def test_a_floor_met_exactly_counts_as_slack():
    """R2's tie rule, with shares 4/9 and 5/9 that floats cannot hit: delta 0.8, yearly offers."""
    base = dict(delta_R=0.8, delta_U=0.8, dt=1, inside_R=0, inside_U=0)
    assert model.solve(**base, outside_R=4 / 9, outside_U=4 / 9)["regime"] == "free"
    assert model.solve(**base, outside_R=4 / 9 + 1e-9, outside_U=0)["regime"] == "R_floor"
    # half each: both floors bind although nothing is left to bargain over
    assert model.solve(**base, outside_R=0.5, outside_U=0.5)["regime"] == "both_floors"


@pytest.mark.parametrize("loss, answer", [(5e-10, "equal"), (2e-9, "U")])
def test_equal_losses_carry_their_own_slack(loss, answer):
    """R8: both lose 0.06 at the defaults; the slack is 1e-9, not 1e-12."""
    assert model.solve(inside_U=-0.10 - 10 * loss)["hurt_more"] == answer


def test_walking_out_on_a_tie_is_not_preferred():
    """R9: the comparison is strict."""
    found = model.solve(outside_R=-0.1, outside_U=-0.09)
    assert_outcomes(found, walks_out_R=False, walks_out_U=True)


EXERCISE = dict(delta_R=0.8, delta_U=0.8, dt=1, inside_R=0, inside_U=0, outside_R=0, outside_U=0)
NUMBERS = [
    ({}, dict(regime="U_floor", share_R=0.5, share_R_second=0.469210, share_R_finite=0.392969)),
    ({}, dict(outside_R_threshold=0.469210)),
    (EXERCISE, dict(share_R_first=5 / 9, share_R_second=4 / 9)),
    (EXERCISE | {"delta_R": 0.9, "outside_U": -1}, dict(share_R_first=0.2 / 0.28)),  # (1 - d2) / (1 - d1 d2)
    ("C10_no_endless_talks", dict(regime="R_floor", share_R_second=0.45, walks_out_U=False)),
    ("A3_attrition", dict(regime="free", rubinstein_limit=0.4, hurt_more="R")),
    ("D16_attrition", dict(regime="U_floor", share_R=0.5, hurt_more="U")),
    ({"delta_U": 1e-9, "outside_U": 0}, dict(share_R_first=1.0)),  # an endlessly impatient responder
    ({"delta_U": 1e-9, "inside_U": 0.3, "outside_U": 0.2}, dict(share_R_first=0.7)),
    ({"n_offers": 2000}, dict(share_R_finite=0.5)),
]  # fmt: skip


@pytest.mark.parametrize("point, expected", NUMBERS)
def test_worked_numbers_presets_and_exercises(point, expected):
    values = model.presets[point] if isinstance(point, str) else point
    assert_outcomes(model.solve(**values), tolerance=1e-6, **expected)


def test_the_last_proposer_profits_until_offer_49():
    """Exercise 3: from 49 offers on the share stays within 0.01; odd numbers are right at once."""
    count = np.arange(1, 201)
    found = model.solve(n_offers=count)
    wrong = count[np.abs(found["share_R_finite"] - found["share_R"]) > 0.01]
    assert wrong.max() == 48 and (wrong % 2 == 0).all()


@pytest.mark.parametrize("c_R, c_U, share", [(0.05, 0.10, 1.0), (0.10, 0.05, 0.05)])
def test_fixed_costs_per_round_reproduce_rubinstein_1982(c_R, c_U, share):
    """Exercise 4 and section 5 of the article: the cheaper side takes all, or all but the other's cost."""
    delta = 1 - 1e-7
    inside = dict(inside_R=-c_R / (1 - delta), inside_U=-c_U / (1 - delta))
    found = model.solve(delta_R=delta, delta_U=delta, dt=1, **inside, outside_R=-1, outside_U=-1)
    assert found["share_R_first"] == pytest.approx(share, abs=1e-5)


@settings(max_examples=60, deadline=None)
@given(points(model, **UNUSED | {"alpha": st.floats(0.05, 0.95)}))
def test_nash_shares_maximise_the_nash_product(point):
    """R5: inside values are the disagreement point, outside values only constraints."""
    found, (_, (d_R, d_U), (w_R, w_U)) = model.solve(**point), rules(point)
    shares = np.linspace(max(0, w_R, d_R), 1 - max(0, w_U, d_U), 300)
    for name, a in (("nash_sym", 0.5), ("nash_weighted", point["alpha"])):
        product = lambda s, a=a: np.maximum(s - d_R, 0) ** a * np.maximum(1 - s - d_U, 0) ** (1 - a)  # noqa: E731
        assert max(0, w_R) - 1e-9 <= found[name] <= 1 - max(0, w_U) + 1e-9
        assert product(np.float64(found[name])) >= product(shares).max() - 1e-9, name


@pytest.mark.parametrize("dt", [1e-3, 1e-6, 1e-9, 1e-12, 5e-324])
def test_fast_offers_tend_to_the_weighted_nash_solution(dt):
    """R6, down to rounds so short that floats know no discounting; both sides then lose alike per moment."""
    point = sample(model, count=500, dt=dt)
    found = model.solve(**point)
    for name in ("share_R_first", "share_R_second"):
        assert np.allclose(found[name], found["rubinstein_limit"], atol=1e-8 + dt), name
    free = found["regime"] == "free"
    lose_R = -np.log(point["delta_R"]) * (found["share_R"] - point["inside_R"])
    lose_U = -np.log(point["delta_U"]) * (1 - found["share_R"] - point["inside_U"])
    assert np.allclose(lose_R[free], lose_U[free], atol=1e-6 + dt)


@pytest.mark.parametrize("name, sign", [("delta_R", 1), ("delta_U", -1), ("inside_R", 1), ("inside_U", -1)])
def test_free_share_moves_with_patience_and_inside_values(name, sign):
    """Comparative statics in `free`, on the share and on the first proposer's advantage."""
    base = dict(outside_R=-0.5, outside_U=-0.5)
    values = np.linspace(0.71, 0.98, 30) if "delta" in name else np.linspace(-0.4, 0.2, 30)
    found = model.solve(**base, **{name: values})
    assert set(found["regime"]) == {"free"}
    assert (sign * np.diff(found["share_R"]) > 0).all()
    lead = model.solve(**base, dt=np.array([3, 1, 0.1, 0.01]))
    assert (np.diff(lead["share_R_first"] - lead["share_R_second"]) < 0).all()


def test_simultaneous_demands_are_chicken_in_every_regime():
    """Two pure equilibria and one mixed with the probabilities of the text."""
    presets = [{}, model.presets["C10_no_endless_talks"], model.presets["A3_attrition"], {"outside_R": 0.48}]
    for values in presets:
        game, found = model.game(**values), model.solve(**values)
        point = {n: p.default for n, p in model.parameters.items()} | dict(values)
        x, y = found["share_R_first"], found["share_R_second"]
        assert pure_equilibria(game) == {(0, 1), (1, 0)}
        mixed = [e for e in game.support_enumeration() if 0 < e[0][0] < 1]
        assert len(mixed) == 1
        assert mixed[0][0][0] == pytest.approx((x - y) / (1 - y - point["inside_U"]))
        assert mixed[0][1][0] == pytest.approx((x - y) / (x - point["inside_R"]))
    assert {model.solve(**values)["regime"] for values in presets} == set(model.regimes)


@pytest.mark.parametrize("values", [
    dict(outside_R=0.5, outside_U=0.5), dict(inside_R=0.5, outside_R=0, outside_U=0.5),
])  # fmt: skip
def test_no_matrix_where_the_two_offers_coincide(values):
    """Outside values that add up to one, and also an inside value that meets the other side's floor."""
    with pytest.raises(ValueError, match="share_R_first"):
        model.game(**values)


@pytest.mark.parametrize("values, names", [
    (dict(inside_R=0.6, inside_U=0.4, outside_R=0, outside_U=0), "inside_R and inside_U"),
    (dict(outside_R=0.6, outside_U=0.5), "outside_R and outside_U"),
    (dict(inside_R=0.6, outside_R=0), "inside_R and outside_U"),
    (dict(inside_U=0.6, outside_R=0.5, outside_U=0), "inside_U and outside_R"),
])  # fmt: skip
def test_joint_rules_name_both_parameters(values, names):
    with pytest.raises(ValueError, match=names):
        model.solve(**values)


def test_weak_joint_rules_forgive_rounding():
    assert model.solve(outside_R=0.1 + 0.2, outside_U=0.7)["share_R"] == pytest.approx(0.3)
    assert model.solve(n_offers=20.0) == model.solve()

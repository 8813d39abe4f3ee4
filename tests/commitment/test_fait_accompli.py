"""Faits accomplis: no grab, stop or answer can be bettered, and a line is worth what the types count."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import models
from tests.support import at, points, pure_equilibria, sample

model = models.load("fait_accompli")
POINTS = points(
    model, c_lo=st.floats(0, 0.85) | st.integers(0, 85).map(lambda k: k / 100), c_R=st.floats(0.005, 0.8),
    a=st.sampled_from([0, 0.05, 0.1, 0.2]) | st.floats(0, 0.5), tripwire=st.just(0) | st.floats(0, 0.95),
    delta=st.just(0) | st.floats(0, 0.98),
)  # fmt: skip


# -- the game solved from its rules: nothing below uses the model's formulas ---------------------------------


def next_grab(q, cut):
    """R's best second grab if the red lines from `cut` up are left, and what it is worth."""

    def worth(grab):
        fought = np.clip((grab - cut) / np.maximum(q["c_hi"] - cut, 1e-300), 0, 1)
        return (1 - fought) * grab - fought * q["c_R"]

    # a parabola between `cut` and the highest line: its top from three of its points, kept between them
    low, high = cut, q["c_hi"]
    middle = (low + high) / 2
    rise, fall = worth(middle) - worth(low), worth(middle) - worth(high)
    bend = rise + fall
    top = middle + (high - low) / 4 * np.divide(
        rise - fall, bend, out=np.zeros_like(bend), where=bend > 1e-14
    )
    top = np.clip(top, low, high)
    best = np.where(worth(top) > worth(low) + 1e-15, top, low)
    return best, worth(best)


def first_answer(q, grab, crossed):
    """The red line from which the first grab stands: below it, fighting costs less than what standing brings."""
    low, high = q["c_lo"] + 0 * grab, q["c_hi"] + 0 * grab

    def fights(c):
        second = np.minimum(
            c, next_grab(q, c)[0]
        )  # the type at the edge: the worse for it, piece or fight, is not taken
        return c < grab + q["a"] * crossed + q["solidarity"] * q["delta"] * second

    none = ~fights(low)
    for _ in range(50):
        middle = (low + high) / 2
        below = fights(middle)
        low, high = np.where(below, middle, low), np.where(below, high, middle)
    return np.where(none, q["c_lo"], high)


def worth_of(q, grab, crossed):
    """R's payoff of a first grab, by the rules, and the line below which it is fought over."""
    cut = first_answer(q, grab, crossed)
    fought = np.clip((cut - q["c_lo"]) / (q["c_hi"] - q["c_lo"]), 0, 1)
    stands = grab + q["delta"] * next_grab(q, cut)[1]
    answer = fought * -q["c_R"] + (1 - fought) * stands
    force = q["tripwire"] * crossed
    return force * -q["c_R"] + (1 - force) * answer, cut


def best_grab(q, low, high, crossed, grid=17, rounds=9):
    """The best first grab between `low` and `high`, by a grid that closes in; the smaller of equal ones."""
    for _ in range(rounds):
        share = np.linspace(0, 1, grid)[None, :]
        grabs = low + (high - low) * share
        value, _ = worth_of(q, grabs, crossed)
        best = (value >= value.max(axis=1, keepdims=True) - 1e-13).argmax(axis=1)[:, None]
        step = (high - low) / (grid - 1)
        centre = np.take_along_axis(grabs, best, axis=1)
        low, high = np.maximum(low, centre - step), np.minimum(high, centre + step)
    value, cut = worth_of(q, centre, crossed)
    return centre[:, 0], value[:, 0], cut[:, 0]


def search(point):
    """Best without a line, at a line, and across it: (grab, payoff, cut) each, at arrays of points."""
    q = {name: np.asarray(point[name], dtype=float)[:, None] for name in model.parameters}
    zero, one = np.zeros_like(q["line"]), np.ones_like(q["line"])
    silent = best_grab(q, zero, one, 0.0)
    stay = best_grab(q, zero, q["line"], 0.0)
    cross = best_grab(q, q["line"], one, 1.0)
    return silent, stay, cross


def random_points(count, seed):
    """Points over and beyond the sliders: no words, no force, no next place and slider steps among them."""
    random, point = np.random.default_rng(seed), sample(model, count=2 * count, seed=seed)
    point = {name: values[:count] for name, values in point.items()}
    count = len(point["a"])
    rounded = random.random(count) < 0.4
    for name in ("c_lo", "c_hi", "c_R", "line", "a", "tripwire", "delta", "solidarity"):
        point[name] = np.where(rounded, np.round(point[name], 2), point[name])
    point["c_hi"] = np.maximum(point["c_hi"], point["c_lo"] + 0.01)
    for name, share in (("a", 0.25), ("tripwire", 0.4), ("delta", 0.25), ("c_lo", 0.15)):
        point[name] = np.where(random.random(count) < share, 0.0, point[name])
    edge = random.random(count)
    point["solidarity"] = np.where(edge < 0.15, 0.0, np.where(edge > 0.85, 1.0, point["solidarity"]))
    # boundaries: where a bet just pays, and where the line is what R would take anyway
    m = 1 + (1 - point["solidarity"]) * point["delta"]
    even = (np.arange(count) % 10 == 0) & (point["c_hi"] > 2 * point["c_lo"])
    point["c_R"] = np.where(even, m * (point["c_hi"] - 2 * point["c_lo"]), point["c_R"])
    idle = np.arange(count) % 10 == 1
    point["line"] = np.where(idle, model.solve(**point)["grab_no_line"], point["line"])
    return point


def check_against_search(count, seed):
    point = random_points(count, seed)
    x = model.solve(**point)
    (X_0, V_0, cut_0), (x_s, V_s, cut_s), (x_c, V_c, cut_c) = search(point)
    drawn = (point["a"] > 0) | (point["tripwire"] > 0)
    values = np.where(drawn, np.maximum(V_s, V_c), V_0)
    # a line at or beyond what R would take anyway does not bind
    assert np.abs(x["value_R"] - values).max() < 1e-7
    assert np.abs(x["value_R_no_line"] - V_0).max() < 1e-7
    assert np.abs(x["grab_no_line"] - X_0).max() < 1e-4
    crossed, held = x["regime"] == "line_crossed", x["regime"] == "line_held"
    clear = np.abs(V_s - V_c) > 1e-7
    assert (crossed == (drawn & (V_c > V_s)))[clear].all()
    assert (drawn | (~crossed & ~held)).all()
    bound = drawn & ~crossed & (x_s > point["line"] - 1e-9) & (point["line"] < X_0 - 1e-4)
    assert held[bound & clear].all() and (point["line"] <= X_0 + 1e-4)[held].all()
    free = ~crossed & ~held
    for chosen, grab, cut in ((crossed, x_c, cut_c), (held, x_s, cut_s), (free, X_0, cut_0)):
        assert np.abs(x["grab"] - grab)[chosen].max() < 1e-4
        assert np.abs(x["threshold"] - np.maximum(cut, point["c_lo"]))[chosen].max() < 1e-4
    second, _ = next_grab(point, x["threshold"])
    assert np.abs(second - x["grab_next"]).max() < 1e-6
    names = set(x["regime"])
    assert names == set(model.regimes), names
    bet = cut_0 > point["c_lo"] + 1e-4
    assert ((x["regime"] == "gamble") | ~free)[bet].all()
    even = free & (cut_0 <= point["c_lo"] + 1e-9)
    assert np.isin(x["regime"][even], ["free_slice", "deterred"]).all()
    return len(crossed)


def test_a_search_over_all_grabs_finds_the_same():
    """R1-R5 from the rules, every regime, boundaries planted."""
    assert check_against_search(2_500, 1) > 2_000


@settings(max_examples=120, deadline=None)
@given(POINTS)
def test_no_player_gains_by_deviating(point):
    """Each type of both defenders against the grabs; R against its own first, second and unlined grabs."""
    assume(point["c_hi"] - point["c_lo"] > 1e-3)
    x = model.solve(**point)
    crossed = x["regime"] == "line_crossed"
    costs = np.linspace(point["c_lo"], point["c_hi"], 201)
    stands = x["grab"] + point["a"] * crossed
    stands = stands + point["solidarity"] * point["delta"] * np.minimum(costs, x["grab_next"])
    fights = costs < x["threshold"]
    assert (costs[fights] <= stands[fights] + 1e-9).all() and (stands[~fights] <= costs[~fights] + 1e-9).all()
    q = {name: np.array([[float(point[name])]]) for name in model.parameters}
    assert next_grab(q, np.array([[x["threshold"]]]))[0][0, 0] == pytest.approx(x["grab_next"], abs=1e-6)
    grabs = np.linspace(0, 1, 301)[None, :]
    line = point["line"] if x["line_drawn"] else 1.0
    allowed = grabs <= line
    value = np.where(allowed, worth_of(q, grabs, 0.0)[0], worth_of(q, grabs, 1.0)[0])
    assert x["value_R"] >= value.max() - 1e-9
    assert x["value_R"] == pytest.approx(
        worth_of(q, np.array([[x["grab"]]]), float(crossed))[0][0, 0], abs=1e-9
    )


def counted(point, x):
    """What each of 21 types of the first defender counts, and what each of the next loses: by the rules."""
    shape = np.linspace(0, 1, 21)[None, :]
    q = {name: np.asarray(point[name], dtype=float)[:, None] for name in model.parameters}
    costs = q["c_lo"] + (q["c_hi"] - q["c_lo"]) * shape

    def by_type(cut, grab, second, paid, force):
        fights = costs < cut - 1e-12
        later = np.minimum(costs, second) * ~fights
        here = np.where(fights, costs, grab + paid)
        force_first = force * costs + (1 - force) * here
        return force_first, (1 - force) * q["delta"] * later

    crossed = (x["regime"] == "line_crossed")[:, None]
    column = {name: x[name][:, None] for name in ("threshold", "grab", "grab_next", "grab_no_line")}
    here, later = by_type(column["threshold"], column["grab"], column["grab_next"], q["a"] * crossed,
                          q["tripwire"] * crossed)  # fmt: skip
    cut_0 = np.maximum(q["c_lo"], first_answer(q, column["grab_no_line"], 0.0))
    here_0, later_0 = by_type(cut_0, column["grab_no_line"], next_grab(q, cut_0)[0], 0.0, 0.0)
    return (here + q["solidarity"] * later, here_0 + q["solidarity"] * later_0), (later, later_0)


def test_a_line_that_holds_is_good_for_every_type_and_one_that_is_crossed_for_none():
    """R7 and the lesson's draws: 20,000 points, 21 types each; the two sentences that are false too."""
    point = sample(model, count=32_000, seed=1)
    point = {name: values[:20_000] for name, values in point.items()}
    x = model.solve(**point)
    held, crossed = x["regime"] == "line_held", x["regime"] == "line_crossed"
    assert held.sum() > 2_000 and crossed.sum() > 800
    (first, silent), (later, later_0) = counted(point, x)
    assert (first <= silent + 1e-9)[held].all() and (first >= silent - 1e-9)[crossed].all()
    quiet = model.solve(**point | {"a": np.zeros(len(held)), "tripwire": np.zeros(len(held))})
    change = x["prob_war"] - quiet["prob_war"]
    assert (change[crossed] >= -1e-9).all() and (change[held] <= 1e-9).all()
    # silence beats a line exactly where it is crossed at the risk of a fight
    assert (x["ambiguity_beats_line"] == (crossed & (x["prob_war_first"] > 1e-9))).mean() > 0.9999
    # false, without a force: a line that holds harms nobody elsewhere, and a crossed one always costs the defender
    words = model.solve(**point | {"tripwire": np.zeros(len(held))})
    _, (later, later_0) = counted(point | {"tripwire": np.zeros(len(held))}, words)
    held, over = words["regime"] == "line_held", words["regime"] == "line_crossed"
    worse = (later.mean(axis=1) > later_0.mean(axis=1) + 1e-9) & held
    assert 0.20 < worse.sum() / held.sum() < 0.24
    unfought = over & (words["prob_war"] < 1e-12)
    assert 0.8 < unfought.sum() / over.sum() < 0.9
    assert np.abs(words["line_value"])[unfought].max() < 1e-9


def test_losses_are_the_means_over_the_types():
    """The published losses against 4,001 types that answer by their own payoffs."""
    point = random_points(1_500, 5)
    keep = point["c_hi"] - point["c_lo"] > 0.05
    point = {name: values[keep] for name, values in point.items()}
    x = model.solve(**point)
    crossed = x["regime"] == "line_crossed"
    for index in range(len(crossed)):
        q, y = at(point, index), {name: values[index] for name, values in x.items()}
        costs = q["c_lo"] + (q["c_hi"] - q["c_lo"]) * (np.arange(4_000) + 0.5) / 4_000
        fights = costs < y["threshold"]
        force = q["tripwire"] * crossed[index]
        here = force * costs + (1 - force) * np.where(fights, costs, y["grab"] + q["a"] * crossed[index])
        later = (1 - force) * q["delta"] * np.where(fights, 0, np.minimum(costs, y["grab_next"]))
        second = (1 - force) * q["delta"] * (~fights & (costs < y["grab_next"]))
        assert -y["value_U"] == pytest.approx(here.mean(), abs=3e-4)
        assert -y["value_next"] == pytest.approx(later.mean(), abs=3e-4)
        assert y["defenders_loss"] == pytest.approx((here + q["solidarity"] * later).mean(), abs=6e-4)
        assert y["prob_war_first"] == pytest.approx(force + (1 - force) * fights.mean(), abs=3e-4)
        assert y["prob_war_next"] == pytest.approx(second.mean(), abs=3e-4)
        stands = costs[~fights]
        if len(stands):
            assert y["mean_line_after"] == pytest.approx(stands.mean(), abs=3e-4)
        known = np.minimum(costs, 1)  # R takes what the known type just lets pass, here and at the next place
        assert y["defenders_loss_known"] == pytest.approx(known.mean(), abs=3e-4)
        theta = 1 / (1 - q["solidarity"] * q["delta"])
        assert y["grab_known"] == pytest.approx((costs / theta).mean(), abs=3e-4)
        assert y["ambiguity_value"] == pytest.approx(known.mean() - y["defenders_loss_no_line"], abs=3e-4)


def test_what_the_force_saves_is_found_by_taking_it_away():
    point = sample(model, count=8_000, seed=7)
    point["a"] = np.where(np.arange(len(point["a"])) % 3 == 0, 0.0, point["a"])
    x = model.solve(**point)
    without = model.solve(**point | {"tripwire": np.zeros(len(point["a"]))})
    assert np.allclose(x["tripwire_value"], without["defenders_loss"] - x["defenders_loss"], atol=1e-12)


@settings(max_examples=80, deadline=None)
@given(POINTS)
def test_the_three_least_sizes_are_where_the_line_begins_to_hold(point):
    """R6: a hair below each the line is crossed, a hair above it holds."""
    assume(point["c_hi"] - point["c_lo"] > 0.02)
    x = model.solve(**point)
    X_0, hair = x["grab_no_line"], 1e-5
    regime = lambda **moved: model.solve(**point | moved)["regime"]  # noqa: E731
    if x["line_drawn"]:
        assert 0 <= x["line_needed"] <= X_0 + 1e-9
        if x["line_needed"] > hair:
            assert regime(line=x["line_needed"] - hair) == "line_crossed"
        for line in (x["line_needed"] + hair, (x["line_needed"] + X_0) / 2):
            if x["line_needed"] + hair <= line < X_0 - 1e-9:
                assert regime(line=line) == "line_held"
    else:
        assert x["line_needed"] == X_0
    if point["line"] < X_0 - 1e-9:
        if x["a_needed"] > hair:
            assert regime(a=x["a_needed"] - hair) == "line_crossed"
        assert regime(a=x["a_needed"] + hair) == "line_held"
        if x["tripwire_needed"] > hair:
            less = dict(tripwire=x["tripwire_needed"] - hair)
            assert regime(**less) == "line_crossed"
        if x["tripwire_needed"] + hair < 1:
            assert regime(tripwire=x["tripwire_needed"] + hair) == "line_held"
    else:
        assert x["a_needed"] == x["tripwire_needed"] == 0 or point["line"] < X_0


def test_at_exactly_the_least_size_the_line_holds():
    """The tie rule, R6: crossing worth just what staying is worth, planted in the line, the words and the force."""
    point = sample(model, count=12_000, seed=23)
    x = model.solve(**point)
    reach = point["line"] < x["grab_no_line"] - 1e-6
    for moved, name, apply in (("line", "line_needed", x["line_drawn"]), ("a", "a_needed", reach),
                               ("tripwire", "tripwire_needed", reach & (x["tripwire_needed"] < 1))):  # fmt: skip
        there = (
            apply & (x[name] > 1e-4) & ~((moved == "line") & (x["line_needed"] > x["grab_no_line"] - 1e-4))
        )
        at_tie = model.solve(**{k: v[there] for k, v in point.items()} | {moved: x[name][there]})
        below = model.solve(**{k: v[there] for k, v in point.items()} | {moved: x[name][there] - 1e-5})
        assert there.sum() > 400
        assert (at_tie["regime"] == "line_held").all() and (below["regime"] == "line_crossed").all(), moved


def test_the_matrix_of_two_types_bets_exactly_where_the_model_does():
    """One place: large against fight is the only equilibrium iff the bet pays; degenerate otherwise."""
    for c_R in (0.10, 0.30):
        game = model.game(c_R=c_R)
        assert np.allclose(list(game.vertex_enumeration()), [((0, 1), (0, 1))])
        assert pure_equilibria(game) == {(1, 1)} and model.solve(a=0, c_R=c_R)["regime"] == "gamble"
    game = model.game(c_R=0.5)
    ends = sorted(column[1] for row, column in game.vertex_enumeration() if np.allclose(row, (1, 0)))
    assert (
        np.allclose(ends, [2 * 0.5 / (0.6 + 0.5), 1]) and model.solve(a=0, c_R=0.5)["regime"] == "free_slice"
    )
    tie = model.game(c_lo=0.125, c_hi=0.5, c_R=0.25)  # exact in floats: (1/2 - 1/4)/2 = 1/8
    assert pure_equilibria(tie) >= {(0, 1), (1, 1)}
    assert model.solve(c_lo=0.125, c_hi=0.5, c_R=0.25, a=0)["regime"] == "free_slice"

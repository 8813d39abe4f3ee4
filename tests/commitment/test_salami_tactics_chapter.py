"""What the prose of chapters/commitment/salami_tactics.md says, shown."""

import numpy as np
import pytest

import models
from tests.passages import says
from tests.support import close, sample

model = models.load("salami_tactics")
solve, preset = model.solve, model.presets
EXAMPLE = {"kappa": 0.25, "jump": 0}
DITCH = {"kappa": 0.25, "jump": 0.25}
GUARANTEE = {**DITCH, "g": 0.20}
COUNT = 100_000


def drawn(**fixed):
    points = sample(model, count=COUNT, **fixed)
    found = solve(**points)
    return points | {
        "D": points["p1"] + points["c_U"],
        "left": np.maximum(0, points["jump"] - points["g"]),
    }, found


def worth_of_passing(line, p1=0.4, x0=0.2, c_U=0.2, kappa=0.25, delta=0.8):
    """What Ukraine has if it lets `line` pass and has its war value from the next period on."""
    return (1 - delta) * (1 - line) + delta * (1 - p1 - kappa * (line - x0) - c_U)


# -- the smallest game -----------------------------------------------------------------------------------------


def test_the_worked_example():
    """'12 + 28 = 40 … So 40 is the furthest line that passes: the slice is half the gap', then 12.5 to 52.5"""
    assert close(worth_of_passing(0.40), 0.40) and close(0.2 * 0.60, 0.12) and close(0.8 * 0.35, 0.28)
    assert worth_of_passing(0.41) < 0.40
    assert close(solve(**EXAMPLE)["x_next"], 0.40)
    assert close(solve(**EXAMPLE, x0=0.40, p1=0.45)["x_next"], 0.525)


def test_the_largest_slice_is_a_fixed_part_of_the_gap():
    """The formula st-slice, wherever nothing is cut: war is worth something to Ukraine before and after."""
    points, found = drawn(jump=0.0)
    part = (1 - points["delta"]) / (1 - points["delta"] + points["delta"] * points["kappa"])
    move = part * (points["D"] - points["x0"])
    uncut = (found["regime"] == "cession") & (points["D"] + points["kappa"] * move <= 1)
    assert uncut.mean() > 0.2
    assert np.allclose((found["x_next"] - points["x0"])[uncut], move[uncut], atol=1e-12)


# -- where the slices end --------------------------------------------------------------------------------------


def test_where_the_slices_end():
    """The formula st-end; 'together they are 53 points'; 'Had Russia asked for 73 at once, Ukraine would have fought.'"""
    points, found = drawn(jump=0.0)
    end = (points["D"] - points["kappa"] * points["x0"]) / (1 - points["kappa"])
    cession = found["regime"] == "cession"
    assert np.allclose(found["x_limit"][cession], np.minimum(1, end)[cession])
    assert round(100 * (solve(**EXAMPLE)["x_limit"] - 0.20)) == 53
    assert worth_of_passing(solve(**EXAMPLE)["x_limit"]) < 0.40
    assert model.trees["period"].regret(**EXAMPLE)["R"] < 1e-9


def test_neither_patience_nor_russias_cost_moves_the_end_of_the_slices():
    """'Patience is [missing] … Russia's own cost of war is missing too'; 'δ makes the slices smaller'"""
    points, found = drawn(jump=0.0)
    cession = found["regime"] == "cession"
    other = {n: points[n] for n in model.parameters} | {"delta": np.minimum(0.95, points["delta"] + 0.1)}
    other["c_R"] = np.random.default_rng(3).permutation(points["c_R"])
    later = solve(**other)
    assert (later["regime"] == "cession")[cession].all()
    assert np.allclose(later["x_limit"][cession], found["x_limit"][cession])
    assert (later["x_next"] <= found["x_next"] + 1e-12)[cession].all()


def test_strength_today_counts_more_than_point_for_point():
    """'each point off p₁ takes 1/(1−κ) points off the end'; 'Strength today … more than point for point'"""
    change = solve(**EXAMPLE)["x_limit"] - solve(**EXAMPLE, p1=0.39)["x_limit"]
    assert close(change, 0.01 / 0.75) and change > 0.01


# -- defences --------------------------------------------------------------------------------------------------


@says(
    "salami_tactics",
    "Then land moves without war exactly when the jump is below $J_{max}$.",
    "Without a jump there is never war over the line.",
)
def test_slices_pass_and_a_jump_does_not():
    points, found = drawn()
    x0, delta = points["x0"], points["delta"]
    largest = (1 - delta) / delta * (points["D"] - x0)
    supposed = (x0 <= points["D"]) & (points["D"] <= delta + (1 - delta) * x0)
    assert 0.3 < supposed.mean() < 0.95
    assert np.allclose(found["jump_max"][supposed], largest[supposed])
    clear = supposed & (np.abs(points["left"] - largest) > 1e-9)
    assert np.array_equal((found["regime"] == "cession")[clear], (points["left"] < largest)[clear])
    none = solve(**sample(model, count=COUNT, jump=0.0))
    assert not (none["regime"] == "war").any()


def test_where_the_second_supposition_fails_any_gain_is_tolerated():
    """The proof's last sentence."""
    points, found = drawn()
    spared = (points["D"] > points["delta"] + (1 - points["delta"]) * points["x0"] + 1e-9) & (
        points["x0"] < 1
    )
    assert spared.any() and (found["regime"] == "cession")[spared].all()


def test_the_ditch_of_the_play_holds_the_line():
    """'So the ditch of the play, 25, held you at 20.' 'at a jump of 10 the line holds'"""
    assert close(solve(**DITCH)["jump_max"], 0.10) and solve(**DITCH)["regime"] == "frozen"
    assert solve(kappa=0.25, jump=0.10)["regime"] == "frozen"
    assert model.trees["period"].regret(**DITCH)["R"] < 1e-9 and close(solve(**DITCH)["v_R"], 0.20)


def test_a_line_that_cannot_be_crossed_is_kept_if_russia_is_content():
    """'Russia keeps it if x₀ ≥ p₁ − c_R' … 'it needs 15' … 'With 50 wins it would need 25: the same ditch then means war.'"""
    points, found = drawn()
    shut = np.isin(found["regime"], ["war", "frozen"])
    content = points["x0"] >= points["p1"] - points["c_R"] - 1e-12
    assert np.array_equal((found["regime"] == "frozen")[shut], content[shut])
    assert close(0.40 - 0.25, 0.15) and solve(**DITCH, p1=0.50)["regime"] == "war"


# -- the guarantee ---------------------------------------------------------------------------------------------


def test_the_guarantee_sets_the_line_moving():
    """The third guess: 80, and what Ukraine has falls from 80 to 40."""
    before, after = solve(**DITCH), solve(**GUARANTEE)
    assert (before["regime"], after["regime"]) == ("frozen", "cession")
    assert close(before["x_limit"], 0.20) and close(after["x_limit"], 0.80)
    assert close(before["v_U"], 0.80) and close(after["v_U"], 0.40) and close(before["g_deal_min"], 0.15)


def test_a_stronger_guarantee_ends_the_way_sooner_and_leaves_ukraine_what_it_had():
    """More softening, once land moves: the way ends sooner, and Ukraine has 40 in any case."""
    ends = {g: solve(**{**GUARANTEE, "g": g}) for g in (0.1501, 0.20, 0.25, 0.40)}
    assert [round(100 * float(end["x_limit"])) for end in ends.values()] == [87, 80, 73, 73]
    assert all(close(end["v_U"], 0.40) for end in ends.values())


def test_what_ukraine_loses_goes_to_the_side_that_names_the_lines():
    """'a guarantee … makes a crossing bearable, and the side that names the lines asks for just as much more'"""
    points, found = drawn()
    moves = found["regime"] == "cession"
    assert np.allclose(found["v_U"][moves], np.maximum(0, 1 - points["D"])[moves])
    assert np.allclose((found["v_R"] + found["v_U"])[moves], 1)


def test_no_slice_passes_where_war_is_better_for_ukraine_than_the_line():
    """'Where p₁ + c_U ≤ x₀, no slice passes.'"""
    points, found = drawn()
    low = points["D"] <= points["x0"]
    assert low.any() and not (found["regime"] == "cession")[low].any()


# -- back to the document --------------------------------------------------------------------------------------


def test_where_the_claims_turn():
    """The values of *Back to the document*, on both sides of each."""
    assert solve()["regime"] == "frozen" and solve(c_R=0.20)["regime"] == "frozen"
    assert solve(c_R=0.19)["regime"] == "war"
    assert solve(g=0.15)["regime"] == "frozen" and solve(g=0.16)["regime"] == "cession"
    assert solve(p1=0.45)["regime"] == "frozen" and solve(p1=0.46)["regime"] == "war"
    plan = preset["D_28_point"]
    assert (
        solve(**plan | {"g": 0.10})["regime"] == "frozen"
        and solve(**plan | {"g": 0.11})["regime"] == "cession"
    )
    assert solve(**plan | {"jump": 0.09})["regime"] == "cession"


@pytest.mark.parametrize(
    ("name", "regime", "end"),
    [
        ("A_terms_only", "frozen", 20), ("A_with_guarantees", "cession", 77), ("D_28_point", "frozen", 20),
        ("D_buffer_1244", "cession", 77), ("D_no_credible_force", "frozen", 20), ("C_nothing_real", "cession", 60),
    ],
)  # fmt: skip
def test_every_reading_is_placed(name, regime, end):
    found = solve(**preset[name])
    assert found["regime"] == regime and round(100 * found["x_limit"]) == end


def test_nothing_real_is_one_step():
    """'That is κ = J = 0: one step, to 0.60.'"""
    found = solve(**preset["C_nothing_real"])
    assert close(found["x_next"], found["x_limit"])


# -- tasks and thresholds --------------------------------------------------------------------------------------


def stops(name, value, **values):
    """How many stops of the slider of `name` have the regime `value`."""
    p = model.parameters[name]
    run = np.round(np.arange(p.low, p.high + 1e-9, p.step), 9)
    return int((solve(**values | {name: run})["regime"] == value).sum())


def test_each_threshold_spans_five_stops():
    assert min(stops("jump", r, **EXAMPLE) for r in ("cession", "frozen")) >= 5
    assert min(stops("g", r, **DITCH) for r in ("cession", "frozen")) >= 5
    assert min(stops("p1", r, **DITCH) for r in ("cession", "frozen", "war")) >= 5


def test_the_tasks_leave_room():
    run = np.round(np.arange(0.05, 0.96, 0.01), 2)
    found = solve(**EXAMPLE, p1=run)
    assert ((found["x_limit"] <= 0.5) & (found["regime"] == "cession")).sum() >= 5
    assert stops("p1", "war", kappa=0.25, jump=0.15) >= 5


# -- exercises -------------------------------------------------------------------------------------------------


def test_exercise_1():
    found = solve(**EXAMPLE, p1=0.30)
    assert close(found["x_next"], 0.35) and close(found["x_limit"], 0.60)
    assert round(100 * (solve(**EXAMPLE)["x_limit"] - found["x_limit"])) == 13


def test_exercise_2_what_is_left_of_the_gap():
    points, found = drawn(jump=0.0)
    kappa, delta = points["kappa"], points["delta"]
    left = kappa / (1 - delta + delta * kappa)
    gap = points["D"] - points["x0"]
    after = gap - (1 - kappa) * (found["x_next"] - points["x0"])
    uncut = (found["regime"] == "cession") & (points["D"] + kappa * (found["x_next"] - points["x0"]) <= 1)
    assert np.allclose(after[uncut], (left * gap)[uncut])
    assert close(0.25 / 0.40, 5 / 8)


def test_exercise_3_when_everything_goes():
    for p1, kappa in ((0.40, 0.50), (0.30, 0.625)):
        assert close(solve(jump=0, p1=p1, kappa=kappa)["x_limit"], 1)
        assert solve(jump=0, p1=p1, kappa=kappa - 0.01)["x_limit"] < 1


def test_exercise_4_the_path_is_worth_a_war():
    x, p, worth, lines = 0.20, 0.40, 0.0, []
    for t in range(200):
        after = solve(**EXAMPLE, x0=x, p1=p)["x_next"]
        worth += 0.2 * 0.8**t * (1 - after)
        x, p = after, p + 0.25 * (after - x)
        lines.append(after)
    assert worth == pytest.approx(0.40, abs=1e-9)
    assert close(1 - lines[0], 0.60) and 0.26 < 1 - lines[-1] < 0.27


# -- the activity ----------------------------------------------------------------------------------------------


def squares(jump, going_on=0.8, rounds=2000):
    """Backward induction over squares taken: (named next, -1 for a fight; value of Side 1; of Side 2), per round."""
    n = np.arange(21)
    gone = np.where(n > 0, jump, 0)
    fight_1, fight_2 = 15 + n + gone, 40 - n - gone
    value_1, value_2 = 20.0 + 4 * n, 80.0 - 4 * n
    for _ in range(rounds):
        pass_1 = (1 - going_on) * (20 + 4 * n) + going_on * value_1
        pass_2 = (1 - going_on) * (80 - 4 * n) + going_on * value_2
        named, new_1, new_2 = [], fight_1.astype(float), fight_2.astype(float)
        for s in n:
            open_ = [k for k in n[s:] if pass_2[k] >= fight_2[s] - 1e-9]
            best = max(open_, key=lambda k: (round(pass_1[k], 9), -k)) if open_ else -1
            if best >= 0 and pass_1[best] >= fight_1[s] - 1e-9:
                new_1[s], new_2[s] = pass_1[best], pass_2[best]
            else:
                best = -1
            named.append(int(best))
        value_1, value_2 = new_1, new_2
    return named, value_1, value_2, pass_2, fight_2


def test_the_teachers_sheet_predicts_every_round_of_both_games():
    """'to 44 (6 squares), pass; to 64 (5 more), pass; stays at 64'; game 2 'stays at 20'; the table; the scores"""
    named, one, two, passing, fight = squares(0)
    assert (named[0], named[6], named[11]) == (6, 11, 11) and (20 + 4 * 6, 20 + 4 * 11) == (44, 64)
    assert passing[12] < fight[11]  # the twelfth square is fought over
    assert named[:14] == [6, 7, 8, 9, *[11] * 8, 13, 13] and set(named[14:]) == {-1}
    assert close(one[0], 60) and close(two[0], 40)
    named, one, two, passing, fight = squares(25)
    assert named[0] == 0 and close(one[0], 20) and close(two[0], 80)
    assert (passing[1:] < fight[0]).all()  # any first move is fought over


def test_the_table_of_the_sheet_is_the_models():
    """40 − n and 15 + n in game 1; 25 less and more in game 2, once a square is taken."""
    for n in range(0, 15, 2):
        p1 = 0.40 + 0.25 * 0.04 * n
        assert close(100 * (1 - p1 - 0.20), 40 - n) and close(100 * (p1 - 0.25), 15 + n)
        war = {
            k: float(v) for k, v in zip("RU", model.evaluate(["war_R", "war_U"], p1=p1 + 0.25), strict=True)
        }
        assert close(100 * war["R"], 40 + n) and close(100 * war["U"], 15 - n)


def test_why_squares_end_at_64():
    """'So the twelfth is worth 32 in this round and 28 later, 28.8 on average, and it fights' (for 29)."""
    named, _, two, passing, fight = squares(0)
    assert named[12] == 13 and fight[11] == 29 and close(two[12], 28) and close(passing[12], 28.8)


def known_last(jump, rounds):
    """Lines of Side 1 if all know that `rounds` rounds are played, each for its full points."""
    n = np.arange(21)
    gone = np.where(n > 0, jump, 0)
    fight_1, fight_2 = 15 + n + gone, 40 - n - gone
    value_1, value_2, plans = np.zeros(21), np.zeros(21), []
    for left in range(1, rounds + 1):
        pass_1, pass_2 = 20 + 4 * n + value_1, 80 - 4 * n + value_2
        plan = []
        for s in n:
            open_ = [k for k in n[s:] if pass_2[k] >= left * fight_2[s]]
            best = max(open_, key=lambda k: pass_1[k]) if open_ else -1
            plan.append(best if best >= 0 and pass_1[best] >= left * fight_1[s] else -1)
        fights = np.array(plan) < 0
        value_1 = np.where(fights, left * fight_1, pass_1[plan])
        value_2 = np.where(fights, left * fight_2, pass_2[plan])
        plans.append(plan)
    taken, lines = 0, []
    for plan in reversed(plans):
        taken = plan[taken]
        lines.append(20 + 4 * taken)
    return lines


def test_a_known_last_round_is_another_game():
    """'With a known last round the game is another.' In game 2 the line would move after all."""
    assert known_last(25, 5) == [20, 20, 20, 32, 88]
    assert known_last(0, 5) == [40, 56, 64, 68, 72]


# -- further ---------------------------------------------------------------------------------------------------


def test_the_retreat_ends_where_further_says():
    points, found = drawn()
    back = found["regime"] == "rollback"
    end = np.maximum(points["c_U"], (points["D"] - points["kappa"] * points["x0"]) / (1 - points["kappa"]))
    assert np.array_equal(back, points["x0"] > points["D"] + 1e-12)
    assert np.allclose(found["x_limit"][back], end[back])

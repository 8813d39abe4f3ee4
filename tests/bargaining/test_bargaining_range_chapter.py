"""What the prose of chapters/bargaining/bargaining_range.md says, shown."""

import numpy as np
import pytest

import models
from tests.passages import assert_passage, harmless
from tests.support import close, pure_equilibria, sample

model = models.load("bargaining_range")
solve, preset = model.solve, model.presets
EXAMPLE = {"p": 0.3, "c_R": 0.2, "c_U": 0.15}
COUNT = 200_000

harmless(
    "bargaining_range",
    "You make the only offer",
    "strength only moves it",
    "and what only moves it",
    "One piece more",
)


def both_threats(**fixed):
    """Points at which either side would fight for the stake, without a taste for gambles."""
    points = sample(model, count=COUNT, gamma_R=1.0, gamma_U=1.0, **fixed)
    found = solve(**points)
    return found, {n: v[found["regime"] == "both_threats"] for n, v in points.items()}


def test_the_room_is_the_two_costs_where_both_would_fight():
    """'The room is the upper end less the lower: … c_R + c_U. The chance of winning has gone.'"""
    found, points = both_threats()
    width = found["width"][found["regime"] == "both_threats"]
    assert np.abs(width - points["c_R"] - points["c_U"]).max() < 1e-12


def test_where_a_threat_is_empty_the_room_is_narrower_than_the_costs():
    """'its limit is cut at 0 or 1, and the room is narrower than the costs'"""
    points = sample(model, count=COUNT, gamma_R=1.0, gamma_U=1.0)
    found = solve(**points)
    # a tie, where the war is worth nothing, is no cut
    cut = (points["p"] < points["c_R"] - 1e-9) | (1 - points["p"] < points["c_U"] - 1e-9)
    assert (found["width"] < points["c_R"] + points["c_U"] - 1e-10)[cut].all()


def test_the_cost_of_the_side_that_offers_does_not_move_its_offer():
    """'Its own cost would matter if Russia made the offer', 'the cost of the side that answers decides the price'"""
    points = sample(model, count=20_000)
    other = {**points, "c_U": np.random.default_rng(5).permutation(points["c_U"])}
    before, after = solve(**points), solve(**other)
    both = before["range_exists"] & after["range_exists"]
    assert np.array_equal(before["offer_U"][both], after["offer_U"][both])
    assert (before["offer_R"][both] != after["offer_R"][both]).any()
    assert close(solve(**EXAMPLE)["offer_R"], 0.45) and close(
        solve(**EXAMPLE | {"c_U": 0.3})["offer_R"], 0.60
    )


def test_an_offer_of_ten_was_enough_in_both_rounds_of_the_play():
    """'So an offer of 10 was enough in the play, in both rounds.'"""
    assert close(solve(**EXAMPLE)["x_lo"], 0.1)
    assert model.trees["U_proposes"].regret(**EXAMPLE)["U"] < 1e-9


def test_the_plans_of_the_example_lie_inside_the_room():
    """'Both lie inside the room.'"""
    found = solve(**EXAMPLE)
    assert found["low_status"] == found["high_status"] == "both"


def test_the_numbers_of_the_curved_room():
    """'the room shrinks to 32–45', 'Russia needs 56 and Ukraine still gives up at most 45'"""
    two, four = solve(**EXAMPLE, gamma_R=2), solve(**EXAMPLE, gamma_R=4)
    assert (round(100 * two["x_lo"]), round(100 * two["x_hi"])) == (32, 45)
    assert round(100 * four["x_lo"]) == 56 and round(100 * four["x_hi"]) == 45
    assert four["regime"] == "empty"


def test_neither_side_refuses_a_draw_without_costs():
    """The third guess, wherever its sliders stand: 'War is the same draw, less the costs.'"""
    points = sample(model, count=COUNT)
    found = solve(**points)
    assert (points["p"] >= found["war_R"] - 1e-12).all()
    assert (1 - points["p"] >= found["war_U"] - 1e-12).all()


def test_some_draw_is_as_good_as_war_for_both_wherever_the_range_is_empty():
    """'Whoever prefers a gamble to any share likes it better without the costs', 'Draws … suit both at any curvature'"""
    points = sample(model, count=COUNT)
    a = np.maximum(0, points["p"] - points["c_R"])
    b = np.maximum(0, 1 - points["p"] - points["c_U"])
    assert (a <= 1 - b + 1e-12).all()
    empty = solve(**points)["regime"] == "empty"
    assert empty.any() and np.allclose((1 - a - b)[empty], (points["c_R"] + points["c_U"])[empty])


def test_an_empty_range_needs_both_threats_and_a_taste_for_gambles():
    """Exercise 2; 'it takes two things at once: a curvature above …'"""
    points = sample(model, count=COUNT)
    empty = solve(**points)["regime"] == "empty"
    assert ((points["p"] > points["c_R"]) & (1 - points["p"] > points["c_U"]))[empty].all()
    assert ((points["gamma_R"] > 1) | (points["gamma_U"] > 1))[empty].all()


def test_a_line_holds_while_possession_and_power_differ_by_no_more_than_the_cost():
    """'Nobody fights as long as what is held differs from the chance of winning by no more than the cost'"""
    points = sample(model, count=20_000, gamma_R=1.0, gamma_U=1.0)
    p, q = points["p"], points["x_low"]
    status = solve(**points)["low_status"]
    fights_R, fights_U = p - q > points["c_R"] + 1e-9, q - p > points["c_U"] + 1e-9
    held = (np.abs(p - q - points["c_R"]) > 1e-6) & (np.abs(q - p - points["c_U"]) > 1e-6) & (q > 0) & (q < 1)
    assert np.array_equal(fights_R[held], (status != "both")[held] & (status != "U_rejects")[held])
    assert np.array_equal(fights_U[held], (status != "both")[held] & (status != "R_rejects")[held])


def test_where_the_claims_turn():
    """The closed forms of *Back to the document*."""
    points = sample(model, count=20_000)
    found = solve(**points)
    high = 1 - points["c_U"] - (1 - points["x_high"]) ** points["gamma_U"]
    low = points["c_R"] + points["x_low"] ** points["gamma_R"]
    assert np.allclose(found["p_U_rejects_high"], np.maximum(0, high))
    assert np.allclose(found["p_R_rejects_low"], np.minimum(1, low))
    assert preset["D_all_or_nothing"]["gamma_R"] > solve()["gamma_R_max"]
    assert close(solve(**preset["A_maximalist"])["x_hi"], solve()["x_hi"])


def test_emptiness_over_the_chance_of_winning_is_a_hump():
    """Exercise 4: 'A hump: about seven in a hundred at either end, more than one in four in the middle.'"""
    points = sample(model, count=COUNT)
    empty = solve(**points)["regime"] == "empty"
    fifths = np.minimum((5 * points["p"]).astype(int), 4)
    shares = [empty[fifths == k].mean() for k in range(5)]
    assert shares[0] == pytest.approx(0.07, abs=0.01) == shares[4]
    assert shares[2] > 0.25 and shares[0] < shares[1] < shares[2] > shares[3] > shares[4]


def test_the_tasks_thresholds_span_five_stops():
    """A curvature closes the room at 2.88: 23 stops of .05 above it, and more below."""
    assert (4 - solve(**EXAMPLE)["gamma_R_max"]) / 0.05 > 5
    assert [
        p for p in (0.21, 0.22, 0.68, 0.69) if solve(**EXAMPLE | {"p": p}, gamma_R=4)["range_exists"]
    ] == [0.21, 0.69]


@pytest.mark.parametrize(
    ("values", "least", "most"),
    [(EXAMPLE, 10, 45), (EXAMPLE | {"p": 0.6}, 40, 75), (EXAMPLE | {"gamma_R": 4}, 57, 45)],
)
def test_the_teachers_sheet_predicts_every_round(values, least, most):
    found = solve(**values)
    assert int(np.ceil(100 * found["x_lo"] - 1e-9)) == least and int(100 * found["x_hi"] + 1e-9) == most


def test_the_draws_of_the_fourth_round():
    """'a draw with k = 2, 3 or 4 (k = 1 leaves Side 1 indifferent)'"""
    found = solve(**EXAMPLE)
    better = [k for k in range(11) if k / 10 > found["war_R"] + 1e-9 and 1 - k / 10 > found["war_U"] + 1e-9]
    assert better == [2, 3, 4] and close(found["war_R"], 0.1)


def test_fifty_fifty_in_the_first_round_costs_the_second_side_five():
    """'Side 2 then has 50 and would have 55 without an agreement'"""
    assert close(solve(**EXAMPLE)["war_U"], 0.55)


def test_the_two_plans_as_a_matrix():
    """'At the default numbers this matrix has four equilibria without mixing; one is subgame perfect'"""
    game, found = model.game(), solve()
    assert pure_equilibria(game) == {(0, 0), (0, 2), (1, 1), (2, 3)}
    assert found["low_status"] == found["high_status"] == "both"


def test_two_sides_that_like_gambles():
    """'the range closes where 2t^{1/γ} = 1, that is at γ = −log₂ t'"""
    for t in (0.2, 0.3, 0.45):
        edge = -np.log2(t)
        below, above = (
            solve(p=0.5, c_R=0.5 - t, c_U=0.5 - t, gamma_R=k * edge, gamma_U=k * edge) for k in (0.999, 1.001)
        )
        assert below["range_exists"] and not above["range_exists"]


def test_passages():
    assert_passage("bargaining_range", "the room shrinks to {}.", "32–45")

"""What the prose of chapters/bargaining/alternating_offers.md says, shown."""

import numpy as np
import pytest

import models
from tests.chapters import anatomy
from tests.passages import CHAPTERS, assert_passage
from tests.support import close, sample
from widgets.page.sheet import Sheet

model = models.load("alternating_offers")
solve, preset = model.solve, model.presets
EXAMPLE = {
    "delta_R": 0.8, "delta_U": 0.8, "dt": 1.0, "inside_R": -0.4, "inside_U": -0.4, "outside_R": 0.0, "outside_U": 0.0,
    "first": "R",
}  # fmt: skip


def at(**changes):
    return solve(**{**EXAMPLE, **changes})


def test_the_algebra_of_the_smallest_game():
    """Steps 1 to 4, from the two refusals and nothing else."""
    slope, constant = 0.8 * 0.8, 28 + 0.8 * -8
    assert_passage(
        "alternating_offers", r"$x = {} + {}\,x$, so $x = 60$ and $y = 40$", f"{constant:.1f}", f"{slope:.2f}"
    )
    x = constant / (1 - slope)
    assert close(x, 60) and close(-8 + 0.8 * x, 40)
    assert close(at()["share_R_first"], 0.6) and close(at()["share_R_second"], 0.4)


def test_refusing_and_asking_for_sixty_is_worth_forty():
    """'nothing was to be gained', 'each would lose eight a round: −40 in all'"""
    assert close(-8 + 0.8 * 60, 40) and close(-8 / (1 - 0.8), -40)
    assert max(model.trees["rounds"].regret(**EXAMPLE).values()) < 1e-9
    assert_passage("alternating_offers", r"here ${} \cdot (-40) = {}$", f"{1 - 0.8:.1f}", f"{0.2 * -40:.0f}")


def test_an_exit_worth_thirty_is_idle_and_one_worth_fifty_is_a_floor():
    """The first guess; the teacher's three tables."""
    assert [round(100 * at(outside_U=w)["share_R_first"]) for w in (0, 0.3, 0.5)] == [60, 60, 50]
    assert close(at(outside_U=0.3)["split_difference"], 0.35)
    assert close(at(outside_U=0)["split_difference"] - at(outside_U=0.3)["split_difference"], 0.15)


def test_an_exit_counts_when_it_beats_waiting_and_then_in_full():
    """'A way out counts when it beats waiting, and then in full for the side that answers.'"""
    points = sample(model, count=20_000)
    found = solve(**points)
    below = points["outside_R"] <= found["outside_R_threshold"]
    lower = solve(
        **{**points, "outside_R": np.where(below, np.minimum(points["outside_R"], -0.2), points["outside_R"])}
    )
    assert np.allclose(found["share_R"][below], lower["share_R"][below])
    above = points["outside_R"] > found["outside_R_threshold"] + 1e-9
    assert np.allclose(found["share_R_second"][above], points["outside_R"][above])


def test_without_exits_the_shares_are_the_closed_form():
    """'x = d_R + S/(1+β), y = d_R + βS/(1+β)' for equal patience"""
    random = np.random.default_rng(3)
    for _ in range(200):
        d_R, d_U = random.uniform(-0.5, 0.0, 2)
        beta = 0.8
        S = 1 - d_R - d_U
        found = at(inside_R=d_R, inside_U=d_U, outside_R=-0.5, outside_U=-0.5)
        assert close(found["share_R_first"], d_R + S / (1 + beta))
        assert close(found["share_R_second"], d_R + beta * S / (1 + beta))
        assert close(1 - found["share_R_first"], d_U + beta * S / (1 + beta))  # exercise 2


def test_bearable_talks():
    """The second guess; 'from 40 to 20', 'lifts Russia from 35 to 43'"""
    found = at(inside_U=0.05)
    assert close(found["share_R_first"], 0.35) and close(found["outside_R_threshold"], 0.2)
    assert close(100 + 40 - 5, 135) and close(-40 + 5 / 9 * 135, 35) and close(0.2 * 0.05 * 100, 1)
    assert close(at(inside_U=0.05, outside_R=0.3)["share_R_first"], 0.43)
    assert close(at()["outside_R_threshold"], 0.4) and at(outside_R=0.3)["regime"] == "free"


def test_patience_divides_what_both_save():
    """The third guess: two thirds of 180, from −40 on."""
    assert close(at(delta_R=0.9, delta_U=0.81)["rubinstein_limit"], 0.8)
    assert close(-40 + 2 / 3 * 180, 80) and close(at(delta_R=0.9, delta_U=0.9)["rubinstein_limit"], 0.5)
    points = sample(model, count=2_000)
    weight = np.log(points["delta_U"]) / (np.log(points["delta_R"]) + np.log(points["delta_U"]))
    assert np.allclose(solve(**points)["limit_weight_R"], weight)


def test_opening_matters_little_where_offers_follow_fast():
    assert round(100 * at(dt=0.1)["share_R_first"]) == 51


def test_where_the_readings_stand():
    """*Back to the document*: two thresholds, and a clock that is not felt."""
    C = preset["C10_no_endless_talks"]
    found = solve(**C)
    assert C["outside_R"] > found["outside_R_threshold"] > C["inside_R"] and found["regime"] == "R_floor"
    assert close(solve(**preset["D16_attrition"])["share_R"], solve()["share_R"])
    assert solve(**preset["A3_attrition"])["share_R"] < solve()["share_R"]
    assert solve(inside_U=-0.3, outside_U=0.15)["share_R"] > solve(outside_U=0.15)["share_R"]


def test_the_sentences_under_the_figures_hold_where_a_share_ends_at_nothing():
    """A floor is a way out or the end of the stake: a way out below nothing pays no more than waiting by itself."""
    found = at(delta_R=0.99, delta_U=0.7, inside_R=0.4, inside_U=-0.5, outside_U=-0.5)
    assert found["regime"] == "U_floor" and found["share_R_first"] == 1  # not 150, which -50 would leave
    named = anatomy.Chapter.read(CHAPTERS / "bargaining/alternating_offers.md").played(
        "Guess, then look", "One piece more"
    )

    def told(figure, **values):
        sheet = Sheet(model, named[figure], EXAMPLE)
        return sheet.readout({**sheet.start, **values})

    none = dict(delta_R=0.99, delta_U=0.7, inside_R=0.4, inside_U=-0.5, outside_U=-0.5)
    assert "way out, −50, pays more" not in told("way_out", **none) and "Russia has 100" in told(
        "way_out", **none
    )
    clipped = solve(**preset["D16_attrition"])
    assert close(clipped["rubinstein_limit"], 0.5) and close(-10 + clipped["limit_weight_R"] * 140, 60)
    defaults = {name: p.default for name, p in model.parameters.items()}
    assert "with more the counterpart" in told("patience", **{**defaults, **preset["D16_attrition"]})
    assert "less is worse" in told("patience", delta_R=0.9, delta_U=0.98)
    assert "67" in told("patience", delta_R=0.9, delta_U=0.81)


def test_waiting_once_brings_forty_at_best_and_leaves_the_other_twenty_four():
    """What the play says after a wait, whatever the reader asked for then."""
    assert close(-8 + 0.8 * 40, 24)
    shares = np.arange(0, 1.001, 0.05)
    y, x = at()["share_R_second"], at()["share_R_first"]
    later = [-0.08 + 0.8 * (1 - s if s >= y - 1e-9 else -0.08 + 0.8 * (1 - x)) for s in shares]
    assert close(max(later), 0.4)


def test_russia_is_below_half_if_talks_are_dearer_to_it():
    """'With equal patience, no ways out and offers that follow at once Russia is below half if d_R < d_U'"""
    for d_R, d_U in ((-0.4, -0.1), (-0.2, -0.1), (-0.1, -0.4)):
        share = at(inside_R=d_R, inside_U=d_U, outside_R=-0.5, outside_U=-0.5)["rubinstein_limit"]
        assert (share < 0.5) == (d_R < d_U)


def test_the_finite_version_is_within_a_point_from_eighteen_offers_on():
    shares = {n: at(n_offers=n)["share_R_finite"] for n in range(1, 41)}
    close_from = min(n for n in shares if all(abs(shares[k] - 0.6) <= 0.01 for k in range(n, 41)))
    assert close_from == 18
    assert all((shares[n] > 0.6) == (n % 2 == 1) for n in range(1, 20))


@pytest.mark.parametrize(
    ("values", "first", "second"), [({"inside_R": -0.31}, 64, 45), ({"inside_U": -0.22}, 50, 32)]
)
def test_exercises(values, first, second):
    found = at(**values)
    assert round(100 * found["share_R_first"]) == first and round(100 * found["share_R_second"]) == second


def test_one_card_in_five_is_eight_points_and_four_fifths():
    """The teacher's sheet: the card of the class is the flow of the game."""
    for worth in (0, 40, 60):
        assert close(0.2 * -40 + 0.8 * worth, -8 + 0.8 * worth)


def test_thresholds_span_several_stops():
    steps = np.arange(-0.5, 0.401, 0.01)
    counts = [at(outside_R=0.3, inside_U=round(float(d), 2))["regime"] == "R_floor" for d in steps]
    assert sum(counts) > 5 and len(counts) - sum(counts) > 5


def test_with_clocks_that_differ_the_weight_in_one_changes():
    """'where the clocks differ, (1 − β_U)/(1 − β_R β_U) stands in (1) for 1/(1 + β)': the 24 of C¶10, by hand."""
    c10 = solve(**preset["C10_no_endless_talks"])
    beta_R, beta_U, d_R, d_U = 0.8**0.5, 0.9**0.5, 0.0, 0.2
    x = d_R + (1 - beta_U) / (1 - beta_R * beta_U) * (1 - d_R - d_U)
    assert close(c10["outside_R_threshold"], d_R + beta_R * (x - d_R))
    assert {name: p.default for name, p in model.parameters.items()}["dt"] == 0.5
    assert close((1 - beta_U) / (1 - beta_U * beta_U), 1 / (1 + beta_U))


def test_the_play_says_at_which_refusal_it_ends():
    """'The thirteenth refusal ends the game': twelve new starts are the limit of the round."""
    text = (CHAPTERS / "bargaining" / "alternating_offers.md").read_text(encoding="utf-8")
    assert "limit=12" in text and "The thirteenth refusal ends the game" in text


def test_what_c10_does_not_say_is_called_our_reading():
    """C¶10 names talks without result and a possible invasion; whom the status quo suits is not in it."""
    said, reading = model.readings["C10_no_endless_talks"].split("our reading")
    assert "force" in said and "status quo" in reading

"""Numbers and claims in the prose of chapters/commitment/shifting_power.md."""

import numpy as np
import pytest

import models
import widgets
from tests.passages import assert_passage
from tests.support import sample

model = models.load("shifting_power")
solve = model.solve
presets = model.presets
strong = dict(p1=0.9, p2=0.9, c_R=0.05, delta=0.9)


def f(value, digits=2):
    return f"{value:.{digits}f}"


def reading(name):
    return solve(**presets[name])


PASSAGES = [
    ("*accept / renegotiate* is worth $(1 + 0.8 \\cdot 0.1)/1.8 = {}$ to Ukraine",
     lambda: [f(model.game("trust", horizon="two", p1=0.2, c_U=0.1).payoff_matrices[0][0, 1])]),
    ("At the default numbers {} steps suffice", lambda: [{3: "three"}[solve()["n_min"]]]),
    ("exceeds $\\bar p_2$, which is {} by default", lambda: [f(solve()["p2_max"])]),
    ("The readings of A ({}) and of D's 28 points ({})",
     lambda: [f(model.parameters["p2"].default), f(presets["D_28_point"]["p2"])]),
    ("From $g_{{min}}$ on: {} in A's reading, {} in D's",
     lambda: [f(reading("A_terms_only")["g_min"]), f(reading("D_28_point")["g_min"])]),
    ("$\\delta^* = (p_1 + c_U)/x_2$, that is {}.", lambda: [f(0.6 / solve()["x2"])]),
    ("later chance is {} and the least it could live with is {}:",
     lambda: [f(presets["B_nato_training"]["p2"]), f(reading("B_nato_training")["p2_min"], 3)]),
    ("$\\beta x_2 = {} < 0.6 = p_1 + c_U$", lambda: [f(0.8 / 1.8 * solve(horizon="two")["x2"])]),
    ("$\\delta = 0.9$: peace up to $g = {}$.", lambda: [f(solve(**strong)["g_max"], 3)]),
    ("Costs of war: Ukraine {} points in each 100, Russia {}.",
     lambda: [f"{100 * model.parameters[c].default:.0f}" for c in ("c_U", "c_R")]),
    ("Russia wins with {} (1 to {} on the die)",
     lambda: [f(model.parameters["p1"].default, 1), f"{20 * model.parameters['p1'].default:.0f}"]),
    ("({}, {} or {} on the die; war costs Ukraine {} and Russia {})",
     lambda: [f"{20 * p:.0f}" for p in (0.4, 0.6, 0.8)]
     + [f"{400 * model.parameters[c].default:.0f}" for c in ("c_U", "c_R")]),
    ("off the chance in round 2 ({}, {} or {} on the die).", lambda: [f"{20 * (p - 0.35):.0f}" for p in (0.4, 0.6, 0.8)]),
    ("Russia asks for {} of the 400 points where the card says 0.8",
     lambda: [f"{400 * solve(p2=0.8, g=0.35)['x2']:.0f}"]),
]  # fmt: skip


@pytest.mark.parametrize("template, numbers", PASSAGES)
def test_a_number_in_the_text_is_what_the_model_yields(template, numbers):
    assert_passage("commitment/shifting_power", template, *numbers())


def test_the_game_begins_where_ukraine_fights_and_one_more_day_is_bearable_for_a_smaller_shift():
    """The first explorer's starting point, and 'the same shift … becomes a cause of war'."""
    start = dict(p1=0.2, c_U=0.1)
    assert solve(**start, horizon="two")["regime"] == "preventive_war_U"
    bearable = solve(**start, horizon="two")["p2_max"]
    assert solve(**start, horizon="two", p2=bearable)["regime"] == "peace"
    assert solve(**start, p2=bearable)["regime"] == "preventive_war_U"


def test_from_sixty_percent_today_no_rise_makes_ukraine_fight():
    """The question of the map: at 0.60 today Ukraine accepts any later chance."""
    assert solve()["p2_max"] < 1 == solve(p1=0.6)["p2_max"]


def test_the_overlap_of_what_both_accept_is_what_war_costs_over_the_weight_of_today():
    """'x_U - x_R = (c_R + c_U) / w'"""
    here = sample(model, horizon="infinite")
    found = solve(**here)
    assert np.allclose(found["x1_U"] - found["x1_R"], (here["c_R"] + here["c_U"]) / (1 - here["delta"]))


def test_the_guarantee_saves_the_war_and_russia_has_the_gain():
    """'Ukraine's does not move. Russia's jumps by all that war would have wasted.'"""
    before, after = solve(g=0.24), solve(g=0.25)
    assert (before["war"], after["war"]) == (True, False)
    assert after["v_U"] == pytest.approx(before["v_U"])
    assert after["v_R"] - before["v_R"] == pytest.approx(before["surplus_lost"])


def test_another_rule_of_bargaining_prevents_the_war_at_the_default_numbers():
    """'At the default numbers that prevents the war.'"""
    assert solve()["war"] and not solve()["war_any_protocol"]


def test_above_the_dashed_line_there_is_war_under_every_rule():
    """The line of the first map; left of it nothing is said of war by Russia."""
    here = sample(model)
    found = solve(**here)
    beta = np.where(here["horizon"] == "two", here["delta"] / (1 + here["delta"]), here["delta"])
    above = here["p2"] > (here["p1"] + here["c_U"]) / beta + here["c_R"] + here["g"]
    mine = found["regime"] != "preventive_war_R"
    assert above.any() and (found["war_any_protocol"] == above)[mine].all()


def test_readings_of_the_documents():
    """'Back to the document': who needs a guarantee, whom none can help, and peace without a shift."""
    assert reading("A_with_guarantees")["regime"] == reading("D_buffer_1244")["regime"] == "peace"
    assert reading("D_no_credible_force")["regime"] == "preventive_war_U"
    assert reading("B_nato_training")["g_max"] < 0
    assert set(solve(p2=0.4, delta=np.linspace(0.05, 0.99, 30))["regime"]) == {"peace"}


def test_the_seminar_ends_as_predicted():
    cards = np.array([0.4, 0.6, 0.8])
    assert solve(p2=cards)["war"].tolist() == [False, True, True]
    assert not solve(p2=cards, g=0.35)["war"].any()


def test_the_map_has_no_gap():
    """Two regimes begin within one column of the map at the default numbers."""
    areas = widgets.Regions("areas", "p1", "p2")
    rows = areas.compute(model, {name: p.read(p.default) for name, p in model.parameters.items()})
    covered = 0.0
    for part in {row["part"] for row in rows}:
        edge = [(r["x"], r["y1"] - r["y0"]) for r in rows if r["part"] == part]
        covered += np.trapezoid(*zip(*[(h, x) for x, h in edge], strict=True))
    assert covered == pytest.approx(0.90, abs=1e-4)  # the sliders' range of p1, times 1

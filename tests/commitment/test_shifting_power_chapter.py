"""What chapters/commitment/shifting_power.md says: strong sentences, worked numbers, activity, exercises."""

import numpy as np
import pytest

import models
import widgets
from tests.passages import assert_passage, says, text_of
from tests.support import pure_equilibria, sample

model = models.load("shifting_power")
solve, presets = model.solve, model.presets
CHAPTER = "commitment/shifting_power"
CARDS = {"A": 0.4, "B": 0.5, "C": 0.6, "D": 0.8}


def box(**fixed):
    """60,000 draws of the sliders' box; later is all periods to come, as in the main line."""
    return sample(model, count=60_000, **{"horizon": "infinite", **fixed})


def constant(share, point):
    """What a constant share pays (R, U), less what war does."""
    return share - (point["p1"] - point["c_R"]), (1 - share) - (1 - point["p1"] - point["c_U"])


# -- the strong sentences


@says(
    "shifting_power",
    r"Ukraine fights, whatever it is offered, exactly when $\delta x_2 > p_1 + c_U$.",
    r"Then every constant share between $\max(0, p_1 - c_R)$ and $p_1 + c_U$ is better than war for both, "
    "and Russia would gain by breaking it.",
)
def test_ukraine_fights_where_all_of_now_is_not_enough_although_a_constant_share_beats_war():
    point = box()
    found = solve(**point)
    share_later = np.minimum(1, np.maximum(0, point["p2"] - point["g"]) + point["c_U"])
    fights = (1 - point["delta"]) + point["delta"] * (1 - share_later) < 1 - point["p1"] - point["c_U"]
    assert ((found["regime"] == "preventive_war_U") == fights).all() and fights.any()
    low, high = np.maximum(0, point["p1"] - point["c_R"]), point["p1"] + point["c_U"]
    for part in (0.01, 0.5, 0.99):
        share = low + part * (high - low)
        R, U = constant(share, point)
        assert (R[fights] > 0).all() and (U[fights] > 0).all() and (share_later > share)[fights].all()


@says(
    "shifting_power",
    r"There is peace exactly when what the guarantee takes off ($g$, or all of $p_2$ if that is less) lies between "
    r"$g_{min} = \max(0, p_2 - \bar p_2)$ and $g_{max} = p_2 - \underline p_2$, "
    r"with $\underline p_2 = \max\!\big(0, (p_1 - c_R - 1 + \delta)/\delta - c_U\big)$.",
    "The window can be empty: where $g_{max} < 0$, no guarantee to Ukraine keeps the peace.",
)
def test_the_window_is_where_peace_is_and_it_can_be_empty():
    """It was once called never empty."""
    point = box()
    p1, p2, g, c_R, c_U, delta = (point[name] for name in ("p1", "p2", "g", "c_R", "c_U", "delta"))
    most = np.where(delta <= p1 + c_U, 1, (p1 + c_U) / delta - c_U)
    least = np.maximum(0, (p1 - c_R - 1 + delta) / delta - c_U)
    found, off = solve(**point), np.minimum(g, p2)
    inside = (np.maximum(0, p2 - most) <= off) & (off <= p2 - least)
    assert (inside == (found["regime"] == "peace")).all()
    empty = found["g_max"] < 0
    assert 0.04 < empty.mean() < 0.06
    assert (np.maximum(0, p2 - most) <= p2 - least)[~empty].all()
    for tried in np.linspace(0, 1, 11):
        assert (solve(**(point | {"g": np.full_like(g, tried)}))["regime"] != "peace")[empty].all()
    assert solve(**presets["B_nato_training"])["g_max"] == pytest.approx(-0.075)


def test_russias_cost_is_absent_because_russia_makes_the_later_offers():
    """'That is not because Russia is unafraid', 'Under another rule …': with Ukraine's offers later it is in the condition."""
    point = box(g=0.0)
    here, dearer = solve(**point), solve(**(point | {"c_R": np.minimum(point["c_R"] + 0.2, 1)}))
    ours = here["regime"] == "preventive_war_U"
    assert (ours == (dearer["regime"] == "preventive_war_U")).all()
    assert (here["p2_max"] == dearer["p2_max"]).all()
    any_rule = point["delta"] * np.maximum(0, point["p2"] - point["c_R"]) > point["p1"] + point["c_U"]
    calm = here["regime"] != "preventive_war_R"
    assert (here["war_any_protocol"] == any_rule)[calm].all()
    assert (here["war_any_protocol"] != dearer["war_any_protocol"])[calm].any()
    assert "because Russia makes the later offers" in text_of(CHAPTER)


def test_a_patient_ukraine_fights_over_any_rise_only_where_the_text_says_so():
    """'Where later means all periods to come and p1 + c_U < 1 …'; it was once said of every shift."""
    point = box(g=0.0, delta=0.9999)
    rises, room = point["p2"] > point["p1"] + 0.01, point["p1"] + point["c_U"] < 0.99
    fights = solve(**point)["regime"] == "preventive_war_U"
    assert fights[rises & room].all() and not fights[point["p1"] + point["c_U"] >= 1].any()
    two = sample(model, count=60_000, horizon="two", g=0.0, delta=0.9999)
    fights = solve(**two)["regime"] == "preventive_war_U"
    rises, room = two["p2"] > two["p1"] + 0.01, two["p1"] + two["c_U"] < 0.99
    assert (rises & room & ~fights).any() and fights.any()
    assert_passage(
        CHAPTER,
        "Where later is one period that counts no more than now, or where $p_1 + c_U \\ge 1$, it need not.",
    )


def test_with_one_later_period_ukraine_fights_only_below_a_half():
    """'It can be made to fight only if p1 + c_U is below a half', 'Ukraine then accepts'."""
    point = sample(model, count=60_000, horizon="two")
    fights = solve(**point)["regime"] == "preventive_war_U"
    assert fights.any() and (point["p1"] + point["c_U"] < 0.5)[fights].all()
    assert solve(horizon="two")["regime"] == "peace"


def test_in_peace_ukraine_has_its_war_value_until_russia_has_all_of_now():
    """'leaves Ukraine what war would'; 'Peace, and Ukraine gains too' is said where x_U > 1."""
    point = box()
    found = solve(**point)
    peace, gains = found["regime"] == "peace", found["x1_U"] > 1 + 1e-9
    war = 1 - point["p1"] - point["c_U"]
    assert np.allclose(found["v_U"][peace & ~gains], war[peace & ~gains])
    assert (found["v_U"] > war + 1e-12)[peace & gains].all()


def test_no_shift_no_war():
    """'p2 = p1, and no war at any patience.'"""
    point = box(g=0.0)
    assert set(solve(**(point | {"p2": point["p1"]}))["regime"]) == {"peace"}


def test_it_speaks_of_years_and_not_of_days():
    """A period is an armistice."""
    words = text_of(CHAPTER)
    assert " day" not in words and "some years" in words


# -- worked numbers


def test_the_numbers_of_the_play_and_of_the_smallest_game():
    found = solve()
    assert found["regime"] == "preventive_war_U" and found["x2"] == 1
    assert (found["v_R"], found["v_U"]) == (pytest.approx(0.15), pytest.approx(0.40))
    half = 0.5
    assert half > 0.15 and half > 0.40 and half < found["x2"]
    tree = model.trees["now_and_later"]
    walked = tree.walk()["payoffs"]
    assert (float(walked["R"]), float(walked["U"])) == (pytest.approx(0.15), pytest.approx(0.40))
    assert max(tree.regret().values()) < 1e-9


def test_the_first_guess_and_the_jump_of_the_limit():
    """'From a chance of 60 % now on it keeps the peace'; 'the limit jumps from 80 to 100 at p1 = 60'."""
    assert solve(p1=0.7)["regime"] == solve(p1=0.6)["regime"] == "peace"
    assert solve(p1=0.59)["regime"] == "preventive_war_U"
    assert solve(p1=0.5999999)["p2_max"] == pytest.approx(0.8, abs=1e-5) and solve(p1=0.6)["p2_max"] == 1


def test_the_guarantee_saves_the_war_and_russia_has_the_gain():
    """'Ukraine's 40 does not move, and Russia has 60 instead of 15', 'Beyond 50 Ukraine gains too'."""
    before, after = solve(g=0.24), solve(g=0.25)
    assert (before["war"], after["war"]) == (True, False)
    for g in (0.25, 0.3, 0.5):
        assert solve(g=g)["v_U"] == pytest.approx(0.4) and solve(g=g)["v_R"] == pytest.approx(0.6)
    assert before["v_R"] == pytest.approx(0.15)
    assert solve(g=0.51)["v_U"] > 0.4 + 1e-3 and solve(g=0.51)["x1"] == 1


def test_the_largest_first_step_is_fifteen():
    assert solve()["n_min"] == 3
    for end, steps in ((0.55, 1), (0.56, 2), (0.70, 2), (0.71, 3), (0.85, 3), (0.86, 4)):
        assert solve(p2=end)["n_min"] == steps
    first = (1 - 0.8) * (0.4 + 0.2) / 0.8
    assert first == pytest.approx(0.15)
    assert solve(p2=0.4 + first)["regime"] == "peace" != solve(p2=0.4 + first + 0.001)["regime"]


@pytest.mark.parametrize(
    "move, stops",
    [("p2", lambda f: ~f["war"]), ("g", lambda f: f["war"]), ("p1", lambda f: ~f["war"]), ("delta", lambda f: ~f["war"]),
     ("g", lambda f: f["x1_U"] > 1 + 1e-9), ("g", lambda f: ~f["war"])],
)  # fmt: skip
def test_each_threshold_taught_spans_five_stops(move, stops):
    p = model.parameters[move]
    at = np.round(np.arange(p.low, p.high + p.step / 2, p.step), 10)
    holds = stops(solve(**{move: at}))
    assert 5 <= holds.sum() <= len(at) - 5


def test_war_under_any_rule_by_russias_cost():
    """The task, and 'With a later chance of 90 and a cost below 15 it would not'."""
    assert not solve()["war_any_protocol"] and 0.8 * 0.55 < 0.6
    assert solve(p2=0.9, c_R=0.14)["war_any_protocol"] and not solve(p2=0.9, c_R=0.15)["war_any_protocol"]


# -- back to the document


def test_the_readings_of_the_documents():
    regime = {name: solve(**values)["regime"] for name, values in presets.items()}
    assert regime == {
        "A_terms_only": "preventive_war_U", "A_with_guarantees": "peace", "D_28_point": "preventive_war_U",
        "D_buffer_1244": "peace", "D_no_credible_force": "preventive_war_U", "B_nato_training": "preventive_war_R",
    }  # fmt: skip
    assert (
        solve(p1=0.6)["regime"] == "peace" != solve(p1=0.59)["regime"]
    )  # 'the terms are accepted from 0.60 on'
    assert solve(delta=0.6)["regime"] == "peace" != solve(delta=0.61)["regime"]


# -- the three plans


def test_the_matrix_holds_the_plan_behind_a_promise():
    """p1 today and x2 tomorrow: it was missing, and paid 63 against 50 where the text said that Russia keeps its promise."""
    game = model.game("trust", horizon="two", p1=0.5, p2=0.6)
    U, R = game.payoff_matrices
    assert R[0, 2] == pytest.approx(0.6333, abs=1e-4) and R[0, 0] == pytest.approx(0.5)
    assert U[0, 2] == pytest.approx(0.3667, abs=1e-4) and U[2, 2] == pytest.approx(0.3)
    assert pure_equilibria(game) == {(0, 2), (1, 1)}  # 'this equilibrium and one more'
    assert U[0, 2] > U[1, 2]  # the refusal that it would not carry out
    with pytest.warns(RuntimeWarning, match="degenerate"):
        found = list(game.support_enumeration())
    assert {(row.argmax(), column.argmax()) for row, column in found} == {(0, 2), (1, 1)}


# -- seminar, exercises


def needed(chance, g=0.0):
    """Points of the 20 that Side 2 needs, at least 0."""
    return max(0, 20 * (1 - solve(p2=chance, g=g)["x1_U"]))


@pytest.mark.parametrize(
    "card, alone, ends, token, then",
    [("A", 8, (60, 40), 0, (40, 60)), ("B", 16, (60, 40), 0, (48, 52)),
     ("C", 24, (15, 40), 0, (56, 44)), ("D", 40, (15, 40), 12, (60, 40))],
)  # fmt: skip
def test_the_seminar_is_predicted_card_by_card(card, alone, ends, token, then):
    chance = CARDS[card]
    limit = 80 * solve(p2=chance)["x2"]
    assert needed(chance) == pytest.approx(alone) == pytest.approx(40 - (80 - limit))
    assert (alone > 20) == solve(p2=chance)["war"]
    got = lambda **more: tuple(100 * solve(p2=chance, **more)[v] for v in ("v_R", "v_U"))  # noqa: E731
    assert got() == pytest.approx(ends)
    assert needed(chance, 0.35) == pytest.approx(token)
    assert got(g=0.35) == pytest.approx(then)
    assert limit - 80 * solve(p2=chance, g=0.35)["x2"] == pytest.approx(28)
    assert (then[0] > ends[0]) == (card in "CD")  # who takes the token


def test_the_exercises():
    plug = solve(p2=0.65)
    assert plug["regime"] == "preventive_war_U" and plug["g_min"] == pytest.approx(0.10)
    assert [round(100 * solve(delta=d)["g_min"]) for d in (0.7, 0.75, 0.9)] == [14, 20, 33]
    assert solve(delta=0.99999)["g_min"] == pytest.approx(0.4, abs=1e-4)
    strong = dict(p1=0.9, p2=0.9, c_R=0.05, delta=0.9)
    least = next(g / 100 for g in range(61) if solve(**strong, g=g / 100)["regime"] == "preventive_war_R")
    assert least == 0.27 and solve(**strong)["p2_min"] > 0


def test_the_map_has_no_gap():
    """Two regimes begin within one column of the map at the default numbers."""
    areas = widgets.Regions("areas", "p1", "p2")
    rows = areas.compute(model, {name: p.read(p.default) for name, p in model.parameters.items()})
    covered = 0.0
    for part in {row["part"] for row in rows}:
        edge = [(r["x"], r["y1"] - r["y0"]) for r in rows if r["part"] == part]
        covered += np.trapezoid(*zip(*[(h, x) for x, h in edge], strict=True))
    assert covered == pytest.approx(0.90, abs=1e-4)  # the sliders' range of p1, times 1


def test_no_fall_at_all_makes_russia_fight_at_the_numbers_of_the_play():
    """'At the numbers of the play no fall at all makes Russia fight.'"""
    model = models.load("shifting_power")
    found = model.solve(p2=np.linspace(0, model.parameters["p1"].default, 101))
    assert set(found["regime"]) == {"peace"} and model.solve()["p2_min"] == 0

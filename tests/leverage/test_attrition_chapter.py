"""What the prose of chapters/leverage/attrition.md says, shown."""

import numpy as np
import pytest

import models
from tests.passages import assert_passage, harmless, says
from tests.support import close, sample

model = models.load("attrition")
solve, preset = model.solve, model.presets
EXAMPLE = {"cost_R": 0.25, "cost_U": 0.25, "pressure": 0, "z_R": 0.25, "z_U": 0.25, "t_obs": 2}
STEP = 0.05  # how far pressure is moved where it is raised at drawn points

harmless(
    "attrition",
    "Of each, 25 never give way.",
    "In letters, Russia never gives way with chance $\\mu_R$, Ukraine with $\\mu_U$.",
    "Who never gives way is a mechanism here.",
)


def at(**changes):
    return solve(**{**EXAMPLE, **changes})


def hundred(**changes):
    """Of 100 wars: Russia gives way, Ukraine does, nobody does, Russia first without doubt."""
    found = at(**changes)
    names = ("prob_R_concedes", "prob_U_concedes", "prob_endless", "mixed_prob_R_concedes")
    return [round(100 * found[name]) for name in names]


def pressed(points):
    """`points` with a little more pressure on Russia."""
    return {**points, "pressure": points["pressure"] + STEP}


def in_turns(pressure, cap=8):
    """(Side 1 first, Side 2 first, both, nobody, turns) of one contest played in turns, both mixing throughout."""
    x = at(pressure=pressure)
    one, two = (rate / (1 + rate) for rate in (x["hazard_R"], x["hazard_U"]))
    on = (1 - one) * (1 - two)
    played = sum(on**k for k in range(cap))
    return one * (1 - two) * played, two * (1 - one) * played, one * two * played, on**cap, played


# -- the first game ----------------------------------------------------------------------------------------------


def test_the_smallest_game():
    """Torn at one in five; of nine wars four, four and one; in short steps 50 of 100. At 50 a year one in three."""
    for cost, chance in ((0.25, 1 / 5), (0.5, 1 / 3)):
        assert close(chance, cost / (1 + cost)) and close(100 * chance, 100 * cost * (1 - chance))
    assert np.allclose(np.array(in_turns(0, cap=400)[:3]) * 9, [4, 4, 1])
    assert hundred()[3] == 50 and max(model.trees["year"].regret(**EXAMPLE).values()) < 1e-9


@pytest.mark.parametrize("pressure", [0, 1])
def test_the_two_plays_have_the_chances_that_their_closing_words_name(pressure):
    """'Side 2 left with a chance of one in five', 'of one in three'; a year of staying is worth nothing."""
    chance = {0: 1 / 5, 1: 1 / 3}[pressure]
    quits = [
        column[0]
        for row, column in model.game(**{**EXAMPLE, "pressure": pressure}, dt=1).support_enumeration()
        if 0 < row[0] < 1
    ]
    assert quits == [pytest.approx(chance)]
    cost = 25 * (1 + pressure)
    assert close(100 * chance, cost * (1 - chance))


def test_the_first_guess_and_its_reason():
    """Thirty-three: Ukraine's rate doubles, Russia's stays, on the whole box."""
    assert hundred(pressure=1)[3] == 33
    points = sample(model, count=20_000)
    less, more = solve(**points), solve(**pressed(points))
    assert (more["mixed_prob_R_concedes"] < less["mixed_prob_R_concedes"]).all()
    assert np.array_equal(more["hazard_R"], less["hazard_R"]) and (more["hazard_U"] > less["hazard_U"]).all()
    assert (more["mixed_duration"] < less["mixed_duration"]).all()  # 'A dearer war is shorter'


# -- with a doubt ------------------------------------------------------------------------------------------------


def test_the_second_guess():
    assert hundred() == [47, 47, 6, 50] and hundred(pressure=1) == [65, 29, 6, 33]
    assert_passage(
        "attrition", "Russia gives way in {} of 100 wars, Ukraine in {}, and in {}, one fourth of a fourth,", "47", "47", "6"
    )  # fmt: skip
    x = at(pressure=1)
    assert close(x["atom_R"], 0.5) and x["T_U"] == x["T_end"] < x["T_R"]
    # a Russia that does not leave at the outset is then as far from being believed as Ukraine is
    assert close(-np.log(0.25 / 0.5) / x["hazard_R"], x["T_U"])


@says(
    "attrition",
    "years 25 of 100 are left: those that never leave.",
    "At that date the 25 Russias that never leave must be all that is left, too.",
)
def test_a_hundred_of_each_counted():
    x = at(pressure=1)
    left = {side: 100 * np.exp(-x[f"hazard_{side}"] * x["T_end"]) for side in "RU"}
    assert round(x["T_end"], 1) == 2.8 and close(left["U"], 25) and close(left["R"], 50)
    began = 100 * (1 - x["atom_R"])
    assert close(began, 50) and close(began * left["R"] / 100, 25)
    ended = began - 100 * x["prob_endless"]
    assert round(ended) == 44 and close(100 * x["prob_R_concedes"], 50 + ended / 3)


def test_pressure_turns_the_answer_round():
    """The title of the second figure; neither with the product of both chances."""
    points = sample(model, count=20_000)
    less, more = solve(**points), solve(**pressed(points))
    assert (more["prob_R_concedes"] >= less["prob_R_concedes"] - 1e-12).all()
    assert (more["prob_R_concedes"] > less["prob_R_concedes"]).mean() > 0.95
    assert np.allclose(less["prob_endless"], points["z_R"] * points["z_U"])
    assert (np.minimum(less["payoff_R"], less["payoff_U"]) == 0).all()
    for side in "RU":  # 'a side that may give way at the outset expects nothing from it'
        assert (less[f"payoff_{side}"][less[f"atom_{side}"] > 0] == 0).all()


def test_the_outset_in_closed_form():
    """{eq}`at-date`, {eq}`at-outset`, and the other side's by exchanging letters."""
    points = sample(model, count=20_000)
    x = solve(**points)
    for one, two in ("RU", "UR"):
        ratio = x[f"hazard_{one}"] / x[f"hazard_{two}"]
        with np.errstate(over="ignore"):  # where the other side opens, the formula is not meant
            open_ = 1 - points[f"z_{one}"] * points[f"z_{two}"] ** -ratio
        first = x[f"T_{one}"] > x[f"T_{two}"] * (1 + 1e-9)
        assert np.allclose(x[f"atom_{one}"][first], open_[first]) and first.any()
        assert (x[f"atom_{two}"][first] == 0).all()


@says(
    "attrition",
    "A doubt about who never gives way selects an equilibrium, and there, at equal doubts and prizes, it is the dearer side "
    "that may give way at the outset.",
)  # fmt: skip
def test_the_smaller_the_doubt_the_nearer_to_leaving_at_once():
    opening = [at(pressure=1, z_R=z, z_U=z)["atom_R"] for z in (0.25, 0.1, 0.04, 0.02, 1e-9)]
    assert opening == sorted(opening) and opening[-1] > 0.9999
    points = sample(model, count=20_000, value_R=1.0, value_U=1.0)
    points["z_U"] = points["z_R"]
    x = solve(**points)
    gap = points["cost_R"] * (1 + points["pressure"]) - points["cost_U"] * (1 - points["support"])
    assert (x["atom_R"][gap > 1e-6] > 0).all() and (x["atom_U"][gap < -1e-6] > 0).all()


@pytest.mark.parametrize(
    ("start", "moved", "value", "regime"),
    [
        ({"pressure": 1}, "z_R", 0.55, "U_gives_way"), ({"pressure": 1}, "z_U", 0.05, "U_gives_way"),
        ({"z_R": 0.5}, "pressure", 1.05, "R_gives_way"), ({"z_R": 0.5}, "support", 0.55, "R_gives_way"),
    ],
)  # fmt: skip
def test_tasks_and_the_stops_of_their_thresholds(start, moved, value, regime):
    assert at(**start)["regime"] != regime and at(**{**start, moved: value})["regime"] == regime
    q = model.parameters[moved]
    stops = np.round(np.arange(q.low, q.high + q.step / 2, q.step), 10)
    reached = at(**{**start, moved: stops})["regime"] == regime
    assert reached.sum() >= 5 and (~reached).sum() >= 5


# -- what survival teaches ---------------------------------------------------------------------------------------


def test_survival_breeds_belief():
    """'no side learns from a long war that the other will soon give way. It learns the opposite'; the third guess."""
    points = sample(model, count=20_000)
    longer = {**points, "t_obs": points["t_obs"] + 0.5}
    now, then = solve(**points), solve(**longer)
    for side in "RU":
        assert (then[f"posterior_{side}"] >= now[f"posterior_{side}"]).all()
        assert (now[f"posterior_{side}"] >= points[f"z_{side}"] - 1e-12).all()
    assert ((now["posterior_R"] < 1) == (now["posterior_U"] < 1)).mean() > 0.999  # certain at the same date
    four = at(t_obs=4)["posterior_R"]
    assert round(100 * four) == 68 and round(25 / four) == 37


# -- the documents -----------------------------------------------------------------------------------------------


def test_the_pressure_at_which_russia_opens():
    """{eq}`at-flip`, on the box."""
    points = sample(model, count=20_000)
    prize = points["value_R"] * points["cost_U"] * (1 - points["support"])
    flip = np.log(points["z_U"]) / np.log(points["z_R"]) * prize / (points["value_U"] * points["cost_R"]) - 1
    x = solve(**points)
    clear = np.abs(points["pressure"] - flip) > 1e-6
    assert np.array_equal((x["regime"] == "R_gives_way")[clear], (points["pressure"] > flip)[clear])


@pytest.mark.parametrize(
    ("name", "russia", "without", "opens", "known"),
    [
        ("A", 79, 28, "R", "R"),
        ("D", 20, 60, "U", "U"),
        ("D19", 40, 37.5, "R", "R"),
        ("B", 66, 55.6, "R", "U"),
    ],
)
def test_where_the_readings_stand(name, russia, without, opens, known):
    """'So the two readings change places with the equilibrium.'; with known dates, D Ukraine, D19 Russia."""
    x = solve(**preset[name])
    assert x["regime"] == f"{opens}_gives_way" and x["endurance_loser"] == known
    assert 100 * x["prob_R_concedes"] == pytest.approx(russia, abs=0.5)
    assert 100 * x["mixed_prob_R_concedes"] == pytest.approx(without, abs=0.05)


# -- exercises and activity --------------------------------------------------------------------------------------


def test_exercises():
    assert close(at()["mixed_duration"], 2) and close(at(pressure=1)["mixed_duration"], 4 / 3)
    even = at(pressure=1, z_U=1 / 16)
    assert even["regime"] == "balanced" and close(even["prob_endless"], 1 / 64)
    assert close(even["prob_R_concedes"], 63 / 64 / 3) and hundred(pressure=1, z_U=1 / 16)[:3] == [33, 66, 2]
    assert at(pressure=1, z_U=0.05)["regime"] == "U_gives_way"  # 'Below, Ukraine is the one to open.'
    # exercise 2: the higher cost per unit of the own prize, at equal doubts
    points = sample(model, count=20_000)
    points["z_U"] = points["z_R"]
    x = solve(**points)
    per_prize = [x["hazard_U"], x["hazard_R"]]  # Russia's cost per prize sets Ukraine's rate
    clear = np.abs(per_prize[0] - per_prize[1]) > 1e-9
    assert np.array_equal((x["regime"] == "R_gives_way")[clear], (per_prize[0] > per_prize[1])[clear])


def test_exercise_four_is_a_simulation_of_the_second_guess():
    """'About 65, 29 and 6 of 100.'"""
    x, draw = at(pressure=1), np.random.default_rng(4)
    russia, ukraine = (draw.exponential(1 / x[f"hazard_{side}"], 100_000) for side in "RU")
    russia[draw.random(100_000) < x["atom_R"]] = 0
    russia[russia > x["T_end"]] = ukraine[ukraine > x["T_end"]] = np.inf
    shares = [
        (russia < ukraine).mean(),
        (ukraine < russia).mean(),
        np.isinf(np.minimum(russia, ukraine)).mean(),
    ]
    assert [round(100 * share) for share in shares] == [65, 29, 6]


def test_closing_questions():
    for cost_R in (0.3, 0.4, 0.5):
        for cost_U in (0.1, 0.2):
            share = cost_U / (cost_U + cost_R)
            assert close(at(cost_R=cost_R, cost_U=cost_U)["mixed_prob_R_concedes"], share)
    for z in (0.05, 0.1, 0.15, 0.2, 0.3, 0.4):
        assert close(at(pressure=1, z_R=z)["atom_R"], 1 - 2 * z)  # 'twice as many began the race'
    for t in range(1, 7):
        x = at(z_R=0.1, z_U=0.1, t_obs=t)
        assert close(x["posterior_R"], 0.1 / np.exp(-0.25 * t)) and t < x["T_end"]


@pytest.mark.parametrize("pressure", [0, 1])
def test_contests_in_turns_played_out(pressure):
    """The table of the teacher's sheet: 200,000 contests of eight turns at most, both mixing."""
    random, n = np.random.default_rng(7), 200_000
    x = at(pressure=pressure)
    leave = {}
    for side in "RU":
        chance = x[f"hazard_{side}"] / (1 + x[f"hazard_{side}"])
        turn = random.geometric(chance, n).astype(float)
        leave[side] = np.where(turn > 8, np.inf, turn)
    first = np.minimum(leave["R"], leave["U"])
    shares = [
        ((leave["R"] < leave["U"]).mean()), (leave["U"] < leave["R"]).mean(),
        ((leave["R"] == leave["U"]) & np.isfinite(first)).mean(), np.isinf(first).mean(), np.minimum(first, 8).mean(),
    ]  # fmt: skip
    assert shares == pytest.approx(in_turns(pressure), abs=8e-3)


def test_what_each_card_does():
    """Contests 7 to 9: of three Sides 1 with a blank card two leave at the outset; by turn 3 the blank cards are gone."""
    x = at(pressure=1)
    assert close(x["atom_R"] / (1 - 0.25), 2 / 3) and x["atom_U"] == 0 and 2 < x["T_end"] < 3
    assert round(10 * x["prob_R_concedes"], 1) == 6.5 and round(10 * x["prob_endless"], 1) == 0.6


def test_who_is_side_1_and_what_chance_makes_of_thirty_contests():
    """The sheet and the text name the same rows; 'five or so more or fewer is chance' is two standard deviations."""
    assert_passage(
        "attrition", "| row A is | {} |", " | ".join(f"Side {n}" for n in (1, 1, 1, 1, 2, 1, 2, 1, 2))
    )
    spread = [2 * np.sqrt(30 * share * (1 - share)) for share in (at()["prob_R_concedes"], 1 / 3, 0.65)]
    assert all(4.5 < each < 6 for each in spread)

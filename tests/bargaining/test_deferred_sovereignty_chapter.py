"""What the prose of chapters/bargaining/deferred_sovereignty.md says, shown."""

from fractions import Fraction

import numpy as np
import pytest

import models
from tests.passages import assert_passage, says
from tests.support import close, pure_equilibria, sample

model = models.load("deferred_sovereignty")
solve, preset = model.solve, model.presets
CHAPTER = "deferred_sovereignty"
EXAMPLE = dict(p=0.5, c_R=0.2, c_U=0.2, years=0, v=0.5, face_R=0, face_U=0, q0=0.5, kappa=0.08, enforce=0.6)
ADDED = (0, 25, 50, 100, 150, 200, 400)


def shares(added, price=8, present=50):
    """Points of Side 1 and Side 2, from the rules of the play: `added` per cent voters, `present` for Side 2."""
    left = Fraction(100 * present, 100 + added)
    return 100 - left - Fraction(price * added, 100), left


def both_fight(count=20_000, **fixed):
    """Random points at which war is worth more than nothing to both."""
    points = sample(model, count, **fixed)
    keep = (points["p"] - points["c_R"] > 1e-9) & (1 - points["p"] - points["c_U"] > 1e-9)
    points = {name: values[keep] for name, values in points.items()}
    return points, solve(**points)


def test_the_worked_table_and_the_best_number_of_voters():
    """The table of the smallest game, and 150 as the best of all whole per cents."""
    chance, cost, has = zip(*((shares(e)[1], Fraction(8 * e, 100), shares(e)[0]) for e in (0, 50, 100, 150, 200, 400)),
                            strict=True)  # fmt: skip
    row = lambda numbers: " | ".join(str(round(float(x))) for x in numbers)  # noqa: E731
    assert_passage(CHAPTER, "| Ukraine's chance | {} |", row(chance))
    assert_passage(CHAPTER, "| cost to Russia | {} |", row(cost))
    assert_passage(CHAPTER, "| Russia has | {} |", row(has))
    assert max(range(401), key=lambda e: shares(e)[0]) == 150 and shares(150) == (68, 20)
    assert_passage(CHAPTER, "when both are {}. That is at $y = {}$: Russia adds {} %.", "20", "2.5", "150")
    assert all(shares(e)[0] == 108 - (Fraction(5000, 100 + e) + 8 * Fraction(100 + e, 100)) for e in ADDED)
    assert_passage(CHAPTER, "that is ${} - (50/y + 8y)$", "108")
    found = solve(**EXAMPLE)
    assert close(found["settlers"], 1.5) and close(found["value_R"], 0.68) and close(found["value_U"], 0.2)
    assert found["regime"] == "unravels" and close(found["reserve_R"], 0.3) and close(found["reserve_U"], 0.3)
    assert close(found["value_R_clean"], 0.5) and close(found["value_U_clean"], 0.5)


def test_half_as_many_voters_bring_about_63():
    """What the play tells who adds nobody."""
    assert round(float(shares(50)[0])) == 63


@says("deferred_sovereignty", "If $\\kappa < r_U^2$, it refuses whatever its lead.")
def test_ukraine_agrees_to_a_binding_vote_now_as_the_proposition_says():
    points, found = both_fight(years=0, enforce=1)
    assert found["vote_binding"].all() and len(points["p"]) > 3000
    need, clean, price = 1 - points["p"] - points["c_U"], 1 - points["q0"], points["kappa"]
    agrees = found["value_U"] >= need - 1e-12
    assert np.array_equal(agrees, (clean >= need - 1e-12) & (price >= need**2 / clean - 1e-12))
    few = clean >= need
    assert np.allclose(found["kappa_star"][few], (need**2 / clean)[few])
    hopeless = price < need**2
    assert hopeless.sum() > 300 and not agrees[hopeless].any()
    left = np.where(price < clean, np.sqrt(price * clean), clean)
    assert np.allclose(found["value_U"], left)
    assert ((found["settlers"] > 0) == (price < clean)).all()


def test_the_second_condition_alone_decides_nothing_where_a_clean_vote_is_too_little():
    """Both conditions of the proposition are needed."""
    found = solve(**EXAMPLE | {"q0": 0.8, "kappa": 0.6})
    assert 0.6 > 0.3**2 / 0.2 and found["value_U"] < 0.3


def test_at_the_threshold_who_is_indifferent_agrees():
    assert [solve(**EXAMPLE | {"kappa": k})["regime"] for k in (0.1799, 0.18, 0.1801)] == [
        "unravels",
        "deferral",
        "deferral",
    ]
    assert_passage(
        CHAPTER,
        "At the numbers of the play $\\kappa^*$ is {}, and no lead is enough below {}: three tenths, squared.",
        "18",
        "9",
    )
    assert close(solve(**EXAMPLE)["kappa_star"], 0.18)


def test_guess_one_a_lead():
    """72 of 300 voters; even 95 to 5 ends below what Ukraine needs."""
    found = solve(**EXAMPLE | {"q0": 0.28})
    assert close(found["settlers"], 2) and close(found["value_U"], 0.24) and close(72 / 300, 0.24)
    most = solve(**EXAMPLE | {"q0": 0.05})
    assert round(100 * most["value_U"]) == 28 and most["value_U"] < 0.3


def test_guess_two_no_force():
    found = solve(**EXAMPLE | {"enforce": 0})
    assert found["settlers"] == 0 and close(found["value_U"], 0.3) and close(found["value_R"], 0.3)
    assert not found["complies_R"] and not found["complies_U"]
    for force in (0.3, 0.31, 0.6, 1):
        strong = solve(**EXAMPLE | {"enforce": force})
        assert strong["vote_binding"] and close(strong["settlers"], 1.5)


def test_a_weak_force_makes_the_vote_worse_than_war_for_both():
    """'for which nobody gives way': in the example at every stop below 30, and at random points."""
    points, found = both_fight(years=0)
    loose = ~(found["complies_R"] | found["complies_U"]) & (points["enforce"] > 1e-6)
    assert loose.sum() > 300
    for side in "RU":
        assert (found[f"value_{side}"] < found[f"reserve_{side}"])[loose].all()
    one = solve(p=0.15, c_R=0.1, c_U=0.25, years=0, q0=0.2, kappa=0.5, enforce=0.5)
    assert one["complies_R"] and not one["complies_U"] and one["value_U"] > one["reserve_U"]
    weak = solve(**EXAMPLE | {"enforce": np.arange(1, 30) / 100})
    assert (weak["value_R"] < 0.3).all() and (weak["value_U"] < 0.3).all()
    assert (weak["regime"] == "both_refuse").all()


def test_without_a_force_nobody_is_settled_and_a_binding_vote_brings_the_most():
    """The proposition 'Force and settling'."""
    points, found = both_fight(enforce=0)
    assert (found["settlers"] == 0).all() and not (found["complies_R"] | found["complies_U"]).any()
    points, found = both_fight()
    strong = solve(**points | {"enforce": np.maximum(found["reserve_R"], found["reserve_U"])})
    assert strong["vote_binding"].all()
    assert (found["settlers"] <= strong["settlers"] + 1e-12).all()
    assert (found["settlers"] < strong["settlers"] - 1e-6).sum() > 500


def test_where_nobody_gives_way_winning_spares_russia_the_extra_cost():
    """'it settles voters where m(1 − q0) > κ', at once."""
    points, found = both_fight(years=0)
    loose = ~(found["complies_R"] | found["complies_U"])
    gain = points["enforce"] * (1 - points["q0"]) - points["kappa"]
    clear = loose & (np.abs(gain) > 1e-9)
    assert clear.sum() > 300 and np.array_equal(found["settlers"][clear] > 0, gain[clear] > 0)


def test_guess_three_years():
    """A quarter of the weight: 12.5/y and 8y, 10 each at y = 1.25; Ukraine agrees from year 6 on."""
    found = solve(**EXAMPLE | {"years": 27})
    assert round(0.95**27, 2) == 0.25 and abs(found["settlers"] - 0.25) < 0.002
    assert 12.5 / 1.25 == 8 * 1.25 == 10
    line = solve(**EXAMPLE | {"years": np.arange(41)})
    assert (line["regime"][:6] == "unravels").all() and (line["regime"][6:] == "deferral").all()
    assert 0.3 < line["value_U"][6] < 0.31
    assert (np.diff(line["settlers"]) <= 0).all() and (np.diff(line["value_U"]) >= 0).all()


def test_most_that_ukraine_has_after_27_years_comes_before_the_vote():
    """The last stop of the tour: about four fifths, so not "nearly all"."""
    found = solve(**EXAMPLE | {"years": 27})
    assert 0.75 < 0.5 * (1 - 0.95**27) / found["value_U"] < 0.85
    weight = 0.95**27
    before, vote = round(100 * (1 - weight)), round(100 * weight * (1 - found["q_final"]))
    assert_passage(CHAPTER, "{} of them bring half of {} points, the vote then {}.", "27", str(before), str(vote))
    assert abs(before / 2 + vote - 100 * found["value_U"]) < 0.1


def test_settling_late_bends_the_vote_as_much_at_any_distance():
    """Paid when the vote comes, the price weighs as much as the vote."""
    years = np.arange(41)
    late = solve(**EXAMPLE | {"years": years, "kappa": 0.08 * 0.95**years})
    assert np.allclose(late["settlers"], 1.5)
    assert (late["regime"] == np.where(years < 8, "unravels", "deferral")).all()
    assert_passage(CHAPTER, "It would add {} % at any distance, and Ukraine would agree from year {} on", "150", "8")


def test_a_vote_counted_by_majority():
    """72 of 100: as many added as the lead make a tie, so more turn it; worth it while they cost less than the stake."""
    lead = 72 - 28
    assert 28 + lead == 72
    assert_passage(CHAPTER, "But just over {} more for each hundred would turn it", str(lead))
    assert 3 < 8 * lead / 100 < 4
    assert_passage(CHAPTER, "the price would have to reach {} before", str(round(100 * 100 / lead)))


@says("deferred_sovereignty", "A majority does not protect a vote, a price does.")
def test_a_price_protects_a_vote_that_a_majority_does_not():
    """Also that the equilibria of the matrix are those that the text names."""
    leads = solve(**EXAMPLE | {"q0": np.arange(5, 51) / 100})
    assert (leads["value_U"] < 0.3).all()
    assert solve(**EXAMPLE | {"kappa": 0.32})["regime"] == "deferral"
    assert pure_equilibria(model.game(**EXAMPLE)) == {(0, 1), (2, 1)}
    assert (2, 1) in pure_equilibria(model.game(**EXAMPLE | {"kappa": 0.32}))


def test_settling_never_helps_ukraine_and_never_hurts_russia():
    _, found = both_fight()
    assert (found["value_U"] <= found["value_U_clean"] + 1e-12).all()
    assert (found["value_R"] >= found["value_R_clean"] - 1e-12).all()


def test_russia_would_gain_by_tying_its_hands():
    """'50 points instead of 30': a clean vote is agreed to, the bent one is refused."""
    found = solve(**EXAMPLE)
    assert close(found["value_R_clean"], 0.5) and close(found["reserve_R"], 0.3)
    assert found["value_U_clean"] > found["reserve_U"] > found["value_U"]


# -- back to the document ---------------------------------------------------------------------------------


def needed(z):
    w = z["delta"] ** z["years"]
    return (z["reserve_U"] - (1 - w) * (1 - z["v"] + z["face_U"])) / w, w


def at(name):
    values = {n: p.default for n, p in model.parameters.items()} | dict(preset.get(name, {}))
    return values | solve(**values)


def test_the_price_of_a_binding_vote_after_years():
    points, found = both_fight()
    z = {**points, **found}
    chance, w = needed(z)
    good = found["vote_binding"] & (chance > 1e-6) & (chance <= 1 - points["q0"])
    assert good.sum() > 500
    assert np.allclose(found["kappa_star"][good], (w * chance**2 / (1 - points["q0"]))[good])
    agrees = found["value_U"] >= found["reserve_U"] - 1e-12
    clear = np.abs(points["kappa"] - found["kappa_star"]) > 1e-9
    assert np.array_equal(agrees[good & clear], (points["kappa"] >= found["kappa_star"])[good & clear])


def test_a_return_of_all_is_not_enough_at_harriss_price():
    """D¶8 against D¶21: below δ^T P² no clean chance is enough; every q0 of the slider and beyond."""
    z = at("D21_settlers")
    chance, w = needed(z)
    assert z["kappa"] < w * chance**2
    for q0 in (0.001, 0.05, 0.2, 0.35):
        assert solve(**{**preset["D21_settlers"], "q0": q0})["regime"] != "deferral"
    points, found = both_fight()
    chance, w = needed({**points, **found})
    low = found["vote_binding"] & (chance > 0) & (points["kappa"] < w * chance**2 - 1e-9)
    assert low.sum() > 100 and (found["value_U"][low] < found["reserve_U"][low]).all()


def test_without_a_force_a_truce_holds_where_the_interim_is_worth_as_much_as_war():
    """D¶18, at any number of years but none."""
    points, found = both_fight(enforce=0)
    holds = (points["v"] + points["face_R"] >= found["reserve_R"]) & (
        1 - points["v"] + points["face_U"] >= found["reserve_U"]
    )
    assert np.array_equal(found["regime"] == "deferral", holds) and holds.any()
    z = at("D18_no_force")
    assert z["regime"] == "deferral" and not z["vote_binding"]
    assert solve(enforce=0.3)["vote_binding"] and not solve(enforce=0.29)["vote_binding"]


def test_a_side_concedes_where_its_chance_is_no_more_than_its_cost():
    assert at("D17_serbia_1999")["regime"] == "recognise_U"
    assert solve(p=0.4, c_R=0.4)["regime"] == "recognise_U" and solve(p=0.41, c_R=0.4)["indivisible_problem"]


def test_an_open_question_that_is_a_loss():
    """D¶20: the edge at 27 years, and settling as the reason within 21."""
    edges = [solve(face_U=f)["regime"] == "deferral" for f in (-0.1489, -0.1492)]
    assert edges == [True, False]
    z = at("D20_no_question")
    assert z["regime"] == "U_refuses" and z["value_U_clean"] < z["reserve_U"]
    found = solve(**dict(preset["D20_no_question"]) | {"years": np.arange(28)})["regime"]
    assert (found[:22] == "unravels").all() and (found[22:] == "U_refuses").all()


def test_the_face_saving_that_each_side_needs():
    """The closed forms for D¶20 (U, a binding vote) and D¶22 (R, nobody settled)."""
    points, found = both_fight()
    w, later = points["delta"] ** points["years"], points["years"] > 0.1
    edge = (found["reserve_U"] - w * (1 - found["q_final"])) / (1 - w) - (1 - points["v"])
    good = found["vote_binding"] & later & (np.abs(points["face_U"] - edge) > 1e-6)
    refuses = found["value_U"] < found["reserve_U"] - 1e-12
    assert good.sum() > 500 and np.array_equal(refuses[good], (points["face_U"] < edge)[good])
    clean = found["vote_binding"] & later & (found["settlers"] == 0)
    needs = (found["reserve_R"] - w * points["q0"]) / (1 - w) - points["v"]
    assert clean.sum() > 100 and np.allclose(found["face_R_needed"][clean], np.maximum(0, needs)[clean])


def test_face_saving_and_the_vote_at_once():
    z = at("D22_already_decided")
    assert z["regime"] == "R_refuses" and abs(z["face_R_needed"] - 0.2) < 0.001
    b = at("B19_vote_now")
    assert b["regime"] == "deferral" and close(b["kappa_star"], 0.3**2 / 0.4)


def test_some_lot_suits_both_wherever_both_would_fight():
    """*Further*: the lot with Russia's chance in war."""
    points, found = both_fight()
    assert (found["lottery_lo"] <= points["p"]).all() and (points["p"] <= found["lottery_hi"]).all()
    z = solve(**EXAMPLE)
    assert close(z["lottery_lo"], 0.3) and close(z["lottery_hi"], 0.7)


# -- thresholds, exercises, activity ----------------------------------------------------------------------


def test_thresholds_span_five_stops():
    price, force = model.parameters["kappa"], model.parameters["enforce"]
    assert (0.18 - price.low) / price.step >= 5 and (price.high - 0.18) / price.step >= 5
    assert (0.3 - force.low) / force.step >= 5
    line = solve(**EXAMPLE | {"years": np.arange(41)})
    assert (line["regime"] == "unravels").sum() >= 5
    done = (line["regime"] == "deferral") & (line["q_final"] < 0.65)
    assert done.sum() >= 5 and not done[:22].any()
    weak = solve(**EXAMPLE | {"enforce": np.arange(61) / 100})
    assert (~weak["vote_binding"] & (weak["settlers"] > 0.2)).sum() >= 5


def test_exercise_one_and_three():
    one = solve(**EXAMPLE | {"q0": 0.36, "kappa": 0.04})
    assert close(one["settlers"], 3) and close(one["value_R"], 0.72) and close(one["value_U"], 0.16)
    assert one["value_R"] >= one["reserve_R"] and one["value_U"] < one["reserve_U"]
    assert min(one["value_R_clean"], one["value_U_clean"]) > 0.3
    three = solve(**EXAMPLE | {"q0": 0.28, "kappa": 0.32})
    assert three["regime"] == "deferral" and close(three["value_R"], 0.36) and close(three["value_U"], 0.48)
    assert close(three["value_R_clean"], 0.28) and three["value_R_clean"] < three["reserve_R"]


def test_exercise_four():
    def least(price):
        return next(
            y
            for y in range(41)
            if solve(**EXAMPLE | {"kappa": price / 100, "years": y})["regime"] == "deferral"
        )

    years = [least(price) for price in range(2, 20, 2)]
    assert_passage(CHAPTER, "{} years. Price and time", ", ".join(map(str, years[:-1])) + f" and {years[-1]}")


@pytest.mark.parametrize("price", [8, 60])
def test_the_sheet_and_the_teachers_prediction(price):
    """Every cell of the sheet, the best tick, and what Side 2 does about it."""
    minus = lambda x: str(int(x)).replace("-", "−")  # noqa: E731
    menu = {e: shares(e, price) for e in (0, 25, 100, 150, 400)}
    assert all(x == int(x) for pair in menu.values() for x in pair)
    cells = " | ".join(f"{minus(a)} / {minus(b)}" for a, b in menu.values())
    assert_passage(CHAPTER, f"| price {price} | {{}} |", cells)
    best = max(menu, key=lambda e: menu[e][0])
    agrees = menu[best][1] >= 30
    assert (best, agrees) == {8: (150, False), 60: (0, True)}[price]
    found = solve(**EXAMPLE | {"kappa": price / 100})
    assert close(found["settlers"], best / 100) and (found["regime"] == "deferral") == agrees


def test_when_it_was_right_to_trust():
    """'better than one in three, with 150 % in all other cases': 50 and 20 against 30."""
    chance = Fraction(1, 3)
    assert 50 * chance + 20 * (1 - chance) == 30
    assert shares(0)[1] == 50 and shares(150)[1] == 20

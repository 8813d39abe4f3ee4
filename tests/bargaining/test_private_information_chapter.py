"""What the prose of chapters/bargaining/private_information.md says, shown."""

import numpy as np
import pytest

import models
from tests.passages import assert_passage, harmless, says
from tests.support import close, pure_equilibria, sample

model = models.load("private_information")
solve, preset = model.solve, model.presets
EXAMPLE = dict(types="two_type", p_recv=0.5, c_prop=0.2, c_lo=0.1, c_hi=0.4, phi=0.3)
HUNDREDTHS = np.arange(101) / 100

harmless("private_information", "You make the only offer")


def draws(**fixed):
    points = sample(model, types="two_type", **fixed)
    return points, solve(**points)


def prices(points):
    return points["p_recv"] - points["c_hi"], points["p_recv"] - points["c_lo"]


def average(offer, tough=0.3, cards=(40, 10), none=30):
    """P's points for an offer, card by card from the rules of the play."""
    weights = (tough, 1 - tough)
    return sum(w * (100 - offer if offer >= card else none) for w, card in zip(weights, cards, strict=True))


def with_a_price(points):
    """Both prices positive, and the higher one no more than the stake."""
    low, high = prices(points)
    return (low > 1e-6) & (high < 1 - 1e-6)


def test_below_the_threshold_war_has_the_chance_of_the_tougher_type_and_from_it_on_there_is_none():
    """The proposition 'When peace is bought'."""
    points, found = draws()
    low, high = prices(points)
    good, mu = with_a_price(points), points["phi"]
    threshold = (points["c_hi"] - points["c_lo"]) / (points["c_prop"] + points["c_hi"])
    assert good.sum() > 1000 and np.allclose(found["phi_star"][good], threshold[good])
    gamble = mu < threshold
    assert (gamble & good).any() and (~gamble & good).any()
    assert np.allclose(found["prob_war"][good], np.where(gamble, mu, 0)[good])
    assert np.allclose(found["offer"][good], np.where(gamble, low, high)[good])


def test_with_two_types_war_is_unlikely_as_the_tougher_type_or_impossible():
    points, found = draws()
    war = found["prob_war"]
    assert (np.isclose(war, points["phi"]) | (war == 0)).all()


@says(
    "private_information",
    "Then at every belief war has the chance $\\mu$, and a look is worth nothing to P.",
)
def test_a_side_without_a_price_fights_at_every_belief_and_a_look_is_worth_nothing():
    """Also that a price above what P can give and a cost below -c_P are one condition."""
    points, found = draws()
    low, high = prices(points)
    below = points["c_lo"] < -points["c_prop"] - 1e-9
    assert below.sum() > 1000
    assert ((high > points["p_recv"] + points["c_prop"] + 1e-9) == below).all()
    assert np.allclose(found["prob_war"][below], points["phi"][below])
    assert (found["value_of_information"][below] < 1e-12).all() and (found["phi_star"][below] > 1).all()


@says("private_information", "A refusal teaches only if somebody else would have accepted.")
def test_an_answer_teaches_where_one_type_accepts_and_the_other_refuses_and_nowhere_else():
    """Also 'P must make an offer that one card accepts and the other refuses', and the range of D¶24."""
    points, found = draws()
    low, high = prices(points)
    x = points["deal"]
    clear = (np.abs(x - low) > 1e-9) & (np.abs(x - high) > 1e-9)
    assert np.array_equal(found["deal_informative"][clear], ((low <= x) & (x < high))[clear])
    refused = clear & (found["deal_accept_prob"] < 1) & (found["deal_accept_prob"] == 0)
    assert refused.any()  # all refuse: the mean cost stays that of the prior
    prior = points["phi"] * points["c_lo"] + (1 - points["phi"]) * points["c_hi"]
    assert np.allclose(found["deal_mean_cost_if_reject"][refused], prior[refused])


def test_no_offer_between_or_above_the_prices_is_best():
    """'Two offers are left', 'Whatever offer lies between the prices, 10 is better than it.'"""
    assert average(25) > average(40)  # so "the worst of both" would be false
    assert all(average(10) > average(offer) for offer in range(11, 40))
    for tough in HUNDREDTHS[2:99:4]:
        scores = [average(offer, tough) for offer in range(101)]
        assert max(scores) == max(scores[10], scores[40])
        assert all(s < max(scores) - 1e-9 for k, s in enumerate(scores) if k not in (10, 40))
        assert close(max(scores), 100 * solve(**{**EXAMPLE, "phi": tough})["u_prop"])


def test_the_worked_numbers_of_the_play():
    """72 for 10, 61.5 for 25, 51.7 for 39, 60 for 40; 81 with a look, which is worth 9; room from 40 to 70."""
    assert [round(average(k), 1) for k in (10, 25, 39, 40)] == [72, 61.5, 51.7, 60]
    found = solve(**EXAMPLE)
    assert close(found["u_prop_full_info"], 0.81) and close(found["value_of_information"], 0.09)
    assert close(EXAMPLE["p_recv"] + EXAMPLE["c_prop"], 0.7)
    assert found["offer"] == pytest.approx(0.1) and found["prob_war"] == 0.3


def test_six_tough_cards_of_ten_make_p_pay():
    """Guess 1: 'on average 54; the safe offer brings 60'."""
    assert round(average(10, 0.6), 9) == 54 and average(40, 0.6) == 60
    assert solve(**EXAMPLE | {"phi": 0.6})["prob_war"] == 0


def test_a_look_at_the_card_80_is_worth_nothing():
    """Guess 2: 'Card 80 wants more than the 70 that P gives up at most.'"""
    found = solve(**EXAMPLE | {"c_lo": -0.3})
    assert found["value_of_information"] == 0 and close(found["offer"], 0.1)


def test_strength_moves_the_offer_and_not_the_chance_of_war():
    """'Strength, p, is not in it: who is stronger is offered more, and refuses as often.'"""
    found = solve(**EXAMPLE | {"p_recv": np.linspace(0.41, 0.99, 30)})
    assert np.ptp(found["prob_war"]) == 0 and np.ptp(found["phi_star"]) < 1e-12
    assert (np.diff(found["offer"]) > 0).all()
    other = solve(**EXAMPLE | {"p_recv": 0.6})
    assert close(other["u_prop"], 0.62) and close(1 - other["offer"], 0.8)


def test_a_look_is_worth_most_where_p_hesitates():
    """Exercise 2, and *What you now know*: μ(c_P + c_lo) below the threshold, (1 − μ)(c_hi − c_lo) from it on."""
    points, found = draws()
    good = with_a_price(points) & (points["c_lo"] >= -points["c_prop"])
    mu, worth = points["phi"], found["value_of_information"]
    below = mu < found["phi_star"]
    formula = np.where(
        below, mu * (points["c_prop"] + points["c_lo"]), (1 - mu) * (points["c_hi"] - points["c_lo"])
    )
    assert np.allclose(worth[good], formula[good])
    line = solve(**EXAMPLE | {"phi": HUNDREDTHS[2:99]})["value_of_information"]
    assert HUNDREDTHS[2:99][line.argmax()] == 0.5 and close(line.max(), 0.15)


def test_costs_that_rise_alike_lower_prices_and_threshold():
    """'If that raises both of Russia's costs alike, both prices fall, and the threshold with them.'"""
    before = preset["D16_off_ramp"]
    after = {**before, "c_lo": before["c_lo"] + 0.1, "c_hi": before["c_hi"] + 0.1}
    assert solve(**after)["phi_star"] < solve(**before)["phi_star"]
    assert close(solve(**before)["offer"] - solve(**after)["offer"], 0.1)


def test_the_readings_of_d_on_the_map():
    """'three gamble, one pays'; they share p, c_P and c_hi, so that one map shows them all."""
    names = ("D14_unlimited_aims", "D15_limited_aims", "D16_off_ramp", "D24_test_by_offer")
    assert [solve(**preset[n])["regime"] for n in names] == ["risky", "risky", "safe", "risky"]
    assert {(preset[n]["p_recv"], preset[n]["c_prop"], preset[n]["c_hi"]) for n in names} == {
        (0.60, 0.25, 0.30)
    }
    edge = {**preset["D14_unlimited_aims"], "c_lo": -preset["D14_unlimited_aims"]["c_prop"]}
    assert close(solve(**edge)["phi_star"], 1)
    fifteen, sixteen = preset["D15_limited_aims"], preset["D16_off_ramp"]
    assert {n for n in fifteen if fifteen[n] != sixteen[n]} == {"phi"}


def test_the_own_best_offer_of_d24_is_a_test_already():
    values = preset["D24_test_by_offer"]
    offer = solve(**values)["offer"]
    assert solve(**{**values, "deal": round(offer, 9)})["deal_informative"]


def test_thresholds_span_five_stops():
    """μ* = .50 on stops of .01; -c_P on stops of .01 of c_lo; both tasks."""
    phi, c_lo = model.parameters["phi"], model.parameters["c_lo"]
    assert (0.5 - phi.low) / phi.step > 5 and (phi.high - 0.5) / phi.step > 5
    assert (-0.2 - c_lo.low) / c_lo.step > 5
    worth = solve(**EXAMPLE | {"phi": HUNDREDTHS[2:99]})["value_of_information"]
    assert (worth >= 0.14 - 1e-12).sum() >= 5
    war = solve(**EXAMPLE | {"phi": 0.7, "c_lo": np.arange(-20, 10) / 100})["prob_war"]
    assert (war >= 0.7).sum() >= 5


def test_the_matrix_at_the_numbers_of_the_play():
    """'nashpy finds one equilibrium: P risks, Q holds'; 'in all of them P pays' above the threshold."""
    assert pure_equilibria(model.game(**EXAMPLE)) == {(1, 0)}
    found = list(model.game(**EXAMPLE | {"phi": 0.6}).vertex_enumeration())
    assert len(found) > 1 and all(np.allclose(row, (1, 0)) for row, _ in found)


def test_exercise_three_and_four():
    war = [solve(**EXAMPLE | {"phi": 0.55, "c_prop": c})["prob_war"] for c in (0.2, 0.1)]
    assert war == [0, 0.55]
    tough = np.random.default_rng(1).random(10_000) < 0.45
    score = {o: np.where(o >= np.where(tough, 40, 10), 100 - o, 30).mean() for o in (10, 25, 40)}
    assert [round(float(score[o])) for o in (10, 25, 40)] == [63, 55, 60]
    assert close(solve(**EXAMPLE | {"phi": 0.45})["u_prop"], 0.63)


ROUNDS = {1: (0.3, (40, 10), 11), 2: (0.6, (40, 10), 41), 3: (0.3, (80, 10), 11)}


@pytest.mark.parametrize("number", ROUNDS)
def test_the_teachers_sheet_predicts_every_round_and_card(number):
    """One point above the price that the model offers is the best of the offers that break ties."""
    tough, cards, offer = ROUNDS[number]
    changed = {1: {}, 2: {"phi": 0.6}, 3: {"c_lo": -0.3}}[number]
    found = solve(**EXAMPLE | changed)
    assert round(100 * found["offer"]) + 1 == offer

    def strict(k):  # who is indifferent refuses
        return sum(
            w * (100 - k if k > card else 30) for w, card in zip((tough, 1 - tough), cards, strict=True)
        )

    assert max(range(101), key=strict) == offer
    assert round(strict(offer)) == {1: 71, 2: 59, 3: 71}[number]
    if number in (1, 3):
        assert close(found["value_of_information"], {1: 0.09, 3: 0}[number])
    outcomes = {card: (100 - offer, offer) if offer > card else (30, card) for card in cards}
    assert (
        outcomes
        == {
            1: {40: (30, 40), 10: (89, 11)},
            2: {40: (59, 41), 10: (59, 41)},
            3: {80: (30, 80), 10: (89, 11)},
        }[number]
    )


def test_if_one_ten_in_three_refuses_eleven_the_safe_offer_is_better():
    """'if that were one in three, 11 would bring about 58 in round 1 and 41 would be the better offer'"""
    accepts = 0.7 * 2 / 3
    assert 57 < accepts * 89 + (1 - accepts) * 30 < 58 < 100 - 41


def test_a_range_of_costs():
    """*Further*: the offer, the risk, the threshold, and that strength does not move the risk."""
    wide = dict(p_recv=np.linspace(0.21, 1, 20), c_prop=0.2, c_lo=0.1, c_hi=0.6)
    found = solve(**wide)
    assert np.allclose(found["prob_war"], 0.2) and np.allclose(found["c_hi_star"], 0.4)
    assert np.allclose(found["offer"], wide["p_recv"] - 0.2)
    points = sample(model, types="uniform")
    gamble = (points["c_hi"] > points["c_prop"] + 2 * points["c_lo"] + 1e-9) & (
        points["p_recv"] > points["c_lo"] + 1e-9
    )
    assert np.array_equal(solve(**points)["prob_war"] > 0, gamble)


def test_a_look_is_worth_something_at_any_width_of_a_range():
    """'Here a look is worth something at any width, because each cost has a price of its own.'"""
    points = sample(model, types="uniform")
    fights = points["p_recv"] > points["c_lo"] + 1e-3
    wide = points["c_hi"] - points["c_lo"] > 1e-3
    assert (solve(**points)["value_of_information"][fights & wide] > 0).all()


def test_passages():
    assert_passage("private_information", "81 on average. A look is worth")
    assert_passage("private_information", "here ${}/60$.", "30")


def test_a_side_without_a_price_needs_another_that_has_one():
    """Proposition 2's 'c_lo < −c_P < c_hi': were both below, the lower price too would be more than P can give."""
    p, c_P, c_hi = 0.5, 0.2, -0.25
    assert 1 - (p - c_hi) < 1 - p - c_P
    parameters = model.parameters.values() if hasattr(model.parameters, "values") else model.parameters
    lows = {parameter.name: parameter.low for parameter in parameters}
    assert lows["c_hi"] > -lows["c_prop"]


def test_what_a_paragraph_does_not_say_is_called_our_reading():
    """D¶14 names no gain from fighting, D¶16 no price, and D¶18 speaks of no test."""
    for name, ours in (("D14_unlimited_aims", "gains from fighting"), ("D16_off_ramp", "has a price")):
        said, reading = model.readings[name].split("our reading")
        assert ours in reading and ours not in said
    assert_passage("private_information", "On our reading D¶18 spoils the test")

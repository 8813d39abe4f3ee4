"""What the prose of chapters/bargaining/ratification.md says, shown."""

import numpy as np
import pytest

import models
import widgets
from tests.passages import assert_passage
from tests.support import close, sample
from widgets.play import Play
from widgets.play.rules import rules

model = models.load("ratification")
solve, preset = model.solve, model.presets
EXAMPLE = {"p": 0.4, "c_R": 0.2, "c_N": 0.2, "c_V": -0.1, "sigma": 0.0, "sell": 0.0}
COSTS = np.arange(-60, 61) / 100
DOUBTS = np.arange(41) / 100


def at(**changes):
    return solve(**{**EXAMPLE, **changes})


def known(minimum):
    return at(c_V=0.6 - minimum, sigma=0.0)


def nash(share, low, high):
    """Chance that `share` passes minima spread evenly from `low` to `high`, and the product of expected gains."""
    chance = float(np.clip((100 - share - low) / (high - low), 0, 1))
    return chance, chance**2 * (share - 20) * (60 - share)


def test_the_smallest_game_by_counting():
    """Steps 1 to 5: the whole-number division with the largest product, of those that parliament passes."""
    for minimum, share in ((0, 40), (60, 40), (65, 35), (70, 30), (79, 21), (80, 20)):
        passed = [x for x in range(20, 61) if 100 - x >= minimum]
        assert max(passed, key=lambda x: (x - 20) * (60 - x)) == share
        assert close(known(minimum / 100)["x_star"], share / 100)
    assert not [x for x in range(20, 61) if 100 - x >= 81] and known(0.81)["regime"] == "no_deal"
    assert close(known(0.81)["EU_N"], 0.40)


def test_a_known_veto_is_worth_nothing_then_a_point_a_point_then_costs_twenty():
    """'worth nothing to N up to 60, then a point for each point, up to 20. One step further it costs 20.'"""
    for minimum in range(0, 101):
        worth = 100 * known(minimum / 100)["schelling_gain"]
        assert close(worth, 0 if minimum <= 60 else minimum - 60 if minimum <= 80 else -20)


def test_the_play_is_the_model_with_a_known_ratifier():
    """Nobody gains by another move, whatever the veto that N happens to have (the tree does not use c_V)."""
    for c_V in (-0.3, -0.1, 0.2):
        assert max(model.trees["veto"].regret(**EXAMPLE | {"c_V": c_V}).values()) < 1e-9


def test_the_rules_of_the_play_do_not_promise_sixty_for_any_minimum():
    """The payoff is a line up to 60 and another one from there on: no single line is told."""
    game = widgets.Round("veto", role="N", values=EXAMPLE, scale=(100, "points"))
    [told] = rules(Play(model, [game], "veto", "Play it", None, "", False))
    assert [pays for _, pays in told["table"]["rows"]] == [["depends on m", "depends on m"], ["40", "20"]]


def test_the_share_under_a_known_ratifier():
    """(ra-known), with the cuts that the sentence beside it names; at a tie Russia signs."""
    points = sample(model, sigma=0.0)
    found = solve(**points)
    r = np.maximum(points["p"] - points["c_R"], 0)
    h = points["p"] + points["c_N"]
    m = 1 - points["p"] - points["c_V"] - points["sell"]
    deal = 1 - m >= r - 1e-12
    assert np.array_equal(found["regime"] != "no_deal", deal)
    share = np.clip(np.minimum((points["p"] - points["c_R"] + h) / 2, 1 - m), 0, 1)
    assert deal.sum() > 1000 and np.allclose(found["x_star"][deal], share[deal])


def test_a_known_veto_ends_the_talks_by_russias_cost_and_not_by_its_chance():
    """(ra-kill) where p ≥ c_R; below, exercise 2: max(−c_R, −p)."""
    points = sample(model, sigma=0.0, sell=0.0)
    edge = np.maximum(-points["c_R"], -points["p"])
    clear = np.abs(points["c_V"] - edge) > 1e-9
    ends = solve(**points)["regime"] == "no_deal"
    assert np.array_equal(ends[clear], (points["c_V"] < edge)[clear])
    fights = clear & (points["p"] >= points["c_R"])
    assert np.array_equal(ends[fights], (points["c_V"] < -points["c_R"])[fights])


def test_the_first_guess_and_its_table():
    """Minimum 40 to 70: 30/70 surely passes and is best; Russia alone would gamble, N would not."""
    found = at(c_V=0.05, sigma=0.15)
    assert close(found["EU_N"], 0.70) and found["ratify_prob"] == 1 and found["regime"] == "constrained_safe"
    assert close(at(c_V=0.05)["EU_N"], 0.60) and at(c_V=0.05)["regime"] == "unconstrained"
    rows = {x: nash(x, 40, 70) for x in (40, 35, 30)}
    assert [round(rows[x][1]) for x in (40, 35, 30)] == [178, 260, 300]
    assert [rows[x][0] for x in (40, 35, 30)] == pytest.approx([2 / 3, 5 / 6, 1])
    assert max(range(20, 61), key=lambda x: nash(x, 40, 70)[1]) == 30
    average = lambda gain, war: 2 / 3 * gain + 1 / 3 * war  # noqa: E731
    assert round(average(40, 20)) == 33 and round(average(60, 40)) == 53


def test_beyond_a_doubt_of_fifteen_they_gamble_and_from_thirty_n_is_below_sixty():
    found = at(c_V=0.05, sigma=DOUBTS)
    assert close(at(c_V=0.05, sigma=0.15)["sigma_star"], 0.15)
    assert np.array_equal(found["regime"] == "risky", DOUBTS > 0.15 + 1e-9)
    assert (np.diff(found["EU_N"][DOUBTS >= 0.15 - 1e-9]) < 0).all()
    below = found["EU_N"] < 0.6 - 1e-9
    assert np.array_equal(below, DOUBTS >= 0.30 - 1e-9)


def test_the_chance_of_passing():
    """(ra-chance), at the deal that is signed."""
    points = sample(model)
    found = solve(**points)
    m = 1 - points["p"] - points["c_V"] - points["sell"]
    risky = found["regime"] == "risky"
    home = 1 - found["x_star"]
    formula = (home - (m - points["sigma"])) / (2 * points["sigma"])
    assert risky.sum() > 500 and np.allclose(found["ratify_prob"][risky], formula[risky])


def test_the_second_guess():
    """'27 for Russia, 60 times in 100, a little less than 60'; the worst mood would leave Russia 15."""
    found = at(sigma=0.15)
    assert round(100 * found["x_star"]) == 27 and round(100 * found["ratify_prob"]) == 60
    assert 0.59 < found["EU_N"] < 0.60 and close(at()["EU_N"], 0.70)
    assert max(range(20, 61), key=lambda x: nash(x, 55, 85)[1]) == 27


def test_the_three_faces_of_doubt():
    """'helps from −3 to 14, hurts from −20 to −4, revives from −34 to −21', each on more than five stops."""
    faces = at(c_V=COSTS, sigma=0.15)["doubt"]
    for face, low, high in (("helps", -3, 14), ("hurts", -20, -4), ("revives", -34, -21)):
        stops = np.flatnonzero(faces == face)
        assert [round(100 * COSTS[i]) for i in stops] == list(range(low, high + 1)) and len(stops) > 5
    open_, sure = at(c_V=COSTS, sigma=0.15)["EU_N"], at(c_V=COSTS)["EU_N"]
    assert np.allclose(at(c_V=COSTS, sigma=0.15)["EU_N_known"], sure)
    assert (open_[np.isin(faces, ["helps", "revives"])] > sure[np.isin(faces, ["helps", "revives"])]).all()
    assert (open_[faces == "hurts"] < sure[faces == "hurts"]).all()
    assert np.allclose(open_[np.isin(faces, ["idle", "none"])], sure[np.isin(faces, ["idle", "none"])])


def test_what_doubt_does_is_the_payoff_less_that_with_a_known_mood():
    """All over the box: the category of the model against two solutions of it."""
    points = sample(model)
    found, sure = solve(**points), solve(**{**points, "sigma": 0.0})
    assert np.allclose(found["EU_N_known"], sure["EU_N"])
    gain = found["EU_N"] - sure["EU_N"]
    clear = np.abs(gain) > 1e-9
    assert (gain[clear & np.isin(found["doubt"], ["helps", "revives"])] > 0).all()
    assert (gain[clear & (found["doubt"] == "hurts")] < 0).all()
    assert not (clear & np.isin(found["doubt"], ["idle", "none"])).any()
    revived = (found["regime"] != "no_deal") & (sure["regime"] == "no_deal")
    assert np.array_equal(found["doubt"] == "revives", revived)
    assert set(found["doubt"]) == {"none", "revives", "hurts", "helps", "idle"}


def test_doubt_revives_between_two_edges():
    """(ra-revive), for r ≥ 0 and without persuasion."""
    points = sample(model, sell=0.0)
    fights = points["p"] >= points["c_R"]
    low, high = -points["c_R"] - points["sigma"], -points["c_R"]
    between = (points["c_V"] > low) & (points["c_V"] < high)
    assert np.array_equal((solve(**points)["doubt"] == "revives")[fights], between[fights])


def test_the_best_parliament_with_and_without_doubt():
    """'known, it asks for 80 and brings 20 points; in doubt, it asks for 55 on average and brings 10'"""
    for sigma, minimum, worth in ((0.0, 0.80, 0.20), (0.15, 0.55, 0.10)):
        found = at(sigma=sigma)
        assert close(0.6 - found["c_V_best"], minimum) and close(found["schelling_gain_max"], worth)
        payoff = at(c_V=COSTS, sigma=sigma)["EU_N"]
        assert close(COSTS[payoff.argmax()], found["c_V_best"]) and close(payoff.max(), 0.6 + worth)


def test_persuasion_rescues_and_then_sells():
    """The third guess; 'Up to 35 more persuasion is better for both. From there to 45 … Beyond, it changes nothing.'"""
    steps = np.arange(51) / 100
    found = at(c_V=-0.3, sigma=0.15, sell=steps)
    n, russia = found["EU_N"], found["EU_R"]
    assert steps[n.argmax()] == 0.35 and close(n.max(), 0.70) and close(n[-1], 0.60)
    assert (np.diff(n[:36]) > 0).all() and (np.diff(russia[:36]) > 0).all()
    assert (np.diff(n[35:]) <= 1e-12).all() and (np.diff(russia[35:]) >= -1e-12).all()
    assert np.allclose(np.diff(russia[35:46]), 0.01) and np.allclose(np.diff(n[35:46]), -0.01)
    assert np.allclose(russia[45:], 0.40) and np.allclose(n[45:], 0.60)
    assert_passage("ratification", "From there to {} each point of it is a point for Russia.", "45")
    assert (np.diff(found["ratify_prob"]) >= -1e-12).all()
    assert [round(100 * at(c_V=-0.3, sigma=0.15, sell=s)["EU_N"]) for s in (0, 0.1, 0.2, 0.3, 0.35, 0.4, 0.5)] \
        == [44, 52, 60, 67, 70, 65, 60]  # fmt: skip


def test_where_no_deal_can_pass():
    """(ra-none): with doubt and p ≥ c_R."""
    points = sample(model)
    inside = (points["p"] >= points["c_R"]) & (points["sigma"] > 1e-6)
    none = points["c_V"] <= -points["c_R"] - points["sell"] - points["sigma"]
    assert np.array_equal((solve(**points)["regime"] == "no_deal")[inside], none[inside])


def test_where_the_veto_is_idle():
    """'from c_V = (c_N − c_R)/2 + σ − s on', where the midpoint lies inside the stake"""
    points = sample(model)
    middle = points["p"] + (points["c_N"] - points["c_R"]) / 2
    inside = (middle > 1e-6) & (middle < 1 - 1e-6)
    edge = (points["c_N"] - points["c_R"]) / 2 + points["sigma"] - points["sell"]
    found = solve(**points)
    assert np.allclose(found["c_V_slack"][inside], edge[inside])
    assert np.array_equal((found["regime"] == "unconstrained")[inside], (points["c_V"] >= edge)[inside])


def test_the_readings_of_c_and_d():
    """*Back to the document*: 'up to 37 the two sign another', 'best at 38', −15 + 15, 5 missing, −25."""
    steps = np.arange(51) / 100
    found = solve(**{**preset["C22_impossible"], "sell": steps})
    assert steps[found["EU_N"].argmax()] == 0.38
    sure = np.isin(found["regime"], ["constrained_safe", "unconstrained"])
    assert (
        steps[sure].min() == 0.38
        and (found["regime"] == "no_deal")[:11].all()
        and found["regime"][11] == "risky"
    )
    least = solve(**preset["C22_impossible"])
    assert close(least["persuasion_any"], 0.10) and close(least["persuasion_sure"], 0.30)
    sold, refused = preset["D7_sold_to_citizens"], preset["D20_nonstarter"]
    assert close(sold["c_V"] + sold["sell"], 0) and solve(**sold)["ratify_prob"] == 1
    assert solve(**refused)["regime"] == "no_deal" and close(solve(**refused)["c_V_kill"], -0.25)


def test_exercises():
    assert [round(100 * at(c_V=c)["EU_N"]) for c in (0.10, -0.05, -0.15, -0.25)] == [60, 65, 75, 40]
    deals = [at(c_V=-0.25, c_R=c) for c in (0.24, 0.25, 0.30)]
    assert [d["regime"] for d in deals] == ["no_deal", "constrained_safe", "constrained_safe"]
    assert close(deals[2]["EU_N"], 0.85) and close(deals[2]["EU_R"] - (0.4 - 0.3), 0.05)


@pytest.mark.parametrize(
    ("cost", "faces"),
    [
        (0.05, {"idle": (0, 5), "helps": (6, 29), "hurts": (30, 40)}),
        (-0.10, {"idle": (0, 0), "helps": (1, 6), "hurts": (7, 40)}),
        (-0.25, {"none": (0, 5), "revives": (6, 40)}),
    ],
)
def test_exercise_four(cost, faces):
    found = at(c_V=cost, sigma=DOUBTS)["doubt"]
    assert set(found) == set(faces)
    for face, (low, high) in faces.items():
        stops = np.flatnonzero(found == face)
        assert (stops[0], stops[-1], len(stops)) == (low, high, high - low + 1)


DECKS = {3: range(40, 71, 5), 4: range(55, 86, 5)}


def cards(share, deck):
    return sum(100 - share >= card for card in deck)


@pytest.mark.parametrize(
    ("number", "passing", "averages"), [(3, 7, (30, 70)), (4, 4, (26, 57))], ids=["round 3", "round 4"]
)
def test_the_teachers_sheet(number, passing, averages):
    """30/70 has the largest product of expected gains in both decks; what it brings, card by card."""
    deck = DECKS[number]
    product = {x: (cards(x, deck) / 7) ** 2 * (x - 20) * (60 - x) for x in range(20, 61)}
    assert max(product, key=product.get) == 30 and cards(30, deck) == passing
    others = {3: {30: 300, 35: 276, 40: 204}, 4: {30: 98, 29: 91, 25: 89}}[number]
    assert {x: round(product[x]) for x in others} == others
    chance = passing / 7
    assert (round(30 * chance + 20 * (1 - chance)), round(70 * chance + 40 * (1 - chance))) == averages
    assert [card for card in deck if card <= 70] == list(deck)[:passing]


def test_what_classes_may_do():
    """'that stands with 4 or 3 of 7, and leaves Side 2 49 or 44 on average'; round 1 at 50/50; 20/40 against any deal."""
    for share, passing, average in ((45, 4, 49), (50, 3, 44)):
        assert cards(share, DECKS[3]) == passing
        assert round(passing / 7 * (100 - share) + (1 - passing / 7) * 40) == average
    assert 50 > 20 and 50 > 40
    for share in (25, 27, 30, 35, 40, 45):
        chance = cards(share, DECKS[4]) / 7
        assert chance * (share - 20) > 0 and chance * (60 - share) > 0


def test_the_round_with_a_known_parliament_and_the_one_without():
    assert close(at()["x_star"], 0.30) and close(at()["x_free"], 0.40)


def test_further_how_much_doubt_they_bear():
    """The closed form in *Further*, and that safe play is as good as any up to it."""
    r, h, m = 0.2, 0.6, 0.55
    H = h + r - 2 * (1 - m)
    star = (-H + np.sqrt(H**2 + 3 * (1 - m - r) * (h - 1 + m))) / 3
    assert close(star, 0.15) and close(at(c_V=0.05)["sigma_star"], star)


def test_further_if_russia_makes_the_only_offer():
    points = sample(model)
    found = solve(**points)
    r, h = points["p"] - points["c_R"], points["p"] + points["c_N"]
    m = 1 - points["p"] - points["c_V"] - points["sell"]
    asked = np.minimum(np.maximum(1 - m - points["sigma"], (1 - m + points["sigma"] + r) / 2), h)
    deal = (found["regime"] != "no_deal") & (asked > 0) & (asked < 1)
    assert deal.sum() > 500 and np.allclose(found["x_R_offer"][deal], asked[deal])


def test_no_figure_opens_at_the_answer_of_its_question():
    """'Press Ask me before you look': what stands there is the point before, not the one that is asked for."""
    assert_passage("ratification", 'widgets.explore(model, tough, **{{**example, "c_V": {}, "sigma": 0.15}})', "0.05")
    assert close(at(c_V=0.05, sigma=0.15)["EU_N"], 0.7) and abs(at(c_V=-0.1, sigma=0.15)["EU_N"] - 0.6) < 0.01
    before, asked = at(c_V=-0.3, sigma=0.15, sell=0.35), at(c_V=-0.3, sigma=0.15, sell=0.5)
    assert close(before["EU_N"], 0.7) and close(asked["EU_N"], 0.6)
    assert_passage("ratification", '"c_V": -0.3, "sigma": 0.15, "sell": {}}})\n```', "0.35")


def test_the_closing_question_says_that_a_deal_surely_passes_where_one_does():
    """Also at its start, which stands on paper and where no script runs."""
    assert_passage("ratification", 'start={{**example, "c_V": -0.3, "sigma": 0.15, "sell": {}}}, draw={{"sell"', "0.41")
    assert_passage("ratification", 'draw={{"sell": [{}]}}', "0.36, 0.38, 0.41, 0.43, 0.47, 0.49")
    for sell in (0.36, 0.38, 0.41, 0.43, 0.47, 0.49):
        found = at(c_V=-0.3, sigma=0.15, sell=sell)
        assert found["ratify_prob"] == 1 and close(found["EU_N"], max(1.05 - sell, 0.6))


def test_the_reading_of_d7_says_what_d7_says():
    """Symbolic sovereignty would be lost at once; what would not come at once is Russian ownership."""
    assert "nothing becomes Russian at once" in model.readings["D7_sold_to_citizens"]


def test_passages():
    for passage in ("| 40 / 60 | 2 in 3 | 20 and 20 | 178 |", "| 35 / 65 | 5 in 6 | 15 and 25 | 260 |",
                    "| 30 / 70 | surely | 10 and 30 | 300 |", "33 on average against 30", "53 against 70",
                    "N does best at 38", "but up to 37 the two sign another"):  # fmt: skip
        assert_passage("ratification", passage)

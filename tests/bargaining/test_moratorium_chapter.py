"""What the prose of chapters/bargaining/moratorium.md says, shown."""

import itertools

import numpy as np
import pytest

import models
from tests.passages import assert_passage, harmless, says, text_of
from tests.support import close, sample

SLUG = "moratorium"
model = models.load(SLUG)
solve, preset = model.solve, model.presets
EXAMPLE = dict(delta_R=0.87, delta_U=0.87, years=20, start_R=5, start_U=20)
CARDS = (0, 5, 10, 20)

harmless("moratorium", "and in truth it will never come (C¶13)")


def at(**changes):
    return solve(**EXAMPLE | changes)


def in_points(name, **changes):
    return round(100 * float(at(**changes)[name]))


def worth(card, years=20, delta=0.87):
    """Points of a promise where the step would come in year `card`, summed over the years that it covers."""
    return 100 * (1 - delta) * sum(delta**year for year in range(card, years))


def draws(**fixed):
    points = sample(model, **fixed)
    return points, solve(**points)


def equally_patient():
    points = sample(model)
    points["delta_U"] = points["delta_R"]
    return points, solve(**points)


# -- the worked example -----------------------------------------------------------------------------------


def test_the_worked_numbers():
    """Steps 1 to 5: what lies after a year, twenty years, year 5, year 20."""
    assert [round(100 * 0.87**t) for t in (0, 5, 10, 15, 20)] == [100, 50, 25, 12, 6]
    assert [round(worth(card)) for card in CARDS] == [94, 44, 19, 0]
    assert [in_points("value_R", start_R=card) for card in CARDS] == [94, 44, 19, 0]
    assert [in_points("cost_U", start_U=card) for card in CARDS] == [94, 44, 19, 0]
    assert in_points("room") == 44 and at()["cost_U"] == 0
    assert close(13 / (1 - 0.87), 100)


def test_the_reader_s_numbers_in_the_steps_are_those_of_the_model():
    assert_passage("moratorium", "from year 5 to year 20: $50 - 6 = {}$", str(in_points("value_R")))
    assert_passage("moratorium", "worth $100 - 6 = {}$ of the hundred", str(in_points("share_R")))


def test_the_first_guess():
    """'now worth 50 and costs 6: six more on both sides'; the room stays."""
    found = at(years=50)
    assert [round(100 * float(found[name])) for name in ("value_R", "cost_U", "room")] == [50, 6, 44]
    assert [in_points("room", years=T) for T in (3, 5, 10, 15, 20, 25, 35, 50)] == [
        0,
        0,
        25,
        37,
        44,
        44,
        44,
        44,
    ]
    assert in_points("room", years=100_000) == 44  # 'and for ever'


def test_the_second_guess():
    assert in_points("breach_needed") == 88
    assert close(at()["breach_needed"] * 0.87**5, at()["value_R"]) and round(0.87**5, 2) == 0.5


def test_the_third_guess():
    found = at(start_R=0, start_U=0)
    assert round(100 * float(found["cost_U"])) == 94 and found["room"] == 0 == at()["cost_U"]


# -- strong sentences -------------------------------------------------------------------------------------


@says(
    "moratorium",
    "With $\\delta_R = \\delta_U$ there is room for a price exactly if $S_R < T$ and $S_R < S_U$.",
    "A free promise sells only to someone who does not believe that it is free.",
    "A free promise sells only to disbelief.",
)
def test_a_price_leaves_something_for_both_where_russia_alone_expects_the_step_in_time():
    points, found = equally_patient()
    early = (points["start_R"] < points["years"]) & (points["start_R"] < points["start_U"])
    assert early.any() and ((found["room"] > 1e-12) == early).all()
    points, found = (
        draws()
    )  # whatever the patience: where it is free and worth something, Russia's year lies within it
    sells = (found["cost_U"] == 0) & (found["value_R"] > 0)
    assert sells.any() and (points["start_R"] < points["years"])[sells].all()
    assert (points["start_U"] >= points["years"])[sells].all()


def test_past_both_dates_the_length_is_gone_and_between_them_each_year_adds():
    points, _ = equally_patient()
    later = np.maximum(points["start_R"], points["start_U"])
    delta = points["delta_R"]
    for more in (0, 1, 9):
        room = solve(**points | {"years": later + more})["room"]
        assert np.allclose(room, delta ** points["start_R"] - delta ** points["start_U"])
    between = (points["start_R"] <= points["years"]) & (points["years"] < points["start_U"])
    assert between.any()
    one = {name: array[between] for name, array in points.items()}
    now, then = solve(**one), solve(**one | {"years": one["years"] + 1})
    assert (now["cost_U"] == 0).all() and (then["room"] > now["room"]).all()
    assert np.allclose(now["room"], one["delta_R"] ** one["start_R"] - one["delta_R"] ** one["years"])


@says(
    "moratorium",
    "The promise is worth something to Russia exactly if breaking it must cost something: both hold exactly if $S_R < T$.",
    "The worth is above zero exactly if $S_R < T$.",
)
def test_value_and_doubt_come_together():
    points, found = draws()
    within = points["start_R"] < points["years"]
    assert ((found["value_R"] > 0) == within).all() and ((found["breach_needed"] > 0) == within).all()
    assert within.any() and (~within).any()


def test_breaking_brings_the_years_that_are_left_and_a_later_year_tempts_less():
    for delta in (0.75, 0.87, 0.95):
        for start in range(0, 41, 3):
            left = (1 - delta) * sum(delta**year for year in range(max(0, 20 - start)))
            assert close(at(delta_U=delta, start_R=start)["breach_needed"], left)
    tempted = [float(at(start_R=year)["breach_needed"]) for year in range(21)]
    assert tempted == sorted(tempted, reverse=True)


@says(
    "moratorium",
    "The cost is zero exactly if $S_U \\ge T$.",
    "C's two numbers stand exactly on the edge: twenty years, and two decades.",
    "C adds that membership will not come at all; then every length is free.",
)
def test_the_cost_is_zero_where_the_counterpart_expects_no_step_in_time():
    points, found = draws()
    assert ((found["cost_U"] == 0) == (points["start_U"] >= points["years"])).all()
    parameters = model.parameters
    assert parameters["years"].default == parameters["start_U"].default == 20
    assert solve()["cost_U"] == 0 < solve(years=21)["cost_U"]
    assert (solve(years=np.arange(51), start_U=50)["cost_U"] == 0).all()
    assert [round(float(solve(years=T)["cost_U"]), 2) for T in (25, 50)] == [0.05, 0.12]


@says(
    "moratorium",
    "Once $T$ is past both dates, the step from there to *for ever* adds $\\delta_R^{T} - \\delta_U^{T}$ to the room: "
    "it adds only if Russia is the more patient side.",
)
def test_for_ever_adds_room_where_russia_is_the_more_patient():
    points, _ = draws()
    points["years"] = np.maximum(points["start_R"], points["start_U"])
    added = solve(**points | {"years": 100_000})["room"] - solve(**points)["room"]
    assert np.allclose(added, points["delta_R"] ** points["years"] - points["delta_U"] ** points["years"])
    clear = (
        (points["years"] > 0)
        & (np.abs(points["delta_R"] - points["delta_U"]) > 1e-6)
        & (np.abs(added) > 1e-12)
    )
    assert ((added > 0) == (points["delta_R"] > points["delta_U"]))[clear].all()


# -- back to the document ---------------------------------------------------------------------------------


def test_where_the_readings_stand():
    found = [
        solve(),
        solve(**preset["C13_moratorium_rival_beliefs"]),
        solve(**preset["C13_moratorium_shared_belief"]),
    ]
    assert [round(float(each["value_R"]), 2) for each in found] == [0.88, 0.47, 0]
    assert [round(float(each["breach_needed"]), 2) for each in found] == [0.88, 0.79, 0]
    assert all(each["cost_U"] == 0 for each in found)


def test_twenty_years_as_a_part_of_for_ever():
    """'nine tenths or more if δ_R is at most 0.1^(1/20)', 'a third' at 0.98."""
    edge = 0.1 ** (1 / 20)
    assert_passage("moratorium", "if $\\delta_R$ is at most ${}^{{1/20}}$", "0.1")
    assert solve(delta_R=edge - 1e-6)["share_R"] > 0.9 > solve(delta_R=edge + 1e-6)["share_R"]
    assert abs(float(solve(delta_R=0.98)["share_R"]) - 1 / 3) < 0.01


# -- exercises and questions ------------------------------------------------------------------------------


def test_how_long_is_long_enough():
    """*Further*: nine tenths of for ever after 17 years, half after 5."""
    assert round(np.log(0.1) / np.log(0.87)) == 17 and round(float(at()["half_life_R"])) == 5
    theta = np.linspace(0.1, 0.9, 9)
    assert np.allclose(at(years=np.log(1 - theta) / np.log(0.87))["share_R"], theta)


def test_exercise_one():
    assert [in_points(n, start_R=0, years=10) for n in ("value_R", "cost_U", "breach_needed")] == [75, 0, 75]


def test_exercise_two_the_worth_is_the_temptation_seen_from_today():
    points, found = equally_patient()
    assert np.allclose(found["value_R"], points["delta_R"] ** points["start_R"] * found["breach_needed"])


def test_exercise_three_is_a_hump():
    """Also *Where the hump of patience lies*."""
    assert [in_points("value_R", delta_R=d) for d in (0.85, 0.91, 0.95, 0.98)] == [40, 47, 42, 24]
    grid = np.linspace(0.5, 0.999, 2_000)
    for first, last in ((5, 20), (3, 12), (10, 40)):
        values = solve(**EXAMPLE | {"delta_R": grid, "start_R": first, "years": last})["value_R"]
        assert abs(grid[values.argmax()] - (first / last) ** (1 / (last - first))) < 1e-3
        rises = np.diff(values) > 0
        assert not (np.diff(rises.astype(int)) > 0).any()  # up, and then down


@pytest.mark.parametrize(("delta_R", "delta_U", "length"), [(0.87, 0.95, 20), (0.95, 0.87, 50)])
def test_exercise_four_the_length_with_most_room(delta_R, delta_U, length):
    room = at(delta_R=delta_R, delta_U=delta_U, years=np.arange(51))["room"]
    assert room.argmax() == length
    assert (np.diff(room[20:]) < 0).all() == (length == 20)


def test_the_tasks_can_be_done_at_several_stops():
    lengths = [T for T in range(51) if at(years=T)["breach_needed"] <= 0.65 and at(years=T)["room"] >= 0.15]
    assert lengths == [8, 9, 10, 11, 12]
    patience = np.round(np.arange(0.70, 0.995, 0.01), 2)
    assert (at(start_R=0, start_U=0, delta_U=patience)["room"] >= 0.25).sum() >= 5


# -- the play and the activity ----------------------------------------------------------------------------


def scores(price, card):
    """(Side 1, Side 2) in part A, by its rules: Side 2 signs if the price covers its cost."""
    value = round(worth(card), 9)
    return (value - price, price - value) if price >= value else (0, 0)


@pytest.mark.parametrize(("price", "fives", "twenties", "mean"), [
    (10, (0, 0), (-10, 10), -5), (22, (0, 0), (-22, 22), -11), (44, (0, 0), (-44, 44), -22), (60, (-16, 16), (-60, 60), -38),
])  # fmt: skip
def test_the_teacher_s_table_of_part_a(price, fives, twenties, mean):
    assert tuple(round(x) for x in scores(price, 5)) == fives and scores(price, 20) == twenties
    assert round((scores(price, 5)[0] + scores(price, 20)[0]) / 2) == mean
    assert scores(43, 5) == (0, 0) and scores(44, 5) != (0, 0)
    answer = "signed" if price >= 44 else "no"
    points = str(fives[0]).replace("-", "−")
    row = f"| {price} | {answer}: {points}, {fives[1]} |"
    assert row in text_of(SLUG)


@says("moratorium", "Each price above zero loses on average, the low ones least.")
def test_each_price_loses_on_average_and_the_tree_says_so():
    average = [(scores(price, 5)[0] + scores(price, 20)[0]) / 2 for price in range(1, 101)]
    assert [scores(0, card)[0] for card in (5, 20)] == [0, 0]  # a price of zero loses nothing
    assert max(average) == average[0] == -0.5 and average[:43] == sorted(average[:43], reverse=True)
    assert average[43:] == sorted(average[43:], reverse=True)
    assert max(model.trees["price"].regret(**EXAMPLE).values()) < 1e-9


def test_with_equal_patience_no_deck_lets_a_price_gain():
    """*Why no price works in the play*: any cards, any chances."""
    random = np.random.default_rng(5)
    for _ in range(500):
        delta, years = random.uniform(0.7, 0.99), int(random.integers(1, 50))
        cards = random.integers(0, 51, size=int(random.integers(1, 7)))
        chances = random.dirichlet(np.ones(len(cards)))
        value = np.array([worth(int(card), years, delta) for card in cards])
        for price in random.uniform(0, 100, 20):
            assert (chances * (value <= price) * (value - price)).sum() <= 1e-9


def test_part_b_deals_if_side_one_s_card_is_earlier():
    pairs = list(itertools.product(CARDS, CARDS))
    gains = {(one, other): worth(one) - worth(other) for one, other in pairs}
    assert sum(gain > 0 for gain in gains.values()) == 6 and sum(gain < 0 for gain in gains.values()) == 6
    assert all((gain > 0) == (one < other) for (one, other), gain in gains.items())
    for (one, other), gain in gains.items():
        assert close(gain, 100 * float(at(start_R=one, start_U=other)["room"]))


def test_by_the_truth_the_scores_of_a_deal_add_up_to_nothing():
    for truth, price in itertools.product(CARDS, (1, 22, 47)):
        assert worth(truth) - price + (price - worth(truth)) == 0


# -- what a reading found ---------------------------------------------------------------------------------


def test_a_bar_for_ever_costs_something_whenever_the_step_would_come():
    """E¶2's refusal fits every date, so it tells nothing about C's two decades; C's *never* would make it free."""
    assert_passage("moratorium", "that costs $\\delta_U^{{S_U}}$, more than nothing at any date $S_U$.")
    assert_passage(
        "moratorium", "if membership will not come at all, a bar for ever is free, too, but for $k_0$."
    )
    for year in (0, 5, 20, 50):
        assert close(solve(start_U=year, years=100_000)["cost_U"], 0.9**year)
    costs = solve(start_U=np.arange(51), years=100_000)["cost_U"]
    assert (np.diff(costs) < 0).all()  # the later the step, the cheaper the bar: C's *never* is the limit


def test_any_chance_of_an_early_step_makes_the_promise_cost_something():
    for chance in (0.001, 0.1, 0.9):
        assert chance * at(start_U=19)["cost_U"] + (1 - chance) * at(start_U=30)["cost_U"] > 0


def test_with_unequal_patience_years_beyond_both_dates_do_move_the_room():
    """So the figure's title and the summary say whose patience they mean."""
    later = [float(at(delta_U=0.95, years=T)["room"]) for T in (20, 35, 50)]
    assert later == sorted(later, reverse=True) and later[0] > later[-1] + 0.1
    assert at(start_R=0, start_U=0, delta_U=0.95)["room"] > 0.25


def test_the_average_of_part_a_does_not_jump_where_the_other_card_signs():
    """The card that begins to sign there has just nothing to lose or gain."""
    edge, step = worth(5), 1e-6
    before, after = (sum(scores(edge + side, card)[0] for card in (5, 20)) / 2 for side in (-step, step))
    assert abs(before - after) < 1e-5 and before == pytest.approx(-edge / 2)


def test_the_hump_is_never_half_of_the_hundred():
    values = at(delta_R=np.linspace(0.5, 0.999, 2_000))["value_R"]
    assert_passage("moratorium", "the middle holds {} of the hundred", str(round(100 * float(values.max()))))


def test_between_the_dates_the_promise_is_free_for_one_order_of_them_alone():
    """With the counterpart's date the earlier one it costs something and is worth nothing."""
    assert_passage(
        "moratorium",
        "Where $T$ lies between Russia's date and a later one of the counterpart, the promise is free",
    )
    assert at(start_R=5, start_U=20, years=10)["cost_U"] == 0
    swapped = at(start_R=20, start_U=5, years=10)
    assert swapped["value_R"] == 0 < swapped["cost_U"] and swapped["room"] < 0

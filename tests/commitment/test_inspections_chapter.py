"""What the prose of chapters/commitment/inspections.md says, shown."""

import numpy as np
import pytest

import models
from tests.chapters import anatomy
from tests.passages import CHAPTERS, assert_passage, says
from tests.support import at as point_of
from tests.support import close, pure_equilibria, sample

SLUG = "inspections"
model = models.load(SLUG)
solve, preset = model.solve, model.presets
EXAMPLE = dict(omega=0.8, l_det=0.25)
RATES = ("inspect_prob", "violate_prob")
SMALL = 1e-9


def at(**changes):
    return solve(**EXAMPLE | changes)


def table(**changes):
    """The West's and Russia's points, inspect and not down, violate and comply across: from the words of the text."""
    v = {name: p.default for name, p in model.parameters.items()} | EXAMPLE | changes
    missed, found = 1 - v["omega"], v["omega"]
    met = -v["k"] - missed * v["l_un"] - found * v["l_det"], missed * v["d"] - found * v["b"]
    west = np.array([[met[0], -v["k"]], [-v["l_un"], 0]])
    russia = np.array([[met[1], 0], [v["d"], 0]])
    return 100 * west, 100 * russia


def announcing(rate, **changes):
    """What Russia does at an announced rate, and the West's points; an indifferent Russia complies."""
    west, russia = table(**changes)
    mix = np.array([rate, 1 - rate])
    violating, complying = mix @ russia
    column = 0 if violating > complying + 1e-9 else 1
    return ("violates", "complies")[column], float((mix @ west)[column]), float((mix @ russia)[column])


def test_the_table_of_the_play_is_the_models_and_the_plays():
    west, russia = table()
    assert np.allclose(west, [[-55, -15], [-100, 0]]) and np.allclose(russia, [[-100, 0], [100, 0]])
    names = anatomy.Chapter.read(CHAPTERS / f"commitment/{SLUG}.md").played()
    tree = names["unseen"]
    for changes in ({}, {"b": 3.0}, {"omega": 0.9, "k": 0.1}):
        own, game = table(**changes), model.game("inspection", **EXAMPLE | changes)
        assert np.allclose(100 * game.payoff_matrices[0], own[0])
        assert np.allclose(100 * game.payoff_matrices[1], own[1])
        played = tree.game(**EXAMPLE | changes)
        assert np.allclose(np.sort(100 * played.payoff_matrices[0], axis=None), np.sort(own[0], axis=None))
        assert np.allclose(np.sort(100 * played.payoff_matrices[1], axis=None), np.sort(own[1], axis=None))
    assert max(tree.regret(**EXAMPLE).values()) < SMALL


def test_the_worked_numbers_of_the_smallest_game():
    assert_passage(SLUG, "$0.2\\cdot 100 - 0.8\\cdot 150 = {}$", "-100")
    assert_passage(SLUG, "$-15 - 0.2\\cdot 100 - 0.8\\cdot 25 = {}$", "-55")
    assert_passage(
        SLUG, "$0.25\\cdot 100 = {}$. Looking costs $0.75\\cdot 15 + 0.25\\cdot 55 = {}$", "25", "25"
    )
    west, russia = table()
    assert np.allclose([0.5, 0.5] @ russia, 0) and np.allclose(west @ [0.25, 0.75], -25)
    found = at()
    assert close(found["inspect_prob"], 0.5) and close(found["violate_prob"], 0.25)
    assert close(found["undetected_prob"], 0.15) and close(found["v_inspector"], -0.25)


@says(
    "inspections",
    "This is a {term}`Nash equilibrium`, in {term}`mixed strategies <mixed strategy>`, and it is the only one.",
)
def test_the_walk_round_the_table_has_no_end_and_one_mixture_is_stable():
    game = model.game("inspection", **EXAMPLE)
    assert not pure_equilibria(game)
    for search in (game.support_enumeration, game.vertex_enumeration):
        [(row, column)] = search()
        assert np.allclose(row, [0.5, 0.5]) and np.allclose(column, [0.25, 0.75])
    west, russia = table()
    # a fixed choice calls for one fixed answer, and the four form a circle
    assert west[0, 0] > west[1, 0] and west[0, 1] < west[1, 1]
    assert russia[0, 0] < russia[0, 1] and russia[1, 0] > russia[1, 1]


@says("inspections", "Whoever is foreseen, and answered, wishes to have chosen otherwise.")
def test_whoever_is_foreseen_and_answered_wishes_to_have_chosen_otherwise():
    """Not: loses by it. A West that looks in each round, foreseen, has more than in equilibrium."""
    west, russia = table()
    for look in (0, 1):
        answer = int(np.argmax(russia[look]))
        assert west[1 - look, answer] > west[look, answer]
    for choice in (0, 1):
        answer = int(np.argmax(west[:, choice]))
        assert russia[answer, 1 - choice] > russia[answer, choice]
    assert west[0, int(np.argmax(russia[0]))] > 100 * at()["v_inspector"]


def test_the_guesses():
    """25 violations still; 15 become 19; 7.5 instead of 25. And what the verdicts say besides."""
    light, heavy = at(b=1.5), at(b=3.0)
    assert close(light["violate_prob"], 0.25) and close(heavy["violate_prob"], 0.25)
    assert close(light["inspect_prob"], 0.5) and close(heavy["inspect_prob"], 0.3125)
    assert close(light["undetected_prob"], 0.15) and close(heavy["undetected_prob"], 0.1875)
    assert abs(0.1875 - 0.15) > 0.02  # "until now" does not count as right
    assert close(light["lead_value"], -0.075) and close(light["lead_inspect"], 0.5)
    found = [each["violate_prob"] - each["undetected_prob"] for each in (light, heavy)]
    assert close(100 * found[0], 10) and round(100 * found[1]) == 6
    assert_passage(SLUG, "Half an inspection is {} points.", "7.5")


@says(
    "inspections",
    'title="Once it deters, a heavier penalty moves the inspector and not the violations"',
    'title="Once it deters, a heavier penalty leaves more violations hidden"',
)
def test_what_a_heavier_penalty_does_once_it_deters():
    points = sample(model)
    more = {**points, "b": points["b"] * 1.3 + 0.05}
    now, then = solve(**points), solve(**more)
    mixed = (now["regime"] == "mixed") & (then["regime"] == "mixed")
    assert mixed.sum() > 3000
    assert np.array_equal(now["violate_prob"][mixed], then["violate_prob"][mixed])
    assert (then["inspect_prob"] < now["inspect_prob"])[mixed].all()
    assert (then["undetected_prob"] > now["undetected_prob"])[mixed].all()
    # and the West has no more by it, nor Russia less
    assert_passage(SLUG, "and not what it has: {} a round, at 150 points and at 300", "−25")
    assert np.array_equal(now["v_inspector"][mixed], then["v_inspector"][mixed])
    assert np.allclose([now["v_inspectee"][mixed], then["v_inspectee"][mixed]], 0)
    assert close(100 * at()["v_inspector"], -25) and close(100 * at(b=3.0)["v_inspector"], -25)
    # once mixed, a heavier penalty does not undo it
    assert (then["regime"] == "mixed")[now["regime"] == "mixed"].all()
    turned = (now["regime"] == "undeterred") & (then["regime"] == "mixed")
    assert turned.sum() > 50 and (then["violate_prob"] < 1)[turned].all()


def test_each_rate_is_made_of_the_other_sides_points():
    """(in-q), (in-r); only detection is in both (exercise 3)."""
    points = sample(model)
    base = solve(**points)
    mixed = base["regime"] == "mixed"
    for name in ("d", "b", "omega", "k", "l_un", "l_det"):
        moved = solve(**{**points, name: points[name] * 0.98})
        both = mixed & (moved["regime"] == "mixed") & (points[name] > 0.01)
        changed = {rate for rate in RATES if (np.abs(moved[rate] - base[rate])[both] > 1e-12).all()}
        same = {rate for rate in RATES if (np.abs(moved[rate] - base[rate])[both] <= 1e-12).all()}
        expected = {"d": {RATES[0]}, "b": {RATES[0]}, "omega": set(RATES)}.get(name, {RATES[1]})
        assert changed == expected and same == set(RATES) - expected, name
    d, b, w, k, u, f = (points[n][mixed] for n in ("d", "b", "omega", "k", "l_un", "l_det"))
    assert np.allclose(base["inspect_prob"][mixed], d / (w * (b + d)))
    assert np.allclose(base["violate_prob"][mixed], k / (w * (u - f)))
    hidden = base["undetected_prob"][mixed] / base["violate_prob"][mixed]
    assert np.allclose(hidden, b / (b + d))  # (in-hidden): detection is not in it


def test_the_proposition_on_secret_inspections():
    """One equilibrium, and the one stated, by searching all supports."""
    values = sample(model, 300)
    for i in range(len(values["d"])):
        point = point_of(values, i)
        G = point["omega"] * (point["l_un"] - point["l_det"])
        q = point["d"] / (point["omega"] * (point["b"] + point["d"]))
        expected = (0, 1) if point["k"] > G else (1, 1) if q > 1 else (q, point["k"] / G)
        [(row, column)] = model.game("inspection", **point).support_enumeration()
        assert close(row[0], expected[0]) and close(column[0], expected[1])


def test_below_25_points_the_penalty_does_not_deter():
    for b, regime in ((0.2, "undeterred"), (0.25, "undeterred"), (0.3, "mixed")):
        assert at(b=b)["regime"] == regime
    assert at(b=0.2)["violate_prob"] == 1


@says("inspections", "Announcing never hurts the inspector here.")
def test_announcing_never_hurts_and_is_better_where_both_mix():
    found = solve(**sample(model))
    assert (found["lead_value"] >= found["v_inspector"] - SMALL).all()
    mixed = found["regime"] == "mixed"
    assert (found["lead_value"] > found["v_inspector"])[mixed].all()


def test_the_proposition_on_the_announced_rate():
    """Against every rate of a grid, with Russia's answer taken from the table."""
    values = sample(model, 120)
    for i in range(len(values["d"])):
        point = point_of(values, i)
        found = solve(**point)
        q = point["d"] / (point["omega"] * (point["b"] + point["d"]))
        grid = [*np.linspace(0, 1, 201), *([q] if q <= 1 else [])]
        best = max(announcing(rate, **point)[1] for rate in grid)
        assert 100 * found["lead_value"] >= best - 1e-6
        deters = q <= 1 and point["k"] * q <= point["l_un"]
        assert found["lead_complies"] == deters
        assert close(found["lead_value"], -point["k"] * q if deters else found["v_inspector"])


def test_how_far_the_announced_rate_reaches():
    """60 and 200 points in the worked example."""
    assert at(k=0.59)["regime"] == "mixed" and at(k=0.6)["regime"] == "open_violation"
    assert at(k=2.0)["lead_complies"] and not at(k=2.01)["lead_complies"]


def test_the_picture_of_the_announced_rate_is_the_tree():
    for rate in (0.0, 0.25, 0.45, 0.5, 0.75, 1.0):
        says_, west, _ = announcing(rate)
        expected = -15 * rate if rate >= 0.5 else rate * 45 - 100
        assert close(west, expected) and says_ == ("complies" if rate >= 0.5 else "violates")
    assert model.trees["announcement"].regret(**EXAMPLE)["W"] < SMALL


def test_ties():
    """*Ties*: any rate up to q* at k = G, any from r* to 1 at q* = 1."""
    west, russia = table(k=0.6)
    for q in (0, 0.25, 0.5):
        assert close(*(west @ [1, 0])) and ([q, 1 - q] @ russia)[0] >= -SMALL
    west, russia = table(b=0.25)
    for r in (0.25, 0.5, 1):
        looking, leaving = west @ [r, 1 - r]
        assert looking >= leaving - SMALL and close(*([1, 0] @ russia))
    found = at(b=0.25)
    assert found["regime"] == "undeterred" and found["lead_complies"]
    assert at(k=0.6)["inspect_prob"] == 0


def test_where_each_claim_turns():
    """(in-turn), (in-force), and the numbers beside them, each at its two sides."""
    assert solve(omega=0.4)["regime"] == "undeterred" and solve(omega=0.42)["regime"] == "mixed"
    assert solve(k=0.48)["regime"] == "mixed" and solve(k=0.5)["regime"] == "open_violation"
    assert solve(b=0.42)["regime"] == "undeterred" and solve(b=0.44)["regime"] == "mixed"
    assert solve(k=1.74)["lead_complies"] and not solve(k=1.76)["lead_complies"]
    found = at(d=1.9)
    assert round(100 * found["inspect_prob"]) == 70 and close(found["violate_prob"], 0.25)
    points = sample(model)
    found = solve(**points)
    force = points["b"] / points["d"] - (1 - points["omega"]) / points["omega"]
    clear = (np.abs(force) > 1e-9) & (found["regime"] != "open_violation")
    assert np.array_equal(found["regime"][clear] == "undeterred", force[clear] < 0)


def test_the_presets():
    safe, weak = (solve(**preset[name]) for name in ("C_safeguards", "C_no_safeguards"))
    assert safe["regime"] == "mixed" and safe["lead_complies"] and round(100 * safe["violate_prob"]) == 16
    assert weak["regime"] == "open_violation" and not weak["lead_complies"]
    assert preset["C_no_safeguards"]["omega"] == 0.3 and preset["C_no_safeguards"]["k"] == 0.4


def test_violations_found_per_visit_are_not_moved_by_the_penalty():
    def per_visit(found):
        return (found["violate_prob"] - found["undetected_prob"]) / found["inspect_prob"]

    assert close(per_visit(at()), 0.8 * 0.25) and close(per_visit(at(b=3.0)), 0.8 * 0.25)


def test_thresholds_span_five_stops():
    def stops(name, wanted, outcome="regime", **values):
        p = model.parameters[name]
        line = p.low + p.step * np.arange(round((p.high - p.low) / p.step) + 1)
        return int((at(**{**values, name: line})[outcome] == wanted).sum())

    for name, wanted in (("b", "undeterred"), ("b", "mixed"), ("k", "mixed"), ("k", "open_violation")):
        assert stops(name, wanted) >= 5, (name, wanted)
    for wanted in ("open_violation", "undeterred", "mixed"):
        assert stops("omega", wanted) >= 5, wanted
    assert stops("k", True, "lead_complies") >= 5 and stops("k", False, "lead_complies") >= 5
    k = model.parameters["k"]
    line = k.low + k.step * np.arange(200)
    assert (at(k=line)["violate_prob"] < 0.1).sum() >= 5  # the first task
    second = at(k=line)
    assert ((second["regime"] == "open_violation") & second["lead_complies"]).sum() >= 5


def test_the_first_task_is_not_done_by_the_penalty():
    b = model.parameters["b"]
    line = b.low + b.step * np.arange(round((b.high - b.low) / b.step) + 1)
    assert (at(b=line)["violate_prob"] > 0.2).all()


def test_the_exercises():
    found = at(k=0.45)
    assert close(found["violate_prob"], 0.75) and close(found["inspect_prob"], 0.5)
    assert close(found["v_inspector"], -0.75)
    found = at(l_un=2.0)
    assert close(found["violate_prob"], 15 / 140) and close(found["inspect_prob"], 0.5)
    points = sample(model)
    found = solve(**points)
    mixed = found["regime"] == "mixed"
    assert (-found["v_inspector"] >= points["k"] - SMALL)[mixed].all()  # exercise 2: at least, and not more
    assert close(solve(omega=1.0, l_det=0.0)["v_inspector"], -model.parameters["k"].default)
    penalty = np.linspace(0, 3, 61)
    many = at(b=penalty)
    hidden, seen = many["undetected_prob"], many["violate_prob"] - many["undetected_prob"]
    light = penalty < 0.26
    assert np.allclose(seen[light], 0.8) and np.allclose(hidden[light], 0.2)
    first = int(np.argmin(light))
    assert close(penalty[first], 0.3) and int(np.argmin(hidden)) == first
    assert round(100 * seen[first]) == 19 and round(100 * hidden[first]) == 6
    assert (np.diff(seen[first:]) < 0).all() and (np.diff(hidden[first:]) > 0).all()


@pytest.mark.parametrize("n, m, value", [(2, 1, -1 / 3), (3, 1, -1 / 2), (6, 2, -5 / 11), (4, 4, 0)])
def test_visits_that_can_be_counted(n, m, value):
    found = solve(n_periods=n, m_insp=m)
    assert close(found["dresher_value"], value)
    if (n, m) == (6, 2):
        assert round(100 * found["dresher_inspect"]) == 27


# -- the activity -------------------------------------------------------------------------------------------------


def test_the_score_sheets_are_the_tables():
    west, russia = table(b=3.0)
    assert np.allclose(russia[0, 0], -220) and np.allclose(west, table()[0])


def test_the_teachers_sheet_predicts_each_block():
    for b, inspected in ((1.5, 0.5), (3.0, 0.3125)):
        found = at(b=b)
        assert close(found["inspect_prob"], inspected) and close(found["violate_prob"], 0.25)
        assert close(1000 * found["v_inspector"], -250) and close(found["v_inspectee"], 0)


@pytest.mark.parametrize("rate", range(11))
def test_the_teachers_sheet_predicts_each_announced_rate(rate):
    """Ten cards, none put back: so many inspections. At 5 Side 2 has 0 either way."""
    west, russia = table()
    visits = np.array([rate, 10 - rate])
    violating, complying = visits @ russia
    assert close(violating, 1000 - 200 * rate) and close(complying, 0)
    best = "violates" if violating > 1e-9 else "complies" if violating < -1e-9 else "has 0 either way"
    costs = visits @ west
    assert close(costs[0], -1000 + 45 * rate) and close(costs[1], -15 * rate)
    number = lambda x: f"{x:.0f}".replace("-", "−")  # noqa: E731
    assert_passage(
        SLUG, "| {} | " + best + " | {{abbr}}`{} (", str(rate), number(costs[0 if rate < 5 else 1])
    )


def test_a_rate_of_six_is_the_safe_one():
    assert_passage(SLUG, "A rate of 6 is the safe one, for {} points more.", "15")
    assert announcing(0.6)[2] == 0 and announcing(0.6)[0] == "complies"
    assert close(10 * announcing(0.5)[1] - 10 * announcing(0.6)[1], 15)

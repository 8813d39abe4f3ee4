"""Numbers in the prose of chapters/commitment/security_guarantees.md."""

import numpy as np
import pytest

import models
from tests.passages import assert_passage

SLUG = "commitment/security_guarantees"
model = models.load("security_guarantees")
solve, preset = model.solve, model.presets
DOMAINS = ("sea", "air", "land", "cyber")
LAND = {"s_sea": 0, "s_air": 0, "s_cyber": 0}


def value(name, **values):
    return float(model.evaluate([model[name]], **values)[0])


def f(number, digits=2):
    return f"{number:.{digits}f}"


def flip(low, high, holds):
    """Where `holds` becomes true between `low` (false) and `high` (true), by bisection on the model."""
    assert not holds(low) and holds(high)
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (low, middle) if holds(middle) else (middle, high)
    return high


def enough(name, low, high, **values):
    return flip(low, high, lambda x: solve(**LAND, **values, **{name: x})["deterred"])


def lowest_stake(domain):
    """The least v at which the default package leaves nothing to gain in `domain`."""
    return flip(0, 1, lambda v: value(f"b_{domain}", v=v) <= 0)


def spare(domain):
    return 100 * (model.parameters[f"e_{domain}"].default / solve()[f"e_req_{domain}"] - 1)


PASSAGES = [
    ("Above it Russia holds. By default it is {}.", lambda: [f(value("q_star_land"))]),
    ("With C's numbers (second line) those are the first {} thousand.",
     lambda: [f(value("M_0", **preset["C_symbolic"]), 1)]),
    ("With $\\lambda = 0.02$ and $\\rho = 0.05$ the tripwire alone would need {} thousand soldiers and the shield "
     "alone $t/\\rho$, which is {}. Together {} will do.",
     lambda: [f(solve(**LAND, lam=0.02)["e_req_land"], 1),
              f(solve(**LAND, lam=1e-9, rho=0.05)["e_req_land"], 1),
              f(solve(**LAND, lam=0.02, rho=0.05)["e_req_land"], 1)]),
    ("the default package holds, and it costs {} points. Meeting each requirement exactly would cost {},",
     lambda: [f(solve()["package_cost"], 1), f(solve()["min_cost_weakest"], 1)]),
    ("At the default numbers $C_A$ is {}:", lambda: [f(solve()["min_cost_additive"], 1)]),
    ("Abandoning costs {}. At", lambda: [f(value("v") + value("lam") * value("M_land"))]),
    ("which is {} thousand by default.", lambda: [f(solve()["e_req_land"], 1)]),
    ("if $\\lambda$ is at least {}, and Kosovo's 17 thousand (A¶12) from {} on.",
     lambda: [f(enough("lam", 0.01, 0.2), 3), f(enough("lam", 0.01, 0.2, **preset["A_kosovo_scale"]), 3)]),
    ("10 thousand are enough if $v$ is at least {}.", lambda: [f(enough("v", 0, 1), 3)]),
    ("enough if the damage is at least {}. A¶10 speaks of such damage, though by missiles in Ukrainian hands. "
     "Below {} no tripwire deters.",
     lambda: [f(enough("d", 0.2, 3)), f(flip(0.2, 3, lambda d: solve(**LAND, d=d)["feasible"]))]),
    ("the price on land rises to {} thousand:", lambda: [f(solve(v=0)["e_req_land"], 1)]),
    ("and it becomes {} thousand.", lambda: [f(solve(**preset["C_symbolic"])["e_req_land"], 1)]),
    ("$\\lambda = {}$, they must number {} thousand on land.",
     lambda: [f(preset["D_peacekeepers"]["lam"]), f(solve(**preset["D_peacekeepers"])["e_req_land"], 1)]),
    ("By spare presence on land: {} per cent there, {} in the air, {} at sea and in cyberspace.",
     lambda: [f(spare("land"), 1), f(spare("air"), 1), f(spare("cyber"), 0)]),
    ("cyberspace breaks first, at {}, then the air at {}, then land.",
     lambda: [f(lowest_stake("cyber"), 3), f(lowest_stake("air"), 3)]),
    ("a trust of $o = {}$:", lambda: [f(preset["B_thought_it_had_backing"]["overconf"], 1)]),
    ("The war happens at every $o$ from {} on,",
     lambda: [f(flip(0, 0.8, lambda o: solve(**preset["D_no_force"], overconf=o)["v_U"] < 0))]),
    ("$q^* = 0.8/1.5 = {}$. Since", lambda: [f(value("q_star_land"), 3)]),
    ("With $q = 0.06\\,e$ that is from {} to just below {} thousand.", lambda: [f(0.5 / 0.06), f((0.8 / 1.2) / 0.06, 1)]),
    ("10 units count everywhere, and the largest requirement is {}.",
     lambda: [f(max(solve()[f"e_req_{i}"] * model.parameters[f"a_{i}"].default for i in DOMAINS), 1)]),
    ("otherwise $-({} + {}\\,M)$", lambda: [f"{model.parameters[n].default:g}" for n in ("v", "lam")]),
    ("Russia: the prize, less {} if the guarantor came.", lambda: [f"{model.parameters['d'].default:g}"]),
    *((f"| {name} | {{}} | {{}} | {{}} |", lambda i=i: [
        f"{model.parameters[f'cost_{i}'].default:g}", f"{model.parameters[f'a_{i}'].default:g}",
        f"{model.parameters[f's_{i}'].default - model.parameters['c'].default:.1f}"])
      for name, i in zip(("ship", "aircraft", "1,000 soldiers", "cyber team"), DOMAINS, strict=True)),
    ("(The chapter's {} is for costs spread evenly.)", lambda: [f(solve()["min_cost_weakest"], 1)]),
]  # fmt: skip


@pytest.mark.parametrize("template, numbers", PASSAGES)
def test_a_number_in_the_text_is_what_the_model_yields(template, numbers):
    assert_passage(SLUG, template, *numbers())


def test_the_promise_becomes_credible_between_ten_and_fourteen_thousand():
    """'with 14 thousand instead of 10, abandoning becomes the dearer choice'"""
    for e_land, pure in ((10, 2), (14, 1)):
        row, column = model.game(domain="land", k=1.0, e_land=e_land).payoff_matrices
        best = (row >= row.max(axis=0) - 1e-12) & (column >= column.max(axis=1)[:, None] - 1e-12)
        assert best.sum() == pure


@pytest.mark.parametrize("k", [0.75, 1.0])
@pytest.mark.parametrize("chance, holds", [(0.8 / 1.5 + 1e-6, True), (1.0, True), (0.8 / 1.5 - 1e-6, False)])
def test_any_chance_from_the_critical_risk_on_is_part_of_an_equilibrium(k, chance, holds):
    """'Russia holds, and the guarantor comes with any chance from q* to 1'"""
    game, mixed, hold = model.game(domain="land", k=k), np.array([chance, 1 - chance]), np.array([1, 0])
    row, column = game.payoff_matrices
    assert (row[0] @ mixed >= row[1] @ mixed) == holds
    assert np.ptp(hold @ column) == 0  # the guarantor does not care


def test_the_cheapest_package_breaks_where_it_is_a_thousandth_short():
    """'Send a thousandth less in any one of them, and Russia strikes there'"""
    least = {f"e_{i}": solve()[f"e_req_{i}"] for i in DOMAINS}
    assert solve(**least)["deterred"]
    for i in DOMAINS:
        assert solve(**least | {f"e_{i}": 0.999 * least[f"e_{i}"]})["attack_domain"] == i


def test_soldiers_replace_ships_only_under_one_command():
    """'Alone, no number of soldiers makes up for the ships. Under one command, those on land already do.'"""
    alone = solve(e_sea=0, e_land=np.linspace(0, 1e4, 101))
    assert not alone["deterred"].any()
    assert solve(e_sea=0, e_air=0, e_cyber=0, technology="additive")["deterred"]


def test_cyberspace_then_air_then_land_break_as_the_stake_falls():
    falls = {i: lowest_stake(i) for i in DOMAINS}
    assert falls["cyber"] > falls["air"] > falls["land"] > falls["sea"]
    assert spare("sea") == pytest.approx(spare("cyber"))


def test_kosovo_scale_answers_the_first_claim_of_c_and_not_both():
    """'more than A's minimum, less than Kosovo had … without it, a larger force is an answer to the first'"""
    assert not solve(**LAND, v=0)["deterred"]
    assert solve(**LAND, v=0, e_land=17)["deterred"]
    assert not solve(**LAND, **{**preset["C_symbolic"], "e_land": 17})["deterred"]


def test_without_presence_trust_leaves_ukraine_with_the_least():
    """'In the model trust without presence leaves Ukraine with less than any other mixture'"""
    o, e = np.meshgrid(np.linspace(0, 0.8, 17), np.linspace(0, 20, 81))
    found = solve(**LAND, overconf=o, e_land=e)
    least = solve(**preset["B_thought_it_had_backing"])["v_U"]
    assert found["v_U"].min() == pytest.approx(least)
    assert (e[found["v_U"] < least + 1e-9] == 0).all()


def test_a_war_that_leaves_ukraine_with_less_than_conceding_needs_too_much_trust():
    """'For Ukraine it is worse only if q - h < 1 - y, and then o > 0'"""
    share = np.linspace(0, 1, 11)
    grid = {"e_land": np.linspace(0, 17, 35), "concession": share, "harm": share}
    mesh = dict(zip(grid, np.meshgrid(*grid.values()), strict=True))
    for o in (0, 0.3):
        found = solve(**LAND, **mesh, overconf=o, d=1.2)
        war = np.isin(found["path"], ["gamble_war", "overconfidence_war"])
        worse = war & (found["v_U"] < 1 - mesh["concession"] - 1e-9)
        assert war.any() and worse.any() == (o > 0)


def test_the_band_opens_without_a_mistake():
    """'Set o to 0 and the band is empty. Then set d to 1.2, y to 0.6 and h to 0.1 …'"""
    e = np.linspace(0, 50, 501)
    before = solve(**LAND, lam=0.03, e_land=e)["path"]
    after = solve(**LAND, lam=0.03, e_land=e, d=1.2, concession=0.6, harm=0.1)["path"]
    assert not np.isin(before, ["gamble_war", "overconfidence_war"]).any() and "gamble_war" in after


def test_more_soldiers_bring_first_war_and_then_peace():
    """'With 13 thousand Ukraine feels safe and is attacked; with 18 thousand it is safe.'"""
    found = solve(**LAND, lam=0.03, overconf=0.15, e_land=np.array([10, 13, 18]))
    assert list(found["path"]) == ["accommodation", "overconfidence_war", "deterrence"]
    assert found["v_U"][1] < found["v_U"][0] < found["v_U"][2]


def test_three_regimes_of_the_same_peace():
    """'Three regimes produce it' with Kosovo's 17 thousand soldiers in all three."""
    same = {**LAND, **preset["A_kosovo_scale"]}
    points = {"self_deterred": {"s_land": 0.2}, "deterred_by_stake": {"v": 0.8}, "deterred_by_presence": {}}
    for regime, point in points.items():
        assert solve(**same, **point)["regime"] == regime


def test_the_least_that_the_seminar_s_cards_ask_for():
    """Eleven cards instead of a uniform cost, and whole ships, aircraft, thousands and teams."""
    cards = np.linspace(0.2, 1.2, 11)

    def default(name):
        return model.parameters[name].default

    def deters(i, presence):
        return default(f"s_{i}") - 0.2 <= 1.5 * np.mean(cards <= 0.2 + 0.06 * presence + 1e-9)

    least = {i: next(n for n in range(60) if deters(i, default(f"a_{i}") * n)) for i in DOMAINS}
    assert least == {"sea": 2, "air": 28, "land": 9, "cyber": 0}
    assert sum(default(f"cost_{i}") * n for i, n in least.items()) == 29
    assert_passage(
        SLUG, "{} points are enough: 2 ships, 28 aircraft, 9 thousand soldiers and no cyber team", "29"
    )
    pooled = next(n for n in range(60) if all(deters(i, n) for i in DOMAINS))
    assert pooled == 9
    assert_passage(SLUG, "nine thousand soldiers are enough, and the other {} points are wasted", "31")

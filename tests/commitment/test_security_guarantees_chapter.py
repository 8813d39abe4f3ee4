"""What chapters/commitment/security_guarantees.md says, held against the model."""

import inspect
import re
from pathlib import Path

import numpy as np
import pytest
import sympy as sp

import models
from models.commitment import security_guarantees as source
from tests.chapters import anatomy
from tests.passages import CHAPTERS, assert_passage, harmless, says, text_of
from tests.support import sample

SLUG = "security_guarantees"
model = models.load("security_guarantees")
solve, preset = model.solve, model.presets
LAND = {"s_sea": 0, "s_air": 0, "s_cyber": 0}
EXAMPLE = LAND | {"c": 0.25, "d": 2, "lam": 0.05}
WAR = ["overconfidence_war", "gamble_war"]

harmless(
    "security_guarantees",
    "and only Russia's is right",
)


def example(**values):
    return solve(**EXAMPLE | values)


def value(name, **values):
    return float(model.evaluate([model[name]], **LAND | values)[0])


def box(count=20_000, seed=5, **fixed):
    """Random points with one domain in danger and no shield, as the chapter counts soldiers."""
    return sample(
        model, count, seed=seed, **LAND | {"rho": 0, "a_land": 1, "technology": "weakest_link"} | fixed
    )


def flip(low, high, holds):
    """Where `holds` becomes true between `low` (false) and `high` (true)."""
    assert not holds(low) and holds(high)
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (low, middle) if holds(middle) else (middle, high)
    return high


# -- the smallest game ----------------------------------------------------------------------------------------
def test_the_worked_example():
    found = example(e_land=7)
    assert (found["q_land"], found["q_star_land"], found["e_req_land"]) == pytest.approx((0.35, 3 / 8, 7.5))
    assert 100 * value("away_land", **EXAMPLE, e_land=7) == pytest.approx(55)


@says(
    "security_guarantees",
    "On land alone, Russia attacks exactly when $q < q^*$. If $q^* > 1$, no number of soldiers deters.",
    "which is above 0 exactly when $q < q^*$",
)
def test_russia_attacks_exactly_below_the_critical_risk():
    points = box()
    found = solve(**points)
    q, critical = found["q_land"], found["q_star_land"]
    clear = abs(q - critical) > 1e-9
    assert ((found["attack_domain"] == "land") == (q < critical))[clear].all()
    reach = critical > 1 + 1e-9
    assert reach.any() and not solve(**points | {"e_land": np.full(len(q), 1e6)})["deterred"][reach].any()


def test_the_least_number_is_enough_and_a_little_less_is_not():
    """'Otherwise e* thousand are enough, or none if e* is negative or q* is not above 0.'"""
    points = box()
    found = solve(**points)
    need, critical = found["e_req_land"], found["q_star_land"]
    formula = (points["k_lo"] + critical * (points["k_hi"] - points["k_lo"]) - points["v"]) / points["lam"]
    inside = (critical > 0) & (critical <= 1)
    assert np.allclose(need[inside], np.maximum(0, formula[inside])) and (need[critical <= 0] == 0).all()
    some = inside & (need > 0.01)
    for off, holds in ((1e-6, True), (-1e-3, False)):
        assert (solve(**points | {"e_land": np.where(some, need + off, 1)})["deterred"][some] == holds).all()


@says("security_guarantees", "at half of $\\lambda$, it always takes twice the soldiers")
def test_half_the_wire_takes_twice_the_soldiers():
    points = box()
    one, two = (solve(**points | {"lam": points["lam"] / n})["e_req_land"] for n in (1, 2))
    finite = np.isfinite(one)
    assert (
        (one[finite] > 0).any() and np.allclose(two[finite], 2 * one[finite]) and np.isinf(two[~finite]).all()
    )


def test_the_first_soldiers_change_nothing_where_the_stake_is_below_the_least_cost():
    """'Below (k_lo - v)/lam thousand, soldiers change nothing'; in the guess, 'The first four thousand'"""
    points = box()
    below = points["v"] < points["k_lo"]
    first = np.where(below, (points["k_lo"] - points["v"]) / points["lam"], 0)
    assert (solve(**points | {"e_land": first})["q_land"][below] < 1e-12).all()
    assert (solve(**points | {"e_land": first + 0.5})["q_land"][below] > 0).all()
    assert example(v=0, e_land=4)["q_land"] == 0 < example(v=0, e_land=4.5)["q_land"]


def test_the_guess_is_four_thousand_more():
    assert (example()["e_req_land"], example(v=0)["e_req_land"]) == pytest.approx((7.5, 11.5))


# -- Ukraine listens ------------------------------------------------------------------------------------------
@says(
    "security_guarantees",
    "On land alone, with $\\min(q^*, 1 - x + h) \\le 1$, there is war exactly when",
    "So it is firm exactly when its estimate reaches the smaller of the two bounds.",
    "Russia attacks exactly when $q < q^*$.",
)
def test_war_exactly_in_the_band():
    points = box(40_000, seed=8)
    found = solve(**points)
    q, critical = found["q_land"], found["q_star_land"]
    bound = np.minimum(critical, 1 - points["concession"] + points["harm"])
    near = (abs(q - critical) < 1e-9) | (abs(bound - points["overconf"] - q) < 1e-9) | (abs(bound - 1) < 1e-9)
    war, band = np.isin(found["path"], WAR), (bound - points["overconf"] <= q) & (q < critical)
    assert (war == ((bound <= 1) & band))[~near].all() and war.any()
    assert (band & ~war & ~near).any()  # without the first condition the sentence is false
    never = (bound > 1 + 1e-9) & (q < critical)
    assert (
        never.any() and (found["path"][never] == "accommodation").all()
    )  # 'Ukraine concedes wherever Russia would attack'


@says("security_guarantees", "More soldiers never undo deterrence.", "they can turn a concession into a war")
def test_more_soldiers_keep_deterrence_and_may_bring_war():
    points, more = box(), np.random.default_rng(3).uniform(0, 20, 20_000)
    before, after = (solve(**points | {"e_land": points["e_land"] + extra}) for extra in (0, more))
    assert after["deterred"][before["deterred"]].all()
    assert ((before["path"] == "accommodation") & np.isin(after["path"], WAR)).any()


def test_the_second_guess():
    """Concession with 4 thousand, war with 6, peace with 8; what Ukraine has each time; and at o = 0 no war in between."""
    found = example(overconf=0.15, e_land=np.array([4, 6, 8]))
    assert list(found["path"]) == ["accommodation", "overconfidence_war", "deterrence"]
    assert 100 * found["v_U"] == pytest.approx([80, -20, 100])
    assert not np.isin(example(e_land=np.linspace(0, 20, 401))["path"], WAR).any()


def test_the_band_spans_five_stops_of_its_slider():
    stops = np.arange(0, 20.1, model.parameters["e_land"].step)
    assert np.isin(example(overconf=0.15, e_land=stops)["path"], WAR).sum() >= 5


def test_with_trust_above_the_truth_the_plans_answer_no_common_belief():
    """Issue: with o > 0 it is no perfect Bayesian equilibrium. At the truth, firm Ukraine would do better to concede."""
    found = example(overconf=0.15, e_land=6)
    assert found["protege_action"] == "firm" and found["v_U"] < 1 - model.parameters["concession"].default
    z = box()
    firm = solve(**z)["v_U"] >= 1 - z["concession"] - 1e-9
    assert not firm.all() and (solve(**z | {"overconf": 0})["v_U"] >= 1 - z["concession"] - 1e-9).all()
    says_where = "Then this is no {term}`perfect Bayesian equilibrium`, which it is at $o = 0$."
    assert says_where in text_of(SLUG) and "perfect Bayesian where overconf = 0" in " ".join(
        inspect.getdoc(source).split()
    )


def test_the_second_road_to_war_needs_no_mistake():
    """'The first road needs a mistake. The second needs none.'"""
    points = box()
    at_truth = solve(**points | {"overconf": 0})["path"]
    assert "gamble_war" in at_truth and "overconfidence_war" not in at_truth


def test_the_glossary_tells_emboldenment_from_entrapment_and_the_chapter_uses_both():
    """Issue: moral hazard against emboldenment and entrapment."""
    glossary = text_of("reference/glossary")
    assert all(word in glossary for word in ("*emboldenment*", "*entrapment*"))
    text = text_of(SLUG)
    assert (
        "{term}`moral hazard`, in the form called *emboldenment*" in text
        and "the same war is *entrapment*" in text
    )


# -- the cell that is struck out ------------------------------------------------------------------------------
def pure(cost, **values):
    row, column = model.game(domain="land", k=cost, **EXAMPLE | values).payoff_matrices
    best = (row >= row.max(axis=0) - 1e-12) & (column >= column.max(axis=1)[:, None] - 1e-12)
    return {(("hold", "attack")[i], ("come", "stay away")[j]) for i, j in np.argwhere(best)}


def test_the_refusal_is_the_equilibrium_that_remains_and_the_promise_the_one_struck_out():
    """Issue: C¶7 is an open refusal, and the struck-out cell is B¶11's."""
    assert pure(0.6) == {("hold", "come")}
    assert pure(1.0) == {("hold", "come"), ("attack", "stay away")}
    row, column = model.game(domain="land", k=1.0, **EXAMPLE).payoff_matrices
    assert column[1, 1] > column[1, 0]  # after an attack it would stay away
    refusal, trust = EXAMPLE | preset["C_symbolic"], EXAMPLE | preset["B_thought_it_had_backing"]
    assert solve(**refusal)["path"] == "accommodation"  # nobody deceived, no war
    assert (
        solve(**trust)["path"] == "overconfidence_war"
        and solve(**trust | {"overconf": 0})["path"] == "accommodation"
    )
    text = text_of(SLUG)
    assert "**C¶7 is an open refusal.**" in text and "**B¶11 is the cell that was struck out**" in text
    assert not re.search(r"C¶7[^.]*empty|empty[^.]*C¶7", text)


@pytest.mark.parametrize("chance, holds", [(3 / 8 + 1e-6, True), (1, True), (3 / 8 - 1e-6, False)])
def test_any_chance_from_the_critical_risk_on_keeps_russia_from_attacking(chance, holds):
    """'"hold, and come with any chance from q* to 1" is an equilibrium too'"""
    row, column = model.game(domain="land", k=1.0, **EXAMPLE).payoff_matrices
    mixed = np.array([chance, 1 - chance])
    assert (row[0] @ mixed >= row[1] @ mixed) == holds and np.ptp(column[0]) == 0


# -- back to the documents ------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "name, low, high, given, turns",
    [
        ("lam", 0.01, 0.2, {}, 0.053),
        ("lam", 0.01, 0.2, preset["A_kosovo_scale"], 0.031),
        ("v", 0, 1, {}, 0.13),
        ("d", 0.2, 3, {}, 1.3),
    ],
)
def test_a_claim_turns_where_the_chapter_says(name, low, high, given, turns):
    """By bisection on the whole model, not by the formula."""
    found = flip(low, high, lambda x: solve(**LAND | given | {name: x})["deterred"])
    assert found == pytest.approx(turns, abs=0.5 * 10 ** -len(str(turns).split(".")[1]))


def test_war_without_a_force_comes_from_the_critical_risk_on():
    """'With no force there, war comes from o = q* on …; below that Ukraine would have conceded.'"""
    at_trust = lambda o: solve(**LAND | preset["D_no_force"] | {"overconf": o})["path"]  # noqa: E731
    assert flip(0, 0.8, lambda o: at_trust(o) in WAR) == pytest.approx(value("q_star_land"))
    assert at_trust(0.5) == "accommodation"


READINGS = {
    "A_package": "peace", "A_land_only": "peace", "A_kosovo_scale": "peace", "A_shield": "peace", "C_symbolic": "concession",
    "D_peacekeepers": "concession", "D_no_force": "concession", "B_thought_it_had_backing": "war",
}  # fmt: skip
ENDS = {"deterrence": "peace", "accommodation": "concession", "overconfidence_war": "war"}


def test_every_reading_is_placed():
    """The table of readings: each preset stands in it, with what happens on land alone."""
    assert set(READINGS) == set(preset)
    assert {name: ENDS[solve(**LAND | values)["path"]] for name, values in preset.items()} == READINGS
    text = text_of(SLUG)
    table = text[text.index("| reading | sent |") : text.index("## What the model leaves out")]
    for name in set(preset) - {"A_package"}:  # which shares a row
        assert name in table


def test_more_soldiers_answer_the_first_claim_of_c_and_kosovo_s_number_not_both():
    """'More soldiers are an answer to it.'"""
    assert not solve(**LAND, v=0.05)["deterred"] and solve(**LAND, v=0.05, e_land=17)["deterred"]
    assert not solve(**LAND | preset["C_symbolic"] | {"e_land": 17})["deterred"]


def test_the_same_soldiers_are_seen_in_three_kinds_of_peace():
    """'where nothing was to be gained, where v_G alone deterred, and where the soldiers did'"""
    same = LAND | preset["A_kosovo_scale"]
    points = {"self_deterred": {"s_land": 0.2}, "deterred_by_stake": {"v": 0.8}, "deterred_by_presence": {}}
    assert {regime: solve(**same | point)["regime"] for regime, point in points.items()} == {
        r: r for r in points
    }


def test_numbers_on_invented_scales_have_two_digits_at_most():
    """Issue: three digits on invented scales. Whole numbers of the example, years and the documents' figures are others."""
    chapter = anatomy.Chapter.read(Path(CHAPTERS / f"commitment/{SLUG}.md"))
    [section] = chapter["Back to the document"]
    written = re.findall(r"\{abbr\}`([\d.,−]+) \(", section.text)
    assert len(written) >= 10
    too_long = [number for number in written if len(number.replace(".", "").lstrip("0")) > 2]
    assert not too_long
    assert "Their results are illustrations." in section.text


def test_the_sources_have_their_dois_and_the_canonical_works_are_there():
    """Issue: DOIs missing; Fearon 1994, Walter 1997, Snyder 1984 and Benson, Meirowitz and Ramsay 2014 not cited."""
    library = (CHAPTERS / "references.bib").read_text("utf-8")
    cited = {k for keys in re.findall(r"\{cite:\w\}`([^`]+)`", text_of(SLUG)) for k in keys.split(",")}
    assert {"fearon1994balance", "walter1997", "snyder1984", "benson2014"} <= cited
    for key in cited:
        entry = re.search(r"@(\w+)\{" + key + r",.*?\n\}", library, re.DOTALL)
        assert entry[1] != "article" or " doi " in entry[0] or key == "reiter2021", (
            key
        )  # whose journal prints none


# -- exercises ------------------------------------------------------------------------------------------------
def test_the_solution_of_the_second_exercise():
    points = box()
    chance = solve(**points)["q_land"]
    prize, least = (
        points["s_land"] - points["c"],
        points["v"] + points["lam"] * points["e_land"] - points["k_lo"],
    )
    inside = (chance > 1e-6) & (chance < 1) & (prize > 0)
    damage = np.where(inside, prize * (points["k_hi"] - points["k_lo"]) / np.where(inside, least, 1), 1)
    for factor, holds in ((1.001, True), (0.999, False)):
        assert (solve(**points | {"d": damage * factor})["deterred"][inside] == holds).all()
    nobody = (least <= 0) & (prize > 1e-3)
    assert not solve(**points | {"d": np.full(len(chance), 1e9)})["deterred"][nobody].any()


def test_the_solution_of_the_third_exercise():
    found = [
        example(**point)["e_req_land"] for point in ({"k_hi": 2.2}, {"k_lo": 0.4, "k_hi": 1.4}, {"v": 0})
    ]
    assert found == pytest.approx([15, 11.5, 11.5])


def test_the_solution_of_the_fourth_exercise():
    """'from 6 thousand to just below 7.5'"""
    tenths = np.arange(201) / 10
    war = tenths[example(concession=0.8, harm=0.1, e_land=tenths)["path"] == "gamble_war"]
    assert (war[0], war[-1]) == pytest.approx((6, 7.4)) and len(war) == 15


# -- further --------------------------------------------------------------------------------------------------
def test_the_formula_with_a_shield():
    points = sample(model, 20_000, seed=4, **LAND | {"a_land": 1, "technology": "weakest_link"})
    need, d, rho = solve(**points)["e_req_land"], points["d"], points["rho"]
    prize, spread = points["s_land"] - points["c"], points["k_hi"] - points["k_lo"]
    found = (prize * spread + d * (points["k_lo"] - points["v"])) / (d * points["lam"] + rho * spread)
    inside = (found > (points["k_lo"] - points["v"]) / points["lam"]) & (
        found < (points["k_hi"] - points["v"]) / points["lam"]
    )
    inside &= (found > 0) & (prize > 0)
    assert inside.any() and np.allclose(need[inside], found[inside])
    assert solve(**LAND, d=0.7, rho=0.001)["feasible"] and not solve(**LAND, d=0.7, rho=0)["feasible"]


def test_four_links_cost_four_times_the_pool():
    """'in the example 30 thousand against 7.5'"""
    same = {f"{what}_{i}": 1 for what in ("s", "a", "cost") for i in ("sea", "air", "land", "cyber")}
    found = solve(**EXAMPLE | same)
    assert (found["min_cost_weakest"], found["min_cost_additive"]) == pytest.approx((30, 7.5))
    assert_passage(SLUG, "in the example {} thousand against", "30")


def test_the_shield_and_the_wire_alone():
    """'needs 10, the wire alone 27'"""
    assert solve(**LAND | preset["A_shield"])["e_req_land"] == pytest.approx(10)
    assert solve(**LAND, lam=0.02)["e_req_land"] == pytest.approx(27, abs=0.5)


@pytest.mark.parametrize(
    "name, sign", {"s_land": 1, "k_lo": 1, "k_hi": 1, "c": -1, "d": -1, "v": -1, "lam": -1}.items()
)
def test_comparative_statics(name, sign):
    """'the number needed rises with s, k_lo and k_hi, and falls with c, d, v and lam'"""
    critical = (model["s_land"] - model["c"]) / model["d"]
    need = (model["k_lo"] + critical * (model["k_hi"] - model["k_lo"]) - model["v"]) / model["lam"]
    slope = sp.lambdify(list(need.free_symbols), sp.diff(need, model[name]))
    points = box(5000)
    found, values = solve(**points), {str(x): points[str(x)] for x in need.free_symbols}
    inside = (found["q_star_land"] > 1e-6) & (found["q_star_land"] < 1) & (found["e_req_land"] > 0)
    change = np.broadcast_to(slope(*(values[str(x)] for x in need.free_symbols)), inside.shape)
    assert inside.any() and (sign * change[inside] > 0).all()


def test_the_two_known_costs_of_the_matrix():
    """'At 60 coming is the cheaper answer, and Russia holds. At 100 two are listed.'"""
    away = 100 * (model.parameters["v"].default + EXAMPLE["lam"] * 10)
    assert 60 < away < 100 and round(away) == 70
    for cost, listed in ((0.6, 1), (1.0, 2)):
        rows, columns = model.game(domain="land", k=cost, **EXAMPLE).payoff_matrices
        cells = [(i, j) for i in (0, 1) for j in (0, 1)
                 if rows[i, j] >= rows[1 - i, j] and columns[i, j] >= columns[i, 1 - j]]  # fmt: skip
        assert len(cells) == listed and (0, 0) in cells

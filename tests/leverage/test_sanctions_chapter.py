"""What the prose of chapters/leverage/sanctions.md says, shown."""

import re

import numpy as np
import pytest
import yaml

import models
from tests.chapters import anatomy
from tests.passages import CHAPTERS, assert_passage, says, text_of
from tests.support import close, sample
from widgets.page.sheet import Sheet

model = models.load("sanctions")
solve, presets = model.solve, model.presets
EXAMPLE = {"p_soft": 0.5, "cost": 0.4, "contain": 0.2, "backdown_cost": 0.05, "lag": 0.25, "v_soft": 0.2}
ROUNDS = {"1–2": {}, "3–4": {"p_soft": 0.8}, "5–6": {"backdown_cost": 0.3}}
FATES = ("prob_threat_works", "prob_imposed", "prob_imposed_works", "prob_backdown")


def at(**changes):
    return solve(**EXAMPLE | changes)


def regrets(z, sigma, rho):
    """What soft Russia and the West could gain by another move after a threat, from the payoffs of the table."""
    m, e, k, prior = z["cost"] - z["contain"], z["lag"], z["v_soft"], z["p_soft"]
    resisting = -rho * (e + (1 - e) * k)
    soft = max(-k, resisting) - (sigma * resisting - (1 - sigma) * k)
    belief = prior * sigma / (prior * sigma + 1 - prior)
    imposing = belief * ((1 - e) - e * m) - (1 - belief) * m
    west = max(imposing, -z["backdown_cost"]) - (rho * imposing - (1 - rho) * z["backdown_cost"])
    return soft, west


def test_the_table_of_the_smallest_game_is_the_tree_of_the_play():
    """Points of the West and of a soft target, and of a hard one that holds out."""
    m, e, k = 0.2, EXAMPLE["lag"], EXAMPLE["v_soft"]
    assert close(at()["net_cost"], m)
    assert close(100 * (1 - e - e * m), 70) and close(-100 * (e + (1 - e) * k), -40)
    assert close(100 * e, 25) and close(100 * (1 - e), 75) and close(100 * e * m, 5)
    assert close(100 * (1 - e) * k, 15) and close(EXAMPLE["cost"] - EXAMPLE["contain"], m)
    assert max(model.trees["threat"].regret(**EXAMPLE).values()) < 1e-9


@says("sanctions", "Hard Russia has no move here, since it resists and holds out in any case.")
def test_hard_russia_would_rather_bear_full_sanctions():
    """Yielding costs it 120, at once or late; resisting costs 100 at worst."""
    assert_passage("sanctions", "Russia yields at once | 100 | −20 | −{} |", "120")
    e = EXAMPLE["lag"]
    assert 120 > 100 and e * 100 + (1 - e) * 120 > 100


@says(
    "sanctions",
    "Half of the targets are soft, and one imposed sanction in six works.",
    "so 10 soft ones resist and 40 yield",
    "So it imposes half of the time.",
)
def test_a_hundred_threats():
    found = at()
    assert [round(100 * found[name], 9) for name in FATES] == [40, 30, 5, 30]
    assert close(found["success_if_imposed"], 1 / 6) and close(found["pi_star"], 15 / 90)
    assert close(found["resist_soft"], 10 / 50) and close(found["impose_prob"], 1 / 2)


@says("sanctions", "But then who resists is hard", "Then half of those that resist are soft")
def test_neither_all_soft_targets_yield_nor_all_resist():
    """Steps 2 and 3: where none resists the West would back down, where all do it would impose."""
    assert regrets(EXAMPLE, 0, 0)[0] > 0 and close(regrets(EXAMPLE, 0, 0)[1], 0)
    assert regrets(EXAMPLE, 0, 1)[1] > 0
    assert regrets(EXAMPLE, 1, 1)[0] > 0 and close(regrets(EXAMPLE, 1, 1)[1], 0)
    assert regrets(EXAMPLE, 1, 0)[1] > 0


@says(
    "sanctions",
    r"Let $m \ne a$ and $\mu_0 \ne \mu^*$. After a threat one {term}`sequential equilibrium` is left.",
)
def test_off_the_ties_one_equilibrium_is_left_after_a_threat():
    """All vertices of the best replies: more than one would be a second equilibrium."""
    points, seen = sample(model, count=150, seed=4), set()
    found = solve(**points)
    for i in range(len(points["p_soft"])):
        z = {name: float(values[i]) for name, values in points.items()}
        if (
            abs(found["net_cost"][i] - z["backdown_cost"]) < 1e-3
            or abs(z["p_soft"] - found["pi_star"][i]) < 1e-3
        ):
            continue
        [(west, soft)] = list(model.game(**z).vertex_enumeration())
        assert west[0] == pytest.approx(found["impose_prob"][i], abs=1e-6)
        assert soft[1] == pytest.approx(found["resist_soft"][i], abs=1e-6)
        seen.add((0 < west[0] < 1, west[0] > 0.5))
    assert len(seen) >= 3  # mixed, sure to impose, sure to back down


@says("sanctions", "the West may then impose with any chance from the smaller to 1")
def test_at_the_tie_there_are_many_equilibria():
    """The sentence 'one equilibrium' was false at m = a: each of these chances is one."""
    z = EXAMPLE | {"backdown_cost": 0.2}
    least = z["v_soft"] / (z["lag"] + (1 - z["lag"]) * z["v_soft"])
    for rho in np.linspace(least, 1, 11):
        assert max(regrets(z, 0, rho)) < 1e-12
    assert regrets(z, 0, least - 0.05)[0] > 1e-3
    assert solve(**z)["impose_prob"] == 1  # 'The book takes 1.'
    vertices = sorted(west[0] for west, _ in model.game(**z).vertex_enumeration())
    assert vertices == pytest.approx([least, 1])


@says("sanctions", "At $\\mu_0 = \\mu^*$ there is a tie too, but no threat is made there.")
def test_at_the_other_tie_no_threat_is_made():
    points = sample(model, count=20_000)
    found = solve(**points)
    inside = ~found["threat_credible"].astype(bool) & (found["pi_star"] < 1)
    edge = solve(**points | {"p_soft": np.where(inside, found["pi_star"], 0.5)})
    assert inside.any() and not edge["threat_made"][inside].any()


@says(
    "sanctions",
    "the share $\\mu^*$ works where both mix, at any prior, and none where $m < a$. In both cases it is less than $\\mu_0$.",
    "The record is lower at each point, not merely on average.",
)
def test_the_record_is_below_the_prior():
    points = sample(model, count=20_000)
    found = solve(**points)
    seen, bluff = found["prob_imposed"] > 0, found["regime"] == "bluff"
    assert (found["success_if_imposed"] < points["p_soft"])[seen].all()
    assert np.abs(found["success_if_imposed"] - found["pi_star"])[bluff].max() < 1e-12
    assert not found["success_if_imposed"][seen & (found["net_cost"] < points["backdown_cost"])].any()


@says(
    "sanctions",
    "Softer targets make threats better, and leave the record of imposed sanctions where it was",
)
def test_the_first_guess():
    fate = [[round(100 * at(p_soft=p)[name]) for name in FATES] for p in (0.5, 0.8)]
    assert fate == [[40, 30, 5, 30], [76, 12, 2, 12]]
    shares = [at(p_soft=p)["success_if_imposed"] for p in np.arange(0.22, 0.98, 0.02)]
    assert np.ptp(shares) < 1e-12


@says("sanctions", "the best score, 50 of 100, and the worst record once sanctions are in force: nought")
def test_the_second_guess():
    found = at(backdown_cost=0.3)
    assert close(found["prob_threat_works"], 0.5) and found["success_if_imposed"] == 0
    by_cost = solve(**EXAMPLE | {"backdown_cost": np.linspace(0, 0.6, 61)})
    assert by_cost["prob_threat_works"].max() == pytest.approx(0.5)


@says(
    "sanctions",
    "What yielding costs Russia sets the West's chance, and not its own",
    "a lower $k_R$, and that alone moves no threat's success.",
)
def test_what_yielding_costs_moves_no_threats_success():
    points = sample(model, count=20_000)
    other = points | {"v_soft": np.random.default_rng(3).permutation(points["v_soft"])}
    before, after = solve(**points), solve(**other)
    assert np.array_equal(before["prob_threat_works"], after["prob_threat_works"])
    assert np.array_equal(before["resist_soft"], after["resist_soft"])
    mixes = before["regime"] == "bluff"
    assert (np.abs(before["impose_prob"] - after["impose_prob"])[mixes] > 1e-6).any()
    assert close(at(v_soft=0.4)["prob_threat_works"], 0.4)
    assert at(v_soft=0.4)["impose_prob"] == pytest.approx(0.73, abs=0.005)


@says(
    "sanctions",
    "A dearer retreat makes the West threaten more readily, until it is believed",
    "None of these rises with $a$",
)
def test_a_dearer_retreat_never_raises_the_limit_nor_lowers_the_value():
    points = sample(model, count=20_000)
    dearer = points | {
        "backdown_cost": points["backdown_cost"] + np.random.default_rng(2).uniform(0, 0.4, 20_000)
    }
    before, after = solve(**points), solve(**dearer)
    assert (after["pi_threat"] <= before["pi_threat"] + 1e-12).all()
    assert (after["sender_value"] >= before["sender_value"] - 1e-12).all()
    limits = [round(100 * at(backdown_cost=a)["pi_threat"]) for a in (0.05, 0.15, 0.2, 0.4)]
    assert limits == [21, 18, 17, 17]


def test_the_threats_limit_in_closed_form():
    """The formula under the map, and its slope in *Further*."""
    points = sample(model, count=20_000)
    found = solve(**points)
    m, a, e = found["net_cost"], points["backdown_cost"], points["lag"]
    above, between = m > a + 1e-9, (m > 1e-9) & (m <= a)
    assert np.allclose(found["pi_threat"][above], ((found["pi_star"] + a) / (1 + a))[above])
    assert np.allclose(found["pi_threat"][between], (m / (1 + m))[between])
    assert not found["pi_threat"][m < -1e-9].any() and found["threat_made"][m < -1e-9].all()
    short = found["pi_star"] < 1  # the step that shows why it falls with a
    rest = (1 - e * (1 + m) / (1 + a)) / ((1 - e) * (1 + m))
    assert np.allclose((1 - found["pi_threat"])[above & short], rest[above & short])
    bluff = found["regime"] == "bluff"
    fails = (1 - points["p_soft"][bluff]) / (1 - found["pi_star"][bluff])
    assert np.allclose(1 - found["prob_threat_works"][bluff], fails)
    inside = above & (m > a + 1e-4) & (found["pi_star"] < 0.999)
    slope = (solve(**points | {"backdown_cost": a + 1e-6})["pi_threat"] - found["pi_threat"]) / 1e-6
    assert np.allclose(slope[inside], (-e / ((1 - e) * (1 + a) ** 2))[inside], rtol=1e-3)


@says("sanctions", "and is not better than the best of threat and silence.")
def test_sanctions_without_a_threat_are_not_better():
    points = sample(model, count=20_000)
    found = solve(**points)
    m, e, prior = found["net_cost"], points["lag"], points["p_soft"]
    at_once = prior * (1 - e) * (1 + m) - m
    assert (found["sender_value"] >= at_once - 1e-12).all()
    believed = found["threat_credible"].astype(bool) & found["threat_made"].astype(bool)
    assert np.allclose((found["sender_value"] - at_once)[believed], (prior * e * (1 + m))[believed])


# -- back to the document -----------------------------------------------------------------------------------
@says("sanctions", "where $a \\ge m$, none takes place.", "*Is the threat believed?* It is if $a \\ge m$.")
def test_a_retreat_shows_a_doubtful_threat():
    points = sample(model, count=20_000)
    found = solve(**points)
    retreats = found["prob_backdown"] > 0
    assert retreats.any() and set(found["regime"][retreats]) == {"bluff"}
    assert np.array_equal(
        found["threat_credible"].astype(bool), found["net_cost"] <= points["backdown_cost"] + 1e-12
    )


def test_every_reading_stands_where_the_text_puts_it():
    """'believed', 'wanted in any case', 'perhaps a bluff', 'in A, D and E it is 0'"""
    found = {name: solve(**values) for name, values in presets.items()}
    assert {name: f["regime"] for name, f in found.items()} == {
        "A": "contain", "C": "bluff", "D": "credible_threat", "E": "credible_threat",
    }  # fmt: skip
    assert [name for name, f in found.items() if f["success_if_imposed"] == 0] == ["A", "D", "E"]
    bound = solve(**presets["C"] | {"backdown_cost": 0.4})
    assert bound["regime"] == "credible_threat" and close(bound["net_cost"], 0.4)


def test_a_hard_target_turns_soft_where_the_damage_passes_its_cost_of_yielding():
    """'none of those that resisted gives in at a damage of 119, and all of them do at 121'"""
    e = EXAMPLE["lag"]
    late, out = (
        lambda damage: e * damage + (1 - e) * 120,
        lambda damage: damage,
    )  # what each loses, from the imposing on
    assert late(119) > out(119) and late(121) < out(121)
    assert_passage("sanctions", "gives in at a damage of {}, and all of them do at {}", "119", "121")


def test_paragraphs_are_cited_for_what_they_say():
    """A¶4 and D¶19 are in the question; D¶17 is about military pressure and backs no number of this model."""
    text = text_of("sanctions")
    question = text.split("## The question")[1].split("## The smallest game")[0]
    assert "A¶4" in question and "secondary sanctions" in question and "arms" in question
    assert "D¶19" in question and "more pressure" in question
    assert [s for s in re.split(r"(?<=\.) ", text) if "D¶17" in s] == [
        "Arms are no part of this game, and the lack of pressure in D¶17 is military, not one of sanctions."
    ]
    assert "D¶17" not in model.parameters["p_soft"].note
    for name in ("sanctions", "sanctions_relief"):
        source = (CHAPTERS.parent / "models" / "leverage" / f"{name}.py").read_text("utf-8")
        assert "D¶17" not in source


def test_the_sentence_under_the_tree_counts_no_threat_that_is_not_made():
    """A threat can be believable and yet not worth making: then none is resisted either."""
    played = anatomy.Chapter.read(CHAPTERS / "leverage" / "sanctions.md").played(
        "Guess, then look", "One piece more"
    )
    sheet = Sheet(model, played["torn"], EXAMPLE)
    for changes, words in (
        (dict(backdown_cost=0.3, p_soft=0.1), "No threat is made"),
        (dict(p_soft=0.1), "No threat is made"),
        (dict(backdown_cost=0.3), "50 of 100 threats work. The West imposes on whoever resists"),
        ({}, "40 of 100 threats work. A soft target resists"),
    ):
        assert sheet.readout({**sheet.start, **changes}).startswith(words)


@says("sanctions", "Here a soft target that is sanctioned was not wrong: it has gambled and lost.")
def test_a_soft_target_that_resists_knows_the_chances():
    """Hovi, Huseby and Sprinz (2005) need a wrong belief, corrected. Here both moves of a soft target are worth the same."""
    points = sample(model, count=20_000)
    found = solve(**points)
    worked = found["prob_imposed_works"] > 0
    e, k = points["lag"], points["v_soft"]
    assert worked.any() and np.allclose((found["impose_prob"] * (e + (1 - e) * k))[worked], k[worked])
    assert "one of the cases of" not in text_of("sanctions")


# -- exercises ----------------------------------------------------------------------------------------------
def test_exercises_one_and_three():
    found = at(p_soft=0.7)
    assert (round(100 * found["prob_imposed"]), round(100 * found["prob_imposed_works"])) == (18, 3)
    found = at(cost=0.6)
    assert close(found["success_if_imposed"], 1 / 3) and close(found["threat_success_rate"], 0.25)
    assert close(1 - (2 / 3) ** 2, 5 / 9)


def test_exercise_two():
    points = sample(model, count=20_000)
    found = solve(**points)
    bluff, star, prior = found["regime"] == "bluff", found["pi_star"], points["p_soft"]
    edge = 1 - (1 - star) ** 2
    assert np.allclose(found["prob_threat_works"][bluff], (prior - star)[bluff] / (1 - star)[bluff])
    clear = bluff & (np.abs(prior - edge) > 1e-9)
    assert np.array_equal(found["threat_beats_imposed"][clear].astype(bool), (prior > edge)[clear])


@says("sanctions", "About one threat in forty does no better than the sanctions that follow it.")
def test_exercise_four():
    """'threats succeed more often than sanctions' is false at some points: where μ* > a/(1 + a)."""
    points = sample(model, count=100_000)
    found = solve(**points)
    made = found["threat_made"].astype(bool)
    exception = made & ~found["threat_beats_imposed"].astype(bool)
    assert exception.sum() / made.sum() == pytest.approx(1 / 40, abs=0.003)
    assert (found["pi_star"] > points["backdown_cost"] / (1 + points["backdown_cost"]))[exception].all()
    assert round(100 * at()["pi_threat"]) == 21 and round(100 * (1 - (1 - at()["pi_star"]) ** 2)) == 31


def test_the_counts_of_exercise_five_add_up():
    assert_passage(
        "sanctions",
        "looks at {} disputes over the trade policy of the United States: {} ended at the threat",
        "86",
        "71",
    )
    assert 71 + 15 == 86 and 40 / 71 > 40 / 86 > 5 / 15


def test_a_threat_that_led_to_sanctions_counts_as_a_threat_that_failed():
    """Solution 5 had set 40 of 71 beside the model's rate, which counts all threats."""
    assert (
        "The model counts a threat that led to sanctions among the threats that failed: 40 of 86"
        in text_of("sanctions")
    )
    points = sample(model, count=20_000)
    found = solve(**points)
    made = found["threat_made"].astype(bool)
    all_threats = sum(found[name] for name in ("prob_threat_works", "prob_imposed", "prob_backdown"))
    assert np.allclose(all_threats[made], 1)
    assert np.allclose(found["threat_success_rate"][made], found["prob_threat_works"][made])


# -- figures, tasks, questions ------------------------------------------------------------------------------
def test_each_threshold_spans_five_stops():
    stops = np.round(np.arange(0, 0.601, 0.01), 2)
    regime = [at(backdown_cost=a)["regime"] for a in stops]
    assert [regime.count(name) for name in ("bluff", "credible_threat")] == [20, 41]
    priors = np.round(np.arange(0.02, 0.981, 0.02), 2)
    threats = [at(p_soft=p) for p in priors]
    exception = [f["threat_made"] and not f["threat_beats_imposed"] for f in threats]
    assert sum(exception) == 5 and [f["regime"] for f in threats].count("empty") == 10
    low = [p for p in priors if p <= 0.26 and at(p_soft=p, backdown_cost=0.2)["regime"] == "credible_threat"]
    assert low == [0.18, 0.2, 0.22, 0.24, 0.26]


def test_the_reasons_of_the_closing_questions():
    """'One soft target resists for five hard ones', and the shares that the others ask for."""
    for p in (0.3, 0.4, 0.6, 0.7, 0.9):
        found = at(p_soft=p)
        assert close(p * found["resist_soft"], (1 - p) / 5) and found["regime"] == "bluff"
    for cost in (0.3, 0.4, 0.5):
        for a in (0.05, 0.06, 0.08, 0.35):
            found, m = at(cost=cost, backdown_cost=a, p_soft=0.8), cost - 0.2
            assert found["threat_made"] and close(
                found["success_if_imposed"], max(0, (m - a) / (0.75 * (1 + m)))
            )
            assert found["threat_credible"] == (a > m)
    for k in (0.2, 0.4, 0.6, 0.8):
        assert close(at(v_soft=k)["impose_prob"], k / (0.25 + 0.75 * k))


# -- the activity -------------------------------------------------------------------------------------------
@says("sanctions", "four of five yield | nineteen of twenty yield | all yield")
def test_the_teachers_sheet_predicts_every_card_and_round():
    plays = {name: at(**changes) for name, changes in ROUNDS.items()}
    assert [round(1 - f["resist_soft"], 9) for f in plays.values()] == [0.8, 0.95, 1]
    assert [f["impose_prob"] for f in plays.values()] == pytest.approx([0.5, 0.5, 1])
    table = [[round(20 * f[name], 9) for name in FATES] for f in plays.values()]
    assert table == [[8, 6, 1, 6], [15.2, 2.4, 0.4, 2.4], [10, 10, 0, 0]]


def test_row_one_meets_nobody_twice():
    """Row 1 moves one seat after each round: six different partners from six pairs on."""
    pairs = 6
    met = {(seat, (seat + shift) % pairs) for shift in range(6) for seat in range(pairs)}
    assert len(met) == 6 * pairs


def test_the_register_and_the_chapter_name_the_same_paragraphs():
    rows = yaml.safe_load((CHAPTERS.parent / "models" / "register.yml").read_text("utf-8"))["sanctions"]
    for row in rows.values():
        if "document" in row:
            assert row["basis"] == "assumed"  # no document gives a figure, as the chapter says

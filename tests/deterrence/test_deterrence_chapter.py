"""What the prose of chapters/deterrence/deterrence.md says, shown."""

import numpy as np
import pytest
import yaml

import models
from tests.passages import CHAPTERS, assert_passage, says, text_of
from tests.support import close, sample

model = models.load("deterrence")
solve, presets = model.solve, model.presets
EXAMPLE = {
    "status_quo": 0.2, "gain": 0.6, "severity": 0.6, "backdown_cost": 1.2, "loss_W_irresolute": 0.2,
    "value_W_resolute": 0.2, "p_R_resolute": 0.5, "p_W_resolute": 0.5,
}  # fmt: skip
FATES = ("prob_challenge", "prob_concession", "prob_conflict")
BELIEFS = np.round(np.arange(0.02, 0.981, 0.01), 2)


def at(**changes):
    return solve(**EXAMPLE | changes)


def hundred(found, *names):
    return [round(100 * float(found[name]), 6) for name in names]


def net_cost(points):
    return points["status_quo"] + points["severity"] - points["gain"]


def deterrable(count=4_000, seed=0):
    """Random points of the slider box with 0 < w < a, off the ties."""
    points = sample(model, count=count, seed=seed)
    w = net_cost(points)
    keep = (w > 1e-6) & (w < points["backdown_cost"] - 1e-6)
    return {name: values[keep] for name, values in points.items()}


def swept(points):
    """Outcomes at all beliefs of the slider, a row for each of `points`."""
    return solve(
        **{name: values[:, None] for name, values in points.items()} | {"p_W_resolute": BELIEFS[None, :]}
    )


# -- the smallest game --------------------------------------------------------------------------------------
def test_the_table_of_the_smallest_game_is_the_tree_of_the_play():
    z = EXAMPLE
    assert close(z["gain"] - z["severity"], 0) and close(z["status_quo"] - z["backdown_cost"], -1)
    assert close(net_cost(z), 0.2)
    assert max(model.trees["crisis"].regret(**EXAMPLE).values()) < 1e-9


def test_the_three_sums_are_the_thresholds():
    """'That beats 20 if r < 80', 'r < 40', 'that is if mu < 80'."""
    assert hundred(at(), "threshold_deter", "threshold_bluff", "threshold_resist") == [80, 40, 80]
    for r in range(101):
        assert (100 - r > 20) == (r < 80) and ((100 - r) - r > 20) == (r < 40)
        assert (80 * (100 - r) - 20 * r > 0) == (r < 80)


def test_the_play_has_two_rounds_in_which_a_challenge_pays():
    """Resolute Side 1 is better off by challenging at 30 and 60, not at 90."""
    for chance, worth in ((0.3, 60), (0.6, 40), (0.9, 10)):
        found = at(p_W_resolute=chance)
        assert close(100 * (1 - found["resist_prob"]), worth)
        assert (found["challenge_prob_R_resolute"] == 1) == (worth > 20)


@says(
    "deterrence",
    "From 40 to 79 resolute Wests at least 40 of 100 challenges are resisted",
    "From 80 on resolute Russia stays too. Nobody moves.",
)
def test_the_first_guess():
    assert hundred(at(), *FATES) == [50, 25, 25] and hundred(at(p_W_resolute=0.7), *FATES) == [50, 15, 35]
    for y in BELIEFS:
        found = at(p_W_resolute=y)
        if 0.395 < y < 0.795:
            assert found["regime"] == "separating" and close(found["prob_conflict"], 0.5 * y)
        elif y > 0.795:
            assert found["prob_challenge"] == 0
    assert hundred(at(p_W_resolute=0.79), "prob_conflict") == [39.5]


@says("deterrence", "Until it is believed enough, a firmer warning turns concessions into conflicts")
def test_conflicts_rise_by_what_concessions_fall():
    """Where resolute Russia alone moves, on the whole box."""
    points = deterrable()
    found = swept(points)
    alone = found["regime"] == "separating"
    assert np.allclose(
        (found["prob_conflict"] + found["prob_concession"] - points["p_R_resolute"][:, None])[alone], 0
    )


def test_the_two_ends_of_w():
    """'If w >= a ... nobody challenges. If w <= 0, no resistance short of certainty stops resolute Russia.'"""
    points = sample(model, count=20_000)
    found, w = solve(**points), net_cost(points)
    assert not found["prob_challenge"][w >= points["backdown_cost"]].any()
    assert (found["challenge_prob_R_resolute"][(w <= 0) & (w < points["backdown_cost"])] == 1).all()
    for w in (-0.2, 0.0):
        gains = [(1 - r) * (1 - 0.2) - r * w for r in (0.5, 0.98, 0.999)]
        assert min(gains) > 0  # and at r = 1 it gains -w: nothing at w = 0, where Russia then stays
    assert "If $w \\le 0$, no resistance short of certainty stops resolute Russia." in text_of("deterrence")


def test_thresholds_in_closed_form():
    points = deterrable(20_000)
    found, v = solve(**points), points["status_quo"]
    for name, loss in (("threshold_deter", net_cost(points)), ("threshold_bluff", points["backdown_cost"]),
                       ("threshold_resist", points["loss_W_irresolute"])):  # fmt: skip
        assert np.allclose(found[name], (1 - v) / (1 - v + loss))
    assert (found["threshold_bluff"] < found["threshold_deter"]).all()  # Exercise 2


# -- bluffs -------------------------------------------------------------------------------------------------
@says("deterrence", "Where irresolute Wests call bluffs, fewer resolute ones mean no less resistance")
def test_the_second_guess():
    found = at(p_W_resolute=0.2)
    assert hundred(found, *FATES, "prob_backdown") == [62.5, 37.5, 20, 5]
    assert close(found["challenge_prob_R_irresolute"], 0.25) and close(
        found["resist_prob_W_irresolute"], 0.25
    )
    assert hundred(at(p_W_resolute=0.4), *FATES) == [50, 30, 20]
    points = deterrable()
    everywhere = swept(points)
    bluff = everywhere["regime"] == "bluff"
    level = np.broadcast_to(solve(**points)["threshold_bluff"][:, None], bluff.shape)
    assert bluff.any() and np.allclose(everywhere["resist_prob"][bluff], level[bluff])


def test_neither_all_bluff_nor_none():
    """'all Wests would resist, and bluffing would not pay'; 'bluffing would pay'"""
    y, stays, retreat = 0.2, EXAMPLE["status_quo"], EXAMPLE["status_quo"] - EXAMPLE["backdown_cost"]
    # all move: 50 of 100 challengers are resolute, short of 80, so all Wests resist
    assert EXAMPLE["p_R_resolute"] == 0.5 < at(p_W_resolute=y)["threshold_resist"] and retreat < stays
    assert (1 - y) + y * retreat > stays  # none moves: the irresolute West gives way


@says(
    "deterrence",
    "From $\\mu_s$ to below $\\mu_t$ only resolute Russia does, and the irresolute West gives way.",
)
def test_who_challenges_on_the_whole_box():
    points = deterrable(20_000, seed=2)
    found = solve(**points)
    y, x = points["p_W_resolute"], points["p_R_resolute"]
    off = (
        np.min(
            [
                abs(y - found["threshold_deter"]),
                abs(y - found["threshold_bluff"]),
                abs(x - found["threshold_resist"]),
            ],
            axis=0,
        )
        > 1e-9
    )
    expected = np.select(
        [y > found["threshold_deter"], y > found["threshold_bluff"], x < found["threshold_resist"]],
        ["certain_deterrence", "separating", "bluff"], "attack",
    )  # fmt: skip
    assert np.array_equal(found["regime"][off], expected[off])
    plays = {"certain_deterrence": (0, 0), "separating": (1, 0), "attack": (1, 1)}
    for regime, (resolute, irresolute) in plays.items():
        here = found["regime"] == regime
        assert here.any() and (found["challenge_prob_R_resolute"][here] == resolute).all()
        assert (found["challenge_prob_R_irresolute"][here] == irresolute).all()
        assert not found["resist_prob_W_irresolute"][here].any()
    both, n, s = found["regime"] == "bluff", found["threshold_resist"], found["threshold_bluff"]
    assert np.allclose(found["challenge_prob_R_irresolute"][both], (x * (1 - n) / ((1 - x) * n))[both])
    assert np.allclose(found["resist_prob_W_irresolute"][both], ((s - y) / (1 - y))[both])


def test_ties_go_as_the_text_says():
    """'Where two moves are worth the same, Russia stays and the West gives way'; thresholds belong to the calmer side."""
    assert at(p_W_resolute=0.8)["regime"] == "certain_deterrence"
    assert at(p_W_resolute=0.4)["regime"] == "separating"
    assert at(p_W_resolute=0.2, p_R_resolute=0.8)["regime"] == "attack"
    assert at(p_W_resolute=0.6, backdown_cost=0.2)["regime"] == "no_follow_through"


@says(
    "deterrence",
    "As $\\mu_W$ rises to $\\mu_t$, challenges never become more and conflicts never fewer.",
    "from $\\mu_t$ on there is none.",
)
def test_half_believed_on_the_whole_box():
    """97 beliefs at each of some thousand points."""
    points = deterrable()
    found = swept(points)
    limit = np.broadcast_to(solve(**points)["threshold_deter"][:, None], found["prob_conflict"].shape)
    below = BELIEFS[None, :] < limit - 1e-9
    assert (np.diff(found["prob_conflict"], axis=1)[below[:, 1:]] >= -1e-12).all()
    assert (np.diff(found["prob_challenge"], axis=1) <= 1e-12).all()
    assert not found["prob_conflict"][~below & (BELIEFS[None, :] > limit + 1e-9)].any()
    just = solve(**points | {"p_W_resolute": limit[:, 0] - 1e-9})["prob_conflict"]
    assert np.allclose(just, points["p_R_resolute"] * limit[:, 0], atol=1e-6)
    assert (found["prob_conflict"] <= (points["p_R_resolute"] * limit[:, 0])[:, None] + 1e-12).all()


def test_suspicion_would_hold_the_status_quo_in_the_example():
    """'There is another': it exists at the numbers of the play, short of 80."""
    for y in BELIEFS:
        assert at(p_W_resolute=y)["suspicion_equilibrium"] == (y < 0.795)


# -- a way out ----------------------------------------------------------------------------------------------
@says(
    "deterrence",
    "A cheaper retreat first invites challenges, and at last ends them",
    "Only then does the retreat end the challenges.",
)
def test_the_third_guess():
    """Above w challenges never rise with the cost of backing down; at or below it there are none."""
    found = at(p_W_resolute=0.6, backdown_cost=0.4)
    assert hundred(found, "prob_challenge") == [62.5] and hundred(found, "threshold_bluff") == [66.666667]
    assert hundred(at(p_W_resolute=0.6), "prob_challenge") == [50]
    points = sample(model, count=4_000)
    costs = np.linspace(0.02, 2, 80)
    swept_costs = solve(
        **{name: v[:, None] for name, v in points.items()} | {"backdown_cost": costs[None, :]}
    )
    above = costs[None, :] > net_cost(points)[:, None] + 1e-9
    assert (np.diff(swept_costs["prob_challenge"], axis=1)[above[:, :-1]] <= 1e-12).all()
    assert (np.diff(swept_costs["prob_conflict"], axis=1)[above[:, :-1]] <= 1e-12).all()
    assert not swept_costs["prob_challenge"][costs[None, :] < net_cost(points)[:, None] - 1e-9].any()


def test_bluffs_come_in_just_above_53():
    """'with 60 resolute Wests at a just above 53'"""
    assert at(p_W_resolute=0.6, backdown_cost=0.534)["regime"] == "separating"
    assert at(p_W_resolute=0.6, backdown_cost=0.533)["regime"] == "bluff"
    assert at(p_W_resolute=0.6, backdown_cost=0.21)["regime"] == "bluff"
    assert at(p_W_resolute=0.6, backdown_cost=0.2)["prob_challenge"] == 0


def test_the_share_that_is_needed_in_closed_form():
    points = deterrable(20_000, seed=5)
    y, k = points["p_W_resolute"], 1 - points["gain"] + points["severity"]
    need = 1 - y * k
    inside = (need > 1e-6) & (need < 1 - 1e-6)
    w_there = need + points["severity"] - points["gain"]
    inside &= (w_there > 1e-6) & (w_there < points["backdown_cost"] - 1e-6)
    points = {name: values[inside] for name, values in points.items()}
    need = need[inside]
    assert inside.sum() > 300
    assert not solve(**points | {"status_quo": need + 1e-7})["prob_challenge"].any()
    assert solve(**points | {"status_quo": need - 1e-7})["prob_challenge"].all()
    assert np.allclose(solve(**points)["status_quo_needed"], need)


def test_an_offer_that_falls_short_may_bring_more_challenges():
    less, more = at(p_W_resolute=0.2), at(p_W_resolute=0.2, status_quo=0.4)
    assert_passage("deterrence", "raises them from {} to", "62.5")
    assert hundred(less, "prob_challenge", "prob_conflict") == [62.5, 20]
    assert hundred(more, "prob_challenge", "prob_conflict") == [66.666667, 16.666667]


# -- back to the document -----------------------------------------------------------------------------------
def test_the_warning_holds_where_the_closed_form_says():
    points = deterrable(20_000, seed=6)
    found = solve(**points)
    gap = points["p_W_resolute"] * (1 - points["gain"] + points["severity"]) - (1 - points["status_quo"])
    clear = abs(gap) > 1e-9
    assert np.array_equal((found["prob_challenge"] == 0)[clear], gap[clear] > 0)


def test_every_reading_stands_where_the_text_puts_it():
    found = {name: solve(**values) for name, values in presets.items()}
    assert {name: f["regime"] for name, f in found.items()} == {
        "E_united": "certain_deterrence", "A_weapons_first": "separating", "D_unlimited_aims": "attack",
        "C_sanctions_only": "bluff", "B_no_backing": "attack",
    }  # fmt: skip
    assert max(found, key=lambda name: found[name]["prob_conflict"]) == "A_weapons_first"
    assert close(found["C_sanctions_only"]["threshold_deter"], found["B_no_backing"]["threshold_deter"])
    for name, short, enough in (
        ("severity", 1.25, 1.3),
        ("status_quo", 0.90, 0.91),
        ("backdown_cost", 0.12, 0.10),
    ):
        C = presets["C_sanctions_only"]
        assert (
            solve(**C | {name: short})["prob_challenge"] > 0
            and solve(**C | {name: enough})["prob_challenge"] == 0
        )
    assert_passage("deterrence", "the default need rises from {} to", f"{solve()['threshold_deter']:.2f}")


def test_where_everyone_moves_a_firmer_warning_is_seen():
    """Bluffs are called there too, by resolute Wests: resistance, retreats and conflicts rise, on the whole box."""
    found = swept(deterrable())
    everyone = found["regime"] == "attack"
    inside = everyone[:, 1:] & everyone[:, :-1]
    for name in ("resist_prob", "prob_backdown", "prob_conflict"):
        assert inside.any() and (np.diff(found[name], axis=1)[inside] > 0).all()
    assert "(Where everyone moves, it brings more retreats and more conflicts.)" in text_of("deterrence")


def test_the_reading_of_A_rests_on_a_narrow_gap():
    A = presets["A_weapons_first"]
    assert not solve(**A | {"p_W_resolute": 0.54})["prob_challenge"]
    assert solve(**A | {"p_W_resolute": 0.53})["prob_challenge"] == pytest.approx(0.8)
    assert_passage("deterrence", "at {} nobody moves", "0.54")


@says(
    "deterrence",
    "a firmer warning changes nothing that one sees: as many challenges, retreats and conflicts",
)
def test_what_one_would_observe_as_warnings_harden():
    """On the whole box; where both mix nothing that is seen moves, although the irresolute West resists less."""
    points = deterrable()
    found = swept(points)
    both, alone = (found["regime"] == name for name in ("bluff", "separating"))
    for regime, level in (
        (both, ("prob_challenge", "prob_backdown", "prob_conflict")),
        (alone, ("prob_challenge",)),
    ):
        inside = regime[:, 1:] & regime[:, :-1]
        assert inside.any() and all(np.allclose(np.diff(found[name], axis=1)[inside], 0) for name in level)
    inside = both[:, 1:] & both[:, :-1]
    assert (np.diff(found["resist_prob_W_irresolute"], axis=1)[inside] < 0).all()
    assert (found["prob_backdown"][both] > 0).all() and not found["prob_backdown"][alone].any()
    inside = alone[:, 1:] & alone[:, :-1]
    assert (np.diff(found["prob_concession"], axis=1)[inside] < 0).all()
    assert (np.diff(found["prob_conflict"], axis=1)[inside] > 0).all()


# -- exercises, questions -----------------------------------------------------------------------------------
def test_exercises_one_and_three():
    assert hundred(at(p_W_resolute=0.75), *FATES) == [50, 12.5, 37.5]
    for y in (0.5, 0.98):
        assert (
            at(gain=0.8, p_W_resolute=y)["undeterrable"] and at(gain=0.8, p_W_resolute=y)["prob_conflict"] > 0
        )
    assert (
        at(gain=0.8, p_W_resolute=0.99)["challenge_prob_R_resolute"] == 1
    )  # one West in a hundred gives way
    again = at(gain=0.8, severity=0.8)
    assert close(again["threshold_deter"], 0.8) and not again["undeterrable"]


def test_exercise_four():
    """Largest on the grid at 79; approaches 64, and no level stretch, since 80 is no less than mu_n."""
    chances = at(p_R_resolute=0.8, p_W_resolute=BELIEFS)["prob_conflict"]
    assert BELIEFS[chances.argmax()] == 0.79 and chances.max() == pytest.approx(0.632)
    assert close(at(p_R_resolute=0.8, p_W_resolute=0.8 - 1e-9)["prob_conflict"], 0.64, 1e-6)
    assert (np.diff(chances[BELIEFS < 0.795]) > 0).all()


def test_what_a_conflict_is_worth_to_a_resolute_west_does_not_enter():
    """Exercise 5."""
    points = sample(model, count=2_000)
    other = solve(**points | {"value_W_resolute": np.full(2_000, 0.05)})
    assert all(np.array_equal(other[name], solve(**points)[name]) for name in FATES)


def test_the_reasons_of_the_closing_questions():
    for c in (0.7, 0.8, 1.0, 1.2):
        found = at(severity=c)
        assert close(found["threshold_deter"], 0.8 / (0.8 + c - 0.4))
    for x in (0.2, 0.4, 0.7):
        for y in (0.3, 0.5, 0.6, 0.9):
            conflicts = 0 if y > 0.8 else x * max(y, 0.4)
            assert close(at(p_R_resolute=x, p_W_resolute=y)["prob_conflict"], conflicts)
    for y in (0.3, 0.5, 0.6, 0.7):
        assert close(at(p_W_resolute=y)["status_quo_needed"], 1 - y)


# -- figures ------------------------------------------------------------------------------------------------
def test_each_threshold_spans_five_stops():
    regimes = [at(p_W_resolute=y)["regime"] for y in BELIEFS]
    assert [regimes.count(name) for name in ("bluff", "separating", "certain_deterrence")] == [38, 40, 19]
    shares = [
        at(p_W_resolute=0.6, status_quo=v)["prob_challenge"] > 0
        for v in np.round(np.arange(0, 0.951, 0.01), 2)
    ]
    assert (sum(shares), len(shares) - sum(shares)) == (40, 56)
    costs = [
        at(p_W_resolute=0.6, backdown_cost=a)["regime"] for a in np.round(np.arange(0.02, 2.001, 0.02), 2)
    ]
    assert [costs.count(name) for name in ("no_follow_through", "bluff", "separating")] == [10, 16, 74]


def test_the_register_and_the_chapter_name_the_same_paragraphs():
    rows = yaml.safe_load((CHAPTERS.parent / "models" / "register.yml").read_text("utf-8"))["deterrence"]
    assert all(row["basis"] == "assumed" for row in rows.values())  # no document gives a figure

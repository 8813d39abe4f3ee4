"""What the prose of chapters/deterrence/proposal_test.md says, shown."""

import numpy as np
import pytest

import models
from tests.passages import assert_passage, says
from tests.support import close, sample

model = models.load("proposal_test")
solve, presets = model.solve, model.presets
LOOSE = {"deal": 0.5, "p_renege": 0.9, "cost_renege": 0.2}
COUNT = 100_000


def hundred(found, *names):
    return [round(100 * float(found[name]), 6) for name in names]


def war(kind, supported, **values):
    """What a war brings Russia of that kind, in points."""
    value = {name: p.default for name, p in model.parameters.items()} | values
    chance = value["p_supported"] if supported else value["p_unsupported"]
    return 100 * (chance * (value["stake_unlimited"] if kind == "unlimited" else 1) - value["cost_R"])


def breaking(kind, **values):
    value = {name: p.default for name, p in model.parameters.items()} | values
    won = value["p_renege"] * (value["stake_unlimited"] if kind == "unlimited" else 1)
    return 100 * (won - value["cost_R"] - value["cost_renege"])


def drawn(count=COUNT, **fixed):
    """Points of the slider box, with the three comparisons of the text and what the model says."""
    points = sample(model, count=count, **fixed)
    least = points["p_unsupported"] - points["cost_R"]
    most = points["p_supported"] * points["stake_unlimited"] - points["cost_R"]
    dear = (points["p_renege"] - points["p_supported"]) * points["stake_unlimited"]
    edges = (points["deal"] - least, points["deal"] - most, points["cost_renege"] - dear)
    clear = np.min(np.abs(edges), axis=0) > 1e-9
    points = {name: values[clear] for name, values in points.items()}
    return points, solve(**points), *(values[clear] for values in (least, most, dear))


# -- play and the smallest game -----------------------------------------------------------------------------
def test_the_table_of_the_play_and_its_rounds():
    """15, 95, 55, 215, −15, 85; in the first rounds all refuse, in the last the unlimited do."""
    assert [war(k, s) for s in (True, False) for k in ("limited", "unlimited")] == pytest.approx(
        [15, 95, 55, 215]
    )
    assert (breaking("limited"), breaking("unlimited")) == pytest.approx((-15, 85))
    answers = ("reject_prob_limited", "reject_prob_unlimited")
    assert hundred(solve(deal=0.1), *answers) == [100, 100] and hundred(solve(), *answers) == [0, 100]
    assert max(model.trees["proposal"].regret(deal=0.1).values()) < 1e-9


def test_the_smallest_game():
    """60 against 55 at most; 85 at most against 95 at least; from a belief of 50 on support is as good as cutting."""
    assert 60 > war("limited", False) > breaking("limited")
    assert war("unlimited", True) > max(60, breaking("unlimited"))
    assert hundred(solve(), "posterior_reject", "prob_reject") == [100, 40]
    assert model.parameters["support_threshold"].default * 50 - 0.5 * 50 == 0


# -- which refusals prove -----------------------------------------------------------------------------------
def test_the_first_guess_and_the_four_areas():
    regimes = [solve(deal=x)["regime"] for x in (0.0, 0.14, 0.15, 0.54, 0.55, 0.94, 0.95, 1.0)]
    assert regimes == [
        name for name in ("reject_cut", "ambiguous", "test_works", "accept_honour") for _ in "ab"
    ]
    assert hundred(solve(deal=0.1), "posterior_reject") == [40]
    assert np.isnan(solve(deal=0.96)["posterior_reject"])


@says("proposal_test", "A more generous offer does not tell more.")
def test_from_the_upper_edge_on_nobody_refuses():
    points, found, least, most, _ = drawn()
    beyond = (points["deal"] > most) & (points["deal"] > least)
    assert beyond.any() and not found["prob_reject"][beyond].any()


def test_three_equilibria_and_the_one_both_russias_prefer():
    """Beliefs of 40, 50 and 100; the line follows the first, 'the one that both Russias prefer' (exercise 4)."""
    found = {}
    for russia, w in model.game(deal=0.3).vertex_enumeration():
        both, limited, unlimited, _ = russia
        refuse = {"limited": both + limited, "unlimited": both + unlimited}
        belief = 40 * refuse["unlimited"] / (40 * refuse["unlimited"] + 60 * refuse["limited"])
        worth = []
        for kind, signing in (("limited", 30), ("unlimited", max(30, breaking("unlimited")))):
            by_war = w[0] * war(kind, True) + w[1] * war(kind, False)
            worth.append(refuse[kind] * by_war + (1 - refuse[kind]) * signing)
        found[round(100 * belief)] = (round(w[0], 6), *np.round(worth, 6))
    assert set(found) == {40, 50, 100}
    assert found[50][0] == 5 / 8  # W supports so often
    assert all(found[40][k] > max(found[50][k], found[100][k]) for k in (1, 2))
    assert found[40][1] == 55 and found[50][1] == found[100][1] == 30


@says(
    "proposal_test",
    "A refusal proves unlimited aims where limited aims would have signed",
    "Unlimited aims refuse and limited ones sign in every equilibrium exactly where {eq}`pt-window` and {eq}`pt-breach` hold.",
)
def test_when_a_refusal_is_proof():
    """Where both hold no belief matters; where one fails, another equilibrium is shown, for an unconvinced W."""
    points, found, least, most, dear = drawn()
    unsure = points["prior_unlimited"] < points["support_threshold"]
    proof = (least < points["deal"]) & (points["deal"] < most) & (points["cost_renege"] > dear)
    assert np.array_equal((found["regime"] == "test_works")[unsure], proof[unsure])
    assert (proof & unsure).mean() > 0.02 and (found["n_equilibria"][proof] == 1).all()
    # what each kind prefers, whatever it expects of W
    V, c = points["stake_unlimited"], points["cost_R"]
    signing = np.maximum(points["deal"], points["p_renege"] * V - c - points["cost_renege"])
    supported, cut = points["p_supported"] * V - c, points["p_unsupported"] * V - c
    assert (points["deal"] > least)[proof].all() and (np.minimum(supported, cut) > signing)[proof].all()
    # the step of the proof: an informative equilibrium outside has a pooling one beside it
    beside = unsure & ~proof & found["informative_equilibrium"]
    assert beside.any() and (signing < supported)[beside].all()
    assert (points["deal"] < least)[beside].all() and (cut > signing)[beside].all()


def test_what_a_refusal_shows_on_the_whole_box():
    """Certainty in test_works alone, its opposite in perverse alone; the rest leaves the prior or the threshold."""
    points, found, *_ = drawn()
    belief, regime = found["posterior_reject"], found["regime"]
    assert np.array_equal(belief > 1 - 1e-12, regime == "test_works")
    assert np.array_equal(belief < 1e-12, regime == "perverse")
    pooled = np.isin(regime, ["reject_cut", "reject_support", "ambiguous"])
    assert np.allclose(belief[pooled], points["prior_unlimited"][pooled])


def test_the_width_of_the_window():
    """'p_S V − p_C wide: Russia's cost of war moves it, and does not widen it'; 'open if V > p_C/p_S, here 2'"""
    points, found, least, most, _ = drawn()
    width = points["p_supported"] * points["stake_unlimited"] - points["p_unsupported"]
    assert np.allclose(found["deal_max"] - found["deal_min"], width)
    assert close(solve(stake_unlimited=2.0)["deal_max"], solve()["deal_min"])
    assert solve(stake_unlimited=2.1)["deal_max"] > solve()["deal_min"]


# -- a signature that is broken -----------------------------------------------------------------------------
def test_the_second_guess():
    """225 and 45; who refuses has limited aims; W cuts, and 55 is more than 50."""
    loose = {name: LOOSE[name] for name in ("p_renege", "cost_renege")}
    assert breaking("unlimited", **loose) == pytest.approx(225) and breaking(
        "limited", **loose
    ) == pytest.approx(45)
    assert breaking("unlimited", **loose) > war("unlimited", False)
    found = solve(**LOOSE)
    assert found["regime"] == "perverse" and found["limited_honours_ic"]
    assert hundred(found, "posterior_reject", "value_R_limited") == [0, 55]


@says("proposal_test", "the more victory is worth, the dearer must the breach be.")
def test_the_breach_cost():
    points, _, _, _, dear = drawn()
    assert np.allclose(solve(**points)["renege_cost_needed"], np.maximum(0, dear))
    better = points["p_renege"] > points["p_supported"]
    more = solve(**points | {"stake_unlimited": points["stake_unlimited"] + 0.5})["renege_cost_needed"]
    assert (more > solve(**points)["renege_cost_needed"])[better].all()
    assert hundred(solve(), "renege_cost_needed") == [30]
    assert hundred(solve(p_renege=0.9), "renege_cost_needed") == [150]


@says("proposal_test", "In this game both can be right only if $\\kappa > (p_b - p_S)V$")
def test_no_refusal_is_proof_where_a_breach_is_cheap():
    points, found, _, _, dear = drawn()
    assert (points["cost_renege"] > dear)[found["regime"] == "test_works"].all()


def test_below_the_dashed_line_limited_aims_would_break_too():
    points, found, *_ = drawn()
    tempted = points["p_renege"] - points["cost_R"] - points["cost_renege"] > points["deal"]
    assert np.array_equal(found["limited_honours_ic"], ~tempted)
    assert (tempted & (found["regime"] == "perverse")).any()


# -- who needs the proof ------------------------------------------------------------------------------------
@says("proposal_test", "The proof is worth most just before W is convinced")
def test_the_third_guess():
    before, after = solve(prior_unlimited=0.49), solve(prior_unlimited=0.51)
    assert round(100 * before["gain_from_proposing"]) == 82
    assert hundred(after, "gain_from_proposing") == [2.45]  # 49 times 5, and nothing
    priors = np.round(np.arange(0.02, 0.981, 0.01), 2)
    gain = solve(prior_unlimited=priors)["gain_from_proposing"]
    assert priors[gain.argmax()] == 0.49 and (np.diff(gain[priors < 0.495]) > 0).all()


def test_the_gain_and_its_parts():
    """45 and 120; 27 + 48 = 75; for a convinced W the second part is gone, and the first has p_S."""
    assert hundred(solve(), "gain_from_proposing") == [75] and (0.6 * 45, 0.4 * 120) == (27, 48)
    points, found, *_ = drawn()
    mu, x, c_U = points["prior_unlimited"], points["deal"], points["cost_U"]
    p_S, p_C, V = points["p_supported"], points["p_unsupported"], points["stake_unlimited"]
    works, unsure = found["regime"] == "test_works", mu < points["support_threshold"]
    first = (1 - mu) * (p_C + c_U - x) + mu * (p_C - p_S) * V
    later = (1 - mu) * (p_S + c_U - x)
    gain = found["gain_from_proposing"]
    assert np.allclose(gain[works & unsure], first[works & unsure])
    assert np.allclose(gain[works & ~unsure], later[works & ~unsure])


# -- back to the document -----------------------------------------------------------------------------------
def test_every_reading_stands_where_the_text_puts_it():
    found = {name: solve(**values) for name, values in presets.items()}
    assert {name: str(f["regime"]) for name, f in found.items()} == {
        "D_test": "test_works", "D_bad_faith": "accept_renege", "A_28_point_terms": "accept_renege",
        "D_20_point_terms": "ambiguous", "C_limited_aims": "accept_honour", "B_negotiate": "test_works",
    }  # fmt: skip
    assert found["C_limited_aims"]["deal_max"] < found["C_limited_aims"]["deal_min"]
    assert all(f["limited_honours_ic"] for f in found.values())
    assert_passage("proposal_test", "proof for ${} \\le x < {}$ and $\\kappa > {}$", "0.55", "0.95", "0.30")
    assert_passage(
        "proposal_test",
        "At $p_b = {}$ and $\\kappa = {}$",
        "0.65",
        f"{presets['D_bad_faith']['cost_renege']:.2f}",
    )
    assert_passage(
        "proposal_test", "We read that as $p_b = {}$", f"{presets['A_28_point_terms']['p_renege']:.2f}"
    )
    assert_passage(
        "proposal_test", "at $x = {}$, lie where it depends", f"{presets['D_20_point_terms']['deal']:.2f}"
    )
    assert_passage("proposal_test", "We read $V = {}$", str(presets["C_limited_aims"]["stake_unlimited"]))
    assert_passage("proposal_test", "With $c_R = {}$ and $x = {}$", "0.40", "0.50")


def test_where_the_claims_turn():
    assert [str(solve(deal=x)["regime"]) for x in (0.54, 0.55, 0.94, 0.95)] == [
        "ambiguous", "test_works", "test_works", "accept_honour"]  # fmt: skip
    assert [str(solve(cost_renege=k)["regime"]) for k in (0.30, 0.31)] == ["accept_renege", "test_works"]
    assert solve(**presets["D_bad_faith"] | {"cost_renege": 0.75})["regime"] == "accept_renege"
    assert solve(**presets["D_bad_faith"] | {"cost_renege": 0.76})["regime"] == "test_works"


# -- figures ------------------------------------------------------------------------------------------------
def stops(name, **values):
    """Regime → how many stops of the slider of `name` have it."""
    p = model.parameters[name]
    run = np.round(np.arange(p.low, p.high + 1e-9, p.step), 9)
    regimes, counts = np.unique(solve(**values | {name: run})["regime"], return_counts=True)
    return dict(zip(regimes.tolist(), counts.tolist(), strict=True))


def test_each_threshold_spans_five_stops():
    assert stops("deal") == {"reject_cut": 15, "ambiguous": 40, "test_works": 40, "accept_honour": 6}
    assert min(stops("stake_unlimited").values()) >= 5 and min(stops("cost_renege").values()) >= 5
    kinds = stops("cost_renege", deal=0.5, p_renege=0.9)
    assert kinds["perverse"] >= 16 and min(kinds.values()) >= 5
    window = [
        solve(stake_unlimited=v)["deal_max"] <= 0.55 + 1e-9 for v in np.round(np.arange(1.1, 5.01, 0.1), 1)
    ]
    assert sum(window) == 10 and len(window) - sum(window) == 30


def test_lowering_what_victory_is_worth_closes_the_window_from_two_down():
    """The task says 'lowering': raised to 4, victory ends the proof as well, since breaking pays; that is no answer here."""
    offers = np.round(np.arange(0, 1.001, 0.01), 2)
    proof = {v: bool((solve(deal=offers, stake_unlimited=v)["regime"] == "test_works").any())
             for v in (1.1, 1.5, 2.0, 2.1, 3.0, 4.0)}  # fmt: skip
    assert proof == {1.1: False, 1.5: False, 2.0: False, 2.1: True, 3.0: True, 4.0: False}


def test_the_map_of_broken_deals():
    """Its alt: proof above 150 alone; below it small offers are refused by both, or it depends; below 30, by limited aims."""
    offers = np.round(np.arange(0, 1.001, 0.01), 2)
    for cost in np.arange(0.01, 2, 0.02):
        regimes = solve(**LOOSE | {"deal": offers, "cost_renege": cost})["regime"]
        assert (regimes == "test_works").any() == (cost > 1.5)
        if cost < 1.5:
            assert np.isin(regimes[offers >= 0.55], ["accept_renege", "accept_honour"]).all()
            small = ["perverse"] if cost < 0.3 else ["reject_cut", "ambiguous"]
            assert np.isin(regimes[offers < 0.55], small).all()


# -- exercises, questions -----------------------------------------------------------------------------------
@pytest.mark.parametrize("stake", [3, 4, 5])
@pytest.mark.parametrize("after", [0.65, 0.75, 0.9])
def test_the_second_closing_question_has_a_refusal_that_is_proof(stake, after):
    """At twice the strip the window is empty, and no breach cost would do."""
    values = {"stake_unlimited": stake, "p_renege": after}
    needed = solve(**values)["renege_cost_needed"]
    assert solve(**values, cost_renege=needed + 0.01)["regime"] == "test_works"
    assert solve(**values, cost_renege=needed - 0.01)["regime"] != "test_works"


def test_exercise_1():
    """25 and 125; 'any offer from 55 on'; 'Any breach that costs something is dear enough'"""
    assert (war("limited", True, p_supported=0.5), war("unlimited", True, p_supported=0.5)) == (25, 125)
    assert hundred(solve(p_supported=0.5), "deal_min", "deal_max", "renege_cost_needed") == [55, 125, 0]
    for x in (0.55, 1.0):
        assert solve(p_supported=0.5, deal=x, cost_renege=0.01)["regime"] == "test_works"
        assert solve(p_supported=0.5, deal=x, cost_renege=0)["regime"] == "accept_renege"


def test_exercise_2():
    assert close((0.6 + 0.25) / 0.4, 2.125) and close(0.4 / 0.1, 4)
    regimes = [str(solve(stake_unlimited=v)["regime"]) for v in (2.12, 2.13, 3.99, 4.0)]
    assert regimes == ["accept_honour", "test_works", "test_works", "accept_renege"]


def test_exercise_3():
    regimes = [str(solve(deal=0.5, cost_R=c)["regime"]) for c in (0.29, 0.30, 0.69, 0.70)]
    assert regimes == ["ambiguous", "test_works", "test_works", "accept_honour"]


def test_the_answers_of_the_closing_question():
    """Its choices are all the regimes that its numbers can have."""
    choices = {"reject_cut", "reject_support", "test_works", "accept_honour"}
    found = {str(solve(deal=x, prior_unlimited=mu)["regime"])
             for x in (0.05, 0.1, 0.6, 0.8, 0.97) for mu in (0.2, 0.4, 0.7)}  # fmt: skip
    assert found == choices


# -- the activity -------------------------------------------------------------------------------------------
@pytest.mark.parametrize("values, limited, unlimited, belief, support, worth", [
    ({"deal": 0.1}, 1, 1, 0.4, 0, (55, 215)),
    ({"deal": 0.6}, 0, 1, 1.0, 1, (60, 95)),
    (LOOSE, 1, 0, 0.0, 0, (55, 225)),
    ({**LOOSE, "deal": 0.6}, 0, 0, np.nan, 1, (60, 225)),
])  # fmt: skip
def test_the_teachers_sheet_predicts_every_card_and_round(values, limited, unlimited, belief, support, worth):
    found = solve(**values)
    assert (found["reject_prob_limited"], found["reject_prob_unlimited"], found["support_prob"]) == (
        limited, unlimited, support)  # fmt: skip
    assert close(found["posterior_reject"], belief)
    assert tuple(hundred(found, "value_R_limited", "value_R_unlimited")) == worth
    assert found["n_equilibria"] == 1 and found["limited_honours_ic"]
    if values.get("p_renege") and not limited:  # round 4: no belief would make either refuse
        assert war("limited", False) < 60 and breaking("unlimited", p_renege=0.9, cost_renege=0.2) > war(
            "unlimited", False
        )


def test_the_play_asks_the_game_once_the_offer_is_made():
    """Nobody gains by leaving the answers of the tree, at each offer of the activity."""
    for values in ({"deal": 0.1}, {"deal": 0.6}, LOOSE, {**LOOSE, "deal": 0.6}):
        assert max(model.trees["answer"].regret(**values).values()) < 1e-9


def test_side_threes_points():
    """'Side 3 has 0 on average in rounds 1, 3 and 4, and 50 for each no in round 2'; a support in round 1 loses 10."""
    assert close(0.4 * 50 - 0.6 * 50, -10)


def test_limited_aims_that_expect_support_in_round_three_sign():
    assert war("limited", True) == pytest.approx(15) and 50 > 15


# -- further ------------------------------------------------------------------------------------------------
def test_a_convinced_w_lets_the_window_begin_lower():
    points, found, _, most, dear = drawn()
    sure = points["prior_unlimited"] >= points["support_threshold"]
    low = points["p_supported"] - points["cost_R"]
    proof = (low <= points["deal"]) & (points["deal"] < most) & (points["cost_renege"] > dear)
    assert np.array_equal((found["regime"] == "test_works")[sure], proof[sure])


def test_some_refuse_and_some_sign():
    """Signing and breaking is worth more than a supported war, less than one without; W is convinced and torn."""
    points, found, *_ = drawn()
    mixed = found["regime"] == "perverse_mixed"
    V, c = points["stake_unlimited"], points["cost_R"]
    by_breach = points["p_renege"] * V - c - points["cost_renege"]
    assert mixed.any() and (by_breach >= points["p_supported"] * V - c)[mixed].all()
    assert (by_breach <= points["p_unsupported"] * V - c)[mixed].all()
    assert (points["prior_unlimited"] >= points["support_threshold"])[mixed].all()
    assert np.allclose(found["posterior_reject"][mixed], points["support_threshold"][mixed])
    assert "perverse_mixed" in stops("prior_unlimited", deal=0.2, p_renege=0.7, cost_renege=0.3, cost_R=0.1)

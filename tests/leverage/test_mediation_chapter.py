"""What the prose of chapters/leverage/mediation.md says, shown."""

import numpy as np
import pytest

import models
from tests.chapters.anatomy import Chapter
from tests.passages import CHAPTERS, assert_passage, harmless, says
from tests.support import close, sample

model = models.load("mediation")
solve, presets = model.solve, model.presets
EXAMPLE = {
    "p": 0.6, "cost_1": 0.15, "cost_low": 0.05, "cost_high": 0.3, "p_resolved": 0.5, "accuracy": 0.8,
    "cost_med": 0.3, "bias": 0.8,
}  # fmt: skip
SLACK = 1e-9
FIGHT, YIELD = "they will fight", "they will yield"

harmless("mediation", "always *they will fight*, always *they will yield*")


def at(**changes):
    return solve(**EXAMPLE | changes)


def gains(points, found):
    """Δ after 'unresolved' and after 'resolved', by the formula of the text."""
    low, high = (np.minimum(points[cost], 1 - points["p"]) for cost in ("cost_low", "cost_high"))
    return (1 - found["eps_U"]) * high - low, (1 - found["eps_R"]) * high - low


# -- the play -----------------------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def played():
    return Chapter.read(CHAPTERS / "leverage" / "mediation.md").played()


@pytest.mark.parametrize("bias", [0, 0.8])
def test_what_the_computer_plays_is_an_equilibrium(played, bias):
    """Also Side 1's, who is the model's player 1: its payoff in the play is the model's."""
    tree, point = played["advice"], EXAMPLE | {"bias": bias}
    assert max(tree.regret(**point).values()) < SLACK
    assert close(tree.at(**point).payoffs()["1"], solve(**point)["value_1_with"])


def share(signal, ask, bias):
    """What the mediator has on average after `signal` if Side 1 asks for `ask`; wars cost it 30, Side 1 wins 6 in 10."""
    resolved = {"unresolved": 0.2, "resolved": 0.8}[signal]
    return bias * 65 if ask == 65 else (1 - resolved) * bias * 90 + resolved * (bias * 60 - 30)


@pytest.mark.parametrize(
    ("bias", "signal", "ask", "points"),
    [(0, "unresolved", 65, 0), (0, "unresolved", 90, -6), (0.8, "unresolved", 90, 61.2), (0.8, "unresolved", 65, 52),
     (0.8, "resolved", 65, 52), (0.8, "resolved", 90, 28.8)],
)  # fmt: skip
def test_what_the_play_says_of_the_word_not_chosen(played, bias, signal, ask, points):
    """'The truth would have cost you 6', 52 and 61, 52 and 29."""
    assert close(share(signal, ask, bias), points)
    belief = at(bias=bias)["eps_U" if signal == "unresolved" else "eps_R"]
    tree = played["advice"].at(**EXAMPLE | {"bias": bias}).to_dict()
    node = next(m["node"] for m in tree["root"]["moves"] if m["label"] == signal)
    told = next(m["node"] for m in node["moves"] if m["label"] == (FIGHT if ask == 65 else YIELD))
    met = next(m["node"] for m in told["moves"] if m["label"] == f"ask for {ask}")
    assert close(met["moves"][0]["probability"], belief)
    worth = sum(m["probability"] * m["node"]["payoffs"]["M"] for m in met["moves"])
    assert close(100 * worth, points)


# -- the smallest game --------------------------------------------------------------------------------------
def test_the_steps_of_the_smallest_game():
    found = at()
    assert 25 * 44 < 20 * 56 and 25 * 45 > 20 * 55
    assert close(found["mu_star"], 25 / 45)
    assert close(found["war_prob_without"], 0.5) and close(found["war_prob_with"], 0.1)
    assert close(found["eps_U"], 10 / 50) and close(found["eps_R"], 40 / 50)
    after_u, after_r = gains(EXAMPLE, found)
    assert close(100 * after_u, 84 - 65) and close(100 * after_r, 66 - 65)
    assert close(found["beta_lo"], 6 / 19) and close(found["beta_hi"], 24)
    assert at(bias=0)["regime"] == "too_soft" and at(bias=0)["war_prob_with"] == 0.5
    assert_passage(
        "mediation", "The friend, with {}, does; the peace-lover, with 0, does not.", f"{EXAMPLE['bias']}"
    )


def test_the_first_guess_and_its_reason():
    found = at(cost_med=0.9)
    assert found["regime"] == "too_soft" and close(found["beta_lo"], 3 * at()["beta_lo"])
    assert close(100 * found["eps_U"] * 0.9, 18) and round(100 * 0.8 * gains(EXAMPLE, found)[0]) == 15
    before = [solve(**EXAMPLE | {"bias": b})["regime"] for b in (0, 0.3, 0.35)]
    assert before == ["too_soft", "too_soft", "credible"]  # the tour
    assert at(bias=0.35, cost_med=0.6)["regime"] == "too_soft"
    assert at(bias=2, cost_med=0.05, accuracy=0.7)["regime"] == "too_hawkish"


@says("mediation", "tells what it saw and player 1 follows it if and only if")
def test_the_proposition_holds_where_the_news_decides():
    """The truth pays after each signal just inside the bounds, and Δ after 'unresolved' is positive."""
    points = sample(model, count=40_000)
    found = solve(**points)
    after_u, after_r = gains(points, found)
    decides = ~np.isnan(found["beta_lo"])
    clear = decides & (np.abs(points["bias"] - found["beta_lo"]) > SLACK)
    clear &= ~(np.abs(points["bias"] - found["beta_hi"]) < SLACK)
    truth_u = points["bias"] * after_u >= found["eps_U"] * points["cost_med"]
    truth_r = points["bias"] * after_r <= found["eps_R"] * points["cost_med"]
    assert np.array_equal((truth_u & truth_r)[clear], found["credible"][clear])
    assert (after_u[decides] > 0).all() and not found["credible"][~decides].any()
    assert (found["beta_lo"][decides] < found["beta_hi"][decides]).all()
    upper = decides & (after_r > SLACK)
    assert np.array_equal(upper[decides], found["has_upper"][decides])


@says("mediation", "So a mediator who wants peace alone is never believed as long as its sources can err.")
def test_without_a_lean_nobody_is_believed_unless_the_sources_cannot_err():
    points = sample(model, count=40_000)
    points["bias"] = np.minimum(points["bias"], 0)
    assert (points["accuracy"] < 1).all() and not solve(**points)["credible"].any()
    assert at(bias=0, accuracy=1)["credible"] and not at(bias=-0.05, accuracy=1)["credible"]


def test_a_mediator_that_is_too_soft_may_wish_to_say_the_opposite():
    """The readout has a sentence of its own for it: some lean to player 2 and would urge boldness after 'resolved'."""
    points = sample(model, count=40_000)
    found = solve(**points)
    after_u, after_r = gains(points, found)
    soft = found["regime"] == "too_soft"
    turned = soft & (points["bias"] * after_r > found["eps_R"] * points["cost_med"])
    assert turned.any() and (points["bias"][turned] < 0).all() and turned.sum() < soft.sum() / 50
    hawkish = found["regime"] == "too_hawkish"
    assert (points["bias"] * after_u >= found["eps_U"] * points["cost_med"])[hawkish].all()
    assert (points["bias"] * after_u < found["eps_U"] * points["cost_med"])[soft].all()


# -- one piece more -----------------------------------------------------------------------------------------
@says(
    "mediation",
    "Player 1 never loses by it.",
    "Information serves whoever receives it; peace only where the listener would have been bold.",
)
def test_a_believed_mediator_serves_the_listener_and_peace_where_it_was_bold():
    points = sample(model, count=40_000)
    found = solve(**points)
    assert (found["value_1_with"] >= found["value_1_without"] - SLACK).all()
    heard = found["credible"]
    missed = points["p_resolved"] * (1 - points["accuracy"])
    assert np.allclose(found["war_prob_with"][heard], missed[heard])
    bold = heard & (points["p_resolved"] < found["mu_star"])
    cautious = heard & (points["p_resolved"] >= found["mu_star"])
    assert bold.any() and (found["war_prob_with"] < found["war_prob_without"])[bold].all()
    assert cautious.any() and (found["war_prob_with"] > found["war_prob_without"])[cautious].all()
    points["accuracy"] = np.ones_like(points["accuracy"])
    sure = solve(**points)
    assert (sure["war_prob_with"][sure["credible"]] == 0).all()


def test_who_gains_and_who_pays_in_the_second_guess():
    """12 wars; player 1 gains 5.6, player 2 pays 8, the wars destroy the rest."""
    found = at(p_resolved=0.6)
    assert found["credible"] and close(found["war_prob_with"], 0.12) and found["war_prob_without"] == 0
    gained = 100 * (found["value_1_with"] - found["value_1_without"])
    unresolved_met = 100 * (1 - 0.6) * EXAMPLE["accuracy"]
    more = 100 * (EXAMPLE["cost_high"] - EXAMPLE["cost_low"])
    assert (
        close(gained, 5.6)
        and close(unresolved_met, 32)
        and close(more, 25)
        and close(unresolved_met * more / 100, 8)
    )
    assert close(
        1 - 0.6 - EXAMPLE["cost_low"], 1 - 0.65
    )  # the resolved have in war what they would have accepted
    assert close(8 - gained, 100 * found["war_prob_with"] * (EXAMPLE["cost_1"] + EXAMPLE["cost_low"]))


def test_news_that_is_too_weak():
    found = at(p_resolved=0.2)
    assert found["regime"] == "irrelevant_risky" and close(found["eps_R"], 16 / 32)
    assert_passage(
        "mediation",
        "sources see {} of the {} resolved, and take {} of the {} unresolved",
        "16",
        "20",
        "16",
        "80",
    )
    needed = lambda prior, mu: mu * (1 - prior) / (mu * (1 - prior) + prior * (1 - mu))  # noqa: E731
    assert close(needed(0.2, 25 / 45), 5 / 6)
    points = sample(model, count=40_000)
    found = solve(**points)
    mu, prior = found["mu_star"], points["p_resolved"]
    bold = (prior < mu) & (mu > SLACK)
    clear = np.abs(points["accuracy"] - needed(prior, mu)) > 1e-6
    decides = ~np.isnan(found["beta_lo"])
    assert np.array_equal((points["accuracy"] > needed(prior, mu))[bold & clear], decides[bold & clear])
    cautious = (prior > mu) & (mu > SLACK)
    turned = points["accuracy"] - needed(mu, prior)
    clear = cautious & (np.abs(turned) > 1e-6)
    assert np.array_equal((turned > 0)[clear], decides[clear])


@pytest.mark.parametrize(
    ("values", "regime", "stops"),
    [({}, "credible", 34), ({}, "too_soft", 17), (presets["hawk"], "too_hawkish", 23)],
)
def test_bounds_of_the_weight_span_several_stops(values, regime, stops):
    base = EXAMPLE | values if values else EXAMPLE
    weights = np.round(np.arange(-0.5, 2.001, 0.05), 2)
    found = [solve(**base | {"bias": float(w)})["regime"] for w in weights]
    assert found.count(regime) == stops


def test_thresholds_of_the_other_sliders_span_several_stops():
    dread = [at(cost_med=round(c / 100, 2))["regime"] for c in range(2, 101)]
    assert (dread.count("credible"), dread.count("too_soft")) == (75, 24)
    priors = [at(p_resolved=round(c / 100, 2))["regime"] for c in range(5, 96)]
    counts = [priors.count(r) for r in ("irrelevant_risky", "credible", "too_soft", "irrelevant_safe")]
    assert min(counts) >= 5 and sum(counts) == len(priors)


# -- back to the document -----------------------------------------------------------------------------------
def test_where_the_readings_stand():
    regimes = {name: solve(**values)["regime"] for name, values in presets.items()}
    assert regimes == {
        "china": "credible", "israel": "too_soft", "partisan_U": "too_soft", "quick_trot": "credible", "hawk": "too_hawkish",
    }  # fmt: skip
    assert presets["israel"]["bias"] == 0 > presets["partisan_U"]["bias"]
    assert solve(p_resolved=0.2, accuracy=0.83)["regime"] == "irrelevant_risky"


def test_the_least_weight_is_proportional_to_what_war_costs_the_mediator():
    """'raises c_M, and β_lo in proportion'"""
    points = sample(model, count=20_000)
    found = solve(**points)["beta_lo"]
    more = solve(**points | {"cost_med": 2 * points["cost_med"]})["beta_lo"]
    assert np.allclose(more, 2 * found, equal_nan=True)


# -- exercises ----------------------------------------------------------------------------------------------
def test_exercises_by_hand():
    nine = at(accuracy=0.9)
    assert close(nine["eps_U"], 0.1) and close(nine["value_1_with"], 0.7525)
    assert [at(cost_med=c)["credible"] for c in (0.76, 0.77)] == [True, False]
    assert [at(cost_med=0.9, accuracy=a)["credible"] for a in (0.82, 0.83)] == [False, True]
    assert close(at(cost_med=0.9, accuracy=94 / 114)["beta_lo"], 0.8)
    assert_passage("mediation", "is {}, and that is a fifth of 76", f"{19 * 0.8:.1f}")
    assert_passage("mediation", "at least $94/114$, or {}.", f"{94 / 114:.3f}")


def test_exercise_two():
    """β = 1 and c_M = c_1: believed wherever the news decides."""
    points = sample(model, count=40_000, bias=1.0)
    found = solve(**points | {"cost_med": points["cost_1"]})
    decides = ~np.isnan(found["beta_lo"])
    assert decides.any() and found["credible"][decides].all()


def test_exercise_four_counts():
    """'None at 0, about two in three at 0.5, about four in five at 1; none below 0.' And where 1 fails."""
    uniform = np.random.default_rng(1).uniform
    draws = {n: uniform(q.low, q.high, 20_000) for n, q in model.parameters.items()}
    kept = draws["cost_high"] > draws["cost_low"]
    draws = {n: values[kept] for n, values in draws.items()}
    decides = ~np.isnan(solve(**draws)["beta_lo"])
    held = {w: solve(**{**draws, "bias": w})["credible"] for w in (-0.5, 0, 0.5, 1)}
    shares = [held[w][decides].mean() for w in held]
    assert shares[:2] == [0, 0] and abs(shares[2] - 2 / 3) < 0.02 and abs(shares[3] - 4 / 5) < 0.02
    fails, holds = decides & ~held[1], decides & held[1]
    assert draws["accuracy"][fails].mean() < draws["accuracy"][holds].mean()
    assert draws["cost_med"][fails].mean() > draws["cost_med"][holds].mean()


# -- the seminar activity -----------------------------------------------------------------------------------
CARDS = {("resolved", "resolved"): 4, ("resolved", "unresolved"): 1, ("unresolved", "resolved"): 1,
         ("unresolved", "unresolved"): 4}  # (sources, Side 2) → how many of ten  # fmt: skip
SHEETS = {"P": {65: 0, 90: 0, "war": -30}, "F": {65: 52, 90: 72, "war": 18}}


def meets(kind, ask):
    return "war" if ask == 90 and kind == "resolved" else ask


def test_the_sheets_are_those_of_the_play():
    for name, bias in (("P", 0), ("F", 0.8)):
        assert close(bias * 65, SHEETS[name][65]) and close(bias * 90, SHEETS[name][90])
        assert close(bias * 60 - 30, SHEETS[name]["war"])


def demanded(words, heeded):
    return 65 if heeded and words == FIGHT else 90


def averages(sheet, says_, heeded):
    """Wars in 100, and the averages of Side 1 and of the mediator, over the ten cards."""
    results = [(meets(kind, demanded(says_[sources], heeded)), n) for (sources, kind), n in CARDS.items()]
    one = sum(n * {"war": 45}.get(r, r) for r, n in results) / 10
    return (
        10 * sum(n for r, n in results if r == "war"),
        one,
        sum(n * SHEETS[sheet][r] for r, n in results) / 10,
    )


HONEST, WARNS = {"resolved": FIGHT, "unresolved": YIELD}, {"resolved": FIGHT, "unresolved": FIGHT}


def test_the_teachers_sheet_predicts_every_card():
    """Wars in 100 and averages; and each mediator's words are best against what Side 1 does."""
    assert averages("P", WARNS, True) == (0, 65, 0)
    assert averages("F", HONEST, True) == pytest.approx((10, 73, 56.6))
    assert averages("P", WARNS, False) == averages("P", HONEST, False) == (50, 67.5, -15)
    for sheet, said in (("P", WARNS), ("F", HONEST)):
        for sources in ("resolved", "unresolved"):
            worth = {}
            for words in (FIGHT, YIELD):
                met = {k: n for (s, k), n in CARDS.items() if s == sources}
                total = sum(n * SHEETS[sheet][meets(k, demanded(words, True))] for k, n in met.items())
                worth[words] = total / sum(met.values())
            assert worth[said[sources]] == max(worth.values())
            if (sheet, sources) == ("F", "unresolved"):
                assert (round(worth[YIELD]), worth[FIGHT]) == (61, 52)
    assert_passage("mediation", "| Side 1's average | {} | {} | {} |", "65", "73", "67.5")
    assert_passage("mediation", "| the mediator's average | 0 | {} | −{} |", "56.6", "15")


def test_in_the_first_rounds_a_warning_is_worth_heeding_by_two_points():
    """Warnings come from all sheets P and half the sheets F: 60 in 100 resolved, 65 against 63."""
    resolved = 0.5 * 0.5 + 0.5 * 0.4
    warned = 0.5 * 1 + 0.5 * 0.5
    belief = resolved / warned
    assert close(belief, 0.6) and belief > at()["mu_star"]
    assert close(belief * 45 + (1 - belief) * 90, 63)
    wars = [
        round(12 * averages(sheet, HONEST, heeded)[0] / 100) for sheet, heeded in (("P", False), ("F", True))
    ]
    assert wars == [6, 1]  # six groups, four rounds each, half of them on either sheet
    assert_passage("mediation", "You earn {} so, and {} by following an open sheet F", "67.5", "73")

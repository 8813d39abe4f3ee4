"""What the prose of chapters/deterrence/costly_signals.md says, shown."""

from math import comb

import numpy as np
import pytest
import yaml

import models
from tests.chapters.anatomy import Chapter
from tests.passages import CHAPTERS, assert_passage, says
from tests.support import close, sample

model = models.load("costly_signals")
solve, presets = model.solve, model.presets
EXAMPLE = {
    "p_W_resolute": 0.2, "p_R_determined": 0.4, "stake_irresolute": 0.2, "p_win": 0.75, "cost_war": 0.35, "r_loss": 1,
}  # fmt: skip
COSTS = np.round(np.arange(0.005, 0.5001, 0.005), 3)
SLACK = 1e-9


def at(**changes):
    return solve(**EXAMPLE | changes)


def hundred(found, *names):
    return [round(100 * float(found[name]), 6) for name in names]


def gains(points):
    """G_L and G_H by the formulas of the text."""
    rest = 1 - points["p_R_determined"]
    return rest * points["stake_irresolute"], rest * (1 - (points["p_win"] - points["cost_war"]))


def locking(points):
    return points["cost_war"] - points["p_win"] * points["stake_irresolute"]


def undeterred(points):
    """Where silence does not deter, off the tie."""
    keep = points["p_W_resolute"] < 1 / (1 + points["r_loss"]) - SLACK
    return {name: values[keep] for name, values in points.items()}


# -- the play -----------------------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def burning():
    return Chapter.read(CHAPTERS / "deterrence" / "costly_signals.md").played()["burning"]


def test_the_play_is_an_equilibrium_and_12_is_the_best_number(burning):
    """'40 + 2 a point up to 12, from there on a point lost; the most is 64'; Further: 'does just that'."""
    assert max(burning.regret(**EXAMPLE).values()) < SLACK
    worth = {}
    for points in range(51):
        stays = min(1, points / 12)
        worth[points] = 0.4 * 40 + 0.6 * (100 * stays + 40 * (1 - stays)) - points
        if points <= 12:
            assert close(worth[points], 40 + 2 * points)
        else:
            assert close(worth[points], 76 - points)
    assert max(worth, key=worth.get) == 12 and close(worth[12], 64)
    found = at(sunk_cost=0.12)
    assert close(100 * found["sunk_value_resolute"], 64) and close(found["best_sunk_cost"], 0.12)
    for points in (3, 6, 9):  # each number is a game with that price
        assert close(100 * at(sunk_cost=points / 100)["sunk_value_resolute"], worth[points])


def test_the_table_of_the_smallest_game():
    z = EXAMPLE
    assert close(z["p_win"] - z["cost_war"], 0.40)
    assert close(z["p_win"] * z["stake_irresolute"] - z["cost_war"], -0.20)
    assert z["r_loss"] == 1 and z["stake_irresolute"] == 0.2
    for game in ("sunk", "tied"):
        assert max(model.trees[game].regret(**EXAMPLE).values()) < SLACK


def test_the_four_steps():
    """'below 50', 36, 12, 'From 12 to just below 36'."""
    assert [100 - mu > mu for mu in (49, 50, 51)] == [True, False, False]
    assert np.allclose(gains(EXAMPLE), (0.12, 0.36))
    regimes = at(sunk_cost=COSTS)["sunk_regime"]
    assert list(COSTS[regimes == "separating"][[0, -1]]) == [0.12, 0.355]
    assert (regimes[COSTS < 0.1199] == "semi_pooling").all() and (
        regimes[COSTS > 0.3599] == "too_costly"
    ).all()


@says("costly_signals", "From $G_L$ to below $G_H$ only the resolute signal, and all opportunists stay out.")
def test_which_prices_tell_on_the_whole_box():
    points = sample(model)
    found = solve(**points)
    low, high = gains(points)
    y, k, cost = points["p_W_resolute"], points["r_loss"], points["sunk_cost"]
    b, d = k * y / (1 - y), cost / low
    cases = [
        (y * (1 + k) >= 1, "not_needed", 0, 0, 1),
        (cost < low, "semi_pooling", 1, b, d),
        (cost < high, "separating", 1, 0, 1),
        (cost >= high, "too_costly", 0, 0, 0),
    ]
    left = np.ones(len(y), dtype=bool)
    for condition, regime, resolute, irresolute, stays in cases:
        here = left & condition
        left &= ~condition
        assert here.sum() > 50 and (found["sunk_regime"][here] == regime).all()
        for name, value in (
            ("signal_prob_resolute", resolute),
            ("signal_prob_irresolute", irresolute),
            ("deter_prob", stays),
        ):
            assert np.allclose(found[f"sunk_{name}"][here], np.broadcast_to(value, y.shape)[here])
    assert (high > low).all()


def test_the_first_guess_and_the_table_after_it():
    rows = {6: (25, 50, 14), 9: (25, 75, 11), 12: (0, 100, 8), 35: (0, 100, 8), 36: (0, 0, 20)}
    for cost, expected in rows.items():
        found = at(sunk_cost=cost / 100)
        assert hundred(found, "sunk_signal_prob_irresolute", "sunk_deter_prob", "sunk_prob_war") == list(
            expected
        )
    assert close(at(sunk_cost=0.35)["sunk_value_resolute"], 0.41)


def test_neither_all_copy_nor_none():
    """'a copy would gain the irresolute 12 for 9', 'an opportunist would believe what it believed before, 20'"""
    assert gains(EXAMPLE)[0] > 0.09 and EXAMPLE["p_W_resolute"] < 0.5


def test_the_price_is_the_irresolutes_alone():
    """'the 12 of the play comes from the side that does not mean it': no p, c_W, k or mu_W in it."""
    points = undeterred(sample(model, stake_irresolute=0.2, p_R_determined=0.4))
    assert len(points["p_win"]) > 2_000 and np.allclose(solve(**points)["best_sunk_cost"], 0.12)


# -- the vow ------------------------------------------------------------------------------------------------
def test_the_second_guess():
    found = at(audience_cost=0.3)
    assert found["tied_regime"] == "lock_in" and close(found["tied_prob_war"], 0.4)
    assert close(found["tied_value_irresolute"], 0.04) and close(locking(EXAMPLE), 0.20)
    assert close(0.6 * 20 - 0.4 * 20, 4) and close(at(sunk_cost=0.12)["sunk_prob_war"], 0.08)
    wars = at(audience_cost=COSTS)
    below = COSTS < 0.1999
    assert (wars["tied_regime"][below] == "semi_pooling").all() and (
        wars["tied_regime"][~below] == "lock_in"
    ).all()
    assert (np.diff(wars["tied_prob_war"][below]) < 0).all() and np.allclose(
        wars["tied_prob_war"][~below], 0.4
    )
    assert close(at(audience_cost=1e-9)["tied_prob_war"], 0.2, 1e-6)
    assert close(at(audience_cost=0.2 - 1e-8)["tied_prob_war"], 0.1, 1e-6)
    assert np.allclose(wars["tied_signal_prob_irresolute"][below], 0.25)


def test_when_all_vow_on_the_whole_box():
    """(cs-lock), (cs-all), 'it would be torn at d', and the general condition for a vow that tells."""
    points = undeterred(sample(model))
    found = solve(**points)
    x, lam, a, a_L = (
        points["p_R_determined"],
        points["stake_irresolute"],
        points["audience_cost"],
        locking(points),
    )
    off = (
        (abs((1 - x) * lam - x * a_L) > SLACK) & (abs((1 - x) * lam - x * a) > SLACK) & (abs(a - a_L) > SLACK)
    )
    bound = (a > a_L) & ((1 - x) * lam > x * a_L)
    tells = ((1 - x) * lam <= x * a) & ((1 - x) * lam <= x * a_L)
    assert bound.any() and tells.any()
    assert np.array_equal((found["tied_regime"] == "lock_in")[off], bound[off])
    assert np.array_equal((found["tied_regime"] == "separating")[off], tells[off])
    bluffs = found["tied_regime"] == "semi_pooling"
    assert np.allclose(found["tied_deter_prob"][bluffs], (a / ((1 - x) * (lam + a)))[bluffs])
    # all that is bound vows, would fight, and meets the determined alone; what one would observe
    assert (found["tied_signal_prob_irresolute"][bound & off] == 1).all()
    assert np.allclose(found["tied_prob_war"][bound & off], x[bound & off])
    assert np.allclose(found["tied_prob_challenge"][bound & off], x[bound & off])  # so nobody gives way
    assert (found["tied_signal_prob_irresolute"][tells & off] == 0).all()


def test_a_vow_and_a_price_tell_within_their_bounds_alone():
    """Back to the document: no vow tells where silence deters, and no price from G_H on."""
    assert_passage(
        "costly_signals",
        "*Does a vow tell?* Where silence does not deter, it does if $(1-\\mu_R)\\,\\lambda$",
    )
    assert_passage("costly_signals", "as long as $m < G_H$")
    met = {"p_R_determined": 0.6, "audience_cost": 0.3}
    assert at(**met)["tied_regime"] == "separating"
    assert at(**met, p_W_resolute=0.5)["tied_regime"] == "not_needed"
    assert (
        at(sunk_cost=0.355)["sunk_regime"] == "separating"
        and at(sunk_cost=0.36)["sunk_regime"] == "too_costly"
    )


@says(
    "costly_signals",
    "The best vow is never worth less to the West than the best price, and never brings fewer wars.",
)
def test_sizes_freely_chosen():
    points = sample(model)
    found = solve(**points)
    assert (found["best_tied_value_W"] >= found["best_sunk_value_W"] - SLACK).all()
    assert (found["best_tied_prob_war"] >= found["best_sunk_prob_war"] - SLACK).all()
    assert hundred(at(audience_cost=0.3), "tied_value_W", "best_tied_value_W", "best_sunk_value_W") == [
        18.4,
        18.4,
        12.8,
    ]


def test_at_given_sizes_it_can_fail():
    """'a small vow may bring fewer wars than a small price', and be worth less"""
    small = at(sunk_cost=0.06, audience_cost=0.195)
    assert small["tied_prob_war"] < small["sunk_prob_war"]
    dear = at(sunk_cost=0.12, audience_cost=0.05)
    assert dear["tied_value_W"] < dear["sunk_value_W"]


# -- a determined rival -------------------------------------------------------------------------------------
def test_the_third_guess():
    assert hundred(at(audience_cost=0.3), "tied_prob_war") == [40]
    assert hundred(at(audience_cost=0.3, p_R_determined=0.6), "tied_prob_war") == [12]
    assert close(0.4 * 20 - 0.6 * 20, -4)
    for x in np.round(np.arange(0, 0.951, 0.01), 2):
        found = at(audience_cost=0.3, p_R_determined=x)
        assert close(found["tied_prob_war"], x if x < 0.495 else 0.2 * x)
        if x < 0.495:  # 'worse than silence if mu_R > mu_W'
            assert (found["tied_prob_war"] > 0.2 + SLACK) == (x > 0.205)


@says(
    "costly_signals",
    'title="At one point a more determined rival makes the vow tell, and wars drop"',
    "There wars drop from 50 to 10; beyond, they rise again.",
)
def test_wars_drop_at_the_turn_and_rise_again():
    line = np.array([0.5 - 1e-7, 0.5 + 1e-7, 0.6, 0.75, 0.95])
    wars = at(audience_cost=0.3, p_R_determined=line)["tied_prob_war"]
    assert np.allclose(100 * wars[:2], (50, 10), atol=1e-4) and (np.diff(wars[1:]) > 0).all()


def test_where_the_vow_turns_on_the_whole_box():
    points = undeterred(sample(model))
    turn = points["stake_irresolute"] / (points["stake_irresolute"] + locking(points))
    for step, regime in ((-1e-6, "lock_in"), (1e-6, "separating")):
        inside = (turn + step > 0) & (turn + step < 1)
        there = {name: values[inside] for name, values in points.items()}
        there |= {"p_R_determined": (turn + step)[inside], "audience_cost": locking(there) + 0.01}
        assert inside.all() and (solve(**there)["tied_regime"] == regime).all()


def test_war_with_silence_is_what_the_figures_draw():
    """Everyone comes after silence and the resolute fight; where silence deters, the determined alone come."""
    points = sample(model, count=2_000)
    x, y, k = points["p_R_determined"], points["p_W_resolute"], points["r_loss"]
    dear = solve(**points | {"sunk_cost": np.full_like(x, 2.0)})  # nobody pays this
    assert np.allclose(dear["sunk_prob_war"], np.where(y * (1 + k) >= 1, x * y, y))


# -- back to the document -----------------------------------------------------------------------------------
def test_every_reading_stands_where_the_text_puts_it():
    found = {name: solve(**values) for name, values in presets.items()}
    assert {name: (f["sunk_regime"], f["tied_regime"]) for name, f in found.items()} == {
        "E_deployments": ("semi_pooling", "lock_in"), "A_weapons_first": ("separating", "semi_pooling"),
        "C_symbolic": ("semi_pooling", "semi_pooling"), "B_no_backing": ("separating", "separating"),
        "D_force_needed": ("too_costly", "separating"),
    }  # fmt: skip
    default = {name: p.default for name, p in model.parameters.items()}
    turn = default["stake_irresolute"] / (default["stake_irresolute"] + locking(default))
    assert_passage("costly_signals", "{} at the defaults", f"{turn:.2f}")
    above = {name for name, values in presets.items() if (default | values)["p_R_determined"] > turn}
    assert above == {name for name, f in found.items() if f["tied_regime"] == "separating"}
    assert found["D_force_needed"]["sunk_signal_prob_resolute"] == 0


# -- exercises, questions -----------------------------------------------------------------------------------
def test_exercise_one_and_three():
    found = at(p_R_determined=0.5, sunk_cost=0.05)
    assert hundred(found, "sunk_signal_prob_irresolute", "sunk_deter_prob", "sunk_value_resolute") == [
        25,
        50,
        50,
    ]
    less = at(stake_irresolute=0.1, audience_cost=0.3)
    assert hundred(less, "best_sunk_cost", "tied_prob_war") == [6, 8] and less["tied_regime"] == "separating"
    assert close(100 * locking(EXAMPLE | {"stake_irresolute": 0.1}), 27.5) and close(0.4 * 27.5, 11)


def test_exercise_two_more_to_lose_more_copies():
    ks = np.linspace(0.1, 3, 30)
    shares = at(r_loss=ks, sunk_cost=0.06)["sunk_signal_prob_irresolute"]
    assert np.allclose(shares, ks * 0.25) and (np.diff(shares) > 0).all()


def test_exercise_five_a_west_seldom_resolute_signals_seldom_and_is_believed_as_before():
    rare = at(p_W_resolute=np.array([0.2, 0.1, 0.02]), sunk_cost=0.06)
    assert np.allclose(rare["sunk_deter_prob"], 0.5) and np.allclose(rare["sunk_posterior_signal"], 0.5)
    senders = np.array([0.2, 0.1, 0.02]) + np.array([0.8, 0.9, 0.98]) * rare["sunk_signal_prob_irresolute"]
    assert np.allclose(senders, [0.4, 0.2, 0.04])  # mu_W (1 + k)


def test_exercise_four():
    worth = at(stake_irresolute=0.1, sunk_cost=COSTS)["sunk_value_resolute"]
    assert COSTS[worth.argmax()] == 0.06 and close(worth.max(), 0.70)
    assert (np.diff(worth[COSTS <= 0.06]) > 0).all() and (
        np.diff(worth[(COSTS >= 0.06) & (COSTS < 0.36)]) < 0
    ).all()


def test_the_reasons_of_the_closing_questions():
    for x in (0.2, 0.3, 0.5, 0.6, 0.8):
        assert close(100 * at(p_R_determined=x)["best_sunk_cost"], 20 * (1 - x))
    for y in (0.1, 0.2, 0.25, 0.3):
        for k in (0.5, 1, 1.5, 2):
            assert close(
                at(p_W_resolute=y, r_loss=k, sunk_cost=0.06)["sunk_signal_prob_irresolute"], k * y / (1 - y)
            )
    for x in (0.1, 0.2, 0.3, 0.6, 0.7, 0.8):
        assert close(at(p_R_determined=x, audience_cost=0.3)["tied_prob_war"], x if x < 0.5 else 0.2 * x)


def test_without_another_stake_no_price_could_tell():
    """Further: G_H - G_L in factors; and with one stake and two costs of war the order turns round."""
    points = sample(model)
    p, c = points["p_win"], points["cost_war"]
    assert np.allclose(1 - (p - c) - c / p, (1 - p) * (1 - c / p))
    assert (points["stake_irresolute"] < c / p).all() and (1 - (p - c) < 1).all()


# -- figures ------------------------------------------------------------------------------------------------
def test_each_threshold_spans_five_stops():
    regimes = [str(r) for r in at(sunk_cost=COSTS)["sunk_regime"]]
    assert [regimes.count(name) for name in ("semi_pooling", "separating", "too_costly")] == [23, 48, 29]
    regimes = [str(r) for r in at(audience_cost=COSTS)["tied_regime"]]
    assert [regimes.count(name) for name in ("semi_pooling", "lock_in")] == [39, 61]
    stakes = np.round(np.arange(0.05, 0.251, 0.01), 2)
    regimes = [str(r) for r in at(audience_cost=0.3, stake_irresolute=stakes)["tied_regime"]]
    assert [regimes.count(name) for name in ("separating", "lock_in")] == [11, 10]


# -- the activity -------------------------------------------------------------------------------------------
@pytest.mark.parametrize("signal, size, row, points", [
    ("sunk", 0.06, (4, 4, 2.8, 14.8), (52, 0, 60)),
    ("sunk", 0.15, (4, 0, 1.6, 16), (61, 0, 80)),
    ("tied", 0.30, (4, 16, 8, 0), (76, 4, 0)),
])  # fmt: skip
def test_the_teachers_sheet_predicts_every_card_and_round(signal, size, row, points):
    """20 plays: 4 resolute cards, 16 irresolute ones. Cards: 1 of 5 resolute, 2 of 5 determined."""
    assert EXAMPLE["p_W_resolute"] == 1 / 5 and EXAMPLE["p_R_determined"] == 2 / 5
    found = at(**{"sunk_cost" if signal == "sunk" else "audience_cost": size})
    of = lambda name: float(found[f"{signal}_{name}"])  # noqa: E731
    counts = (4 * of("signal_prob_resolute"), 16 * of("signal_prob_irresolute"), 20 * of("prob_war"))
    assert np.allclose((*counts, 20 * (of("prob_challenge") - of("prob_war"))), row)
    assert np.allclose(
        [100 * of(f"value_{who}") for who in ("resolute", "irresolute", "R_opportunist")], points
    )
    assert close(of("deter_prob"), 0.5 if size == 0.06 else 1)


def test_rows_meet_new_partners():
    pairs, rounds = 6, 6
    assert (
        len({(seat, (seat + shift) % pairs) for shift in range(rounds) for seat in range(pairs)})
        == pairs * rounds
    )


def test_few_pairs_vary():
    """'fewer than 2 or more than 6 resolute cards in about one class of six'"""
    chance = [comb(20, n) * 0.2**n * 0.8 ** (20 - n) for n in range(21)]
    assert 1 / 7 < 1 - sum(chance[2:7]) < 1 / 6


def test_the_register_gives_no_figure_of_a_document():
    rows = yaml.safe_load((CHAPTERS.parent / "models" / "register.yml").read_text("utf-8"))["costly_signals"]
    assert all(row["basis"] == "assumed" for row in rows.values())

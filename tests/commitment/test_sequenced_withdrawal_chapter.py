"""What the prose of chapters/commitment/sequenced_withdrawal.md says, shown."""

import nashpy as nash
import numpy as np
import pytest

import models
from tests.chapters import anatomy
from tests.passages import CHAPTERS, assert_passage, harmless, says, text_of
from tests.support import close, sample

SLUG = "sequenced_withdrawal"
model = models.load("sequenced_withdrawal")
preset = model.presets
EXAMPLE = {"g": 1.4, "l": 1.0, "delta": 0.5, "w": 2.5, "mu": 1, "eps": 0}

harmless("sequenced_withdrawal", "If only patience is short and the treaty large")


def at(**changes):
    return model.solve(**{**EXAMPLE, **changes})


def losses(n, g=1.4, delta=0.5, w=2.5, mu=1, eps=0):
    """For each step from the first on: what staying gains and what it loses, in points, from the rules alone.

    Played from the end: a report ends the plan, by a false alarm (eps) or because one side stayed (mu).
    """
    value, found = w, []
    for _ in range(n):
        found.append((60 * g / n, 60 * delta * (mu - eps) * value))
        value = 1 / n + delta * (1 - eps) * value
    return found[::-1]


def holds(n, **values):
    return all(gain <= loss + 1e-9 for gain, loss in losses(n, **values))


def window(limit=60, **values):
    return [n for n in range(1, limit + 1) if holds(n, **values)]


def test_the_two_steps_of_the_smallest_game():
    """'gains 84/2 = 42', 'loses 150/2 = 75', '37.5', '52.5'; one swap gains 84 and loses 75"""
    assert np.allclose(losses(2), [(42, 52.5), (42, 75)])
    assert np.allclose(losses(1), [(84, 75)])


def test_two_three_and_four_steps_hold():
    """The first guess: one breaks at the end, five at the beginning."""
    assert window() == [2, 3, 4] and (at()["n_min"], at()["n_max"]) == (2, 4)
    assert np.allclose(losses(4)[0], (21, 22.5)) and np.allclose(losses(5)[0], (16.8, 15.9375))
    for n in range(5, 9):
        gain, loss = losses(n)[0]
        assert gain > loss and losses(n)[-1][0] < losses(n)[-1][1]
    assert close(losses(5)[0][0] / losses(4)[0][0], 4 / 5)


def test_the_steps_between_lie_between_the_first_and_the_last():
    """'what is lost there lies between what is lost at the first and at the last'"""
    random = np.random.default_rng(5)
    for _ in range(500):
        values = {"g": 1, "delta": random.uniform(0.05, 0.97), "w": random.uniform(0, 5)}
        lost = [loss for _, loss in losses(int(random.integers(2, 30)), **values)]
        assert min(lost) >= min(lost[0], lost[-1]) - 1e-9 and max(lost) <= max(lost[0], lost[-1]) + 1e-9


@says(
    "sequenced_withdrawal", "That nobody moves is always an equilibrium too: to withdraw alone brings a loss."
)
def test_nobody_moving_is_an_equilibrium_of_each_plan():
    found = anatomy.Chapter.read(CHAPTERS / f"commitment/{SLUG}.md").played()
    for steps in (1, 3, 6):
        tree = found["plan"](steps)
        # where the plan does not hold the tree claims that both stay at each step
        assert max(tree.regret(**{**EXAMPLE, "w": 0}).values()) < 1e-9
    points = sample(model, count=200)
    assert (points["l"] > 0).all()


def test_of_the_plans_that_hold_the_shortest_is_worth_most():
    worth = [60 * (sum(0.5**k for k in range(n)) / n + 0.5**n * 2.5) for n in (2, 3, 4)]
    assert close(worth[0], 82.5) and worth == sorted(worth, reverse=True)
    assert close(60 * at()["v_plan"], 82.5)


@says(
    "sequenced_withdrawal",
    r"They have no upper end exactly when $\delta \ge t/(1+t)$; below that there is a largest one, or none at all.",
    "From there on an exchange that never ends needs no treaty",
    "One that ends needs the treaty for its last step.",
)
def test_which_numbers_of_steps_hold():
    """The proposition, against plans played back from the end."""
    random = np.random.default_rng(7)
    for _ in range(400):
        g, delta, w = random.uniform(0.05, 3), random.uniform(0.05, 0.9), random.uniform(0.05, 5)
        if abs(delta - g / (1 + g)) < 0.02 or g / (delta * w) > 150:
            continue
        found = window(200, g=g, delta=delta, w=w)
        assert found == list(range(found[0], found[-1] + 1)) if found else True
        assert (bool(found) and found[-1] == 200) == (delta >= g / (1 + g)), (g, delta, w, found[-3:])
    for g in (0.25, 1, 1.5):  # an exchange that never ends: cheat once, or keep all that follows
        delta = g / (1 + g)
        assert close(1 / (1 - delta), 1 + g)
    assert window(w=0, delta=0.95) == []


def test_a_plan_of_several_steps_may_be_too_coarse_at_its_first():
    """Title and text of the first figure: at 105 points two steps break at the first, and not at the last."""
    assert window(w=1.75) == [3] and (at(w=1.75)["n_min"], at(w=1.75)["n_max"]) == (3, 3)
    assert np.allclose(losses(2, w=1.75), [(42, 41.25), (42, 52.5)])
    assert "With a treaty of 105 points three steps hold. Two break at the first" in text_of(SLUG)


def test_two_unequal_steps_hold_where_no_equal_ones_do():
    """'28 points first, then 32'; all steps are equal in the model"""
    assert window(w=1.6) == [] and at(w=1.6)["regime"] == "none"
    assert 1.4 * 28 <= 0.5 * 32 + 0.25 * 96 == 40 and 1.4 * 32 <= 0.5 * 96 == 48
    assert "28 points first, then 32." in text_of(SLUG)


def test_to_stay_later_brings_less_than_to_stay_at_once():
    """What the matrix leaves out is dominated, strictly, whenever the other stays (from 0; `steps`: nowhere)."""
    assert "whatever the other does, it brings less than to stay at once." in text_of(SLUG)

    def points(steps, mine, other):
        last = min(mine, other)
        both = sum(60 / steps * 0.5**j for j in range(last))
        if mine == other:
            return both
        return both + 0.5**last * (144 if mine < other else -60) / steps

    for steps in (3, 6):
        for later in range(1, steps):
            assert all(points(steps, later, k) < points(steps, 0, k) for k in range(steps + 1))


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"delta": 0.2, "g": 1, "w": 5.0}, "One swap holds, and no finer plan"),
        ({"w": 3.0}, "so do finer plans of up to {n_max} steps."),
        ({"mu": 0.8}, "The plan of {n_min} steps holds, and no other."),
        ({}, "Plans of {n_min} to {n_max} steps hold."),
    ],
)
def test_the_sentence_under_the_picture_counts_the_plans(values, said):
    """One plan alone is not called a range of plans."""
    chapter = anatomy.Chapter.read(CHAPTERS / f"commitment/{SLUG}.md")
    [cell] = chapter["Guess, then look"][0].cells
    start = cell.index("window = [")
    names = {
        "m": model,
        "at_most": models.at_most,
        "less": models.less,
        "nothing": model.chosen("regime", "none"),
    }
    exec(cell[start : cell.index("]\n", start) + 2], names)
    window = names["window"]
    found = [model.evaluate([condition], **{**EXAMPLE, **values})[0] for condition, _ in window]
    assert said in next(text for true, (_, text) in zip(found, window, strict=True) if true)


def test_an_indifferent_ukraine_passes_the_amendment_where_russia_will_withdraw():
    assert model.solve(v_U=0.36, a_U=0.4, alpha=0.1)["escrow_regime"] == "works"
    assert model.solve(phi=0, b_R=0.3, c_W=0.3)["escrow_regime"] == "russia_stays"


def test_patience_from_which_no_plan_is_too_fine():
    """The second guess: two or three steps at 120, four too fine; 84/144"""
    assert window(w=2.0) == [2, 3] and close(at()["delta_grim"], 84 / 144)
    assert at(w=2.0, delta=0.58)["n_max"] > 0 and at(w=2.0, delta=0.59)["n_max"] == -1


@says("sequenced_withdrawal", "Only the sum of the two errors counts for Russia.")
def test_the_two_errors_count_in_sum():
    """The third guess, and 'Without a certificate … Russia stays'."""
    for alpha, phi, stays in ((0.2, 0.2, False), (0.1, 0.3, False), (0.3, 0.1, False), (0.25, 0.2, True)):
        regime = model.solve(alpha=alpha, phi=phi, b_R=0.5, c_W=0.3)["escrow_regime"]
        assert (regime == "russia_stays") == stays
    assert close(0.9 * 50 - 30, 15) and close(0.3 * 50, 15)
    points = {**sample(model, count=2_000), "alpha": 0.0, "phi": 1.0}
    assert (model.solve(**points)["escrow_regime"] == "russia_stays").all()
    points = sample(model, count=2_000)
    total = points["alpha"] + points["phi"]
    moved = {**points, "alpha": total / 2, "phi": total / 2}
    one, other = (model.solve(**z)["escrow_regime"] == "russia_stays" for z in (points, moved))
    near = np.abs(total - 1 + points["c_W"] / points["b_R"]) < 1e-9
    assert (one == other)[~near & (total / 2 < 1)].all()


@says("sequenced_withdrawal", "Staying then loses what follows only with the difference of the two chances")
def test_errors_are_less_patience_and_more_temptation():
    random = np.random.default_rng(11)
    for _ in range(300):
        mu, eps = random.uniform(0.3, 1), random.uniform(0, 0.25)
        g, delta, w = random.uniform(0.05, 3), random.uniform(0.1, 0.95), random.uniform(0, 5)
        patience, temptation = delta * (1 - eps), g * (1 - eps) / (mu - eps)
        for n in (1, 2, 5, 9):
            plain = losses(n, temptation, patience, w)
            if min(abs(gain - loss) for gain, loss in plain) > 1e-6:
                assert holds(n, g=g, delta=delta, w=w, mu=mu, eps=eps) == holds(
                    n, g=temptation, delta=patience, w=w
                )
    assert at(mu=0.2, eps=0.2)["regime"] == "none"


@says(
    "sequenced_withdrawal",
    "The loss of a side that withdraws alone is in none of the conditions: who is sure of the other never bears it.",
)
def test_the_loss_of_going_alone_changes_no_plan():
    points = sample(model, count=2_000)
    one, other = model.solve(**points), model.solve(**{**points, "l": 0.05 + 0 * points["l"]})
    for outcome in ("regime", "n_min", "n_max", "escrow_regime"):
        assert (one[outcome] == other[outcome]).all()


def test_nashpy_finds_what_the_text_says():
    """'one Nash equilibrium for the swap and for six steps … For three steps both plans, and a mix'"""
    found = {}
    for steps in (1, 3, 6):
        through = sum(0.5**k for k in range(steps)) / steps + 0.5**steps * 2.5
        rows = np.array([[60 * through, -60 / steps], [144 / steps, 0]])
        found[steps] = [tuple(row.round(4)) for row, _ in nash.Game(rows, rows.T).support_enumeration()]
    assert found[1] == found[6] == [(0, 1)]
    assert len(found[3]) == 3 and close(found[3][2][0], round(20 / 25.75, 4))


def test_the_trees_of_the_play():
    """Equilibria; and what the reader hears: 144 and 135, 24 and 22, never more than 22 by staying later."""
    found = anatomy.Chapter.read(CHAPTERS / f"commitment/{SLUG}.md").played()
    for tree in (found["swap"], found["six"], found["plan"](3)):
        assert max(tree.regret(**EXAMPLE).values()) < 1e-9
    assert found["swap"].at(**EXAMPLE).payoffs() == found["six"].at(**EXAMPLE).payoffs() == {"W": 0, "R": 0}
    assert close(60 * found["plan"](3).at(**EXAMPLE).payoffs()["W"], 53.75)
    through = 10 * sum(0.5**k for k in range(6)) + 150 / 64
    later = [10 * sum(0.5**j for j in range(k)) + 24 * 0.5**k for k in range(6)]
    assert round(through) == 22 and later[0] == 24 and max(later[1:]) <= 22 < through
    assert close(60 + 150 / 2, 135)


def test_back_to_the_document():
    """Where each claim turns, in closed form and in numbers."""
    defaults = {name: p.default for name, p in model.parameters.items()}
    C, B, D = ({**defaults, **preset[name]} for name in ("C_treaty_return", "B_one_swap", "D_bad_faith"))
    for values, passage in (
        (C, "In our reading of C that is {} full withdrawals' worth"),
        (B, "and with one above {} a single swap"),
    ):
        needed = values["g"] / (values["mu"] - values["eps"]) / values["delta"]
        assert_passage(SLUG, passage, f"{needed:.1f}")
        assert model.solve(**{**values, "w": needed + 1e-6})["n_min"] == 1
        assert model.solve(**{**values, "w": needed - 1e-6})["n_min"] > 1
    below = {d: model.solve(**{**C, "delta": d})["regime"] for d in np.arange(0.05, 0.551, 0.01)}
    assert set(below.values()) == {"none"} and model.solve(**{**C, "delta": 0.56})["n_max"] == -1
    assert_passage(SLUG, "At {} and below, no number of equal steps holds at C's prize", "0.55")
    holds_at = lambda **change: model.solve(**{**D, **change})["regime"] != "none"  # noqa: E731
    assert not holds_at() and not any(holds_at(mu=mu) for mu in np.linspace(0.1, 1, 19))
    assert "Perfect detection would not, nor the end of false alarms, nor both." in text_of(SLUG)
    assert not holds_at(eps=0) and not holds_at(mu=1, eps=0)
    assert holds_at(delta=0.91) and not holds_at(delta=0.90)
    temptation = max(g for g in np.arange(0.05, 3, 0.05) if holds_at(g=g))
    prize = min(w for w in np.arange(0, 12, 0.1) if holds_at(w=w))
    assert_passage(
        SLUG, "or $t$ of at most {}, or a treaty worth {} withdrawals", f"{temptation:.2f}", f"{prize:.1f}"
    )
    assert model.solve(**{**D, "w": prize})["n_max"] == 1
    assert model.solve(**D)["escrow_regime"] == "russia_stays" and model.solve(**D)["phi_max"] < 0
    assert (model.solve(**{**sample(model, count=2_000), "w": 0.0})["regime"] == "none").all()


@pytest.mark.parametrize(
    ("values", "plans"),
    [
        ({"w": 3.0}, [1, 2, 3, 4, 5]),
        ({"g": 1.3}, [2, 3, 4, 5]),
        ({"mu": 0.9}, [2, 3]),
        ({"mu": 0.8}, [2]),
        ({"mu": 0.79}, []),
    ],
)
def test_exercises(values, plans):
    assert window(**values) == plans
    found = at(**values)
    assert (found["n_min"], found["n_max"]) == ((plans[0], plans[-1]) if plans else (0, 0))


def test_numbers_of_the_solutions():
    assert np.allclose(losses(5, w=3)[0], (16.8, 16.875)) and np.allclose(losses(6, w=3)[0], (14, 12.5))
    assert np.allclose(losses(1, w=3)[0], (84, 90))
    assert round(5 * losses(5)[0][1], 1) == 79.7 and close(losses(1)[0][1], 75)
    assert holds(2, w=1.8) and not holds(2, w=1.79)  # 108 points
    assert close(60 * 1.4 / (2 * 0.5), 84) and close(60 * (1.4 - 0.5) / (2 * 0.25), 108)
    assert close(84 / (2 * losses(2)[0][1]), 0.8)
    assert {n: holds(2, w=n) for n in (1.4, 1.8)} == {1.4: False, 1.8: True}


@pytest.mark.parametrize(
    ("steps", "withdraws"), [(1, [False]), (3, [True] * 3), (6, [False, True, True, True, True, True])]
)
def test_the_teacher_predicts_each_step_of_each_plan(steps, withdraws):
    """'W to the end' against 'S now', by the rules of the sheet: a further step counts with one chance in two."""
    printed = {1: ["135"], 3: ["53.75", "67.5", "95"], 6: ["22.0", "24.1", "28.1", "36.25", "52.5", "85"]}[
        steps
    ]
    for k, (wanted, shown) in enumerate(zip(withdraws, printed, strict=True)):
        left = steps - k
        through = sum(60 / steps * 0.5**j for j in range(left)) + 150 * 0.5**left
        assert (through >= 144 / steps) == wanted
        assert f"{through:.{len(shown.partition('.')[2])}f}" == shown and f"`{shown} (" in text_of(SLUG)


def test_in_one_and_six_steps_to_stay_is_better_whatever_the_partner_does():
    """'S at the first step is better whatever the partner does'; with three, 78 cases in 100 decide."""
    for steps in (1, 6):
        assert 144 / steps > 60 / steps + 0.5 * most_from(steps, 1) and -60 / steps < 0
    share = 20 / (53.75 - 48 + 20)
    assert_passage(SLUG, "in at least {} cases of 100", f"{100 * share:.0f}")
    assert "24 against 22" in text_of(SLUG)


def most_from(steps, k):
    """The most a side can have from step k (from 0) on, whatever its partner does."""
    value = 150.0
    for _ in range(steps - k):
        value = max(60 / steps + 0.5 * value, 144 / steps)
    return value


def test_thresholds_span_several_stops():
    treaty = [w for w in np.arange(0, 5.01, 0.05) if at(w=float(w))["regime"] == "window"]
    patience = [d for d in np.arange(0.05, 0.971, 0.01) if at(delta=float(d))["regime"] == "window"]
    assert len(treaty) >= 5 and len(patience) >= 5

"""What the prose of chapters/leverage/sanctions_relief.md says, shown."""

import numpy as np
import pytest

import models
from tests.passages import assert_passage, harmless, says
from tests.support import close, sample

model = models.load("sanctions_relief")
solve, preset = model.solve, model.presets
EXAMPLE = {
    "cost": 0.4, "contain": 0.2, "backdown_cost": 0.15, "comply_cost": 0.4, "delta": 0.8, "snapback": 0.6, "lapse": 0.0,
}  # fmt: skip

harmless("sanctions_relief", "no deal that costs it anything is kept")


def at(**changes):
    return solve(**{**EXAMPLE, **changes})


def test_the_table_of_the_smallest_game():
    """What each side counts over the periods to come: five with this one, four after it."""
    tree = model.trees["treaty"]
    for bite, kept, broken in ((0.3, -200, -120), (0.6, -200, -240), (0.9, -200, -360)):
        assert close(500 * EXAMPLE["delta"] * -bite, broken) and close(500 * -EXAMPLE["comply_cost"], kept)
        restores = close(min(500 * 0.8 * 0.2 * bite, 60), 500 * 0.8 * 0.2 * bite)
        assert at(snapback=bite)["snapback_credible"] == restores
    assert [at(snapback=b)["regime"] for b in (0.3, 0.6, 0.9)] == [
        "target_reneges",
        "self_enforcing",
        "empty_snapback",
    ]
    assert max(tree.regret(**EXAMPLE).values()) < 1e-9


def test_between_fifty_and_seventy_five_the_deal_holds():
    """'Between the two, from 50 to 75, the deal holds.'"""
    held = [b for b in range(101) if at(snapback=b / 100)["deal_snapback"]]
    assert held == list(range(50, 76))


def test_a_west_that_likes_its_sanctions_keeps_the_deal():
    """The first guess, and its reason."""
    found = at(snapback=0.9, contain=0.5)
    assert found["deal_snapback"] and close(found["lift_limit"], 0.8)
    assert not at(snapback=0.9)["deal_snapback"]


def test_relief_that_cannot_be_undone_holds_nobody():
    """'And if the bite is 0, nothing holds Russia: no deal that costs it anything is kept.'"""
    points = sample(model, count=20_000, snapback=0.0)
    assert not solve(**points)["deal_snapback"].any()


def test_the_window_in_closed_form():
    """'k_R/δ ≤ s ≤ a/m', empty if k_R m > δ a, no ceiling if m ≤ 0"""
    points = sample(model, count=20_000, lapse=0.0)
    found = solve(**points)
    net = points["cost"] - points["contain"]
    floor = points["comply_cost"] / points["delta"]
    ceiling = np.where(net > 0, points["backdown_cost"] / np.where(net > 0, net, 1), np.inf)
    inside = (floor <= points["snapback"]) & (points["snapback"] <= ceiling)
    edge = np.minimum(abs(floor - points["snapback"]), abs(ceiling - points["snapback"])) < 1e-9
    lifts = -net <= points["delta"]
    assert np.array_equal(found["deal_snapback"][~edge], (inside & lifts)[~edge])
    none = (points["comply_cost"] * net > points["delta"] * points["backdown_cost"] + 1e-9) & (net > 0)
    assert not found["deal_snapback"][none].any()


@says(
    "sanctions_relief",
    "Relief that can be revoked buys a final act only if that is nothing or less, $h \\le 0$",
    "Unless sanctions bring the West nothing on balance, both parts must be revocable, or both final at once.",
)
def test_a_final_act_is_not_paid_for_by_a_west_that_likes_its_sanctions():
    """On balance: at 20 against 40 sanctions bring it something, and a final act is paid for."""
    assert at()["deal_recognition"] and EXAMPLE["contain"] > 0
    points = sample(model, count=20_000)
    found = solve(**points)
    gain = points["contain"] - points["cost"]
    assert not found["deal_recognition"][gain > 1e-9].any() and found["deal_snapback"][gain > 1e-9].any()
    assert found["deal_swap"][found["deal_recognition"] | found["deal_snapback"]].all()
    assert at(snapback=0.9, contain=0.5)["deal_recognition"] is False


def test_relief_that_ends_by_itself_raises_the_floor():
    """The third guess; 'It meets the ceiling of 75 at λ = 1/3'"""
    assert at(lapse=0)["target_complies"] and not at(lapse=0.2)["target_complies"]
    assert close(at(lapse=0.2)["snapback_min"], 0.625) and close(at(lapse=1 / 3)["snapback_min"], 0.75)
    points = sample(model, count=20_000)
    more = {**points, "lapse": np.minimum(0.5, points["lapse"] + 0.1)}
    assert not (solve(**more)["deal_snapback"] & ~solve(**points)["deal_snapback"]).any()


@says("sanctions_relief", "a West whose own politics ends relief more often than that can write no treaty")
def test_above_one_in_three_no_treaty_of_the_play_holds():
    for lapse, holds in ((0.3, True), (1 / 3, True), (0.34, False), (0.5, False)):
        kept = [at(lapse=lapse, snapback=b)["deal_snapback"] for b in np.linspace(0, 1, 201)]
        assert any(kept) == holds
    at_eighty = [at(backdown_cost=0.2, lapse=q, snapback=1)["deal_snapback"] for q in (0.5, 0.51)]
    assert at_eighty == [True, False] and close(at(lapse=0.5)["snapback_min"], 1)  # exercise 2


@says("sanctions_relief", "So it keeps the deal if $k_R \\le \\delta(1-\\lambda)\\,s$")
def test_to_put_a_breach_off_pays_where_to_keep_for_ever_does():
    """Keeping for ever against breaking now, summed; the text compares breaking now with breaking one period later."""
    points = sample(model, count=20_000)
    k, d, q, s = (points[name] for name in ("comply_cost", "delta", "lapse", "snapback"))
    for_ever = -((1 - d) * k + d * q * s) / (1 - d + d * q)
    now = -d * s
    later = -(1 - d) * k + q * (-d * s) + (1 - q) * d * now
    clear = np.abs(for_ever - now) > 1e-9
    assert np.array_equal((for_ever > now)[clear], (later > now)[clear])
    assert np.array_equal((for_ever > now)[clear], solve(**points)["target_complies"][clear])


def test_a_dearer_climb_down_breaks_no_deal():
    """'A commitment as public as the one of E¶2–3 lifts the ceiling out of the way.'"""
    points = sample(model, count=20_000)
    more = {**points, "backdown_cost": points["backdown_cost"] + 0.3}
    assert not (solve(**points)["deal_snapback"] & ~solve(**more)["deal_snapback"]).any()
    assert preset["E"]["backdown_cost"] / (preset["E"]["cost"] - preset["E"]["contain"]) > 1


def test_where_the_readings_stand():
    """*Back to the document*: what each reading leads to."""
    regimes = {name: solve(**preset[name])["regime"] for name in "ACDE"}
    assert regimes == {
        "A": "target_reneges",
        "C": "empty_snapback",
        "D": "target_reneges",
        "E": "self_enforcing",
    }
    assert solve()["regime"] == "self_enforcing" and solve(**preset["A"])["net_cost"] < 0
    assert solve(**{**preset["D"], "comply_cost": 0.3})["deal_snapback"]  # the stop below .31
    assert preset["C"]["snapback"] > 2 * solve(**preset["C"])["snapback_min"]


@pytest.mark.parametrize(("least", "stops"), [("snapback", 26), ("lapse", 4)])
def test_thresholds_span_several_stops(least, stops):
    values = np.arange(0, 1.0001, 0.01) if least == "snapback" else np.arange(0, 0.51, 0.05)
    base = EXAMPLE if least == "snapback" else {**EXAMPLE, "snapback": 0.6}
    held = [solve(**{**base, least: round(float(v), 2)})["deal_snapback"] for v in values]
    assert sum(held) == stops


def test_exercise_four_counts():
    """'About one point in eight is kept. A harder bite makes more deals than it breaks, and it breaks some'"""
    uniform = np.random.default_rng(1).uniform
    draws = {n: uniform(q.low, q.high, 20_000) for n, q in model.parameters.items()}
    before = solve(**draws)["deal_snapback"]
    after = solve(**{**draws, "snapback": np.minimum(1, draws["snapback"] + 0.1)})["deal_snapback"]
    assert before.mean() == pytest.approx(1 / 8, abs=0.01)
    assert (after & ~before).sum() > (before & ~after).sum() > 0


@pytest.mark.parametrize(
    ("letting_pass", "bite", "result"),
    [(60, 30, "target_reneges"), (60, 60, "self_enforcing"), (60, 90, "empty_snapback"),
     (80, 30, "target_reneges"), (80, 60, "self_enforcing"), (80, 90, "self_enforcing")],
)  # fmt: skip
def test_the_teachers_sheet_predicts_every_card(letting_pass, bite, result):
    assert at(backdown_cost=letting_pass / 400, snapback=bite / 100)["regime"] == result


def test_more_patience_can_break_a_deal():
    """*Further*: 'So more patience can break a deal.'"""
    points = sample(model, count=20_000)
    more = {**points, "delta": np.minimum(0.98, points["delta"] + 0.05)}
    assert (solve(**points)["deal_snapback"] & ~solve(**more)["deal_snapback"]).any()


def test_passages():
    assert_passage("sanctions_relief", "from {} to {}, the deal holds", "50", "75")

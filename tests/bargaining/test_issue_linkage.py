"""Issue linkage: the package against every split of the issues, regimes, verdicts, relief.

The payoffs stand here a second time beside the tree, on purpose: for any number of issues, the tree has two.
"""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings

import models
from models.bargaining.issue_linkage import linked_n
from tests.support import assert_all_reached, assert_outcomes, points, pure_equilibria, sample

model = models.load("issue_linkage")


def rules(point):
    """Weights and limits of the three issues, straight from the rules of the game."""
    z = {name: np.asarray(value, dtype=float) for name, value in point.items()}
    zero = np.zeros_like(z["a3"])
    a, b = [z["alpha"], 1 - z["alpha"], z["a3"]], [z["beta"], 1 - z["beta"], z["b3"]]
    return a, b, [z["l1"], z["l2"], zero], [z["h1"], z["h2"], zero]


def payoffs(a, b, s):
    return sum(x * y for x, y in zip(a, s, strict=True)), sum(x * (1 - y) for x, y in zip(b, s, strict=True))


def most_for_W(a, b, floor):
    """Largest payoff of W with at least `floor` for R: one issue is split, the others go to one side."""
    best = np.full(np.shape(floor), -np.inf)
    for split in range(len(a)):
        for ends in product([0.0, 1.0], repeat=len(a) - 1):
            s = list(ends[:split]) + [0.0] + list(ends[split:])
            rest, _ = payoffs(a, b, s)
            with np.errstate(all="ignore"):
                needed = np.where(floor > rest, (floor - rest) / a[split], 0.0)
            s[split] = np.clip(np.nan_to_num(needed, nan=2.0, posinf=2.0), 0, 1)
            u, v = payoffs(a, b, s)
            best = np.where(u >= floor - 1e-13, np.maximum(best, v), best)
    return best


@settings(max_examples=150, deadline=None)
@given(points(model))
def test_no_split_of_the_package_has_a_larger_product_of_gains(point):
    """R4: at the Nash solution each issue goes to the side whose gain, relative to its surplus, is larger."""
    solved = model.solve(**point)
    a, b, l, h = rules(point)  # noqa: E741
    d_R, d_W = payoffs(a, b, l)[0], payoffs(a, b, h)[1]
    assert_outcomes(solved, d_R=d_R, d_W=d_W)
    if not solved["linked_deal"]:
        assert_outcomes(solved, linked_R=d_R, linked_W=d_W, ult_R_linked=d_R, s1=np.nan, s2=np.nan, s3=np.nan)
        return
    s = [solved["s1"], solved["s2"], solved["s3"]]
    assert all(0 <= share <= 1 for share in s)
    u, v = payoffs(a, b, s)
    assert_outcomes(solved, linked_R=u, linked_W=v)
    assert u >= d_R - 1e-10 and v >= d_W - 1e-10
    weights = [x * (v - d_W) - y * (u - d_R) for x, y in zip(a, b, strict=True)]
    assert sum(max(w * (1 - x), w * -x) for w, x in zip(weights, s, strict=True)) < 1e-10


def test_a_package_passes_exactly_where_some_split_beats_the_status_quo_for_both():
    """R3, R5, R6, by trying every split with one divided issue; the ultimatum leaves W its floor."""
    point = sample(model, 8000)
    solved = model.solve(**point)
    a, b, l, h = rules(point)  # noqa: E741
    top = most_for_W(a, b, solved["d_R"])
    clear = abs(top - solved["d_W"]) > 1e-9
    assert (solved["linked_deal"] == (top >= solved["d_W"]))[clear].all()
    deal = solved["linked_deal"] & clear
    assert np.allclose(most_for_W(a, b, solved["ult_R_linked"])[deal], solved["d_W"][deal], atol=1e-9)
    alone = [l[k] <= h[k] for k in (0, 1)]
    for regime, where in {
        "optional": alone[0] & alone[1], "partial": (alone[0] ^ alone[1]) & (top >= solved["d_W"]),
        "blocks": (alone[0] ^ alone[1]) & (top < solved["d_W"]),
        "creates": ~alone[0] & ~alone[1] & (top >= solved["d_W"]),
        "no_deal": ~alone[0] & ~alone[1] & (top < solved["d_W"]),
    }.items():  # fmt: skip
        assert ((solved["regime"] == regime) == where)[clear].all(), regime
    assert (solved["ult_R_linked"] >= solved["linked_R"] - 1e-12).all()
    assert (solved["linked_R"] >= solved["d_R"] - 1e-12).all()


def test_least_relief_is_where_the_package_starts_to_pass():
    """R8: for relief held at each of many values, the core issues are split as well as they can be."""
    point = sample(model, 3000)
    solved = model.solve(**point)
    a, b, l, h = rules(point)  # noqa: E741

    def slack(relief):
        rest = solved["d_R"] - relief * a[2]
        return most_for_W(a[:2], b[:2], rest) - (solved["d_W"] - b[2]) - relief * b[2]

    best = np.max([slack(x) for x in np.linspace(0, 1, 101)], axis=0)
    found = np.isfinite(solved["relief_min"])
    assert (best[~found] < 1e-9).all() and found.any() and not found.all()
    least = np.where(found, solved["relief_min"], 0)
    assert (slack(least)[found] > -1e-9).all()
    assert (slack(np.maximum(least - 1e-4, 0))[found & (least > 0)] < 1e-12).all()
    assert (solved["linked_deal_without_relief"] == (slack(0.0) >= 0))[abs(slack(0.0)) > 1e-9].all()
    assert (least[solved["linked_deal_without_relief"]] < 1e-9).all()


@settings(max_examples=60, deadline=None)
@given(points(model))
def test_each_issue_alone_is_a_package_of_one(point):
    """R1 and the sanity limit n = 1."""
    solved = model.solve(**point)
    a, b, l, h = rules(point)  # noqa: E741
    alone = [linked_n([a[k]], [b[k]], [l[k]], [h[k]]) for k in (0, 1)]
    assert_outcomes(solved, sep_R=sum(x["u_R"] for x in alone), sep_W=sum(x["u_W"] for x in alone) + b[2],
                    deal_1=alone[0]["deal"], deal_2=alone[1]["deal"], tolerance=1e-9)  # fmt: skip
    if solved["deal_1"] and solved["deal_2"]:
        assert_outcomes(solved, ult_R_separate=a[0] * h[0] + a[1] * h[1])
    lists = [[float(x) for x in values] for values in (a, b, l, h)]
    package = linked_n(*lists)
    if package["deal"] == solved["linked_deal"]:
        assert_outcomes(package, u_R=solved["linked_R"], u_W=solved["linked_W"], tolerance=1e-8)


def test_every_regime_and_verdict_is_reached_and_partial_has_four_verdicts():
    """R6, R7 and exercise 4."""
    assert_all_reached(model)
    assert_all_reached(model, "verdict")
    solved = model.solve(**sample(model))
    in_partial = set(solved["verdict"][solved["regime"] == "partial"])
    assert in_partial == {"both_gain", "R_only", "W_only", "both_lose"}
    for regime, allowed in {"creates": {"both_gain"}, "optional": {"both_gain"}, "blocks": {"both_lose"},
                            "no_deal": {"no_change"}}.items():  # fmt: skip
        assert set(solved["verdict"][solved["regime"] == regime]) == allowed, regime


PRESETS = {
    "C21_swap": dict(regime="creates", linked_R=0.76666666667, linked_W=0.7125, s1=0.95833333333, s2=0.0,
                     sep_R=0.52, sep_W=0.62, linked_deal_without_relief=True, relief_min=0.0),
    "C21_nothing_real": dict(regime="optional", verdict="both_gain", s1=1.0, s2=0.0, linked_R=0.8,
                             linked_W=0.7),
    "D9_sanctions_relief": dict(regime="creates", linked_deal_without_relief=False, relief_min=9 / 22,
                                gain_R=0.10833333333, gain_W=0.08125, s3=1.0),
    "D20_nonstarter": dict(regime="blocks", verdict="both_lose", linked_deal=False, deal_2=True),
    "B13_19_package": dict(regime="optional", verdict="both_gain", linked_R=0.7, linked_W=0.65),
}  # fmt: skip


@pytest.mark.parametrize("preset", PRESETS)
def test_preset_gives_its_reading(preset):
    assert set(PRESETS) == set(model.presets)
    assert_outcomes(model.solve(**model.presets[preset]), **PRESETS[preset])


POINTS = [  # exercise 1; ties: l = h; equal weights; the one case in which blocking costs nobody anything
    (dict(alpha=0.8, beta=0.2, l1=0.5, h1=0.4, l2=0.5, h2=0.4),
     dict(regime="creates", linked_R=0.8, linked_W=0.8, d_R=0.5, d_W=0.6)),
    (dict(l1=0.3, h1=0.3, l2=0.7, h2=0.7), dict(regime="optional", deal_1=True, deal_2=True)),
    (dict(alpha=0.6, beta=0.6, l1=0.4, h1=0.4, l2=0.8, h2=0.1),
     dict(regime="blocks", verdict="no_change", gain_R=0.0, gain_W=0.0)),
    (dict(alpha=0.3, beta=0.3, l1=0.2, h1=0.6, l2=0.1, h2=0.5),
     dict(regime="optional", linked_R=0.13 + (1 - 0.13 - 0.47) / 2, s1=1.0, s2=3 / 70)),
    # On the frontier exactly (equal weights, sums of floats that miss 1): a deal, worth nothing to anyone.
    (dict(alpha=0.7, beta=0.7, l1=0.3, h1=0.2, l2=0.8, h2=0.9), dict(regime="blocks", linked_deal=False)),
    (dict(alpha=0.5, beta=0.5, l1=0.3, h1=0.2, l2=0.8, h2=0.9), dict(regime="partial", verdict="both_lose")),
    # Relief is free for the West: Russia gets all of it first. Worth nothing to Russia: none.
    (dict(a3=0.4, b3=0.0), dict(s3=1.0)),
    (dict(a3=0.0, b3=0.4), dict(s3=0.0, linked_R=0.76666666667, linked_W=1.1125)),
    (dict(a3=0.0, b3=0.0), dict(s3=0.0)),
]  # fmt: skip


@pytest.mark.parametrize("point, expected", POINTS)
def test_worked_points_and_ties(point, expected):
    assert_outcomes(model.solve(**point), **expected)


def test_without_different_weights_there_is_nothing_to_trade():
    """Comparative statics and exercise 2: with equal weights a deal exists exactly where d_R + d_W <= 1."""
    point = sample(model, 4000, a3=0.0, b3=0.0)
    point["beta"] = point["alpha"]
    solved = model.solve(**point)
    assert (solved["linked_deal"] == (solved["d_R"] + solved["d_W"] <= 1)).all()
    assert "creates" not in set(solved["regime"])


def test_package_flips_where_the_west_is_attached_to_issue_1():
    """C¶21 against D¶20 as a threshold in h1 (no relief)."""
    point = sample(model, 2000, a3=0.0, b3=0.0)
    a, b, d = point["alpha"], point["beta"], model.solve(**point)["d_R"]
    lo, hi = np.minimum(b / a, (1 - b) / (1 - a)), np.maximum(b / a, (1 - b) / (1 - a))
    flip = 1 - (np.minimum(1 - lo * d, hi * (1 - d)) - (1 - b) * (1 - point["h2"])) / b
    inside = (flip > 0.001) & (flip < 0.999)
    assert inside.sum() > 100
    for step, passes in ((1e-6, True), (-1e-6, False)):
        moved = {name: values[inside] for name, values in point.items()} | {"h1": flip[inside] + step}
        assert (model.solve(**moved)["linked_deal"] == passes).all()


def test_least_relief_falls_in_its_value_and_rises_in_its_cost():
    base = model.presets["D9_sanctions_relief"]
    for name, sign in (("a3", -1), ("b3", 1)):
        values = np.linspace(base[name] * 0.9, base[name] * 1.3, 9)
        assert (sign * np.diff(model.solve(**base | {name: values})["relief_min"]) > 0).all(), name


@settings(max_examples=60, deadline=None)
@given(points(model))
def test_holding_dominates_issue_by_issue_and_linking_turns_it_into_coordination(point):
    """Matrix forms: (hold, hold) alone if both have something to lose; linked, assent needs both to gain."""
    a, b, l, h = rules(point)  # noqa: E741
    give, keep = (1, 0) if point["alpha"] >= point["beta"] else (0, 1)
    if l[give] * a[give] > 1e-6 and (1 - h[keep]) * b[keep] > 1e-6:
        assert pure_equilibria(model.game(**point)) == {(1, 1)}
    cells = np.array(model.game("linked", **point).payoff_matrices)
    gains = cells[:, 0, 0] - cells[:, 1, 1]
    if (gains > 1e-6).all():
        assert pure_equilibria(model.game("linked", **point)) == {(0, 0), (1, 1)}
    elif max(gains) > 1e-6 > -1e-6 > min(gains):
        assert (0, 0) not in pure_equilibria(model.game("linked", **point))


def test_concession_game_at_the_default_is_a_dilemma():
    """Each cell by the rules: R gives up issue 2, W gives up issue 1, the rest stays open."""
    game = model.game()
    assert np.allclose(game.payoff_matrices[0], [[0.8, 0.4], [0.92, 0.52]])
    assert np.allclose(game.payoff_matrices[1], [[0.7, 0.97], [0.35, 0.62]])
    assert [[list(x) for x in pair] for pair in game.support_enumeration()] == [[[0, 1], [0, 1]]]

"""What the prose of chapters/bargaining/issue_linkage.md says, shown."""

import numpy as np
import pytest

import models
from models.bargaining.issue_linkage import linked_n
from tests.passages import assert_passage
from tests.support import close, sample

model = models.load("issue_linkage")
solve, preset = model.solve, model.presets
EXAMPLE = dict(alpha=0.8, beta=0.2, l1=0.6, l2=0.6, h1=0.4, h2=0.4, a3=0.0, b3=0.0)
ALIKE = {**EXAMPLE, "beta": 0.8, "l2": 0.2, "h2": 0.8}
DEAD = {**EXAMPLE, "beta": 0.6, "a3": 0.4, "b3": 0.1}
CARD_B = {**EXAMPLE, "beta": 0.6}
SHARES = np.arange(101) / 100


def at(**changes):
    return solve(**{**EXAMPLE, **changes})


def draws(count=20_000, **fixed):
    """The slider box without relief, with draws on the sliders' own stops, where ties sit."""
    points = sample(model, count, a3=0.0, b3=0.0, **fixed)
    coarse = sample(model, count // 2, seed=2, a3=0.0, b3=0.0, **fixed)
    return {n: np.concatenate([v, np.round(coarse[n], 1)]) for n, v in points.items()}


def packages(R=(80, 20), W=(20, 80)):
    """Points of both for each pair of shares in hundredths, from the rules of the play."""
    x1, x2 = np.meshgrid(SHARES, SHARES)
    return R[0] * x1 + R[1] * x2, W[0] * (1 - x1) + W[1] * (1 - x2), x1, x2


def best_for_W(R, W, floor):
    u, v, *_ = packages(R, W)
    return v[u >= floor - 1e-9].max()


# -- play and smallest game --------------------------------------------------------------------------------


def test_no_share_of_one_issue_satisfies_both():
    """'Alone': 60 % and 60 %, and the six sums of the play."""
    assert not ((SHARES >= 0.6) & (1 - SHARES >= 0.6)).any()
    found = at()
    assert (
        not found["deal_1"] and not found["deal_2"] and close(found["d_R"], 0.6) and close(found["d_W"], 0.6)
    )
    assert close(80 * 0.6, 48) and close(20 * 0.6, 12)


def test_the_table_of_contracts():
    u, v, x1, x2 = packages()
    for one, two, R, W in ((0.5, 0.5, 50, 50), (1, 0, 80, 80), (1, 0.25, 85, 60)):
        [row] = zip(u[(x1 == one) & (x2 == two)], v[(x1 == one) & (x2 == two)], strict=True)
        assert row == pytest.approx((R, W))


def test_the_best_packages_of_the_play():
    """'That leaves W 85', 'R's best is 85, with 60 for W', and the largest product at 80 and 80."""
    u, v, x1, x2 = packages()
    assert close(best_for_W((80, 20), (20, 80), 60), 85)
    assert close(u[v >= 60 - 1e-9].max(), 85)
    product = np.where((u >= 60) & (v >= 60), (u - 60) * (v - 60), -1)
    assert product.max() == pytest.approx(400)
    assert (x1.flat[product.argmax()], x2.flat[product.argmax()]) == (1, 0)
    assert [close(100 * at()[name], 80) for name in ("linked_R", "linked_W")] == [True, True]


def test_side_2_takes_up_to_forty_alone_and_a_quarter_of_issue_2_in_the_contract():
    """What the play's sentences after each round say."""
    assert max(s for s in SHARES if 20 * (1 - s) >= 12 - 1e-9) == pytest.approx(0.4)
    assert max(s for s in SHARES if 80 * (1 - s) >= 60 - 1e-9) == pytest.approx(0.25)
    assert max(20 * (1 - s) for s in SHARES) < 60  # with issue 2 whole for Side 1, Side 2 refuses all
    tree = model.trees["package"]
    assert max(tree.regret(**EXAMPLE).values()) < 1e-9


# -- the weight at which the package dies --------------------------------------------------------------------


def test_there_is_a_package_where_what_w_can_have_is_no_less_than_what_it_has():
    """Both displayed conditions, at β₁ ≤ α₁ and d_R ≤ α₁, ties and a denominator below zero included."""
    points = draws()
    found = solve(**points)
    a, b, d_R, h1, h2 = (
        points["alpha"], points["beta"], found["d_R"], points["h1"], points["h2"],
    )  # fmt: skip
    holds = (b <= a) & (d_R <= a)
    deal, slack = found["linked_deal"], 1 - b / a * d_R - found["d_W"]
    assert holds.sum() > 5000
    assert np.array_equal(deal[holds], (slack >= -1e-12)[holds])
    below = d_R / a + h2 - h1
    positive = holds & (below > 1e-9)
    with np.errstate(divide="ignore", invalid="ignore"):
        limit = h2 / below
    clear = positive & (abs(b - limit) > 1e-9)
    assert np.array_equal(deal[clear], (b < limit)[clear])
    assert deal[positive & ~clear].all()  # as much either way: it is signed
    assert (holds & (below <= 0)).any() and deal[holds & (below <= 0)].all()


def test_the_package_dies_between_53_and_54():
    """The first guess: 55 against 60; the tour."""
    assert close(best_for_W((80, 20), (60, 40), 60), 55)
    assert not at(beta=0.6)["linked_deal"]
    assert [at(beta=b)["linked_deal"] for b in (0.53, 0.54)] == [True, False]
    assert_passage("issue_linkage", "in the play $0.4/{}$", f"{0.6 / 0.8 + 0.4 - 0.4:.2f}")
    stops = [at(beta=b)["regime"] for b in np.arange(5, 96) / 100]
    assert stops.count("creates") == 49 and stops.count("no_deal") == 42


# -- both want the same ----------------------------------------------------------------------------------------


def test_with_equal_weights_a_package_exists_if_open_claims_sum_to_no_more_than_one():
    """Proposition 1, its step, and 'tying creates no deal where neither issue has one'."""
    points = draws()
    points["beta"] = points["alpha"]
    found = solve(**points)
    total = found["d_R"] + found["d_W"]
    assert np.array_equal(found["linked_deal"], total <= 1 + 1e-12)
    a = points["alpha"]
    step = 1 + a * (points["l1"] - points["h1"]) + (1 - a) * (points["l2"] - points["h2"])
    assert np.allclose(total, step)
    assert not (found["regime"] == "creates").any() and (found["regime"] == "no_deal").any()


def test_where_tying_creates_none_loses_and_where_it_destroys_both_lose():
    """Proposition 2."""
    points = draws()
    found = solve(**points)
    made, gone = found["regime"] == "creates", found["regime"] == "blocks"
    assert made.sum() > 500 and gone.sum() > 500
    assert (found["gain_R"][made] > -1e-9).all() and (found["gain_W"][made] > -1e-9).all()
    alone = np.where(found["deal_1"], points["h1"] - points["l1"], points["h2"] - points["l2"])
    empty = alone < 1e-9
    assert (gone & empty).any()
    assert (found["verdict"][gone & ~empty] == "both_lose").all()
    assert (found["verdict"][gone & empty] == "no_change").all()


def test_all_or_nothing_costs_six_points():
    """The second guess: 58 each one by one, 52 each with all open."""
    found = solve(**ALIKE)
    assert close(found["sep_R"], 0.58) and close(found["sep_W"], 0.58) and close(found["d_R"], 0.52)
    assert close(found["d_W"], 0.52) and found["regime"] == "blocks" and close(found["gain_R"], -0.06)
    u, v, *_ = packages((80, 20), (80, 20))
    assert np.allclose(u + v, 100)
    stops = [solve(**{**ALIKE, "h1": h})["regime"] for h in SHARES]
    assert [stops.count(r) for r in ("blocks", "partial", "optional")] == [45, 15, 41]


def test_a_package_that_both_sign_can_leave_both_worse_off():
    """'Yet both may be worse off than with the one issue', and the folded 'All four verdicts occur'."""
    found = solve(**{**ALIKE, "l2": 0.1, "h2": 0.95})
    assert (
        found["regime"] == "partial" and found["verdict"] == "both_lose" and found["linked_R"] >= found["d_R"]
    )
    found = solve(**sample(model, a3=0.0, b3=0.0))
    inside = found["verdict"][found["regime"] == "partial"]
    shares = {name: (inside == name).mean() for name in np.unique(inside)}
    assert set(shares) == {"both_gain", "R_only", "W_only", "both_lose"}
    assert 0.63 < shares["both_gain"] < 0.7


# -- relief ----------------------------------------------------------------------------------------------------


def test_the_least_relief_is_what_is_missing_over_what_relief_adds():
    """The formula and its conditions; 'In all other cases no relief revives the package'."""
    points = sample(model, 40_000)
    found = solve(**points)
    a, b, a3, b3, d_R = (points["alpha"], points["beta"], points["a3"], points["b3"], found["d_R"])
    core = found["d_W"] - b3
    case = (b <= a) & (d_R <= a) & ~found["linked_deal_without_relief"]
    adds = b / a * a3 - b3
    with np.errstate(divide="ignore", invalid="ignore"):
        least = (core - 1 + b / a * d_R) / adds
    good = case & (adds > 0) & (least <= 1) & (least * a3 <= d_R)
    edge = np.isclose(least, 1, atol=1e-9) | np.isclose(least * a3, d_R, atol=1e-9)
    assert good.sum() > 300 and np.allclose(found["relief_min"][good], least[good], atol=1e-8)
    none = case & ~good & ~edge
    assert none.sum() > 500 and np.isnan(found["relief_min"][none]).all()
    costly = case & (adds <= 0)
    assert costly.any() and np.isnan(found["relief_min"][costly]).all()


def test_a_quarter_of_relief_revives_the_dead_package():
    """The third guess: five points are missing, full relief adds 20; and Nash's rule gives all of it."""
    assert close(60 - best_for_W((80, 20), (60, 40), 60), 5) and close(0.75 * 40 - 10, 20)
    found = solve(**DEAD)
    assert close(found["relief_min"], 0.25) and found["s3"] == 1 and close(found["s1"], 0.375)
    assert solve(**{**DEAD, "b3": 0.05})["relief_min"] == pytest.approx(0.2)
    passes = [np.isfinite(solve(**{**DEAD, "b3": b / 20})["relief_min"]) for b in range(21)]
    assert passes == [True] * 6 + [False] * 15


def test_relief_is_cheaper_for_w_than_issue_1():
    """'Relief is cheaper for W than issue 1': cost per point of R, a quarter against three."""
    assert DEAD["b3"] / DEAD["a3"] < DEAD["beta"] / DEAD["alpha"]


# -- by machine --------------------------------------------------------------------------------------------------


def test_conceding_is_a_dilemma_and_a_contract_has_two_equilibria():
    game = model.game("concessions", **EXAMPLE)
    R, W = (100 * m for m in game.payoff_matrices)
    assert np.allclose(R, [[80, 48], [92, 60]]) and np.allclose(W, [[80, 92], [48, 60]])
    assert (R[1] > R[0]).all() and (W[:, 1] > W[:, 0]).all()
    pure = [[round(p[0]) for p in pair] for pair in model.game("linked", **EXAMPLE).vertex_enumeration()]
    assert sorted(pure) == [[0, 0], [1, 1]]
    # a player that signs with any chance makes signing the only best reply: no others
    gain = 0.2 * np.linspace(0.001, 1, 100)
    assert (gain > 0).all() and close(at()["linked_R"] - at()["d_R"], 0.2)


# -- back to the document ------------------------------------------------------------------------------------------


def test_where_c_and_harris_stand():
    """The limits of both readings, on both sides; 'no higher weight brings the package back'."""
    for name in ("C21_swap", "D20_nonstarter"):
        values = {**{n: p.default for n, p in model.parameters.items()}, **preset[name]}
        d_R = solve(**values)["d_R"]
        limit = values["h2"] / (d_R / values["alpha"] + values["h2"] - values["h1"])
        weights = np.linspace(0.01, 0.99, 981)
        deals = solve(**{**values, "beta": weights})["linked_deal"]
        assert d_R <= values["alpha"] and limit < values["alpha"]
        assert np.array_equal(deals, weights <= limit + 1e-12)
    assert (
        solve(**preset["C21_swap"])["linked_deal"] and solve(**preset["D20_nonstarter"])["regime"] == "blocks"
    )
    assert solve(**preset["D20_nonstarter"])["deal_2"]
    edge = [solve(**{**preset["D20_nonstarter"], "h1": h})["linked_deal"] for h in (0.4348, 0.4349)]
    assert edge == [False, True]


def test_nothing_real_makes_the_package_unnecessary():
    values = preset["C21_nothing_real"]
    found = solve(**values)
    assert found["deal_1"] and found["deal_2"] and found["verdict"] == "both_gain"
    assert [solve(**{**values, "h1": h})["deal_1"] for h in (0.49, 0.5)] == [False, True]


def test_a_claim_already_decided_leaves_no_room_from_088_on():
    assert [solve(l1=x)["linked_deal"] for x in (0.878, 0.879)] == [True, False]
    assert close((solve()["ult_R_linked"] - 0.2 * 0.6) / 0.8, 0.87857, 1e-4)


def test_relief_in_the_reading_of_d9():
    values = preset["D9_sanctions_relief"]
    found = solve(**values)
    assert not found["linked_deal_without_relief"] and found["relief_min"] == pytest.approx(9 / 22)
    assert [np.isfinite(solve(**{**values, "b3": b})["relief_min"]) for b in (0.262, 0.263)] == [True, False]


def test_two_of_b_s_subjects_have_a_deal_each():
    found = solve(**preset["B13_19_package"])
    assert found["deal_1"] and found["deal_2"]
    assert (round(100 * found["gain_R"]), round(100 * found["gain_W"])) == (22, 10)


# -- questions, exercises, activity ---------------------------------------------------------------------------------


def test_the_limits_asked_for_at_the_end_are_those_of_the_model():
    for h2 in (0.2, 0.25, 0.3, 0.5):
        limit = h2 / (0.75 + h2 - 0.4)
        assert limit < 0.8
        assert at(h2=h2, beta=limit - 1e-6)["linked_deal"] and not at(h2=h2, beta=limit + 1e-6)["linked_deal"]


def test_exercise_1_and_3():
    found = at(alpha=0.7, beta=0.3)
    assert close(best_for_W((70, 30), (30, 70), 60), 100 - 3 / 7 * 60, 0.01)
    assert close(found["linked_R"], 0.7) and close(found["linked_W"], 0.7)
    found = at(beta=0.5)
    assert close(found["linked_R"], 0.62) and close(found["linked_W"], 0.6125) and close(found["s1"], 62 / 80)
    assert found["s2"] == 0


def test_exercise_2_the_mirror():
    alpha = np.round(np.arange(0.5, 0.951, 0.005), 3)
    found = at(alpha=alpha, beta=1 - alpha)
    assert np.array_equal(found["linked_deal"], alpha >= 0.6)
    assert np.allclose(found["d_R"], 0.6) and np.allclose(found["d_W"], 0.6)


def test_exercise_4_nash_s_barter():
    bill, jack = [2, 2, 2, 2, 4, 10, 4, 6, 2], [4, 2, 1, 2, 1, 1, 1, 2, 2]
    owner = [1] * 5 + [0] * 4
    found = linked_n(bill, jack, owner, owner)
    assert found["shares"] == pytest.approx([0, 0, 0, 0, 1, 1, 1, 1, 0])
    assert (found["u_R"] - sum(bill[:5]), found["u_W"] - sum(jack[5:])) == pytest.approx((12, 5))

    def box(worth):
        return linked_n(bill, [*jack[:4], worth, *jack[5:]], owner, owner)["shares"]

    assert box(5 / 3 - 0.001)[4] == 1 and 0 < box(5 / 3 + 0.001)[4] < 1
    assert 0 < box(8 / 3 - 0.001)[4] < 1 and box(8 / 3 + 0.001)[4] == 0
    assert box(8 / 3 + 0.001)[2] == 1  # Bill keeps the ball


def test_the_teachers_predictions_for_both_cards():
    """Card A: from 60/85 to 85/60, by Nash's rule 80/80. Card B: 55 at most, 80/40 for the swap."""
    assert (best_for_W((80, 20), (20, 80), 60), best_for_W((80, 20), (60, 40), 60)) == pytest.approx((85, 55))
    u, v, x1, x2 = packages(W=(60, 40))
    assert not ((u >= 60) & (v >= 60)).any()
    swap = (x1 == 1) & (x2 == 0)
    assert (u[swap][0], v[swap][0]) == pytest.approx((80, 40))
    for values in (EXAMPLE, CARD_B):
        found = solve(**values)
        assert not found["deal_1"] and not found["deal_2"] and close(found["d_W"], 0.6)
    assert np.allclose(0.6 * np.array([60, 40, 20, 80]), [36, 24, 12, 48])


# -- what a reading found ---------------------------------------------------------------------------------------------


def test_more_relief_than_the_least_may_be_too_much():
    """So the figure names the least, and does not say 'from there on': R has its 60 at 60 % of relief, the rest only costs."""
    values = {**DEAD, "a3": 1.0, "b3": 0.5}
    assert solve(**values)["relief_min"] == pytest.approx(0.2)

    def above_open(relief):
        return best_for_W((80, 20), (60, 40), max(0, 60 - 100 * relief)) - 50 * relief - 60

    assert above_open(0.2) == pytest.approx(0, abs=1) and above_open(0.5) > 0 and above_open(1) < 0


def test_relief_that_spares_more_than_it_costs_may_still_be_too_little():
    """Why the title says 'can': full relief spares 3.75 of issue 1, costs nothing, and five are missing."""
    assert np.isnan(solve(**{**DEAD, "a3": 0.05, "b3": 0.0})["relief_min"])


def test_with_equal_weights_tying_can_destroy_and_the_package_can_die_but_need_not():
    """Why two titles say 'can'."""
    points = draws()
    points["beta"] = points["alpha"]
    found = solve(**points)
    one = found["deal_1"] != found["deal_2"]
    assert {"blocks", "partial"} == set(found["regime"][one])
    assert 0.3 < found["linked_deal"].mean() < 0.7


# -- what a second reading found -------------------------------------------------------------------------------------


def test_in_the_first_question_issue_1_matters_more_to_both():
    assert_passage(
        "issue_linkage", "Issue 1 now matters more than issue 2 to both, to R still more than to W"
    )
    assert EXAMPLE["alpha"] > CARD_B["beta"] > 0.5


def test_the_rounded_limits_say_on_which_side_of_them_the_package_is():
    """On the sliders' own stops, 0.48 and 0.43, there is none."""
    assert_passage("issue_linkage", "the package lives up to just under {{abbr}}`0.48")
    assert_passage("issue_linkage", "it would take an $h_1$ just above {{abbr}}`0.43")
    swap, nonstarter = preset["C21_swap"], preset["D20_nonstarter"]
    assert [solve(**{**swap, "beta": b})["linked_deal"] for b in (0.47, 0.48)] == [True, False]
    assert [solve(**{**nonstarter, "h1": h})["linked_deal"] for h in (0.43, 0.44)] == [False, True]


@pytest.mark.parametrize(("values", "limit"), [(EXAMPLE, 0.40), (dict(preset["C21_swap"]), 0.357)])
def test_with_whole_issues_the_swap_dies_earlier(values, limit):
    """'Whole or not at all': each of the four contracts against all open, at each weight of issue 1 for W."""
    values = {**{n: p.default for n, p in model.parameters.items()}, **values}
    alpha, h1, h2 = values["alpha"], values["h1"], values["h2"]
    assert h2 / (1 + h2 - h1) == pytest.approx(limit, abs=5e-4)
    for beta in np.linspace(0.05, 0.95, 181):
        open_ = solve(**{**values, "beta": beta})
        signed = [(x, y) for x in (0, 1) for y in (0, 1)
                  if alpha * x + (1 - alpha) * y >= open_["d_R"] - 1e-12
                  and beta * (1 - x) + (1 - beta) * (1 - y) >= open_["d_W"] - 1e-12]  # fmt: skip
        assert signed == ([(1, 0)] if beta <= h2 / (1 + h2 - h1) + 1e-12 else [])
        assert not signed or open_["linked_deal"]


@pytest.mark.parametrize("count", [2, 3, 4])
def test_the_best_packages_make_a_stretch_for_each_issue(count):
    """*Any number of issues*: each stretch steeper than the one before; two issues make one corner."""
    a, b = np.random.default_rng(count).dirichlet(np.ones(count), 2)
    floors = np.linspace(0.001, 0.999, 4_001)
    order = np.argsort(b / a)
    given, ends = np.zeros_like(floors), np.concatenate([[0], np.cumsum(a[order])])
    for k, start in zip(order, ends[:-1], strict=True):
        given += np.clip(floors - start, 0, a[k]) * b[k] / a[k]
    slopes = np.unique(np.round(np.diff(given) / np.diff(floors), 6))
    assert all(np.isclose(slopes, rate, atol=1e-5).any() for rate in b / a)
    best = [linked_n(list(a), list(b), [0.0] * count, [1.0] * count)[name] for name in ("u_R", "u_W")]
    assert abs(best[1] - (1 - np.interp(best[0], floors, given))) < 1e-3
    assert_passage("issue_linkage", "a line with a stretch for each issue")

"""The synthesis: shares counted draw by draw, rules played by hand, bad input, executors, time."""

import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import qmc

import models
from models.synthesis import _attribution, _draws
from models.synthesis import five_proposals as synthesis
from models.synthesis._premises import BASELINE, BOXES, READINGS, STANCES, TESTS, THEMES, pushes

model = models.load("five_proposals")
FEW = dict(n_draws=256)


def by_test(**options):
    return {row["test"]: row for row in synthesis.prob_table(**options)}


def by_pair(**options):
    return {f"{row['i']}-{row['j']}": row for row in synthesis.crux_table(**options)}


@pytest.fixture(scope="module")
def scorecard():
    return by_test()


@pytest.fixture(scope="module")
def cruxes():
    return by_pair()


# -- counting ------------------------------------------------------------------------------------------------


TRADE = ("penalty", "complement", "omega", "theta_large", "kappa", "beta", "phi")


def counted(test, stances, third=1 / 3, n=64):
    """R1, R2 draw by draw, through `solve` (which refuses what lies outside a domain)."""
    claim, box = TESTS[test], BOXES[TESTS[test].model]
    u = qmc.Sobol(len(box.ranges), scramble=True, seed=1).random(256)[:n]
    sides, hits = {}, 0
    for theme in THEMES.values():
        for link, sign in theme.links.items():
            sides[link] = sign * stances[theme.name]
    for row in u:
        d = {}
        for x, (name, (low, high)) in zip(row, box.ranges.items(), strict=True):
            source = "secondary_sanctions" if name in TRADE and claim.model == "frozen_asset" else claim.model
            side = sides.get(f"{source}.{name}", 0)
            x = {0: x, -1: third * x, 1: 1 - third + third * x}[side]
            d[name] = low + (high - low) * x
        if claim.model == "security_guarantees":
            d["k_hi"] = d["k_lo"] + d.pop("k_gap")
        if claim.model == "mediation":
            d["cost_high"] = d["cost_low"] + d.pop("cost_gap")
        if claim.model == "private_information":
            d |= dict(types="two_type", c_hi=max(0, d["c_lo"]) + d.pop("c_gap"))
        if claim.model == "deferred_sovereignty":
            d["c_R"], d["c_U"] = d.pop("r_R") * min(d["p"], 0.6), d.pop("r_U") * min(1 - d["p"], 0.6)
            d["kappa"] = float(np.exp(d.pop("log_kappa")))
        if claim.model == "frozen_asset":
            trade = {name: d.pop(name) for name in TRADE}
            d["revenue"] = models.load("secondary_sanctions").solve(**trade)["target_revenue"]
        found = models.load(claim.model).solve(**d)[claim.outcome]
        hits += found in claim.among if claim.among else found < 1e-9 if test == "threat" else found
    return hits / n


@pytest.mark.parametrize("test", TESTS)
def test_shares_are_what_counting_draw_by_draw_gives(test):
    reading = list(READINGS)[len(test) % 6]
    box = BOXES[TESTS[test].model]
    drawn = _draws.draw(
        box, [tuple(pushes(box.model, STANCES[reading]).values())], _draws.Settings(1 / 3, 256, 1)
    )
    point = {name: np.broadcast_to(v, (1, 256))[:, :64] for name, v in box.point(drawn).items()}
    assert TESTS[test].holds(point).mean() == counted(test, STANCES[reading])


def test_no_stance_at_all_is_the_baseline():
    for test in TESTS:
        solved = model.solve(test=test, reading_i="own", reading_j="own", **FEW)
        assert (
            solved["prob_i"] == solved["prob_baseline"] == solved["prob_j"] and solved["crux_kind"] == "none"
        )


@pytest.mark.parametrize("name", ["penalty", "settle_cost", "tau"])
def test_both_halves_of_a_parameter_make_up_the_baseline(name):
    """Sanity limit: third = 1/2, stances +1 and -1 in equal parts."""
    ask = _draws.Settings(0.5, 4096, 1)
    pushed = [pushes("frozen_asset", BASELINE) | {name: side} for side in (-1, 0, 1)]
    low, base, high = (_draws.share("pressure_settles", p, ask) for p in pushed)
    assert (low + high) / 2 == pytest.approx(base, abs=0.03) and low != high


# -- attribution and verdicts --------------------------------------------------------------------------------


sides = st.fixed_dictionaries({theme: st.sampled_from([-1, 0, 1]) for theme in THEMES})


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(list(TESTS)), sides, sides)
def test_attributions_add_up_and_turn_with_the_pair(test, mine, theirs):
    """R4: efficiency and antisymmetry to 1e-12; a theme without a link or a difference has no part."""
    ask = _draws.Settings(1 / 3, 256, 1)
    there, back = (_attribution.attribution(test, *p, ask) for p in ((mine, theirs), (theirs, mine)))
    prob = [_draws.share(test, pushes(TESTS[test].model, s), ask) for s in (mine, theirs)]
    assert sum(there.values()) == pytest.approx(prob[1] - prob[0], abs=1e-12)
    assert back == pytest.approx({theme: -part for theme, part in there.items()}, abs=1e-12)
    slug = TESTS[test].model
    drawn = {"frozen_asset": ("frozen_asset", "secondary_sanctions")}.get(slug, (slug,))
    linked = {t for t, row in THEMES.items() if any(link.split(".")[0] in drawn for link in row.links)}
    assert set(there) == {theme for theme in linked if mine[theme] != theirs[theme]}


@settings(max_examples=200, deadline=None)
@given(st.lists(st.integers(0, 12).map(lambda k: k / 12), min_size=6, max_size=6))
def test_verdict_follows_its_rule_on_its_boundaries_too(probs):
    """R3, with every share on a twelfth so that 1/3, 1/2 and 2/3 are hit; in twelfths all is exact."""
    twelfths = sorted(round(12 * p) for p in probs)
    expected = ("robust" if twelfths[0] >= 8 else "refuted" if twelfths[-1] <= 4
                else "divided" if twelfths[-1] - twelfths[0] >= 6 else "unsettled")  # fmt: skip
    given_probs = {f"prob_{r}": p for r, p in zip(READINGS, probs, strict=True)}
    assert model.regimes[int(model.compute(given_probs, ["regime"])["regime"])] == expected


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 4), st.booleans()), min_size=8, max_size=8))
def test_crux_follows_its_rule_with_ties_to_the_alphabet(rows):
    """R5 on sizes in fortieths, where 0.05 is hit."""
    size = {theme: k for theme, (k, _) in zip(THEMES, rows, strict=True)}
    opposed = {theme: side and size[theme] > 0 for theme, (_, side) in zip(THEMES, rows, strict=True)}
    best = lambda names: min(names, key=lambda t: (-size[t], t)) if names else None  # noqa: E731
    kind, theme = "none", "none"
    for name, among in (("opposed", [t for t in THEMES if opposed[t]]), ("unshared", list(THEMES))):
        if kind == "none" and among and size[best(among)] >= 2:
            kind, theme = name, best(among)
    point = {f"size_{t}": k / 40 for t, k in size.items()} | {
        f"opposed_{t}": float(s) for t, s in opposed.items()
    }
    found = model.compute(point, ["crux_kind", "crux_theme", "crux_size"])
    named = [model.categories(n)[int(found[n])] for n in ("crux_kind", "crux_theme")]
    assert named == [kind, theme] and found["crux_size"] == (size[theme] / 40 if theme != "none" else 0)


def test_solve_agrees_with_the_tables(scorecard, cruxes):
    solved = model.solve(
        test=np.array([["relief"], ["unity"]]), reading_i="B", reading_j=np.array(["C", "Dc"])
    )
    for row, test in enumerate(["relief", "unity"]):
        for column, reading in enumerate(["C", "Dc"]):
            cell = {name: values[row, column] for name, values in solved.items()}
            expected = [scorecard[test][key] for key in ("regime", "B", reading, "baseline")]
            assert [cell[key] for key in ("regime", "prob_i", "prob_j", "prob_baseline")] == expected
            crux = cruxes[f"B-{reading}"]
            assert all(
                cell[key] == crux[key] for key in ("crux_kind", "crux_theme", "crux_size", "crux_parameter")
            )


def test_one_premise_with_one_link_is_the_whole_difference():
    """R5: B with a long horizon differs from B in `stepwise` alone, and there through delta alone."""
    table = {"own": {**STANCES["B"], "horizon": 1}}
    row = by_pair(stances=table)["B-own"]
    there, here = (by_test(stances=table)["stepwise"][reading] for reading in ("own", "B"))
    assert row["crux_theme"] == "horizon" and row["crux_parameter"] == "sequenced_withdrawal.delta"
    assert row["crux_size"] == row["parameters"][row["crux_parameter"]] == there - here > 0.3
    assert sum(row["sizes"].values()) == row["crux_size"] == sum(row["parameters"].values())


def test_own_stances_of_a_document_give_its_shares(scorecard):
    stances = {f"own_{theme}": stance for theme, stance in STANCES["E"].items()}
    for test in ("unity", "deferral"):
        assert synthesis.evaluate(test, "own", **stances)["prob_i"] == scorecard[test]["E"]
        assert synthesis.evaluate(test=test, reading_i="own", **stances)["prob_i"] == scorecard[test]["E"]
    assert by_test(stances={"own": STANCES["E"]})["trust"]["own"] == scorecard["trust"]["E"]


def test_a_reading_has_no_crux_with_itself():
    solved = model.solve(reading_i=np.array(list(READINGS)), reading_j=np.array(list(READINGS)), **FEW)
    assert (
        set(solved["crux_theme"]) == set(solved["crux_parameter"]) == {"none"}
        and not solved["crux_size"].any()
    )


def test_shares_of_regimes(scorecard):
    """R6: all models but this one; where a claim is a set of regimes its share is the baseline."""
    with_regimes = [slug for slug in models.catalogue()[:-1] if models.load(slug).regimes]
    assert set(models.catalogue()[:-1]) - set(with_regimes) == {"moratorium"}
    for slug in with_regimes:
        found = synthesis.regime_shares(slug)
        assert sum(found.values()) == pytest.approx(1) and tuple(found) == models.load(slug).regimes, slug
    assert synthesis.regime_shares("attrition")["R_gives_way"] == scorecard["attrition"]["baseline"]
    assert 1 - synthesis.regime_shares("sequenced_withdrawal")["none"] == scorecard["stepwise"]["baseline"]


# -- bad input, executors, time ------------------------------------------------------------------------------


@pytest.mark.parametrize("call, words", [
    (lambda: model.solve(test="unit"), "test must be one of"),
    (lambda: model.solve(reading_i="F"), "reading_i must be one of"),
    (lambda: model.solve(third=0.51), "third must lie in"),
    (lambda: model.solve(third=0), "third must lie in"),
    (lambda: model.solve(n_draws=1000), "n_draws must be a power of two"),
    (lambda: model.solve(n_draws=128), "n_draws must lie in"),
    (lambda: model.solve(n_draws=2**17), "n_draws must lie in"),
    (lambda: model.solve(own_west=2), "own_west must lie in"),
    (lambda: model.solve(own_west=0.5), "own_west must lie in"),
    (lambda: synthesis.prob_table(n_draws=1000), "power of two"),
    (lambda: synthesis.crux_table(third=1), "third must lie in"),
    (lambda: synthesis.sobol_table("unit"), "test must be one of"),
    (lambda: synthesis.self_reliance("F"), "reading must be one of"),
    (lambda: synthesis.regime_shares("deterence"), "deterrence"),
    (lambda: synthesis.regime_shares("five_proposals"), "no regimes of its own"),
])  # fmt: skip
def test_bad_input_is_refused(call, words):
    with pytest.raises(ValueError, match=words):
        call()


@pytest.mark.parametrize("pool", [ThreadPoolExecutor, ProcessPoolExecutor])
def test_any_executor_gives_the_same_tables(pool):
    """Shares are forgotten in between, so that the second time they come from the executor."""
    options = dict(n_draws=256, seed=7)
    alone = (
        synthesis.prob_table(**options),
        synthesis.crux_table(**options),
        synthesis.sobol_table("threat", n=64),
    )
    _draws._shares.clear()
    told = []
    with pool(2) as executor:
        jobs = dict(executor=executor, progress=lambda done, total: told.append((done, total)))
        again = (synthesis.prob_table(**options, **jobs), synthesis.crux_table(**options, **jobs),
                 synthesis.sobol_table("threat", n=64, **jobs))  # fmt: skip
    assert again == alone
    assert told and all(0 < done <= total for done, total in told)


def test_all_tables_take_less_than_a_minute():
    _draws._shares.clear()
    start = time.perf_counter()
    assert len(synthesis.prob_table()) == 13 and len(synthesis.crux_table()) == len(
        list(combinations(READINGS, 2))
    )
    for test in TESTS:
        synthesis.sobol_table(test)
    assert time.perf_counter() - start < 60

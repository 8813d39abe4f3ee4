"""Security guarantees: no gain from deviating, requirements by bisection, ties, limits, numbers.

The payoffs stand here a second time beside the tree, on purpose: for all domains at once, the tree has land.
"""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import models
from tests.support import assert_all_reached, assert_outcomes, at, count, points, pure_equilibria, sample

MODEL = models.load("security_guarantees")
DOMAINS = ("sea", "air", "land", "cyber")
LAND_ONLY = {"e_sea": 0, "e_air": 0, "e_cyber": 0}
ONE_DANGER = {"s_sea": 0, "s_air": 0, "s_cyber": 0}
SANE = {"lam": st.floats(1e-3, 0.5), "rho": st.one_of(st.just(0.0), st.floats(1e-3, 0.2))}


# -- the game, from its rules -------------------------------------------------------------------------------
def exposed(z):
    """Presence hit by an attack, per domain."""
    own = [z[f"a_{i}"] * z[f"e_{i}"] for i in DOMAINS]
    return own if z["technology"] == "weakest_link" else [sum(own)] * 4


def intervenes(z, M, k):
    return -k >= -(z["v"] + z["lam"] * M)


def chance(z, M):
    """Probability over k that G intervenes: the mass of [k_lo, k_hi] below its loss from abandoning."""
    return float(np.interp(z["v"] + z["lam"] * M, [z["k_lo"], z["k_hi"]], [0, 1]))


def attack_payoff(z, i, M, q):
    """R's expected payoff from attacking domain i."""
    abandoned = z[f"s_{i}"] - z["c"] - z["rho"] * M
    return (1 - q) * abandoned + q * (abandoned - z["d"])


def least_presence(z, i):
    """Bisection for the least M at which attacking i does not pay; inf if none is found."""
    low, high = 0.0, 1e7
    pays = lambda M: attack_payoff(z, i, M, chance(z, M)) > 1e-12  # noqa: E731
    if not pays(low):
        return 0.0
    if pays(high):
        return np.inf
    for _ in range(120):
        middle = (low + high) / 2
        low, high = (middle, high) if pays(middle) else (low, middle)
    return high


# -- equilibrium --------------------------------------------------------------------------------------------
@settings(max_examples=100, deadline=None)
@given(points(MODEL, **SANE))
def test_no_player_gains_by_deviating(z):
    """R1, R2, R6: G type by type, R against the true chances, U against the chances she believes."""
    assume(z["k_hi"] - z["k_lo"] > 1e-3)
    found, M = MODEL.solve(**z), exposed(z)
    true = [chance(z, x) for x in M]
    grid = np.linspace(z["k_lo"], z["k_hi"], 2001)
    for i, q, x in zip(DOMAINS, true, M, strict=True):
        assert found[f"q_{i}"] == pytest.approx(q, abs=1e-9)
        assert np.mean([intervenes(z, x, k) for k in grid]) == pytest.approx(q, abs=1e-3)
    gains = dict(zip(("none", *DOMAINS), [0, *map(attack_payoff, [z] * 4, DOMAINS, M, true)], strict=True))
    assert gains[found["attack_domain"]] >= max(gains.values()) - 1e-9
    assert found["r_gain"] == pytest.approx(max(gains.values()), abs=1e-9)

    felt = [min(1, q + z["overconf"]) for q in true]
    seen = [attack_payoff(z, i, x, q) for i, x, q in zip(DOMAINS, M, felt, strict=True)]
    best = [q for q, b in zip(felt, seen, strict=True) if b >= max(seen) - 1e-9]
    rescued = {q - z["harm"] for q in best} if max(seen) > -1e-9 else set()
    firm = rescued | ({1.0} if max(seen) <= 1e-9 else set())
    yields = 1 - z["concession"]
    if found["protege_action"] == "firm":
        assert max(firm) >= yields - 1e-9
    else:
        assert min(firm) <= yields + 1e-9

    if found["path"] == "accommodation":
        expected = z["concession"], yields, 0
    elif found["attack_domain"] == "none":
        expected = 0, 1, 0
    else:
        q = true[DOMAINS.index(found["attack_domain"])]
        expected = gains[found["attack_domain"]], q * (1 - z["harm"]) - (1 - q) * z["harm"], q
    assert (found["v_R"], found["v_U"], found["p_intervene"]) == pytest.approx(expected, abs=1e-9)
    assert (found["path"] == "deterrence") == found["deterred"] == (found["attack_domain"] == "none")


@settings(max_examples=100, deadline=None)
@given(points(MODEL, **SANE))
def test_the_requirement_is_the_least_presence_that_deters(z):
    """R3 by bisection; `feasible` by the existence of such presence in every domain."""
    assume(z["k_hi"] - z["k_lo"] > 1e-2)
    found, least = MODEL.solve(**z), [least_presence(z, i) for i in DOMAINS]
    assert found["feasible"] == bool(np.isfinite(least).all())
    for i, M in zip(DOMAINS, least, strict=True):
        needed = M / z[f"a_{i}"] if found["feasible"] else np.inf
        assert found[f"e_req_{i}"] == pytest.approx(needed, rel=1e-6, abs=1e-6)


def test_the_cheapest_package_deters_and_a_cheaper_one_does_not():
    """R5: spread over the domains, respectively bought where exposure is cheapest; random rivals at 99 %."""
    random, tried = np.random.default_rng(2), 0
    for n in range(60):
        z = at(sample(MODEL, count=60, seed=4), n)
        found = MODEL.solve(**z)
        if not np.isfinite(found["min_cost_weakest"]) or found["min_cost_weakest"] == 0:
            continue
        tried += 1
        price = np.array([z[f"cost_{i}"] for i in DOMAINS])
        exposure = np.array([z[f"a_{i}"] for i in DOMAINS])
        cheapest = np.argmin(price / exposure)
        plans = {
            "weakest_link": np.array([found[f"e_req_{i}"] for i in DOMAINS]),
            "additive": np.eye(4)[cheapest] * found["min_cost_additive"] / price[cheapest],
        }
        for technology, plan in plans.items():
            cost = found[f"min_cost_{technology.removesuffix('_link')}"]
            rivals = random.dirichlet(np.ones(4), 200) * 0.99 * cost / price
            both = np.vstack([plan * (1 + 1e-9), rivals, plan * 0.99])
            e = {f"e_{i}": column for i, column in zip(DOMAINS, both.T, strict=True)}
            deterred = MODEL.solve(**z | {"technology": technology} | e)["deterred"]
            assert deterred[0] and not deterred[1:].any(), (technology, z)
        assert found["min_cost_additive"] <= found["min_cost_weakest"] * (1 + 1e-12)
    assert tried > 20


# -- regimes, ties, tables ----------------------------------------------------------------------------------
@pytest.mark.parametrize("outcome", ["regime", "path", "attack_domain", "mechanism", "protege_action"])
def test_every_category_is_reached(outcome):
    """R4, R6; `undeterrable` exists only without a shield, `denial` only with one."""
    if outcome == "regime":
        assert_all_reached(MODEL, rho=0)
    else:
        assert set(count(MODEL, outcome)) == set(MODEL.categories(outcome))


TABLE = [
    # preset or point, expected (worked numbers, presets, exercises)
    ({}, dict(regime="deterred_by_presence", mechanism="tripwire", path="deterrence", v_R=0, v_U=1,
              q_sea=0.36, q_air=0.324, q_land=0.6, q_cyber=0.12, package_cost=43.5,
              e_req_sea=5 / 3, e_req_air=1000 / 27, e_req_land=80 / 9, e_req_cyber=20 / 9,
              min_cost_weakest=905 / 27, min_cost_additive=80 / 9)),
    ("A_land_only", dict(regime="gap_in_package", attack_domain="air")),
    (dict(technology="additive", **LAND_ONLY), dict(regime="deterred_by_presence", attack_domain="none")),
    ("A_kosovo_scale", dict(regime="deterred_by_presence", e_req_land=80 / 9)),
    ("A_shield", dict(regime="deterred_by_presence", mechanism="both", e_req_land=10, r_gain=0)),
    ("C_symbolic", dict(regime="gap_in_package", attack_domain="land", path="accommodation", v_R=0.2)),
    ("D_peacekeepers", dict(regime="gap_in_package", path="accommodation")),
    ("D_no_force", dict(regime="gap_in_package", path="accommodation", p_intervene=0)),
    ("B_thought_it_had_backing", dict(path="overconfidence_war", protege_action="firm", v_R=0.8, v_U=-0.5)),
    # ties and boundaries on slider steps
    (dict(s_land=0.2, c=0.2, **ONE_DANGER), dict(regime="self_deterred", min_cost_weakest=0)),
    (dict(s_land=0.95, v=0.7, **ONE_DANGER), dict(regime="deterred_by_stake", e_req_land=0)),
    (dict(s_land=1.0, v=0.7, **ONE_DANGER), dict(regime="deterred_by_presence")),
    (dict(s_land=1.5, c=0, **ONE_DANGER), dict(feasible=True, e_req_land=50 / 3, regime="gap_in_package")),
    (dict(s_land=1.5, c=0, d=1.4), dict(feasible=False, regime="undeterrable", e_req_cyber=np.inf,
                                        min_cost_weakest=np.inf, min_cost_additive=np.inf)),
    (dict(s_land=1.5, c=0, d=1.4, rho=0.01), dict(feasible=True)),
    (dict(s_land=0.5, a_land=2, e_air=0, e_sea=0, e_land=0, s_air=0.5), dict(attack_domain="sea")),
    (dict(s_land=1.2, harm=0.1, concession=0.5), dict(path="gamble_war", v_R=0.1, v_U=0.5, p_intervene=0.6)),
    (dict(s_land=1.2, harm=0.1, concession=0.45), dict(path="accommodation")),
    (dict(rho=0.1, v=0.1, s_land=0.3, **ONE_DANGER), dict(e_req_land=1)),  # shield before tripwire
    (dict(rho=0.1, v=0, d=0.2, s_land=1.5, c=0, lam=0.2), dict(e_req_land=13)),  # shield after certainty
    (dict(rho=0.1, e_land=12, lam=0.2, k_hi=0.9, **ONE_DANGER), dict(mechanism="either", path="deterrence")),
    (dict(rho=0.1, e_land=12, lam=0.01, **ONE_DANGER), dict(mechanism="denial", path="deterrence")),
]  # fmt: skip


@pytest.mark.parametrize("where, expected", TABLE)
def test_worked_numbers_presets_and_ties(where, expected):
    assert_outcomes(MODEL.solve(**(MODEL.presets[where] if isinstance(where, str) else where)), **expected)


@pytest.mark.parametrize("name, flip, fixed", [("e_land", 80 / 9, {}), ("lam", (0.8 / 1.5) / 10, {}),
                                               ("lam", (0.8 / 1.5) / 17, {"e_land": 17})])  # fmt: skip
def test_the_conclusion_flips_where_stated(name, flip, fixed):
    """Comparative statics: troops, and the least tripwire for 10 and for 17 thousand, land alone at risk."""
    for factor, regime in ((0.999, "gap_in_package"), (1.001, "deterred_by_presence")):
        assert MODEL.solve(**ONE_DANGER, **fixed, **{name: flip * factor})["regime"] == regime


def test_moral_hazard_lies_between_8_33_and_11_1_thousand():
    """Exercise 4: gamble_war for 0.5 <= q < 2/3."""
    for e_land, path in (
        (8.3, "accommodation"),
        (25 / 3, "gamble_war"),
        (11.1, "gamble_war"),
        (100 / 9, "deterrence"),
    ):
        assert MODEL.solve(**ONE_DANGER, d=1.2, concession=0.6, harm=0.1, e_land=e_land)["path"] == path, (
            e_land
        )


@pytest.mark.parametrize(
    "o, y, h", [(0, 0.2, 0.5), (0, 0.6, 0.1), (0.3, 0.2, 0.5), (0.3, 0.6, 0.1), (0.6, 0.1, 0.9)]
)
@pytest.mark.parametrize("d", [0.7, 1.2, 1.5])
def test_half_a_guarantee_makes_war(o, y, h, d):
    """R7: with one dangerous domain, war exactly for m - o <= q < q*, and none if m exceeds 1."""
    e = np.linspace(0.003, 20, 997)
    found = MODEL.solve(**ONE_DANGER, e_land=e, d=d, overconf=o, concession=y, harm=h)
    q, critical = found["q_land"], 0.8 / d
    bar = min(critical, 1 - y + h)
    war = np.isin(found["path"], ["gamble_war", "overconfidence_war"])
    np.testing.assert_array_equal(war, (bar <= 1) & (q >= bar - o - 1e-12) & (q < critical))


# -- limits and invariances ---------------------------------------------------------------------------------
def changed(z, **factors):
    return z | {name: z[name] * factor for name, factor in factors.items()}


def same(first, second, names):
    return all((first[name] == second[name]).all() for name in names)


def test_units_of_utility_do_not_matter():
    """Sanity limits: R's payoffs times 2, G's times 4 (powers of two keep floats exact)."""
    z = sample(MODEL, count=3000)
    R = dict.fromkeys(["s_sea", "s_air", "s_land", "s_cyber", "c", "d", "rho"], 2)
    G = dict.fromkeys(["v", "lam", "k_lo", "k_hi"], 4)
    names = ["regime", "mechanism", "attack_domain", "path"]
    for factors in (R, G):
        assert same(MODEL.solve(**z), MODEL.solve(**changed(z, **factors)), names)


def test_relabelling_the_domains_permutes_the_outcomes():
    z = sample(MODEL, count=3000)
    turned = dict(zip(DOMAINS, DOMAINS[1:] + DOMAINS[:1], strict=True))
    moved = {f"{p}_{i}": f"{p}_{j}" for p in ("s", "e", "a", "cost") for i, j in turned.items()}
    other = MODEL.solve(**{moved.get(name, name): values for name, values in z.items()})
    found = MODEL.solve(**z)
    assert same(found, other, ["regime", "mechanism", "path"])
    for i, j in turned.items():
        np.testing.assert_allclose(other[f"e_req_{j}"], found[f"e_req_{i}"], rtol=1e-9)
        assert ((found["attack_domain"] == i) == (other["attack_domain"] == j)).all()


def test_limits_of_damage_tripwire_and_domains():
    """Great damage: any chance deters. No tripwire: q is q^0. Four equal domains: pooling costs a quarter."""
    z = sample(MODEL, count=3000, rho=0)
    huge = MODEL.solve(**z | {"d": 1e9})
    open_ = [(z[f"s_{i}"] > z["c"]) & (huge[f"q_{i}"] == 0) for i in DOMAINS]
    assert (huge["deterred"] == ~np.any(open_, axis=0)).all()
    bare = MODEL.solve(**z | {"lam": 1e-14})
    by_stake = np.clip((z["v"] - z["k_lo"]) / (z["k_hi"] - z["k_lo"]), 0, 1)
    np.testing.assert_allclose(bare["q_land"], by_stake, atol=1e-9)
    equal = MODEL.solve(**{f"{p}_{i}": x for i in DOMAINS for p, x in (("s", 0.7), ("a", 1.5), ("cost", 2))})
    assert equal["min_cost_weakest"] == pytest.approx(4 * equal["min_cost_additive"])
    assert not (MODEL.solve(**z | {"overconf": 0})["path"] == "overconfidence_war").any()


def test_signs_and_the_weak_link():
    """Comparative statics of the requirement; reinforcing another domain does not close a gap."""
    z = sample(MODEL, count=4000, technology="weakest_link")
    base = MODEL.solve(**z)
    for name, sign in dict(s_land=1, k_lo=1, k_hi=1, c=-1, d=-1, v=-1, lam=-1, rho=-1).items():
        bumped = z | {name: z[name] + (1e-3 if name not in ("lam", "rho") else 1e-4)}
        before, after = base["e_req_land"], MODEL.solve(**bumped)["e_req_land"]
        assert (np.where(np.isfinite(before), sign * (after - before), 0) >= -1e-9).all(), name
    doubled = MODEL.solve(**z | {"e_cyber": 2 * z["e_cyber"]})
    elsewhere = np.isin(base["attack_domain"], ["sea", "air", "land"])
    assert elsewhere.any() and not doubled["deterred"][elsewhere].any()


def test_at_the_requirement_russia_is_indifferent_everywhere():
    """Powell (2007): the defender equalises the attacker's best options."""
    need = MODEL.solve()
    e = {f"e_{i}": need[f"e_req_{i}"] for i in DOMAINS}
    for z in (e, *({**e, f"e_{i}": 0.999 * e[f"e_{i}"]} for i in DOMAINS)):
        short = [i for i in DOMAINS if z[f"e_{i}"] < e[f"e_{i}"]]
        assert MODEL.solve(**z)["attack_domain"] == (short[0] if short else "none")


# -- matrix form and bad input ------------------------------------------------------------------------------
HOLD, ATTACK, INTERVENE, ABANDON = 0, 1, 0, 1


@pytest.mark.parametrize("k, values, expected", [
    (0.75, {}, {(HOLD, INTERVENE)}),
    (1.0, {}, {(HOLD, INTERVENE), (ATTACK, ABANDON)}),  # the first rests on an empty promise
    (0.75, {"d": 0.7}, {(ATTACK, INTERVENE)}),
    (1.0, {"d": 0.7}, {(ATTACK, ABANDON)}),
    (0.75, {"s_land": 0.1}, {(HOLD, INTERVENE), (HOLD, ABANDON)}),
    (1.0, {"s_land": 0.1}, {(HOLD, INTERVENE), (HOLD, ABANDON)}),
])  # fmt: skip
def test_nashpy_finds_the_equilibria_of_the_attack_stage(k, values, expected):
    """v + lam M is 0.8 on land, so that k = 1 makes the promise empty (Selten 1978)."""
    assert pure_equilibria(MODEL.game(domain="land", k=k, **values)) == expected


@pytest.mark.parametrize("domain", DOMAINS)
@pytest.mark.parametrize("technology", ["weakest_link", "additive"])
def test_the_matrix_holds_the_payoffs_of_its_domain(domain, technology):
    z = {name: p.default for name, p in MODEL.parameters.items()} | {"technology": technology, "rho": 0.01}
    M = exposed(z)[DOMAINS.index(domain)]
    row, column = MODEL.game(domain=domain, k=0.9, technology=technology, rho=0.01).payoff_matrices
    prize = attack_payoff(z, domain, M, 0)
    np.testing.assert_allclose(row, [[0, 0], [prize - 1.5, prize]], atol=1e-12)
    np.testing.assert_allclose(column, [[0, 0], [-0.9, -(0.2 + 0.06 * M)]], atol=1e-12)


@pytest.mark.parametrize("k_lo, k_hi", [(0.5, 0.5), (0.9, 0.6)])
def test_the_range_of_costs_must_not_be_empty(k_lo, k_hi):
    with pytest.raises(ValueError, match="k_lo.*k_hi"):
        MODEL.solve(k_lo=k_lo, k_hi=k_hi)

"""Security guarantees: tripwires, shields and the weakest domain.

Game. Ukraine (U) stands firm or concedes y. If U is firm, Russia (R), seeing the package, holds or attacks
in one domain: sea, air, land or cyber. The guarantor (G), who alone knows its cost k, uniform on
[k_lo, k_hi], then intervenes or abandons. Presence M_i that is exposed in the domain attacked makes
abandoning dearer (tripwire, lam) and the prize smaller (shield, rho). U may overrate G's resolve (overconf).
Equilibrium: perfect Bayesian where overconf = 0. Where it is above 0, U and R hold different beliefs about one
chance, which no common prior yields, and each does what is best by its own estimate. Who is indifferent holds,
intervenes or stays firm; among equally good domains R takes the first of sea, air, land, cyber.
Source: weakest link and sum, J. Hirshleifer (1983), From Weakest-Link to Best-Shot, Public Choice 41(3),
371-386; tripwires, T. Schelling (1966), Arms and Influence, and J. D. Fearon (1997), Signaling Foreign Policy
Interests, JCR 41(1), 68-90; critical risk, D. Ellsberg (1968), The Theory and Practice of Blackmail, P-3883.
Simplified: one attack in one domain, one guarantor, no escalation; invented scales of exposure and of cost.
"""

from functools import reduce
from operator import and_

from sympy import Max, Min, oo

from models import Chance, End, Model, Move, at_least, at_most, clip, greater
from models.core.expressions import cases
from models.core.parameters import Parameter

DOMAINS = ("sea", "air", "land", "cyber")
UNITS = {"sea": "ships", "air": "aircraft", "land": "thousand", "cyber": "teams"}
IN_WORDS = {"sea": "at sea", "air": "in the air", "land": "on land", "cyber": "in cyberspace"}

model = Model(
    "security_guarantees", "Security guarantees: tripwires, shields and the weakest domain", doc=__doc__
)
c, d, v, lam, rho, k_lo, k_hi, overconf, concession, harm = model.symbols(
    "c", "d", "v", "lam", "rho", "k_lo", "k_hi", "overconf", "concession", "harm"
)
model.require(k_lo < k_hi, "k_lo must be below k_hi")


def per_domain(prefix):
    """Parameters `prefix`_sea, …, by domain."""
    return dict(zip(DOMAINS, model.symbols(*(f"{prefix}_{i}" for i in DOMAINS)), strict=True))


def every(conditions):
    return reduce(and_, conditions)


def where(choice, values):
    """The entry of `values` for the domain at which the menu or category `choice` stands, 0 for none."""
    return cases(*((values[i], choice(i)) for i in DOMAINS), otherwise=0)


s, e, exposure, price = (per_domain(prefix) for prefix in ("s", "e", "a", "cost"))
tag = {i: rf"\text{{{i}}}" for i in DOMAINS}
t, own, M, q_star, q, b = {}, {}, {}, {}, {}, {}

# What is at risk in each domain, and how much presence an attack there hits.
for i in DOMAINS:
    t[i] = model.let(f"t_{i}", s[i] - c, f"t_{{{tag[i]}}}", f"prize net of the cost of attacking, {i}")
    own[i] = model.let(f"own_{i}", exposure[i] * e[i], f"m_{{{tag[i]}}}", f"presence deployed, {i}")
pooled = model.let("pooled", sum(own.values()), "m", "presence deployed in all domains")
for i in DOMAINS:
    M[i] = model.let(f"M_{i}", cases((pooled, model.chosen("technology", "additive")), otherwise=own[i]),
                     f"M_{{{tag[i]}}}", f"presence exposed to an attack, {i}")  # fmt: skip

# R1-R2: G's intervention, R's gain, the critical risk.
dk = model.let("dk", k_hi - k_lo, r"\Delta c_G", "spread of the guarantor's cost of intervening")
q_0 = model.let("q_0", clip((v - k_lo) / dk), "q^0", "chance of intervention with no presence")
for i in DOMAINS:
    q[i] = model.outcome(f"q_{i}", clip((v + lam * M[i] - k_lo) / dk), f"q_{{{tag[i]}}}",
                         f"chance that the guarantor intervenes, {i}", "probability")  # fmt: skip
    q_star[i] = model.outcome(f"q_star_{i}", t[i] / d, f"q^*_{{{tag[i]}}}", f"critical risk, {i}")
    b[i] = model.let(
        f"b_{i}", t[i] - rho * M[i] - q[i] * d, f"b_{{{tag[i]}}}", f"Russia's gain from attacking, {i}"
    )
t_max = model.let("t_max", Max(*t.values()), r"t_{\max}", "largest prize net of the cost of attacking")
b_max = model.let("b_max", Max(*b.values()), r"b_{\max}", "Russia's gain in its best domain")
model.outcome("r_gain", Max(0, b_max), "b^+", "Russia's gain if Ukraine is firm", "stake")
deterred = model.outcome("deterred", at_most(b_max, 0), r"\text{deterred}", label="an attack does not pay")
model.category(
    "attack_domain",
    [("none", deterred), *((i, at_least(b[i], b_max)) for i in DOMAINS[:-1])],
    otherwise=DOMAINS[-1],
    symbol=r"\hat\imath",
    label="where Russia strikes if Ukraine is firm",
    labels={"none": "nowhere"} | IN_WORDS,
)

# R3: the least presence that deters. M_0 and M_1 are where intervention becomes possible and certain.
shields = greater(rho, 0)
feasible = model.outcome(
    "feasible", shields | at_most(t_max, d), r"\text{feasible}", "enough presence deters"
)
M_0 = model.let("M_0", Max(0, k_lo - v) / lam, "M^0", "presence below which the guarantor surely abandons")
M_1 = model.let("M_1", Max(0, k_hi - v) / lam, "M^1", "presence from which the guarantor surely intervenes")
need, e_req = {}, {}
for i in DOMAINS:
    need[i] = model.let(
        f"M_req_{i}",
        cases(
            (0, at_most(t[i], 0)),
            (t[i] / rho, shields & at_most(t[i], rho * M_0)),
            ((t[i] - d) / rho, shields & greater(t[i], rho * M_1 + d)),
            (Max(0, (t[i] * dk + d * (k_lo - v)) / (rho * dk + d * lam)), shields | at_most(t[i], d)),
            otherwise=oo,
        ),
        f"M^*_{{{tag[i]}}}",
        f"least exposed presence that deters, {i}",
    )
    e_req[i] = model.outcome(f"e_req_{i}", cases((need[i] / exposure[i], feasible), otherwise=oo),
                             f"e^*_{{{tag[i]}}}", f"least deployment that deters, {i}",
                             UNITS[i])  # fmt: skip

# R5: the cheapest package that deters.
model.outcome("min_cost_weakest", cases((sum(price[i] * e_req[i] for i in DOMAINS), feasible), otherwise=oo),
              "C_W", "cheapest package if each domain stands alone", "cost points")  # fmt: skip
M_req_max = model.let("M_req_max", Max(*need.values()), r"M^*_{\max}", "presence needed in the worst domain")
cheapest = model.let("cheapest", Min(*(price[i] / exposure[i] for i in DOMAINS)), r"\underline{\gamma}",
                     "least cost of a unit of presence")  # fmt: skip
model.outcome("min_cost_additive", cases((M_req_max * cheapest, feasible), otherwise=oo),
              "C_A", "cheapest package under one command", "cost points")  # fmt: skip
model.outcome(
    "package_cost", sum(price[i] * e[i] for i in DOMAINS), "C", "cost of the package", "cost points"
)

# R4: why R holds, if it does.
model.category(
    "regime",
    [
        ("self_deterred", at_most(t_max, 0)),
        ("undeterrable", ~feasible),
        ("deterred_by_stake", at_least(q_0 * d, t_max)),
        ("deterred_by_presence", deterred),
    ],
    otherwise="gap_in_package",
    symbol=r"\text{regime}",
    label="regime",
    labels={
        "self_deterred": "no attack is worth its cost",
        "undeterrable": "no presence deters",
        "deterred_by_stake": "the guarantor's stake deters without presence",
        "deterred_by_presence": "the package deters",
        "gap_in_package": "the package has a gap",
    },
)
tripwire = model.let("tripwire", every(at_most(t[i], q[i] * d) for i in DOMAINS),
                     r"\text{tripwire suffices}", "the tripwire alone deters")  # fmt: skip
shield = model.let("shield", every(at_most(t[i], rho * M[i] + q_0 * d) for i in DOMAINS),
                   r"\text{shield suffices}", "the shield alone deters")  # fmt: skip
model.category(
    "mechanism",
    [
        ("none", ~model.chosen("regime", "deterred_by_presence")),
        ("either", tripwire & shield),
        ("tripwire", tripwire),
        ("denial", shield),
    ],
    otherwise="both",
    symbol=r"\text{mechanism}",
    label="what deters",
    labels={
        "none": "presence decides nothing",
        "either": "tripwire or shield, each alone",
        "tripwire": "the tripwire",
        "denial": "the shield",
        "both": "tripwire and shield together",
    },
)

# R6: the whole game. U judges by the inflated probabilities, R by the true ones.
q_felt, b_felt = {}, {}
for i in DOMAINS:
    q_felt[i] = model.let(f"q_felt_{i}", Min(1, q[i] + overconf), rf"\tilde q_{{{tag[i]}}}",
                          f"chance of intervention as Ukraine sees it, {i}")  # fmt: skip
    b_felt[i] = model.let(f"b_felt_{i}", t[i] - rho * M[i] - q_felt[i] * d, rf"\tilde b_{{{tag[i]}}}",
                          f"Russia's gain as Ukraine sees it, {i}")  # fmt: skip
b_felt_max = model.let(
    "b_felt_max", Max(*b_felt.values()), r"\tilde b_{\max}", "Russia's best gain as Ukraine sees it"
)
model.category(
    "felt_domain",
    [(i, at_least(b_felt[i], b_felt_max)) for i in DOMAINS[:-1]],
    otherwise=DOMAINS[-1],
    symbol=r"\tilde\imath",
    label="where Ukraine expects the attack",
    labels=IN_WORDS,
    public=False,
)
q_expected = model.let("q_expected", where(lambda i: model.chosen("felt_domain", i), q_felt), r"\tilde q",
                       "chance of rescue that Ukraine counts on")  # fmt: skip
model.category(
    "path",
    [
        ("deterrence", deterred),
        ("overconfidence_war", at_most(b_felt_max, 0)),
        ("gamble_war", at_least(q_expected - harm, 1 - concession)),
    ],
    otherwise="accommodation",
    symbol=r"\text{path}",
    label="what happens",
    labels={
        "deterrence": "Ukraine is firm and Russia holds",
        "overconfidence_war": "war: Ukraine wrongly feels safe",
        "gamble_war": "war: Ukraine counts on rescue",
        "accommodation": "Ukraine concedes",
    },
)
peace, conceded = model.chosen("path", "deterrence"), model.chosen("path", "accommodation")
model.category(
    "protege_action",
    [("accommodate", conceded)],
    otherwise="firm",
    symbol=r"\text{Ukraine}",
    label="what Ukraine does",
    labels={"accommodate": "concedes", "firm": "stands firm"},
)
q_hat = model.let("q_hat", where(lambda i: model.chosen("attack_domain", i), q), r"\hat q",
                  "chance of intervention where Russia strikes")  # fmt: skip
model.outcome(
    "v_R", cases((0, peace), (concession, conceded), otherwise=b_max), "v_R", "Russia's payoff", "stake"
)
model.outcome("v_U", cases((1, peace), (1 - concession, conceded), otherwise=q_hat - harm), "v_U",
              "Ukraine's payoff", "stake")  # fmt: skip
model.outcome("p_intervene", cases((0, peace | conceded), otherwise=q_hat), "P_{int}",
              "chance that the guarantor fights", "probability")  # fmt: skip

nothing = {"e_sea": 0, "e_air": 0, "e_cyber": 0}
model.preset("A_package", "A¶5–15: the package in four domains")
model.preset("A_land_only", "A¶11: the soldiers alone", **nothing)
model.preset("A_kosovo_scale", "A¶12: as many soldiers as once in Kosovo", e_land=17)
model.preset("A_shield", "A¶5–15: the forces themselves blunt an attack", lam=0.02, rho=0.05)
model.preset("C_symbolic", "C¶7–8: the West will not fight and its deployments are symbols", v=0.05, lam=0.02)
model.preset(
    "D_peacekeepers", "D¶6, D¶8: peacekeepers on the ground, less of a tripwire", lam=0.03, **nothing
)
model.preset("D_no_force", "D¶18: no deterring force is in sight", e_land=0, **nothing)
model.preset("B_thought_it_had_backing", "B¶11: no presence, and Ukraine trusts it all the same",
             e_land=0, overconf=0.6, **nothing)  # fmt: skip

# The attack stage at a known cost k of intervening.
domain = Parameter("domain", "land", choices=DOMAINS, choice_labels=IN_WORDS, label="domain attacked",
                   symbol="i", note="Chosen for this matrix only.")  # fmt: skip
k = Parameter("k", 1.0, low=0, high=2.8, step=0.05, symbol="c_G", label="guarantor's cost, if it were known",
              unit="stake", domain="[0, inf)", note="Chosen for this matrix only.")  # fmt: skip
prize = where(domain.chosen, {i: t[i] - rho * M[i] for i in DOMAINS})
exposed = where(domain.chosen, M)
model.matrix(
    "attack", ["hold", "attack"], ["intervene", "abandon"],
    [[0, 0], [prize - d, prize]], [[0, 0], [-k.variable, -(v + lam * exposed)]],
    "R", "G", parameters=(domain, k),
)  # fmt: skip

# The game on land. The mean cost of those who come and of those who do not, with uniform costs, are each on their
# side of what staying away costs.
away = model.let("away_land", v + lam * M["land"], r"\hat k", "what staying away costs the guarantor, land")
M_land, q_land = M["land"], q["land"]


def guarantor(card, cost):
    comes = at_least(away, cost)
    return Move("G", f"the guarantor's cost is {card}", [
        ("intervene", comes, End({"U": 1 - harm, "R": t["land"] - rho * M_land - d, "G": -cost}, result="intervention")),
        ("stay away", None, End({"U": -harm, "R": t["land"] - rho * M_land, "G": -away}, result="abandoned")),
    ])  # fmt: skip


attacked = Chance([
    ("low", q_land, guarantor("low", (k_lo + clip(away, k_lo, k_hi)) / 2)),
    ("high", None, guarantor("high", (clip(away, k_lo, k_hi) + k_hi) / 2)),
], name="the guarantor's cost")  # fmt: skip
firm = Move("R", "Ukraine is firm", [("hold", deterred, End({"U": 1, "R": 0, "G": 0}, result="peace")),
                                     ("attack", None, attacked)])  # fmt: skip
yields = End({"U": 1 - concession, "R": concession, "G": 0}, result="concession")
model.tree(
    "land", Move("U", "Ukraine", [("firm", firm), ("accommodate", yields)], plays="protege_action"),
    requires=[
        (at_most(overconf, 0), "Ukraine must judge the guarantor as Russia does: overconf = 0"),
        (model.chosen("attack_domain", "none") | model.chosen("attack_domain", "land"),
         "no other domain than land may be the best to attack"),
    ],
    values={"R": "v_R", "U": "v_U"}, results={"intervention": "p_intervene"},
    doc="Holds where Ukraine does not overrate the guarantor and no other domain is better to attack. Leaves out the "
        "other domains, and draws the guarantor's cost from two cards: the mean of the costs at which it comes, and of "
        "those at which it stays away.",
)  # fmt: skip

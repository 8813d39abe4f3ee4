"""Immediate deterrence under two-sided uncertainty.

Game. Russia (R) keeps the status quo or challenges; the West (W) then concedes or resists; R then backs down
or presses on, which is conflict. Each side privately knows whether it is resolute: R with probability x,
W with probability y. R gets v in the status quo, 1 from a concession, v - a if it backs down and g - s in
conflict if resolute; W gets 1 - v, 0, 1 - v and, in conflict, h > 0 (resolute) or -l < 0 (irresolute). An
irresolute R never presses, a resolute W always resists.
Equilibrium: perfect Bayesian, surviving D1; an indifferent R stays at the status quo or backs down, an
indifferent W concedes, except where mixing is required.
Source: F. C. Zagare and D. M. Kilgour (1993), Asymmetric Deterrence, International Studies Quarterly 37(1),
1-27, and (2000), Perfect Deterrence, the unilateral deterrence game; refinement: J. S. Banks and J. Sobel
(1987), Equilibrium Selection in Signaling Games, Econometrica 55(3), 647-661.
Simplified: nothing is bargained over during the crisis, types are given, the protected party has no move.
"""

from sympy import Max, Min, Or

from models import Chance, End, Model, Move, at_least, at_most, less
from models.core.expressions import cases

model = Model("deterrence", "Immediate deterrence under two-sided uncertainty", doc=__doc__)
x, y, g, s, v, a, l, h = model.symbols(  # noqa: E741 (the letter of the literature)
    "p_R_resolute",
    "p_W_resolute",
    "gain",
    "severity",
    "status_quo",
    "backdown_cost",
    "loss_W_irresolute",
    "value_W_resolute",
)

# R1: the last node. The net cost of conflict to a resolute R is w; it presses iff w < a.
w = model.let("net_cost", v + s - g, "w", "net cost of conflict to a resolute Russia")
presses = model.let("presses", less(w, a), label="a resolute Russia presses on against resistance")
undeterrable = model.outcome(
    "undeterrable", at_most(w, 0), label="no resistance short of certainty would deter a resolute Russia"
)

# R2: thresholds for the credibility of W (c_t, c_s) and for its suspicion of a bluff (d_n).
c_t = model.outcome(
    "threshold_deter",
    cases((1, undeterrable), otherwise=(1 - v) / (1 - v + Min(w, a))),
    r"\mu_t",
    "belief in a resolute West that deters a resolute Russia",
    "probability",
)
c_s = model.outcome(
    "threshold_bluff",
    (1 - v) / (1 - v + a),
    r"\mu_s",
    "belief in a resolute West that deters an irresolute Russia",
    "probability",
)
d_n = model.outcome(
    "threshold_resist",
    (1 - v) / (1 - v + l),
    r"\mu_n",
    "belief in a resolute Russia from which an irresolute West concedes",
    "probability",
)

# R3: the regimes.
model.category(
    "regime",
    [
        ("no_follow_through", ~presses),
        ("certain_deterrence", ~undeterrable & at_least(y, c_t)),
        ("separating", at_least(y, c_s)),
        ("bluff", less(x, d_n)),
    ],
    otherwise="attack",
    label="regime",
    labels={
        "no_follow_through": "nobody would press against resistance",
        "certain_deterrence": "certain deterrence",
        "separating": "only a resolute challenger moves",
        "bluff": "some challenges are bluffs",
        "attack": "everyone challenges",
    },
)


def regime(*names):
    return Or(*(model.chosen("regime", name) for name in names))


# R4: strategies and beliefs.
eta = model.outcome(
    "challenge_prob_R_resolute",
    cases((1, regime("separating", "bluff", "attack")), otherwise=0),
    r"\eta_{res}",
    "chance that a resolute Russia challenges",
    "probability",
)
u = model.outcome(
    "challenge_prob_R_irresolute",
    cases((x * (1 - d_n) / ((1 - x) * d_n), regime("bluff")), (1, regime("attack")), otherwise=0),
    r"\eta_{irr}",
    "chance that an irresolute Russia challenges",
    "probability",
)
sigma = model.outcome(
    "resist_prob_W_irresolute",
    cases((1, regime("no_follow_through")), ((c_s - y) / (1 - y), regime("bluff")), otherwise=0),
    r"\sigma",
    "chance that an irresolute West resists",
    "probability",
)
r = model.outcome(
    "resist_prob", y + (1 - y) * sigma, "r", "chance that a challenge is resisted", "probability"
)
model.outcome(
    "posterior_R_resolute",
    cases((1, regime("certain_deterrence", "separating")), (d_n, regime("bluff")), otherwise=x),
    r"\mu_R'",
    "the West's belief after a challenge that Russia is resolute",
    "probability",
)

# R5: what happens.
C = model.outcome("prob_challenge", x * eta + (1 - x) * u, "P_{ch}", "chance of a challenge", "probability")
model.outcome("prob_status_quo", 1 - C, r"P_{SQ}", "chance that the status quo stays", "probability")
concession = model.outcome(
    "prob_concession", C * (1 - r), r"P_{con}", "chance of a concession", "probability"
)
backdown = model.outcome(
    "prob_backdown", (1 - x) * u * r, r"P_{back}", "chance that Russia backs down", "probability"
)
conflict = model.outcome("prob_conflict", x * eta * r, r"P_{war}", "chance of conflict", "probability")

# R6: what it is worth to each side, before Russia knows its type.
model.outcome(
    "value_R",
    (1 - C) * v + concession + backdown * (v - a) + conflict * (g - s),
    "v_R",
    "value to Russia",
    "stakes",
)
V_res = model.outcome(
    "value_W_of_resolute",
    (1 - C) * (1 - v) + (1 - x) * u * (1 - v) + x * eta * h,
    "v_W^{res}",
    "value to a resolute West",
    "stakes",
)
V_irr = model.outcome(
    "value_W_of_irresolute",
    (1 - C) * (1 - v) + sigma * ((1 - x) * u * (1 - v) - x * eta * l),
    "v_W^{irr}",
    "value to an irresolute West",
    "stakes",
)
model.outcome("value_W", y * V_res + (1 - y) * V_irr, "v_W", "value to the West", "stakes")

# R8: what would end all challenges. A credible W needs w >= (1-v)(1-y)/y, any W needs w >= a.
model.outcome(
    "severity_needed",
    Max(0, g - v + Min((1 - v) * (1 - y) / y, a)),
    "c_R^*",
    "smallest cost of the resisted conflict without a challenge",
    "stakes",
)
model.outcome(
    "status_quo_needed",
    Max(0, Min(1 - y * (1 - g + s), a + g - s)),
    "x_0^*",
    "smallest status-quo share without a challenge",
    "share",
)

# R7: the equilibrium that D1 removes.
model.outcome(
    "suspicion_equilibrium",
    presses & at_least(w, 0) & less(y, c_t),
    label="suspicion of every challenge could also hold the status quo",
)

model.preset("E_united", "E¶2–3: a joint answer is likely", p_W_resolute=0.7)
model.preset(
    "C_sanctions_only",
    "C¶7–8: no fighting, sanctions only, and both sides know it",
    p_R_resolute=0.4,
    p_W_resolute=0.1,
    severity=0.5,
)
model.preset(
    "A_weapons_first",
    "A¶10: missiles of long reach raise the cost of pressing on",
    p_R_resolute=0.8,
    p_W_resolute=0.5,
    severity=1.1,
)
model.preset(
    "B_no_backing",
    "B¶11, 13: neither backing nor means to deter",
    p_R_resolute=0.8,
    p_W_resolute=0.05,
    severity=0.5,
)
model.preset(
    "D_unlimited_aims",
    "D¶14, 18: Russia wants all of it, and no force deters",
    p_R_resolute=0.9,
    p_W_resolute=0.3,
)

# Matrix form: plans of R by type against the irresolute W; the resolute W resists, the last node is solved.
resisted_R = {"resolute": Max(g - s, v - a), "irresolute": v - a}
resisted_W = {"resolute": cases((-l, presses), otherwise=1 - v), "irresolute": 1 - v}
resisted_W_res = {"resolute": cases((h, presses), otherwise=1 - v), "irresolute": 1 - v}
chance = {"resolute": x, "irresolute": 1 - x}


def payoffs(plan, k):
    """Expected payoffs of R and W where the types in `plan` challenge and an irresolute W resists iff k."""
    R = W = 0
    for kind, weight in chance.items():
        if kind not in plan:
            R, W = R + weight * v, W + weight * (1 - v)
            continue
        resisted = y + (1 - y) * k
        R += weight * ((1 - resisted) + resisted * resisted_R[kind])
        W += weight * (y * resisted_W_res[kind] + (1 - y) * k * resisted_W[kind])
    return R, W


plans = [("resolute", "irresolute"), ("resolute",), ("irresolute",), ()]
cells = [[payoffs(plan, k) for k in (0, 1)] for plan in plans]
model.matrix(
    "plans",
    ["both challenge", "resolute challenges", "irresolute challenges", "neither challenges"],
    ["concede", "resist"],
    [[cell[0] for cell in row] for row in cells],
    [[cell[1] for cell in row] for row in cells],
    "R",
    "W",
)


def crisis(resolute, irresolute, resists, suspicion):
    """The root of the crisis in extensive form.

    `resolute`, `irresolute`: chances that such a Russia challenges; `resists`: that an irresolute West resists;
    `suspicion`: its belief in a resolute Russia after a challenge nobody makes.
    """
    backs_down = End({"R": v - a, "W": 1 - v}, result="backdown")
    concedes = End({"R": 1, "W": 0}, result="concession")
    stays = End({"R": v, "W": 1 - v}, result="status quo")

    resistance = y + (1 - y) * resists
    resolved = cases((y / resistance, resistance > 0), otherwise=1)  # the West is resolute, given that it resists

    def resisted(R, W):
        if R == "irresolute":
            return backs_down
        war = End({"R": g - s, "W": h if W == "resolute" else -l}, result="conflict")
        return Move("R", "a resolute Russia is resisted", [("press", presses, war), ("back down", None, backs_down)],
                    belief=resolved if W == "resolute" else 1 - resolved)  # fmt: skip

    def challenged(R, W):
        if W == "resolute":
            return resisted(R, W)
        return Move("W", "an irresolute West is challenged", [
            ("resist", resists, resisted(R, W)), ("concede", None, concedes),
        ], belief=suspicion if R == "resolute" else 1 - suspicion)  # fmt: skip

    def begins(R, W):
        moves = [("challenge", resolute if R == "resolute" else irresolute, challenged(R, W)), ("stay", None, stays)]
        return Move("R", f"a{'n' if R == 'irresolute' else ''} {R} Russia", moves)

    def defender(R):
        return Chance([("resolute", y, begins(R, "resolute")), ("irresolute", None, begins(R, "irresolute"))], name="West")

    return Chance([("resolute", x, defender("resolute")), ("irresolute", None, defender("irresolute"))], name="Russia")


model.tree(
    "crisis", crisis(eta, u, sigma, model["posterior_R_resolute"]),
    values={"R": "value_R", "W": "value_W"},
    results={"status quo": "prob_status_quo", "concession": "prob_concession", "backdown": "prob_backdown",
             "conflict": "prob_conflict"},
    doc="Holds on the whole box. Leaves out the moves of types that have no choice (a resolute West resists, an "
        "irresolute Russia backs down), and the equilibrium that D1 removes.",
)  # fmt: skip

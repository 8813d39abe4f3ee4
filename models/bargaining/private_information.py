"""Crisis bargaining with private information: one offer to a side whose cost of war is unknown.

Game. A proposer P offers the receiver Q the share y of a stake of 1. Q accepts, for (1 - y, y), or fights,
for (1 - pi - c_P, pi - c): pi is Q's chance of winning, c_P is P's known cost of war, c is Q's, which only Q
knows. P's prior is uniform between c_lo and c_hi, or it knows two types: a tougher one with the cost
c_lo (below 0 where that type gains from the fight itself) and another with c_hi. Who is P and who is Q
differs by preset: Russia proposes to Ukraine, or Ukraine and the West propose to Russia.
Equilibrium: perfect Bayesian; Q accepts when indifferent, P when indifferent offers what more types accept.
Source: J. D. Fearon (1995), Rationalist explanations for war, International Organization 49(3), 379-414,
section on private information and appendix; R. Powell (1999), In the Shadow of Power, ch. 3.
Simplified: one offer, no haggling and no signals; a common prior; agreements are kept.
"""

from sympy import Max, Min, Symbol, nan, oo

from models import Chance, End, Model, Move, Offer, at_least, at_most, greater, less
from models.core.expressions import cases

model = Model("private_information", "Crisis bargaining with private information", doc=__doc__)
pi, c_P, c_lo, c_hi, phi, D = model.symbols("p_recv", "c_prop", "c_lo", "c_hi", "phi", "deal")
uniform, two_types = model.chosen("types", "uniform"), model.chosen("types", "two_type")
model.require(c_lo < c_hi, "c_lo must be below c_hi")
model.require(two_types | (c_lo >= 0), "where types is 'uniform', c_lo must not be negative")

W_P = model.let("war_P", 1 - pi - c_P, "W_P", "the proposer's war value")
no_threat = model.let("no_threat", at_most(pi, c_lo), label="no type would fight for nothing")
mean = model.let("mean_cost", cases(((c_lo + c_hi) / 2, uniform), otherwise=phi * c_lo + (1 - phi) * c_hi),
                 r"\bar c_Q", "mean cost of war before any answer")  # fmt: skip
width = model.let("width", c_hi - c_lo, "B", "breadth of the uniform prior")

# What each of two types accepts at least (R2); y_L is also the price of peace under the uniform prior (R1).
y_H = model.let("y_H", Max(0, pi - c_hi), "x_H", "least share that the dearest fighter accepts")
y_L = model.let("y_L", Max(0, pi - c_lo), "x_L", "least share that every type accepts")
affordable = model.let("affordable", at_most(y_L, 1), label="some offer satisfies every type")
phi_star = model.outcome(
    "phi_star", cases((nan, uniform), ((y_L - y_H) / (pi + c_P - y_H), affordable), otherwise=oo),
    r"\mu^*", "belief in the tougher type from which the proposer buys peace", "probability",
)  # fmt: skip
risk_from = model.let(
    "risk_from", c_P + 2 * c_lo, r"\hat c_Q", "highest cost of war beyond which a risk pays"
)
model.outcome("c_hi_star", cases((nan, two_types | no_threat), otherwise=risk_from), r"c_{hi}^*",
              "highest cost of war beyond which the proposer takes a risk", "share")  # fmt: skip

# R1, R2: the best offer. `y_gamble` is the uniform prior's interior optimum before the cut at 0.
y_gamble = model.let("y_gamble", pi - (c_hi - c_P) / 2, "x_g", "offer that balances price and risk")
y_risky = model.let("y_risky", cases((Max(0, y_gamble), uniform), otherwise=y_H), "x_r", "best risky offer")
safe = model.let("safe", (uniform & at_most(c_hi, risk_from)) | (two_types & at_least(phi, phi_star)),
                 label="the proposer pays the price of the toughest type")  # fmt: skip
positive = model.let("positive", (uniform & greater(y_gamble, 0)) | (two_types & greater(pi, c_hi)),
                     label="the best risky offer is above nothing")  # fmt: skip
regime = model.category(
    "regime",
    [("no_threat", no_threat), ("safe", safe), ("risky", positive)],
    otherwise="risky_corner",
    label="regime",
    labels={
        "no_threat": "no type would fight for nothing",
        "safe": "the proposer pays the price of the toughest type",
        "risky": "the proposer gambles on a refusal",
        "risky_corner": "the proposer offers nothing and takes the risk",
    },
)
sure = model.let("sure", no_threat | safe, label="no risk of war")
y = model.outcome("offer", cases((0, no_threat), (y_L, safe), otherwise=y_risky), "x^*", "the offer", "share")
cut = model.let("cut", cases((c_lo, sure), otherwise=pi - y), "z", "cost below which the receiver fights")
w = model.outcome("prob_war", cases((0, sure), ((cut - c_lo) / width, uniform), otherwise=phi), "P_{war}",
                  "chance of war", "probability")  # fmt: skip

# R5: payoffs before Q's cost is drawn, and what P would gain from knowing it.
u_P = model.outcome("u_prop", (1 - w) * (1 - y) + w * W_P, "v_P", "the proposer's expected payoff")
model.outcome(
    "u_recv",
    cases(((1 - w) * y + w * (pi - (c_lo + cut) / 2), uniform),
          otherwise=(1 - phi) * Max(y, pi - c_hi) + phi * Max(y, pi - c_lo)),
    "v_Q", "the receiver's expected payoff",
)  # fmt: skip
tau = model.let(
    "concession",
    cases((0, no_threat), (pi - mean, pi >= c_hi), otherwise=(pi - c_lo) ** 2 / (2 * width)), r"\tau",
    "mean concession under the uniform prior if the proposer saw the cost",
)  # fmt: skip
V_L = model.let("V_L", cases((1 - y_L, at_most(y_L, Min(1, pi + c_P))), otherwise=W_P), "v_P^L",
                "P's payoff against a known tougher type")  # fmt: skip
u_full = model.outcome(
    "u_prop_full_info", cases((1 - tau, uniform), otherwise=(1 - phi) * (1 - y_H) + phi * V_L), "v_P^{full}",
    "the proposer's expected payoff if it saw the cost",
)  # fmt: skip
model.outcome(
    "value_of_information", Max(0, u_full - u_P), r"\Delta v_P", "what knowing the cost is worth to P"
)

# R3: what the answer to the equilibrium offer reveals.
model.outcome("mean_cost_if_reject", cases((nan, sure), ((c_lo + cut) / 2, uniform), otherwise=c_lo),
              r"E[c_Q\mid\text{no}]", "mean cost of those who refuse", "share")  # fmt: skip
model.outcome("mean_cost_if_accept", cases((mean, sure), ((cut + c_hi) / 2, uniform), otherwise=c_hi),
              r"E[c_Q\mid\text{yes}]", "mean cost of those who accept", "share")  # fmt: skip

# R3-R4: the same for a given deal D, as a test of the receiver.
all_accept = model.let("all_accept", at_least(D, pi - c_lo), label="every type accepts the deal")
none_accept = model.let("none_accept", (uniform & at_most(D, pi - c_hi)) | (two_types & less(D, pi - c_hi)),
                        label="no type accepts the deal")  # fmt: skip
A = model.outcome(
    "deal_accept_prob",
    cases((1, all_accept), (0, none_accept), ((c_hi - pi + D) / width, uniform), otherwise=1 - phi), "P_{acc}(x)",
    "chance that the deal is accepted", "probability",
)  # fmt: skip
model.outcome(
    "deal_informative", ~(all_accept | none_accept), label="the answer to the deal reveals something"
)
model.outcome(
    "deal_mean_cost_if_reject",
    cases((nan, all_accept), (mean, none_accept), ((c_lo + pi - D) / 2, uniform), otherwise=c_lo),
    r"E[c_Q\mid x\text{ refused}]", "mean cost of those who refuse the deal", "share",
)  # fmt: skip
model.outcome(
    "deal_mean_cost_if_accept",
    cases((mean, all_accept), (nan, none_accept), ((pi - D + c_hi) / 2, uniform), otherwise=c_hi),
    r"E[c_Q\mid x\text{ accepted}]", "mean cost of those who accept the deal", "share",
)  # fmt: skip

for name, reading, values in (
    ("B3_quick_victory", "B¶3: Russia proposes and thinks a resolute Ukraine unlikely",
     dict(p_recv=0.55, c_prop=0.20, c_lo=0.05, c_hi=0.45, phi=0.10, deal=0.30)),
    ("D14_unlimited_aims", "D¶14: Russia wants the whole country; our reading: it most likely gains from fighting",
     dict(p_recv=0.60, c_prop=0.25, c_lo=-0.30, c_hi=0.30, phi=0.80, deal=0.45)),
    ("D15_limited_aims", "D¶15: Russia may have come to accept less than all",
     dict(p_recv=0.60, c_prop=0.25, c_lo=0.05, c_hi=0.30, phi=0.30, deal=0.45)),
    ("D16_off_ramp", "D¶16: off-ramps make sense; our reading: the tough type is likely but has a price",
     dict(p_recv=0.60, c_prop=0.25, c_lo=0.05, c_hi=0.30, phi=0.60, deal=0.45)),
    ("D24_test_by_offer", "D¶24: an offer made to see whether it is refused",
     dict(p_recv=0.60, c_prop=0.25, c_lo=-0.10, c_hi=0.30, phi=0.60, deal=0.50)),
):  # fmt: skip
    model.preset(name, reading, types="two_type", **values)

model.matrix(
    "screening", ["safe", "screen"], ["hold", "yield"],
    [[1 - y_L, 1 - y_L], [(1 - phi) * (1 - y_H) + phi * W_P, 1 - y_H]], [[y_L, y_L], [pi - c_lo, y_H]],
    "P", "tougher type of Q",
    requires=[
        (two_types, "a finite form needs two types: types = 'two_type'"),
        (greater(pi, c_lo), "the tougher type must have a reason to fight: p_recv > c_lo"),
        (affordable, "some offer must satisfy both types: p_recv - c_lo at most 1"),
    ],
)  # fmt: skip

# The screening game with two types.
share = Symbol("y", real=True)


def answering(kind, cost):
    """Q of this cost answers the share offered."""
    fight = Chance([
        ("Q wins", pi, End({"P": -c_P, "Q": 1 - cost}, result="war")),
        ("P wins", None, End({"P": 1 - c_P, "Q": -cost}, result="war")),
    ], name="war")  # fmt: skip
    deal = End({"P": 1 - share, "Q": share}, result="deal")
    takes = at_least(share, pi - cost)
    answer = Move("Q", f"Q of the {kind} type", [("accept", takes, deal), ("fight", None, fight)])
    return Offer("P", "P offers", share, 0, 1, 0.01, [(y, 1)], answer)


model.tree(
    "screening",
    Chance([("tougher", phi, answering("tougher", c_lo)), ("other", None, answering("other", c_hi))], name="type"),
    requires=[(two_types, "a finite tree needs two types: types = 'two_type'")],
    values={"P": "u_prop", "Q": "u_recv"}, results={"war": "prob_war"},
    doc="Holds where P knows two types; under the uniform prior there is one type for each cost, and no finite tree. "
        "Leaves out the deal D, by which the receiver is tested.",
)  # fmt: skip

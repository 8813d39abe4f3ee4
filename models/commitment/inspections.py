"""Inspections: seldom, secret or announced.

Game. The West (W) inspects at a cost or not while Russia (R) violates or complies; an inspection finds a
violation with chance omega. W may also announce a rate and be held to it. Dresher's version, zero-sum: n
periods, m inspections that R can count, one violation.
Equilibrium: Nash; announced inspections: subgame perfect, an indifferent R complies.
Source: M. Dresher (1962), A Sampling Inspection Problem in Arms Control Agreements, RAND RM-2972; M. Maschler
(1966), A price leadership method for solving the inspector's non-constant-sum game, Naval Research Logistics
Quarterly 13(1), 11-33; R. Avenhaus, B. von Stengel and S. Zamir (2002), Inspection Games, Handbook of Game
Theory 3, ch. 51.
Simplified: one side inspects, no false alarm, no open withdrawal.
"""

import numpy as np
from sympy import And, Min, Symbol

from models import Chance, End, Model, Move, Offer, at_least, at_most, greater, less
from models.core.expressions import cases

model = Model("inspections", "Inspections: seldom, secret or announced", doc=__doc__)
d, b, omega, k, L_u, L_d, n, m = model.symbols("d", "b", "omega", "k", "l_un", "l_det", "n_periods", "m_insp")
model.require(L_d < L_u, "l_det must be below l_un")

# R5: both at once. Each side's payoffs fix the other's rate.
G = model.let("inspection_gain", omega * (L_u - L_d), "G", "what inspecting a violation saves the West")
r_star = model.let(
    "tolerated_rate", k / G, "r^{*}", "violation rate at which an inspection is worth its cost"
)
q_star = model.let("deterring_rate", d / (omega * (b + d)), "q^{*}", "inspection rate that deters")
model.category(
    "regime",
    [("open_violation", at_least(k, G)), ("undeterred", at_least(q_star, 1))],
    otherwise="mixed",
    values=("mixed", "open_violation", "undeterred"),
    label="regime",
    labels={
        "mixed": "some inspections, some violations",
        "open_violation": "inspecting is not worth its cost",
        "undeterred": "even certain inspection does not deter",
    },
)
mixed, undeterred = (
    model.chosen("regime", "mixed"),
    model.chosen("regime", "undeterred"),
)
q = model.outcome(
    "inspect_prob",
    cases((q_star, mixed), (1, undeterred), otherwise=0),
    "q",
    "chance of an inspection",
    "probability",
)
v = model.outcome(
    "violate_prob", cases((r_star, mixed), otherwise=1), "r", "chance of a violation", "probability"
)
model.outcome(
    "v_inspector",
    cases((-v * L_u, mixed), (G - k - L_u, undeterred), otherwise=-L_u),
    "v_W",
    "value to the inspecting West",
)
model.outcome(
    "v_inspectee",
    cases((0, mixed), (d - omega * (b + d), undeterred), otherwise=d),
    "v_R",
    "value to the inspected Russia",
)
model.outcome(
    "undetected_prob", v * (1 - omega * q), "P_{und}", "chance of an undetected violation", "probability"
)

# R6: announced inspections. Compliance costs W k q*, a violation at most L_u.
complies = model.outcome(
    "lead_complies",
    at_most(q_star, 1) & at_most(k * q_star, L_u),
    label="an announced rate makes Russia comply",
)
inspects = model.let(
    "lead_inspects", And(greater(q_star, 1), greater(G, k)), label="the West inspects without deterring"
)
announced = model.outcome(
    "lead_inspect",
    cases((Min(1, q_star), complies), (1, inspects), otherwise=0),
    r"q^{A}",
    "announced inspection rate",
    "probability",
)
model.outcome(
    "lead_value",
    cases((-k * q_star, complies), (G - k - L_u, inspects), otherwise=-L_u),
    "v_W^A",
    "value to the West of announcing",
)


def dresher(n_periods, m_insp):
    """V(n-1, m-1) and V(n-1, m), from the sum of the binomials up to m over the last of them: no overflow."""

    def value(periods, inspections):
        short = inspections < periods
        total, steps = np.ones_like(periods), np.where(short, inspections, 0)
        for i in range(1, int(steps.max(initial=0)) + 1):
            grown = 1 + total * i / np.maximum(periods - i + 1, 1)
            total = np.where(i <= steps, grown, total)
        return np.where(short, (inspections - periods) / np.maximum(periods, 1) / total, 0.0)

    return value(n_periods - 1, np.maximum(m_insp - 1, 0)), value(n_periods - 1, m_insp)


# R7: Dresher's game, from the values of the two games that a quiet first period leaves.
used, kept = model.numerical(
    ["dresher_used", "dresher_kept"],
    dresher,
    ["n_periods", "m_insp"],
    method="V(n, m) = -C(n-1, m) / (C(n, 0) + ... + C(n, m)), summed term by term as ratios",
    tolerance=1e-12,
    public=False,
    labels={
        "dresher_used": "value after an inspection of an honest first period",
        "dresher_kept": "value after a first period without inspection or violation",
    },
)
p = model.outcome(
    "dresher_inspect",
    cases((0, at_most(m, 0)), (1, at_least(m, n)), otherwise=(1 + kept) / (2 + kept - used)),
    "q_1",
    "chance of an inspection in the first period",
    "probability",
)
model.outcome(
    "dresher_value",
    cases((0, at_least(m, n)), otherwise=2 * p - 1),
    "v_W^{n,m}",
    "value of Dresher's game to the West",
)

model.preset("C_safeguards", "C¶17: a missile treaty with better controls", omega=0.9, k=0.10, m_insp=3)
model.preset("C_no_safeguards", "C¶17: the same treaty without controls", omega=0.3, k=0.4, m_insp=0)

model.matrix(
    "inspection",
    ["inspect", "do not inspect"],
    ["violate", "comply"],
    [[G - k - L_u, -k], [-L_u, 0]],
    [[d - omega * (b + d), 0], [d, 0]],
    "W",
    "R",
)
model.matrix(
    "dresher",
    ["inspect", "do not inspect"],
    ["violate", "wait"],
    [[1, used], [-1, kept]],
    [[-1, -used], [1, -kept]],
    "W",
    "R",
    requires=[(at_least(m, 1), "no inspection is left: m_insp must be at least 1")],
)

# One period as trees: both at once, and with a rate that W announces and is held to.
found = Chance([
    ("found", omega, End({"W": -L_d - k, "R": -b}, result="found")),
    ("missed", None, End({"W": -L_u - k, "R": d}, result="undetected")),
], name="inspection")  # fmt: skip
unseen = End({"W": -L_u, "R": d}, result="undetected")
honest = {
    inspected: End({"W": -k if inspected else 0, "R": 0}, result="compliance") for inspected in (True, False)
}


def violating(inspected):
    return Move("R", "R violates or complies", [
        ("violate", v, found if inspected else unseen), ("comply", None, honest[inspected])])  # fmt: skip


model.tree(
    "inspection", Move("W", "W inspects or not", [("inspect", q, violating(True)), ("do not inspect", None, violating(False))]),
    values={"W": "v_inspector", "R": "v_inspectee"}, results={"undetected": "undetected_prob"},
    doc="Holds on the whole box. One period, both moving at once; Dresher's game of many periods is left out.",
)  # fmt: skip

rate = Symbol("q_announced", real=True)


def checked(caught, missed):
    return Chance([("inspected", rate, caught), ("not inspected", None, missed)], name="draw")


model.tree(
    "announcement",
    Offer("W", "W announces a rate of inspection", rate, 0, 1, 0.05, [(announced, 1)],
          Move("R", "R knows the rate", [("violate", less(rate, q_star), checked(found, unseen)),
                                         ("comply", None, checked(honest[True], honest[False]))])),
    values={"W": "lead_value"}, results={"compliance": complies},
    doc="Holds on the whole box. W announces a rate and is held to it; R, indifferent, complies.",
)  # fmt: skip

"""Trust, reassurance and inspection.

Game. Part A: Russia (R) and the West (W), each privately trustworthy (T) with a known prior, choose at once
whether to cooperate. Both get 1 from cooperation and 0 from defection; whoever is exploited gets -l; a T that
exploits gets 1 - h, an untrustworthy U gets 1 + g. With a first step, two rounds carry shares a and 1 - a of
the stakes. Part B: W inspects at cost k or not while R violates or complies; an inspection finds a violation
with chance omega. Dresher's version, zero-sum: n periods, m inspections that R can count, one violation.
Equilibrium: Bayesian, in two rounds perfect Bayesian and separating; where cooperation is one of several
equilibria it is selected. Part B: Nash; announced inspections: subgame perfect, an indifferent R complies.
Source: A. Kydd (2000), Trust, Reassurance, and Cooperation, International Organization 54(2), 325-357, and
(2005), Trust and Mistrust in International Relations; M. Dresher (1962), A Sampling Inspection Problem in
Arms Control Agreements, RAND RM-2972; R. Avenhaus, B. von Stengel and S. Zamir (2002), Inspection Games,
Handbook of Game Theory 3, ch. 51.
Simplified: two rounds at most, fixed types, no shift of power, no false alarm, Ukraine has no move.
"""

import numpy as np
from sympy import And, Max, Min, nan

from models import Model, at_least, at_most, greater, less
from models.core.expressions import cases

model = Model("arms_control", "Trust, reassurance and inspection", doc=__doc__)
tau_R, tau_W, h, l, g, a, d, b, omega, k, L_u, L_d, n, m = model.symbols()  # noqa: E741 (as in the literature)
model.require(L_d < L_u, "l_det must be below l_un")

# -- Part A: trust and first steps ---------------------------------------------------------------------------

# R1: how much trust cooperation at once takes, R3: and how much with a first step, at equal priors.
least = model.let("least_trusted", Min(tau_R, tau_W), r"\tau_{min}", "prior of the side that is trusted less")
most = model.let("most_trusted", Max(tau_R, tau_W), r"\tau_{max}", "prior of the side that is trusted more")
m_star = model.outcome(
    "trust_threshold", l / (h + l), "m^{*}", "trust needed to cooperate at once", "probability"
)
model.outcome(
    "reassure_threshold",
    g * l / (g * l + g + h + g * h),
    r"\tau^{*}",
    "trust needed for a first step, if both are trusted alike",
    "probability",
)

# R2: a first step must be too dear to fake where trust is high, and not too risky where it is low.
faked = model.let(
    "unfakeable_step",
    (1 + g) * most / ((1 + 2 * g) * most + (1 - most) * l),
    r"\underline{a}",
    "smallest first step that no untrustworthy side would fake",
)
risked = model.let(
    "bearable_step",
    Min(1, least / ((1 - h) * least + (1 - least) * l)),
    r"\bar{a}",
    "largest first step that a trustworthy side would risk",
)
window_open = model.outcome(
    "window_open",
    at_most(faked, risked) & greater(least, 0),
    label="some first step is both believable and safe",
)
model.outcome(
    "a_lo",
    cases((faked, window_open), otherwise=nan),
    "a_{lo}",
    "smallest first step that reassures",
    "share of stakes",
)
model.outcome(
    "a_hi",
    cases((risked, window_open), otherwise=nan),
    "a_{hi}",
    "largest first step that reassures",
    "share of stakes",
)

# R4: the regimes.
model.category(
    "regime",
    [
        ("trust", at_least(least, m_star)),
        ("mistrust", ~window_open),
        ("step_too_small", less(a, faked)),
        ("step_too_big", greater(a, risked)),
    ],
    otherwise="reassurance",
    values=("trust", "reassurance", "step_too_small", "step_too_big", "mistrust"),
    label="regime",
    labels={
        "trust": "both trust enough to cooperate at once",
        "reassurance": "the first step separates the types",
        "step_too_small": "the first step is too easy to fake",
        "step_too_big": "the first step is too dangerous",
        "mistrust": "no first step is both believable and safe",
    },
)
trust, reassurance = model.chosen("regime", "trust"), model.chosen("regime", "reassurance")
for side, tau, name in (("R", tau_W, "Russia"), ("W", tau_R, "the West")):
    model.outcome(
        f"v_{side}",
        cases((tau - (1 - tau) * l, trust), (tau - a * (1 - tau) * l, reassurance), otherwise=0),
        f"v_{side}",
        f"value to a trustworthy {name.removeprefix('the ')}",
        "cooperation = 1",
    )
model.outcome(
    "p_cooperation",
    cases((tau_R * tau_W, trust | reassurance), otherwise=0),
    "P_{coop}",
    "chance that cooperation gets going",
    "probability",
)

# -- Part B: inspection --------------------------------------------------------------------------------------

# R5: both at once. Each side's payoffs fix the other's rate.
G = model.let("inspection_gain", omega * (L_u - L_d), "G", "what inspecting a violation saves the West")
q_star = model.let("deterring_rate", d / (omega * (b + d)), "q^{*}", "inspection rate that deters")
model.category(
    "inspection_regime",
    [("open_violation", at_least(k, G)), ("undeterred", at_least(q_star, 1))],
    otherwise="mixed",
    values=("mixed", "open_violation", "undeterred"),
    label="inspection regime",
    labels={
        "mixed": "some inspections, some violations",
        "open_violation": "inspecting is not worth its cost",
        "undeterred": "even certain inspection does not deter",
    },
)
mixed, undeterred = (
    model.chosen("inspection_regime", "mixed"),
    model.chosen("inspection_regime", "undeterred"),
)
q = model.outcome(
    "inspect_prob",
    cases((q_star, mixed), (1, undeterred), otherwise=0),
    "q",
    "chance of an inspection",
    "probability",
)
v = model.outcome(
    "violate_prob", cases((k / G, mixed), otherwise=1), "v", "chance of a violation", "probability"
)
model.outcome(
    "v_inspector",
    cases((-v * L_u, mixed), (G - k - L_u, undeterred), otherwise=-L_u),
    "V_W",
    "value to the inspecting West",
)
model.outcome(
    "v_inspectee",
    cases((0, mixed), (d - omega * (b + d), undeterred), otherwise=d),
    "V_R",
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
model.outcome(
    "lead_inspect",
    cases((Min(1, q_star), complies), (1, inspects), otherwise=0),
    r"q^{A}",
    "announced inspection rate",
    "probability",
)
model.outcome(
    "lead_value",
    cases((-k * q_star, complies), (G - k - L_u, inspects), otherwise=-L_u),
    "V_W^{A}",
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
    "p_1",
    "chance of an inspection in the first period",
    "probability",
)
model.outcome(
    "dresher_value",
    cases((0, at_least(m, n)), otherwise=2 * p - 1),
    "V(n, m)",
    "value of Dresher's game to the West",
)

model.preset("E_beachhead", "E¶9: a small area of cooperation to start from")
model.preset("C_both_prefer_peace", "C¶8: neither side means to fight the other", tau_R=0.70, tau_W=0.80)
model.preset("C_small_gesture", "C¶13: a moratorium that gives nothing up", a=0.25)
model.preset("B_rebuild_first", "B¶13: rebuilt forces, so being exploited costs less", l=0.25, tau_W=0.60)
model.preset("B_no_rebuild", "B¶13: forces left as they are, so being exploited costs more", l=1.0)
model.preset("D_bad_faith", "D¶14, 18: Russia wants it all and keeps no agreement", tau_R=0.05)
model.preset("C_safeguards", "C¶17: a missile treaty with better controls", omega=0.9, k=0.10, m_insp=3)
model.preset("C_no_safeguards", "C¶17: the same treaty without controls", omega=0.3, k=0.4, m_insp=0)

moves = ["cooperate", "defect"]
trusting = lambda tau: tau - (1 - tau) * l  # noqa: E731 (a T that cooperates with a T that does)
model.matrix(
    "trust",
    moves,
    moves,
    [[trusting(tau_W), -l], [tau_W * (1 - h), 0]],
    [[trusting(tau_R), tau_R * (1 - h)], [-l, 0]],
    "R",
    "W",
)
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

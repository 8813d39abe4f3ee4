"""Trust and first steps.

Game. Russia (R) and the West (W), each privately trustworthy (T) with a known prior, choose at once whether
to cooperate. Both get 1 from cooperation and 0 from defection; whoever is exploited gets -l; a T that
exploits gets 1 - h, an untrustworthy U gets 1 + g. With a first step, two rounds carry shares a and 1 - a of
the stakes.
Equilibrium: Bayesian, in two rounds perfect Bayesian and separating; where cooperation is one of several
equilibria it is selected.
Source: A. Kydd (2000), Trust, Reassurance, and Cooperation, International Organization 54(2), 325-357, and
(2005), Trust and Mistrust in International Relations.
Simplified: two rounds at most, fixed types, no shift of power, Ukraine has no move.
"""

from sympy import Max, Min, nan

from models import Model, at_least, at_most, greater, less
from models.core.expressions import cases

model = Model("arms_control", "Trust and first steps", doc=__doc__)
tau_R, tau_W, h, l, g, a = model.symbols("tau_R", "tau_W", "h", "l", "g", "a")  # noqa: E741 (as in the literature)

# R1: how much trust cooperation at once takes, R3: and how much with a first step, at equal priors.
least = model.let("least_trusted", Min(tau_R, tau_W), r"\mu_{min}", "prior of the side that is trusted less")
most = model.let("most_trusted", Max(tau_R, tau_W), r"\mu_{max}", "prior of the side that is trusted more")
m_star = model.outcome(
    "trust_threshold", l / (h + l), r"\mu^*", "trust needed to cooperate at once", "probability"
)
model.outcome(
    "reassure_threshold",
    g * l / (g * l + g + h + g * h),
    r"\underline\mu",
    "trust needed for a first step, if both are trusted alike",
    "probability",
)

# R2: a first step must be too dear to fake where trust is high, and not too risky where it is low.
faked = model.let(
    "unfakeable_step",
    (1 + g) * most / ((1 + 2 * g) * most + (1 - most) * l),
    r"\underline s",
    "smallest first step that no untrustworthy side would fake",
)
risked = model.let(
    "bearable_step",
    Min(1, least / ((1 - h) * least + (1 - least) * l)),
    r"\bar s",
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
    "s_{lo}",
    "smallest first step that reassures",
    "share of stakes",
)
model.outcome(
    "a_hi",
    cases((risked, window_open), otherwise=nan),
    "s_{hi}",
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

model.preset("E_beachhead", "E¶9: a small area of cooperation to start from")
model.preset(
    "C_both_prefer_peace",
    "C¶8: neither side means to fight the other; that either is trusted is our reading",
    tau_R=0.70,
    tau_W=0.80,
)
model.preset("C_small_gesture", "C¶13: a moratorium that gives nothing up", a=0.25)
model.preset("B_rebuild_first", "B¶13: rebuilt forces, so being exploited costs less", l=0.25, tau_W=0.60)
model.preset("B_no_rebuild", "B¶13: forces left as they are, so being exploited costs more", l=1.0)
model.preset("D_bad_faith", "D¶14, 18: Russia wants it all and keeps no agreement", tau_R=0.05)

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

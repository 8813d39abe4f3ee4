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

from models import Chance, End, Model, Move, at_least, at_most, greater, less
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

# The game as trees: at once, and with a first step. T is a trustworthy side, U an untrustworthy one.
PRIOR = {"R": tau_R, "W": tau_W}
C, D = moves


def stakes(kinds, played):
    """What one round at full stakes pays to R and to W."""
    found = []
    for side in (0, 1):
        own, other = played[side], played[1 - side]
        exploits = 1 - h if kinds[side] == "T" else 1 + g
        found.append({(C, C): 1, (C, D): -l, (D, C): exploits, (D, D): 0}[own, other])
    return found


def ending(kinds, rounds, shares):
    pays = [stakes(kinds, played) for played in rounds]
    total = [sum(share * pay[side] for share, pay in zip(shares, pays, strict=True)) for side in (0, 1)]
    going = set(rounds) == {(C, C)} and kinds == ("T", "T")
    return End({"R": total[0], "W": total[1]}, result="cooperation" if going else "no cooperation")


def trusted(step, shares):
    """R and W, each T or U, play rounds of these `shares`; `step` says where a T cooperates in the first one."""

    def chance(kind, past):
        """That a side of this kind, which knows the past, cooperates."""
        if kind == "U":
            return 0
        return cases((1, step), otherwise=0) if not past or past[-1] == (C, C) else 0

    def belief(side, kind, past):
        """That `side` is of this kind, by what it has done; who cooperates unexpectedly is taken for a T."""
        prior = PRIOR[side] if kind == "T" else 1 - PRIOR[side]
        if not past:
            return prior
        if past[0]["RW".index(side)] == C:
            return int(kind == "T")
        return cases((int(kind == "U"), step), otherwise=prior)

    def a_round(kinds, past):
        if len(past) == len(shares):
            return ending(kinds, past, shares)
        told = "".join(f", after {' and '.join(played)}" for played in past)

        def W_moves(first):
            does = chance(kinds[0], past)
            met = belief("R", kinds[0], past) * (does if first == C else 1 - does)
            return Move("W", f"{kinds[1]} in W{told}", [
                (C, chance(kinds[1], past), a_round(kinds, (*past, (first, C)))),
                (D, None, a_round(kinds, (*past, (first, D))))], belief=met)  # fmt: skip

        return Move("R", f"{kinds[0]} in R{told}", [(C, chance(kinds[0], past), W_moves(C)), (D, None, W_moves(D))],
                    belief=belief("W", kinds[1], past))  # fmt: skip

    def W_kind(first):
        return Chance(
            [(kind, tau_W if kind == "T" else None, a_round((first, kind), ())) for kind in "TU"], name="W"
        )

    return Chance([(kind, tau_R if kind == "T" else None, W_kind(kind)) for kind in "TU"], name="R")


def before_types(held, first):
    """Values of R and of W before they know their types: T's as in the model, U exploits the first share."""
    return {
        side: cases(
            (PRIOR[side] * model[f"v_{side}"] + (1 - PRIOR[side]) * PRIOR[other] * first * (1 + g), held),
            otherwise=0,
        )
        for side, other in (("R", "W"), ("W", "R"))
    }


model.tree(
    "at_once", trusted(trust, (1,)), values=before_types(trust, 1),
    results={"cooperation": cases((tau_R * tau_W, trust), otherwise=0)},
    doc="Holds on the whole box. The whole stake in one round: cooperation where both trust enough, none elsewhere.",
)  # fmt: skip
model.tree(
    "first_step", trusted(reassurance, (a, 1 - a)), requires=[(~trust, "a first step is for those who do not trust enough")],
    values=before_types(reassurance, a), results={"cooperation": "p_cooperation"},
    doc="Holds where the two do not trust enough to cooperate at once. A first step and the rest; whoever cooperates where "
        "nobody does is taken for trustworthy.",
)  # fmt: skip

"""Step by step: reciprocal withdrawal and the temptation to stop midway.

Game. Two sides exchange withdrawals: 1 to each if both comply, 1 + g for cheating on the other, -l for
complying alone, 0 if nobody moves. Either the exchange is repeated for ever (part A), or it is cut into n
equal steps that end in a settlement worth W (part B). A public report follows each period: a false alarm with
probability eps, detection with probability mu; after a report nobody moves again. Part C: Ukraine (U) passes
a concession that takes effect only on a monitor's certificate of Russia's (R) withdrawal.
Equilibrium: perfect public equilibrium with Grim (A), subgame perfect (B, C); indifferent sides comply. Of
the self-enforcing plans, the one with the fewest steps, which is the best for both.
Source: J. W. Friedman (1971), Review of Economic Studies 38(1), 1-12 (Grim); R. Axelrod (1981), American
Political Science Review 75(2), 306-318 (Tit-for-Tat); G. Mailath and L. Samuelson (2006), Repeated Games and
Reputations, ch. 7 (public reports); P. Dal Bo and G. Frechette (2011), American Economic Review 101(1),
411-429 (basin); the idea of part B is T. Schelling's (1960), The Strategy of Conflict, ch. 2.
Simplified: no forgiveness after a false alarm, equal sides, honest monitors, no renegotiation, W is credible.
"""

from sympy import Max, Min, Rational, ceiling, exp, floor, log, oo, sqrt

from models import SLACK, Again, Chance, End, Model, Move, at_least, at_most, greater
from models.core.expressions import cases

model = Model("sequenced_withdrawal", "Step by step: reciprocal withdrawal", doc=__doc__)
g, l, delta, mu, eps, w, b_R, c_W, v_U, a_U, alpha, phi = model.symbols(  # noqa: E741
    "g", "l", "delta", "mu", "eps", "w", "b_R", "c_W", "v_U", "a_U", "alpha", "phi"
)

# R1-R2: the exchange repeated for ever.
model.outcome(
    "delta_grim", g / (1 + g), r"\delta_{grim}", "patience from which no plan is too fine, if nobody errs"
)
delta_tft = model.outcome("delta_tft", Min(1, Max(g / (1 + g), g / (1 + l))), r"\delta_{tft}",
                          "patience that Tit-for-Tat needs, perfect monitoring")  # fmt: skip
model.outcome(
    "tft_nash", at_least(delta, delta_tft), label="Tit-for-Tat is an equilibrium (perfect monitoring)"
)
informative = model.let(
    "informative", greater(mu, (1 + g) * eps), label="reports tell cheating from false alarms"
)
delta_noise = model.outcome("delta_noise", cases((g / (mu + g - (1 + g) * eps), informative), otherwise=1),
                            r"\delta_{noise}", "patience from which no plan is too fine, with these reports")  # fmt: skip
reciprocity = model.outcome(
    "reciprocity", informative & at_least(delta, delta_noise), label="Grim is an equilibrium"
)
V = model.let("V", (1 - delta) / (1 - delta * (1 - eps)), "v^{GG}", "average payoff while both play Grim")
v_A = model.outcome(
    "v_reciprocity", cases((V, reciprocity), otherwise=0), "v^A", "average payoff from reciprocity"
)

# R4: how sure of the other's Grim one must be.
D = model.let("D", (1 - delta) * (1 + g) / (1 - delta * (1 - mu)), "v^{DG}", "payoff of AllD against Grim")
S = model.let("S", -(1 - delta) * l / (1 - delta * (1 - mu)), "v^{GD}", "payoff of Grim against AllD")
model.outcome("basin_defect", cases((-S / (V - D - S), greater(V, D)), otherwise=1), r"\bar\mu",
              "belief in Grim needed to comply", "probability")  # fmt: skip
model.outcome("delta_rd", (g + l) / (1 + g + l), r"\delta_{rd}", "patience that makes Grim the safer choice")

# R3, R5: one exchange in n steps. Noise is a smaller discount factor and a larger temptation.
reports = greater(mu, eps)
d = model.let("d", delta * (1 - eps), r"\delta'", "discount factor, false alarms included")
t = model.let(
    "t", cases((g * (1 - eps) / (mu - eps), reports), otherwise=oo), "t'", "temptation, reports included"
)
A = model.let("A", 1 / (1 - d), "A", "value of steps without end")
possible = reports & greater(w, 0)
single = at_least(d * w, t)
# The slack stands in B, so that everything below is about exactly one condition, f(n) >= B.
B = model.let("B", t - d * A - SLACK, "B", "what the prize must add at the first step")
patient = at_most(B, 0, slack=0)


def prize(n):
    """f(n): what the prize adds at the first of n steps. It rises to its peak, then falls."""
    return d**n * (n * w - A)


def holds(n):
    return at_least(prize(n), B, slack=0)


rate = model.let("rate", -log(d), r"\rho", "discount rate")
peak = model.let("peak", Max(1, floor(A / w + 1 / rate)), "n_p", "steps at the peak, rounded down")
best = cases((peak, at_least(prize(peak), prize(peak + 1), slack=0)), otherwise=peak + 1)
best = model.let("best", best, "n^*", "number of steps at which the prize adds most")
regime = model.category(
    "regime",
    [
        ("single_exchange", possible & single),
        ("gradual", possible & patient),
        ("window", possible & holds(best)),
    ],
    otherwise="none",
    label="which plans hold",
    labels={
        "single_exchange": "one exchange is enough",
        "gradual": "every plan with enough steps holds",
        "window": "enough steps, but not too many",
        "none": "no timetable holds",
    },
)

# Both ends of the window solve f(n) = B. With y = rho (n - A/W) that is y - ln y = 1 + zeta (the branches of
# Lambert's W): a first guess, two steps of Newton, then the exact condition at the whole numbers beside it.
zeta = model.let(
    "zeta",
    Max(Rational(1, 10**20), log(w) - log(rate * B) - rate * A / w - 1),
    r"\zeta",
    "height of the peak",
)
s = model.let("s", sqrt(2 * zeta), "s", "half the width of the window, to first order")
near = zeta < 1
tail = log(1 + zeta + log(1 + zeta))
guesses = {
    "lo": cases((1 - s + s**2 / 3 - s**3 / 36, near), otherwise=exp(-1 - zeta) * (1 + exp(-1 - zeta))),
    "hi": cases((1 + s + s**2 / 3 + s**3 / 36, near), otherwise=1 + zeta + tail),
}
ends = {}
for end, guess in guesses.items():
    for step in range(3):
        name = {"lo": "lower", "hi": "upper"}[end]
        y = model.let(
            f"y_{end}_{step}", guess, f"y_{{{end},{step}}}", f"{name} end of the window, step {step}"
        )
        guess = y * (zeta + log(y)) / (y - 1)
    ends[end] = A / w + y / rate
first = model.let("first", ceiling(ends["lo"]), "n_{lo}", "lower end, rounded up")
last = model.let("last", floor(ends["hi"]), "n_{hi}", "upper end, rounded down")
least = cases(*((first + k, holds(first + k)) for k in (-1, 0, 1)), otherwise=best)
most = cases(*((last + k, holds(last + k)) for k in (1, 0, -1)), otherwise=best)
least = model.let("least", least, r"\underline n", "fewest steps in the window")
most = model.let("most", most, r"\bar n", "most steps in the window")
no_plan = model.chosen("regime", "none")
enough = ceiling((t - SLACK) / (d * w))
fewest = cases((0, no_plan), (1, single), (Max(2, enough), patient), otherwise=Max(2, least))
n_min = model.outcome("n_min", fewest, "n_{min}", "fewest steps that hold", "steps", integer=True)
longest = cases((0, no_plan), (-1, patient), otherwise=most)
model.outcome("n_max", longest, "n_{max}", "most steps that hold (-1: no limit)", "steps", integer=True)

# R6: the plan chosen.
value = (1 - d**n_min) / (n_min * (1 - d)) + d**n_min * w
for name, expression, symbol, label in (
    ("v_plan", value, "v^n", "value of the plan at its start"),
    ("completion_prob", (1 - eps) ** n_min, "Q", "chance that the plan is completed"),
    ("exposure", l / n_min, "l/n", "most that a side risks in one step"),
):
    model.outcome(name, cases((0, no_plan), otherwise=expression), symbol, label)

# R8: a concession in escrow.
stays = ~at_least((1 - alpha - phi) * b_R, c_W)
agrees = at_least(v_U, (1 - alpha) * a_U)
model.category(
    "escrow_regime",
    [("russia_stays", stays), ("ukraine_refuses", ~agrees)],
    otherwise="works",
    label="concession in escrow",
    labels={"works": "Ukraine passes it, Russia withdraws", "russia_stays": "Russia would not withdraw",
            "ukraine_refuses": "Ukraine does not pass it"},
    values=("works", "russia_stays", "ukraine_refuses"),
)  # fmt: skip
model.outcome("phi_max", 1 - alpha - c_W / b_R, r"\phi_{max}", "largest tolerable rate of false certificates")

model.preset("C_treaty_return", "C¶14–17: both sides return to the two treaties")
model.preset(
    "C_escrow_only", "C¶18: little trust in reports, a monitor hard to deceive", mu=0.6, w=0.2, phi=0.05
)
model.preset("B_matched", "B¶17: reductions in step with the other side", mu=0.95, eps=0.02, w=0.6)
model.preset("B_one_swap", "B¶17: a prize large enough for one exchange", mu=0.95, eps=0.02, w=1.6)
model.preset(
    "D_bad_faith", "D¶18: a side that breaks what it signs", g=2, l=1.5, delta=0.45, mu=0.5, eps=0.1, b_R=0.25
)
big_prize = dict(g=1.2, delta=0.5, mu=1, eps=0, w=1.5)
model.preset(
    "D_short_horizon_big_prize", "D¶18 read as impatience, with a large prize at the end", **big_prize
)

stage = [[1, -l], [1 + g, 0]]
model.matrix(
    "stage", ["comply", "cheat"], ["comply", "cheat"], stage, list(zip(*stage, strict=True)), "R", "W"
)
repeated = [[V, S], [D, 0]]
model.matrix(
    "repeated", ["Grim", "AllD"], ["Grim", "AllD"], repeated, list(zip(*repeated, strict=True)), "R", "W"
)

# One period of the exchange repeated for ever.
complies = cases((1, reciprocity), otherwise=0)
pays = {
    ("comply", "comply"): (1, 1),
    ("comply", "cheat"): (-l, 1 + g),
    ("cheat", "comply"): (1 + g, -l),
    ("cheat", "cheat"): (0, 0),
}


def after(*moves):
    """A report ends it, by a false alarm or because somebody cheated; else the next period begins."""
    flow = {side: (1 - delta) * pay for side, pay in zip("RW", pays[moves], strict=True)}
    return Chance([
        ("report", eps if moves == ("comply", "comply") else mu, End(flow, result="report")),
        ("no report", None,
         Again({side: flow[side] + delta * v_A for side in flow}, gained=flow, weight=delta, result="again")),
    ], name="alarm" if moves == ("comply", "comply") else "detection")  # fmt: skip


def answering(first):
    return Move(
        "W",
        "W complies or cheats",
        [("comply", complies, after(first, "comply")), ("cheat", None, after(first, "cheat"))],
    )


model.tree(
    "stage",
    Move("R", "R complies or cheats", [("comply", complies, answering("comply")), ("cheat", None, answering("cheat"))]),
    values={"R": "v_reciprocity", "W": "v_reciprocity"}, results={"report": cases((eps, reciprocity), otherwise=mu)},
    doc="Holds on the whole box. One period of part A, in averages per period: reciprocity where it is an equilibrium, nobody "
        "moves elsewhere. Leaves out the plans in steps.",
)  # fmt: skip

# The concession in escrow.
concession = {False: {"R": 0, "U": 0}, True: {"R": b_R, "U": -a_U}}


def certified(moved, chance):
    """The monitor certifies a withdrawal with `chance`; the concession then takes effect."""
    own = {"R": -c_W, "U": v_U} if moved else {"R": 0, "U": 0}
    ends = {sure: End({side: own[side] + concession[sure][side] for side in "RU"},
                      result=f"{'withdrawn' if moved else 'stayed'}, {'certified' if sure else 'not certified'}")
            for sure in (True, False)}  # fmt: skip
    return Chance(
        [("certified", chance, ends[True]), ("not certified", None, ends[False])], name=f"if {moved}"
    )


works = model.chosen("escrow_regime", "works")
model.tree(
    "escrow",
    Move("U", "U", [
        ("pass", works, Move("R", "U has passed the concession", [
            ("stay", stays, certified(False, phi)), ("withdraw", None, certified(True, 1 - alpha))])),
        ("refuse", None, End({"R": 0, "U": 0}, result="refused")),
    ]),
    results={"withdrawn, certified": cases((1 - alpha, works), otherwise=0), "refused": cases((0, works), otherwise=1)},
    doc="Holds on the whole box. Part C: one concession, one withdrawal, and a monitor that errs either way.",
)  # fmt: skip

"""Audience costs: a public crisis in which giving way grows dearer by the day.

Game. Russia (R) threatens, the West (W) resists; the prize is worth 1 to each. Each side knows its own net
cost of war, drawn evenly from [0, cbar_i], and not the other's. From date 0 on each holds, gives way or
attacks at every instant. Whoever gives way at t pays the audience cost A_i t and leaves the prize to the
other; both giving way at once both pay; an attack, unless the other gives way at that instant, is war and
costs each its c_i, and so does a quarrel that nobody ever ends. A_i is what a wholly public retreat adds each
month, times the share of the quarrel that is public, less the share that a way to save face takes off.
Equilibrium: perfect Bayesian, with nobody attacking while the other may still give way, and with a vanishing
chance that a side is of a type that war costs nothing. Without the two conditions there are more: a showdown
at date 0, and two in which one side surely gives way at once.
Source: J. D. Fearon (1994), Domestic political audiences and the escalation of international disputes,
American Political Science Review 88(3), 577-592; D. Abreu, F. Gul (2000), Bargaining and reputation,
Econometrica 68(1), 85-117.
Simplified: audience costs linear in time, costs of war uniform, a prize that is not divided, and a loudness
that nobody chooses.
"""

from sympy import Abs, Max, Min, log, sqrt

from models import SLACK, Model, Parameter, at_least, greater, less
from models.core.expressions import cases

model = Model("audience_costs", "Audience costs: a crisis in public", doc=__doc__)
a_R, a_W, f_R, f_W, s, cbar_R, cbar_W, t = model.symbols(
    "audience_R", "audience_W", "relief_R", "relief_W", "publicity", "war_cost_R", "war_cost_W", "t_obs"
)


def run_out(rate, other, cbar):
    """When a side of these rates and this largest cost has nobody left who would rather give way."""
    return 2 * cbar / (rate * (1 + sqrt(1 + 4 * cbar * other / rate)))


def values(b_R, b_W):
    """Both sides' values, before their costs of war are known, from the breaking points."""
    v_R = 1 - b_W / cbar_W * (1 + b_R - b_R**2 / (2 * cbar_R))
    v_W = 1 - b_R / cbar_R * (1 + b_W - b_W**2 / (2 * cbar_W))
    return v_R, v_W


# R1: each side gives way at the rate that the other's audience sets.
A_R = model.outcome("rate_R", s * a_R * (1 - f_R), "A_R", "Russia's felt audience cost", "prizes per month")
A_W = model.outcome("rate_W", s * a_W * (1 - f_W), "A_W", "the West's felt audience cost", "prizes per month")

# R2: the horizon, and the breaking points.
t_R = model.outcome("t_R", run_out(A_R, A_W, cbar_R), "t_R", "when Russia would run out of those who give way",
                    "months")  # fmt: skip
t_W = model.outcome("t_W", run_out(A_W, A_R, cbar_W), "t_W",
                    "when the West would run out of those who give way", "months")  # fmt: skip
T = model.outcome("horizon", Min(t_R, t_W), "T", "last day", "months")
b_R = model.outcome("lock_R", A_R * T, "b_R", "cost of war below which Russia never gives way", "prizes")
b_W = model.outcome("lock_W", A_W * T, "b_W", "cost of war below which the West never gives way", "prizes")

# R3: who gives way at the outset. The slack is relative to the later date.
model.category(
    "regime",
    [
        ("R_gives_way", at_least(t_R * (1 - SLACK), t_W, slack=0)),
        ("W_gives_way", at_least(t_W * (1 - SLACK), t_R, slack=0)),
    ],
    otherwise="balanced",
    label="who may give way at the outset",
    labels={
        "R_gives_way": "Russia may give way at the outset",
        "W_gives_way": "the West may give way at the outset",
        "balanced": "nobody gives way at the outset",
    },
)
R_opens, W_opens = (model.chosen("regime", name) for name in model.regimes[:2])
firm_R = model.outcome(
    "firm_R", b_R / cbar_R, r"\mu_{R,0}", "chance that Russia never gives way", "probability"
)
firm_W = model.outcome("firm_W", b_W / cbar_W, r"\mu_{W,0}", "chance that the West never gives way",
                       "probability")  # fmt: skip
o_R = model.outcome("opening_R", cases((Max(0, 1 - firm_R * (1 + b_W)), R_opens), otherwise=0), "o_R",
                    "chance that Russia gives way at the outset", "probability")  # fmt: skip
o_W = model.outcome("opening_W", cases((Max(0, 1 - firm_W * (1 + b_R)), W_opens), otherwise=0), "o_W",
                    "chance that the West gives way at the outset", "probability")  # fmt: skip

# R4: inside a public crisis.
soft_R = model.outcome("crisis_soft_R", b_W / (1 + b_W), r"\eta_R",
                       "chance in a public crisis that Russia is of a kind that will give way",
                       "probability")  # fmt: skip
soft_W = model.outcome("crisis_soft_W", b_R / (1 + b_R), r"\eta_W",
                       "chance in a public crisis that the West is of a kind that will give way",
                       "probability")  # fmt: skip
E = model.outcome("war_given_crisis", 1 / ((1 + b_R) * (1 + b_W)), "E", "chance of war in a public crisis",
                  "probability")  # fmt: skip

# R5: how it ends. Next to b_R = b_W both integrals are taken at their mean m, where the general forms cancel.
K = model.outcome("prob_crisis", (1 - o_R) * (1 - o_W), "K", "chance of a public crisis", "probability")
h = model.let("lock_difference", b_W - b_R, "h", "difference of the breaking points")
m = model.let("lock_mean", (b_R + b_W) / 2, "m", "mean of the breaking points")
alike = model.let("locks_alike", less(Abs(h), (1 + m) / 1000, slack=0), label="breaking points hardly differ")
L = model.let(
    "length_share",
    cases(((1 + h**2 / (12 * (1 + m) ** 2)) / (1 + m), alike), otherwise=log((1 + b_W) / (1 + b_R)) / h),
    "L", "length of a public crisis, as a share of the horizon",
)  # fmt: skip
D = model.let(
    "retreat_difference",
    cases((h * (3 + 3 * m + m**2) / (3 * (1 + m) ** 3), alike),
          otherwise=(b_R**2 / (1 + b_R) + b_W**2 / (1 + b_W)) / h - 2 * b_R * b_W / h * L),
    "D", "how much likelier it is that Russia goes first than that the West does, in a public crisis",
)  # fmt: skip
first_R = model.let(
    "retreat_R", (1 - E + D) / 2, r"\pi_R", "chance in a public crisis that Russia goes first"
)
first_W = model.let(
    "retreat_W", (1 - E - D) / 2, r"\pi_W", "chance in a public crisis that the West goes first"
)
model.outcome("prob_R_backs_down", o_R + K * first_R, "P_R", "chance that Russia gives way", "probability")
model.outcome("prob_W_backs_down", o_W + K * first_W, "P_W", "chance that the West gives way", "probability")
model.outcome("prob_war", K * E, "P_{war}", "chance of war", "probability")
model.outcome("expected_duration", K * T * L, r"E[\min(t, T)]", "expected length, the outset counted as 0",
              "months")  # fmt: skip

# R8: what holding out until now teaches. From the last day on, 1 by convention.
model.outcome("belief_R", Min(1, (1 + A_W * t) / (1 + b_W)), r"\mu_R(t)", "belief by now that Russia is firm",
              "probability")  # fmt: skip
model.outcome("belief_W", Min(1, (1 + A_R * t) / (1 + b_R)), r"\mu_W(t)", "belief by now that the West is firm",
              "probability")  # fmt: skip

# R9: who pays.
model.outcome("audience_paid_R", K * (soft_R - first_R), "k_R", "audience cost that Russia pays on average",
              "prizes")  # fmt: skip
model.outcome("audience_paid_W", K * (soft_W - first_W), "k_W", "audience cost that the West pays on average",
              "prizes")  # fmt: skip

# R10: values.
v_R, v_W = values(b_R, b_W)
model.outcome("value_R", v_R, "v_R", "value to Russia", "prizes")
model.outcome("value_W", v_W, "v_W", "value to the West", "prizes")


# R6-R7: the balance, and the showdown without audiences. Each threshold in the form that does not cancel.
def showdown(name, letter, who, own, other):
    k = 1 + other - own
    root = sqrt(k**2 + 4 * own)
    expression = cases((2 * own / (k + root), greater(k, 0, slack=0)), otherwise=(root - k) / 2)
    return model.let(name, expression, rf"\beta_{letter}", f"cost below which {who} holds in a showdown")


beta_R = showdown("showdown_R", "R", "Russia", cbar_R, cbar_W)
beta_W = showdown("showdown_W", "W", "the West", cbar_W, cbar_R)
rho = model.outcome("ratio_flip", beta_W / beta_R, r"\rho^*", "ratio of felt audience costs at the balance")
model.outcome("audience_W_flip", rho * a_R * (1 - f_R) / (1 - f_W), "a_W^*",
              "the West's audience cost at the balance", "prizes per month")  # fmt: skip
model.outcome("prob_war_showdown", beta_R * beta_W / (cbar_R * cbar_W), "P_{war}^0",
              "chance of war in a showdown without audiences", "probability")  # fmt: skip

model.preset("E_united", "E¶2–3: a joint answer is promised in public", audience_W=0.9)
model.preset("C_no_fighting", "C¶7–8: neither side means to fight the other", audience_W=0.25, war_cost_R=6,
             war_cost_W=6)  # fmt: skip
model.preset(
    "C_way_out", "C¶13–21, our reading: both sides have something to show", relief_R=0.5, relief_W=0.5
)
model.preset("D_face_saver", "D¶9: a way for Russia to save face", relief_R=0.5)
model.preset("penny", "Snyder and Borghard: retreats cost hardly anything", publicity=0.1)

# Matrix forms: one instant of the crisis, and the choice of loudness.
dt = Parameter("dt", 0.05, low=0.01, high=1, step=0.01, domain="(0, inf)", symbol=r"\Delta",
               label="length of an instant", unit="months", note="One step of the discrete game.")  # fmt: skip
later = t + dt.variable
model.matrix(
    "instant", ["give way", "hold"], ["give way", "hold"],
    [[-A_R * t, -A_R * t], [1, -A_R * later]], [[-A_W * t, 1], [-A_W * t, -A_W * later]],
    "R", "W", parameters=(dt,),
)  # fmt: skip


def loudness(times_R, times_W):
    """Both sides' values where each multiplies its audience cost."""
    rate_R, rate_W = times_R * A_R, times_W * A_W
    last = Min(run_out(rate_R, rate_W, cbar_R), run_out(rate_W, rate_R, cbar_W))
    return values(rate_R * last, rate_W * last)


cells = [[loudness(times_R, times_W) for times_W in (1, 2)] for times_R in (1, 2)]
model.matrix(
    "louder", ["as loud", "twice as loud"], ["as loud", "twice as loud"],
    [[cell[0] for cell in row] for row in cells], [[cell[1] for cell in row] for row in cells], "R", "W",
)  # fmt: skip

"""War of attrition: who gives way when holding out costs both.

Game. Russia (R) and Ukraine (U) hold out in continuous time, without discounting. Each may concede at any
instant; whoever outlasts the other wins a prize v, the one who concedes gets 0, and both pay a flow cost k
until then. Outside pressure adds to R's cost, outside support takes off part of U's. Four versions: known
prizes; a prior z that a side is of a type that never concedes; symmetric private prizes; known dates of
exhaustion.
Equilibrium: known prizes, the one in mixed strategies without an opening concession (two more exist, in
which one side yields at once); with types, the unique perfect Bayesian one; private prizes, the symmetric
one; known dates, subgame perfect.
Source: K. Hendricks, A. Weiss, C. Wilson (1988), The war of attrition in continuous time with complete
information, International Economic Review 29(4), 663-680; D. Abreu, F. Gul (2000), Bargaining and
reputation, Econometrica 68(1), 85-117; D. T. Bishop, C. Cannings, J. Maynard Smith (1978), The war of
attrition with random rewards, Journal of Theoretical Biology 74, 377-388; P. Ghemawat, B. Nalebuff (1985),
Exit, RAND Journal of Economics 16(2), 184-194.
Simplified: an indivisible prize, no offers, no moving front; types that never concede are mechanical.
"""

from sympy import Integer, Max, Min, Rational, exp, log, sqrt

from models import SLACK, Again, End, Model, Move, Parameter, greater, less
from models.core.expressions import cases

model = Model("attrition", "War of attrition", doc=__doc__)
value_R, value_U, cost_R, cost_U, pressure, support, z_R, z_U, t_obs = model.symbols(
    "value_R", "value_U", "cost_R", "cost_U", "pressure", "support", "z_R", "z_U", "t_obs"
)
scale, cost_sym, endure_R, endure_U, supply = model.symbols(
    "scale", "cost_sym", "endure_R", "endure_U", "supply"
)


def later(a, b):
    """Date a after date b, by more than the slack taken relative to the later of the two."""
    return greater(a * (1 - SLACK), b, slack=0)


k_R = model.let("k_R", cost_R * (1 + pressure), r"\tilde c_R", "Russia's flow cost under pressure")
k_U = model.let("k_U", cost_U * (1 - support), r"\tilde c_U", "Ukraine's flow cost after support")

# R1-R2: each side gives way at the rate that keeps the other indifferent.
hazard_R = model.outcome("hazard_R", k_U / value_U, r"\lambda_R", "rate of Russia's giving way", "per year")
hazard_U = model.outcome("hazard_U", k_R / value_R, r"\lambda_U", "rate of Ukraine's giving way", "per year")
total = model.let("total_hazard", hazard_R + hazard_U, "L", "rate at which the war ends")
model.outcome("mixed_duration", 1 / total, r"\bar t", "expected length with known prizes", "years")
model.outcome("mixed_prob_R_concedes", hazard_R / total, r"m_R",
              "chance that Russia gives way first with known prizes", "probability")  # fmt: skip

# R3-R4: the side that would need longer to be thought unyielding must yield at once with some chance.
T_R = model.outcome("T_R", -log(z_R) / hazard_R, "T_R", "when Russia would be thought unyielding", "years")
T_U = model.outcome("T_U", -log(z_U) / hazard_U, "T_U", "when Ukraine would be thought unyielding", "years")
T_end = model.outcome("T_end", Min(T_R, T_U), "T", "when only those who never concede are left", "years")
model.category(
    "regime",
    [("R_gives_way", later(T_R, T_U)), ("U_gives_way", later(T_U, T_R))],
    otherwise="balanced",
    label="who may give way at the outset",
    labels={
        "R_gives_way": "Russia may concede at the outset",
        "U_gives_way": "Ukraine may concede at the outset",
        "balanced": "neither concedes at the outset",
    },
)
R_yields, U_yields = (model.chosen("regime", f"{side}_gives_way") for side in "RU")
model.outcome("pressure_flip", log(z_U) * value_R * k_U / (log(z_R) * value_U * cost_R) - 1, r"\tau^*",
              "pressure above which Russia is the one to give way")  # fmt: skip
atom_R = model.outcome("atom_R", cases((1 - z_R * exp(hazard_R * T_end), R_yields), otherwise=0), "o_R",
                       "chance that Russia concedes at once", "probability")  # fmt: skip
atom_U = model.outcome("atom_U", cases((1 - z_U * exp(hazard_U * T_end), U_yields), otherwise=0), "o_U",
                       "chance that Ukraine concedes at once", "probability")  # fmt: skip

# R5: how it ends.
keep = model.let("keep", (1 - atom_R) * (1 - atom_U), "K", "chance that the race starts")
run = model.let("run", 1 - exp(-total * T_end), "D", "chance that a race once started ends")
model.outcome("prob_R_concedes", atom_R + keep * hazard_R / total * run, "P_R",
              "chance that Russia gives way", "probability")  # fmt: skip
model.outcome("prob_U_concedes", atom_U + keep * hazard_U / total * run, "P_U",
              "chance that Ukraine gives way", "probability")  # fmt: skip
model.outcome("prob_endless", z_R * z_U, r"P_\infty", "chance that nobody ever gives way", "probability")
model.outcome("expected_duration", keep * run / total, r"E[\min(t, T)]",
              "expected years until someone gives way or only the unyielding are left", "years")  # fmt: skip
model.outcome("payoff_R", atom_U * value_R, "v_R^{con}", "payoff of a Russia that may concede", "stake")
model.outcome("payoff_U", atom_R * value_U, "v_U^{con}", "payoff of a Ukraine that may concede", "stake")

# R6: what surviving so long teaches.
for side, hazard in (("R", hazard_R), ("U", hazard_U)):
    name = "Russia" if side == "R" else "Ukraine"
    model.outcome(f"posterior_{side}", exp(-hazard * Max(0, T_end - t_obs)), rf"\mu_{side}(t)",
                  f"belief by now that {name} never concedes", "probability")  # fmt: skip

# R7: symmetric private prizes. A type v quits at t(v); exp(-w) = 1 - F(v) at the type that quits now, so
# that both still hold out with probability exp(-2w). Exponential prizes: w = sqrt(2s). Uniform prizes:
# w + exp(-w) - 1 = s, that is exp(-w) = -LambertW(-exp(-1 - s)); Newton's steps from above settle it to
# rounding error, and a series does so where that form would cancel.
uniform = model.chosen("dist", "uniform")
model.outcome("sym_expected_duration",
              cases((scale / (6 * cost_sym), uniform), otherwise=scale / (4 * cost_sym)), r"E[t]",
              "expected length with private prizes", "years")  # fmt: skip
model.outcome("sym_total_cost", cases((scale / 3, uniform), otherwise=scale / 2), r"E[2ct]",
              "expected cost of both sides with private prizes", "stake")  # fmt: skip
s = model.let("spent", cost_sym * t_obs / scale, "s", "cost so far, in units of the scale")
w = model.let("w_0", s + Min(1, sqrt(2 * s)), "w_0")
for step in range(1, 6):
    w = model.let(f"w_{step}", w - (w + exp(-w) - 1 - s) / (1 - exp(-w)), f"w_{step}")
early = less(s, Rational(1, 10**8), slack=0)
held = model.let("held_out", cases((sqrt(2 * s), ~uniform), (sqrt(2 * s) + s / 3, early), otherwise=w), "w")
model.outcome("sym_prob_longer", exp(-2 * held), r"P(t > t_{obs})",
              "chance that a war with private prizes lasts longer than this", "probability")  # fmt: skip

# R8: known endurance.
model.category(
    "endurance_loser",
    [("R", later(endure_U + supply, endure_R)), ("U", later(endure_R, endure_U + supply))],
    otherwise="tie",
    label="who concedes at once if both dates of exhaustion are known",
    labels={"R": "Russia", "U": "Ukraine", "tie": "neither: both last equally long"},
)

model.preset("A", "A¶3–4, A¶13: losses and sanctions weigh on Russia, allies keep Ukraine supplied",
             cost_R=0.15, pressure=0.5, support=0.3, z_R=0.15, supply=3)  # fmt: skip
model.preset("D", "D¶13–17: a total aim, little strain on Russia, Ukraine tiring sooner",
             cost_R=0.10, cost_U=0.15, z_R=0.35, endure_R=8)  # fmt: skip
model.preset("D19", "D¶19: the same, with more pressure on Russia and more arms for Ukraine",
             cost_R=0.10, cost_U=0.15, z_R=0.35, endure_R=8, pressure=0.5, support=0.4, supply=4)  # fmt: skip
model.preset("B", "B¶3–4: the first days, dear to both sides", cost_R=0.20, cost_U=0.25, z_R=0.10, t_obs=0.01)

dt = Parameter("dt", 0.25, low=0.01, high=1, step=0.01, domain="(0, inf)", symbol=r"\Delta",
               label="length of a period", unit="years", note="One round of the discrete game.")  # fmt: skip
zero = Integer(0)
model.matrix(
    "one_period", ["quit", "stay"], ["quit", "stay"],
    [[zero, zero], [value_R, -k_R * dt.variable]], [[zero, value_U], [zero, -k_U * dt.variable]],
    "R", "U", parameters=(dt,),
)  # fmt: skip

# A contest in years, with known prizes: each side leaves so often that the other does not mind staying.
leaves_R, leaves_U = k_U / (value_U + k_U), k_R / (value_R + k_R)
stayed = {"R": -k_R, "U": -k_U}


def year(R_leaves):
    both = (
        End({"R": 0, "U": 0}, result="both leave")
        if R_leaves
        else End({"R": value_R, "U": 0}, result="U leaves")
    )
    on = (
        End({"R": 0, "U": value_U}, result="R leaves")
        if R_leaves
        else Again(stayed, gained=stayed, result="another year")
    )
    return Move("U", "U stays or leaves", [("leave", leaves_U, both), ("stay", None, on)])


model.tree(
    "year", Move("R", "R stays or leaves", [("leave", leaves_R, year(True)), ("stay", None, year(False))]),
    values={"R": 0, "U": 0}, results={"another year": (1 - leaves_R) * (1 - leaves_U)},
    doc="Holds on the whole box. Known prizes, in steps of a year: the mixed equilibrium of an endless game, one of three. As "
        "steps grow short, its chances of leaving per year become the two rates. Leaves out types that never concede.",
)  # fmt: skip

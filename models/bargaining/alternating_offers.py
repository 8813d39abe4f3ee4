"""Bargaining over time: alternating offers with inside and outside options.

Game. Russia (R) and its counterpart (U) divide a stake of 1. Every dt years one side names R's share x; the
other accepts (for ever), waits (both collect the inside flow d for that round, then the roles swap) or walks
out (both get their outside value w at once). A permanent flow of 1 is worth 1, so agreement on a share s
after n refused offers is worth (1 - beta**n) d + beta**n s, with beta = delta**dt per round.
Equilibrium: subgame perfect, unique and stationary; ties: accept, and wait rather than walk out. A finite
version ends with the inside values after the last refusal.
Source: A. Rubinstein (1982), Perfect equilibrium in a bargaining model, Econometrica 50(1), 97-109;
K. Binmore, A. Rubinstein, A. Wolinsky (1986), The Nash bargaining solution in economic modelling, RAND
Journal of Economics 17(2), 176-188; outside option: A. Shaked, J. Sutton (1984), Involuntary unemployment as
a perfect equilibrium in a bargaining model, Econometrica 52(6), 1351-1364.
Simplified: complete information, so nobody delays in equilibrium; constant options; agreements are kept.
"""

from sympy import Eq, Max, Min, Rational, Symbol, floor, log

from models import SLACK, Again, Chance, End, Model, Move, Offer, at_least, at_most, clip, greater, less
from models.core.expressions import cases

model = Model("alternating_offers", "Bargaining over time: who is hurt by delay?", doc=__doc__)
delta_R, delta_U, dt, d_R, d_U, w_R, w_U, alpha, n = model.symbols(
    "delta_R", "delta_U", "dt", "inside_R", "inside_U", "outside_R", "outside_U", "alpha", "n_offers"
)
R_first = model.chosen("first", "R")

floor_R = model.let("floor_R", Max(0, w_R), r"\omega_R", "least share R can be held to")
floor_U = model.let("floor_U", Max(0, w_U), r"\omega_U", "least share the counterpart can be held to")
# Agreeing now must beat every mix of waiting and walking out; the floors are written out so that the
# message of a broken rule names parameters only.
model.require(less(d_R + d_U, 1), "inside_R and inside_U must add up to less than 1")
model.require(at_most(Max(0, w_R) + Max(0, w_U), 1),
              "outside_R and outside_U (0 where negative) must not add up to more than 1")  # fmt: skip
model.require(at_most(d_R + Max(0, w_U), 1), "inside_R and outside_U must not add up to more than 1")
model.require(at_most(d_U + Max(0, w_R), 1), "inside_U and outside_R must not add up to more than 1")

beta_R = model.let("beta_R", delta_R**dt, r"\beta_R", "discount factor of R per round")
beta_U = model.let("beta_U", delta_U**dt, r"\beta_U", "discount factor of the counterpart per round")
S = model.let("surplus", 1 - d_R - d_U, "S", "surplus over endless disagreement")

# R1: shares with no floor in play (x_N, y_N), and with the other side's floor alone in play.
limit_weight = model.outcome("limit_weight_R", log(delta_U) / (log(delta_R) + log(delta_U)), r"\alpha^*",
                             "Russia's part of what both save, if offers follow at once")  # fmt: skip
# For rounds of seconds the quotient is 0/0 in floats: from there on its limit, which is off by 1e-8 at most.
discounts = less(beta_R * beta_U, 1, 10**4 * SLACK)
weight = model.let("weight", cases(((1 - beta_U) / (1 - beta_R * beta_U), discounts), otherwise=limit_weight),
                   r"\lambda", "part of the surplus that R gets proposing first")  # fmt: skip
x_N = model.let("x_N", d_R + weight * S, "x^R_N", "R's share if R proposes first and no floor binds")
y_N = model.let("y_N", d_R + beta_R * weight * S, "x^U_N", "R's share if U proposes first and no floor binds")
x_F = model.let(
    "x_F", 1 - d_U - beta_U * (1 - floor_R - d_U), "x^R_F", "R's offer if R would respond at its floor"
)
y_F = model.let(
    "y_F", d_R + beta_R * (1 - floor_U - d_R), "x^U_F", "U's offer if U would respond at its floor"
)
x_open = model.let("x_open", Max(x_N, x_F), r"\bar x^R", "R's share proposing first, were U's floor absent")
y_open = model.let("y_open", Min(y_N, y_F), r"\bar x^U", "R's share proposing second, were R's floor absent")
x = model.outcome("share_R_first", Min(1 - floor_U, x_open), "x^R", "Russia's share if it opens", "share")
y = model.outcome(
    "share_R_second", Max(floor_R, y_open), "x^U", "Russia's share if the counterpart opens", "share"
)
share = model.outcome(
    "share_R", cases((x, R_first), otherwise=y), "x^*", "Russia's equilibrium share", "share"
)

# R2: which walk-out threats bind.
U_binds = model.let("U_binds", less(1 - floor_U, x_open), r"U_b", "the counterpart's floor binds")
R_binds = model.let("R_binds", greater(floor_R, y_open), r"R_b", "R's floor binds")
model.category(
    "regime",
    [("both_floors", U_binds & R_binds), ("U_floor", U_binds), ("R_floor", R_binds)],
    otherwise="free",
    label="regime",
    labels={
        "free": "neither way out counts",
        "U_floor": "the counterpart's way out sets the terms",
        "R_floor": "Russia's way out sets the terms",
        "both_floors": "both ways out set the terms",
    },
    values=("free", "U_floor", "R_floor", "both_floors"),
)

# R3: below this R's outside option changes nothing, above it the responder R gets exactly that.
model.outcome("outside_R_threshold", Max(0, d_R + beta_R * (Min(x_N, 1 - floor_U) - d_R)), r"\bar w_R",
              "above this Russia's way out changes the terms", "share")  # fmt: skip

# R4: n offers. Two rounds make one increasing map of slope beta_R*beta_U, cut off at the floors; from the
# first point inside the floors on, its orbit is that of the uncut line, cut off once at the end.
pairs = model.let("pairs", floor((n - 1) / 2), "k", "pairs of rounds after the last one or two")
odd = model.let("odd", Eq(2 * floor(n / 2) + 1, n, evaluate=False), r"\text{odd}", "odd number of offers")
X_1 = model.let("X_1", 1 - Max(floor_U, d_U), "x^R_1", "R's share, R last")
Y_1 = model.let("Y_1", Max(floor_R, d_R), "x^U_1", "R's share, U last")
X_2 = model.let("X_2", 1 - Max(floor_U, d_U + beta_U * (1 - Y_1 - d_U)), "x^R_2", "R's share, R last but one")
Y_2 = model.let("Y_2", Max(floor_R, d_R + beta_R * (X_1 - d_R)), "x^U_2", "R's share, U last but one")
decay = model.let("decay", (beta_R * beta_U) ** pairs, r"\beta^k", "what is left of the last offer's weight")
X_n = model.let("X_n", Min(1 - floor_U, Max(x_F, x_N + decay * (cases((X_1, odd), otherwise=X_2) - x_N))),
                "x^R_n", "R's share in n offers, R first")  # fmt: skip
Y_n = model.let("Y_n", Max(floor_R, Min(y_F, y_N + decay * (cases((Y_1, odd), otherwise=Y_2) - y_N))),
                "x^U_n", "R's share in n offers, U first")  # fmt: skip
model.outcome(
    "share_R_finite", cases((X_n, R_first), otherwise=Y_n), "x_n", "Russia's share in n offers", "share"
)

# R5-R7: the Nash solution, its limit weights, and the wrong shortcut.
for name, part, symbol, label in (
    ("nash_sym", Rational(1, 2), r"x^{Nash}", "Russia's share in the symmetric Nash solution"),
    ("nash_weighted", alpha, r"x^{Nash}_\alpha", "Russia's share in the weighted Nash solution"),
    ("rubinstein_limit", limit_weight, r"x^{lim}", "Russia's share if offers follow at once"),
):
    model.outcome(name, clip(d_R + part * S, floor_R, 1 - floor_U), symbol, label, "share")
model.outcome("split_difference", clip((1 + w_R - w_U) / 2), r"x^{split}",
              "Russia's share if the difference between the ways out is split", "share")  # fmt: skip

# R8-R9: who is hurt by delay, and whose threat to leave endless talks is credible.
loss_R = model.outcome(
    "delay_loss_R", (1 - delta_R) * (share - d_R), "L_R", "Russia's loss by a year's delay", "share"
)
loss_U = model.outcome("delay_loss_U", (1 - delta_U) * (1 - share - d_U), "L_U",
                       "the counterpart's loss by a year's delay", "share")  # fmt: skip
even = 10**3 * SLACK  # the two losses count as equal within 1e-9
model.category(
    "hurt_more",
    [("R", greater(loss_R, loss_U, even)), ("U", greater(loss_U, loss_R, even))],
    otherwise="equal",
    label="who loses more from a year's delay",
    labels={"R": "Russia", "U": "the counterpart", "equal": "both the same"},
)
model.outcome("walks_out_R", greater(w_R, d_R), label="Russia prefers walking out to endless talks")
model.outcome("walks_out_U", greater(w_U, d_U), label="the counterpart prefers walking out to endless talks")

model.preset("C10_no_endless_talks", "C¶10: R can resort to force; our reading: the status quo suits the other side",
             delta_R=0.80, inside_R=0, inside_U=0.20, outside_R=0.45, outside_U=0)  # fmt: skip
model.preset("A3_attrition", "A¶3: losses at the front make waiting dear for Russia", inside_R=-0.30)
model.preset("D16_attrition", "D¶16: waiting is dearer for Ukraine than for Russia", inside_U=-0.30)

model.matrix(
    "demands", ["tough", "soft"], ["tough", "soft"],
    [[d_R, x], [y, y]], [[d_U, 1 - x], [1 - y, 1 - x]],
    "R", "U", requires=[(greater(x, y), "the two offers must differ: share_R_first > share_R_second")],
)  # fmt: skip

# One round; after a refusal the roles swap.
named = Symbol("x", real=True)
shares = {"R": named, "U": 1 - named}
sides = {"R": ("Russia", d_R, beta_R, w_R), "U": ("the counterpart", d_U, beta_U, w_U)}
next_round = {
    "R": {"R": y, "U": 1 - y},
    "U": {"R": x, "U": 1 - x},
}  # what is divided once the other names the share


def a_round(first):
    """`first` names R's share; the other accepts, waits or walks out."""
    other = "U" if first == "R" else "R"
    flow = {side: (1 - beta) * inside for side, (_, inside, beta, _) in sides.items()}
    weight = {side: beta for side, (_, _, beta, _) in sides.items()}
    waits = {side: flow[side] + weight[side] * next_round[first][side] for side in sides}
    word, _, _, outside = sides[other]
    accepts = at_most(named, x) if first == "R" else at_least(named, y)
    answer = Move(other, f"{word} answers", [
        ("accept", accepts, End(shares, result="agreement")),
        ("wait", ~accepts & at_most(outside, waits[other]),
         Again(waits, gained=flow, weight=weight, let={"first": other}, result="refused")),
        ("walk out", None, End({side: row[3] for side, row in sides.items()}, result="walk-out")),
    ])  # fmt: skip
    return Offer(
        first,
        f"{sides[first][0]} names Russia's share",
        named,
        0,
        1,
        0.05,
        [(x if first == "R" else y, 1)],
        answer,
    )


model.tree(
    "rounds", Chance([("R", R_first, a_round("R")), ("U", None, a_round("U"))], name="who begins"),
    values={"R": "share_R", "U": 1 - share}, results={"agreement": 1},
    doc="Holds on the whole box. One round of an endless game: a refusal starts it over, the other side beginning. Leaves "
        "out the finite version.",
)  # fmt: skip

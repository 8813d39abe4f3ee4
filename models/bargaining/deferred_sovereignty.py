"""An indivisible stake: divide, draw lots, or defer.

Game. Sovereignty goes to Russia (R) or to Ukraine (U), entirely. Either side can fight or concede. If both
accept deferral, R enjoys the share v for T years and may settle voters; then a vote gives the stake to one
side, and the loser complies or overturns the result by war at an extra cost m. If one refuses, there is war.
Equilibrium: subgame perfect, complete information; who is indifferent accepts, complies, concedes.
Source: J. D. Fearon (1995), Rationalist explanations for war, International Organization 49(3), 379-414
(indivisible issues); R. Powell (2006), War as a commitment problem, International Organization 60(1), 169-203
(lotteries); the vote is G. Tullock's contest (1980), Efficient rent seeking, with head starts.
Simplified: constant chances of war, only R adds voters, no talks about v or T, no private aims.
"""

from sympy import Max, Symbol, nan, oo, sqrt

from models import Chance, End, Model, Move, Offer, at_least, at_most, greater
from models.core.expressions import cases

model = Model("deferred_sovereignty", "An indivisible stake: divide, draw lots, or defer", doc=__doc__)
p, c_R, c_U, delta, years, v, face_R, face_U, q0, kappa, enforce = model.symbols(
    "p", "c_R", "c_U", "delta", "years", "v", "face_R", "face_U", "q0", "kappa", "enforce"
)

# R1-R2: war, lotteries, and whether a loser complies.
war_R = model.let("war_R", p - c_R, "W_R", "R's war value")
war_U = model.let("war_U", 1 - p - c_U, "W_U", "U's war value")
R_threatens, U_threatens = greater(p, c_R), greater(1 - p, c_U)
indivisible = model.outcome(
    "indivisible_problem", R_threatens & U_threatens, label="no final award is acceptable"
)
r_R = model.outcome("reserve_R", Max(0, war_R), "r_R", "R's value without agreement", "stake")
r_U = model.outcome("reserve_U", Max(0, war_U), "r_U", "U's value without agreement", "stake")
model.outcome("lottery_lo", r_R, r"\ell_{lo}", "least chance in a lottery that R accepts", "probability")
model.outcome(
    "lottery_hi", 1 - r_U, r"\ell_{hi}", "largest chance of R in a lottery that U accepts", "probability"
)
complies_R = model.outcome("complies_R", at_most(war_R, enforce), label="R accepts a lost vote")
complies_U = model.outcome("complies_U", at_most(war_U, enforce), label="U accepts a lost vote")
model.outcome("vote_binding", complies_R & complies_U, label="the vote settles the matter")

# R3: payoffs at the vote, by result.
win_R, win_U = (
    model.let(
        f"win_{i}", cases((1, loser_complies), otherwise=r), rf"\omega_{i}", f"{i}'s value of a vote won"
    )
    for i, r, loser_complies in (("R", r_R, complies_U), ("U", r_U, complies_R))
)
lose_R, lose_U = (
    model.let(
        f"lose_{i}",
        cases((0, complies), otherwise=r - enforce),
        rf"\lambda_{i}",
        f"{i}'s value of a vote lost",
    )
    for i, r, complies in (("R", r_R, complies_R), ("U", r_U, complies_U))
)


def problem(value):
    """`value` where the stake is a problem at all, else undefined."""
    return cases((value, indivisible), otherwise=nan)


# R4: how many voters R settles: B is what winning adds, kappa the price.
w = model.let("w", delta**years, "w", "weight of what follows the vote")
B = model.let("B", w * (win_R - lose_R), "B", "what winning the vote adds for R today")
# No slack here: at the edge nobody is settled either way.
rigs = model.let("rigs", kappa < B * (1 - q0), label="settling voters pays")
e = model.outcome("settlers", problem(cases((sqrt(B * (1 - q0) / kappa) - 1, rigs), otherwise=0)), "e^*",
                  "voters settled per present eligible voter")  # fmt: skip
bill = model.let(
    "bill", cases((sqrt(kappa * B * (1 - q0)) - kappa, rigs), otherwise=0), r"\kappa e^*", "R's bill"
)
q = model.outcome("q_final", problem(cases((1 - sqrt(kappa * (1 - q0) / B), rigs), otherwise=q0)), "q^*",
                  "R's chance of winning the vote", "probability")  # fmt: skip

# R5: what deferral is worth.
interim_R = model.let("interim_R", (1 - w) * (v + face_R), "F_R", "R's value of the interim")
interim_U = model.let("interim_U", (1 - w) * (1 - v + face_U), "F_U", "U's value of the interim")
swing_U = model.let("swing_U", w * (win_U - lose_U), r"\sigma", "what winning the vote adds for U today")
base_R = model.let("base_R", interim_R + w * lose_R, "b_R", "R's value of deferral if the vote is lost")
base_U = model.let("base_U", interim_U + w * lose_U, "b_U", "U's value of deferral if the vote is lost")
D_R = model.outcome("value_R", problem(base_R + B * q - bill), "v_R", "R's value of deferral", "stake")
D_U = model.outcome("value_U", problem(base_U + swing_U * (1 - q)), "v_U", "U's value of deferral", "stake")
clean_R = model.outcome(
    "value_R_clean", problem(base_R + B * q0), "v_R^0", "R's value with a clean vote", "stake"
)
clean_U = base_U + swing_U * (1 - q0)
clean_U = model.outcome("value_U_clean", problem(clean_U), "v_U^0", "U's value with a clean vote", "stake")

# R6: regimes.
accepts_R, accepts_U = at_least(D_R, r_R), at_least(D_U, r_U)
model.category(
    "regime",
    [
        ("recognise_R", R_threatens & ~U_threatens),
        ("recognise_U", U_threatens & ~R_threatens),
        ("no_threat", ~R_threatens),
        ("deferral", accepts_R & accepts_U),
        ("unravels", at_least(clean_R, r_R) & at_least(clean_U, r_U) & ~accepts_U),
        ("R_refuses", accepts_U),
        ("U_refuses", accepts_R),
    ],
    otherwise="both_refuse",
    label="regime",
    labels={
        "recognise_R": "U would rather concede than fight",
        "recognise_U": "R would rather concede than fight",
        "no_threat": "neither would fight",
        "deferral": "both prefer deferral to war",
        "unravels": "U refuses because it expects a rigged vote",
        "R_refuses": "R prefers war",
        "U_refuses": "U prefers war",
        "both_refuse": "both prefer war to this deferral",
    },
)

# R7: where acceptance flips. U needs `need` / sigma as its chance of winning the vote.
need = model.let("need", r_U - base_U, r"\eta", "what the vote must be worth to U")
matters, hopeless = greater(swing_U, 0), greater(need, swing_U)
always = at_most(need, 0)
q_max = cases((1, always), (nan, ~matters | hopeless), otherwise=Max(0, 1 - need / swing_U))
price = cases((0, always), (oo, ~matters | greater(need, swing_U * (1 - q0))),
              otherwise=B * (need / swing_U) ** 2 / (1 - q0))  # fmt: skip
model.outcome(
    "q_max_U", problem(q_max), r"q^{max}_U", "R's largest chance in the vote that U accepts", "probability"
)
model.outcome(
    "kappa_star", problem(price), r"\kappa^*", "price of a settled voter from which U accepts", "stake"
)
flow_R = (r_R + bill - w * lose_R - B * q) / (1 - w)
model.outcome("face_R_needed", problem(cases((Max(0, flow_R - v), w < 1), otherwise=nan)), r"f_R^{min}",
              "face-saving flow from which R accepts", "stake")  # fmt: skip

model.preset(
    "B19_vote_now", "B¶19: a supervised vote, read as one at once", years=0, face_R=0, face_U=0, q0=0.60, kappa=0.40
)
model.preset("D17_serbia_1999", "D¶17: R read as Serbia, without the means to fight", p=0.15, c_R=0.40)
model.preset("D18_no_force", "D¶18: no credible force stands behind the result", enforce=0)
model.preset("D20_no_question", "D¶20: for U an open question is itself a loss", face_U=-0.20)
model.preset("D21_settlers", "D¶21: voters gone, others brought in, a vote soon", p=0.40, c_R=0.10, c_U=0.05,
             years=5, v=0.50, q0=0.35, kappa=0.02, enforce=0.60)  # fmt: skip
model.preset("D22_already_decided", "D¶22: in R's eyes nothing is left to defer", p=0.75, c_R=0.05, face_R=0,
             q0=0.40, kappa=0.50, enforce=0.75)  # fmt: skip

cells = [[(D_R, D_U), (r_R, r_U)], [(clean_R, clean_U), (r_R, r_U)], [(r_R, r_U), (r_R, r_U)]]
model.matrix(
    "deferral", ["rig", "clean", "fight"], ["accept", "refuse"],
    [[cell[0] for cell in row] for row in cells], [[cell[1] for cell in row] for row in cells],
    "R", "U", requires=[(indivisible, "the form needs an indivisible problem: p > c_R and 1 - p > c_U")],
)  # fmt: skip

# Deferral as a tree: acceptance, the voters that R settles, the vote, and what the loser makes of it.
added = Symbol("n_added", real=True)
sides = ("R", "U")
fought = {"R": (1 - c_R, -c_U), "U": (-c_R, 1 - c_U)}  # by who wins the war


def war(start=(0, 0), weight=1, result="war"):
    return Chance([
        (f"{winner} wins", chance, End({side: at + weight * pay for side, at, pay in zip(sides, start, pays, strict=True)},
                                       result=result))
        for (winner, pays), chance in zip(fought.items(), (p, None), strict=True)
    ], name=result)  # fmt: skip


def voted(winner):
    """The loser of the vote complies, or fights at an extra cost."""
    loser = "U" if winner == "R" else "R"
    start = (interim_R - kappa * added, interim_U)
    won = {side: at + (w if side == winner else 0) for side, at in zip(sides, start, strict=True)}
    overturned = war(tuple(at - (w * enforce if side == loser else 0) for side, at in zip(sides, start, strict=True)),
                     w, "overturned")  # fmt: skip
    complies = complies_U if loser == "U" else complies_R
    return Move(
        loser,
        f"{loser} has lost the vote",
        [("comply", complies, End(won, result="settled")), ("fight", None, overturned)],
    )


vote = Chance(
    [("R wins the vote", 1 - (1 - q0) / (1 + added), voted("R")), ("U wins the vote", None, voted("U"))],
    name="vote",
)
voters = Offer("R", "R settles voters", added, 0, Max(4, e), 0.25, [(e, 1)], vote)
model.tree(
    "deferral",
    Move("U", "U", [
        ("accept", accepts_U, Move("R", "U has accepted", [("accept", accepts_R, voters), ("refuse", None, war())])),
        ("refuse", None, war()),
    ]),
    requires=[(indivisible, "the stake must be a problem: p > c_R and 1 - p > c_U")],
    values={"R": cases((D_R, accepts_R & accepts_U), otherwise=r_R), "U": cases((D_U, accepts_R & accepts_U), otherwise=r_U)},
    results={"war": cases((0, accepts_R & accepts_U), otherwise=1)},
    doc="Holds where both would rather fight than concede. R names the voters it adds per present voter. Leaves out lotteries, "
        "and puts U's answer before R's, which changes nothing.",
)  # fmt: skip

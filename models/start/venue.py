"""Where to meet: coordination and a mediator's lottery.

Game. Russia (R) and Ukraine (U) name one of three venues at the same time: Belarus, Poland, Jerusalem. If
they name the same one, talks take place; otherwise there are none (0, 0). One's own proposal pays 1, so the
payoffs of meeting are (1, b_U) in Belarus, (b_R, 1) in Poland, (j_R, j_U) in Jerusalem; a negative one is
worse than no talks. Before the choice a mediator may publicly draw a recommendation from a lottery.
Equilibrium: correlated equilibrium; a venue is acceptable if it pays both more than no talks. The mediator
maximises the smaller payoff; among equals the larger sum, then a single venue, then the two capitals. Without
a mediator: the mixed equilibrium on all acceptable venues.
Source: R. J. Aumann (1974), Subjectivity and Correlation in Randomized Strategies, Journal of Mathematical
Economics 1(1), 67-96; the mediator's aim is E. Kalai and M. Smorodinsky (1975), Other Solutions to Nash's
Bargaining Problem, Econometrica 43(3), 513-518; focal points: T. C. Schelling (1960), ch. 3.
Simplified: status and agenda are one number; nothing depends on what the talks bring; one meeting only.
"""

from sympy import Max, Min, diag, nan

from models import Chance, End, Model, Move, at_least, greater, less
from models.core.expressions import cases

model = Model("venue", "Where to meet: coordination and a mediator's lottery", doc=__doc__)
b_R, b_U, j_R, j_U = model.symbols("b_R", "b_U", "j_R", "j_U")

# R1: the acceptable venues A.
ok_B = model.outcome("belarus_ok", greater(b_U, 0), r"\mathrm{ok}_B", "Belarus is acceptable to both")
ok_P = model.outcome("poland_ok", greater(b_R, 0), r"\mathrm{ok}_P", "Poland is acceptable to both")
ok_J = model.outcome(
    "jerusalem_ok", greater(Min(j_R, j_U), 0), r"\mathrm{ok}_J", "Jerusalem is acceptable to both"
)
n_B = model.let("n_B", cases((1, ok_B), otherwise=0), "n_B", "1 if Belarus is acceptable")
n_P = model.let("n_P", cases((1, ok_P), otherwise=0), "n_P", "1 if Poland is acceptable")
n_J = model.let("n_J", cases((1, ok_J), otherwise=0), "n_J", "1 if Jerusalem is acceptable")
count = model.outcome("acceptable_count", n_B + n_P + n_J, "n", "number of acceptable venues")

# R5: the smaller payoff at each venue, and the common payoff of each lottery that treats both alike (0 where
# there is none). Russia gets more in Belarus, Ukraine in Poland; d says who gets more in Jerusalem.
d = model.let("d", j_R - j_U, "d", "Russia's advantage in Jerusalem")
v_B = model.let("v_B", cases((b_U, ok_B), otherwise=0), "v_B", "smaller payoff in Belarus")
v_P = model.let("v_P", cases((b_R, ok_P), otherwise=0), "v_P", "smaller payoff in Poland")
v_J = model.let("v_J", cases((Min(j_R, j_U), ok_J), otherwise=0), "v_J", "smaller payoff in Jerusalem")
# Weights of the lotteries. A payoff written as a step from one venue to the other keeps its digits near 1.
q = model.let(
    "q", (1 - b_R) / (2 - b_R - b_U), "q", "chance of Belarus in the coin between the two proposals"
)
q_BJ = model.let("q_BJ", -d / (1 - b_U - d), "q_{BJ}", "chance of Belarus against Jerusalem")
q_PJ = model.let("q_PJ", d / (1 - b_R + d), "q_{PJ}", "chance of Poland against Jerusalem")
v_BP = model.let("v_BP", cases((b_R + q * (1 - b_R), ok_B & ok_P), otherwise=0), "v_{BP}",
                 "payoff of the coin between the two proposals")  # fmt: skip
v_BJ = model.let("v_BJ", cases((j_U + q_BJ * (b_U - j_U), ok_B & ok_J & (d < 0)), otherwise=0), "v_{BJ}",
                 "payoff of the lottery over Belarus and Jerusalem")  # fmt: skip
v_PJ = model.let("v_PJ", cases((j_R + q_PJ * (b_R - j_R), ok_P & ok_J & (d > 0)), otherwise=0), "v_{PJ}",
                 "payoff of the lottery over Poland and Jerusalem")  # fmt: skip
value = model.outcome("mediated_value", Max(v_B, v_P, v_J, v_BP, v_BJ, v_PJ), "v",
                      "smaller payoff that the mediator reaches", "own venue = 1")  # fmt: skip

# The choice. A single venue that reaches v never has a smaller sum than a lottery (2v), nor a capital than
# Jerusalem, so trying them in this order is the rule of the larger sum.
in_B = model.let("in_B", ok_B & at_least(v_B, value), r"\mathrm{best}_B", "the mediator names Belarus")
in_P = model.let("in_P", ok_P & at_least(v_P, value) & ~in_B, r"\mathrm{best}_P", "the mediator names Poland")
in_J = model.let("in_J", ok_J & at_least(v_J, value) & ~(in_B | in_P), r"\mathrm{best}_J",
                 "the mediator names Jerusalem")  # fmt: skip
single = model.let("single", in_B | in_P | in_J, r"\mathrm{one}", "the mediator names one venue")
capitals = model.let("capitals", ok_B & ok_P & at_least(v_BP, value) & ~single, r"\mathrm{capitals}",
                     "the mediator tosses a coin between the two proposals")  # fmt: skip
BJ = model.let("lottery_BJ", greater(v_BJ, 0) & ~(single | capitals), r"\mathrm{lot}_{BJ}",
               "the mediator draws Belarus or Jerusalem")  # fmt: skip
PJ = model.let("lottery_PJ", greater(v_PJ, 0) & ~(single | capitals), r"\mathrm{lot}_{PJ}",
               "the mediator draws Poland or Jerusalem")  # fmt: skip
model.category(
    "venue_choice",
    [("none", less(count, 1)), ("belarus", in_B), ("poland", in_P), ("jerusalem", in_J)],
    otherwise="lottery",
    symbol=r"\text{choice}",
    label="the mediator's choice",
    labels={"none": "no venue", "belarus": "Belarus", "poland": "Poland", "jerusalem": "Jerusalem",
            "lottery": "a lottery"},
    values=("belarus", "poland", "jerusalem", "lottery", "none"),
)  # fmt: skip

# R7: regimes.
model.category(
    "regime",
    [
        ("no_talks", less(count, 1)),
        ("single_venue", less(count, 2)),
        ("fixed_venue", single),
        ("lottery_two_capitals", capitals),
    ],
    otherwise="lottery_with_third",
    symbol=r"\text{regime}",
    label="regime",
    labels={
        "no_talks": "no venue is acceptable",
        "single_venue": "one acceptable venue",
        "fixed_venue": "one venue beats any lottery",
        "lottery_two_capitals": "a coin between the two proposals",
        "lottery_with_third": "a lottery with Jerusalem",
    },
)

# R5: the lottery, and what both sides expect from it.
w_B = model.outcome("weight_belarus", cases((1, in_B), (q, capitals), (q_BJ, BJ), otherwise=0), "w_B",
                    "weight of Belarus", "probability")  # fmt: skip
w_P = model.outcome("weight_poland", cases((1, in_P), (1 - q, capitals), (q_PJ, PJ), otherwise=0), "w_P",
                    "weight of Poland", "probability")  # fmt: skip
w_J = model.outcome("weight_jerusalem", cases((1, in_J), (1 - q_BJ, BJ), (1 - q_PJ, PJ), otherwise=0), "w_J",
                    "weight of Jerusalem", "probability")  # fmt: skip
model.outcome("mediated_R", w_B + b_R * w_P + j_R * w_J, "v_R^{med}", "Russia's payoff under the lottery")
model.outcome("mediated_U", b_U * w_B + w_P + j_U * w_J, "v_U^{med}", "Ukraine's payoff under the lottery")

# R2-R3: no mediator. Each names a venue in proportion to one over the OTHER's payoff there.
r_P = model.let("r_P", cases((1 / b_R, ok_P), otherwise=0), "r_{R,P}", "one over Russia's payoff in Poland")
r_J = model.let(
    "r_J", cases((1 / j_R, ok_J), otherwise=0), "r_{R,J}", "one over Russia's payoff in Jerusalem"
)
u_B = model.let("u_B", cases((1 / b_U, ok_B), otherwise=0), "r_{U,B}", "one over Ukraine's payoff in Belarus")
u_J = model.let(
    "u_J", cases((1 / j_U, ok_J), otherwise=0), "r_{U,J}", "one over Ukraine's payoff in Jerusalem"
)
H_R = model.let("H_R", n_B + r_P + r_J, "H_R", "sum of one over Russia's payoffs")
H_U = model.let("H_U", u_B + n_P + u_J, "H_U", "sum of one over Ukraine's payoffs")
some = at_least(count, 1)
model.outcome(
    "mixed_value_R", cases((1 / H_R, some), otherwise=0), "v_R^{mix}", "Russia's payoff without a mediator"
)
model.outcome(
    "mixed_value_U", cases((1 / H_U, some), otherwise=0), "v_U^{mix}", "Ukraine's payoff without a mediator"
)
model.outcome("mixed_meet", cases(((u_B + r_P + r_J * u_J) / (H_R * H_U), some), otherwise=0), "P_{meet}",
              "chance of meeting without a mediator", "probability")  # fmt: skip
model.outcome("n_equilibria", cases((7, at_least(count, 3)), otherwise=nan), "N", "number of equilibria")

model.preset("default", "B¶8: each capital proposes its own side's ground; any meeting beats none")
model.preset("insist", "B¶8: each side would rather not meet than meet on the other's ground (our reading)",
             b_R=-0.2, b_U=-0.2, j_R=0.4, j_U=0.6)  # fmt: skip
model.preset("neutral", "B¶7: Jerusalem suits both equally well (our reading)", j_R=0.7, j_U=0.7)
model.preset("cool", "B¶7: disagreements between Russia and Israel lower Russia's payoff there (our reading)",
             b_R=0.2, b_U=0.2, j_R=0.35, j_U=0.8)  # fmt: skip
model.preset(
    "hostile",
    "B¶7–8: Russia rejects Jerusalem too (our assumption; B does not say it)",
    b_R=-0.2,
    b_U=-0.2,
    j_R=-0.1,
    j_U=0.6,
)

places = ["Belarus", "Poland", "Jerusalem"]
meet_R, meet_U = diag(1, b_R, j_R), diag(b_U, 1, j_U)  # two different venues: no talks, 0
model.matrix("venues", places, places, meet_R.tolist(), meet_U.tolist(), "R", "U")

# The same as trees, without a mediator and with one.
PAYS = {"Belarus": {"R": 1, "U": b_U}, "Poland": {"R": b_R, "U": 1}, "Jerusalem": {"R": j_R, "U": j_U}}


def naming(of_R, of_U, draw=""):
    """Both name a venue, unseen by the other, with the chances `of_R` and `of_U`."""
    after = f" after {draw}" if draw else ""

    def second(first):
        ends = [(place, chance, End(PAYS[place] if place == first else {"R": 0, "U": 0},
                                    result="meet" if place == first else "no talks"))
                for place, chance in zip(places, of_U, strict=True)]  # fmt: skip
        return Move("U", f"Ukraine names a venue{after}", ends)

    return Move("R", f"Russia names a venue{after}",
                [(place, chance, second(place)) for place, chance in zip(places, of_R, strict=True)])  # fmt: skip


alone = lambda chance, own: cases((chance, some), otherwise=own)  # noqa: E731
mixed_R = [alone(u_B / H_U, 1), alone(n_P / H_U, 0), alone(u_J / H_U, 0)]
mixed_U = [alone(n_B / H_R, 0), alone(r_P / H_R, 1), alone(r_J / H_R, 0)]


def following(named, acceptable):
    """Both name the venue drawn; one that is not acceptable, which is never drawn, is met with the mixed chances."""
    follow = [int(place == named) for place in places]
    return naming(*([cases((f, acceptable), otherwise=m) for f, m in zip(follow, mixed, strict=True)]
                    for mixed in (mixed_R, mixed_U)), draw=named)  # fmt: skip


model.tree(
    "venues", naming(mixed_R, mixed_U),
    values={"R": "mixed_value_R", "U": "mixed_value_U"}, results={"meet": "mixed_meet"},
    doc="Holds on the whole box. The mixed equilibrium on all acceptable venues, one of several equilibria; where none "
        "is acceptable, each side names its own.",
)  # fmt: skip
model.tree(
    "mediated",
    Chance([
        ("Belarus", w_B, following("Belarus", ok_B)),
        ("Poland", w_P, following("Poland", ok_P)),
        ("Jerusalem", w_J, following("Jerusalem", ok_J)),
        ("no venue", None, naming(mixed_R, mixed_U, draw="no draw")),
    ], name="draw"),
    values={"R": "mediated_R", "U": "mediated_U"},
    doc="Holds on the whole box. Leaves out the mediator's choice: its lottery is drawn in sight of both, who follow it. "
        "A venue that is never drawn and not acceptable would be answered as if there were no draw.",
)  # fmt: skip

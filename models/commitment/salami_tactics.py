"""Salami tactics: land that feeds the power to take more.

Game. Russia (R) holds x0 of a stake of 1 per period. In each period it names a new holding or attacks, and
Ukraine (U) acquiesces or fights. War ends the game: R wins all with the chance of that day, and each side
pays a cost per period from then on. R's chance is p1 today; it rises by kappa per unit of land, and once R
holds more than x0 by a jump, of which a guarantee takes off g. Payoffs are period averages.
Equilibrium: subgame perfect; whoever is indifferent keeps the peace.
Source: J. D. Fearon (1996), Bargaining over objects that influence future bargaining power; the term is in
T. C. Schelling (1966), Arms and Influence, ch. 2.
Simplified: complete information, R makes every offer, no arming, the guarantee acts on the jump alone.
"""

from sympy import Max, Min, Rational, Symbol

from models import Again, Chance, End, Model, Move, Offer, at_least, at_most, clip, greater, less
from models.core.expressions import cases

model = Model("salami_tactics", "Salami tactics: land that feeds the power to take more", doc=__doc__)
p1, g, c_R, c_U, delta, x0, kappa, jump = model.symbols(
    "p1", "g", "c_R", "c_U", "delta", "x0", "kappa", "jump"
)

# R7: the land feeds the power. K is what Russia may take later if it takes almost nothing now.
J_e = model.let("J_e", Max(0, jump - g), "J^e", "gain from crossing the line, guarantee included")
K = model.let("K", (p1 + c_U - (1 - delta) * x0) / delta, "K", "later share that Ukraine tolerates at best")
cedes = model.let(
    "cedes", less(Min(1, p1 + J_e + c_U), K), r"\text{U cedes}", "Ukraine lets the line be crossed"
)
too_much = model.let(
    "too_much", greater(x0, p1 + c_U), r"\text{too much}", "Ukraine would rather fight than leave so much"
)
too_little = model.let(
    "too_little", less(x0, p1 - c_R), r"\text{too little}", "Russia would rather fight than keep so little"
)
model.category(
    "regime",
    [("cession", cedes), ("rollback", too_much), ("war", too_little)],
    otherwise="frozen",
    symbol=r"\text{regime}",
    label="what happens to the line",
    labels={
        "cession": "cession slice by slice",
        "rollback": "Russia retreats",
        "war": "war over the line",
        "frozen": "the line is frozen",
    },
)
x_a = model.let("x_a", (p1 + c_U - delta) / (1 - delta), "x_a", "next holding if it leads to the whole")
x_b = model.let("x_b", (p1 + c_U - delta * (p1 + J_e + c_U - kappa * x0)) / (1 - delta + delta * kappa),
                "x_b", "next holding beyond the line")  # fmt: skip
x_c = model.let("x_c", (p1 + c_U - delta * (p1 + c_U - kappa * x0)) / (1 - delta + delta * kappa),
                "x_c", "next holding behind the line")  # fmt: skip
x_d = model.let(
    "x_d", (p1 + c_U - delta * c_U) / (1 - delta), "x_d", "next holding if it leaves no chance of winning"
)
x_next = model.outcome("x_next", cases((Min(1, Max(x_a, x_b)), cedes), (Min(x_c, x_d), too_much), otherwise=x0), "x'",
              "Russia's holding after one period", "share")  # fmt: skip
forward = model.let("forward", Min(1, (p1 + J_e + c_U - kappa * x0) / (1 - kappa)), r"x^{+}",
                    "holding to which the slices lead")  # fmt: skip
back = model.let(
    "back", Max(c_U, (p1 + c_U - kappa * x0) / (1 - kappa)), "x^{-}", "holding to which the retreat leads"
)
model.outcome("x_limit", cases((forward, cedes), (back, too_much), (p1, too_little), otherwise=x0),
              r"x_\infty", "Russia's holding in the end", "share")  # fmt: skip
# What the path is worth. Whatever Ukraine lets pass leaves it its war value next period, or nothing if that
# is negative; the chance after a move is cut at 0 (at 1 the war value is negative anyway).
moves = cedes | too_much
p_next = model.let("p_next", Max(0, p1 + kappa * (x_next - x0) + cases((J_e, cedes), otherwise=0)), r"p'",
                   "Russia's chance of winning after one period")  # fmt: skip
war_R = model.let("war_R", p1 - c_R, "W_R", "Russia's war value today")
war_U = model.let("war_U", 1 - p1 - c_U, "W_U", "Ukraine's war value today")
v_U = model.outcome(
    "v_U", cases(((1 - delta) * (1 - x_next) + delta * Max(0, 1 - p_next - c_U), moves), (war_U, too_little),
                 otherwise=1 - x0), "v_U", "Ukraine's payoff", "stake per period",
)  # fmt: skip
v_R = model.outcome("v_R", cases((war_R, ~moves & too_little), otherwise=1 - v_U), "v_R", "Russia's payoff",
              "stake per period")  # fmt: skip
jump_max = model.outcome("jump_max", cases((1, greater(K, 1)), otherwise=Max(0, K - p1 - c_U)), "J_{max}",
                         "largest jump that is crossed in peace", "probability")  # fmt: skip
model.outcome("g_deal_min", Max(0, jump - jump_max), "g_{deal}",
              "guarantee beyond which land changes hands in peace", "probability")  # fmt: skip

model.preset("A_terms_only", "A¶2: the demanded terms and nothing else")
model.preset("A_with_guarantees", "A¶15: land for peace under guarantees at sea, in the air, on land", g=0.35)
model.preset("D_28_point", "D¶2: the 28-point plan", jump=0.20)
model.preset("D_buffer_1244", "D¶6, D¶8: peacekeepers take over the pocket as a buffer", jump=0.20, g=0.25)
model.preset("D_no_credible_force", "D¶18: the same without a force that deters", jump=0.20, g=0.05)
model.preset("C_nothing_real", "C¶21: what is lost is no loss, so land feeds no power", kappa=0, jump=0)

# One period; what Ukraine lets pass is where the next one begins.
line = Symbol("x", real=True)


def fought(side):
    """War today; named by who begins it."""
    return Chance([
        ("Russia wins", p1, End({"R": 1 - c_R, "U": -c_U}, result="war")),
        ("Ukraine wins", None, End({"R": -c_R, "U": 1 - c_U}, result="war")),
    ], name=side)  # fmt: skip


gained = {"R": (1 - delta) * line, "U": (1 - delta) * (1 - line)}
goes_on = Again(
    {"R": gained["R"] + delta * v_R, "U": gained["U"] + delta * v_U},
    gained=gained,
    weight=delta,
    result="peace",
)
crossed = greater(line, x0)
below_all = Min(line, 1 - Rational(1, 10**6))  # who holds it all has nothing left to name
state = {
    "x0": below_all,
    "p1": clip(p1 + kappa * (line - x0) + cases((J_e, crossed), otherwise=0)),
    "jump": cases((0, crossed), otherwise=jump),
}
passed = Chance([
    ("all", at_least(line, 1), End({"R": 1, "U": 0}, result="peace")),
    ("a part", None, Chance([("the next period", 1, goes_on)], let=state)),
])  # fmt: skip
model.tree(
    "period",
    Offer(
        "R", "Russia names a line", line, cases((0, too_much), otherwise=x0), 1, 0.05,
        [(x_next, moves | ~too_little)],
        Move("U", "Ukraine answers", [
            ("let it pass", at_most(line, x_next), passed), ("fight", None, fought("Ukraine fights"))]),
        none=("attack", None, fought("Russia attacks")),
    ),
    values={"R": "v_R", "U": "v_U"}, results={"war": cases((1, ~moves & too_little), otherwise=0)},
    doc="Holds on the whole box. One period of an endless game. Leaves out a retreat that nothing forces, after which the "
        "line would lie where Russia was.",
)  # fmt: skip

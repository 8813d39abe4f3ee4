"""War as a costly lottery: the bargaining range.

Game. Russia (R) and Ukraine (U) can divide a stake of 1 or fight. A settlement is R's share x; utilities
are x**gamma_R and (1 - x)**gamma_U. War is a lottery: R wins everything with probability p, and each side
pays a cost. In the ultimatum game one side proposes, the other accepts or fights.
Equilibrium: subgame perfect; whoever is indifferent between settlement and war settles.
Source: J. D. Fearon (1995), Rationalist explanations for war, International Organization 49(3), 379-414;
the ultimatum result is R. Powell (1999), In the Shadow of Power, ch. 3.
Simplified: one scale for territory, recognition and the rest; unitary states; complete information.
"""

from sympy import Max, Min, Symbol, log, nan, oo

from models import Chance, End, Model, Move, Offer, at_least, at_most, greater, less
from models.core.expressions import cases

model = Model("bargaining_range", "War as a costly lottery: the bargaining range", doc=__doc__)
p, c_R, c_U, gamma_R, gamma_U, x_low, x_high = model.symbols(
    "p", "c_R", "c_U", "gamma_R", "gamma_U", "x_low", "x_high"
)
model.require(x_low <= x_high, "x_low must not exceed x_high")

war_R = model.outcome("war_R", p - c_R, r"W_R", "Russia's war value")
war_U = model.outcome("war_U", 1 - p - c_U, r"W_U", "Ukraine's war value")
# A threat that is worth nothing but for rounding is worth 0: a large curvature would turn 1e-17 into a share.
a = model.let("a", cases((war_R, greater(war_R, 0)), otherwise=0), "W_R^+", "what Russia's threat is worth")
b = model.let("b", cases((war_U, greater(war_U, 0)), otherwise=0), "W_U^+", "what Ukraine's threat is worth")

# R1-R2: what each side accepts, and where the two sets meet.
x_lo = model.outcome("x_lo", a ** (1 / gamma_R), "x_{lo}", "least share Russia accepts", "share")
x_hi = model.outcome("x_hi", 1 - b ** (1 / gamma_U), "x_{hi}", "largest share Ukraine accepts", "share")
range_exists = model.outcome("range_exists", at_most(x_lo, x_hi), r"\text{range exists}",
                             "a settlement beats war for both")  # fmt: skip
width = model.outcome("width", Max(0, x_hi - x_lo), r"\text{width}", "width of the range", "share")

# R3: which side's threat to fight is credible.
R_threatens, U_threatens = greater(p, c_R), greater(1 - p, c_U)
model.category(
    "regime",
    [
        ("empty", ~range_exists),
        ("both_threats", R_threatens & U_threatens),
        ("U_no_threat", R_threatens),
        ("R_no_threat", U_threatens),
    ],
    otherwise="no_threats",
    symbol=r"\text{regime}",
    label="regime",
    labels={
        "empty": "no settlement beats war",
        "both_threats": "both threats are credible",
        "U_no_threat": "only Russia's threat is credible",
        "R_no_threat": "only Ukraine's threat is credible",
        "no_threats": "no threat is credible",
    },
)

# R5: ultimata. The proposer takes the far end of the range and leaves the other what its threat is worth:
# a or b itself, since the share that is worth so much can be too near 0 or 1 for a float.
NAMES = {"R": "Russia", "U": "Ukraine"}
for side, edge, payoffs in (("R", x_hi, (x_hi**gamma_R, b)), ("U", x_lo, (a, (1 - x_lo) ** gamma_U))):
    offer = model.outcome(f"offer_{side}", cases((edge, range_exists), otherwise=nan), rf"x^{side}",
                          f"settlement if {NAMES[side]} proposes", "share")  # fmt: skip
    for who, peace, war in zip("RU", payoffs, (war_R, war_U), strict=True):
        model.outcome(f"u{who}_{side}_proposes", cases((peace, range_exists), otherwise=war),
                      rf"v_{who}^{side}", f"{NAMES[who]}'s payoff if {NAMES[side]} proposes")  # fmt: skip

# R6: the two published plans against the range.
for plan, x in (("low", x_low), ("high", x_high)):
    R_accepts, U_accepts = at_least(x, x_lo), at_most(x, x_hi)
    model.category(
        f"{plan}_status",
        [("both", R_accepts & U_accepts), ("R_rejects", U_accepts), ("U_rejects", R_accepts)],
        otherwise="neither",
        symbol=rf"\text{{status}}_{'L' if plan == 'low' else 'H'}",
        label=f"who accepts the {'20' if plan == 'low' else '28'}-point plan",
        labels={"both": "both accept", "R_rejects": "Russia prefers war", "U_rejects": "Ukraine prefers war",
                "neither": "both prefer war"},
    )  # fmt: skip
model.outcome("deal_between", range_exists & at_most(Max(x_lo, x_low), Min(x_hi, x_high)),
              r"\text{deal between}", "a settlement between the plans exists")  # fmt: skip

# R7, R4: where the answers flip.
model.outcome("p_R_rejects_low", Min(1, c_R + x_low**gamma_R), r"p_R^{L}",
              "chance of winning above which Russia prefers war to the 20-point plan", "probability")  # fmt: skip
model.outcome("p_U_rejects_high", Max(0, 1 - c_U - (1 - x_high) ** gamma_U), r"p_U^{H}",
              "chance of winning below which Ukraine prefers war to the 28-point plan", "probability")  # fmt: skip
model.outcome("gamma_R_max", cases((log(a) / log(x_hi), (a > 0) & (x_hi < 1)), otherwise=oo),
              r"\gamma_R^{max}", "largest curvature that leaves a range")  # fmt: skip

model.preset("D_plans", "D¶2–3: the two published plans, read as shares of 0.20 and 0.30")
model.preset("A_maximalist", "A¶1–2: Crimea and four regions recognised, sanctions lifted", x_high=0.60)
model.preset("A_attrition", "A¶3: Russian losses will force serious talks", p=0.30, c_R=0.35)
model.preset("D_slower_attrition", "D¶16: Russia runs out of means less fast than Ukraine",
             p=0.40, c_R=0.15, c_U=0.25)  # fmt: skip
model.preset("D_all_or_nothing", "D¶14: only the whole is worth much to Russia", gamma_R=4)
model.preset("fearon_100", "Textbook check: an even chance and costs of 20 out of 100 each",
             p=0.5, c_R=0.2, c_U=0.2)  # fmt: skip

accepted = lambda x: (x**gamma_R, (1 - x) ** gamma_U)  # noqa: E731 (payoffs of an accepted offer)
war = (war_R, war_U)
cells = [
    [accepted(x_high), war, accepted(x_high), war],  # offer the high plan
    [accepted(x_low), accepted(x_low), war, war],  # offer the low plan
    [war] * 4,  # fight
]
model.matrix(
    "plans", ["offer high", "offer low", "fight"], ["accept both", "only low", "only high", "neither"],
    [[cell[0] for cell in row] for row in cells], [[cell[1] for cell in row] for row in cells],
    "R", "U", requires=[(less(x_low, x_high), "the two plans must differ: x_low < x_high")],
)  # fmt: skip

# The ultimatum game, whoever proposes.
x = Symbol("x", real=True)
lottery = Chance([
    ("Russia wins", p, End({"R": 1 - c_R, "U": -c_U}, result="war")),
    ("Ukraine wins", None, End({"R": -c_R, "U": 1 - c_U}, result="war")),
], name="war")  # fmt: skip
settled = End({"R": x**gamma_R, "U": (1 - x) ** gamma_U}, result="deal")
for proposer, other, takes in (("R", "U", at_most(x, x_hi)), ("U", "R", at_least(x, x_lo))):
    answer = Move(other, f"{NAMES[other]} answers", [("accept", takes, settled), ("fight", None, lottery)])
    model.tree(
        f"{proposer}_proposes",
        Offer(proposer, f"{NAMES[proposer]} proposes", x, 0, 1, 0.01, [(f"offer_{proposer}", range_exists)], answer,
              none=("fight", None, lottery)),
        values={who: f"u{who}_{proposer}_proposes" for who in "RU"},
        results={"deal": range_exists},
        doc="Holds on the whole box. Leaves out the two plans. Where no settlement beats war the proposer fights at once; "
            "any offer that the other accepts would be worse for it, any other pays the same.",
    )  # fmt: skip

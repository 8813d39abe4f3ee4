"""Bringing the deal home: a negotiator whose ratifier may refuse.

Game. Russia (R) and the home side's negotiator (N) sign R's share x of a stake of 1, or do not. Then the home
ratifier V (parliament, voters) approves or refuses. Without a ratified deal there is war, worth p - c_R to R,
1 - p - c_N to N and 1 - p - (c_V + sell + sigma*t) to V; t is uniform on [-1, 1] and becomes known only after
the signing. Main protocol: Nash bargaining over expected gains. Second: R makes a take-it-or-leave-it offer.
Equilibrium: V ratifies what it weakly prefers to war, N and R foresee the chance of that; ties: sign, ratify.
Source: H. V. Milner, B. P. Rosendorff (1997), Democratic politics and international trade negotiations,
Journal of Conflict Resolution 41(1), 117-146; R. D. Putnam (1988), Diplomacy and domestic politics: the logic
of two-level games, International Organization 42(3), 427-460; the conjecture is T. C. Schelling (1960), The
Strategy of Conflict, ch. 2.
Simplified: both negotiators know equally little about V; no second vote; one ratifier; persuasion is free.
"""

from sympy import Max, Min, Symbol, nan, sqrt

from models import Chance, End, Model, Move, Offer, at_least, at_most, clip, greater, less
from models.core.expressions import cases

model = Model("ratification", "Bringing the deal home: ratification", doc=__doc__)
p, c_R, c_N, c_V, sigma, sell = model.symbols("p", "c_R", "c_N", "c_V", "sigma", "sell")
model.require(c_R + c_N > 0, "c_R and c_N must not both be 0")

# R1: what each side can sign, and what V surely or possibly ratifies.
r = model.let("r", p - c_R, "r", "least share R signs")
h = model.let("h", p + c_N, "h", "largest share N signs")
k = model.let("k", p + c_V + sell, r"\bar x_V", "largest share the mean ratifier accepts")
model.let("least_home", 1 - k, "m", "least for the home side that the mean ratifier accepts")
k_lo = model.let("k_lo", k - sigma, "x_{lo}", "largest share that is surely ratified")
k_hi = model.let("k_hi", k + sigma, "x_{hi}", "share from which ratification is impossible")
r_0 = model.let("r_0", Max(0, r), "r_0", "least feasible share R signs")
middle = model.let("middle", (r + h) / 2, "x_{mid}", "share halfway between the war values")
model.outcome(
    "winset_size", Max(0, Min(1, h, k) - r_0), r"\text{win-set}", "overlap of the win-sets", "share"
)
uncertain = model.let("uncertain", greater(sigma, 0), label="the ratifier's type is uncertain")
no_deal = model.let("no_deal", cases((at_most(k_hi, r_0), uncertain), otherwise=less(k, r_0)),
                    label="nothing R signs can pass")  # fmt: skip

# R2, R4: Nash bargaining without and with the ratifier.
x_free = model.outcome("x_free", clip(middle), "x_{free}", "R's share if there were no ratifier", "share")
gain = model.let("gain", h - r, "S", "what peace saves R and N together")
reach = model.let("reach", k_hi - r, "K", "room between R's war value and impossible ratification")
# The smaller root of 4 z**2 - (3 g + 2 K) z + g K = 0, the first-order condition in z = x - r; written with
# the square root below it loses no digits and its radicand is never negative.
radical = model.let("radical", sqrt(8 * gain**2 + (2 * reach - gain) ** 2), r"\rho")
x_gamble = model.let("x_gamble", r + 2 * gain * reach / (3 * gain + 2 * reach + radical), "x_g",
                     "share at which price and risk of refusal balance")  # fmt: skip
no_gamble = at_most(sigma * (h + r - 2 * k_lo), (k_lo - r) * (h - k_lo))
stop = model.let("stop", (greater(k_lo, r) & no_gamble) | ~uncertain, label="asking for more does not pay")
x_open = model.let(
    "x_open", cases((middle, at_most(middle, k_lo)), (k_lo, stop), otherwise=x_gamble), r"x^\circ",
    "bargained share before the cut to [0, 1]",
)  # fmt: skip
x = model.outcome(
    "x_star", cases((nan, no_deal), otherwise=clip(x_open)), "x^*", "R's share in the deal", "share"
)

# R5: risky deals go beyond what surely passes.
risky = model.let("risky", greater(x, k_lo), label="the deal may fail at home")
model.category(
    "regime",
    [("no_deal", no_deal), ("risky", risky), ("unconstrained", at_most(x_free, k_lo))],
    otherwise="constrained_safe",
    label="regime",
    labels={
        "unconstrained": "the veto changes nothing",
        "constrained_safe": "R concedes what surely passes",
        "risky": "the deal may fail at home",
        "no_deal": "nothing R signs can pass",
    },
    values=("unconstrained", "constrained_safe", "risky", "no_deal"),
)
passes = lambda share: Max(0, (k_hi - share) / (2 * sigma))  # noqa: E731 (chance where it is not sure)
chance = model.outcome("ratify_prob", cases((0, no_deal), (passes(x), risky), otherwise=1), "P_{rat}",
                       "chance of ratification", "probability")  # fmt: skip

# R6: payoffs, and what the veto is worth to the negotiator.
model.outcome(
    "EU_R", cases((r, no_deal), otherwise=chance * x + (1 - chance) * r), "v_R", "R's expected payoff"
)
EU_N = model.outcome(
    "EU_N", cases((1 - h, no_deal), otherwise=chance * (1 - x) + (1 - chance) * (1 - h)), "v_N",
    "the negotiator's expected payoff",
)  # fmt: skip
model.outcome("schelling_gain", EU_N - (1 - x_free), "G", "what the veto is worth to the negotiator", "share")

# What the same mean ratifier would bring were its mood known, and what the doubt about it does.
hopeless = model.let("hopeless", less(k, r_0), label="the mean ratifier passes nothing that R signs")
EU_N_known = model.outcome(
    "EU_N_known", cases((1 - h, hopeless), otherwise=1 - clip(Min(middle, k))), "v_N^0",
    "the negotiator's payoff if the ratifier were surely the mean one",
)  # fmt: skip
model.category(
    "doubt",
    [
        ("none", no_deal),
        ("revives", hopeless),
        ("helps", greater(EU_N, EU_N_known)),
        ("hurts", less(EU_N, EU_N_known)),
    ],
    otherwise="idle",
    label="what doubt about the ratifier does to the negotiator",
    labels={
        "none": "no deal, with or without doubt",
        "revives": "doubt revives the deal",
        "helps": "doubt helps the negotiator",
        "hurts": "doubt hurts the negotiator",
        "idle": "doubt changes nothing",
    },
    values=("none", "revives", "hurts", "helps", "idle"),
)

# R8: R's ultimatum instead of bargaining.
x_R = model.outcome(
    "x_R_offer", cases((nan, no_deal), otherwise=Max(0, Min(h, 1, Max(k_lo, (k_hi + r) / 2)))), "x^R",
    "R's take-it-or-leave-it demand", "share",
)  # fmt: skip
model.outcome(
    "ratify_prob_R_offer", cases((0, no_deal), (passes(x_R), greater(x_R, k_lo)), otherwise=1), "P_{rat}^R",
    "chance that R's demand is ratified", "probability",
)  # fmt: skip

# R9: the veto that suits the negotiator best.
k_best = model.let("k_best", clip(middle + sigma - sqrt(gain**2 + 4 * sigma**2) / 2), "x^{best}",
                   "R's share under the negotiator's ideal veto")  # fmt: skip
model.outcome(
    "c_V_best",
    k_best + sigma - p - sell,
    r"c_V^{best}",
    "cost of failure of the negotiator's ideal ratifier",
    "share",
)
model.outcome("schelling_gain_max", x_free - k_best, r"G^{max}", "most that a veto can be worth", "share")

# R10: thresholds of the veto, of persuasion and of uncertainty.
for name, expression, symbol, label in (
    ("persuasion_any", Max(0, r_0 - k_hi), r"\Delta s_{any}", "persuasion lacking for any chance of a deal"),
    (
        "persuasion_sure",
        Max(0, r_0 - k_lo),
        r"\Delta s_{sure}",
        "persuasion lacking for a deal that surely passes",
    ),
    (
        "c_V_kill",
        Max(-c_R, -p) - sell - sigma,
        r"c_V^{kill}",
        "ratifier's cost of failure below which no deal is possible",
    ),
    (
        "c_V_slack",
        x_free - p - sell + sigma,
        r"c_V^{slack}",
        "ratifier's cost of failure from which the veto is idle",
    ),
):
    model.outcome(name, expression, symbol, label, "share")
H = model.let("H", h + r - 2 * k, "H")
root = model.let(
    "root", (-H + sqrt(H**2 + (k - r) * (h - k) * 3)) / 3, r"\sigma_r", "uncertainty at which risk pays"
)
model.outcome("sigma_star", cases((nan, less(k, r_0)), otherwise=Max(k - 1, Min(k, root))), r"\sigma^*",
              "largest uncertainty under which the deal surely passes", "share")  # fmt: skip

model.preset("C22_impossible", "C¶22: the objection that it cannot be got through at home", c_V=-0.40)
model.preset(
    "C22_made_possible",
    "C¶22: leaders who win their own side over (how far is our reading)",
    c_V=-0.40,
    sell=0.35,
)
model.preset(
    "D7_sold_to_citizens",
    "D¶7: Ukraine's president explains that nothing becomes Russian at once",
    c_V=-0.15,
    sell=0.15,
)
model.preset("D20_nonstarter", "D¶20: the question itself is refused", c_V=-0.30, sigma=0.05)
model.preset("no_ratifier", "Benchmark: a ratifier who accepts whatever is signed", c_V=0.50, sigma=0)

# The veto as R's ultimatum meets it, for a ratifier known to be the mean one (sigma plays no part here).
greedy = Min(h, 1)
model.matrix(
    "known_ratifier", ["greedy", "modest"], ["rubber stamp", "hold line"],
    [[greedy, r], [k, k]], [[1 - greedy, 1 - k], [1 - k, 1 - k]], "R", "V",
    requires=[
        (greater(k, r_0), "something must pass: c_V + sell above the larger of -c_R and -p"),
        (less(k, greedy), "the veto must matter: c_V + sell below the smaller of c_N and 1 - p"),
    ],
)  # fmt: skip

# The veto that N chooses, its size known, before the two negotiators share what it leaves.
minimum, demand = Symbol("m", real=True), Symbol("x_demanded", real=True)
no_ratified_deal = {"R": p - c_R, "N": 1 - p - c_N}
left = 1 - minimum  # what a home that wants m lets R have
agreed = Min(left, x_free)
model.tree(
    "veto",
    Offer(
        "N", "N names the least that its home ratifies", minimum, 0, 1, 0.01, [(1 - k_best, 1)],
        Move("R", "R signs what the veto leaves", [
            ("sign", at_least(left, r), End({"R": agreed, "N": 1 - agreed}, result="deal")),
            ("refuse", None, End(no_ratified_deal, result="war")),
        ]),
    ),
    requires=[(at_most(sigma, 0), "the ratifier must be known: sigma = 0")],
    values={"R": k_best, "N": 1 - x_free + model["schelling_gain_max"]}, results={"deal": 1},
    doc="Holds where the ratifier's type is known (sigma = 0). Leaves out the vote, which approves what it was said to "
        "approve, and the bargaining of the two negotiators: they share the gain equally as far as the veto lets them.",
)  # fmt: skip

# R's ultimatum, and a vote in a mood that is known only after the signing.
spread = cases((sigma, uncertain), otherwise=1)
sure = cases((-1, at_most(demand, k)), otherwise=1)
bold = cases((clip((demand - k) / spread, -1, 1), uncertain), otherwise=sure)  # t from which V approves


def voting(mood, t, most):
    """V votes, and ratifies up to `most`. Its mood's cards are the mean t of those who approve and of those who refuse."""
    approved = End({"R": demand, "N": 1 - demand, "V": 1 - demand}, result="ratified")
    refused = End(no_ratified_deal | {"V": 1 - k - sigma * t}, result="war")
    return Move("V", f"the vote, mood {mood}", [
        ("ratify", at_most(demand, most), approved), ("refuse", None, refused)])  # fmt: skip


model.tree(
    "ultimatum",
    Offer(
        "R", "R demands", demand, 0, 1, 0.05, [(x_R, ~no_deal), (1, no_deal)],
        Move("N", "N signs", [
            ("sign", at_most(demand, h), Chance([
                ("low", (1 + bold) / 2, voting("low", (bold - 1) / 2, k_lo)),
                ("high", None, voting("high", (1 + bold) / 2, k_hi)),
            ], name="mood")),
            ("refuse", None, End(no_ratified_deal | {"V": 1 - k}, result="war")),
        ]),
    ),
    results={"ratified": "ratify_prob_R_offer"},
    doc="Holds on the whole box. Leaves out the main protocol, in which the two negotiators bargain. V's mood is drawn "
        "from two cards: the mean of the moods in which it refuses the demand, and of those in which it ratifies.",
)  # fmt: skip

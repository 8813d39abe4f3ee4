"""Issue linkage and logrolling.

Game. Russia (R) and the West with Ukraine (W) settle issues; s_k in [0, 1] is R's share of issue k, worth
a_k s_k to R and b_k (1 - s_k) to W. Alone, R accepts s_k >= l_k and W accepts s_k <= h_k; an open issue pays
a_k l_k and b_k (1 - h_k). Linked, all issues are one package, and without agreement every one stays open.
Issues 1 and 2 (recognitions) have weights that sum to 1 for each side; issue 3 is sanctions relief, now none.
Equilibrium: Nash bargaining, separately or on the package; variant: R's ultimatum. Indifferent sides agree.
Source: J. F. Nash (1950), The bargaining problem, Econometrica 18(2), 155-162; R. D. Tollison and
T. D. Willett (1979), International Organization 33(4), 425-449; H. Raiffa (1982), The Art and Science of
Negotiation (the frontier by the ratio rule).
Simplified: additive values, complete information, two sides (those traded over are no players), no cheating.
"""

from sympy import Max, Min, Rational, Symbol, nan, oo

from models import End, Model, Move, Offer, at_least, at_most, greater, less
from models.core.expressions import cases
from models.core.nash_bargaining import linked_n, package

__all__ = ["linked_n", "model"]

model = Model("issue_linkage", "Issue linkage and logrolling", doc=__doc__)
alpha, beta, l1, h1, l2, h2, a3, b3 = model.symbols("alpha", "beta", "l1", "h1", "l2", "h2", "a3", "b3")

# R1: each core issue by itself.
deal_1 = model.outcome("deal_1", at_most(l1, h1), label="issue 1 can be settled alone")
deal_2 = model.outcome("deal_2", at_most(l2, h2), label="issue 2 can be settled alone")
d_R = model.outcome("d_R", alpha * l1 + (1 - alpha) * l2, "d_R", "R's payoff if nothing is settled")
d_W_core = model.let(
    "d_W_core", beta * (1 - h1) + (1 - beta) * (1 - h2), "d_W^{12}", "W's payoff, issues 1 and 2 open"
)
d_W = model.outcome("d_W", d_W_core + b3, "d_W", "W's payoff if nothing is settled, sanctions kept included")
for side, formula in {
    "R": lambda x1, x2: alpha * x1 + (1 - alpha) * x2,
    "W": lambda x1, x2: beta * (1 - x1) + (1 - beta) * (1 - x2) + b3,
}.items():
    open_1, open_2 = (l1, l2) if side == "R" else (h1, h2)
    first = cases(((l1 + h1) / 2, deal_1), otherwise=open_1)
    second = cases(((l2 + h2) / 2, deal_2), otherwise=open_2)
    model.outcome(
        f"sep_{side}",
        formula(first, second),
        rf"v_{side}^{{sep}}",
        f"{side}'s payoff, issues settled separately",
    )
ultimata = alpha * cases((h1, deal_1), otherwise=l1) + (1 - alpha) * cases((h2, deal_2), otherwise=l2)
model.outcome("ult_R_separate", ultimata, "v_R^{ult,sep}", "R's payoff from ultimata, issue by issue")
sep_R, sep_W = (model.definitions[name].variable for name in ("sep_R", "sep_W"))

# R2: the order in which R is given issues: most worth to R per unit of W's cost first, ties by number.
issue_1_first = model.let(
    "issue_1_first", at_least(alpha, beta), label="R cares more about issue 1 than W does"
)
A, B = (
    model.let(
        name, cases((w, issue_1_first), otherwise=1 - w), name, f"{who}'s weight on the first core issue"
    )
    for name, w, who in (("A", alpha, "R"), ("B", beta, "W"))
)
model.category(
    "relief_place",
    [("first", greater(a3 * B, b3 * A)), ("between", greater(a3 * (1 - B), b3 * (1 - A)))],
    otherwise="last",
    label="place of relief in the order",
    public=False,
)
relief_first, relief_between = (model.chosen("relief_place", place) for place in ("first", "between"))


def _sort(name, core_1, core_2, relief):
    """Values of the first core issue, the second one and relief, in the order of the frontier."""
    pairs = [
        cases((relief, relief_first), otherwise=core_1),
        cases((core_1, relief_first), (relief, relief_between), otherwise=core_2),
        cases((core_2, relief_first | relief_between), otherwise=relief),
    ]
    letter, who = {"P": ("G", "gain to R"), "Q": ("C", "cost to W")}[name]
    return [model.let(f"{name}_{j}", value, f"{letter}_{j}", f"{who} of issue number {j} in the order")
            for j, value in enumerate(pairs, start=1)]  # fmt: skip


# R3-R5: the package.
linked = package(model, _sort("P", A, 1 - A, a3), _sort("Q", B, 1 - B, b3), d_R, d_W)
linked_deal = model.outcome(
    "linked_deal", at_least(linked.frontier_at_d_R, d_W), label="the package has a deal"
)
fill_1, fill_2, fill_3 = linked.shares
core_1 = cases((fill_2, relief_first), otherwise=fill_1)
core_2 = cases((fill_3, relief_first | relief_between), otherwise=fill_2)
core_1 = model.let("core_1", core_1, "t_A", "R's share of the first core issue")
core_2 = model.let("core_2", core_2, "t_B", "R's share of the second core issue")
s1, s2, s3 = (
    model.outcome(f"s{k}", cases((share, linked_deal), otherwise=nan), f"x_{k}",
                  f"R's share of {what} in the package", "share")
    for k, share, what in (
        (1, cases((core_1, issue_1_first), otherwise=core_2), "issue 1"),
        (2, cases((core_2, issue_1_first), otherwise=core_1), "issue 2"),
        (3, cases((fill_1, relief_first), (fill_2, relief_between), otherwise=fill_3), "sanctions relief"),
    )
)  # fmt: skip
linked_R, linked_W = (
    model.outcome(f"linked_{side}", cases((value, linked_deal), otherwise=d), f"v_{side}^{{link}}",
                  f"{side}'s payoff from the package")
    for side, value, d in (
        ("R", alpha * s1 + (1 - alpha) * s2 + a3 * s3, d_R),
        ("W", beta * (1 - s1) + (1 - beta) * (1 - s2) + b3 * (1 - s3), d_W),
    )
)  # fmt: skip
model.outcome("ult_R_linked", cases((linked.ultimatum, linked_deal), otherwise=d_R), "v_R^{ult,link}",
              "R's payoff if R makes one ultimatum on the package")  # fmt: skip

# R6: regimes.
model.category(
    "regime",
    [
        ("optional", deal_1 & deal_2),
        ("partial", (deal_1 | deal_2) & linked_deal),
        ("blocks", deal_1 | deal_2),
        ("creates", linked_deal),
    ],
    otherwise="no_deal",
    label="regime",
    labels={
        "optional": "each issue has a deal, linked or not",
        "partial": "one issue has a deal alone, and so has the package",
        "blocks": "linking destroys the one deal there is",
        "creates": "only the package has a deal",
        "no_deal": "no deal, linked or not",
    },
)

# R7: who gains by linking.
gain_R = model.outcome("gain_R", linked_R - sep_R, r"\Delta v_R", "R's gain from linking")
gain_W = model.outcome("gain_W", linked_W - sep_W, r"\Delta v_W", "W's gain from linking")
tiny = Rational(1, 10**9)
R_not_worse, W_not_worse = at_least(gain_R, 0, tiny), at_least(gain_W, 0, tiny)
model.category(
    "verdict",
    [
        ("no_change", R_not_worse & W_not_worse & at_most(gain_R, 0, tiny) & at_most(gain_W, 0, tiny)),
        ("both_gain", R_not_worse & W_not_worse),
        ("R_only", R_not_worse),
        ("W_only", W_not_worse),
    ],
    otherwise="both_lose",
    label="who gains by linking",
    labels={"no_change": "nobody gains or loses", "both_gain": "both gain", "R_only": "only R gains",
            "W_only": "only W gains", "both_lose": "both lose"},
    values=("both_gain", "R_only", "W_only", "both_lose", "no_change"),
)  # fmt: skip

# R8: the least relief with which the package passes. The core frontier is the lower of two lines.
ratios = (beta / alpha, (1 - beta) / (1 - alpha))
mu_lo = model.let("mu_lo", Min(*ratios), r"\kappa_-", "W's cost per unit of R's gain, flat part")
mu_hi = model.let("mu_hi", Max(*ratios), r"\kappa_+", "W's cost per unit of R's gain, steep part")
model.outcome("linked_deal_without_relief", at_most(d_W_core, Min(1 - mu_lo * d_R, mu_hi * (1 - d_R))),
              label="issues 1 and 2 can be settled as a package without relief")  # fmt: skip
least, most = [0], [1, cases(((1 - d_W_core) / b3, greater(b3, 0)), otherwise=1)]
for name, start, m in (("flat", 1, mu_lo), ("steep", mu_hi, mu_hi)):
    lack = d_W_core - start + m * d_R
    lack = model.let(f"lack_{name}", lack, f"N_{{{name}}}", f"what the {name} line lacks without relief")
    slope = model.let(f"help_{name}", m * a3 - b3, f"r_{{{name}}}", f"what relief adds to the {name} line")
    impossible = greater(lack, 0) & at_least(slope, 0)
    least.append(cases((lack / slope, greater(slope, 0)), (oo, impossible), otherwise=0))
    most.append(cases((lack / slope, less(slope, 0)), otherwise=1))
relief_lo = model.let("relief_lo", Max(*least), r"\underline\sigma", "least relief that is enough for R")
relief_hi = model.let("relief_hi", Min(*most), r"\bar\sigma", "most relief that W can bear")
model.outcome("relief_min", cases((relief_lo, at_most(relief_lo, relief_hi)), otherwise=nan), r"\sigma_{min}",
              "least relief with which the package passes", "share of full relief")  # fmt: skip

model.preset("C21_swap", "C¶21: Kosovo recognised by one side, Crimea and the rest by the other")
model.preset("C21_nothing_real", "C¶21: what each side gives up is lost already", h1=0.70, l2=0.30, h2=0.50)
model.preset("D9_sanctions_relief", "D¶9: relief from sanctions attached to the plan", alpha=0.60, beta=0.45,
             l1=0.60, h1=0.20, l2=0.60, h2=0.45, a3=0.50, b3=0.10)  # fmt: skip
model.preset("D20_nonstarter", "D¶20: the question itself is refused (our reading)", alpha=0.55,
             beta=0.60, l1=0.60, h1=0.02, l2=0.35, h2=0.45)  # fmt: skip
model.preset("B13_19_package", "B¶13–19: Donbas and Crimea against forces and guarantees", alpha=0.70,
             beta=0.35, l1=0.40, h1=0.60, l2=0.30, h2=0.55)  # fmt: skip

# Concession game: R can give up the core issue it cares less about (B), W the other one (A).
l_A, l_B, h_A, h_B = (
    model.let(name, cases((x, issue_1_first), otherwise=y), name)
    for name, x, y in (("l_A", l1, l2), ("l_B", l2, l1), ("h_A", h1, h2), ("h_B", h2, h1))
)
trade = (A, 1 - B)
hold = (A * l_A + (1 - A) * l_B, B * (1 - h_A) + (1 - B) * (1 - h_B))
R_gives, W_gives = (A * l_A, B * (1 - h_A) + 1 - B), (A + (1 - A) * l_B, (1 - B) * (1 - h_B))
for form, cells, choices in (
    ("concessions", [[trade, R_gives], [W_gives, hold]], ["concede", "hold"]),
    ("linked", [[trade, hold], [hold, hold]], ["assent", "refuse"]),
):
    payoffs = ([[cell[who] for cell in row] for row in cells] for who in (0, 1))
    model.matrix(form, choices, choices, *payoffs, "R", "W")

# R's ultimata as trees: one issue alone, then one issue whole against a share of the other.
share = Symbol("s", real=True)
no_offer = "make no offer"
for number, own, theirs, least_R, most_W, settled in (
    (1, alpha, beta, l1, h1, deal_1), (2, 1 - alpha, 1 - beta, l2, h2, deal_2)
):  # fmt: skip
    open_issue = End({"R": own * least_R, "W": theirs * (1 - most_W)}, result="open")
    claim = End({"R": own * share, "W": theirs * (1 - share)}, result="deal")
    answer = Move("W", "W answers", [("accept", at_most(share, most_W), claim), ("refuse", None, open_issue)])
    model.tree(
        f"issue_{number}",
        Offer("R", "R claims a share", share, 0, 1, 0.05, [(most_W, settled)], answer, none=(no_offer, None, open_issue)),
        values={"R": own * cases((most_W, settled), otherwise=least_R)}, results={"deal": settled},
        doc=f"Holds on the whole box. R's ultimatum on issue {number} alone, in that issue's part of both payoffs.",
    )  # fmt: skip

bearable = 1 - d_W_core  # what W can lose without preferring that all stays open
nothing = End({"R": d_R, "W": d_W_core}, result="open")


def whole(taken):
    """R takes one issue whole and names its share of the other."""
    first, other = (1, 2) if taken == 1 else (2, 1)
    gain, loss = (alpha, beta) if taken == 1 else (1 - alpha, 1 - beta)
    most = (bearable - loss) / (1 - loss)
    own = gain + (1 - gain) * most
    offers = at_least(bearable, loss) & at_least(own, d_R)
    accepted = End({"R": gain + (1 - gain) * share, "W": (1 - loss) * (1 - share)}, result="package")
    answer = Move(
        "W",
        f"W, issue {first} being R's",
        [("accept", at_most(share, most), accepted), ("refuse", None, nothing)],
    )
    named = Offer("R", f"R's share of issue {other}", share, 0, 1, 0.05, [(most, offers)], answer,
                  none=(no_offer, None, nothing))  # fmt: skip
    return named, offers


(first_whole, offers_1), (second_whole, offers_2) = whole(1), whole(2)
takes_1 = cases((1, issue_1_first & offers_1), otherwise=0)
takes_2 = cases((1, ~issue_1_first & offers_2), otherwise=0)
model.tree(
    "package",
    Move("R", "R proposes a package", [
        ("issue 1 whole", takes_1, first_whole), ("issue 2 whole", takes_2, second_whole), (no_offer, None, nothing)]),
    requires=[
        (at_most(a3, 0), "sanctions relief must be worth nothing to R: a3 = 0"),
        (at_most(b3, 0), "sanctions relief must cost W nothing: b3 = 0"),
        (at_least(bearable, B), "W must rather lose R's better issue whole than leave all open"),
    ],
    values={"R": "ult_R_linked", "W": d_W_core}, results={"package": linked_deal},
    doc="Holds without sanctions relief (a3 = b3 = 0) and where W can bear to lose one issue whole. R's ultimatum on both; "
        "leaves out packages that divide both issues.",
)  # fmt: skip

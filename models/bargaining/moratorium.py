"""A moratorium: a promise for some years.

Game. A counterpart (U) may promise Russia (R) not to take a step for T years. A step that lasts for ever is
worth 1 to whom it concerns, in its own unit; payoffs a year later are discounted. Each side has its own
belief about the year in which the step would come without the promise. U may break it, in the year R fears.
Equilibrium: none is played; values and costs are sums over years, given both beliefs, and a price between
them suits both.
Source: P. Milgrom & N. Stokey (1982), Information, trade and common knowledge, Journal of Economic Theory
26(1), 17-27, for why doubt alone sells nothing; B. Koremenos (2005), Contracting around International
Uncertainty, American Political Science Review 99(4), 549-565, for treaties with an end.
Simplified: both are sure of their own year, Ukraine is no player, and a price needs a common unit.
"""

from sympy import Max, Min, Rational, Symbol, log

from models import Chance, End, Model, Move, Offer, at_least, greater

model = Model("moratorium", "A moratorium: a promise for some years", doc=__doc__)
delta_R, delta_U, years, start_R, start_U = model.symbols("delta_R", "delta_U", "years", "start_R", "start_U")


def promised(delta, start):
    """Worth of no step before `years` to a side that discounts by `delta`, where the step would come in `start`."""
    return delta**start - delta ** Max(years, start)


# R10: T years alone, and against what each side expects without the promise.
model.outcome("share_R", 1 - delta_R**years, "M_R", "worth to Russia of all the years promised, as a part of for ever",
              "fraction")  # fmt: skip
value_R = model.outcome("value_R", promised(delta_R, start_R), "v_R",
                        "worth of the promise to Russia", "fraction")  # fmt: skip
cost_U = model.outcome("cost_U", promised(delta_U, start_U), "k_U",
                       "cost of the promise to the counterpart", "fraction")  # fmt: skip
model.outcome("room", value_R - cost_U, r"\Delta", "room for a price", "fraction")
model.outcome("breach_needed", 1 - delta_U ** Max(0, years - start_R), r"\underline a",
              "least cost of breaking that keeps the promise in the year Russia fears", "fraction")  # fmt: skip
model.outcome("half_life_R", log(Rational(1, 2)) / log(delta_R), "t_{1/2}",
              "years in which half of Russia's worth is gone", "years")  # fmt: skip

model.preset(
    "C13_moratorium_shared_belief",
    "C¶13, with Russia persuaded: both think membership is 20 years away",
    start_R=20,
)
model.preset(
    "C13_moratorium_rival_beliefs",
    "C¶13, with a fear of ours: Russia expects membership in 5 years",
    start_R=5,
)

# A price for the promise, where the counterpart alone knows its year: one of the two, at even chances.
price = Symbol("z", real=True)
cost = {card: promised(delta_U, card) for card in (start_R, start_U)}
worth = (promised(delta_R, start_R) + promised(delta_R, start_U)) / 2
cheap, dear = Min(*cost.values()), Max(*cost.values())
# A price of `cheap` buys the promise of the later year alone, one of `dear` any promise.
later = promised(delta_R, Max(start_R, start_U))
for_one, for_both = (later - cheap) / 2, worth - dear
both = greater(for_both, Max(0, for_one))
one = ~both & greater(for_one, 0)


def signing(card, year):
    return Move("U", f"the counterpart plans the step for {card}", [
        ("sign", at_least(price, cost_U), End({"R": value_R - price, "U": price - cost_U}, result="signed")),
        ("refuse", None, End({"R": 0, "U": 0}, result="no promise")),
    ], let={"start_R": year, "start_U": year})  # fmt: skip


def asking(card, year):
    return Offer("R", "R offers a price for the promise", price, 0, 1, 0.01, [(cheap, one), (dear, both)],
                 signing(card, year), none=("no offer", None, End({"R": 0, "U": 0}, result="no promise")))  # fmt: skip


model.tree(
    "price",
    Chance([("early", Rational(1, 2), asking("the year that R fears", start_R)),
            ("late", None, asking("its own year", start_U))], name="year"),
    values={"R": Max(0, for_one, for_both)},
    doc="Holds on the whole box. Both discount as they do, but here they have one belief: the step would come in start_R or "
        "in start_U, at even chances, and the counterpart knows in which. Leaves out the breach of a promise.",
)  # fmt: skip

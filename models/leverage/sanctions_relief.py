"""Sanctions relief: the carrot.

Game. In each period Russia (R) complies, at a cost, or reneges, and the West (W) lifts its sanctions or keeps
them, for ever. Sanctions cost W and bring it something on balance; restored after relief they bite less, and
dropping them instead costs W as much as backing down. Relief may also collapse without any breach.
Equilibrium: permanent breakdown after any breach; whoever is indifferent keeps the deal.
Source: J. Eaton & M. Engers (1992), Sanctions, Journal of Political Economy 100(5), 899-928; O. E. Williamson
(1983), Credible Commitments, American Economic Review 73(4), 519-540, for what is given up at once.
Simplified: one indivisible concession; both know all costs; W is one actor; no punishment but breakdown.
"""

from sympy import Min

from models import Again, Chance, End, Model, Move, Offer, at_least, at_most, greater

model = Model("sanctions_relief", "Sanctions relief: the carrot", doc=__doc__)
c, contain, a, w, delta, s, lapse = model.symbols(
    "cost", "contain", "backdown_cost", "comply_cost", "delta", "snapback", "lapse"
)

m = model.outcome("net_cost", c - contain, "m", "net cost of sanctions to the West", "the West's stake")

# R7-R8: relief for a concession that can be taken back.
h = model.let("h", contain - c, "h", "gain of the West per period of sanctions")
comply_limit = model.outcome("comply_limit", delta * (1 - lapse) * s, r"\bar k_R",
                             "largest cost at which Russia complies", "full damage")  # fmt: skip
lift_limit = model.outcome(
    "lift_limit", delta * (1 - delta) * (1 - lapse) / ((1 - delta) + delta * lapse * (1 - s)),
    "H", "largest gain from sanctions at which the West lifts them", "the West's stake",
)  # fmt: skip
complies = model.outcome("target_complies", at_most(w, comply_limit), r"\text{Russia complies}",
                         "the snapback holds Russia to its word")  # fmt: skip
lifts = model.outcome("lift_credible", at_most(h, lift_limit), r"\text{the West lifts}",
                      "the West would lift sanctions")  # fmt: skip
snaps = model.outcome("snapback_credible", at_most(m * s, a), r"\text{snapback credible}",
                      "the West would restore sanctions")  # fmt: skip
sustained = model.outcome("deal_snapback", complies & lifts & snaps, r"\text{deal with snapback}",
              "relief for compliance sustains itself")  # fmt: skip
model.category(
    "regime",
    [
        ("empty_snapback", ~snaps),
        ("self_enforcing", complies & lifts),
        ("target_reneges", lifts),
        ("sender_keeps", complies),
    ],
    otherwise="both_renege",
    symbol=r"\text{regime}",
    label="regime",
    labels={
        "empty_snapback": "sanctions would not be restored",
        "self_enforcing": "relief and compliance sustain each other",
        "target_reneges": "Russia would renege",
        "sender_keeps": "the West would keep its sanctions",
        "both_renege": "neither would keep its word",
    },
)

# R9: concessions that cannot be taken back.
after_lapse = model.let("after_lapse", delta * lapse / (1 - delta + delta * lapse), r"\Lambda",
                        "discounted share of time after relief lapsed")  # fmt: skip
model.outcome(
    "relief_value", 1 - s * after_lapse, r"v_R^{\text{relief}}", "value of relief to Russia", "full damage"
)
model.outcome("deal_recognition", at_most(h, 0) & at_most(w + s * after_lapse, 1),
              r"\text{deal for recognition}", "revocable relief buys an irrevocable concession")  # fmt: skip
model.outcome("deal_swap", at_most(w, 1), r"\text{irrevocable swap}",
              "irrevocable relief buys an irrevocable concession")  # fmt: skip
model.outcome("snapback_min", w / (delta * (1 - lapse)), r"\underline s",
              "least snapback that holds Russia to its word", "share")  # fmt: skip

model.preset("A", "A¶2–3: sanctions slow the war economy, and Russia will probably have to negotiate", cost=0.25,
             contain=0.35, backdown_cost=0.2, snapback=0.5, comply_cost=0.5)  # fmt: skip
model.preset("C", "C¶8: sanctions as pressure, costly and weakly bound (our reading)", cost=0.50, contain=0.10,
             backdown_cost=0.15, snapback=0.8, lapse=0.05)  # fmt: skip
model.preset("D", "D¶16–18: means that do not run out, agreements broken", cost=0.30, backdown_cost=0.15,
             comply_cost=0.5, lapse=0.15)  # fmt: skip
model.preset("E", "E¶2–3: a public and united commitment", cost=0.40, contain=0.10, backdown_cost=0.60,
             snapback=0.9, lapse=0.05)  # fmt: skip

model.matrix(
    "relief", ["comply", "renege"], ["lift", "keep"],
    [[-w, -w - 1], [0, -1]], [[1, 1 + h], [0, h]], "R", "W",
)  # fmt: skip

# One period of the deal: both move at the same time, any breach ends it for ever, and so may chance.
lost = 1 - delta + delta * lapse
deal_R = ((1 - delta) * -w - delta * lapse * s) / lost
deal_W = ((1 - delta) + delta * lapse * h * s) / lost
restored = End({"R": -delta * s, "W": delta * h * s}, result="restored")
dropped = End({"R": 0, "W": -delta * a}, result="forgiven")


def punishing():
    return Move(
        "W", "W lifted, and R reneged", [("restore", snaps, restored), ("let it pass", None, dropped)]
    )


kept = Chance([
    ("relief lapses", lapse,
     End({"R": -(1 - delta) * w - delta * s, "W": 1 - delta + delta * h * s}, result="lapsed")),
    ("it goes on", None,
     Again({"R": -(1 - delta) * w + delta * deal_R, "W": 1 - delta + delta * deal_W},
           gained={"R": -(1 - delta) * w, "W": 1 - delta}, weight=delta, result="again")),
], name="lapse")  # fmt: skip
complied = Move("W", "W lifts or keeps its sanctions", [
    ("lift", 1, kept),
    ("keep", 0, End({"R": -(1 - delta) * w - 1, "W": 1 - delta + h}, result="kept on")),
])  # fmt: skip
reneged = Move("W", "W lifts or keeps its sanctions", [
    ("lift", 1, punishing()), ("keep", 0, End({"R": -1, "W": h}, result="kept on"))])  # fmt: skip
model.tree(
    "deal", Move("R", "R complies or reneges", [("comply", 1, complied), ("renege", 0, reneged)]),
    requires=[(sustained, "relief for compliance must sustain itself: deal_snapback")],
    values={"R": deal_R, "W": deal_W}, results={"lapsed": lapse},
    doc="Holds where relief for compliance sustains itself. One period of an endless game; a breach by either side is "
        "followed by sanctions for ever, whose bite after relief is the snapback.",
)  # fmt: skip

# The treaty that W writes: the bite s of restored sanctions, and what R and W make of it.
s_min = model["snapback_min"]
whole = Min(1, s_min)
at_s_min = (
    1 - delta
) + delta * lapse * h * whole  # W's worth of a deal held by the least snapback, times `lost`
holds = at_most(s_min, 1) & at_most(m * whole, a) & (greater(h, 0) | at_least(at_s_min, 0))
treaty = Move("R", "R keeps the treaty or breaks it", [
    ("keep", complies & snaps, End({"R": deal_R, "W": deal_W}, result="kept")),
    ("break", None, Move("W", "W was let down", [("restore", snaps, restored), ("let it pass", None, dropped)])),
])  # fmt: skip
model.tree(
    "treaty",
    Offer("W", "W writes the snapback", "snapback", 0, 1, 0.05,
          [(1, greater(h, 0)), (whole, ~greater(h, 0) & holds), (0, ~greater(h, 0) & ~holds)], treaty),
    results={"kept": holds},
    doc="Holds on the whole box, whatever the slider of the snapback says. Leaves out whether W lifts its sanctions: it has "
        "lifted them; what follows a kept treaty or a breach is summed for ever.",
)  # fmt: skip

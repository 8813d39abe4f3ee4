"""The frozen asset: hostage or booty.

Game. Lost trade presses a target R, which may settle. A sender W seizes an immobilised asset, releases it, or
holds it and offers its return; R settles or refuses; after a settlement W returns or keeps the asset, after a
refusal the freeze may lapse.
Equilibrium: backward induction; on ties W holds, returns or leaves the asset frozen, and R settles.
Source: O. E. Williamson (1983), Credible Commitments: Using Hostages to Support Exchange, American Economic
Review 73(4), 519-540; T. C. Schelling (1960), The Strategy of Conflict, for tied hands.
Simplified: W is one actor, relief from the pressure on trade is believed, claims on the asset are one share
of it, and Ukraine's own claim is left out.
"""

from sympy import Max

from models import Chance, End, Model, Move, at_least, at_most, greater
from models.core.expressions import cases

model = Model("frozen_asset", "The frozen asset: hostage or booty", doc=__doc__)
rev, tau, w, y, asset, stake, chi, K, lapse = model.symbols(
    "revenue",
    "tau",
    "settle_cost",
    "settle_value",
    "asset_bn",
    "stake_bn",
    "chi",
    "promise_cost",
    "lapse_prob",
)

# R8-R9: the asset, by backward induction.
f = model.let("f", asset / stake, "f", "worth of the asset to the target")
s = model.let("s", (1 - chi) * f, "s", "worth of the asset to the sender if seized")
gap = model.outcome("gap", w - tau * (1 - rev), r"\text{gap}", "what settling still costs the target",
                    "the target's stake")  # fmt: skip
return_credible = model.outcome(
    "return_credible", at_most(s, K), r"\text{return believed}", label="the promised return is believed"
)
closes = model.let(
    "closes", at_most(gap, (1 - lapse) * f), r"\text{gap closed}", label="the asset closes the gap"
)
model.category(
    "regime",
    [
        ("pressure_alone", at_most(gap, 0)),
        ("chip_settles", return_credible & closes & at_least(y, s)),
        ("seize", greater(s, 0)),
    ],
    otherwise="idle",
    label="what the asset does",
    labels={
        "pressure_alone": "trade pressure suffices",
        "chip_settles": "the promise of return brings a settlement",
        "seize": "the sender takes the money",
        "idle": "the money stays frozen",
    },
)
by_pressure, by_chip = (
    model.chosen("regime", "pressure_alone"),
    model.chosen("regime", "chip_settles"),
)
model.outcome("settles", by_pressure | by_chip, label="the target settles")
model.category(
    "asset_fate",
    [
        ("returned", by_chip | (by_pressure & at_most(s, 0))),
        ("seized", by_pressure | model.chosen("regime", "seize")),
    ],
    otherwise="frozen",
    values=("seized", "returned", "frozen"),
    label="what becomes of the asset (seized also where trade pressure alone settles: nothing was promised)",
)
model.outcome("sender_value", cases((y + Max(s, 0), by_pressure), (y, by_chip), otherwise=Max(s, 0)),
              "v_W^*", "the sender's value of the asset game", "the sender's stake")  # fmt: skip
model.outcome("asset_needed_bn", stake * Max(0, gap) / (1 - lapse), r"\text{needed}",
              "asset that would close the gap", "$bn")  # fmt: skip

# `revenue` of each preset is what the trading blocs of `secondary_sanctions` leave under its own preset.
model.preset("A", "A¶4: press hard and freeze; that nothing is promised back is our reading", revenue=0,
             promise_cost=0.2)  # fmt: skip
model.preset("C", "C¶11: a keen large trader; no asset is spoken of", revenue=0.22, tau=0.3, asset_bn=0)
model.preset("D", "D¶16–17 and D¶9: pressure bites less; relief is on offer", revenue=0.47, tau=0.25,
             settle_cost=0.6, promise_cost=0.5)  # fmt: skip
model.preset("weak", "A penalty that is hardly felt", revenue=1)

# The game as a tree. What R has lost already is the asset and, unless it settles, part of its trade.
refused = -tau * (1 - rev)
has = {"returned": f, "seized": 0, "frozen": 0}


def close(settled, fate, W=0):
    return End({"W": W + (y if settled else 0), "R": (-w if settled else refused) + has[fate]},
               result=f"{'settled' if settled else 'refused'}, {fate}")  # fmt: skip


def answer(after, settles, yes, no):
    return Move("R", f"R after {after}", [("settle", settles, yes), ("refuse", None, no)])


promise = Move("W", "R has settled", [
    ("return", return_credible, close(True, "returned")), ("keep", None, close(True, "seized", s - K))])  # fmt: skip
refusal = Chance([
    ("the freeze lapses", lapse, close(False, "returned")),
    ("it does not", None, Move("W", "R has refused", [
        ("seize", greater(s, 0), close(False, "seized", s)), ("leave it frozen", None, close(False, "frozen"))])),
], name="lapse")  # fmt: skip
believed = (return_credible & closes) | at_most(gap, -lapse * f)
seizes = (by_pressure & greater(s, 0)) | model.chosen("regime", "seize")
alone = at_most(gap, 0)
model.tree(
    "chip",
    Move("W", "W", [
        ("seize", seizes, answer("a seizure", alone, close(True, "seized", s), close(False, "seized", s))),
        ("release", 0, answer("a release", alone, close(True, "returned"), close(False, "returned"))),
        ("offer its return", None, answer("an offer", believed, promise, refusal)),
    ]),
    values={"W": "sender_value"},
    results={"settled, returned": model.chosen("asset_fate", "returned"),
             "settled, seized": cases((1, by_pressure & greater(s, 0)), otherwise=0),
             "refused, seized": model.chosen("regime", "seize"),
             "refused, frozen": cases((1 - lapse, model.chosen("regime", "idle")), otherwise=0)},
    doc="Holds on the whole box. R's loss of trade and of the asset is counted from what it had before. Leaves out Ukraine's "
        "own claim on the asset.",
)  # fmt: skip

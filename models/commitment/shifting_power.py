"""Shifting power: a deal that changes the next war.

Game. One stake per period, of which Russia (R) gets x and Ukraine (U) 1 - x; war ends the game, R wins all
with the chance of that day, and each side pays a cost per period from then on. Payoffs are period averages.
R proposes a share or attacks, U accepts or fights; R's chance is p1 today and max(0, p2 - g) in every later
period, whatever is agreed.
Equilibrium: subgame perfect; whoever is indifferent keeps the peace.
Source: J. D. Fearon (1995), Rationalist explanations for war, International Organization 49(3), 404-408, and
R. Powell (2006), War as a commitment problem, International Organization 60(1), 169-203.
Simplified: complete information, no arming, a guarantor who keeps its word, one scale for land and the rest.
"""

from sympy import Max, Min, Symbol, ceiling

from models import SLACK, Chance, End, Model, Move, Offer, at_least, at_most, clip, greater, less
from models.core.expressions import cases

model = Model("shifting_power", "Shifting power: a deal that changes the next war", doc=__doc__)
p1, p2, g, c_R, c_U, delta, horizon = model.symbols("p1", "p2", "g", "c_R", "c_U", "delta", "horizon")

# R1: after the shift. Weights of the future and of today; Russia takes all but Ukraine's war value.
beta = model.let("beta", cases((delta / (1 + delta), model.chosen("horizon", "two")), otherwise=delta),
                 r"\beta", "weight of the future")  # fmt: skip
w = model.let("w", 1 - beta, "w", "weight of today")
p2_e = model.let("p2_e", Max(0, p2 - g), "p_2^e", "Russia's later chance of winning, guarantee included")
x2 = model.outcome("x2", Min(1, p2_e + c_U), "x_2", "Russia's share in later periods", "share")

# R2: today. Ukraine accepts up to x_U, Russia prefers peace from x_R on.
war_R = model.let("war_R", p1 - c_R, "W_R", "Russia's war value today")
war_U = model.let("war_U", 1 - p1 - c_U, "W_U", "Ukraine's war value today")
x1_U = model.outcome("x1_U", (p1 + c_U - beta * x2) / w, "x_U", "largest share Ukraine accepts", "share")
x1_R = model.outcome("x1_R", (p1 - c_R - beta * x2) / w, "x_R", "least share Russia accepts", "share")
best_U = model.let(
    "best_U", 1 - beta * x2, r"v_U^{\text{all}}", "Ukraine's payoff if Russia offers it all of today"
)
best_R = model.let(
    "best_R", w + beta * x2, r"v_R^{\text{all}}", "Russia's payoff if Ukraine concedes it all of today"
)
U_fights = model.let("U_fights", greater(beta * x2, p1 + c_U), r"\text{U fights}",
                     "even all of today does not compensate Ukraine")  # fmt: skip
R_attacks = model.let("R_attacks", less(w + beta * x2, war_R), r"\text{R attacks}",
                      "even all of today does not compensate Russia")  # fmt: skip
model.category(
    "regime",
    [("preventive_war_U", U_fights), ("preventive_war_R", R_attacks)],
    otherwise="peace",
    symbol=r"\text{regime}",
    label="regime",
    labels={
        "peace": "peace",
        "preventive_war_U": "Ukraine fights now",
        "preventive_war_R": "Russia fights now",
    },
    values=("peace", "preventive_war_U", "preventive_war_R"),
)
war = model.outcome("war", U_fights | R_attacks, r"\text{war}", "war today")
x1 = model.outcome("x1", clip(x1_U), "x_1", "share that Russia proposes today", "share")
model.outcome(
    "v_R", cases((war_R, war), otherwise=w * x1 + beta * x2), "v_R", "Russia's payoff", "stake per period"
)
model.outcome("v_U", cases((war_U, war), otherwise=w * (1 - x1) + beta * (1 - x2)), "v_U", "Ukraine's payoff",
              "stake per period")  # fmt: skip
model.outcome("surplus_lost", cases((c_R + c_U, war), otherwise=0), r"\text{lost}", "what war wastes",
              "stake per period")  # fmt: skip

# R4: whoever makes the later offers, Russia gets its own war value at least.
x2_min = model.let("x2_min", Max(0, p2_e - c_R), r"\underline{x}", "least share that Russia gets later")
model.outcome("war_any_protocol", greater(beta * x2_min, p1 + c_U) | R_attacks, r"\text{war under any rule}",
              "war whoever makes the offers")  # fmt: skip

# R5: how much later power each side can bear, and the guarantees that keep it there.
p2_max = model.outcome("p2_max", cases((1, at_most(beta, p1 + c_U)), otherwise=(p1 + c_U) / beta - c_U),
                       r"\bar{p}_2", "largest later chance of winning Ukraine can accept", "probability")  # fmt: skip
p2_min = model.outcome("p2_min", Max(0, (p1 - c_R - w) / beta - c_U), r"\underline{p}_2",
                       "least later chance of winning Russia can accept", "probability")  # fmt: skip
model.outcome(
    "g_min", Max(0, p2 - p2_max), "g_{min}", "least guarantee that keeps Ukraine at peace", "probability"
)
model.outcome("g_max", p2 - p2_min, "g_{max}", "largest guarantee that keeps Russia at peace", "probability")

# R6: the same shift in n equal steps, one per period (1e-9 taken off before rounding up).
shift = model.let("shift", p2_e - p1, r"\Delta", "shift of Russia's chance")
steps = model.let(
    "steps", delta * shift / ((1 - delta) * (p1 + c_U)), "s", "shift over the largest peaceful step"
)
at_once = model.let("at_once", at_most(p2_e, p1) | at_most(delta * x2, p1 + c_U),
                    r"\text{at once}", "the whole shift at once is no cause of war")  # fmt: skip
model.outcome("n_min", cases((1, at_once), otherwise=ceiling(steps - 1000 * SLACK)), "n_{min}",
              "steps that the shift needs to stay peaceful, one a period and without end", "periods", integer=True)  # fmt: skip

model.preset("A_terms_only", "A¶2: the demanded terms and nothing else")
model.preset("A_with_guarantees", "A¶15: land for peace under guarantees at sea, in the air, on land", g=0.35)
model.preset("D_28_point", "D¶2: the 28-point plan", p2=0.72)
model.preset("D_buffer_1244", "D¶6, D¶8: peacekeepers take over the pocket as a buffer", p2=0.72, g=0.25)
model.preset("D_no_credible_force", "D¶18: the same without a force that deters", p2=0.72, g=0.05)
model.preset("B_nato_training", "B¶10–11: a better armed Ukraine (our reading; B¶13 has Russia gaining)",
             p1=0.60, p2=0.10, c_R=0.10)  # fmt: skip

# Three plans of the side that grows stronger, as shares for Russia today and later: a constant share; all of today to
# the weaker side, then all that the new balance gives; the constant share today, then all that the balance gives. The
# other side sees today's share alone, which is the same in the first plan and in the third.
plans = ["honour", "all of today, then renegotiate", "promise, then renegotiate"]
answers = ["accept either", "accept only all of today", "fight"]


def answered(worth, war):
    """Rows `answers`, columns `plans`: what the `plans` are worth where they are accepted, and what war is."""
    return [list(worth), [war, worth[1], war], [war, war, war]]


for name, all_of_today, chooses, answering in (("trust", 0, "R", "U"), ("mirror", 1, "U", "R")):
    shares = [(p1, p1), (all_of_today, x2), (p1, x2)]
    R_has = answered([w * now + beta * later for now, later in shares], war_R)
    U_has = answered([w * (1 - now) + beta * (1 - later) for now, later in shares], war_U)
    first, second = (U_has, R_has) if answering == "U" else (R_has, U_has)
    model.matrix(name, answers, plans, first, second, answering, chooses)

# The game in two periods.
now, later = Symbol("x_now", real=True), Symbol("x_later", real=True)


def fighting(chance, R, U, result):
    """War won by Russia with `chance`; `R` and `U` say what a share of the rest of the game is worth."""
    return Chance([
        ("Russia wins", chance, End({"R": R(1 - c_R), "U": U(-c_U)}, result=result)),
        ("Ukraine wins", None, End({"R": R(-c_R), "U": U(1 - c_U)}, result=result)),
    ], name=result)  # fmt: skip


today = fighting(p1, lambda share: share, lambda share: share, "war")
after = (lambda share: w * now + beta * share), (lambda share: w * (1 - now) + beta * share)
renewed = fighting(p2_e, *after, "later war")
kept = End({"R": after[0](later), "U": after[1](1 - later)}, result="peace")
second = Offer(
    "R", "Russia's later offer", later, 0, 1, 0.05, [(x2, 1)],
    Move("U", "Ukraine's later answer", [("accept", at_most(later, x2), kept), ("fight", None, renewed)]),
    none=("attack", None, renewed),
)  # fmt: skip
model.tree(
    "two_periods",
    Offer("R", "Russia's offer today", now, 0, 1, 0.05, [(x1, ~R_attacks)],
          Move("U", "Ukraine's answer today", [("accept", at_most(now, x1_U), second), ("fight", None, today)]),
          none=("attack", None, today)),
    requires=[(model.chosen("horizon", "two"), "a finite tree needs an end: horizon = 'two'")],
    values={"R": "v_R", "U": "v_U"}, results={"war": war},
    doc="Holds in two periods (horizon = 'two'). Leaves out the land and what it does to power. Where Ukraine fights "
        "whatever it is offered today, Russia offers it all of today, in vain.",
)  # fmt: skip

# The same with all later periods as one, and with words that enter no payoff. Shares are those left to Ukraine.
leaves, left = Symbol("leaves", real=True), Symbol("left", real=True)


def ends(after, result):
    """End of the game where Ukraine was left `leaves` today; `after` is what (R, U) have in later periods."""
    return End({"R": w * (1 - leaves) + beta * after[0], "U": w * leaves + beta * after[1]}, result=result)


at_war = End({"R": war_R, "U": war_U}, result="war")
later_war = ends((p2_e - c_R, 1 - p2_e - c_U), "later war")


def answered_now(said):
    """What follows the words `said`: Ukraine answers, and Russia makes the later offer."""
    return Move("U", f"Ukraine's answer {said}", [
        ("accept", at_least(leaves, 1 - x1_U),
         Offer("R", f"Russia leaves later {said}", left, 0, 1, 0.05, [(1 - x2, 1)],
               Move("U", f"Ukraine's later answer {said}", [
                   ("accept later", at_least(left, 1 - x2), ends((1 - left, left), "peace")),
                   ("fight later", None, later_war)]),
               none=("attack", None, later_war), thresholds=[1 - x2])),
        ("fight", None, at_war)])  # fmt: skip


model.tree(
    "now_and_later",
    Offer("R", "Russia leaves now", leaves, 0, 1, 0.05, [(1 - x1, ~R_attacks)],
          Move("R", "Russia says", [("promise half of later", 0.5, answered_now("to a promise")),
                                    ("promise nothing", None, answered_now("without a promise"))]),
          none=("attack", None, at_war), thresholds=[1 - x1_U]),
    values={"R": "v_R", "U": "v_U"}, results={"war": war},
    doc="Holds with both horizons. Takes all later periods as one: what is agreed for them is agreed once. "
    "The promise is heard and binds nobody, so Russia is indifferent about it. War is scored at its average.",
)  # fmt: skip

"""Bargaining while fighting: what a refusal tells, what a battle tells, and when a war is settled.

Game. P does not know whether its opponent Q is strong (probability mu_0; wins any battle with p_hi) or weak
(p_lo); Q knows. P offers Q a share x_1 of a stake of 1; Q accepts, for (1 - x_1, x_1), or fights. The first
battle costs c_P and c_Q; with chance d it is decisive and its winner takes the stake. Otherwise both see who
won, or P does not (`news`), and P offers x_2; Q accepts or fights a last battle, at the same costs, whose
winner takes the stake. Who is P and who is Q differs by preset.
Equilibrium: perfect Bayesian. Q accepts when indifferent and P makes the offer that more accept, unless that
leaves no equilibrium: then the weak Q mixes, and P at a belief of exactly mu* mixes or offers low. After a
refusal that nobody should have made P believes what it would if both types had refused.
Source: B. L. Slantchev (2003), The principle of convergence in wartime negotiations, American Political
Science Review 97(4), 621-632; R. Powell (2004), Bargaining and learning while fighting, American Journal of
Political Science 48(2), 344-361; W. Spaniel, P. Bils (2018), Slow to learn, Journal of Conflict Resolution
62(4), 774-796.
Simplified: the game is our own reduction of these: two types, two battles of fixed strength, one side unsure,
and a settlement that holds. The trees, one for each kind of news, hold on the whole box; they leave out second
offers other than the two that one of the types just accepts, which are dearer or less accepted (R1).
"""

from sympy import Integer, Max, Min, Rational, Symbol, oo, sqrt

from models import Chance, End, Model, Move, Offer, at_least, at_most, less
from models.core.expressions import cases

model = Model("war_termination", "Bargaining while fighting", doc=__doc__)
mu_0, p_hi, p_lo, c_P, c_Q, d = model.symbols("mu_0", "p_hi", "p_lo", "c_P", "c_Q", "decisive")
hidden = model.chosen("news", "hidden")
model.require(p_lo < p_hi, "p_lo must be below p_hi")
model.require(at_most(2 * c_Q, p_lo),
              "c_Q must be at most half of p_lo, or a weak Q would rather give up than fight twice")  # fmt: skip

gap = model.let("strength_gap", p_hi - p_lo, r"\Delta", "difference in strength")
C = model.let("joint_cost", c_P + c_Q, "C", "joint cost of one battle")
o = model.let("odds", mu_0 / (1 - mu_0), "o", "odds that Q is strong")

# R1: the last offer, and how much belief is enough for the high one.
r_hi = model.let("last_strong", p_hi - c_Q, "r_{hi}", "least last offer that a strong Q accepts")
r_lo = model.let("last_weak", p_lo - c_Q, "r_{lo}", "least last offer that a weak Q accepts")
o_star = model.let("odds_star", gap / C, "o^*", "odds from which the last offer is high")
mu_star = model.outcome("mu_star", gap / (gap + C), r"\mu^*",
                        "belief from which the last offer is high", "probability")  # fmt: skip

# R2: what refusing the first offer is worth to the strong, and to the weak who meet the high second offer
# never, after a victory, or always.
R_hi = model.let("refusal_strong", p_hi - (2 - d) * c_Q, "R_{hi}", "a strong Q's value of refusing")
V_0 = model.let("refusal_weak_never", p_lo - (2 - d) * c_Q, "V(0)",
                "a weak Q's value of refusing if the second offer is low")  # fmt: skip
V_win = model.let("refusal_weak_victory", V_0 + (1 - d) * gap * p_lo, "V(p_{lo})",
                  "a weak Q's value of refusing if a victory brings the high offer")  # fmt: skip
V_1 = model.let("refusal_weak_always", V_0 + (1 - d) * gap, "V(1)",
                "a weak Q's value of refusing if the second offer is high")  # fmt: skip

# R3: odds that must be left after a refusal for the offer to be high after Q's victory, after its defeat.
won = model.let("factor_win", cases((1, hidden), otherwise=p_hi / p_lo), r"\ell_w",
                "what Q's victory multiplies the odds by")  # fmt: skip
lost = model.let("factor_loss", cases((1, hidden), otherwise=(1 - p_hi) / (1 - p_lo)), r"\ell_l",
                 "what Q's defeat multiplies the odds by")  # fmt: skip
o_w = model.let("odds_win", o_star / won, "o_w", "odds after a refusal from which a victory moves the offer")
o_l = model.let("odds_loss", o_star / lost, "o_l", "odds after a refusal from which the offer is high anyway")

# R5: the price of not knowing under each of the four plans, per unit of belief in a weak Q.
long = model.let("battles_long", 1 + (1 - d) * (1 - p_hi), "N_2",
                 "battles against the strong if a victory ends the war")  # fmt: skip
L_0 = model.let("price_settle", gap, "L_0", "price of paying the strong at once")
L_1 = model.let("price_offer", (1 - d) * gap + o * C, "L_1", "price of letting the offer reveal")
L_2 = model.let("price_battle", cases((oo, hidden), otherwise=(1 - d) * gap * p_lo + o * C * (long + 1 / o_l)),
                "L_2", "price of letting the battle reveal")  # fmt: skip
L_3 = model.let("price_fight", o * C * (2 - d + 1 / o_w), "L_3", "price of fighting on")

# R6: the partition.
model.category(
    "regime",
    [
        ("settle_at_once", at_most(L_0, Min(L_1, L_2, L_3))),
        ("offer_reveals", at_most(L_1, Min(L_2, L_3))),
        ("battle_reveals", at_most(L_2, L_3)),
    ],
    otherwise="fight_on",
    label="plan",
    labels={
        "settle_at_once": "the strong price is paid at once",
        "offer_reveals": "only the strong refuse the offer",
        "battle_reveals": "a battle moves the offer",
        "fight_on": "no battle moves the offer",
    },
)
settle, offer, battle = (model.chosen("regime", name) for name in model.regimes[:3])

x_1 = model.outcome("offer_1", cases((R_hi, settle), (V_1, offer), (V_win, battle), otherwise=V_0), "x_1",
                    "first offer", "share")  # fmt: skip
phi = model.outcome("refuse_prob_weak", cases((0, settle | offer), (o / o_l, battle), otherwise=o / o_w),
                    r"\varphi", "chance that a weak Q refuses", "probability")  # fmt: skip

# R7: beliefs, and the second offer. After an offer that only the strong refuse the odds are infinite.
after = model.let("odds_refusal", cases((o, settle), (oo, offer), (o_l, battle), otherwise=o_w), "o_r",
                  "odds after a refusal")  # fmt: skip
believed = {}
for name, factor, letter, words in (
    ("refusal", Integer(1), "r", "a refusal"),
    ("win", won, "w", "Q's victory"),
    ("loss", lost, "l", "Q's defeat"),
):
    odds = after if name == "refusal" else model.let(
        f"odds_after_{name}", after * factor, rf"o'_{letter}", f"odds after {words}"
    )  # fmt: skip
    believed[name] = odds
    model.outcome(f"belief_{name}", cases((1, offer), otherwise=odds / (1 + odds)), rf"\mu_{letter}",
                  f"belief after {words} that Q is strong", "probability")  # fmt: skip
for name, letter, words, moved in (
    ("win", "w", "Q's victory", offer | battle),
    ("loss", "l", "Q's defeat", offer),
):
    high = moved | (settle & at_least(believed[name], o_star))
    model.outcome(f"offer_2_{name}", cases((r_hi, high), otherwise=r_lo), f"x_2^{letter}",
                  f"second offer after {words}", "share")  # fmt: skip

# R8: how it ends.
B = model.let("refused", cases((0, settle), otherwise=mu_0 + (1 - mu_0) * phi), "B",
              "chance of a first battle")  # fmt: skip
model.outcome("prob_settle_1", 1 - B, "P_{settle,1}", "chance of settling at once", "probability")
model.outcome("prob_decided_1", d * B, "P_{dec}", "chance that the first battle decides",
              "probability")  # fmt: skip
end = model.outcome("prob_to_the_end",
                    cases((0, settle | offer), ((1 - d) * mu_0 * (1 - p_hi), battle), otherwise=(1 - d) * mu_0),
                    "P_{end}", "chance that the war is fought to the end", "probability")  # fmt: skip
model.outcome("prob_settle_2", (1 - d) * B - end, "P_{settle,2}", "chance of settling after one battle",
              "probability")  # fmt: skip
N_hi = model.outcome("battles_if_strong", cases((0, settle), (1, offer), (long, battle), otherwise=2 - d),
                     "N_{hi}", "expected battles against a strong Q", "battles")  # fmt: skip
N_lo = model.outcome("battles_if_weak", phi, "N_{lo}", "expected battles against a weak Q", "battles")
N = model.outcome("expected_battles", mu_0 * N_hi + (1 - mu_0) * N_lo, "N", "expected battles", "battles")
model.outcome("value_P", 1 - C * N - mu_0 * R_hi - (1 - mu_0) * x_1, "v_P", "value to P", "share")
model.outcome("value_Q_strong", R_hi, "v_{hi}", "value to a strong Q", "share")
model.outcome("value_Q_weak", x_1, "v_{lo}", "value to a weak Q", "share")

# R9: from which belief, and from which joint cost, P settles at once.
o_a = model.let(
    "odds_settle",
    Max(d * gap / C, gap / (C * (2 - d + 1 / o_w)),
        cases((0, hidden), otherwise=gap * (1 - (1 - d) * p_lo) / (C * (long + 1 / o_l)))),
    "o_a", "odds from which P settles at once",
)  # fmt: skip
model.outcome("mu_settle", o_a / (1 + o_a), r"\mu_{settle}", "belief from which P settles at once",
              "probability")  # fmt: skip


def positive_root(a, b, c):
    """The positive root of a C**2 + b C = c, in the form without cancellation."""
    return 2 * c / (b + sqrt(b**2 + 4 * a * c))


model.outcome(
    "cost_settle",
    Max(d * gap / o, positive_root(won / gap, 2 - d, gap / o),
        cases((0, hidden),
              otherwise=positive_root(lost / gap, long, gap * (1 - (1 - d) * p_lo) / o))),
    "C_{settle}", "joint cost of a battle from which P settles at once", "share",
)  # fmt: skip

# R10: both sides' hopes together, less the stake, if P and a strong Q fought to the end.
model.outcome("optimism_gap", (1 - mu_0) * gap - (2 - d) * C, "G",
              "what P and a strong Q expect together beyond the stake", "share")  # fmt: skip

QUICK = dict(mu_0=0.10, p_hi=0.7, p_lo=0.3, c_P=0.15, decisive=0.5)
model.preset("B3_first_days", "B¶3: the first days, when a quick end was expected (P is Russia)", **QUICK)
model.preset("B4_fog", "B¶4: the same, with numbers that are suspect (P is Russia)", **QUICK, news="hidden")
model.preset("A3_losses", "A¶3: losses weigh on P (Russia)", c_P=0.50)
model.preset("D15_recognition", "D¶15: perhaps P (Russia) has learned", mu_0=0.60)
model.preset("D16_outlast", "D¶16: P (Russia) thinks Q probably weak and bears battles lightly",
             mu_0=0.15, c_P=0.15)  # fmt: skip
model.preset("D24_refusal", "D¶24: an offer whose refusal shows something; there the aim, here strength "
             "(P is Ukraine, Q Russia)", mu_0=0.50, p_hi=0.6, p_lo=0.3, c_P=0.15, decisive=0.9)  # fmt: skip

# Matrix forms: the answer to a first offer half-way between two of the weak Q's values of refusing.
second = {  # P's last payoff against (strong, weak), and what a weak Q gets, by the second offer
    "H": (1 - r_hi, 1 - r_hi, r_hi),
    "L": (1 - p_hi - c_P, 1 - r_lo, r_lo),
}


def after_refusal(plan):
    """Payoffs once Q has refused: P against a strong Q, P against a weak Q, a weak Q's own."""
    after_win, after_loss = second[plan[0]], second[plan[1]]
    values = []
    for column, chance, cost in ((0, p_hi, c_P), (1, p_lo, c_P), (2, p_lo, c_Q)):
        decided_for = chance if column == 2 else 1 - chance
        goes_on = chance * after_win[column] + (1 - chance) * after_loss[column]
        values.append(d * decided_for + (1 - d) * goes_on - cost)
    return values


for name, kind, plans, low in (
    ("first_answer", "seen", ("HH", "HL", "LH", "LL"), V_win),
    ("first_answer_hidden", "hidden", ("HH", "LL"), V_0),
):
    half_way = Rational(1, 2) * (low + V_1)
    ends = [after_refusal(plan) for plan in plans]
    model.matrix(
        name, [f"{plan[0]} after victory, {plan[1]} after defeat" for plan in plans], ["accept", "refuse"],
        [[mu_0 * S_hi + (1 - mu_0) * (1 - half_way), mu_0 * S_hi + (1 - mu_0) * S_lo] for S_hi, S_lo, _ in ends],
        [[half_way, refuse] for _, _, refuse in ends],
        "P", "weak Q",
        requires=[
            (less(d, 1), "a first battle that surely decides leaves no second offer: decisive below 1"),
            (model.chosen("news", kind), f"this form needs news = {kind!r}; the other kind has a form of its own"),
        ],
    )  # fmt: skip


# The game in extensive form. P's second offer is one of the two that some type just accepts (R1); the weak
# refuse and P mixes as R4 says after any first offer.
x = Symbol("x", real=True)


def share_refusing(kind):
    """The chance that a weak Q refuses x (R4)."""
    loss_line = [] if kind == "hidden" else [(Min(1, o / o_l), at_least(x, V_win))]
    return cases(
        (0, at_least(x, Min(R_hi, V_1))), *loss_line, (Min(1, o / o_w), at_least(x, V_0)), otherwise=1
    )


def second_high(kind, result):
    """The chance that P's second offer is the high one after x was refused and the `result` seen (R3, R4)."""
    factor = 1 if kind == "hidden" else won if result == "win" else lost
    belief = at_least(o * factor, o_star)
    sure = cases((1, belief), otherwise=0)
    sigma = (x - V_0) / ((1 - d) * gap)  # what a weak Q must expect to be indifferent
    in_line_4 = less(o, o_w) & at_least(x, V_0)
    if kind == "hidden":
        return cases((sure, at_least(x, R_hi)), (1, at_least(x, V_1)), (sigma, in_line_4), otherwise=sure)
    mixed_4 = sigma / p_lo if result == "win" else 0
    mixed_3 = 1 if result == "win" else (sigma - p_lo) / (1 - p_lo)
    return cases(
        (sure, at_least(x, R_hi)),
        (1, at_least(x, V_1)),
        (mixed_3, less(o, o_l) & at_least(x, V_win)),
        (mixed_4, in_line_4 & less(x, V_win)),
        otherwise=sure,
    )


def war(kind):
    def last(strong, result):
        chance, accepts = (p_hi, r_hi) if strong else (p_lo, r_lo)
        spent = {"P": 2 * c_P, "Q": 2 * c_Q}
        who = "strong" if strong else "weak"

        def answer(offered, name):
            battle = Chance([
                ("Q wins", chance, End({"P": -spent["P"], "Q": 1 - spent["Q"]}, result="fought to the end")),
                ("P wins", None, End({"P": 1 - spent["P"], "Q": -spent["Q"]}, result="fought to the end")),
            ], "last battle")  # fmt: skip
            deal = End({"P": 1 - offered - c_P, "Q": offered - c_Q}, result="settled after one battle")
            return Move("Q", f"{who} Q, {result}, {name} offer", [
                ("accept", at_least(offered, accepts), deal), ("fight", None, battle),
            ])  # fmt: skip

        # P's belief: by Bayes' rule from what types do at x; where none should have refused, as if both had
        bold = cases((1, at_least(x, R_hi)), otherwise=share_refusing(kind))
        weights = {  # of the strong and of the weak, by the result
            "win": (mu_0 * p_hi, (1 - mu_0) * bold * p_lo),
            "loss": (mu_0 * (1 - p_hi), (1 - mu_0) * bold * (1 - p_lo)),
        }
        possible = weights.values() if kind == "hidden" else [weights[result]]
        belief = weights[result][0 if strong else 1] / sum(sum(pair) for pair in possible)
        known = "a battle" if kind == "hidden" else result
        return Move("P", f"second offer after {known}", [
            ("high", second_high(kind, result), answer(r_hi, "high")), ("low", None, answer(r_lo, "low")),
        ], belief=belief)  # fmt: skip

    def first(strong):
        chance = p_hi if strong else p_lo
        won_all = End({"P": -c_P, "Q": 1 - c_Q}, result="decided by the first battle")
        lost_all = End({"P": 1 - c_P, "Q": -c_Q}, result="decided by the first battle")
        battle = Chance([
            ("Q wins all", d * chance, won_all), ("P wins all", d * (1 - chance), lost_all),
            ("Q wins", (1 - d) * chance, last(strong, "win")), ("P wins", None, last(strong, "loss")),
        ], "first battle")  # fmt: skip
        refuses = cases((0, at_least(x, R_hi)), otherwise=1) if strong else share_refusing(kind)
        deal = End({"P": 1 - x, "Q": x}, result="settled at once")
        return Move("Q", f"{'strong' if strong else 'weak'} Q, first offer",
                    [("fight", refuses, battle), ("accept", None, deal)])  # fmt: skip

    def offer(strong):
        return Offer("P", "first offer", x, 0, 1, Rational(1, 20), [(x_1, 1)], first(strong))

    return Chance([("strong", mu_0, offer(True)), ("weak", None, offer(False))], "strength")


for kind in ("seen", "hidden"):
    model.tree(
        kind, war(kind), requires=[(model.chosen("news", kind), f"this tree needs news = {kind!r}")],
        values={"P": "value_P", "Q": mu_0 * R_hi + (1 - mu_0) * x_1},
        results={"settled at once": "prob_settle_1", "decided by the first battle": "prob_decided_1",
                 "settled after one battle": "prob_settle_2", "fought to the end": "prob_to_the_end"},
        doc=f"Holds where news is {kind}. P's second offer is one of the two that some type just accepts: another gives "
            "more away to the same types. Leaves out whoever could know the other's strength from the start.",
    )  # fmt: skip

"""Whose side is the mediator on? A mediator's warning as cheap talk.

Game. Player 2 is resolved (cost of war c_L) with probability pi, else unresolved (c_H > c_L); only 2 knows.
A mediator M sees a signal, r or u, that is right with probability alpha, and tells player 1 "resolved" or
"unresolved" at no cost. Player 1 then offers 2 a share x of a stake of 1, which 2 accepts or fights over;
1 wins a war with probability p. M values 1's share by beta (its bias) and loses c_M in a war.
Equilibrium: perfect Bayesian. Babbling always is one; the truthful one is selected where it exists. On ties
2 accepts, 1 makes the offer that both types accept, and M tells the truth.
Source: a reduced form of A. H. Kydd (2003), Which Side Are You On? Bias, Credibility, and Mediation, American
Journal of Political Science 47(4), 597-611; the offers without M are those of J. D. Fearon (1995),
Rationalist Explanations for War, International Organization 49(3), 379-414.
Simplified: where M's information comes from, M's own leverage and its reputation; M speaks to player 1 only.
"""

from sympy import Min, Rational, Symbol, nan, oo

from models import Chance, End, Model, Move, Offer, at_least, at_most, greater, less
from models.core.expressions import cases

model = Model("mediation", "Whose side is the mediator on?", doc=__doc__)
p, cost_1, cost_low, cost_high, prior, accuracy, bias, cost_med = model.symbols(
    "p", "cost_1", "cost_low", "cost_high", "p_resolved", "accuracy", "bias", "cost_med"
)
model.require(cost_low < cost_high, "cost_high must exceed cost_low")

# R1: the safe offer leaves player 1 with p + A_L, the risky one with p + A_H unless the resolved type fights.
A_L = model.let("A_L", Min(cost_low, 1 - p), "A_L", "what the resolved type concedes")
A_H = model.let("A_H", Min(cost_high, 1 - p), "A_H", "what the unresolved type concedes")
one_type = model.let(
    "one_type", at_most(A_H - A_L, 0), r"\text{one type}", label="both types accept the same offer"
)
mu_star = model.outcome("mu_star", cases((0, one_type), otherwise=(A_H - A_L) / (A_H + cost_1)), r"\mu^*",
                        "belief from which the safe offer is best", "probability")  # fmt: skip

# R3: what player 1 believes if each signal is told truthfully.
chance_u = model.let(
    "chance_u", prior * (1 - accuracy) + (1 - prior) * accuracy, "P(u)", "chance of signal u"
)
chance_r = model.let(
    "chance_r", prior * accuracy + (1 - prior) * (1 - accuracy), "P(r)", "chance of signal r"
)
eps_U = model.outcome("eps_U", prior * (1 - accuracy) / chance_u, r"\varepsilon_u",
                      "chance of a resolved opponent after signal 'unresolved'", "probability")  # fmt: skip
eps_R = model.outcome("eps_R", prior * accuracy / chance_r, r"\varepsilon_r",
                      "chance of a resolved opponent after signal 'resolved'", "probability")  # fmt: skip

# R4: can a message change the offer?
safe_after_u = model.let(
    "safe_after_u", at_least(eps_U, mu_star), r"\text{safe after u}", label="safe offer after either signal"
)
safe_after_r = model.let(
    "safe_after_r", at_least(eps_R, mu_star), r"\text{safe after r}", label="safe offer after 'resolved'"
)
pivotal = model.let(
    "pivotal",
    ~one_type & ~safe_after_u & safe_after_r,
    r"\text{pivotal}",
    label="the signal decides the offer",
)

# R5: M gains D_s of player 1's share by the risky offer after signal s, and war costs it c_M.
D_u = model.let("D_u", (1 - eps_U) * A_H - A_L, r"\Delta_u", "what boldness adds to 1's share after u")
D_r = model.let("D_r", (1 - eps_R) * A_H - A_L, r"\Delta_r", "what boldness adds to 1's share after r")
beta_lo = model.outcome("beta_lo", cases((eps_U * cost_med / D_u, pivotal), otherwise=nan), r"\beta_{lo}",
                        "least bias that is believed", "weight")  # fmt: skip
has_upper = model.outcome(
    "has_upper", pivotal & greater(D_r, 0), r"\text{upper bound}", label="a bias can be too great"
)
beta_hi = model.outcome(
    "beta_hi", cases((nan, ~pivotal), (eps_R * cost_med / D_r, has_upper), otherwise=oo), r"\beta_{hi}",
    "greatest bias that is believed", "weight",
)  # fmt: skip

# R6-R7: the truthful equilibrium where it exists, babbling elsewhere.
regime = model.category(
    "regime",
    [
        ("one_type", one_type),
        ("irrelevant_safe", safe_after_u),
        ("irrelevant_risky", ~safe_after_r),
        ("too_soft", less(bias, beta_lo)),
        ("too_hawkish", greater(bias, beta_hi)),
    ],
    otherwise="credible",
    values=("one_type", "irrelevant_safe", "irrelevant_risky", "too_soft", "credible", "too_hawkish"),
    label="is the mediator believed?",
    labels={
        "one_type": "nothing to learn: either type accepts the same",
        "irrelevant_safe": "its information cannot change the cautious offer",
        "irrelevant_risky": "its information cannot change the bold offer",
        "too_soft": "not believed: it would hide that 2 is unresolved",
        "credible": "believed",
        "too_hawkish": "not believed: it would hide that 2 is resolved",
    },
)
credible = model.outcome(
    "credible", model.chosen("regime", "credible"), r"\text{believed}", label="the mediator is believed"
)

# R2 and R8: war and player 1's payoff, without a mediator and with one.
safe = model.let(
    "safe", one_type | at_least(prior, mu_star), r"\text{safe}", label="safe offer without a mediator"
)
gamble = (1 - prior) * (p + A_H) + prior * (p - cost_1)
war_without = model.outcome("war_prob_without", cases((0, safe), otherwise=prior), "P_{war}^0",
                            "chance of war without a mediator", "probability")  # fmt: skip
war_with = model.outcome("war_prob_with", cases((prior * (1 - accuracy), credible), otherwise=war_without), "P_{war}^M",
              "chance of war with the mediator", "probability")  # fmt: skip
value_without = model.outcome("value_1_without", cases((p + A_L, safe), otherwise=gamble), "v_1^0",
                              "player 1's payoff without a mediator", "stake")  # fmt: skip
informed = model.let(
    "informed", chance_r * (p + A_L) + chance_u * ((1 - eps_U) * (p + A_H) + eps_U * (p - cost_1)),
    "v_1^{true}", "player 1's payoff from obeying a truthful mediator",
)  # fmt: skip
model.outcome("value_1_with", cases((informed, credible), otherwise=value_without), "v_1^M",
              "player 1's payoff with the mediator", "stake")  # fmt: skip

model.preset("china", "B¶6: a partner of Moscow tells it to negotiate", bias=0.8)
model.preset(
    "israel",
    "B¶7: a mediator without a side that wants no war; believed at full accuracy alone, where it is indifferent",
    bias=0,
)
model.preset("partisan_U", "A mediator on the side of the one that is to be believed", bias=-0.4)
model.preset("quick_trot", "B¶3: resistance thought unlikely at the outset", p_resolved=0.2)
model.preset("hawk", "A partisan who hardly minds war and knows little", bias=2, cost_med=0.05, accuracy=0.7,
             p_resolved=0.5)  # fmt: skip

# Ex-ante expectations: signal -> message (M's plan) -> offer (1's plan), each over both types.
messages = [{"r": "R", "u": "U"}, {"r": "R", "u": "R"}, {"r": "U", "u": "U"}, {"r": "U", "u": "R"}]
offers = [{"R": 0, "U": 1}, {"R": 0, "U": 0}, {"R": 1, "U": 1}, {"R": 1, "U": 0}]  # 1 is the risky offer
joint_r, joint_u = prior * accuracy, prior * (1 - accuracy)  # a resolved opponent and signal r, u
seen = {"r": (joint_r, chance_r - joint_r), "u": (joint_u, chance_u - joint_u)}


def _expected(plan, reply, safe_offer, risky_resolved, risky_unresolved):
    total = 0
    for signal, (resolved, unresolved) in seen.items():
        bold = reply[plan[signal]]
        total += resolved * (risky_resolved if bold else safe_offer)
        total += unresolved * (risky_unresolved if bold else safe_offer)
    return total


def _met(safe_offer, war, risky_offer):
    """Payoffs from the safe offer and from the risky one, to a resolved and to an unresolved opponent."""
    return safe_offer, cases((safe_offer, one_type), otherwise=war), risky_offer


mediator = _met(bias * (p + A_L), bias * p - cost_med, bias * (p + A_H))
player_1 = _met(p + A_L, p - cost_1, p + A_H)
model.matrix(
    "advice", ["truthful", "always 'resolved'", "always 'unresolved'", "reversed"],
    ["obey", "always safe", "always risky", "reverse"],
    [[_expected(plan, reply, *mediator) for reply in offers] for plan in messages],
    [[_expected(plan, reply, *player_1) for reply in offers] for plan in messages], "M", "1",
)  # fmt: skip

# The game as a tree.
asked = Symbol("x_1", real=True)


def asking(message, cost, belief):
    """Player 1, told `message`, names its own share; player 2 of this cost answers."""
    kind = "resolved" if cost == cost_low else "unresolved"
    cautious = cases((int(message == "resolved"), credible), otherwise=cases((1, safe), otherwise=0))
    answer = Move("2", f"a player 2 that is {kind}, 1 told '{message}'", [
        ("accept", at_most(asked, p + cost), End({"1": asked, "2": 1 - asked, "M": bias * asked}, result="deal")),
        ("fight", None, End({"1": p - cost_1, "2": 1 - p - cost, "M": bias * p - cost_med}, result="war")),
    ], belief=belief)  # fmt: skip
    return Offer(
        "1", f"1, told '{message}'", asked, 0, 1, 0.1, [(p + A_L, cautious), (p + A_H, 1 - cautious)], answer
    )


def advising(signal, cost):
    """M says what it saw where it is believed; elsewhere it babbles."""
    kind = "resolved" if cost == cost_low else "unresolved"
    true = lambda message, seen=signal: cases((int(message == seen), credible), otherwise=Rational(1, 2))  # noqa: E731

    def belief(message):
        """2's, that M saw `signal`, by what it told 1."""
        right = accuracy * true(message, kind)
        told = right + (1 - accuracy) * (1 - true(message, kind))
        follows = cases((right / told, accuracy < 1), otherwise=1)
        return follows if signal == kind else 1 - follows

    says = lambda message: (message, true(message), asking(message, cost, belief(message)))  # noqa: E731
    return Move("M", f"M, seeing '{signal}'", [says("resolved"), says("unresolved")])


def signalled(right, wrong, cost):
    return Chance(
        [(right, accuracy, advising(right, cost)), (wrong, None, advising(wrong, cost))], name=f"if {right}"
    )


model.tree(
    "advice",
    Chance([("resolved", prior, signalled("resolved", "unresolved", cost_low)),
            ("unresolved", None, signalled("unresolved", "resolved", cost_high))], name="player 2"),
    values={"1": "value_1_with"}, results={"war": war_with},
    doc="Holds on the whole box. Where the mediator is not believed it says either at even chances. Player 2 hears "
        "what player 1 is told, which changes nothing. Leaves out where the mediator's knowledge comes from.",
)  # fmt: skip

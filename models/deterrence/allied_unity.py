"""Allied unity as a public good that needs enough contributors.

Game. Each of n allies joins a joint response or stays out, all at once. The response takes effect if at
least k join, and then every ally gets 1, joiner or not. Joining has a private cost, even on
[kappa(1-e), kappa(1+e)], of which a common fund bears a share tau. Under three rules: joiners pay in any case;
they pay only if at least k pledge; a pledge counts only if all n pledge. The challenger then attacks if its
gain exceeds the expected severity of the response.
Equilibrium: symmetric Bayesian Nash (an ally joins if its cost is at most a cutoff; without dispersion it
mixes). Selected: the largest chance of joining, which is stable and best for the allies; the challenger is
deterred if indifferent.
Source: T. R. Palfrey, H. Rosenthal (1984), Participation and the provision of discrete public goods: a
strategic analysis, Journal of Public Economics 24(2), 171-193; private costs after T. R. Palfrey,
H. Rosenthal (1988), Private incentives in social dilemmas, Journal of Public Economics 35(3), 309-332.
Simplified: allies alike and simultaneous; pledges, once called upon, are kept; all-or-nothing at k.
"""

import numpy as np
import sympy
from scipy.special import betainc, gammaln, xlog1py, xlogy
from sympy import Eq, Max, sqrt

from models import Chance, End, Model, Move, at_least, at_most, clip, greater, less
from models.core.expressions import cases
from models.core.roots import falling_root

model = Model("allied_unity", "Allied unity as a threshold public good", doc=__doc__)
n, k, cost, e, cost_share, severity, gain = model.symbols(
    "n_allies", "threshold", "cost", "dispersion", "cost_share", "severity", "gain"
)
model.require(k <= n, "threshold must not exceed n_allies")
one, all_needed = Eq(k, 1, evaluate=False), Eq(k, n, evaluate=False)


def exactly(successes, trials, q):
    """Chance of `successes` among `trials` draws, each a success with chance `q`."""
    ways = gammaln(trials + 1) - gammaln(successes + 1) - gammaln(trials - successes + 1)
    return np.exp(ways + xlogy(successes, q) + xlog1py(trials - successes, -q))


def at_least_so_many(successes, trials, q):
    """Chance of at least `successes` among `trials` draws, each a success with chance `q`."""
    return np.where(successes < 1, 1.0, betainc(np.maximum(successes, 1), trials - successes + 1, q))


def marginal_cost(q, net, e):
    """Net cost of the last joiner when the cheapest share `q` of costs joins."""
    return net * (1 - e + 2 * e * q)


def pivot_if_called(q, n, k):
    """P/T: chance of exactly k - 1 other pledgers given at least so many, summed in odds to avoid 0/0."""
    odds = q / np.maximum(1 - q, np.finfo(float).tiny)
    total = term = np.ones_like(q)
    for i in range(1, int(np.max(n - k, initial=0)) + 1):
        term = np.where(i <= n - k, term * np.maximum(n - k - i + 1, 0) / (k - 1 + i) * odds, 0)
        total = total + term
        if (term <= 1e-17 * total).all():  # terms only fall from here on (or the sum is infinite)
            break
    return 1 / total


# R2: the largest net cost that supports participation. h(q) = P(q)/(1 - e + 2eq) peaks at q_hat.
net = model.let("net_cost", cost * (1 - cost_share), r"\hat\kappa", "mean cost that is left to a joiner")
A = model.let("A", -2 * e * (n - 2), "A")
B = model.let("B", 2 * e * (k - 2) - (n - 1) * (1 - e), "B")
C = model.let("C", (k - 1) * (1 - e), "C")
root = model.let("D", sqrt(B**2 - 4 * A * C), "D")
peak = model.let(  # the same root in the form that does not cancel
    "peak", cases((0, one), (1, all_needed), (2 * C / (root - B), B <= 0), otherwise=-(B + root) / (2 * A)),
    r"\hat q", "chance of joining at which being decisive is worth most",
)  # fmt: skip
(pivot_peak,) = model.numerical(
    ["pivot_at_peak"], lambda n_allies, threshold, peak: [exactly(threshold - 1, n_allies - 1, peak)],
    ["n_allies", "threshold", "peak"], method="binomial probability by logarithms of factorials",
    tolerance=1e-12, public=False, labels={"pivot_at_peak": "chance of being decisive at the peak"},
)  # fmt: skip
c_bar = model.outcome("cost_threshold", pivot_peak / (1 - e + 2 * e * peak), r"\bar\kappa",
                      "highest cost at which anybody joins", "benefits")  # fmt: skip
model.outcome("cost_share_needed", Max(0, 1 - c_bar / cost), r"\tau^*",
              "share that a common fund must bear for anybody to join", "share")  # fmt: skip

# R3: which equilibria exist.
model.category(
    "regime",
    [
        ("volunteer", one & less(net * (1 - e), 1)),
        ("unanimity", all_needed & at_most(net * (1 + e), 1)),
        ("partial", greater(k, 1) & less(k, n) & at_most(net, c_bar)),
    ],
    otherwise="collapse",
    label="what happens where joiners pay in any case",
    labels={
        "volunteer": "one suffices, each waits for the others",
        "unanimity": "all are needed and all join",
        "partial": "enough may join",
        "collapse": "nobody joins",
    },
)
volunteer, unanimity, partial = (
    model.chosen("regime", name) for name in ("volunteer", "unanimity", "partial")
)


def joining_roots(n_allies, threshold, net_cost, dispersion, peak):
    """Chances of joining that leave the last joiner indifferent: above, below the peak, and for pledges."""
    args = (n_allies, threshold, net_cost, dispersion)
    nothing, everything = np.zeros_like(peak), np.ones_like(peak)

    def gain_of_joining(q, n, k, net, e):
        return exactly(k - 1, n - 1, q) - marginal_cost(q, net, e)

    def gain_of_pledging(q, n, k, net, e):
        return pivot_if_called(q, n, k) - marginal_cost(q, net, e)

    upper = falling_root(gain_of_joining, peak, everything, *args)
    lower = falling_root(lambda *point: -gain_of_joining(*point), nothing, peak, *args)
    # where both roots meet at the peak, rounding of the last bit would part them by its square root
    touching = abs(gain_of_joining(peak, *args)) < 4 * np.finfo(float).eps
    upper, lower = np.where(touching, peak, upper), np.where(touching, peak, lower)
    return upper, lower, falling_root(gain_of_pledging, nothing, everything, *args)


upper, lower, pledged = model.numerical(
    ["upper_root", "lower_root", "pledge_root"], joining_roots,
    ["n_allies", "threshold", "net_cost", "dispersion", "peak"],
    method="Chandrupatla's method on the stretches where the gain from joining has one sign change",
    tolerance=1e-11, public=False,
    labels={"upper_root": "stable chance of joining", "lower_root": "unstable chance of joining",
            "pledge_root": "chance of pledging"},
)  # fmt: skip

# R3-R5: the chance that an ally joins under each rule.
q = model.outcome("join_prob", cases((1, unanimity), (upper, volunteer | partial), otherwise=0), "q",
                  "chance that an ally joins", "probability")  # fmt: skip
model.outcome("tipping_prob", cases((lower, unanimity | partial), otherwise=0), "q_L",
              "tipping point: who expects less of the others waits", "probability")  # fmt: skip
q_all = model.outcome(
    "all_join_prob",
    cases((1, at_most(net * (1 + e), 1)), (0, greater(net * (1 - e), 1)),
          otherwise=clip((1 - net * (1 - e)) / (2 * e * net))),
    "q_A", "chance that an ally pledges if all must", "probability",
)  # fmt: skip
q_pledge = model.outcome(
    "pledge_join_prob", cases((q_all, all_needed), (pledged, less(net * (1 - e), 1)), otherwise=0),
    "q_P", "chance that an ally pledges", "probability",
)  # fmt: skip


def successes(n_allies, threshold, join_prob, pledge_join_prob):
    """Chances that enough join and that enough pledge."""
    return [at_least_so_many(threshold, n_allies, chance) for chance in (join_prob, pledge_join_prob)]


def calls(n_allies, threshold, pledge_join_prob):
    """Chance that a pledge made is called upon."""
    return [at_least_so_many(threshold - 1, n_allies - 1, pledge_join_prob)]


tail = dict(method="binomial tail as an incomplete beta function", tolerance=1e-10)
success, pledge_success = model.numerical(
    ["prob_success", "pledge_prob_success"], successes,
    ["n_allies", "threshold", "join_prob", "pledge_join_prob"], **tail,
    labels={"prob_success": "chance that the joint answer succeeds",
            "pledge_prob_success": "chance that enough pledge"},
)  # fmt: skip
(called,) = model.numerical(
    ["pledge_called"], calls, ["n_allies", "threshold", "pledge_join_prob"], **tail, public=False,
    labels={"pledge_called": "chance that a pledge made is called upon"},
)  # fmt: skip

# R6: what the challenger and the allies make of it.
all_success = model.outcome("all_prob_success", q_all**n, "Q_A", "chance that all pledge", "probability")
model.outcome("expected_joiners", n * q, "nq", "expected number of joiners", "allies")
model.outcome(
    "expected_severity", severity * success, r"S\,Q", "expected severity of the response", "R's stakes"
)
for rule, chance, words in (
    ("", success, "where joiners pay in any case"), ("pledge_", pledge_success, "by pledges"),
    ("all_", all_success, "if all must pledge"),
):  # fmt: skip
    model.outcome(
        f"{rule}deterred", at_least(severity * chance, gain), label=f"the challenger is deterred {words}"
    )


def borne(q):
    """Mean gross cost that an ally bears if the cheapest share `q` of costs joins and must pay."""
    return cost * ((1 - e) * q + e * q**2)


model.outcome(
    "ally_value", success - borne(q), "v", "an ally's value where joiners pay in any case", "benefits"
)
model.outcome("pledge_ally_value", pledge_success - borne(q_pledge) * called, "v^P",
              "an ally's value with pledges", "benefits")  # fmt: skip
model.outcome("all_ally_value", all_success - borne(q_all) * q_all ** (n - 1), "v^A",
              "an ally's value if all must pledge", "benefits")  # fmt: skip

model.preset("E_unanimous", "E¶3: every ally is needed", threshold=6, cost=0.3)
model.preset("A_willing", "A¶11: five of six send troops, at some cost", threshold=5, cost=0.35)
model.preset("A_frozen_funds", "A¶4: freezing funds is dear to those who hold them", cost=0.5)
model.preset("C_reluctant", "C¶7–8: no ally means to bear the cost", cost=0.9)
model.preset("D_one_backer", "D¶23: one backer is enough, if any of the six will do", threshold=1, cost=0.6)

# Two allies with the same known cost: with threshold 1 and 2, then the pledge rule.
two = [(Eq(n, 2, evaluate=False), "the matrix needs n_allies = 2"),
       (Eq(e, 0, evaluate=False), "the matrix needs dispersion = 0")]  # fmt: skip
alone = cases((1 - net, one), otherwise=-net)
free_ride = cases((1, one), otherwise=0)
for name, unmet in (("two_allies", alone), ("two_allies_pledge", cases((1 - net, one), otherwise=0))):
    table = sympy.Matrix([[1 - net, unmet], [free_ride, 0]])
    model.matrix(
        name, ["join", "stay out"], ["join", "stay out"], table, table.T, "ally 1", "ally 2", requires=two
    )


# Two allies as trees. Costs come on two cards, whose chances are those of joining and of not joining.
def two_allies(joins, pledge):
    """`joins` is the chance that an ally joins; with a `pledge` a joiner pays only if enough join."""
    costs = {
        "low": net * (1 - e + e * joins),
        "high": net * (1 + e * joins),
    }  # means of those below and above the cutoff
    plays = {"low": cases((1, joins > 0), otherwise=0), "high": cases((1, joins >= 1), otherwise=0)}

    def end(cards, moves):
        joiners = moves.count("join")
        works = cases((1, k <= joiners), otherwise=0)
        due = works if pledge else 1
        pays = {f"ally {i + 1}": works - (due * costs[card] if move == "join" else 0)
                for i, (card, move) in enumerate(zip(cards, moves, strict=True))}  # fmt: skip
        return End(pays, result=f"{joiners} join")

    def drawing(cards, moves):
        if len(moves) == 2:
            return end(cards, moves)
        draw = [("low", joins, move((*cards, "low"), moves)), ("high", None, move((*cards, "high"), moves))]
        return Chance(draw, name=f"cost of ally {len(moves) + 1}")

    def move(cards, moves):
        i, card = len(moves), cards[-1]
        met = [(joins if c == "low" else 1 - joins) * (plays[c] if done == "join" else 1 - plays[c])
               for c, done in zip(cards, moves, strict=False)]  # fmt: skip
        return Move(f"ally {i + 1}", f"ally {i + 1}, {card} cost", [
            ("join", plays[card], drawing(cards, (*moves, "join"))),
            ("stay out", None, drawing(cards, (*moves, "stay out")))], belief=met[0] if met else None)  # fmt: skip

    return drawing((), ())


# With two allies the chances have closed forms, of which the roots above are found apart.
alone_q = clip((1 - net * (1 - e)) / (1 + 2 * e * net))
two_join = model.let("two_join", cases((alone_q, one), (1, at_most(net * (1 + e), 1)), otherwise=0), "q^{(2)}",
                     "chance that each of two allies joins")  # fmt: skip
two_pledge = model.let("two_pledge", cases((alone_q, one), otherwise=q_all), "q_P^{(2)}",
                       "chance that each of two allies pledges")  # fmt: skip

for name, joins, pledge, found, value, rule in (
    ("two_allies", two_join, False, q, model["ally_value"] + cost_share * borne(q), "who joins pays in any case"),
    ("two_pledges", two_pledge, True, q_pledge, model["pledge_ally_value"] + cost_share * borne(q_pledge) * called,
     "a pledge is called upon only if enough pledge"),
):  # fmt: skip
    model.tree(
        name, two_allies(joins, pledge),
        requires=[(Eq(n, 2, evaluate=False), "the tree has two allies: n_allies = 2")],
        values={"ally 1": value, "ally 2": value},
        results={"2 join": found**2, "1 join": 2 * found * (1 - found)},
        doc=f"Holds for two allies; {rule}. The fund's share is received, and nobody's payment into it is counted. "
            "Leaves out the challenger, and draws a cost from two cards: the mean of the costs at which an ally joins, "
            "and of the others.",
    )  # fmt: skip

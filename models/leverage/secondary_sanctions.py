"""Secondary sanctions: who leaves when.

Game. A sender W sets a penalty P on whoever trades with R. One large third party T of weight omega and a
continuum of small ones of weight 1 - omega trade or exit at once. Exit pays 0, trading pays theta + gamma n -
P, where n is the weight of those who trade; small traders' theta is uniform on [0, 1].
Equilibrium: the greatest Nash equilibrium (everyone traded before the penalty), where an indifferent party
trades; at the least one it exits.
Source: thresholds of M. Granovetter (1978), Threshold Models of Collective Behavior, American Journal of
Sociology 83(6), 1420-1443, and T. C. Schelling (1978), Micromotives and Macrobehavior, with one atom;
extremal equilibria of P. Milgrom and J. Roberts (1990), Econometrica 58(6), 1255-1277.
Simplified: W is united and bound to its penalty; nothing is negotiated with the traders.
"""

import numpy as np
from sympy import Max, Min, Rational

from models import Chance, End, Model, Move, at_least, at_most, clip, greater, less
from models.core.expressions import cases

model = Model("secondary_sanctions", "Secondary sanctions: who leaves when", doc=__doc__)
P, gamma, omega, theta_T, kappa, beta, phi = model.symbols(
    "penalty", "complement", "omega", "theta_large", "kappa", "beta", "phi"
)

# R1-R2: small traders reply to T by m = clip(A_d + g m); T's condition, solved for P, is P <= P_T.
g = model.let("g", gamma * (1 - omega), r"\gamma(1-\omega)", "pull of the small traders on one another")
P_T = model.let(
    "P_T",
    cases((Max(gamma * omega + theta_T, gamma + (1 - g) * theta_T), less(g, 1)),
          otherwise=Max(gamma, theta_T + gamma * omega)),
    "P_T", "penalty above which the large trader leaves",
)  # fmt: skip
stays = model.outcome("large_trades", at_most(P, P_T), r"\text{T stays}", label="the large trader trades")


def _base(large):
    return 1 - P + cases((gamma * omega, large), otherwise=0)


def _total(large, small):
    return cases((omega, large), otherwise=0) + (1 - omega) * small


A = model.let("A", _base(stays), "A", "gain of the keenest small trader if no other small one trades")
m = model.outcome(
    "small_share",
    cases((1, at_least(A, 1 - g)), (0, at_most(A, 0)), (A / (1 - g), less(g, 1)), otherwise=0),
    "m", "small traders who trade", "share",
)  # fmt: skip
n = model.outcome("share_trading", _total(stays, m), "n", "trade that remains", "share")


def _least(base):
    return cases((0, at_most(base, 0)), (Min(1, base / (1 - g)), less(g, 1)), otherwise=1)


m_alone = model.let(
    "m_alone", _least(1 - P), "m^-(0)", "small traders left if the large one is out, at least"
)
returns = model.let("returns", greater(theta_T + gamma * (omega + (1 - omega) * m_alone), P),
                    r"\text{T returns}", "the large trader trades at the least equilibrium")  # fmt: skip
A_least = model.let("A_least", _base(returns), "A^-", "the same gain at the least equilibrium")
n_least = model.outcome("share_least", _total(returns, _least(A_least)), "n^-",
                        "trade at the least equilibrium", "share")  # fmt: skip
model.outcome("multiple", greater(n - n_least, 0, slack=Rational(1, 10**9)), label="several equilibria")

# R3-R4, R7: regimes, the tipping penalty, dependence on the large trader.
weighty = omega > 0
nobody_small = at_most(m, 0)
model.category(
    "regime",
    [
        ("full_exit", nobody_small & ~(weighty & stays)),
        ("full_trade", at_least(m, 1)),
        ("large_only", nobody_small),
        ("small_only", weighty & ~stays),
    ],
    otherwise="partial",
    values=("full_trade", "partial", "large_only", "small_only", "full_exit"),
    label="who trades",
    labels={
        "full_trade": "everyone trades",
        "partial": "the large trader and the keener small ones trade",
        "large_only": "only the large trader trades",
        "small_only": "only keen small ones trade",
        "full_exit": "nobody trades",
    },
)
model.outcome("tip_penalty", cases((Max(1, P_T), weighty), otherwise=Max(1, gamma)), r"P_{tip}",
              "least penalty above which nobody trades", "gain of the keenest small trader")  # fmt: skip
model.outcome("dependence", cases((omega / n, weighty & stays), otherwise=0), r"\text{dependence}",
              "share of the large trader in what remains", "share")  # fmt: skip

# R6: what the penalty brings the sender.
rev = model.outcome("target_revenue", n * (1 - kappa * (1 - n)), r"\text{rev}", "the target's trade revenue",
                    "share of full revenue")  # fmt: skip
cost = model.outcome("enforcement_cost", phi * P * n, r"\varphi P n",
                     "the sender's cost of penalties executed", "the sender's stake")  # fmt: skip
model.outcome(
    "sender_net", beta * (1 - rev) - cost, r"\text{net}", "the sender's net gain", "the sender's stake"
)

model.preset("A", "A¶4: tighter secondary sanctions (our reading)", penalty=1.3)
model.preset("C", "C¶11: a keen large trader on whom Russia comes to depend", penalty=1.2, theta_large=1.4)
model.preset("D", "D¶16–17: pressure that bites less", penalty=0.9)
model.preset("weak", "A penalty that is hardly felt", penalty=0.3)

bloc = Rational(1, 2)  # the median small trader speaks for the bloc
model.matrix(
    "blocs", ["trade", "exit"], ["trade", "exit"],
    [[theta_T + gamma - P, theta_T + gamma * omega - P], [0, 0]],
    [[bloc + gamma - P, 0], [bloc + gamma * (1 - omega) - P, 0]], "T", "small traders",
)  # fmt: skip


def threshold_dynamics(thresholds, start=0):
    """How many take part in the end, if each takes part once as many as its threshold do.

    Parameters
    ----------
    thresholds : array_like
        For each agent, the number of participants from which it takes part too.
    start : int, optional
        Participants at the outset: 0 leads to the least equilibrium, all of them to the greatest.

    Examples
    --------
    >>> threshold_dynamics(range(100)), threshold_dynamics([0, 2, *range(2, 100)])
    (100, 1)
    """
    thresholds, active = np.asarray(thresholds, dtype=float), start
    for _ in range(len(thresholds) + 1):  # monotone, so it stops at the latest after one step per agent
        active = int(np.sum(thresholds <= active))
    return active


# Three turns of an adjustment from full trade: small traders and T answer what was traded the turn before. One small
# trader, of the median gain and no weight of its own, sees it and chooses; the others are moves that are certain.
TURNS = 3
seen = [1]
for turn in range(1, TURNS):
    last = seen[-1]
    small = clip(1 - P + gamma * last)
    large = cases((omega, at_least(theta_T + gamma * last, P)), otherwise=0)
    seen.append(
        model.let(
            f"n_{turn}", large + (1 - omega) * small, f"n_{turn}", f"trade after {turn} turns of adjustment"
        )
    )
gains = [bloc + gamma * n_before - P for n_before in seen]


def trading(turn, earned):
    """The trader's choice in `turn`, after what it has earned."""
    if turn == TURNS:
        return End({"trader": earned}, result="trades to the end")
    goes_on = trading(turn + 1, earned + gains[turn])
    if turn + 1 < TURNS:
        goes_on = Chance([("the others adjust", 1, goes_on)])
    return Move("trader", f"turn {turn + 1}", [
        ("trade", at_least(gains[turn], 0), goes_on), ("leave", None, End({"trader": earned}, result="leaves"))])  # fmt: skip


model.tree(
    "adjustment", trading(0, 0),
    values={"trader": sum(Max(0, gain) for gain in gains)},
    results={"trades to the end": cases((1, at_least(gains[-1], 0)), otherwise=0)},
    doc="Holds on the whole box. An adjustment in three turns and one trader's best reply to it, no equilibrium of the game: "
        "the others answer the turn before. It leads from full trade towards the greatest equilibrium.",
)  # fmt: skip

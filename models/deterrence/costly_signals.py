"""Costly signals: sinking costs or tying hands.

Game. The West (W) holds a prize worth 1 to a resolute W (probability y) and lambda < 1 to an irresolute one.
It signals or stays silent; Russia (R), determined with probability x and otherwise an opportunist, then
challenges or not; a challenged W fights (wins with probability p, cost c) or concedes. A sunk signal costs m
at once; a tied one costs a if W concedes later. These are two separate games with common parameters. The
opportunist gets 0 from peace, 1 from a concession, -k from a fight; a determined R always challenges.
Equilibrium: perfect Bayesian, surviving D1; where several survive, the one that both types of W prefer.
An indifferent opportunist stays out, an indifferent W stays silent, an indifferent irresolute W fights.
Source: J. D. Fearon (1997), Signaling Foreign Policy Interests: Tying Hands versus Sinking Costs, Journal of
Conflict Resolution 41(1), 68-90; the least-cost separation is A. M. Spence (1973), Job Market Signaling,
Quarterly Journal of Economics 87(3), 355-374.
Simplified: two types a side, one signal of given size, which changes neither chances nor costs of a war.
"""

from itertools import product

from sympy import Max, Min, Or, Rational, nan

from models import Chance, End, Model, Move, at_least, at_most, greater, less
from models.core.expressions import cases

model = Model("costly_signals", "Costly signals: sinking costs or tying hands", doc=__doc__)
y, x, lam, p, c, k, m, a = model.symbols(
    "p_W_resolute",
    "p_R_determined",
    "stake_irresolute",
    "p_win",
    "cost_war",
    "r_loss",
    "sunk_cost",
    "audience_cost",
)
model.require(
    less(p * lam, c), "cost_war must exceed p_win * stake_irresolute, or an irresolute West would fight too"
)
model.require(c < p, "cost_war must be below p_win, or a resolute West would not fight")

# R1-R2: who fights, and how likely a fight must be to deter the opportunist.
w_H = model.let("w_H", p - c, "W_H", "a resolute West's value of fighting")
a_L = model.let("a_L", c - p * lam, "a_L", "penalty that locks an irresolute West in")
pi = model.let("deterring_chance", 1 / (1 + k), r"\hat\mu", "belief in a fight that deters an opportunist")
silence_deters = model.let("silence_deters", at_least(y, pi), label="silence already deters")
locked_in = model.let(
    "locked_in", at_least(a, a_L), label="an irresolute West that has committed itself fights"
)

# R3: what each type gains from deterring the opportunist.
G_H = model.let("G_H", (1 - x) * (1 - w_H), "G_H", "a resolute West's gain from deterring the opportunist")
G_L = model.let("G_L", (1 - x) * lam, "G_L", "an irresolute West's gain from deterring the opportunist")
D_H = model.let("D_H", w_H + G_H, "v_H^{det}", "a resolute West's value once the opportunist is deterred")
b = model.let(
    "b", k * y / (1 - y), "b", "share of bluffs that leaves the opportunist indifferent after a signal"
)
commitment = model.let(
    "commitment_cost", x * Min(a, a_L), r"\mu_R\min(a,a_L)", "what a commitment costs an irresolute West"
)

words = {
    "not_needed": "silence already deters",
    "semi_pooling": "some of the irresolute bluff",
    "separating": "only the resolute signal",
    "too_costly": "nobody signals",
    "lock_in": "everyone is committed",
}

# R4-R5: the regimes of the two games.
SILENT = ("not_needed", "too_costly")  # where nobody signals
model.category(
    "sunk_regime",
    [
        ("not_needed", silence_deters),
        ("semi_pooling", less(m, G_L)),
        ("separating", less(m, G_H)),
    ],
    otherwise="too_costly",
    label="regime of the sunk signal",
    labels={name: words[name] for name in ("not_needed", "semi_pooling", "separating", "too_costly")},
)
model.category(
    "tied_regime",
    [
        ("not_needed", silence_deters),
        ("separating", at_most(G_L, commitment)),
        ("semi_pooling", ~locked_in),
    ],
    otherwise="lock_in",
    values=("not_needed", "semi_pooling", "separating", "lock_in"),
    label="regime of the tied signal",
    labels={name: words[name] for name in ("not_needed", "semi_pooling", "separating", "lock_in")},
)
both = [("not_needed", "not_needed")]
both += product(("semi_pooling", "separating", "too_costly"), ("semi_pooling", "separating", "lock_in"))
model.category(
    "regime",
    [
        (f"{sunk}/{tied}", model.chosen("sunk_regime", sunk) & model.chosen("tied_regime", tied))
        for sunk, tied in both[:-1]
    ],
    otherwise="/".join(both[-1]),
    label="regimes of the sunk and of the tied signal",
    labels={f"{sunk}/{tied}": f"sunk: {words[sunk]}; tied: {words[tied]}" for sunk, tied in both},
)


# R6: the outcome table of each game, R8: the posterior after the signal.
def state(game, bluff_deters, price):
    """Outcomes of one game: d = `bluff_deters` makes a bluff worth nothing, a signal costs `price`."""
    menu = f"{game}_regime"

    def regime(*names):
        return Or(*(model.chosen(menu, name) for name in names if name in model.categories(menu)))

    def outcome(name, expression, symbol, label, unit):
        return model.outcome(
            f"{game}_{name}", expression, f"{symbol}^{{{game}}}", f"{label} ({game} signal)", unit
        )

    silent = regime(*SILENT)
    signal_H = outcome(
        "signal_prob_resolute",
        cases((0, silent), otherwise=1),
        r"\eta_H",
        "chance that a resolute West signals",
        "probability",
    )
    signal_L = outcome(
        "signal_prob_irresolute",
        cases((b, regime("semi_pooling")), (1, regime("lock_in")), otherwise=0),
        r"\eta_L",
        "chance that an irresolute West signals",
        "probability",
    )
    deter = outcome(
        "deter_prob",
        cases((bluff_deters, regime("semi_pooling")), (0, regime("too_costly")), otherwise=1),
        "d",
        "chance that the opportunist stays out after what a resolute West does",
        "probability",
    )
    challenged = model.let(
        f"{game}_challenge_of_resolute",
        x + (1 - x) * (1 - deter),
        rf"\chi^{{{game}}}",
        "chance that a resolute West is challenged",
    )
    V_H = outcome(
        "value_resolute", w_H + deter * G_H - price * signal_H, "v_H", "value to a resolute West", "stakes"
    )
    V_L = outcome(
        "value_irresolute",
        cases((G_L, regime("not_needed")), (G_L - x * a_L, regime("lock_in")), otherwise=0),
        "v_L",
        "value to an irresolute West",
        "stakes",
    )
    V_W = outcome("value_W", y * V_H + (1 - y) * V_L, "v_W", "value to the West", "stakes")
    # A silent irresolute W is found out, unless the resolute are silent too.
    alike = model.let(
        f"{game}_alike",
        cases((1, silent), otherwise=signal_L),
        rf"\kappa^{{{game}}}",
        "chance that an irresolute West does what a resolute one does",
    )
    outcome(
        "prob_challenge",
        (y + (1 - y) * alike) * challenged + (1 - y) * (1 - alike),
        "P_{ch}",
        "chance of a challenge",
        "probability",
    )
    outcome(
        "prob_war",
        cases((x, regime("lock_in")), otherwise=y * challenged),
        "P_{war}",
        "chance of war",
        "probability",
    )
    outcome(
        "value_R_opportunist",
        cases(
            (1 - y - k * y, regime("too_costly")),
            (0, regime("not_needed")),
            otherwise=(1 - y) * (1 - signal_L),
        ),
        "v_R",
        "value to an opportunist",
        "stakes",
    )
    outcome(
        "posterior_signal",
        cases((nan, silent), otherwise=y * signal_H / (y * signal_H + (1 - y) * signal_L)),
        r"\mu",
        "belief after a signal that the West is resolute",
        "probability",
    )
    return V_W


W_values = {"sunk": state("sunk", m / G_L, m), "tied": state("tied", a / ((1 - x) * (lam + a)), 0)}

# Which instrument serves W at the given sizes, and (R7) at the best ones.
near = Rational(1, 10**9)
model.category(
    "preferred",
    [
        ("tied", greater(W_values["tied"], W_values["sunk"], near)),
        ("sunk", greater(W_values["sunk"], W_values["tied"], near)),
    ],
    otherwise="equal",
    label="instrument that serves the West better",
    labels={"tied": "tying hands", "sunk": "sinking costs", "equal": "no difference"},
)
everyone_ties = model.let(
    "everyone_ties",
    ~silence_deters & greater(G_L, x * a_L),
    label="a free choice of the penalty commits everyone",
)
unneeded = model.let(
    "value_not_needed", y * D_H + (1 - y) * G_L, "v_0", "value to the West if silence deters"
)
model.outcome(
    "best_sunk_cost",
    cases((0, silence_deters), otherwise=G_L),
    "m^{*}",
    "least sunk cost that separates",
    "stakes",
)
model.outcome(
    "best_sunk_value_W",
    cases((unneeded, silence_deters), otherwise=y * (D_H - G_L)),
    r"v_W^{sunk*}",
    "value to the West at its best sunk cost",
    "stakes",
)
model.outcome(
    "best_sunk_prob_war", x * y, r"P_{war}^{sunk*}", "chance of war at the best sunk cost", "probability"
)
model.outcome(
    "best_tied_value_W",
    cases((unneeded, silence_deters), otherwise=y * D_H + (1 - y) * Max(0, G_L - x * a_L)),
    r"v_W^{tied*}",
    "value to the West at its best penalty",
    "stakes",
)
model.outcome(
    "best_tied_prob_war",
    cases((x, everyone_ties), otherwise=x * y),
    r"P_{war}^{tied*}",
    "chance of war at the best penalty",
    "probability",
)

model.preset(
    "E_deployments",
    "E¶4: forces moved in public (our reading: they are paid for, and tie hands)",
    audience_cost=0.3,
)
model.preset("A_weapons_first", "A¶4: costly weapons first, concessions after", sunk_cost=0.25)
model.preset(
    "C_symbolic",
    "C¶7–8: symbolic deployments by a West that will not fight",
    p_W_resolute=0.1,
    sunk_cost=0.02,
    audience_cost=0.02,
)
model.preset(
    "B_no_backing",
    "B¶11, 13: no backing (our reading: a Russia at war is hard to deter)",
    p_W_resolute=0.1,
    p_R_determined=0.8,
)
model.preset(
    "D_force_needed",
    "D¶14, 18: Russia wants it all, only real force counts",
    p_R_determined=0.6,
    sunk_cost=0.4,
    audience_cost=0.3,
)

# Matrix forms: plans of W by type (resolute, irresolute) against the opportunist's (after signal, silence).
messages = [(1, 1), (1, 0), (0, 1), (0, 0)]
replies = [(1, 1), (1, 0), (0, 1), (0, 0)]


def payoffs(game, plan, reply):
    """Expected payoffs of W and of the opportunist; the last move is solved (R1)."""
    W = R = 0
    for kind, signals, chance, prize in (("H", plan[0], y, 1), ("L", plan[1], 1 - y, lam)):
        challenge = reply[0] if signals else reply[1]
        tied = signals and game == "tied"
        if kind == "H":
            last, gain = w_H, -k
        elif tied:
            last, gain = Max(-a, -a_L), cases((-k, locked_in), otherwise=1)
        else:
            last, gain = 0, 1
        hit = x + (1 - x) * challenge
        W += chance * (hit * last + (1 - hit) * prize - (m if signals and game == "sunk" else 0))
        R += chance * challenge * gain
    return W, R


for game in ("sunk", "tied"):
    cells = [[payoffs(game, plan, reply) for reply in replies] for plan in messages]
    model.matrix(
        game,
        ["both signal", "resolute signals", "irresolute signals", "both silent"],
        ["always challenge", "challenge a signal", "challenge silence", "never challenge"],
        [[cell[0] for cell in row] for row in cells],
        [[cell[1] for cell in row] for row in cells],
        "W",
        "R",
    )


# The two games as trees.
def signalling(game, signals, stays_out, beliefs):
    """One game from its rules.

    `signals` are the chances that a resolute and an irresolute W signal; `stays_out` and `beliefs` those that the
    opportunist stays out after silence and after a signal, and that it believes W resolute where nobody sends that.
    """

    def challenged(kind, signal):
        prize = 1 if kind == "resolute" else lam
        spent = m if signal and game == "sunk" else 0
        due = a if signal and game == "tied" else 0
        fights = 1 if kind == "resolute" else locked_in if due else 0
        war = lambda R: End({"W": p * prize - c - spent, "R": R}, result="war")  # noqa: E731
        gives_way = lambda R: End({"W": -due - spent, "R": R}, result="concession")  # noqa: E731
        peace = End({"W": prize - spent, "R": 0}, result="peace")
        sent = "a signal" if signal else "silence"
        comes = x + (1 - x) * (1 - stays_out[signal])
        determined = cases((x / comes, x > 0), otherwise=0)

        def last(fight, concession, belief):  # W cannot tell which R it is
            return Move("W", f"{kind}, challenged after {sent}", [
                ("fight", fights, war(fight)), ("concede", None, gives_way(concession))], belief=belief)  # fmt: skip

        believed = beliefs[signal] if kind == "resolute" else 1 - beliefs[signal]
        opportunist = Move("R", f"an opportunist after {sent}", [
            ("stay out", stays_out[signal], peace), ("challenge", None, last(-k, 1, 1 - determined)),
        ], belief=believed)  # fmt: skip
        return Chance(
            [("determined", x, last(0, 0, determined)), ("opportunist", None, opportunist)], name="Russia"
        )

    def message(kind, chance):
        return Move(
            "W", kind, [("signal", chance, challenged(kind, 1)), ("silence", None, challenged(kind, 0))]
        )

    kinds = ("resolute", "irresolute")
    first, second = (message(kind, chance) for kind, chance in zip(kinds, signals, strict=True))
    return Chance([("resolute", y, first), ("irresolute", None, second)], name="the West")


for game in ("sunk", "tied"):
    of = lambda name, game=game: model[f"{game}_{name}"]  # noqa: E731
    nobody = Or(
        *(
            model.chosen(f"{game}_regime", name)
            for name in SILENT
            if name in model.categories(f"{game}_regime")
        )
    )
    model.tree(
        game,
        signalling(
            game, (of("signal_prob_resolute"), of("signal_prob_irresolute")),
            (cases((of("deter_prob"), nobody), otherwise=0), cases((1, nobody), otherwise=of("deter_prob"))), (0, 1),
        ),
        values={"W": f"{game}_value_W", "R": (1 - x) * of("value_R_opportunist")},
        results={"war": f"{game}_prob_war", "peace": 1 - of("prob_challenge")},
        doc="Holds on the whole box. A determined Russia challenges without a move and is paid 0. A signal that nobody "
            "sends is taken for that of a resolute West, silence that nobody keeps for that of an irresolute one (D1).",
    )  # fmt: skip

"""A proposal as a test of aims.

Game. U proposes a settlement that gives R the share d, or does not. R knows whether its aims are limited (a
victory is worth 1) or unlimited (worth V); it accepts or rejects. A third party W sees a rejection and
supports U or cuts its support, which decides how likely R is to win. A limited-aims R honours what it
accepts; an unlimited one may renege, then fights from a better position and pays for the breach.
Equilibrium: perfect Bayesian, surviving D1; if several, the one that both types of R prefer. On ties R
accepts and honours, W supports, U does not propose.
Source: own construction. Beliefs after an unused answer follow I.-K. Cho and D. M. Kreps (1987), Quarterly
Journal of Economics 102(2), 179-221, and J. S. Banks and J. Sobel (1987), Econometrica 55(3), 647-661 (D1);
the cost of a breach follows A. Kydd (2005), Trust and Mistrust in International Relations.
Simplified: a common prior; W's support is all or nothing and its answer to a breach is built into R's chance;
no counter-offers; making the offer costs U nothing in itself.
"""

from sympy import Max, Min, Rational, nan

from models import Chance, End, Model, Move, at_least, at_most, greater, less
from models.core.expressions import cases, clip

model = Model("proposal_test", "A proposal as a test of aims", doc=__doc__)
theta, mu_star, d, p_S, p_C, c, V, p_b, kappa, c_U = model.symbols(
    "prior_unlimited",
    "support_threshold",
    "deal",
    "p_supported",
    "p_unsupported",
    "cost_R",
    "stake_unlimited",
    "p_renege",
    "cost_renege",
    "cost_U",
)
model.require(p_S < p_C, "p_supported must be below p_unsupported")
delta = model.let("Delta", p_C - p_S, r"\Delta", "what W's support takes from Russia's chance of winning")

# R1: after an acceptance.
breach = model.let("breach", p_b * V - c - kappa, "B", "value of breaking the deal to unlimited aims")
reneges = model.outcome(
    "unlimited_reneges", greater(breach, d), r"\text{reneges}", label="unlimited aims would break the deal"
)
model.outcome("limited_honours_ic", at_most(p_b - c - kappa, d), label="keeping the deal suits limited aims")
alpha_U = model.let("alpha_U", Max(d, breach), r"\alpha_U", "value of signing to unlimited aims")

# R2: each type rejects while the support it expects after a rejection is below sigma_i.
sigma_L = model.let(
    "sigma_L", (p_C - c - d) / delta, r"\sigma_L", "chance of support from which limited aims sign"
)
sigma_U = model.let("sigma_U", (p_C * V - c - alpha_U) / (delta * V), r"\sigma_U",
                    "chance of support from which unlimited aims sign")  # fmt: skip
convinced = model.let(
    "convinced", at_least(theta, mu_star), r"\text{W convinced}", label="W would support on its prior"
)

# R4: the partition, in the order in which its lines are read.
L_yields, U_yields = at_most(sigma_L, 1), at_most(sigma_U, 1)  # accepts if W is sure to support
L_never, U_never = at_most(sigma_L, 0), at_most(sigma_U, 0)  # accepts even if W is sure to cut
U_softer = less(sigma_U, sigma_L) & U_yields
line = model.category(
    "line",
    [
        ("accept", L_never & U_yields),
        ("test_works", L_never),
        ("perverse", U_never),
        ("reject_cut", U_softer & ~convinced),
        ("perverse_mixed", U_softer),
        ("test_works", L_yields & convinced & ~U_yields),
        ("accept", L_yields & convinced),
        ("ambiguous", L_yields),
        ("reject_support", convinced),
    ],
    otherwise="reject_cut",
    symbol=r"\text{answers}",
    label="Russia's answers",
    public=False,
)
played = {name: model.chosen("line", name) for name in model.categories("line")}
model.category(
    "regime",
    [
        ("accept_renege", played["accept"] & reneges),
        ("accept_honour", played["accept"]),
        *((name, played[name]) for name in ("test_works", "ambiguous", "reject_support")),
        *((name, played[name]) for name in ("perverse", "perverse_mixed")),
    ],
    otherwise="reject_cut",
    values=("accept_honour", "accept_renege", "test_works", "ambiguous", "reject_cut", "reject_support",
            "perverse", "perverse_mixed"),
    label="what a refusal shows",
    labels={
        "accept_honour": "both sign and keep the deal",
        "accept_renege": "both sign, and unlimited aims break the deal",
        "test_works": "only unlimited aims refuse",
        "ambiguous": "both refuse, and other answers are equilibria too",
        "reject_cut": "both refuse and W cuts support",
        "reject_support": "both refuse and W supports",
        "perverse": "only limited aims refuse",
        "perverse_mixed": "limited aims and some unlimited ones refuse",
    },
)  # fmt: skip
model.outcome("n_equilibria", cases((3, played["ambiguous"]), otherwise=1), "n", "equilibria that survive D1",
              integer=True)  # fmt: skip
informative = model.outcome(
    "informative_equilibrium",
    L_yields & ~U_yields,
    label="a refusal that proves unlimited aims is an equilibrium",
)
lam = model.outcome(
    "reject_prob_limited", cases((0, played["accept"] | played["test_works"]), otherwise=1), r"\lambda",
    "chance that limited aims refuse", "probability",
)  # fmt: skip
rho_star = model.let(
    "rho_star",
    cases((Min(1, (1 - theta) * mu_star / (theta * (1 - mu_star))), greater(theta, mu_star)), otherwise=1),
    r"\rho^*", "chance of refusal by unlimited aims that leaves W torn",
)  # fmt: skip
rho = model.outcome(
    "reject_prob_unlimited",
    cases((0, played["accept"] | played["perverse"]), (rho_star, played["perverse_mixed"]), otherwise=1),
    r"\rho", "chance that unlimited aims refuse", "probability",
)  # fmt: skip
sigma = model.outcome(
    "support_prob",
    cases((1, played["accept"] | played["test_works"] | played["reject_support"]),
          (clip(sigma_U), played["perverse_mixed"]), otherwise=0),
    r"\sigma", "chance that W supports after a refusal", "probability",
)  # fmt: skip

# R3 and R5: beliefs by Bayes' rule where the answer is used, and how often things happen.
reject = model.outcome("prob_reject", (1 - theta) * lam + theta * rho, "P_{rej}", "chance of a refusal",
                       "probability")  # fmt: skip
signed = model.let(
    "unlimited_signs", theta * (1 - rho), "h_U", label="chance of a signature by unlimited aims"
)
kept = model.let(
    "limited_signs", (1 - theta) * (1 - lam), "h_L", label="chance of a signature by limited aims"
)
model.outcome("posterior_reject", cases((theta * rho / reject, greater(Max(lam, rho), 0)), otherwise=nan),
              r"\mu", "belief in unlimited aims after a refusal", "probability")  # fmt: skip
model.outcome("posterior_accept", cases((signed / (signed + kept), less(Min(lam, rho), 1)), otherwise=nan),
              r"\mu_{acc}", "belief in unlimited aims after a signature", "probability")  # fmt: skip
honoured = model.outcome("prob_honoured", kept + cases((0, reneges), otherwise=signed), "P_{hon}",
              "chance of a deal that is kept", "probability")  # fmt: skip
model.outcome("prob_renege", cases((signed, reneges), otherwise=0), "P_{ren}",
              "chance of a deal that is broken", "probability")  # fmt: skip

# R6: values.
p_bar = model.let("p_bar", p_C - sigma * delta, r"\bar p", "Russia's chance of winning after a refusal")
model.outcome("value_R_limited", lam * (p_bar - c) + (1 - lam) * d, "v_R^L", "value to Russia with limited aims",
              "stake")  # fmt: skip
model.outcome("value_R_unlimited", rho * (p_bar * V - c) + (1 - rho) * alpha_U, "v_R^U",
              "value to Russia with unlimited aims", "stake")  # fmt: skip
a_U = model.let("a_U", cases((-(p_b * V + c_U), reneges), otherwise=-d), "v_U'",
                "Ukraine's payoff if unlimited aims sign")  # fmt: skip
U_L = model.let("U_L", -lam * (p_bar + c_U) - (1 - lam) * d, "v_U^L", "Ukraine's payoff against limited aims")
U_U = model.let(
    "U_U", -rho * (p_bar * V + c_U) + (1 - rho) * a_U, "v_U^U", "Ukraine's payoff against unlimited aims"
)
propose = model.outcome("value_U_propose", (1 - theta) * U_L + theta * U_U, "v_U", "value to Ukraine of making the offer",
                        "stake")  # fmt: skip
p_0 = model.let(
    "p_0", cases((p_S, convinced), otherwise=p_C), "p_0", "Russia's chance of winning without an offer"
)
silent = model.outcome("value_U_no_proposal", -(p_0 * ((1 - theta) + theta * V) + c_U), "v_U^0",
                       "value to Ukraine of making no offer", "stake")  # fmt: skip
gain = model.outcome(
    "gain_from_proposing", propose - silent, r"\text{gain}", "Ukraine's gain from making the offer", "stake"
)
proposes = model.outcome(
    "proposes", greater(gain, 0, slack=Rational(1, 10**9)), label="Ukraine makes the offer"
)

# R8: the window in which the test works.
model.outcome("deal_min", p_C - c, "x_{min}", "least share that limited aims sign whatever W does", "share")
model.outcome(
    "deal_max", p_S * V - c, "x_{max}", "share from which unlimited aims would keep the deal", "share"
)
model.outcome("renege_cost_needed", Max(0, (p_b - p_S) * V), r"\kappa^*",
              "breach cost beyond which breaking does not pay", "stake")  # fmt: skip

model.preset("D_test", "D¶24: a deal that is meant to be refused")
model.preset("D_bad_faith", "D¶18: agreements have not bound Russia", p_renege=0.65, cost_renege=0.2)
model.preset("A_28_point_terms", "D¶2, on the 28 points: terms that leave Russia better placed to resume", deal=0.9,
             p_renege=0.75, cost_renege=0.2)  # fmt: skip
model.preset("D_20_point_terms", "D¶3: the present lines and no recognition", deal=0.3)
model.preset("C_limited_aims", "C¶9: threats in the service of a bargain", prior_unlimited=0.15,
             stake_unlimited=1.3)  # fmt: skip
model.preset("B_negotiate", "B¶21: a readiness to talk and a costly war", prior_unlimited=0.25, deal=0.5,
             cost_R=0.4)  # fmt: skip

# The subgame after a proposal: R's plan for its two types against W's answer to a rejection.
plans = [(1, 1), (1, 0), (0, 1), (0, 0)]  # does a limited, an unlimited R reject?
war = [[chance * value - c for chance in (p_S, p_C)] for value in (1, V)]
model.matrix(
    "answers", ["both reject", "limited rejects", "unlimited rejects", "both accept"], ["support", "cut"],
    [[(1 - theta) * (war[0][j] if low else d) + theta * (war[1][j] if high else alpha_U) for j in (0, 1)]
     for low, high in plans],
    [[theta * (1 - mu_star) * high - (1 - theta) * mu_star * low, 0] for low, high in plans], "R", "W",
)  # fmt: skip


# The game as a tree.
def proposing(proposed, rejects, supports, belief):
    """The game from its rules.

    `proposed` is the chance that U proposes (None: it has), `rejects` those that limited and unlimited aims reject,
    `supports` the chance that W supports after a rejection, `belief` its belief in unlimited aims where nobody would.
    """
    low, high = rejects
    refusals = (1 - theta) * low + theta * high
    believed = cases((theta * high / refusals, refusals > 0), otherwise=belief)

    def third(kind, after, chance, believed=None):
        value = 1 if kind == "limited" else V
        meant = -mu_star if kind == "limited" else 1 - mu_star
        war = lambda p, word, W: End({"U": -(p * value + c_U), "R": p * value - c, "W": W}, result=word)  # noqa: E731
        words = ("supported", "unsupported")
        first, second = (f"rejected, {word}" if after == "a rejection" else word for word in words)
        return Move("W", f"W after {after}", [
            ("support", chance, war(p_S, first, meant)), ("cut", None, war(p_C, second, 0))], belief=believed)  # fmt: skip

    def answers(kind, rejected):
        prior = theta if kind == "unlimited" else 1 - theta
        kept = End({"U": -d, "R": d, "W": 0}, result="honoured")
        broken = End({"U": -(p_b * V + c_U), "R": breach, "W": 0}, result="broken")
        signed = kept if kind == "limited" else Move("R", "unlimited aims, after signing", [
            ("renege", reneges, broken), ("honour", None, kept)])  # fmt: skip
        war = third(kind, "a rejection", supports, believed if kind == "unlimited" else 1 - believed)
        answer = Move("R", f"{kind} aims", [("reject", rejected, war), ("accept", None, signed)])
        if proposed is None:
            return answer
        silence = third(kind, "silence", convinced, prior)
        return Move("U", "U", [("propose", proposed, answer), ("keep silent", None, silence)])

    return Chance(
        [("unlimited", theta, answers("unlimited", high)), ("limited", None, answers("limited", low))],
        name="aims",
    )


model.tree(
    "proposal", proposing(proposes, (lam, rho), sigma, 1),
    values={"U": cases((propose, proposes), otherwise=silent)},
    results={"honoured": cases((honoured, proposes), otherwise=0),
             "broken": cases((model["prob_renege"], proposes), otherwise=0)},
    doc="Holds on the whole box. W gains by support what its threshold says. Limited aims honour what they sign; a rejection "
        "that nobody plays is taken for that of unlimited aims. Without a proposal W acts on its prior.",
)  # fmt: skip

model.tree(
    "answer", proposing(None, (lam, rho), sigma, 1), values={"U": propose},
    results={"honoured": honoured, "broken": model["prob_renege"]},
    doc="Holds on the whole box: the game once the offer is made, also where making it does not pay Ukraine.",
)  # fmt: skip

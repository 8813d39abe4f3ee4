"""Sanctions: the threat and the stick.

Game. Nature makes Russia (R) soft (conceding costs v_soft < 1 times the full damage) or hard. The West (W),
who does not know which, threatens sanctions or stays silent; R concedes or resists; W imposes or backs down
at a cost; under sanctions R concedes after a lag or holds out.
Equilibrium: sequential; an indifferent R concedes, an indifferent W imposes, and W threatens only if that is
strictly better than silence.
Source: D. Lacy & E. M. S. Niou (2004), A Theory of Economic Sanctions and Issue Linkage, Journal of Politics
66(1), 25-42; D. W. Drezner (2003), The Hidden Hand of Economic Coercion, International Organization 57(3),
643-659; I. Nooruddin (2002), Modeling Selection Bias in Studies of Sanctions Efficacy, International
Interactions 28(1), 59-75.
Simplified: one indivisible concession; R knows W's costs; W is one actor.
"""

from sympy import Max, Min

from models import Chance, End, Model, Move, at_most, greater
from models.core.expressions import cases

model = Model("sanctions", "Sanctions: the threat and the stick", doc=__doc__)
pi, v, e, c, contain, a = model.symbols("p_soft", "v_soft", "lag", "cost", "contain", "backdown_cost")

# R1-R2: what sanctions cost W on balance, and the belief from which it imposes them.
m = model.outcome("net_cost", c - contain, "m", "net cost of sanctions to the West", "the West's stake")
pays, credible = at_most(m, 0), at_most(m, a)
threat_credible = model.outcome(
    "threat_credible", credible, r"\text{credible}", "the West would surely impose"
)
pi_star = model.outcome(
    "pi_star", cases((0, threat_credible), otherwise=Min(1, (m - a) / ((1 - e) * (1 + m)))),
    r"\mu^*", "belief in a soft Russia from which the West imposes", "probability",
)  # fmt: skip

# R3: play after a threat. Both mix where W imposes on soft targets only.
mixes = greater(pi, pi_star)
sigma = model.outcome(
    "resist_soft",
    cases((0, threat_credible), (pi_star * (1 - pi) / (pi * (1 - pi_star)), mixes), otherwise=1),
    r"\sigma", "chance that a soft Russia resists a threat", "probability",
)  # fmt: skip
impose = model.outcome(
    "impose_prob", cases((1, threat_credible), (v / (e + (1 - e) * v), mixes), otherwise=0),
    r"\rho", "chance that the West imposes on resistance", "probability",
)  # fmt: skip

# R4: whether W makes the threat.
q = model.let("q", pi * (1 - sigma), "q", "chance that a threat, once made, works")
threat_value = model.let(
    "threat_value", cases((pi - (1 - pi) * m, threat_credible), otherwise=q - (1 - q) * a),
    r"v_W^{\text{threat}}", "value of the threat to the West",
)  # fmt: skip
pi_threat = model.outcome(
    "pi_threat", cases((0, pays), (m / (1 + m), threat_credible), otherwise=(pi_star + a) / (1 + a)),
    r"\mu^T", "prior of a soft Russia above which the West threatens", "probability",
)  # fmt: skip
# A threat that costs nothing to carry out is made at any prior, also one below the slack.
threat_made = model.outcome(
    "threat_made", pays | greater(pi, pi_threat), r"\text{threat made}", "a threat is made"
)
model.outcome("sender_value", Max(0, threat_value), "v_W", "the West's value", "the West's stake")

# R5
model.category(
    "regime",
    [
        ("contain", pays),
        ("credible_threat", threat_credible & threat_made),
        ("credible_unused", threat_credible),
        ("bluff", threat_made),
    ],
    otherwise="empty",
    symbol=r"\text{regime}",
    label="regime",
    labels={
        "contain": "sanctions pay for themselves",
        "credible_threat": "a believed threat",
        "credible_unused": "a believable threat, not made",
        "bluff": "a threat that may be a bluff",
        "empty": "no threat is worth making",
    },
)

# R6: what an observer sees.
made = lambda chance: cases((chance, threat_made), otherwise=0)  # noqa: E731
resisted = model.let("resisted", 1 - pi + pi * sigma, "r", "chance that a threat, once made, is resisted")
works = model.outcome("prob_threat_works", made(q), "P_{works}",
                      "chance that the threat works", "probability")  # fmt: skip
imposed = model.outcome("prob_imposed", made(impose * resisted), "P_{imp}",
                        "chance that sanctions are imposed", "probability")  # fmt: skip
late = model.outcome("prob_imposed_works", made(impose * pi * sigma), "P_{late}",
                     "chance that sanctions are imposed and work", "probability")  # fmt: skip
model.outcome("prob_backdown", made((1 - impose) * resisted), "P_{back}",
              "chance that the West backs down", "probability")  # fmt: skip
model.outcome("threat_success_rate", works, r"P(\text{works} \mid \text{threat})",
              "success rate of threats", "probability")  # fmt: skip
success = model.outcome("success_if_imposed", cases((late / imposed, imposed > 0), otherwise=0),
                        r"P(\text{works} \mid \text{imposed})", "success rate of imposed sanctions",
                        "probability")  # fmt: skip
model.outcome("threat_beats_imposed", threat_made & greater(works, success), r"\text{threats beat sanctions}",
              "threats succeed more often than imposed sanctions")  # fmt: skip

model.preset("A", "A¶2–3: sanctions slow the war economy, and Russia will probably have to negotiate", p_soft=0.6,
             cost=0.25, contain=0.35, backdown_cost=0.2)  # fmt: skip
model.preset("C", "C¶8: sanctions as pressure, costly and weakly bound (our reading)", p_soft=0.5, cost=0.50,
             contain=0.10, backdown_cost=0.15)  # fmt: skip
model.preset(
    "D", "D¶16–18: means that do not run out, agreements broken", p_soft=0.2, cost=0.30, backdown_cost=0.15
)
model.preset("E", "E¶2–3: a public and united commitment", p_soft=0.5, cost=0.40, contain=0.10,
             backdown_cost=0.60)  # fmt: skip

# W's entries are expected over R's types, R's are the soft type's; the late stage is folded back.
model.matrix(
    "threat", ["impose", "back down"], ["concede", "resist"],
    [[pi - (1 - pi) * m, pi * ((1 - e) - e * m) - (1 - pi) * m], [pi - (1 - pi) * a, -a]],
    [[-v, -(e + (1 - e) * v)], [-v, 0]], "W", "R",
)  # fmt: skip

# The threat in extensive form.
lag = e  # share of the time under sanctions before a soft Russia concedes


def resisted(kind):
    """W, threatened in vain, does not know whether R is soft."""
    fails = End({"W": -m, "R": -1}, result="imposed in vain")
    late = End({"W": (1 - lag) - lag * m, "R": -(lag + (1 - lag) * v)}, result="imposed and works")
    imposed = fails if kind == "hard" else Move("R", "a soft Russia under sanctions", [
        ("concede late", 1, late), ("hold out", 0, fails)])  # fmt: skip
    soft = cases((pi, ~(credible | mixes)), otherwise=pi_star)  # where only a soft Russia could have resisted
    return Move("W", "the threat is resisted", [
        ("impose", impose, imposed), ("back down", None, End({"W": -a, "R": 0}, result="backs down")),
    ], belief=soft if kind == "soft" else 1 - soft)  # fmt: skip


def threatening(kind):
    threatened = resisted("hard") if kind == "hard" else Move("R", "a soft Russia is threatened", [
        ("resist", sigma, resisted("soft")), ("concede", None, End({"W": 1, "R": -v}, result="threat works"))])  # fmt: skip
    silence = End({"W": 0, "R": 0}, result="silence")
    return Move("W", "the West", [("threaten", threat_made, threatened), ("stay silent", None, silence)])


model.tree(
    "threat", Chance([("soft", pi, threatening("soft")), ("hard", None, threatening("hard"))], name="Russia"),
    values={"W": "sender_value"},
    results={"threat works": works, "imposed and works": late, "backs down": "prob_backdown"},
    doc="Holds on the whole box. Leaves out the moves of a hard Russia, which holds out under anything.",
)  # fmt: skip

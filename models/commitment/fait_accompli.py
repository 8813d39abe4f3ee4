"""Faits accomplis and red lines: taking a little, unasked, across a line nobody is sure of.

Game. Land is counted so that the first place is worth 1 to both. R takes x_1 of it, unasked. Undoing the grab
by force costs its defender U c, which is U's secret, drawn evenly from [c_lo, c_hi], and costs R c_R. A line
may be drawn at lambda: where R crosses it, a force on the line starts a fight with chance tau, whatever U
wants, and U pays a if it lets the crossing stand. Otherwise U fights or lets the grab stand. After a fight
all is over. After a grab that stands, a next place comes up with weight delta: R takes x_2, and its defender,
with the same c and without a line, fights or lets it stand. U counts the next place with weight sigma delta.
Equilibrium: perfect Bayesian. The defender lets a grab stand when indifferent; R then takes the smaller grab,
and stays at the line.
Source: A. Tarar (2016), A strategic logic of the military fait accompli, International Studies Quarterly
60(4), 742-752; D. Altman (2017), By fait accompli, not coercion, International Studies Quarterly 61(4),
881-891; T. C. Schelling (1966), Arms and Influence, ch. 2; the bet on the unknown limit is that of J. D.
Fearon (1995), Rationalist explanations for war, International Organization 49(3), 379-414.
Simplified: our own reduction of these: two places, uniform doubt, fights that undo a grab and then end
everything, and land that brings no power.
"""

from sympy import Max, Min, Rational, sqrt

from models import Model, at_least, at_most, greater, less
from models.core.expressions import cases

model = Model("fait_accompli", "Faits accomplis and red lines", doc=__doc__)
c_lo, c_hi, c_R, lam, a, tau, delta, sigma = model.symbols(
    "c_lo", "c_hi", "c_R", "line", "a", "tripwire", "delta", "solidarity"
)
model.require(c_lo < c_hi, "c_lo must be below c_hi")

half = Rational(1, 2)
width = model.let("width", c_hi - c_lo, r"\Delta", "breadth of the doubt about the red line")
theta = model.let("theta", 1 / (1 - sigma * delta), r"\theta",
                  "how much dearer looking ahead makes a grab to its defender")  # fmt: skip
m = model.let("weight", 1 + (1 - sigma) * delta, "m", "worth to R of a piece that passes and is repeated")
gamma = model.let("next_bet", Max(0, (c_hi - c_R) / 2), r"\gamma", "best next grab if nothing is learned")
drawn = model.outcome("line_drawn", greater(a, 0) | greater(tau, 0), label="a line is drawn")


def next_place(cut):
    """R1: what the next place is worth to R, times the breadth, if all red lines from `cut` up are left."""
    grab = Max(cut, gamma)
    return (c_hi - cut) * grab - (grab + c_R) * (grab - cut)


# R3: without a line.
cut_0 = model.let("threshold_no_line", Max(c_lo, half * (c_hi - c_R / m)), r"\hat c_0",
                  "red lines below it are fought for, without a line")  # fmt: skip
X_0 = model.outcome("grab_no_line", cut_0 / theta, "X_0", "first grab without a line", "share")
V_0 = model.outcome("value_R_no_line", (c_hi - cut_0) * (m * cut_0 + c_R) / width - c_R, "v_R^0",
                    "value to R without a line", "share")  # fmt: skip


# R4: staying at the line, and the best crossing.
def staying(x, cut):
    """R's value of taking `x` uncrossed, where red lines below `cut` are fought for."""
    return ((c_hi - cut) * (x + c_R) + delta * next_place(cut)) / width - c_R


def crossing_cut(line):
    return Min(c_hi, Max(half * (c_hi - (c_R - a) / m), c_lo, theta * (line + a)))


def crossing_worth(cut):
    """R's value of the crossing that red lines below `cut` fight over, before its cost of a fight, if no force is there."""
    return (c_hi - cut) * (m * cut - a + c_R) / width


cut_s = model.let("threshold_stay", Max(c_lo, theta * lam), r"\hat c_s",
                  "red lines below it are fought for if R stays at the line")  # fmt: skip
V_s = model.let("value_stay", staying(lam, cut_s), "v_R^s", "value to R of staying at the line")
cut_c = model.let("threshold_cross", crossing_cut(lam), r"\hat c_c",
                  "red lines below it are fought for if R crosses")  # fmt: skip
worth_c = model.let("worth_cross", crossing_worth(cut_c), "w", "worth to R of crossing, beyond a sure fight")
V_c = model.let("value_cross", (1 - tau) * worth_c - c_R, "v_R^c", "value to R of crossing")
within = model.let("line_within_reach", less(lam, X_0), label="the line is below what R would take anyway")

# R5: the partition.
model.category(
    "regime",
    [
        ("line_crossed", drawn & within & greater(V_c, V_s)),
        ("line_held", drawn & within),
        ("deterred", at_most(X_0, 0)),
        ("free_slice", at_most(half * (c_hi - c_R / m), c_lo)),
    ],
    otherwise="gamble",
    values=("deterred", "free_slice", "gamble", "line_held", "line_crossed"),
    label="regime",
    labels={
        "deterred": "nothing is worth taking",
        "free_slice": "even the firmest lets it pass",
        "gamble": "a bet on where the limit is",
        "line_held": "the line holds",
        "line_crossed": "the line is crossed",
    },
)
crossed, held = model.chosen("regime", "line_crossed"), model.chosen("regime", "line_held")
grab = model.outcome("grab", cases((cut_c / theta - a, crossed), (lam, held), otherwise=X_0), "x_1", "first grab",
                     "share")  # fmt: skip
cut = model.outcome("threshold", cases((cut_c, crossed), (cut_s, held), otherwise=cut_0), r"\hat c",
                    "red lines below it are fought for", "share")  # fmt: skip
grab_next = model.outcome("grab_next", Max(cut, gamma), "x_2", "next grab", "share")
model.outcome("mean_line_after", (cut + c_hi) / 2, r"E[c \mid \text{stands}]",
              "where R expects the red line after a success", "share")  # fmt: skip

# How often it is fought over.
tau_e = model.let(
    "force", cases((tau, crossed), otherwise=0), r"\tau_e", "chance that the force starts a fight"
)
paid = model.let("words", cases((a, crossed), otherwise=0), "a_e", "words unenforced if the grab stands")
first = model.outcome("prob_war_first", tau_e + (1 - tau_e) * (cut - c_lo) / width, "P_{war,1}",
                      "chance of a fight over the first grab", "probability")  # fmt: skip
second = model.outcome("prob_war_next", delta * (1 - tau_e) * (grab_next - cut) / width, "P_{war,2}",
                       "chance of a fight over the next grab", "probability")  # fmt: skip
model.outcome("prob_war", first + second, "P_{war}", "chance of a fight", "probability")
model.outcome("prob_unenforced", cases((1 - first, crossed), otherwise=0), "P_{stands}",
              "chance that a crossing stands", "probability")  # fmt: skip

# Values.
model.outcome("value_R", cases((V_c, crossed), (V_s, held), otherwise=V_0), "v_R", "value to R", "share")


def lost_here(cut, grab, paid, force):
    """What U loses at its own place, before its cost is known."""
    answered = ((cut**2 - c_lo**2) / 2 + (grab + paid) * (c_hi - cut)) / width
    return force * (c_lo + c_hi) / 2 + (1 - force) * answered


def lost_next(cut, grab, force):
    """What the next place's defender loses, before its cost is known, weighted by delta."""
    return delta * (1 - force) * ((grab**2 - cut**2) / 2 + grab * (c_hi - grab)) / width


v_U = model.outcome(
    "value_U", -lost_here(cut, grab, paid, tau_e), "v_U", "value to the first defender", "share"
)
v_next = model.outcome("value_next", -lost_next(cut, grab_next, tau_e), "v_{U'}", "value to the next defender",
                       "share")  # fmt: skip
loss = model.outcome("defenders_loss", -v_U - sigma * v_next, "L", "what the first defender counts as lost",
                     "share")  # fmt: skip
loss_0 = model.outcome("defenders_loss_no_line", ((cut_0**2 - c_lo**2) / 2 + cut_0 * (c_hi - cut_0)) / width,
                       "L_0", "what the first defender counts as lost without a line", "share")  # fmt: skip
model.outcome("defenders_loss_known", (c_lo + c_hi) / 2, "L_k",
              "what the first defender loses on average if its red line is known", "share")  # fmt: skip
model.outcome("grab_known", (c_lo + c_hi) / (2 * theta), "X_k", "mean first grab if the red line is known",
              "share")  # fmt: skip
model.outcome("line_value", loss_0 - loss, "L_0 - L", "what the line saves the first defender", "share")
model.outcome("ambiguity_value", (c_hi - cut_0) ** 2 / (2 * width), "L_k - L_0",
              "what an unknown red line saves the first defender", "share")  # fmt: skip
model.outcome(
    "ambiguity_beats_line", drawn & greater(loss, loss_0), label="silence would be better than the line"
)

# The same line without the force: R chooses anew, and without words no line is left.
V_c0 = model.let("value_cross_words", worth_c - c_R, "v_R^{c,0}", "value to R of crossing without a force")
words_only = greater(a, 0) & within
loss_words = model.let(
    "loss_words",
    cases(
        (lost_here(cut_c, cut_c / theta - a, a, 0) + sigma * lost_next(cut_c, cut_c, 0),
         words_only & greater(V_c0, V_s)),
        (lost_here(cut_s, lam, 0, 0) + sigma * lost_next(cut_s, Max(cut_s, gamma), 0), words_only),
        otherwise=loss_0,
    ),
    r"L_{\tau=0}", "what the first defender counts as lost without the force",
)  # fmt: skip
model.outcome("tripwire_value", loss_words - loss, r"L_{\tau=0} - L", "what the force saves the first defender",
              "share")  # fmt: skip

# R6: the least line that holds; V_s is equal to the value of crossing from a line at 0.
T = model.let("value_cross_zero", (1 - tau) * crossing_worth(crossing_cut(0)) - c_R, "T",
              "value to R of crossing a line at 0")  # fmt: skip
s_0 = model.let(
    "value_stay_zero", delta * next_place(c_lo) / width, "s_0", "value to R of staying at a line at 0"
)


def lower_root(B, C, k):
    """The smaller root of k u**2 - B u - C = 0, its radicand cut at 0, divided by k."""
    return half * (B - sqrt(Max(0, B**2 + 4 * k * C))) / k


below_bet = lower_root(
    c_hi / theta - (1 - delta) * c_R,
    c_hi * c_R + delta * gamma * (c_hi - gamma - c_R) - width * (T + c_R),
    1 / theta,
) / theta  # fmt: skip
beyond_bet = lower_root(m * c_hi - c_R, c_hi * c_R - width * (T + c_R), m) / theta
model.outcome(
    "line_needed",
    cases(
        (X_0, ~drawn | at_least(T, V_0, slack=0)),
        (0, at_most(T, s_0, slack=0)),
        (T - s_0, at_most(T, c_lo / theta + s_0, slack=0)),
        (below_bet, greater(gamma, c_lo, slack=0) & at_most(T, staying(gamma / theta, gamma), slack=0)),
        otherwise=beyond_bet,
    ),
    r"\lambda^*", "least line that holds", "share",
)  # fmt: skip
stay = model.let("worth_stay", V_s + c_R, "w_s", "worth to R of staying, beyond a sure fight")
a_inner = model.let("words_inner", m * c_hi + c_R - sqrt(4 * m * width * stay / (1 - tau)), "a_i",
                    "words that hold if R would still take a risk")  # fmt: skip
model.outcome(
    "a_needed",
    cases(
        (0, ~within),
        (Max(0, a_inner), at_least(a_inner, c_R - m * (c_hi - 2 * c_lo), slack=0)),
        otherwise=Max(0, m * c_lo + c_R - stay / (1 - tau)),
    ),
    r"\underline a", "least words with which the line holds", "share",
)  # fmt: skip
model.outcome("tripwire_needed", cases((0, ~within | at_most(worth_c, stay, slack=0)), otherwise=1 - stay / worth_c),
              r"\tau^*", "least force with which the line holds", "probability")  # fmt: skip

# R9: everything in one stroke, against one defender that pays for all of it.
stroke = model.let("stroke", Max(c_lo, gamma), r"\hat x", "best single stroke")
V_1 = model.outcome("stroke_value", (c_hi - stroke) * (stroke + c_R) / width - c_R, "v_R^1",
                    "value to R of one stroke", "share")  # fmt: skip
model.outcome("stroke_prob_war", (stroke - c_lo) / width, "P_{war}^1", "chance of a fight over one stroke",
              "probability")  # fmt: skip
model.outcome("slicing_gain", V_0 - V_1, "v_R^0 - v_R^1", "what R gains by slices", "share")

for name, reading, moved in (
    ("A_next_attack", "A¶2: the rest of the same country comes next", dict(a=0, delta=0.6, solidarity=1)),
    ("A_troops_on_line", "A¶11: troops under national flags along the line", dict(tripwire=0.3)),
    ("B_objections", "B¶10–11, B¶20, roles turned round: a line drawn at nothing", dict(line=0)),
    ("C_no_war", "C¶7: the West will not fight; our reading: no line is drawn", dict(a=0)),
    ("C_cannot_retake", "C¶21, stretched by us from land already lost to the next piece",
     dict(c_lo=0.8, c_hi=1, a=0)),
    ("C_blind_eye", "C¶15: no threat to NATO; our reading: outsiders have little at stake", dict(c_lo=0.4, a=0)),
    ("D_peacekeepers", "D¶6, D¶8: a force between the sides, and no words", dict(a=0, tripwire=0.4)),
    ("D_no_credible_force", "D¶18: hardly any force that would deter", dict(a=0, tripwire=0.1)),
    ("E_warning", "E¶2–3: strong words at a line drawn at nothing", dict(line=0, a=0.3)),
    ("E_new_zones", "E¶8: a success is put to use against other owners", dict(a=0, delta=0.6)),
):  # fmt: skip
    model.preset(name, reading, **moved)

model.matrix(
    "two_types", ["small", "large"], ["stand", "fight"],
    [[c_lo, c_lo], [c_hi, (c_hi - c_R) / 2]], [[-c_lo, -c_lo], [-c_hi, -(c_lo + c_hi) / 2]],
    "R", "firm type of U",
)  # fmt: skip

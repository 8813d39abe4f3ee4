"""Reputation across theatres: the chain-store game.

Game. The West (W) meets challengers in N theatres one after another, numbered by how many are left. Each
challenger sees the past and stays out (W gets a, it gets 0) or challenges; then W concedes (the challenger
gets b, W gets 0) or fights (b - 1 and -1). With prior delta W is resolute: fighting costs it nothing and
conceding 1, so it always fights.
Equilibrium: sequential; beliefs never fall after a fight; a challenger indifferent at the prior challenges.
Source: D. M. Kreps, R. Wilson (1982), Reputation and imperfect information, Journal of Economic Theory
27(2), 253-279; without doubt about types R. Selten (1978), The chain store paradox, Theory and Decision
9(2), 127-159.
Simplified: one W of one type for all theatres, challengers alike, known costs of a fight, no bargaining.
"""

import numpy as np
from sympy import Eq, Max, Min, floor, log, nan, oo

from models import SLACK, Chance, End, Model, Move, at_least, at_most, greater, less
from models.core.expressions import cases

model = Model("reputation", "Reputation across theatres", doc=__doc__)
N, b, a, delta = model.symbols("n_theatres", "gain", "deter_value", "prior_resolute")
no_doubt = Eq(delta, 0, evaluate=False)  # exact: any doubt, however small, can bind over enough theatres

# R3: the smallest number of theatres left with b**k < delta, an exact tie counting as no less.
k = model.outcome("theatres_needed",
                  cases((oo, no_doubt), otherwise=floor((log(delta) - SLACK) / log(b)) + 1), "k",
                  "places left that it takes to keep a challenger out", "places", integer=True)  # fmt: skip
quiet = model.outcome("quiet_theatres", Max(N - k + 1, 0), "M", "quiet places at the start", "places",
                      integer=True)  # fmt: skip
model.outcome("first_challenge", quiet + 1, "M + 1", "first place challenged (one too many: never)",
              integer=True)  # fmt: skip
model.outcome("prior_needed", b**N, "b^N", "doubt above which the first place is quiet", "probability")
contested = m = model.let("contested", Min(N, k - 1), "m", "places left at the first challenge")

# R4
model.category(
    "regime",
    [("no_reputation", no_doubt), ("interest_deters", at_most(k, 1)), ("reputation_deters", at_most(k, N))],
    otherwise="tested_at_once",
    label="what keeps challengers out",
    labels={
        "no_reputation": "nothing: the West is known to give way",
        "interest_deters": "the West's own interest",
        "reputation_deters": "its reputation, while enough places are left",
        "tested_at_once": "nothing: too few places for so small a doubt",
    },
)
never, hopeless = model.chosen("regime", "interest_deters"), model.chosen("regime", "no_reputation")

# R5: the first challenge.
rho = model.outcome("fight_prob_first", cases((nan, never), (0, hopeless), otherwise=delta / b ** (m - 1)),
                    r"\rho", "chance that the first challenge is fought", "probability")  # fmt: skip
model.outcome("fight_prob_first_irresolute",
              cases((nan, never), (0, hopeless), otherwise=(rho - delta) / (1 - delta)), r"\beta",
              "chance that an irresolute West fights it", "probability")  # fmt: skip
model.outcome("belief_after_fight", cases((nan, never | hopeless), otherwise=b ** (m - 1)), r"\mu_{m-1}",
              "belief in a resolute West after that fight", "probability")  # fmt: skip

# R6: after a fight the belief sits on the power of b at which the next challenger mixes. Challenges, fights
# and (resolute) challenges with j theatres left solve linear recursions with roots 1, b and -b/a (or -1/a).
j = model.let("j", m - 1, "j", "places left after the first challenge")
# (1 - b**j)/(1 - b), written so that the rounding of b**j cancels when b is close to 1
geometric = model.let(
    "G",
    cases((0, Eq(j, 0, evaluate=False)), otherwise=(1 - b**j) / log(b**j) * j * log(b) / (1 - b)), "G",
)  # fmt: skip
swing = model.let("H", (1 - (-b / a) ** j) / ((a + b) * (a + 1)), "H")
challenges_left = model.let(
    "E_j", j - geometric / (a + 1) - swing, "E_j", "challenges expected after a fight"
)
fights_left = model.let(
    "F_j", a * b * geometric / (a + 1) - b * swing, "F_j", "fights expected after a fight"
)
resolute_left = model.let("R_j", a * j / (a + 1) - (1 - (-1 / a) ** j) / (a + 1) ** 2, "R_j",
                          "challenges expected after a fight if the West is resolute")  # fmt: skip

challenges = model.outcome(
    "expected_challenges",
    cases((0, never), (N, hopeless), otherwise=1 + rho * challenges_left + (1 - rho) * j),
    "E", "challenges on average", "places",
)  # fmt: skip
fights = model.outcome("expected_fights", cases((0, never | hopeless), otherwise=rho * (1 + fights_left)),
                       "F", "fights on average", "places")  # fmt: skip
model.outcome("expected_concessions", challenges - fights, "E - F", "concessions on average", "places")
resolute = model.outcome(
    "expected_challenges_resolute", cases((0, never), (N, hopeless), otherwise=1 + resolute_left),
    "E^{res}", "challenges on average, if the West is resolute", "places",
)  # fmt: skip
model.outcome("expected_challenges_irresolute", (challenges - delta * resolute) / (1 - delta), "E^{irr}",
              "challenges on average, if it is irresolute", "places")  # fmt: skip

# R7: play after the first challenge is worth nothing to an irresolute W.
value = model.outcome("value_irresolute", a * quiet, "v_W^{irr}",
                      "what all places are worth to an irresolute West", "fights")  # fmt: skip
model.outcome("value_W", delta * a * (N - resolute) + (1 - delta) * value, "v_W",
              "what all places are worth to the West", "fights")  # fmt: skip

# R8: the counter-view, each theatre judged on its own interests.
tempting = greater(k, 1)
model.outcome("benchmark_challenges", cases((N, tempting), otherwise=0), "E^0",
              "challenges, if resolve belongs to each place", "places")  # fmt: skip
model.outcome("benchmark_fights", cases((N * delta, tempting), otherwise=0), "F^0",
              "fights on average, if resolve belongs to each place", "places")  # fmt: skip


def path(**values) -> dict[str, np.ndarray]:
    """What happens theatre by theatre along the history in which every challenge is fought.

    Parameters
    ----------
    **values : float
        Parameters at one point, as in `Model.solve`.

    Returns
    -------
    dict
        Arrays over the theatres in the order of play: `left` (theatres left, this one included), `belief`
        that W is resolute, `threshold` (the belief b**left at which the challenger is indifferent),
        `challenge` and `fight` (probabilities, the latter if challenged). Where a challenger mixes, the
        history goes on as if it had challenged.
    """
    names = "n_theatres", "gain", "deter_value", "prior_resolute"
    N, b, a, delta, m = model.evaluate([*model.symbols(*names), contested], **values)
    left = np.arange(N, 0, -1)
    tested = left < m  # a fight behind it: the belief is b**left by construction, never compared as a float
    with np.errstate(divide="ignore", invalid="ignore"):
        untested_fight = np.where(delta > 0, np.minimum(1, delta / b ** (left - 1)), 0)
    if delta == 0:
        tested = np.zeros_like(tested)
    return {
        "left": left,
        "belief": np.where(tested, b**left, delta),
        "threshold": b**left,
        "challenge": np.where(tested, 1 - 1 / a, np.where(left > m, 0.0, 1.0)),
        "fight": np.where(tested, b, untested_fight),
    }


model.preset("E_playbook", "E¶7–8: imitators too are watching, and some doubt is left",
             n_theatres=11, prior_resolute=0.2)  # fmt: skip
model.preset("C_no_intention", "C¶7: the West has said that it will not defend Ukraine", prior_resolute=0.02)
model.preset("B_no_means", "B¶13: the West has no means to respond", prior_resolute=0)
model.preset("A_guarantees", "A¶5–15: guarantees give the West an interest of its own", prior_resolute=0.6)
model.preset(
    "D_no_force", "D¶18: no credible force in sight, fewer places", n_theatres=4, prior_resolute=0.05
)

model.matrix(
    "one_theatre", ["in", "out"], ["concede", "fight"], [[b - delta, b - 1], [0, 0]], [[0, -1], [a, a]],
    "challenger", "irresolute W",
)  # fmt: skip
model.matrix(
    "after_the_first_challenge_of_two", ["concede", "fight"], ["in", "out"],
    [[0, 0], [-1, a - 1]], [[-delta * (1 - b), 0], [b - delta, 0]], "irresolute W", "second challenger",
    requires=[(greater(delta, 0), "prior_resolute must exceed 0"),
              (less(delta, b**2), "prior_resolute must lie below gain squared")],
)  # fmt: skip


# Few theatres as trees.
def theatres(number):
    """The game in `number` theatres: `past` holds what happened in those before, "out", "fight" or "concede"."""
    pays = {
        "resolute": {"fight": 0, "concede": -1, "out": a},
        "irresolute": {"fight": -1, "concede": 0, "out": a},
    }

    def standing(past):
        """Belief that W is resolute, the chance of a challenge, and the belief's power of b (None: the prior's)."""
        left = number - len(past)
        if "concede" in past:
            return 0, 1
        fought = [
            number - i - 1 for i, what in enumerate(past) if what == "fight"
        ]  # theatres left after each
        prior = cases((0, at_least(left, k)), otherwise=1)
        if not fought:
            return delta, prior
        last = fought[-1]  # W fights often enough to be worth b**last, unless the prior is more
        more = at_least(last, k)
        mixes = 1 - 1 / a if left == last else 1
        return cases((delta, no_doubt | more), otherwise=b**last), cases(
            (1, no_doubt), (prior, more), otherwise=mixes
        )

    def fights(past):
        """Chance that an irresolute W fights, from a belief that a fight lifts to b**(left - 1)."""
        left = number - len(past)
        if left == 1 or "concede" in past:
            return 0
        belief = standing(past)[0]
        all_in = Min(1, belief / b ** (left - 1))  # chance that any W fights
        return cases((0, no_doubt), otherwise=(all_in - belief) / (1 - belief))

    def play(kind, past):
        left = number - len(past)
        if not left:
            ends = {"W": sum(pays[kind][what] for what in past)}
            gains = {"out": 0, "concede": b, "fight": b - 1}
            ends |= {f"challenger {number - i}": gains[what] for i, what in enumerate(past)}
            return End(ends, result="quiet" if set(past) == {"out"} else "tested")
        before = ", ".join(past) or "nothing"
        belief, challenge = standing(past)
        fight = 1 if kind == "resolute" else fights(past)
        answer = Move("W", f"{kind} W after {before}, {left} left", [
            ("fight", fight, play(kind, (*past, "fight"))), ("concede", None, play(kind, (*past, "concede")))])  # fmt: skip
        return Move(f"challenger {left}", f"after {before}, {left} left", [
            ("challenge", challenge, answer), ("stay out", None, play(kind, (*past, "out"))),
        ], belief=belief if kind == "resolute" else 1 - belief)  # fmt: skip

    return Chance(
        [("resolute", delta, play("resolute", ())), ("irresolute", None, play("irresolute", ()))], name="W"
    )


for number, name in ((2, "two_theatres"), (3, "three_theatres")):
    model.tree(
        name, theatres(number),
        requires=[(Eq(N, number, evaluate=False), f"the tree has this many theatres: n_theatres = {number}")],
        values={"W": "value_W"}, results={"quiet": cases((1, at_most(k, 1)), otherwise=0)},
        doc=f"Holds in {number} theatres. After a concession W is known to be irresolute; where nobody doubts that, a fight "
            "teaches nothing.",
    )  # fmt: skip

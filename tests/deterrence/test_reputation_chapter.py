"""What the prose of chapters/deterrence/reputation.md says, shown."""

from fractions import Fraction

import numpy as np
import pytest

import models
from tests.chapters import anatomy
from tests.passages import CHAPTERS, assert_passage, says
from tests.support import close, sample

SLUG = "reputation"
model = models.load(SLUG)
solve, presets = model.solve, model.presets
EXAMPLE = {"n_theatres": 8, "gain": 0.5, "deter_value": 2, "prior_resolute": 0.1}
FRACTIONS = {"b": Fraction(1, 2), "a": 2, "mu": Fraction(1, 10)}


def at(**changes):
    return solve(**EXAMPLE | changes)


def inside(count=3_000, seed=0):
    """Random points of the slider box with doubt, and off the ties."""
    points = sample(model, count=count, seed=seed)
    points["prior_resolute"] = np.where(
        np.arange(count) % 2, points["prior_resolute"], points["prior_resolute"] ** 3
    )
    exponent = np.log(points["prior_resolute"]) / np.log(points["gain"])
    keep = (points["prior_resolute"] > 1e-6) & (abs(exponent - np.round(exponent)) > 1e-6)
    return {name: values[keep] for name, values in points.items()}


# -- the play and the smallest game -------------------------------------------------------------------------
def test_the_example_is_the_default_and_the_play_has_three_places_of_it():
    assert {p.name: p.default for p in model.parameters.values()} == EXAMPLE
    [play] = [anatomy.Chapter.read(CHAPTERS / f"deterrence/{SLUG}.md").played()]
    assert play["run"]["values"] == EXAMPLE | {"n_theatres": 3} and play["points"] == (2, "points")


def ends(node, past=()):
    if node["kind"] == "end":
        yield past, node["payoffs"]
    for move in node.get("moves", ()):
        yield from ends(move["node"], (*past, move["label"]))


def test_the_table_of_points_is_the_tree_of_the_play():
    """A quiet place 4, giving way 0 or −2, a fight −2 or 0; a challenger 0, 1, −1: all in points, a fight being two."""
    worth = {
        "irresolute": {"out": 4, "concede": 0, "fight": -2},
        "resolute": {"out": 4, "concede": -2, "fight": 0},
    }
    gains = {"out": 0, "concede": 1, "fight": -1}
    tree = model.trees["two_theatres"].at(**EXAMPLE | {"n_theatres": 2}).to_dict()
    found = list(ends(tree["root"]))
    assert len(found) == 18
    for (kind, *moves), payoffs in found:
        past = ["out" if move == "stay out" else move for move in moves if move != "challenge"]
        assert close(2 * payoffs["W"], sum(worth[kind][move] for move in past))
        assert [2 * payoffs["challenger 2"], 2 * payoffs["challenger 1"]] == [gains[move] for move in past]


def test_the_play_is_the_equilibrium_of_three_places():
    """Its chances and its Defender's plan are those of the model's tree; fighting first is worth giving way: nothing."""
    play = anatomy.Chapter.read(CHAPTERS / f"deterrence/{SLUG}.md").played()
    values, own = play["run"]["values"], play["three"]
    assert max(model.trees["three_theatres"].regret(**values).values()) < 1e-9
    assert max(own.regret(**values).values()) < 1e-9 and close(solve(**values)["value_irresolute"], 0)

    def sets(node, found):
        if node["kind"] == "move":
            found[node["information_set"]] = {move["label"]: move["probability"] for move in node["moves"]}
        for move in node.get("moves", ()):
            sets(move["node"], found)
        return found

    theirs = sets(model.trees["three_theatres"].at(**values).to_dict()["root"], {})
    said = {"fight": "fight", "give way": "concede", "stays out": "out"}
    met = []

    def compare(node, past=()):
        after = ", ".join(said[what] for what in past) or "nothing"
        left = 3 - len(past)
        if node["kind"] == "chance":
            chances = {move["label"]: move["probability"] for move in node["moves"]}
            assert close(chances["its challenger comes"], theirs[f"after {after}, {left} left"]["challenge"])
            for move in node["moves"]:
                quiet = move["label"] == "its challenger stays out"
                compare(move["node"], (*past, "stays out") if quiet else past)
        elif node["kind"] == "move":
            met.append(past)
            plan = theirs[f"irresolute W after {after}, {left} left"]
            for move in node["moves"]:
                assert close(move["probability"], plan[said[move["label"]]])
                compare(move["node"], (*past, move["label"]))
        else:
            worth = {"fight": -2, "give way": 0, "stays out": 4}
            assert close(2 * node["payoffs"]["D"], sum(worth[what] for what in past))

    compare(own.at(**values).to_dict()["root"])
    assert len(met) == 8


def test_the_five_steps_of_the_smallest_game():
    two = at(n_theatres=2)
    assert two["regime"] == "tested_at_once" and close(two["fight_prob_first"], 0.2)
    assert close(two["fight_prob_first_irresolute"], 1 / 9) and close(two["belief_after_fight"], 0.5)
    assert at(n_theatres=1)["fight_prob_first"] == EXAMPLE["prior_resolute"]


def test_a_fight_taken_for_weakness_is_another_equilibrium():
    """'Take three places and 30 resolute Wests of 100': both give way first, and our plan keeps that place quiet."""
    mu, b, a = 0.3, 0.5, 2
    assert at(n_theatres=3, prior_resolute=mu)["quiet_theatres"] == 2
    # after giving way the belief stays; with two places left the next stays out, and the last comes
    assert at(n_theatres=2, prior_resolute=mu)["quiet_theatres"] == 1 and mu < b
    # after a fight the belief is 0, and both others come
    gives_way = {"irresolute": 0 + a + 0, "resolute": -1 + a + 0}
    fights = {"irresolute": -1 + 0 + 0, "resolute": 0 + 0 + 0}
    assert all(gives_way[kind] > fights[kind] for kind in fights)
    assert b > 0  # the first challenger gains: all give way


# -- eight places -------------------------------------------------------------------------------------------
def test_the_first_guess():
    found = at()
    assert found["quiet_theatres"] == 5 and close(found["belief_after_fight"], 0.25)
    chances = [min(1, 0.1 / 0.5 ** (n - 1)) for n in (1, 2, 3, 4)]
    assert np.allclose(chances, [0.1, 0.2, 0.4, 0.8])
    assert [at(n_theatres=n)["fight_prob_first"] for n in (1, 2, 3)] == pytest.approx(chances[:3])
    assert all(close(at(n_theatres=n)["fight_prob_first"], 0.4) for n in range(3, 21))


def test_a_challenge_is_fought_as_the_bars_say_before_any_fight():
    """With many places ahead all would fight; the bars are what the irresolute West's plan and the prior make."""
    from models.deterrence.reputation import path

    points = inside(count=200)
    for i in range(len(points["gain"])):
        point = {name: values[i].item() for name, values in points.items()}
        found, mu, b = path(**point), point["prior_resolute"], point["gain"]
        k = solve(**point)["theatres_needed"]
        before = found["left"] >= min(k - 1, point["n_theatres"])
        assert np.allclose(found["fight"][before], np.minimum(1, mu / b ** (found["left"][before] - 1.0)))
        assert np.array_equal(found["challenge"][before] == 0, found["left"][before] >= k)


@says("reputation", "At most $k - 1$ places are challenged, however many there are.")
def test_the_proposition_on_the_whole_box():
    """Quiet places N - k + 1; what is challenged on average stays below k - 1 and does not depend on N from k on."""
    points = inside()
    found = solve(**points)
    k, N = found["theatres_needed"], points["n_theatres"]
    powers = points["gain"][:, None] ** np.arange(1, 2_000)[None, :]
    assert np.array_equal(
        k[k < 2_000], (1 + (powers >= points["prior_resolute"][:, None]).sum(axis=1))[k < 2_000]
    )
    reputation = points["prior_resolute"] <= points["gain"]
    assert np.array_equal(found["quiet_theatres"], np.maximum(N - k + 1, 0))
    assert np.array_equal((found["quiet_theatres"] > 0), points["prior_resolute"] > points["gain"] ** N)
    assert (found["expected_challenges"] <= np.minimum(N, k - 1) + 1e-9).all() and reputation.any()
    for prior in (0.004, 0.02, 0.1, 0.2, 0.3, 0.49):
        enough = [at(n_theatres=n, prior_resolute=prior) for n in range(1, 21)]
        of = [x["expected_challenges"] for x in enough if x["quiet_theatres"] > 0]
        assert len(of) > 10 and np.allclose(of, of[0])


@says("reputation", "Multiply the prior by $b$, and $k$ rises by exactly one.")
def test_a_tenth_of_the_doubt():
    points = inside()
    more = solve(**points | {"prior_resolute": points["prior_resolute"] * points["gain"]})["theatres_needed"]
    assert np.array_equal(more, solve(**points)["theatres_needed"] + 1)
    assert at(prior_resolute=0.01)["theatres_needed"] == 7
    assert [0.01 * 2**n > 0.5 for n in range(7)] == [False] * 6 + [True]  # 1, 2, 4, 8, 16, 32, 64
    assert [at(prior_resolute=mu)["theatres_needed"] for mu in (0.1, 0.05, 0.025, 0.012)] == [4, 5, 6, 7]
    assert at(prior_resolute=0.012, gain=0.37)["theatres_needed"] == 5
    assert at(prior_resolute=0.02, n_theatres=4, gain=0.38)["quiet_theatres"] == 0


def test_a_tenth_takes_three_or_four_places_more_at_one_half():
    """At b = 1/2, where log2(10) is between 3 and 4: what the second guess is an instance of."""
    priors = np.exp(np.linspace(np.log(0.011), np.log(0.49), 400))
    more = at(prior_resolute=priors / 10)["theatres_needed"] - at(prior_resolute=priors)["theatres_needed"]
    assert set(more) == {3, 4}


def test_what_a_quiet_place_is_worth_does_not_settle_who_is_torn():
    for a in np.linspace(1.05, 5, 50):
        assert at(deter_value=a)["quiet_theatres"] == 5
    points = inside()
    other = solve(**points | {"deter_value": np.full(len(points["gain"]), 3.0)})
    assert np.array_equal(other["quiet_theatres"], solve(**points)["quiet_theatres"])


def test_the_irresolute_west_is_torn_where_it_mixes():
    """Exact: from the belief b**n on, later play is worth 1 after a fight and nothing after a quiet place."""
    b, a = FRACTIONS["b"], FRACTIONS["a"]

    def worth(n, power):
        """An irresolute West's best with n places left at the belief b**power after a fight."""
        if n == 0 or power < 0:
            return Fraction(0)
        come = Fraction(1) - Fraction(1, a) if power == n else Fraction(power > n)
        fight = -1 + (worth(n - 1, n - 1) if n > 1 else 0)
        return (1 - come) * (a + worth(n - 1, power)) + come * max(Fraction(0), fight)

    for n in range(1, 12):
        assert worth(n, n) == 1 and worth(n, n + 1) == 0
    assert b**3 < FRACTIONS["b"]


# -- what resolve is a property of --------------------------------------------------------------------------
def test_the_third_guess_and_its_fights():
    found = at()
    assert found["benchmark_challenges"] == 8 and close(found["expected_challenges"], 2.75)
    assert at(n_theatres=20)["benchmark_challenges"] == 20 and close(
        at(n_theatres=20)["expected_challenges"], 2.75
    )
    assert found["expected_fights"] < found["benchmark_fights"]
    few = at(prior_resolute=0.02)
    assert few["expected_fights"] > few["benchmark_fights"]
    assert_passage(SLUG, "With twenty places it would be twenty, against {} still", "2.75")


def test_reputation_never_brings_more_challenges():
    """'fewer challenges': on the whole box no more than where resolve belongs to the place."""
    found = solve(**inside())
    assert (found["expected_challenges"] <= found["benchmark_challenges"] + 1e-9).all()


def test_more_fights_than_where_resolve_is_local_somewhere_and_fewer_elsewhere():
    found = solve(**inside())
    more = found["expected_fights"] > found["benchmark_fights"] + 1e-9
    assert more.any() and (found["expected_fights"] < found["benchmark_fights"] - 1e-9).any()


# -- back to the document -----------------------------------------------------------------------------------
def test_every_reading_stands_where_the_text_puts_it():
    found = {name: solve(**values) for name, values in presets.items()}
    assert {name: x["regime"] for name, x in found.items()} == {
        "E_playbook": "reputation_deters", "C_no_intention": "reputation_deters", "B_no_means": "no_reputation",
        "A_guarantees": "interest_deters", "D_no_force": "tested_at_once",
    }  # fmt: skip
    assert found["B_no_means"]["benchmark_challenges"] == found["B_no_means"]["expected_challenges"] == 8
    C = presets["C_no_intention"]
    assert solve(**C | {"prior_resolute": 0.003})["quiet_theatres"] == 0
    assert solve(**C | {"prior_resolute": 0.004})["quiet_theatres"] == 1
    for n in range(1, 21):  # A: in one place as in eight
        assert solve(**presets["A_guarantees"] | {"n_theatres": n})["expected_challenges"] == 0


# -- exercises, questions -----------------------------------------------------------------------------------
def test_exercises_one_to_four():
    six = at(n_theatres=6)
    assert (six["quiet_theatres"], six["first_challenge"]) == (3, 4) and close(
        six["fight_prob_first_irresolute"], 30 / 90
    )
    points = inside()
    for n in (2, 3, 5):
        mu, power = points["prior_resolute"], points["gain"] ** (n - 1)
        beta = mu * (1 - power) / ((1 - mu) * power)
        assert np.array_equal(beta < 1, mu < power) and (power > points["gain"] ** n).all()
    assert at(deter_value=4)["quiet_theatres"] == 5
    assert at(deter_value=4)["expected_challenges"] > at()["expected_challenges"]
    towns = {"n_theatres": 20, "deter_value": 1.5}
    assert (
        close(40 + 2 * at(**towns)["value_irresolute"], 91)
        and at(**towns, prior_resolute=0)["value_irresolute"] == 0
    )


def test_selten_s_towns_are_this_game():
    """5, 2, 0 less 2, in fights of 2: 1.5, 0, -1."""
    assert [(x - 2) / 2 for x in (5, 2, 0)] == [1.5, 0, -1]
    assert_passage(SLUG, "a quiet town is worth {} fights more than giving way", "1.5")


def test_the_reasons_of_the_closing_questions():
    for prior in (0.03, 0.04, 0.15, 0.2, 0.3, 0.4):
        chance = prior
        while 2 * chance <= 0.5:
            chance *= 2
        assert close(at(prior_resolute=prior)["fight_prob_first"], chance)
    for b in (0.2, 0.3, 0.4, 0.6, 0.7):
        k = at(gain=b)["theatres_needed"]
        assert 0.1 / b ** (k - 1) > b >= 0.1 / b ** (k - 2)
    for n in (10, 12, 16):
        for prior in (0.05, 0.03, 0.2, 0.3):
            assert (
                at(n_theatres=n, prior_resolute=prior)["quiet_theatres"]
                == n - at(prior_resolute=prior)["theatres_needed"] + 1
            )


# -- figures ------------------------------------------------------------------------------------------------
def test_each_threshold_spans_five_stops():
    priors = np.round(np.arange(0, 0.6001, 0.001), 3)
    quiet = [at(prior_resolute=mu)["quiet_theatres"] for mu in priors]
    assert all(quiet.count(n) >= 5 for n in (2, 3, 4, 5, 6, 7, 8))
    wins = [
        at(prior_resolute=0.02, n_theatres=4, gain=b)["quiet_theatres"] > 0
        for b in np.round(np.arange(0.05, 0.951, 0.01), 2)
    ]
    assert sum(wins) >= 5 and len(wins) - sum(wins) >= 5
    assert [at(n_theatres=n)["quiet_theatres"] for n in (14, 15, 16)] == [11, 12, 13]


# -- the activity -------------------------------------------------------------------------------------------
@pytest.mark.parametrize("challengers", range(4, 10))
def test_the_teachers_sheet_predicts_every_card_and_run(challengers):
    found = at(n_theatres=challengers)
    assert found["quiet_theatres"] == challengers - 3
    assert close(found["fight_prob_first"], 0.4) and close(found["fight_prob_first_irresolute"], 1 / 3)
    again = at(n_theatres=challengers, prior_resolute=0.2)
    assert again["quiet_theatres"] == challengers - 2
    assert close(again["fight_prob_first"], 0.4) and close(again["fight_prob_first_irresolute"], 1 / 4)
    assert close(2 * found["value_irresolute"], 4 * (challengers - 3))


def test_the_numbers_that_challengers_should_write():
    """Chances of a fight along 'every challenge is fought', and after a quiet place: b**2."""
    from models.deterrence.reputation import path

    found = path(**EXAMPLE)
    assert np.allclose(found["fight"][-3:], [0.4, 0.5, 0.5]) and np.allclose(found["fight"][-4], 0.8)
    assert (found["fight"][:4] >= 0.8).all()
    tree = model.trees["three_theatres"].at(**EXAMPLE | {"n_theatres": 3}).to_dict()
    beliefs = tree["beliefs"]["after fight, out, 1 left"]
    assert close(max(min(beliefs), 0) if len(beliefs) == 2 else beliefs[0], 0.25)
    # second from the end, after a fight: belief 1/4, half fight, of the three irresolute in four one in three
    assert close((0.5 - 0.25) / 0.75, 1 / 3)


def test_a_fight_with_five_left_tells_nothing_and_one_with_four_makes_the_next_torn():
    """Step 8, and the teacher's remark on those who come early."""
    mu, b, a = FRACTIONS["mu"], FRACTIONS["b"], FRACTIONS["a"]
    assert all(mu >= b ** (n - 1) for n in range(5, 21))  # all fight: the belief does not move
    after = mu / (mu / b**3)  # four left: a fight shows b**3, where the next challenger is torn
    assert mu < b**3 and after == b**3
    assert a * Fraction(1, a) == 1  # and half the time quiet pays for the fight


def test_where_275_comes_from():
    """The steps of the fold, in fractions."""
    half = Fraction(1, 2)
    second = 1 + half * half + half * 1
    after = half * second + half * 1
    total = 1 + Fraction(3, 5) * 2 + Fraction(2, 5) * after
    assert (second, after, total) == (Fraction(7, 4), Fraction(11, 8), Fraction(11, 4))
    assert close(float(total), at()["expected_challenges"])

"""Games one plays, without a browser: rounds, robots, averages, codes."""

import numpy as np
import pytest
from sympy import Symbol

import models
import widgets
from models import Again, Chance, End, Model, Move, Offer, Parameter, Tree, at_least, greater
from models.core.expressions import cases
from tests.widgets.playing import all_trees, where
from widgets import Round
from widgets.play.codes import check_letters
from widgets.play.match import Game, Match
from widgets.play.play import Play
from widgets.play.reply import Layout, compared, score

x = Symbol("x", real=True)


def cards() -> Model:
    """B holds a card, high or low, unseen by A, who offers it a share."""
    model = Model(
        "cards",
        "Cards",
        [Parameter("high", 0.4, low=0, high=1, step=0.1), Parameter("luck", 0.3, low=0, high=1)],
    )
    high, luck = model.symbols()
    model.outcome("safe", 1 - high)

    low = cases((1, greater(0.9 * (1 - luck), 1 - high)), otherwise=0)  # for the low card alone

    def answer(card, least):
        take = End({"A": 1 - x, "B": x}, result="deal")
        moves = [("take", at_least(x, least), take), ("leave", None, End({"A": 0, "B": least}))]
        return Offer(
            "A", "A offers", x, 0, 1, 0.1, [(0.1, low), (high, 1 - low)], Move("B", f"B, {card}", moves)
        )

    model.tree(
        "offer",
        Chance([("high", luck, answer("high", high)), ("low", None, answer("low", 0.1))], name="card"),
    )
    return model


def made(model, *rounds, **options):
    return Play(
        model,
        list(rounds),
        options.pop("name", "test"),
        "",
        **{"tally": "average", "closing": "", "two": False, **options},
    )


# -- the equilibrium, and what beats it ------------------------------------------------------------------------


@pytest.mark.parametrize(("slug", "name"), all_trees())
def test_robots_at_equilibrium_get_what_the_model_says(slug, name):
    model, values = models.load(slug), where(slug, name)
    at = model.trees[name].at(**values).payoffs()
    for role in model.trees[name].players:
        try:
            play = made(model, Round(name, role, values, repeat=400))
        except ValueError as fault:
            assert "never moves" in str(fault)
            continue
        equilibrium, best = compared(Game(play.readings[0]))
        assert equilibrium == pytest.approx(at[role], abs=1e-9)
        assert best == pytest.approx(equilibrium, abs=1e-6)  # no reply to an equilibrium gains
        for who in model.trees[name].players:
            drawn = [
                m.payoffs[who]
                for seed in range(5)
                for m in widgets.play.robot(play, seed * 1000, "equilibrium")
            ]
            error = np.std(drawn) / np.sqrt(len(drawn))
            assert abs(np.mean(drawn) - at[who]) <= 3 * error + 1e-9, (role, who)


def test_every_role_is_played_by_chance_to_an_end():
    for slug, name in all_trees():
        model, values = models.load(slug), where(slug, name)
        for role in model.trees[name].players:
            try:
                play = made(model, Round(name, role, values, repeat=3))
            except ValueError:
                continue
            for match in widgets.play.robot(play, 11):
                assert match.payoffs.keys() == set(model.trees[name].players)
                assert all(np.isfinite(list(match.payoffs.values())))


# -- what a round may say --------------------------------------------------------------------------------------


def test_a_given_card_is_not_drawn():
    play = made(cards(), Round("offer", "A", given={"card": "high"}, repeat=20))
    assert {match.history[0].label for match in widgets.play.robot(play, 3)} == {"high"}
    assert Layout(Game(play.readings[0])).best() == pytest.approx(0.6)


def test_a_scripted_opponent_does_what_the_script_says():
    script = {"B, high": {"take": at_least(x, 0.8), "leave": None}, "B, low": "leave"}
    play = made(cards(), Round("offer", "A", against=script, says="Side 2 is stubborn."))
    game = Game(play.readings[0])
    taken = {}
    for card in ("high", "low"):
        given = made(
            cards(), Round("offer", "A", given={"card": card}, against=script, says="Stubborn.")
        ).readings[0]
        for number in (0.7, 0.8):
            match = Match.begin(Game(given), 1)
            match.take(number)
            taken[card, number] = match.history[-1].label
    assert taken == {
        ("high", 0.7): "leave",
        ("high", 0.8): "take",
        ("low", 0.7): "leave",
        ("low", 0.8): "leave",
    }
    assert Layout(game).best() == pytest.approx(0.3 * 0.2)  # 0.8 to the high card alone


def test_chances_of_a_script_are_met():
    script = {"B, high": {"take": 0.25, "leave": None}, "B, low": {"take": "luck", "leave": None}}
    play = made(cards(), Round("offer", "A", against=script, says="It tosses coins.", repeat=1000))
    ends = [match.history[-1].label for match in widgets.play.robot(play, 5, lambda match: 0.4)]
    chance = 0.3 * 0.25 + 0.7 * 0.3
    assert ends.count("take") / 1000 == pytest.approx(chance, abs=3 * np.sqrt(chance * (1 - chance) / 1000))


def test_a_scripted_offer_is_a_number_or_several():
    for script, offers in ((0.3, {0.3}), ("high", {0.4}), ({0.2: 0.5, 0.6: None}, {0.2, 0.6})):
        play = made(cards(), Round("offer", "B", against={"A offers": script}, says="It offers.", repeat=30))
        assert {match.offers[0][1] for match in widgets.play.robot(play, 2)} == offers


def test_a_mean_score_is_what_the_choice_was_worth_where_it_was_made():
    play = made(cards(), Round("offer", "A", score="mean"))
    scores = []
    for seed in range(12):
        match = Match.begin(Game(play.readings[0]), seed)
        match.take(0.15)
        scores.append((score(match), match.payoffs["A"]))
    assert {round(mean, 12) for mean, _ in scores} == {round(0.7 * 0.85, 12)}  # the low card takes it
    assert {drawn for _, drawn in scores} == {0.0, 0.85}


def test_the_game_may_be_chosen_first():
    play = made(cards(), Round("offer", "A", choose="high"))
    reading = play.readings[0]
    assert [values["high"] for _, values in reading.games][:3] == [0, 0.1, 0.2]
    assert Game(reading, {"high": 0.2}).first.point["high"] == 0.2
    named = made(
        cards(), Round("offer", "A", choose={"dear": {"high": 0.9}, "cheap": {"high": 0.2}})
    ).readings[0]
    assert [words for words, _ in named.games] == ["dear", "cheap"]


def test_a_move_left_out_is_never_made():
    model = models.load("venue")
    alone = Round(
        "venues", "R", dict(b_R=0.25, b_U=0.25, j_R=-0.5, j_U=-0.5), without=["Jerusalem"], repeat=50
    )
    matches = widgets.play.robot(made(model, alone), 1)
    assert {event.label for match in matches for event in match.history} == {"Belarus", "Poland"}


def endless() -> Model:
    model = Model("endless", "Endless", [Parameter("stay", 0.8, low=0, high=0.99)])
    (stay,) = model.symbols()
    going = Move("A", "A", [("stay", 1, Chance([
        ("on", stay, Again({"A": 1 / (1 - stay)}, gained={"A": 1}, weight=1)), ("end", None, End({"A": 1}))], name="fate")),
        ("stop", None, End({"A": 0}))])  # fmt: skip
    model.tree("game", going, values={"A": 1 / (1 - stay)})
    return model


def test_an_endless_game_starts_over_and_counts_what_was_got():
    play = made(endless(), Round("game", "A", repeat=300))
    matches = widgets.play.robot(play, 9, lambda match: "stay")
    assert max(match.times for match in matches) > 3
    assert all(match.payoffs["A"] == match.times + 1 for match in matches)
    drawn = [match.payoffs["A"] for match in matches]
    assert np.mean(drawn) == pytest.approx(5, abs=3 * np.std(drawn) / np.sqrt(300))
    short = made(endless(), Round("game", "A", {"stay": 0.99}, limit=2))
    assert widgets.play.robot(short, 1, lambda match: "stay")[0].payoffs["A"] == pytest.approx(2 + 100)


def test_an_endless_game_starts_over_where_the_tree_has_moved_it():
    """Also where the new values are set above the `Again`: the next line is named from the one that passed."""
    model = models.load("salami_tactics")
    slices = Round("period", "R", {"kappa": 0.25, "jump": 0}, limit=1)
    lines = [iter(pair) for pair in ((0.40, 0.52), (0.40, 0.53))]
    [passed], [fought] = (
        widgets.play.robot(made(model, slices), 1, lambda match, pair=pair: next(pair)) for pair in lines
    )
    assert passed.result == "peace" and passed.payoffs["R"] == pytest.approx(
        0.2 * 0.40 + 0.8 * (0.2 * 0.52 + 0.8 * 0.68)
    )
    assert fought.result == "war"


def test_a_tree_may_belong_to_a_play_alone():
    model = cards()
    own = Tree(model, "own", Move("A", "A", [("left", 1, End({"A": 1})), ("right", None, End({"A": 0}))]))
    assert made(model, Round(own, "A")).readings[0].tree is own


# -- what is refused -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (dict(tree="ofer"), "did you mean 'offer'"),
        (dict(role="C"), "no player"),
        (dict(given={"crad": "high"}), "no chance with a name"),
        (dict(given={"card": "middle"}), "no card of 'card'"),
        (dict(values={"hihg": 1}), "did you mean 'high'"),
        (dict(values={"high": 2}), "high"),
        (dict(against={"B, middle": "take"}, says="So."), "no information set"),
        (dict(against={"A offers": 0.2}, says="So."), "the reader's own"),
        (dict(against={"B, high": "grab"}, says="So."), "no move of 'B, high'"),
        (dict(against={"B, high": {"take": 0.5}}, says="So."), "add up to 1"),
        (dict(against={"B, high": {"take": 2, "leave": -1}}, says="So."), "0 or more"),
        (dict(against={"B, high": {"take": Symbol("z"), "leave": None}}, says="So."), "uses z"),
        (dict(against={"B, high": "leave"}), "give `says`"),
        (dict(hide=["C"]), "no player, chance or information set"),
        (dict(without=["grab"]), "no move"),
        (dict(without=["take", "leave"]), "leaves no move"),
        (dict(choose="hihg"), "no parameter"),
        (dict(choose={"one": {"high": 0.1}}), "two games or more"),
        (dict(after="It was {hihg}."), "hihg"),
        (dict(after=[("grab", "So.")]), "no move or card"),
        (dict(after=["One.", "Two."]), "only the last"),
        (dict(before="{high}", choose="high"), "before the game is chosen"),
        (dict(score="best"), "drawn"),
        (dict(scale=100), "factor above 0"),
        (dict(scale=(0, "points")), "factor above 0"),
        (dict(repeat=0), "whole number"),
        (dict(labels={"C": "Side 3"}), "no player"),
        (dict(words={"grab": "take it"}), "no move"),
        (dict(units={"z": (1, "")}), "no offer or parameter"),
    ],
)
def test_what_cannot_be_meant_is_refused_in_words(given, words):
    with pytest.raises((ValueError, TypeError), match=words):
        made(cards(), Round(**{"tree": "offer", "role": "A", **given}))


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (dict(name="A Game"), "small letters"),
        (dict(tally="all"), "tally is one of"),
        (dict(closing=[("much", "So."), "Else."]), "least average"),
    ],
)
def test_a_play_that_cannot_be_meant_is_refused_in_words(options, words):
    with pytest.raises(ValueError, match=words):
        made(cards(), Round("offer", "A"), **options)


def test_a_tree_is_refused_where_it_does_not_hold():
    with pytest.raises(ValueError, match="two types"):
        made(models.load("private_information"), Round("screening", "P", {"types": "uniform"}))


# -- dice and codes --------------------------------------------------------------------------------------------


def test_dice_are_mulberry32():
    stream = widgets.play.dice(7)
    assert [next(stream) for _ in range(3)] == [0.011704753153026104, 0.06195825757458806, 0.97690763277933]


def test_a_code_is_read_back():
    body = "cards.7.0,n0p25=72.g3,1=m12p5"
    result = widgets.play.read_code(f" {body}.{check_letters(body)}\n")
    assert (result.name, result.seed) == ("cards", 7)
    assert result.choices == ((0, 0.25), (("game", 3), 1))
    assert result.scores == (72.0, -12.5)


@pytest.mark.parametrize(
    "code", ["", "cards", "cards.7.0=1.zzz", "cards.x.0=1.k3f", "cards.7.0,n0p25=73.aaa"]
)
def test_a_mistyped_code_is_refused(code):
    with pytest.raises(ValueError, match="code|mistyped"):
        widgets.play.read_code(code)


def test_rules_on_paper_name_ways_and_payoffs():
    words = made(cards(), Round("offer", "A", labels={"A": "Side 1", "B": "Side 2"}, scale=(100, "points"), words={"x": "s"},
                                before="The high card is {high:%}.")).words()  # fmt: skip
    assert "You are Side 1." in words and "The high card is 40" in words
    assert "Card: high (30\u202f%) → Side 1: s, 0 to 100 points → Side 2: take: 100 − s, s" in words


def test_rules_do_not_tell_what_going_on_is_worth():
    """Where a game starts over they name what is paid until then: the rest is what the reader is asked."""
    words = made(endless(), Round("game", "A")).words()
    assert "Fate: on (80\u202f%) → the game starts over: 1 + what follows" in words
    worse = dict(delta_R=0.8, delta_U=0.8, dt=1, inside_R=-0.4, inside_U=-0.4, outside_R=0, outside_U=0)
    words = made(
        models.load("alternating_offers"), Round("rounds", "U", worse, scale=(100, "points"))
    ).words()
    assert "the game starts over: −8 + 0.8 × what follows, −8 + 0.8 × what follows" in words


def test_rules_tell_no_payoffs_that_a_round_hides():
    words = made(cards(), Round("offer", "A", hide=["B"], labels={"A": "one", "B": "other"})).words()
    assert "Ends (one):" in words

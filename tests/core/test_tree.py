"""Trees against published equilibria, nashpy and Gambit; nothing here is computed by the code under test."""

import nashpy
import pytest
import sympy

from models import End, Move, Offer
from tests.core import games

CLOSE = 1e-9


def regret(tree, **values):
    return {player: round(gain, 9) for player, gain in tree.regret(**values).items()}


# -- published equilibria --------------------------------------------------------------------------------------


def test_selten_horse_has_its_two_kinds_of_equilibrium_and_only_one_is_sequential():
    # (C, c, R) with any belief of at most 1/3 in the left node at 3's set: Selten 1975; Kreps and Wilson 1982
    assert regret(games.horse(1, 1, 0, belief=sympy.Rational(1, 3))) == {"1": 0, "2": 0, "3": 0}
    assert regret(games.horse(1, 1, 0, belief=0.5))["3"] == 0.5  # then L is worth 2 · 1/2 against 1/2
    assert (
        regret(games.horse(1, 1, sympy.Rational(1, 4), belief=sympy.Rational(1, 3)))["3"] == 0
    )  # 3 is indifferent
    # (D, c, L) is a Nash equilibrium in which 2 would move to d, for 4 instead of 1, if asked
    assert regret(games.horse(0, 1, 1)) == {"1": 0, "2": 3, "3": 0}


def test_myerson_poker_mixes_one_third_and_two_thirds():
    tree = games.poker()
    assert regret(tree) == {"Fred": 0, "Rose": 0}
    assert tree.at().payoffs()["Fred"] == pytest.approx(1 / 3)
    assert tree.at().beliefs()["after a raise"] == pytest.approx([3 / 4, 1 / 4])
    # to bluff half the time makes meeting better than passing: red in 2/3, black in 1/3
    assert regret(games.poker(bluff=0.5))["Rose"] == pytest.approx(
        (1 - (2 * 2 / 3 - 2 / 3)) * 1 / 3, abs=1e-9
    )
    # never called, a black card gains 1 − (−1) by a bluff
    assert regret(games.poker(bluff=0, call=0))["Fred"] == 2


def test_poker_in_strategic_form_is_myersons_table_and_nashpy_finds_the_same_equilibrium():
    game = games.poker().game()
    assert isinstance(game, nashpy.Game)
    assert game.payoff_matrices[0].tolist() == [[0, 1], [0.5, 0], [-0.5, 1], [0, 0]]
    equilibria = list(game.support_enumeration())
    assert len(equilibria) == 1
    fred, rose = equilibria[0]
    assert fred.tolist() == pytest.approx([1 / 3, 2 / 3, 0, 0])
    assert rose.tolist() == pytest.approx([2 / 3, 1 / 3])


def test_beer_and_quiche_are_both_pooled_on_and_a_sure_weakling_after_beer_is_not_enough():
    everybody_beer = dict(weak=1, strong=1, duel_beer=0, duel_quiche=1)
    assert regret(games.beer_quiche(**everybody_beer, belief=1)) == {"A": 0, "B": 0}
    assert regret(games.beer_quiche(**everybody_beer, belief=0.5)) == {"A": 0, "B": 0}
    # who believes a quiche-eater strong with 0.6 does better by leaving: 0.6 against 0.4
    assert regret(games.beer_quiche(**everybody_beer, belief=0.4))["B"] == pytest.approx(0.2)
    everybody_quiche = dict(weak=0, strong=0, duel_beer=1, duel_quiche=0)
    assert regret(games.beer_quiche(**everybody_quiche, belief=0.5)) == {"A": 0, "B": 0}
    # if beer is not answered by a duel, the strong get 3 for it instead of 2
    assert regret(games.beer_quiche(weak=0, strong=0, duel_beer=0, duel_quiche=0, belief=0.5))["A"] == 1


def test_one_change_at_the_root_does_not_pay_and_a_plan_does():
    gains = games.in_then_a().at().gains()
    assert gains["first"] == ("A", pytest.approx(1))  # In then a brings 2, against 1
    assert gains["later"] == ("A", pytest.approx(2))


# -- offers ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("least", [0, 0.1, 0.37, 1 / 3, 0.8, 1])
def test_ultimatum_pays_the_least_that_is_taken_and_regret_is_what_a_wrong_offer_costs(least):
    assert max(games.ultimatum().regret(least=least).values()) <= CLOSE
    wrong = games.ultimatum(offer=1).regret(least=least)
    assert wrong == {"A": pytest.approx(1 - least, abs=1e-9), "B": pytest.approx(0, abs=1e-9)}


def test_an_offer_that_must_be_bettered_by_however_little_is_no_equilibrium():
    # the threshold itself is refused; just above it A gets 0.63, which the grid of tenths does not hold
    assert games.ultimatum(strict=True).regret()["A"] == pytest.approx(0.63, abs=1e-9)


@pytest.mark.parametrize("options", [{}, {"thresholds": [sympy.Rational(37, 100)]}])
def test_a_grid_holds_offers_thresholds_and_one_step_on_either_side(options):
    root = games.ultimatum(offer=0.5, **options).at().to_dict()["root"]
    values = [move["value"] for move in root["moves"]]
    assert values == pytest.approx(
        [0, 0.1, 0.2, 0.27, 0.3, 0.37, 0.4, 0.47, 0.5, 0.6, 0.7, 0.8, 0.9, 1], abs=1e-12
    )
    assert [move["probability"] for move in root["moves"]] == [float(value == 0.5) for value in values]
    accepted = [move["node"]["moves"][0]["probability"] for move in root["moves"]]
    assert accepted == [float(value >= 0.37) for value in values]
    sets = {move["node"]["information_set"] for move in root["moves"]}
    assert len(sets) == len(values)


def test_two_thresholds_within_one_step_are_both_found():
    model = games.toy(("p", 0.5))
    x = sympy.Symbol("x", real=True)
    ends = lambda: End({"A": 0, "B": 0, "C": 0})  # noqa: E731
    low = Move("C", "third", [("no", x < 0.517, ends()), ("yes", None, ends())])
    answer = Move("B", "answer", [("no", x < 0.512, ends()), ("yes", None, low)])
    values = [m["value"] for m in model.tree("t", Offer("A", "offer", x, 0, 1, 0.05, [(0, 1)], answer))
              .at().to_dict()["root"]["moves"]]  # fmt: skip
    for threshold in (0.512, 0.517):
        for number in (threshold - 0.05, threshold, threshold + 0.05):
            assert min(abs(value - number) for value in values) < 1e-9, number

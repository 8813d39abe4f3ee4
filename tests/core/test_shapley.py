"""Shapley value: its axioms, the glove game, and orders of arrival played out one by one."""

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.core.shapley import coalitions, shapley

PLAYERS = "abcd"


@st.composite
def games(draw):
    worths = draw(st.lists(st.floats(-10, 10), min_size=16, max_size=16))
    return dict(zip(coalitions(PLAYERS), worths, strict=True))


def by_arrival(game):
    """What each player adds on arriving, averaged over the 24 orders."""
    total = dict.fromkeys(PLAYERS, 0.0)
    orders = list(permutations(PLAYERS))
    for order in orders:
        for k, player in enumerate(order):
            total[player] += game[frozenset(order[: k + 1])] - game[frozenset(order[:k])]
    return {player: value / len(orders) for player, value in total.items()}


@settings(max_examples=60, deadline=None)
@given(games())
def test_is_the_average_over_orders_of_arrival_and_hands_out_everything(game):
    """Shapley (1953): efficiency; the formula of R4."""
    found = shapley(PLAYERS, game.__getitem__)
    assert found == pytest.approx(by_arrival(game), abs=1e-12)
    assert sum(found.values()) == pytest.approx(game[frozenset(PLAYERS)] - game[frozenset()], abs=1e-12)


@settings(max_examples=60, deadline=None)
@given(games())
def test_exchanging_start_and_end_turns_every_sign(game):
    """Antisymmetry: v(S) against v(all but S)."""
    everyone = frozenset(PLAYERS)
    back = shapley(PLAYERS, lambda s: game[everyone - s])
    assert back == pytest.approx({p: -v for p, v in shapley(PLAYERS, game.__getitem__).items()}, abs=1e-12)


def test_glove_game():
    """One left glove, two right gloves; only a pair is worth 1."""
    found = shapley(["left", "right", "other"], lambda s: float("left" in s and len(s) > 1))
    assert found == pytest.approx({"left": 2 / 3, "right": 1 / 6, "other": 1 / 6}, abs=1e-12)


def test_two_themes():
    """Exercise 1 of the synthesis."""
    worth = {(): 0.2, (1,): 0.5, (2,): 0.3, (1, 2): 0.9}
    assert shapley([1, 2], lambda s: worth[tuple(sorted(s))]) == pytest.approx({1: 0.45, 2: 0.25})


def test_who_adds_nothing_gets_nothing_and_equals_get_the_same():
    found = shapley("abz", lambda s: len(s - {"z"}) ** 2)
    assert found["z"] == 0 and found["a"] == found["b"] == 2
    assert shapley("", lambda s: 1.0) == {}

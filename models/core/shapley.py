"""Shapley value: what each player adds, averaged over all orders in which players can join.

L. S. Shapley (1953), A value for n-person games, Contributions to the Theory of Games II, 307-317.
"""

from collections.abc import Callable, Hashable, Iterable
from itertools import combinations
from math import comb


def shapley(players: Iterable[Hashable], value: Callable[[frozenset], float]) -> dict[Hashable, float]:
    """Shapley value of the game in which a coalition S is worth ``value(S)``.

    The shares add up to ``value(all) - value(none)``; `value` is called once for each of the 2**n coalitions.

    Examples
    --------
    >>> {k: round(v, 2) for k, v in shapley("ab", lambda s: {0: 0.2, 1: 0.3, 2: 0.9}[len(s)]).items()}
    {'a': 0.35, 'b': 0.35}
    """
    players = tuple(dict.fromkeys(players))
    worth = {frozenset(s): value(frozenset(s)) for s in coalitions(players)}
    n = len(players)
    shares = {}
    for player in players:
        without = [s for s in worth if player not in s]
        # |S|! (n - |S| - 1)! / n! is one over n times the number of coalitions of that size among the others
        shares[player] = sum((worth[s | {player}] - worth[s]) / (n * comb(n - 1, len(s))) for s in without)
    return shares


def coalitions(players: Iterable[Hashable]) -> list[frozenset]:
    """All subsets of `players`, smallest first."""
    players = tuple(players)
    return [frozenset(s) for size in range(len(players) + 1) for s in combinations(players, size)]

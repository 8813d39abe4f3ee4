"""The strategic form of a tree at a point, for two players.

A *strategy* says what its player does at each of its information sets; the *reduced* strategic form (J. von Neumann
and O. Morgenstern 1944; H. W. Kuhn 1953) leaves out what it would do where it cannot come by its own earlier moves.
"""

import itertools
from math import prod

import numpy as np

from models.core.trees.walking import levels

MOST = 2_000  # strategies of one player
CELLS = 200_000


def strategies(root, player, title):
    """The reduced strategies of `player`: mappings from its information sets to the index of a move."""
    follows, first, labels = {}, [], {}
    for depth, sets in enumerate(levels(root, player)):
        for key, spots in sets.items():
            labels[key] = spots[0].labels
            if depth == 0:
                first.append(key)
    for key in labels:
        follows[key] = [[] for _ in labels[key]]
    for sets in levels(root, player):
        for key, spots in sets.items():
            for spot in spots:
                for k, child in enumerate(spot.nodes):
                    for later in _next(child, player):
                        if later not in follows[key][k]:
                            follows[key][k].append(later)

    def count(key):
        return sum(prod(map(count, later)) for later in follows[key])

    if (number := prod(map(count, first))) > MOST:
        raise ValueError(
            f"{title}: {player} has {number if number < 1e9 else 'more than 10^9'} strategies, too many for a matrix "
            f"(at most {MOST}); offers over a grid have one reply for each number: use efg or regret"
        )

    def plans(keys):
        for choice in itertools.product(*(list(one(key)) for key in keys)):
            yield {name: move for part in choice for name, move in part.items()}

    def one(key):
        for move, later in enumerate(follows[key]):
            for rest in plans(later):
                yield {key: move, **rest}

    return list(plans(first)), labels


def _next(spot, player):
    waiting = [spot]
    while waiting:
        spot = waiting.pop()
        if spot.player == player:
            yield spot.information_set
        else:
            waiting.extend(reversed(spot.nodes))


def matrices(root, players, title):
    """(row player's payoffs, column player's payoffs, names of the rows, names of the columns)."""
    if len(players) != 2:
        raise ValueError(f"{title} has {len(players)} players ({', '.join(players)}); a matrix needs two")
    plans = [strategies(root, player, title) for player in players]
    rows, columns = plans[0][0], plans[1][0]
    if len(rows) * len(columns) > CELLS:
        raise ValueError(
            f"{title}: a matrix of {len(rows)} × {len(columns)} is too large (at most {CELLS} cells)"
        )
    tables = np.zeros((2, len(rows), len(columns)))
    for i, row in enumerate(rows):
        for j, column in enumerate(columns):
            tables[:, i, j] = _payoffs(root, players, row | column)
    return (*tables, *([_name(plan, labels) for plan in found] for found, labels in plans))


def _payoffs(spot, players, plan):
    if spot.kind == "end":
        return np.array([spot.payoffs[player] for player in players])
    if spot.kind == "move":
        return _payoffs(spot.nodes[plan[spot.information_set]], players, plan)
    return sum(
        p * _payoffs(child, players, plan) for p, child in zip(spot.chances, spot.nodes, strict=True) if p
    )


def _name(plan, labels):
    return "; ".join(f"{key}: {labels[key][move]}" for key, move in plan.items()) or "no move"

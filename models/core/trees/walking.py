"""Walking a tree at a point: payoffs, beliefs, and the most that a player could gain anywhere.

*Sequential rationality* (D. M. Kreps and R. Wilson 1982): at every information set, reached or not, what a player
plans from there on is best given its beliefs and what the others plan. Beliefs follow Bayes' rule from the player's
own earlier ones wherever the others' moves allow it, on the path or off it (pre-consistency, E. Hendon, H. J.
Jacobsen and B. Sloth 1996), else from the last node above that all nodes of the set have in common, as if play had
come there (as in every consistent assessment). Only elsewhere are they stated.
"""

import numpy as np

from models.core.trees.points import TOLERANCE, figure

REACHED = 1e-12


def payoffs(root, players):
    """Player → expected payoff of the equilibrium, from `root` on."""
    return dict(zip(players, _values(root, players)[id(root)], strict=True))


def reach(root):
    """id of each spot → chance that play comes there."""
    chances = {id(root): 1.0}
    for spot in root.walk():
        for chance, child in zip(spot.chances, spot.nodes, strict=True):
            chances[id(child)] = chances[id(spot)] * chance
    return chances


def results(root):
    """Result of an end → chance of it."""
    chances, found = reach(root), {}
    for spot in root.walk():
        if spot.kind == "end":
            found[spot.result] = found.get(spot.result, 0.0) + chances[id(spot)]
    return found


def information_sets(root):
    """Information set → its spots, depth first."""
    found = {}
    for spot in root.walk():
        if spot.kind == "move":
            found.setdefault(spot.information_set, []).append(spot)
    return found


def _values(root, players):
    """id of each spot → expected payoffs, in the order of `players`."""
    order = list(root.walk())
    values = {}
    for spot in reversed(order):
        if spot.kind == "end":
            values[id(spot)] = np.array([spot.payoffs[player] for player in players])
        else:
            values[id(spot)] = sum(
                chance * values[id(child)] for chance, child in zip(spot.chances, spot.nodes, strict=True) if chance
            )  # fmt: skip
    return values


def levels(root, player):
    """The player's information sets by the number of its own earlier moves: lists of {set: [spots]}."""
    level, found = [root], []
    while level:
        sets = {}
        for start in level:
            waiting = [start]
            while waiting:
                spot = waiting.pop()
                if spot.player == player:
                    sets.setdefault(spot.information_set, []).append(spot)
                else:
                    waiting.extend(reversed(spot.nodes))
        if sets:
            found.append(sets)
        level = [child for spots in sets.values() for spot in spots for child in spot.nodes]
    return found


def beliefs(root, players, title):
    """Information set → [(spot, probability)], depth first. ValueError where no belief follows or is stated."""
    believed, order, above = {}, {}, {}
    for k, spot in enumerate(root.walk()):
        order[id(spot)] = k
        above.update((id(child), (spot, p)) for child, p in zip(spot.nodes, spot.chances, strict=True))
    overall = reach(root)
    for player in players:
        weights, starts = {}, [(root, 1.0)]
        for sets in levels(root, player):
            weights = {}
            for start, weight in starts:
                waiting = [(start, weight)]
                while waiting:
                    spot, weight = waiting.pop()
                    if spot.player == player:
                        weights[id(spot)] = weight
                    else:
                        waiting.extend((c, weight * p) for p, c in zip(spot.chances, spot.nodes, strict=True))
            starts = []
            for key, spots in sets.items():
                spots.sort(key=lambda spot: order[id(spot)])
                share = _belief(key, player, spots, [weights[id(s)] for s in spots], overall, above, title)
                believed[key] = list(zip(spots, share, strict=True))
                starts += [(child, p) for p, spot in zip(share, spots, strict=True) for child in spot.nodes]
    return believed


def _from_above(player, spots, above):
    """Weights of `spots` from the last node that all have in common, unless the player itself moved below it."""
    paths = []
    for spot in spots:
        path = [(spot, 1.0)]
        while id(path[-1][0]) in above:
            path.append(above[id(path[-1][0])])
        paths.append(path[::-1])  # (node, chance of the move taken there), the root first
    shared = 0
    while all(len(path) > shared + 1 and path[shared][0] is paths[0][shared][0] for path in paths):
        shared += 1
    weights = []
    for path in paths:
        weight = 1.0
        for k, (node, chance) in enumerate(path[shared - 1 : -1]):
            if node.player == player and k:
                return [0.0] * len(spots)
            weight *= 1.0 if node.player == player else chance
        weights.append(weight)
    return weights


def _belief(key, player, spots, weights, overall, above, title):
    if len(spots) == 1:
        return [1.0]
    if sum(weights) <= REACHED and sum(instead := _from_above(player, spots, above)) > REACHED:
        weights = instead
    total = sum(weights)
    follows = [weight / total for weight in weights] if total > 0 else None
    stated = None if spots[0].belief is None else [spot.belief for spot in spots]
    off_path = sum(overall[id(spot)] for spot in spots) <= REACHED
    if total > REACHED and not (off_path and stated):
        return follows
    if stated is None:
        if follows:
            return follows
        raise ValueError(
            f"{title}: {player} cannot tell what led to {key!r}, which nobody plays; state `belief` at its nodes"
        )
    if not all(-TOLERANCE <= p <= 1 + TOLERANCE for p in stated) or abs(sum(stated) - 1) > TOLERANCE:
        listed = ", ".join(map(figure, stated))
        raise ValueError(
            f"{title}: the beliefs of {player} at {key!r} are {listed}: no probabilities that add up to 1"
        )
    if total > REACHED and max(abs(a - b) for a, b in zip(stated, follows, strict=True)) > TOLERANCE:
        raise ValueError(
            f"{title}: the beliefs of {player} at {key!r}, {', '.join(map(figure, stated))}, contradict its own earlier "
            f"ones and the strategies of the others, which give {', '.join(map(figure, follows))}"
        )
    return follows if total > REACHED else [min(1.0, max(0.0, p)) for p in stated]


def gains(root, players, title):
    """Information set → (player, most it could gain from there on by a best reply there and at all later sets)."""
    believed = beliefs(root, players, title)
    equilibrium = _values(root, players)
    found = {}
    for column, player in enumerate(players):
        best = {}  # id of the player's own spots → payoff under its best plan
        for sets in reversed(levels(root, player)):
            for key in sets:
                spots, share = zip(*believed[key], strict=True)
                rows = [[_best(child, player, best) for child in spot.nodes] for spot in spots]
                weight = np.array(share)
                worth = weight @ np.array(rows)
                choice = int(np.argmax(worth))
                best.update((id(spot), row[choice]) for spot, row in zip(spots, rows, strict=True))
                kept = weight @ np.array([equilibrium[id(spot)][column] for spot in spots])
                found[key] = player, float(worth[choice] - kept)
    return found


def _best(spot, player, best):
    """What `spot` is worth to `player` if it goes on best (known below) and the others as planned."""
    if spot.player == player:
        return best[id(spot)]
    if spot.kind == "end":
        return spot.payoffs[player]
    return sum(p * _best(child, player, best) for p, child in zip(spot.chances, spot.nodes, strict=True) if p)

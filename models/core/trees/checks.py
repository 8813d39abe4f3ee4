"""What a tree cannot mean, said where it is stated."""

import numpy as np

from models.core.trees.nodes import Chance, End, Move, Offer
from models.core.trees.points import Builder, pick

DRAWS = 6  # random points at which a tree is tried when it is stated, beside the default and the presets
SAME = 1e-9


def players(reader) -> tuple[str, ...]:
    """Everybody who moves or is paid, in the order in which the tree names them; every end pays each of them."""
    found: dict[str, None] = {}
    ends = []
    for place in reader.walk():
        if isinstance(place.node, (Move, Offer)):
            found.setdefault(place.node.player)
        elif isinstance(place.node, End):
            ends.append(place)
    for place in ends:
        for player in place.node.payoffs:
            found.setdefault(player)
    for place in ends:
        if missing := [player for player in found if player not in place.node.payoffs]:
            reader.fail(
                f"the end at {place.where} has no payoff for {', '.join(missing)}; every end pays every player"
            )
    for place in reader.walk():
        if isinstance(place.node, Offer) and (unknown := set(place.node.hidden) - set(found)):
            reader.fail(f"{place.where}: `hidden` names {sorted(unknown)[0]!r}, who is no player of the tree")
    return tuple(found)


def _plan(place):
    """What must be the same at all nodes of one information set: kind, moves, strategy."""
    node = place.node
    if isinstance(node, Move):
        keys = [("chance", k) for k in range(len(node.moves))]
        return [label for label, _, _ in node.moves], [place.expressions[key] for key in keys]
    keys = [key for key in place.expressions if key != "belief"]
    labels = [place.variable.name, *node.hidden, *(label for label, _, _ in node.moves)]
    return labels, [place.expressions[key] for key in keys]


def information_sets(reader):
    """Information set → its places; ValueError where they could be told apart or recall is imperfect."""
    sets, chances = {}, {}
    for place in reader.walk():
        if isinstance(place.node, (Move, Offer)):
            sets.setdefault(place.node.information_set, []).append(place)
        elif isinstance(place.node, Chance) and place.node.name:
            chances.setdefault(place.node.name, []).append(place)
    for name, places in sets.items():
        first = places[0]
        for place in places[1:]:
            _alike(reader, name, first, place)
        stated = [place for place in places if place.node.belief is not None]
        if stated and len(stated) < len(places):
            missing = next(place for place in places if place.node.belief is None)
            reader.fail(f"{name!r}: a belief is stated at {stated[0].where} and none at {missing.where}; "
                        "state it at every node of the information set, or at none")  # fmt: skip
        for place in places:
            _knows(reader, place)
    for name, places in chances.items():
        for place in places[1:]:
            if [m[0] for m in place.node.moves] != [m[0] for m in places[0].node.moves]:
                reader.fail(f"two chance nodes are called {name!r} and draw from other labels, at "
                            f"{places[0].where} and {place.where}")  # fmt: skip
    return sets


def _alike(reader, name, first, place):
    at = f"{name!r}: at {first.where} and {place.where}"
    if first.node.player != place.node.player:
        reader.fail(
            f"{at} move {first.node.player} and {place.node.player}; an information set belongs to one player"
        )
    if type(first.node) is not type(place.node):
        reader.fail(f"{at} stand a Move and an Offer; nodes of one information set have the same moves")
    (labels, strategy), (others, other) = _plan(first), _plan(place)
    if labels != others:
        reader.fail(f"{at} the moves are {', '.join(labels)} and {', '.join(others)}; a player who cannot tell two "
                    "nodes apart has the same moves at both")  # fmt: skip
    if strategy != other:
        reader.fail(
            f"{at} the strategy is another; a player who cannot tell two nodes apart plays the same at both"
        )
    player = first.node.player
    if first.history.get(player, ()) != place.history.get(player, ()):
        told = [", ".join(f"{move!r} at {where!r}" for where, move in p.history.get(player, ())) or "nothing yet"
                for p in (first, place)]  # fmt: skip
        reader.fail(f"{at} {player} has done other things ({told[0]}; {told[1]}), and would have to forget them: a tree "
                    "needs perfect recall")  # fmt: skip
    if [o.variable for o in first.seen(player)] != [o.variable for o in place.seen(player)]:
        reader.fail(f"{at} {player} has seen other offers, and can tell the nodes apart")


def _knows(reader, place):
    """The strategy at `place` names no number that its player has not seen."""
    player = place.node.player
    seen = {offer.variable for offer in place.seen(player)}
    hidden = {o.variable.name: o for o in place.offers} if len(seen) < len(place.offers) else {}
    hidden = {name for name, offer in hidden.items() if offer.variable not in seen}
    if not hidden:
        return
    for expression in _plan(place)[1]:
        names = {symbol.name for symbol in expression.free_symbols}
        rests = {s.name for line in reader.model.chain(names) for s in line.expression.free_symbols} | names
        if used := sorted(hidden & rests):
            reader.fail(
                f"{place.node.information_set!r}: the strategy rests on {used[0]}, which {player} does not see"
            )


def trial_points(model, requires):
    """Default, presets and a few random stops of the sliders where the tree holds: arrays of one dimension."""
    random = np.random.default_rng(9)
    rows = [{}, *model.presets.values()]
    points = {}
    for name, p in model.parameters.items():
        if p.choices:
            drawn = random.integers(0, len(p.choices), 20 * DRAWS).astype(float)
        else:
            stops = round((p.high - p.low) / p.step)
            drawn = np.minimum(p.high, p.low + p.step * random.integers(0, stops + 1, 20 * DRAWS))
        points[name] = np.append([float(p.read(row.get(name, p.default))) for row in rows], drawn)
    size = len(rows) + 20 * DRAWS
    holds = np.ones(size, dtype=bool)
    for condition, _ in [*model.rules, *requires]:
        holds &= np.broadcast_to(np.asarray(model.values_at(points, [condition])[0], dtype=bool), size)
    kept = np.flatnonzero(holds)
    kept = np.append(kept[kept < len(rows)], kept[kept >= len(rows)][:DRAWS])
    return {name: values[kept] for name, values in points.items()}, len(kept)


def try_out(tree):
    """Build the tree at a few points, coarsely: chances, strategies, beliefs."""
    points, size = trial_points(tree.model, tree.requires)
    if not size:
        raise ValueError(f"{tree.title}: `requires` holds neither at the default, nor at a preset, nor at {20 * DRAWS} "
                         "random points; a tree must hold somewhere")  # fmt: skip
    try:
        _try(tree, points, (size,))
    except ValueError:
        for index in range(size):  # which point it was
            point = pick(points, index)
            try:
                _try(tree, point, ())
            except ValueError as fault:
                raise ValueError(f"{fault} {_told(tree.model, point)}") from None
        raise


def _try(tree, points, shape):
    builder = Builder(tree.model, tree.title, tree.players, fine=False)
    for root in builder.many(tree.place, tree.block, points, shape):
        same_strategies(tree, root)
        tree.believed(root)


def _told(model, point):
    given = ", ".join(f"{name}={model.parameters[name].choices[int(v)] if model.parameters[name].choices else f'{v:.6g}'}"
                      for name, v in point.items() if name in model.parameters)  # fmt: skip
    return f"(tried at {given})"


def same_strategies(tree, root):
    """ValueError where the strategy of one information set differs between its nodes (through a `let`)."""
    first = {}
    for spot in root.walk():
        if spot.kind != "move":
            continue
        other = first.setdefault(spot.information_set, spot)
        if spot.labels != other.labels or max(
            (abs(a - b) for a, b in zip(spot.chances, other.chances, strict=True)), default=0
        ) > SAME:  # fmt: skip
            raise ValueError(
                f"{tree.title}: the strategy at {spot.information_set!r} is another at {other.place.where} than at "
                f"{spot.place.where}: it names what {spot.player} does not know there (`let` changes it)"
            )

"""The rules of a play in words and as a table: what stands on paper, and where no script runs."""

import numpy as np

from widgets.play.match import TINY, Game
from widgets.play.sending import before_of, label_of, unit_of
from widgets.words import wording


def rules(play) -> list[dict]:
    """One entry for each kind of round: heading, sentences, and a table of the ways through the game."""
    found, seen = [], []
    for reading in play.stated:
        round_, same = reading.round, [other.round for other in seen]
        seen.append(reading)
        numbers = [str(k + 1) for k, other in enumerate(play.readings) if other is reading]
        whole = len(play.readings) == len(numbers)
        told = [before_of(reading), round_.says]
        if reading.games:
            told.append(_games_in_words(reading))
        table = next((k for k, other in enumerate(same) if _alike(other, round_)), None)
        found.append({
            "heading": "" if whole else f"Round{'s' if len(numbers) > 1 else ''} {_listed(numbers)}",
            "role": f"You are {label_of(round_, round_.role)}." + (
                f" {len(numbers)} rounds." if whole and len(numbers) > 1 else ""),
            "told": [text for text in told if text],
            "table": None if table is not None else _table(reading),
        })  # fmt: skip
    return found


def _alike(one, other):
    parts = ("tree", "values", "without", "scale", "labels", "words", "choose", "hide")
    return all(getattr(one, part) == getattr(other, part) for part in parts)


def _listed(numbers):
    return numbers[0] if len(numbers) == 1 else f"{', '.join(numbers[:-1])} and {numbers[-1]}"


def _games_in_words(reading):
    name = reading.round.choose
    if isinstance(name, str) and not reading.model.parameters[name].choices:
        p = reading.model.parameters[name]
        factor, unit = unit_of(reading, name)
        ends = " to ".join(wording.number(factor * end) for end in (p.low, p.high))
        return f"First choose the game: {p.label}, from {ends}{f' {unit}' if unit else ''}."
    return f"First choose the game: {' or '.join(words for words, _ in reading.games)}."


def _table(reading):
    """{"players": […], "rows": [(way, [payoff in words, …])], "unit"}; at the first game where one is chosen."""
    given = reading.round
    game = Game(reading, reading.games[0][1] if reading.games else {})
    players = [player for player in reading.tree.players if player not in given.hide]
    rows = [(" → ".join(way), pays) for way, pays in _ways(game, game.told.root, game.first, (), {}, players)]
    at = f" (numbers for {_game_named(reading)})" if reading.games else ""
    return {
        "players": [label_of(given, player) for player in players],
        "rows": rows,
        "unit": given.scale[1] + at,
    }


def _game_named(reading):
    words, values = reading.games[0]
    return words or ", ".join(f"{name} {value:g}" for name, value in values.items())


def _ways(game, node, scope, way, offers, players):
    scope = game.enter(node, scope)
    given = game.round
    word = lambda name: given.words.get(name, name)  # noqa: E731
    if node["kind"] == "end":
        again = ("the game starts over",) if node.get("again") else ()
        pays = _goes_on if again else _pays
        yield (*way, *again), [pays(game, node, scope, offers, player) for player in players]
        return
    mover = node.get("player")
    who = (
        label_of(given, mover)
        if mover
        else ("chance" if node["key"].startswith("chance ") else word(node["key"]))
    )
    who = who[0].upper() + who[1:]
    if node["kind"] == "offer":
        name = node["variable"]
        inside = {**offers, name: (node, scope)}
        low, high, _ = game.span(node, scope)
        factor, unit = unit_of(game.reading, name)
        ends = " to ".join(wording.number(factor * end) for end in (low, high))
        middle = game.moved(scope, {name: (low + high) / 2})
        step = f"{who}: {word(name)}, {ends}{f' {unit}' if unit else ''}"
        yield from _ways(game, node["node"], middle, (*way, step), inside, players)
        if node["none"] and node["none"]["label"] not in given.without:
            label = node["none"]["label"]
            yield from _ways(
                game, node["none"]["node"], scope, (*way, f"{who}: {word(label)}"), offers, players
            )
        return
    for move in node["moves"]:
        if mover and move["label"] in given.without:
            continue
        if not mover and not scope.values[move["probability"]] > TINY:
            continue
        chance = ""
        if not mover:
            chance = f" ({wording.number(scope.values[move['probability']], '%')})"
        step = f"{who}: {word(move['label'])}{chance}"
        yield from _ways(game, move["node"], scope, (*way, step), offers, players)


def _goes_on(game, node, scope, offers, player):
    """What is paid where a game starts over: until then, and the weight of the rest. What the rest is worth is the
    reader's to find out."""
    so_far = _pays(game, node, scope, offers, player, "gained")
    weight = round(float(scope.values[node["weight"][player]]), 6)
    rest = "what follows" if weight == 1 else f"{wording.number(weight)} × what follows"
    return rest if so_far == "0" else f"{so_far} + {rest}"


def _pays(game, node, scope, offers, player, what="payoffs"):
    """A payoff in the round's scale: a number, or what it is in the numbers named where it follows them in a line."""
    factor = game.round.scale[0]
    value = factor * scope.values[node[what][player]]
    if not offers:
        return wording.number(round(value, 9))
    model, expressions = game.reading.model, game.told.expressions
    expression = expressions[node[what][player]]
    named = [name for name in offers if name in {s.name for s in expression.free_symbols}]
    if not named and not any(name in game.reading.model.parameters for name in offers):
        return wording.number(round(value, 9))
    at = lambda **there: factor * float(model.values_at(  # noqa: E731
        {**scope.point, **{n: np.asarray(v) for n, v in there.items()}}, [expression])[0])  # fmt: skip
    middles = {name: float(scope.point[name]) for name in offers}
    slopes, constant = {}, value
    for name in offers:
        size = unit_of(game.reading, name)[0]
        side = [at(**{**middles, name: middles[name] + step}) - value for step in (1e-3, -1e-3, 2e-3)]
        slopes[name] = side[0] / 1e-3 / size
        constant -= slopes[name] * middles[name] * size
        ends = game.span(*offers[name])  # a line in the middle may have a kink further out
        bent = [at(**{**middles, name: end}) - value - side[0] / 1e-3 * (end - middles[name]) for end in ends]
        if abs(side[0] + side[1]) > 1e-7 or abs(side[2] - 2 * side[0]) > 1e-7 or max(map(abs, bent)) > 1e-5:
            words = " and ".join(game.round.words.get(n, n) for n in offers)
            return f"depends on {words}"
    return _line(constant, {game.round.words.get(name, name): slope for name, slope in slopes.items()})


def _line(constant, slopes):
    parts = [] if abs(constant) < 1e-6 else [wording.number(round(constant, 6))]
    for name, slope in slopes.items():
        if abs(slope) < 1e-6:
            continue
        size = abs(round(slope, 6))
        term = name if abs(size - 1) < 1e-6 else f"{wording.number(size)} × {name}"
        sign = "−" if slope < 0 else "+" if parts else ""
        parts.append(f"{sign} {term}" if parts else f"{sign}{term}")
    return " ".join(parts) or "0"


def in_words(play) -> str:
    """The rules as plain text."""
    lines = [play.title]
    for entry in rules(play):
        lines += [entry["heading"], entry["role"], *entry["told"]]
        if entry["table"]:
            table = entry["table"]
            heads = ", ".join(table["players"])
            lines.append(f"Ends ({heads}{'; ' + table['unit'] if table['unit'] else ''}):")
            lines += [f"- {way}: {', '.join(pays)}" for way, pays in table["rows"]]
    return "\n".join(line for line in lines if line)

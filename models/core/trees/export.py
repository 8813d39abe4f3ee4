"""A tree at a point in other forms: a plain structure, words, Gambit's file."""

from fractions import Fraction

from models.core.trees.points import figure


def structure(spot) -> dict:
    """The plain structure of `spot` and all below it (see the package's docstring)."""
    if spot.kind == "end":
        plain = {"kind": "end", "payoffs": dict(spot.payoffs)}
        if spot.result:
            plain["result"] = spot.result
        if spot.again is not None:
            plain |= {"again": True, **{key: dict(value) for key, value in spot.again.items()}}
        return plain
    plain = {"kind": spot.kind}
    if spot.kind == "chance":
        plain["name"] = spot.name
    else:
        plain |= {"player": spot.player, "information_set": spot.information_set,
                  "set": spot.place.node.information_set}  # fmt: skip
    if spot.values is not None:
        plain |= {"offer": spot.variable, "step": spot.step}
    plain["moves"] = moves = []
    for k, (label, chance, child) in enumerate(zip(spot.labels, spot.chances, spot.nodes, strict=True)):
        value = {"value": spot.values[k]} if spot.values is not None and k < len(spot.values) else {}
        moves.append({"label": label, **value, "probability": float(chance), "node": structure(child)})
    return plain


def words(spot, believed, depth=0):
    """Lines that describe `spot` and all below it, indented by what came before."""
    lead = "  " * depth
    if spot.kind == "end":
        pays = ", ".join(f"{player} {payoff:.4g}" for player, payoff in spot.payoffs.items())
        how = "The game starts over, worth" if spot.again is not None else "End"
        yield f"{lead}{how}{f' ({spot.result})' if spot.result else ''}: {pays}."
        return
    if spot.kind == "chance":
        yield f"{lead}Chance decides{f' on {spot.name}' if spot.name else ''}:"
    else:
        held = believed[spot.information_set]
        unsure = ""
        if len(held) > 1:
            own = next(p for other, p in held if other is spot)
            unsure = (
                f" (one of {len(held)} nodes that {spot.player} cannot tell apart; believed with {own:.4g})"
            )
        what = f"names {spot.variable}" if spot.values is not None else "moves"
        yield f"{lead}{spot.player} {what} at “{spot.information_set}”{unsure}:"
    shown = list(zip(spot.labels, spot.chances, spot.nodes, strict=True))
    if spot.values is not None:  # a grid is told by its ends and by what is played
        ends = {0, len(spot.values) - 1}
        shown = [entry for k, entry in enumerate(shown) if k in ends or entry[1] > 0 or k >= len(spot.values)]
    for label, chance, child in shown:
        yield f"{lead}- {label}, with chance {chance:.4g}:"
        yield from words(child, believed, depth + 1)


def gambit(root, players, title) -> str:
    """The tree as a Gambit extensive-form file (.efg, version 2)."""
    numbers = {player: k + 1 for k, player in enumerate(players)}
    sets: dict[str, dict[str, int]] = {player: {} for player in players}
    lines = [f"EFG 2 R {_quote(title)} {{ {' '.join(map(_quote, players))} }}", '""', ""]
    chances = ends = 0
    for spot in root.walk():
        if spot.kind == "end":
            ends += 1
            pays = ", ".join(_decimal(spot.payoffs[player]) for player in players)
            lines.append(f't "" {ends} {_quote(spot.result)} {{ {pays} }}')
        elif spot.kind == "chance":
            chances += 1
            exact = probabilities(spot.chances)
            moves = " ".join(f"{_quote(label)} {p}" for label, p in zip(spot.labels, exact, strict=True))
            lines.append(f'c "" {chances} {_quote(spot.name)} {{ {moves} }} 0')
        else:
            own = sets[spot.player]
            number = own.setdefault(spot.information_set, len(own) + 1)
            moves = " ".join(map(_quote, spot.labels))
            name = _quote(spot.information_set)
            lines.append(f'p "" {numbers[spot.player]} {number} {name} {{ {moves} }} 0')
    return "\n".join(lines) + "\n"


def probabilities(chances) -> list[Fraction]:
    """Floats as fractions that add up to exactly 1; rounding is put on the largest."""
    exact = [Fraction(repr(float(chance))) for chance in chances]
    largest = max(range(len(exact)), key=exact.__getitem__)
    exact[largest] = 1 - sum(exact[:largest] + exact[largest + 1 :])
    return exact


def _quote(text) -> str:
    return '"' + str(text).replace("\\", "\\\\").replace('"', '\\"') + '"'


def _decimal(value) -> str:
    text = figure(value) if float(figure(value)) == value else repr(float(value))
    return format(Fraction(text).limit_denominator(10**18), "") if "e" in text else text

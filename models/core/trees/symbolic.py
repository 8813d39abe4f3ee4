"""A tree as it travels to a page: labels and SymPy expressions, no numbers (see the package's docstring)."""

import sympy

from models.core.trees.nodes import Again, Chance, End, Move


def page(tree) -> dict:
    """The whole of `tree` as a plain structure whose leaves are text and SymPy expressions."""
    expressions: dict[sympy.Basic, None] = {}

    def keep(expression):
        expressions.setdefault(expression)
        return expression

    def branch(place, k, key):
        label = place.node.moves[k][0]
        return {"label": label, "probability": keep(place.expressions[key]), "node": node(place.children[k])}

    def node(place):
        stated, read = place.node, place.expressions
        let = {parameter.name: keep(value) for parameter, value in place.let}
        if isinstance(stated, End):
            found = {"kind": "end", "payoffs": {who: keep(read["payoff", who]) for who in tree.players}}
            if stated.result:
                found["result"] = stated.result
            if isinstance(
                stated, Again
            ):  # its `let` is where the next round stands: what was set above it, too
                let = {
                    key[1]: keep(place.scope.expressions[k])
                    for key, k in place.slots.items()
                    if key[0] == "let"
                }
                found |= {"again": True, "let": let, **{
                    what: {who: keep(read[what, who]) for who in tree.players} for what in ("gained", "weight")
                }}  # fmt: skip
                return found
        elif isinstance(stated, (Chance, Move)):
            found = {"kind": "chance", "name": stated.name} if isinstance(stated, Chance) else {
                "kind": "move", "player": stated.player, "information_set": stated.information_set}  # fmt: skip
            found["moves"] = [branch(place, k, ("chance", k)) for k in range(len(stated.moves))]
        else:
            found = {
                "kind": "offer",
                "player": stated.player,
                "information_set": stated.information_set,
                "variable": place.variable.name,
                "parameter": place.variable.name in tree.model.parameters,
                **{what: keep(read[what]) for what in ("low", "high", "step")},
                "plays": [{"value": keep(read["value", k]), "chance": keep(read["chance", k])}
                          for k in range(len(stated.plays))],
                "thresholds": [keep(read["threshold", k]) for k in range(len(stated.thresholds))],
                "hidden": list(stated.hidden),
                "none": branch(place, 0, "none") if stated.none else None,
                "node": node(place.reply),
            }  # fmt: skip
        if "belief" in read:
            found["belief"] = keep(read["belief"])
        if let:
            found["let"] = let
        return found

    root = node(tree.place)
    requires = [{"condition": keep(condition), "words": words} for condition, words in tree.requires]
    return {
        "name": tree.name,
        "doc": tree.doc,
        "players": list(tree.players),
        "requires": requires,
        "values": {player: keep(value) for player, value in tree.values.items()},
        "results": {result: keep(value) for result, value in tree.results.items()},
        "root": root,
        "expressions": list(expressions),
    }

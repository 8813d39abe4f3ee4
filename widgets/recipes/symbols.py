"""A tree as a play walks it: every expression a number in one list, every place with what it tells whom.

The structure is `Tree.page()`'s with these changes, and is the same for Python (`match`) and the page (`match.js`):
expressions are indices into `expressions`; a node that tells something has a `key`, so that what happened is the event
`key|label` (of an offer `key|#`); `known` maps an information set to the events that its player can be sure of there,
because they lie above every one of its nodes.
"""

from dataclasses import dataclass

import sympy


@dataclass
class Symbols:
    """`root` with indices, `expressions` they stand for, `known` and `players` of information sets, `offers` by name."""

    tree: object
    root: dict
    expressions: list
    known: dict
    movers: dict
    labels: dict
    chances: dict
    offers: dict


def symbols(tree) -> Symbols:
    page = tree.page()
    index = {expression: k for k, expression in enumerate(page["expressions"])}
    known, movers, labels, chances, offers = {}, {}, {}, {}, {}

    def ref(value):
        if isinstance(value, sympy.Basic):
            return index[value]
        return value

    def told(node, path, events, counts):
        kind, found = node["kind"], {}
        for name, value in node.items():
            if name in ("moves", "none", "node"):
                continue
            if isinstance(value, dict):
                found[name] = {key: ref(entry) for key, entry in value.items()}
            elif name == "plays":
                found[name] = [{key: ref(entry) for key, entry in play.items()} for play in value]
            elif name == "thresholds":
                found[name] = [ref(entry) for entry in value]
            else:
                found[name] = ref(value)
        if kind == "end":
            return found
        if kind == "chance":
            key = found["key"] = node["name"] or "chance " + "/".join(path)
            names = chances.setdefault(key, [])
            names += [move["label"] for move in node["moves"] if move["label"] not in names]
        else:
            player, where = node["player"], node["information_set"]
            own = [event for event in events if player not in event[1]]
            seen = {event for event, _ in own}
            known[where] = known[where] & seen if where in known else seen
            movers[where] = player
            key = found["key"] = f"{player} {counts.get(player, 0) + 1}"
            counts = {**counts, player: counts.get(player, 0) + 1}
            labels[where] = [move["label"] for move in node.get("moves", ())]
        if kind == "offer":
            offers[node["variable"]] = found
            labels[where] = [node["none"]["label"]] if node["none"] else []
            found["none"] = node["none"] and _branch(
                node["none"], (*path, node["none"]["label"]), events, counts, key
            )
            number = (f"{key}|#", tuple(node["hidden"]))
            found["node"] = told(node["node"], (*path, node["variable"]), [*events, number], counts)
        else:
            found["moves"] = [
                _branch(move, (*path, move["label"]), events, counts, key) for move in node["moves"]
            ]
        return found

    def _branch(move, path, events, counts, key):
        below = told(move["node"], path, [*events, (f"{key}|{move['label']}", ())], counts)
        return {"label": move["label"], "probability": index[move["probability"]], "node": below}

    root = told(page["root"], (), [], {})
    return Symbols(tree, root, list(page["expressions"]), {k: sorted(v) for k, v in known.items()}, movers, labels,
                   chances, offers)  # fmt: skip

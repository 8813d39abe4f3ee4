"""Game trees stated by hand, as pictures. `game_trees` draws those that a model states."""

from dataclasses import dataclass

import altair as alt
import sympy

from widgets.charts import palette
from widgets.charts.look import chart
from widgets.charts.payoffs import infinite, quoted, said
from widgets.charts.players import colour_of, name_of, name_within
from widgets.recipes import Rows


@dataclass(frozen=True)
class Leaf:
    """End of a game tree: player → payoff (SymPy expression of the model)."""

    payoffs: dict

    @property
    def leaves(self):
        return 1


@dataclass(frozen=True)
class Node:
    """A move: `player` chooses among `moves`, each (label, chance that it is taken, what follows).

    The chance is a SymPy expression between 0 and 1, or a condition: what equilibrium prescribes here.
    """

    player: str
    moves: tuple

    def __init__(self, player, *moves):
        object.__setattr__(self, "player", player)
        object.__setattr__(self, "moves", moves)

    @property
    def leaves(self):
        return sum(child.leaves for *_, child in self.moves)


def stated_by_hand(root: Node, name="tree", height=None):
    """A game tree from left to right whose payoffs and equilibrium path follow the sliders.

    Thick branches are taken where the game gets there; the play itself is drawn in full ink.
    Returns (recipes, chart).
    """
    edges, nodes, ends = [], [], []

    def place(node, depth, top, reach, way):
        middle = top + node.leaves / 2
        if isinstance(node, Leaf):
            payoffs = {f"payoff_{player}": sympy.sympify(payoff) for player, payoff in node.payoffs.items()}
            payoffs |= {f"infinite_{player}": infinite(payoff) for player, payoff in node.payoffs.items()}
            ends.append({"x": depth, "y": -middle, "end": ", ".join(way), **payoffs})
            return middle
        nodes.append({"x": depth, "y": -middle, "player": name_of(node.player)})
        for label, chance, child in node.moves:
            chance = sympy.sympify(chance)
            chance = chance if chance.is_number or not _is_condition(chance) else _number(chance)
            edge = {
                "x": depth,
                "y": -middle,
                "x2": depth + 1,
                "player": name_of(node.player),
                "label": label,
                "taken": chance,
                "played": reach * chance,
            }
            edges.append(edge)
            edge["y2"] = -place(child, depth + 1, top, reach * chance, [*way, label])
            top += child.leaves
        return middle

    place(root, 0, 0, sympy.S.One, [])
    for edge in edges:
        rise = edge["y2"] - edge["y"]
        along = 0.68 if rise > 0 else 0.42 if rise < 0 else 0.55  # where the label ends, starts, or stands
        edge |= {"xm": edge["x"] + along, "ym": edge["y"] + along * rise}
    players = next(iter(_leaf(root))).payoffs
    moves = {
        "player": "who moves",
        "label": "move",
        "taken": "chance of the move",
        "played": "chance of getting there",
    }
    recipes = [
        Rows(f"{name}_edges", edges, moves | {"xm": None, "ym": None}),
        Rows(f"{name}_nodes", nodes, {"player": None}),
        Rows(
            f"{name}_ends",
            ends,
            {f"payoff_{player}": f"payoff of {name_within(player)}" for player in players}
            | {f"infinite_{player}": None for player in players},
        ),
    ]
    depth = max(row["x"] for row in ends)
    x = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[-0.35, depth + 0.95], nice=False))
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[-root.leaves, 0], nice=False))
    tall = height or 62 * root.leaves + 20
    play = alt.condition("datum.played > 1e-9", alt.value(palette.INK), alt.value(palette.MUTED))
    width = alt.condition("datum.taken > 1e-9", alt.value(3.5), alt.value(1))
    # A label stands on the side from which its branch falls away, so that a steep one does not cross it;
    # a name on the outer side of its node.
    beside = alt.expr("datum.y2 > datum.y ? 'right' : datum.y2 < datum.y ? 'left' : 'center'")
    above = alt.expr(f"datum.y < {nodes[0]['y']} ? 16 : -13")
    drawn = [
        chart(recipes[0], tall).mark_rule().encode(x=x, y=y, x2="x2:Q", y2="y2:Q", color=play, size=width),
        chart(recipes[0], tall).mark_text(align=beside, dy=-7, fontSize=11.5).encode(
            x=alt.X("xm:Q", axis=None), y=alt.Y("ym:Q", axis=None), text="label:N", color=play),
        chart(recipes[1], tall).mark_point(filled=True, size=70, color=palette.INK, opacity=1).encode(x=x, y=y),
        chart(recipes[1], tall).mark_text(align="right", dx=4, dy=above, fontWeight="bold").encode(
            x=x, y=y, text="player:N"),
    ]  # fmt: skip
    for k, player in enumerate(players):
        drawn.append(
            chart(recipes[2], tall)
            .transform_calculate(
                words=f"{quoted(f'{player} ')} + {said(f'payoff_{player}', f'infinite_{player}')}"
            )
            .mark_text(align="left", dx=6, dy=14 * k - 6, color=colour_of(player))
            .encode(x=x, y=y, text="words:N")
        )
    return recipes, alt.layer(*drawn)


def _number(condition):
    return sympy.Piecewise((1, condition), (0, True), evaluate=False)


def _is_condition(expression):
    return isinstance(expression, (sympy.logic.boolalg.BooleanFunction, sympy.core.relational.Relational))


def _leaf(node):
    if isinstance(node, Leaf):
        yield node
    else:
        for *_, child in node.moves:
            yield from _leaf(child)

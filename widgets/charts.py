"""Altair charts over the data sets of a figure: the few kinds of picture this book draws.

Each function returns an ordinary `altair.Chart` that can be layered (`+`) and refined. Axis titles carry units.
Colours come from `widgets.palette`; legends are drawn by the explorer, where they wrap on a phone.
"""

from dataclasses import dataclass

import altair as alt
import sympy

from models import at_least
from widgets import palette
from widgets.data import Rows, category, words_of
from widgets.names import no_such


def config(dark: bool = False) -> dict:
    """Vega-Lite configuration: the look of every chart."""
    ink, muted, grid = (palette.DARK[c] if dark else c for c in (palette.INK, palette.MUTED, palette.GRID))
    return {
        "background": "transparent",
        "font": "system-ui, -apple-system, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif",
        "view": {"stroke": None},
        "aria": False,
        "axis": {
            "labelColor": muted, "titleColor": ink, "gridColor": grid, "domainColor": muted, "tickColor": muted,
            "labelFontSize": 12, "titleFontSize": 13, "titleFontWeight": "normal", "gridOpacity": 0.8,
            "labelOverlap": True, "labelSeparation": 6, "titlePadding": 8, "tickCount": 6,
        },
        "text": {"color": ink, "fontSize": 12},
        "rule": {"color": ink},
        "line": {"strokeWidth": 2.5},
        "title": {"color": ink},
    }  # fmt: skip


def chart(recipe, height: int = 300) -> alt.Chart:
    """An empty chart over the data set of `recipe`, as wide as its place."""
    return alt.Chart(alt.NamedData(name=recipe.name), width="container", height=height)


def over(recipe) -> alt.Chart:
    """An empty chart to be layered on one that has its size."""
    return alt.Chart(alt.NamedData(name=recipe.name))


def x_axis(title, field="x", domain=None, log=False, form=None) -> alt.X:
    """Horizontal axis over a number field, with a title that names the unit."""
    return alt.X(f"{field}:Q", title=title, scale=_scale(domain, log), axis=alt.Axis(format=form or ""))


def y_axis(title, field="y", domain=None, log=False, form=None) -> alt.Y:
    """Vertical axis over a number field, with a title that names the unit."""
    return alt.Y(f"{field}:Q", title=title, scale=_scale(domain, log), axis=alt.Axis(format=form or ""))


def _scale(domain, log):
    ends = {} if domain is None else {"domain": list(domain)}
    return alt.Scale(nice=False, type="log", **ends) if log else alt.Scale(nice=False, zero=False, **ends)


def colours(labels, given=palette.LINES) -> alt.Color:
    """Colour by the field ``series``, in the order of `labels`."""
    labels = list(labels)
    if len(labels) > len(given):  # Vega would begin again with the first
        raise ValueError(f"{len(labels)} curves, and colours for {len(given)}: {', '.join(labels)}")
    scale = alt.Scale(domain=labels, range=list(given)[: len(labels)])
    return alt.Color("series:N", scale=scale, legend=None)


def lines(sweep, x, y, given=palette.LINES, height=300) -> alt.Chart:
    """One line for each series of a `Sweep` (or of a `Path`, with ``x_axis(title, 'step')``)."""
    drawn = chart(sweep, height).mark_line(clip=True)
    return drawn.encode(x=x, y=y, color=colours(sweep.series, given), detail="series:N")


def regions(recipe, model, x_title, y_title, height=340) -> alt.Chart:
    """The areas of a `Regions` recipe."""
    recipe.check(model)
    xs, ys = recipe.grids(model)
    words, fills, _ = zip(*region_legend(model, recipe.outcome), strict=True)
    scale = alt.Scale(domain=list(words), range=list(fills))
    return (
        chart(recipe, height)
        .mark_area(clip=True)
        .encode(
            x=x_axis(x_title, domain=[xs[0], xs[-1]]),
            y=y_axis(y_title, "y0", domain=[ys[0], ys[-1]]),
            y2="y1:Q",
            fill=alt.Fill("label:N", scale=scale, legend=None),
            stroke=alt.Stroke("label:N", scale=scale, legend=None),  # hides the seam between two parts
            detail="part:N",
        )
    )


def region_legend(model, outcome="regime") -> list[tuple[str, str, str]]:
    """Legend entries for `regions`. ValueError if the category has more values than there are colours."""
    words = words_of(model, category(model, outcome).variable)
    if outcome not in mappable(model):
        raise ValueError(
            f"{outcome!r} of {model.slug} has {len(words)} values, and a map has {len(palette.REGIONS)} colours; "
            f"with fewer values: {', '.join(mappable(model)) or 'none'}"
        )
    return [(w, c, "area") for w, c in zip(words, palette.REGIONS[: len(words)], strict=True)]


def mappable(model) -> list[str]:
    """The category outcomes of which each value can have a colour of its own."""
    return [
        name for name, line in model.definitions.items()
        if line.kind == "category" and len(line.categories) <= len(palette.REGIONS)
    ]  # fmt: skip


def dot(recipe, x="x", y="y", colour=palette.INK, size=110) -> alt.Chart:
    """A ringed dot for each row of `recipe`: where the sliders stand."""
    mark = over(recipe).mark_point(
        filled=True, size=size, color=colour, stroke=palette.PAPER, strokeWidth=2, opacity=1
    )
    return mark.encode(x=f"{x}:Q", y=f"{y}:Q")


def rule(recipe, x=None, y=None, colour=palette.INK, dash=(5, 4)) -> alt.Chart:
    """A straight line across the picture at field `x` or `y` of each row."""
    mark = over(recipe).mark_rule(color=colour, strokeDash=list(dash), strokeWidth=1.5, clip=True)
    return mark.encode(**({"x": f"{x}:Q"} if x else {"y": f"{y}:Q"}))


def outlined(drawn) -> alt.Chart:
    """Lines that stay visible on coloured areas: each over a wider one in the colour of the paper."""
    under = drawn.mark_line(clip=True, strokeWidth=4.5).encode(color=alt.value(palette.PAPER))
    return alt.layer(under, drawn)


def text(recipe, field, x="x", y="y", colour=palette.INK, **mark) -> alt.Chart:
    """The words of `field` at each row."""
    return over(recipe).mark_text(color=colour, **mark).encode(x=f"{x}:Q", y=f"{y}:Q", text=f"{field}:N")


# -- games ---------------------------------------------------------------------------------------------------


def payoff_matrix(model, matrix=None, name="matrix", **values):
    """A matrix form that follows the sliders: best replies starred, pure equilibria framed.

    `values` fixes the extra parameters of the matrix. Returns (recipe, chart). Raises TypeError for a value
    that is none of these.
    """
    form = model._matrix(matrix)
    for given in values:
        if given not in [p.name for p in form.parameters]:
            follows = f"; {given} follows the sliders" if given in model.parameters else ""
            extra = no_such(given, "extra parameter", [p.name for p in form.parameters])
            raise TypeError(f"payoff_matrix of {model.slug}, matrix {form.name!r}: {extra}{follows}")
    own = {p.variable: float(p.read(values.get(p.name, p.default))) for p in form.parameters}
    row, column = (m.xreplace(own) for m in (form.row_payoffs, form.column_payoffs))
    cells = []
    for i, row_name in enumerate(form.rows):
        for j, column_name in enumerate(form.columns):
            best_row = at_least(row[i, j], sympy.Max(*row[:, j]))
            best_column = at_least(column[i, j], sympy.Max(*column[i, :]))
            cells.append({
                "row": row_name, "column": column_name, "row_payoff": row[i, j], "column_payoff": column[i, j],
                "row_best": best_row, "column_best": best_column, "equilibrium": best_row & best_column,
            })  # fmt: skip
    players = {"row": form.row_player, "column": form.column_player}
    heads = {f"{side}_payoff": f"payoff of {_who(who)}" for side, who in players.items()}
    heads |= {f"{side}_best": f"best reply of {_who(who)}" for side, who in players.items()}
    recipe = Rows(name, cells, heads)
    band = {"scale": alt.Scale(paddingInner=0.06, paddingOuter=0.03)}
    axis = alt.Axis(labelAngle=0, domain=False, ticks=False, labelLimit=90, titlePadding=10, labelFontSize=12)
    base = chart(recipe, height=52 * len(form.rows) + 20).encode(
        x=alt.X(
            "column:N", sort=list(form.columns), title=_name(form.column_player), axis=axis.copy(), **band
        ),
        y=alt.Y("row:N", sort=list(form.rows), title=_name(form.row_player), axis=axis.copy(), **band),
    )
    fill = alt.condition("datum.equilibrium > 0", alt.value(palette.FRAMED), alt.value("transparent"))
    edge = alt.condition("datum.equilibrium > 0", alt.value(palette.INK), alt.value(palette.GRID))
    width = alt.condition("datum.equilibrium > 0", alt.value(2.5), alt.value(1))
    box = base.mark_rect().encode(color=fill, stroke=edge, strokeWidth=width)
    drawn = [box]
    # As on paper: the row player's payoff below left, the column player's above right.
    for (player, who), side in zip(players.items(), (-1, 1), strict=True):
        star = f"(datum.{player}_best > 0 ? '*' : '')"
        drawn.append(
            base.transform_calculate(words=f"format(datum.{player}_payoff, '.2f') + {star}")
            .mark_text(dx=9 * side, dy=-10 * side, fontSize=12.5, color=colour_of(who))
            .encode(text="words:N")
        )
    return recipe, alt.layer(*drawn)


def _number(condition):
    return sympy.Piecewise((1, condition), (0, True), evaluate=False)


PLAYERS = {"R": "Russia", "U": "Ukraine", "W": "the West", "G": "the guarantor", "M": "the mediator"}


def _who(player):
    return PLAYERS.get(player, player)


def _name(player):
    name = _who(player)
    return name[0].upper() + name[1:]


def colour_of(player: str) -> str:
    """The colour of a player, the same in every figure."""
    return {"R": palette.RUSSIA, "U": palette.UKRAINE, "W": palette.WEST, "G": palette.WEST}.get(
        player, palette.ACCENT
    )


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


def game_tree(root: Node, name="tree", height=None):
    """A game tree from left to right whose payoffs and equilibrium path follow the sliders.

    Thick branches are taken where the game gets there; the play itself is drawn in full ink.
    Returns (recipes, chart).
    """
    edges, nodes, ends = [], [], []

    def place(node, depth, top, reach, way):
        middle = top + node.leaves / 2
        if isinstance(node, Leaf):
            payoffs = {f"payoff_{player}": sympy.sympify(payoff) for player, payoff in node.payoffs.items()}
            ends.append({"x": depth, "y": -middle, "end": ", ".join(way), **payoffs})
            return middle
        nodes.append({"x": depth, "y": -middle, "player": _name(node.player)})
        for label, chance, child in node.moves:
            chance = sympy.sympify(chance)
            chance = chance if chance.is_number or not _is_condition(chance) else _number(chance)
            edge = {
                "x": depth,
                "y": -middle,
                "x2": depth + 1,
                "player": _name(node.player),
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
        Rows(f"{name}_ends", ends, {f"payoff_{player}": f"payoff of {_who(player)}" for player in players}),
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
            .transform_calculate(words=f"'{player} ' + format(datum['payoff_{player}'], '.2f')")
            .mark_text(align="left", dx=6, dy=14 * k - 6, color=colour_of(player))
            .encode(x=x, y=y, text="words:N")
        )
    return recipes, alt.layer(*drawn)


def _is_condition(expression):
    return isinstance(expression, (sympy.logic.boolalg.BooleanFunction, sympy.core.relational.Relational))


def _leaf(node):
    if isinstance(node, Leaf):
        yield node
    else:
        for *_, child in node.moves:
            yield from _leaf(child)

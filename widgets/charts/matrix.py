"""Matrix forms as pictures: payoffs that follow the sliders."""

import altair as alt
import sympy

from models import at_least
from widgets.charts import palette
from widgets.charts.look import chart
from widgets.charts.payoffs import infinite, quoted, said
from widgets.charts.players import colour_of, name_of, name_within
from widgets.recipes import Rows
from widgets.words.breaking import broken
from widgets.words.names import no_such

NEWLINE = "\n"


_CELL = "bandwidth('x')"
_SMALLER = f"clamp({_CELL} / 4, 9, 12)"


def _in_lines(names, width) -> str:
    """Vega expression: the label of an axis in as few lines, of at most three, as fit into `width` pixels."""
    chosen = "datum.label"
    for name in names:
        lines = broken(name)
        one, two, three = (f"split({quoted(lines[f'said{k}'])}, {quoted(NEWLINE)})" for k in (1, 2, 3))
        fits = [f"{width} >= {6.4 * lines[f'long{k}']:.1f}" for k in (1, 2)]
        chosen = (
            f"datum.label == {quoted(name)} ? ({fits[0]} ? {one} : {fits[1]} ? {two} : {three}) : {chosen}"
        )
    return chosen


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
            payoffs = {"row": row[i, j], "column": column[i, j]}
            best_row = at_least(row[i, j], sympy.Max(*row[:, j]))
            best_column = at_least(column[i, j], sympy.Max(*column[i, :]))
            cells.append({
                "row": row_name, "column": column_name,
                **{f"{side}_payoff": payoff for side, payoff in payoffs.items()},
                **{f"{side}_infinite": infinite(payoff) for side, payoff in payoffs.items()},
                "row_best": best_row, "column_best": best_column, "equilibrium": best_row & best_column,
            })  # fmt: skip
    players = {"row": form.row_player, "column": form.column_player}
    heads = {f"{side}_payoff": f"payoff of {name_within(who)}" for side, who in players.items()}
    heads |= {f"{side}_best": f"best reply of {name_within(who)}" for side, who in players.items()}
    heads |= {f"{side}_infinite": None for side in players}
    recipe = Rows(name, cells, heads)
    band = {"scale": alt.Scale(paddingInner=0.06, paddingOuter=0.03)}
    axis = {"labelAngle": 0, "domain": False, "ticks": False, "titlePadding": 10, "labelOverlap": False}
    across = alt.Axis(
        **axis,
        labelExpr=_in_lines(form.columns, _CELL),
        labelLimit=alt.expr(_CELL),
        labelFontSize=alt.expr(_SMALLER),
    )
    down = alt.Axis(**axis, labelExpr=_in_lines(form.rows, "80"), labelLimit=90, labelFontSize=12)
    base = chart(recipe, height=52 * len(form.rows) + 20).encode(
        x=alt.X("column:N", sort=list(form.columns), title=name_of(form.column_player), axis=across, **band),
        y=alt.Y("row:N", sort=list(form.rows), title=name_of(form.row_player), axis=down, **band),
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
            base.transform_calculate(words=f"{said(f'{player}_payoff', f'{player}_infinite')} + {star}")
            .mark_text(
                dx=alt.expr(
                    f"{9 * side} * clamp(({_CELL} - 46) / 20, 0, 1)"
                ),  # above each other in a narrow cell
                dy=-10 * side,
                fontSize=alt.expr(f"clamp({_CELL} / 3.6, 7, 12.5)"),
                color=colour_of(who),
            )
            .encode(text="words:N")
        )
    return recipe, alt.layer(*drawn)

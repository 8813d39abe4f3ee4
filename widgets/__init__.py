"""Everything that draws: explorers, their figures, tables of the register."""

from widgets.charts import (
    Leaf,
    Node,
    chart,
    colour_of,
    dot,
    game_tree,
    lines,
    outlined,
    over,
    payoff_matrix,
    region_legend,
    regions,
    rule,
    text,
    x_axis,
    y_axis,
)  # fmt: skip
from widgets.data import Path, Regions, Rows, Sweep
from widgets.explorer import Explorer, PageExplorer, explore
from widgets.figure import Figure
from widgets.lesson import Lesson, lesson_head
from widgets.tables import equations, parameter_table, reading_table, register_table

__all__ = [
    "Explorer",
    "Figure",
    "Leaf",
    "Lesson",
    "Node",
    "PageExplorer",
    "Path",
    "Regions",
    "Rows",
    "Sweep",
    "chart",
    "colour_of",
    "dot",
    "equations",
    "explore",
    "game_tree",
    "lesson_head",
    "lines",
    "outlined",
    "over",
    "parameter_table",
    "reading_table",
    "payoff_matrix",
    "region_legend",
    "regions",
    "register_table",
    "rule",
    "text",
    "x_axis",
    "y_axis",
]

"""Everything that draws: explorers, their figures, tables of the register.

Data runs one way: a model (from the register) → `recipes` (its numbers) → `charts` (its pictures) → `asking`
(questions about it) → `figures` (what is shown and said) → `page` (what a page without a kernel needs) → `jupyter`
(the same in a notebook). `play` goes from a model's trees to `page` and `jupyter` in the same way. `tables` prints
what does not move, `tracing` tells where numbers come from, `words` is what all of them say, and `book` is
the Sphinx extension.
"""

from widgets.asking.ask import Ask
from widgets.charts import palette
from widgets.charts.areas import band_legend, bands, region_legend, regions, zones
from widgets.charts.game_trees import game_tree
from widgets.charts.look import chart, dot, lines, outlined, over, rule, text, x_axis, y_axis
from widgets.charts.matrix import payoff_matrix
from widgets.charts.players import colour_of
from widgets.contents import contents
from widgets.figures.figure import Figure
from widgets.figures.tasks import Task
from widgets.figures.tour import Stop
from widgets.jupyter.explorer import Explorer, PageExplorer, explore
from widgets.jupyter.questions import questions
from widgets.lesson import Lesson, lesson_head
from widgets.play import Round
from widgets.recipes import Bands, Entered, Free, Path, Regions, Rows, Sweep, Zones
from widgets.tables.computed import table
from widgets.tables.equations import equations
from widgets.tables.readings import reading_table
from widgets.tables.register import parameter_table, register_table
from widgets.tracing.steps import steps

__all__ = [
    "Ask",
    "Bands",
    "Entered",
    "Explorer",
    "Figure",
    "Free",
    "Lesson",
    "PageExplorer",
    "Path",
    "Regions",
    "Round",
    "Rows",
    "Stop",
    "Sweep",
    "Task",
    "Zones",
    "band_legend",
    "bands",
    "chart",
    "colour_of",
    "contents",
    "dot",
    "equations",
    "explore",
    "game_tree",
    "lesson_head",
    "lines",
    "outlined",
    "over",
    "palette",
    "parameter_table",
    "payoff_matrix",
    "questions",
    "reading_table",
    "region_legend",
    "regions",
    "register_table",
    "rule",
    "steps",
    "table",
    "text",
    "x_axis",
    "y_axis",
    "zones",
]

"""Where the numbers of a picture come from: recipes that read them off a model.

A recipe says which values of the model a chart draws. Python follows it with NumPy (Jupyter, still pictures,
tests), the page follows the same recipe with the same definitions printed for it; neither holds a formula.
"""

from widgets.recipes.bands import Bands, Zones
from widgets.recipes.drawn_tree import DrawnTree
from widgets.recipes.entered import Entered
from widgets.recipes.free import Free
from widgets.recipes.path import Path
from widgets.recipes.places import Places
from widgets.recipes.program import Program
from widgets.recipes.recipe import Recipe
from widgets.recipes.regions import Regions
from widgets.recipes.rows import Rows
from widgets.recipes.sweep import Sweep

__all__ = [
    "Bands",
    "DrawnTree",
    "Entered",
    "Free",
    "Path",
    "Places",
    "Program",
    "Recipe",
    "Regions",
    "Rows",
    "Sweep",
    "Zones",
]

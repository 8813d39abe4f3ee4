"""Bargaining and deterrence models, each stated once in SymPy.

>>> import models
>>> models.catalogue()[0]
'venue'
>>> models.load("bargaining_range").solve(p=0.5)["regime"]
'both_threats'
"""

from models.core.books import catalogue, load, part_of
from models.core.correlated import Correlated, best_correlated, fairest_correlated
from models.core.domains import Interval
from models.core.expressions import SLACK, at_least, at_most, cases, clip, greater, less
from models.core.model import Matrix, Model
from models.core.parameters import Parameter
from models.core.register import RegisterError
from models.core.trees import Again, Chance, End, Move, Offer, Tree

__all__ = [
    "SLACK",
    "Again",
    "Chance",
    "Correlated",
    "End",
    "Interval",
    "Matrix",
    "Model",
    "Move",
    "Offer",
    "Parameter",
    "RegisterError",
    "Tree",
    "at_least",
    "at_most",
    "cases",
    "best_correlated",
    "catalogue",
    "clip",
    "fairest_correlated",
    "greater",
    "less",
    "load",
    "part_of",
]

"""A model: an ordered list of named definitions from which everything else is derived."""

from models.core.definitions import Matrix, NumericalOutcome
from models.core.names import nearest
from models.core.parameters import Parameter
from models.core.presentation import Presentation
from models.core.statement import Statement

__all__ = ["Matrix", "Model", "NumericalOutcome", "Parameter", "nearest"]


class Model(Statement, Presentation):
    """A game stated in SymPy; build it with `let`, `outcome`, `category`, … in the order of the derivation.

    Parameters
    ----------
    slug : str
        Name of the model.
    title : str
        Its name in words.
    parameters : iterable of Parameter, optional
        Left out, those that the register holds for `slug`.
    doc : str
        What the game is, its equilibrium concept and its source; the docstring of the model's module.

    Examples
    --------
    >>> game = Model("toy", "Toy", [Parameter("p", 0.5, low=0, high=1), Parameter("c", 0.1, low=0, high=1)])
    >>> p, c = game.symbols()
    >>> war = game.outcome("war", p - c)
    >>> game.category("regime", [("fight", war > 0)], otherwise="yield").name
    'regime'
    >>> game.solve(p=0.75, c=0.5)
    {'war': 0.25, 'regime': 'fight'}
    """

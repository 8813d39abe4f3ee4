"""An axis that is no parameter: a symbol of the picture alone, in which its expressions may speak."""

from dataclasses import dataclass
from numbers import Real

import numpy as np
import sympy

from models.core.names import check_name
from widgets.recipes.checks import check_count


@dataclass(frozen=True)
class Free:
    """A number that runs along an axis and that the model does not have.

    Parameters
    ----------
    name : str
        Its name in expressions; none of the model's.
    low, high : float
        Where the axis begins and ends.
    integer : bool
        Whether it stops at whole numbers only.

    Examples
    --------
    A curve in a symbol of its own, and two parameters that run together:

    >>> s = Free("s", 0, 1)
    >>> Sweep("curve", s, {"Russia's payoff": s.symbol ** model["gamma_R"]})
    >>> Sweep("curve", s, {"war": "prob_war"}, let={"tau_R": s.symbol, "tau_W": s.symbol})
    """

    name: str
    low: float
    high: float
    integer: bool = False

    @property
    def symbol(self) -> sympy.Symbol:
        return sympy.Symbol(self.name, real=True)

    def check(self, model, counted="count", count=2) -> None:
        """ValueError where the model has the name, or where there is no axis between the ends."""
        check_name(self.name)
        if self.name in model.parameters or self.name in model.definitions:
            raise ValueError(
                f"{self.name} is the model's own: run over it by its name, or call the axis otherwise"
            )
        ends = self.low, self.high
        if not all(isinstance(end, Real) and np.isfinite(end) for end in ends) or not self.low < self.high:
            raise ValueError(
                f"{self.name} must run from one number up to another; got {self.low!r} to {self.high!r}"
            )
        if self.integer and any(end != round(end) for end in ends):
            raise ValueError(f"{self.name} must run between whole numbers; got {self.low:g} to {self.high:g}")
        check_count(counted, count)


def name_of(axis) -> str:
    """What runs along `axis`, a parameter's name or a `Free`."""
    return axis.name if isinstance(axis, Free) else axis


def names(*axes) -> tuple[str, ...]:
    """The symbols of `axes` that the model does not have."""
    return tuple(axis.name for axis in axes if isinstance(axis, Free))


def line(model, axis):
    """What `axis` runs over: a `Parameter` of the model, or the `Free` itself (`low`, `high`, `integer`)."""
    return axis if isinstance(axis, Free) else model.parameters[axis]

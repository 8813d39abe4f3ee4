"""What a model is a list of: definitions in SymPy, outcomes found numerically, matrix forms."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np
import sympy

from models.core.parameters import Parameter


@dataclass(frozen=True)
class NumericalOutcome:
    """An outcome without a closed form. Calling it returns arrays for keyword arrays of the inputs.

    Attributes
    ----------
    method : str
        How it is computed (algorithm, stopping rule).
    tolerance : float
        Absolute error to expect.
    inputs : tuple of str
        Parameters and earlier definitions it needs; it is called with these as keyword arrays of one shape.
    """

    name: str
    function: Callable
    method: str
    tolerance: float
    inputs: tuple[str, ...]
    column: int

    def __call__(self, **inputs) -> np.ndarray:
        return np.asarray(self.function(**inputs)[self.column])


@dataclass(frozen=True)
class Definition:
    """One line of a model: `name` := `expression` in the parameters and the definitions above it.

    Where there is no closed form, `numerical` says how it is computed and `expression` is nan.
    """

    name: str
    expression: sympy.Basic
    kind: str = "number"  # number, integer, truth or category
    public: bool = True
    symbol: str = ""
    label: str = ""
    unit: str = ""
    categories: tuple[str, ...] = ()
    category_labels: Mapping[str, str] = field(default_factory=dict)
    numerical: NumericalOutcome | None = None

    @property
    def variable(self) -> sympy.Symbol:
        return sympy.Symbol(self.name) if self.kind == "truth" else sympy.Symbol(self.name, real=True)


@dataclass(frozen=True)
class Matrix:
    """A two-player matrix form: payoffs are SymPy expressions, rows first.

    `parameters` are extra ones that only this matrix needs (e.g. a known cost).
    """

    name: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    row_payoffs: sympy.Matrix
    column_payoffs: sympy.Matrix
    row_player: str
    column_player: str
    parameters: tuple[Parameter, ...] = ()
    requires: tuple[tuple[sympy.Basic, str], ...] = ()

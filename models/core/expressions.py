"""Comparisons with a slack, and other small SymPy expressions that models share.

Slider steps and presets sit exactly on regime boundaries and floats do not (0.8 - 0.5 > 0.3), so every
comparison that decides a regime goes through these functions. `SLACK` stays a symbol in the statement: it
is 1e-12 where numbers are computed (Python and page alike) and vanishes in LaTeX and in exact algebra.
"""

import sympy

SLACK = sympy.Symbol("slack", positive=True)
SLACK_VALUE = 1e-12


def greater(a, b, slack=SLACK) -> sympy.Basic:
    """a > b, to hold by more than the slack."""
    return sympy.StrictGreaterThan(sympy.sympify(a), sympy.sympify(b) + slack, evaluate=False)


def less(a, b, slack=SLACK) -> sympy.Basic:
    """a < b, to hold by more than the slack."""
    return sympy.StrictLessThan(sympy.sympify(a), sympy.sympify(b) - slack, evaluate=False)


def at_least(a, b, slack=SLACK) -> sympy.Basic:
    """a ≥ b, also when missed by no more than the slack."""
    return sympy.GreaterThan(sympy.sympify(a), sympy.sympify(b) - slack, evaluate=False)


def at_most(a, b, slack=SLACK) -> sympy.Basic:
    """a ≤ b, also when missed by no more than the slack."""
    return sympy.LessThan(sympy.sympify(a), sympy.sympify(b) + slack, evaluate=False)


def cases(*pairs, otherwise) -> sympy.Piecewise:
    """First value whose condition holds, else `otherwise`; kept as written (SymPy's simplifier is slow here).

    ValueError where a condition itself holds cases: SymPy would unfold them and lose some. Name them by `let`.
    """
    for _, condition in pairs:
        if isinstance(condition, sympy.Basic) and condition.has(sympy.Piecewise):
            raise ValueError(
                f"the condition {condition} holds cases of its own; name these with `let` and use the name"
            )
    return sympy.Piecewise(*pairs, (otherwise, True), evaluate=False)


def clip(value, low=0, high=1) -> sympy.Basic:
    """`value` cut to [low, high]."""
    return sympy.Min(high, sympy.Max(low, value))

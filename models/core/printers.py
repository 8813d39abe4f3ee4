"""The statement of a model in other languages: NumPy, Vega expressions, LaTeX."""

import numpy as np
import sympy
from sympy.printing.jscode import JavascriptCodePrinter
from sympy.printing.latex import LatexPrinter
from sympy.printing.numpy import NumPyPrinter
from sympy.printing.precedence import PRECEDENCE

from models.core.expressions import SLACK, SLACK_VALUE


class _NumPy(NumPyPrinter):
    """NumPy code that broadcasts: `select` and `logical_and.reduce` need equal shapes, these do not."""

    def _print_Symbol(self, expr):
        return repr(SLACK_VALUE) if expr == SLACK else super()._print_Symbol(expr)

    def _fold(self, function, args):
        text = self._print(args[0])
        for arg in args[1:]:
            text = f"{function}({text}, {self._print(arg)})"
        return text

    def _print_And(self, expr):
        return self._fold("logical_and", sorted(expr.args, key=sympy.default_sort_key))

    def _print_Or(self, expr):
        return self._fold("logical_or", sorted(expr.args, key=sympy.default_sort_key))

    def _print_Not(self, expr):
        return f"logical_not({self._print(expr.args[0])})"

    def _print_Max(self, expr):
        return self._fold("maximum", expr.args)

    def _print_Min(self, expr):
        return self._fold("minimum", expr.args)

    def _print_Piecewise(self, expr):
        value, condition = expr.args[-1]
        if condition is not sympy.true:
            raise ValueError(f"the last case of {expr} has a condition, so the expression is not total")
        text = self._print(value)
        for value, condition in reversed(expr.args[:-1]):
            text = f"where({self._print(condition)}, {self._print(value)}, {text})"
        return text


class _Vega(JavascriptCodePrinter):
    """Vega expressions: JavaScript without the `Math.` prefix, constants as Vega knows them."""

    def _print_Symbol(self, expr):
        return repr(SLACK_VALUE) if expr == SLACK else super()._print_Symbol(expr)

    def _print_Function(self, expr):
        return super()._print_Function(expr).replace("Math.", "")

    def _print_Pow(self, expr):
        return super()._print_Pow(expr).replace("Math.", "")

    def _call(self, function, expr):
        return f"{function}({', '.join(self._print(a) for a in expr.args)})"

    def _print_Max(self, expr):
        return self._call("max", expr)

    def _print_Min(self, expr):
        return self._call("min", expr)

    def _print_Abs(self, expr):
        return self._call("abs", expr)

    def _print_Rational(self, expr):
        return f"({expr.p}/{expr.q})"

    def _print_Relational(self, expr):
        return f"({self._print(expr.lhs)} {expr.rel_op} {self._print(expr.rhs)})"

    def _print_Piecewise(self, expr):
        text = self._print(expr.args[-1].expr)
        for value, condition in reversed(expr.args[:-1]):
            text = f"(({self._print(condition)}) ? ({self._print(value)}) : ({text}))"
        return text

    def _print_BooleanTrue(self, expr):
        return "true"

    def _print_BooleanFalse(self, expr):
        return "false"

    def _print_NaN(self, expr):
        return "NaN"

    def _print_Infinity(self, expr):
        return "(1/0)"

    def _print_NegativeInfinity(self, expr):
        return "(-1/0)"

    def _print_Pi(self, expr):
        return "PI"

    def _print_Exp1(self, expr):
        return "E"


def numpy_function(arguments, steps, results):
    """Compile a chain of definitions into one NumPy function.

    Parameters
    ----------
    arguments : sequence of Symbol
        Inputs, arrays that broadcast together.
    steps : sequence of (Symbol, expression)
        Definitions in order; each may use the arguments and the symbols above it.
    results : sequence of Symbol
        What the function returns, as a list.
    """
    printer = _NumPy({"fully_qualified_modules": False, "inline": True, "allow_unknown_functions": True})
    return sympy.lambdify(
        list(arguments), list(results), modules=[np], printer=printer,
        cse=lambda expressions: (list(steps), expressions),
    )  # fmt: skip


def vega(expression) -> str:
    """`expression` in Vega's expression language (valid JavaScript where `Math`'s functions are in scope)."""
    return _Vega().doprint(sympy.sympify(expression))


class _Latex(LatexPrinter):
    """LaTeX in the words of the chapters: cases with 'if', logarithms as ln, menus by the names of their choices."""

    _default_settings = LatexPrinter._default_settings | {"menus": {}}

    def _print_Piecewise(self, expr):
        rows = [
            rf"{self._print(value)} & " + (r"\text{otherwise}" if condition is sympy.true else (
                rf"\text{{if }} {self._print(condition)}"
            ))
            for value, condition in expr.args
        ]  # fmt: skip
        body = r" \\ ".join(rows)
        return rf"\begin{{cases}} {body} \end{{cases}}"

    def _print(self, expr, **options):
        # SymPy's nan brings its own LaTeX, so a `_print_NaN` would never be asked.
        return r"\text{undefined}" if expr is sympy.S.NaN else super()._print(expr, **options)

    def _print_Relational(self, expr):
        words = self._settings["menus"].get(expr.lhs)
        if words and expr.rhs.is_Integer:
            sign = r"\neq" if isinstance(expr, sympy.Ne) else "="
            return rf"{self._print(expr.lhs)} {sign} \text{{{words[int(expr.rhs)]}}}"
        return super()._print_Relational(expr)

    def _print_Pow(self, expr):
        root = expr.exp
        if root.is_Pow and root.exp == -1 and root.base.is_Symbol:  # a fraction up there is too small to read
            base = self.parenthesize(expr.base, PRECEDENCE["Pow"])
            base = self.parenthesize_super(base) if expr.base.is_Symbol else base
            return f"{base}^{{1/{self._print(root.base)}}}"
        return super()._print_Pow(expr)

    def _print_And(self, expr):
        return r" \text{ and } ".join(self._print(arg) for arg in expr.args)

    def _print_Or(self, expr):
        return r" \text{ or } ".join(self._print(arg) for arg in expr.args)


def latex(expression, names=None, menus=None) -> str:
    """`expression` in LaTeX without the slack; `names` maps symbols to LaTeX, `menus` to words by index."""
    exact = sympy.sympify(expression)
    if exact.has(SLACK):
        exact = _without_slack(exact)
    return _Latex(
        {"symbol_names": names or {}, "ln_notation": True, "order": "none", "menus": menus or {}}
    ).doprint(exact)


def _without_slack(expression):
    """Drop the slack and leave everything else as written (`subs` would evaluate the cases)."""
    if expression == SLACK:
        return sympy.S.Zero
    if not expression.args or not expression.has(SLACK):
        return expression
    args = [_without_slack(arg) for arg in expression.args]
    if isinstance(expression, (sympy.Piecewise, sympy.core.relational.Relational)):
        return expression.func(*args, evaluate=False)
    return expression.func(*args)

"""The statement of a model in LaTeX, in the words of the chapters."""

import re

import sympy
from sympy.printing.latex import LatexPrinter
from sympy.printing.precedence import PRECEDENCE

from models.core.expressions import SLACK

# characters that mean something in LaTeX's text, as they are written between two pieces of it
_OUTSIDE = {
    "\\": r"\backslash ", "$": r"\$", "{": r"\{", "}": r"\}", "%": r"\%", "#": r"\#", "&": r"\&", "_": r"\_",
    "^": r"\wedge ", "~": r"\sim ",
}  # fmt: skip


def text(words: str) -> str:
    """Any `words` as text within a formula, for LaTeX, MathJax and the book's own converter alike."""
    parts = re.split(r"([\\${}%#&_^~])", " ".join(str(words).split()) if "\n" in str(words) else str(words))
    return "".join(_OUTSIDE.get(part) or rf"\text{{{part}}}" for part in parts if part)


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
        return r"\text{none}" if expr is sympy.S.NaN else super()._print(expr, **options)

    def _print_Relational(self, expr):
        words = self._settings["menus"].get(expr.lhs)
        if words and expr.rhs.is_Integer:
            sign = r"\neq" if isinstance(expr, sympy.Ne) else "="
            return rf"{self._print(expr.lhs)} {sign} {text(words[int(expr.rhs)])}"
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


def latex(expression, names=None, menus=None, dotted=False) -> str:
    """`expression` in LaTeX without the slack; `names` maps symbols to LaTeX, `menus` to words by index.

    `dotted` writes products with a dot, as numbers need it.
    """
    exact = sympy.sympify(expression)
    if exact.has(SLACK):
        exact = without_slack(exact)
    settings = {"symbol_names": names or {}, "ln_notation": True, "order": "none", "menus": menus or {}}
    return _Latex(settings | ({"mul_symbol": "dot"} if dotted else {})).doprint(exact)


def without_slack(expression):
    """Drop the slack and leave everything else as written (`subs` would evaluate the cases)."""
    if expression == SLACK:
        return sympy.S.Zero
    if not expression.args or not expression.has(SLACK):
        return expression
    args = [without_slack(arg) for arg in expression.args]
    if isinstance(expression, (sympy.Piecewise, sympy.core.relational.Relational)):
        return expression.func(*args, evaluate=False)
    return expression.func(*args)

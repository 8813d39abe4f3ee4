"""The statement of a model as code: NumPy, and expressions for the page. What cannot be printed is refused."""

import math
from functools import lru_cache, reduce

import numpy as np
import sympy
from sympy.core.function import AppliedUndef
from sympy.printing.codeprinter import CodePrinter
from sympy.printing.precedence import precedence

from models.core import functions
from models.core.expressions import SLACK, SLACK_VALUE

# nodes that both languages print, besides the functions of `models.core.functions`
_NODES = (
    sympy.Symbol, sympy.Number, sympy.NumberSymbol, sympy.core.numbers.ImaginaryUnit, sympy.zoo.func, sympy.Add,
    sympy.Mul, sympy.Pow, sympy.Max, sympy.Min, sympy.Piecewise, sympy.functions.elementary.piecewise.ExprCondPair,
    sympy.Eq, sympy.Ne, sympy.Gt, sympy.Ge, sympy.Lt, sympy.Le, sympy.And, sympy.Or, sympy.Not, sympy.Xor,
    sympy.Implies, sympy.Equivalent, sympy.ITE, sympy.true.func, sympy.false.func,
)  # fmt: skip
TERMS = 500  # of a sum or product that is written out


class NotPrintable(ValueError):
    """An expression that a language cannot compute; the message names what in it."""


class _Code(CodePrinter):
    """What NumPy and the page share. Whatever is no plain call, sum, product or power is bracketed as a whole."""

    language = "code"
    printmethod = "_no_printing_of_their_own"
    _default_settings = CodePrinter._default_settings | {"order": None}
    functions: dict

    def _print_Function(self, expr):
        name = type(expr).__name__
        args = [self._print(arg) for arg in expr.args]
        if name == "log" and len(args) == 2:
            return "({}/{})".format(*(self.functions["log"].format(arg) for arg in args))
        return self.functions[name].format(*args)

    _print_Mod = _print_Abs = _print_sign = _print_Heaviside = _print_sinc = _print_Function

    def _print_Integer(self, expr):
        return str(expr.p) if abs(expr.p) <= 2**53 else self._float(expr)

    def _print_Rational(self, expr):
        small = max(abs(expr.p), expr.q) <= 2**53
        return f"({expr.p}/{expr.q})" if small else self._float(expr)

    def _print_Float(self, expr):
        return self._float(expr)

    _print_NumberSymbol = _print_Pi = _print_Exp1 = _print_GoldenRatio = _print_EulerGamma = _print_Float
    _print_Catalan = _print_TribonacciConstant = _print_Float

    def _float(self, number):
        try:
            value = number.p / number.q if number.is_Rational else float(number)
        except OverflowError:
            value = math.copysign(math.inf, number)
        if math.isfinite(value):
            return repr(value) if value >= 0 else f"({value!r})"
        return self._print(sympy.sympify(value))

    def _print_ImaginaryUnit(self, expr):  # no real number: the root of a negative one
        return self._print(sympy.nan)

    _print_ComplexInfinity = _print_ImaginaryUnit

    def _print_Pow(self, expr):
        base, exponent = self._print(expr.base), expr.exp
        if exponent == sympy.S.Half:
            return f"sqrt({base})"
        if exponent == -sympy.S.Half:
            return f"(1/sqrt({base}))"
        return self._power(expr, base, self._print(exponent))

    def _print_Sum(self, expr):
        return f"({self._print(sympy.Add(*written_out(expr), evaluate=False))})"

    def _print_Product(self, expr):
        return f"({self._print(sympy.Mul(*written_out(expr), evaluate=False))})"

    def _print_Implies(self, expr):
        return self._print(sympy.Or(sympy.Not(expr.args[0]), expr.args[1]))

    def _print_ITE(self, expr):
        condition, *values = map(self._print, expr.args)
        return self._choice(condition, *values)

    def _print_Piecewise(self, expr):
        text = self._print(expr.args[-1].expr)
        for value, condition in reversed(expr.args[:-1]):
            text = self._choice(self._print(condition), self._print(value), text)
        return text

    def emptyPrinter(self, expr):
        raise NotPrintable(type(expr).__name__)

    _print_not_supported = emptyPrinter


class _NumPy(_Code):
    """NumPy code that broadcasts. Names of a model end in an underscore, so they are none of NumPy's."""

    functions = functions.NUMPY
    _operator = {
        "And": "logical_and",
        "Or": "logical_or",
        "Xor": "logical_xor",
        "Max": "maximum",
        "Min": "minimum",
    }
    _relation = {
        "==": "equal", "!=": "not_equal", "<": "less", "<=": "less_equal", ">": "greater", ">=": "greater_equal",
    }  # fmt: skip

    def _print_Symbol(self, expr):
        return repr(SLACK_VALUE) if expr == SLACK else f"{expr.name}_"

    def _print_Dummy(self, expr):
        return f"_{expr.name}_{expr.dummy_index}"

    def _print_And(self, expr):
        args = (
            expr.args
            if isinstance(expr, (sympy.Max, sympy.Min))
            else sorted(expr.args, key=sympy.default_sort_key)
        )
        name = self._operator[type(expr).__name__]
        return reduce(lambda left, right: f"{name}({left}, {right})", map(self._print, args))

    _print_Or = _print_Xor = _print_Max = _print_Min = _print_And

    def _print_Equivalent(self, expr):
        first, *others = map(self._print, expr.args)
        return reduce(lambda a, b: f"logical_and({a}, {b})", (f"equal({first}, {other})" for other in others))

    def _print_Not(self, expr):
        return f"logical_not({self._print(expr.args[0])})"

    def _print_Relational(self, expr):
        return f"{self._relation[expr.rel_op]}({self._print(expr.lhs)}, {self._print(expr.rhs)})"

    def _choice(self, condition, value, otherwise):
        return f"where({condition}, {value}, {otherwise})"

    def _power(self, expr, base, exponent):
        if expr.base.is_number:  # Python's own numbers divide by no zero and have complex roots
            base = f"float64({base})"
        else:
            base = self.parenthesize(expr.base, precedence(expr), strict=False)
        if expr.exp.is_Integer and expr.exp.is_negative:
            return f"{base}**({float(expr.exp)!r})"
        return f"{base}**{self.parenthesize(expr.exp, precedence(expr), strict=False)}"

    def _print_NaN(self, expr):
        return "nan"

    def _print_Infinity(self, expr):
        return "inf"

    def _print_NegativeInfinity(self, expr):
        return "(-inf)"

    def _print_BooleanTrue(self, expr):
        return "True"

    def _print_BooleanFalse(self, expr):
        return "False"


class _Page(_Code):
    """JavaScript in the grammar of Vega's expressions; `Math`'s functions are in scope without a prefix."""

    functions = functions.PAGE

    def _print_Symbol(self, expr):
        return repr(SLACK_VALUE) if expr == SLACK else expr.name

    def _print_Max(self, expr):
        return f"{type(expr).__name__.lower()}({', '.join(map(self._print, expr.args))})"

    _print_Min = _print_Max

    def _print_And(self, expr):
        sign = " && " if isinstance(expr, sympy.And) else " || "
        return f"({sign.join(map(self._print, sorted(expr.args, key=sympy.default_sort_key)))})"

    _print_Or = _print_And

    def _print_Xor(self, expr):
        return reduce(
            lambda a, b: f"({a} !== {b})", map(self._print, sorted(expr.args, key=sympy.default_sort_key))
        )

    def _print_Equivalent(self, expr):
        first, *others = map(self._print, expr.args)
        return f"({' && '.join(f'{first} === {other}' for other in others)})"

    def _print_Not(self, expr):
        return f"!({self._print(expr.args[0])})"

    def _print_Relational(self, expr):
        return f"({self._print(expr.lhs)} {expr.rel_op} {self._print(expr.rhs)})"

    def _choice(self, condition, value, otherwise):
        return f"(({condition}) ? ({value}) : ({otherwise}))"

    def _power(self, expr, base, exponent):
        if expr.exp == -1:
            return f"(1/({base}))"
        if expr.exp.is_number or expr.base.is_number and abs(expr.base) != 1:
            return f"pow({base}, {exponent})"
        # where NumPy says 1 and JavaScript says NaN: a power of 1, and of -1 to infinity
        one = f"({base}) === 1 || ({base}) === -1 && abs({exponent}) === 1/0"
        return f"({one} ? 1 : pow({base}, {exponent}))"

    def _print_NaN(self, expr):
        return "NaN"

    def _print_Infinity(self, expr):
        return "(1/0)"

    def _print_NegativeInfinity(self, expr):
        return "(-1/0)"

    def _print_BooleanTrue(self, expr):
        return "true"

    def _print_BooleanFalse(self, expr):
        return "false"


def written_out(expr) -> list:
    """The terms of a `Sum` or `Product` over whole numbers. NotPrintable if its ends are none, or far apart."""
    try:
        spans = [(index, range(int(low), int(high) + 1)) for index, low, high in expr.limits
                 if low.is_Integer and high.is_Integer]  # fmt: skip
    except ValueError:
        spans = []
    if len(spans) != len(expr.limits) or math.prod(len(span) for _, span in spans) > TERMS:
        raise NotPrintable(
            f"{type(expr).__name__} with ends that are not two whole numbers (at most {TERMS} terms together)"
        )
    terms = [expr.function]
    for index, span in spans:
        terms = [term.xreplace({index: sympy.Integer(k)}) for k in span for term in terms]
    return terms


def _unprintable(expression, known):
    """What in `expression` a language with the functions `known` cannot print, in words, each once."""
    found, stack, seen = {}, [expression], set()
    while stack:
        node = stack.pop()
        if node in seen:
            continue
        seen.add(node)
        kind = type(node)
        if kind.__name__ in known and isinstance(node, sympy.Function):
            pass
        elif isinstance(node, (sympy.Sum, sympy.Product)):
            try:
                stack += written_out(node)
            except NotPrintable as fault:
                found[str(fault)] = None
            continue
        elif isinstance(node, AppliedUndef) or not isinstance(node, _NODES):
            found[kind.__name__] = None
            continue
        elif kind is sympy.Piecewise and node.args[-1].cond is not sympy.true:
            found[
                "Piecewise whose last case has a condition (end it with models.cases(..., otherwise=...))"
            ] = None
        stack += node.args
    return list(found)


@lru_cache(maxsize=4096)
def not_computed(expression) -> list[str]:
    """What in `expression` cannot be computed at all (function names, …); empty if it can be."""
    return _unprintable(expression, functions.NUMPY)


def not_on_page(expression) -> list[str]:
    """What in `expression` the page cannot compute (function names, …); empty if it can."""
    return _unprintable(sympy.sympify(expression), functions.PAGE)


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
    text = _NumPy()._print
    lines = []
    for symbol, expression in steps:
        right = text(expression)
        if (
            isinstance(expression, sympy.Expr) and not expression.free_symbols
        ):  # as arrays divide, not as Python does
            right = f"float64({right})"
        lines.append(f"    {text(symbol)} = {right}\n")
    source = (
        f"def computed({', '.join(map(text, arguments))}):\n{''.join(lines)}"
        f"    return [{', '.join(map(text, results))}]\n"
    )
    namespace: dict = {}
    exec(compile(source, "<model>", "exec"), namespace)
    function = namespace["computed"]
    namespace |= {name: _numpy_name(name) for name in function.__code__.co_names}
    return function


def _numpy_name(name):
    if hasattr(np, name):
        return getattr(np, name)
    import scipy.special

    return getattr(scipy.special, name)


def vega(expression) -> str:
    """`expression` for the page: JavaScript where `Math`'s functions are in scope, in Vega's grammar.

    Raises NotPrintable, which names what the page cannot compute.
    """
    expression = sympy.sympify(expression)
    if missing := not_on_page(expression):
        raise NotPrintable(f"the page cannot compute {', '.join(missing)}")
    return _Page()._print(expression)

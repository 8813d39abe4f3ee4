"""Every function and operator that a model may use: the page computes what `solve` computes, or refuses it by name."""

import itertools
import math
import re

import numpy as np
import pytest
import sympy as sp
from sympy.codegen import cfunctions

from models import Model, Parameter
from models.core import functions, names, printers
from tests.widgets import toys
from tests.widgets.test_expressions import SOLVE, spec
from widgets import explore
from widgets.page import bundle

X, Y = sp.symbols("x y", real=True)
A, B = sp.Symbol("a"), sp.Symbol("b")
HUGE = 1e300
# ordinary, negative, zero, tie, huge, hardly anything; what is undefined or infinite comes about on the way
VALUES = [
    -HUGE,
    -1e9,
    -8.0,
    -2.5,
    -2.0,
    -1.0,
    -0.5,
    -1e-20,
    0.0,
    1e-20,
    0.3,
    0.5,
    1.0,
    2.0,
    7.0,
    9.5,
    1e9,
    HUGE,
]
POINTS = list(itertools.product(VALUES, VALUES))
THIRD = sp.Rational(1, 3)
CALLS = {
    "Mod": [sp.Mod(X, 2), sp.Mod(X, -3), sp.Mod(X, Y), 1 - 2 * sp.Mod(X, 2), sp.Mod(X, 2) ** 2, 1 / sp.Mod(X, Y),
            sp.Mod(X + Y, sp.Mod(Y, 3)), -sp.Mod(X, 2), X / sp.Mod(Y, 2), sp.Mod(1 / X, 2), sp.Mod(X, 1 / Y)],
    "Heaviside": [sp.Heaviside(X - Y), 1 - sp.Heaviside(X), sp.Heaviside(X, 1) ** 2, sp.Heaviside(sp.log(X))],
    "atan2": [sp.atan2(X, Y)],
    "hypot": [cfunctions.hypot(X, Y)],
    "log": [sp.log(X), sp.log(X, 2), sp.log(X * Y), sp.log(X, Y), sp.log(X, 2, evaluate=False)],
}  # fmt: skip
CALLED = {
    name: CALLS.get(name) or [f(X) for f in (getattr(sp, name, None) or getattr(cfunctions, name),)]
    + [1 - 2 / (getattr(sp, name, None) or getattr(cfunctions, name))(X - Y)]
    for name in functions.PAGE
}  # fmt: skip
OPERATORS = [
    X + Y, X - Y, X * Y, X / Y, -X / Y, X - (Y - 1), X / (Y / 3), 1 / X / Y, 1 / (1 / X + 1 / Y), -(X**2), (-X) ** 2,
    sp.Mul(X, sp.Pow(sp.Pow(Y, -1, evaluate=False), -1, evaluate=False), evaluate=False),
    sp.Mul(2, sp.Add(X, Y, evaluate=False), -3, evaluate=False),
    sp.Add(X, sp.Mul(-1, sp.Add(Y, -2, evaluate=False), evaluate=False), evaluate=False),
    sp.cbrt(X), X**-THIRD, (X - Y) ** sp.Rational(3, 2), sp.sqrt(X), 1 / sp.sqrt(X), Y / sp.sqrt(X), sp.sqrt(X - Y) ** 3,
    X**Y, X**-Y, 2**X, 2**-X, (X / 3) ** (1 / Y), sp.Pow(X, sp.Max(0, Y)), X**3, X**-3, X**0.3, (X + 1) ** 2,
    (X**2) ** Y, X ** (Y**2), -(X**Y), (-X) ** Y, (X**Y) ** X, (-1) ** X,
    sp.Pow(1, sp.log(X), evaluate=False), sp.Pow(-1, 1 / X, evaluate=False), (X / X.func("x", real=True)) ** Y,
    sp.Max(X, Y), sp.Min(X, Y, 1), 1 - sp.Max(X, 2 * Y), sp.Max(X, sp.log(Y)), sp.Min(1 / X, Y), sp.Max(X, Y) ** 2,
    sp.floor(X / 2), sp.floor(X / Y) * Y, sp.ceiling(-X), 2 * sp.floor(X), X // 2, X % 3,
    sp.pi * X, sp.E**X, sp.E - X, sp.GoldenRatio + X, sp.EulerGamma * X, sp.Catalan + X,
    X / 3, 2 * X / 3, -X / 7, X + THIRD, sp.Rational(10**30, 3) * X, sp.Rational(1, 10**400) * X, X - sp.Integer(10) ** 400,
    X * (2**53 + 1), sp.Float("0.1234567890123456789") * X, sp.Float("1e-320") * X, sp.Float(-0.25) * X - sp.Float(-1e-7),
    sp.oo * sp.sign(X), X - sp.oo, sp.zoo * X, X + sp.nan, sp.sqrt(-4) * X, (-8) ** THIRD * X,
    sp.Sum(A**2 * X, (A, 1, 4)), 1 - 2 * sp.Sum(X + A, (A, 1, 3)), sp.Product(X + A, (A, 1, 3)) / Y,
    sp.Sum(A * B * X, (A, 1, 2), (B, 1, 2)),
    sp.Sum(X, (A, 1, 0)), sp.sin(X) ** 2 / sp.tan(Y), sp.exp(-X * Y), sp.exp(X) / (1 + sp.exp(X)), sp.log(X) - sp.log(Y),
    sp.Piecewise((1, X > Y), (2, True)) * 3, 1 - sp.Piecewise((X, X > Y), (Y, True)) ** 2,
    sp.Piecewise((sp.log(X), X > 0), (sp.nan, sp.Eq(X, 0)), (-sp.oo, True)),
]  # fmt: skip
CONDITIONS = [
    X > Y, X >= Y, X < Y, X <= Y, sp.Eq(X, Y), sp.Ne(X, Y), sp.Eq(sp.log(X), sp.log(X), evaluate=False),
    sp.Ne(sp.log(X), Y), sp.Eq(1 / X, sp.oo), sp.log(X) > 0, ~(sp.Max(X, sp.log(Y)) > 0), 
    sp.And(X > 0, Y > 0), sp.Or(X > 0, Y > 0),
    sp.And(X > 0, sp.Or(Y > 0, X < 1)), sp.Or(X > 0, sp.And(Y > 0, X < 1)), ~sp.And(X > 0, Y > X), sp.Not(sp.Or(X > 0, Y > X)),
    sp.Xor(X > 0, Y > 0), sp.Xor(X > 0, Y > 0, X > Y), ~sp.Xor(X > 0, Y > 0), sp.Implies(X > 0, Y > 0), 
    sp.Equivalent(X > 0, Y > 0),
    sp.Equivalent(X > 0, Y > 0, X > Y), sp.ITE(X > 0, Y > 0, X > Y), sp.Nand(X > 0, Y > 0), sp.Nor(X > 0, Y > 0),
    sp.And(sp.Xor(X > 0, Y > 0), sp.Implies(X > Y, Y > 0)), sp.Eq(sp.Mod(X, 2), 1), sp.Mod(X, 2) < sp.Mod(Y, 3),
    sp.Piecewise((X > 1, Y > 0), (X < 1, True), evaluate=False), sp.Interval(0, 2).contains(X),
]  # fmt: skip
CASES = [expression for group in CALLED.values() for expression in group] + OPERATORS + CONDITIONS


def stated(expressions):
    model = Model(
        "battery", "Battery", [Parameter(n, 0.5, low=-2, high=2, domain="(-inf, inf)") for n in "xy"]
    )
    for k, expression in enumerate(expressions):
        model.outcome(f"v{k}", expression)
    return model


def number(text):
    return (
        {"true": 1.0, "false": 0.0}.get(text)
        if text in ("true", "false")
        else float(text.replace("Infinity", "inf"))
    )


def alike(page, solved):
    if math.isnan(page) or math.isnan(solved):
        return math.isnan(page) and math.isnan(solved)
    return page == solved or math.isclose(page, solved, rel_tol=1e-11, abs_tol=1e-300)


def test_the_page_computes_every_expression_as_solve_does(scripts):
    model = stated(CASES)
    told = scripts(SOLVE, [spec(model), [{"x": x, "y": y} for x, y in POINTS]])
    arrays = model.solve(x=[x for x, _ in POINTS], y=[y for _, y in POINTS])
    differ = [
        f"{expression} at x={x}, y={y}: {row[f'v{k}']} on the page, {solved} from solve; {model.vega(f'v{k}')}"
        for k, expression in enumerate(CASES)
        for (x, y), row, solved in zip(POINTS, told, np.asarray(arrays[f"v{k}"], dtype=float), strict=True)
        if not alike(number(row[f"v{k}"]), solved)
    ]
    assert not differ, f"{len(differ)}:\n" + "\n".join(differ[:40])


@pytest.mark.parametrize("x, y", [(1.0, 1.0), (0.0, 0.0), (-2.5, 0.5), (7.0, -1.0)])
def test_one_point_is_what_the_same_point_is_among_many(x, y):
    model = stated(CASES)
    one, many = model.solve(x=x, y=y), model.solve(x=[x], y=[y])
    assert all(alike(float(one[name]), float(many[name][0])) for name in model.outcomes)


@pytest.mark.parametrize(
    "expression", [e for e in CASES[: -len(CONDITIONS)] if not e.has(sp.nan, sp.zoo, sp.oo)], ids=str
)
def test_solve_computes_what_is_written(expression):
    """Against SymPy's own numbers, where there is one."""
    model = stated([expression])
    signs = (
        (1,) if expression.has(sp.log) else (1, -1)
    )  # SymPy's logarithms go on where there is no real number
    for x, y in itertools.product(
        [s * x for s in signs for x in (0.5, 2.5, 7.0)], [s * y for s in signs for y in (0.3, 2.0)]
    ):
        right = expression.subs({X: x, Y: y}, simultaneous=True).doit().evalf(30)
        if right.is_real and right.is_finite:
            assert math.isclose(model.solve(x=x, y=y)["v0"], float(right), rel_tol=1e-9, abs_tol=1e-12), (
                x,
                y,
            )


def test_a_bracket_stands_where_precedence_needs_one():
    model = Model("bits", "Bits", [Parameter("n", 1, low=0, high=5, integer=True)])
    model.outcome("turn", 1 - 2 * sp.Mod(model["n"], 2))
    assert [model.solve(n=n)["turn"] for n in (0, 1, 2)] == [1, -1, 1]


NUMPY_ONLY = [sp.erf(X), sp.erfc(X), sp.erfinv(X), sp.gamma(X), sp.loggamma(X), sp.beta(X, Y), sp.factorial(X),
              sp.binomial(X, Y), sp.digamma(X)]  # fmt: skip


@pytest.mark.parametrize("expression", NUMPY_ONLY, ids=str)
def test_what_numpy_computes_and_the_page_does_not_is_refused_in_explore(expression, as_page):
    model = Model("odd", "Odd", [Parameter("x", 0.5, low=0, high=1), Parameter("y", 0.25, low=0, high=1)])
    model.outcome("chance", expression)
    solved = model.solve(x=[0.25, 0.5])["chance"]
    right = [float(expression.subs({X: x, Y: 0.25}).evalf()) for x in (0.25, 0.5)]
    assert np.allclose(solved, right, rtol=1e-12)
    name = type(expression).__name__
    with pytest.raises(ValueError, match=rf"cannot compute chance, which uses .*{name}.*model\.numerical"):
        explore(model)


NOWHERE = [
    (sp.Sum(X * A, (A, 1, Y)), "Sum"), (sp.Sum(X**A, (A, 0, sp.oo)), "Sum"), (sp.Integral(X * A, (A, 0, 1)), "Integral"),
    (sp.Function("f")(X), "f"), (sp.zeta(X), "zeta"), (sp.Piecewise((X, X > 0)), "last case"),
    (sp.Derivative(sp.exp(A), A).subs(A, X), "Subs"), (sp.Product(X + A, (A, 1, 10**9)), "Product"),
]  # fmt: skip


@pytest.mark.parametrize("expression, named", NOWHERE, ids=[named for _, named in NOWHERE])
def test_what_neither_computes_is_refused_where_it_is_stated(expression, named):
    if named == "Subs":
        expression = sp.Subs(sp.Derivative(sp.Function("g")(A), A), A, X)
    with pytest.raises(ValueError, match=rf"odd: wide uses .*{named}.*model\.numerical"):
        model = Model("odd", "Odd", [Parameter(n, 0.5, low=0, high=1) for n in "xy"])
        model.outcome("wide", expression)


def test_every_function_of_the_page_is_in_the_battery():
    seen = {type(node).__name__ for e in CASES for node in sp.preorder_traversal(e)}
    assert set(functions.PAGE) <= seen


def scope():
    text = re.search(r"const MATH = [`\"](.*?)[`\"];", bundle.code(), re.DOTALL)[1]
    return set(re.findall(r"\w+", text))


def test_names_that_printed_code_calls_are_in_scope_and_cannot_name_anything_else():
    printed = re.sub(r"\d+(\.\d+)?e[+-]?\d+", "", " ".join(printers.vega(e) for e in CASES))
    called = set(re.findall(r"[A-Za-z_]\w*", printed)) - {"x", "y", "true", "false"}
    assert called == functions.PAGE_NAMES
    assert called - {"NaN"} <= scope() <= names.RESERVED
    assert called <= names.RESERVED


NUMPY_NAMES = sorted({
    "greater", "where", "logical_and", "logical_or", "logical_not", "maximum", "minimum", "less", "equal", "float64",
    "select", "heaviside", "mod", "arctan2", "erf", "gamma", "computed", "np", "numpy", "x_",
})  # fmt: skip


@pytest.mark.parametrize("name", NUMPY_NAMES)
def test_a_model_may_use_the_names_that_numpy_code_uses(scripts, name):
    model = Model(
        "named", "Named", [Parameter(name, 0.5, low=-2, high=2), Parameter("x", 0.25, low=-2, high=2)]
    )
    here, x = model[name], model["x"]
    step = model.let(f"{name}_step", sp.Max(here, x) + sp.Min(here, 1))
    model.outcome("either", sp.And(here > x, step > 0))
    model.outcome(
        "value", sp.Piecewise((sp.Heaviside(step), sp.Or(here > 1, ~(x > 0))), (sp.Mod(here, 2), True))
    )
    points = [{name: a, "x": b} for a in (-0.5, 0.5, 1.5) for b in (-1.0, 0.25)]
    told = scripts(SOLVE, [spec(model), points])
    for point, page in zip(points, told, strict=True):
        solved = model.solve(**point)
        assert all(number(page[out]) == float(value) for out, value in solved.items())


def test_a_model_of_its_own_still_explores(as_page):
    assert "tt-spec" in explore(toys.growth())._repr_mimebundle_()["text/html"]

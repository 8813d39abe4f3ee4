"""Functions that models may use, and how each is written for NumPy and for the page.

Whatever stands here twice gives the same number in both; what only NumPy (with `scipy.special`) computes has no
text for the page. A function that does not stand here cannot be used in a model.
"""

import re

# `{0}`, `{1}`, … are the printed arguments. What is no plain call is bracketed as a whole, and its arguments too.
_MOD = "({0}) % ({1})"
# name of the SymPy class → NumPy, page
_BOTH = {
    "Abs": ("abs({0})", "abs({0})"),
    "sign": ("sign({0})", "sign({0})"),
    "floor": ("floor({0})", "floor({0})"),
    "ceiling": ("ceil({0})", "ceil({0})"),
    "frac": ("(({0}) - floor({0}))", "(({0}) - floor({0}))"),
    # as NumPy: the sign of the divisor, that of a zero included
    "Mod": (
        "mod({0}, {1})",
        f"({_MOD} === 0 ? 0/({{1}}) : ({_MOD} < 0) !== (({{1}}) < 0) ? {_MOD} + ({{1}}) : {_MOD})",
    ),
    "Heaviside": (
        "heaviside({0}, {1})",
        "(({0}) > 0 ? 1 : ({0}) < 0 ? 0 : ({0}) == 0 ? ({1}) : NaN)",
    ),
    "exp": ("exp({0})", "exp({0})"),
    "exp2": ("exp2({0})", "pow(2, {0})"),
    "expm1": ("expm1({0})", "expm1({0})"),
    "log": ("log({0})", "log({0})"),
    "log1p": ("log1p({0})", "log1p({0})"),
    "log2": ("log2({0})", "log2({0})"),
    "log10": ("log10({0})", "log10({0})"),
    "Sqrt": ("sqrt({0})", "sqrt({0})"),
    "Cbrt": ("cbrt({0})", "cbrt({0})"),
    "hypot": ("hypot({0}, {1})", "hypot({0}, {1})"),
    "sinc": ("where(equal({0}, 0), 1, sin({0})/({0}))", "(({0}) == 0 ? 1 : sin({0})/({0}))"),
    "atan2": ("arctan2({0}, {1})", "atan2({0}, {1})"),
    **{name: (f"{name}({{0}})",) * 2 for name in ("sin", "cos", "tan", "sinh", "cosh", "tanh")},
    **{
        f"a{name}": (f"arc{name}({{0}})", f"a{name}({{0}})")
        for name in ("sin", "cos", "tan", "sinh", "cosh", "tanh")
    },
    **{
        name: (f"(1/{inverse}({{0}}))",) * 2
        for name, inverse in {
            "sec": "cos", "csc": "sin", "cot": "tan", "sech": "cosh", "csch": "sinh", "coth": "tanh",
        }.items()
    },
}  # fmt: skip
_NUMPY_ONLY = {
    "erf": "erf({0})",
    "erfc": "erfc({0})",
    "erfinv": "erfinv({0})",
    "gamma": "gamma({0})",
    "loggamma": "gammaln({0})",
    "beta": "beta({0}, {1})",
    "polygamma": "polygamma({0}, {1})",
    "factorial": "gamma(({0}) + 1)",
    "binomial": "binom({0}, {1})",
}
NUMPY = {name: texts[0] for name, texts in _BOTH.items()} | _NUMPY_ONLY
PAGE = {name: texts[1] for name, texts in _BOTH.items()}
# what the rest of the printed code calls: powers, roots, extremes
PAGE_NAMES = {
    *re.findall(r"[A-Za-z_]\w*", re.sub(r"\{\d\}", "", " ".join(PAGE.values()))),
    *("pow", "sqrt", "max", "min", "abs", "NaN"),
}

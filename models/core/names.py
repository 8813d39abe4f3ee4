"""Names of parameters and definitions: which can be used, and which comes nearest to one that is unknown."""

import difflib
import keyword

# Names that mean something else in a language that models are printed in: Python, NumPy's functions, JavaScript.
_NUMPY = """abs arccos arcsin arctan ceil cos e exp floor inf isnan log maximum minimum nan pi select sign sin sqrt
    tan tanh"""
_PAGE = "acos asin atan atan2 E Infinity lookup max min NaN PI point pow"
_JAVASCRIPT = """arguments await break case catch const debugger default delete do enum eval export extends false
    function implements instanceof interface let new null package private protected public static super switch this
    throw true typeof undefined var void"""
RESERVED = {"slack", *keyword.kwlist, *_NUMPY.split(), *_PAGE.split(), *_JAVASCRIPT.split()}


def check_name(name) -> None:
    """Raise ValueError unless `name` can name a parameter or a definition in every language."""
    if not isinstance(name, str) or not name.isidentifier():
        raise ValueError(f"{name!r} is not a Python name")
    if name in RESERVED:
        raise ValueError(
            f"{name!r} means something else in Python or on the page: choose another name, such as {name + '_'!r}"
        )


def nearest(name, valid):
    alike = [known for known in valid if known.lower() == name.lower()]
    near = alike or difflib.get_close_matches(name, list(valid), n=1)
    return f"; did you mean {near[0]!r}?" if near else ""

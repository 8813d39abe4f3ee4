"""Names of parameters and definitions: which can be used, and which comes nearest to one that is unknown."""

import difflib
import keyword

from models.core.functions import PAGE_NAMES

# Names that mean something else where models are printed: what the page's code calls (NumPy's code has names of
# its own, see `models.core.printers`), what it computes with, numbers, and words of the two languages.
_PAGE = "lookup point undefined arguments eval"
_NUMBERS = "E Infinity NaN PI e inf nan pi"
_JAVASCRIPT = """await break case catch const debugger default delete do enum export extends false function
    implements instanceof interface let new null package private protected public static super switch this throw true
    typeof var void"""
RESERVED = {"slack", *keyword.kwlist, *PAGE_NAMES, *_PAGE.split(), *_NUMBERS.split(), *_JAVASCRIPT.split()}

# what functions that take a parameter's value by its name call their other arguments
TAKEN = {"self", "model", "figure", "matrix", "name", "reading", "expressions"}


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


def check_each_once(what, given) -> None:
    """ValueError if something stands twice among the words `given`."""
    given = list(given)
    if twice := sorted({word for word in given if given.count(word) > 1}):
        raise ValueError(
            f"{what}: {', '.join(map(repr, twice))} stands there twice; each needs a name of its own"
        )

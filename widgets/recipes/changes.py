"""Where a category changes along a line, closed in by bisection."""

import numpy as np
import sympy

from widgets.recipes.checks import check_expression
from widgets.words.names import no_such

HALVINGS = 40
AT_MOST = 8  # changes between two points of a grid


def changes(xs, code, whole=False) -> list[tuple[int, float, float]]:
    """(i, low, high) for each change of `code` between `xs[i]` and `xs[i + 1]`, in order.

    The change lies between `low` and `high`; `code` maps an array of points to one number each. Along `whole`
    numbers there is nothing between two points.
    """
    codes, found = code(xs), []
    for i in np.flatnonzero(codes[1:] != codes[:-1]):
        here, last = float(xs[i]), float(xs[i + 1])
        if whole:
            found.append((int(i), here, last))
            continue
        for _ in range(AT_MOST):
            kind, low, high = code(np.array([here]))[0], here, last
            for _ in range(HALVINGS):
                middle = (low + high) / 2
                if code(np.array([middle]))[0] == kind:
                    low = middle
                else:
                    high = middle
            found.append((int(i), low, high))
            here = high
            if code(np.array([high]))[0] == codes[i + 1]:
                break
    return found


def check_split(model, given, free=()) -> None:
    """ValueError unless `given` is a category, a yes/no outcome, a condition, or None."""
    if given is None:
        return
    if isinstance(given, str):
        kinds = {
            name: line.kind for name, line in model.definitions.items() if line.kind in ("category", "truth")
        }
        if given not in kinds:
            raise ValueError(f"split: {no_such(given, 'category or yes/no outcome', kinds)}")
        return
    if not isinstance(given, sympy.Basic):
        raise ValueError(f"split must be a category, a yes/no outcome or a condition; got {given!r}")
    check_expression(model, given, free)

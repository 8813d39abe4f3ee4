"""Roots of many functions at once, each on its own bracket."""

import numpy as np
from scipy.optimize.elementwise import find_root


def falling_root(function, low, high, *args) -> np.ndarray:
    """Elementwise: where `function` falls through zero between `low` and `high`.

    Parameters
    ----------
    function : callable
        ``function(x, *args)``, elementwise, with at most one change of sign, from plus to minus.
    low, high, *args : array
        Ends of the brackets and further arguments, all of one shape.

    Returns
    -------
    array
        The root to rounding error (Chandrupatla's method); `low` where the function is not positive even
        there, `high` where it is not negative even there.
    """
    at_low, at_high = function(low, *args), function(high, *args)
    root = find_root(function, (low, high), args=args).x
    return np.where(at_low <= 0, low, np.where(at_high >= 0, high, root))

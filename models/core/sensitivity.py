"""Global sensitivity: first-order and total Sobol indices of a function over a box.

I. M. Sobol' (2001), Global sensitivity indices for nonlinear mathematical models and their Monte Carlo
estimates, Mathematics and Computers in Simulation 55, 271-280; estimators of A. Saltelli et al. (2010),
Variance based sensitivity analysis of model output, Computer Physics Communications 181, 259-270.
"""

from collections.abc import Callable, Mapping

import numpy as np
from scipy.stats import sobol_indices, uniform


def sobol(function: Callable[[dict[str, np.ndarray]], np.ndarray], ranges: Mapping[str, tuple[float, float]],
          n: int = 2048, seed: int = 1) -> dict[str, tuple[float, float]]:  # fmt: skip
    """First-order and total index of each input, all inputs independent and uniform on `ranges`.

    Parameters
    ----------
    function : callable
        Takes a dict of equally long arrays, one for each name in `ranges`, and returns one array.
    ranges : mapping
        Name → (low, high).
    n : int
        Sample size, a power of two; the function is evaluated at n·(number of inputs + 2) points.
    seed : int
        Of the scrambled point set.

    Returns
    -------
    dict
        Name → (first-order, total). Estimates are not cut off: small negative ones are noise. (nan, nan) for
        every input if the function took one value only.
    """
    names = tuple(ranges)
    seen = []

    def evaluate(columns):
        points = columns.reshape(len(names), -1)
        values = np.asarray(function(dict(zip(names, points, strict=True))), dtype=float)
        seen.append((values.min(), values.max()))
        return values.reshape(1, *columns.shape[1:])

    dists = [uniform(low, high - low) for low, high in ranges.values()]
    with np.errstate(invalid="ignore", divide="ignore"):
        found = sobol_indices(func=evaluate, n=n, dists=dists, rng=np.random.default_rng(seed))
    if min(low for low, _ in seen) == max(high for _, high in seen):
        return dict.fromkeys(names, (float("nan"), float("nan")))
    first, total = np.ravel(found.first_order), np.ravel(found.total_order)
    return {name: (float(first[k]), float(total[k])) for k, name in enumerate(names)}

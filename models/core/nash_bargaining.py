"""Nash bargaining over a package of issues that can be split, on a frontier with corners.

Each issue, given to R entirely, is worth `gain` to R and costs W `cost`. Sorted by gain per unit of cost,
the issues are the segments of the frontier from W's best point (0, sum of costs) to R's. The solution
fills them in that order, so it is one line per issue, in SymPy.
"""

from functools import lru_cache
from typing import NamedTuple

import numpy as np
import sympy

from models.core.expressions import at_least, at_most, cases, clip, greater
from models.core.model import Model
from models.core.parameters import Parameter


class Package(NamedTuple):
    """What `package` returns; shares in the order of the segments.

    `frontier_at_d_R` is what W can have at most if R has d_R: a deal exists where it reaches d_W.
    `shares` is R's share of each issue in the Nash solution, `ultimatum` the most that R can have if W keeps
    d_W; both mean something only where a deal exists.
    """

    frontier_at_d_R: sympy.Symbol
    shares: list[sympy.Symbol]
    ultimatum: sympy.Symbol


def package(model, gains, costs, d_R, d_W) -> Package:
    """Add to `model` the chain that solves a package of issues sorted by gain per unit of cost.

    Parameters
    ----------
    gains, costs : sequence of expression
        Issues sorted from the highest gain / cost to the lowest; an issue worth nothing to R comes last.
    d_R, d_W : expression
        Payoffs without agreement.
    """
    u, v = [sympy.S.Zero], [model.let("v_0", sum(costs), "v_W^{(0)}", "W's payoff where R gets nothing")]
    for j, (gain, cost) in enumerate(zip(gains, costs, strict=True), start=1):
        u.append(model.let(f"u_{j}", u[-1] + gain, f"v_R^{{({j})}}", f"R's payoff at corner {j}"))
        v.append(model.let(f"v_{j}", v[-1] - cost, f"v_W^{{({j})}}", f"W's payoff at corner {j}"))
    segments = list(zip(gains, costs, u, v, strict=False))

    # The least that W must give up for R to reach d_R (a segment without gain gives R nothing).
    price = [
        cost * cases((0, at_most(gain, 0)), otherwise=clip((d_R - u0) / gain))
        for gain, cost, u0, _ in segments
    ]
    frontier = model.let("frontier_at_d_R", v[0] - sum(price), r"\phi(d_R)", "most for W if R has d_R")

    # Nash: along segment j the product peaks at the mean of the share that brings R to d_R and the share that
    # brings W to d_W. A segment is touched only once those before it are full.
    shares = []
    for j, (gain, cost, u0, v0) in enumerate(segments, start=1):
        peak = clip(((d_R - u0) / gain + (v0 - d_W) / cost) / 2)
        not_full = sympy.Or(*(greater(g, 0) & (s < 1) for g, s in zip(gains, shares, strict=False)))
        share = cases((0, not_full | at_most(gain, 0)), (1, at_most(cost, 0)), otherwise=peak)
        shares.append(model.let(f"fill_{j}", share, f"t_{j}", f"R's share of the issue on segment {j}"))

    bought = [
        gain * cases((1, at_most(cost, 0)), otherwise=clip((v0 - d_W) / cost))
        for gain, cost, _, v0 in segments
    ]
    ultimatum = model.let("ultimatum", sum(bought), r"\phi^{-1}(d_W)", "most for R if W keeps d_W")
    return Package(frontier, shares, ultimatum)


@lru_cache
def _package_of(n):
    """The chain of `package` with the n sorted segments as parameters."""
    parts = [f"{kind}_{j}" for kind in ("gain", "cost") for j in range(1, n + 1)]
    rows = [Parameter(name, 0.0, low=0, high=1) for name in [*parts, "d_R", "d_W"]]
    chain = Model(f"package_of_{n}", f"A package of {n} issues", rows)
    symbols = chain.symbols()
    solved = package(chain, symbols[:n], symbols[n : 2 * n], *symbols[2 * n :])
    chain.outcome("deal", at_least(solved.frontier_at_d_R, symbols[-1]))
    return chain


def linked_n(a, b, l, h) -> dict:  # noqa: E741 (the letters of the chapter)
    """Nash bargaining on a package of any number of issues.

    Parameters
    ----------
    a, b : sequence of float
        What each issue is worth to R and to W, if settled entirely as that side wants.
    l, h : sequence of float
        Least share that R and largest share that W would accept, issue by issue.

    Returns
    -------
    dict
        `deal` (bool), `u_R`, `u_W` (float) and `shares`, R's share of each issue (list; nan without a deal).

    Examples
    --------
    >>> linked_n([1, 3], [3, 1], [0.5, 0.5], [0.5, 0.5])
    {'deal': True, 'u_R': 3.0, 'u_W': 3.0, 'shares': [0.0, 1.0]}
    """
    lists = {"a": a, "b": b, "l": l, "h": h}
    try:
        arrays = {name: np.asarray(values, dtype=float) for name, values in lists.items()}
    except (TypeError, ValueError):
        raise ValueError("a, b, l and h must be lists of numbers") from None
    sizes = {name: array.shape for name, array in arrays.items()}
    if len(set(sizes.values())) > 1 or len(sizes["a"]) != 1 or sizes["a"][0] == 0:
        raise ValueError(f"a, b, l and h must be lists of one equal length, at least 1; got shapes {sizes}")
    for name, array in arrays.items():
        high = np.inf if name in "ab" else 1
        if not (np.isfinite(array) & (array >= 0) & (array <= high)).all():
            raise ValueError(f"{name} must be finite and in [0, {high:g}]; got {array.tolist()}")
    a, b, l, h = arrays.values()  # noqa: E741
    if not (a.any() or b.any()):
        raise ValueError("a and b are all zero: nothing is at stake")

    # Units do not matter, so each side's weights are brought to sum 1; what is below rounding counts as zero.
    unit = [weights / (weights.sum() or 1) for weights in (a, b)]
    gain, cost = (np.where(weights > 1e-12, weights, 0) for weights in unit)
    order = [k for k in range(len(a)) if gain[k] + cost[k] > 0]
    order.sort(key=lambda k: (-round(gain[k] / (gain[k] + cost[k]), 12), k))
    point = {"d_R": unit[0] @ l, "d_W": unit[1] @ (1 - h)}
    for j, k in enumerate(order, start=1):
        point |= {f"gain_{j}": gain[k], f"cost_{j}": cost[k]}
    fills = [f"fill_{j}" for j in range(1, len(order) + 1)]
    solved = _package_of(len(order)).compute(point, ["deal", *fills])
    if not solved["deal"]:
        unsettled = [float("nan")] * len(a)
        return {"deal": False, "u_R": float(a @ l), "u_W": float(b @ (1 - h)), "shares": unsettled}
    shares = np.zeros(len(a))
    shares[order] = [float(solved[name]) for name in fills]
    return {"deal": True, "u_R": float(a @ shares), "u_W": float(b @ (1 - shares)), "shares": shares.tolist()}

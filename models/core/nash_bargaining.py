"""Nash bargaining over a package of issues that can be split, on a frontier with corners.

Each issue, given to R entirely, is worth `gain` to R and costs W `cost`. Sorted by gain per unit of cost,
the issues are the segments of the frontier from W's best point (0, sum of costs) to R's. The solution
fills them in that order, so it is one line per issue, in SymPy.
"""

from typing import NamedTuple

import sympy

from models.core.expressions import at_most, cases, clip, greater


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
    u, v = [sympy.S.Zero], [model.let("v_0", sum(costs), "v_0", "W's payoff where R gets nothing")]
    for j, (gain, cost) in enumerate(zip(gains, costs, strict=True), start=1):
        u.append(model.let(f"u_{j}", u[-1] + gain, f"u_{j}", f"R's payoff at corner {j}"))
        v.append(model.let(f"v_{j}", v[-1] - cost, f"v_{j}", f"W's payoff at corner {j}"))
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

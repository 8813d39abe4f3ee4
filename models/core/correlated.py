"""Correlated equilibria of a two-player game, by linear programming (R. J. Aumann 1974).

A distribution over the cells is a correlated equilibrium if nobody who is privately told her own part of the
cell drawn gains by playing something else. These conditions are linear in the distribution, so the best
correlated equilibrium for any linear aim is a linear programme.
"""

from typing import NamedTuple

import numpy as np


class Correlated(NamedTuple):
    """A correlated equilibrium: the weight of each cell, and both players' expected payoffs."""

    weights: np.ndarray
    row: float
    column: float


def incentives(A, B) -> np.ndarray:
    """One row per advice and deviation: row @ weights.ravel() is what obeying gains over deviating.

    A distribution `weights` over the cells is a correlated equilibrium iff no entry is negative.
    """
    A, B = np.asarray(A, dtype=float), np.asarray(B, dtype=float)
    rows = []
    for payoffs, transpose in ((A, False), (B.T, True)):
        for told in range(len(payoffs)):
            for instead in range(len(payoffs)):
                if instead != told:
                    gain = np.zeros_like(payoffs)
                    gain[told] = payoffs[told] - payoffs[instead]
                    rows.append((gain.T if transpose else gain).ravel())
    return np.array(rows).reshape(-1, A.size)


def best_correlated(A, B, weight_row: float = 1.0, weight_column: float = 1.0) -> Correlated:
    """The correlated equilibrium of the game (A, B) with the largest (weighted) sum of payoffs.

    Examples
    --------
    >>> best = best_correlated([[6, 2], [7, 0]], [[6, 7], [2, 0]])
    >>> best.weights.round(9).tolist(), round(best.row, 9)
    ([[0.5, 0.25], [0.25, 0.0]], 5.25)
    """
    A, B = np.asarray(A, dtype=float), np.asarray(B, dtype=float)
    aim = (weight_row * A + weight_column * B).ravel()
    return _solve(A, B, aim, np.zeros((0, A.size + 1)), 0.0)


def fairest_correlated(A, B) -> Correlated:
    """The correlated equilibrium of the game (A, B) with the largest smaller payoff."""
    A, B = np.asarray(A, dtype=float), np.asarray(B, dtype=float)
    floor = np.array([[*-A.ravel(), 1.0], [*-B.ravel(), 1.0]])  # the last variable is at most either payoff
    return _solve(A, B, np.zeros(A.size), floor, 1.0)


def _solve(A, B, aim, extra, weight_of_last) -> Correlated:
    from scipy.optimize import linprog

    obey = -incentives(A, B)
    limits = np.vstack([np.column_stack([obey, np.zeros(len(obey))]), extra])
    cells = A.size
    found = linprog(
        -np.append(aim, weight_of_last), A_ub=limits, b_ub=np.zeros(len(limits)),
        A_eq=[[1.0] * cells + [0.0]], b_eq=[1.0],
        bounds=[(0, None)] * cells + [(None, None) if weight_of_last else (0, 0)],
    )  # fmt: skip
    if not found.success:
        raise ValueError(f"no correlated equilibrium found: {found.message}")
    weights = found.x[:cells].reshape(A.shape)
    return Correlated(weights, float((weights * A).sum()), float((weights * B).sum()))

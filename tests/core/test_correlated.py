"""Correlated equilibria by linear programming, on the textbook example."""

import numpy as np
import pytest

from models import best_correlated, fairest_correlated
from models.core.correlated import incentives

CHICKEN = [[6, 2], [7, 0]], [[6, 7], [2, 0]]


def test_the_best_advice_in_chicken_beats_the_mixed_equilibrium():
    """Aumann (1974): 21/4 each by private advice, against 14/3 in the symmetric mixed equilibrium."""
    best = best_correlated(*CHICKEN)
    assert np.allclose(best.weights, [[1 / 2, 1 / 4], [1 / 4, 0]])
    assert np.allclose([best.row, best.column], 21 / 4)
    assert np.allclose(min(fairest_correlated(*CHICKEN)[1:]), 21 / 4)
    A = np.array(CHICKEN[0])
    assert np.allclose(A @ [2 / 3, 1 / 3], 14 / 3)


@pytest.mark.parametrize(
    "cells, obeyed, pays",
    [
        ([1 / 3, 1 / 3, 1 / 3, 0], True, 5),  # a third on each cell but the crash
        ([0, 1 / 2, 1 / 2, 0], True, 9 / 2),  # the public coin between the two pure equilibria
        ([0.6, 0.2, 0.2, 0], False, 5.4),  # too much weight on (6, 6)
    ],
)
def test_private_advice_in_chicken_is_obeyed_or_not(cells, obeyed, pays):
    assert (incentives(*CHICKEN) @ cells >= -1e-12).all() == obeyed
    assert np.allclose([np.ravel(table) @ cells for table in CHICKEN], pays)


def test_a_prisoner_follows_no_advice_but_to_defect():
    best = best_correlated([[2, 0], [3, 1]], [[2, 3], [0, 1]])
    assert np.allclose(best.weights, [[0, 0], [0, 1]])


def test_the_tables_need_not_be_square():
    """A column that is worse throughout is never advised."""
    best = best_correlated([[2, 0, 9], [0, 1, 9]], [[1, 0, -1], [0, 2, -1]])
    assert np.allclose(best.weights.sum(), 1) and np.allclose(best.weights[:, 2], 0)
    assert best.row + best.column == pytest.approx(3)

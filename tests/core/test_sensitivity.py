"""Sobol indices against functions whose indices are known."""

import numpy as np
import pytest

from models.core.sensitivity import sobol

CUBE = {name: (-np.pi, np.pi) for name in "xyz"}


def ishigami(at):
    return np.sin(at["x"]) + 7 * np.sin(at["y"]) ** 2 + 0.1 * at["z"] ** 4 * np.sin(at["x"])


def test_ishigami():
    """Saltelli et al. (2010): a = 7, b = 0.1."""
    found = sobol(ishigami, CUBE)
    first, total = zip(*found.values(), strict=True)
    assert first == pytest.approx((0.314, 0.442, 0), abs=0.02)
    assert total == pytest.approx((0.558, 0.442, 0.244), abs=0.02)


def test_a_weighted_sum_has_no_interactions_and_ranges_count():
    """Variances of 1·x on [0, 1] and 1·y on [5, 8] are as 1 to 9."""
    found = sobol(lambda at: at["x"] + at["y"], {"x": (0, 1), "y": (5, 8)})
    assert found["x"] == pytest.approx((0.1, 0.1), abs=0.01) and found["y"] == pytest.approx(
        (0.9, 0.9), abs=0.01
    )


def test_yes_and_no_of_two_inputs():
    """x > 1/2 and y > 1/2: variance 3/16; the mean given x is 0 or 1/2, so first order 1/3, total 2/3."""
    found = sobol(
        lambda at: (at["x"] > 0.5) & (at["y"] > 0.5), {"x": (0, 1), "y": (0, 1), "z": (0, 1)}, n=4096
    )
    assert found["x"] == pytest.approx((1 / 3, 2 / 3), abs=0.02) and found["z"] == pytest.approx(
        (0, 0), abs=0.01
    )


def test_a_constant_has_no_indices():
    assert np.isnan(list(sobol(lambda at: np.ones(len(at["x"])), CUBE, n=64).values())).all()


def test_the_seed_fixes_the_estimate():
    assert (
        sobol(ishigami, CUBE, n=64, seed=3)
        == sobol(ishigami, CUBE, n=64, seed=3)
        != sobol(ishigami, CUBE, n=64)
    )

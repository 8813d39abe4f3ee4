"""Many roots at once."""

import numpy as np

from models.core.roots import falling_root


def test_each_bracket_gets_its_own_root_or_the_end_that_the_function_does_not_reach():
    level = np.array([-1.0, 0.0, 0.25, 1.0, 2.0])
    found = falling_root(lambda x, c: c - x**2, np.zeros(5), np.ones(5), level)
    assert np.allclose(found, [0, 0, 0.5, 1, 1], atol=1e-14)

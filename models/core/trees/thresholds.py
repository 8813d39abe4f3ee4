"""Numbers at which the answer to an offer jumps, found along a grid by bisection."""

import numpy as np

NEAR = 1e-9  # numbers nearer than this are one number of a grid
JUMP = 1e-6  # a change of a chance across a gap of 1e-13 that is no slope


def jumps(replies, grid, rounds=4):
    """Pairs (last number before, first number after) of each jump of `replies` along `grid`.

    `replies` takes an array of n numbers and returns an array (strategies, n). All cells of the grid are halved
    together, each towards the larger change; what is left beside a jump is searched again, `rounds` times.
    """
    if len(grid) < 2:
        return []
    low, high = grid[:-1], grid[1:]
    found = []
    for _ in range(rounds):
        apart = _apart(replies(low), replies(high))
        low, high = low[apart > JUMP], high[apart > JUMP]
        if not len(low):
            break
        a, b = low.copy(), high.copy()
        at_a, at_b = replies(a), replies(b)
        while np.any(b - a > 1e-13 * np.maximum(1, np.abs(b))):
            middle = (a + b) / 2
            if np.all((middle <= a) | (middle >= b)):
                break
            at_middle = replies(middle)
            left = _apart(at_a, at_middle) >= _apart(at_middle, at_b)
            a, b = np.where(left, a, middle), np.where(left, middle, b)
            at_a, at_b = np.where(left, at_a, at_middle), np.where(left, at_middle, at_b)
        sharp = _apart(at_a, at_b) > JUMP
        found += list(zip(a[sharp].tolist(), b[sharp].tolist(), strict=True))
        low, high = np.append(low[sharp], b[sharp]), np.append(a[sharp], high[sharp])
    return sorted(found)


def _apart(first, second):
    return np.abs(first - second).max(axis=0, initial=0)


def tidy(number):
    """A number found by bisection as it was meant: comparisons have a slack, which moves it by 1e-12."""
    rounded = round(number, 10)
    return rounded if abs(rounded - number) <= 5e-12 * max(1, abs(number)) else number

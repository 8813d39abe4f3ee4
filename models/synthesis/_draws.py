"""Shares of draws in which a claim holds, for any stances; each share is computed once.

The unit of work is `shares_of`: plain arguments in, plain numbers out, so that any executor can run it.
"""

import sys
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial

import numpy as np
from scipy.stats import qmc

from models.synthesis._premises import BOXES, TESTS, Box, linked

CHUNK = 2**16  # draws evaluated at once: small enough to stay in the processor's cache
_KEPT = 64  # settings whose shares are remembered
_shares: OrderedDict = OrderedDict()


@dataclass(frozen=True)
class Settings:
    """How draws are made: part of a range that a stance selects, number of draws, seed of the point set."""

    third: float
    n_draws: int
    seed: int


@lru_cache(maxsize=32)
def unit_points(dimension: int, n: int, seed: int) -> np.ndarray:
    """Scrambled Sobol points in the unit cube, one row for each dimension."""
    # `seed`, as in the specification: the same number gives other points through `rng`
    points = qmc.Sobol(dimension, scramble=True, seed=seed).random(n)
    return np.ascontiguousarray(points.T)


def push(u: np.ndarray, stance: np.ndarray, third: float) -> np.ndarray:
    """Move uniform draws into the lower part (-1) or the upper part (+1) of the unit interval."""
    return np.where(stance == 0, u, np.where(stance < 0, 0, 1 - third) + third * u)


def draw(box: Box, stances: list[tuple[int, ...]], settings: Settings) -> dict[str, np.ndarray]:
    """What is drawn from `box`, a row for each tuple of stances (in the order of the linked parameters)."""
    order = {name: k for k, name in enumerate(linked(box.model))}
    given = np.array(stances, dtype=int).reshape(len(stances), len(order))
    u = unit_points(len(box.ranges), settings.n_draws, settings.seed)
    drawn = {}
    for row, (name, (low, high)) in zip(u, box.ranges.items(), strict=True):
        here = push(row, given[:, [order[name]]], settings.third) if name in order else row[None, :]
        drawn[name] = low + (high - low) * here
    return drawn


def shares_of(job: tuple[str, tuple[tuple[int, ...], ...]], settings: Settings) -> list[float]:
    """Shares of draws in which a test holds, for some tuples of stances of its linked parameters."""
    test, stances = job
    box = BOXES[TESTS[test].model]
    held = TESTS[test].holds(box.point(draw(box, list(stances), settings)))
    return np.broadcast_to(held, (len(stances), settings.n_draws)).mean(axis=1).tolist()


def share(test: str, pushed: Mapping[str, int], settings: Settings) -> float:
    """Share of draws in which `test` holds when its linked parameters are pushed as given (R2)."""
    request = test, tuple(pushed.values())
    fill([request], settings)
    return _remembered(settings)[request]


def fill(requests: Iterable[tuple[str, tuple[int, ...]]], settings: Settings, executor=None,
         progress: Callable[[int, int], None] | None = None) -> None:  # fmt: skip
    """Compute the shares that are not yet known, several stances at a time, in `executor` if one is given."""
    known = _remembered(settings)
    waiting: dict[str, list] = {}
    for test, stances in dict.fromkeys(requests):
        if (test, stances) not in known:
            waiting.setdefault(test, []).append(stances)
    size = max(1, CHUNK // settings.n_draws)
    jobs = [(t, tuple(rows[k : k + size])) for t, rows in waiting.items() for k in range(0, len(rows), size)]
    found = spread(partial(shares_of, settings=settings), jobs, executor, progress)
    for (test, stances), values in zip(jobs, found, strict=True):
        known.update({(test, row): value for row, value in zip(stances, values, strict=True)})


def spread(function: Callable, jobs: list, executor=None, progress=None) -> list:
    """``[function(job) for job in jobs]``, mapped over `executor` if there is one, with progress told."""
    results, tell = [], progress or _Terminal()
    for result in (executor.map if executor else map)(function, jobs):
        results.append(result)
        tell(len(results), len(jobs))
    return results


def _remembered(settings):
    if settings not in _shares:
        _shares[settings] = {}
        while len(_shares) > _KEPT:
            _shares.popitem(last=False)
    return _shares[settings]


class _Terminal:
    """One line that counts, on a terminal, for what takes longer than a second."""

    def __init__(self):
        self.start = time.monotonic()

    def __call__(self, done, total):
        if sys.stderr.isatty() and time.monotonic() - self.start > 1:
            sys.stderr.write(f"\r{done} of {total} " + ("\n" if done == total else ""))
            sys.stderr.flush()

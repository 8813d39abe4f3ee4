"""`solve` on arrays beside a loop over nashpy's support enumeration of the same game."""

import time
import warnings

import nashpy
import numpy as np

import models

POINTS, GAMES, ROUNDS = 200_000, 2_000, 7


def _seconds(work):
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def points_per_second() -> tuple[float, float]:
    """Points a second: all outcomes of `sanctions` on arrays, and equilibria of its matrix `threat` in a loop."""
    model = models.load("sanctions")
    names = [name for name, p in model.parameters.items() if not p.choices]
    draw = np.random.default_rng(1).uniform
    values = {name: draw(model.parameters[name].low, model.parameters[name].high, POINTS) for name in names}
    form = model.matrices["threat"]
    few = {name: column[:GAMES] for name, column in values.items()}
    entries = model.evaluate([*form.row_payoffs, *form.column_payoffs], **few)
    payoffs = np.stack([np.broadcast_to(np.asarray(e, float), GAMES) for e in entries], axis=-1)
    games = payoffs.reshape(GAMES, 2, *form.row_payoffs.shape)

    def loop():
        for row_payoffs, column_payoffs in games:
            list(nashpy.Game(row_payoffs, column_payoffs).support_enumeration())

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # nashpy speaks up at each degenerate game
        # by turns, the best of each: what else runs on the machine slows both
        rounds = [(_seconds(lambda: model.solve(**values)), _seconds(loop)) for _ in range(ROUNDS)]
    solved, enumerated = (min(times) for times in zip(*rounds, strict=True))
    return POINTS / solved, GAMES / enumerated

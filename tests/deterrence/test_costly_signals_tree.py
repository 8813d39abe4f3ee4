"""General silence, which D1 removes where a signal pays, is an equilibrium all the same: nobody gains in its tree."""

import numpy as np
import pytest

import models
from models.deterrence.costly_signals import signalling
from tests.support import sample

MODEL = models.load("costly_signals")


def silence(game, **options):
    """Nobody signals and everybody is challenged, since a signal would be taken for that of an irresolute West."""
    return models.Tree(MODEL, "silence", signalling(game, (0, 0), (0, 0), (0, 0)), **options)


def where(exists):
    points = sample(MODEL, count=4_000, seed=4)
    keep = exists(MODEL.solve(**points), points)
    assert keep.sum() >= 100
    return {name: values[keep][:100] for name, values in points.items()}


def undeterred(solved):
    return np.char.not_equal(solved["sunk_regime"].astype(str), "not_needed")


@pytest.mark.parametrize("game", ["sunk", "tied"])
def test_the_discarded_silence_has_no_regret_where_an_irresolute_west_would_give_way(game):
    """R4-R5: for y below the deterring chance; in the tied game where the penalty does not lock W in."""

    def exists(solved, points):
        gives_way = (
            points["audience_cost"] < points["cost_war"] - points["p_win"] * points["stake_irresolute"]
        )
        return (
            undeterred(solved) & (gives_way | (game == "sunk")) & (solved[f"{game}_regime"] != "too_costly")
        )

    points = where(exists)
    assert (MODEL.solve(**points)[f"{game}_signal_prob_resolute"] == 1).all()
    assert max(np.max(gain) for gain in silence(game).regret(**points).values()) <= 1e-9


def test_no_belief_holds_up_silence_against_a_penalty_that_locks_in():
    points = where(lambda solved, _: solved["tied_regime"] == "lock_in")
    assert (silence("tied").regret(**points)["R"] > 0).all()


def test_without_the_suspicion_a_resolute_west_would_signal():
    trusting = models.Tree(MODEL, "trusting", signalling("sunk", (0, 0), (0, 1), (0, 1)))
    assert trusting.regret()["W"] > 0

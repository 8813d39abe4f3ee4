"""General silence, which D1 removes where a signal pays, is an equilibrium all the same: nobody gains in its tree."""

import numpy as np
import pytest

import models
from models.core.trees.walking import payoffs
from models.deterrence.costly_signals import signalling
from tests.support import at, close, sample

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


@pytest.mark.parametrize("game", ["sunk", "tied"])
def test_each_type_gets_its_value_and_the_signal_is_read_by_bayes(game):
    """R6, R8: from each type's own branch of the tree."""
    drawn = sample(MODEL, count=60, seed=6)
    for index in range(60):
        point = at(drawn, index)
        solved, here = MODEL.solve(**point), MODEL.trees[game].at(**point)
        for kind, branch in zip(("resolute", "irresolute"), here.root.nodes, strict=True):
            assert close(payoffs(branch, ("W", "R"))["W"], solved[f"{game}_value_{kind}"])
        if solved[f"{game}_signal_prob_resolute"] > 0:
            believed = here.beliefs()["an opportunist after a signal"][0]
            assert close(believed, solved[f"{game}_posterior_signal"])


@pytest.mark.parametrize("game", ["sunk", "tied"])
def test_general_silence_fails_d1_exactly_where_a_signal_is_claimed(game):
    """R4-R5: from a signal that nobody else sends H gains for more replies than L, so R must believe it."""
    drawn, outs = sample(MODEL, count=80, seed=7), np.linspace(0, 1, 201)
    replies = {reply: models.Tree(MODEL, f"signal met by {reply}", signalling(game, (1, 1), (0, reply), (0, 1)))
               for reply in (0, 1)}  # fmt: skip
    quiet = silence(game)
    for index in range(80):
        point = at(drawn, index)
        found = MODEL.solve(**point)

        def worth(tree, point=point):  # to each type
            return np.array([payoffs(branch, ("W", "R"))["W"] for branch in tree.at(**point).root.nodes])

        ends = [worth(replies[reply]) - worth(quiet) for reply in (0, 1)]
        gain = [(1 - outs) * ends[0][kind] + outs * ends[1][kind] for kind in (0, 1)]  # linear in the reply
        assert not ((gain[1] > 1e-9) & (gain[0] <= 0)).any()
        deterred = point["p_W_resolute"] * (1 + point["r_loss"]) > 1
        assert (found[f"{game}_regime"] == "not_needed") == deterred
        if not deterred:
            assert (found[f"{game}_regime"] == "too_costly") == (gain[0][-1] < 0)

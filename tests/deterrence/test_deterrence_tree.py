"""The equilibrium that D1 removes is one all the same: nobody gains in its tree either."""

import numpy as np
import pytest

import models
from models.deterrence.deterrence import crisis
from tests.support import sample

MODEL = models.load("deterrence")


@pytest.fixture(scope="module")
def suspicion():
    """Nobody challenges, since every challenge would be resisted: the West would take the challenger to be bluffing."""
    holds = MODEL["suspicion_equilibrium"]
    return models.Tree(MODEL, "suspicion", crisis(0, 0, 1, 0), requires=[(holds, "only where it exists")])


def test_the_discarded_equilibrium_has_no_regret_wherever_the_model_says_it_exists(suspicion):
    points = sample(MODEL, count=1_000, seed=4)
    exists = MODEL.solve(**points)["suspicion_equilibrium"]
    points = {name: values[exists][:200] for name, values in points.items()}
    assert len(points["gain"]) == 200
    assert max(np.max(gain) for gain in suspicion.regret(**points).values()) <= 1e-9


def test_where_the_model_says_it_does_not_exist_somebody_gains():
    anywhere = models.Tree(MODEL, "suspicion", crisis(0, 0, 1, 0))
    points = sample(MODEL, count=300, seed=4)
    solved = MODEL.solve(**points)
    presses = solved["regime"] != "no_follow_through"
    undeterred = presses & solved["undeterrable"]
    assert undeterred.sum() > 20
    gain = anywhere.regret(**{name: values[undeterred] for name, values in points.items()})["R"]
    assert (gain > 0).all()


def test_without_the_suspicion_a_soft_west_would_not_resist():
    believing = models.Tree(MODEL, "believing", crisis(0, 0, 1, 1))
    assert believing.regret(p_W_resolute=0.1)["W"] > 0

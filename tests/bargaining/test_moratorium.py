"""A moratorium: every worth summed year by year, who pays for a promise, and who would keep it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import models
from tests.support import assert_outcomes, points, sample

model = models.load("moratorium")
YEARS = {name: st.integers(0, 60) for name in ("years", "start_R", "start_U")}
PATIENCE = {name: st.floats(0.5, 0.99) for name in ("delta_R", "delta_U")}


def worth(delta, first, last):
    """Of a flow from year `first` to year `last`, as a part of the same flow for ever; year by year."""
    return (1 - delta) * sum(delta**year for year in range(first, last))


@settings(max_examples=150, deadline=None)
@given(points(model, **YEARS, **PATIENCE))
def test_worths_are_sums_over_years(z):
    """R10: the years in which the promise changes something, for whom it changes it."""
    T, S_R, S_U = z["years"], z["start_R"], z["start_U"]
    value, cost = worth(z["delta_R"], S_R, T), worth(z["delta_U"], S_U, T)
    remaining = (1 - z["delta_U"]) * sum(z["delta_U"] ** (year - S_R) for year in range(S_R, T))
    assert_outcomes(model.solve(**z), share_R=worth(z["delta_R"], 0, T), value_R=value, cost_U=cost,
                    room=value - cost, breach_needed=remaining)  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(points(model, **PATIENCE))
def test_half_of_the_worth_is_gone_after_the_half_life(z):
    assert z["delta_R"] ** model.solve(**z)["half_life_R"] == pytest.approx(0.5)


WORKED = dict(delta_R=0.87, delta_U=0.87, start_R=5)


@pytest.mark.parametrize("point, expected", [
    ({}, dict(share_R=0.878423, value_R=0.878423, cost_U=0.0, room=0.878423, breach_needed=0.878423)),
    ("C13_moratorium_shared_belief", dict(value_R=0.0, cost_U=0.0, room=0.0, breach_needed=0.0)),
    ("C13_moratorium_rival_beliefs", dict(value_R=0.9**5 - 0.9**20, cost_U=0.0, breach_needed=1 - 0.9**15)),
    (dict(years=0), dict(share_R=0.0, value_R=0.0, cost_U=0.0, room=0.0, breach_needed=0.0)),
    (dict(years=30, start_U=20), dict(cost_U=0.9**20 - 0.9**30)),
    (dict(delta_R=0.1 ** (1 / 20)), dict(share_R=0.9)),
    (WORKED, dict(share_R=0.938, value_R=0.437, cost_U=0.0, room=0.437, breach_needed=0.876)),
    (WORKED | dict(years=50), dict(room=0.437)),
    (WORKED | dict(start_R=0, start_U=0), dict(cost_U=0.938, value_R=0.938, room=0.0)),
    (WORKED | dict(start_R=10), dict(value_R=0.187, breach_needed=0.752)),
    (WORKED, dict(half_life_R=4.977)),
])  # fmt: skip
def test_worked_numbers_and_presets(point, expected):
    values = model.presets[point] if isinstance(point, str) else point
    assert_outcomes(model.solve(**values), tolerance=1e-3, **expected)


def test_only_disbelief_pays_for_a_free_promise():
    """Cost 0 iff the counterpart expects the step after the term; worth something iff breaking it tempts."""
    z = sample(model)
    found = model.solve(**z)
    assert ((found["cost_U"] == 0) == (z["start_U"] >= z["years"])).all()
    assert ((found["value_R"] > 0) == (found["breach_needed"] > 0)).all()
    alike = model.solve(**z | {"delta_U": z["delta_R"]})
    disagree = z["start_R"] < np.minimum(z["start_U"], z["years"])
    assert ((alike["room"] > 1e-12) == disagree).all() and disagree.any()
    assert np.allclose(alike["value_R"], z["delta_R"] ** z["start_R"] * alike["breach_needed"])
    later = np.maximum(z["start_R"], z["start_U"])
    longer = [model.solve(**z | {"delta_U": z["delta_R"], "years": later + more})["room"] for more in (0, 7)]
    assert np.allclose(*longer)

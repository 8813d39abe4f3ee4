"""A figure that could not be drawn whole is refused, in words that say what to change."""

import pytest

from tests.widgets import toys

model = toys.growth()

FAULTS = {
    "a slider of no parameter": ({"sliders": ["x", "speed"]}, "'speed' is no parameter"),
    "a folded slider of no parameter": ({"more": ["speed"]}, "'speed' is no parameter"),
    "two sliders for one parameter": ({"more": ["x"]}, "two sliders"),
    "no slider": ({"sliders": []}, "no slider"),
    "a headline that is no outcome": ({"headline": ["x_nxt"]}, "'x_nxt' is no outcome"),
    "a private step as a headline": ({"headline": ["factor"]}, "'factor' is no outcome"),
    "a key that is no outcome": ({"key": "mood"}, "'mood' is no outcome"),
    "a prediction of no outcome": ({"predict": "mood"}, "'mood' is no outcome"),
    "a readout that speaks of nothing": ({"readout": [(True, "It is {mood}.")]}, "'mood'"),
    "a readout without a sentence for a regime": ({"readout": {"up": "It rises."}}, "says nothing for down"),
    "a readout without a last resort": ({"readout": [(model["grows"], "It rises.")]}, "condition True"),
    "a preset that the model lacks": ({"presets": ["slow"]}, "'slow' is no preset"),
    "sliders as one word": ({"sliders": "x"}, "sliders must be a list"),
    "a chart that stands alone": ({"charts": toys.growth_figure(model).charts[0]}, "charts must be a list"),
    "no chart": ({"charts": []}, "no chart"),
    "no readout": ({"readout": []}, "the readout must be"),
    "a readout of one sentence": ({"readout": "It grows."}, "the readout must be"),
    "a chart without its data": ({"data": []}, "draws the data set"),
    "one stop only": ({"steps": {"x": 1}}, "number of stops"),
    "a brace left open": ({"readout": [(True, "It is {x.")]}, "a brace without its partner"),
    "an unknown format": ({"readout": [(True, "It is {x:d}.")]}, "a format is"),
}


@pytest.mark.parametrize("change, words", FAULTS.values(), ids=FAULTS.keys())
def test_is_refused(change, words):
    with pytest.raises(ValueError, match=words.replace("{", r"\{")):
        toys.growth_figure(model, **change).check(model)


def test_seven_sliders_in_sight_are_one_too_many():
    from models import Model, Parameter

    wide = Model("wide", "Wide", [Parameter(f"p{i}", 0.5, low=0, high=1) for i in range(7)])
    wide.outcome("total", sum(wide.symbols()))
    figure = toys.growth_figure(
        model, sliders=list(wide.parameters), readout=[(True, "{total}")], key="total"
    )
    with pytest.raises(ValueError, match="at most six"):
        figure.check(wide)


def test_a_good_figure_passes():
    toys.growth_figure(model).check(model)

"""A figure that could not be drawn whole is refused, in words that say what to change."""

from dataclasses import replace

import altair as alt
import pytest
import sympy

from models import at_least
from tests.widgets import toys
from widgets import Regions, Rows, Sweep
from widgets.figures.default import default_figure

model = toys.growth()
x, r, brake = model.symbols()


def readout(*conditions):
    return {"readout": [*((condition, "It is so.") for condition in conditions), (True, "It is not.")]}


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
    "a sentence for no regime": (
        {"readout": {"up": "Up.", "down": "Down.", "dwn": "?"}},
        "did you mean 'down'",
    ),
    "a readout by a key that is no category": ({"key": "x_next"}, "'up' is no value of x_next"),
    "a comparison by Python's ==": (
        readout(model["regime"] == "up"),
        "condition 1 of the readout is False wherever .* model.chosen\\('regime', 'up'\\)",
    ),
    "True before the last sentence": (readout(x > 0.5, True), "condition 2 of the readout is True"),
    "a condition that SymPy knows to fail": (readout(sympy.false), "condition 1 of the readout is False"),
    "a number as a condition": (readout(model["x_next"]), "must be a SymPy condition"),
    "a parameter as a condition": (readout(~x), "must be a SymPy condition"),
    "a number inside a condition": (readout((x > 0.5) & r), "must be a SymPy condition"),
    "a text as a condition": (readout("grows"), "must be a SymPy condition"),
    "a condition on what is unknown": (readout(sympy.Symbol("z") > 0), "'z' is no parameter or outcome"),
    "an unknown condition": (readout(sympy.Symbol("grow")), "did you mean 'grows'"),
    "a sentence that is no text": ({"readout": {"up": "Up.", "down": 3}}, "must be a text; got 3"),
    "an empty last sentence": ({"readout": [(True, " ")]}, "must be a text; got ' '"),
    "a name that a link cannot hold": ({"name": "my figure"}, "name must be a letter, then"),
    "a name that starts with a digit": ({"name": "1st"}, "name must be a letter, then"),
    "no title": ({"title": ""}, "title must be a sentence"),
    "no words for those who do not see it": ({"alt": None}, "alt must be a sentence"),
    "outcomes as one word": ({"outcomes": "x_next"}, "outcomes must be a list"),
    "presets as one word": ({"presets": "A_fast"}, "presets must be a list"),
    "a legend entry of two": ({"legend": [("up", "#000000")]}, "a legend entry is"),
    "a legend entry without a colour": ({"legend": [("up", None, "line")]}, "a legend entry is"),
    "a legend of an unknown kind": ({"legend": [("up", "#000000", "lines")]}, "did you mean 'line'"),
    "a recipe that asks for what is not there": (
        {"data": [*toys.growth_figure(model).data[:2], Rows("here", [{"x": 0, "y": sympy.Symbol("y")}])]},
        "figure 'path' of growth: data set 'here': 'y' is no parameter or outcome",
    ),
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


def test_stops_of_a_whole_number_are_whole():
    counted = toys.counted()
    with pytest.raises(ValueError, match="n takes whole numbers only"):
        replace(default_figure(counted), steps={"n": 4}).check(counted)
    replace(default_figure(counted), steps={"n": 5}).check(counted)


GOOD = {
    "a figure": {},
    "conditions": readout(
        model["grows"], ~model["grows"] & (x > 0.5), at_least(x, r), model.chosen("brake", "on")
    ),
    "SymPy's own True": {"readout": [(sympy.true, "It is so.")]},
    "a legend": {"legend": [("share", "#0072b2", "line"), ["here", "#1f2328", "point"]]},
}


@pytest.mark.parametrize("change", GOOD.values(), ids=GOOD.keys())
def test_a_good_figure_passes(change):
    toys.growth_figure(model, **change).check(model)


SWEPT = {
    "more points than stops": (
        Sweep("swept", "k", {"root": "fixed"}),
        "as many points as it has stops \\(16\\)",
    ),
    "a map over it": (Regions("swept", "k", "scale"), "slider k: draw a Sweep"),
    "no slider": (Sweep("swept", "k", {"root": "fixed"}, count=16), "it has no slider"),
}


@pytest.mark.parametrize("name", SWEPT)
def test_what_the_page_looks_up_is_drawn_at_the_stops_it_knows(name):
    """Between two stops it would draw the nearest, a staircase that is not there."""
    model, (recipe, reason) = toys.rooted(), SWEPT[name]
    figure = replace(
        default_figure(model), data=[recipe], sliders=["scale"] if name == "no slider" else ["k", "scale"],
        charts=[alt.Chart(alt.NamedData(name="swept")).mark_line()], steps={}, presets=[], more=[],
    )  # fmt: skip
    with pytest.raises(ValueError, match=reason):
        figure.check(model)
    replace(figure, data=[Sweep("swept", "k", {"twice": 2 * model["scale"]})]).check(
        model
    )  # rests on no table

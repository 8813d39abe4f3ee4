"""`explore` in plain Python, as a student uses it: live values, clear refusals, a model of one's own."""

import base64

import pytest

import models
import widgets
from models import Model, Parameter
from tests.widgets import toys


@pytest.fixture
def explorer(as_notebook):
    return widgets.explore("bargaining_range", p=0.5)


def test_values_and_outcomes_are_live(explorer):
    assert explorer.values["p"] == 0.5
    assert explorer.outcomes == models.load("bargaining_range").solve(p=0.5)
    explorer.values = {**explorer.values, "p": 0.25}
    assert explorer.outcomes == models.load("bargaining_range").solve(p=0.25)


def test_left_out_values_stay_where_they_are(explorer):
    explorer.values = {"p": 0.6}
    explorer.values = {"c_R": 0.3}
    assert explorer.values["c_R"] == 0.3 and explorer.values["p"] == 0.6
    assert set(explorer.values) == set(models.load("bargaining_range").parameters)


def test_a_change_inside_values_is_refused_with_what_to_write(explorer):
    with pytest.raises(TypeError, match=r"explorer.values = \{"):
        explorer.values["p"] = 0.9
    assert explorer.values["p"] == 0.5


def test_setting_an_unknown_value_names_the_nearest(explorer):
    with pytest.raises(TypeError, match="did you mean 'c_R'"):
        explorer.values = {"c_r": 0.3}


@pytest.mark.parametrize("value", [2, -0.1, float("nan"), "half", None])
def test_setting_a_value_outside_its_domain_names_parameter_and_domain(explorer, value):
    with pytest.raises(ValueError, match=r"p must .*\[0, 1\]"):
        explorer.values = {"p": value}
    assert explorer.values["p"] == 0.5


def test_outcomes_say_which_joint_rule_is_broken(explorer):
    explorer.values = {"x_low": 0.5, "x_high": 0.2}
    with pytest.raises(ValueError, match="x_low must not exceed x_high"):
        explorer.outcomes  # noqa: B018 (the property raises)


BAD_CALLS = {
    "an unknown model": (("bargaining_rang",), {}, ValueError, "did you mean 'bargaining_range'"),
    "an unknown parameter": (("bargaining_range",), {"gamma_u": 0.5}, TypeError, "did you mean 'gamma_U'"),
    "a value outside the domain": (("bargaining_range",), {"p": 1.5}, ValueError, r"p must lie in \[0, 1\]"),
    "a value beyond its slider": (("bargaining_range",), {"c_R": 5}, ValueError, "c_R goes from 0 to 0.6"),
    "an array": (("bargaining_range",), {"p": [0.1, 0.2]}, ValueError, "p must be one value"),
    "a value between tabulated stops": ((toys.rooted(),), {"k": 1.2345}, ValueError, "k moves in steps"),
    "no model": ((None,), {}, TypeError, "takes a Model or the slug"),
    "no figure": (("bargaining_range", "risk"), {}, TypeError, "must be a widgets.Figure"),
    "a broken joint rule": (
        ("bargaining_range",),
        {"x_low": 0.5, "x_high": 0.1},
        ValueError,
        "x_low must not",
    ),
}


@pytest.mark.parametrize("arguments, values, error, words", BAD_CALLS.values(), ids=BAD_CALLS.keys())
def test_a_bad_call_is_refused_in_words(as_notebook, arguments, values, error, words):
    with pytest.raises(error, match=words):
        widgets.explore(*arguments, **values)


def test_a_model_built_in_a_cell_can_be_explored(show, as_page):
    model = Model(
        "mine", "My first game", [Parameter("p", 0.5, low=0, high=1), Parameter("c", 0.1, low=0, high=1)]
    )
    p, c = model.symbols()
    war = model.outcome("war", p - c, label="war value")
    model.category("regime", [("fight", war > 0)], otherwise="yield")
    explorer = show(widgets.explore(model))
    told = explorer.visit([{"p": 0.75, "c": 0.5}, {"p": 0.25, "c": 0.5}])
    assert [state["outcomes"]["regime"] for state in told] == ["fight", "yield"]
    assert [float(state["outcomes"]["war"]) for state in told] == [0.25, -0.25]
    assert not any(state["faults"] for state in told)


def test_a_figure_may_start_between_two_stops(show, as_page):
    model = toys.growth()
    explorer = show(widgets.explore(model, toys.growth_figure(model), x=0.123))
    state = explorer.state()
    assert float(state["values"]["x"]) == 0.123
    assert float(state["outcomes"]["x_next"]) == model.solve(x=0.123)["x_next"]


def test_a_figure_of_ones_own_follows_its_sliders(show, as_page):
    model = toys.growth()
    explorer = show(widgets.explore(model, toys.growth_figure(model), r=3.0))
    before = explorer.run("(root) => reader.seen(root)")
    (after,) = explorer.visit([{"x": 0.5, "brake": "on"}])
    assert float(after["outcomes"]["x_next"]) == 0.375 and after["readout"] == "From 0.50 it falls to 0.38."
    assert explorer.run("(root) => reader.seen(root)") != before and not after["faults"]
    (broken,) = explorer.visit([{"x": 1, "r": 4}])
    assert broken["readout"] == "Not possible: “share” and “rate” must not add up to more than 4.5."


def test_the_python_of_a_model_of_ones_own_names_no_model_of_the_book(show, as_page):
    model = toys.growth()
    explorer = show(widgets.explore(model, toys.growth_figure(model)))
    explorer.visit([{"x": 0.5}])
    explorer.press("[data-python]")
    assert explorer.root.locator(".tt-code").inner_text() == "model.solve(x=0.5)"


@pytest.mark.parametrize("place", ["as_page", "as_notebook"])
def test_an_explorer_brings_its_picture_and_its_words_along(request, place):
    """Where no script runs (print, a preview) there is a PNG, and a sentence with the parameter values."""
    request.getfixturevalue(place)
    found = widgets.explore("bargaining_range", p=0.5)._repr_mimebundle_()
    bundle = found[0] if isinstance(found, tuple) else found
    assert base64.b64decode(bundle["image/png"])[:8] == b"\x89PNG\r\n\x1a\n"
    assert "p = 0.5" in bundle["text/plain"]
    assert ("text/html" in bundle) == (place == "as_page")


def test_an_explorer_shown_again_shows_where_its_sliders_stand(explorer):
    before, _ = explorer._repr_mimebundle_()
    explorer.values = {"p": 0.25, "c_R": 0.3}
    after, _ = explorer._repr_mimebundle_()
    there, _ = widgets.explore("bargaining_range", p=0.25, c_R=0.3)._repr_mimebundle_()
    assert after["image/png"] == there["image/png"] != before["image/png"]
    assert after["text/plain"] == there["text/plain"] != before["text/plain"]
    assert "p = 0.25" in after["text/plain"]


def test_where_a_joint_rule_is_broken_nothing_is_drawn(explorer):
    explorer.values = {"x_low": 0.5, "x_high": 0.2}
    bundle, _ = explorer._repr_mimebundle_()
    assert "Not possible: “" in bundle["text/plain"] and "image/png" not in bundle


def test_a_page_has_no_kernel_widget_and_a_notebook_has_one(as_notebook, monkeypatch):
    import ipywidgets

    assert isinstance(widgets.explore("venue"), ipywidgets.DOMWidget)
    monkeypatch.setenv("TERMS_AND_THREATS_PAGE", "1")
    assert not isinstance(widgets.explore("venue"), ipywidgets.DOMWidget)

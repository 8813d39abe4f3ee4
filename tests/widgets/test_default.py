"""The plain figure that `explore` makes where none is given."""

from dataclasses import replace

import pytest

import models
import widgets
from models import Model, Parameter
from tests.widgets import toys
from widgets import Regions, Sweep
from widgets.figures.default import default_figure
from widgets.page.sheet import Sheet
from widgets.recipes import tabulate


@pytest.mark.parametrize("slug", models.catalogue())
def test_every_model_can_be_explored_without_a_figure(slug, as_notebook):
    """All parameters can be moved that no table holds fixed, and all presets are offered that can be shown."""
    model, figure = models.load(slug), widgets.explore(slug)._sheet.figure
    assert set(model.parameters) - set(figure.controls) <= tabulate.inputs(model)
    colours = [colour for _, colour, _ in figure.legend]
    assert len(set(colours)) == len(colours)
    for name in set(model.presets) - set(figure.presets):
        with pytest.raises(ValueError, match=name):
            Sheet(model, replace(figure, presets=[name]), {})


def test_a_map_has_a_colour_for_each_value():
    """Ten regimes of two signals have none, the four of the first signal have."""
    figure = default_figure(models.load("costly_signals"))
    assert figure.data[0].outcome == figure.key == "sunk_regime"
    assert default_figure(toys.counted()).data[0].outcome == "side"


def test_a_model_without_such_a_category_has_curves():
    model = Model("bands", "Bands", [Parameter("p", 0.5, low=0, high=1), Parameter("q", 0.5, low=0, high=1)])
    p, _ = model.symbols()
    model.outcome("twice", 2 * p)
    model.category("regime", [(f"band_{k}", p > k / 10) for k in range(9, 0, -1)], otherwise="band_0")
    assert isinstance(default_figure(model).data[0], Sweep)


def test_a_map_has_no_axis_of_whole_numbers():
    found = default_figure(toys.counted()).data[0]
    assert isinstance(found, Regions) and (found.x, found.y) == ("p", "q")


def test_all_sliders_of_a_tabulated_model_are_there():
    figure = default_figure(models.load("inspections"))
    assert len(figure.open) == 6 and len(figure.more) == 2
    assert figure.presets == list(models.load("inspections").presets)


def test_a_preset_is_offered_where_the_explorer_can_stand_on_it():
    """The table of `allied_unity` knows every second stop of the cost, and 0.35 lies between two of them."""
    model = models.load("allied_unity")
    figure = default_figure(model)
    assert "cost" in figure.controls and model.presets["A_willing"]["cost"] == 0.35
    assert figure.presets == [name for name in model.presets if name != "A_willing"]


def test_a_slider_that_ends_between_two_stops_keeps_its_steps():
    """A table too large for a page is thinned, but never to stops between whole numbers."""
    sliders = [Parameter(f"n{k}", 1, low=1, high=40, step=2, integer=True) for k in range(4)]
    model = Model("uneven", "Uneven", sliders)
    model.numerical(
        ["total"], lambda **n: [sum(n.values())], list(model.parameters), method="sum", tolerance=0
    )
    sheet = Sheet(model, default_figure(model), {})
    (table,) = tabulate.tables(sheet)
    assert [axis["name"] for axis in table["axes"]] == ["n0", "n1"]
    assert table["axes"][0]["stops"] == sheet.figure.data[0].grid(model).tolist() == list(range(1, 40, 2))

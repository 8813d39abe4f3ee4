"""Tables of a chapter say what the register and `solve` say."""

from xml.etree import ElementTree

import pytest

import models
import widgets

READ = {
    "bargaining_range": ("p", "x_lo", "low_status", "range_exists"),
    "shifting_power": ("p2", "g_min", "regime", "horizon"),
    "sanctions": ("net_cost", "regime", "deal_snapback"),
}


def cells(table):
    """Row heading → (column, text) of each cell."""
    rows = ElementTree.fromstring(table._repr_html_()).iter("tr")
    return {
        row.find("th").text: [(cell.get("data-label"), cell.text) for cell in row.iter("td")]
        for row in rows if row.find("td") is not None
    }  # fmt: skip


@pytest.mark.parametrize("slug", READ)
def test_each_reading_has_what_solve_gives_there(slug):
    model, names = models.load(slug), READ[slug]
    found = cells(widgets.reading_table(model, *names))
    assert list(found) == [model.readings[preset] for preset in model.presets]
    for preset, values in model.presets.items():
        told = {**{n: p.default for n, p in model.parameters.items()}, **values, **model.solve(**values)}
        for name, (column, text) in zip(names, found[model.readings[preset]], strict=True):
            line = model.parameters.get(name) or model.definitions[name]
            assert column == line.label
            value = told[name]
            if isinstance(value, bool):
                assert text == ("yes" if value else "no")
            elif isinstance(value, str):
                words = line.choice_label(value) if name in model.parameters else line.category_labels[value]
                assert text == words
            else:
                assert abs(float(text.replace("−", "-").replace("∞", "inf")) - value) <= 0.005 * abs(value)


def test_readings_can_be_chosen():
    model = models.load("bargaining_range")
    assert list(cells(widgets.reading_table(model, "x_lo", presets=["A_attrition"]))) == [
        model.readings["A_attrition"]
    ]

"""Tables of a chapter say what the register and `solve` say."""

from xml.etree import ElementTree

import pytest

import models
import widgets

READ = {
    "bargaining_range": ("p", "x_lo", "low_status", "range_exists"),
    "shifting_power": ("p2", "g_min", "regime", "horizon"),
    "sanctions_relief": ("net_cost", "regime", "deal_snapback"),
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


TABLES = (widgets.equations, widgets.parameter_table, widgets.reading_table)
BAD_NAMES = {
    "a misspelt definition": (
        widgets.equations,
        ("x_loo",),
        {},
        "equations of bargaining_range: .*mean 'x_lo'",
    ),
    "a parameter, which has no equation": (widgets.equations, ("p",), {}, "'p' is no definition"),
    "definitions as a list": (
        widgets.equations,
        (["x_lo", "x_hi"],),
        {},
        r"\['x_lo', 'x_hi'\] is no definition",
    ),
    "no definition": (widgets.equations, (), {}, "name one or more of .*x_lo"),
    "a misspelt parameter": (
        widgets.parameter_table,
        ("gamma_u",),
        {},
        "parameter_table of .* mean 'gamma_U'",
    ),
    "an outcome among parameters": (widgets.parameter_table, ("x_lo",), {}, "'x_lo' is no parameter"),
    "a misspelt column": (widgets.reading_table, ("x_loo",), {}, "reading_table of .* mean 'x_lo'"),
    "a misspelt preset": (
        widgets.reading_table,
        ("x_lo",),
        {"presets": ["A_atrition"]},
        "mean 'A_attrition'",
    ),
    "presets as one word": (widgets.reading_table, ("x_lo",), {"presets": "A_attrition"}, "must be a list"),
}


@pytest.mark.parametrize("table, names, options, words", BAD_NAMES.values(), ids=BAD_NAMES.keys())
def test_a_name_that_the_model_lacks_is_answered_with_the_nearest(table, names, options, words):
    with pytest.raises(ValueError, match=words):
        table("bargaining_range", *names, **options)


@pytest.mark.parametrize("table", TABLES)
def test_a_table_takes_a_model_or_its_slug(table):
    name = "p" if table is widgets.parameter_table else "x_lo"
    assert repr(table("bargaining_range", name)) == repr(table(models.load("bargaining_range"), name))
    with pytest.raises(ValueError, match="did you mean 'bargaining_range'"):
        table("bargaining_rang", name)
    with pytest.raises(TypeError, match=f"{table.__name__} takes a Model or the slug"):
        table(None, name)


def test_readings_can_be_chosen():
    model = models.load("bargaining_range")
    assert list(cells(widgets.reading_table(model, "x_lo", presets=["A_attrition"]))) == [
        model.readings["A_attrition"]
    ]

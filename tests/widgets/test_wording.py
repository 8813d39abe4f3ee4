"""Numbers and sentences: Python and the page write the same."""

import numpy as np
import pytest

from widgets.words import wording

FORMS = ["", ".0f", ".1f", ".2f", ".3f", "%", ".0%", ".1%", "f", ".2"]


def numbers():
    random = np.random.default_rng(7)
    spread = random.uniform(-1, 1, 300) * 10.0 ** random.integers(-9, 13, 300)
    hundredths = np.arange(-200, 201) / 100
    ties = np.arange(-64, 65) / 64  # exact in binary: here "nearest" has two answers
    special = [
        0.0,
        -0.0,
        1e-12,
        -1e-12,
        0.99995,
        9999.5,
        99995.0,
        1e5,
        123456.0,
        1e15,
        1e-4,
        1e-6,
        1.5e-7,
        0.005,
    ]
    return [float(x) for x in (*spread, *hundredths, *ties, *special)]


@pytest.mark.parametrize("form", FORMS)
def test_numbers_are_written_alike(scripts, form):
    values = numbers()
    on_page = scripts("([values, form]) => values.map((x) => showNumber(x, form))", [values, form])
    differ = [(x, wording.number(x, form), page) for x, page in zip(values, on_page, strict=True)
              if wording.number(x, form) != page]  # fmt: skip
    assert not differ, f"{len(differ)} of {len(values)} differ: {differ[:8]}"


@pytest.mark.parametrize("name, value", {"NaN": np.nan, "Infinity": np.inf, "-Infinity": -np.inf}.items())
def test_what_is_no_number_is_said_in_words_or_signs(scripts, name, value):
    assert scripts(f"() => showNumber({name})") == wording.number(value)


@pytest.mark.parametrize("unit", [None, (100, "points"), (100, "%")])
def test_what_has_no_value_has_no_unit(scripts, unit):
    assert wording.measured(np.nan, unit) == "none" == scripts("(unit) => measured(NaN, unit)", unit)
    if unit:
        assert wording.Measured(np.nan, unit).said(".0f") == "none"
        assert scripts("(unit) => new Measured(NaN, unit).said('.0f')", unit) == "none"


def test_sentences_are_filled_alike(scripts):
    template = "From {x:.2f} to {y:.0%}: {regime}, {z}. Not {x}."
    words = {"x": 0.125, "y": 0.375, "z": -3.0, "regime": "no settlement"}
    on_page = scripts("([template, words]) => fillSentence(template, words)", [template, words])
    assert on_page == wording.fill(template, words)


@pytest.mark.parametrize("value, form, expected", [
    (0.3, "", "0.3"), (-0.5, ".2f", "−0.50"), (0.125, ".2f", "0.13"), (0.5, "%", "50\u202f%"), (-0.001, ".2f", "0.00"),
    (123456.0, "", "123500"), (2.5, ".0f", "3"), (1e-7, "", "1e−7"),
])  # fmt: skip
def test_numbers_read_as_a_reader_expects(value, form, expected):
    assert wording.number(value, form) == expected


def test_an_unknown_format_is_refused():
    with pytest.raises(ValueError, match="a format is"):
        wording.fields("It is {x:>10}.")

"""What follows a guess, sheets and cards: marked on the page, refused where they could not work."""

import pytest
from bs4 import BeautifulSoup

from tests.book import sample


@pytest.fixture(scope="module")
def body(small_book):
    return BeautifulSoup(small_book["alpha"].read_text("utf-8"), "html.parser").find(class_="body")


def test_what_follows_a_guess_names_the_guess(body):
    text, cell = body.select("div.tt-after")
    assert text["data-after"] == "map" and text.strong.text == "the"
    assert cell["data-after"] == "Width_asked" and "the step" in cell.text  # as the code spells it
    assert text["class"] == cell["class"] == ["tt-after"]


def test_a_sheet_is_folded_and_holds_its_cards_and_the_cells_that_name_it(body):
    sheet = body.select_one("details.tt-handout")
    assert sheet["id"] == "alpha-scores" and sheet["data-paper"] == "letter"
    assert "tt-teacher" in sheet["class"] and "dropdown" not in sheet["class"]
    assert sheet.summary.get_text() == "For the teacher. Score sheet"
    card = sheet.select_one("section.tt-role-card")
    assert card["id"] == "alpha-scores-card-1" and card.p.text == "You are Side 1"
    assert (
        sheet.table
        and sheet.find_all("div", recursive=False)[-1].text.strip() == 'widgets.table("the model")'
    )


def test_a_number_of_the_model_says_what_it_is(body):
    number = body.select_one("p > data.tt-value")
    assert (number.text, number["value"], number["data-model"]) == ("10", "10", "bargaining_range")
    assert number["data-expression"] == "100*x_lo" and number["data-values"] == "p=.3, c_R=.2"
    assert body.select_one("abbr")["title"] == "United Nations"


FAULTS = {
    ":::{div}\n:class: after-nothing\nText.\n:::": "no figure or question called 'nothing'; those of this chapter: map",
    "```{code-cell} ipython3\n:after: nothing\n1\n```": "no figure or question called 'nothing'",
    "```{code-cell} ipython3\n:handout: nothing\n1\n```": "no handout has the name 'nothing'",
    ":::{after} map\nText.\n:::": "Write instead:\n:::{div}\n:class: after-map",
    ":::{handout} Scores\nText.\n:::": "Write instead:\n:::{admonition} Scores\n:class: handout dropdown",
    ":::{admonition} Side 1\n:class: role-card\nText.\n:::": "stands in no handout",
    "{abbr}`11 (bargaining_range: 100*x_lo; p=.3, c_R=.2)`": "the text says 11, and bargaining_range: 100*x_lo; "
                                                           "p=.3, c_R=.2 is 10.00",
    "{abbr}`1 (bargaining_range: x_low_end)`": "no parameter or outcome 'x_low_end'",
    "{ref}`figure:nothing`": "undefined label: 'figure:nothing'",
}  # fmt: skip


@pytest.fixture(scope="module")
def warnings(tmp_path_factory):
    """One build of chapters that each hold one fault: what it says about each."""
    cell = '```{code-cell} ipython3\nwidgets.Figure(name="map")\n```\n\n'
    chapters = {f"fault{i}": f"# Fault\n\n{cell}{text}\n" for i, text in enumerate(FAULTS)}
    _, said = sample.build(tmp_path_factory.mktemp("faults"), {"part": chapters})
    return said


@pytest.mark.parametrize("number, message", list(enumerate(FAULTS.values())))
def test_a_fault_is_named_with_what_is_allowed(warnings, number, message):
    assert message in warnings
    assert f"fault{number}.md" in warnings

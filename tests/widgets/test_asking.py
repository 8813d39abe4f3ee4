"""Questions: one answer wherever they stand, and refused in words where they have none."""

import numpy as np
import pytest
import sympy

import models
import widgets
from models import at_least, less
from tests.widgets import toys
from widgets import Ask
from widgets.asking import draws
from widgets.page.questions import QuestionSheet
from widgets.page.sheet import Sheet

WHY = "Because {x} becomes {x_next:.2f}."


@pytest.fixture
def model():
    return toys.growth()


def number(**changes):
    given = {"about": "x_next", "question": "And next?", "tolerance": 0.05, "why": WHY}
    return Ask(**{**given, **changes})


def test_the_answer_is_what_solve_gives(model):
    found = number(start={"x": 0.5}).at(model)
    assert found["answer"] == model.solve(x=0.5)["x_next"] == 0.5
    assert found["values"]["x"] == 0.5 and found["choices"] is None and found["tolerance"] == 0.05
    assert found["text"] == "And next? (Within 0.05 counts as right.)"
    assert found["why"] == "Because 0.5 becomes 0.50."


def test_categories_yes_and_no_and_words_are_choices(model):
    assert number(about="regime", tolerance=None).at(model)["choices"] == ["up", "down"]
    renamed = number(about="regime", tolerance=None, labels={"up": "it grows"}, choices=["down", "up"])
    assert renamed.at(model)["choices"] == ["down", "it grows"] and renamed.at(model)["answer"] == "it grows"
    assert number(about="grows", tolerance=None).at(model)["answer"] == "yes"
    x = model["x_next"]
    ask = number(about={"much": at_least(x, 0.5), "little": less(x, 0.5)}, tolerance=None, name="size")
    assert ask.at(model)["answer"] == "little" and ask.at(model, base={"x": 0.5})["answer"] == "much"


def test_an_expression_is_asked_for_in_its_unit(model):
    ask = number(about=model["x_next"] - model["x"], unit=(100, "points"), why="{answer}, once {before.answer}.",
                 before={"r": 3})  # fmt: skip
    assert ask.at(model)["answer"] == pytest.approx(0.12)
    assert ask.at(model)["why"] == "12 points, once 28 points."
    assert ask.at(model)["text"].endswith("(Within 5 points counts as right.)")


def test_sentences_speak_of_what_held_until_now(model):
    ask = number(
        start={"x": 0.5}, before={"x": 0.2}, why="{before.x_next:.2f} then, {x_next:.2f} now, {before.brake}."
    )
    assert ask.at(model)["why"] == "0.32 then, 0.50 now, off."


def test_drawn_numbers_come_again_from_their_seed_and_keep_the_joint_rules(model):
    ask = number(
        draw={"x": (0, 1, 0.05), "r": [3.5, 3.75, 4.0], "brake": ["off", "on"]}, question="From {x}, {r}?"
    )
    found = [ask.at(model, seed) for seed in range(60)]
    assert found[7] == ask.at(model, 7)
    assert len({f["text"] for f in found}) > 20
    for one in found:
        assert one["answer"] == model.solve(**one["values"])["x_next"]  # solve refuses what breaks the rule
        assert one["values"]["x"] in [round(0.05 * k, 12) for k in range(21)]


def test_the_reason_is_the_first_that_holds(model):
    ask = number(why=[(model["grows"], "It grows."), (True, "It falls.")])
    assert ask.at(model)["why"] == "It grows." and ask.at(model, base={"x": 0.9})["why"] == "It falls."


def conditions(model, low, high):
    return {"more": at_least(model["x"], low), "less": less(model["x"], high)}


REFUSED = {
    "an unknown outcome": ({"about": "x_nxt"}, "'x_nxt' is no outcome"),
    "a parameter": ({"about": "x"}, "'x' is no outcome"),
    "no question": ({"question": " "}, "question must be a sentence"),
    "no tolerance": ({"tolerance": None}, "needs a tolerance"),
    "a negative tolerance": ({"tolerance": -1}, "needs a tolerance"),
    "a tolerance for a choice": ({"about": "regime"}, "tolerance and unit are for numbers"),
    "no reason": ({"why": ""}, "why is missing"),
    "an unknown name in the reason": ({"why": "{z}"}, "'z' is no parameter or outcome"),
    "a format of its own": ({"why": "{x:d}"}, "a format is"),
    "words of before without before": ({"why": "{before.x}"}, "`before` gives none"),
    "the answer in the question": ({"question": "Is it {answer}?"}, "'answer' is no parameter"),
    "no last reason": ({"why": [(sympy.Symbol("x") > 0, "a")]}, "must stand under the condition True"),
    "an unknown start": ({"start": {"y": 1}}, "start: 'y' is no parameter"),
    "a start outside the domain": ({"start": {"x": 2}}, r"x must lie in \[0, 1\]"),
    "a start that breaks a rule": ({"start": {"x": 0.95, "r": 4}}, "must not add up"),
    "an unknown before": ({"before": {"y": 1}}, "before: 'y' is no parameter"),
    "an unknown draw": ({"draw": {"y": [1, 2]}}, "draw: 'y' is no parameter"),
    "one value to draw": ({"draw": {"x": [0.5]}}, "two values or more"),
    "drawn between stops": ({"draw": {"x": [0.5, 0.52]}}, "0.52 is no stop"),
    "drawn downwards": ({"draw": {"x": (1, 0, 0.1)}}, "from low up to high"),
    "a unit that is none": ({"unit": (0, "points")}, "unit must be words"),
    "a name with a blank": ({"name": "my ask"}, "name must be a letter"),
    "values of no category": ({"choices": ["up"]}, "choices are values of a category"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_meant_is_refused_in_words(model, case):
    changes, says = REFUSED[case]
    with pytest.raises(ValueError, match=says) as fault:
        number(**changes).check(model)
    assert "of growth: " in str(fault.value)


def test_exactly_one_answer_must_be_true_at_the_start_before_and_wherever_it_is_drawn(model):
    ask = lambda low, high, **more: number(  # noqa: E731
        about=conditions(model, low, high), tolerance=None, name="size", **more
    )
    ask(0.5, 0.5, draw={"x": (0, 1, 0.05)}).check(model)
    with pytest.raises(ValueError, match="'more' and 'less' are true at its start"):
        ask(0.1, 0.5).check(model)
    with pytest.raises(ValueError, match="none of the answers is true at its start"):
        ask(0.5, 0.1).check(model)
    with pytest.raises(ValueError, match="true before"):
        ask(0.5, 0.4, before={"x": 0.45}).check(model)
    with pytest.raises(ValueError, match="true where x = 0.4 is drawn"):
        ask(0.5, 0.4, draw={"x": (0, 1, 0.05)}).check(model)


def test_a_number_must_exist_wherever_it_is_asked_for(model):
    part = 1 / (model["x"] - 0.5)
    with pytest.raises(ValueError, match="the answer is ∞ where x = 0.5 is drawn"):
        number(about=part, name="part", draw={"x": [0.25, 0.5]}).check(model)
    with pytest.raises(ValueError, match="the answer is none at its start"):
        number(about=sympy.log(-model["x"]), name="part").check(model)


def test_a_figure_refuses_what_its_sliders_cannot_show(model):
    def figure(*asks, **changes):
        return toys.growth_figure(model, asks=list(asks), **changes)

    Sheet(model, figure(number(start={"x": 0.5})), {})
    with pytest.raises(ValueError, match="x = 0.52 is no stop of its slider .* the nearest is 0.5"):
        Sheet(model, figure(number(start={"x": 0.52})), {})
    with pytest.raises(ValueError, match="two of its asks are called 'x_next'"):
        Sheet(model, figure(number(), number(question="Once more?")), {})
    with pytest.raises(ValueError, match="for a figure without asks"):
        Sheet(model, figure(number(), predict="x_next"), {})
    with pytest.raises(ValueError, match="asks must be a list of widgets.Ask"):
        Sheet(model, figure("x_next"), {})
    with pytest.raises(ValueError, match="asks must be a list, even of one"):
        Sheet(model, toys.growth_figure(model, asks=number()), {})


def test_questions_are_refused_in_words():
    with pytest.raises(TypeError, match="a list of widgets.Ask"):
        widgets.questions("bargaining_range", [])
    with pytest.raises(ValueError, match="two questions are called 'width'"):
        ask = Ask("width", "How wide?", tolerance=0.01, why="So.")
        widgets.questions("bargaining_range", [ask, ask])


def test_questions_in_a_notebook_and_on_paper(model, as_notebook):
    asked = widgets.questions(model, [number(), number(about="regime", tolerance=None)])
    assert "data-questions" in asked.html
    text = asked._sheet.text()
    assert "1. And next?" in text and text.index("Answers.") > text.index("- down")


# -- the page says the same ------------------------------------------------------------------------------

SAY = """([spec, seeds]) => {
    const program = new Program(spec);
    return spec.asks.map((ask) => seeds.map((seed) => {
        const inquiry = new Inquiry(ask, spec, program);
        if (seed !== null) inquiry.values = drawValues(ask, program, seed);
        const answer = inquiry.answer();
        return {
            text: [inquiry.given, inquiry.question, ask.allowance].filter(Boolean).join(" "),
            values: inquiry.values,
            answer: ask.choices ? ask.choices[answer] : answer,
            choices: ask.choices,
            why: inquiry.why,
            tolerance: ask.choices ? null : ask.tolerance,
        };
    }));
}"""


def test_the_page_draws_asks_and_answers_as_python_does(model, scripts):
    x = model["x_next"]
    draw = {"x": (0, 1, 0.05), "r": (0, 4, 0.25), "brake": ["off", "on"]}
    asks = [
        number(draw=draw, given="It was {before.x_next:.3f}.", before={"r": 0.5, "x": 0.5}, unit=(100, "points"),
               why="{before.answer}, {answer}, {before.brake}, {regime}"),
        number(about="regime", tolerance=None, draw=draw, why=[(model["grows"], "Up to {x_next}."), (True, "Down.")]),
        number(about={"much": at_least(x, 0.3), "little": less(x, 0.3)}, tolerance=None, name="size", draw=draw),
    ]  # fmt: skip
    seeds = [None, 0, 1, 2, 77, 2**31 + 5, 2**32 - 1]
    page = scripts(SAY, [QuestionSheet(model, asks).payload(), seeds])
    for ask, found in zip(asks, page, strict=True):
        for seed, said in zip(seeds, found, strict=True):
            expected = ask.at(model, seed)
            answer = expected.pop("answer")
            assert said.pop("answer") == (
                answer if isinstance(answer, str) else pytest.approx(answer, abs=1e-12)
            )
            assert said == expected, seed


def test_an_outcome_without_a_closed_form_can_be_asked_for(scripts):
    model = toys.rooted()
    ask = Ask("scaled", "How large at {k}?", draw={"k": (0.5, 2, 0.1), "scale": [1.0, 2.0]}, tolerance=0.05,
              why="{fixed:.2f} times {scale}.", before={"k": 0.5})  # fmt: skip
    page = scripts(SAY, [QuestionSheet(model, [ask]).payload(), [None, 3, 4]])
    for seed, said in zip([None, 3, 4], page[0], strict=True):
        assert said["answer"] == pytest.approx(ask.at(model, seed)["answer"])
        assert said["why"] == ask.at(model, seed)["why"]


def test_drawn_values_are_even():
    following = draws.mulberry32(3)
    drawn = np.array([following() for _ in range(20_000)])
    assert drawn.min() >= 0 and drawn.max() < 1
    assert np.allclose(np.histogram(drawn, 10, (0, 1))[0], 2000, atol=200)


def test_every_model_can_be_asked_on_demand():
    """The question that a figure without asks offers has the words of its outcome."""
    model = models.load("bargaining_range")
    from widgets.figures.default import default_figure
    from widgets.page.payload import payload

    plain = payload(Sheet(model, default_figure(model), {}))["plainAsk"]
    assert plain["choices"] == list(model.definitions["regime"].category_labels.values())

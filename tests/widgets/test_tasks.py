"""Make it so: what is refused where a task is stated, and what a reader sees of it."""

import pytest
from sympy import Eq

import widgets
from models import at_least, at_most
from tests.widgets import toys
from widgets import Task

MODEL = toys.growth()
HIGH = at_least(MODEL["x_next"], 0.6)
WITNESS = [{"x": 0.5, "r": 2.5}]


def explore(*tasks, **values):
    return widgets.explore(MODEL, toys.growth_figure(MODEL, tasks=tasks), **values)


def test_a_task_starts_locks_the_rest_and_says_when_it_is_done(as_page, show):
    made = explore(Task("Reach .6.", HIGH, start={"x": 0.3}, only=["x", "r"], witnesses=WITNESS))
    explorer = show(made)
    task = explorer.root.locator("[data-task]")
    assert task.get_attribute("data-done") == "false"
    task.locator("[data-start]").press("Enter")
    assert explorer.state()["values"]["x"] == "0.3" and task.get_attribute("data-done") == "false"
    assert explorer.root.locator("select[name=brake]").is_disabled()
    assert (
        "share" in task.locator(".tt-state").inner_text()
        and "locked" in task.locator(".tt-state").inner_text()
    )
    keys(explorer, "x", "ArrowRight", 4)
    assert task.get_attribute("data-done") == "false"
    keys(explorer, "r", "ArrowRight", 2)
    assert task.get_attribute("data-done") == "true" and task.locator(".tt-state").inner_text() == "Done."
    assert explorer.root.locator("select[name=brake]").is_enabled()
    keys(explorer, "r", "ArrowLeft", 4)
    assert task.get_attribute("data-done") == "true", "what was done stays done"


def test_progress_is_kept_and_one_button_forgets_it(as_page, show):
    explorer = show(explore(Task("Reach .6.", HIGH, witnesses=WITNESS)))
    task, eraser = explorer.root.locator("[data-task]"), explorer.root.locator("[data-forget]")
    assert eraser.is_hidden()
    task.locator("[data-start]").click()
    explorer.run("(root) => root.explorer.set({ x: 0.5, r: 2.5 })")
    assert task.get_attribute("data-done") == "true"
    reopen(explorer)
    assert task.get_attribute("data-done") == "true" and "Done" in task.locator(".tt-state").inner_text()
    eraser.click()
    assert task.get_attribute("data-done") == "false" and eraser.is_hidden()
    reopen(explorer)
    assert task.get_attribute("data-done") == "false"


def test_a_task_is_left_where_a_preset_moves_what_it_holds(as_page, show):
    explorer = show(explore(Task("Reach .6.", HIGH, only=["x"], start={"r": 2.5}, witnesses=[{"x": 0.5}])))
    explorer.press("[data-start]")
    explorer.press("[data-preset=A_fast]")
    assert explorer.root.locator("[data-task]").get_attribute("data-done") == "false"
    assert explorer.root.locator("[name=r]").is_enabled()
    assert "Stopped" in explorer.root.locator(".tt-state").inner_text()


def test_a_preset_is_a_start_and_conditions_add_up(as_page, show):
    made = explore(
        Task(
            "Fall from a half.", [MODEL.chosen("regime", "down"), Eq(MODEL["x"], 0.5)], start="A_fast",
            witnesses=[{"brake": "on"}], name="fall",
        ),
        Task("Grow from .8.", "grows", start={"x": 0.8}, witnesses=[{"x": 0.3}]),
    )  # fmt: skip
    explorer = show(made)
    explorer.press("[data-task=fall] [data-start]")
    assert explorer.state()["values"] == {"x": "0.5", "r": "3.5", "brake": "off"}
    explorer.root.locator("select[name=brake]").select_option("on")
    assert explorer.root.locator("[data-task=fall]").get_attribute("data-done") == "true"
    assert explorer.root.locator("[data-task=task-2]").get_attribute("data-done") == "false"


BAD = {
    "done at its start": (dict(condition=at_most(MODEL["x_next"], 0.6)), "done at its start"),
    "false at its witness": (dict(witnesses=[{"x": 0.4}]), "not done at witness 1"),
    "no witness": (dict(witnesses=[]), "one witness or more"),
    "an unknown name": (dict(witnesses=[{"y": 0.4}]), "'y' is no slider"),
    "an unknown slider": (dict(only=["z"]), "'z' is no slider"),
    "a witness outside only": (dict(only=["x"]), "'r' is no slider that this task lets move"),
    "a witness between two stops": (dict(witnesses=[{"x": 0.52, "r": 2.5}]), "no stop of its slider"),
    "a start between two stops": (dict(start={"x": 0.31}), "the start: x = 0.31 is no stop"),
    "a witness that breaks a rule": (dict(witnesses=[{"x": 1, "r": 4}]), "must not add up"),
    "an unknown preset": (dict(start="A_slow"), "'A_slow' is no preset"),
    "an unknown start": (dict(start={"q": 1}), "'q' is no parameter"),
    "a condition that is none": (dict(condition=MODEL["x_next"]), "must hold or not hold"),
    "a name that is no condition": (dict(condition="x_next"), "'x_next' is no yes/no outcome"),
    "what == of Python makes": (dict(condition=MODEL["regime"] == "up"), "wherever the sliders stand"),
    "one slider as a text": (dict(only="x"), "must be a list"),
    "no sentence": (dict(text=" "), "must be a sentence"),
}  # fmt: skip


@pytest.mark.parametrize("change, words", BAD.values(), ids=BAD)
def test_a_task_that_cannot_be_is_refused(change, words):
    given = {"text": "Reach .6.", "condition": HIGH, "witnesses": WITNESS, **change}
    with pytest.raises(ValueError, match=words):
        explore(Task(**given))


def test_two_tasks_of_one_name_are_refused():
    with pytest.raises(ValueError, match="a name of its own"):
        explore(*[Task("Reach .6.", HIGH, witnesses=WITNESS, name="one")] * 2)


def keys(explorer, name, key, count):
    slider = explorer.root.locator(f"input[type=range][name={name}]")
    for _ in range(count):
        slider.press(key)


def reopen(explorer):
    explorer.page.reload()
    explorer.page.wait_for_selector("[data-ready]")


def test_a_slider_that_is_tied_follows_in_a_task(as_page, show):
    task = Task("Reach .6.", HIGH, start={"x": 0.3}, only=["x"], witnesses=[{"x": 0.5}])
    figure = toys.growth_figure(
        MODEL, sliders=["x", "brake"], ties={"r": 2 + 1.5 * MODEL["x"]}, tasks=[task], presets=[]
    )
    explorer = show(widgets.explore(MODEL, figure))
    explorer.press("[data-start]")
    keys(explorer, "x", "ArrowRight", 4)
    assert explorer.root.locator("[data-task]").get_attribute("data-done") == "true"

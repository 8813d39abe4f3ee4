"""An explorer tells what its model yields: outcomes, plotted values, and words where it can show no point."""

import itertools
from collections import Counter

import numpy as np
import pytest

from tests.pages.explorers import assert_same_rows, columns, parse
from tests.support import close
from widgets.page.payload import payload

RANDOM_POINTS = 25
SEARCHED = 4_000
TOLERANCE = 1e-9


def test_outcomes_equal_solve_wherever_the_sliders_stand(explorer):
    asked = explorer.draw(RANDOM_POINTS) + reaching_every_category(explorer)
    states = explorer.visit(asked)
    points = [explorer.complete(state["values"]) for state in states]
    for wanted, point in zip(asked, points, strict=True):
        assert all(close(point[name], value) for name, value in wanted.items()), f"{wanted} leads to {point}"
    lawful = explorer.is_lawful(points)
    solved = explorer.model.solve(**columns(list(itertools.compress(points, lawful))))
    assert_same(explorer.model, [state["outcomes"] for state in itertools.compress(states, lawful)], solved)
    for point, state in itertools.compress(zip(points, states, strict=True), ~lawful):
        assert_says_the_rule(explorer, point, state)
    for name, values in categories(explorer.model, solved).items():
        counts = ", ".join(f"{value} {number}" for value, number in Counter(values).most_common())
        print(f"{explorer.id}: {len(values)} points, {name}: {counts}")


def reaching_every_category(explorer):
    """One point for each value of each category that some point of the slider box has."""
    points = explorer.draw(SEARCHED, seed=1)
    start = explorer.state()["values"]
    complete = [explorer.complete({**start, **point}) for point in points]
    kept = np.flatnonzero(explorer.is_lawful(complete))
    assert len(kept), "no point of the slider box keeps the joint rules"
    solved = explorer.model.solve(**columns([complete[i] for i in kept]))
    chosen = {}
    for name, values in categories(explorer.model, solved).items():
        for place, value in zip(kept, values, strict=True):
            chosen.setdefault((name, value), place)
    return [points[i] for i in sorted(set(chosen.values()))]


def categories(model, solved):
    return {name: values for name, values in solved.items() if model.definitions[name].kind == "category"}


def assert_same(model, told, solved):
    for outcome in told[0]:
        found = [parse(state[outcome], model.definitions[outcome]) for state in told]
        for i, (page, python) in enumerate(zip(found, solved[outcome].tolist(), strict=True)):
            assert close(page, python, TOLERANCE), (
                f"{outcome}, point {i}: {page} on the page, {python} from solve"
            )


def assert_says_the_rule(explorer, point, state):
    """The rule that Python names, with what the sliders are called in place of parameter names."""
    with pytest.raises(ValueError) as refused:
        explorer.model.solve(**point)
    rules = zip(explorer.model.rules, payload(explorer.sheet)["rules"], strict=True)
    spoken = next(rule["text"] for (_, text), rule in rules if str(refused.value).startswith(text))
    assert state["readout"] == f"Not possible: {spoken}."
    assert set(state["outcomes"].values()) == {""}


def test_plotted_values_are_those_of_the_python_recipes(explorer):
    points = explorer.lawful_points(4, seed=2)
    on_page = explorer.page.evaluate("([id, points]) => reader.data(id, points)", [explorer.id, points])
    for point, data in zip(points, on_page, strict=True):
        expected = explorer.sheet.rows(point)
        assert data.keys() == expected.keys()
        for name, rows in expected.items():
            assert_same_rows(f"{name} at {point}", data[name], rows)


def test_every_corner_of_the_slider_box_is_drawn_and_told(explorer):
    in_sight = [c for c in explorer.controls if c["name"] in explorer.in_sight]
    ends = {c["name"]: c.get("choices") or [c["low"], c["high"]] for c in in_sight}
    assert 1 <= len(ends) <= 6, f"{len(ends)} sliders in sight"
    corners = [dict(zip(ends, corner, strict=True)) for corner in itertools.product(*ends.values())]
    wrong = []
    for corner, state in zip(corners, explorer.visit(corners), strict=True):
        unsaid = [word for word in ("NaN", "Infinity", "undefined", "null") if word in state["readout"]]
        wrong += [f"{fault} at {corner}" for fault in state["faults"]]
        wrong += [f"'{word}' at {corner}: {state['readout']}" for word in unsaid]
    assert not wrong, f"{len(wrong)} faults at {len(corners)} corners:\n" + "\n".join(wrong[:10])

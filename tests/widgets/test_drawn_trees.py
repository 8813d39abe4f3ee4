"""The drawings of the models' trees: the same in Python and on the page, and worth what the trees are."""

import numpy as np
import pytest

import models
import widgets
from models.core import printers
from tests.widgets.playing import all_trees, where
from widgets.recipes import tabulate


def looked_up(model, rows, point):
    """Outcomes without a closed form, at `point`, as an explorer's page carries them."""
    numerical = any(model.definitions[line].numerical for line in rows.lines(model))
    return tabulate.table(model, {}, point) if numerical else []


@pytest.mark.parametrize(("slug", "name"), all_trees())
def test_a_drawn_tree_is_the_same_on_the_page_and_played_once(slug, name, scripts):
    model = models.load(slug)
    rows, marks = widgets.game_tree(model, name, scale=(100, "points"))[0]
    random = np.random.default_rng(3)
    holds = 0
    for trial in range(5):
        values = dict(where(slug, name))
        for p in model.parameters.values():
            if not p.choices and trial:
                steps = int((p.high - p.low) / (p.step or 1) + 1e-9)
                values[p.name] = p.low + (p.step or 1) * random.integers(0, steps + 1)
        try:
            payoffs = model.trees[name].at(**values).payoffs()
        except ValueError:
            continue
        holds += 1
        point = model._read(values)[0]
        here = rows.compute(model, point)
        spec = {"parameters": [{"name": n} for n in model.parameters], "tables": looked_up(model, rows, point),
                "definitions": [{"name": d.name} | ({} if d.numerical else {"expr": printers.vega(d.expression)})
                                for d in model.chain(rows.lines(model))]}  # fmt: skip
        there = scripts("([spec, recipe, point]) => RECIPES.tree(recipe, compile(spec, recipe.program))(point)",
                        [spec, rows.page(model), {n: float(v) for n, v in point.items()}])  # fmt: skip
        for mine, other in zip(here, there, strict=True):
            assert mine.keys() == other.keys()
            for key, value in mine.items():
                assert other[key] == (
                    pytest.approx(value, abs=1e-9) if isinstance(value, float) else value
                ), key
        ends = [row for row in here if row["end"]]
        assert sum(row["played"] for row in ends) == pytest.approx(1)
        for player, value in payoffs.items():
            drawn = sum(row["played"] * row[f"pays_{player}"] for row in ends if row["played"])
            assert drawn == pytest.approx(100 * value, abs=1e-6), "the drawing is worth what the tree is"
    assert holds


def test_information_sets_are_tied():
    marks = widgets.game_tree("private_information", "screening")[0][1]
    assert [mark["kind"] for mark in marks.rows].count("tie") == 1
    assert not [
        m for m in widgets.game_tree("bargaining_range", "U_proposes")[0][1].rows if m["kind"] == "tie"
    ]


@pytest.mark.parametrize(
    ("given", "words"),
    [(("venue", "venus"), "did you mean"), (("venue",), "name one"), (("venue", 3), "name of a tree")],
)
def test_a_tree_that_is_not_there_is_refused(given, words):
    with pytest.raises((ValueError, TypeError), match=words):
        widgets.game_tree(*given)


@pytest.mark.parametrize(("slug", "name"), all_trees())
def test_what_a_drawn_tree_needs_is_all_that_changes_it(slug, name):
    model = models.load(slug)
    start, _ = model._read(where(slug, name))
    for recipe in widgets.game_tree(model, name)[0]:
        needs, rows = recipe.rests_on(model), recipe.compute(model, start)
        for p in (p for p in model.parameters.values() if p.name not in needs):
            other = p.read(p.choices[-1] if p.choices else p.high)
            assert repr(recipe.compute(model, {**start, p.name: other})) == repr(rows), (recipe.name, p.name)

"""An outcome without a closed form is computed by Python on the sliders' stops, and looked up by the page."""

from dataclasses import replace

import pytest

import models
import widgets
from tests.pages.explorers import parse
from tests.support import close
from tests.widgets import toys
from widgets.figures.default import default_figure
from widgets.page.sheet import Sheet
from widgets.recipes import DrawnTree, tabulate

WITH_ROOTS = [slug for slug in models.catalogue() if tabulate.inputs(models.load(slug))]


@pytest.mark.parametrize("slug", WITH_ROOTS)
def test_the_page_shows_what_solve_gives_at_the_stops(slug, show, as_page):
    explorer = show(widgets.explore(slug))
    states = explorer.visit(explorer.lawful_points(40, seed=3))
    for name, values in explorer.solved(states).items():
        for i, state in enumerate(states):
            told = parse(state["outcomes"][name], explorer.model.definitions[name])
            assert close(told, values[i]), f"{name}: {told} on the page, {values[i]} from solve"


def test_a_table_too_large_for_a_page_is_refused_with_its_size():
    model = toys.rooted()
    figure = replace(default_figure(model), steps={"k": 30_001})
    with pytest.raises(ValueError, match=r"tabulate 30,001 points \(k 30001\)"):
        tabulate.tables(Sheet(model, figure, {}))


def test_only_sliders_that_matter_are_tabulated():
    model = toys.rooted()
    assert tabulate.inputs(model) == {"k"}
    (table,) = tabulate.tables(Sheet(model, default_figure(model), {}))
    assert [axis["name"] for axis in table["axes"]] == ["k"] and len(table["columns"]["fixed"]) == 16


def test_a_tree_that_leaves_the_stops_is_not_drawn_with_outcomes_that_are_looked_up():
    model = toys.rooted()
    (outcome,) = (name for name, line in model.definitions.items() if line.numerical)
    ends = lambda: models.End({"A": model[outcome]})  # noqa: E731
    stays = models.Tree(model, "stays", models.Move("A", "moves", [("on", 1, ends()), ("off", None, ends())]))
    leaves = models.Tree(
        model, "leaves", models.Move("A", "moves", [("on", 1, ends(), {"k": 1.55}), ("off", None, ends())])
    )
    for tree, moved in ((stays, set()), (leaves, {"k"})):
        data, drawing = widgets.game_tree(model, tree)
        (drawn,) = (recipe for recipe in data if isinstance(recipe, DrawnTree))
        assert drawn.moved == moved
        figure = replace(default_figure(model), data=data, charts=[drawing])
        if moved:
            with pytest.raises(ValueError, match="the tree 'leaves' puts k elsewhere"):
                widgets.explore(model, figure)
        else:
            widgets.explore(model, figure)

"""Only what changed is computed and drawn again, and nothing that did is left standing."""

import numpy as np

import models
from tests.widgets import toys
from tests.widgets.test_areas import figure, recipes
from widgets import Figure, Rows, Sweep, explore, lines, x_axis, y_axis
from widgets.page.payload import payload
from widgets.page.sheet import Sheet


def test_what_a_data_set_needs_is_all_that_changes_it():
    """At random places, moving a parameter that a recipe does not need leaves its rows as they are."""
    model, random = toys.growth(), np.random.default_rng(7)
    sheet = Sheet(model, figure(model), {})
    for recipe in sheet.data:
        needs = recipe.rests_on(model)
        for _ in range(4):
            point = {
                p.name: p.read(random.choice(p.choices) if p.choices else random.uniform(p.low, p.high))
                for p in model.parameters.values()
            }
            rows = recipe.compute(model, point)
            for name in set(model.parameters) - needs:
                p = model.parameters[name]
                other = p.read(
                    p.choices[1 - int(point[name])] if p.choices else random.uniform(p.low, p.high)
                )
                assert recipe.compute(model, {**point, name: other}) == rows, (recipe.name, name)
    found = {recipe["name"]: recipe.get("needs") for recipe in payload(sheet)["recipes"]}
    assert found["map"] == found["map_names"] == ["brake"] and found["zones"] == ["r", "brake"]
    assert found["both"] == found["together"] == ["brake"] and found["free"] == ["x", "r", "brake"]
    assert len(found) == len(recipes(model)) + 3


def test_a_map_over_two_parameters_is_not_drawn_again_when_they_move(show, as_page):
    model = models.load("bargaining_range")
    still = Sweep("still", "p", {"least": "x_lo"})
    here = Rows("here", [{"x": model["p"], "y": model["x_lo"]}])
    drawn = [
        lines(still, x_axis("p"), y_axis("x")),
        lines(Sweep("other", "c_R", {"most": "x_hi"}), x_axis("c_R"), y_axis("x")),
    ]
    made = Figure(
        name="f", title="Two curves", sliders=["p", "c_R", "c_U"], charts=drawn,
        data=[still, here, Sweep("other", "c_R", {"most": "x_hi"})], readout=[(True, "{x_lo}")], alt="Curves.", presets=[],
    )  # fmt: skip
    explorer = show(explore(model, made))
    count = """(root, values) => {
        const { picture } = root.explorer;
        let runs = 0;
        const undo = picture.views.map(({ view }) => {
            const { run } = view;
            view.run = function () { runs += 1; return run.apply(view, arguments); };
            return () => delete view.run;
        });
        root.explorer.set(values);
        undo.forEach((it) => it());
        return runs;
    }"""
    assert explorer.run(count, {"p": 0.6}) == 1  # the curve over c_R alone
    assert explorer.run(count, {"p": 0.6}) == 0
    assert explorer.run(count, {"c_R": 0.3}) == 1
    assert explorer.run(count, {"c_R": 0.1, "p": 0.2}) == 2
    rows = explorer.run("(root) => root.explorer.data.still")
    sheet = explorer.sheet
    expected = sheet.rows({**sheet.start, "c_R": 0.1, "p": 0.2})["still"]
    assert np.allclose([row["y"] for row in rows], [row["y"] for row in expected])
    drawn = explorer.run("(root) => root.explorer.picture.views[0].view.data('still').map((row) => row.y)")
    assert np.allclose(drawn, [row["y"] for row in expected])

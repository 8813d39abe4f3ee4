"""Every model as the page computes it, from the definitions printed for it, is the model that `solve` solves."""

import numpy as np
import pytest

import models
from tests.pages.explorers import parse
from tests.support import at, close, lawful, sample

EVERYWHERE = 120  # points anywhere in the slider box
ON_STEPS = 600  # drawn on the sliders' steps, of which those that keep the joint rules stay

SOLVE = """([spec, points]) => {
    const program = new Program(spec);
    return points.map((values) => Object.fromEntries(
        Object.entries(program.solve(program.point(values))).map(([name, value]) => [name, String(value)]),
    ));
}"""


def spec(model):
    """What a page holds of `model`; outcomes without a closed form are given to it, like parameters."""
    given = [{"name": line.name} for line in model.definitions.values() if line.numerical]
    sliders = [{"name": p.name, "choices": list(p.choices) or None} for p in model.parameters.values()]
    definitions = [
        {"name": name, "kind": line.kind, "values": list(line.categories), "expr": model.vega(name)}
        for name, line in model.definitions.items() if not line.numerical
    ]  # fmt: skip
    nothing = {"program": {"lines": [], "results": []}, "texts": []}
    return {
        "parameters": sliders + given, "definitions": definitions, "tables": [], "rules": [],
        "sentences": nothing, "recipes": [],
    }  # fmt: skip


def on_steps(model, count, seed):
    """Points on the sliders' steps, where ties sit; joint rules kept."""
    random = np.random.default_rng(seed)

    def draw(p):
        if p.choices:
            return random.choice(np.array(p.choices, dtype=object), count)
        steps = int(np.floor((p.high - p.low) / p.step + 1e-9))
        return np.round(p.low + p.step * random.integers(0, steps + 1, count), 10)

    point = {name: draw(p) for name, p in model.parameters.items()}
    keep = lawful(model, point)
    return {name: values[keep] for name, values in point.items()}


def chosen_points(model):
    several = [sample(model, count=EVERYWHERE, seed=11), on_steps(model, ON_STEPS, seed=12)]
    together = {name: np.concatenate([part[name] for part in several])[:240] for name in model.parameters}
    assert len(next(iter(together.values()))) >= 200
    return together


@pytest.mark.parametrize("slug", models.catalogue())
def test_the_page_computes_what_solve_computes(scripts, slug):
    model = models.load(slug)
    arrays = chosen_points(model)
    count = len(next(iter(arrays.values())))
    solved = {name: values.tolist() for name, values in model.solve(**arrays).items()}
    numerical = [line.name for line in model.definitions.values() if line.numerical]
    read = {name: p.read(arrays[name].tolist()) for name, p in model.parameters.items()}
    given = {name: values.tolist() for name, values in model.compute(read, numerical).items()}
    points = [{**at(arrays, i), **{name: given[name][i] for name in numerical}} for i in range(count)]
    for i, told in enumerate(scripts(SOLVE, [spec(model), points])):
        for name in model.outcomes:
            if name not in given:
                page = parse(told[name], model.definitions[name])
                assert close(page, solved[name][i]), (
                    f"{name} at {at(arrays, i)}: {page} on the page, {solved[name][i]} from solve"
                )

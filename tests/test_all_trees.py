"""What holds for every tree of every model: no player gains, and walking it gives what the model says."""

import numpy as np
import pytest

import models
from models.core.expressions import SLACK
from models.core.trees.checks import trial_points
from tests.support import at, lawful, sample

TREES = [(slug, name) for slug in models.catalogue() for name in models.load(slug).trees]
GAIN = 1e-9


@pytest.fixture(params=TREES, ids=lambda pair: "-".join(pair))
def tree(request):
    slug, name = request.param
    return models.load(slug).trees[name]


def holds(tree, points):
    """The points of arrays `points` at which `tree` is claimed."""
    model = tree.model
    codes = {name: p.read(np.asarray(points[name]).tolist()) for name, p in model.parameters.items()}
    size = len(next(iter(points.values())))
    keep = np.ones(size, dtype=bool)
    for condition, _ in tree.requires:
        keep &= np.broadcast_to(np.asarray(model.values_at(codes, [condition])[0], dtype=bool), size)
    return {name: values[keep] for name, values in points.items()}


def stop(parameter, condition):
    """The first stop of the slider at which a condition on this parameter alone holds."""
    steps = round((parameter.high - parameter.low) / parameter.step)
    for value in (round(parameter.low + k * parameter.step, 10) for k in range(steps + 1)):
        number = int(value) if parameter.integer else value
        if condition.subs({s: 1e-12 if s == SLACK else number for s in condition.free_symbols}) == True:  # noqa: E712
            return value
    return parameter.default


def drawn(tree, count=200, seed=5):
    """`count` random points of the box at which the tree holds: half anywhere, half on the sliders' stops (ties)."""
    model, wanted = tree.model, {}
    fixed = {}
    for p in model.parameters.values():  # a menu that the tree holds to one choice is not worth drawing
        for condition, _ in tree.requires:
            for choice in p.choices:
                if condition == p.chosen(choice):
                    fixed[p.name] = choice
            if condition.free_symbols == {p.variable} or {s.name for s in condition.free_symbols} == {
                p.name,
                "slack",
            }:
                fixed.setdefault(p.name, p.default if p.choices else stop(p, condition))
    points = holds(tree, sample(model, count=20 * count, seed=seed, **fixed))
    half = len(points[next(iter(points))]) // 2
    for p in model.parameters.values():
        values = points[p.name].copy()
        if not p.choices:
            values[half:] = np.clip(
                np.round(p.low + np.round((values[half:] - p.low) / p.step) * p.step, 10), p.low, p.high
            )
        wanted[p.name] = values
    keep = lawful(model, wanted)
    wanted = holds(tree, {name: values[keep] for name, values in wanted.items()})
    size = len(wanted[next(iter(wanted))])
    take = np.linspace(0, size - 1, min(size, count)).astype(int)
    return {name: values[take] for name, values in wanted.items()}


def given(tree):
    """Default and presets at which the tree holds."""
    model = tree.model
    rows = [{}, *map(dict, model.presets.values())]
    points = {p.name: np.array([row.get(p.name, p.default) for row in rows], dtype=object if p.choices else float)
              for p in model.parameters.values()}  # fmt: skip
    return holds(tree, points)


def agrees(tree, points):
    gains = tree.regret(**points)
    for player, gain in gains.items():
        worst = int(np.argmax(gain))
        assert gain[worst] <= GAIN, (tree, player, gain[worst], at(points, worst))
    walked, claimed = tree.walk(**points), tree.claimed(**points)
    for kind, numbers in claimed.items():
        for key, expected in numbers.items():
            found = walked[kind].get(key, np.zeros(len(expected)))
            apart = np.abs(found - expected)
            worst = int(np.argmax(apart))
            assert apart[worst] <= GAIN, (tree, key, found[worst], expected[worst], at(points, worst))


def test_nobody_gains_at_random_points_and_the_model_says_what_walking_gives(tree):
    points = drawn(tree)
    assert len(points[next(iter(points))]) == 200
    agrees(tree, points)


def test_nobody_gains_at_presets(tree):
    points = given(tree)
    if not len(points[next(iter(points))]):  # it holds at none of them, and says where it does
        assert tree.requires
        points = drawn(tree)
    agrees(tree, points)


def test_the_model_names_the_payoffs_of_every_tree(tree):
    assert tree.values or tree.results
    assert "Holds" in tree.doc and "\n" not in tree.doc


def test_starting_over_pays_what_the_end_says(tree):
    points, size = trial_points(tree.model, tree.requires)
    for k in range(min(size, 3)):
        point = {p.name: p.choices[int(points[p.name][k])] if p.choices else float(points[p.name][k])
                 for p in tree.model.parameters.values()}  # fmt: skip
        assert max(tree.again(**point).values()) <= GAIN

"""What the tests of every model share: draws over the domain, regime counts, best replies."""

from collections import Counter

import numpy as np
from hypothesis import assume
from hypothesis import strategies as st

TOLERANCE = 1e-9


def _numbers(parameter):
    """On the slider's own steps (where ties sit), anywhere on the slider, and out to the domain's edges."""
    domain = parameter.domain
    low = domain.low if np.isfinite(domain.low) else parameter.low - 2 * (parameter.high - parameter.low)
    high = domain.high if np.isfinite(domain.high) else parameter.high + 2 * (parameter.high - parameter.low)
    steps = int(round((parameter.high - parameter.low) / parameter.step))
    if domain.integer:
        return st.integers(0, steps).map(lambda k: int(parameter.low + k * parameter.step))
    on_step = st.integers(0, steps).map(lambda k: round(parameter.low + k * parameter.step, 10))
    on_slider = st.floats(parameter.low, parameter.high)
    anywhere = st.floats(low, high, exclude_min=not domain.low_closed, exclude_max=not domain.high_closed)
    return st.one_of(on_step, on_slider, anywhere).filter(domain.contains)


def points(model, **fixed):
    """Hypothesis strategy: parameter points of `model` over its whole domain.

    `fixed` holds parameters at a value or replaces their strategy.
    """

    def strategy(parameter):
        given = fixed.get(parameter.name)
        if given is not None:
            return given if isinstance(given, st.SearchStrategy) else st.just(given)
        return st.sampled_from(parameter.choices) if parameter.choices else _numbers(parameter)

    @st.composite
    def draw_point(draw):
        point = {name: draw(strategy(p)) for name, p in model.parameters.items()}
        assume(lawful(model, {name: np.asarray(v, dtype=object) for name, v in point.items()}).all())
        return point

    return draw_point()


def lawful(model, point):
    """Elementwise: do the joint domain rules of `model` hold?"""
    codes = {name: p.read(np.asarray(point[name]).tolist()) for name, p in model.parameters.items()}
    shape = np.broadcast_shapes(*(a.shape for a in codes.values()))
    holds = np.ones(shape, dtype=bool)
    for condition, _ in model.rules:
        holds &= np.asarray(model._evaluate(codes, [condition])[0], dtype=bool)
    return holds


def sample(model, count=20_000, seed=1, **fixed):
    """Arrays of `count` or fewer points drawn evenly over the slider box, joint rules kept."""
    random = np.random.default_rng(seed)
    point = {}
    for name, p in model.parameters.items():
        if name in fixed:
            point[name] = np.full(count, fixed[name], dtype=object if p.choices else float)
        elif p.choices:
            point[name] = random.choice(np.array(p.choices, dtype=object), count)
        elif p.integer:
            steps = round((p.high - p.low) / p.step)
            point[name] = int(p.low) + int(p.step) * random.integers(0, steps + 1, count)
        else:
            point[name] = random.uniform(p.low, p.high, count)
    keep = lawful(model, point)
    return {name: values[keep] for name, values in point.items()}


def count(model, outcome="regime", **options):
    """How many of the sampled points fall in each category; printed, so that `pytest -s` shows it."""
    found = Counter(model.solve(**sample(model, **options))[outcome].tolist())
    print(
        f"{model.slug}.{outcome}: " + ", ".join(f"{name} {found[name]}" for name in model.categories(outcome))
    )
    return found


def assert_all_reached(model, outcome="regime", **options):
    """Every category of `outcome` occurs among sampled points, and nothing else does."""
    found = count(model, outcome, **options)
    assert set(found) == set(model.categories(outcome)), found


def at(values, index):
    """One point of the arrays that `sample` returns, as scalars."""
    return {name: v[index] if isinstance(v[index], str) else float(v[index]) for name, v in values.items()}


def close(found, expected, tolerance=TOLERANCE):
    """Equal within `tolerance`; nan equals nan and inf equals inf; strings and booleans exactly."""
    if isinstance(expected, (str, bool)):
        return found == expected
    return bool(np.isclose(found, expected, rtol=tolerance, atol=tolerance, equal_nan=True))


def assert_outcomes(solved, **expected):
    """Each outcome named equals what is expected (see `close`), with a message naming the first that differs."""
    tolerance = expected.pop("tolerance", TOLERANCE)
    for name, value in expected.items():
        assert close(solved[name], value, tolerance), f"{name}: {solved[name]!r}, expected {value!r}"


def pure_equilibria(game):
    """Row/column index pairs of the pure equilibria of a nashpy game, ties counted, as nashpy judges them."""
    rows, columns = game.payoff_matrices[0].shape
    found = set()
    for i in range(rows):
        for j in range(columns):
            row, column = np.eye(rows)[i], np.eye(columns)[j]
            if all(game.is_best_response(row, column)):
                found.add((i, j))
    return found

"""What holds for every model of the book: names, presets, bad input, arrays against single points."""

import numpy as np
import pytest

import models
from models.core.model import NumericalOutcome
from tests.support import at, close, sample

SLUGS = models.catalogue()


@pytest.fixture(params=SLUGS)
def model(request):
    return models.load(request.param)


def test_the_catalogue_is_the_register_in_book_order():
    assert len(SLUGS) == len(set(SLUGS)) > 0


def test_unknown_model_names_the_nearest():
    with pytest.raises(ValueError, match="bargaining_range"):
        models.load("bargaining_rang")


def test_has_a_docstring_with_its_source(model):
    text = model.__doc__
    for part in ("Game.", "Equilibrium:", "Source:", "Simplified:"):
        assert part in text, f"{model.slug}: docstring lacks '{part}'"


def test_defaults_solve_and_types_are_plain(model):
    for name, value in model.solve().items():
        kind = model.definitions[name].kind
        expected = {"category": str, "truth": bool, "number": float, "integer": (int, float)}[kind]
        assert type(value) in (expected if isinstance(expected, tuple) else (expected,)), name


def test_every_preset_solves_and_has_a_reading(model):
    for preset, values in model.presets.items():
        model.solve(**values)
        assert model.readings[preset].strip(), preset


def test_arrays_agree_with_single_points(model):
    points = sample(model, count=24, seed=3)
    together = model.solve(**points)
    for index in range(len(next(iter(points.values())))):
        alone = model.solve(**at(points, index))
        for name, value in alone.items():
            assert close(together[name][index], value), (name, at(points, index))


def test_arrays_of_two_dimensions_broadcast(model):
    first, second = [p for p in model.parameters.values() if not p.choices][:2]
    rows, columns = np.full((3, 1), first.default), np.full((1, 2), second.default)
    for value in model.solve(**{first.name: rows, second.name: columns}).values():
        assert value.shape == (3, 2)


def test_unknown_parameter_names_the_nearest(model):
    name = list(model.parameters)[0]
    with pytest.raises(TypeError, match=name):
        model.solve(**{name + "x": 0.5})


def test_values_outside_the_domain_are_refused(model):
    for name, p in model.parameters.items():
        bad = ["no such choice", 3.5] if p.choices else [float("nan"), float("inf"), "text", None, True]
        if not p.choices:
            below, above = p.domain.low, p.domain.high
            bad += [below - 1] if np.isfinite(below) else []
            bad += [above + 1] if np.isfinite(above) else []
            bad += [below] if np.isfinite(below) and not p.domain.low_closed else []
            bad += [above] if np.isfinite(above) and not p.domain.high_closed else []
            bad += [p.low + 0.5] if p.integer else []
        for value in bad:
            with pytest.raises(ValueError, match=name):
                model.solve(**{name: value})


def test_numerical_outcomes_state_method_and_tolerance(model):
    for name, outcome in model.outcomes.items():
        if isinstance(outcome, NumericalOutcome):
            assert len(outcome.method) > 10 and 0 < outcome.tolerance < 1e-3, name


def test_no_numerical_warning_or_object_leaks_out_of_arrays(model):
    for name, value in model.solve(**sample(model, count=200, seed=5)).items():
        kind = model.definitions[name].kind
        assert value.dtype.kind == {"category": "O", "truth": "b"}.get(kind, "f"), name


def test_parameters_read_as_a_list_and_as_a_mapping(model):
    assert [p.name for p in model.parameters] == list(model.parameters)
    for p in model.parameters:
        assert model.parameters[p.name] is p and model.parameters[p] is p
        assert p.symbol and p.label and isinstance(p.note, str)

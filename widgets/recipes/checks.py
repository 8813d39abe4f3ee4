"""What all recipes ask of a model, and refuse in words."""

from collections.abc import Mapping
from numbers import Integral, Real

import numpy as np
import sympy

from models import SLACK
from widgets.words.names import no_such


def words_of(model, expression):
    """What a reader sees for each index of a category or menu symbol; None for anything else."""
    name = getattr(expression, "name", None)
    known = name in model.parameters or name in model.definitions
    return model.words(name) if known else None


def category(model, name):
    """The definition of the category outcome `name`. ValueError naming the nearest if there is none."""
    line = model.definitions.get(name)
    if line is None or line.kind != "category":
        found = [n for n, line in model.definitions.items() if line.kind == "category"]
        raise ValueError(no_such(name, "category outcome", found))
    return line


def check_expression(model, given, free=()) -> None:
    """ValueError if `given` (a name or a SymPy expression) speaks of what `model` does not define."""
    known = [*model.parameters, *model.definitions, *free]
    names = {given} if isinstance(given, str) else {s.name for s in sympy.sympify(given).free_symbols}
    for name in sorted(names.difference(known, {SLACK.name})):
        raise ValueError(no_such(name, "parameter or outcome", known))


def check_series(model, series, free=()):
    if not isinstance(series, Mapping) or not series:
        raise ValueError(f"series must be a mapping words → outcome, of one or more; got {series!r}")
    for expression in series.values():
        check_expression(model, expression, free)


def check_axis(model, name, low, high, counted, count):
    """A number parameter (or a `Free`), a range in its domain (whose edge a figure may touch), enough points."""
    if not isinstance(name, str):
        if low is not None or high is not None:
            raise ValueError(f"{name.name} has its own range: leave low and high out")
        return name.check(model, counted, count)
    if name not in model.parameters:
        raise ValueError(no_such(name, "parameter", model.parameters))
    p = model.parameters[name]
    if p.choices:
        raise ValueError(f"{name} is a menu; only a number can run along an axis")
    ends = low, high = ends_of(p, low, high)
    if not all(isinstance(end, Real) and np.isfinite(end) for end in ends) or not low < high:
        raise ValueError(f"{name} must run from one number up to another; got {low!r} to {high!r}")
    if low < p.domain.low or high > p.domain.high:
        raise ValueError(f"{name} must stay in {p.domain}; it would run from {low:g} to {high:g}")
    if p.integer and any(end != round(end) for end in ends):
        raise ValueError(f"{name} must run between whole numbers; got {low:g} to {high:g}")
    check_count(counted, count)


def check_count(what, count, least=2):
    if not isinstance(count, Integral) or count < least:
        raise ValueError(f"{what} must be a whole number, {least} or more; got {count!r}")


def ends_of(parameter, low, high):
    return parameter.low if low is None else low, parameter.high if high is None else high


def grid(parameter, low, high, count, log):
    points = (np.geomspace if log else np.linspace)(*ends_of(parameter, low, high), count)
    return np.unique(np.round(points)) if parameter.integer else points


def plain(value):
    """A number as JSON can hold it: no NaN, no infinity."""
    return float(value) if np.isfinite(value) else None

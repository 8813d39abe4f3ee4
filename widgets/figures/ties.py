"""Sliders tied together: parameters that follow an expression of the others."""

import itertools
from collections.abc import Mapping

import numpy as np

from widgets.recipes import Program, tabulate
from widgets.recipes.program import read_let
from widgets.words.names import no_such


def tied(figure, model, values: Mapping) -> dict:
    """`values` with every tied parameter where the others put it; as they are where some parameters are missing."""
    values = dict(values)
    if not figure.ties or set(model.parameters) - set(values):
        return values
    point = {name: p.read(values[name]) for name, p in model.parameters.items()}
    moved = Program(model, [], figure.ties).moved(point)
    return values | {name: _plain(model.parameters[name], moved[name]) for name in figure.ties}


def _plain(parameter, value):
    value = float(value)
    return round(value) if parameter.integer else value


def check(figure, model, say) -> None:
    if not isinstance(figure.ties, Mapping):
        raise say(f"ties must be a mapping parameter → expression; got {figure.ties!r}")
    if not figure.ties:
        return
    for name in figure.ties:
        if name not in model.parameters:
            raise say(f"ties: {no_such(name, 'parameter', model.parameters)}")
        if model.parameters[name].choices:
            raise say(f"ties: {name} is a menu; only a number can follow")
        if name in figure.controls:
            raise say(f"ties: {name} has a slider; what follows others has none of its own")
        if name in tabulate.inputs(model):
            raise say(
                f"ties: outcomes without a closed form rest on {name}, which must stand still or have a slider"
            )
    try:
        expressions = read_let(model, figure.ties)
    except ValueError as fault:
        raise say(str(fault).replace("let:", "ties:")) from None
    program = Program(model, expressions.values())
    rests = {
        s.name
        for line in model.chain(program.lines)
        if not line.numerical
        for s in line.expression.free_symbols
    }
    rests |= {s.name for e in program.expressions for s in e.free_symbols}
    if around := sorted(rests & set(figure.ties)):
        raise say(f"ties: {', '.join(around)} would follow itself, or what follows")
    _check_reach(figure, model, sorted(rests & set(model.parameters)), expressions, say)


def _check_reach(figure, model, names, expressions, say):
    """That what is tied stays in its domain, tried where the sliders end and half way between."""
    tries = []
    for name in names:
        p = model.parameters[name]
        if p.choices:
            tries.append(range(len(p.choices)))
        else:
            tries.append([p.low, (p.low + p.high) / 2, p.high] if name in figure.controls else [p.default])
    for values in itertools.islice(itertools.product(*tries), 3**6):
        point = {n: p.read(p.default) for n, p in model.parameters.items()}
        point |= {n: np.asarray(v, dtype=float) for n, v in zip(names, values, strict=True)}
        for name, value in zip(expressions, Program(model, expressions.values())(point), strict=True):
            try:
                model.parameters[name].read(_plain(model.parameters[name], value))
            except ValueError as fault:
                raise say(
                    f"ties: where {dict(zip(names, map(float, values), strict=True))}, {fault}"
                ) from None


def page(sheet) -> dict:
    """For the payload: the program of what is tied, or nothing."""
    figure, model = sheet.figure, sheet.model
    if not figure.ties:
        return {}
    expressions = read_let(model, figure.ties)
    return {"ties": {"names": list(expressions), "program": Program(model, expressions.values()).page()}}


def check_stands(figure, model, values, whose) -> None:
    """ValueError where something stands (`values` of all parameters) at what the ties do not give."""
    for name, follows in tied(figure, model, values).items():
        if name in figure.ties and not np.isclose(follows, values[name], rtol=0, atol=1e-9):
            raise ValueError(
                f"{whose}: {name} follows other sliders in this figure, and is {follows:g} there, not {values[name]:g}; "
                "give both"
            )

"""Numbers made anew for a question: the same ones, from the same seed, in Python and on the page (draws.js)."""

import itertools
from collections.abc import Mapping, Sequence
from math import prod
from numbers import Real

import numpy as np

from widgets.words.names import no_such

TRIES = 1000  # draws before giving up on the joint rules
CHECKED = 4096  # value sets that are looked at one by one; of more, so many are drawn
_WORD = 2**32


def mulberry32(seed: int):
    """A small generator of numbers in [0, 1) that JavaScript computes alike (Tommy Ettinger's mulberry32)."""
    state = seed % _WORD

    def multiply(a, b):
        return (a * b) % _WORD

    def following() -> float:
        nonlocal state
        state = (state + 0x6D2B79F5) % _WORD
        t = multiply(state ^ (state >> 15), state | 1)
        t ^= (t + multiply(t ^ (t >> 7), t | 61)) % _WORD
        return (t ^ (t >> 14)) / _WORD

    return following


def read_draw(model, draw: Mapping, step=lambda p: p.step) -> dict[str, list]:
    """`draw` as parameter → list of values. ValueError for what no slider can show.

    A list holds the values themselves, a tuple of three numbers is (low, high, step).
    """
    if not isinstance(draw, Mapping):
        raise ValueError(f"draw must be a mapping parameter → values or (low, high, step); got {draw!r}")
    return {name: _values(model, name, given, step) for name, given in draw.items()}


def _values(model, name, given, step):
    if name not in model.parameters:
        raise ValueError(f"draw: {no_such(name, 'parameter', model.parameters)}")
    p = model.parameters[name]
    if not isinstance(given, Sequence) or isinstance(given, str) or len(given) < 2:
        raise ValueError(
            f"draw: {name} needs a list of two values or more, or (low, high, step); got {given!r}"
        )
    if p.choices:
        p.read(list(given))
        return list(given)
    if isinstance(given, tuple) and len(given) == 3:
        low, high, each = given
        if not all(isinstance(number, Real) for number in given) or not (low < high and each > 0):
            raise ValueError(f"draw: {name} must run from low up to high in steps above 0; got {given!r}")
        given = [round(low + k * each, 12) for k in range(int(np.floor((high - low) / each + 1e-9)) + 1)]
    for value in given:
        refuse_between_stops(p, value, step(p), "draw: ")
    return [int(value) if p.integer else float(value) for value in given]


def refuse_between_stops(parameter, value, step, whose=""):
    """ValueError where the slider of `parameter` cannot stand at `value`."""
    p = parameter
    if p.choices:
        p.read(value)
        return
    number = float(p.read(value))
    stops = (number - p.low) / step
    if not p.low - 1e-9 <= number <= p.high + 1e-9 or abs(stops - round(stops)) > 1e-6:
        near = p.low + min(max(round(stops), 0), round((p.high - p.low) / step)) * step
        raise ValueError(
            f"{whose}{p.name} = {value!r} is no stop of its slider ({p.low:g} to {p.high:g} in steps of {step:g}); "
            f"the nearest is {near:.12g}"
        )


def drawn(model, base: Mapping, lists: Mapping, seed: int) -> dict:
    """`base` with values drawn from `lists`, evenly and each on its own, joint rules of the model kept."""
    following = mulberry32(seed)
    for _ in range(TRIES):
        values = {**base, **{name: given[int(following() * len(given))] for name, given in lists.items()}}
        if lawful(model, read(model, values)).all():
            return values
    raise ValueError(f"none of {TRIES} draws kept the joint rules of {model.slug}")


def every(model, base: Mapping, lists: Mapping) -> dict[str, np.ndarray]:
    """A point of arrays: every lawful value set that can be drawn, or many of them where there are too many."""
    if prod(map(len, lists.values())) <= CHECKED:
        sets = [dict(zip(lists, found, strict=True)) for found in itertools.product(*lists.values())]
    else:
        following = mulberry32(1)
        sets = [{n: v[int(following() * len(v))] for n, v in lists.items()} for _ in range(CHECKED)]
    point = read(model, {**base, **{name: [found[name] for found in sets] for name in lists}})
    kept = np.broadcast_to(lawful(model, point), len(sets))
    return {name: array[kept] if array.ndim else array for name, array in point.items()}


def read(model, values) -> dict[str, np.ndarray]:
    """`values` as the arrays that programs take (menus as indices)."""
    return {name: p.read(values[name]) for name, p in model.parameters.items()}


def lawful(model, point) -> np.ndarray:
    """Elementwise: do the joint rules of `model` hold?"""
    holds = np.asarray(True)
    for condition, _ in model.rules:
        holds = holds & np.asarray(model.values_at(point, [condition])[0], dtype=bool)
    return holds

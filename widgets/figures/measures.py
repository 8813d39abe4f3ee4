"""Units of a figure, refused in words where they cannot be meant."""

from collections.abc import Mapping, Sequence
from numbers import Real

import numpy as np

from widgets.words.names import no_such


def check(figure, model, say) -> None:
    if not isinstance(figure.units, Mapping):
        raise say(f"units must be a mapping name → (factor, unit); got {figure.units!r}")
    for name, unit in figure.units.items():
        pair = isinstance(unit, Sequence) and not isinstance(unit, str) and len(unit) == 2
        if not pair or not isinstance(unit[0], Real) or not np.isfinite(unit[0]) or not unit[0] > 0:
            raise say(f"units: {name!r}: {unit!r}; give (factor, unit), as in (100, 'points')")
        if not isinstance(unit[1], str):
            raise say(f"units: {name!r}: the unit must be a word; got {unit[1]!r}")
        data, _, field = name.partition(".")
        if field:
            known = [f"{recipe.name}.{made}" for recipe in figure.data for made in sorted(recipe.makes)]
            if name not in known:
                raise say(f"units: {no_such(name, 'field of a data set', known)}")
            continue
        known = [*model.parameters, *model.definitions]
        if name not in known:
            raise say(f"units: {no_such(name, 'parameter or outcome', known)}")
        line = model.definitions.get(name)
        if model.parameters[name].choices if line is None else line.kind in ("category", "truth"):
            raise say(f"units: {name} is no number")

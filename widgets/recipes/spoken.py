"""What sentences can say of a model at a point."""

from widgets.recipes.checks import words_of
from widgets.words import wording


def spoken(model, point, units=None) -> dict:
    """Every parameter and definition as a number (in its unit, if `units` has one) or in words.

    `point` holds arrays (see `Program`).
    """
    raw = {**point, **model.compute(point, list(model.definitions))}
    found = {}
    for name, value in raw.items():
        terms, line = words_of(model, model[name]), model.definitions.get(name)
        if line is not None and line.kind == "truth":
            found[name] = wording.outcome(line, bool(value))
        else:
            found[name] = terms[int(value)] if terms else float(value)
            if not terms and units and name in units:
                found[name] = wording.Measured(found[name], units[name])
    return found

"""Sentences with numbers in them, written the same way by Python and by the page."""

import re

import numpy as np

_FIELD = re.compile(r"\{(\w+)(?::([^}]*))?\}")
_FORM = re.compile(r"^(?:\.(\d))?([f%]?)$")


def fields(template: str) -> list[str]:
    """Names in braces in `template`. ValueError if a format is none of ``.2f``, ``.0%``, ``%`` or empty."""
    for name, form in _FIELD.findall(template):
        if not _FORM.match(form):
            raise ValueError(f"{{{name}:{form}}}: a format is '.2f', '.0%' and the like, or empty")
    return [name for name, _ in _FIELD.findall(template)]


def number(value: float, form: str = "") -> str:
    """`value` in words or digits: ``.2f``, ``.0%``, or, if `form` is empty, up to four significant digits."""
    if np.isnan(value):
        return "undefined"
    if np.isinf(value):
        return "∞" if value > 0 else "−∞"
    digits, kind = _FORM.match(form).groups()
    if kind == "%":
        text = f"{100 * value:.{digits or 0}f}\u202f%"
    elif kind == "f" or digits:
        text = f"{value:.{digits or 2}f}"
    else:
        text = f"{value:.4g}"
    return re.sub(r"^-(?=[0.]*(\D*)$)", "", text).replace("-", "−")


def fill(template: str, values) -> str:
    """`template` with each ``{name:form}`` replaced; `values` maps names to numbers or words."""

    def replace(found):
        value = values[found[1]]
        return value if isinstance(value, str) else number(float(value), found[2] or "")

    return _FIELD.sub(replace, template)

"""Sentences with numbers in them, written the same way by Python and by the page."""

import re
from decimal import ROUND_HALF_UP, Context, Decimal

import numpy as np

BEFORE = "before."  # {before.width} is the width at the values that held until now (see `Ask`)
_FIELD = re.compile(r"\{((?:before\.)?\w+)(?::([^}]*))?\}")
_EXACT = Context(prec=400)
_FORM = re.compile(r"^(?:\.(\d))?([f%]?)$")


def fields(template: str) -> list[str]:
    """Names in braces in `template`.

    Raises ValueError if a format is none of ``.2f``, ``.0%``, ``%`` or empty, or if a brace is not closed.
    """
    for name, form in _FIELD.findall(template):
        if not _FORM.match(form):
            raise ValueError(f"{{{name}:{form}}}: a format is '.2f', '.0%' and the like, or empty")
    if re.search(r"[{}]", _FIELD.sub("", template)):
        raise ValueError(f"a brace without its partner, or around no name, in {template!r}")
    return [name for name, _ in _FIELD.findall(template)]


def number(value: float, form: str = "") -> str:
    """`value` in words or digits: ``.2f``, ``.0%``, or, without a `form`, up to four significant digits.

    What has no value is "none", the same everywhere.
    """
    if np.isnan(value):
        return "none"
    if np.isinf(value):
        return "∞" if value > 0 else "−∞"
    digits, kind = _FORM.match(form).groups()
    if kind == "%":
        text = _fixed(100 * value, int(digits or 0)) + "\u202f%"
    elif kind == "f" or digits:
        text = _fixed(value, int(digits or 2))
    else:
        text = _significant(value, 4)
    return re.sub(r"^-(?=[0.]*(\D*)$)", "", text).replace("-", "−")


def display(value: float, unit: tuple[float, str] | None = None) -> float:
    """`value`, in the model's own measure, in the `unit` (factor, words) that a reader sees."""
    return value * unit[0] if unit else value


def undisplay(shown: float, unit: tuple[float, str] | None = None) -> float:
    """What a reader typed, in the model's own measure."""
    return shown / unit[0] if unit else shown


def measured(value: float, unit: tuple[float, str] | None = None) -> str:
    """`value` as a reader sees it, with its unit; what has no value has no unit either."""
    if np.isnan(value):
        return number(value)
    text, words = number(display(value, unit)), unit[1] if unit else ""
    words = words.removesuffix("s") if text == "1" else words  # 1 point
    return text + "\u202f%" if words == "%" else f"{text} {words}".rstrip()


class Measured(float):
    """A number that sentences say in a `unit`, (factor, words): the number alone, with its sign where that is %."""

    def __new__(cls, value: float, unit: tuple[float, str]):
        made = super().__new__(cls, value)
        made.unit = unit
        return made

    def said(self, form: str = "") -> str:
        """In a sentence; a `form` in per cent speaks of the model's own measure."""
        if form.endswith("%") or np.isnan(self):
            return number(float(self), form)
        return number(display(float(self), self.unit), form) + ("\u202f%" if self.unit[1] == "%" else "")


def in_field(value: float, unit: tuple[float, str] | None = None) -> str:
    """`value` as a number field holds it: every digit that was typed, and none that binary arithmetic added."""
    return f"{display(value, unit):.12g}" if unit else str(value)


def outcome(line, value, unit: tuple[float, str] | None = None) -> str:
    """What `solve` gives for the definition `line`, as a reader sees it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return line.category_labels[value] if isinstance(value, str) else measured(value, unit)


def _fixed(value, digits):
    """As JavaScript's `toFixed`: a tie goes away from zero, where Python's formats go to the even digit."""
    return format(Decimal(value).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP, _EXACT), "f")


def _significant(value, digits):
    """As JavaScript prints `Number(value.toPrecision(digits))`: an exponent only below a millionth."""
    rounded = Decimal(value)
    if rounded:
        rounded = rounded.quantize(Decimal(1).scaleb(rounded.adjusted() + 1 - digits), ROUND_HALF_UP, _EXACT)
    if rounded and abs(rounded) < Decimal("1e-6"):
        return re.sub(r"e-0?", "e-", f"{float(rounded):.{digits}g}")
    text = format(rounded, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def fill(template: str, values) -> str:
    """`template` with each ``{name:form}`` replaced; `values` maps names to numbers or words."""

    def replace(found):
        value = values[found[1]]
        if isinstance(value, Measured):
            return value.said(found[2] or "")
        return value if isinstance(value, str) else number(float(value), found[2] or "")

    return _FIELD.sub(replace, template)

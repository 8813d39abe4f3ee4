"""Intervals in the notation of the specifications: ``[0, 1]``, ``(0, inf)``, ``[-1, 1)``."""

import math
import re
from dataclasses import dataclass

import numpy as np

_FORM = re.compile(r"^\s*([\[(])\s*([^,\s]+)\s*,\s*([^,\s]+)\s*([\])])\s*$")


@dataclass(frozen=True)
class Interval:
    """A real interval, optionally of integers only.

    Examples
    --------
    >>> Interval.parse("[0, 1)").contains([0.0, 0.5, 1.0]).tolist()
    [True, True, False]
    """

    low: float
    high: float
    low_closed: bool = True
    high_closed: bool = True
    integer: bool = False

    @classmethod
    def parse(cls, text: str, integer: bool = False) -> "Interval":
        """Read ``[a, b]``, ``(a, b]``, …; ``inf`` stands for no bound. Raises ValueError if malformed."""
        found = _FORM.match(str(text))
        if not found:
            raise ValueError(f"domain {text!r} is not an interval such as '[0, 1]' or '(0, inf)'")
        left, low, high, right = found.groups()
        try:
            low, high = float(low), float(high)
        except ValueError:
            raise ValueError(f"domain {text!r} has a bound that is not a number") from None
        if math.isnan(low) or math.isnan(high) or low > high:
            raise ValueError(f"domain {text!r} has its bounds in the wrong order")
        return cls(low, high, left == "[", right == "]", integer)

    def contains(self, values) -> np.ndarray:
        """Elementwise membership of `values` (any shape); NaN and infinities are never members."""
        values = np.asarray(values, dtype=float)
        inside = np.isfinite(values)
        inside &= values >= self.low if self.low_closed else values > self.low
        inside &= values <= self.high if self.high_closed else values < self.high
        if self.integer:
            inside &= values == np.round(values)
        return inside

    def __str__(self) -> str:
        left, right = "[" if self.low_closed else "(", "]" if self.high_closed else ")"
        text = f"{left}{self.low:g}, {self.high:g}{right}"
        return f"integers in {text}" if self.integer else text

"""One parameter of a model: what it means, where it may lie, and where its number comes from."""

from dataclasses import dataclass, field
from functools import cached_property
from numbers import Integral, Real

import numpy as np
import sympy

from models.core.domains import Interval
from models.core.names import TAKEN, check_each_once, check_name

BASES = ("stated", "derived", "assumed")


def _finite(key, number) -> int | float:
    """`number`, of any kind that is real (a fraction, a NumPy scalar), as Python's; ValueError if it is not finite."""
    if isinstance(number, (np.generic, np.ndarray)) and number.ndim == 0:
        number = number.item()
    try:
        if isinstance(number, bool) or not isinstance(number, Real) or not np.isfinite(float(number)):
            raise TypeError
    except (TypeError, OverflowError):
        raise ValueError(f"{key} {number!r} is not a finite number") from None
    return int(number) if isinstance(number, Integral) else float(number)


@dataclass(frozen=True, eq=False, repr=False)
class Parameter(str):
    """A parameter as the register describes it.

    It is a string, its name: so `model.parameters` can be read as a list of parameters (``for p in
    model.parameters: p.symbol``) and as a mapping from names (``model.parameters["c_R"]``) alike.

    Attributes
    ----------
    name : str
        Python name, e.g. ``c_R``.
    default : float or str
        Value used where none is given; a string for a menu.
    low, high, step : float
        Ends and step of the slider (not of the domain); None for a menu.
    symbol : str
        LaTeX without dollar signs, e.g. ``\\gamma_R``.
    label, unit : str
        What it is, in words, and in which unit.
    domain : Interval
        Values that `Model.solve` accepts; left out, the slider's range.
    choices : tuple of str
        The menu of a category parameter; empty for a number.
    basis : {"stated", "derived", "assumed"}
        Where the default comes from; stated and derived name `document`, `paragraph` and `figure`.
    """

    name: str
    default: float | str
    low: float | None = None
    high: float | None = None
    step: float | None = None
    symbol: str = ""
    label: str = ""
    unit: str = ""
    domain: Interval | str | None = None
    choices: tuple[str, ...] = ()
    choice_labels: dict[str, str] = field(default_factory=dict, hash=False)
    integer: bool = False
    basis: str = "assumed"
    document: str | None = None
    paragraph: int | None = None
    figure: str | None = None
    note: str = ""

    def __new__(cls, name, *args, **fields):
        return super().__new__(cls, name)

    def __post_init__(self):
        fill = lambda name, value: object.__setattr__(self, name, value)  # noqa: E731 (frozen dataclass)
        check_name(self.name)
        if self.basis not in BASES:
            raise ValueError(f"basis {self.basis!r} is none of {', '.join(BASES)}")
        fill("symbol", self.symbol or self.name)
        fill("label", self.label or self.name)
        if self.name in TAKEN:
            raise ValueError(
                f"{self.name!r} is what solve, game, preset or explore call something of their own"
            )
        if isinstance(self.choices, str):
            raise ValueError(f"choices {self.choices!r} must be a list of words")
        fill("choices", tuple(self.choices))
        if self.choices:
            self._check_choices()
            return
        for key, held in {"value": "default", "low": "low", "high": "high"}.items():
            fill(held, _finite(key, getattr(self, held)))
        numbers = {"value": self.default, "low": self.low, "high": self.high}
        if not self.low < self.high:
            raise ValueError(f"low {self.low} is not below high {self.high}")
        if not self.low <= self.default <= self.high:
            raise ValueError(
                f"value {self.default} lies outside the slider's range [{self.low}, {self.high}]"
            )
        fill("step", (1 if self.integer else 0.01) if self.step is None else self.step)
        try:
            fill("step", _finite("step", self.step))
            if not 0 < self.step <= self.high - self.low:
                raise ValueError
        except ValueError:
            raise ValueError(f"step {self.step!r} is not a number above 0 and at most high - low") from None
        if self.integer and self.step != round(self.step):
            raise ValueError(f"step {self.step} of an integer is no whole number")
        domain = self.domain
        if not isinstance(domain, Interval):
            domain = Interval.parse(domain or f"[{self.low}, {self.high}]", self.integer)
        fill("domain", domain)
        stops = (self.default - self.low) / self.step
        if abs(stops - round(stops)) > 1e-6:
            raise ValueError(f"value {self.default} is no step of the slider ({self.low}, step {self.step})")
        for key, number in numbers.items():
            if not domain.contains(number):
                raise ValueError(f"{key} {number} lies outside the domain {domain}")

    def _check_choices(self):
        if not all(isinstance(choice, str) for choice in self.choices):
            raise ValueError(f"choices {self.choices!r} must be words")
        if self.default not in self.choices:
            raise ValueError(f"value {self.default!r} is none of the choices {', '.join(self.choices)}")
        if unknown := sorted(set(self.choice_labels) - set(self.choices)):
            raise ValueError(
                f"choice_labels speak of {', '.join(unknown)}; choices: {', '.join(self.choices)}"
            )
        check_each_once(f"choices of {self.name}", self.choices)
        check_each_once(f"labels of the choices of {self.name}", map(self.choice_label, self.choices))

    @cached_property
    def variable(self) -> sympy.Symbol:
        """The SymPy symbol of this parameter; a menu is the index of the choice."""
        return sympy.Symbol(self.name, real=True)

    def chosen(self, choice: str) -> sympy.Basic:
        """SymPy condition 'this menu stands at `choice`'. ValueError if there is no such choice."""
        if choice not in self.choices:
            raise ValueError(f"{self.name} has no choice {choice!r}; choices: {', '.join(self.choices)}")
        return sympy.Eq(self.variable, self.choices.index(choice), evaluate=False)

    def choice_label(self, choice: str) -> str:
        """What a reader sees for `choice`."""
        return self.choice_labels.get(choice, choice.replace("_", " "))

    def read(self, value) -> np.ndarray:
        """Check `value` (scalar or array) and return it as a float array (for a menu, of indices).

        Raises ValueError naming the parameter, its domain and the value that lies outside.
        """
        return self._read_choices(value) if self.choices else self._read_numbers(value)

    def _read_choices(self, value) -> np.ndarray:
        given = np.asarray(value, dtype=object)
        index = {choice: i for i, choice in enumerate(self.choices)}
        for item in given.flat:
            if not isinstance(item, str) or item not in index:
                raise ValueError(
                    f"{self.name} must be one of {', '.join(map(repr, self.choices))}; got {item!r}"
                )
        codes = [index[item] for item in given.flat]
        return np.array(codes, dtype=float).reshape(given.shape)

    def _read_numbers(self, value) -> np.ndarray:
        try:
            given = np.asarray(value)
            if given.dtype == object and all(
                isinstance(item, Real) and not isinstance(item, bool) for item in given.flat
            ):
                given = given.astype(float)  # fractions, and integers that no machine word holds
            if given.dtype.kind not in "iuf":
                raise TypeError
            numbers = given.astype(float)
        except (TypeError, ValueError, OverflowError):
            raise ValueError(f"{self.name} must be a number in {self.domain}; got {value!r}") from None
        inside = self.domain.contains(numbers)
        if not inside.all():
            wrong = numbers[~inside].flat[0] if numbers.ndim else float(numbers)
            raise ValueError(f"{self.name} must lie in {self.domain}; got {float(wrong)!r}")
        return numbers

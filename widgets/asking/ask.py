"""`Ask`: a question about a model, with its answer and the reason, all taken from the model."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import sympy

from widgets.asking import draws
from widgets.asking.checks import check
from widgets.recipes import Program
from widgets.recipes.spoken import spoken
from widgets.words import wording


@dataclass(frozen=True, eq=False)
class Ask:
    """A question about a model: of a figure (`Figure(asks=[…])`), or without a picture (`widgets.questions`).

    Parameters
    ----------
    about : str, SymPy expression, or mapping words → condition
        What is asked for: an outcome by its name, an expression or condition in the model's symbols, or answers
        in words of which exactly one is true wherever the question can stand.
    question : str
        The question. Here and in `given` and `why`, ``{x_lo:.2f}`` is the model's value, ``{before.x_lo:.2f}``
        the one that held until now; in `why`, ``{answer}`` is the answer and ``{before.answer}`` what it was.
    start : mapping
        Values that the question speaks of, where they differ from those of the figure (or from the defaults).
    before : mapping
        Values that held "until now", where they differ from those of the question. The answer there is shown
        beside the field, and the picture there as a pale ghost once the question is answered.
    draw : mapping
        Parameter → list of values, or (low, high, step): numbers made anew, at stops of the slider.
    given : str
        What the reader is told before the question.
    tolerance : float
        How far off a number may be and still count as right, in the model's own measure; stated with the
        question. Needed for every number but a whole one, which is 0 if left out.
    why : str, or sequence of (condition, sentence)
        The reason, said with the verdict: of pairs, the first whose condition holds (the last one is True).
    choices : sequence of str, optional
        Values of a category on offer, in this order; left out, all.
    labels : mapping
        Value of a category, or True and False → what the reader sees in its place.
    name : str, optional
        What `{after}` waits for; left out, the name of the outcome.
    unit : str or (factor, str), optional
        What the answer is counted in: ``"soldiers"``, or ``(100, "points")`` for a share shown in points.

    Raises
    ------
    ValueError
        From `check`, in words, for what cannot be meant: see there.

    Examples
    --------
    >>> import models
    >>> ask = Ask(
    ...     "width",
    ...     "Russia's chance of winning doubles to {p:.0%}. How wide is the range now?",
    ...     start={"p": 0.6},
    ...     before={"p": 0.3},
    ...     tolerance=0.02,
    ...     unit=(100, "points"),
    ...     why="Both ends move by the same: the room is the two costs together, {c_R:.2f} and {c_U:.2f}.",
    ... )
    >>> ask.shown(ask.at(models.load("bargaining_range"))["answer"])
    '35 points'
    """

    about: object
    question: str
    start: Mapping = field(default_factory=dict)
    before: Mapping = field(default_factory=dict)
    draw: Mapping = field(default_factory=dict)
    given: str = ""
    tolerance: float | None = None
    why: str | Sequence[tuple[object, str]] = ""
    choices: Sequence[str] | None = None
    labels: Mapping = field(default_factory=dict)
    name: str | None = None
    unit: str | tuple[float, str] | None = None

    # -- what is asked ------------------------------------------------------------------------------------

    @property
    def key(self) -> str:
        """Its name; left out, that of the outcome it asks for."""
        return self.name or (self.about if isinstance(self.about, str) else "question")

    def options(self, model) -> dict[str, sympy.Basic] | None:
        """Answers in words → the condition under which each is true; None where a number is asked for."""
        if isinstance(self.about, Mapping):
            return {words: sympy.sympify(condition) for words, condition in self.about.items()}
        line = model.definitions.get(self.about) if isinstance(self.about, str) else None
        if line is not None and line.kind == "category":
            values = self.choices or line.categories
            return {self.labels.get(v, line.category_labels[v]): model.chosen(line.name, v) for v in values}
        asked = self.expression(model)
        if model.is_condition(asked):
            return {self.labels.get(True, "yes"): asked, self.labels.get(False, "no"): sympy.Not(asked)}
        return None

    def expression(self, model):
        return model[self.about] if isinstance(self.about, str) else sympy.sympify(self.about)

    def program(self, model) -> Program:
        """The number asked for, or for each choice whether it is true."""
        options = self.options(model)
        return Program(model, [self.expression(model)] if options is None else options.values())

    def reasons(self, model) -> list[tuple[sympy.Basic, str]]:
        pairs = [(True, self.why)] if isinstance(self.why, str) else self.why
        return [(sympy.sympify(condition), text) for condition, text in pairs]

    def measure(self, units: Mapping | None = None) -> tuple[float, str] | None:
        """(factor, words) in which the answer is shown: its own unit, or the one that `units` has for the outcome."""
        if self.unit is None:
            return (units or {}).get(self.about) if isinstance(self.about, str) else None
        return (1, self.unit) if isinstance(self.unit, str) else tuple(self.unit)

    def slack(self, model) -> float | None:
        """The tolerance; 0 for a whole number without one."""
        line = model.definitions.get(self.about) if isinstance(self.about, str) else None
        return 0 if self.tolerance is None and line is not None and line.kind == "integer" else self.tolerance

    # -- where it stands, and what is true there ----------------------------------------------------------

    def values(self, model, base: Mapping | None = None, seed: int | None = None) -> dict:
        """All parameters where the question stands: `base`, its start, and what `seed` draws."""
        defaults = {name: p.default for name, p in model.parameters.items()}
        found = {**defaults, **(base or {}), **self.start}
        if seed is None or not self.draw:
            return found
        return draws.drawn(model, found, draws.read_draw(model, self.draw), seed)

    def answer(self, model, values: Mapping):
        """The answer at `values`: a number, or words."""
        return self._answer(model, draws.read(model, values))

    def _answer(self, model, point):
        options, found = self.options(model), self.program(model)(point)
        if options is None:
            return float(found[0])
        return next((words for words, true in zip(options, found, strict=True) if true), None)

    def words(self, model, values: Mapping, units: Mapping | None = None) -> dict:
        """What its sentences can say at `values`."""
        point = draws.read(model, values)
        found = spoken(model, point, units) | {"answer": self.shown(self._answer(model, point), units)}
        if self.before:
            point = draws.read(model, {**values, **self.before})
            then = spoken(model, point, units) | {"answer": self.shown(self._answer(model, point), units)}
            found |= {wording.BEFORE + name: value for name, value in then.items()}
        return found

    def shown(self, answer, units: Mapping | None = None) -> str:
        """`answer` as a reader sees it."""
        return answer if isinstance(answer, str) else wording.measured(answer, self.measure(units))

    def reason(self, model, values: Mapping, units: Mapping | None = None) -> str:
        """Why the answer is what it is, at `values`."""
        point = draws.read(model, values)
        pairs = self.reasons(model)
        holds = model.values_at(point, [condition for condition, _ in pairs])
        template = next(text for (_, text), true in zip(pairs, holds, strict=True) if np.all(true))
        return wording.fill(template, self.words(model, values, units))

    def at(self, model, seed: int | None = None, base: Mapping | None = None) -> dict:
        """The question as it stands, the same as on a page: for a bank of questions, or for a sheet.

        Returns
        -------
        dict
            ``text`` (with what is given and the tolerance), ``values`` (all parameters), ``answer`` (a number, or
            one of ``choices``, which is None for a number), ``why``, ``tolerance`` (None for choices).
        """
        self.check(model, base=base)
        values = self.values(model, base, seed)
        options, words = self.options(model), self.words(model, values)
        return {
            "text": " ".join(
                filter(None, (wording.fill(t, words) for t in (self.given, self.question, self.allowance(model))))
            ),
            "values": values,
            "answer": self.answer(model, values),
            "choices": None if options is None else list(options),
            "why": self.reason(model, values),
            "tolerance": None if options is not None else self.slack(model),
        }  # fmt: skip

    def allowance(self, model, units: Mapping | None = None) -> str:
        """How near counts as right, in words; empty for choices."""
        if self.options(model) is not None:
            return ""
        slack = self.slack(model)
        return f"(Within {wording.measured(slack, self.measure(units))} counts as right.)" if slack else ""

    def check(self, model, base: Mapping | None = None, figure=None) -> None:
        """ValueError for what cannot be meant, wherever the question can stand: see `widgets.asking.checks`."""
        check(self, model, base or {}, figure)

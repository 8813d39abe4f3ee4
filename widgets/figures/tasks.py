"""Make it so: a sentence that the reader brings about with the sliders, and the model says whether it holds."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import sympy
from sympy.logic.boolalg import BooleanAtom

from widgets.figures import standing
from widgets.recipes import Program
from widgets.recipes.checks import check_expression
from widgets.words.names import no_such

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")


@dataclass(frozen=True)
class Task:
    """Something to bring about in a figure.

    Parameters
    ----------
    text : str
        What is to be reached, in a sentence. What must stay as it is belongs to `condition` too, or to `only`.
    condition : str, SymPy condition, or a sequence of these
        A yes/no outcome by its name, or a condition in the model's symbols; of several, all must hold.
    start : mapping or str
        Where the task begins: values (the rest as the figure stands at first), or a preset's name.
    only : sequence of str
        Sliders that may move; the others are locked while the task runs. Left out, all may.
    witnesses : sequence of mappings
        One or more ways to do it: values of the sliders that move, the rest as at the start.
    name : str
        Left out, ``task-1``, ``task-2``, … in the order of the figure.

    Examples
    --------
    >>> m = models.load("bargaining_range")
    >>> Task(
    ...     "Make a deal possible that leaves Russia half, with a cost of war of at most .15 for each side.",
    ...     [at_least(m["x_hi"], 0.5), at_most(m["c_R"], 0.15)],
    ...     start={"p": 0.3},
    ...     only=["p"],
    ...     witnesses=[{"p": 0.45}],
    ... )
    """

    text: str
    condition: object
    start: Mapping | str = field(default_factory=dict)
    only: Sequence[str] = ()
    witnesses: Sequence[Mapping] = ()
    name: str = ""

    def conditions(self, model) -> list[sympy.Basic]:
        """What must hold, as SymPy conditions."""
        given = self.condition if isinstance(self.condition, list | tuple) else [self.condition]
        return [model[part] if isinstance(part, str) else part for part in given]

    def holds(self, model, values) -> bool:
        """Whether it is done at `values`."""
        return all(bool(found) for found in model.evaluate(self.conditions(model), **values))


def named(figure) -> dict[str, Task]:
    """Name → task, in the order of the figure."""
    return {task.name or f"task-{i}": task for i, task in enumerate(figure.tasks, start=1)}


def movable(figure, task) -> list[str]:
    """The sliders that may move while `task` runs."""
    return list(task.only) or list(figure.controls)


def start_of(figure, model, start, task) -> dict:
    """The whole point where `task` begins, in a figure that stands at `start` at first."""
    if not isinstance(task.start, str):
        return {**start, **task.start}
    held = {n: v for n, v in start.items() if n not in figure.controls}
    defaults = {n: p.default for n, p in model.parameters.items()}
    return {**defaults, **held, **model.presets[task.start]}


def check(figure, model, start) -> None:
    """ValueError where a task could not be begun, is done from the beginning, or cannot be done as it says."""
    if isinstance(figure.tasks, str) or not all(isinstance(task, Task) for task in figure.tasks):
        raise ValueError(f"figure {figure.name!r} of {model.slug}: tasks must be a list of widgets.Task")
    names = [task.name for task in figure.tasks if task.name]
    if len(named(figure)) < len(figure.tasks) or not all(map(_NAME.fullmatch, names)):
        raise ValueError(
            f"figure {figure.name!r} of {model.slug}: each task has a name of its own, a letter, then letters, "
            f"digits, _ and -; got {', '.join(map(repr, names))}"
        )
    for name, task in named(figure).items():
        try:
            _check(figure, model, start, task)
        except (TypeError, ValueError) as fault:
            raise ValueError(f"figure {figure.name!r} of {model.slug}: task {name!r}: {fault}") from None


def _check(figure, model, start, task):
    if not isinstance(task.text, str) or not task.text.strip():
        raise ValueError(f"text must be a sentence; got {task.text!r}")
    if isinstance(task.only, str):
        raise ValueError("only must be a list, even of one")
    for name in task.only:
        if name not in figure.controls:
            raise ValueError(f"only: {no_such(name, 'slider of this figure', figure.controls)}")
    _check_condition(model, task)
    if isinstance(task.start, str):
        if task.start not in model.presets:
            raise ValueError(f"start: {no_such(task.start, 'preset', model.presets)}")
    elif not isinstance(task.start, Mapping):
        raise ValueError(f"start must be values or the name of a preset; got {task.start!r}")
    at = _placed(figure, model, start, task, {}, "the start")
    if task.holds(model, at):
        raise ValueError("it is done at its start")
    if isinstance(task.witnesses, Mapping | str) or not task.witnesses:
        raise ValueError("give one witness or more, a list of the values that do it")
    for number, witness in enumerate(task.witnesses, start=1):
        _check_witness(figure, model, start, task, witness, f"witness {number}")


def _check_condition(model, task):
    given = task.condition if isinstance(task.condition, list | tuple) else [task.condition]
    if not given:
        raise ValueError("condition is empty")
    for part in given:
        if isinstance(part, bool | BooleanAtom):
            raise ValueError(
                f"the condition is {part} wherever the sliders stand: compare by at_least, at_most, greater, less or "
                "sympy.Eq, and categories by model.chosen(category, value)"
            )
        check_expression(model, part)
        if isinstance(part, str) and getattr(model.definitions.get(part), "kind", "") != "truth":
            truths = [name for name, line in model.definitions.items() if line.kind == "truth"]
            raise ValueError(f"condition: {no_such(part, 'yes/no outcome', truths)}")
        if not isinstance(part, str) and not model.is_condition(part):
            raise ValueError(f"the condition must hold or not hold; got {part!r}")


def _check_witness(figure, model, start, task, witness, whose):
    if not isinstance(witness, Mapping):
        raise ValueError(f"{whose} must be a mapping of values; got {witness!r}")
    for name in witness:
        if name not in movable(figure, task):
            raise ValueError(
                f"{whose}: {no_such(name, 'slider that this task lets move', movable(figure, task))}"
            )
    values = _placed(figure, model, start, task, witness, whose)
    if not task.holds(model, values):
        raise ValueError(f"it is not done at {whose}, {dict(witness)}")


def _placed(figure, model, start, task, changes, whose):
    """The start of `task` with `changes`, if the sliders can stand there and keys can lead there."""
    for name in [*(() if isinstance(task.start, str) else task.start), *changes]:
        if name not in model.parameters:
            raise ValueError(f"{whose}: {no_such(name, 'parameter', model.parameters)}")
    values = {**start_of(figure, model, start, task), **changes}
    try:
        values = standing.checked(figure, model, values)
        standing.refuse_fixed(figure, model, start, values)
        model.solve(**values)
    except ValueError as fault:
        raise ValueError(f"{whose}: {fault}") from None
    asked = set(changes) | set(() if isinstance(task.start, str) else task.start)
    for name in sorted(asked & set(figure.controls)):
        p = model.parameters[name]
        if not p.choices and not standing.on_stop(figure, p, values[name]):
            raise ValueError(
                f"{whose}: {name} = {values[name]!r} is no stop of its slider, which goes from {p.low:g} in steps "
                f"of {figure.step(p):g}"
            )
    return values


def page(sheet) -> dict:
    """What the page's script gets."""
    model, figure = sheet.model, sheet.figure
    return {
        "tasks": [
            {
                "name": name,
                "program": Program(model, task.conditions(model)).page(),
                "start": standing.checked(figure, model, start_of(figure, model, sheet.start, task)),
                "only": movable(figure, task),
            }
            for name, task in named(figure).items()
        ]
    }

"""What a question must be to have one answer wherever it can stand, refused in words where it has not."""

from collections.abc import Mapping, Sequence
from numbers import Real

import numpy as np
import sympy
from sympy.logic.boolalg import BooleanAtom

from widgets.asking import draws
from widgets.figures import standing
from widgets.recipes.checks import check_expression
from widgets.words import wording
from widgets.words.names import NAME, no_such


def check(ask, model, base: Mapping, figure=None) -> None:
    """Raise ValueError if the question names what the model does not have, or has no answer somewhere.

    Refused are: unknown names; values outside a domain or, where the figure has a slider, between its stops;
    an answer that is undefined; answers in words of which none or two are true (at the start, before, and at
    every value set that can be drawn); a number without a tolerance; a reason that is not told everywhere.
    """
    try:
        _check_form(ask, model)
        _check_sentences(ask, model)
        step = figure.step if figure else (lambda p: p.step)
        lists = draws.read_draw(model, ask.draw, step)
        _check_values(ask, model, base, figure, step)
        values = ask.values(model, base)
        _check_answer(ask, model, draws.read(model, values), "at its start")
        if ask.before:
            model.solve(**{**values, **ask.before})
            _check_answer(ask, model, draws.read(model, {**values, **ask.before}), "before")
        if lists:
            point = draws.every(model, values, lists)
            if not point[next(iter(lists))].size:
                raise ValueError("no value set that can be drawn keeps the joint rules of the model")
            _check_answer(ask, model, point, "where {} is drawn", lists)
            if ask.before:
                was = {**point, **{n: model.parameters[n].read(v) for n, v in ask.before.items()}}
                if not draws.lawful(model, was).all():
                    raise ValueError("`before` breaks a joint rule of the model at values that can be drawn")
                _check_answer(ask, model, was, "before, where {} is drawn", lists)
    except ValueError as fault:
        raise ValueError(f"ask {ask.key!r} of {model.slug}: {fault}") from None


def _check_form(ask, model):
    if ask.name is not None and (not isinstance(ask.name, str) or not NAME.fullmatch(ask.name)):
        raise ValueError(f"name must be a letter, then letters, digits, _ and -; got {ask.name!r}")
    if not isinstance(ask.question, str) or not ask.question.strip():
        raise ValueError(f"question must be a sentence; got {ask.question!r}")
    for part in ("start", "before", "draw", "labels"):
        if not isinstance(getattr(ask, part), Mapping):
            raise ValueError(f"{part} must be a mapping; got {getattr(ask, part)!r}")
    if not _is_unit(ask.unit):
        raise ValueError(f"unit must be words, or (factor, words) such as (100, 'points'); got {ask.unit!r}")
    _check_about(ask, model)
    _check_labels(ask, model)
    options = ask.options(model)
    if options is not None:
        if ask.tolerance is not None or ask.unit is not None:
            raise ValueError("tolerance and unit are for numbers, and this question is answered by a choice")
        if len(options) < 2:
            raise ValueError(
                f"a choice needs two answers or more, in different words; got {', '.join(options)}"
            )
        return
    slack = ask.slack(model)
    if slack is None or isinstance(slack, bool) or not isinstance(slack, Real) or not 0 <= slack < np.inf:
        raise ValueError(
            f"a number needs a tolerance, how far off still counts as right, in the model's measure; got {slack!r}"
        )


def _is_unit(given):
    if given is None or isinstance(given, str):
        return True
    if not isinstance(given, Sequence) or len(given) != 2 or not isinstance(given[1], str):
        return False
    return (
        isinstance(given[0], Real)
        and not isinstance(given[0], bool)
        and np.isfinite(given[0])
        and given[0] > 0
    )


def _check_about(ask, model):
    about = ask.about
    if isinstance(about, str):
        if about not in model.definitions:
            raise ValueError(f"about: {no_such(about, 'outcome', model.outcomes)}")
        return
    given = about if isinstance(about, Mapping) else {"about": about}
    for words, condition in given.items():
        if not isinstance(words, str) or not words.strip():
            raise ValueError(f"an answer must be words; got {words!r}")
        if isinstance(condition, bool | BooleanAtom):
            raise ValueError(
                f"{words!r} is {condition} wherever the sliders stand: compare by model.chosen(category, value), or "
                "numbers by at_least, at_most, greater, less or sympy.Eq"
            )
        if not isinstance(condition, sympy.Basic):
            raise ValueError(
                f"{words!r} must be an expression in the model's symbols, such as model['p']; got {condition!r}"
            )
        check_expression(model, condition)
        if isinstance(about, Mapping) and not model.is_condition(condition):
            raise ValueError(
                f"{words!r} must stand under a condition, which holds or does not; got {condition}"
            )


def _check_labels(ask, model):
    line = model.definitions.get(ask.about) if isinstance(ask.about, str) else None
    values = line.categories if line is not None and line.kind == "category" else ()
    if ask.choices is not None:
        if not values:
            raise ValueError("choices are values of a category; ask about one, or give {words: condition}")
        for value in ask.choices:
            if value not in values:
                raise ValueError(f"choices: {no_such(value, f'value of {ask.about}', values)}")
    known = values or (True, False)
    for value in ask.labels:
        if value not in known:
            raise ValueError(f"labels: {no_such(value, 'answer', map(str, known))}")


def _check_sentences(ask, model):
    pairs = [(True, ask.why)] if isinstance(ask.why, str) else ask.why
    if not isinstance(pairs, Sequence) or not pairs or not all(
        isinstance(pair, Sequence) and not isinstance(pair, str) and len(pair) == 2 for pair in pairs
    ):  # fmt: skip
        raise ValueError("why must be a sentence, or a list of (condition, sentence)")
    if pairs[-1][0] is not True and pairs[-1][0] is not sympy.true:
        raise ValueError("the last sentence of why must stand under the condition True")
    for condition, text in pairs[:-1]:
        if isinstance(condition, bool | BooleanAtom) or not model.is_condition(condition):
            raise ValueError(
                f"the condition of {text!r} must hold or not hold, by the model; got {condition!r}"
            )
        check_expression(model, condition)
    for part, text in [
        ("question", ask.question),
        ("given", ask.given),
        *(("why", text) for _, text in pairs),
    ]:
        if not isinstance(text, str):
            raise ValueError(f"{part} must be a sentence; got {text!r}")
        if part == "why" and not text.strip():
            raise ValueError("why is missing: the verdict says in a sentence why the answer is what it is")
        for name in wording.fields(text):
            _check_field(ask, model, part, name)


def _check_field(ask, model, part, name):
    plain = name.removeprefix(wording.BEFORE)
    if plain != name and not ask.before:
        raise ValueError(f"{part}: {{{name}}} speaks of values until now, and `before` gives none")
    if plain == "answer" and (part == "why" or plain != name):
        return
    if plain not in model.parameters and plain not in model.definitions:
        raise ValueError(
            f"{part}: {no_such(name, 'parameter or outcome', [*model.parameters, *model.definitions])}"
        )


def _check_values(ask, model, base, figure, step):
    for part in ("start", "before"):
        given = getattr(ask, part)
        for name in given:
            if name not in model.parameters:
                raise ValueError(f"{part}: {no_such(name, 'parameter', model.parameters)}")
            if figure and name in figure.controls:
                draws.refuse_between_stops(
                    model.parameters[name], given[name], step(model.parameters[name]), f"{part}: "
                )
    values = ask.values(model, base)
    model.solve(**values)  # refuses what the model refuses, in the model's words
    if figure is None:
        return
    start = {**{name: p.default for name, p in model.parameters.items()}, **base}
    for whole in (values, {**values, **ask.before}):
        standing.refuse_fixed(figure, model, start, figure.checked(model, whole))
    for name in standing.fixed(figure, model).intersection(ask.draw):
        raise ValueError(
            f"draw: {name} has no slider in this figure, whose outcomes are tabulated where it stands"
        )


def _check_answer(ask, model, point, where, drawn=()):
    def place(bad):
        at = ", ".join(f"{n} = {point[n][bad] if point[n].ndim else point[n]:g}" for n in drawn)
        return where.format(at)

    found, options = ask.program(model)(point), ask.options(model)
    if options is None:
        bad = ~np.isfinite(np.atleast_1d(found[0]))
        if bad.any():
            value = wording.number(float(np.atleast_1d(found[0])[bad][0]))
            raise ValueError(f"the answer is {value} {place(int(bad.argmax()))}")
        return
    true = sum(np.atleast_1d(one).astype(bool).astype(int) for one in np.broadcast_arrays(*found))
    if (true != 1).any():
        bad = int((true != 1).argmax())
        holds = [w for w, one in zip(options, found, strict=True) if np.broadcast_to(one, true.shape)[bad]]
        said = f"of the answers {' and '.join(map(repr, holds))} are" if holds else "none of the answers is"
        raise ValueError(f"{said} true {place(bad)}; exactly one must be")

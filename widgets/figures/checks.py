"""What a figure must be to be drawn whole, refused in words where it is not."""

from collections.abc import Mapping, Sequence

import altair as alt
import numpy as np
import sympy
from sympy.logic.boolalg import BooleanAtom

from widgets.asking.ask import Ask
from widgets.figures import measures, standing, ties
from widgets.recipes import DrawnTree, Recipe, Regions, Sweep, tabulate
from widgets.recipes.checks import check_expression
from widgets.words import wording
from widgets.words.headings import units
from widgets.words.names import NAME, no_such

_KEYS = ("area", "line", "dash", "point")


def check(figure, model) -> None:
    """Raise ValueError if the figure names what the model does not have, or could not be drawn whole."""
    say = lambda text: ValueError(f"figure {figure.name!r} of {model.slug}: {text}")  # noqa: E731
    _check_parts(figure, say)
    for name in figure.controls:
        if name not in model.parameters:
            raise say(no_such(name, "parameter", model.parameters))
    if len(set(figure.controls)) < len(figure.controls):
        raise say("a parameter has two sliders")
    if len(figure.open) > 6:
        raise say(f"{len(figure.open)} sliders in sight; at most six, fold the rest under 'more'")
    if not figure.open:
        raise say("no slider")
    for name, count in figure.steps.items():
        if name not in figure.controls or not isinstance(count, int) or count < 2:
            raise say(f"steps: {name!r}: {count!r}; give the number of stops, two or more, of a slider")
        p = model.parameters[name]
        if p.integer and figure.step(p) != round(figure.step(p)):
            raise say(f"steps: {name} takes whole numbers only, and {count} stops put it between them")
    measures.check(figure, model, say)
    _check_names(figure, model, say)
    ties.check(figure, model, say)
    for recipe in figure.data:
        try:
            recipe.check(model)
            _check_looked_up(figure, recipe, model)
        except ValueError as fault:
            raise say(fault) from None
    chosen = [figure.key, *([figure.predict] if figure.predict else [])]
    for name in [*figure.headline, *(figure.outcomes or ()), *chosen]:
        if name not in model.outcomes:
            raise say(no_such(name, "outcome", model.outcomes))
    _check_readout(figure, model, say)
    for name in figure.shown_presets(model):
        if name not in model.presets:
            raise say(no_such(name, "preset", model.presets))
        try:
            standing.checked(figure, model, model.presets[name])
        except ValueError as fault:
            raise say(f"preset {name!r}: {fault}") from None


def _check_names(figure, model, say):
    if not isinstance(figure.names, Mapping):
        raise say(f"names must be a mapping value → name; got {figure.names!r}")
    maps = {recipe.outcome for recipe in figure.data if isinstance(recipe, Regions)}
    known = [value for outcome in sorted(maps) for value in model.categories(outcome)]
    for value, word in figure.names.items():
        if value not in known:
            raise say(f"names: {no_such(value, 'value in a map', known)}")
        if not isinstance(word, str):
            raise say(f"names: {value!r}: a name must be a text; got {word!r}")


def _check_looked_up(figure, recipe, model):
    """What the page looks up in a table it knows at the sliders' stops only, and draws nothing between them."""
    if not recipe.moved or not any(model.definitions[line].numerical for line in recipe.lines(model)):
        return
    for name in tabulate.inputs(model).intersection(recipe.moved):
        p = model.parameters[name]
        known = tabulate.stops(p, figure.step(p)) if name in figure.controls else []
        if (
            not (isinstance(recipe, Sweep) and recipe.over == name and recipe.split is None)
            or not np.isin(np.round(recipe.grid(model), 9), np.round(known, 9)).all()
        ):
            if isinstance(recipe, DrawnTree):
                raise ValueError(
                    f"data set {recipe.name!r}: outcomes without a closed form are tabulated at the stops of sliders, "
                    f"and the tree {recipe.tree.name!r} puts {name} elsewhere: draw one that does not"
                )
            raise ValueError(
                f"data set {recipe.name!r}: outcomes without a closed form are tabulated at the stops of the slider "
                f"{name}: draw a Sweep over it with as many points as it has stops ({len(known) or 'it has no slider'})"
            )


def _check_readout(figure, model, say):
    if isinstance(figure.readout, Mapping):
        values = model.categories(figure.key)
        for value in figure.readout:
            if value not in values:
                raise say(f"the readout: {no_such(value, f'value of {figure.key}', values)}")
        silent = set(values) - set(figure.readout)
        if silent:
            raise say(f"the readout says nothing for {', '.join(sorted(silent))}")
        texts = figure.readout.values()
    else:
        *conditions, last = [condition for condition, _ in figure.readout]
        if last is not True and last is not sympy.true:
            raise say("the last sentence of the readout must stand under the condition True")
        for number, condition in enumerate(conditions, start=1):
            fault = _fault_of(figure, condition, model)
            if fault:
                raise say(f"condition {number} of the readout {fault}")
        texts = [text for _, text in figure.readout]
    for text in texts:
        if not _is_text(text):
            raise say(f"a sentence of the readout must be a text; got {text!r}")
        try:
            names = wording.fields(text)
        except ValueError as fault:
            raise say(f"the readout: {fault}") from None
        for name in names:
            if name not in model.parameters and name not in model.definitions:
                known = [*model.parameters, *model.definitions]
                raise say(f"the readout: {no_such(name, 'parameter or outcome', known)}")


def _fault_of(figure, condition, model) -> str | None:
    """What is wrong with a condition of the readout, if anything."""
    if isinstance(condition, bool | BooleanAtom):  # what == of Python makes of a symbol and a word
        values = model.categories(figure.key)
        chosen = f"{figure.key!r}, {values[0]!r}" if values else "category, value"
        return (
            f"is {condition} wherever the sliders stand: compare by model.chosen({chosen}), or numbers by at_least, "
            "at_most, greater, less or sympy.Eq"
        )
    if isinstance(condition, sympy.Basic):
        try:
            check_expression(model, condition)
        except ValueError as fault:
            return f"speaks of what the model does not define: {fault}"
    if not model.is_condition(condition):
        return f"must be a SymPy condition, which holds or does not; got {condition!r}"
    return None


def _check_parts(figure, say):
    if not isinstance(figure.name, str) or not NAME.fullmatch(figure.name):
        raise say("name must be a letter, then letters, digits, _ and -, or its links would not reopen")
    for part in ("title", "alt"):
        if not _is_text(getattr(figure, part)):
            raise say(f"{part} must be a sentence; got {getattr(figure, part)!r}")
    for part in ("sliders", "charts", "data", "headline", "outcomes", "more", "legend", "presets", "asks"):
        if isinstance(getattr(figure, part), str | alt.TopLevelMixin | Ask):
            raise say(f"{part} must be a list, even of one")
    _check_asks(figure, say)
    if not figure.charts:
        raise say("no chart")
    pairs = not isinstance(figure.readout, str | Mapping) and all(
        isinstance(pair, Sequence) and not isinstance(pair, str) and len(pair) == 2 for pair in figure.readout
    )
    if not figure.readout or not (isinstance(figure.readout, Mapping) or pairs):
        raise say("the readout must be a mapping category → sentence, or a list of (condition, sentence)")
    if not all(isinstance(recipe, Recipe) for recipe in figure.data):
        raise say("data must be a list of Rows, Sweep, Path, Regions, Bands, Zones and Entered")
    given = {recipe.name: recipe.makes for recipe in figure.data}
    if len(given) < len(figure.data):
        raise say("two data sets have one name")
    if not all(isinstance(chart, alt.TopLevelMixin) for chart in figure.charts):
        raise say("charts must be Altair charts")
    for entry in figure.legend:
        if not isinstance(entry, Sequence) or len(entry) != 3 or not all(map(_is_text, entry)):
            raise say(f"a legend entry is (words, colour, kind); got {entry!r}")
        if entry[2] not in _KEYS:
            raise say(f"the legend: {no_such(entry[2], 'kind', _KEYS)}")
    for name, fields in (found for chart in figure.charts for found in _drawn(chart.to_dict())):
        if name not in given:
            raise say(
                f"a chart draws the data set {name!r}, which is not in data: {', '.join(given) or 'empty'}"
            )
        for missing in sorted(fields - given[name]):
            raise say(
                f"a chart draws the field {missing!r}, which {name!r} does not have: {', '.join(sorted(given[name]))}"
            )


def _check_asks(figure, say):
    if not all(isinstance(ask, Ask) for ask in figure.asks):
        raise say("asks must be a list of widgets.Ask")
    if figure.asks and (figure.question or figure.predict):
        raise say("question and predict are for a figure without asks")
    keys = [ask.key for ask in figure.asks]
    for key in keys:
        if keys.count(key) > 1:
            raise say(f"two of its asks are called {key!r}: give each a name=")


def _is_text(given) -> bool:
    return isinstance(given, str) and bool(given.strip())


def _drawn(chart):
    """(data set, fields that must be in it) of each mark of a Vega-Lite specification."""
    for name, part, made in units(chart):
        if "mark" in part:
            channels = [
                channel
                for found in part.get("encoding", {}).values()
                for channel in (found if isinstance(found, list) else [found])
            ]
            fields = {c["field"] for c in channels if isinstance(c, dict) and isinstance(c.get("field"), str)}
            yield name, fields - made

"""A figure: which sliders, which picture, which words. It belongs to a chapter, not to a model."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import altair as alt
import numpy as np
import sympy
from sympy.logic.boolalg import BooleanAtom

from widgets import tabulate, wording
from widgets.data import Path, Regions, Rows, Sweep, check_expression
from widgets.headings import units
from widgets.names import no_such

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_KEYS = ("area", "line", "dash", "point")


@dataclass(frozen=True)
class Figure:
    """Everything an explorer shows of a model.

    Parameters
    ----------
    name : str
        Short name, unique on the page; part of the explorer's id and of its links, so a letter first, then
        letters, digits, ``_`` and ``-``.
    title : str
        A sentence that says what the picture shows.
    sliders : sequence of str, or mapping of group → sequence of str
        Parameters in sight, at most six.
    charts : sequence of altair.Chart
        Panels, one below the other; each draws data sets named in `data`.
    data : sequence of recipes
        See `widgets.data`.
    readout : mapping or sequence
        One plain sentence for each value of the category `key`; or (condition, sentence) pairs of which
        the first true one is shown (SymPy conditions; True last). ``{name:.2f}`` is replaced by a value, a
        category by its words, a yes/no outcome by "yes" or "no".
    alt : str
        What the picture shows, in a sentence, for those who do not see it.
    question : str
        What to predict before moving a slider.
    key : str
        The category outcome that the readout, the prediction and the legend speak of.
    predict : str, optional
        An outcome to predict instead of the category `key`.
    headline : sequence of str
        Outcomes in sight; all others stand in a folded table.
    outcomes : sequence of str, optional
        Outcomes in the folded table, for a model that holds more games than this one; left out, all.
    more : sequence of str
        Parameters folded under "more parameters".
    legend : sequence of (words, colour, "area" | "line" | "dash" | "point")
        What the colours mean.
    presets : sequence of str, optional
        Presets offered; left out, all of the model.
    steps : mapping
        Parameter → number of slider stops, to coarsen it (needed where an outcome is tabulated).
    """

    name: str
    title: str
    sliders: Sequence[str] | Mapping[str, Sequence[str]]
    charts: Sequence[alt.TopLevelMixin]
    data: Sequence
    readout: Mapping[str, str] | Sequence[tuple[object, str]]
    alt: str
    question: str = ""
    key: str = "regime"
    predict: str | None = None
    headline: Sequence[str] = ()
    outcomes: Sequence[str] | None = None
    more: Sequence[str] = ()
    legend: Sequence[tuple[str, str, str]] = ()
    presets: Sequence[str] | None = None
    steps: Mapping[str, int] = field(default_factory=dict)

    @property
    def groups(self) -> dict[str, list[str]]:
        """Group heading → sliders in sight (heading empty if they are not grouped)."""
        if isinstance(self.sliders, Mapping):
            return {heading: list(names) for heading, names in self.sliders.items()}
        return {"": list(self.sliders)}

    @property
    def open(self) -> list[str]:
        return [name for names in self.groups.values() for name in names]

    @property
    def controls(self) -> list[str]:
        return [*self.open, *self.more]

    def sentences(self, model) -> list[tuple[sympy.Basic, str]]:
        """The readout as (condition, template) pairs."""
        if isinstance(self.readout, Mapping):
            return [(model.chosen(self.key, value), text) for value, text in self.readout.items()]
        return [(sympy.sympify(condition), text) for condition, text in self.readout]

    def shown_presets(self, model) -> list[str]:
        return list(model.presets if self.presets is None else self.presets)

    def check(self, model) -> None:
        """Raise ValueError if the figure names what the model does not have, or could not be drawn whole."""
        say = lambda text: ValueError(f"figure {self.name!r} of {model.slug}: {text}")  # noqa: E731
        self._check_parts(say)
        for name in self.controls:
            if name not in model.parameters:
                raise say(no_such(name, "parameter", model.parameters))
        if len(set(self.controls)) < len(self.controls):
            raise say("a parameter has two sliders")
        if len(self.open) > 6:
            raise say(f"{len(self.open)} sliders in sight; at most six, fold the rest under 'more'")
        if not self.open:
            raise say("no slider")
        for name, count in self.steps.items():
            if name not in self.controls or not isinstance(count, int) or count < 2:
                raise say(f"steps: {name!r}: {count!r}; give the number of stops, two or more, of a slider")
            p = model.parameters[name]
            if p.integer and self.step(p) != round(self.step(p)):
                raise say(f"steps: {name} takes whole numbers only, and {count} stops put it between them")
        for recipe in self.data:
            try:
                recipe.check(model)
                self._check_looked_up(recipe, model)
            except ValueError as fault:
                raise say(fault) from None
        chosen = [self.key, *([self.predict] if self.predict else [])]
        for name in [*self.headline, *(self.outcomes or ()), *chosen]:
            if name not in model.outcomes:
                raise say(no_such(name, "outcome", model.outcomes))
        self._check_readout(model, say)
        for name in self.shown_presets(model):
            if name not in model.presets:
                raise say(no_such(name, "preset", model.presets))
            try:
                self.checked(model, model.presets[name])
            except ValueError as fault:
                raise say(f"preset {name!r}: {fault}") from None

    def _check_looked_up(self, recipe, model):
        """What the page looks up in a table it knows at the sliders' stops only, and draws nothing between them."""
        if isinstance(recipe, Rows) or not any(
            model.definitions[line].numerical for line in recipe.lines(model)
        ):
            return
        for name in tabulate.inputs(model).intersection(recipe.moved):
            p = model.parameters[name]
            known = tabulate.stops(p, self.step(p)) if name in self.controls else []
            if (
                not isinstance(recipe, Sweep)
                or not np.isin(np.round(recipe.grid(model), 9), np.round(known, 9)).all()
            ):
                raise ValueError(
                    f"data set {recipe.name!r}: outcomes without a closed form are tabulated at the stops of the slider "
                    f"{name}: draw a Sweep over it with as many points as it has stops ({len(known) or 'it has no slider'})"
                )

    def _check_readout(self, model, say):
        if isinstance(self.readout, Mapping):
            values = model.categories(self.key)
            for value in self.readout:
                if value not in values:
                    raise say(f"the readout: {no_such(value, f'value of {self.key}', values)}")
            silent = set(values) - set(self.readout)
            if silent:
                raise say(f"the readout says nothing for {', '.join(sorted(silent))}")
            texts = self.readout.values()
        else:
            *conditions, last = [condition for condition, _ in self.readout]
            if last is not True and last is not sympy.true:
                raise say("the last sentence of the readout must stand under the condition True")
            for number, condition in enumerate(conditions, start=1):
                fault = self._fault_of(condition, model)
                if fault:
                    raise say(f"condition {number} of the readout {fault}")
            texts = [text for _, text in self.readout]
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

    def _fault_of(self, condition, model) -> str | None:
        """What is wrong with a condition of the readout, if anything."""
        if isinstance(condition, bool | BooleanAtom):  # what == of Python makes of a symbol and a word
            values = model.categories(self.key)
            chosen = f"{self.key!r}, {values[0]!r}" if values else "category, value"
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

    def _check_parts(self, say):
        if not isinstance(self.name, str) or not _NAME.fullmatch(self.name):
            raise say("name must be a letter, then letters, digits, _ and -, or its links would not reopen")
        for part in ("title", "alt"):
            if not _is_text(getattr(self, part)):
                raise say(f"{part} must be a sentence; got {getattr(self, part)!r}")
        for part in ("sliders", "charts", "data", "headline", "outcomes", "more", "legend", "presets"):
            if isinstance(getattr(self, part), str | alt.TopLevelMixin):
                raise say(f"{part} must be a list, even of one")
        if not self.charts:
            raise say("no chart")
        pairs = not isinstance(self.readout, str | Mapping) and all(
            isinstance(pair, Sequence) and not isinstance(pair, str) and len(pair) == 2
            for pair in self.readout
        )
        if not self.readout or not (isinstance(self.readout, Mapping) or pairs):
            raise say("the readout must be a mapping category → sentence, or a list of (condition, sentence)")
        if not all(isinstance(recipe, Rows | Sweep | Regions | Path) for recipe in self.data):
            raise say("data must be a list of Rows, Sweep, Regions and Path")
        given = {recipe.name: _columns(recipe) for recipe in self.data}
        if len(given) < len(self.data):
            raise say("two data sets have one name")
        if not all(isinstance(chart, alt.TopLevelMixin) for chart in self.charts):
            raise say("charts must be Altair charts")
        for entry in self.legend:
            if not isinstance(entry, Sequence) or len(entry) != 3 or not all(map(_is_text, entry)):
                raise say(f"a legend entry is (words, colour, kind); got {entry!r}")
            if entry[2] not in _KEYS:
                raise say(f"the legend: {no_such(entry[2], 'kind', _KEYS)}")
        for name, fields in (found for chart in self.charts for found in _drawn(chart.to_dict())):
            if name not in given:
                raise say(
                    f"a chart draws the data set {name!r}, which is not in data: {', '.join(given) or 'empty'}"
                )
            for missing in sorted(fields - given[name]):
                raise say(
                    f"a chart draws the field {missing!r}, which {name!r} does not have: {', '.join(sorted(given[name]))}"
                )

    def checked(self, model, values) -> dict:
        """`values` as plain numbers and choices. ValueError if the model refuses one or no slider can show it."""
        found, rests = {}, tabulate.inputs(model)
        for name, value in values.items():
            p = model.parameters[name]
            read = p.read(value)
            if read.ndim:
                raise ValueError(f"{name} must be one value in a figure, not an array of shape {read.shape}")
            if p.choices:
                found[name] = p.choices[int(read)]
                continue
            found[name] = plain = int(read) if p.integer else float(read)
            if name not in self.controls:
                continue
            if not p.low <= plain <= p.high:
                raise ValueError(f"{name} goes from {p.low:g} to {p.high:g} in this figure; got {plain!r}")
            stops = (plain - p.low) / self.step(p)
            if name in rests and abs(stops - round(stops)) > 1e-6:
                raise ValueError(
                    f"{name} moves in steps of {self.step(p):g} from {p.low:g} in this figure, where outcomes without a "
                    f"closed form are tabulated; got {plain!r}"
                )
        return found

    def step(self, parameter) -> float:
        return tabulate.step(parameter, self.steps.get(parameter.name))


def _is_text(given) -> bool:
    return isinstance(given, str) and bool(given.strip())


def _columns(recipe) -> set[str]:
    """Fields of the data set that `recipe` makes."""
    if isinstance(recipe, Rows):
        return {field for row in recipe.rows for field in row}
    return {
        Sweep: {"x", "series", "y"},
        Path: {"step", "series", "y"},
        Regions: {"x", "y0", "y1", "label", "part"},
    }[type(recipe)]


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

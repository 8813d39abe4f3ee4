"""A figure: which sliders, which picture, which words. It belongs to a chapter, not to a model."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import altair as alt
import sympy

from widgets import wording


@dataclass(frozen=True)
class Figure:
    """Everything an explorer shows of a model.

    Parameters
    ----------
    name : str
        Short name, unique on the page; part of the explorer's id and of its links.
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
        the first true one is shown (SymPy conditions; True last). ``{name:.2f}`` is replaced by a value.
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
        for name in self.controls:
            if name not in model.parameters:
                raise say(f"{name!r} is no parameter")
        if len(set(self.controls)) < len(self.controls):
            raise say("a parameter has two sliders")
        if len(self.open) > 6:
            raise say(f"{len(self.open)} sliders in sight; at most six, fold the rest under 'more'")
        if not self.open:
            raise say("no slider")
        known = {*model.parameters, *model.definitions}
        for name in [
            *self.headline,
            *(self.outcomes or ()),
            self.key,
            *([self.predict] if self.predict else []),
        ]:
            if name not in model.outcomes:
                raise say(f"{name!r} is no outcome")
        for _, text in self.sentences(model):
            for name in wording.fields(text):
                if name not in known:
                    raise say(f"the readout speaks of {name!r}, which the model does not define")
        if isinstance(self.readout, Mapping):
            silent = set(model.categories(self.key)) - set(self.readout)
            if silent:
                raise say(f"the readout says nothing for {', '.join(sorted(silent))}")
        elif self.readout[-1][0] is not True:
            raise say("the last sentence of the readout must stand under the condition True")
        for name in self.shown_presets(model):
            if name not in model.presets:
                raise say(f"{name!r} is no preset")
            for parameter, value in model.presets[name].items():
                self._check_stop(say, name, model.parameters[parameter], value)

    def _check_stop(self, say, preset, parameter, value):
        """A preset must sit on the slider's own steps: the page would round it otherwise."""
        if parameter.choices or parameter.name not in self.controls:
            return
        low, step = parameter.low, self.step(parameter)
        stops = (value - low) / step
        if not parameter.low <= value <= parameter.high or abs(stops - round(stops)) > 1e-6:
            raise say(f"preset {preset!r} puts {parameter.name} at {value}, where its slider cannot stand")

    def step(self, parameter) -> float:
        count = self.steps.get(parameter.name)
        return (parameter.high - parameter.low) / (count - 1) if count else parameter.step

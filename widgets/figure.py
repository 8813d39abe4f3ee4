"""A figure: which sliders, which picture, which words. It belongs to a chapter, not to a model."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import altair as alt
import sympy

from widgets import tabulate, wording
from widgets.data import Path, Regions, Rows, Sweep


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
        self._check_parts(say)
        for name in self.controls:
            if name not in model.parameters:
                raise say(f"{name!r} is no parameter; parameters: {', '.join(model.parameters)}")
        if len(set(self.controls)) < len(self.controls):
            raise say("a parameter has two sliders")
        if len(self.open) > 6:
            raise say(f"{len(self.open)} sliders in sight; at most six, fold the rest under 'more'")
        if not self.open:
            raise say("no slider")
        for name, count in self.steps.items():
            if name not in self.controls or not isinstance(count, int) or count < 2:
                raise say(f"steps: {name!r}: {count!r}; give the number of stops, two or more, of a slider")
        chosen = [self.key, *([self.predict] if self.predict else [])]
        for name in [*self.headline, *(self.outcomes or ()), *chosen]:
            if name not in model.outcomes:
                raise say(f"{name!r} is no outcome; outcomes: {', '.join(model.outcomes)}")
        known = {*model.parameters, *model.definitions}
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
                raise say(f"{name!r} is no preset; presets: {', '.join(model.presets) or 'none'}")
            try:
                self.checked(model, model.presets[name])
            except ValueError as fault:
                raise say(f"preset {name!r}: {fault}") from None

    def _check_parts(self, say):
        for part in ("sliders", "charts", "data", "headline", "more", "legend"):
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
        count = self.steps.get(parameter.name)
        return (parameter.high - parameter.low) / (count - 1) if count else parameter.step


def _columns(recipe) -> set[str]:
    """Fields of the data set that `recipe` makes."""
    if isinstance(recipe, Rows):
        return {field for row in recipe.rows for field in row}
    return {
        Sweep: {"x", "series", "y"},
        Path: {"step", "series", "y"},
        Regions: {"x", "y0", "y1", "label", "part"},
    }[type(recipe)]


def _drawn(chart, name=None, made=frozenset()):
    """(data set, fields that must be in it) of each mark of a Vega-Lite specification."""
    name = chart.get("data", {}).get("name", name)
    made = {*made, *(t["as"] for t in chart.get("transform", ()) if isinstance(t.get("as"), str))}
    if "mark" in chart:
        channels = [
            c
            for found in chart.get("encoding", {}).values()
            for c in (found if isinstance(found, list) else [found])
        ]
        yield (
            name,
            {c["field"] for c in channels if isinstance(c, dict) and isinstance(c.get("field"), str)} - made,
        )
    for part in ("layer", "hconcat", "vconcat", "concat"):
        for inner in chart.get(part, ()):
            yield from _drawn(inner, name, made)
    if "spec" in chart:
        yield from _drawn(chart["spec"], name, made)

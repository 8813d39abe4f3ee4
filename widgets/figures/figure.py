"""A figure: which sliders, which picture, which words. It belongs to a chapter, not to a model."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import altair as alt
import sympy

from widgets.asking.ask import Ask
from widgets.figures import checks, standing
from widgets.figures.tasks import Task
from widgets.figures.tour import Stop
from widgets.recipes import tabulate


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
    asks : sequence of Ask
        Questions, one after the other. While one is open, title, picture, sentence and outcomes are hidden. The
        first figure of a page that has any asks by itself; each other by its button, or once the one before was
        answered.
    question : str
        What to think of before moving a slider, for a figure without `asks`.
    key : str
        The category outcome that the readout, the prediction and the legend speak of.
    predict : str, optional
        What a figure without `asks` asks for on demand, instead of the category `key`.
    headline : sequence of str
        Outcomes in sight; all others stand in a folded table.
    outcomes : sequence of str, optional
        Outcomes in the folded table, for a model that holds more games than this one; left out, all.
    more : sequence of str
        Parameters folded under "more parameters".
    legend : sequence of (words, colour, "area" | "line" | "dash" | "point")
        What the colours mean.
    tour : sequence of Stop
        A walk through the figure, one sentence a step.
    tasks : sequence of Task
        What to bring about with the sliders.
    presets : sequence of str, optional
        Presets offered; left out, all of the model.
    steps : mapping
        Parameter → number of slider stops, to coarsen it (needed where an outcome is tabulated).
    names : mapping
        Value of a category → what its area is called inside a map, where its words are long; empty for no name.
    ties : mapping
        Parameter → expression that it follows: sliders tied together. ``{"c_U": "c_R"}`` moves both by one slider;
        a tied parameter has none of its own.
    units : mapping
        What a reader sees instead of the model's own measure: parameter or outcome → (factor, unit), as in
        ``{"p": (100, "%"), "x_lo": (100, "points")}``. Number fields read and write it, axes, sentences, outcomes
        and tables show it; sliders, links, ``data-value`` and Python stay in the model's measure. A sentence
        writes the number alone (``{x_lo} points``), and the sign with it where the unit is ``%``; ``{p:.0%}``
        speaks of the model's measure as ever. A field of a data set that holds several outcomes, or an expression,
        takes their unit where they have one in common; elsewhere it can be given as ``{"curve.y": (100, "points")}``.
    """

    name: str
    title: str
    sliders: Sequence[str] | Mapping[str, Sequence[str]]
    charts: Sequence[alt.TopLevelMixin]
    data: Sequence
    readout: Mapping[str, str] | Sequence[tuple[object, str]]
    alt: str
    asks: Sequence[Ask] = ()
    question: str = ""
    key: str = "regime"
    predict: str | None = None
    headline: Sequence[str] = ()
    outcomes: Sequence[str] | None = None
    more: Sequence[str] = ()
    legend: Sequence[tuple[str, str, str]] = ()
    tour: Sequence[Stop] = ()
    tasks: Sequence[Task] = ()
    presets: Sequence[str] | None = None
    steps: Mapping[str, int] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    ties: Mapping[str, object] = field(default_factory=dict)
    units: Mapping[str, tuple[float, str]] = field(default_factory=dict)

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

    def step(self, parameter) -> float:
        return tabulate.step(parameter, self.steps.get(parameter.name))

    def check(self, model) -> None:
        """Raise ValueError if the figure names what the model does not have, or could not be drawn whole."""
        checks.check(self, model)

    def checked(self, model, values) -> dict:
        """`values` as plain numbers and choices. ValueError if the model refuses one or no slider can show it."""
        return standing.checked(self, model, values)

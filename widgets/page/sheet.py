"""One explorer as data: the point it stands at, what it says there, and the numbers of its pictures."""

import re
from functools import cached_property

import numpy as np

from widgets.charts import measures, naming
from widgets.figures import standing, tasks, ties, tour
from widgets.recipes import Places
from widgets.recipes.spoken import spoken
from widgets.words import wording


class Sheet:
    """What an explorer shows: `model` under `figure`, standing at `values` (the rest at their defaults)."""

    def __init__(self, model, figure, values):
        figure.check(model)
        model.check_on_page(line.name for line in model.chain(model.outcomes))
        model.solve(**values)  # refuses what the model refuses, in the model's words
        self.model, self.figure = model, figure
        defaults = {name: p.default for name, p in model.parameters.items()}
        self.start = figure.checked(model, {**defaults, **values})
        self.id = f"{model.slug}-{figure.name}"
        self.fixed = standing.fixed(figure, model)
        for ask in figure.asks:
            ask.check(model, self.start, figure)
            values = ask.values(model, self.start)
            ties.check_stands(figure, model, values, f"question {ask.key!r}")
            ties.check_stands(figure, model, {**values, **ask.before}, f"question {ask.key!r}, before")
        tour.check(figure, model, self.start)
        tasks.check(figure, model, self.start)
        for name in figure.shown_presets(model):
            standing.check_preset(figure, model, self.start, name)

    def point(self, values) -> dict:
        """`values` as the arrays that programs take (menus as indices)."""
        return {name: p.read(values[name]) for name, p in self.model.parameters.items()}

    def rows(self, values) -> dict[str, list[dict]]:
        """The data sets of the figure at `values`."""
        return {recipe.name: recipe.compute(self.model, self.point(values)) for recipe in self.data}

    def words(self, values) -> dict:
        """Every parameter and definition as a number or in words, for sentences."""
        return spoken(self.model, self.point(values), self.figure.units)

    def readout(self, values) -> str:
        """The sentence that the figure says at `values`."""
        sentences = self.figure.sentences(self.model)
        holds = self.model.values_at(self.point(values), [condition for condition, _ in sentences])
        template = next(text for (_, text), true in zip(sentences, holds, strict=True) if np.all(true))
        return wording.fill(template, self.words(values))

    def broken_rule(self, values) -> str | None:
        """The joint rule of the model that `values` break, in the words of the page."""
        point = self.point(values)
        for condition, text in self.model.rules:
            if not np.all(self.model.values_at(point, [condition])[0]):
                return self.in_words(text, condition)
        return None

    def in_words(self, text, condition):
        """A joint rule as a reader sees it: what the sliders are called in place of parameter names."""
        parameters = self.model.parameters
        labels = {
            s.name: f"“{parameters[s.name].label}”" for s in condition.free_symbols if s.name in parameters
        }
        return re.sub(r"\b\w+\b", lambda name: labels.get(name[0], name[0]), text)

    @cached_property
    def data(self) -> list:
        """The recipes of the figure, and those of the names of areas in its maps."""
        return [*self.figure.data, *naming.places(self.figure.data, self.figure.names)]

    @cached_property
    def measures(self) -> dict[str, dict[str, tuple[float, str]]]:
        """Data set → field → the unit in which a reader sees it."""
        return measures.of_fields(self.data, self.model, self.figure.units)

    def specs(self) -> list[dict]:
        return self._specs

    @cached_property
    def _specs(self):  # Altair checks a chart against its schema each time: a third of a page's work
        named = [recipe for recipe in self.data if isinstance(recipe, Places)]
        drawn = [naming.with_names(chart.to_dict(), named, self.model) for chart in self.figure.charts]
        return [measures.in_units(spec, self.measures) for spec in drawn]

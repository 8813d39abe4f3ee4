"""`questions`: questions about a model without a picture, in Jupyter, in the built book, and in print."""

import os
from collections.abc import Sequence
from html import escape

import anywidget
import traitlets
from IPython.display import display

from widgets.asking.ask import Ask
from widgets.jupyter.explorer import next_number, shared_library
from widgets.page import PAGE, bundle
from widgets.page.questions import QuestionSheet
from widgets.words.names import NAME, read_model


def questions(model, asks: Sequence[Ask], name: str = "questions", units=None):
    """Ask about a model without a picture: a chapter's closing questions.

    Each question has its form and its verdict, and where it draws, a button for new numbers.

    Parameters
    ----------
    model : Model or str
        A model, or the slug of one of the book's.
    asks : sequence of Ask
        The questions; each stands at the model's defaults and its own start.
    name : str
        Short name, unique on the page.
    units : mapping, optional
        Outcome → (factor, words) in which its answers are shown, where the question has no unit of its own.

    Returns
    -------
    Questions or PageQuestions
        In Jupyter a widget; in the built book the questions without a kernel. On paper the answers stand at the foot.

    Raises
    ------
    TypeError, ValueError
        For what is no model and no Ask, and for questions that cannot be meant (see `Ask.check`).

    Examples
    --------
    >>> import widgets
    >>> asked = widgets.questions("bargaining_range", [
    ...     widgets.Ask("width", "Russia wins with {p:.0%}; war costs it {c_R:.0%}, and Ukraine {c_U:.0%}. "
    ...                 "How wide is the range?", draw={"p": (0.3, 0.6, 0.05), "c_R": (0.05, 0.2, 0.05)},
    ...                 tolerance=0.01, unit=(100, "points"), why="The two costs together."),
    ... ])  # doctest: +SKIP
    """
    model = read_model(model, "questions")
    if (
        isinstance(asks, Ask)
        or not isinstance(asks, Sequence)
        or not asks
        or not all(isinstance(a, Ask) for a in asks)
    ):
        raise TypeError(f"asks must be a list of widgets.Ask, one or more; got {asks!r}")
    if not isinstance(name, str) or not NAME.fullmatch(name):
        raise ValueError(f"name must be a letter, then letters, digits, _ and -; got {name!r}")
    keys = [ask.key for ask in asks]
    for key in keys:
        if keys.count(key) > 1:
            raise ValueError(f"two questions are called {key!r}: give each a name=")
    sheet = QuestionSheet(model, asks, name, units)
    return PageQuestions(sheet) if os.environ.get(PAGE) else Questions(sheet)


class PageQuestions:
    """Questions on a page without a kernel."""

    def __init__(self, sheet: QuestionSheet):
        self._sheet = sheet

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"text/html": self._sheet.html(), "text/plain": self._sheet.text()}


class Questions(anywidget.AnyWidget):
    """Questions in Jupyter."""

    _esm = bundle.LOADER
    _css = traitlets.Unicode().tag(sync=True)
    html = traitlets.Unicode().tag(sync=True)
    library = traitlets.Unicode().tag(sync=True)
    number = traitlets.Int().tag(sync=True)

    def __init__(self, sheet: QuestionSheet):
        self._sheet = sheet
        super().__init__(_css=bundle.css(), html=sheet.html(), library=shared_library(), number=next_number())

    def _ipython_display_(self):
        """As `Explorer`: an exported notebook shows the words, and a live one the widget in their place."""
        text = self._sheet.text()
        name = f"{self.library}-{self.number}"
        words = f'<div data-stands-for="{name}" style="white-space: pre-line">{escape(text)}</div>'
        display({"text/html": words, "text/plain": text}, raw=True)
        found = self._repr_mimebundle_()
        data, metadata = found if isinstance(found, tuple) else (found, None)
        display({**data, "text/plain": text}, metadata=metadata, raw=True)

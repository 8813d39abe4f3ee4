"""`explore`: an explorer in Jupyter, in the built book, and in print, from one description."""

import base64
import functools
import itertools
import os
from html import escape

import anywidget
import traitlets
from IPython.display import display

from models.core.model import Model
from widgets.figures import standing, ties
from widgets.figures.default import default_figure
from widgets.figures.figure import Figure
from widgets.page import PAGE, bundle
from widgets.page.markup import html
from widgets.page.sheet import Sheet
from widgets.page.stills import png
from widgets.words.names import read_model


def explore(model: Model | str, figure: Figure | None = None, **values):
    """Put sliders on a model.

    Parameters
    ----------
    model : Model or str
        A model, or the slug of one of the book's.
    figure : Figure, optional
        What to show; left out, a plain figure of the model's first parameters.
    **values
        Where the sliders stand at first; parameters without a slider are held there.

    Returns
    -------
    Explorer or PageExplorer
        Both have `values` and `outcomes`. In Jupyter a widget (`ipywidgets.DOMWidget`) whose `values` follow
        the sliders and can be set; in the built book the kernel-free explorer.

    Raises
    ------
    TypeError, ValueError
        As `Model.solve` for unknown parameters and values outside their domain; ValueError for a figure that
        names what the model does not have.
    """
    model = read_model(model, "explore")
    if not isinstance(figure, Figure | None):
        raise TypeError(f"figure must be a widgets.Figure; got {figure!r}")
    sheet = Sheet(model, figure or default_figure(model, values), values)
    return PageExplorer(sheet) if os.environ.get(PAGE) else Explorer(sheet)


def _still_bundle(sheet, values):
    words = ", ".join(f"{name} = {value}" for name, value in values.items())
    broken = sheet.broken_rule(values)
    said = f"Not possible: {broken}." if broken else sheet.readout(values)
    bundle = {"text/plain": f"{sheet.figure.title} ({words}). {said}"}
    # where the model says nothing, there is no picture
    return bundle if broken else {**bundle, "image/png": base64.b64encode(png(sheet, values)).decode()}


def _standing_in(sheet, values, name) -> dict:
    """The picture at `values` with title and sentence, as an output that needs no script."""
    still = _still_bundle(sheet, values)
    alt, png = escape(sheet.figure.alt), still.get("image/png")
    picture = f'<img alt="{alt}" src="data:image/png;base64,{png}">' if png else ""
    words = f"<figcaption>{escape(still['text/plain'])}</figcaption>"
    shown = f'<figure data-stands-for="{name}" style="margin: 1em 0">{picture}{words}</figure>'
    return {"text/html": shown, "text/plain": still["text/plain"]}


class PageExplorer:
    """An explorer on a page without a kernel (and, as a picture, in print)."""

    def __init__(self, sheet: Sheet):
        self._sheet = sheet
        self.values = dict(sheet.start)

    @property
    def outcomes(self) -> dict:
        """Outcomes at `values`, as `Model.solve` gives them."""
        return self._sheet.model.solve(**self.values)

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"text/html": html(self._sheet), **_still_bundle(self._sheet, self._sheet.start)}


class _Values(dict):
    """Where the sliders stand. A change inside would not reach them."""

    def _refuse(self, *args, **kwargs):
        raise TypeError(
            "assign to move sliders, as in explorer.values = {'p': 0.4}; the others stay where they are"
        )

    __setitem__ = __delitem__ = update = setdefault = pop = popitem = clear = __ior__ = _refuse


class _Library(anywidget.AnyWidget):
    """The script that the explorers of one notebook share; it shows nothing itself."""

    _esm = "export default { render() {} };"
    code = traitlets.Unicode().tag(sync=True)


@functools.lru_cache(maxsize=1)
def _library(code: str) -> _Library:
    return _Library(code=code)


def shared_library() -> str:
    """What a widget's `library` names: the model that holds the script of all."""
    return f"IPY_MODEL_{_library(bundle.module()).model_id}"


_numbers = itertools.count(1)


def next_number() -> int:
    """A number for each widget: the words that stand in for it are found by it."""
    return next(_numbers)


class Explorer(anywidget.AnyWidget):
    """An explorer in Jupyter. `values` follows the sliders; assign a mapping of some or all to move them."""

    _esm = bundle.LOADER
    # anywidget sends `_css` only where it is a trait of the class; it is read when a widget is made
    _css = traitlets.Unicode().tag(sync=True)
    html = traitlets.Unicode().tag(sync=True)
    values = traitlets.Dict().tag(sync=True)
    library = traitlets.Unicode().tag(sync=True)
    number = traitlets.Int().tag(sync=True)

    def __init__(self, sheet: Sheet):
        self._sheet = sheet
        start = dict(sheet.start)
        super().__init__(
            _css=bundle.css(),
            html=html(sheet, linked=False),
            values=start,
            library=shared_library(),
            number=next_number(),
        )

    @traitlets.validate("values")
    def _check_values(self, proposal):
        model, figure = self._sheet.model, self._sheet.figure
        given = dict(proposal["value"])
        unknown = set(given) - set(model.parameters)
        if unknown:
            model.solve(**{name: given[name] for name in unknown})  # raises, naming the nearest
        whole = {**self._sheet.start, **self.values, **figure.checked(model, given)}
        standing.refuse_fixed(figure, model, self._sheet.start, whole)
        follows = ties.tied(figure, model, whole)
        ties.check_stands(
            figure, model, follows | {n: v for n, v in given.items() if n in figure.ties}, "values"
        )
        whole = follows
        return _Values(whole)

    @property
    def outcomes(self) -> dict:
        """Outcomes at `values`, as `Model.solve` gives them. ValueError while a joint rule is broken."""
        return self._sheet.model.solve(**self.values)

    def _ipython_display_(self):
        """Show the picture and, in its place where scripts run, the widget.

        An exported notebook shows the picture: of one output it would take the widget, which is blank without a kernel.
        """
        display(_standing_in(self._sheet, self.values, f"{self.library}-{self.number}"), raw=True)
        found = self._repr_mimebundle_()
        data, metadata = found if isinstance(found, tuple) else (found, None)
        display(data, metadata=metadata, raw=True)

    def _repr_mimebundle_(self, **options):
        found = super()._repr_mimebundle_(**options)
        data, *rest = found if isinstance(found, tuple) else (found,)
        data = {**(data or {}), **_still_bundle(self._sheet, self.values)}
        return (data, *rest) if rest else data

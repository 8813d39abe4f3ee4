"""A game one plays, in Jupyter."""

import itertools
from html import escape

import anywidget
import traitlets
from IPython.display import display

from widgets.jupyter.explorer import _library
from widgets.page import bundle
from widgets.play.codes import Result, read_code


class JupyterPlay(anywidget.AnyWidget):
    """A play in Jupyter. `results` are the codes of the plays that were finished, the last one last."""

    _esm = bundle.LOADER
    _css = traitlets.Unicode().tag(sync=True)
    html = traitlets.Unicode().tag(sync=True)
    results = traitlets.List(traitlets.Unicode()).tag(sync=True)
    library = traitlets.Unicode().tag(sync=True)
    number = traitlets.Unicode().tag(sync=True)

    _count = itertools.count(1)

    def __init__(self, made):
        self._play = made
        library = f"IPY_MODEL_{_library(bundle.module()).model_id}"
        super().__init__(_css=bundle.css(), html=made.html(), results=[], library=library,
                         number=f"play-{next(self._count)}")  # fmt: skip

    def read(self) -> list[Result]:
        """`results`, read."""
        return [read_code(code) for code in self.results]

    def _words(self):
        return self._play.words()

    def _ipython_display_(self):
        """The rules, and in their place where scripts run the widget (see `Explorer`)."""
        name, style = f"{self.library}-{self.number}", "white-space: pre-wrap"
        shown = f'<pre data-stands-for="{name}" style="{style}">{escape(self._words())}</pre>'
        display({"text/html": shown, "text/plain": self._words()}, raw=True)
        found = self._repr_mimebundle_()
        data, metadata = found if isinstance(found, tuple) else (found, None)
        display(data, metadata=metadata, raw=True)

    def _repr_mimebundle_(self, **options):
        found = super()._repr_mimebundle_(**options)
        data, *rest = found if isinstance(found, tuple) else (found,)
        data = {**(data or {}), "text/plain": self._words()}
        return (data, *rest) if rest else data

"""A tour: a walk through a figure, one sentence a step; the sliders go along."""

from dataclasses import dataclass, field

from widgets.figures import standing
from widgets.words import wording
from widgets.words.names import no_such


@dataclass(frozen=True, init=False)
class Stop:
    """One step of a tour: a sentence, and where the sliders stand; what is not named stands as at first.

    ``{name:.2f}`` in the sentence is replaced by a value there, as in a readout.

    Examples
    --------
    >>> Stop("At equal strength Russia accepts {x_lo:.2f}.", p=0.5)
    """

    text: str
    values: dict = field(default_factory=dict)

    def __init__(self, text, **values):
        object.__setattr__(self, "text", text)
        object.__setattr__(self, "values", values)


def check(figure, model, start) -> None:
    """ValueError where a step could not be shown, or speaks of what the model does not have."""
    say = lambda text: ValueError(f"figure {figure.name!r} of {model.slug}: {text}")  # noqa: E731
    if isinstance(figure.tour, str) or not all(isinstance(stop, Stop) for stop in figure.tour):
        raise say("tour must be a list of widgets.Stop")
    if len(figure.tour) == 1:
        raise say("a tour has two steps or more")
    known = [*model.parameters, *model.definitions]
    for number, stop in enumerate(figure.tour, start=1):
        where = f"step {number} of the tour"
        if not isinstance(stop.text, str) or not stop.text.strip():
            raise say(f"{where}: the text must be a sentence; got {stop.text!r}")
        for name in stop.values:
            if name not in model.parameters:
                raise say(f"{where}: {no_such(name, 'parameter', model.parameters)}")
        try:
            values = standing.checked(figure, model, {**start, **stop.values})
            standing.refuse_fixed(figure, model, start, values)
            model.solve(**values)
            for name in wording.fields(stop.text):
                if name not in known:
                    raise ValueError(no_such(name, "parameter or outcome", known))
        except ValueError as fault:
            raise say(f"{where}: {fault}") from None


def said(sheet) -> list[str]:
    """The sentences of the tour, with the model's values in them."""
    places = page(sheet)["tour"]
    return [
        wording.fill(stop.text, sheet.words(at)) for stop, at in zip(sheet.figure.tour, places, strict=True)
    ]


def page(sheet) -> dict:
    """What the page's script gets: where each step stands."""
    figure = sheet.figure
    return {"tour": [figure.checked(sheet.model, {**sheet.start, **stop.values}) for stop in figure.tour]}

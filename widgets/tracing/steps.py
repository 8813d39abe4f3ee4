"""The steps of a derivation: definitions of a model one at a time, in words, as formulas, with numbers."""

from collections.abc import Mapping
from html import escape

from widgets.tables.table import Table, check_names
from widgets.tracing import lines
from widgets.words.names import no_such, read_model


def steps(
    model, *names: str, at: Mapping | str | None = None, words: Mapping[str, str] | None = None
) -> Table:
    """The definitions `names` of `model` (or its slug), a step each: with next and back on a page, else as a list.

    Parameters
    ----------
    model : Model or str
        A model, or the slug of one of the book's.
    *names : str
        Definitions, outcomes or steps between, in the order in which they are to be shown.
    at : mapping or str
        Values to put in (the rest at their defaults), or the name of a preset.
    words : mapping
        Definition → sentence, in place of its label.

    Examples
    --------
    >>> widgets.steps("bargaining_range", "war_R", "x_lo", at={"p": 0.5}, words={"x_lo": "Russia takes as much in peace."})
    """
    model = read_model(model, "steps")
    if not names:
        raise ValueError(f"steps of {model.slug}: name one or more of {', '.join(model.definitions)}")
    check_names("steps", model, names, "definition", model.definitions)
    if len(set(names)) < len(names):
        raise ValueError(f"steps of {model.slug}: a definition is named twice")
    check_names("steps", model, words or (), "definition shown here", names)
    if isinstance(at, str):
        if at not in model.presets:
            raise ValueError(f"steps of {model.slug}: {no_such(at, 'preset', model.presets)}")
        at = model.presets[at]
    at = dict(at or {})
    model.solve(**at)  # refuses what the model refuses, in the model's words
    found = lines.values(model, at, names)
    items = [lines.finished(model, name, (words or {}).get(name), found) for name in names]
    given = "; ".join(f"{model.parameters[n].label} {found[n][1]}" for n in at if n in found)
    said = f"Step by step{f', with {given}' if given else ''}"
    plain = [f"{name} = {found[name][1]}" for name in names]
    return Table(
        f'<div class="tt-steps" data-steps="{model.slug}" role="group" aria-label="Step by step">'
        f'<p class="tt-head">{escape(said)}</p><ol>{"".join(items)}</ol></div>',
        "\n".join(plain),
    )

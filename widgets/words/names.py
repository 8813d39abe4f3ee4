"""Names as a reader types them: what is not known is refused with what comes nearest."""

import re

import models
from models.core.model import Model, nearest

# Names of figures and questions: they stand in ids and links.
NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")


def read_model(given, caller: str) -> Model:
    """`given`, a model or the slug of one of the book's, as a model. TypeError if it is neither."""
    model = models.load(given) if isinstance(given, str) else given
    if not isinstance(model, Model):
        raise TypeError(
            f"{caller} takes a Model or the slug of one ({', '.join(models.catalogue())}); got {model!r}"
        )
    return model


def no_such(name, what: str, known) -> str:
    """That `name` is no `what`, in words, with the nearest of the `known` and then all of them."""
    return f"{name!r} is no {what}{nearest(str(name), known)} (known: {', '.join(known) or 'none'})"

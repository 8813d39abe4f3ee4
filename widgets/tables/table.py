"""What all tables share: how they show themselves, and the names they refuse."""

from widgets.words.names import no_such


class Table:
    def __init__(self, html, text):
        self._html, self._text = html, text

    def _repr_html_(self):
        return self._html

    def __repr__(self):
        return self._text


def check_names(table, model, names, what, known):
    for name in names:
        if not isinstance(name, str) or name not in known:
            raise ValueError(f"{table} of {model.slug}: {no_such(name, what, known)}")

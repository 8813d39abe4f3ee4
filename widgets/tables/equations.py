"""The lines of a model as formulas."""

from widgets.tables.table import check_names
from widgets.words.names import read_model


class Equations:
    """Definitions of a model as a column of formulas, aligned at the equals sign."""

    def __init__(self, lines):
        self.latex = r"\begin{aligned} " + r" \\ ".join(lines) + r" \end{aligned}"

    def _repr_latex_(self):
        return f"$$ {self.latex} $$"

    def __repr__(self):
        return self.latex


def equations(model, *names: str) -> Equations:
    """The definitions `names` of `model` (or its slug), printed from the statement that is computed."""
    model = read_model(model, "equations")
    if not names:
        raise ValueError(f"equations of {model.slug}: name one or more of {', '.join(model.definitions)}")
    check_names("equations", model, names, "definition", model.definitions)
    return Equations([model.latex(name, align=True) for name in names])

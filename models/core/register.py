"""The parameter register `models/register.yml`: every default, its range, its basis and its source."""

from functools import lru_cache
from pathlib import Path

import yaml

from models.core.parameters import BASES, Parameter

PATH = Path(__file__).resolve().parents[1] / "register.yml"
DOCUMENTS = ("A", "B", "C", "D", "E")
_COMMON = {"value", "unit", "basis", "note", "symbol", "label"}
_SOURCE = {"document", "paragraph", "figure"}
_NUMBER = {"low", "high", "step", "domain", "integer"}
_MENU = {"choices", "choice_labels"}


class RegisterError(ValueError):
    """A malformed register; the message names the file, the entry and the reason."""


@lru_cache
def read(path: Path = PATH) -> dict[str, dict[str, Parameter]]:
    """All parameters of all models, in the order of the file (which is the order of the book)."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        rows = yaml.load(path.read_text(encoding="utf-8"), Loader=loader)
    except yaml.YAMLError as error:
        raise RegisterError(f"{path}: not readable as YAML: {error}") from None
    if not isinstance(rows, dict):
        raise RegisterError(f"{path}: expected a mapping of models, found {type(rows).__name__}")
    register = {}
    for model, entries in rows.items():
        if not isinstance(entries, dict):
            raise RegisterError(f"{path}: {model}: expected a mapping of parameters")
        register[model] = {name: _parameter(path, model, name, row) for name, row in entries.items()}
    return register


def _parameter(path, model, name, row) -> Parameter:
    where = f"{path}: {model}.{name}"
    if not isinstance(row, dict):
        raise RegisterError(f"{where}: expected a mapping of fields, found {row!r}")
    needed = _COMMON | ({"choices"} if "choices" in row else {"low", "high", "step", "domain"})
    missing = needed - set(row)
    if missing:
        raise RegisterError(f"{where}: lacks {', '.join(sorted(missing))}")
    unknown = set(row) - _COMMON - _SOURCE - (_MENU if "choices" in row else _NUMBER)
    if unknown:
        raise RegisterError(f"{where}: unknown field {', '.join(sorted(map(str, unknown)))}")
    if row["basis"] not in BASES:
        raise RegisterError(f"{where}: basis {row['basis']!r} is none of {', '.join(BASES)}")
    _check_source(where, row)
    fields = {key: value for key, value in row.items() if key != "value"}
    try:
        return Parameter(name=name, default=row["value"], **fields)
    except ValueError as error:
        raise RegisterError(f"{where}: {error}") from None


def _check_source(where, row):
    cited = _SOURCE & set(row)
    if row["basis"] == "assumed":
        if "figure" in cited:
            raise RegisterError(f"{where}: an assumed value cites a figure")
    elif cited != _SOURCE:
        missing = ", ".join(sorted(_SOURCE - cited))
        raise RegisterError(f"{where}: a {row['basis']} value needs {missing}")
    if "document" in cited and row["document"] not in DOCUMENTS:
        raise RegisterError(f"{where}: document {row['document']!r} is none of {', '.join(DOCUMENTS)}")
    if "paragraph" in cited and not (isinstance(row["paragraph"], int) and row["paragraph"] >= 1):
        raise RegisterError(f"{where}: paragraph {row['paragraph']!r} is not a positive whole number")


def parameters(model: str, path: Path = PATH) -> dict[str, Parameter]:
    """Parameters of one model. RegisterError if the register has no such model."""
    register = read(path)
    if model not in register:
        raise RegisterError(f"{path}: no entry for the model {model!r}")
    return register[model]

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


class _Once(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    """YAML, but a key given twice is a fault: YAML itself would let the last one win in silence."""

    def construct_mapping(self, node, deep=False):
        seen = {}
        for key, _ in node.value:
            if key.value in seen:
                line = seen[key.value].start_mark.line + 1
                raise yaml.constructor.ConstructorError(
                    None, None, f"{key.value!r} stands here and in line {line} already", key.start_mark
                )
            seen[key.value] = key
        return super().construct_mapping(node, deep)


class RegisterError(ValueError):
    """A malformed register; the message names the file, the entry and the reason."""


@lru_cache
def read(path: Path = PATH) -> dict[str, dict[str, Parameter]]:
    """All parameters of all models, in the order of the file (which is the order of the book)."""
    try:
        rows = yaml.load(path.read_text(encoding="utf-8"), Loader=_Once)
    except (OSError, UnicodeDecodeError) as error:
        raise RegisterError(f"{path}: not readable as UTF-8 text: {error}") from None
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
    missing = {field for field in needed if row.get(field) is None}
    if missing:
        raise RegisterError(f"{where}: lacks {', '.join(sorted(missing))}")
    unknown = set(row) - _COMMON - _SOURCE - (_MENU if "choices" in row else _NUMBER)
    if unknown:
        raise RegisterError(f"{where}: unknown field {', '.join(sorted(map(str, unknown)))}")
    if row["basis"] not in BASES:
        raise RegisterError(f"{where}: basis {row['basis']!r} is none of {', '.join(BASES)}")
    for field in sorted(set(row) & {"symbol", "label", "unit", "note", "figure", "domain"}):
        if not isinstance(row[field], str) and not (field == "domain" and isinstance(row[field], list)):
            raise RegisterError(f"{where}: {field} {row[field]!r} is no text; put it in quotes")
    choices = row.get("choices", [])
    if not isinstance(choices, list) or not all(isinstance(choice, str) for choice in choices):
        raise RegisterError(
            f"{where}: choices {choices!r} must be a list of words; put yes, no and numbers in quotes"
        )
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
        if len(cited) == 1:
            raise RegisterError(f"{where}: document and paragraph go together")
    elif cited != _SOURCE:
        missing = ", ".join(sorted(_SOURCE - cited))
        raise RegisterError(f"{where}: a {row['basis']} value needs {missing}")
    if "document" in cited and row["document"] not in DOCUMENTS:
        raise RegisterError(f"{where}: document {row['document']!r} is none of {', '.join(DOCUMENTS)}")
    if "paragraph" in cited and not (type(row["paragraph"]) is int and row["paragraph"] >= 1):
        raise RegisterError(f"{where}: paragraph {row['paragraph']!r} is not a positive whole number")


def parameters(model: str, path: Path = PATH) -> dict[str, Parameter]:
    """Parameters of one model. RegisterError if the register has no such model."""
    register = read(path)
    if model not in register:
        raise RegisterError(f"{path}: no entry for the model {model!r}")
    return register[model]

"""Finding models by name: the register gives the order of the book, the files give the parts."""

import difflib
import importlib
from functools import lru_cache
from pathlib import Path

from models.core import register

_ROOT = Path(__file__).resolve().parents[1]


@lru_cache
def _parts() -> dict[str, str]:
    files = {
        file.stem: file.parent.name
        for file in _ROOT.glob("*/*.py")
        if file.parent.name != "core" and not file.stem.startswith("_")
    }
    for slug in register.read():
        if slug not in files:
            raise register.RegisterError(f"{register.PATH}: {slug}: no module models/<part>/{slug}.py")
    return {slug: files[slug] for slug in register.read()}


def catalogue() -> list[str]:
    """Slugs of all models, in book order."""
    return list(_parts())


def part_of(slug: str) -> str:
    """Part of the book that `slug` belongs to. ValueError if there is no such model."""
    if slug not in _parts():
        near = difflib.get_close_matches(slug, _parts(), n=1)
        hint = f"; did you mean {near[0]!r}?" if near else ""
        raise ValueError(f"no model {slug!r}{hint} (models: {', '.join(_parts())})")
    return _parts()[slug]


@lru_cache
def load(slug: str):
    """The model called `slug`. ValueError naming the nearest model if there is none."""
    return importlib.import_module(f"models.{part_of(slug)}.{slug}").model

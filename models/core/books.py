"""Finding models by name: the register gives the order of the book, the files give the parts."""

import difflib
import importlib
from functools import lru_cache
from pathlib import Path

from models.core import register

_ROOT = Path(__file__).resolve().parents[1]


def _files() -> dict[str, str]:
    return {
        file.stem: file.parent.name
        for file in _ROOT.glob("*/*.py")
        if file.parent.name != "core" and not file.stem.startswith("_")
    }


@lru_cache
def _parts() -> dict[str, str]:
    files = _files()
    for slug in register.read():
        if slug not in files:
            raise register.RegisterError(f"{register.PATH}: {slug}: no module models/<part>/{slug}.py")
    return {slug: files[slug] for slug in register.read()}


def catalogue() -> list[str]:
    """Slugs of all models, in book order."""
    return list(_parts())


def part_of(slug: str) -> str:
    """Part of the book that `slug` belongs to. ValueError if there is no such model."""
    if not isinstance(slug, str):
        raise TypeError(f"a model is loaded by its slug, such as 'bargaining_range'; got {slug!r}")
    if slug not in _parts():
        if slug in _files():
            raise ValueError(
                f"models/{_files()[slug]}/{slug}.py has no entry in {register.PATH.name}: add its parameters"
            )
        near = difflib.get_close_matches(slug, _parts(), n=1)
        hint = f"; did you mean {near[0]!r}?" if near else ""
        raise ValueError(f"no model {slug!r}{hint} (models: {', '.join(_parts())})")
    return _parts()[slug]


def load(slug: str):
    """The model called `slug`. ValueError naming the nearest model if there is none."""
    part = part_of(slug)
    model = importlib.import_module(f"models.{part}.{slug}").model
    if model.slug != slug:
        raise ValueError(
            f"models/{part}/{slug}.py states Model({model.slug!r}, …): it must be Model({slug!r}, …)"
        )
    return model.share()

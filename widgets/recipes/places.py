"""Where the names of a map's areas stand: at the widest place of each, read off its rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from widgets.recipes.bands import named
from widgets.recipes.recipe import Recipe
from widgets.recipes.regions import Regions
from widgets.words.breaking import LINES, broken

LINE = 0.065  # the height of a line of words, of that of a low picture (a phone's)
LETTER = 0.018  # the width of a letter, of that of a picture beside its sliders


@dataclass(frozen=True)
class Places(Recipe):
    """The widest place in each area of a map for one, two and three lines of words.

    `names` has shorter names for values of its category, or empty ones.
    Rows have the fields ``label`` and, for each number k of lines, ``x{k}``, ``y{k}`` (the middle of the place),
    ``room{k}`` (its width, 0 if there is none), ``said{k}`` and ``long{k}`` (see `widgets.words.breaking`).
    """

    name: str
    regions: Regions
    names: Mapping[str, str] = field(default_factory=dict)

    makes = frozenset({"label", *broken(""), *(f"{f}{k}" for k in LINES for f in ("x", "y", "room"))})
    heads = {name: None for name in makes}

    @property
    def moved(self) -> set[str]:
        return self.regions.moved

    def rests_on(self, model):
        return self.regions.rests_on(model)

    def lines(self, model) -> list[str]:
        return self.regions.lines(model)

    def _says(self, model):
        words, names = named(model, self.regions.outcome, self.names)
        return {word: broken(name) for word, name in zip(words, names, strict=True) if name}

    def compute(self, model, point) -> list[dict]:
        return self.of(model, self.regions.compute(model, point))

    def of(self, model, rows) -> list[dict]:
        """The places in a map whose `rows` are known already."""
        (xs, ys), says, parts = self.regions.grids(model), self._says(model), {}
        for row in rows:
            parts.setdefault(row["part"], []).append(row)
        wide, tall, found = float(xs[-1] - xs[0]), float(ys[-1] - ys[0]), {}
        for part in parts.values():
            label = part[0]["label"]
            if label not in says:
                continue
            best = found.setdefault(
                label, {f"room{k}": 0.0 for k in LINES} | {f"{f}{k}": None for k in LINES for f in "xy"}
            )
            for k in LINES:
                need = says[label][f"long{k}"] * LETTER * wide
                x, y, room = widest(part, (k + 0.4) * LINE * tall, need)
                if room > best[f"room{k}"] + 1e-9 * wide:
                    best |= {f"x{k}": x, f"y{k}": y, f"room{k}": room}
        return [{"label": label} | places | says[label] for label, places in found.items()]

    def page(self, model) -> dict:
        xs, ys = self.regions.grids(model)
        return {
            "kind": "places", "name": self.name, "of": self.regions.name, "says": self._says(model),
            "line": LINE, "letter": LETTER, "wide": float(xs[-1] - xs[0]), "tall": float(ys[-1] - ys[0]),
            "program": {"lines": [], "results": []},
        }  # fmt: skip


def widest(part, tall, need) -> tuple[float | None, float | None, float]:
    """(x, y, width) of the best rectangle, `tall` enough, within one part: its middle and how wide it is.

    The largest of those that are as wide as `need`; the widest where none is.
    """
    x, y, room, best = None, None, 0.0, (0.0, 0.0)
    for i, left in enumerate(part):
        low, high = left["y0"], left["y1"]
        for right in part[i:]:
            low, high = max(low, right["y0"]), min(high, right["y1"])
            if high - low < tall:
                break
            wide = right["x"] - left["x"]
            score = min(wide, need), wide * (high - low)
            if wide > 0 and score > best:
                room, best = wide, score
                x, y = (left["x"] + right["x"]) / 2, (low + high) / 2
    return x, y, room

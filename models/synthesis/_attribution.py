"""Which theme, and which parameter, sets two readings apart: Shapley attribution (R4, R5)."""

from collections.abc import Iterator, Mapping

from models.core.shapley import coalitions, shapley
from models.synthesis._draws import Settings, fill, share
from models.synthesis._premises import BOXES, TESTS, THEMES, linked, pushes, themes_of

Stances = Mapping[str, int]


def differing(test: str, mine: Stances, theirs: Stances) -> list[str]:
    """Themes on which the stances differ and that have a link in the test's model."""
    return [theme for theme in themes_of(TESTS[test].model) if mine[theme] != theirs[theme]]


def mixed(mine: Stances, theirs: Stances, themes) -> dict[str, int]:
    """`mine`, with the stances of `theirs` on `themes`."""
    return {theme: theirs[theme] if theme in themes else stance for theme, stance in mine.items()}


def attribution(test: str, mine: Stances, theirs: Stances, settings: Settings) -> dict[str, float]:
    """Shapley share of each differing theme in prob(test, theirs) - prob(test, mine) (R4)."""
    model = TESTS[test].model
    worth = lambda themes: share(test, pushes(model, mixed(mine, theirs, themes)), settings)  # noqa: E731
    return shapley(differing(test, mine, theirs), worth)


def sizes(readings: tuple[str, str], table: Mapping[str, Stances], settings: Settings) -> dict[str, float]:
    """Theme → how much of the two readings' difference it makes, over the tests that concern either (R5)."""
    mine, theirs = (table[reading] for reading in readings)
    fill(theme_requests(readings, table), settings)
    total = dict.fromkeys(THEMES, 0.0)
    for test in concerned(readings):
        for theme, part in attribution(test, mine, theirs, settings).items():
            total[theme] += abs(part)
    return total


def opposed(readings: tuple[str, str], table: Mapping[str, Stances]) -> dict[str, bool]:
    """Theme → do the two readings take opposite sides?"""
    mine, theirs = (table[reading] for reading in readings)
    return {theme: mine[theme] * theirs[theme] < 0 for theme in THEMES}


def parameter_sizes(readings, theme: str, table, settings: Settings) -> dict[str, float]:
    """Linked parameter of `theme` → what exchanging it alone between the two readings moves (R5)."""
    mine, theirs = (table[reading] for reading in readings)
    fill(parameter_requests(readings, theme, table), settings)
    total = dict.fromkeys(sorted(THEMES[theme].links), 0.0)
    for test in concerned(readings):
        model = TESTS[test].model
        i, j = pushes(model, mine), pushes(model, theirs)
        for name in linked_by(theme, model):
            v = [share(test, p, settings) for p in (i, i | {name: j[name]}, j, j | {name: i[name]})]
            total[f"{BOXES[model].owner(name)}.{name}"] += abs(v[1] - v[0] + v[2] - v[3]) / 2
    return total


def concerned(readings) -> list[str]:
    """Tests that one of `readings` asserts or denies."""
    return [name for name, test in TESTS.items() if test.concerns(*readings)]


def linked_by(theme: str, model: str) -> list[str]:
    """Parameters drawn for `model` that `theme` moves."""
    return [name for name, (mover, _) in linked(model).items() if mover == theme]


def theme_requests(readings, table) -> Iterator[tuple[str, tuple[int, ...]]]:
    """The shares that `sizes` needs."""
    mine, theirs = (table[reading] for reading in readings)
    for test in concerned(readings):
        for themes in coalitions(differing(test, mine, theirs)):
            yield test, tuple(pushes(TESTS[test].model, mixed(mine, theirs, themes)).values())


def parameter_requests(readings, theme, table) -> Iterator[tuple[str, tuple[int, ...]]]:
    """The shares that `parameter_sizes` needs."""
    mine, theirs = (table[reading] for reading in readings)
    for test in concerned(readings):
        model = TESTS[test].model
        i, j = pushes(model, mine), pushes(model, theirs)
        for name in linked_by(theme, model):
            for pushed in (i, j, i | {name: j[name]}, j | {name: i[name]}):
                yield test, tuple(pushed.values())

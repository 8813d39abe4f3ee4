"""Five proposals, one scorecard.

Game. None of its own. Every document's premises are sent through the games of the other chapters: a premise
on which documents take sides (a theme) pushes the parameters linked to it into the lower or the upper part of
their ranges; a claim is one outcome of one model; its probability under a reading is the share of draws in
which it is true. Two readings are told apart by the theme that makes most of the difference in shares.
Equilibrium: that of each model sent through. Attribution is the Shapley value of the game between themes.
Source: L. S. Shapley (1953), A value for n-person games, Contributions to the Theory of Games II;
I. M. Sobol' (2001), Mathematics and Computers in Simulation 55, 271-280; A. B. Owen (2014), Sobol' indices
and Shapley value, SIAM/ASA Journal on Uncertainty Quantification 2, 245-251.
Simplified: stances are -1, 0 or +1 and coded by the authors of this book; parameters are drawn independently
and evenly over ranges of their own, so shares of draws are no probabilities of events; justice and law stay out.
"""

from collections.abc import Callable, Mapping
from functools import wraps
from itertools import combinations

import numpy as np
from sympy import Eq, Max, Min, Or, Rational

from models.core import books
from models.core.expressions import at_least, at_most, cases
from models.core.model import Model
from models.core.sensitivity import sobol
from models.synthesis import _attribution as attributed
from models.synthesis._draws import CHUNK, Settings, fill, share, spread, unit_points
from models.synthesis._premises import (
    BASELINE,
    BOXES,
    LINKS,
    PACKAGES,
    READINGS,
    TESTS,
    THEMES,
    Box,
    named,
    pushes,
    with_changes,
)  # fmt: skip

model = Model("five_proposals", "Five proposals, one scorecard", doc=__doc__)
DRAWS = ("third", "n_draws", "seed")
OWN = tuple(f"own_{theme}" for theme in THEMES)
model.require(Or(*(Eq(model["n_draws"], 2**k) for k in range(8, 17))), "n_draws must be a power of two")


# -- what has no closed form: counting draws -----------------------------------------------------------------


def _each_distinct(function: Callable) -> Callable:
    """Arrays for a function of numbers: it is called once for each distinct combination."""

    @wraps(function)
    def over_arrays(**inputs):
        columns = np.stack([np.ravel(values) for values in inputs.values()], axis=1)
        distinct, place = np.unique(columns, axis=0, return_inverse=True)
        results = [function(**dict(zip(inputs, row.tolist(), strict=True))) for row in distinct]
        shape = np.shape(next(iter(inputs.values())))
        return [
            np.array(values, dtype=float)[place.ravel()].reshape(shape)
            for values in zip(*results, strict=True)
        ]

    return over_arrays


def _settings(inputs: Mapping[str, float]) -> Settings:
    return Settings(inputs["third"], int(inputs["n_draws"]), int(inputs["seed"]))


def _table(inputs):
    return with_changes({"own": {theme: int(inputs[f"own_{theme}"]) for theme in THEMES}})


def _reading(code):
    return model.parameters["reading_i"].choices[int(code)]


def _pair(inputs):
    return _reading(inputs["reading_i"]), _reading(inputs["reading_j"])


def _probability(test: str, stances: Mapping[str, int], settings: Settings) -> float:
    return share(test, pushes(TESTS[test].model, stances), settings)


@_each_distinct
def _probabilities(test, **inputs):
    table, settings, test = _table(inputs), _settings(inputs), list(TESTS)[int(test)]
    stances = [table[reading] for reading in _pair(inputs)] + [BASELINE]
    fill(((test, tuple(pushes(TESTS[test].model, s).values())) for s in stances), settings)
    return [_probability(test, s, settings) for s in stances]


@_each_distinct
def _readings_of_documents(test, **inputs):
    table, settings, test = with_changes(None), _settings(inputs), list(TESTS)[int(test)]
    fill(((test, tuple(pushes(TESTS[test].model, table[r]).values())) for r in READINGS), settings)
    return [_probability(test, table[reading], settings) for reading in READINGS]


@_each_distinct
def _differences(**inputs):
    table = _table(inputs)
    found = attributed.sizes(_pair(inputs), table, _settings(inputs))
    return [*found.values(), *attributed.opposed(_pair(inputs), table).values()]


@_each_distinct
def _parameter(crux_theme, **inputs):
    theme = model.categories("crux_theme")[int(crux_theme)]
    if theme == "none":
        return [-1]
    found = attributed.parameter_sizes(_pair(inputs), theme, _table(inputs), _settings(inputs))
    return [LINKS.index(_largest(found))]


def _largest(sizes: Mapping[str, float]) -> str:
    """The first name, in alphabetical order, whose size is the largest."""
    return next(name for name in sorted(sizes) if sizes[name] >= max(sizes.values()) - 1e-12)


# -- the verdict on a claim (R2, R3) -------------------------------------------------------------------------

COUNTED = "share of scrambled Sobol draws in which the model's outcome holds; exact for the seed"
shares = model.numerical(
    [f"prob_{reading}" for reading in READINGS], _readings_of_documents, ["test", *DRAWS], COUNTED, 1e-12,
    public=False, labels={f"prob_{reading}": f"share under {words}" for reading, words in READINGS.items()},
)  # fmt: skip
lowest = model.let("lowest", Min(*shares), "P_{lo}", "smallest share among the readings")
highest = model.let("highest", Max(*shares), "P_{hi}", "largest share among the readings")
model.category(
    "regime",
    [
        ("robust", at_least(lowest, Rational(2, 3))),
        ("refuted", at_most(highest, Rational(1, 3))),
        ("divided", at_least(highest - lowest, Rational(1, 2))),
    ],
    otherwise="unsettled",
    label="verdict on the claim",
    labels={
        "robust": "holds under every reading",
        "refuted": "fails under every reading",
        "divided": "the readings are divided",
        "unsettled": "unsettled",
    },
)
model.numerical(
    ["prob_i", "prob_j", "prob_baseline"], _probabilities, ["test", "reading_i", "reading_j", *DRAWS, *OWN],
    COUNTED, 1e-12, labels={"prob_i": "share of draws under the first reading",
                            "prob_j": "share of draws under the second reading",
                            "prob_baseline": "share of draws with no premise"},
)  # fmt: skip

# -- the crux between two readings (R4, R5) ------------------------------------------------------------------

found = model.numerical(
    [f"size_{theme}" for theme in THEMES] + [f"opposed_{theme}" for theme in THEMES], _differences,
    ["reading_i", "reading_j", *DRAWS, *OWN],
    "Shapley value of the shares of draws over the themes that differ, summed over tests; exact for the seed",
    1e-12, public=False,
)  # fmt: skip
size, opposite = (
    dict(zip(THEMES, part, strict=True)) for part in (found[: len(THEMES)], found[len(THEMES) :])
)
takes_sides = {theme: Eq(opposite[theme], 1) for theme in THEMES}
ENOUGH = Rational(1, 20)  # a smaller size counts as none
largest_opposed = model.let(
    "largest_opposed", Max(*(cases((size[theme], takes_sides[theme]), otherwise=0) for theme in THEMES)),
    r"s_{opp}", "largest size among themes on which the two take opposite sides",
)  # fmt: skip
largest = model.let("largest", Max(*size.values()), r"s_{max}", "largest size among all themes")
model.category(
    "crux_kind",
    [("opposed", at_least(largest_opposed, ENOUGH)), ("unshared", at_least(largest, ENOUGH))],
    otherwise="none",
    label="how the two readings part",
    labels={"opposed": "opposite sides of one premise", "unshared": "a premise that only one of them holds",
            "none": "their differences do not matter here"},
)  # fmt: skip
is_opposed, is_unshared = model.chosen("crux_kind", "opposed"), model.chosen("crux_kind", "unshared")
crux_size = model.outcome(
    "crux_size", cases((largest_opposed, is_opposed), (largest, is_unshared), otherwise=0),
    r"s^*", "size of the crux", "sum of shares",
)  # fmt: skip
model.category(
    "crux_theme",
    [(theme, at_least(size[theme], crux_size) & (is_unshared | is_opposed & takes_sides[theme]))
     for theme in sorted(THEMES)],
    otherwise="none", label="premise that separates them",
    labels={theme: row.label for theme, row in THEMES.items()},
)  # fmt: skip
(index,) = model.numerical(
    ["crux_index"], _parameter, ["crux_theme", "reading_i", "reading_j", *DRAWS, *OWN],
    "the linked parameter whose exchange between the two readings moves the shares of draws most", 1e-12,
    public=False,
)  # fmt: skip


def _link_label(link: str) -> str:
    slug, name = link.split(".")
    return f"{BOXES[slug].label(name)} ({slug.replace('_', ' ')})"


model.category(
    "crux_parameter", [(link, Eq(index, k)) for k, link in enumerate(LINKS)], otherwise="none",
    label="parameter that matters most", labels={link: _link_label(link) for link in LINKS},
)  # fmt: skip


def evaluate(*values, **named_values) -> dict:
    """Verdict, shares and crux at one point or at many: `model.solve` under the name of what it does here.

    Without names, values are taken in the order of `model.parameters`: test, reading_i, reading_j, third,
    n_draws, seed, then the stances of an own reading. TypeError for one too many or one given twice.
    """
    if len(values) > len(model.parameters):
        raise TypeError(f"evaluate takes at most {len(model.parameters)} values; got {len(values)}")
    given = dict(zip(model.parameters, values, strict=False))
    if twice := given.keys() & named_values.keys():
        raise TypeError(f"evaluate got {', '.join(sorted(twice))} twice")
    return model.solve(**{str(name): value for name, value in given.items()}, **named_values)


# -- tables --------------------------------------------------------------------------------------------------
# Common to all: `stances` changes codings (reading -> theme -> -1, 0, 1; `own` adds a reading), `executor` is
# any concurrent.futures executor, `progress` a function of (done, total). Rows are plain dicts.


def prob_table(third=1 / 3, n_draws=4096, seed=1, stances=None, executor=None, progress=None) -> list[dict]:
    """The scorecard: for each test the share of draws in which it holds, by reading, and the verdict (R3).

    Returns
    -------
    list of dict
        Keys ``test``, ``label``, ``predicate``, ``baseline``, one for each reading, and ``regime``, which
        judges the six readings of the documents.
    """
    settings, table = _checked(third, n_draws, seed), with_changes(stances)
    columns = {"baseline": BASELINE, **table}
    wanted = [
        (t, tuple(pushes(test.model, s).values())) for t, test in TESTS.items() for s in columns.values()
    ]
    fill(wanted, settings, executor, progress)
    rows = []
    for name, test in TESTS.items():
        found = {column: _probability(name, s, settings) for column, s in columns.items()}
        regime = _stated("regime", {f"prob_{reading}": found[reading] for reading in READINGS})
        rows.append(
            {"test": name, "label": test.label, "predicate": test.predicate, **found, "regime": regime}
        )
    return rows


def crux_table(third=1 / 3, n_draws=4096, seed=1, stances=None, executor=None, progress=None) -> list[dict]:
    """What separates each pair of readings (R5).

    Returns
    -------
    list of dict
        Keys ``i``, ``j``, ``crux_kind``, ``crux_theme``, ``crux_size``, ``crux_parameter``, ``next_theme``,
        ``next_size``, and dicts ``sizes``, ``opposed`` (by theme), ``parameters`` (links of the crux theme).
    """
    settings, table = _checked(third, n_draws, seed), with_changes(stances)
    pairs = list(combinations(table, 2))
    fill((r for pair in pairs for r in attributed.theme_requests(pair, table)), settings, executor, progress)
    rows = [_crux(pair, table, settings) for pair in pairs]
    parted = [(pair, row) for pair, row in zip(pairs, rows, strict=True) if row["crux_theme"] != "none"]
    wanted = (
        r for pair, row in parted for r in attributed.parameter_requests(pair, row["crux_theme"], table)
    )
    fill(wanted, settings, executor, progress)
    for pair, row in parted:
        row["parameters"] = attributed.parameter_sizes(pair, row["crux_theme"], table, settings)
        row["crux_parameter"] = _largest(row["parameters"])
    return rows


def regime_shares(slug: str, n_draws=4096, seed=1) -> dict[str, float]:
    """Share of draws in each regime of the model `slug`, no premise taken (R6).

    A model without a test is drawn from all its sliders (menus at their defaults); draws that break a joint
    rule of the model are left out.
    """
    game = books.load(slug)
    if not game.regimes or game is model:
        raise ValueError(f"{slug} has no regimes of its own to count")
    settings = _checked(1 / 3, n_draws, seed)
    sliders = {name: (p.low, p.high) for name, p in game.parameters.items() if not p.choices}
    box = BOXES.get(slug) or Box(slug, sliders)
    u = unit_points(len(box.ranges), settings.n_draws, settings.seed)
    drawn = {}
    for row, (name, (low, high)) in zip(u, box.ranges.items(), strict=True):
        whole = name in game.parameters and game.parameters[name].integer
        drawn[name] = low + np.floor((high - low + 1) * row) if whole else low + (high - low) * row
    point = box.point(drawn)
    lawful = np.ones(settings.n_draws, dtype=bool)
    for rule, _ in game.rules:
        lawful &= np.asarray(game.values_at(point, [rule])[0], dtype=bool)
    codes = np.broadcast_to(game.compute(point, ["regime"])["regime"], settings.n_draws)[lawful]
    return {regime: float(np.mean(codes == k)) for k, regime in enumerate(game.regimes)}


def sobol_table(test: str, n=2048, seed=1, executor=None, progress=None) -> list[dict]:
    """First-order and total Sobol indices of a claim, true or false, over its model's box (R6).

    Returns
    -------
    list of dict
        Keys ``parameter``, ``label``, ``first``, ``total``; nan where the claim is the same at all points.
    """
    claim = TESTS[named("test", test, TESTS)]
    box = BOXES[claim.model]

    def held(drawn):
        count = len(next(iter(drawn.values())))
        jobs = [
            (test, {name: values[k : k + CHUNK] for name, values in drawn.items()})
            for k in range(0, count, CHUNK)
        ]
        return np.concatenate(spread(_held, jobs, executor, progress))

    found = sobol(held, box.ranges, n, seed)
    return [{"parameter": f"{box.owner(name)}.{name}", "label": box.label(name), "first": first, "total": total}
            for name, (first, total) in found.items()]  # fmt: skip


def self_reliance(doc: str, third=1 / 3, n_draws=4096, seed=1, stances=None) -> float:
    """How much of a document's case rests on its own premises (R7).

    Mean over the tests that `doc` asserts of its share minus the mean share of the other readings; nan for a
    reading that asserts nothing.
    """
    named("reading", doc, READINGS)
    rows = [row for row in prob_table(third, n_draws, seed, stances) if doc in TESTS[row["test"]].asserted]
    gaps = [row[doc] - np.mean([row[other] for other in READINGS if other != doc]) for row in rows]
    return float(np.mean(gaps)) if gaps else float("nan")


def package_table() -> list[dict]:
    """How each document's package runs through the models: the preset, and what the model returns there."""
    rows = []
    for row in PACKAGES:
        game = books.load(row["model"])
        solved = game.solve(**(game.presets[row["preset"]] if row["preset"] else {}))
        rows.append({**row, "gives": {name: solved[name] for name in row["gives"]}})
    return rows


def _held(job):
    test, drawn = job
    return TESTS[test].holds(BOXES[TESTS[test].model].point(drawn))


def _checked(third, n_draws, seed) -> Settings:
    """Settings that the model accepts; ValueError as from `solve`."""
    given = dict(zip(DRAWS, (third, n_draws, seed), strict=True))
    return _settings(
        dict(zip(DRAWS, map(float, model.evaluate(model.symbols(*DRAWS), **given)), strict=True))
    )


def _stated(name, numbers):
    """A category of the model at numbers already computed."""
    return model.categories(name)[int(model.compute(numbers, [name])[name])]


def _crux(pair, table, settings):
    found, sides = attributed.sizes(pair, table, settings), attributed.opposed(pair, table)
    point = {f"size_{theme}": value for theme, value in found.items()}
    point |= {f"opposed_{theme}": float(value) for theme, value in sides.items()}
    theme = _stated("crux_theme", point)
    others = {name: value for name, value in found.items() if name != theme}
    following = _largest(others)
    return {
        "i": pair[0], "j": pair[1], "crux_kind": _stated("crux_kind", point), "crux_theme": theme,
        "crux_size": float(model.compute(point, ["crux_size"])["crux_size"]), "crux_parameter": "none",
        "next_theme": following, "next_size": others[following], "sizes": found, "opposed": sides,
        "parameters": {},
    }  # fmt: skip

"""What the page's scripts get of a play: trees in symbols, each once; rounds; words."""

from itertools import product

import numpy as np

from models.core import printers
from widgets.charts.players import name_of
from widgets.play.rounds import read_after
from widgets.recipes import Program
from widgets.recipes.checks import words_of
from widgets.words import wording


def payload(play) -> dict:
    model = play.model
    trees = list({id(reading.symbols): reading.symbols for reading in play.readings}.values())
    programs = [Program(model, told.expressions).page() for told in trees]
    rounds = [_round(reading, trees.index(reading.symbols)) | {"group": play.stated.index(reading)}
              for reading in play.readings]  # fmt: skip
    lines = set().union(*(program["lines"] for program in programs), *(r["extras"]["lines"] for r in rounds))
    offers = dict.fromkeys(name for told in trees for name in told.offers if name not in model.parameters)
    return {
        "id": play.id,
        "name": play.name,
        "slug": model.slug,
        "title": play.title,
        "parameters": [{"name": name} for name in [*model.parameters, *offers]],
        "definitions": [{"name": line.name} if line.numerical else
                        {"name": line.name, "expr": printers.vega(line.expression)} for line in model.chain(lines)],
        "trees": [{"name": told.tree.name, "players": list(told.tree.players), "root": told.root, "known": told.known,
                   "program": program} for told, program in zip(trees, programs, strict=True)],
        "rounds": rounds,
        "tally": play.tally,
        "closing": [{"atLeast": bound, "text": text} for bound, text in play.closing],
        "two": play.two,
    }  # fmt: skip


def label_of(given, player) -> str:
    return given.labels.get(player, name_of(player))


def unit_of(reading, name) -> tuple:
    """(factor, unit) of the numbers that a reader names for an offer or a parameter."""
    given = reading.round
    if name in given.units:
        return given.units[name]
    if name in reading.model.parameters:
        return 1.0, reading.model.parameters[name].unit or ""
    return given.scale


def step_of(p) -> float:
    return p.step or (1 if p.integer else (p.high - p.low) / 100)


def before_of(reading) -> str:
    fields = wording.fields(reading.round.before)
    return wording.fill(reading.round.before, _spoken(reading, fields)) if fields else reading.round.before


def _spoken(reading, names):
    model, found = reading.model, {}
    point = reading.point()
    for name in names:
        value, line = model.values_at(point, [model[name]])[0], model.definitions.get(name)
        terms = words_of(model, model[name])
        if line is not None and line.kind == "truth":
            found[name] = wording.outcome(line, bool(value))
        else:
            found[name] = terms[int(value)] if terms else float(value)
    return found


def _round(reading, tree):
    given, model = reading.round, reading.model
    fields = {}
    for _, _, sentence in reading.after:
        for name in wording.fields(sentence):
            if name == "score" or name in reading.symbols.offers:
                continue
            line = model.definitions.get(name)
            terms = (
                ["no", "yes"] if line is not None and line.kind == "truth" else words_of(model, model[name])
            )
            fields[name] = {"ref": reading.extra(model[name]), "words": terms or None}
    extras = Program(model, reading.extras).page()
    players = reading.tree.players
    return {
        "tree": tree,
        "role": given.role,
        "point": {name: float(value) for name, value in reading.point().items()},
        "given": given.given,
        "against": {where: [{"label": label, "value": value, "chance": chance} for label, value, chance in script]
                    for where, script in reading.against.items()},
        "says": given.says,
        "games": [{"words": words, "values": _raw(model, values)} for words, values in reading.games],
        "choose": _chosen(reading),
        "hide": list(given.hide),
        "without": list(given.without),
        "before": before_of(reading),
        "after": [{"ref": ref, "labels": labels, "text": text} for ref, labels, text in reading.after],
        "fields": fields,
        "extras": extras,
        "score": given.score,
        "scale": list(given.scale),
        "labels": {player: label_of(given, player) for player in players},
        "words": given.words,
        "units": {name: list(unit_of(reading, name)) for name in reading.symbols.offers},
        "limit": given.limit,
        "tables": _tables(reading, extras["lines"]),
    }  # fmt: skip


def _raw(model, values):
    return {name: float(model.parameters[name].read(value)) for name, value in values.items()}


def _chosen(reading):
    name = reading.round.choose
    if not isinstance(name, str) or reading.model.parameters[name].choices:
        return None
    p = reading.model.parameters[name]
    factor, unit = unit_of(reading, name)
    return {
        "name": name,
        "label": p.label,
        "low": p.low,
        "high": p.high,
        "step": step_of(p),
        "factor": factor,
        "unit": unit,
    }


def _tables(reading, lines):
    """Numerical outcomes that the round rests on, at the values of its games (see `lookup` in program.js)."""
    model = reading.model
    needed = [*Program(model, reading.symbols.expressions).lines, *lines]
    numerical = [
        model.definitions[name] for name in dict.fromkeys(needed) if model.definitions[name].numerical
    ]
    if not numerical:
        return []
    rests_on = set()
    for line in numerical:
        for name in line.numerical.inputs:
            rests_on |= {name} if name in model.parameters else _parameters_below(model, name)
    if moved := rests_on & _moved(reading.symbols.root):
        reading.fail(f"{numerical[0].name} has no closed form and rests on {sorted(moved)[0]}, which the tree moves: the "
                     "page cannot compute it there")  # fmt: skip
    games = [_raw(model, values) for _, values in reading.games]
    axes = {
        name: sorted({g.get(name, float(reading.point()[name])) for g in games}) for g in games for name in g
    }
    columns = {line.name: [] for line in numerical}
    for stops in product(*axes.values()):
        point = {**reading.point(), **{n: np.asarray(v) for n, v in zip(axes, stops, strict=True)}}
        for name, value in model.compute(point, list(columns)).items():
            columns[name].append(str(float(value)) if not np.isfinite(value) else float(value))
    return [{"axes": [{"name": name, "stops": stops} for name, stops in axes.items()], "columns": columns}]


def _parameters_below(model, name):
    found = set()
    for line in model.chain([name]):
        inputs = line.numerical.inputs if line.numerical else [s.name for s in line.expression.free_symbols]
        found |= {i for i in inputs if i in model.parameters}
    return found


def _moved(node):
    names = set(node.get("let", ())) if not node.get("again") else set(node["let"])
    if node.get("parameter"):
        names.add(node["variable"])
    below = [move["node"] for move in node.get("moves", ())]
    below += [child for child in (node.get("node"), (node.get("none") or {}).get("node")) if child]
    return names.union(*map(_moved, below))


def read_closing(closing):
    """The play's closing words as ((least average in points or None, sentence), …), tried in order."""
    found = []
    for bound, text in read_after(closing, "play: closing"):
        if bound is not None and (isinstance(bound, bool) or not isinstance(bound, (int, float))):
            raise ValueError(
                f"play: closing is a sentence or [(least average, sentence), …, sentence]; got {bound!r}"
            )
        found.append((bound, text))
    return found

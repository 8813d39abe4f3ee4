"""Matrices and trees mark what is an equilibrium: judged here from the payoffs they show."""

import json
import re

import nashpy
import numpy as np
import pytest
import sympy

import models
import widgets
from tests.pages.conftest import pages_of
from tests.support import at, lawful, pure_equilibria, sample
from tests.widgets.test_expressions import on_steps

MATRICES = [(slug, name) for slug in models.catalogue() for name in models.load(slug).matrices]
PAYLOAD = re.compile(r'<script type="application/json" class="tt-spec">(.*?)</script>', re.DOTALL)
ROWS = """([payload, points]) => {
    const program = new Program(payload);
    const lawful = points.map((values) => program.point(values)).filter((point) => !program.brokenRule(point));
    return lawful.map((point) => program.data(point));
}"""


def points_with(form, model, count=24):
    """Points drawn evenly and on the sliders' steps, moved to where the matrix form exists."""
    needed = {}
    for condition, _ in form.requires:
        if isinstance(condition, sympy.Eq) and condition.rhs.is_number:
            p = next(p for p in model.parameters.values() if p.variable == condition.lhs)
            needed[p.name] = p.choices[int(condition.rhs)] if p.choices else float(condition.rhs)
    found = []
    for drawn in (sample(model, count=4_000, seed=21), on_steps(model, 4_000, seed=22)):
        size = len(next(iter(drawn.values())))
        drawn |= {name: np.full(size, value, dtype=drawn[name].dtype) for name, value in needed.items()}
        keep = lawful(model, drawn)
        drawn = {name: values[keep] for name, values in drawn.items()}
        exists = np.ones(keep.sum(), dtype=bool)
        for condition, _ in form.requires:
            exists &= np.broadcast_to(model.evaluate([condition], **drawn)[0], exists.shape).astype(bool)
        found += [at(drawn, i) for i in np.flatnonzero(exists)[: count // 2]]
    return found


def assert_marks_are_right(rows):
    """Stars on best replies and frames on pure equilibria, judged from the payoffs that the cells show."""
    for cell in rows:
        best_row = max(c["row_payoff"] for c in rows if c["column"] == cell["column"])
        best_column = max(c["column_payoff"] for c in rows if c["row"] == cell["row"])
        stars = (cell["row_payoff"] >= best_row - 1e-9, cell["column_payoff"] >= best_column - 1e-9)
        assert (cell["row_best"], cell["column_best"]) == stars, cell
        assert cell["equilibrium"] == all(stars), cell


@pytest.mark.parametrize("slug, name", MATRICES)
def test_a_matrix_frames_the_pure_equilibria_that_nashpy_confirms(slug, name):
    model = models.load(slug)
    form = model.matrices[name]
    recipe, _ = widgets.payoff_matrix(model, name)
    points = points_with(form, model)
    assert points
    for point in points:
        rows = recipe.compute(model, {n: p.read(point[n]) for n, p in model.parameters.items()})
        assert_marks_are_right(rows)
        framed = {
            (form.rows.index(cell["row"]), form.columns.index(cell["column"]))
            for cell in rows if cell["equilibrium"]
        }  # fmt: skip
        payoffs = (np.round(side, 10) for side in model.game(name, **point).payoff_matrices)
        assert framed == pure_equilibria(nashpy.Game(*payoffs)), point


BAD_VALUES = {
    "a misspelt extra parameter": ({"domian": "sea"}, TypeError, "no extra parameter; did you mean 'domain'"),
    "a parameter that a slider moves": ({"c": 0.5}, TypeError, r"known: domain, k\); c follows the sliders"),
    "a choice that is none": ({"domain": "moon"}, ValueError, "domain must be one of"),
    "a number outside its domain": ({"k": -1}, ValueError, "k must lie in"),
}


@pytest.mark.parametrize("values, error, words", BAD_VALUES.values(), ids=BAD_VALUES.keys())
def test_a_value_that_the_matrix_does_not_take_is_refused(values, error, words):
    with pytest.raises(error, match=words):
        widgets.payoff_matrix(models.load("security_guarantees"), "attack", **values)


def test_a_matrix_without_extra_parameters_says_so():
    with pytest.raises(TypeError, match=r"payoff_matrix of venue, matrix 'venues': 'k' .*\(known: none\)"):
        widgets.payoff_matrix(models.load("venue"), k=1)


def payloads(book):
    """What each explorer of the built book holds (games and questions bring a payload of their own kind)."""
    for page in pages_of(book):
        for text in PAYLOAD.findall((book / page).read_text("utf-8")):
            payload = json.loads(text.replace("<\\/", "</"))
            if "start" in payload:
                yield payload


def drawn(payload, count, seed):
    random = np.random.default_rng(seed)

    def draw(p):
        if "choices" in p:
            return str(random.choice(p["choices"]))
        return float(
            p["low"] + p["step"] * random.integers(0, int((p["high"] - p["low"]) / p["step"] + 1e-9) + 1)
        )

    return [{p["name"]: draw(p) for p in payload["parameters"]} for _ in range(count)]


def test_every_tree_and_matrix_of_the_book_marks_what_is_played(book, scripts):
    trees = matrices = 0
    for payload in payloads(book):
        drawings = [recipe["name"] for recipe in payload["recipes"] if recipe["kind"] == "tree"]
        for data in scripts(ROWS, [payload, [payload["start"], *drawn(payload, 40, seed=31)]]):
            for name in drawings:
                ends = [row["played"] for row in data[name] if row["end"]]
                assert np.isclose(sum(ends), 1) and min(ends) >= 0, f"{payload['id']}: {ends}"
                trees += 1
            for rows in data.values():
                if rows and "column_payoff" in rows[0]:
                    assert_marks_are_right(rows)
                    matrices += 1
    print(f"{trees} states of trees, {matrices} of matrices")
    assert trees  # of matrices the book may have none: the models' own are judged above

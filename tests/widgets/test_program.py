"""The same model at other values: `let` runs the chain again, in Python and on the page alike."""

import pytest
import sympy

import models
from models import Model, Parameter
from widgets.recipes import Program

RUN = "([spec, program, point]) => compile(spec, program)(point).map(Number)"


@pytest.fixture
def model():
    found = Model("toy", "Toy", [
        Parameter("p", 0.5, low=0, high=1), Parameter("c", 0.1, low=0, high=1),
        Parameter("kind", "low", choices=("low", "high")),
    ])  # fmt: skip
    p, c, _ = found.symbols("p", "c", "kind")
    war = found.let("war", p - c)
    found.outcome(
        "value", models.core.expressions.cases((2 * war, found.chosen("kind", "high")), otherwise=war)
    )
    return found


def read(model, **values):
    return {name: p.read(values.get(name, p.default)) for name, p in model.parameters.items()}


def test_let_is_taken_outside_and_the_chain_runs_again_inside(model):
    program = Program(model, ["value", "p"], let={"p": model["p"] + model["war"], "kind": "high"})
    value, p = program(read(model, p=0.5, c=0.2))
    assert p == pytest.approx(0.8)  # 0.5 + (0.5 − 0.2)
    assert value == pytest.approx(2 * (0.8 - 0.2))


def test_the_page_runs_the_same_program(model, scripts):
    program = Program(model, ["value", "p"], let={"p": "war", "kind": "high"})
    names = [*model.definitions]
    spec = {
        "definitions": [{"name": n, "expr": model.vega(n)} for n in names],
        "parameters": [{"name": n} for n in model.parameters],
        "tables": [],
    }
    page = scripts(RUN, [spec, program.page(), {"p": 0.5, "c": 0.2, "kind": 0}])
    assert page == pytest.approx([float(v) for v in program(read(model, p=0.5, c=0.2))])


@pytest.mark.parametrize(
    ("let", "says"),
    [
        ({"q": 1}, "'q' is no parameter"),
        ({"p": 2}, r"must lie in \[0, 1\]"),
        ({"kind": "middle"}, "must be one of"),
        ({"p": sympy.Symbol("z")}, "'z' is no parameter or outcome"),
    ],
)
def test_what_cannot_be_meant_is_refused(model, let, says):
    with pytest.raises(ValueError, match=says):
        Program(model, ["value"], let=let)

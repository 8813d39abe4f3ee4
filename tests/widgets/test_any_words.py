"""Any words may name a player, a row, a move, a value or a reading; a payoff without a value is said to have none."""

import html
import json
import re

import numpy as np
import pytest
import sympy as sp
import vl_convert

import widgets
from models import End, Model, Move, Parameter
from tests.core.test_statements import NASTY
from widgets import Figure, equations, explore, parameter_table, reading_table
from widgets.charts import look
from widgets.words import wording

PLAYERS = ["Cote d'Ivoire", NASTY]


def named(first="R", second="U", row="stand", column="yield"):
    """A matrix and a tree whose payoffs are a number, ∞, −∞ and none as p is 0.5, 0.25, 0.75 and above."""
    model = Model(
        "named", NASTY,
        [Parameter("p", 0.5, low=0, high=1, step=0.25, label=NASTY, unit=NASTY, note=NASTY),
         Parameter("menu", NASTY, choices=(NASTY, "b"), label=NASTY)],
    )  # fmt: skip
    p = model["p"]
    value = model.outcome(
        "value",
        sp.Piecewise((sp.oo, p < 0.5), (0.125, p <= 0.5), (-sp.oo, p < 1), (sp.nan, True)),
        label=NASTY,
        unit=NASTY,
    )
    model.category("regime", [(NASTY, p > 0.5)], otherwise="b", labels={NASTY: NASTY + "!"}, label=NASTY)
    model.preset(NASTY, NASTY, p=0.75)
    model.matrix("g", [row, "b"], [column, "d"], [[value, 1], [0, 2]], [[value, 0], [0, 1]], first, second)
    ends = End({first: p, second: 1}, result=row), End({first: 0.5, second: -p}, result=column)
    return model, model.tree("t", Move(first, NASTY, [(row, p > 0.5, ends[0]), (column, None, ends[1])]))


def figure(model, tree):
    table, matrix = widgets.payoff_matrix(model, "g")
    recipes, branches = widgets.game_tree(model, tree)
    return Figure(
        "first", NASTY, ["p", "menu"], [matrix, branches], [table, *recipes],
        [(True, "It is {value:.2f}: {regime}, {menu}." + re.sub("[{}]", "", NASTY))], alt=NASTY, question=NASTY,
    )  # fmt: skip


def drawn(spec, rows):
    names = [name for name in rows if json.dumps(name) in json.dumps(spec)]
    whole = {**spec, "width": 400, "datasets": {n: rows[n] for n in names}, "config": look.config()}
    svg = vl_convert.vegalite_to_svg(json.dumps(whole))
    return [html.unescape(text) for text in re.findall(r"<text[^>]*>([^<]*)</text>", svg)]


def texts(model, tree, p):
    shown = figure(model, tree)
    point = {name: q.read(q.default) for name, q in model.parameters.items()} | {"p": np.asarray(p)}
    rows = {recipe.name: recipe.compute(model, point) for recipe in shown.data}
    return [drawn(chart.to_dict(), rows) for chart in shown.charts]


@pytest.mark.parametrize("player", PLAYERS)
def test_any_words_name_players_rows_and_moves(player):
    matrix, tree = texts(*named(first=player, row=player, column="they " + player), 0.5)
    assert matrix.count("0.13*") + matrix.count("0.13") + matrix.count("0.12") + matrix.count("0.12*") == 2
    flat = " ".join(player.split())
    ends = [" ".join(words.split()) for words in tree]
    assert flat in ends and {"1", "0.5", "−0.5"} <= set(ends)


@pytest.mark.parametrize("p, value", {0.25: np.inf, 0.75: -np.inf, 1.0: np.nan}.items())
def test_a_payoff_without_a_value_is_said_as_everywhere(p, value):
    model, tree = named()
    said = wording.number(value)
    assert (
        said in ("none", "∞", "−∞")
        and wording.outcome(model.definitions["value"], model.solve(p=p)["value"]) == said
    )
    matrix, _ = texts(model, tree, p)
    assert sum(words.rstrip("*") == said for words in matrix) == 2
    assert not {w for w in matrix if re.search("null|NaN|undefined|Infinity|nan|inf", w)}


def test_what_has_no_value_is_not_starred():
    model, tree = named()
    assert "none*" not in texts(model, tree, 1.0)[0]


def test_tables_and_formulas_hold_any_words():
    model, _ = named()
    for table in (parameter_table(model), reading_table(model, "p", "value", "regime")):
        assert "<script" not in table._repr_html_() and "<b>" not in table._repr_html_()
    assert equations(model, "regime").latex


def test_an_explorer_of_nasty_words_moves(show, as_page):
    model, tree = named(first=NASTY, row=NASTY)
    shown = show(explore(model, figure(model, tree)))
    page = shown.page if hasattr(shown, "page") else shown.tab.page
    assert page.locator("[data-explorer][data-ready]").count() == 1
    assert page.locator("[data-explorer] b, [data-explorer] script:not(.tt-spec)").count() == 0
    slider = page.locator("input[type=range][name=p]")
    slider.fill("1")
    readout = page.locator(".tt-readout")
    assert readout.inner_text().startswith("It is none: ")
    drawn = page.locator(".tt-charts").evaluate("(node) => node.textContent")
    assert "none" in drawn and not re.search("null|NaN|undefined", drawn)
    assert not shown.tab.complaints

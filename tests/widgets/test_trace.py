"""Where a number comes from: the lines behind it, as a reader sees them."""

import pytest

import models
import widgets
from tests.browsing import new_tab
from tests.pages.explorers import parse
from tests.support import close
from tests.widgets import toys
from tests.widgets.conftest import PAGE
from widgets import Figure, Rows, dot
from widgets.book import numbers
from widgets.book.explorers import with_formulas_once
from widgets.tracing import lines


def traced(explorer, outcome):
    explorer.press(f"button[data-trace={outcome}]")
    return explorer.root.locator(f"[data-trace-of={outcome}]")


def told(panel):
    return panel.locator("[data-line]").evaluate_all(
        "(all) => all.map((l) => [l.dataset.line, l.dataset.value])"
    )


def test_the_lines_of_an_outcome_follow_the_sliders(as_page, show):
    model = toys.growth()
    explorer = show(widgets.explore(model, toys.growth_figure(model, outcomes=[])))
    panel = traced(explorer, "regime")
    assert [name for name, _ in told(panel)] == ["factor", "x_next", "regime"]
    for values in ({}, {"x": 0.35, "r": 2.25, "brake": "on"}):
        explorer.run("(root, values) => root.explorer.set(values)", values)
        solved = model.solve(**values)
        found = dict(told(panel))
        assert close(float(found["x_next"]), solved["x_next"]) and found["regime"] == solved["regime"]
        put = panel.locator("[data-line=x_next] .tt-put").inner_text()
        assert str(values.get("x", 0.2)) in put and "⋅" in put
    assert "next share" in panel.inner_text() and "assumed" in panel.inner_text()
    panel.get_by_role("button", name="Close").press("Enter")
    assert explorer.root.locator("[data-trace-of]").count() == 0
    assert explorer.run("() => document.activeElement.dataset.trace") == "regime"


def test_a_broken_rule_leaves_no_number_to_explain(as_page, show):
    model = toys.growth()
    explorer = show(widgets.explore(model, toys.growth_figure(model)))
    panel = traced(explorer, "regime")
    explorer.run("(root) => root.explorer.set({ x: 1, r: 4 })")
    assert {value for _, value in told(panel)} == {""}


def test_an_outcome_without_a_formula_says_its_method(as_page, show):
    model = toys.rooted()
    here = Rows("here", [{"x": model["k"], "y": model["scaled"]}])
    figure = Figure(
        "root", "A root", ["k", "scale"], [dot(here)], [here], {"high": "High.", "low": "Low."}, alt="A dot."
    )
    explorer = show(widgets.explore(model, figure))
    explorer.root.locator(".tt-all summary").click()
    panel = traced(explorer, "scaled")
    assert "bisection, 60 halvings" in panel.inner_text() and "1e−12" in panel.inner_text()
    assert close(float(dict(told(panel))["fixed"]), model.solve()["fixed"])


@pytest.mark.parametrize("slug", models.catalogue())
def test_every_definition_has_its_line_and_every_place_a_value(slug):
    model = models.load(slug)
    markup = lines.template(model, True)
    found = lines.values(model, {}, list(model.outcomes) + list(model.parameters))
    assert "data-at" not in lines.filled(markup, found)
    for name, value in model.solve().items():
        assert f'data-line="{name}"' in markup
        assert close(parse(str(found[name][0]).replace("True", "true").replace("False", "false"),
                           model.definitions[name]), value)  # fmt: skip


class Written:
    """What a number of the text becomes on the page."""

    def __init__(self):
        self.body = []

    def add(self, written, source):
        node = numbers.value("", written, source=source)
        numbers.visit_value(self, node)
        self.body.append(written)
        numbers.depart_value(self, node)
        return self


@pytest.mark.parametrize("source, names", {
    "bargaining_range: 100*x_lo; p=.3, c_R=.2": ["war_R", "a", "x_lo", "number"],
    "bargaining_range: x_hi; p=.3": ["war_U", "b", "x_hi"],
    "bargaining_range: x_hi - x_lo; A_maximalist": ["war_R", "war_U", "a", "b", "x_lo", "x_hi", "number"],
}.items())  # fmt: skip
def test_a_number_of_the_text_opens_what_it_rests_on(source, names, browser, assets):
    expected = numbers.evaluate(source)
    made = Written().add(f"{expected:.4f}", source)
    body = with_formulas_once(f"<p>It is {''.join(made.body)} points.</p><p>More.</p>")
    file = assets / f"number-{len(names)}-{len(source)}.html"
    file.write_text(PAGE.format(body), encoding="utf-8")
    with new_tab(browser) as tab:
        tab.open(file)
        tab.page.locator("p button[data-trace]").press("Enter")
        panel = tab.page.locator("p + [data-trace-of]")
        assert [name for name, _ in told(panel)] == names
        assert close(float(told(panel)[-1][1]), expected, 1e-9)
        assert "Russia" in panel.inner_text() and "undefined" not in panel.inner_text()
        panel.get_by_role("button").press("Escape")
        assert tab.page.locator("[data-trace-of]").count() == 0
        assert not tab.complaints


def test_formulas_stand_once_on_a_page(as_page):
    model = toys.growth()
    markup = lines.template(model, False)
    body = with_formulas_once(f"{markup}<p></p>{markup}")
    assert body.count("tt-formulas") == 1 and body.startswith(markup)

"""A tour of a figure, and the steps of a derivation."""

import pytest

import models
import widgets
from tests.browsing import new_tab
from tests.support import close
from tests.widgets import toys
from tests.widgets.conftest import PAGE
from widgets import Stop

MODEL = toys.growth()
TOUR = [
    Stop("It starts small: {x:.2f}.", x=0.1),
    Stop("With the brake it falls to {x_next:.2f}.", x=0.5, brake="on"),
    Stop("Without, it rises.", r=3),
]


def explore(tour, **changes):
    return widgets.explore(MODEL, toys.growth_figure(MODEL, tour=tour, **changes))


def stands(explorer, **values):
    """Wait until the glide is over: menus move last of all."""
    explorer.page.wait_for_function(
        "([id, wanted]) => { const { values } = document.getElementById(id).explorer;"
        " return Object.entries(wanted).every(([name, value]) => values[name] === value); }",
        arg=[explorer.id, values],
    )


def test_a_tour_moves_the_sliders_and_says_what_is_seen(as_page, show):
    explorer = show(explore(TOUR))
    said = explorer.root.locator(".tt-said")
    assert explorer.root.locator("[data-tour] ol").is_hidden()
    explorer.press("[data-step=next]")
    stands(explorer, x=0.1, r=2, brake="off")
    assert said.inner_text() == "It starts small: 0.10."
    explorer.root.locator("[data-tour]").press("ArrowRight")
    stands(explorer, x=0.5, brake="on")
    assert explorer.state()["values"]["brake"] == "on"
    assert said.inner_text() == f"With the brake it falls to {MODEL.solve(x=0.5, brake='on')['x_next']:.2f}."
    explorer.press("[data-step='3']")
    stands(explorer, x=0.2, r=3, brake="off")
    explorer.root.locator("[data-tour]").press("ArrowRight")
    assert said.inner_text() == "Without, it rises.", "there is no fourth step"
    assert explorer.state()["values"] == {"x": "0.2", "r": "3", "brake": "off"}
    explorer.press("[data-step=back]")
    assert explorer.root.locator("[aria-current=step]").inner_text() == "2"


def test_nothing_glides_where_motion_is_not_wanted(as_page, show):
    explorer = show(explore(TOUR))
    explorer.page.emulate_media(reduced_motion="reduce")
    explorer.root.locator("[data-step='3']").evaluate("(button) => button.click()")
    assert explorer.state()["values"]["r"] == "3"


def test_on_paper_a_tour_is_a_list(as_page, show):
    explorer = show(explore(TOUR))
    explorer.page.emulate_media(media="print")
    assert "With the brake" in explorer.root.locator("[data-tour] ol").inner_text()
    assert explorer.root.locator("[data-tour] [data-step=next]").is_hidden()


BAD = {
    "one step": (TOUR[:1], "two steps or more"),
    "an unknown parameter": ([*TOUR, Stop("A.", z=1)], "'z' is no parameter"),
    "an unknown name": ([*TOUR, Stop("A {z}.")], "'z' is no parameter or outcome"),
    "a value beyond its slider": ([*TOUR, Stop("A.", r=9)], "step 4 of the tour: r must lie"),
    "a broken rule": ([*TOUR, Stop("A.", x=1, r=4)], "must not add up"),
    "no sentence": ([*TOUR, Stop("")], "must be a sentence"),
    "no steps": (["A."], "list of widgets.Stop"),
}


@pytest.mark.parametrize("tour, words", BAD.values(), ids=BAD)
def test_a_tour_that_cannot_be_walked_is_refused(tour, words):
    with pytest.raises(ValueError, match=words):
        explore(tour)


def test_steps_come_one_at_a_time_on_a_page_and_all_on_paper(browser, assets):
    made = widgets.steps(
        "bargaining_range", "war_R", "x_lo", "regime", at={"p": 0.5}, words={"x_lo": "The least."}
    )
    solved = models.load("bargaining_range").solve(p=0.5)
    file = assets / "steps.html"
    file.write_text(PAGE.format(made._repr_html_()), encoding="utf-8")
    with new_tab(browser) as tab:
        tab.open(file)
        lines = tab.page.locator("[data-steps] [data-line]")
        visible = lambda: [line.is_visible() for line in lines.all()]  # noqa: E731
        assert visible() == [True, False, False]
        tab.page.locator("[data-step=next]").press("Enter")
        assert visible() == [True, True, False] and "The least." in lines.nth(1).inner_text()
        assert "0.5" in lines.nth(0).inner_text()
        tab.page.locator("[data-step=back]").click()
        assert visible() == [True, False, False]
        tab.page.emulate_media(media="print")
        assert visible() == [True, True, True] and not tab.complaints
        for line in lines.all():
            value, name = line.get_attribute("data-value"), line.get_attribute("data-line")
            assert (
                value == solved[name] if isinstance(solved[name], str) else close(float(value), solved[name])
            )


@pytest.mark.parametrize("names, options, words", [
    ([], {}, "name one or more"), (["x_low"], {}, "'x_low' is no definition"), (["x_lo", "x_lo"], {}, "twice"),
    (["x_lo"], {"words": {"x_hi": "No."}}, "'x_hi' is no definition shown here"), (["x_lo"], {"at": {"p": 2}}, "p must lie"),
    (["x_lo"], {"at": "A"}, "'A' is no preset"),
])  # fmt: skip
def test_steps_that_cannot_be_shown_are_refused(names, options, words):
    with pytest.raises(ValueError, match=words):
        widgets.steps("bargaining_range", *names, **options)

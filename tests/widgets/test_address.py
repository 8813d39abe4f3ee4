"""Back and forward: the reader's own values come back, and sliders, picture and sentence agree."""

import widgets
from tests.widgets import toys


def test_back_from_a_link_brings_the_readers_own_values(show, as_page):
    model = toys.growth()
    explorer = show(widgets.explore(model, toys.growth_figure(model), r=2.0))
    own = explorer.visit([{"x": 0.65, "r": 1.25}])[0]
    explorer.page.evaluate(f"location.hash = '#{explorer.id}?x=0.1'")
    explorer.page.wait_for_function("document.querySelector('input[name=x]').value === '0.1'")
    explorer.page.evaluate("history.back()")
    explorer.page.wait_for_function(
        "!location.hash && document.querySelector('input[name=x]').value === '0.65'"
    )
    assert explorer.state()["values"] == own["values"] and explorer.state()["readout"] == own["readout"]


def test_a_page_that_the_browser_kept_stands_where_its_picture_stands(show, as_page):
    """The browser puts the sliders back to the start without a word; `pageshow` sets them again."""
    model = toys.growth()
    explorer = show(widgets.explore(model, toys.growth_figure(model), r=2.0))
    explorer.visit([{"x": 0.65}])
    explorer.run("""(root) => {
      root.querySelector("input[name=x]").value = "0.2";
      dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
    }""")
    explorer.page.wait_for_function("document.querySelector('input[name=x]').value === '0.65'")

"""What those hear who do not see: values with units, a picture that is described as it stands, one announcement at rest."""

import widgets
from models import Model, Parameter
from tests.widgets import toys

WATCH = """(root) => {
  const box = root.querySelector(".tt-readout");
  window.spoken = 0;
  new MutationObserver(() => { if (box.getAttribute("aria-live") === "polite") window.spoken += 1; })
    .observe(box, { childList: true, characterData: true, subtree: true });
}"""


def test_twenty_key_presses_are_one_announcement(show, as_page):
    model = toys.growth()
    explorer = show(widgets.explore(model, toys.growth_figure(model), r=2.0))
    explorer.run(WATCH)
    explorer.root.locator("input[name=x]").focus()
    for _ in range(10):
        explorer.page.keyboard.press("ArrowRight")
    for _ in range(10):
        explorer.page.keyboard.press("ArrowLeft")
    explorer.page.keyboard.press("ArrowRight")
    explorer.page.wait_for_timeout(900)
    assert explorer.page.evaluate("window.spoken") == 1
    assert explorer.root.locator(".tt-readout").get_attribute("aria-live") == "polite"


def test_the_picture_is_described_as_it_stands(show, as_page):
    model = toys.growth()
    explorer = show(widgets.explore(model, toys.growth_figure(model), r=2.0))
    picture = explorer.root.locator(".tt-charts")
    before = picture.get_attribute("aria-label")
    assert before.endswith(explorer.root.locator(".tt-readout").inner_text())
    explorer.visit([{"x": 0.7}])
    after = picture.get_attribute("aria-label")
    assert after != before and after.endswith(explorer.root.locator(".tt-readout").inner_text())


def test_a_slider_says_its_value_with_the_unit(show, as_page):
    model = Model(
        "priced",
        "Priced",
        [Parameter("cost", 3.0, low=0, high=9, step=0.5, unit="points"), Parameter("p", 0.5, low=0, high=1)],
    )
    cost, p = model.symbols("cost", "p")
    model.outcome("mean", cost * p)
    explorer = show(widgets.explore(model))
    slider = explorer.root.locator("input[name=cost]")
    assert slider.get_attribute("aria-valuetext") == "3 points"
    slider.press("ArrowRight")
    assert slider.get_attribute("aria-valuetext") == "3.5 points"
    assert explorer.root.locator("input[name=p]").get_attribute("aria-valuetext") == "0.5"

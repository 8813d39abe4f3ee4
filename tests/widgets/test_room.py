"""Room: a matrix of six by six on a phone, one menu for what takes a figure away, what is held in two lines."""

import pytest

from models import Model, Parameter
from tests.widgets import toys
from widgets import Figure, explore, payoff_matrix

# every pair of words in the picture that lie on each other, and words that stick out of it
CROSSING = """(root) => {
    const svg = root.querySelector(".tt-chart svg");
    const frame = svg.getBoundingClientRect();
    const texts = [...svg.querySelectorAll("text")].filter((text) => text.textContent.trim());
    const boxes = texts.map((text) => [text.textContent, text.getBoundingClientRect()]);
    const found = boxes.filter(([, box]) => box.left < frame.left - 1 || box.right > frame.right + 1).map(([words]) => words);
    boxes.forEach(([words, a], i) => boxes.slice(i + 1).forEach(([others, b]) => {
        const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        if (across > 0.5 && down > 3) found.push(`${words} on ${others}`); // a line of text is higher than its letters
    }));
    return found;
}"""


def six_by_six():
    model = Model("six", "Six by six", [Parameter("v", 0.25, low=-1, high=1, label="stake")])
    (v,) = model.symbols("v")
    names = ["hold", "strike first", "negotiate", "wait", "offer a truce", "leave"]
    model.outcome("twice", 2 * v)
    model.matrix("m", names, names, [[v - i * j / 9 for j in range(6)] for i in range(6)],
                 [[-v - (i - j) / 7 for j in range(6)] for i in range(6)], "R", "U")  # fmt: skip
    recipe, drawn = payoff_matrix(model, "m")
    figure = Figure(
        name="m", title="Six by six", sliders=["v"], charts=[drawn], data=[recipe], readout=[(True, "{twice}")],
        alt="A matrix.", key="twice", headline=["twice"], presets=[],
    )  # fmt: skip
    return model, figure


@pytest.mark.parametrize("width", [390, 700, 1280])
def test_a_matrix_of_six_by_six_can_be_read(show, as_page, width):
    explorer = show(explore(*six_by_six()))
    explorer.page.set_viewport_size({"width": width, "height": 800})
    explorer.page.wait_for_timeout(400)
    assert explorer.run("(root) => root.querySelectorAll('.tt-chart text').length") > 72
    assert explorer.run(CROSSING) == []


def test_the_menu_opens_walks_and_closes_by_keys(show, as_page):
    model = toys.growth()
    explorer = show(explore(model, toys.growth_figure(model)))
    head, keyboard = explorer.root.locator(".tt-tools > summary"), explorer.page.keyboard
    menu = explorer.root.locator(".tt-menu")
    focused = "() => Object.keys(document.activeElement.dataset)[0] ?? document.activeElement.tagName"
    assert not menu.is_visible()
    head.focus()
    keyboard.press("Enter")
    assert menu.is_visible()
    keyboard.press("ArrowDown")
    assert explorer.page.evaluate(focused) == "link"
    keyboard.press("ArrowDown")
    assert explorer.page.evaluate(focused) == "python"
    keyboard.press("Escape")
    assert not menu.is_visible() and explorer.page.evaluate(focused) == "SUMMARY"
    keyboard.press("ArrowUp")
    assert menu.is_visible() and explorer.page.evaluate(focused) == "table"
    keyboard.press("Enter")
    assert not menu.is_visible()
    explorer.root.locator(".tt-table table").first.wait_for()  # an opened fold is filled a moment later
    head.click()
    explorer.root.locator(".tt-readout").click()
    assert not menu.is_visible()
    head.click()
    explorer.root.locator("[data-python]").click()
    assert "model.solve" in explorer.root.locator(".tt-code").inner_text() and not menu.is_visible()


@pytest.mark.parametrize("moved, folded", [({"r": 3.0}, False), ({"r": 3.0, "brake": "on"}, False)])
def test_what_is_held_is_said_in_two_lines(show, as_page, moved, folded):
    model = toys.growth()
    explorer = show(explore(model, toys.growth_figure(model, sliders=["x"], presets=[]), **moved))
    held = explorer.root.locator(".tt-held")
    assert (held.locator("details").count() == 1) == folded
    line = held.locator("p, summary").first
    assert line.inner_text().startswith("Held here without a slider")
    assert held.bounding_box()["height"] < 60
    assert {i.get_attribute("name") for i in held.locator("input").all()} == set(moved)

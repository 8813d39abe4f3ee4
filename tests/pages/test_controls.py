"""Every control of every explorer does what it says, by mouse and by keyboard."""

import struct
import xml.etree.ElementTree as ElementTree

import pytest

from tests.pages.explorers import parse
from tests.support import close


def assert_page_equals_solve(explorer, **values):
    """The page stands at `values` (the rest at their defaults) and tells what `solve` gives there."""
    state, model = explorer.state(), explorer.model
    shown = explorer.complete(state["values"])
    for name, parameter in model.parameters.items():
        assert close(shown[name], values.get(name, parameter.default)), f"{name} stands at {shown[name]}"
    solved = model.solve(**values)
    for outcome, text in state["outcomes"].items():
        told = parse(text, model.definitions[outcome])
        assert close(told, solved[outcome]), f"{outcome}: {told} on the page, {solved[outcome]} from solve"


def test_every_slider_and_menu_changes_the_picture_or_an_outcome(explorer):
    starts = explorer.lawful_points(20, seed=3)
    idle = explorer.page.evaluate("([id, starts]) => reader.idle(id, starts)", [explorer.id, starts])
    assert explorer.controls and not idle, f"these change nothing anywhere: {idle}"


def test_every_control_has_a_label_a_symbol_and_a_badge_of_its_basis(explorer):
    told = explorer.run("(root) => reader.surroundings(root)")
    assert len(told) == len(explorer.controls)
    for control in told:
        parameter = explorer.model.parameters[control["name"]]
        assert control["label"].startswith(parameter.label) and control["symbol"] and control["field"], (
            control
        )
        assert control["basis"] == parameter.basis
        assert control["link"].endswith(f"register.html#{explorer.slug}.{parameter.name}"), control


def test_a_number_typed_in_moves_its_slider(explorer):
    for name, value in explorer.draw(1, seed=4)[0].items():
        if not isinstance(value, str):
            after = explorer.run("(root, [name, value]) => reader.type(root, name, value)", [name, value])
            assert close(after["slider"], value) and close(after["field"], value), f"{name}: {value}, {after}"


@pytest.mark.parametrize("typed", ["", "1e9", "-1e9"])
def test_a_number_that_the_slider_cannot_show_is_answered_in_words(explorer, typed):
    control = next(c for c in explorer.controls if "choices" not in c)
    after = explorer.run("(root, [name, text]) => reader.type(root, name, text)", [control["name"], typed])
    assert explorer.model.parameters[control["name"]].label in after["message"]
    assert control["low"] <= after["field"] == after["slider"] <= control["high"]
    assert not any(word in after["readout"] for word in ("NaN", "undefined"))


def test_presets_go_to_their_points(explorer):
    """Sliders go to the preset; what the figure holds without a slider stays held."""
    start, sliders = explorer.state()["values"], {c["name"] for c in explorer.controls}
    held = {name: value for name, value in explorer.complete(start).items() if name not in sliders}
    names = explorer.run("(root) => [...root.querySelectorAll('[data-preset]')].map((b) => b.dataset.preset)")
    for name in names:
        explorer.press(f"[data-preset='{name}']")
        assert_page_equals_solve(explorer, **{**held, **explorer.model.presets[name]})
        assert explorer.root.locator(".tt-reading").inner_text().startswith(explorer.model.readings[name])


def test_reset_returns_to_the_starting_point(explorer):
    start = explorer.state()
    explorer.visit(explorer.lawful_points(2, seed=5)[1:])
    assert explorer.state()["values"] != start["values"]
    explorer.press("[data-reset]")
    back = explorer.state()
    for told in ("values", "outcomes", "readout"):
        assert back[told] == start[told]


def test_a_question_hides_the_answer_until_the_reader_commits(explorer):
    root, answer = explorer.root, (".tt-title", ".tt-charts", ".tt-readout", ".tt-headline")
    explorer.press("[data-askme]")
    assert not any(root.locator(part).is_visible() for part in answer)
    form = root.locator("[data-guess]")
    choice = form.locator("input").first
    choice.check() if choice.get_attribute("type") == "radio" else choice.fill("0.5")
    form.locator("button").first.click()
    assert all(root.locator(part).is_visible() for part in answer)
    verdict = root.locator("[data-verdict]")
    assert form.count() == 0 and verdict.is_visible()
    assert verdict.evaluate("(it) => it === document.activeElement")
    assert "You said" in verdict.inner_text() and "The model says" in verdict.inner_text()


def test_the_picture_can_be_saved_as_svg(explorer):
    with explorer.page.expect_download() as download:
        explorer.press("[data-export=svg]")
    drawing = ElementTree.parse(download.value.path()).getroot()
    assert (
        drawing.tag.endswith("svg")
        and float(drawing.get("width")) > 100
        and float(drawing.get("height")) > 30
    )
    marks = [e for e in drawing.iter() if e.tag.endswith(("path", "text", "line"))]
    assert len(marks) > 3 and not any("NaN" in value for e in marks for value in e.attrib.values())
    assert download.value.suggested_filename == f"{explorer.id}.svg"


def test_the_picture_can_be_saved_as_png(explorer):
    with explorer.page.expect_download() as download:
        explorer.press("[data-export=png]")
    content = download.value.path().read_bytes()
    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", content[16:24])
    assert width > 200 and height > 60 and len(content) > 2_000
    assert download.value.suggested_filename == f"{explorer.id}.png"


def test_the_plotted_values_stand_in_a_table(explorer):
    rows, text = explorer.run("(root) => reader.table(root)")
    assert rows and all(rows), rows
    assert not any(word in text for word in ("NaN", "undefined", "null", "[object")), text[:300]


def test_the_keyboard_alone_reaches_and_moves_everything(explorer):
    """Tab stops on every control in sight, the focus can be seen, and arrows move the first slider."""
    explorer.run("(root) => { root.tabIndex = -1; root.focus(); root.removeAttribute('tabindex'); }")
    reached, moved = set(), False
    for _ in range(4 * len(explorer.controls) + 40):
        explorer.page.keyboard.press("Tab")
        focus = explorer.run("(root) => reader.focused(root)")
        if focus is None:
            break
        assert focus["ring"], f"the focus on {focus['name']} cannot be seen"
        reached.add(focus["name"])
        if focus["menu"]:
            explorer.page.keyboard.press("Enter")
        if focus["range"] and not moved:
            before = explorer.run("(root) => document.activeElement.value + reader.seen(root)")
            for key in ("ArrowRight", "ArrowRight", "ArrowLeft", "ArrowLeft", "ArrowLeft"):
                explorer.page.keyboard.press(key)
                moved |= explorer.run("(root) => document.activeElement.value + reader.seen(root)") != before
    buttons = {"reset", "link", "python", "askme", "export"}
    assert moved and {*explorer.in_sight, *buttons} <= reached, f"reached {reached}, moved {moved}"

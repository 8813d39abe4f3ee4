"""Whoever moves a slider sees the picture move, and the slider is not covered by it."""

import pytest

from tests.pages import explorers

SCREENS = {"laptop": (1280, 720), "phone": (360, 740), "phone on its side": (740, 360)}
MOMENT = 300  # ms in which explorers are drawn anew in another width
LOW = 480  # pixels: in a lower window the control comes first
# what is in sight once the control has the focus: the picture, unless it is too tall for that: beside the controls
# taller than the window under the header, above them taller than half the window
LOOK = """async (root, name) => {
  const control = root.querySelector(`.tt-control [name="${name}"]`);
  control.focus();
  for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
  const header = document.querySelector(".bd-header-article").getBoundingClientRect().bottom;
  const box = control.getBoundingClientRect();
  const picture = root.querySelector(".tt-charts").getBoundingClientRect();
  const sentence = root.querySelector(".tt-readout").getBoundingClientRect();
  const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  const beside = picture.right <= root.querySelector(".tt-controls").getBoundingClientRect().left;
  const under = parseFloat(getComputedStyle(root.querySelector(".tt-show")).top);
  return {
    beside,
    tall: beside ? picture.height + under > innerHeight : picture.height >= innerHeight / 2,
    picture: picture.top >= header - 1 && picture.bottom <= innerHeight + 1,
    sentence: sentence.top >= header - 1 && sentence.bottom <= innerHeight + 1,
    control: box.top >= header - 1 && box.bottom <= innerHeight + 1 && top === control,
  };
}"""


@pytest.fixture(scope="module")
def resized(html, anew):
    """Gives the page in a window of another size: opened once, on a laptop."""
    with anew(viewport=dict(zip(("width", "height"), SCREENS["laptop"], strict=True))) as tab:
        tab.open(html)
        tab.page.add_style_tag(content="html { scroll-behavior: auto !important; }")

        def resize(width, height):
            tab.page.evaluate("document.activeElement.blur()")  # the focus comes anew: only that scrolls
            tab.page.set_viewport_size({"width": width, "height": height})
            tab.page.wait_for_timeout(MOMENT)
            return tab

        yield resize


@pytest.mark.parametrize("screen", SCREENS)
def test_picture_and_slider_are_in_sight_together(html, resized, screen):
    found = explorers.in_page(html)
    width, height = SCREENS[screen]
    seen = []
    tab = resized(width, height)
    for _, id in found:
        root = tab.page.locator(f"[id='{id}']")
        root.evaluate("(root) => reader.unfold(root)")
        names = root.evaluate("(root) => reader.inSight(root)")
        for name in [*names, *reversed(names)]:  # as Tab and Shift+Tab go
            told = root.evaluate(LOOK, name)
            assert told["control"], f"{id}: {name} is covered or out of sight"
            if screen == "laptop" and told["beside"]:
                assert not told["tall"], f"{id}: the picture does not fit the window"
            if not told["tall"] and height >= LOW:
                assert told["picture"], f"{id}: the picture is out of sight when {name} moves"
                seen.append(id)
            if told["tall"] and screen == "phone":
                assert told["sentence"], f"{id}: neither picture nor sentence is in sight when {name} moves"
    assert not found or seen or height < LOW, "every picture of this page is too tall to stay in sight"


def test_a_window_made_low_does_not_fill_with_the_picture(html, resized):
    """Only the height changes: the picture must not stay in sight at the cost of the sliders."""
    if explorers.in_page(html):
        resized(600, 1000)
        tab = resized(600, 380)
        for _, id in explorers.in_page(html):
            root = tab.page.locator(f"[id='{id}']")
            root.evaluate("(root) => reader.unfold(root)")
            for name in root.evaluate("(root) => reader.inSight(root)"):
                assert root.evaluate(LOOK, name)["control"], f"{id}: {name} is covered or out of sight"

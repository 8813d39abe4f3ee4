"""Figures have room: a picture that can be read beside its sliders, labels in two lines, notes that do not grow."""

from tests.pages import explorers

# widths in pixels; how many lines each label takes (its badge included), and the note of what is held
ROOM = """(root) => {
    const lines = (element) => {
        const range = document.createRange();
        range.selectNodeContents(element);
        const tops = [...range.getClientRects()].filter((box) => box.width).map((box) => (box.top + box.bottom) / 2);
        return tops.sort((a, b) => a - b).filter((top, i) => !i || top - tops[i - 1] > 8).length;
    };
    const charts = [...root.querySelectorAll(".tt-chart")].map((chart) => chart.getBoundingClientRect().width);
    const inSight = [...root.querySelectorAll(".tt-controls > fieldset .tt-label")];
    const held = root.querySelector(".tt-held");
    return {
        charts,
        labels: Object.fromEntries(inSight.map((label) => [label.textContent.trim(), lines(label)])),
        held: [...held.children].filter((it) => it.type !== "hidden").map((it) => lines(it.querySelector("summary") ?? it)),
        sticks: [...root.querySelectorAll(":scope > *")].some((it) => it.getBoundingClientRect().right > innerWidth + 1),
    };
}"""


def test_at_1280_pixels_the_picture_is_wide_and_labels_are_short(html, anew):
    found = explorers.in_page(html)
    if not found:
        return
    with anew(viewport={"width": 1280, "height": 800}) as tab:
        tab.open(html)
        for _, id in found:
            root = tab.page.locator(f"[id='{id}']")
            root.evaluate("(root) => reader.unfold(root)")
            folded = root.evaluate("(root) => Boolean(root.closest('details, .admonition, li'))")
            told = root.evaluate(ROOM)
            assert folded or min(told["charts"]) >= 420, (id, told["charts"])
            long = {label: lines for label, lines in told["labels"].items() if lines > 2}
            assert not long, (id, long)
            assert all(lines <= 2 for lines in told["held"]) and not told["sticks"], (id, told)

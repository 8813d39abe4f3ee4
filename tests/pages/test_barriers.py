"""No page keeps anybody out: axe finds nothing, with everything unfolded, in light and in dark."""

from pathlib import Path

# axe-core 4.14.1 as its npm package has it; the Python packages that bring it lag behind
AXE = Path(__file__).with_name("axe.min.js")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# a colour halfway between two others has a poor contrast with both
AT_ONCE = "*, *::before, *::after { transition: none !important; animation: none !important; }"
MOMENT = 300  # ms in which explorers are drawn anew


def test_has_no_barrier_that_axe_can_find_in_light_or_dark(html, anew):
    with anew(color_scheme="light") as tab:
        tab.open(html)
        tab.page.add_style_tag(content=AT_ONCE)
        tab.page.evaluate("reader.openAll()")
        tab.page.evaluate(AXE.read_text("utf-8"))
        for scheme in ("light", "dark"):
            tab.page.emulate_media(color_scheme=scheme)
            tab.page.wait_for_function(
                "(scheme) => document.documentElement.dataset.theme === scheme", arg=scheme
            )
            tab.page.wait_for_timeout(MOMENT)
            found = tab.page.evaluate("(rules) => reader.barriers(rules)", RULES)
            assert not found, f"{scheme}:\n" + "\n".join(found)

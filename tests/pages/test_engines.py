"""What a reader depends on, in Chromium, Firefox and WebKit: one visit of each page in each of them."""

from pathlib import Path

import pytest

from tests.pages.explorers import Explorer, in_page, parse, sheets
from tests.support import close

ROOT = Path(__file__).resolve().parents[2]

TOLERANCE = 1e-9
POINTS = 4  # of each figure, in each engine; `test_numbers` visits many more in one of them
MOMENT = 600  # ms in which explorers are drawn anew in another width
# formulas: Tab stops that do not scroll, those off the middle of their box, and marks on a line of their own
FORMULAS = """() => {
  const say = (e) => e.querySelector("annotation")?.textContent ?? e.outerHTML.slice(0, 100);
  const boxes = [...document.querySelectorAll(".formula, span.math")];
  const scrolls = (e) => getComputedStyle(e).display !== "inline" && e.scrollWidth > e.clientWidth + 1;
  const stops = boxes.filter((e) => e.tabIndex >= 0 && !scrolls(e));
  const wrong = stops.map((e) => `a Tab stop that does not scroll: ${say(e)}`);
  for (const box of document.querySelectorAll(".formula.scrolls")) {
    const inner = box.querySelector("semantics > *");
    if (!inner || !box.clientWidth) continue;
    const [a, b] = [inner.getBoundingClientRect(), box.getBoundingClientRect()];
    if (a.width <= box.clientWidth - 8 && scrolls(box)) wrong.push(`scrolls for nothing: ${say(box)}`);
    const off = (a.left + a.right - b.left - b.right) / 2;
    const centred = !box.closest(".cell_output") && a.width < box.clientWidth;
    if (centred && Math.abs(off) > 2) wrong.push(`${off} px off the middle: ${say(box)}`);
    const last = [...box.querySelectorAll("semantics > mrow > mo")].at(-1)?.getBoundingClientRect();
    if (last?.height && last.top >= a.bottom - 1) wrong.push(`its end falls to a line of its own: ${say(box)}`);
  }
  for (const accent of document.querySelectorAll("math mover[accent]")) {
    const [base, mark] = [...accent.children].map((e) => e.getBoundingClientRect());
    if (base.height && base.top - mark.bottom > 0.25 * base.height) wrong.push(`floats: ${say(accent.closest("math"))}`);
  }
  return wrong;
}"""
SIDEBAR = """() => {
  const bar = document.querySelector(".bd-sidebar-primary");
  bar.scrollTop = 0; // it begins at the open chapter
  const last = Math.max(...[...bar.querySelectorAll("a")].map((e) => e.getBoundingClientRect().bottom));
  const fits = last - bar.getBoundingClientRect().top + 16 < bar.clientHeight;
  return [bar.scrollWidth - bar.clientWidth, fits ? bar.scrollHeight - bar.clientHeight : 0];
}"""
COPY = """() => {
  const formula = document.querySelector(".bd-article p math");
  if (!formula) return null;
  const range = new Range();
  range.selectNodeContents(formula.closest("p"));
  getSelection().removeAllRanges();
  getSelection().addRange(range);
  const event = new ClipboardEvent("copy", { clipboardData: new DataTransfer(), bubbles: true, cancelable: true });
  formula.dispatchEvent(event);
  return [event.clipboardData.getData("text/plain"), formula.querySelector("annotation").textContent, event.defaultPrevented];
}"""


class Here(Explorer):
    """An explorer of the page that an engine shows."""

    def __init__(self, engine, html, book, slug, id):
        self.engine, self.html, self.slug, self.id = engine, html, slug, id
        chapter = (ROOT / html.relative_to(book)).with_suffix(".md")
        self._sheet = lambda: sheets(chapter)[id]
        self.controls = self.run("(root) => reader.controls(root)")

    def run(self, script, argument=None):
        wrapped = f"([id, argument]) => ({script})(document.getElementById(id), argument)"
        return self.engine.run(wrapped, [self.id, argument])

    def visit(self, points):
        return self.engine.run("([id, points]) => reader.visit(id, points)", [self.id, points])


@pytest.fixture(scope="module")
def opened(engine, html):
    """One visit of a page serves all tests: loading it is what takes the time."""
    engine.open(html)
    return engine


def test_the_page_holds_what_a_reader_depends_on(opened, html, book):
    engine, wrong = opened, []
    for slug, id in in_page(html):
        engine.run("(id) => reader.unfold(document.getElementById(id))", id)
        explorer = Here(engine, html, book, slug, id)
        points = explorer.lawful_points(POINTS, seed=8)
        idle = engine.run("([id, starts]) => reader.idle(id, starts)", [id, points])
        wrong += [f"{id}: {name} changes nothing" for name in idle]
        told = explorer.visit(points)
        wrong += [f"{id}: {fault}" for state in told for fault in state["faults"]]
        solved = explorer.solved(told)
        for outcome in told[0]["outcomes"]:
            definition = explorer.model.definitions[outcome]
            for state, python in zip(told, solved[outcome].tolist(), strict=True):
                page = parse(state["outcomes"][outcome], definition)
                if not close(page, python, TOLERANCE):
                    wrong.append(f"{id}: {outcome} is {page} on the page, {python} from solve")
    engine.run("() => document.querySelectorAll('details').forEach((box) => (box.open = true))")
    wrong += engine.run(FORMULAS)
    sideways, down = engine.run(SIDEBAR)
    if max(sideways, down) > 1:
        wrong.append(f"the bar on the left scrolls {sideways} px sideways and {down} px down for nothing")
    wrong += [f"complaint: {text}" for text in engine.run("() => complaints")]
    assert not wrong, f"{len(wrong)} faults in {engine.name}:\n" + "\n".join(wrong[:20])


def test_a_copied_paragraph_holds_the_latex_of_its_formulas(opened):
    told = opened.run(COPY)
    if told:
        copied, latex, taken = told
        assert taken and f"${latex}$" in copied
        assert "\n" not in copied.replace(latex, ""), "one sign a line"


def test_fits_a_phone(opened):
    opened.resize(360, 780)
    opened.run("() => reader.openAll()")
    opened.run("(moment) => new Promise((done) => setTimeout(done, moment))", MOMENT)
    too_wide, places = opened.run("() => reader.overflow()")
    assert too_wide <= 0 and not places, f"{too_wide} px too wide in {opened.name}: {places}"

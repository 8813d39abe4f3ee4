"""What one engine alone did wrong: paper, the way back to a page, the keyboard under a header."""

import io

import pypdf
import pytest

LEAVE = "chapters/reference/glossary.html"
PAGE = "chapters/bargaining/bargaining_range.html"
SETTLE = "() => reader.settle()"
DECLINE = "() => { for (const button of document.querySelectorAll('[data-show]')) button.click(); return reader.settle(); }"
FIGURES = '[...document.querySelectorAll(".tt-explorer")].filter((it) => it.querySelector(".tt-chart"))'  # not mere questions
# a word of its own into each picture and each sentence: which words were put there
MARK = """() => FIGURES.flatMap((root, i) => {
  const letter = String.fromCharCode(97 + i);
  root.querySelector(".tt-readout").append(` sentence${letter}${letter}`);
  root.querySelector(".tt-chart svg text").textContent = `picture${letter}${letter}`;
  return [`sentence${letter}${letter}`, `picture${letter}${letter}`];
})""".replace("FIGURES", FIGURES)
ON_PAPER = """() => {
  const figures = FIGURES;
  const wrong = [];
  const article = document.querySelector(".bd-article").getBoundingClientRect();
  if (article.width < 0.9 * innerWidth) wrong.push(`the text takes ${article.width} of ${innerWidth} px`);
  for (const root of figures) {
    const picture = root.querySelector(".tt-chart svg").getBoundingClientRect();
    if (picture.width * picture.height < 2000) wrong.push(`${root.id}: no picture`);
    if (!root.querySelector(".tt-readout").offsetHeight) wrong.push(`${root.id}: no sentence`);
  }
  for (const box of document.querySelectorAll(".bd-article *")) {
    const { backgroundImage, overflowX } = getComputedStyle(box);
    const says = `${box.tagName}.${box.className}`;
    if (backgroundImage.includes("gradient") && box.querySelector("table")) wrong.push(`a shade lies over ${says}`);
    if (["auto", "scroll", "hidden"].includes(overflowX) && box.scrollWidth > box.clientWidth + 1 && box.querySelector("table")
      && box.offsetHeight) wrong.push(`${says} cuts its columns`);
  }
  return wrong;
}""".replace("FIGURES", FIGURES)
COLOURS = """() => [...document.querySelectorAll(".tt-chart svg *")].flatMap(
  (mark) => [mark.getAttribute("fill"), mark.getAttribute("stroke")])"""
MOVE = """async () => {
  const [root] = FIGURES;
  root.querySelector("[data-show]")?.click();
  const slider = root.querySelector(".tt-controls input[type=range]");
  reader.move(root, slider.name, slider.value === slider.max ? slider.min : slider.max);
  await reader.settle();
}""".replace("FIGURES", FIGURES)
STANDS = """async () => {
  await new Promise((done) => setTimeout(done, 400));
  const [root] = FIGURES;
  const sliders = [...root.querySelectorAll(".tt-controls input[type=range]")];
  return sliders.filter((it) => Math.abs(Number(it.value) - root.explorer.values[it.name]) > 1e-9).map((it) => it.name);
}""".replace("FIGURES", FIGURES)
LAST = """() => {
  const all = [...document.querySelectorAll(".tt-controls input[type=range]")];
  const sliders = all.filter((it) => it.offsetParent && !it.disabled);
  sliders.at(-1).focus();
  return sliders.length;
}"""
FOCUSED = """async () => {
  const it = document.activeElement;
  if (!it.matches("input[type=range]")) return null;
  for (let before = null; before !== scrollY; ) { // the page glides there
    before = scrollY;
    await new Promise((done) => setTimeout(done, 150));
  }
  const { left, width, top, bottom } = it.getBoundingClientRect();
  const above = document.elementFromPoint(left + width / 2, top + 3);
  return [it.name, top >= 0 && bottom <= innerHeight && (above === it || it.parentElement.contains(above))];
}"""


def test_paper_holds_each_picture_and_its_sentence(engine, book):
    """On paper in Firefox, which takes no rules for it before; by these rules in the others.

    WebKit's driver prints nothing, and Chromium draws anew while it prints.
    """
    if engine.name == "webkit":
        engine.open_as_paper(book / PAGE)
    else:
        engine.open(book / PAGE)
    engine.run(DECLINE)
    if engine.name == "firefox":
        marks = engine.run(MARK)
        pages = pypdf.PdfReader(io.BytesIO(engine.page.pdf())).pages
        printed = "".join(page.extract_text() for page in pages)
        assert marks and [mark for mark in marks if mark not in printed] == []
        return
    if engine.name == "chromium":
        engine.resize(720, 900)  # about the width of a sheet
        engine.page.emulate_media(media="print")
    assert engine.run(ON_PAPER) == []


def test_a_dark_page_prints_light_pictures(engine, book):
    engine.open(book / PAGE)
    light = engine.run(COLOURS)
    engine.run("() => { document.documentElement.dataset.theme = 'dark'; }")
    engine.run(SETTLE)
    assert engine.run(COLOURS) != light
    # what is on paper is what stands there when the event is over
    assert engine.run(f"() => {{ dispatchEvent(new Event('beforeprint')); return ({COLOURS})(); }}") == light
    engine.run("() => dispatchEvent(new Event('afterprint'))")
    assert engine.run(COLOURS) != light


def test_after_the_way_back_sliders_and_picture_agree(engine, book):
    engine.open(book / PAGE)
    engine.run(MOVE)
    engine.leave_and_return(book / LEAVE)
    assert engine.run(STANDS) == []


@pytest.mark.parametrize("size", [(740, 360)], ids=["740x360"])
def test_a_slider_reached_backwards_is_not_under_the_header(engine, book, size):
    if engine.name == "webkit":  # there the driver's Tab moves no focus
        return
    engine.open(book / PAGE, *size)
    engine.run(DECLINE)
    count, seen = engine.run(LAST), {}
    for _ in range(5 * count):
        engine.back_tab()
        found = engine.run(FOCUSED)
        if found:
            seen.setdefault(*found)
    assert len(seen) > 1 and all(seen.values()), seen

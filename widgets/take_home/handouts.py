"""Sheets that a chapter holds for a class, printed one by one: `make handouts`.

A sheet is a `details.tt-handout` of a built page (see `widgets.book.sheets`); it names its paper and holds its cards.
"""

import io
from dataclasses import dataclass
from pathlib import Path

from pypdf import PdfReader

MARGIN = 12  # mm on each side
PAPER = {"a4": (210, 297), "letter": (215.9, 279.4)}  # mm
PIXEL = 25.4 / 96  # mm
# the sheets leave the page and are kept; nothing else of the page is printed
GATHER = """() => {
  document.documentElement.dataset.theme = document.documentElement.dataset.mode = "light";
  window.sheets = [...document.querySelectorAll("details.tt-handout")];
  const style = document.createElement("style");
  style.textContent = `body { display: block !important; min-height: 0; }
    .tt-handout { break-inside: auto !important; margin: 0 !important; border: 0 !important; padding: 0 !important;
      background: none; }
    .tt-handout > summary { list-style: none; font-size: 1.2rem; }
    .tt-handout > summary::before, .tt-handout > summary::marker { content: none; }
    .tt-handout * { overflow: visible !important; }
    .tt-handout table { font-size: 0.85rem; }
    .tt-handout :is(th, td) { padding: 0.3rem 0.4rem !important; }
    .tt-handout tr { break-inside: avoid; }`;
  document.head.append(style);
  return sheets.map((sheet) => ({ id: sheet.id, paper: sheet.dataset.paper }));
}"""
ALONE = """(k) => {
  sheets[k].open = true;
  document.body.replaceChildren(sheets[k]);
}"""
# what is wider than its card or its paper, and cards that are taller than a page
MEASURE = """([k, tall]) => {
  const faults = [];
  const sheet = sheets[k];
  const furthest = (box) => Math.max(...[...box.querySelectorAll("*")].map((it) => it.getBoundingClientRect().right));
  const say = (box) => box.querySelector(".tt-sheet-title")?.textContent.trim() ?? box.tagName.toLowerCase();
  for (const card of sheet.querySelectorAll(".tt-role-card")) {
    const { right, height } = card.getBoundingClientRect();
    const wide = furthest(card) - right;
    if (wide > 1) faults.push(`card “${say(card)}”: its text is ${Math.ceil(wide)} px wider than the card`);
    if (height > tall) faults.push(`card “${say(card)}”: ${Math.ceil(height)} px tall, a page holds ${Math.floor(tall)}`);
  }
  const beyond = furthest(sheet) - innerWidth;
  if (beyond > 1) faults.push(`sheet “${say(sheet)}”: ${Math.ceil(beyond)} px wider than its paper`);
  return faults;
}"""


@dataclass(frozen=True)
class Printed:
    """One sheet on paper: its `file`, how many `pages`, and in words what does not fit (`faults`)."""

    file: Path
    pages: int
    faults: list[str]


def with_sheets(book: Path) -> list[Path]:
    """Pages of the built book in the folder `book` that hold sheets."""
    return [page for page in sorted(book.glob("chapters/**/*.html")) if "tt-handout" in page.read_text("utf-8")]


def print_sheets(browser, page: Path, folder: Path) -> list[Printed]:
    """Print every sheet of the built `page` into `folder`, each as ``<id of the sheet>.pdf``.

    Parameters
    ----------
    browser : playwright Browser
        Chromium or Chrome: no other prints to PDF.
    """
    folder.mkdir(parents=True, exist_ok=True)
    context = browser.new_context(color_scheme="light", offline=True)
    try:
        tab = context.new_page()
        tab.goto(page.as_uri())
        tab.emulate_media(media="print", color_scheme="light")
        return [_print(tab, k, folder, **sheet) for k, sheet in enumerate(tab.evaluate(GATHER))]
    finally:
        context.close()


def _print(tab, k, folder, id, paper):
    width, height = ((side - 2 * MARGIN) / PIXEL for side in PAPER[paper])
    tab.set_viewport_size({"width": int(width), "height": int(height)})
    tab.evaluate(ALONE, k)
    faults = tab.evaluate(MEASURE, [k, height])
    wide, tall = PAPER[paper]
    printed = tab.pdf(
        width=f"{wide}mm", height=f"{tall}mm", print_background=True,
        margin=dict.fromkeys(("top", "right", "bottom", "left"), f"{MARGIN}mm"),
    )  # fmt: skip
    file = folder / f"{id}.pdf"
    file.write_bytes(printed)
    return Printed(file, len(PdfReader(io.BytesIO(printed)).pages), faults)

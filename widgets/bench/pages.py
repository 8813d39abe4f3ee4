"""The built book in a browser: speed of its sliders, weight of its pages, time until the first one can be moved."""

import gzip
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from urllib.parse import unquote, urlparse

STEPS = (Path(__file__).parent / "steps.js").read_text(encoding="utf-8")
COUNT = 120  # steps for each explorer
LOADS = 3  # of each page
# performance.now() counts from the navigation
FIRST_READY = """
new MutationObserver((changes, observer) => {
  if (!document.querySelector("[data-explorer][data-ready]")) return;
  window.firstReady = performance.now();
  observer.disconnect();
}).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-ready"] });
"""


def with_explorers(book: Path) -> list[Path]:
    pages = sorted(book.glob("chapters/**/*.html"))
    return [page for page in pages if "data-explorer=" in page.read_text(encoding="utf-8")]


@contextmanager
def opened(browser, file):
    """The page, all explorers ready, in a browser profile of its own; with the files it loaded."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_init_script(FIRST_READY)
    page, loaded = context.new_page(), set()
    page.on("request", lambda request: loaded.add(request.url.split("#")[0].split("?")[0]))
    page.goto(file.as_uri())
    page.wait_for_function("!document.querySelector('[data-explorer]:not([data-ready])')")
    try:
        yield page, loaded
    finally:
        context.close()


def percentile(values, share):
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def slider_steps(browser, book) -> dict[str, list[dict]]:
    """Explorer id → how long each step took (see steps.js)."""
    found = {}
    for file in with_explorers(book):
        with opened(browser, file) as (page, _):
            for explorer in page.locator("[data-explorer]").all():
                handle = explorer.element_handle()
                handle.evaluate(
                    f"(root) => ({STEPS})(root, 12)"
                )  # until the browser has compiled what runs often
                found[explorer.get_attribute("id")] = handle.evaluate(f"(root) => ({STEPS})(root, {COUNT})")
    return found


def weights(browser, book) -> dict[str, int]:
    """Page → bytes of everything it loads, compressed as a server would."""
    found = {}
    for file in with_explorers(book):
        with opened(browser, file) as (page, loaded):
            page.wait_for_load_state("networkidle")
        paths = [Path(unquote(urlparse(url).path)) for url in loaded if url.startswith("file:")]
        found[file.stem] = sum(len(gzip.compress(path.read_bytes(), mtime=0)) for path in paths)
    return found


def first_ready(browser, book) -> dict[str, float]:
    """Page → seconds from navigation until its first explorer can be moved (median of a few loads)."""
    found = {}
    for file in with_explorers(book):
        times = []
        for _ in range(LOADS):
            with opened(browser, file) as (page, _):
                times.append(page.evaluate("window.firstReady") / 1000)
        found[file.stem] = median(times)
    return found

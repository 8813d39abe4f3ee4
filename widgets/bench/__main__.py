"""Print one table of what was measured, beside what the README promises."""

import argparse
from pathlib import Path
from statistics import median

from playwright.sync_api import sync_playwright

from tests import browsing
from widgets.bench import building, notebook, pages, solving

ROOT = Path(__file__).resolve().parents[2]
MAP = "bargaining_range-refusal"  # the figure that interact.md draws too


def main():
    parser = argparse.ArgumentParser(prog="python -m widgets.bench", description=__doc__)
    parser.add_argument(
        "--book", type=Path, default=ROOT / "_build" / "html", help="folder of the built book"
    )
    parser.add_argument(
        "--build", action="store_true", help="also time 'make book' in a copy (some minutes, network)"
    )
    options = parser.parse_args()
    with sync_playwright() as playwright:
        browser = browsing.launch(playwright)
        rows = [*measure_pages(browser, options.book.resolve()), *measure_solve()]
        browser.close()
    if options.build:
        rows += measure_builds()
    print_table(rows)


def measure_pages(browser, book):
    """Rows (what, measured, target) on sliders, weight and loading."""
    if not pages.with_explorers(book):
        raise SystemExit(f"No page with explorers in {book}: run 'make book' first.")
    steps = pages.slider_steps(browser, book)
    for name, found in steps.items():
        yield f"slider step, {name}", spread([s["redraw"] for s in found]), ""
    everything = [step for found in steps.values() for step in found]
    yield "slider step, all explorers", spread([s["redraw"] for s in everything]), "16 / 33 ms"
    yield "the same, to the next frame (60 a second)", spread([s["frame"] for s in everything]), ""
    if MAP in steps:
        here, there = median(s["redraw"] for s in steps[MAP]), notebook.interact_steps(browser)
        yield f"the figure {MAP} by interact and matplotlib, in JupyterLab", spread(there), ""
        yield "times slower than its explorer", f"{median(there) / here:.0f}", ""
    weights = pages.weights(browser, book)
    for name, weight in weights.items():
        yield f"page {name}, all it loads, gzip", f"{weight / 1000:.0f} KB", "750 KB"
    for name, seconds in pages.first_ready(browser, book).items():
        yield f"page {name}, first explorer ready", f"{seconds:.2f} s", "1 s"


def measure_solve():
    solved, enumerated = solving.points_per_second()
    yield "solve of sanctions on arrays", f"{solved:,.0f} points a second", ""
    yield "support enumeration in a loop (nashpy, 2×2)", f"{enumerated:,.0f} points a second", ""
    yield "solve against the loop", f"{solved / enumerated:,.0f} times", "1,000 times"


def measure_builds():
    targets = dict(
        zip(("from nothing", "after a prose", "after a changed"), ("180 s", "10 s", "15 s"), strict=True)
    )
    for done, seconds in building.build_times().items():
        target = next(text for start, text in targets.items() if done.startswith(start))
        yield f"make book, {done}", f"{seconds:.0f} s", target


def spread(times):
    return f"{median(times):.1f} / {pages.percentile(times, 0.95):.1f} ms"


def print_table(rows):
    rows = [("", "measured (times: median / 95th percentile)", "target"), *rows]
    widths = [max(len(row[i]) for row in rows) for i in range(3)]
    for i, row in enumerate(rows):
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
        if i == 0:
            print("  ".join("-" * width for width in widths))


if __name__ == "__main__":
    main()

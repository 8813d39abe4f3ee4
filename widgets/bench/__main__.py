"""Print one table of what was measured, beside what the README promises."""

import argparse
from pathlib import Path
from statistics import median

from playwright.sync_api import sync_playwright

from tests import browsing
from widgets.bench import building, notebook, pages, solving

ROOT = Path(__file__).resolve().parents[2]
MAP = "bargaining_range-refusal"  # the figure that interact.md draws too
WIDTHS = (68, 26, 12)


def main():
    parser = argparse.ArgumentParser(prog="python -m widgets.bench", description=__doc__)
    parser.add_argument(
        "--book", type=Path, default=ROOT / "_build" / "html", help="folder of the built book"
    )
    parser.add_argument(
        "--no-build",
        action="store_true",
        help="do not time 'make book' in a copy (a minute or more, network)",
    )
    options = parser.parse_args()
    print_row("", "median / 95th percentile", "target")
    print_row("-" * WIDTHS[0], "-" * WIDTHS[1], "-" * WIDTHS[2])
    with sync_playwright() as playwright:
        browser = browsing.launch(playwright)
        for row in measure_pages(browser, options.book.resolve()):
            print_row(*row)
        browser.close()
    for row in measure_solve():
        print_row(*row)
    if not options.no_build:
        for row in measure_builds():
            print_row(*row)


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
        yield f"{MAP} by interact and matplotlib, in JupyterLab", spread(there), ""
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


def print_row(*cells):
    print(
        "  ".join(cell.ljust(width) for cell, width in zip(cells, WIDTHS, strict=True)).rstrip(), flush=True
    )


if __name__ == "__main__":
    main()

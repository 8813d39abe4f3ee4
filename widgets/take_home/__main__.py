"""`python -m widgets.take_home`: every sheet of the built book as a PDF of its own."""

import argparse
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests import browsing
from widgets.take_home import handouts

ROOT = Path(__file__).resolve().parents[2]


def main() -> int:
    parser = argparse.ArgumentParser(prog="widgets.take_home", description=__doc__)
    parser.add_argument("--book", type=Path, default=ROOT / "_build" / "html", help="folder of the built book")
    parser.add_argument("--to", type=Path, default=ROOT / "_build" / "handouts", help="folder of the PDFs")
    given = parser.parse_args()
    pages = handouts.with_sheets(given.book.resolve())
    if not pages:
        print(f"No page with sheets in {given.book}: run 'make book' first", file=sys.stderr)
        return 1
    with sync_playwright() as playwright:
        try:
            browser = browsing.launch(playwright)
        except RuntimeError as error:
            print(error, file=sys.stderr)
            return 1
        faults = []
        for page in pages:
            printed = handouts.print_sheets(browser, page, given.to / page.stem)
            faults += [f"{page.stem}: {fault}" for sheet in printed for fault in sheet.faults]
            print(f"{page.stem:24} {', '.join(f'{sheet.file.name} ({sheet.pages} p.)' for sheet in printed)}")
        browser.close()
    print(f"In {given.to}")
    if faults:
        print("", *faults, "", f"{len(faults)} part(s) do not fit their paper", sep="\n", file=sys.stderr)
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())

"""Build the whole book: `make book`."""

import sys
import time

from . import leftovers, sphinx_run

BUILD = sphinx_run.ROOT / "_build"


def main() -> int:
    began = time.perf_counter()
    leftovers.begin(BUILD)
    try:
        warnings = sphinx_run.run(BUILD, sphinx_run.ROOT / "_toc.yml")
    except sphinx_run.Failed as failed:
        warnings = [str(failed)]
    if warnings:
        print("", *warnings, "", sep="\n", file=sys.stderr)
        print(f"The book was not built: {len(warnings)} fault(s), above. The whole log: {BUILD / 'build.log'}",
              file=sys.stderr)  # fmt: skip
        return 1
    leftovers.end(BUILD)
    pages = len(list((BUILD / "html" / "chapters").rglob("*.html")))
    print(f"{pages} pages in {time.perf_counter() - began:.0f} s")
    print(f"Read it:   open {BUILD / 'html' / 'index.html'} in a browser")
    print(
        "Serve it:  .venv/bin/python -m http.server --directory _build/html 8000, then http://localhost:8000"
    )
    return 0

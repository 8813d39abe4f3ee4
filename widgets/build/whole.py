"""Build the whole book: `make book`, or `make book EDITION=class` for the edition without solutions."""

import sys
import time

from . import leftovers, sphinx_run

BUILD = sphinx_run.ROOT / "_build"
EDITIONS = {"": BUILD, "full": BUILD, "class": BUILD / "class"}


def main(edition: str = "") -> int:
    began = time.perf_counter()
    if edition not in EDITIONS:
        print(f"make book: there is no edition {edition!r}; there are: {', '.join(filter(None, EDITIONS))}.", file=sys.stderr)
        return 2
    folder, settings = EDITIONS[edition], {"edition": edition or "full"}
    leftovers.begin(folder)
    try:
        # both editions are made of the same outputs
        warnings = sphinx_run.run(folder, sphinx_run.ROOT / "_toc.yml", outputs=BUILD / ".jupyter_cache", **settings)
    except sphinx_run.Failed as failed:
        warnings = [str(failed)]
    if warnings:
        print("", *warnings, "", sep="\n", file=sys.stderr)
        print(f"The book was not built: {len(warnings)} fault(s), above. The whole log: {folder / 'build.log'}",
              file=sys.stderr)  # fmt: skip
        return 1
    leftovers.end(folder)
    page = (folder / "html" / "index.html").relative_to(sphinx_run.ROOT)
    pages = len(list((folder / "html" / "chapters").rglob("*.html")))
    print(f"{pages} pages in {time.perf_counter() - began:.0f} s")
    print(f"Read it:   open {sphinx_run.ROOT / page} in a browser")
    print(
        f"Serve it:  .venv/bin/python -m http.server --directory {page.parent} 8000, then http://localhost:8000"
    )
    return 0

"""One run of Sphinx with Jupyter Book's settings: a quiet terminal, the whole log in a file."""

import io
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


class Failed(Exception):
    """The build ended in an error; the message is for the terminal."""


def run(folder: Path, contents: Path, outputs: Path | None = None, **settings) -> list[str]:
    """Build the pages that the file `contents` (as _toc.yml) lists into `folder`/html.

    What the cells print is kept in `outputs`, or else beside the pages. `settings` are Sphinx's, over those of
    _config.yml. Gives the warnings, one string each; raises `Failed`. The log is in `folder`/build.log.
    """
    # jsonschema loads it if it can: a second to parse a grammar of addresses that no schema here speaks of
    sys.modules.setdefault("rfc3987_syntax", None)
    from jupyter_book.config import get_final_config
    from sphinx.application import Sphinx
    from sphinx.errors import SphinxError
    from sphinx.util import console
    from sphinx.util.docutils import docutils_namespace, patch_docutils

    console.nocolor()
    config, _ = get_final_config(
        user_yaml=ROOT / "_config.yml",
        cli_config={"external_toc_path": contents.as_posix(), "latex_individualpages": False},
        sourcedir=ROOT,
    )
    config["nb_execution_cache_path"] = str(outputs or folder / ".jupyter_cache")
    log, warnings = io.StringIO(), io.StringIO()
    try:
        with patch_docutils(None), docutils_namespace():
            Sphinx(
                srcdir=ROOT, confdir=None, outdir=folder / "html", doctreedir=folder / ".doctrees",
                buildername="html", confoverrides={**config, **settings}, status=log, warning=warnings,
            ).build()  # fmt: skip
    except SphinxError as error:
        raise Failed(f"{warnings.getvalue()}{error.category}: {error}") from None
    except BaseException:
        print(log.getvalue()[-3000:], warnings.getvalue(), sep="\n", file=sys.stderr)
        raise
    finally:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "build.log").write_text(log.getvalue() + warnings.getvalue(), encoding="utf-8")
    found = re.split(r"\n(?=\S[^\n]*(?:WARNING|ERROR|CRITICAL): )", warnings.getvalue().strip())
    return [warning for warning in found if warning]

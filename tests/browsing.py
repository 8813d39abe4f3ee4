"""A real browser for the tests: how to find one, and tabs that reach no host and note what was asked for."""

import re
import shutil
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Error

# Chromium without the window around it: the same engine for less than half the work
SHELL = "chromium-headless-shell"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
ON_MACOS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--no-first-run",
)  # fmt: skip
NO_BROWSER = (
    "No browser found: install Chromium or Google Chrome (Debian, Ubuntu: 'sudo apt-get install chromium'), "
    "or run '.venv/bin/python -m playwright install chromium'."
)


def system_browser(whole: bool = False) -> str | None:
    """Path of an installed Chromium or Chrome: the one that readers have if `whole`, else its shell if there is one."""
    found = [shutil.which(name) for name in NAMES] + [path for path in ON_MACOS if Path(path).exists()]
    shell = shutil.which(SHELL)
    return next(filter(None, [*found, shell] if whole else [shell, *found]), None)


def launch(playwright, whole: bool = False):
    """Start a browser: the system's (see `system_browser`), else Playwright's own. RuntimeError says how to get one."""
    try:
        return playwright.chromium.launch(executable_path=system_browser(whole), args=list(ARGUMENTS))
    except Error as error:
        if "Executable doesn't exist" in str(error):
            raise RuntimeError(NO_BROWSER) from None
        raise


OUTSIDE = re.compile(r"^(?!file:|data:|blob:|about:)")


class Tab:
    """A page opened from disk. It reaches no host; what it asked for and what it complained of is kept."""

    def __init__(self, page):
        self.page = page
        self.outside: list[str] = []
        self.complaints: list[str] = []
        page.route(OUTSIDE, self._refuse)
        page.on("websocket", lambda socket: self.outside.append(socket.url))
        page.on("console", self._listen)
        page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))

    def _refuse(self, route):
        self.outside.append(route.request.url)
        route.abort()

    def _listen(self, message):
        if message.type in ("error", "warning"):
            self.complaints.append(f"{message.type}: {message.text}")

    def open(self, file: Path, fragment: str = "") -> None:
        """Open `file`, and wait until its explorers can be moved and its games played."""
        self.page.goto(file.as_uri() + fragment)
        self.page.wait_for_function(
            "!document.querySelector(':is([data-explorer], [data-play]):not([data-ready])')",
            timeout=30_000,
        )


@contextmanager
def new_tab(browser, scripts: tuple[Path, ...] = (), **options):
    """A `Tab` in a context of its own; `options` as Playwright's `new_context` takes them."""
    context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
    context.set_default_timeout(15_000)
    context.set_default_navigation_timeout(30_000)
    for script in scripts:
        context.add_init_script(path=script)
    try:
        yield Tab(context.new_page())
    finally:
        context.close()

"""Find a browser for the tests, or get one: `make test` calls this before anything else.

In this order: the system's Chromium or Chrome; Playwright's own; Playwright's download (which takes the mirror that
PLAYWRIGHT_DOWNLOAD_HOST names); the system's package on Debian and Ubuntu, where this user may install one.
"""

import os
import shutil
import subprocess
import sys

from playwright.sync_api import Error, sync_playwright

from tests import browsing

SECONDS = 600  # for a download


def works() -> str | None:
    """Name and version of the browser that starts here; None where none does."""
    with sync_playwright() as playwright:
        try:
            browser = browsing.launch(playwright)
        except (RuntimeError, Error):
            return None
        name = f"Chromium {browser.version} ({browsing.system_browser() or 'from Playwright'})"
        browser.close()
        return name


def ways() -> list[list[list[str]]]:
    """What to try, one way after another; each a list of commands."""
    found = [[[sys.executable, "-m", "playwright", "install", "chromium"]]]
    rights = _rights()
    if rights is not None and shutil.which("apt-get"):
        apt = [*rights, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
        found.append([[*apt, "update"], [*apt, "install", "-y", "--no-install-recommends", "chromium"]])
        # a download may lack system libraries
        found.append([[*rights, sys.executable, "-m", "playwright", "install-deps", "chromium"], *found[0]])
    return found


def _rights() -> list[str] | None:
    """What to write before a command that installs packages; None without the right to."""
    if not hasattr(os, "geteuid"):
        return None
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and subprocess.call(["sudo", "-n", "true"], stderr=subprocess.DEVNULL) == 0:
        return ["sudo", "-n"]
    return None


def _done(command) -> bool:
    try:
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "stdin": subprocess.DEVNULL}
        return subprocess.run(command, timeout=SECONDS, **quiet).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def main() -> int:
    found = works()
    for commands in [] if found else ways():
        print(f"No browser yet; trying: {' '.join(commands[-1])}", flush=True)
        if all(_done(command) for command in commands) and (found := works()):
            break
    if not found:
        print(browsing.NO_BROWSER, file=sys.stderr)
        return 1
    print(f"Testing with {found}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

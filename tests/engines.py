"""Three browsers behind one small interface, for what a reader depends on in each of them.

Chromium and Firefox are driven by Playwright, WebKit (WebKitGTK, the nearest to Safari that Linux has) by WebDriver.
"""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

from playwright.sync_api import Error
from selenium import webdriver
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service

from tests import browsing

READER = Path(__file__).parent / "pages" / "reader.js"
READY = "!document.querySelector('[data-explorer]:not([data-ready])')"
LISTEN = """window.complaints = [];
addEventListener("error", (event) => complaints.push(event.message ?? event.target.outerHTML), true);
addEventListener("unhandledrejection", (event) => complaints.push(String(event.reason)));
for (const kind of ["error", "warn"]) console[kind] = (...words) => complaints.push(words.join(" "));"""
# drawn by the processor, without the detours of a graphics card that is not there
DRAW = {"GDK_BACKEND": "x11", "WEBKIT_DISABLE_COMPOSITING_MODE": "1", "WEBKIT_DISABLE_DMABUF_RENDERER": "1"}
INSTALL = {
    "chromium": "chromium",
    "firefox": "firefox-esr",
    "webkit": "webkit2gtk-driver xvfb",
}  # on Debian and Ubuntu


def firefox_binary() -> str | None:
    return shutil.which("firefox-esr") or shutil.which("firefox")


def mini_browser() -> str | None:
    """The browser that comes with WebKitGTK's driver."""
    found = sorted(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser"))
    return str(found[-1]) if found else None


def installed() -> dict[str, bool]:
    """Engine → whether this machine has it. Chromium is taken for granted: the tests fail without."""
    webkit = mini_browser() and shutil.which("WebKitWebDriver") and shutil.which("Xvfb")
    return {"chromium": True, "firefox": bool(firefox_binary()), "webkit": bool(webkit)}


def wanted() -> list[str]:
    """The engines to drive: those installed, and in CI all three."""
    return [name for name, there in installed().items() if there or os.environ.get("CI")]


def said() -> str:
    """One line for the head of a test run: the engines that are driven, and how to get the others."""
    lacking = [name for name in installed() if name not in wanted()]
    hint = "".join(f"; not {name} ('sudo apt-get install {INSTALL[name]}')" for name in lacking)
    return f"browsers: {', '.join(wanted())}{hint}"


class ByPlaywright:
    """A page of Chromium or Firefox."""

    def __init__(self, browser):
        self.browser, self.context = browser, None

    def open(self, file: Path, width: int = 1280, height: int = 900, ready: bool = True) -> None:
        """Open `file` in a window of its own, and wait until its explorers can be moved."""
        self.close_page()
        self.context = self.browser.new_context(viewport={"width": width, "height": height})
        self.context.add_init_script(LISTEN)
        self.context.add_init_script(path=READER)
        self.page = self.context.new_page()
        self.page.goto(file.as_uri())
        if ready:
            self.page.wait_for_function(READY, timeout=30_000)

    def resize(self, width: int, height: int) -> None:
        self.page.set_viewport_size({"width": width, "height": height})

    def run(self, script: str, argument=None):
        """What the JavaScript function `script` returns for `argument`, once it is there."""
        return self.page.evaluate(script, argument)

    def leave_and_return(self, other: Path) -> None:
        """Follow a link to `other`, and the browser's *Back*."""
        here = self.page.url
        self.page.goto(other.as_uri())
        self.page.evaluate("() => { setTimeout(() => history.back()); }")
        # asked for, not waited for: the event that tells of the way back is lost now and then
        for _ in range(300):
            try:
                if self.page.evaluate(f"(url) => location.href === url && {READY}", here):
                    return
            except Error:  # the page is on its way
                pass
            self.page.wait_for_timeout(100)
        raise AssertionError(f"the way back to {here} was not taken in 30 s")

    def back_tab(self) -> None:
        """Shift and Tab."""
        self.page.keyboard.press("Shift+Tab")

    def close_page(self):
        if self.context:
            self.context.close()
        self.context = None

    close = close_page


class Firefox(ByPlaywright):
    def __init__(self, playwright):
        binary = firefox_binary()
        if not binary:
            raise RuntimeError(f"No Firefox found: 'sudo apt-get install {INSTALL['firefox']}'")
        # a page that is not kept is loaded again on the way back, and its form filled in: what a reader's phone does
        prefs = {"browser.sessionhistory.max_total_viewers": 0}
        super().__init__(
            playwright.firefox.launch(channel="moz-firefox", executable_path=binary, firefox_user_prefs=prefs)
        )

    def close(self):
        self.close_page()
        self.browser.close()


class WebKit:
    """A page of WebKitGTK, on a screen that is not there. Its window is wide: a page stands in a frame of its width."""

    FRAME = (
        "<!doctype html><style>body {{ margin: 0; }} iframe {{ border: 0; }}</style>"
        '<iframe src="{}" width="{}" height="{}"></iframe>'
    )

    def __init__(self, folder: Path):
        if not installed()["webkit"]:
            raise RuntimeError(f"No WebKit found: 'sudo apt-get install {INSTALL['webkit']}'")
        self.folder = folder
        read, write = os.pipe()
        self.screen = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", "1400x1000x24", "-nolisten", "tcp"],
            pass_fds=[write], stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(write)
        with os.fdopen(read) as told:
            display = told.readline().strip()
        options = Options()
        options.binary_location = mini_browser()
        options.add_argument("--automation")
        service = Service(
            shutil.which("WebKitWebDriver"),
            env={**os.environ, **DRAW, "DISPLAY": f":{display}"},
        )
        self.driver = webdriver.WebKitGTK(options=options, service=service)
        self.driver.set_window_size(1320, 960)
        self.driver.set_script_timeout(180)

    def open(self, file: Path, width: int = 1280, height: int = 900, ready: bool = True) -> None:
        self._show(file, file.read_text("utf-8"), width, height, ready)

    def open_as_paper(self, file: Path, width: int = 720) -> None:
        """Open `file` with its rules for paper in force: WebDriver prints nothing here."""
        text = file.read_text("utf-8")
        for link, address in re.findall(r'(<link [^>]*href="([^"?:]+\.css)[^"]*"[^>]*>)', text):
            style = (file.parent / address).read_text("utf-8").replace("</style", "")
            text = text.replace(link, f"<style>{_on_paper(style)}</style>")
        self._show(file, _on_paper(text), width, 900, True)

    def _show(self, file, text, width, height, ready):
        # a copy of the page that begins by listening for complaints; all it loads is where it was
        copy, frame = self.folder / "page.html", self.folder / "frame.html"
        begin = f'<head><base href="{file.as_uri()}"><script>{LISTEN}{READER.read_text("utf-8")}</script>'
        copy.write_text(text.replace("<head>", begin, 1), "utf-8")
        frame.write_text(self.FRAME.format(copy.as_uri(), width, height), "utf-8")
        self.driver.get(frame.as_uri())
        self.driver.switch_to.frame(0)
        if ready:
            self._wait()

    def _wait(self):
        self.run("""async () => {
          for (const end = Date.now() + 30000; document.readyState !== "complete"
            || document.querySelector("[data-explorer]:not([data-ready])");) {
            if (Date.now() > end) throw new Error("the explorers are not ready");
            await new Promise((done) => setTimeout(done, 20));
          }
        }""")

    def leave_and_return(self, other: Path) -> None:
        self.driver.switch_to.default_content()
        self.driver.get(other.as_uri())
        self.driver.back()
        self.driver.switch_to.frame(0)
        self._wait()

    def resize(self, width: int, height: int) -> None:
        self.driver.switch_to.parent_frame()
        size = f"document.querySelector('iframe').width = {width}; document.querySelector('iframe').height = {height};"
        self.driver.execute_script(size)
        self.driver.switch_to.frame(0)

    def run(self, script: str, argument=None):
        told = self.driver.execute_async_script(
            "const [argument, done] = arguments;"
            f"Promise.resolve(({script})(JSON.parse(argument)))"
            ".then((value) => done([true, value]), (fault) => done([false, String(fault)]));",
            json.dumps(argument),
        )
        if not told[0]:
            raise AssertionError(told[1])
        return told[1]

    def close(self):
        self.driver.quit()
        self.screen.terminate()
        self.screen.wait()


def _on_paper(style: str) -> str:
    """Rules for paper for every medium, those for screens for none."""
    return re.sub(r"@media\s+print\b", "@media all", re.sub(r"@media\s+screen\b", "@media not all", style))


def start(name: str, playwright, folder: Path):
    """Start the engine `name`; `folder` is for its scratch files. RuntimeError says how to get it."""
    if name == "webkit":
        return WebKit(folder)
    return Firefox(playwright) if name == "firefox" else ByPlaywright(browsing.launch(playwright, whole=True))

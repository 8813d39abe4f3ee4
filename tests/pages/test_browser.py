"""The tests drive a real browser or stop: none of them is skipped for want of one."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from playwright.sync_api import Error

from tests import browsing


def missing(**options):
    raise Error("BrowserType.launch: Executable doesn't exist at /nowhere/chrome")


def test_without_a_browser_one_sentence_says_how_to_get_one(monkeypatch):
    monkeypatch.setattr(browsing, "system_browser", lambda whole: None)
    with pytest.raises(RuntimeError, match="install Chromium or Google Chrome") as stopped:
        browsing.launch(SimpleNamespace(chromium=SimpleNamespace(launch=missing)))
    assert "\n" not in str(stopped.value)


def test_a_systems_browser_is_taken_before_playwrights_own(monkeypatch):
    taken = {}
    monkeypatch.setattr(
        browsing.shutil, "which", lambda name: f"/bin/{name}" if name == "google-chrome" else None
    )
    browsing.launch(SimpleNamespace(chromium=SimpleNamespace(launch=lambda **options: taken.update(options))))
    assert taken["executable_path"] == "/bin/google-chrome" and "--no-sandbox" in taken["args"]


@pytest.mark.parametrize(
    ("whole", "taken"), [(False, "/bin/chromium-headless-shell"), (True, "/bin/chromium")]
)
def test_what_readers_have_is_driven_where_it_is_asked_for(monkeypatch, whole, taken):
    monkeypatch.setattr(
        browsing.shutil, "which", lambda name: f"/bin/{name}" if name in (browsing.SHELL, "chromium") else None
    )
    assert browsing.system_browser(whole) == taken


def test_no_host_is_in_reach_and_every_attempt_is_noted(browser, tmp_path):
    file = tmp_path / "page.html"
    file.write_text(
        '<!doctype html><title>Test</title><img src="https://example.org/picture.png" alt="">', "utf-8"
    )
    with browsing.new_tab(browser) as tab:
        tab.open(file)
        assert tab.outside == ["https://example.org/picture.png"]
        assert any("ERR_FAILED" in text for text in tab.complaints)


def test_no_test_asks_to_be_skipped():
    marks = ("pytest.skip", "mark.skip", "importorskip", "mark.xfail")
    for file in Path(__file__).parents[1].glob("**/*.py"):
        if file != Path(__file__):
            text = file.read_text(encoding="utf-8")
            assert not any(mark in text for mark in marks), f"{file.name} may pass without having looked"

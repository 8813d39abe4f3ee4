"""The two commands on a machine that is not ours: each case in a copy of the book, with make itself."""

import http.server
import os
import shutil
import subprocess
import threading
from pathlib import Path

import pytest

from widgets.build import setup

ROOT = Path(__file__).resolve().parents[2]
NOT_COPIED = shutil.ignore_patterns(
    ".git", ".venv", "_build", "__pycache__", ".*_cache", ".hypothesis", "*.egg-info"
)
NAME = """Mein "Ordner" ä's $HOME, 2 (neu)"""


def make(folder, *arguments, **environ):
    """Run make in `folder`, with `environ` over this machine's variables."""
    env = {
        n: v for n, v in os.environ.items() if n not in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS", "PYTEST_ADDOPTS")
    }
    return subprocess.run(
        ["make", *arguments],
        cwd=folder,
        env=env | environ,
        capture_output=True,
        encoding="utf-8",
        timeout=600,
    )


def uv_cache():
    """Where packages are kept, so that a test with another home need not fetch them again."""
    found = subprocess.run(
        [shutil.which("uv") or ROOT / ".venv/bin/uv", "cache", "dir"], capture_output=True, text=True
    )
    return found.stdout.strip()


@pytest.fixture(scope="module")
def foreign(tmp_path_factory):
    """Variables of another project, another Python and another user."""
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    for name in ("models", "widgets", "sitecustomize", "yaml", "build", "book"):
        (elsewhere / f"{name}.py").write_text(f"raise ImportError('a foreign {name}')\n")
    return {
        "PYTHONPATH": str(elsewhere), "PYTHONHOME": "/nowhere", "PYTHONSTARTUP": "/nowhere/start.py",
        "PYTHONOPTIMIZE": "2", "VIRTUAL_ENV": "/nowhere/venv", "CONDA_PREFIX": "/nowhere/conda",
        "PIP_TARGET": str(elsewhere / "pip"), "PIP_USER": "1", "PIP_NO_DEPS": "1", "PIP_REQUIRE_VIRTUALENV": "1",
        "UV_SYSTEM_PYTHON": "1", "UV_PROJECT_ENVIRONMENT": "/nowhere/venv", "UV_TARGET": str(elsewhere / "uv"),
        "UV_PYTHON": "3.9", "UV_EXCLUDE_NEWER": "2001-01-01", "UV_CACHE_DIR": uv_cache(),
        "HOME": "/proc/nowhere", "LC_ALL": "C", "LANG": "C", "MAKEFLAGS": "-k -j4", "JUPYTER_PATH": "/nowhere",
    }  # fmt: skip


@pytest.fixture(scope="module")
def installed(tmp_path_factory, foreign):
    """A copy of the book in a folder with an awkward name, set up with foreign variables set."""
    folder = tmp_path_factory.mktemp("clone") / NAME
    shutil.copytree(ROOT, folder, ignore=NOT_COPIED)
    done = make(folder, "setup", **foreign)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def test_a_chapter_is_built_in_an_awkward_folder_with_foreign_variables(installed, foreign):
    done = make(installed, "page", "PAGE=venue", **foreign)
    assert done.returncode == 0, done.stdout + done.stderr
    page = installed / "_build/page/venue/html/chapters/start/venue.html"
    assert str(page) in done.stdout
    assert page.read_text(encoding="utf-8").count("data-explorer=") >= 2


def test_an_environment_that_is_ready_is_left_alone(installed):
    assert "setup.py" not in make(installed, "-n", "setup").stdout


def test_a_name_is_never_read_by_the_shell(installed):
    done = make(installed, "page", """PAGE=a'b"; touch harm; `touch harm`""")
    assert done.returncode != 0
    assert "there is no chapter" in done.stderr
    assert not (installed / "harm").exists()


def test_without_a_browser_nothing_begins_and_one_sentence_says_what_to_do(installed, tmp_path):
    tools = tmp_path / "bin"
    tools.mkdir()
    for tool in ("sh", "bash", "make", "cat", "pwd", "touch"):
        if found := shutil.which(tool):
            (tools / tool).symlink_to(found)
    done = make(
        installed, "test", PATH=str(tools), PLAYWRIGHT_BROWSERS_PATH=str(tmp_path / "none"),
        PLAYWRIGHT_DOWNLOAD_HOST="http://127.0.0.1:9", PLAYWRIGHT_SKIP_BROWSER_GC="1",
    )  # fmt: skip
    assert done.returncode != 0
    said = [line for line in done.stderr.splitlines() if not line.startswith("make")]
    assert len(said) == 1 and said[0].startswith("No browser found: install Chromium"), done.stderr
    assert not (installed / "_build/html").exists()


def test_a_folder_that_was_moved_is_set_up_anew(installed):
    moved = installed.with_name("moved")
    installed.rename(moved)
    try:
        assert "setup.py" in make(moved, "-n", "setup").stdout
    finally:
        moved.rename(installed)


def test_a_python_that_does_not_fit_is_named(tmp_path):
    shutil.copy(ROOT / "Makefile", tmp_path)
    (tmp_path / "requirements.lock").touch()
    python = tmp_path / "an old python"
    python.write_text("#!/bin/sh\nexit 1\n")
    python.chmod(0o755)
    done = make(tmp_path, "book", PYTHON=str(python))
    assert done.returncode != 0
    assert "needs Python 3.11, 3.12 or 3.13" in done.stderr and str(python) in done.stderr


def test_a_checkout_with_windows_line_ends_has_ours(tmp_path):
    git = ["git", "-c", "core.autocrlf=true", "-c", "user.name=x", "-c", "user.email=x"]
    source, clone = tmp_path / "source", tmp_path / "clone"
    shutil.copytree(ROOT, source, ignore=NOT_COPIED)
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "x"]):
        subprocess.run([*git, *command], cwd=source, check=True, capture_output=True)
    subprocess.run([*git, "clone", "-q", source, clone], check=True, capture_output=True)
    files = [path for path in clone.rglob("*") if path.is_file() and ".git" not in path.parts]
    assert (clone / "Makefile") in files
    for path in files:
        assert path.read_bytes() == (ROOT / path.relative_to(clone)).read_bytes(), path


# -- where packages come from -------------------------------------------------------------------------------


@pytest.fixture
def mirror():
    """A package index that has nothing, its address, and the paths it was asked for."""
    asked = []

    class Nothing(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *arguments):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Nothing)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/simple", asked
    server.shutdown()


@pytest.mark.parametrize("kind", ["variable of pip", "file of pip", "variable of uv"])
def test_a_mirror_set_for_one_is_used_by_both(kind, mirror, tmp_path):
    address, asked = mirror
    environ = {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path),
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_RETRIES": "0",
    }
    if kind == "variable of pip":
        environ["PIP_INDEX_URL"] = address
    elif kind == "file of pip":
        environ["PIP_CONFIG_FILE"] = str(tmp_path / "pip.conf")
        (tmp_path / "pip.conf").write_text(f"[global]\nindex-url = {address}\n")
    else:
        environ["UV_DEFAULT_INDEX"] = address
    python = ROOT / ".venv/bin/python"
    pip_env = setup.pip_environment(environ)
    pip = [python, "-I", "-m", "pip", "--no-cache-dir"]
    subprocess.run(
        [*pip, "download", "--no-deps", "asked-by-pip"], env=pip_env, cwd=tmp_path, capture_output=True
    )
    listed = subprocess.run([*pip, "config", "list"], env=pip_env, capture_output=True, text=True).stdout
    uv_env = setup.uv_environment(environ, setup.pip_settings(listed))
    subprocess.run(
        [python, "-m", "uv", "pip", "install", "--dry-run", "--no-cache", "--python", python, "asked-by-uv"],
        env=uv_env, cwd=tmp_path, capture_output=True,
    )  # fmt: skip
    assert {"/simple/asked-by-pip/", "/simple/asked-by-uv/"} <= set(asked)


def test_every_setting_of_pip_that_says_where_from_has_uvs_name():
    listed = "\n".join([
        "global.index-url='https://a/simple'", "install.index-url='https://b/simple'",
        "global.extra-index-url='https://c/simple\\nhttps://d/simple'", "global.find-links='/w1 /w2'",
        "global.trusted-host='b'", ":env:.cert='/c.pem'", "global.no-index='false'", "freeze.user='true'",
    ])  # fmt: skip
    found = setup.uv_environment(
        {"UV_TARGET": "/x", "PIP_TARGET": "/x", "LANG": "C"}, setup.pip_settings(listed)
    )
    assert found == {
        "LANG": "C", "UV_DEFAULT_INDEX": "https://b/simple", "UV_INDEX": "https://c/simple https://d/simple",
        "UV_FIND_LINKS": "/w1,/w2", "UV_INSECURE_HOST": "b", "SSL_CERT_FILE": "/c.pem",
        "UV_INDEX_STRATEGY": "unsafe-best-match",
    }  # fmt: skip

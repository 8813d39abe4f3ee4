"""Make the environment: `make setup`, or `python3 widgets/build/setup.py`. Standard library only.

`.venv` is made by the Python that runs this file. pip installs uv, and uv the packages of requirements.lock, each
by its hash. What this machine's settings say of *where* packages come from (an index, a mirror, a proxy, a
certificate), in files or variables of pip or uv, serves both; what they say of *where to and how* is left out.
"""

import ast
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
READY = VENV / ".ready"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LOWEST, HIGHEST = (3, 11), (3, 13)

# pip's name of a setting of the second kind → uv's variable
UV_NAMES = {
    "index-url": "UV_DEFAULT_INDEX", "extra-index-url": "UV_INDEX", "find-links": "UV_FIND_LINKS",
    "no-index": "UV_NO_INDEX", "trusted-host": "UV_INSECURE_HOST", "timeout": "UV_HTTP_TIMEOUT",
    "default-timeout": "UV_HTTP_TIMEOUT", "cert": "SSL_CERT_FILE", "client-cert": "SSL_CLIENT_CERT",
    "proxy": "ALL_PROXY",
}  # fmt: skip
# uv's own, and the older names of the same
OLD_NAMES = {"UV_INDEX_URL": "UV_DEFAULT_INDEX", "UV_EXTRA_INDEX_URL": "UV_INDEX"}
KEPT_OF_PIP = {
    *UV_NAMES, "config-file", "cache-dir", "no-cache-dir", "retries", "keyring-provider", "disable-pip-version-check",
}  # fmt: skip
KEPT_OF_UV = {
    *UV_NAMES.values(), *OLD_NAMES, "UV_CACHE_DIR", "UV_NO_CACHE", "UV_CONFIG_FILE", "UV_INDEX_STRATEGY", "UV_OFFLINE",
    "UV_NATIVE_TLS", "UV_SYSTEM_CERTS", "UV_KEYRING_PROVIDER", "UV_LINK_MODE", "UV_HTTP_RETRIES",
}  # fmt: skip


def pip_environment(environ: dict) -> dict:
    """`environ` without what would send pip's packages elsewhere, and with uv's index where pip has none."""
    found = {name: value for name, value in environ.items() if not name.startswith(("PIP_", "PYTHON"))}
    for name, value in environ.items():
        if name.startswith("PIP_") and name[4:].lower().replace("_", "-") in KEPT_OF_PIP:
            found[name] = value
    for pip, uv in (("PIP_INDEX_URL", "UV_DEFAULT_INDEX"), ("PIP_INDEX_URL", "UV_INDEX_URL")):
        if pip not in found and environ.get(uv):
            found[pip] = environ[uv]
    # files may say so too
    return found | {"PIP_USER": "0", "PIP_REQUIRE_VIRTUALENV": "0", "PYTHONUTF8": "1"}


def uv_environment(environ: dict, settings: dict) -> dict:
    """`environ` for uv, with pip's `settings` under uv's names where uv has none of its own."""
    found = {
        n: v for n, v in environ.items() if not n.startswith(("UV_", "PIP_", "PYTHON")) and n != "VIRTUAL_ENV"
    }
    for name, value in environ.items():
        if name in KEPT_OF_UV or (name.startswith("UV_INDEX_") and name.endswith(("_USERNAME", "_PASSWORD"))):
            found[OLD_NAMES.get(name, name)] = value
    for pip, uv in UV_NAMES.items():
        value = settings.get(pip)
        if not value or uv in found:
            continue
        if uv == "UV_NO_INDEX":
            value = "1" if value.lower() in ("1", "true", "yes", "on") else ""
        found[uv] = ",".join(value.split()) if uv == "UV_FIND_LINKS" else " ".join(value.split())
    if "UV_INDEX" in found:  # pip takes the best of all indexes, uv by itself the first that knows the name
        found.setdefault("UV_INDEX_STRATEGY", "unsafe-best-match")
    return {name: value for name, value in found.items() if value}


def pip_settings(listed: str) -> dict:
    """What `pip config list` prints, by name; variables win over `[install]`, and that over `[global]`."""
    found = {}
    for line in listed.splitlines():
        key, equals, value = line.partition("=")
        section, _, name = key.rpartition(".")
        if equals and section in ("global", "install", ":env:"):
            rank = ("global", "install", ":env:").index(section)
            if rank >= found.get(name, (-1,))[0]:
                found[name] = (rank, str(ast.literal_eval(value)))
    return {name: value for name, (_, value) in found.items()}


def locked(package: str) -> str:
    """The lines of requirements.lock for `package`, with its hashes."""
    lines, wanted = [], False
    for line in (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith((" ", "#")):
            wanted = line.startswith(f"{package}==")
        if wanted:
            lines.append(line)
    return "\n".join(lines) + "\n"


def make_environment() -> None:
    """`.venv` with this Python; an environment of another version, or of a folder that was moved, goes."""
    fits = f"import sys; sys.exit(sys.version_info[:2] != {sys.version_info[:2]!r})"
    made_here = READY.exists() and READY.read_text(encoding="utf-8").strip() == str(ROOT)
    if made_here and PYTHON.exists() and not subprocess.call([PYTHON, "-I", "-c", fits]):
        return
    venv.EnvBuilder(clear=True, symlinks=os.name != "nt", with_pip=True).create(VENV)


def install() -> None:
    environ = dict(os.environ)
    pip = [PYTHON, "-I", "-m", "pip", "--disable-pip-version-check"]
    wanted = VENV / "uv.txt"
    wanted.write_text(locked("uv"), encoding="utf-8")
    env = pip_environment(environ)
    run([*pip, "install", "--quiet", "--require-hashes", "--only-binary", ":all:", "-r", wanted], env)
    listed = subprocess.run([*pip, "config", "list"], env=env, capture_output=True, encoding="utf-8").stdout
    env = uv_environment(environ, pip_settings(listed))
    if not os.access(Path.home(), os.W_OK):  # no home to keep downloads in
        env.setdefault("UV_CACHE_DIR", str(VENV / ".downloads"))
    print("Installing the packages of requirements.lock", flush=True)
    uv = [PYTHON, "-I", "-m", "uv", "pip", "install", "--python", PYTHON, "--no-deps", "--quiet"]
    run([*uv, "--require-hashes", "--only-binary", ":all:", "-r", ROOT / "requirements.lock"], env)
    put_on_path()


def put_on_path() -> None:
    """Let `models` and `widgets` be imported from this folder.

    As an editable install would, but named from where the packages lie: Python reads such a file in the locale's
    encoding, in which the folder's own name need not be writable.
    """
    place = "import sysconfig; print(ascii(sysconfig.get_path('purelib')))"
    found = subprocess.run(
        [PYTHON, "-I", "-c", place], check=True, capture_output=True, encoding="ascii"
    ).stdout
    packages = Path(ast.literal_eval(found))
    path = os.path.relpath(ROOT, packages).replace(os.sep, "/")
    (packages / "terms_and_threats.pth").write_text(f"{path}\n", encoding="ascii")


def run(command, env) -> None:
    subprocess.run(command, env=env, cwd=ROOT, check=True)


def main() -> int:
    if not LOWEST <= sys.version_info[:2] <= HIGHEST:
        print(f"The book needs Python 3.11, 3.12 or 3.13; this is {sys.version.split()[0]}.", file=sys.stderr)
        return 1
    print(f"Setting up .venv with Python {sys.version.split()[0]}", flush=True)
    try:
        make_environment()
    except (ImportError, subprocess.CalledProcessError, SystemExit):
        print(
            "Python could not make an environment: install your system's package for it "
            "(python3-venv on Debian and Ubuntu).",
            file=sys.stderr,
        )
        return 1
    READY.unlink(missing_ok=True)
    try:
        install()
    except subprocess.CalledProcessError as error:
        print(
            f"The packages could not be installed (see above); exit code {error.returncode}.", file=sys.stderr
        )
        return 1
    READY.write_text(f"{ROOT}\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

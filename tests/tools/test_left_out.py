"""The last line of a run says how many tests were left out, and why."""

import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.left_out import BROWSER_REASON, SHARED_REASON, closing_line
from tools import chromium

ROOT = Path(__file__).resolve().parents[2]
WITHOUT_DJANGO = ["-p", "no:django", "-W", "ignore::pytest.PytestConfigWarning"]


def skipped(*reasons):
    return [SimpleNamespace(longrepr=("file", 1, f"Skipped: {reason}")) for reason in reasons]


@pytest.mark.parametrize(
    ("reports", "line"),
    [
        (skipped(), "Left out: nothing."),
        (
            skipped(SHARED_REASON, BROWSER_REASON, "needs ../shared/evidence"),
            "Left out: 2 tests of ../shared data (it is not beside this clone),"
            + " 1 browser test (no Chromium could be had).",
        ),
        (skipped("no such zone"), "Left out: 1 for: no such zone."),
    ],
)
def test_reasons_are_counted(reports, line):
    assert closing_line(reports) == line


def test_without_a_browser_the_last_line_counts_what_is_missing():
    file = "tests/tools/test_browser.py"
    command = [sys.executable, "-m", "pytest", file, "-n", "2", *WITHOUT_DJANGO]
    told = subprocess.run(
        command, cwd=ROOT, env=os.environ | {"CHROMIUM": ""}, capture_output=True, text=True
    )

    *_, summary, last = told.stdout.splitlines()
    assert last == "Left out: 11 browser tests (no Chromium could be had)."
    assert summary.startswith("10 passed, 11 skipped in ")


def program(folder, name, says, status=0):
    file = folder / name
    file.write_text(f"#!/bin/sh\necho {says}\nexit {status}\n")
    file.chmod(0o755)
    return str(file)


def test_the_first_browser_that_starts_is_taken(tmp_path):
    hint = program(tmp_path, "chromium-browser", "install the snap", status=1)
    real = program(tmp_path, "google-chrome", "Google Chrome 1.2")
    told = {"PATH": str(tmp_path), "HOME": str(tmp_path)}

    assert chromium.find(told) == real
    assert chromium.find(told | {"CHROMIUM": real}) == real
    assert chromium.find(told | {"CHROMIUM": hint}) is None
    assert chromium.find(told | {"CHROMIUM": ""}) is None


def test_a_browser_that_playwright_brought_is_found(tmp_path):
    folder = tmp_path / "chromium_headless_shell-1/chrome-linux"
    folder.mkdir(parents=True)
    brought = program(folder, "headless_shell", "Chromium 1.2")

    told = {"PATH": "", "HOME": "/nowhere", "PLAYWRIGHT_BROWSERS_PATH": str(tmp_path)}
    assert chromium.find(told) == brought

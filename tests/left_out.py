"""Tests that cannot run everywhere: they are left out with a reason, and the last line says so.

A test that asks for a browser fixture, or is marked `browser`, needs a Chromium. A test that
asks for the fixture `shared`, or is marked `shared`, needs the folder ../shared (or the one
that HUB_SHARED names); a test may also look for a file of it and skip itself.
"""

import os
from collections import Counter
from pathlib import Path

import pytest

from tools.chromium import find

SHARED = Path(os.environ.get("HUB_SHARED") or Path(__file__).resolve().parents[2] / "shared")
BROWSER_REASON = "browser tests: no Chromium could be had"
SHARED_REASON = "tests of ../shared data: it is not beside this clone"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder ../shared; without it the test is left out."""
    return SHARED


def pytest_collection_modifyitems(items):
    for item in items:
        for marker, fixture in (("browser", "chromium"), ("shared", "shared")):
            if fixture in getattr(item, "fixturenames", ()):
                item.add_marker(marker)
    without = {"browser": BROWSER_REASON} if _asked(items, "browser") and not find() else {}
    if not SHARED.is_dir():
        without["shared"] = SHARED_REASON
    for item in items:
        for marker, reason in without.items():
            if item.get_closest_marker(marker):
                item.add_marker(pytest.mark.skip(reason=reason))


def _asked(items, marker):
    return any(item.get_closest_marker(marker) for item in items)


def pytest_unconfigure(config):
    """The very last line, after pytest's own; under xdist only the parent writes it."""
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None or hasattr(config, "workerinput") or config.option.collectonly:
        return
    reporter.write_line(closing_line(reporter.stats.get("skipped", [])))


def closing_line(skipped):
    """How many tests were left out, and why, the most first."""
    reasons = Counter(_reason(report) for report in skipped)
    if not reasons:
        return "Left out: nothing."
    parts = []
    for reason, number in sorted(reasons.items(), key=lambda pair: (-pair[1], pair[0])):
        what, _, why = reason.partition(": ")
        what = what.replace("tests", "test", 1) if number == 1 else what
        parts.append(f"{number} {what} ({why})" if why else f"{number} for: {what}")
    return f"Left out: {', '.join(parts)}."


def _reason(report):
    told = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    return SHARED_REASON if "../shared" in told else told.removeprefix("Skipped: ")

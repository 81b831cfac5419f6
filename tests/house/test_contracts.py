"""Each of the six import contracts is broken by a fault of its kind, and by no other."""

import os
import re
import shutil
import subprocess
import sys

import pytest

from tools.house import ROOT

FLOORS = "The hub's floors: imports only run downwards"
SHELVES = "Inside every room: faces, shapes, services, queries, rules, models, states"
PURE = "Engines know neither Django nor the hub"
APART = "Engines do not know each other"
FACES = "A face is never imported but by the urls and the site"
CIRCLES = "No cycles anywhere"
LINT = "from importlinter.cli import lint_imports_command as lint; lint()"
CLIMB = "import eduhub.people.states"
ENGINE, BY = "eduhub.engines.evidence", "engines/evidence/by.py"

FAULTS = {
    "a neighbour knows a neighbour, inside a function": (
        {"catalogue/rules.py": "def late():\n    import eduhub.bookings"},
        {FLOORS},
    ),
    "a room that is not on the ladder": ({"lending/__init__.py": ""}, {FLOORS}),
    "a lower floor knows an upper one that knows it": (
        {"people/states.py": "import eduhub.insights.states", "insights/states.py": CLIMB},
        {FLOORS, CIRCLES},
    ),
    "a module that is no shelf": ({"pilots/matching.py": ""}, {SHELVES}),
    "the lowest shelf knows its neighbour": (
        {"events/states.py": "import eduhub.events.notices", "events/notices.py": ""},
        {SHELVES},
    ),
    "an engine knows Django": ({"engines/evidence/planted.py": "import django"}, {PURE}),
    "an engine knows Django by a detour": (
        {"engines/evidence/planted.py": f"import {ENGINE}.by", BY: "import django"},
        {PURE},
    ),
    "an engine knows another": ({"engines/planted.py": f"import {ENGINE}"}, {APART}),
    "a rule knows a face of a room below": (
        {"pilots/rules.py": "import eduhub.catalogue.forms", "catalogue/forms.py": ""},
        {FACES},
    ),
    "two modules know each other": (
        {"kit/one.py": "import eduhub.kit.two", "kit/two.py": "import eduhub.kit.one"},
        {CIRCLES},
    ),
}


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """The house's code and contracts, to be spoilt."""
    root = tmp_path_factory.mktemp("copy")
    no_code = shutil.ignore_patterns("__pycache__", "templates", "static", "locale")
    shutil.copytree(ROOT / "src", root / "src", ignore=no_code)
    shutil.copy(ROOT / "pyproject.toml", root)
    return root


@pytest.fixture
def plant(copy):
    """Add lines to modules of the copy; afterwards they are as they were."""
    before = {}

    def put(name, text):
        file = copy / "src/eduhub" / name
        if file.with_suffix("").is_dir():  # a shelf that has become a folder
            file = file.with_suffix("") / "__init__.py"
        before[file] = file.read_text() if file.exists() else None
        file.parent.mkdir(exist_ok=True)
        file.write_text(f"{before[file] or ''}\n{text}\n")

    yield put
    for file, text in before.items():
        file.unlink() if text is None else file.write_text(text)


def broken(copy):
    """The names of the contracts that do not hold."""
    told = subprocess.run(
        [sys.executable, "-c", LINT, "--no-logo"],
        cwd=copy,
        env=os.environ | {"PYTHONPATH": str(copy / "src"), "COLUMNS": "200"},
        capture_output=True,
        text=True,
    )
    verdicts = dict(re.findall(r"^(\S.*) (KEPT|BROKEN)$", told.stdout, re.MULTILINE))
    assert set(verdicts) == {FLOORS, SHELVES, PURE, APART, FACES, CIRCLES}, told.stdout
    return {name for name, verdict in verdicts.items() if verdict == "BROKEN"}


def test_a_house_without_planted_faults_keeps_all_six(copy):
    assert broken(copy) == set()


@pytest.mark.parametrize(("files", "expected"), FAULTS.values(), ids=FAULTS)
def test_a_planted_fault_breaks_its_contract_and_no_other(plant, copy, files, expected):
    for name, text in files.items():
        plant(name, text)

    assert broken(copy) == expected

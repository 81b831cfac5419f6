"""docs/reference: settings, commands, thresholds, drawings, written from the code: `write`, `check`."""

import argparse
import os
import sys
from pathlib import Path

import django
from django.core.management import get_commands, load_command_class

from eduhub.site import embedded
from eduhub.site.cli import DJANGOS, own_commands
from eduhub.site.environment import VARIABLES, Variable
from tools import drawings
from tools.thresholds_page import thresholds_page

ROOT = Path(__file__).resolve().parents[1]
REFERENCE = ROOT / "docs" / "reference"
INNER = {"EDUHUB_POOL", "EDUHUB_CHILD"}


def settings_page() -> str:
    """One row a setting: name, kind, default, what for."""
    rows = "\n".join(_row(variable) for variable in VARIABLES if variable.name not in INNER)
    return (
        "# Settings\n\n"
        "Every setting is an environment variable with a type and a default. A value of the wrong\n"
        "kind, or a name that begins with `EDUHUB_` and is not in this table, stops the start with\n"
        "one line that says why. `eduhub check --deploy` refuses a hub that is not fit for the world.\n\n"
        "| name | kind | default | what for |\n|---|---|---|---|\n"
        f"{rows}\n"
    )


def _row(variable: Variable) -> str:
    kind = variable.read.__name__.replace("_", " ")
    default = f"`{variable.default}`" if variable.default else "empty"
    return f"| `{variable.name}` | {kind} | {default} | {variable.help} |"


def commands_page() -> str:
    """One paragraph a command, the hub's own first."""
    known = get_commands()
    parts = [
        "# Commands\n",
        "`eduhub` is the one command line; `eduhub COMMAND --help` says more.",
    ]
    parts.append(
        "A command that refuses says why in one line and ends with a status that is not 0.\n"
    )
    for name in (*own_commands(), *DJANGOS):
        command = load_command_class(str(known[name]), name)
        usage = command.create_parser("eduhub", name).format_usage()
        parts.append(
            f"## {name}\n\n{command.help}\n\n```\n{usage.removeprefix('usage: ').strip()}\n```\n"
        )
    return "\n".join(parts)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("write", "check"))
    told = parser.parse_args()
    os.environ["DJANGO_SETTINGS_MODULE"] = "eduhub.site.settings"
    os.environ["COLUMNS"] = "96"
    if not os.environ.get("DATABASE_URL"):
        embedded.hold()
    django.setup()
    stale = []
    pages = {
        "settings.md": settings_page(),
        "commands.md": commands_page(),
        "evidence/thresholds.md": thresholds_page(),
        "evidence/forest.svg": drawings.forest(),
        "evidence/power.svg": drawings.power_curve(),
        "evidence/attrition.svg": drawings.boundary(),
    }
    for name, page in pages.items():
        file = REFERENCE / name
        if told.what == "write":
            file.write_text(page)
        elif not file.exists() or file.read_text() != page:
            stale.append(name)
    if stale:
        print(
            f"docs/reference is not as the code says: {', '.join(stale)}. Run tools/reference.py write."
        )
    return bool(stale)


if __name__ == "__main__":
    sys.exit(main())

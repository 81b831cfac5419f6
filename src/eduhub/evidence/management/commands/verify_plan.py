from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import CommandError
from django.utils.translation import gettext as _

from eduhub.evidence.services import check_plan
from eduhub.kit.cli import HubCommand


class Command(HubCommand):
    help = "Work out the fingerprint of a plan's file; with --fingerprint, compare it."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="a plan as downloaded from the hub")
        parser.add_argument("--fingerprint", help="as shown on the plan's page")

    def handle(self, *args: Any, **options: Any) -> None:
        checked = check_plan(_read(options["file"]))
        self.stdout.write(checked.fingerprint)
        expected = options["fingerprint"]
        if expected and expected.replace(" ", "").lower() != checked.fingerprint:
            raise CommandError(_("The fingerprint is another one: this is not the frozen plan."))
        if not checked.is_canonical:
            raise CommandError(_("The file was changed after it was downloaded."))


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as trouble:
        raise CommandError(f"{path}: {trouble.strerror}") from trouble

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import CommandError
from django.utils.translation import gettext as _

from eduhub.evidence.services import broken_link, check_plan
from eduhub.kit.cli import HubCommand


class Command(HubCommand):
    help = (
        "Work out the fingerprint of a plan's file; with --fingerprint, compare it. Of several"
        " versions, the first one first, check that each follows the one before."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "files", type=Path, nargs="+", metavar="file", help="as downloaded from the hub"
        )
        parser.add_argument("--fingerprint", help="of the last, as shown on the plan's page")

    def handle(self, *args: Any, **options: Any) -> None:
        checked = [check_plan(_read(path)) for path in options["files"]]
        for one in checked:
            self.stdout.write(one.fingerprint)
        expected = options["fingerprint"]
        if expected and expected.replace(" ", "").lower() != checked[-1].fingerprint:
            raise CommandError(_("The fingerprint is another one: this is not the frozen plan."))
        if not all(one.is_canonical for one in checked):
            raise CommandError(_("The file was changed after it was downloaded."))
        broken = broken_link(checked)
        if broken is not None:
            told = {"file": options["files"][broken].name}
            raise CommandError(_("%(file)s does not follow the version before it.") % told)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as trouble:
        raise CommandError(f"{path}: {trouble.strerror}") from trouble

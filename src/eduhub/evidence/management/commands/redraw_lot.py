from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import CommandError

from eduhub.evidence.services import redraw
from eduhub.kit.cli import HubCommand


class Command(HubCommand):
    help = "Draw the lot of a plan again, from its file and the nonce on the lot's page."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="a plan as downloaded from the hub")
        parser.add_argument("--nonce", required=True, help="64 hexadecimal digits")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            file = options["file"].read_bytes()
        except OSError as trouble:
            raise CommandError(f"{options['file']}: {trouble.strerror}") from trouble
        lot = redraw(file, options["nonce"])
        self.stdout.write(f"seed {lot.seed}")
        for one in lot.classes:
            self.stdout.write(f"{one.label} {one.block or '-'} arm {one.arm} {one.number}")

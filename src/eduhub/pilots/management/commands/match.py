from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import CommandError

from eduhub.kit.cli import HubCommand
from eduhub.pilots.services import matching


class Command(HubCommand):
    help = "Match groups with offers: reads a problem, tells the best proposal and why not else."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="a problem; docs/reference/matching.md")
        parser.add_argument("--json", action="store_true", help="the whole answer as JSON")
        parser.add_argument(
            "--fast", action="store_true", help="no proof: a proposal and the gap it may leave"
        )
        parser.add_argument(
            "--costs", action="store_true", help="also solve without each lock: what it costs whom"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        file = options["file"]
        try:
            answer = matching.match_file(_read(file), fast=options["fast"], costs=options["costs"])
        except ValueError as wrong:
            raise CommandError(f"{file}: {wrong}") from wrong
        if options["json"]:
            self.stdout.write(answer.as_json)
        if answer.is_contradiction:
            raise CommandError(*answer.lines)
        if not options["json"]:
            for line in answer.lines:
                self.stdout.write(line)


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as trouble:
        raise CommandError(f"{file}: {trouble.strerror}") from trouble

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import CommandError

from eduhub.kit.cli import HubCommand
from eduhub.programmes.services import scoring


class Command(HubCommand):
    help = "Assign a jury's work, or rank scores: severity taken out, intervals, the cut line."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="a jury or scores; docs/reference/scoring.md")
        parser.add_argument("--json", action="store_true", help="the whole answer as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        file = options["file"]
        try:
            answer = scoring.score_file(_read(file))
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

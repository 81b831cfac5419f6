from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import CommandError

from eduhub.evidence.services import run_again
from eduhub.kit.cli import HubCommand


class Command(HubCommand):
    help = "Work a trial's result out of its bundle again, and say whether it is the same."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="a bundle as downloaded from the hub")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            file = options["file"].read_bytes()
        except OSError as trouble:
            raise CommandError(f"{options['file']}: {trouble.strerror}") from trouble
        again = run_again(file)
        self.stdout.write(f"answer {again.answer}")
        self.stdout.write(f"made with eduhub {again.made_with}, run with {again.run_with}")
        if again.is_same:
            self.stdout.write("the same, byte for byte")
            return
        for where, standing, now in again.differences:
            self.stdout.write(f"{where}: {standing} in the bundle, {now} worked out now")
        raise CommandError("not the same")

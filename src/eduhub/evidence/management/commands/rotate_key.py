from argparse import ArgumentParser
from typing import Any

from django.utils import timezone

from eduhub.evidence import services
from eduhub.kit.access import machine
from eduhub.kit.cli import HubCommand


class Command(HubCommand):
    help = "Retire the key that signs and make another; what it has signed still counts."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--compromised",
            action="store_true",
            help="the key may be in other hands: all that it signed ends, and is issued anew",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        key, anew = services.rotate_key(
            compromised=options["compromised"], by=machine("command"), now=timezone.now()
        )
        self.stdout.write(f"{key.kid} {key.multikey}")
        if options["compromised"]:
            self.stdout.write(f"issued anew: {anew}")

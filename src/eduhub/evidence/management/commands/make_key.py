from typing import Any

from django.utils import timezone

from eduhub.evidence import services
from eduhub.kit.access import machine
from eduhub.kit.cli import HubCommand


class Command(HubCommand):
    help = "Make the key that signs passports, as a file in EDUHUB_KEYS; once, for a new hub."

    def handle(self, *args: Any, **options: Any) -> None:
        key = services.make_key(by=machine("command"), now=timezone.now())
        self.stdout.write(f"{key.kid} {key.multikey}")

from typing import Any

from django.utils import timezone

from eduhub.evidence import services
from eduhub.kit.access import machine
from eduhub.kit.cli import HubCommand


class Command(HubCommand):
    help = "Pool what was published before the hub pooled results; does nothing a second time."

    def handle(self, *args: Any, **options: Any) -> None:
        written = services.write_every_pool(by=machine("command"), now=timezone.now())
        self.stdout.write(str(written))

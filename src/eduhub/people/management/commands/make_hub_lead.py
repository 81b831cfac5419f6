import argparse
from typing import Any

from django.conf import settings
from django.utils import timezone

from eduhub.kit.access import machine
from eduhub.kit.cli import HubCommand
from eduhub.people.services.persons import make_hub_lead


class Command(HubCommand):
    help = "Let a person lead the hub: the way in when nobody is in, or nobody can get in."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        make_hub_lead(
            options["email"],
            hub_name=settings.HUB_NAME,
            by=machine("command"),
            now=now,
            today=timezone.localdate(now),
        )
        self.stdout.write(f"{options['email']} leads the hub and can sign in with a code.")

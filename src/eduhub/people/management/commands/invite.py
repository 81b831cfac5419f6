import argparse
import datetime as dt
from typing import Any

from django.conf import settings
from django.utils import timezone

from eduhub.kit.access import machine
from eduhub.kit.cli import HubCommand
from eduhub.people.services.memberships import Offered, invite
from eduhub.people.states import Role


class Command(HubCommand):
    help = "Invite a person by letter to a role in an organisation."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("role", choices=Role.values)
        parser.add_argument("organisation", type=int, help="its number")
        parser.add_argument("--language", choices=dict(settings.LANGUAGES), default="fi")
        parser.add_argument("--until", type=dt.date.fromisoformat, help="last day of the role")

    def handle(self, *args: Any, **options: Any) -> None:
        offered = Offered(
            email=options["email"],
            role=options["role"],
            language=options["language"],
            until=options["until"],
        )
        invite(options["organisation"], offered, by=machine("command"), now=timezone.now())
        self.stdout.write(f"Invited {options['email']}.")

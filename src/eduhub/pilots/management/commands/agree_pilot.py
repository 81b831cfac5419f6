from typing import Any

from django.core.management import CommandParser
from django.utils import timezone

from eduhub.kit.cli import HubCommand
from eduhub.people.queries import actor_named
from eduhub.pilots import queries, services


class Command(HubCommand):
    help = "Agree to the latest success statement of a pilot, as the person with this address."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("pilot_id", type=int)
        parser.add_argument("--as", dest="email", required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        actor = actor_named(options["email"], timezone.localdate())
        standing = queries.find_standing(options["pilot_id"], actor)
        agreed = services.agree_to_statement(
            standing.pilot.pk,
            version=standing.statement.version if standing.statement else 0,
            by=actor,
            now=timezone.now(),
        )
        self.stdout.write(f"{agreed.pilot.number}: {agreed.pilot.state}")

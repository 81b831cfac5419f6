from typing import Any

from django.conf import settings
from django.core.management import CommandParser, call_command
from django.db import connection

from eduhub.kit.cli import HubCommand
from eduhub.kit.errors import NotAllowed


class Command(HubCommand):
    help = "Empty the demo's database: every table is dropped and made anew."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--yes", action="store_true", help="yes, everything goes")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO or not options["yes"]:
            raise NotAllowed("not_a_demo", "Only the demo is emptied, and only with --yes.")
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE")
            cursor.execute("CREATE SCHEMA public")
        call_command("migrate", verbosity=0)

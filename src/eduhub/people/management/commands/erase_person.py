import argparse
from typing import Any

from django.utils import timezone

from eduhub.kit.access import find, machine
from eduhub.kit.cli import HubCommand
from eduhub.people.models import User
from eduhub.people.services.privacy import erase_person


class Command(HubCommand):
    help = "Erase a person: their account and all that is theirs."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--dry-run", action="store_true", help="only say what would go")

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        person = find(User.objects.all(), email=options["email"].strip().lower())
        erased = erase_person(
            person.pk,
            by=machine("command"),
            now=now,
            today=timezone.localdate(now),
            dry_run=options["dry_run"],
        )
        for label, count in sorted(erased.goes.items()):
            self.stdout.write(f"goes   {count:6} {label}")
        for label, count in sorted(erased.stays.items()):
            self.stdout.write(f"stays  {count:6} {label}")

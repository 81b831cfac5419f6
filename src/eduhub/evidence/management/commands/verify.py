import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import CommandError
from django.utils import timezone

from eduhub.evidence import services
from eduhub.kit.cli import HubCommand


class Command(HubCommand):
    help = "Check a passport (JSON, or a badge as PNG or SVG) without asking the network."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="a passport as it was downloaded")
        parser.add_argument("--did", type=Path, help="the issuer's did.json, kept from before")
        parser.add_argument("--status", type=Path, help="the issuer's status list")
        parser.add_argument("--json", action="store_true", help="the answer as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        content = _read(options["file"])
        if options["did"] or options["status"]:
            did, status = (_read(options[name]) if options[name] else None for name in FILES)
            told = services.check_offline(content, did=did, status=status, now=timezone.now())
        else:
            told = services.check_content(content).told
        if options["json"]:
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=1))
        else:
            self.stdout.write("\n".join(f"{name}: {_word(told[name])}" for name in told))
        if not told["counts"]:
            raise CommandError("It does not count.")


FILES = ("did", "status")


def _word(value: Any) -> str:
    return {True: "yes", False: "no", None: "unknown"}.get(value, str(value) or "-")


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as trouble:
        raise CommandError(f"{path}: {trouble.strerror}") from trouble

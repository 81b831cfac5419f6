import json
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management import CommandError

from eduhub.engines.evidence.design import Situation
from eduhub.evidence.services import computing
from eduhub.kit.cli import HubCommand


class Command(HubCommand):
    help = "Plan, draw, analyse, rate and pool trials from files of your own; nothing is kept."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        deeds = parser.add_subparsers(dest="deed", required=True, metavar="deed")
        as_json = ArgumentParser(add_help=False)
        as_json.add_argument("--json", action="store_true", help="the whole result as JSON")
        for name, add, words in (
            ("design", _add_design, "Which design could answer the question, with these classes?"),
            ("assign", _add_assign, "Draw the lot of a plan."),
            ("analyse", _add_analyse, "What the data of a plan say."),
            ("rate", _add_rate, "What WWC, ESSA, EEF and Nesta would make of a study."),
            ("pool", _add_pool, "What several pilots say together."),
        ):
            add(deeds.add_parser(name, parents=[as_json], help=words, description=words))

    def handle(self, *args: Any, **options: Any) -> None:
        deed = {"design": _design, "assign": _assign, "analyse": _analyse}
        deed |= {"rate": _rate, "pool": _pool}
        try:
            found = computing.plain(deed[options["deed"]](options))
        except ValueError as wrong:
            raise CommandError(str(wrong)) from wrong
        if options["json"]:
            self.stdout.write(json.dumps(found, ensure_ascii=False, allow_nan=False, indent=2))
            return
        for line in _lines(found):
            self.stdout.write(line)


def _add_design(parser: ArgumentParser) -> None:
    parser.add_argument("--classes", type=int, required=True, help="at hand")
    parser.add_argument("--pupils", type=float, required=True, help="in a class, on average")
    parser.add_argument("--effect", type=float, required=True, help="worthwhile, in SDs")
    parser.add_argument("--icc", type=float, default=0.2, help="0.2 unless better is known")
    parser.add_argument("--pretest", action="store_true", help="pupils are measured before")


def _add_assign(parser: ArgumentParser) -> None:
    parser.add_argument("plan", type=Path, help="a plan as JSON")
    parser.add_argument("--nonce", required=True, help="at least 32 hexadecimal digits")


def _add_analyse(parser: ArgumentParser) -> None:
    columns = computing.Columns()
    parser.add_argument("plan", type=Path, help="a plan as JSON")
    parser.add_argument("data", type=Path, help="CSV or XLSX of pupils, or of class totals")
    parser.add_argument("--registered", required=True, help="the plan's registered fingerprint")
    parser.add_argument("--class", dest="group", default=columns.group, help="its column")
    parser.add_argument("--arm", default=columns.arm, help="its column, of 0 and 1")
    parser.add_argument("--assigned", type=int, nargs=2, help="pupils assigned to arms 0 and 1")


def _add_rate(parser: ArgumentParser) -> None:
    parser.add_argument("facts", type=Path, help="the facts of a study as JSON")


def _add_pool(parser: ArgumentParser) -> None:
    parser.add_argument("studies", type=Path, help="CSV: label, effect, standard_error")


def _design(options: dict[str, Any]) -> Any:
    situation = Situation(
        classes=options["classes"],
        pupils=options["pupils"],
        worthwhile=options["effect"],
        icc=options["icc"],
        pretest=options["pretest"],
    )
    return computing.design_for(situation)


def _assign(options: dict[str, Any]) -> Any:
    lot = computing.assign_classes(computing.plan_in(_read(options["plan"])), options["nonce"])
    told = {"status": lot.status, "commitment": lot.commitment, "seed": lot.seed}
    return told | {"arms": lot.arms}


def _analyse(options: dict[str, Any]) -> Any:
    assigned = options["assigned"]
    return computing.analyse_file(
        computing.plan_in(_read(options["plan"])),
        _read(options["data"]),
        options["data"].name,
        registered=options["registered"],
        columns=computing.Columns(group=options["group"], arm=options["arm"]),
        assigned=None if assigned is None else (assigned[0], assigned[1]),
    )


def _rate(options: dict[str, Any]) -> Any:
    return computing.rate_file(_read(options["facts"]))


def _pool(options: dict[str, Any]) -> Any:
    return computing.pool_file(_read(options["studies"]), options["studies"].name)


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as trouble:
        raise CommandError(f"{file}: {trouble.strerror}") from trouble


def _lines(found: Any, name: str = "") -> Iterator[str]:
    """Each number or code on a line of its own, after the way to it."""
    match found:
        case dict():
            parts = list(found.items())
        case list():
            parts = list(enumerate(found, 1))
        case _:
            yield f"{name}: {'-' if found is None else found}"
            return
    for key, value in parts:
        yield from _lines(value, f"{name}.{key}" if name else str(key))

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import CommandError
from django.utils.translation import gettext as _

from eduhub.engines.matching import (
    EXACT,
    FAST,
    CannotMatch,
    Problem,
    Proposal,
    conflict_of,
    cost_of,
    explain,
    match,
)
from eduhub.engines.matching.files.reading import problem_from_text
from eduhub.engines.matching.files.writing import (
    Content,
    comparison_content,
    conflict_content,
    proposal_content,
    text_of,
)
from eduhub.kit.cli import HubCommand

MOST_BYTES = 200_000_000


class Command(HubCommand):
    help = "Match groups with offers: reads a problem, tells the best proposal and why not else."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="a problem; docs/reference/matching.md")
        parser.add_argument("--json", action="store_true", help="the whole answer as JSON")
        parser.add_argument(
            "--fast", action="store_true", help="no proof: a proposal and the gap it may leave"
        )
        parser.add_argument(
            "--costs", action="store_true", help="also solve without each lock: what it costs whom"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        problem = _problem(options["file"])
        effort = FAST if options["fast"] else EXACT
        try:
            proposal = match(problem, effort)
        except CannotMatch as trouble:
            content = conflict_content(conflict_of(problem))
            if options["json"]:
                self.stdout.write(text_of(content))
            raise CommandError(_contradiction(content)) from trouble
        content = proposal_content(proposal, explain(problem, proposal))
        if options["costs"]:
            content["costs"] = [
                {"group": lock.group, "offer": lock.offer}
                | comparison_content(cost_of(problem, lock, effort))
                for lock in problem.locks
            ]
        self.stdout.write(text_of(content) if options["json"] else _told(problem, proposal))


def _problem(path: Path) -> Problem:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise CommandError(_("The file is too large."))
        return problem_from_text(path.read_text("utf-8"))
    except OSError as trouble:
        raise CommandError(f"{path}: {trouble.strerror}") from trouble
    except ValueError as trouble:
        raise CommandError(f"{path}: {' '.join(str(trouble).split())}") from trouble


def _told(problem: Problem, proposal: Proposal) -> str:
    lines = [
        f"{match.group}: {match.offer} ({match.points})"
        + (" " + _("locked") if match.is_locked else "")
        for match in proposal.matches
    ]
    served = _("%(served)s of %(groups)s groups served") % {
        "served": len(proposal.matches),
        "groups": len(problem.groups),
    }
    points = _("%(points)s points, at most %(bound)s possible") % {
        "points": proposal.points,
        "bound": proposal.bound,
    }
    return "\n".join([*lines, f"{served}; {points}; {proposal.standing}"])


def _contradiction(content: Content) -> str:
    conflict = content["conflict"]
    parts = [" ".join(str(value) for value in one.values()) for one in conflict]  # type: ignore[attr-defined]
    return _("These contradict each other: %(parts)s") % {"parts": "; ".join(parts)}

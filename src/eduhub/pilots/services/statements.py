import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from eduhub.kit.access import Actor, require
from eduhub.kit.editing import require_version
from eduhub.kit.errors import Invalid, Stale
from eduhub.kit.lang import Text
from eduhub.kit.ledger import record
from eduhub.kit.post import post
from eduhub.people.states import Role
from eduhub.pilots.models import Standing, SuccessStatement
from eduhub.pilots.notices import StatementWritten
from eduhub.pilots.rules import PILOT_RULES
from eduhub.pilots.services.checks import hold_against_model, names_nobody
from eduhub.pilots.services.moves import lock, settle
from eduhub.pilots.states import Side

WORDS = ("success", "measure", "unit", "stop_rule")


@dataclass(frozen=True, slots=True)
class Definition:
    """What would count as a success.

    Attributes:
        measure: what is measured, and on which scale.
        unit: of the measure, in words: "points".
        smallest_that_matters: the smallest difference worth having, in that unit; above nought.
        stop_rule: what ends the pilot early.
    """

    success: Text
    measure: Text
    unit: Text
    smallest_that_matters: Decimal
    higher_is_better: bool
    stop_rule: Text


@transaction.atomic
def write_statement(
    pilot_id: int, definition: Definition, *, seen: int, by: Actor, now: dt.datetime
) -> SuccessStatement:
    """Propose a new version; agreements to earlier ones no longer count.

    Whoever writes it agrees to it, if agreeing is theirs: a lead for the company, a teacher for
    the own groups. The same words sent twice are one version.

    Args:
        seen: the version that the writer had before them, 0 for none; Stale if there is a later.
    """
    standing = lock(pilot_id, by)
    require(by, "write_statement", standing, PILOT_RULES)
    latest = standing.statement
    if latest and _says_the_same(latest, definition):
        return latest
    if latest:
        require_version(latest, seen)
    statement = SuccessStatement(
        pilot=standing.pilot,
        version=latest.version + 1 if latest else 1,
        side=Side.COMPANY if by.organisation_id == standing.company_id else Side.SCHOOL,
        written_at=now,
        **_fields(definition),
    )
    hold_against_model(statement, definition.__slots__)
    names_nobody({name: getattr(definition, name) for name in WORDS})
    if definition.smallest_that_matters <= 0:
        raise Invalid({"smallest_that_matters": _("Write a number above 0.")})
    statement.save()
    record(by, "pilot.statement_written", standing.pilot, now=now, version=statement.version)
    post(StatementWritten(statement_id=statement.pk))
    written = settle(standing.pilot, by=by, now=now, why="new_statement")
    _agree(written, statement, by=by, now=now)
    return statement


@transaction.atomic
def agree_to_statement(
    pilot_id: int, *, version: int, by: Actor, now: dt.datetime
) -> SuccessStatement:
    """The company's lead, or a teacher for their groups, agrees to the version they have read.

    Once the company and all accepted groups agree, the pilot is agreed. Agreeing twice is
    agreeing once.
    """
    standing = lock(pilot_id, by)
    require(by, "agree", standing, PILOT_RULES)
    statement = standing.statement
    if statement is None or statement.version != version:
        raise Stale(
            "stale",
            _("There is a newer version of the success statement. Read it before you agree."),
            seen=version,
        )
    if _agree(standing, statement, by=by, now=now):
        settle(standing.pilot, by=by, now=now, why="all_agree")
    return statement


def _agree(
    standing: Standing, statement: SuccessStatement, *, by: Actor, now: dt.datetime
) -> bool:
    """Note the agreement that is this person's to give; False if it is given or is not theirs."""
    groups = [g for g in standing.led_by(by) if g in standing.accepted]
    open_groups = [g for g in groups if not standing.agrees(g)]
    leads = by.holds_at(Role.COMPANY_LEAD, standing.company_id)
    if leads and not standing.company_agrees:
        statement.company_agreed_at = now
        statement.save(update_fields=["company_agreed_at"])
    elif open_groups:
        for group in open_groups:
            group.agreed_to, group.agreed_at = statement, now
            group.save(update_fields=["agreed_to", "agreed_at"])
    else:
        return False
    record(by, "pilot.statement_agreed", standing.pilot, now=now, version=statement.version)
    return True


def _says_the_same(statement: SuccessStatement, definition: Definition) -> bool:
    return all(getattr(statement, name) == value for name, value in _fields(definition).items())


def _fields(definition: Definition) -> dict[str, object]:
    return {name: getattr(definition, name) for name in definition.__slots__}

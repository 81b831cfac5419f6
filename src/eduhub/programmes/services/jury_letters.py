"""Letters of juries. What a juror gets names no applicant: a letter lies about for years."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone

from eduhub.kit.jobs import once
from eduhub.kit.mail import write
from eduhub.people.models import Membership, User
from eduhub.people.queries import staff_to_tell
from eduhub.programmes.models import Appeal, Assignment, Juror, Round, Verdict, Writer
from eduhub.programmes.queries.rounds import jurors_to_remind
from eduhub.programmes.states import SheetState

BEFORE = dt.timedelta(days=2)


def tell_juror(round_id: int, juror_id: int, *, now: dt.datetime) -> None:
    """That there is something to judge: how many and until when, and nothing of whom."""
    juror = Juror.objects.select_related("person").filter(pk=juror_id, left_at=None).first()
    one = Round.objects.select_related("call").filter(pk=round_id).first()
    if juror is None or one is None:
        return
    count = _clear(one, juror).count()
    with once(f"jury.given_out:{round_id}:{juror_id}:{count}") as first:
        if first and count:
            _write(juror.person, "sheets", {"round": one, "count": count}, now)


def remind_jurors(*, now: dt.datetime) -> int:
    """Two days before a round closes, whoever has not given all in is reminded, once."""
    rounds = list(jurors_to_remind(now, BEFORE).values_list("pk", flat=True))
    return sum(_reminded(pk, now) for pk in rounds)


@transaction.atomic
def _reminded(round_id: int, now: dt.datetime) -> int:
    rows = Round.objects.select_related("call").filter(pk=round_id, reminded_at=None)
    one = rows.select_for_update(of=("self",), skip_locked=True).first()
    if one is None:
        return 0
    one.reminded_at = now
    one.save(update_fields=["reminded_at"])
    told = 0
    for juror in Juror.objects.select_related("person").filter(call=one.call_id, left_at=None):
        count = _clear(one, juror).exclude(sheet__state=SheetState.GIVEN).count()
        if count:
            told += _write(juror.person, "sheets_due", {"round": one, "count": count}, now)
    return told


def _clear(one: Round, juror: Juror) -> Any:
    return Assignment.objects.clear().filter(entry__round=one, juror=juror)


def tell_verdict(verdict_id: int, version: int, *, now: dt.datetime) -> None:
    """Of a decision that has changed by now the next letter tells."""
    rows = Verdict.objects.select_related("application__call", "application__organisation")
    verdict = rows.filter(pk=verdict_id, version=version, published_at__isnull=False).first()
    if verdict is not None:
        _tell_applicant(verdict, "verdict", f"{verdict_id}:{version}", {}, now)


def tell_answer(appeal_id: int, *, now: dt.datetime) -> None:
    rows = Appeal.objects.select_related(
        "verdict__application__call", "verdict__application__organisation"
    )
    made = rows.filter(pk=appeal_id, answered_at__isnull=False).first()
    if made is not None:
        _tell_applicant(made.verdict, "appeal_answer", f"{appeal_id}", {"appeal": made}, now)


def tell_hub_of_appeal(appeal_id: int, *, now: dt.datetime) -> None:
    rows = Appeal.objects.select_related("verdict__application__organisation")
    made = rows.filter(pk=appeal_id).first()
    if made is None:
        return
    with once(f"jury.appeal:{appeal_id}") as first:
        if first:
            told = {"application": made.verdict.application}
            for address, language in staff_to_tell(timezone.localdate(now)):
                write(address, "programmes/appeal", told, language=language, now=now)


def _tell_applicant(
    verdict: Verdict, kind: str, name: str, told: dict[str, Any], now: dt.datetime
) -> None:
    """Whoever leads the applicant and whoever writes the application, each in their language."""
    application = verdict.application
    told |= {"verdict": verdict, "application": application}
    with once(f"jury.{kind}:{name}") as first:
        if not first:
            return
        for person in _people_of(application.pk, application.organisation_id, now):
            _write(person, kind, told, now)


def _people_of(application: int, organisation: int, now: dt.datetime) -> list[User]:
    leads = Membership.objects.held_on(timezone.localdate(now)).leading()
    leading = leads.filter(organisation=organisation).values("user")
    writing = Writer.objects.filter(application=application, person__isnull=False)
    rows = User.objects.filter(pk__in=leading) | User.objects.filter(
        pk__in=writing.values("person")
    )
    return list(rows.filter(is_active=True).distinct().order_by("pk"))


def _write(person: User | None, kind: str, told: dict[str, Any], now: dt.datetime) -> bool:
    if person is None or not person.is_active:
        return False
    write(person.email, f"programmes/{kind}", told, language=person.language, now=now)
    return True

"""Who is in a programme: begun by a decision or by hand, followed up as the company agrees."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from eduhub.kit.access import Actor, find, machine, require
from eduhub.kit.editing import require_version
from eduhub.kit.errors import Invalid
from eduhub.kit.ledger import record
from eduhub.people.models import Organisation
from eduhub.programmes.models import Programme, Stay, Verdict
from eduhub.programmes.rules.figures import FIGURE_RULES, STAY_RULES, StayAt
from eduhub.programmes.services.figures import last_of_years
from eduhub.programmes.states import Outcome
from eduhub.programmes.states.figures import MOST_YEARS

USUAL_WEEKS = 26  # of a programme that does not say how long it lasts
STAY_KEYS = uuid.UUID("4c1d9a3e-71b7-4d59-9a41-0d7c7c9f5b10")


@dataclass(frozen=True, slots=True)
class StayFields:
    organisation_id: int
    since: dt.date
    until: dt.date


def _followed_until(until: dt.date, years: int) -> dt.datetime:
    """The midnight after the last day of the follow-up, in Helsinki."""
    day = last_of_years(until, years) + dt.timedelta(days=1)
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))


@transaction.atomic
def keep_stay(
    fields: StayFields, pk: int | None, *, programme_id: int = 0, key: uuid.UUID, seen: int,
    by: Actor, now: dt.datetime,
) -> Stay:  # fmt: skip
    """A company taken in, also before the hub was used; or other days for one."""
    require(by, "manage", None, FIGURE_RULES)
    if fields.until < fields.since:
        raise Invalid({"until": _("The last day comes after the first.")})
    if pk is None:
        if there := Stay.objects.filter(key=key).first():
            return there
        programme = find(Programme.objects.select_for_update(), pk=programme_id)
        organisation = find(Organisation.objects.approved(), pk=fields.organisation_id)
        if Stay.objects.filter(programme=programme, organisation=organisation).exists():
            raise Invalid({"organisation": _("This company is in the programme's list already.")})
        stay = Stay(programme=programme, organisation=organisation, key=key)
    else:
        stay = find(Stay.objects.select_for_update(), pk=pk)
        require_version(stay, seen)
        stay.version += 1
    stay.since, stay.until = fields.since, fields.until
    stay.follow_until = _followed_until(stay.until, stay.years)
    stay.save()
    record(by, "stay.kept", stay, now=now)
    return stay


def begin_stay(verdict_id: int, *, now: dt.datetime) -> Stay | None:
    """Whoever was chosen and told so is in the programme from that day; once."""
    rows = Verdict.objects.select_related("application__call__programme")
    verdict = rows.filter(pk=verdict_id, outcome=Outcome.CHOSEN).first()
    if verdict is None or verdict.published_at is None:
        return None
    application, programme = verdict.application, verdict.application.call.programme
    since = timezone.localdate(verdict.published_at)
    until = since + dt.timedelta(weeks=programme.weeks or USUAL_WEEKS)
    fields = StayFields(application.organisation_id, since, until)
    return stay_in(programme.pk, fields, by=machine("worker"), now=now)


def stay_in(programme_id: int, fields: StayFields, *, by: Actor, now: dt.datetime) -> Stay:
    """The company's stay in a programme, begun with these days where there is none."""
    there = Stay.objects.filter(programme=programme_id, organisation=fields.organisation_id)
    if found := there.first():
        return found
    return keep_stay(
        fields,
        None,
        programme_id=programme_id,
        key=uuid.uuid5(STAY_KEYS, f"{programme_id}/{fields.organisation_id}"),
        seen=0,
        by=by,
        now=now,
    )


@transaction.atomic
def choose_years(stay_id: int, years: int, *, by: Actor, now: dt.datetime) -> Stay:
    """The company's lead decides for how long after the programme it may be asked, 0 to 5 years.

    What was told until then is kept for a year more, and then deleted.
    """
    rows = Stay.objects.visible_to(by).select_for_update(of=("self",))
    stay = find(rows.select_related("organisation", "programme"), pk=stay_id)
    require(by, "choose", StayAt(stay, now), STAY_RULES)
    if not 0 <= years <= MOST_YEARS:
        raise Invalid({"years": _("Choose one.")})
    stay.years, stay.chosen_at, stay.chosen_by_id = years, now, by.user_id
    stay.follow_until = _followed_until(stay.until, years)
    stay.version += 1
    stay.save()
    record(by, "stay.years_chosen", stay, now=now, years=years)
    return stay

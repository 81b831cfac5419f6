"""The demo's interviews: one that is over, two that are booked, and times that are still free."""

import datetime as dt
import uuid

from eduhub.bookings import services as bookings
from eduhub.bookings.services import Open
from eduhub.kit.access import Actor
from eduhub.kit.lang import Text
from eduhub.people.models import User
from eduhub.programmes import services
from eduhub.programmes.models import Application, Call, InterviewPanel, Programme
from eduhub.programmes.queries.interviews import slots_for
from eduhub.programmes.services import interviews, juries
from eduhub.site.demo.calls import (
    YEAR,
    apply_to,
    leads_of_companies,
    programme_key,
    publish_call,
)
from eduhub.site.demo.cast import Cast

DAY = dt.timedelta(days=1)
KEYS = uuid.UUID("d94c6d1e-7a15-4c0b-8f4d-52b6e0a7c318")  # the same keys in every city
TITLE = Text("Syksyn pikahaku", "Höstens snabba utlysning", "Autumn's quick call")
PANEL = Text("Haastattelijat", "Intervjupanelen", "Interview panel")
PLACE = "Hubin neuvotteluhuone 2"
MINUTES = 30
HEARD_AFTER = (  # how long after the beginning of the city, the one-click company not yet
    dt.timedelta(days=3),
    dt.timedelta(days=36),
    dt.timedelta(days=37),
)


def make_interviews(cast: Cast, now: dt.datetime) -> None:
    """Of five that applied four are let on; the one-click company has not chosen its time."""
    programme = Programme.objects.get(key=programme_key())
    window = (now - 30 * DAY, now - 6 * DAY)
    call = publish_call(cast, programme, TITLE, window, places=2, second_until=now + YEAR)
    applicants = leads_of_companies(cast)[-5:]
    for number, by in enumerate(applicants):
        apply_to(call, by, number, call.closes_at - (1 + number) * DAY / 8)
    services.close_over(now=now - 5 * DAY)
    panel = _panel(cast, call, now - 5 * DAY)
    chosen = {one.organisation_id: one for one in Application.objects.filter(call=call)}
    for by in applicants[1:]:
        services.let_on(chosen[by.organisation_id or 0].pk, by=cast.staff, now=now - 4 * DAY)
    interviews.offer_times(call.pk, by=cast.staff, now=now - 4 * DAY)
    for by, later in zip(applicants[1:], HEARD_AFTER, strict=False):
        _choose(chosen[by.organisation_id or 0], panel, by, now + later, now - 3 * DAY)


def _panel(cast: Cast, call: Call, now: dt.datetime) -> InterviewPanel:
    """The one-click teacher and official, who hear applicants each Wednesday and Thursday."""
    emails = dict(User.objects.values_list("pk", "email"))
    people = (cast.teacher(cast.schools[0]), cast.official)
    jurors = [
        juries.add_juror(call.pk, emails[one.user_id or 0], 9, by=cast.staff, now=now).pk
        for one in people
    ]
    panel = interviews.make_panel(
        call.pk, PANEL, jurors, MINUTES, PLACE, key=KEYS, by=cast.staff, now=now
    )
    for weekday in (2, 3):
        hours = Open(weekday, dt.time(13), dt.time(15))
        bookings.open_weekly(panel.unit_id, hours, by=cast.staff, now=now)
    return panel


def _choose(
    application: Application,
    panel: InterviewPanel,
    by: Actor,
    after: dt.datetime,
    now: dt.datetime,
) -> None:
    """The first free time of the panel after that moment."""
    application.refresh_from_db()
    slot = next(one for one in slots_for(application, now) if one.begins >= after)
    key = uuid.uuid5(KEYS, f"{panel.pk}/{application.number}")
    interviews.choose_time(application.pk, slot.code, key=key, by=by, now=now)

"""Cohorts of the small world: the own company in a shown one, the rival in a hidden one.

The corporate partner's person is the mentor of both; with the rival the pair is not published.
"""

import datetime as dt
import uuid

from django.utils import timezone

from eduhub.kit.lang import Text
from eduhub.programmes.models import Milestone, Pair, Programme
from eduhub.programmes.services import (
    cohorts,
    curriculum,
    hours,
    interviews,
    juries,
    mentor_matching,
    mentors,
    milestones,
)
from tests.makers.cohorts import fields_of, mentor_fields
from tests.makers.juries import make_application, make_call

DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)
KEYS = uuid.UUID("0b6c7a0e-3f0d-4bd2-9a57-6b0d1f0c5f11")


def make_cohorted(world, actor, secret) -> None:
    now = timezone.now().replace(microsecond=0)
    staff, things = actor("staff"), world.things
    for who in ("partner", "company_lead"):
        world.people[who].name = f"Name of the {who}"
        world.people[who].save()
    programme = Programme.objects.get(pk=things["programme"])
    template = cohorts.keep_template(
        programme.pk, None, (1, _said("Reached"), _said("So")), key=_key("template"), seen=0,
        by=staff, now=now,
    )  # fmt: skip
    shown, hidden = (_cohort(programme, name, staff, now) for name in ("shown", "hidden"))
    own = cohorts.add_company(shown.pk, world.homes["company"].pk, by=staff, now=now)
    rival = cohorts.add_company(hidden.pk, world.homes["rival"].pk, by=staff, now=now)
    email = world.people["partner"].email
    mentor = mentors.add_mentor(email, mentor_fields(), by=staff, now=now)
    bench = {
        one.pk: mentors.join_cohort(one.pk, mentor.pk, by=staff, now=now)
        for one in (shown, hidden)
    }
    mentor_matching.choose_by_hand(own.pk, bench[shown.pk].pk, by=staff, now=now)
    mentor_matching.publish_pairs(shown.pk, by=staff, now=now)
    mentor_matching.choose_by_hand(rival.pk, bench[hidden.pk].pk, by=staff, now=now)
    pair, draft = Pair.objects.get(seat=own), Pair.objects.get(seat=rival)
    things |= {
        "template": template.pk,
        "cohort": shown.pk,
        "cohort.hidden": hidden.pk,
        "week.first": 1,
        "week.none": 99,
        "cohort.seat": own.pk,
        "cohort.rival": rival.pk,
        "mentor": mentor.pk,
        "bench": bench[shown.pk].pk,
        "pair": pair.pk,
        "pair.draft": draft.pk,
        **_done(own, pair, actor, secret, now),
        **_sessions(shown, own, secret, staff, now),
        **_interviews(world, staff, now),
    }


def _key(name):
    return uuid.uuid5(KEYS, name)


def _said(words):
    return Text(fi=f"{words} fi", sv=f"{words} sv", en=words)


def _cohort(programme, name, staff, now):
    today = timezone.localdate(now)
    fields = fields_of(
        programme_id=programme.pk, name=_said(f"Cohort {name}"), starts=today - 20 * DAY,
        ends=today + 90 * DAY, manager_id=staff.user_id, is_shown=name == "shown",
    )  # fmt: skip
    return cohorts.make_cohort(fields, key=_key(name), by=staff, now=now, today=today)


def _done(seat, pair, actor, secret, now):
    """A milestone that is late, one that is reached, and an hour that waits to be confirmed."""
    today = timezone.localdate(now)
    fields = milestones.MilestoneFields(_said("Second"), Text(), today, None)
    reached = milestones.add_milestone(
        seat.pk, fields, key=_key("second"), by=actor("staff"), now=now, today=today
    )
    lead = actor("company_lead")
    link = f"https://shown.example/{secret('reached-link')}"
    milestones.finish(reached.pk, f"Done {secret('reached')}", link, by=lead, now=now, today=today)
    held = hours.Held(today, 60, f"Talk {secret('hour')}", f"Hm {secret('hour-private')}")
    line = hours.log_hours(
        pair.pk, held, key=_key("hours"), by=actor("partner"), now=now, today=today
    )
    _corrected(pair, actor("partner"), secret, now)
    late = Milestone.objects.get(seat=seat, done_at=None)
    return {"milestone": late.pk, "milestone.done": reached.pk, "hour.logged": line.pk}


def _corrected(pair, mentor, secret, now):
    today = timezone.localdate(now)
    line = hours.log_hours(
        pair.pk, hours.Held(today, 30, "", ""), key=_key("wrong"), by=mentor, now=now, today=today
    )
    hours.correct_hours(
        line.pk, today, 20, f"Shorter {secret('hour-reason')}", key=_key("right"), by=mentor,
        now=now, today=today,
    )  # fmt: skip


def _sessions(cohort, seat, secret, staff, now):
    past, coming = (
        curriculum.add_session(
            cohort.pk,
            curriculum.SessionFields(_said("Talk"), when, when + HOUR, f"Room {secret('session-place')}", ""),
            key=_key(name), by=staff, now=now,
        )
        for name, when in (("past", now - DAY), ("coming", now + DAY))
    )  # fmt: skip
    curriculum.note_attendance(past.pk, [seat.pk], by=staff, now=now)
    return {"meeting": past.pk, "meeting.coming": coming.pk}


def _interviews(world, staff, now):
    """A call of its own: the own company is let through, the provider's official hears it."""
    call = make_call(now, title=Text("Kuultava haku", "Hörd utlysning", "Heard call"))
    heard = make_application(call, world.homes["company"], now)
    heard.selection = "shortlisted"
    heard.save()
    email = world.people["provider"].email
    juror = juries.add_juror(call.pk, email, 9, by=staff, now=now)
    panel = interviews.make_panel(
        call.pk, _said("Panel"), [juror.pk], 20, "Room", key=_key("panel"), by=staff, now=now
    )
    day = timezone.localdate(now) + 3 * DAY
    interviews.open_hours(panel.pk, day, dt.time(9), dt.time(10), by=staff, now=now)
    return {"hearing": call.pk, "heard": heard.pk, "panel": panel.pk}

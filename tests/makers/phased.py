"""A call and a cohort, moved on phase by phase, and what one company has in each of them.

Kielo is the company whose things are private; Lumi is its rival. Of the jury Anna and Bo judge
both, Cai stands apart from Kielo. In the cohort Mia is Kielo's mentor; Kielo wants no Max, and
Max no Kielo.
"""

import datetime as dt
import uuid
from collections.abc import Iterator

from django.db import connection

from eduhub.programmes.models import (
    Application,
    Attendance,
    Call,
    Cohort,
    HourLine,
    Mark,
    MentorWish,
    Milestone,
    Ranking,
    Round,
    Seat,
    Sheet,
    Verdict,
)
from eduhub.programmes.services import (
    cohort_letters,
    curriculum,
    hub,
    juries,
    jury_letters,
    letters,
    mentors,
    rankings,
    verdicts,
)
from eduhub.programmes.services import mentor_matching as matching
from tests.makers import NOW, TODAY
from tests.makers.cohorts import MONDAY, Class, log, make_class
from tests.makers.juries import DAY, HOUR, Town, give_in, give_out, hand_in, make_question
from tests.makers.juries import make_town as make_jury
from tests.makers.planted import number


def make_phased(now: dt.datetime) -> Town:
    """Two have applied, each with a budget; the round of the jury is planned."""
    town = make_jury("anna bo cai", now=now, is_blind=False)
    budget = make_question(town.call, kind="budget")
    for name, application in town.applications.items():
        euros = number(f"budget-{name}")
        budget.answers.create(application=application, value=[["Work", euros]], changed_at=now)
        hand_in(application)
    home = town.applications["kielo"].organisation_id
    juries.set_apart(town.jurors["cai"].pk, home, "Kin", by=town.staff, now=now)
    return town


def phases_of_call(town: Town) -> Iterator[str]:
    """Each phase once it is reached."""
    now, staff, kielo = town.now, town.staff, town.applications["kielo"].pk
    Call.objects.update(state="open", closes_at=now + DAY)
    yield "open"
    Call.objects.update(state="closed", closes_at=now - HOUR)
    asked = f"Why {number('asked')}?"
    inquiry = hub.ask_more(kielo, asked, now + DAY, key=uuid.uuid4(), by=staff, now=now)
    letters.tell_of_inquiry(inquiry.pk, now=now)
    yield "screened"
    give_out(town, "anna:kielo anna:lumi bo:kielo bo:lumi cai:lumi")
    for juror in town.jurors.values():
        jury_letters.tell_juror(town.round.pk, juror.pk, now=now)
    give_in(town, "bo", "kielo", 2, 2, to_staff=f"Not {number('to-staff')}")
    give_in(town, "bo", "lumi", 4, 5)
    yield "judged"
    give_in(town, "anna", "kielo", 3, 1)
    give_in(town, "anna", "lumi", 5, 5)
    Round.objects.update(opens_at=now - 2 * DAY, closes_at=now - HOUR)
    ranking = rankings.ask_ranking(town.round.pk, by=staff, now=now)
    rankings.work_out_ranking(ranking.pk, now=now)
    for name, outcome in (("kielo", "not"), ("lumi", "chosen")):
        key = town.applications[name].pk
        verdicts.decide(key, outcome, f"So {number(name)}", seen=0, by=staff, now=now)
    yield "deliberated"
    verdicts.tell_verdicts(town.call.pk, 14, by=staff, now=now)
    for verdict in Verdict.objects.all():
        jury_letters.tell_verdict(verdict.pk, verdict.version, now=now)
    yield "decided"
    verdicts.appeal(kielo, f"But {number('appeal')}", by=town.actor("kielo.lead"), now=now)
    yield "appealed"


def without(town: Town) -> None:
    """As if Kielo had never applied."""
    Ranking.objects.all().delete()
    Application.objects.filter(pk=town.applications["kielo"].pk).delete()


def judged_otherwise(town: Town) -> None:
    """What is said of Kielo and not told: marks, words to the hub, what is going to be decided."""
    kielo = town.applications["kielo"]
    bos = Sheet.objects.filter(
        assignment__entry__application=kielo, assignment__juror=town.jurors["bo"]
    )
    Mark.objects.filter(sheet__in=bos).update(score=5)
    bos.update(to_staff="Other")
    Ranking.objects.all().delete()
    Verdict.objects.filter(application=kielo, published_at=None).update(
        outcome="chosen", grounds="Other"
    )


def make_together(today: dt.date) -> Class:
    """Kielo and Lumi in a cohort that is shown and names nobody; wishes and vetoes are said."""
    made = make_class("kielo lumi", "mia max")
    Cohort.objects.update(starts=min(MONDAY, today - 30 * DAY), ends=max(TODAY, today) + 60 * DAY)
    _wish(made)
    return made


def _wish(made: Class) -> None:
    seat, bench = made.seats["kielo"], made.bench
    asks = mentors.Asks(["sales"], ["fi"], {bench["max"].pk: "veto", bench["mia"].pk: "wish"})
    mentors.wish_for_mentors(
        seat.pk, asks, seen=seat.version, by=made.actor("kielo"), now=NOW, today=TODAY
    )
    for name, liking in (("max", "veto"), ("mia", "wish")):
        mentors.wish_for_companies(bench[name].pk, {seat.pk: liking}, by=made.actor(name), now=NOW)


def phases_of_cohort(made: Class, now: dt.datetime) -> Iterator[str]:
    yield "wishing"
    matching.choose_by_hand(made.seats["kielo"].pk, made.bench["mia"].pk, by=made.staff, now=NOW)
    yield "matched"
    matching.publish_pairs(made.cohort.pk, by=made.staff, now=NOW)
    cohort_letters.tell_of_pair(made.pair("kielo").pk, now=NOW)
    log(made, "kielo", 437, note=f"Talk {number('note')}", private=f"Hm {number('private')}")
    fields = curriculum.SessionFields(made.cohort.name, now - DAY, now - 23 * HOUR, "Hall", "")
    held = curriculum.add_session(made.cohort.pk, fields, key=uuid.uuid4(), by=made.staff, now=now)
    curriculum.note_attendance(held.pk, [made.seats["kielo"].pk], by=made.staff, now=now)
    yield "running"
    Cohort.objects.update(starts=min(MONDAY, now.date() - 90 * DAY), ends=now.date() - DAY)
    yield "ended"


def done_otherwise(made: Class) -> None:
    """Kielo's own: its wishes and vetoes, hours, attendance, milestones, whether it is named."""
    seat = made.seats["kielo"].pk
    MentorWish.objects.filter(seat=seat).delete()
    Attendance.objects.filter(seat=seat).delete()
    Milestone.objects.filter(seat=seat).delete()
    Seat.objects.filter(pk=seat).update(minutes_used=7, needs=["funding"], minutes_cap=7_000)
    Cohort.objects.update(minutes_used=7)
    with connection.cursor() as cursor:  # the ledger of hours is never changed
        cursor.execute("SET LOCAL session_replication_role = replica")
        HourLine.objects.filter(pair__seat=seat).update(minutes=7)
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")


def wished_otherwise(made: Class) -> None:
    """What mentors say of Kielo."""
    MentorWish.objects.filter(seat=made.seats["kielo"], side="mentor").delete()

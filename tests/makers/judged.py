"""What a jury does in the small world: the education provider's official judges two companies."""

import datetime as dt
import uuid

from django.utils import timezone

from eduhub.kit.lang import Text
from eduhub.pilots.services.judged import JUDGED
from eduhub.programmes.models import Assignment, Entry
from eduhub.programmes.services import assigning, juries, rounds, sheets, verdicts
from tests.makers.juries import make_application, make_call, make_question

DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)


def make_judged(world, actor, secret) -> None:
    """A blind round that is open, one that is planned, and decisions that are told."""
    now = timezone.now().replace(microsecond=0)
    staff, things = actor("staff"), world.things
    person = world.people["provider"]
    person.name = "Official"
    person.save()
    call = make_call(now, title=Text("Haku", "Utlysning", "Judged call"))
    make_question(call)
    own, rival = (
        make_application(call, world.homes[home], now, q1=f"Text {secret(f'judged-{home}')}")
        for home in ("company", "rival")
    )
    juror = juries.add_juror(call.pk, person.email, 9, by=staff, now=now)
    open_one, planned = (_round(call, [own, rival], staff, now, number) for number in (1, 2))
    entries = {one.application_id: one for one in Entry.objects.filter(round=open_one)}
    for entry in entries.values():
        assigning.assign_by_hand(open_one.pk, entry.pk, juror.pk, by=staff, now=now)
    assigning.give_out(open_one.pk, by=staff, now=now)
    marks = {one.pk: 4 for one in open_one.criteria.all()}
    said = sheets.Said(marks, f"Good {secret('sheet')}", f"Hm {secret('sheet-staff')}")
    code = entries[own.pk].code
    sheets.save_sheet(
        open_one.pk, code, said, is_given=True, seen=0, by=actor("provider"), now=now
    )
    _decide(own, rival, staff, actor("company_lead"), secret, now)
    pairs = {one.entry_id: one.pk for one in Assignment.objects.filter(juror=juror)}
    things |= {
        "lender": JUDGED,
        "judged": call.pk,
        "juror": juror.pk,
        "judging": open_one.pk,
        "judging.planned": planned.pk,
        "criterion": open_one.criteria.get().pk,
        "criterion.planned": planned.criteria.get().pk,
        "entry.judged": entries[own.pk].pk,
        "pair.given": pairs[entries[own.pk].pk],
        "pair.open": pairs[entries[rival.pk].pk],
        "code.given": code,
        "code.open": entries[rival.pk].code,
        "judged.own": own.pk,
        "judged.rival": rival.pk,
    }


def _round(call, applications, staff, now, number):
    name = Text(*[f"{word} {number}" for word in ("Kierros", "Omgång", "Round")])
    facts = rounds.Facts(
        name=name, is_blind=True, opens_at=now - HOUR, closes_at=now + 9 * DAY, sheets=1, places=1
    )
    keys = [one.pk for one in applications]
    made = rounds.plan_round(call.pk, facts, keys, key=uuid.uuid4(), by=staff, now=now)
    anchors = {
        score: Text(f"Taso {score}", f"Nivå {score}", f"Level {score}") for score in range(1, 6)
    }
    rounds.write_criterion(made.pk, Text("Tarve", "Behov", "Need"), 2, anchors, by=staff, now=now)
    return made


def _decide(own, rival, staff, lead, secret, now) -> None:
    """The own company is not chosen and appeals; the rival waits."""
    for one, outcome, place, name in ((own, "not", None, "own"), (rival, "waiting", 1, "rival")):
        verdicts.decide(
            one.pk, outcome, f"Since {secret(f'verdict-{name}')}", place=place, seen=0,
            by=staff, now=now,
        )  # fmt: skip
    verdicts.tell_verdicts(own.call_id, 14, by=staff, now=now)
    verdicts.appeal(own.pk, f"But {secret('appeal')}", by=lead, now=now)

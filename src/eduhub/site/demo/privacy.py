"""Privacy in the demo: dossiers at each stage, and the papers, seats and answers of a study."""

import datetime as dt
import random
from collections.abc import Sequence

from eduhub.catalogue.models import Dossier, Solution
from eduhub.catalogue.services import dossiers
from eduhub.catalogue.states import (
    Criterion,
    DataKind,
    DataPlace,
    DataUse,
    LegalGround,
    Safeguard,
    Tick,
    Verdict,
    Whose,
)
from eduhub.kit.lang import Text
from eduhub.kit.ledger import record
from eduhub.people.states import Role
from eduhub.pilots import services as pilots
from eduhub.pilots.models import Group, Pilot, Seat
from eduhub.pilots.states import Lane, PilotState
from eduhub.pilots.states.privacy import ALPHABET, CODE_LENGTH, Band, Party, Purpose
from eduhub.site.demo.cast import Cast

DAY = dt.timedelta(days=1)
RENEW_ON = dt.date(2027, 8, 2)
SEATS = 18
PURPOSE = Text(
    fi="Oppilas tekee tehtäviä, ja opettaja näkee, missä tarvitaan apua.",
    sv="Eleven gör uppgifter, och läraren ser var det behövs hjälp.",
    en="Pupils do tasks, and the teacher sees where help is needed.",
)
SAFE = [Safeguard.TRANSIT, Safeguard.REST, Safeguard.ROLES, Safeguard.BACKUPS, Safeguard.BREACHES]
READ = "Kansio on luettu kokonaan, eikä siitä puutu mitään."
LACKS = "Alihankkijan maa puuttuu."
PROCESSOR = {"name": "Pilvi Esimerkki", "country": "Suomi", "task": "palvelinsali"}
NINE = "Kansion ja ryhmien koon perusteella."


def make_privacy(cast: Cast, solutions: Sequence[Solution], now: dt.datetime) -> None:
    """Accepted, accepted with a newer one that waits, needs more, not read yet."""
    first, second, third, fourth, *_rest = solutions
    accepted = publish(cast, first, now - 70 * DAY)
    _review(cast, accepted, Verdict.ACCEPTED, now - 65 * DAY)
    changed = publish(cast, second, now - 72 * DAY)
    _review(cast, changed, Verdict.ACCEPTED, now - 66 * DAY)
    publish(cast, second, now - 3 * DAY, place=DataPlace.ADEQUATE, seen=1)
    lacking = publish(cast, third, now - 60 * DAY)
    _review(cast, lacking, Verdict.NEEDS_MORE, now - 55 * DAY)
    publish(cast, fourth, now - 2 * DAY)
    for pilot in Pilot.objects.filter(lane=Lane.C, state=PilotState.PRIVACY_CLEARED):
        _of_a_study(cast, pilot, now)


def publish(
    cast: Cast,
    solution: Solution,
    now: dt.datetime,
    *,
    place: DataPlace = DataPlace.EU,
    seen: int = 0,
    data: DataKind = DataKind.ANSWERS,
) -> Dossier:
    """A version of the dossier; seen: the version before it."""
    written = dossiers.DossierFields(
        data={data: [DataUse.TEACHING, DataUse.TEACHER_VIEW]},
        whose=[Whose.PUPILS],
        ground=LegalGround.CONSENT if data == DataKind.VOICE else LegalGround.TASK,
        purpose=PURPOSE,
        place=place,
        processors=[PROCESSOR],
        keep_days=90,
        safeguards=SAFE,
        changed="Palvelin on muualla kuin ennen." if seen else "",
    )
    lead = cast.at(Role.COMPANY_LEAD, solution.company_id)
    return dossiers.publish(solution.pk, written, seen=seen, by=lead, now=now)


def _review(cast: Cast, dossier: Dossier, verdict: Verdict, now: dt.datetime) -> None:
    """The nine questions first, then the decision."""
    holding = (Criterion.VULNERABLE, Criterion.SCORING)
    answers = {
        one.value: ((Tick.YES if one in holding else Tick.NO).value, NINE) for one in Criterion
    }
    dossiers.screen(dossier.pk, answers, by=cast.official, now=now - DAY)
    reason = READ if verdict == Verdict.ACCEPTED else LACKS
    dossiers.review(dossier.pk, verdict, reason, by=cast.official, now=now)


def _of_a_study(cast: Cast, pilot: Pilot, now: dt.datetime) -> None:
    """Papers issued; of one group some have answered on paper, some are not checked yet."""
    dossier = publish(cast, pilot.solution, now - 40 * DAY, data=DataKind.VOICE)
    _review(cast, dossier, Verdict.ACCEPTED, now - 38 * DAY)
    issued = now - 6 * DAY
    pilots.issue_pack(
        pilot.pk,
        purposes=[Purpose.COLLECT, Purpose.STUDY],
        guardians=1,
        asks_consent=True,
        by=cast.official,
        now=issued,
    )
    group = pilot.groups.select_related("school").order_by("pk")[0]
    seats = _open(cast, pilot, group, now - 5 * DAY)
    teacher, principal = cast.teacher(group.school), cast.principal(group.school)
    for number, seat in enumerate(seats[:12]):
        given = [Purpose.COLLECT, Purpose.STUDY] if number % 4 else [Purpose.COLLECT]
        day = issued.date() + 2 * DAY
        told = pilots.OnPaper(Party.GUARDIAN_1, given, day, "fi")
        entry = pilots.note_paper(seat.pk, told, by=teacher, now=now - 3 * DAY)
        if number < 10:
            pilots.check_paper(entry.pk, by=principal, now=now - 2 * DAY)
    pilots.note_no(seats[12].pk, Party.GUARDIAN_1, by=teacher, now=now - 2 * DAY)


def _open(cast: Cast, pilot: Pilot, group: Group, now: dt.datetime) -> list[Seat]:
    """As the service opens them, with codes that are the same in every demo."""
    luck = random.Random("seats")
    codes = ["".join(luck.choices(ALPHABET, k=CODE_LENGTH)) for _seat in range(SEATS)]
    seats = Seat.objects.bulk_create(
        Seat(
            pilot=pilot,
            group=group,
            code=code,
            band=Band.UNDER_15,
            band_since=now,
            renew_on=RENEW_ON,
            opened_at=now,
        )
        for code in codes
    )
    told = {"group": group.pk, "count": SEATS, "band": Band.UNDER_15.value}
    record(cast.teacher(group.school), "pilot.seats_opened", pilot, now=now, **told)
    return seats

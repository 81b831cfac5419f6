"""The gates of the demo's pilots: lanes decided, papers cleared, agreements signed."""

import datetime as dt
from pathlib import Path as File

from eduhub.kit.ledger import line
from eduhub.kit.models import LedgerEntry
from eduhub.kit.papers import make_pdf
from eduhub.pilots import services as pilots
from eduhub.pilots.models import Agreement, Pilot, Signature
from eduhub.pilots.services import Answers
from eduhub.pilots.services.moves import settle
from eduhub.pilots.services.papers import fingerprint_of, keep
from eduhub.pilots.states import Lane
from eduhub.pilots.states.agreements import SignedBy, SignedHow, Uploader
from eduhub.site.demo.trials import DAY, Path

SIGNED = File(__file__).parent / "signed.typ"
UNDER_AGREEMENT, STUDY = Lane.B, Lane.C  # why the demo's pilots are in another lane than A
PAPERS_READ = "Tietosuojaselosteen versio 1 luettu, käsittelijäsopimus on voimassa."


def answer(path: Path, pilot: Pilot, lane: Lane = Lane.A) -> None:
    when = path.posted + DAY
    told = Answers(False, path.touches, lane == UNDER_AGREEMENT, lane == STUDY, False)
    pilots.answer_lane(pilot.pk, told, seen=0, by=path.company, now=when)


def decide(path: Path, pilot: Pilot, lane: Lane = Lane.A) -> None:
    """The company answers, the official follows what is recommended."""
    answer(path, pilot, lane)
    pilots.decide_lane(
        pilot.pk, lane, "", seen=1, by=path.cast.official, now=path.posted + 2 * DAY
    )
    pilot.refresh_from_db()


def clear_privacy(path: Path, pilot: Pilot) -> None:
    when = path.posted + 4 * DAY
    pilots.decide_privacy(pilot.pk, True, PAPERS_READ, by=path.cast.official, now=when)


def sign_at_once(path: Path, pilot: Pilot) -> None:
    """Every agreement came in on paper through the hub, written as the service writes it."""
    by, when = path.cast.staff, path.posted + 9 * DAY
    paper = make_pdf(SIGNED, {"words": "Allekirjoitettu paperilla."})
    sha256 = fingerprint_of(paper)
    agreements = list(pilot.agreements.order_by("pk"))
    for agreement in agreements:
        agreement.document = keep(agreement, paper, by=by, now=when)
        agreement.uploaded_by = Uploader.HUB
    Agreement.objects.bulk_update(agreements, ("document", "uploaded_by"))
    told = [(agreement, party) for agreement in agreements for party in SignedBy]
    Signature.objects.bulk_create(
        Signature(
            agreement=agreement,
            party=party,
            how=SignedHow.UPLOADED,
            role=min(by.roles),
            sha256=sha256,
            signed_at=when,
            signed_by_id=by.user_id,
        )
        for agreement, party in told
    )
    LedgerEntry.objects.bulk_create(
        line(
            by,
            "pilot.agreement_signed",
            pilot,
            now=when,
            agreement=agreement.pk,
            party=party.value,
            how=SignedHow.UPLOADED.value,
            sha256=sha256,
        )
        for agreement, party in told
    )
    settle(pilot, by=by, now=when, why="all_agree")


def note_time(path: Path, pilot: Pilot) -> None:
    """Three weeks of each class; one teacher needs far more than was promised."""
    for number, group in enumerate(pilot.groups.select_related("school").order_by("pk")):
        by = path.cast.teacher(group.school)
        for week in range(3):
            monday = path.starts + week * 7 * DAY
            minutes = path.minutes + (30 if number == 2 else 5 * (number % 3) - 5)
            now = dt.datetime.combine(monday + 4 * DAY, dt.time(14), dt.UTC)
            pilots.note_minutes(group.pk, monday, minutes, by=by, now=now)

"""What the demo writes at once is what its services write, one person's step after the other."""

import datetime as dt
import random

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from eduhub.catalogue.models import Solution
from eduhub.evidence.models import Totals
from eduhub.kit.models import LedgerEntry
from eduhub.kit.papers import make_pdf
from eduhub.pilots import services as pilots
from eduhub.pilots.models import Agreement, Group, Signature
from eduhub.site.demo import gates, trials
from eduhub.site.demo.cast import make_cast
from eduhub.site.demo.city import BEGINNING
from eduhub.site.demo.organisations import make_organisations, make_people
from eduhub.site.demo.questions import QUESTIONS
from eduhub.site.demo.solutions import make_solutions
from eduhub.site.demo.trials import Path, Truth
from tests.site.test_demo import restart_keys

LINES = (
    *("pilot.joined", "pilot.group_accepted", "pilot.statement_agreed", "pilot.moved"),
    "pilot.agreement_signed",
    *("totals.given", "totals.counted"),
)


def _rows(model, *names):
    return sorted(model.objects.values_list(*names), key=str)


def _what_is_there():
    """Groups, totals and the ledger without the keys, which differ."""
    groups = _rows(
        *(Group, "label", "grade", "pupils", "state", "joined_at", "decided_at", "agreed_at"),
        *("school__name", "teacher__email", "decided_by__email", "agreed_to__version"),
    )
    totals = _rows(
        *(Totals, "of_class__code", "way", "cells", "pupils", "state", "given_by__email"),
        *("left_out_tries", "left_out_compares", "classes_left_out", "confirmed_at"),
    )
    signed = _rows(
        *(Signature, "agreement__school__name", "party", "how", "role", "sha256", "signed_at"),
        *("agreement__document__id", "agreement__uploaded_by", "signed_by__email"),
    )
    lines = LedgerEntry.objects.filter(verb__in=LINES)
    return groups, totals, signed, sorted(lines.values_list("verb", "at", "actor"), key=str)


def _path() -> Path:
    places = make_organisations(BEGINNING)
    make_people(places, BEGINNING)
    make_solutions(places["company"], BEGINNING)
    solution = Solution.objects.published().filter(company=places["company"]).first()
    cast = make_cast(places, [solution.company_id], BEGINNING)
    starts, ends = dt.date(2027, 1, 11), dt.date(2027, 3, 19)
    return Path(cast, solution, QUESTIONS[0], posted=BEGINNING, starts=starts, ends=ends)


def _walk(path: Path, *, one_by_one: bool) -> None:
    restart_keys()
    schools = [school for school in path.cast.schools[:3] for _class in "AB"]
    pilot = trials.offer(path)
    gates.decide(path, pilot)
    if one_by_one:
        trials.join_and_accept(path, pilot, schools)
        trials.propose(path, pilot)
        trials.agree(path, pilot, schools)
        paper = make_pdf(gates.SIGNED, {"words": "Allekirjoitettu paperilla."})
        for agreement in Agreement.objects.order_by("pk"):
            upload = SimpleUploadedFile(f"{agreement.number}.pdf", paper)
            when = path.posted + 9 * trials.DAY
            pilots.upload_signed(agreement.pk, upload, by=path.cast.staff, now=when)
    else:
        trials.agreed_at_once(path, pilot, schools)
        gates.sign_at_once(path, pilot)
    plan = trials.freeze(path, trials.write_plan(path, pilot))
    trials.draw_and_start(path, plan)
    luck, truth = random.Random("walk"), Truth(0.2, 0.2)
    found = {
        one: trials.figures_of(path, one, truth, luck, baseline=False)
        for one in trials.classes_in(plan)
    }
    if one_by_one:
        for one, figures in found.items():
            trials.give(path, one, figures)
    else:
        trials.give_at_once(path, plan, found)


def test_what_is_written_at_once_is_what_the_services_write(db):
    path, found = _path(), []
    for one_by_one in (True, False):
        with transaction.atomic():
            _walk(path, one_by_one=one_by_one)
            found.append(_what_is_there())
            transaction.set_rollback(True)

    assert found[0] == found[1]
    assert [len(rows) for rows in found[0]] == [6, 6, 6, 40]

"""Passing on to another agency, with the consent of whoever asked, and what became of it."""

import calendar
import datetime as dt
import secrets
import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from eduhub.advice.models import Followup, Referral, Signpost
from eduhub.advice.models.referrals import LONGEST_WORDS
from eduhub.advice.notices import ReferralAgreed, ReferralProposed
from eduhub.advice.queries import find_referral
from eduhub.advice.rules import REFERRAL_RULES
from eduhub.advice.services.cases import hold_case
from eduhub.advice.services.texts import kept
from eduhub.advice.states import Outcome, ReferralState, SignKind
from eduhub.kit.access import Actor, find, machine, require
from eduhub.kit.errors import Invalid
from eduhub.kit.ledger import record
from eduhub.kit.mail import write
from eduhub.kit.post import post
from eduhub.kit.tokens import digest_of

MONTHS = (3, 12)  # after which it is asked
MONTHS_A_YEAR = 12


@transaction.atomic
def refer(
    case_id: int, agency_id: int, words: str, *, key: uuid.UUID, by: Actor, now: dt.datetime
) -> Referral:
    """Propose it; nothing is told to the agency before whoever asked agrees."""
    case = hold_case(case_id, "refer", by)
    own = uuid.uuid5(key, by.name)
    if there := Referral.objects.filter(key=own).first():
        return there
    agencies = Signpost.objects.filter(kind=SignKind.AGENCY, is_shown=True)
    agency = agencies.filter(pk=agency_id).first()
    if agency is None:
        raise Invalid({"agency": _("Choose an agency from the list.")})
    if case.referrals.filter(agency=agency).exclude(state=ReferralState.DECLINED).exists():
        raise Invalid({"agency": _("They were referred there already.")})
    words = kept("words", words, LONGEST_WORDS)
    referral = Referral.objects.create(
        case=case,
        agency=agency,
        words=words,
        proposed_at=now,
        proposed_by_id=by.user_id,
        key=own,
    )
    record(by, "advice.referral", case, now=now, referral=referral.pk, agency=agency.pk)
    post(ReferralProposed(referral_id=referral.pk))
    return referral


@transaction.atomic
def answer_referral(referral_id: int, is_agreed: bool, *, by: Actor, now: dt.datetime) -> Referral:
    """Yes: the agency is told these words, and how it went is asked after 3 and 12 months."""
    find_referral(referral_id, by)
    rows = Referral.objects.select_related("case", "agency").select_for_update(of=("self",))
    referral = find(rows, pk=referral_id)
    require(by, "answer", referral, REFERRAL_RULES)
    referral.state = ReferralState.AGREED if is_agreed else ReferralState.DECLINED
    referral.answered_at, referral.answered_by_id = now, by.user_id
    referral.save(update_fields=["state", "answered_at", "answered_by"])
    if is_agreed:
        day = timezone.localdate(now)
        Followup.objects.bulk_create(
            Followup(referral=referral, months=months, due=months_after(day, months))
            for months in MONTHS
        )
        post(ReferralAgreed(referral_id=referral.pk))
    record(by, "advice.referral_answered", referral, now=now, state=referral.state)
    return referral


def months_after(day: dt.date, months: int) -> dt.date:
    """The same day of the month, or the month's last where it has none such."""
    years, month = divmod(day.month - 1 + months, MONTHS_A_YEAR)
    year, month = day.year + years, month + 1
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def ask_outcomes(*, now: dt.datetime) -> int:
    """Ask those whose time has come; how many letters. Each question is sent once."""
    due = Followup.objects.filter(sent_at=None, answered_at=None, due__lte=timezone.localdate(now))
    return sum(_asked(pk, now) for pk in due.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _asked(followup_id: int, now: dt.datetime) -> bool:
    rows = Followup.objects.filter(pk=followup_id, sent_at=None)
    rows = rows.select_related("referral__case__person", "referral__agency")
    followup = rows.select_for_update(of=("self",), skip_locked=True).first()
    if followup is None:
        return False
    person = followup.referral.case.person
    if person is None or not person.is_active:
        return False
    token = secrets.token_urlsafe(32)
    followup.token_digest, followup.sent_at = digest_of(token), now
    followup.save(update_fields=["token_digest", "sent_at"])
    told = {"followup": followup, "agency": followup.referral.agency, "token": token}
    write(person.email, "advice/outcome", told, language=person.language, now=now)
    record(machine("advice"), "advice.outcome_asked", followup, now=now)
    return True


def find_followup(token: str) -> Followup:
    """By the link of the letter, for whoever has it. One query."""
    rows = Followup.objects.select_related("referral__agency")
    return find(rows, token_digest=digest_of(token))


@transaction.atomic
def tell_outcome(token: str, outcome: str, words: str, *, by: Actor, now: dt.datetime) -> Followup:
    """The link is the proof; a later answer takes the place of an earlier one."""
    rows = Followup.objects.select_for_update(of=("self",)).select_related("referral__agency")
    followup = find(rows, token_digest=digest_of(token))
    if outcome not in Outcome.values:
        raise Invalid({"outcome": _("Say what became of it.")})
    words = kept("words", words, 300, needed=False)
    followup.outcome, followup.words, followup.answered_at = outcome, words, now
    followup.save(update_fields=["outcome", "words", "answered_at"])
    record(by, "advice.outcome_told", followup, now=now, outcome=outcome)
    return followup

"""A visitor asks for a demo and consents; the company answers; the visitor may withdraw."""

import datetime as dt
import hashlib
import secrets
import uuid
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from eduhub.catalogue.models import ConsentWording, Lead, Solution
from eduhub.catalogue.models.stands import CONSENTS, PRESENT_CONSENT
from eduhub.catalogue.notices import DemoAsked
from eduhub.catalogue.queries.leads import columns_and_rows
from eduhub.catalogue.rules.stands import LEAD_RULES, STAND_RULES
from eduhub.catalogue.services.counts import count_for_exhibition
from eduhub.catalogue.states import CountOf, LeadState
from eduhub.kit import mail
from eduhub.kit.access import VISITOR, Actor, find, require
from eduhub.kit.errors import Invalid
from eduhub.kit.ledger import record
from eduhub.kit.limits import allow
from eduhub.kit.post import post
from eduhub.kit.sheets import csv_of, xlsx_of
from eduhub.kit.tokens import digest_of
from eduhub.people.models import Organisation
from eduhub.people.queries import to_tell
from eduhub.people.states import Role

HOUR, DAY = 3600, 24 * 3600


@dataclass(frozen=True, slots=True)
class DemoRequest:
    """What a visitor filled in; `consent` is the version of the words that they agreed to.

    caller is a fingerprint of where the request came from, form_key that of the form as it
    was shown, so that a double click asks once.
    """

    name: str
    email: str
    wish: str
    form_key: uuid.UUID
    caller: str
    language: str
    organisation: str = ""
    times: str = ""
    consent: int | None = None
    exhibition_id: int | None = None


def ask_for_demo(
    solution_id: int, asked: DemoRequest, *, by: Actor, now: dt.datetime, today: dt.date
) -> Lead:
    """Pass a visitor's request on to the company, with letters to both sides.

    Raises:
        Invalid: without the consent there is nobody to pass it on to.
        TooMany: too many from one place or for one address; the company is not flooded, and
            nobody can fill a stranger's mailbox through us.
    """
    solution = find(Solution.objects.visible_to(by).select_related("stand"), pk=solution_id)
    require(by, "ask", solution, STAND_RULES)
    if asked.consent not in CONSENTS:
        raise Invalid({"consent": _("Without your consent the company cannot get your request.")})
    before = Lead.objects.filter(form_key=asked.form_key).first()
    if before is not None:
        return before
    allow("demo_request", asked.caller, most=10, seconds=HOUR)
    allow("demo_request", hashlib.sha256(asked.email.encode()).hexdigest(), most=5, seconds=DAY)
    return _pass_on(solution, asked, by=by, now=now, today=today)


@transaction.atomic
def _pass_on(
    solution: Solution, asked: DemoRequest, *, by: Actor, now: dt.datetime, today: dt.date
) -> Lead:
    token = secrets.token_urlsafe(32)
    lead, is_new = Lead.objects.get_or_create(
        form_key=asked.form_key,
        defaults={
            "solution": solution,
            "user_id": by.user_id,
            "name": _one_line(asked.name, 120),
            "organisation": _one_line(asked.organisation, 160),
            "email": asked.email.strip().lower(),
            "wish": asked.wish[:4000],
            "times": _one_line(asked.times, 300),
            "language": asked.language,
            "asked_at": now,
            "wording": _wording(asked.consent or PRESENT_CONSENT, now),
            "consented_at": now,
            "token_digest": digest_of(token),
            "state_since": now,
        },
    )
    if not is_new:
        return lead
    count_for_exhibition(CountOf.DEMO, solution.pk, asked.exhibition_id, today)
    record(by, "demo.asked", lead, now=now, solution=solution.pk, consent=asked.consent)
    _write_letters(lead, solution, token, now=now, today=today)
    post(DemoAsked(lead_id=lead.pk, solution_id=solution.pk))
    return lead


def _write_letters(
    lead: Lead, solution: Solution, token: str, *, now: dt.datetime, today: dt.date
) -> None:
    """To the visitor none of the words that were typed: the address may be a stranger's."""
    told = {"lead": lead, "solution": solution}
    leads = to_tell(solution.company_id, frozenset({Role.COMPANY_LEAD}), today)
    for address, language in leads:
        mail.write(address, "catalogue/demo_asked", told, language=language, now=now)
    mine = {"solution": solution, "token": token}
    mail.write(lead.email, "catalogue/demo_confirmed", mine, language=lead.language, now=now)


@transaction.atomic
def move_lead(lead_id: int, *, to: LeadState, by: Actor, now: dt.datetime) -> Lead:
    """The company notes that it has answered, or that the matter is closed."""
    visible = Lead.objects.visible_to(by).kept().select_for_update(of=("self",))
    lead = find(visible.select_related("solution"), pk=lead_id)
    if lead.state == to:
        return lead
    require(by, to, lead, LEAD_RULES)
    lead.state, lead.state_since = to, now
    lead.save(update_fields=["state", "state_since"])
    record(by, f"demo.{to}", lead, now=now)
    return lead


@transaction.atomic
def withdraw_consent(token: str, *, now: dt.datetime) -> Lead:
    """The visitor takes the consent back: what they wrote is deleted, a count stays.

    The letter with the link was written to the visitor alone, so its token is proof enough.
    """
    lead = find(
        Lead.objects.select_for_update(of=("self",)).select_related("solution"),
        token_digest=digest_of(token),
    )
    if lead.state == LeadState.WITHDRAWN:
        return lead
    lead.name = lead.organisation = lead.email = lead.wish = lead.times = ""
    lead.user = None
    lead.state, lead.state_since = LeadState.WITHDRAWN, now
    lead.save()
    record(VISITOR, "demo.consent_withdrawn", lead, now=now)
    return lead


@transaction.atomic
def export_leads(kind: str, *, by: Actor, now: dt.datetime) -> bytes:
    """The company's requests as "csv" or "xlsx", without those whose consent is withdrawn."""
    require(by, "export", None, LEAD_RULES)
    leads = list(Lead.objects.visible_to(by).kept().select_related("solution").order_by("pk"))
    columns, rows = columns_and_rows(leads)
    company = find(Organisation.objects.visible_to(by), pk=by.organisation_id)
    record(by, "demos.exported", company, now=now, kind=kind, rows=len(leads))
    return csv_of(columns, rows) if kind == "csv" else xlsx_of(_("Demo requests"), columns, rows)


def _wording(version: int, now: dt.datetime) -> ConsentWording:
    """The words as they were agreed to; a version that says something else is our mistake."""
    wording, _made = ConsentWording.objects.get_or_create(
        version=version, defaults={"words": CONSENTS[version], "stored_at": now}
    )
    if wording.words != CONSENTS[version]:
        raise ValueError(f"consent {version} was changed without a new version")
    return wording


def _one_line(words: str, longest: int) -> str:
    """Without line breaks and other signs that a mail header or a table could take amiss."""
    return " ".join("".join(c if c.isprintable() else " " for c in words).split())[:longest]

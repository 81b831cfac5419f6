"""Signing: a typed name under exactly the file that was shown, or a file signed elsewhere."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from eduhub.kit.access import Actor, find, require
from eduhub.kit.errors import Invalid, Stale
from eduhub.kit.files import read_pdf
from eduhub.kit.identifiers import holds_code, holds_email
from eduhub.kit.ledger import record
from eduhub.people.states import STAFF, Role
from eduhub.pilots.models import Agreement, Signature
from eduhub.pilots.rules.agreements import AGREEMENT_RULES, AgreementNow, party_of
from eduhub.pilots.services.moves import lock, settle
from eduhub.pilots.services.papers import LANGUAGES, fingerprint_of, keep, pdf_of
from eduhub.pilots.states.agreements import SignedBy, SignedHow, Uploader

LONGEST_NAME = 100  # characters
ROLE_OF = {SignedBy.COMPANY: Role.COMPANY_LEAD, SignedBy.SCHOOL: Role.PRINCIPAL}


@dataclass(frozen=True, slots=True)
class TypedSignature:
    """What somebody types under an agreement.

    Attributes:
        name: the person's own, as they sign.
        language: of the file that they were shown.
        sha256: of that file.
    """

    name: str
    language: str
    sha256: str


@transaction.atomic
def sign(agreement_id: int, typed: TypedSignature, *, by: Actor, now: dt.datetime) -> Signature:
    """Sign the very file that was shown; the first signature fixes it for both.

    Signing the same file twice is signing once.

    Raises:
        Stale: the file is another one by now; nothing was signed.
    """
    judged = _lock(agreement_id, by)
    agreement, party = judged.agreement, party_of(by, judged)
    before = agreement.signature_of(party) if party else None
    if before is not None and before.sha256 == typed.sha256:
        return before
    require(by, "sign", judged, AGREEMENT_RULES)
    assert party is not None
    name = " ".join(typed.name.split())
    if not name or len(name) > LONGEST_NAME:
        raise Invalid({"name": _("Type your name, as you sign, in at most 100 characters.")})
    if holds_code(name) or holds_email(name):
        raise Invalid({"name": _("Only your name: no identity code, no e-mail address.")})
    if agreement.document is None:
        _fix(agreement, typed, by=by, now=now)
    elif agreement.document.sha256 != typed.sha256:
        raise Stale(
            "stale",
            _("The other side has signed another file meanwhile. Read that one; sign it then."),
        )
    signed = _sign(agreement, party, by=by, now=now, how=SignedHow.TYPED, name=name)
    settle(judged.standing.pilot, by=by, now=now, why="all_agree")
    return signed


def _fix(agreement: Agreement, typed: TypedSignature, *, by: Actor, now: dt.datetime) -> None:
    """Keep the file that the first one signs, if it is the one that they were shown."""
    if typed.language not in LANGUAGES:
        raise Invalid({"language": _("Choose Finnish, Swedish or English.")})
    pdf = pdf_of(agreement, typed.language)
    if fingerprint_of(pdf) != typed.sha256:
        raise Stale("stale", _("The file is another one by now. Read it before you sign."))
    agreement.language = typed.language
    agreement.document = keep(agreement, pdf, by=by, now=now)
    agreement.save(update_fields=["language", "document"])


@transaction.atomic
def upload_signed(
    agreement_id: int, upload: "UploadedFile[Any]", *, by: Actor, now: dt.datetime
) -> Agreement:
    """Send in a file that was signed elsewhere.

    From the hub it stands for both parties; from a party for that one, and the other signs it
    here or sends nothing. The same file sent twice is one.
    """
    judged = _lock(agreement_id, by)
    agreement = judged.agreement
    content = read_pdf(upload)
    if agreement.document is not None and agreement.document.sha256 == fingerprint_of(content):
        return agreement
    require(by, "upload", judged, AGREEMENT_RULES)
    party = party_of(by, judged)
    by_hub = party is None and bool(by.roles & STAFF)
    agreement.document = keep(agreement, content, by=by, now=now)
    agreement.uploaded_by = Uploader.HUB if by_hub else Uploader(str(party))
    agreement.save(update_fields=["document", "uploaded_by"])
    for one in SignedBy if by_hub else (SignedBy(str(party)),):
        _sign(agreement, one, by=by, now=now, how=SignedHow.UPLOADED)
    settle(judged.standing.pilot, by=by, now=now, why="all_agree")
    return agreement


def _lock(agreement_id: int, by: Actor) -> AgreementNow:
    visible = Agreement.objects.visible_to(by)
    standing = lock(find(visible, pk=agreement_id).pilot_id, by)
    held = visible.select_related("document").prefetch_related("signatures")
    return AgreementNow(standing, find(held, pk=agreement_id))


def _sign(
    agreement: Agreement,
    party: SignedBy,
    *,
    by: Actor,
    now: dt.datetime,
    how: SignedHow,
    name: str = "",
) -> Signature:
    assert agreement.document is not None
    signed = Signature.objects.create(
        agreement=agreement,
        party=party,
        how=how,
        name=name,
        role=ROLE_OF[party] if how == SignedHow.TYPED else min(by.roles),
        sha256=agreement.document.sha256,
        signed_at=now,
        signed_by_id=by.user_id,
    )
    facts = {"party": party.value, "how": how.value, "sha256": signed.sha256}
    record(by, "pilot.agreement_signed", agreement.pilot, now=now, agreement=agreement.pk, **facts)
    return signed

"""Who signs an agreement, and when. The thing judged is an AgreementNow."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from eduhub.kit.access import SIGNED_IN, Actor, Rule, Rules
from eduhub.people.states import STAFF, Role
from eduhub.pilots.models import Agreement, Standing
from eduhub.pilots.rules.pilots import NOT_ENDED, when
from eduhub.pilots.states import ENDED
from eduhub.pilots.states.agreements import SignedBy


@dataclass(frozen=True, slots=True)
class AgreementNow:
    """An agreement, with its signatures, in its pilot as it stands."""

    standing: Standing
    agreement: Agreement

    @property
    def stands(self) -> bool:
        """It is on the statement and the lane of now, and nothing before it is open again."""
        current = self.standing.agreement_with(self.agreement.school_id)
        return current == self.agreement and self.standing.may_be_signed


def party_of(actor: Actor, now: AgreementNow) -> SignedBy | None:
    """For which party this person signs, if for any."""
    if actor.holds_at(Role.COMPANY_LEAD, now.standing.company_id):
        return SignedBy.COMPANY
    heads = actor.holds_at(Role.PRINCIPAL, now.agreement.school_id)
    return SignedBy.SCHOOL if heads else None


def _may_upload(actor: Actor, now: AgreementNow) -> bool:
    return party_of(actor, now) is not None or bool(actor.roles & STAFF)


def _has_signed(actor: Actor, now: AgreementNow) -> bool:
    party = party_of(actor, now)
    return party is not None and now.agreement.signature_of(party) is not None


STANDS = when(
    lambda now: now.stands,
    _(
        "This agreement no longer stands: the success statement, the lane or the groups have"
        " changed. A new one is made once all agree."
    ),
)
GOES_ON = when(
    lambda now: now.standing.pilot.state not in ENDED,
    NOT_ENDED.reason,
)
AGREEMENT_RULES: Rules = {
    "sign": (
        SIGNED_IN,
        Rule(
            lambda actor, now: party_of(actor, now) is not None,
            _("Only the company's lead and the school's principal sign."),
        ),
        GOES_ON,
        STANDS,
        Rule(
            lambda actor, now: not _has_signed(actor, now),
            _("You have signed already."),
            NOT_ENDED.refusal,
        ),
    ),
    "upload": (
        SIGNED_IN,
        Rule(
            _may_upload,
            _("Only the company's lead, the school's principal or the hub sends a signed file."),
        ),
        GOES_ON,
        STANDS,
        when(
            lambda now: not now.agreement.signatures.all(),
            _("One side has signed the text here. The other signs it here too."),
        ),
    ),
}

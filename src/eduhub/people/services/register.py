"""What the company register says of an organisation, passed on to whoever keeps it."""

from django.db import transaction

from eduhub.kit.post import post
from eduhub.people import adapters
from eduhub.people.models import Organisation
from eduhub.people.notices import RegisterAnswered
from eduhub.people.states import OrganisationState


def ask_register(organisation_id: int) -> bool:
    """Ask once, keep the answer, and pass it on once the organisation is approved.

    True if there was an answer to pass on. Raises what adapters.look_up raises.
    """
    organisation = Organisation.objects.filter(pk=organisation_id).first()
    if organisation is None or not organisation.business_id:
        return False
    entry = adapters.look_up(organisation.business_id)
    if entry is None or organisation.state != OrganisationState.APPROVED:
        return False
    with transaction.atomic():
        post(
            RegisterAnswered(
                organisation_id=organisation.pk,
                legal_form_fi=entry.legal_form.fi,
                legal_form_sv=entry.legal_form.sv,
                legal_form_en=entry.legal_form.en,
                industry_code=entry.industry_code,
                industry_version=entry.industry_version,
            )
        )
    return True

"""Business IDs and school numbers: their form and check digit, without asking anybody."""

import re
from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from stdnum.exceptions import InvalidChecksum, ValidationError
from stdnum.fi import ytunnus

from eduhub.kit.errors import Invalid
from eduhub.people.models import Organisation
from eduhub.people.states import WITH_BUSINESS_ID, Kind, OrganisationState

SCHOOL_NUMBER = re.compile(r"\d{5}")


def checked_business_id(written: str) -> str:
    """The business ID with its hyphen, or Invalid with how to mend it."""
    written = written.strip()
    if not re.fullmatch(r"\d{6,7}-\d", written):
        raise Invalid({"business_id": _("Enter the business ID with a hyphen, like 0000041-4")})
    try:
        return str(ytunnus.format(ytunnus.validate(written.zfill(9))))
    except InvalidChecksum as wrong:
        message = _("The last digit does not fit the others. Look the business ID up once more.")
        raise Invalid({"business_id": message}) from wrong
    except ValidationError as wrong:
        raise Invalid(
            {"business_id": _("Enter the business ID with a hyphen, like 0000041-4")}
        ) from wrong


def checked_school_number(written: str) -> str:
    """The school's five digits, or Invalid with how to mend it."""
    written = written.strip()
    if not SCHOOL_NUMBER.fullmatch(written):
        raise Invalid({"school_number": _("Enter the school number as five digits, like 01234")})
    return written


def identifiers_for(kind: str, business_id: str, school_number: str) -> dict[str, str | None]:
    """Both identifiers checked, as this kind of organisation needs them; None where not given."""
    if kind == Kind.SCHOOL:
        return {"school_number": checked_school_number(school_number), "business_id": None}
    if not business_id.strip() and kind not in WITH_BUSINESS_ID:
        return {"school_number": None, "business_id": None}
    return {"school_number": None, "business_id": checked_business_id(business_id)}


def require_free(identifiers: dict[str, str | None], *, but: Organisation) -> list[Organisation]:
    """Declined claims that bear one of them, locked; Invalid if anybody else does."""
    declined = []
    for field, bearer in _bearers(identifiers, Organisation.objects.exclude(pk=but.pk)):
        if bearer.state != OrganisationState.DECLINED:
            raise Invalid({field: _("Another organisation in the hub bears it already.")})
        declined.append(bearer)
    return declined


def require_unclaimed(identifiers: dict[str, str | None]) -> Organisation | None:
    """Invalid if the organisation is here or waits; the declined claim if there was one."""
    for field, standing in _bearers(identifiers, Organisation.objects.all()):
        if standing.state == OrganisationState.APPROVED:
            message = _("This organisation is here already. Ask one of its leads to invite you.")
            raise Invalid({field: message})
        if standing.state == OrganisationState.CLAIMED:
            message = _("Somebody has claimed this organisation and waits for the hub's answer.")
            raise Invalid({field: message})
        return standing
    return None


def _bearers(
    identifiers: dict[str, str | None], among: QuerySet[Organisation]
) -> Iterator[tuple[str, Organisation]]:
    """By field: who bears each identifier that is given, locked."""
    for field, value in identifiers.items():
        bearer = among.select_for_update().filter(**{field: value}).first() if value else None
        if bearer is not None:
            yield field, bearer

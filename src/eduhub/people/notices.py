from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OrganisationClaimed:
    organisation_id: int


@dataclass(frozen=True, slots=True)
class OrganisationApproved:
    organisation_id: int


@dataclass(frozen=True, slots=True)
class RegisterAnswered:
    """What the company register said of an organisation; "" where it said nothing.

    Attributes:
        industry_code: five digits at most, without dots.
        industry_version: the classification that the code is of, such as "TOL 2025".
    """

    organisation_id: int
    legal_form_fi: str
    legal_form_sv: str
    legal_form_en: str
    industry_code: str
    industry_version: str


@dataclass(frozen=True, slots=True)
class OrganisationCorrected:
    """Kind, name or identifier of an approved organisation is another by now."""

    organisation_id: int


@dataclass(frozen=True, slots=True)
class BusinessIdChanged:
    """What a register said of the old one is no longer true of the organisation.

    Attributes:
        at: when it was changed, as an ISO moment; what was learnt later is of the new one.
    """

    organisation_id: int
    at: str

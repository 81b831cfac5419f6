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

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OrganisationApproved:
    organisation_id: int

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SolutionPublished:
    solution_id: int


@dataclass(frozen=True, slots=True)
class DemoAsked:
    lead_id: int
    solution_id: int


@dataclass(frozen=True, slots=True)
class ReferenceNamed:
    reference_id: int


@dataclass(frozen=True, slots=True)
class ReferenceConfirmed:
    reference_id: int
    solution_id: int


@dataclass(frozen=True, slots=True)
class ReferenceGone:
    """Revoked by the school or withdrawn by the company."""

    reference_id: int
    solution_id: int


@dataclass(frozen=True, slots=True)
class ExhibitionPublished:
    exhibition_id: int


@dataclass(frozen=True, slots=True)
class DossierPublished:
    """The company has said anew what its solution does with data: read it again."""

    dossier_id: int
    solution_id: int


@dataclass(frozen=True, slots=True)
class DossierReviewed:
    dossier_id: int
    organisation_id: int
    verdict: str

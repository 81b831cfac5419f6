"""A copy of what was finalised, as a paper."""

from django.utils.translation import gettext as _

from eduhub.kit.formats import moment, reader
from eduhub.kit.leaflets import Leaflet, Part
from eduhub.programmes.models import Submission


def leaflet_of(copy: Submission) -> Leaflet:
    """The words as they were finalised; headings in the reader's language."""
    content = copy.content
    facts = (
        (_("Application"), content["application"]),
        (_("Applicant"), content["organisation"]),
        (_("Copy"), str(copy.number)),
        (_("Finalised at"), moment(copy.finalised_at)),
        (_("Fingerprint (SHA-256)"), copy.sha256),
    )
    answers = tuple(
        Part(heading=row["words"], paragraphs=tuple((row["answer"] or "–").splitlines()))
        for row in content["answers"]
    )
    head = Part(heading=_("What this is"), facts=facts)
    return Leaflet(reader(), content["application"], content["call"], "", (head, *answers))

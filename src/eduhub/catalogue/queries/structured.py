"""Solutions and companies in schema.org's words, for search engines."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language

from eduhub.catalogue.models import Company, Solution
from eduhub.people.models import Organisation

type Thing = dict[str, Any]


def product(solution: Solution, picture_url: str) -> Thing:
    """A solution as Product and SoftwareApplication, in the reader's language."""
    thing: Thing = {
        "@context": "https://schema.org",
        "@type": ["Product", "SoftwareApplication"],
        "name": str(solution.name),
        "description": str(solution.pitch),
        "applicationCategory": "EducationalApplication",
        "inLanguage": get_language(),
        "url": _absolute("catalogue:solution", solution.pk) if solution.pk else "",
        "softwareVersion": solution.release,
        "sameAs": solution.website,
        "image": settings.PUBLIC_URL + picture_url if picture_url else "",
        "brand": {"@type": "Brand", "name": str(solution.company.name)},
        "publisher": {
            "@type": "Organization",
            "name": str(solution.company.name),
            "url": _absolute("catalogue:company", solution.company_id),
        },
    }
    return {name: value for name, value in thing.items() if value}


def organisation(company: Organisation, profile: Company) -> Thing:
    """A company as Organization, in the reader's language."""
    thing: Thing = {
        "@context": "https://schema.org",
        "@type": "Organization",
        "name": str(company.name),
        "description": str(profile.pitch),
        "url": _absolute("catalogue:company", company.pk),
        "sameAs": company.website,
        "taxID": company.business_id,
        "foundingDate": str(profile.founded or ""),
    }
    return {name: value for name, value in thing.items() if value}


def _absolute(name: str, pk: int) -> str:
    return f"{settings.PUBLIC_URL}{reverse(name, args=[pk])}"

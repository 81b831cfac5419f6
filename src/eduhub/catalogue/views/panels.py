"""What the catalogue hangs on other pages: the search of everything, and one's home."""

from typing import Any

from django.http import QueryDict
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from eduhub.catalogue.queries.directory import Question, for_cards, solutions_found
from eduhub.catalogue.queries.pages import companies_found, lacks_setup, own_solutions
from eduhub.catalogue.rules.solutions import COMPANY_PEOPLE
from eduhub.kit.access import Actor
from eduhub.kit.http import HubRequest
from eduhub.kit.panels import panel
from eduhub.people.states import Role

SHOWN = 6


@panel("site.search", order=10)
def found_solutions(request: HubRequest, asked: str) -> str:
    rows = list(for_cards(solutions_found(Question(words=asked)).solutions)[: SHOWN + 1])
    return _drawn(
        request,
        "catalogue/panels/found_solutions.html",
        {
            "solutions": rows[:SHOWN],
            "has_more": len(rows) > SHOWN,
            "all_url": _asking("catalogue:solutions", asked),
        },
    )


@panel("site.search", order=20)
def found_companies(request: HubRequest, asked: str) -> str:
    rows = list(companies_found(asked)[: SHOWN + 1])
    if not rows:
        return ""
    return _drawn(
        request,
        "catalogue/panels/found_companies.html",
        {
            "companies": rows[:SHOWN],
            "has_more": len(rows) > SHOWN,
            "all_url": _asking("catalogue:companies", asked),
        },
    )


@panel("site.home", order=20)
def own(request: HubRequest, actor: Actor) -> str:
    """For a company's people: their solutions, what is missing and what has grown old."""
    if not actor.roles & COMPANY_PEOPLE:
        return ""
    rows = own_solutions(actor, timezone.localdate())
    context = {"rows": rows, "company_id": actor.organisation_id}
    return _drawn(request, "catalogue/panels/home.html", context)


@panel("site.home", order=60)
def setup_to_tell(request: HubRequest, actor: Actor) -> str:
    """For a principal whose school has not said yet what it asks of solutions."""
    if not actor.holds(Role.PRINCIPAL) or not lacks_setup(actor):
        return ""
    return _drawn(request, "catalogue/panels/setup.html", {"school_id": actor.organisation_id})


def _drawn(request: HubRequest, template: str, context: dict[str, Any]) -> str:
    return render_to_string(template, context, request)


def _asking(name: str, words: str) -> str:
    query = QueryDict(mutable=True)
    query["q"] = words
    return f"{reverse(name)}?{query.urlencode()}"

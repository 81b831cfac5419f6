from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse, QueryDict
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from eduhub.catalogue.forms.directory import question_in
from eduhub.catalogue.models import Claim, SchoolSetup, Solution
from eduhub.catalogue.queries import directory as queries
from eduhub.catalogue.queries.pages import companies_found, fits_for, setup_of
from eduhub.catalogue.queries.topics import Topics, TopicWord
from eduhub.catalogue.queries.version import directory_version
from eduhub.catalogue.rules.fit import Fit
from eduhub.catalogue.states import TopicKind
from eduhub.kit.http import HubRequest, page, restores
from eduhub.kit.paging import page_of
from eduhub.kit.panels import marks_at
from eduhub.kit.unchanged import Drawn, etag_of, named, unchanged

CARDS = 24  # a page


@dataclass(frozen=True, slots=True)
class Card:
    """A solution as the lists show it, its words prepared once."""

    solution: Solution
    eyebrow: str
    languages: str
    claim: Claim | None
    claim_is_stale: bool
    fit: Fit | None
    marks: list[str]  # what upper rooms say of it


@dataclass(frozen=True, slots=True)
class Chip:
    """A choice that was made, and the address without it."""

    name: str
    url: str


answers = Drawn(most=64)  # some 50 kB each


@require_safe
def solutions(request: HubRequest) -> HttpResponse:
    """The directory; with JavaScript only its answer is fetched anew.

    What everybody gets is drawn once while nothing of it changes, and sent once to each.
    """
    setup = setup_of(request.actor)
    part = bool(request.headers.get("HX-Request")) and not restores(request)
    template = "catalogue/directory/answer.html" if part else "catalogue/directory/ask.html"
    if setup:
        answer = _drawn(request, template, setup)
        return page(request, "catalogue/directory.html", {"answer": answer}, part="results")
    standing = (directory_version(), timezone.localdate(), part)
    etag = etag_of(request, *standing)
    for_all = not request.actor.is_signed_in and "messages" not in request.COOKIES
    if for_all and (same := unchanged(request, etag)):
        return same
    answer = answers.get(
        (get_language(), request.GET.urlencode(), *standing),
        lambda: _drawn(request, template, None),
    )
    response = page(request, "catalogue/directory.html", {"answer": answer}, part="results")
    return named(response, etag) if for_all else response


def _drawn(request: HubRequest, template: str, setup: SchoolSetup | None) -> SafeString:
    question = question_in(request.GET)
    found = queries.directory(question)
    rows = page_of(found.solutions, request, size=CARDS)
    context = {
        "question": question,
        "found": found,
        "page": rows,
        "cards": cards_of(rows.rows, found.topics, fits_for(rows.rows, setup, found.topics)),
        "chips": [Chip(str(t.name), _without(request.GET, t)) for t in found.chosen],
        "everything": request.path,
    }
    return render_to_string(template, context)


@require_safe
def companies(request: HubRequest) -> HttpResponse:
    asked = request.GET.get("q", "")[:100].replace("\x00", "")
    rows = page_of(companies_found(asked), request)
    context = {"asked": asked, "page": rows, "everything": request.path}
    return page(request, "catalogue/companies.html", context, part="results")


def cards_of(
    solutions: Sequence[Solution], topics: Topics, fits: dict[int, Fit] | None = None
) -> list[Card]:
    """Cards with the newest claim and the marks of each solution. A fixed number of queries."""
    marks = marks_at("catalogue.card", [solution.pk for solution in solutions])
    claims = queries.newest_claims(solutions)
    today = timezone.localdate()
    return [
        Card(
            solution=solution,
            eyebrow=" · ".join(
                [
                    *_few(topics.names(solution.codes, TopicKind.SUBJECT)),
                    *_few(topics.names(solution.codes, TopicKind.AGE)),
                ]
            ),
            languages=", ".join(_few(topics.names(solution.codes, TopicKind.LANGUAGE), 3)),
            claim=(claim := claims.get(solution.pk)),
            claim_is_stale=claim is not None and claim.is_stale(today),
            fit=(fits or {}).get(solution.pk),
            marks=marks.get(solution.pk, []),
        )
        for solution in solutions
    ]


def _few(names: list[str], most: int = 2) -> list[str]:
    return names if len(names) <= most else [*names[:most], f"+{len(names) - most}"]


def _without(asked: QueryDict, topic: TopicWord | queries.HungWord) -> str:
    rest = asked.copy()
    rest.setlist(topic.kind, [code for code in asked.getlist(topic.kind) if code != topic.code])
    rest.pop("page", None)
    return f"?{rest.urlencode()}"

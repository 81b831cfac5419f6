from django.db.models import FETCH_RAISE, Q, QuerySet

from eduhub.catalogue.models import Reference
from eduhub.catalogue.states import ReferenceState
from eduhub.kit.access import Actor
from eduhub.kit.lang import in_reading_order
from eduhub.people.models import Organisation
from eduhub.people.states import Kind, Role

MOST_FOUND = 20  # schools


def references_to_show(solution_id: int) -> QuerySet[Reference]:
    """What the solution's page shows: confirmed ones first, then the unconfirmed. One query."""
    return (
        Reference.objects.shown()
        .filter(solution=solution_id)
        .select_related("school")
        .order_by("state", in_reading_order("school__name"), "pk")
        .fetch_mode(FETCH_RAISE)
    )


def references_of(actor: Actor, solution_id: int) -> QuerySet[Reference]:
    """All that the company has named for a solution, with what the schools said."""
    return (
        Reference.objects.visible_to(actor)
        .filter(solution=solution_id)
        .select_related("school")
        .order_by("-state_since", "-pk")
        .fetch_mode(FETCH_RAISE)
    )


def reference_to_show(actor: Actor) -> QuerySet[Reference]:
    """References that this actor takes part in, with solution, company and school."""
    return (
        Reference.objects.visible_to(actor)
        .select_related("solution__company", "school")
        .fetch_mode(FETCH_RAISE)
    )


def references_for_principal(actor: Actor) -> QuerySet[Reference]:
    """All about the principal's school, those that wait first; none for anybody else."""
    rows = reference_to_show(actor).order_by("-state_since", "-pk")
    return rows if actor.holds(Role.PRINCIPAL) else rows.none()


def waiting_for(actor: Actor) -> QuerySet[Reference]:
    """The principal's references that wait for an answer, the oldest first."""
    waiting = references_for_principal(actor).filter(state=ReferenceState.UNCONFIRMED)
    return waiting.order_by("named_at", "pk")


def schools_named(asked: str) -> QuerySet[Organisation]:
    """Approved schools with these words in their name in some language; at most twenty."""
    schools = Organisation.objects.approved().filter(kind=Kind.SCHOOL)
    for word in asked.split()[:6]:
        schools = schools.filter(
            Q(name__fi__icontains=word) | Q(name__sv__icontains=word) | Q(name__en__icontains=word)
        )
    return schools.order_by(in_reading_order("name"), "pk")[:MOST_FOUND]


def school_chosen(pk: int) -> Organisation | None:
    return Organisation.objects.approved().filter(kind=Kind.SCHOOL, pk=pk).first()

"""Calls and what they ask."""

import datetime as dt

from django.db.models import FETCH_RAISE, Count, Q, QuerySet

from eduhub.kit.access import Actor, find
from eduhub.people.models import Organisation
from eduhub.people.states import Kind
from eduhub.programmes.models import Call, Programme, Question, Step
from eduhub.programmes.states import ApplicationState


def calls_to_show(now: dt.datetime) -> QuerySet[Call]:
    """For everybody: all that are published, those that close next first, then the past. One query."""
    rows = Call.objects.exclude(published_at=None).filter(programme__is_shown=True)
    return rows.select_related("programme").order_by("-closes_at", "pk").fetch_mode(FETCH_RAISE)


def calls_to_list(actor: Actor) -> QuerySet[Call]:
    """For the desk, with how many began and how many finalised. One query."""
    standing = ~Q(applications__state=ApplicationState.WITHDRAWN)
    return (
        Call.objects.visible_to(actor)
        .select_related("programme")
        .annotate(
            begun=Count("applications", filter=standing),
            finalised=Count(
                "applications", filter=Q(applications__state=ApplicationState.FINALISED)
            ),
        )
        .order_by("-closes_at", "-pk")
        .fetch_mode(FETCH_RAISE)
    )


def programmes(actor: Actor) -> list[Programme]:
    return list(Programme.objects.visible_to(actor).order_by("pk"))


def partners() -> list[Organisation]:
    """Those that may have a challenge of their own. One query."""
    rows = Organisation.objects.approved().filter(kind=Kind.PARTNER)
    return sorted(rows, key=lambda one: str(one.name))


def find_programme(pk: int, actor: Actor) -> Programme:
    return find(Programme.objects.visible_to(actor), pk=pk)


def find_call(pk: int, actor: Actor) -> Call:
    """One that this person may see. One query."""
    return find(Call.objects.visible_to(actor).select_related("programme__asked_by"), pk=pk)


def steps_of(call: Call) -> list[Step]:
    return list(Step.objects.filter(call=call).order_by("place"))


def questions_in(call: Call, *, upto: int | None = None) -> list[Question]:
    """In the order in which they are asked; those of eligibility first. Two queries.

    Args:
        upto: the place of the last step whose questions may be seen.
    """
    rows = Question.objects.filter(call=call).select_related("step", "if_question")
    if upto is not None:
        rows = rows.filter(step__place__lte=upto)
    rows = rows.prefetch_related("rewordings")
    return list(rows.order_by("step__place", "-is_eligibility", "place", "pk"))


def find_question(pk: int, actor: Actor) -> Question:
    seen = Call.objects.visible_to(actor)
    rows = Question.objects.filter(call__in=seen.values("pk"))
    return find(rows.select_related("call__programme", "step", "if_question"), pk=pk)

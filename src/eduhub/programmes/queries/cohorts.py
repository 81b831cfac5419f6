"""What the pages of cohorts show: the public one, the members' and the hub's."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import FETCH_RAISE, Count, Prefetch, Q, QuerySet

from eduhub.kit.access import VISITOR, Actor, find
from eduhub.kit.lang import in_reading_order
from eduhub.people.models import Membership, Organisation
from eduhub.people.queries import told_apart
from eduhub.people.states import STAFF, Kind
from eduhub.programmes.models import (
    Application,
    Attendance,
    Call,
    Cohort,
    CohortSession,
    Escalation,
    Milestone,
    MilestoneTemplate,
    Seat,
    Theme,
)
from eduhub.programmes.states import ApplicationState, CallState, Selection

type Choices = list[tuple[int, str]]


def templates_of(programme_id: int) -> list[MilestoneTemplate]:
    """By week. One query."""
    rows = MilestoneTemplate.objects.filter(programme=programme_id)
    return list(rows.order_by("week", "pk"))


def find_template(pk: int) -> MilestoneTemplate:
    return find(MilestoneTemplate.objects.select_related("programme"), pk=pk)


def chosen_without_seat(call_id: int) -> list[Application]:
    """The call's chosen applications that no cohort has taken in. One query."""
    rows = Application.objects.filter(call=call_id, selection=Selection.CHOSEN, seat=None).exclude(
        state=ApplicationState.WITHDRAWN
    )
    return list(rows.order_by("number"))


def manager_choices(today: dt.date) -> Choices:
    """The hub's own people. One query."""
    rows = Membership.objects.held_on(today).filter(role__in=STAFF, user__is_active=True)
    people = (one.user for one in rows.select_related("user"))
    return list(told_apart(people, by_address=True).items())


def call_choices() -> Choices:
    """Calls that were published. One query."""
    rows = Call.objects.exclude(state=CallState.DRAFT).order_by("-closes_at")
    return [(pk, str(title)) for pk, title in rows.values_list("pk", "title")]


def companies_to_add(cohort: Cohort) -> list[Organisation]:
    """Approved companies that do not sit in it. One query."""
    rows = Organisation.objects.approved().filter(kind=Kind.COMPANY)
    sitting = Seat.objects.taken().filter(cohort=cohort).values("organisation")
    return list(rows.exclude(pk__in=sitting).order_by(in_reading_order("name"), "pk"))


def people_of(seat: Seat, today: dt.date, *, by_address: bool = False) -> Choices:
    """Whoever belongs to the company on that day, by name. One query.

    Args:
        by_address: the reader may know how to reach them, see `told_apart`.
    """
    rows = Membership.objects.held_on(today).filter(
        organisation=seat.organisation_id, user__is_active=True
    )
    people = (one.user for one in rows.select_related("user"))
    return list(told_apart(people, by_address=by_address).items())


def cohorts_to_list(actor: Actor) -> QuerySet[Cohort]:
    """The newest first, with how many companies are named in each. One query.

    Those that do not agree to be named are not counted either: a number would tell of them.
    """
    named = Count("seats", filter=Q(seats__left_at=None, seats__is_named=True), distinct=True)
    return (
        Cohort.objects.visible_to(actor)
        .select_related("programme")
        .annotate(n_named=named)
        .order_by("-starts", "-pk")
        .fetch_mode(FETCH_RAISE)
    )


def cohorts_to_publish() -> QuerySet[Cohort]:
    """What everybody may know of the shown cohorts, whoever asks. Three queries."""
    seats = Seat.objects.taken().filter(is_named=True).select_related("organisation")
    rows = Cohort.objects.visible_to(VISITOR).select_related("programme")
    named = Prefetch("seats", seats.order_by("organisation"), to_attr="named_seats")
    return rows.prefetch_related(named).order_by("-starts", "-pk").fetch_mode(FETCH_RAISE)


def find_cohort(pk: int, actor: Actor) -> Cohort:
    rows = Cohort.objects.visible_to(actor).select_related("programme", "call", "manager")
    return find(rows, pk=pk)


def is_inside(cohort: Cohort, actor: Actor) -> bool:
    return Cohort.objects.joined_by(actor).filter(pk=cohort.pk).exists()


def named_in(cohort: Cohort) -> list[Organisation]:
    """Companies that agree to stand on the public page. One query."""
    seats = Seat.objects.taken().filter(cohort=cohort, is_named=True)
    rows = Organisation.objects.filter(pk__in=seats.values("organisation"))
    return list(rows.order_by(in_reading_order("name"), "pk"))


@dataclass(frozen=True, slots=True)
class Week:
    number: int
    monday: dt.date
    theme: Theme | None
    is_now: bool


def weeks_of(cohort: Cohort, today: dt.date) -> list[Week]:
    """All weeks of the cohort, with or without a theme. One query."""
    themes = {one.week: one for one in cohort.themes.all()}
    found = []
    for number in range(1, cohort.weeks + 1):
        monday = cohort.monday + dt.timedelta(weeks=number - 1)
        is_now = monday <= today < monday + dt.timedelta(weeks=1)
        found.append(Week(number, monday, themes.get(number), is_now))
    return found


def sessions_of(cohort: Cohort) -> QuerySet[CohortSession]:
    """In order, with how many companies were there. One query."""
    rows = cohort.sessions.annotate(n_there=Count("attendances"))
    return rows.order_by("begins", "pk").fetch_mode(FETCH_RAISE)


def find_session(pk: int) -> CohortSession:
    return find(CohortSession.objects.select_related("cohort__programme"), pk=pk)


def seats_in(cohort: Cohort) -> list[Seat]:
    """Companies that sit in it, by name, with their milestones and visits. Two queries."""
    done = Count("milestones", filter=Q(milestones__done_at__isnull=False), distinct=True)
    rows = (
        Seat.objects.taken()
        .filter(cohort=cohort)
        .select_related("organisation", "cohort")
        .annotate(
            n_milestones=Count("milestones", distinct=True),
            n_done=done,
            n_there=Count("attendances", distinct=True),
        )
        .order_by(in_reading_order("organisation__name"), "pk")
    )
    return list(rows.fetch_mode(FETCH_RAISE))


def attending(session: CohortSession) -> set[int]:
    rows = Attendance.objects.filter(session=session)
    return set(rows.values_list("seat", flat=True))


@dataclass(frozen=True, slots=True)
class Late:
    """A milestone that is late, by how many days, and who has heard of this due day."""

    milestone: Milestone
    days: int
    told: list[Escalation]


def late_in(cohort: Cohort, today: dt.date) -> list[Late]:
    """The longest late first. Two queries."""
    rows = Milestone.objects.late_on(today).filter(seat__cohort=cohort)
    late = list(rows.select_related("seat__organisation", "owner").order_by("due", "pk"))
    told: dict[tuple[int, dt.date], list[Escalation]] = defaultdict(list)
    steps = Escalation.objects.filter(milestone__in=late).order_by("told_at", "pk")
    for step in steps:
        told[step.milestone_id, step.due].append(step)
    return [Late(one, one.days_late(today), told[one.pk, one.due]) for one in late]


def find_seat(pk: int, actor: Actor) -> Seat:
    rows = Seat.objects.visible_to(actor)
    return find(rows.select_related("organisation", "cohort__programme"), pk=pk)


def own_seat(cohort: Cohort, actor: Actor) -> Seat | None:
    """The place of the company that one acts for. One query."""
    rows = cohort.seats.taken().filter(organisation=actor.organisation_id or 0)
    return rows.select_related("organisation").first()


def milestones_of(seat: Seat) -> QuerySet[Milestone]:
    """By due day, whoever sees to each. Two queries, escalations among them."""
    told = Prefetch("escalations", Escalation.objects.order_by("told_at", "pk"))
    rows = Milestone.objects.filter(seat=seat).select_related("owner", "done_by", "seat")
    return rows.prefetch_related(told).order_by("due", "pk").fetch_mode(FETCH_RAISE)


def find_milestone(pk: int, actor: Actor) -> Milestone:
    seats = Seat.objects.visible_to(actor).values("pk")
    rows = Milestone.objects.filter(seat__in=seats)
    return find(
        rows.select_related("seat__cohort__programme", "seat__organisation", "owner", "done_by"),
        pk=pk,
    )


def sessions_to_come(cohort: Cohort, now: dt.datetime) -> QuerySet[CohortSession]:
    return cohort.sessions.filter(ends__gt=now).order_by("begins", "pk")


def next_milestones(actor: Actor) -> QuerySet[Milestone]:
    """Of the company one acts for, or that one is the owner of: what is due first. One query."""
    if not actor.is_signed_in or actor.roles & STAFF:
        return Milestone.objects.none()
    rows = Milestone.objects.open().filter(seat__organisation=actor.organisation_id or 0)
    return rows.select_related("seat__cohort").order_by("due", "pk")

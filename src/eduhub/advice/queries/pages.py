"""What the pages of requests, sessions, memos and referrals show."""

import datetime as dt

from django.db.models import FETCH_RAISE, Prefetch, Q, QuerySet

from eduhub.advice.models import (
    Adviser,
    Case,
    Correction,
    Note,
    NoteReader,
    Referral,
    Session,
    Signpost,
    Step,
)
from eduhub.advice.queries.teams import advisers_for
from eduhub.advice.rules import advises
from eduhub.advice.states import CaseState, Owner, ReferralState, Route, SignKind
from eduhub.bookings.states import HOLDING, BookingState
from eduhub.kit.access import Actor, find
from eduhub.people.models import User
from eduhub.people.states import LEADS, STAFF

LISTED = ("organisation", "signpost", "adviser__person")
OF_A_SESSION = ("booking__unit", "adviser__person", "memo")


def find_case(pk: int, actor: Actor) -> Case:
    """One that this person may see. One query."""
    rows = Case.objects.visible_to(actor).select_related("person", *LISTED)
    return find(rows, pk=pk)


def cases_of(actor: Actor) -> QuerySet[Case]:
    """One's own and one's organisation's, the latest first. One query."""
    theirs = Q(organisation__isnull=False, organisation=actor.organisation_id)
    rows = Case.objects.filter(Q(person=actor.user_id or 0) | theirs)
    return rows.select_related(*LISTED).order_by("-asked_at", "-pk").fetch_mode(FETCH_RAISE)


def cases_advised(actor: Actor) -> QuerySet[Case]:
    """Open ones that this person advises, the latest first. One query."""
    rows = Case.objects.filter(adviser__person=actor.user_id or 0, state=CaseState.OPEN)
    return rows.select_related(*LISTED).order_by("-asked_at", "-pk").fetch_mode(FETCH_RAISE)


def cases_to_look_at(*, all_of_them: bool) -> QuerySet[Case]:
    """For the desk: open ones that have no adviser yet and lead to one, or all open ones."""
    rows = Case.objects.filter(state=CaseState.OPEN)
    if not all_of_them:
        rows = rows.filter(route=Route.ADVISER, adviser=None)
    return rows.select_related(*LISTED).order_by("asked_at", "pk").fetch_mode(FETCH_RAISE)


def nobody_fits(case: Case) -> bool:
    """One query."""
    return case.route == Route.ADVISER and not advisers_for(case).exists()


def sessions_in(case: Case) -> list[Session]:
    """In order of time, each with its memo and the memo's steps. Two queries."""
    steps = Prefetch("memo__steps", Step.objects.order_by("due", "pk"))
    rows = Session.objects.filter(case=case).select_related(*OF_A_SESSION).prefetch_related(steps)
    return list(rows.order_by("booking__during", "pk"))


def find_session(pk: int, actor: Actor) -> Session:
    """Of a request that this person may see. One query."""
    seen = Case.objects.visible_to(actor)
    rows = Session.objects.filter(case__in=seen.values("pk"))
    return find(rows.select_related("case__adviser", "case__organisation", *OF_A_SESSION), pk=pk)


def corrections_of(case: Case) -> QuerySet[Correction]:
    """One query."""
    rows = Correction.objects.filter(case=case).select_related("was_signpost", "signpost")
    return rows.order_by("corrected_at", "pk").fetch_mode(FETCH_RAISE)


def referrals_of(case: Case) -> list[Referral]:
    """With what became of them. Two queries."""
    rows = Referral.objects.filter(case=case).select_related("agency", "case")
    return list(rows.prefetch_related("followups").order_by("proposed_at", "pk"))


def find_referral(pk: int, actor: Actor) -> Referral:
    """Of a request that this person may see. One query."""
    seen = Case.objects.visible_to(actor)
    rows = Referral.objects.filter(case__in=seen.values("pk"))
    return find(rows.select_related("agency", "case__organisation"), pk=pk)


# Private notes


def may_read_notes(actor: Actor, case: Case) -> bool:
    """The adviser, and those of the staff whom the adviser has named. One query at most."""
    if advises(actor, case):
        return True
    if not actor.roles & STAFF:
        return False
    return NoteReader.objects.filter(case=case, person=actor.user_id or 0).exists()


def notes_on(case: Case) -> list[Note]:
    """The latest first. One query."""
    rows = Note.objects.filter(case=case).select_related("author")
    return list(rows.order_by("-written_at", "-pk"))


def readers_of_notes(case: Case) -> list[NoteReader]:
    rows = NoteReader.objects.filter(case=case).select_related("person")
    return list(rows.order_by("named_at", "pk"))


def staff_to_name(case: Case, today: dt.date) -> list[User]:
    """Of the hub's own people, those who do not read the notes yet. One query."""
    there = NoteReader.objects.filter(case=case).values("person")
    held = Q(memberships__until=None) | Q(memberships__until__gte=today)
    rows = User.objects.filter(held, memberships__role__in=STAFF, memberships__since__lte=today)
    return list(
        rows.filter(is_active=True).exclude(pk__in=there).distinct().order_by("name", "pk")
    )


# The hub's desk


def signposts(kind: str = "") -> QuerySet[Signpost]:
    """Agencies first. One query."""
    rows = Signpost.objects.filter(kind=kind) if kind else Signpost.objects.all()
    return rows.order_by("kind", "pk")


def agencies_for(case: Case) -> list[Signpost]:
    """Shown ones to which it is not referred yet, those for its topics first. One query."""
    there = Referral.objects.filter(case=case).exclude(state=ReferralState.DECLINED)
    rows = signposts(SignKind.AGENCY).filter(is_shown=True).exclude(pk__in=there.values("agency"))
    return sorted(rows, key=lambda one: (not set(one.topics) & set(case.topics), one.pk))


def adviser_of(actor: Actor) -> Adviser | None:
    rows = Adviser.objects.filter(person=actor.user_id or 0)
    return rows.select_related("unit", "person").first()


# What waits for whom


def sessions_to_come(actor: Actor, now: dt.datetime) -> QuerySet[Session]:
    """Those one asked for, or gives. One query."""
    mine = Q(case__person=actor.user_id or 0) | Q(adviser__person=actor.user_id or 0)
    rows = Session.objects.filter(
        mine, booking__state__in=HOLDING, booking__during__endswith__gt=now
    )
    return (
        rows.select_related("case__organisation", "booking__unit", "adviser__person")
        .order_by("booking__during", "pk")
        .fetch_mode(FETCH_RAISE)
    )


def without_memo(actor: Actor, now: dt.datetime) -> QuerySet[Session]:
    """Sessions that this adviser has given and written nothing of. One query."""
    rows = Session.objects.filter(
        adviser__person=actor.user_id or 0,
        booking__state__in=(BookingState.BOOKED, BookingState.CAME),
        booking__during__endswith__lte=now,
        memo=None,
    )
    return (
        rows.select_related("case__organisation", "booking")
        .order_by("booking__during", "pk")
        .fetch_mode(FETCH_RAISE)
    )


def open_steps(actor: Actor) -> QuerySet[Step]:
    """Agreed steps that wait for this person, the nearest first. One query."""
    asked = Q(memo__session__case__person=actor.user_id or 0, owner=Owner.ASKER)
    if actor.roles & LEADS and actor.organisation_id is not None:
        asked |= Q(memo__session__case__organisation=actor.organisation_id, owner=Owner.ASKER)
    given = Q(memo__session__case__adviser__person=actor.user_id or 0, owner=Owner.ADVISER)
    rows = Step.objects.filter(asked | given, done_at=None)
    return rows.select_related("memo__session").order_by("due", "pk").fetch_mode(FETCH_RAISE)


def referrals_to_answer(actor: Actor) -> QuerySet[Referral]:
    """One query."""
    mine = Q(case__person=actor.user_id or 0)
    if actor.roles & LEADS and actor.organisation_id is not None:
        mine |= Q(case__organisation=actor.organisation_id)
    rows = Referral.objects.filter(mine, state=ReferralState.PROPOSED)
    return rows.select_related("agency").order_by("proposed_at", "pk").fetch_mode(FETCH_RAISE)


def steps_to_remind(today: dt.date, before: dt.timedelta) -> QuerySet[Step]:
    """Open ones that are due soon, of which nobody has been reminded."""
    soon = Step.objects.filter(done_at=None, reminded_at=None, due__lte=today + before)
    return soon.order_by("pk")

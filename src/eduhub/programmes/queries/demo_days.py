"""Demo days as everybody, a company and the hub's people see them."""

from django.db.models import FETCH_RAISE, Count, Exists, OuterRef, Prefetch, Q, QuerySet

from eduhub.kit.access import Actor, find
from eduhub.kit.lang import in_reading_order
from eduhub.kit.tokens import digest_of
from eduhub.people.models import Organisation
from eduhub.people.states import Kind
from eduhub.programmes.models import DemoDay, Interest, Pitch, Seat, Stay

OF_A_PITCH = ("demo_day__programme", "organisation")
TAKEN = Q(interests__confirmed_at__isnull=False, interests__withdrawn_at=None)


def demo_days_to_list(actor: Actor) -> QuerySet[DemoDay]:
    """The newest first. One query."""
    rows = DemoDay.objects.visible_to(actor).select_related("programme")
    return rows.order_by("-starts_at", "pk").fetch_mode(FETCH_RAISE)


def find_demo_day(pk: int, actor: Actor) -> DemoDay:
    """With its pitches in order, those that agreed; for the hub's people all, counted. Two queries."""
    pitches = Pitch.objects.select_related("organisation").annotate(
        taken=Count("interests", filter=TAKEN, distinct=True)
    )
    rows = DemoDay.objects.visible_to(actor).select_related("programme")
    ordered = Prefetch("pitches", pitches.order_by("place", "pk"))
    return find(rows.prefetch_related(ordered), pk=pk)


def find_pitch(pk: int, actor: Actor) -> Pitch:
    """One's own company's, and for the hub's people any. One query."""
    return find(Pitch.objects.visible_to(actor).select_related(*OF_A_PITCH), pk=pk)


def pitch_to_like(pk: int, actor: Actor) -> Pitch:
    """One that everybody sees. One query."""
    shown = DemoDay.objects.exclude(published_at=None)
    return find(
        Pitch.objects.agreed().filter(demo_day__in=shown).select_related(*OF_A_PITCH), pk=pk
    )


def interests_in(pitch: Pitch, actor: Actor) -> list[Interest]:
    """What the company's people read, the newest first. One query."""
    rows = Interest.objects.visible_to(actor).standing().filter(pitch=pitch)
    return list(rows.order_by("-confirmed_at", "pk"))


def interest_by(token: str) -> Interest:
    rows = Interest.objects.select_related(*(f"pitch__{path}" for path in OF_A_PITCH))
    return find(rows, token_digest=digest_of(token))


def pitches_waiting(actor: Actor) -> list[Pitch]:
    """Where one's company has not said whether it pitches. One query."""
    if actor.organisation_id is None:
        return []
    rows = Pitch.objects.filter(organisation=actor.organisation_id, agreed=None)
    return list(rows.select_related("demo_day").order_by("demo_day__starts_at", "pk"))


def companies_to_ask(day: DemoDay) -> tuple[list[Organisation], list[Organisation]]:
    """Those not on the day yet: the programme's own, in a cohort or alumni, then the others.

    Both in the reader's order of names. One query.
    """
    sits = Seat.objects.taken().filter(
        cohort__programme=day.programme_id, organisation=OuterRef("pk")
    )
    stayed = Stay.objects.filter(programme=day.programme_id, organisation=OuterRef("pk"))
    rows = Organisation.objects.approved().filter(kind=Kind.COMPANY)
    rows = rows.exclude(pk__in=homes_on(day.pk)).annotate(own=Exists(sits) | Exists(stayed))
    found = list(rows.order_by(in_reading_order("name"), "pk"))
    own = {one.pk for one in found if one.__dict__["own"]}
    return [one for one in found if one.pk in own], [one for one in found if one.pk not in own]


def homes_on(day_id: int) -> QuerySet[Pitch, int]:
    """The keys of the companies that are asked for that day; for a subquery."""
    return Pitch.objects.filter(demo_day=day_id).values_list("organisation", flat=True)

from dataclasses import dataclass

from django.db.models import FETCH_RAISE, Q, QuerySet

from eduhub.catalogue.models import Medium, Solution, Stand
from eduhub.catalogue.models.stands import COMPANY_PEOPLE
from eduhub.kit.access import Actor, find
from eduhub.kit.models import StoredFile
from eduhub.people.states import STAFF


@dataclass(frozen=True, slots=True)
class StandPage:
    """A stand with what it shows, as this reader may see it."""

    solution: Solution
    stand: Stand
    media: list[Medium]


def stands_for(actor: Actor) -> QuerySet[Solution]:
    """Solutions whose open stand this actor may visit; closed ones for those who set them up."""
    seen = Q(stand__is_open=True)
    if actor.roles & STAFF:
        seen = Q(stand__isnull=False)
    elif actor.roles & COMPANY_PEOPLE:
        seen |= Q(company=actor.organisation_id, stand__isnull=False)
    return Solution.objects.visible_to(actor).filter(seen)


def stand_to_show(actor: Actor, solution_id: int) -> StandPage:
    """The stand's page. Two queries."""
    rows = stands_for(actor).select_related("stand", "company").fetch_mode(FETCH_RAISE)
    solution = find(rows, pk=solution_id)
    return StandPage(solution, solution.stand, list(media_of(solution.pk)))


def solution_to_set_up(actor: Actor, solution_id: int) -> Solution:
    """The solution whose stand is edited, with its stand if there is one."""
    rows = Solution.objects.visible_to(actor).select_related("stand", "company")
    return find(rows, pk=solution_id)


def media_of(solution_id: int) -> QuerySet[Medium]:
    return Medium.objects.filter(stand=solution_id).order_by("place", "pk").fetch_mode(FETCH_RAISE)


def medium_to_edit(actor: Actor, pk: int) -> Medium:
    rows = Medium.objects.filter(stand__solution__in=Solution.objects.visible_to(actor))
    return find(rows.select_related("stand__solution__company"), pk=pk)


def picture_of_medium(actor: Actor, pk: int) -> tuple[StoredFile, bool]:
    """The picture, and whether everybody may see it: then shared caches may keep it."""
    rows = Medium.objects.filter(stand__solution__in=stands_for(actor))
    medium = find(rows.select_related("picture", "stand"), pk=pk)
    public = Solution.objects.published().filter(pk=medium.stand_id, stand__is_open=True)
    return medium.picture, public.exists()

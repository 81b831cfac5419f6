"""In which market a school is, and whether a pilot is run there. No row is at home."""

from collections.abc import Iterable
from dataclasses import replace

from django.conf import settings
from django.db.models import FETCH_RAISE, Q, QuerySet
from django.utils.translation import gettext as _

from eduhub.catalogue.models import Market
from eduhub.kit.access import Actor, find
from eduhub.kit.lang import in_reading_order
from eduhub.people.models import Organisation
from eduhub.people.states import Kind, Role
from eduhub.pilots.models import Group, Pilot, SchoolAbroad, Standing
from eduhub.pilots.queries.jurisdictions import jurisdiction_of
from eduhub.pilots.queries.register import open_offers
from eduhub.pilots.states import OVER


def market_of_school(school_id: int | None) -> int | None:
    """The number of its market; None at home. One query."""
    rows = SchoolAbroad.objects.filter(school=school_id).values_list("market_id", flat=True)
    return rows.first()


def markets_of_schools(school_ids: Iterable[int]) -> dict[int, int]:
    """By school; those at home are not in it. One query."""
    rows = SchoolAbroad.objects.filter(school__in=list(school_ids))
    return dict(rows.values_list("school_id", "market_id"))


def beside(standing: Standing, actor: Actor) -> Standing:
    """The pilot as this teacher's school stands to it. One query, for teachers while it matters."""
    if not (actor.holds(Role.TEACHER) and standing.is_before_the_plan):
        return standing
    return replace(standing, elsewhere=why_elsewhere(standing.pilot, actor.organisation_id))


def why_elsewhere(pilot: Pilot, school_id: int | None) -> str:
    """Why a school's groups cannot be in a pilot, in words; "" where both are in one market.

    One query; one more for a pilot abroad, and one to name home.
    """
    rows = SchoolAbroad.objects.filter(school=school_id).select_related("market")
    there, run_by = rows.first(), jurisdiction_of(pilot)
    if (there and there.market_id) == (run_by and run_by.market_id):
        return ""
    return _(
        "This pilot is run in another country than your school's, by the rules there."
        " The pilot: %(pilot)s. Your school: %(school)s."
    ) % {
        "pilot": run_by.market.name if run_by else home_name(),
        "school": there.market.name if there else home_name(),
    }


def offers_for_school(school_id: int | None, limit: int) -> QuerySet[Pilot]:
    """The latest pilots that groups of this school may still join. Two queries."""
    return open_offers(limit, Pilot.objects.run_in(market_of_school(school_id)))


def home_name() -> str:
    """What the market at home is called. One query."""
    home = _home().first()
    return str(home.name) if home else _("At home")


def country_of(pilot: Pilot) -> str:
    """The market by whose rules a pilot is run; "" where nobody wrote of it. One query."""
    abroad = Market.objects.filter(facts=pilot.jurisdiction_id)
    market = (abroad if pilot.is_abroad else _home()).first()
    return str(market.name) if market else ""


def _home() -> QuerySet[Market]:
    return Market.objects.filter(code=settings.HOME_MARKET)


# For the hub's people


def schools(named: str = "") -> QuerySet[Organisation]:
    """Approved schools whose name holds the words, those abroad first, then in reading order.

    Read with `abroad` and its market. One query.
    """
    found = Organisation.objects.approved().filter(kind=Kind.SCHOOL)
    for word in named.split():
        in_some = Q(name__fi__icontains=word) | Q(name__sv__icontains=word)
        found = found.filter(in_some | Q(name__en__icontains=word))
    ordered = found.select_related("abroad__market").order_by(
        "abroad__market", in_reading_order("name"), "pk"
    )
    return ordered.fetch_mode(FETCH_RAISE)


def school_to_place(school_id: int) -> Organisation:
    """A school with its market. One query."""
    return find(schools(), pk=school_id)


def schools_of(market_id: int) -> QuerySet[Organisation]:
    """The schools of a market abroad, in reading order. One query."""
    found = Organisation.objects.filter(abroad__market=market_id)
    return found.order_by(in_reading_order("name"), "pk").fetch_mode(FETCH_RAISE)


def pilots_elsewhere(school_id: int, market_id: int | None) -> list[Pilot]:
    """Those that are not over, run in other markets, in which the school has groups. One query."""
    groups = Group.objects.live().filter(school=school_id)
    found = Pilot.objects.filter(pk__in=groups.values("pilot")).exclude(state__in=OVER)
    run_there = Pilot.objects.run_in(market_id).values("pk")
    return list(found.exclude(pk__in=run_there).order_by("pk"))

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import FETCH_RAISE, Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from eduhub.catalogue.models import Lead
from eduhub.catalogue.models.stands import COMPANY_PEOPLE
from eduhub.catalogue.states import LeadState
from eduhub.kit.access import Actor
from eduhub.kit.errors import NotFound


@dataclass(frozen=True, slots=True)
class LeadCounts:
    new: int
    answered: int
    closed: int
    withdrawn: int

    @property
    def kept(self) -> int:
        return self.new + self.answered + self.closed


def leads_to_list(actor: Actor, state: str = "") -> QuerySet[Lead]:
    """The requests of the actor's company, the newest first; who works at none finds nothing."""
    if not actor.roles & COMPANY_PEOPLE:
        raise NotFound("not_found", _("There is no such thing here."))
    leads = Lead.objects.visible_to(actor).kept().select_related("solution")
    if state in LeadState.values:
        leads = leads.filter(state=state)
    return leads.order_by("-asked_at", "-pk").fetch_mode(FETCH_RAISE)


def leads_counted(actor: Actor) -> LeadCounts:
    """How many in each state. One query."""
    counts = {state: Count("pk", filter=Q(state=state)) for state in LeadState.values}
    return LeadCounts(**Lead.objects.visible_to(actor).aggregate(**counts))


def lead_to_show(actor: Actor, pk: int) -> QuerySet[Lead]:
    """The one request, with its solution and the words that were agreed to."""
    return (
        Lead.objects.visible_to(actor)
        .kept()
        .filter(pk=pk)
        .select_related("solution", "wording")
        .fetch_mode(FETCH_RAISE)
    )


def lead_of_token(digest: str) -> QuerySet[Lead]:
    """The request that a link in a letter speaks of."""
    return Lead.objects.filter(token_digest=digest).select_related("solution__company")


def columns_and_rows(leads: Iterable[Lead]) -> tuple[list[str], list[list[Any]]]:
    """The requests as a table for a spreadsheet."""
    columns = [
        _("Solution"),
        _("Asked"),
        _("Consent given"),
        _("Words of the consent, version"),
        _("State"),
        _("Name"),
        _("Organisation"),
        _("E-mail"),
        _("What they want to see"),
        _("Times that suit"),
        _("Language"),
    ]
    rows: list[list[Any]] = [
        [
            str(lead.solution.name),
            _minute(lead.asked_at),
            _minute(lead.consented_at),
            lead.wording_id,
            lead.get_state_display(),
            lead.name,
            lead.organisation,
            lead.email,
            lead.wish,
            lead.times,
            lead.language,
        ]
        for lead in leads
    ]
    return columns, rows


def _minute(moment: dt.datetime) -> dt.datetime:
    """As a clock in Helsinki shows it; spreadsheets know no time zones."""
    return timezone.localtime(moment).replace(second=0, microsecond=0, tzinfo=None)

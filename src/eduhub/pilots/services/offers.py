import datetime as dt
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from eduhub.catalogue.models import Solution
from eduhub.kit.access import Actor, find, require
from eduhub.kit.editing import require_version
from eduhub.kit.errors import Invalid
from eduhub.kit.jobs import once
from eduhub.kit.lang import Text
from eduhub.kit.ledger import record
from eduhub.pilots.models import Call, Pilot
from eduhub.pilots.queries.calls import won
from eduhub.pilots.rules import PILOT_RULES, SOLUTION_RULES
from eduhub.pilots.services.checks import hold_against_model, hold_against_topics, names_nobody
from eduhub.pilots.services.lanes import answer_after_edit, lane_left
from eduhub.pilots.services.moves import lock
from eduhub.pilots.states.offers import weeks_between


@dataclass(frozen=True, slots=True)
class Terms:
    """What a company offers, and what it asks of a teacher.

    Attributes:
        minutes_a_week: of the teacher's time, for each group.
        places: groups at most.
        uses, ages, languages, devices: codes of the shared topics; none asks for nothing. A
            group needs one of the devices.
        least_groups: with fewer the pilot does not begin.
        weeks_needed: that one group uses between the days; None for all of them.
        data_touched: of the people who use it, type by type; None when nobody has answered.
    """

    purpose: Text
    wanted: Text
    minutes_a_week: int
    starts: dt.date
    ends: dt.date
    places: int
    stage: str = ""
    uses: list[str] = field(default_factory=list)
    ages: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    devices: list[str] = field(default_factory=list)
    least_groups: int = 1
    weeks_needed: int | None = None
    data_touched: list[str] | None = None


def post_pilot(
    solution_id: int,
    terms: Terms,
    *,
    by: Actor,
    now: dt.datetime,
    key: UUID | None = None,
    call_id: int | None = None,
) -> Pilot:
    """Offer a published solution for a pilot; its lane is decided later.

    Args:
        key: of the form that was sent; the same form sent twice makes one pilot.
        call_id: of the challenge call in which the solution was chosen; None for the
            continuous call.
    """
    if key is None:
        with transaction.atomic():
            return _post(solution_id, terms, by=by, now=now, call_id=call_id)
    with once(f"pilots.post:{by.user_id}:{key}") as first:
        if first:
            return _post(solution_id, terms, by=by, now=now, call_id=call_id)
    own = Pilot.objects.visible_to(by).filter(solution=solution_id, posted_by=by.user_id)
    return find(own.order_by("-pk"))


def _post(
    solution_id: int, terms: Terms, *, by: Actor, now: dt.datetime, call_id: int | None
) -> Pilot:
    solution = find(Solution.objects.visible_to(by), pk=solution_id)
    require(by, "post", solution, SOLUTION_RULES)
    call = None if call_id is None else find(Call.objects.visible_to(by), pk=call_id)
    if call is not None and not won(call, solution.pk):
        raise Invalid({"solution": _("This solution was not chosen in the call.")})
    pilot = Pilot(
        solution=solution,
        call=call,
        posted_at=now,
        posted_by_id=by.user_id,
        state_since=now,
        **_fields(terms),
    )
    _check(pilot, terms, today=timezone.localdate(now))
    pilot.save()
    record(by, "pilot.posted", pilot, now=now)
    return pilot


@transaction.atomic
def edit_pilot(pilot_id: int, terms: Terms, *, seen: int, by: Actor, now: dt.datetime) -> Pilot:
    """Change the terms, as long as no principal has accepted a group on them.

    Args:
        seen: the version that the person had before them; Stale if it is no longer the latest.
    """
    standing = lock(pilot_id, by)
    pilot = standing.pilot
    require(by, "edit", standing, PILOT_RULES)
    require_version(pilot, seen)

    changed = [name for name, value in _fields(terms).items() if getattr(pilot, name) != value]
    for name, value in _fields(terms).items():
        setattr(pilot, name, value)
    pilot.lane = lane_left(pilot)
    _check(pilot, terms, today=timezone.localdate(now) if "starts" in changed else pilot.starts)
    if terms.places < len(standing.groups):
        raise Invalid({"places": _("More groups than this have joined already.")})
    pilot.version += 1
    pilot.save()
    record(by, "pilot.edited", pilot, now=now, fields=changed)
    answer_after_edit(standing, by=by, now=now)
    return pilot


def _fields(terms: Terms) -> dict[str, object]:
    return {name: getattr(terms, name) for name in terms.__slots__}


def _check(pilot: Pilot, terms: Terms, *, today: dt.date) -> None:
    hold_against_model(pilot, terms.__slots__)
    names_nobody({"purpose": terms.purpose, "wanted": terms.wanted})
    codes = {name: getattr(terms, name) for name in ("uses", "ages", "languages", "devices")}
    hold_against_topics(codes)
    if terms.least_groups > terms.places:
        raise Invalid({"least_groups": _("The fewest cannot be more than the most.")})
    if terms.starts < today:
        raise Invalid({"starts": _("Choose a first day that is still to come.")})
    if terms.ends <= terms.starts:
        raise Invalid({"ends": _("The last day must be after the first day.")})
    if terms.ends > terms.starts + dt.timedelta(days=366):
        raise Invalid({"ends": _("A pilot in this lane lasts one school year at most.")})
    weeks = len(weeks_between(terms.starts, terms.ends))
    if terms.weeks_needed is not None and terms.weeks_needed > weeks:
        raise Invalid(
            {
                "weeks_needed": _("There are only %(weeks)s weeks between the days.")
                % {"weeks": weeks}
            }
        )

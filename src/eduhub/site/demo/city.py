"""Make the demo city: all of it or nothing, the same every time."""

import datetime as dt

from django.db import connection, transaction

from eduhub.kit.errors import NotNow
from eduhub.kit.models import Letter
from eduhub.people.models import User
from eduhub.site.demo import (
    abroad,
    advice,
    bookings,
    calls,
    cohorts,
    evaluations,
    fairs,
    fit,
    interviews,
    juries,
    needs,
    news,
    passports,
    pilots,
    privacy,
    reasons,
    records,
    results,
    rounds,
    running,
    together,
    visits,
)
from eduhub.site.demo.cast import make_cast
from eduhub.site.demo.organisations import make_organisations, make_people
from eduhub.site.demo.people import PEOPLE
from eduhub.site.demo.solutions import make_solutions

BEGINNING = dt.datetime(2026, 11, 2, 7, 0, tzinfo=dt.UTC)


def is_made() -> bool:
    """Whether the city stands already.

    Raises:
        NotNow: the database holds people who are not the demo's.
    """
    known = {person.email for person in PEOPLE}
    if User.objects.filter(email__in=known).exists():
        return True
    if User.objects.exists():
        raise NotNow("not_a_demo", "This database holds a real hub: no demo is made in it.")
    return False


@transaction.atomic
def make_city() -> None:
    """Companies, solutions, schools, people, and the thread from an offer to a result."""
    places = make_organisations(BEGINNING)
    make_people(places, BEGINNING)
    make_solutions(places["company"], BEGINNING)
    offered = pilots.choose_solutions(places["company"], places["company_2"])
    tried = results.choose_solutions(one.pk for one in offered)
    cast = make_cast(places, (one.company_id for one in (*offered, *tried)), BEGINNING)
    fit.make_sheets(BEGINNING)
    fit.make_setups(BEGINNING)
    fairs.make_fairs(cast, [*offered, *tried], BEGINNING)
    news.make_news(cast.staff, BEGINNING)
    results.make_results(cast, tried)
    pilots.make_pilots(cast, offered, BEGINNING)
    needs.make_needs(cast, offered, BEGINNING)
    privacy.make_privacy(cast, offered, BEGINNING)
    evaluations.make_evaluations(cast, tried, BEGINNING)
    reasons.make_reasons(cast, offered, BEGINNING)
    passports.make_passports(cast, tried, BEGINNING)
    rounds.make_round(cast, BEGINNING)
    running.make_running(cast, BEGINNING)
    together.make_workspaces(cast, BEGINNING)
    together.make_asks(cast, BEGINNING)
    bookings.make_bookings(cast, BEGINNING)
    visits.make_visits(cast, BEGINNING)
    advice.make_advice(cast, BEGINNING)
    calls.make_calls(cast, BEGINNING)
    juries.make_juries(cast, BEGINNING)
    records.make_records(cast, BEGINNING)
    cohorts.make_cohorts(cast, BEGINNING)
    interviews.make_interviews(cast, BEGINNING)
    abroad.make_abroad(cast, BEGINNING)
    _empty_the_outbox()


def _empty_the_outbox() -> None:
    """Nobody gets letters about what happened before the city was there."""
    Letter.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs WHERE status = 'todo'")

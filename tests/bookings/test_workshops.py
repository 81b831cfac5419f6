"""The workshop log: lines that are corrected and never changed, and totals by solution."""

import csv
import datetime as dt
import io
import uuid

import pytest
from django.db import IntegrityError, transaction

from eduhub.bookings import services
from eduhub.bookings.models import WorkshopLine
from eduhub.bookings.queries import WorkshopTotal, lines_of, totals_for, workshop_totals
from eduhub.bookings.services import Counts
from eduhub.kit.access import VISITOR
from eduhub.kit.errors import Invalid, NotFound, NotNow
from eduhub.people.states import Role
from tests.makers import NOW, make_actor, make_company, make_solution
from tests.makers.bookings import MONDAY, at
from tests.makers.visits import make_time, make_visit

pytestmark = pytest.mark.django_db
AFTER = at(11)
DAY = dt.timedelta(days=1)
ALWAYS = (MONDAY - 400 * DAY, MONDAY + 400 * DAY)


def log(time, by=None, product=None, counts=(2, 30, 45), now=AFTER, key=None):
    groups, learners, minutes = counts
    told = Counts(groups=groups, learners=learners, minutes=minutes)
    who = by or make_actor(Role.HUB_STAFF)
    return services.log_workshop(time.pk, product, told, key=key or uuid.uuid4(), by=who, now=now)


def correct(line, counts, reason="Counted twice", by=None, key=None):
    groups, learners, minutes = counts
    told = Counts(groups=groups, learners=learners, minutes=minutes)
    who = by or make_actor(Role.HUB_STAFF)
    return services.correct_line(line.pk, told, reason, key=key or uuid.uuid4(), by=who, now=AFTER)


def test_totals_are_those_worked_out_by_hand():
    robots, maths = make_solution(), make_solution()
    one, two = make_time(), make_time(day=MONDAY + 7 * DAY)
    later = AFTER + 14 * DAY
    log(one, product=robots.pk, counts=(2, 30, 45))
    log(one, product=maths.pk, counts=(1, 12, 20))
    log(two, product=robots.pk, counts=(1, 20, 60), now=later)
    log(two, counts=(1, 9, 10), now=later)

    assert workshop_totals(*ALWAYS) == [
        WorkshopTotal(robots.pk, 2, 3, 50, 105, 30 * 45 + 20 * 60),
        WorkshopTotal(maths.pk, 1, 1, 12, 20, 240),
        WorkshopTotal(None, 1, 1, 9, 10, 90),
    ]
    assert workshop_totals(MONDAY, MONDAY, [robots.pk]) == [
        WorkshopTotal(robots.pk, 1, 2, 30, 45, 1350)
    ]


def test_a_correction_stands_in_place_of_the_line_and_both_are_read():
    time = make_time()
    first = log(time)
    second = correct(first, (2, 28, 45))

    assert [(t.learners, t.learner_minutes) for t in workshop_totals(*ALWAYS)] == [(28, 1260)]
    with pytest.raises(NotNow) as no:
        correct(first, (1, 1, 1))
    assert no.value.code == "corrected"
    correct(second, (0, 0, 0), "It was another day")

    assert workshop_totals(*ALWAYS) == []
    told = lines_of(time.pk, make_actor(Role.HUB_STAFF))
    assert [(one.line.learners, one.is_standing) for one in told] == [
        (30, False), (28, False), (0, True)
    ]  # fmt: skip


def test_a_solution_is_logged_once_a_visit_and_a_double_click_once():
    time, key = make_time(), uuid.uuid4()
    first, again = log(time, key=key), log(time, key=key)
    assert first.pk == again.pk

    with pytest.raises(NotNow) as no:
        log(time)

    assert (no.value.code, WorkshopLine.objects.count()) == ("logged", 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        first.pk, first.key = None, uuid.uuid4()
        first.save(force_insert=True)


@pytest.mark.parametrize(
    ("field", "counts"),
    [
        ("groups", (0, 10, 45)),
        ("groups", (11, 10, 45)),
        ("learners", (1, 2001, 45)),
        ("minutes", (1, 10, 601)),
        ("minutes", (1, 10, 0)),
    ],
)
def test_counts_that_make_no_sense_are_told_beside_their_field(field, counts):
    time = make_time()
    with pytest.raises(Invalid) as no:
        log(time, counts=counts)
    assert list(no.value.fields) == [field]


def test_a_correction_says_why_and_names_nobody():
    line = log(make_time())
    for reason in (" ", "x" * 301, "131052-308T was counted twice"):
        with pytest.raises(Invalid) as no:
            correct(line, (1, 1, 1), reason)
        assert list(no.value.fields) == ["reason"]
    with pytest.raises(IntegrityError), transaction.atomic():
        WorkshopLine.objects.filter(pk=line.pk).update(reason="Why not")


def test_nothing_is_logged_before_it_has_begun():
    with pytest.raises(NotNow):
        log(make_time(), now=NOW)


def test_the_host_and_the_hub_log_and_nobody_else():
    company = make_company()
    own, solution = make_time(make_visit(host_id=company.pk)), make_solution(company)
    host, rival = make_actor(Role.COMPANY_MEMBER, company), make_actor(Role.COMPANY_LEAD)
    foreign = make_time(day=MONDAY + DAY)

    line = log(own, by=host, product=solution.pk)

    with pytest.raises(NotFound):
        log(foreign, by=host)
    with pytest.raises(Invalid):
        log(own, by=host, product=make_solution().pk)  # another company's
    for by in (rival, VISITOR):
        with pytest.raises(NotFound):
            log(own, by=by)
        with pytest.raises(NotFound):
            correct(line, (1, 1, 1), by=by)
    staff = make_actor(Role.HUB_STAFF)
    counted = {by.name: len(totals_for(by, ALWAYS)) for by in (host, staff, rival, VISITOR)}
    assert list(counted.values()) == [1, 1, 0, 0]


def test_the_csv_has_every_line_and_says_which_one_counts():
    first = log(make_time())
    correct(first, (1, 28, 45), "=cmd()")

    content = services.export_log(ALWAYS, by=make_actor(Role.HUB_STAFF)).decode("utf-8-sig")

    rows = list(csv.reader(io.StringIO(content)))
    assert [(row[6], row[10], row[11]) for row in rows[1:]] == [
        ("30", "", "ei"),
        ("28", "'=cmd()", "kyllä"),
    ]


def test_totals_take_one_query(django_assert_num_queries):
    for place in range(3):
        log(make_time(day=MONDAY + place * DAY), product=make_solution().pk, now=at(11) + 9 * DAY)

    with django_assert_num_queries(1):
        assert len(workshop_totals(*ALWAYS)) == 3

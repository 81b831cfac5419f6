"""School groups: a place or the queue, the letter that confirms, changes, and what comes free."""

import datetime as dt
import uuid

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Sum

from eduhub.bookings import services
from eduhub.bookings.models import GroupContact, SchoolGroup, VisitTime
from eduhub.bookings.queries import place_in_queue, token_of
from eduhub.bookings.services import Size
from eduhub.kit.access import VISITOR
from eduhub.kit.errors import Invalid, NotAllowed, NotFound, NotNow, Stale, TooMany
from eduhub.kit.models import LedgerEntry
from eduhub.kit.retention import sweep
from eduhub.people.states import Role
from tests.makers import NOW, make_actor, make_company, make_organisation
from tests.makers.bookings import at
from tests.makers.visits import enrol, enrolment, make_group, make_time, make_visit

pytestmark = pytest.mark.django_db
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)


def states(time):
    return list(time.enrolled.order_by("pk").values_list("state", flat=True))


def counts(time):
    time.refresh_from_db()
    return time.groups, time.pupils


def placed(time):
    held = time.enrolled.placed().aggregate(Sum("pupils"))["pupils__sum"] or 0
    return time.enrolled.placed().count(), held


def test_the_first_gets_the_place_and_the_next_ones_queue():
    time = make_time()

    for _ in range(3):
        enrol(time)

    assert states(time) == ["held", "waiting", "waiting"]
    assert counts(time) == placed(time) == (1, 12)
    assert LedgerEntry.objects.filter(verb="group.queued").count() == 2


def test_several_groups_at_once_share_the_places():
    time = make_time(make_visit(groups_at_once=3), places=30)

    for pupils in (12, 10, 9, 8):
        enrol(time, pupils)

    assert states(time) == ["held", "held", "waiting", "held"]
    assert counts(time) == placed(time) == (3, 30)


def test_the_database_refuses_one_too_many():
    time = make_time()

    with pytest.raises(IntegrityError), transaction.atomic():
        VisitTime.objects.filter(pk=time.pk).update(groups=2)
    with pytest.raises(IntegrityError), transaction.atomic():
        VisitTime.objects.filter(pk=time.pk).update(pupils=21)


def test_a_double_click_enrols_once():
    time, asked = make_time(), enrolment()

    first, second = (services.enrol(time.pk, asked, by=VISITOR, now=NOW) for _ in range(2))

    assert first.pk == second.pk
    assert counts(time) == (1, 12)


def test_what_is_not_confirmed_in_a_day_lapses_and_the_next_is_offered_it():
    time = make_time()
    enrol(time)
    waits = make_group(time, now=NOW + HOUR)

    assert services.lapse_groups(now=NOW + DAY - HOUR) == 0
    assert services.lapse_groups(now=NOW + DAY) == 1

    assert states(time) == ["lapsed", "offered"]
    waits.refresh_from_db()
    assert waits.answer_by == NOW + 2 * DAY
    assert services.take_offer(token_of(waits), now=NOW + DAY + HOUR).state == "booked"
    assert counts(time) == placed(time) == (1, 12)


def test_confirming_needs_the_letters_own_link():
    group = enrol(make_time())
    token = token_of(group)

    for wrong in ("", "x", token[:-1], token.replace(":", "."), str(group.pk)):
        with pytest.raises(NotFound):
            services.confirm(wrong, now=NOW)

    assert services.confirm(token, now=NOW).state == "booked"
    with pytest.raises(NotNow):
        services.confirm(token, now=NOW)


def test_nobody_who_has_not_confirmed_is_offered_a_place():
    time = make_time()
    first = make_group(time)
    enrol(time)
    third = make_group(time)

    services.cancel_group(token_of(first), now=NOW)

    assert states(time) == ["cancelled", "waiting", "offered"]
    assert third.state == "waiting"


def test_the_queue_is_passed_by_whoever_does_not_fit():
    time = make_time(make_visit(groups_at_once=2), places=30)
    large, first = make_group(time, 18), make_group(time, 12)
    too_large, fits = make_group(time, 20), make_group(time, 11)
    assert (place_in_queue(too_large), place_in_queue(fits)) == (1, 2)

    services.cancel_group(token_of(first), now=NOW)

    assert states(time) == ["booked", "cancelled", "waiting", "offered"]
    services.cancel_group(token_of(large), now=NOW)
    assert states(time)[2] == "waiting"  # 11 and 20 are one too many
    assert counts(time) == placed(time) == (1, 11)


def test_a_place_that_comes_free_before_the_confirmation_is_offered_on_it():
    time = make_time()
    first, second = make_group(time), enrol(time)
    services.cancel_group(token_of(first), now=NOW)

    assert services.confirm(token_of(second), now=NOW).state == "offered"


def test_a_group_changes_its_size_as_far_as_there_is_room():
    time = make_time(make_visit(groups_at_once=2), places=25)
    group, other = make_group(time, 12), make_group(time, 10)
    told = Size(pupils=15, adults=2, needs=["hearing"], words="We come by tram.")

    changed = services.change_group(token_of(group), told, seen=group.version, now=NOW)

    assert (changed.pupils, changed.needs) == (15, ["hearing"])
    assert counts(time) == placed(time) == (2, 25)
    more = Size(pupils=11, adults=1)
    with pytest.raises(NotNow) as no:
        services.change_group(token_of(other), more, seen=other.version, now=NOW)
    assert (no.value.code, no.value.facts) == ("full", {"left": 0})
    with pytest.raises(Stale):
        services.change_group(token_of(group), more, seen=1, now=NOW)


def test_a_smaller_group_makes_room_for_who_waits():
    time = make_time(make_visit(groups_at_once=2), places=25)
    group = make_group(time, 20)
    make_group(time, 8)

    told = Size(pupils=15, adults=1)
    services.change_group(token_of(group), told, seen=group.version, now=NOW)

    assert states(time) == ["booked", "offered"]
    assert counts(time) == placed(time) == (2, 23)


@pytest.mark.parametrize(
    ("field", "told"),
    [
        ("pupils", {"size": Size(pupils=4, adults=1)}),
        ("pupils", {"size": Size(pupils=21, adults=1)}),
        ("adults", {"size": Size(pupils=9, adults=0)}),
        ("needs", {"size": Size(pupils=9, adults=1, needs=["gold"])}),
        ("words", {"size": Size(pupils=9, adults=1, words="131052-308T uses a wheelchair")}),
        ("words", {"size": Size(pupils=9, adults=1, words="ask pupil@school.example")}),
        ("grade", {"grade": "9"}),
        ("language", {"language": "en"}),
        ("school", {"school_name": " "}),
        ("name", {"name": "  "}),
        ("email", {"email": "teacher"}),
        ("reads", {"reads": "ru"}),
    ],
)
def test_what_cannot_be_taken_is_told_beside_its_field(field, told):
    time = make_time()

    with pytest.raises(Invalid) as no:
        enrol(time, **told)

    assert list(no.value.fields) == [field]
    assert counts(time) == (0, 0)


def test_a_school_is_from_the_list_or_typed_but_no_company():
    time, school = make_time(), make_organisation()

    group = enrol(time, school_id=school.pk)

    assert (group.school_words, group.school_name) == (str(school.name), "")
    with pytest.raises(Invalid):
        enrol(time, school_id=make_company().pk)


def test_enrolment_has_its_days():
    visit = make_visit(opens_on=NOW.date() + DAY, closes_days=2)
    time = make_time(visit)
    last = time.begins - 2 * DAY

    for moment, code in ((NOW, True), (NOW + DAY, False), (last, False), (last + DAY, True)):
        if code:
            with pytest.raises(NotNow):
                enrol(time, now=moment)
        else:
            enrol(time, now=moment)

    assert len(states(time)) == 2


def test_a_draft_is_hidden_and_a_closed_visit_takes_nobody():
    with pytest.raises(NotFound):
        enrol(make_time(make_visit(state="draft")))
    with pytest.raises(NotNow):
        enrol(make_time(make_visit(state="closed")))


def test_a_mailbox_is_not_filled_through_the_hub():
    time = make_time()
    for _ in range(10):
        enrol(time, email="one@school.example")

    with pytest.raises(TooMany):
        enrol(time, email="One@school.example ")


def test_who_came_is_counted_by_the_host_or_the_hub_alone():
    company = make_company()
    time = make_time(make_visit(host_id=company.pk))
    group = make_group(time)
    begins = at(9)

    def came(role, home=None, now=begins):
        by = make_actor(role, home) if role else VISITOR
        return services.note_came(group.pk, 11, 2, by=by, now=now).came_pupils

    assert came(Role.COMPANY_MEMBER, company) == 11
    assert came(Role.HUB_STAFF) == 11  # counted anew
    for role in (Role.COMPANY_LEAD, Role.TEACHER, None):
        with pytest.raises(NotFound):
            came(role)
    with pytest.raises(NotNow):
        came(Role.HUB_STAFF, now=begins - HOUR)
    with pytest.raises(NotAllowed):
        services.call_off_group(group.pk, "No", by=make_actor(Role.COMPANY_LEAD, company), now=NOW)


def test_who_did_not_come_may_come_late():
    group, staff = make_group(make_time()), make_actor(Role.HUB_STAFF)
    with pytest.raises(NotNow):
        services.note_missed(group.pk, by=staff, now=at(8))

    services.note_missed(group.pk, by=staff, now=at(9))
    late = services.note_came(group.pk, 5, 1, by=staff, now=at(9.5))

    assert (late.state, late.came_pupils) == ("came", 5)


def test_once_it_has_begun_nothing_is_cancelled_and_the_queue_lapses():
    time = make_time()
    group = make_group(time)
    make_group(time)

    with pytest.raises(NotNow):
        services.cancel_group(token_of(group), now=at(9))
    services.lapse_groups(now=at(9))

    assert states(time) == ["booked", "lapsed"]


def test_the_contact_goes_a_month_after_and_the_counts_stay(jobs):
    time = make_time()
    group, cancelled = make_group(time), make_group(time)
    services.cancel_group(token_of(cancelled), now=NOW)

    sweep(now=NOW + dt.timedelta(days=31))
    assert list(GroupContact.objects.values_list("group", flat=True)) == [group.pk]
    sweep(now=time.ends + dt.timedelta(days=31))

    assert GroupContact.objects.count() == 0
    assert SchoolGroup.objects.count() == 2
    with pytest.raises(NotFound):
        services.cancel_group(token_of(group), now=NOW)


def test_a_teacher_has_the_contact_deleted_once_nothing_is_to_come():
    group = make_group(make_time())
    with pytest.raises(NotNow):
        services.forget(token_of(group), now=NOW)
    services.cancel_group(token_of(group), now=NOW)

    services.forget(token_of(group), now=NOW)

    assert GroupContact.objects.count() == 0
    with pytest.raises(NotFound):
        services.forget(token_of(group), now=NOW)


def test_a_form_of_another_group_is_not_found_by_its_key():
    time, key = make_time(make_visit(groups_at_once=2), places=40), uuid.uuid4()

    assert enrol(time, key=key).pk == enrol(time, key=key).pk
    assert enrol(time).pk != SchoolGroup.objects.first().pk

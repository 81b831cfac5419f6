"""What was agreed, for both sides; private notes, for the adviser and a named few."""

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from eduhub.advice import services
from eduhub.advice.models import Memo, Note, NoteReader, Step
from eduhub.advice.queries import find_case, may_read_notes
from eduhub.advice.services import Agreed, letters
from eduhub.kit.errors import Invalid, NotAllowed, NotFound, NotNow, Stale
from eduhub.kit.models import LedgerEntry
from eduhub.people.states import Role
from tests.makers import NOW, make_actor, make_company
from tests.makers.advice import actor_of, make_adviser, make_case, make_session
from tests.makers.people import kinds_to, letter_to

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def given():
    """A session that has been given, who asked, a colleague, the adviser, and when it was over."""
    company = make_company()
    lead, colleague = (make_actor(r, company) for r in (Role.COMPANY_LEAD, Role.COMPANY_MEMBER))
    adviser = make_adviser()
    session = make_session(make_case(lead), by=lead)
    return {
        "session": session,
        "lead": lead,
        "colleague": colleague,
        "adviser": actor_of(adviser),
        "now": session.booking.ends,
    }


def memo_of(given, words="We talked.", steps=(), *, seen=0, by=None):
    return services.write_memo(
        given["session"].pk, words, steps, seen=seen, by=by or given["adviser"], now=given["now"]
    )


def step(what="Write a budget", owner="asker", days=20):
    return Agreed(what, owner, timezone.localdate(NOW) + days * DAY)


def test_the_adviser_writes_it_and_nobody_else_and_not_before_it_began(given):
    staff, stranger = make_actor(Role.HUB_STAFF), make_actor(Role.TEACHER)

    for by, refusal in (
        (given["lead"], NotAllowed),
        (given["colleague"], NotAllowed),
        (staff, NotAllowed),
        (stranger, NotFound),
    ):
        with pytest.raises(refusal):
            memo_of(given, by=by)
    with pytest.raises(NotNow):
        memo_of(given | {"now": given["session"].booking.begins - DAY})
    assert memo_of(given, steps=[step()]).steps.count() == 1


def test_whoever_asked_gets_it_by_mail_with_its_steps(given):
    memo = memo_of(given, "Ask the city first.", [step(), step("Send examples", "adviser")])
    person = given["session"].case.person

    for _ in range(2):
        letters.tell_of_memo(memo.pk, memo.version, now=NOW)

    assert kinds_to(person.email) == ["advice/memo"]
    text = letter_to(person.email).text
    assert [one in text for one in ("Ask the city first.", "Write a budget", "Send examples")] == [
        True
    ] * 3


def test_changing_it_keeps_the_ticks_and_refuses_what_others_changed(given):
    memo = memo_of(given, steps=[step(), step("Call us")])
    done = memo.steps.get(what="Call us")
    services.tick(done.pk, True, by=given["lead"], now=NOW)

    memo_of(given, "Better words.", [step(), step("Call us"), step("More")], seen=1)

    told = {one.what: bool(one.done_at) for one in Step.objects.all()}
    assert told == {"Write a budget": False, "Call us": True, "More": False}
    with pytest.raises(Stale):
        memo_of(given, "Old words.", seen=1)
    assert Memo.objects.get().words == "Better words."


def test_what_is_missing_is_told_at_the_step_that_lacks_it(given):
    for wrong, field in ((step(owner="x"), "owner_1"), (step("010594-9021"), "what_1")):
        with pytest.raises(Invalid) as refusal:
            memo_of(given, steps=[step(), wrong])
        assert list(refusal.value.fields) == [field]
    assert not Memo.objects.exists()


def test_a_step_is_ticked_off_by_whoever_takes_it(given):
    memo = memo_of(given, steps=[step(), step("Send examples", "adviser")])
    hers, theirs = memo.steps.order_by("pk")
    stranger = make_actor(Role.TEACHER)

    for one, by, refusal in (
        (hers, given["colleague"], NotAllowed),
        (hers, given["colleague"], NotAllowed),
        (theirs, given["lead"], NotAllowed),
        (hers, stranger, NotFound),
    ):
        with pytest.raises(refusal):
            services.tick(one.pk, True, by=by, now=NOW)
    for _ in range(2):  # twice is once
        services.tick(hers.pk, True, by=given["lead"], now=NOW)
    services.tick(theirs.pk, True, by=given["adviser"], now=NOW)
    services.tick(theirs.pk, False, by=given["adviser"], now=NOW)

    assert LedgerEntry.objects.filter(verb="advice.step").count() == 3
    assert [bool(one.done_at) for one in Step.objects.order_by("pk")] == [True, False]


def test_whoever_takes_a_step_is_reminded_once_three_days_before(given):
    memo_of(given, steps=[step(days=20), step("Send examples", "adviser", days=30)])
    person = given["session"].case.person

    assert letters.remind_of_steps(now=NOW + 16 * DAY) == 0
    assert letters.remind_of_steps(now=NOW + 17 * DAY) == 1
    assert letters.remind_of_steps(now=NOW + 18 * DAY) == 0

    assert kinds_to(person.email) == ["advice/step"]
    assert letters.remind_of_steps(now=NOW + 27 * DAY) == 1


# Private notes


def note_of(given, words="They are not ready yet."):
    return services.write_note(
        given["session"].case_id, words, key=uuid.uuid4(), by=given["adviser"], now=NOW
    )


def test_notes_are_read_by_the_adviser_and_those_named_and_each_reading_is_written_down(given):
    for _ in range(2):
        note_of(given)
    staff, other = make_actor(Role.HUB_STAFF), make_actor(Role.HUB_LEAD)
    case = find_case(given["session"].case_id, staff)
    services.name_reader(case.pk, staff.user_id, by=given["adviser"], now=NOW)

    for by in (given["adviser"], staff):
        assert len(services.read_notes(case, by=by, now=NOW)) == 2
    for by in (given["lead"], given["colleague"], other, make_actor(Role.TEACHER)):
        with pytest.raises(NotFound):
            services.read_notes(case, by=by, now=NOW)

    lines = LedgerEntry.objects.filter(verb="advice.note_read").values_list("actor", flat=True)
    assert sorted(lines) == sorted([given["adviser"].name] * 2 + [staff.name] * 2)


def test_the_adviser_alone_writes_notes_and_names_and_stops_readers(given):
    note_of(given)
    staff, teacher = make_actor(Role.HUB_STAFF), make_actor(Role.TEACHER)
    case = find_case(given["session"].case_id, staff)

    for by in (staff, given["lead"]):
        with pytest.raises(NotAllowed):
            services.name_reader(case.pk, staff.user_id, by=by, now=NOW)
    with pytest.raises(Invalid):  # not of the hub's people
        services.name_reader(case.pk, teacher.user_id, by=given["adviser"], now=NOW)
    reader = services.name_reader(case.pk, staff.user_id, by=given["adviser"], now=NOW)
    services.stop_reader(case.pk, reader.pk, by=given["adviser"], now=NOW)

    assert (may_read_notes(staff, case), NoteReader.objects.count()) == (False, 0)
    assert Note.objects.count() == 1

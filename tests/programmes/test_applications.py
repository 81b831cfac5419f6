"""From the first question to the last copy: what is taken, what is refused, until when."""

import datetime as dt
import uuid
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction
from django.db.utils import ProgrammingError

from eduhub.kit.errors import Invalid, NotAllowed, NotFound, NotNow, Stale
from eduhub.kit.lang import Text
from eduhub.kit.models import LedgerEntry, Letter
from eduhub.people.states import Role
from eduhub.programmes import queries, services
from eduhub.programmes.models import Application, Submission
from eduhub.programmes.rules import fingerprint, free_number
from eduhub.programmes.services import letters
from tests.makers import NOW, make_actor, make_company, make_person
from tests.makers.programmes import (
    DAY,
    ask,
    fill,
    make_application,
    make_call,
    make_draft,
    make_finalised,
    questions_of,
    said,
)

pytestmark = pytest.mark.django_db
HELSINKI = ZoneInfo("Europe/Helsinki")
SECOND = dt.timedelta(seconds=1)


@pytest.fixture
def lead():
    return make_actor(Role.COMPANY_LEAD, make_company())


def test_whoever_may_not_apply_reads_why_and_nothing_is_kept(lead):
    call = make_call()

    with pytest.raises(NotNow) as refusal:
        make_application(call, lead, answer="no")

    assert refusal.value.facts["reasons"] == ["This call is for companies in Finland. fi"]
    assert Application.objects.count() == 0


def test_an_organisation_has_one_application_a_call(lead):
    call = make_call()

    first, again = make_application(call, lead), make_application(call, lead)

    assert first == again
    assert first.code == f"{call.pk}-{free_number(first.key, set())}"


def test_an_applications_number_tells_not_how_many_came_before():
    key = uuid.UUID(int=6)
    alone, late = free_number(key, set()), free_number(key, {1, 2, 3})
    other = free_number(key, {alone})

    assert alone == late != other
    assert {len(str(one)) for one in (alone, other)} == {4}


def test_finalising_says_all_that_is_wrong_at_once(lead):
    call = make_call()
    application = make_application(call, lead)
    asked = questions_of(call)
    grow = asked["How will you grow?"].pk
    application = services.save(application.pk, {grow: "Not"}, seen=1, by=lead, now=NOW)

    with pytest.raises(Invalid) as refusal:
        services.finalise(application.pk, seen=application.version, by=lead, now=NOW)

    assert sorted(refusal.value.fields) == [f"q{asked['What do you make?'].pk}", f"q{grow}"]
    assert Submission.objects.count() == 0


def test_a_copy_holds_what_was_finalised_and_is_never_rewritten(lead):
    application = make_finalised(make_call(), lead)

    copy = Submission.objects.get()

    assert [row["answer"] for row in copy.content["answers"]][1:] == [
        "A maths game", "Slowly and surely.", "Two teachers",
    ]  # fmt: skip
    assert copy.sha256 == fingerprint(copy.content)
    with pytest.raises(ProgrammingError), transaction.atomic():
        Submission.objects.update(sha256="0" * 64)
    assert application.state == "finalised"


def test_whoever_finalised_may_be_forgotten(lead):
    make_finalised(make_call(), lead)

    Submission.objects.update(finalised_by=None)

    assert Submission.objects.get().finalised_by is None


def test_two_who_write_at_once_lose_nothing(lead):
    call = make_call()
    application = make_application(call, lead)
    fill(application, lead)
    make = questions_of(call)["What do you make?"].pk

    with pytest.raises(Stale):
        services.save(application.pk, {make: "Another"}, seen=1, by=lead, now=NOW)

    assert queries.written(application).said[make] == "A maths game"


def test_reopened_the_last_copy_counts_until_the_next(lead):
    application = make_finalised(make_call(), lead)

    services.reopen(application.pk, by=lead, now=NOW)

    assert list(Application.objects.handed_in()) == [application]
    application = fill(application, lead, make="A better game")
    services.finalise(application.pk, seen=application.version, by=lead, now=NOW)
    assert list(Submission.objects.values_list("number", flat=True).order_by("number")) == [1, 2]


@pytest.mark.parametrize(
    "closes",
    [
        dt.datetime(2026, 10, 25, 16, 0, tzinfo=HELSINKI),  # the day on which clocks go back
        dt.datetime(2027, 3, 28, 4, 30, tzinfo=HELSINKI),  # half an hour after they go forward
    ],
)
def test_the_deadline_is_local_and_to_the_second(lead, closes):
    before = closes - 2 * DAY
    call = make_call(now=before, closes_at=closes)
    application = fill(make_application(call, lead, now=before), lead, before)
    last = closes - SECOND

    with pytest.raises(NotNow):
        services.finalise(application.pk, seen=application.version, by=lead, now=closes)

    copy = services.finalise(application.pk, seen=application.version, by=lead, now=last)
    assert copy.finalised_at == last
    offset = {2026: 2, 2027: 3}[closes.year]
    assert closes.astimezone(HELSINKI).utcoffset() == dt.timedelta(hours=offset)


def test_late_grace_has_a_reason_and_serves_one_applicant(lead):
    call = make_call()
    other, staff = make_actor(Role.COMPANY_LEAD, make_company()), make_actor(Role.HUB_STAFF)
    late = call.closes_at + DAY
    services.close_over(now=call.closes_at)

    grace = services.give_grace(
        call.pk, lead.organisation_id, late + DAY, "Fire alarm", key=uuid.uuid4(), by=staff,
        now=late,
    )  # fmt: skip
    letters.tell_of_grace(grace.pk, now=late)

    assert make_application(call, lead, now=late).state == "draft"
    with pytest.raises(NotNow):
        make_application(call, other, now=late)
    assert LedgerEntry.objects.filter(verb="call.grace_given").count() == 1
    assert Letter.objects.filter(kind="programmes/grace").count() == 1


def test_the_next_step_is_unseen_until_one_is_let_through(lead):
    call, staff = make_draft(), make_actor(Role.HUB_STAFF)
    due = call.closes_at + 20 * DAY
    services.add_step(call.pk, said("Second"), due, by=staff, now=NOW)
    ask(call, "First?", openness="public")
    ask(call, "Second?", openness="public", step=2)
    services.publish(call.pk, by=staff, now=NOW)
    application = services.begin(call.pk, {}, key=uuid.uuid4(), by=lead, now=NOW)
    first = questions_of(call)["First?"].pk
    application = services.save(application.pk, {first: "Yes"}, seen=1, by=lead, now=NOW)
    services.finalise(application.pk, seen=application.version, by=lead, now=NOW)
    assert [str(one.words.en) for one in queries.written(application).questions] == ["First?"]

    application = services.let_on(application.pk, by=staff, now=call.closes_at + DAY)

    seen = queries.written(application).to_ask(2)
    assert [one.words.en for one in seen] == ["Second?"]
    at = queries.look_at(application.pk, lead, NOW)
    assert (at.deadline, application.selection) == (due, "shortlisted")


def test_a_condition_that_does_not_hold_asks_nothing(lead):
    call = make_draft()
    has = ask(call, "Customers?", "yes_no", openness="public")
    ask(call, "Which?", openness="public", if_question=has.pk, if_answer="yes")
    services.publish(call.pk, by=make_actor(Role.HUB_STAFF), now=NOW)
    application = services.begin(call.pk, {}, key=uuid.uuid4(), by=lead, now=NOW)

    application = services.save(application.pk, {has.pk: "no"}, seen=1, by=lead, now=NOW)
    services.finalise(application.pk, seen=application.version, by=lead, now=NOW)

    assert [row["question"] for row in Submission.objects.get().content["answers"]] == [has.pk]


def test_what_the_hub_knows_is_not_asked_and_stands_in_the_copy():
    company = make_company(name=Text(fi="Kirjain Oy"), business_id="0000041-4")
    lead = make_actor(Role.COMPANY_LEAD, company)
    call = make_call(asks=[{"words": "Business ID?", "fact": "business_id"}])

    application = make_application(call, lead)

    known = questions_of(call)["Business ID?"].pk
    assert known not in [one.pk for one in queries.written(application).to_ask(1)]
    application = fill(application, lead)
    services.finalise(application.pk, seen=application.version, by=lead, now=NOW)
    assert Submission.objects.get().content["answers"][-1]["answer"] == "0000041-4"


def test_a_receipt_goes_once_to_all_who_write(lead):
    application = make_finalised(make_call(), lead)
    friend = make_person()
    writer = services.invite(application.pk, friend.email, by=lead, now=NOW)
    writer.person, writer.joined_at = friend, NOW
    writer.save()
    copy = Submission.objects.get()

    for _twice in range(2):
        letters.send_receipt(copy.pk, now=NOW)

    receipts = Letter.objects.filter(kind="programmes/receipt")
    assert receipts.count() == 2
    assert all(copy.sha256 in letter.text for letter in receipts)


def test_asked_for_more_one_answers_until_the_deadline(lead):
    application, staff = make_finalised(make_call(), lead), make_actor(Role.HUB_STAFF)
    due = NOW + DAY
    inquiry = services.ask_more(
        application.pk, "How many?", due, key=uuid.uuid4(), by=staff, now=NOW
    )

    services.answer_inquiry(inquiry.pk, "Three.", by=lead, now=due - SECOND)

    with pytest.raises(NotNow):
        services.answer_inquiry(inquiry.pk, "Four.", by=lead, now=due)
    inquiry.refresh_from_db()
    assert inquiry.answer == "Three."


def test_who_writes_and_who_does_not(lead):
    application = make_application(make_call(), lead)
    colleague = make_actor(Role.COMPANY_MEMBER, application.organisation)
    stranger = make_actor(Role.COMPANY_LEAD, make_company())
    make = questions_of(application.call)["What do you make?"].pk

    for by, refusal in ((colleague, NotAllowed), (stranger, NotFound)):
        with pytest.raises(refusal):
            services.save(application.pk, {make: "Mine"}, seen=1, by=by, now=NOW)

    services.save(application.pk, {make: "Ours"}, seen=1, by=lead, now=NOW)


def test_a_withdrawn_application_lets_another_begin(lead):
    call = make_call()
    application = make_finalised(call, lead)

    services.withdraw(application.pk, by=lead, now=NOW)

    assert list(Application.objects.handed_in()) == []
    assert make_application(call, lead) != application


def test_two_applications_of_one_organisation_are_refused_by_the_database(lead):
    application = make_application(make_call(), lead)
    application.pk, application.number, application.key = None, 9, uuid.uuid4()

    with pytest.raises(IntegrityError), transaction.atomic():
        application.save(force_insert=True)

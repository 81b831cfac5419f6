"""Building, publishing and copying calls; and who reads which answers."""

import datetime as dt
import uuid

import pytest

from eduhub.kit.access import VISITOR
from eduhub.kit.errors import Invalid, NotAllowed, NotNow
from eduhub.kit.lang import Text
from eduhub.people.states import Role
from eduhub.programmes import services
from eduhub.programmes.models import Call, Rewording
from eduhub.programmes.rules import may_read, reader_of
from eduhub.programmes.services import QuestionFields
from eduhub.programmes.states import Openness
from tests.makers import NOW, make_actor, make_company
from tests.makers.programmes import (
    DAY,
    ask,
    fields_of,
    make_application,
    make_call,
    make_draft,
    questions_of,
    said,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff():
    return make_actor(Role.HUB_STAFF)


def test_a_draft_without_what_it_needs_is_not_published(staff):
    call = make_draft(title=Text(fi="Vain suomeksi"))

    with pytest.raises(Invalid) as refusal:
        services.publish(call.pk, by=staff, now=NOW)

    said_why = refusal.value.fields[""]
    assert "Nothing is asked yet." in said_why or "Mitään ei kysytä" in said_why
    call.refresh_from_db()
    assert call.state == "draft"


def test_a_published_call_keeps_its_questions_but_mends_words(staff):
    call = make_call()
    question = questions_of(call)["What do you make?"]

    with pytest.raises(NotNow):
        services.remove_question(question.pk, by=staff, now=NOW)
    services.reword(question.pk, said("What do you build?"), Text(), "Clearer", by=staff, now=NOW)

    question.refresh_from_db()
    assert question.words.en == "What do you build?"
    assert Rewording.objects.get().was_words.en == "What do you make?"


def test_a_published_call_may_close_only_later(staff):
    call = make_call()
    earlier = fields_of(call.programme, closes_at=call.closes_at - DAY)
    later = fields_of(call.programme, closes_at=call.closes_at + DAY)

    with pytest.raises(Invalid) as refusal:
        services.edit_call(call.pk, earlier, seen=call.version, by=staff, now=NOW)

    assert list(refusal.value.fields) == ["closes_at"]
    edited = services.edit_call(call.pk, later, seen=call.version, by=staff, now=NOW)
    assert edited.closes_at == call.closes_at + DAY


def test_a_copy_asks_the_same_with_its_conditions(staff):
    former = make_draft()
    first = ask(former, "Customers?", "yes_no", openness="public")
    ask(former, "Which?", if_question=first.pk, if_answer="yes")
    later = fields_of(former.programme, closes_at=NOW + 99 * DAY)

    copy = services.copy_call(former.pk, later, key=uuid.uuid4(), by=staff, now=NOW)

    asked = questions_of(copy)
    assert list(asked) == ["Customers?", "Which?"]
    assert asked["Which?"].if_question == asked["Customers?"] != first
    assert (copy.state, copy.copied_from) == ("draft", former)


def test_questions_move_within_their_step(staff):
    call = make_draft()
    for words in ("One", "Two", "Three"):
        last = ask(call, words)

    services.move_question(last.pk, up=True, by=staff, now=NOW)

    in_order = call.questions.order_by("place").values_list("words__en", flat=True)
    assert list(in_order) == ["One", "Three", "Two"]


def test_what_is_not_public_has_its_ground(staff):
    call = make_draft()
    fields = QuestionFields(kind="text", words=said("Plans?"), openness="secret")

    with pytest.raises(Invalid) as refusal:
        services.add_question(call.pk, fields, by=staff, now=NOW)

    assert list(refusal.value.fields) == ["ground"]


def test_nobody_else_builds_calls():
    call = make_draft()
    for role in (Role.COMPANY_LEAD, Role.PRINCIPAL):
        with pytest.raises(NotAllowed):
            services.draft_call(
                fields_of(call.programme), key=uuid.uuid4(), by=make_actor(role), now=NOW
            )
    assert Call.objects.count() == 1


def test_a_call_is_closed_by_the_clock_once():
    call = make_call()

    assert services.close_over(now=call.closes_at - dt.timedelta(seconds=1)) == 0
    assert services.close_over(now=call.closes_at) == 1
    assert services.close_over(now=call.closes_at) == 0


def test_who_reads_which_answers(staff):
    lead = make_actor(Role.COMPANY_LEAD, make_company())
    application = make_application(make_call(), lead)
    stranger = make_actor(Role.COMPANY_LEAD, make_company())
    colleague = make_actor(Role.COMPANY_MEMBER, application.organisation)

    def reads(actor, **rest):
        who = reader_of(actor, application, **rest)
        return [one.value for one in Openness if may_read(who, one)]

    everything = ["public", "confidential", "secret"]
    assert reads(staff) == reads(lead) == reads(colleague) == everything
    assert reads(stranger, has_joined=True) == everything
    assert reads(stranger, is_juror=True) == ["public", "confidential"]
    assert reads(stranger) == reads(VISITOR) == []
    application.call.state, application.selection = "decided", "chosen"
    assert reads(stranger) == reads(VISITOR) == ["public"]
    application.selection = "not_chosen"
    assert reads(VISITOR) == []

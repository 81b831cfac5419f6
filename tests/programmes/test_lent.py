"""A challenge call of the testbed before a jury: brought in, judged, carried back, told there."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from eduhub.kit.errors import Invalid, NotFound, NotNow
from eduhub.kit.lang import Text
from eduhub.kit.models import Letter
from eduhub.people.queries import actor_for
from eduhub.people.states import Role
from eduhub.pilots.services import calls
from eduhub.pilots.services.judged import JUDGED
from eduhub.programmes.models import Application, Call
from eduhub.programmes.queries import applications_of, records
from eduhub.programmes.services import juries, lent, verdicts
from tests.makers import TODAY, make_actor, make_company, make_person, make_solution, signed_in
from tests.makers.juries import Town, give_in, give_out, plan
from tests.makers.needs import make_call, make_tender

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def now():
    return timezone.now().replace(microsecond=0)


@pytest.fixture
def call(now):
    """Closed yesterday; two companies answered, one of them with two of its solutions."""
    made = make_call(opens_at=now - 9 * DAY, closes_at=now - DAY)
    first, second = make_company(), make_company()
    for home, words in ((first, "With games."), (first, "With songs."), (second, "With chess.")):
        make_tender(made, solution=make_solution(home), words=Text(en=words))
    return made


def staff():
    return make_actor(Role.HUB_STAFF)


def bring(call, now):
    return lent.bring_in(JUDGED, call.pk, by=staff(), now=now)


def judged(call, now, **told):
    """A jury of one has scored every tender, blind."""
    made = bring(call, now)
    person = make_person(Role.TEACHER, name="Anna")
    town = Town(made, staff(), people={"anna": person}, now=now)
    rows = made.applications.order_by("pk")
    town.applications = {str(at): one for at, one in enumerate(rows, start=1)}
    town.jurors["anna"] = juries.add_juror(made.pk, person.email, 9, by=town.staff, now=now)
    town.round = plan(town, sheets=1, **told)
    give_out(town)
    return town


def decide(made, outcome, now, grounds="It fits the need."):
    for one in made.applications.order_by("pk"):
        verdicts.decide(one.pk, outcome, grounds, seen=0, by=staff(), now=now)


def test_every_tender_is_brought_in_once_with_its_solution_and_words(call, now):
    made = bring(call, now)
    again = bring(call, now)

    rows = made.applications.order_by("lent_key")
    tenders = list(call.tenders.order_by("pk"))
    assert (again.pk, Call.objects.filter(lent_kind=JUDGED).count()) == (made.pk, 1)
    assert [one.lent_key for one in rows] == [one.pk for one in tenders]
    assert [[a.value for a in one.answers.order_by("question__place")] for one in rows] == [
        [str(one.solution_id), one.words.en] for one in tenders
    ]
    assert [one.submissions.count() for one in rows] == [1, 1, 1]


def test_what_changed_since_is_brought_in_and_what_was_withdrawn_stands_out(call, now):
    made = bring(call, now)
    first, second, third = call.tenders.order_by("pk")
    call.tenders.filter(pk=first.pk).update(words=Text(en="With other games."))
    call.tenders.filter(pk=second.pk).update(state="withdrawn")

    bring(call, now)

    rows = {one.lent_key: one for one in made.applications.all()}
    assert rows[first.pk].submissions.count() == 2
    assert rows[second.pk].state == "withdrawn"
    assert rows[third.pk].submissions.count() == 1


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"closes_at": timezone.now() + DAY}, NotNow),
        ({"state": "decided"}, NotNow),
        ({"state": "draft"}, NotNow),
    ],
)
def test_only_a_closed_call_that_is_not_decided_comes_before_a_jury(call, now, change, refusal):
    type(call).objects.filter(pk=call.pk).update(**change)

    with pytest.raises(refusal):
        bring(call, now)
    with pytest.raises(NotFound):
        lent.bring_in("nobody.lends", call.pk, by=staff(), now=now)
    assert not Call.objects.exists()


def test_companies_hear_nothing_of_the_jury_before_the_choice_is_told(call, now, client):
    made = bring(call, now)
    company = call.tenders.first().solution.company
    lead = make_person(Role.COMPANY_LEAD, company)
    actor = actor_for(lead, TODAY)

    assert list(applications_of(actor)) == []
    assert not records.has_record(actor)
    assert not Application.objects.visible_to(actor).exists()
    assert not Call.objects.visible_to(actor).exists()
    with override("en"):
        for name, key in (("call", made.pk), ("application", made.applications.first().pk)):
            address = reverse(f"programmes:{name}", args=[key])
            assert signed_in(client, lead).get(address).status_code == 404


def test_decisions_are_noted_at_the_call_and_told_there_with_the_jurys_words(call, now, client):
    town = judged(call, now)
    give_in(town, "anna", "1", 5, 4, to_applicant="Lovely games")
    decide(town.call, "chosen", now)
    before = Letter.objects.count()

    assert lent.carry_back(town.call.pk, by=staff(), now=now) == 3
    assert {(one.state, one.marked, one.reason) for one in call.tenders.all()} == {
        ("sent", "chosen", "It fits the need.")
    }
    lead = make_person(Role.COMPANY_LEAD, call.tenders.order_by("pk").first().solution.company)
    address = f"/en/pilots/calls/{call.pk}/"
    assert "Lovely games" not in signed_in(client, lead).get(address).content.decode()
    assert Letter.objects.count() == before

    calls.decide_call(call.pk, by=staff(), now=now)
    page = signed_in(client, lead).get(address).content.decode()
    assert "What the jury says to you" in page and "Lovely games" in page
    rival = make_person(Role.COMPANY_LEAD, call.tenders.order_by("pk").last().solution.company)
    assert "Lovely games" not in signed_in(client, rival).get(address).content.decode()


def test_the_hub_finds_the_way_to_the_jury_at_the_call(call, now, client):
    hub = signed_in(client, make_person(Role.HUB_STAFF))
    address = f"/en/pilots/calls/{call.pk}/"

    before = hub.get(address).content.decode()
    made = bring(call, now)
    after = hub.get(address).content.decode()

    jury = f"/en/programmes/calls/{made.pk}/jury/"
    assert ("Bring it before a jury" in before, jury in before) == (True, False)
    assert ("Bring it before a jury" in after, jury in after) == (False, True)


def test_there_is_yes_and_no_with_a_reason_as_long_as_the_call_takes(call, now, client):
    made = bring(call, now)
    (one, *_rest) = made.applications.all()

    with pytest.raises(Invalid) as waiting:
        verdicts.decide(one.pk, "waiting", "Later", place=1, seen=0, by=staff(), now=now)
    with pytest.raises(Invalid) as long:
        verdicts.decide(one.pk, "not", "x" * 601, seen=0, by=staff(), now=now)
    desk = signed_in(client, make_person(Role.HUB_STAFF))
    form = desk.get(f"/en/programmes/applications/{one.pk}/decide/").context["form"]

    assert [code for code, _words in form.fields["outcome"].choices] == ["chosen", "not"]
    assert (list(waiting.value.fields), list(long.value.fields)) == (["outcome"], ["grounds"])


def test_nothing_is_carried_back_in_part(call, now):
    made = bring(call, now)
    one, two, three = made.applications.order_by("pk")
    for each in (one, two):
        verdicts.decide(each.pk, "not", "No.", seen=0, by=staff(), now=now)
    with pytest.raises(NotNow):
        lent.carry_back(made.pk, by=staff(), now=now)
    verdicts.decide(three.pk, "chosen", "Ask someone@school.example", seen=0, by=staff(), now=now)
    with pytest.raises(Invalid):
        lent.carry_back(made.pk, by=staff(), now=now)

    assert {tender.marked for tender in call.tenders.all()} == {""}


def test_decisions_of_a_lent_call_are_not_told_from_here(call, now):
    made = bring(call, now)
    decide(made, "not", now)

    with pytest.raises(NotNow):
        verdicts.tell_verdicts(made.pk, 14, by=staff(), now=now)


@pytest.mark.parametrize("who", ["staff", "teacher", "company_lead"])
def test_only_the_hub_brings_a_call_before_a_jury(call, now, client, who):
    person = make_person({"staff": Role.HUB_STAFF}.get(who, who))

    with override("en"):
        address = reverse("programmes:bring_in", args=[JUDGED, call.pk])
        answer = signed_in(client, person).post(address)

    assert (answer.status_code, Call.objects.exists()) == {"staff": (302, True)}.get(
        who, (403, False)
    )

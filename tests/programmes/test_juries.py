"""Who judges what: conflicts remove an application at once, from everything."""

import pytest

from eduhub.kit.errors import Invalid, NotFound, NotNow
from eduhub.kit.models import Draft
from eduhub.people.states import Role
from eduhub.programmes.models import Assignment, Conflict, Entry, Sheet
from eduhub.programmes.queries import rankings, reviews
from eduhub.programmes.services import assigning, juries
from tests.makers import make_membership, make_organisation, make_person
from tests.makers.juries import DAY, give_in, give_out, make_town, plan

pytestmark = pytest.mark.django_db


def listed(town, juror):
    """(how many the round counts, which codes are listed) for this juror."""
    actor = town.actor(juror)
    loads = reviews.loads_of(actor, town.now)
    if not loads:
        return 0, []
    rows = reviews.assignments_in(town.round, actor, town.now)
    return loads[0].sheets, [one.entry.code for one in rows]


def sees(town, juror, application):
    try:
        reviews.find_assignment(town.round.pk, town.code(application), town.actor(juror), town.now)
    except NotFound:
        return False
    return True


def member(town, home):
    make_membership(town.people["anna"], Role.COMPANY_MEMBER, home)


def former_member(town, home):
    make_membership(town.people["anna"], Role.COMPANY_MEMBER, home, until="2021-01-01")


def of_its_owner(town, home):
    home.provider = make_organisation("partner")
    home.save()
    make_membership(town.people["anna"], Role.PARTNER, home.provider)


def same_domain(town, home):
    make_person(Role.COMPANY_MEMBER, home, email="ceo@kielo.fi")
    town.people["anna"].email = "Anna@KIELO.fi"
    town.people["anna"].save()


def declared_by_hub(town, home):
    juries.set_apart(town.jurors["anna"].pk, home.pk, "Adviser", by=town.staff, now=town.now)


def declared_by_juror(town, home):
    juries.declare_against(town.jurors["anna"].pk, home.pk, by=town.actor("anna"), now=town.now)


WAYS = [member, former_member, of_its_owner, same_domain, declared_by_hub, declared_by_juror]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_a_conflict_removes_an_application_at_once_from_list_count_and_page(way):
    town = make_town()
    give_out(town)
    assert sees(town, "anna", "kielo")

    way(town, town.applications["kielo"].organisation)

    assert not sees(town, "anna", "kielo")
    assert listed(town, "anna") == (1, [town.code("lumi")])
    assert sees(town, "bo", "kielo")  # a colleague without a conflict


def test_a_domain_that_everybody_has_is_no_conflict():
    town = make_town()
    make_person(
        Role.COMPANY_MEMBER, town.applications["kielo"].organisation, email="ceo@gmail.com"
    )
    town.people["anna"].email = "anna@gmail.com"
    town.people["anna"].save()

    give_out(town)

    assert listed(town, "anna")[0] == 2


def test_what_was_given_in_does_not_count_once_there_is_a_conflict():
    town = make_town()
    give_out(town)
    give_in(town, "anna", "kielo", 5, 5)
    give_in(town, "bo", "kielo", 1, 1)
    other = reviews.find_assignment(town.round.pk, town.code("kielo"), town.actor("bo"), town.now)
    criteria = reviews.criteria_of(town.round)
    assert [one.scores for one in reviews.others_on(other, criteria)] == [(5, 5)]

    declared_by_juror(town, town.applications["kielo"].organisation)

    assert reviews.others_on(other, criteria) == []


def test_a_declared_conflict_outlives_the_account():
    town = make_town()
    give_out(town)
    give_in(town, "anna", "kielo", 5, 5)
    declared_by_juror(town, town.applications["kielo"].organisation)

    town.people["anna"].delete()

    assert (Sheet.objects.count(), rankings.scores_of(town.round)) == (1, {})


def test_who_declares_at_an_application_loses_it_and_what_was_typed_of_it():
    town = make_town()
    give_out(town)
    code, actor = town.code("kielo"), town.actor("anna")
    thing = f"{town.round.pk}/{code}"
    Draft.objects.create(
        user=town.people["anna"], form=reviews.SHEET_FORM, thing=thing, saved_at=town.now
    )

    juries.declare_entry(town.round.pk, code, by=actor, now=town.now)

    assert (sees(town, "anna", "kielo"), Draft.objects.count()) == (False, 0)
    assert Conflict.objects.get().by_juror
    with pytest.raises(NotFound):
        juries.declare_entry(town.round.pk, code, by=actor, now=town.now)


def test_a_juror_sees_nothing_before_it_is_given_out_begins_or_after_leaving():
    town = make_town()
    assert listed(town, "anna") == (0, [])
    give_out(town)
    town.now -= DAY
    assert listed(town, "anna") == (0, [])
    town.now += DAY
    assert listed(town, "anna")[0] == 2

    juries.end_juror(town.jurors["anna"].pk, by=town.staff, now=town.now)

    assert listed(town, "anna") == (0, [])


def test_the_hubs_own_people_and_strangers_do_not_sit_on_a_jury():
    town = make_town()
    insider = make_person(Role.HUB_STAFF)
    for email in (insider.email, "nobody@example.org", town.people["anna"].email):
        with pytest.raises(Invalid) as refusal:
            juries.add_juror(town.call.pk, email, 5, by=town.staff, now=town.now)
        assert list(refusal.value.fields) == ["email"]


def test_nobody_is_given_what_they_have_a_conflict_with():
    town = make_town(sheets=1)
    member(town, town.applications["kielo"].organisation)
    entry = Entry.objects.get(application=town.applications["kielo"])
    with pytest.raises(Invalid):
        assigning.assign_by_hand(
            town.round.pk, entry.pk, town.jurors["anna"].pk, by=town.staff, now=town.now
        )

    assigning.ask_assignment(town.round.pk, by=town.staff, now=town.now)
    assigning.work_out_assignment(town.round.pk, now=town.now)

    assert Assignment.objects.get(entry=entry).juror == town.jurors["bo"]
    assert Assignment.objects.count() == 2


def test_limits_that_contradict_each_other_are_named():
    town = make_town(sheets=2)
    member(town, town.applications["kielo"].organisation)
    assigning.ask_assignment(town.round.pk, by=town.staff, now=town.now)

    assigning.work_out_assignment(town.round.pk, now=town.now)

    town.round.refresh_from_db()
    told = town.round.assigned
    assert (told["connection"], told["needed"], told["offered"]) == ("contradiction", 1, 0)
    with pytest.raises(NotNow):
        assigning.give_out(town.round.pk, by=town.staff, now=town.now)


def test_what_is_locked_stays_when_it_is_worked_out_anew():
    town = make_town("anna bo", "kielo lumi", sheets=1)
    entry = Entry.objects.get(application=town.applications["kielo"])
    for name in ("anna", "bo"):
        Assignment.objects.all().delete()
        juror = town.jurors[name]
        assigning.assign_by_hand(town.round.pk, entry.pk, juror.pk, by=town.staff, now=town.now)
        assigning.ask_assignment(town.round.pk, by=town.staff, now=town.now)
        assigning.work_out_assignment(town.round.pk, now=town.now)
        assert Assignment.objects.get(entry=entry).juror == juror


def test_a_code_belongs_to_its_round_alone():
    town = make_town()
    first = {town.code("kielo"), town.code("lumi")}

    town.round = plan(town, seed="another")

    assert len(first | {town.code("kielo"), town.code("lumi")}) == 4

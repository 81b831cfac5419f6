"""Groups that would like to try: who sees them, what fits them and why not, who was studied."""

import datetime as dt

import pytest
from django.utils.translation import override

from eduhub.catalogue.queries.topics import topics
from eduhub.kit.access import VISITOR
from eduhub.kit.errors import Invalid, NotAllowed, NotFound
from eduhub.kit.lang import Text
from eduhub.people.queries import actor_for
from eduhub.people.states import Role
from eduhub.pilots.models import GroupProfile
from eduhub.pilots.queries import needs as round_queries
from eduhub.pilots.queries import profiles as queries
from eduhub.pilots.queries.fits import fits_for
from eduhub.pilots.queries.rotation import recent_studies
from eduhub.pilots.rules.rotation import Rotation
from eduhub.pilots.services import post_pilot
from eduhub.pilots.services import profiles as services
from eduhub.pilots.services.calls import continuous_call
from eduhub.pilots.states import GroupState, PilotState
from eduhub.pilots.states.offers import term_weeks
from tests.makers import (
    NOW,
    TODAY,
    make_actor,
    make_group,
    make_organisation,
    make_pilot,
    make_solution,
)
from tests.makers.needs import (
    DAY,
    make_call,
    make_need,
    make_profile,
    make_profile_fields,
    make_topics,
)
from tests.makers.pilots import make_cast, make_terms

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english():
    make_topics()
    with override("en"):
        yield


@pytest.mark.parametrize(
    ("today", "first", "last"),
    [
        ((2026, 9, 1), (2026, 9, 7), (2026, 12, 14)),
        ((2026, 11, 20), (2027, 1, 11), (2027, 6, 7)),  # three weeks of autumn are left
        ((2027, 1, 4), (2027, 1, 11), (2027, 6, 7)),
        ((2027, 6, 10), (2027, 8, 16), (2027, 12, 20)),
        ((2026, 12, 31), (2027, 1, 11), (2027, 6, 7)),
    ],
)
def test_the_weeks_offered_are_those_of_the_term_that_can_be_planned(today, first, last):
    weeks = term_weeks(dt.date(*today))

    assert (weeks[0], weeks[-1]) == (dt.date(*first), dt.date(*last))
    assert all(week.weekday() == 0 for week in weeks)


def test_a_profile_written_again_is_changed_and_a_colleagues_is_not():
    teacher = make_actor(Role.TEACHER, make_organisation())
    colleague = make_actor(Role.TEACHER, GroupProfile(school_id=teacher.organisation_id).school)

    services.write_profile(make_profile_fields(), by=teacher, now=NOW)
    services.write_profile(make_profile_fields(label=" 5b", pupils=20), by=teacher, now=NOW)
    with pytest.raises(Invalid):
        services.write_profile(make_profile_fields(), by=colleague, now=NOW)

    assert [(p.label, p.pupils) for p in GroupProfile.objects.all()] == [("5b", 20)]


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"weeks": []}, "weeks"),
        ({"valid_until": TODAY - DAY}, "valid_until"),
        ({"valid_until": TODAY + 500 * DAY}, "valid_until"),
        ({"most_minutes": 4}, "most_minutes"),
        ({"language": "subject-maths"}, "language"),
        ({"label": "a.b@c.example"}, "label"),
    ],
)
def test_a_profile_that_cannot_be_is_refused_at_its_field(fields, wrong):
    teacher = make_actor(Role.TEACHER)

    with pytest.raises(Invalid) as refusal:
        services.write_profile(make_profile_fields(**fields), by=teacher, now=NOW)

    assert list(refusal.value.fields) == [wrong]


def test_not_this_term_needs_no_weeks_and_does_not_count():
    fields = make_profile_fields(weeks=[], not_this_term=True)

    services.write_profile(fields, by=make_actor(Role.TEACHER), now=NOW)

    assert not GroupProfile.objects.counting(TODAY).exists()


def test_a_company_sees_no_profile_and_only_counts_of_five_and_more():
    profile = make_profile()
    for number in range(4):
        make_profile(label=f"6{number}", grade=6)
    make_profile(grade=8, language="language-sv")
    company = make_actor(Role.COMPANY_LEAD)

    told = queries.interest(topics(), TODAY)

    assert [(row.groups) for row in told] == [5, None]
    for actor in (company, make_actor(Role.TEACHER), VISITOR):
        with pytest.raises(NotFound):
            queries.find_profile(profile.pk, actor)


def test_only_the_own_teacher_changes_or_drops_a_profile():
    profile = make_profile()
    colleague = make_actor(Role.TEACHER, profile.school)

    assert queries.find_profile(profile.pk, colleague) == profile
    for actor in (colleague, make_actor(Role.HUB_STAFF)):
        with pytest.raises(NotAllowed):
            services.drop_profile(profile.pk, by=actor, now=NOW)
    services.drop_profile(profile.pk, by=actor_for(profile.teacher, TODAY), now=NOW)

    assert not GroupProfile.objects.exists()


def offer(**facts):
    return make_pilot(make_solution(), **facts)


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({}, ""),
        ({"minutes_a_week": 90}, "It needs 90 minutes a week, you gave 45."),
        ({"ages": ["age-13-15"]}, "It is for Ages 13 to 15, your group is Ages 10 to 12."),
        ({"languages": ["language-sv"]}, "It works in Swedish, your group learns in Finnish."),
        ({"languages": ["language-sv", "language-fi"]}, ""),
        ({"devices": ["device-phone"]}, "It needs one of these devices: Phone."),
        ({"devices": ["device-phone", "device-tablet"]}, ""),
        ({"ends": dt.date(2027, 1, 29)}, "It needs 17 weeks, and 11 of them are free."),
        ({"ends": dt.date(2027, 1, 29), "weeks_needed": 11}, ""),
    ],
)
def test_an_offer_fits_or_says_what_stands_in_the_way(facts, reason):
    pilot, profile = offer(**facts), make_profile()

    fit, others = fits_for(profile, topics(), TODAY)

    assert [one.pilot for one in (others if reason else fit)] == [pilot]
    if reason:
        (told,) = others[0].reasons
        assert told == reason


def test_offers_of_the_groups_subject_come_first_and_full_ones_not_at_all():
    plain = offer(minutes_a_week=10)
    maths = offer(uses=["subject-maths"])
    make_group(offer(places=1))

    fit, others = fits_for(make_profile(codes=["subject-maths"]), topics(), TODAY)

    assert [one.pilot for one in fit] == [maths, plain] and others == []


def test_a_round_is_told_offers_and_groups_as_numbers_and_codes():
    call = make_call()
    asked = {"uses": ["subject-maths"], "places": 3, "weeks_needed": 4}
    ours = make_pilot(call=call, **asked)
    make_group(ours)
    continuous = make_pilot()
    profile = make_profile()
    make_profile(label="6A", not_this_term=True)
    always = continuous_call(now=NOW)
    assert continuous_call(now=NOW + DAY) == always and always.is_open(NOW + 999 * DAY)

    (facts,) = round_queries.offers_of_call(call)
    (group,) = round_queries.profiles_of_call(call, TODAY)

    assert (facts.pilot_id, facts.places_left, facts.weeks_needed) == (ours.pk, 2, 4)
    assert len(facts.weeks) == 9 and facts.codes == ("subject-maths",)
    assert (group.profile_id, group.age, group.most_minutes) == (profile.pk, "age-10-12", 45)
    assert [one.pilot_id for one in round_queries.offers_of_call(always)] == [continuous.pk]


def test_the_schools_that_had_the_need_are_known_to_the_round():
    need = make_need()
    call = make_call()
    need.challenge = call.challenge
    need.save()

    assert need.school_id in round_queries.schools_with_the_need(call)


@pytest.mark.parametrize(
    ("day", "months", "since"),
    [
        ((2026, 9, 1), 12, (2025, 9, 1)),
        ((2027, 3, 31), 1, (2027, 2, 28)),
        ((2026, 1, 15), 13, (2024, 12, 15)),
        ((2028, 2, 29), 12, (2027, 2, 28)),
    ],
)
def test_recent_is_counted_in_calendar_months(day, months, since):
    assert Rotation(months, 1).since(dt.date(*day)) == dt.date(*since)


def studied(school, **fields):
    """A group of the school that was in a study of mathematics this spring."""
    fields.setdefault("codes", ["subject-maths"])
    solution = make_solution(codes=fields.pop("codes"))
    told = {"state": PilotState.PUBLISHED, "starts": TODAY - 200 * DAY, "ends": TODAY - 100 * DAY}
    grade = fields.pop("grade", 5)
    pilot = make_pilot(solution, **told | fields)
    return make_group(pilot, school=school, grade=grade, state=GroupState.ACCEPTED)


@pytest.mark.parametrize(
    ("told", "warns"),
    [
        ({}, True),
        ({"grade": 6}, True),
        ({"grade": 8}, False),
        ({"codes": ["subject-arts"]}, False),
        ({"ends": TODAY - 366 * DAY, "starts": TODAY - 400 * DAY}, False),
        ({"state": PilotState.RUNNING, "ends": TODAY + DAY}, True),
        ({"state": PilotState.WITHDRAWN}, False),
    ],
)
def test_a_group_recently_studied_in_the_same_subject_is_warned_of(told, warns):
    school = make_organisation()
    group = studied(school, **told)
    pilot = make_pilot(make_solution(codes=["subject-maths"]))

    assert recent_studies(pilot, school.pk, TODAY, grade=5) == ([group] if warns else [])
    assert recent_studies(pilot, make_organisation().pk, TODAY, grade=5) == []


def test_as_many_studies_as_the_hub_says_make_a_warning(settings):
    settings.ROTATION_STUDIES = 2
    school, pilot = make_organisation(), make_pilot(make_solution(codes=["subject-maths"]))
    studied(school)
    assert recent_studies(pilot, school.pk, TODAY, grade=5) == []

    studied(school)

    assert len(recent_studies(pilot, school.pk, TODAY, grade=5)) == 2


def test_teacher_principal_and_hub_are_warned_and_nobody_is_blocked(client):
    cast = make_cast()
    cast.pilot.solution.codes = ["subject-maths"]
    cast.pilot.solution.save()
    studied(cast.school, ends=dt.date(2099, 1, 1))
    told = {"label": "5C", "grade": "5", "pupils": "20"}
    address = f"/en/pilots/{cast.pilot.pk}/"
    client.force_login(cast.users["teacher"])

    warned = client.post(f"{address}join/", told)
    joined = client.post(f"{address}join/", told | {"knows": "on"})
    group = cast.pilot.groups.get(label="5C")
    client.force_login(cast.users["principal"])
    asked = client.get(f"/en/pilots/groups/{group.pk}/decide/")
    client.force_login(cast.users["staff"])
    seen = client.get(address)

    assert (warned.status_code, joined.status_code) == (422, 302)
    for page in (warned, asked, seen):
        assert "Recently studied in the same subject" in page.text


@pytest.mark.parametrize(
    ("terms", "wrong"),
    [
        ({"least_groups": 13}, "least_groups"),
        ({"weeks_needed": 40}, "weeks_needed"),
        ({"ages": ["subject-maths"]}, "ages"),
        ({"data_touched": ["blood"]}, "data_touched"),
        ({"wanted": Text(en="Ask a.b@school.example")}, "wanted"),
    ],
)
def test_an_offer_that_cannot_be_is_refused_at_its_field(terms, wrong):
    solution = make_solution()
    lead = make_actor(Role.COMPANY_LEAD, solution.company)

    with pytest.raises(Invalid) as refusal:
        post_pilot(solution.pk, make_terms(**terms), by=lead, now=NOW)

    assert list(refusal.value.fields) == [wrong]

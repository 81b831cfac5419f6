"""Who mentors whom: the limits of the engine, what may be told to whom, what people decide."""

import pytest
from django.db import IntegrityError, transaction
from django.utils.translation import override

from eduhub.kit.errors import Invalid, NotAllowed, NotFound, NotNow
from eduhub.kit.models import Letter
from eduhub.people.models import User
from eduhub.people.states import Role
from eduhub.programmes.models import MentorRun, Pair
from eduhub.programmes.queries import mentors as queries
from eduhub.programmes.queries.cohorts import find_seat
from eduhub.programmes.services import cohort_letters, cohorts, mentor_matching, mentors
from tests.makers import NOW, TODAY, make_membership
from tests.makers.cohorts import add_mentor, make_class, match, mentor_fields, publish

pytestmark = pytest.mark.django_db


def asks(made, company, needs=(), languages=("fi",), **likings):
    said = {made.bench[name].pk: liking for name, liking in likings.items()}
    seat = made.seats[company]
    seat.refresh_from_db()
    mentors.wish_for_mentors(
        seat.pk, mentors.Asks(needs, languages, said), seen=seat.version,
        by=made.actor(company), now=NOW, today=TODAY,
    )  # fmt: skip


def says(made, name, **likings):
    said = {made.seats[company].pk: liking for company, liking in likings.items()}
    mentors.wish_for_companies(made.bench[name].pk, said, by=made.actor(name), now=NOW)


def matched(made):
    match(made)
    names = {one.pk: name for name, one in made.bench.items()}
    homes = {one.pk: name for name, one in made.seats.items()}
    rows = Pair.objects.filter(ended_at=None).values_list("seat", "bench")
    return {homes[seat]: names[bench] for seat, bench in rows}


def without(made):
    """Why each company has no mentor, by its name."""
    homes = {str(one.pk): name for name, one in made.seats.items()}
    return {homes[pk]: why for pk, why in MentorRun.objects.get().answer["without"].items()}


def test_field_and_language_in_common_decide_and_the_reasons_are_kept():
    made = make_class()
    add_mentor(made, "anna", expertise=["sales"], languages=["fi"])
    add_mentor(made, "bo", expertise=["pedagogy"], languages=["sv"])
    asks(made, "kielo", ["pedagogy"], ["sv", "fi"])
    asks(made, "lumi", ["sales"], ["fi"])

    assert matched(made) == {"kielo": "bo", "lumi": "anna"}
    assert made.pair("kielo").whys == ["expertise", "language"]


def test_each_company_without_a_mentor_is_told_what_is_wanting():
    made = make_class("kielo lumi niitty oras pouta")
    add_mentor(made, "anna", most_companies=1)
    asks(made, "kielo", ["sales"])
    asks(made, "lumi", ["privacy"])
    asks(made, "niitty", ["sales"], ["en"])
    asks(made, "oras", ["sales"])
    asks(made, "pouta", ["sales"], anna="veto")
    says(made, "anna", kielo="wish")

    assert matched(made) == {"kielo": "anna"}
    assert without(made) == {
        "lumi": "no_expertise", "niitty": "no_language", "oras": "full", "pouta": "apart",
    }  # fmt: skip


@pytest.mark.parametrize("side", ["company", "mentor"])
def test_a_veto_of_either_side_holds_and_is_told_to_the_hub_alone(side):
    made = make_class("kielo")
    add_mentor(made, "anna")
    add_mentor(made, "bo")
    if side == "company":
        asks(made, "kielo", anna="veto")
    else:
        says(made, "anna", kielo="veto")

    assert matched(made) == {"kielo": "bo"}
    publish(made)
    for reader in ("kielo", "bo"):
        seat = find_seat(made.seats["kielo"].pk, made.actor(reader))
        with override("en"):
            told = queries.pairs_of(seat, made.staff)
        assert [one.whys for one in told] == [["A language in common"]]
    with pytest.raises(NotFound):
        queries.find_bench(made.bench["anna"].pk, made.actor("kielo"))


def test_wishes_of_both_sides_go_before():
    made = make_class()
    add_mentor(made, "anna", most_companies=1)
    add_mentor(made, "bo", most_companies=1)
    asks(made, "lumi", anna="wish")
    says(made, "bo", kielo="wish")

    assert matched(made) == {"kielo": "bo", "lumi": "anna"}


def member(made):
    make_membership(made.people["anna"], Role.COMPANY_MEMBER, made.seats["kielo"].organisation)


def former(made):
    home = made.seats["kielo"].organisation
    make_membership(made.people["anna"], Role.COMPANY_MEMBER, home, until="2021-01-01")


def domain(made):
    User.objects.filter(pk=made.people["kielo"].pk).update(email="ceo@kielo.fi")
    User.objects.filter(pk=made.people["anna"].pk).update(email="Anna@KIELO.fi")


def declared(made):
    home, mentor = made.seats["kielo"].organisation_id, made.bench["anna"].mentor_id
    mentors.stand_apart(mentor, home, by=made.actor("anna"), now=NOW)


@pytest.mark.parametrize("way", [member, former, domain, declared], ids=lambda way: way.__name__)
def test_a_mentor_stands_apart_as_a_juror_does(way):
    made = make_class("kielo", helpers="anna")
    assert matched(made) == {"kielo": "anna"}

    way(made)

    assert matched(made) == {}
    with pytest.raises(Invalid):
        hand(made, "kielo", "anna")


def hand(made, company, name):
    seat, bench = made.seats[company].pk, made.bench[name].pk
    return mentor_matching.choose_by_hand(seat, bench, by=made.staff, now=NOW)


def test_what_is_locked_or_chosen_by_hand_stays_even_where_field_and_language_differ():
    made = make_class()
    add_mentor(made, "anna", most_companies=1)
    add_mentor(made, "bo", expertise=["team"], languages=["en"], most_companies=1)
    asks(made, "kielo", ["sales"])
    hand(made, "kielo", "bo")

    assert matched(made) == {"kielo": "bo", "lumi": "anna"}
    mentor_matching.lock_pair(made.pair("lumi").pk, True, by=made.staff, now=NOW)
    asks(made, "lumi", ["privacy"])
    assert matched(made) == {"kielo": "bo", "lumi": "anna"}
    assert made.pair("kielo").whys == ["left", "by_hand"]


def test_what_stays_against_a_later_veto_is_told_as_a_contradiction_and_nothing_changes():
    made = make_class("kielo", helpers="anna")
    assert matched(made) == {"kielo": "anna"}
    mentor_matching.lock_pair(made.pair("kielo").pk, True, by=made.staff, now=NOW)
    asks(made, "kielo", anna="veto")

    assert matched(made) == {"kielo": "anna"}
    assert MentorRun.objects.get().answer["contradicts"] == [made.seats["kielo"].pk]


def test_hours_a_month_and_companies_elsewhere_limit_the_places():
    made = make_class()  # 20 hours each over 4 months: 5 a month
    mentor = add_mentor(made, "anna", hours_a_month=9, most_companies=5)
    assert len(matched(made)) == 1
    publish(made)
    other = make_class("niitty")
    other.people["anna"] = made.people["anna"]
    other.bench["anna"] = mentors.join_cohort(other.cohort.pk, mentor.pk, by=made.staff, now=NOW)

    match(other)

    assert not Pair.objects.filter(seat=other.seats["niitty"]).exists()


def test_nobody_but_the_hub_sees_a_pair_before_it_is_published_and_then_both_get_a_letter():
    made = make_class("kielo", helpers="anna")
    match(made)
    pk = made.pair("kielo").pk
    for name in ("kielo", "anna"):
        with pytest.raises(NotFound):
            queries.find_pair(pk, made.actor(name))

    publish(made)
    for _ in range(2):
        cohort_letters.tell_of_pair(pk, now=NOW)

    assert sorted(Letter.objects.values_list("to", "kind")) == sorted(
        [
            (made.people["kielo"].email, "programmes/mentor_found"),
            (made.people["anna"].email, "programmes/company_found"),
        ]
    )
    with pytest.raises(NotFound):
        queries.find_pair(pk, made.actor("kielo").__class__(name="visitor"))
    with pytest.raises(NotNow):
        publish(made)


def test_who_leaves_frees_the_other_side():
    made = make_class(helpers="anna")
    match(made)
    publish(made)
    cohorts.leave(made.seats["kielo"].pk, by=made.staff, now=NOW)
    assert list(Pair.objects.going_on().values_list("seat", flat=True)) == [made.seats["lumi"].pk]

    mentors.leave_bench(made.bench["anna"].pk, by=made.staff, now=NOW)

    assert not Pair.objects.going_on().exists()


def test_a_profile_is_the_mentors_own_and_the_hubs():
    made = make_class("kielo", helpers="anna bo")
    pk, told = made.bench["anna"].mentor_id, {"seen": 1, "now": NOW}

    with pytest.raises(NotAllowed):
        mentors.edit_mentor(pk, mentor_fields(), by=made.actor("bo"), **told)
    with pytest.raises(Invalid) as refusal:
        mentors.edit_mentor(
            pk, mentor_fields(expertise=[], languages=["xx"]), by=made.actor("anna"), **told
        )
    assert sorted(refusal.value.fields) == ["expertise", "languages"]
    with pytest.raises(Invalid):
        mentors.add_mentor(made.people["anna"].email, mentor_fields(), by=made.staff, now=NOW)


def test_a_company_has_one_mentor_at_a_time():
    made = make_class("kielo", helpers="anna bo")
    match(made)
    pair = made.pair("kielo")
    other = next(one for one in made.bench.values() if one.pk != pair.bench_id)

    with pytest.raises(IntegrityError), transaction.atomic():
        Pair.objects.create(seat=pair.seat, bench=other)

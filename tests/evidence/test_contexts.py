"""Where a solution was tried, told so that nobody can be told from it."""

import pytest
from django.utils.translation import override

from eduhub.catalogue.models import Market, SchoolSetup
from eduhub.evidence.queries import contexts, trials
from eduhub.evidence.queries.gate import Shown, Why
from eduhub.kit.access import VISITOR
from eduhub.kit.lang import Text
from eduhub.people.models import Organisation
from eduhub.pilots.queries.schools import country_of
from tests.makers import NOW, make_actor, make_organisation
from tests.makers.evidence import make_agreed, make_frozen
from tests.makers.needs import make_topics
from tests.makers.people import make_district

pytestmark = pytest.mark.django_db
PUPILS = Shown("120", 120.0, Why.SHOWN)


def context_of(plan):
    return contexts.context_of(
        trials.trial_of(plan.pilot), PUPILS, 6, contexts.known_in_contexts()
    )


def make_places(*districts):
    """A frozen plan with one class of a school of its own in each of the districts."""
    pilot = make_agreed(len(districts))
    for group, district in zip(pilot.groups.order_by("pk"), districts, strict=True):
        Organisation.objects.filter(pk=group.school_id).update(district=district)
    return make_frozen(pilot)


def test_a_district_is_named_only_where_three_classes_share_it():
    make_topics()
    plan = make_places("North", "North", "North", "South", "South", "East")

    with override("en"):
        place = context_of(plan).of("place")

        assert (place.words, place.codes) == ("North, and others", {"North"})


def test_districts_are_told_by_their_names_and_compared_by_their_keys():
    make_topics()
    plan = make_places("North", "North", "North", "South")
    make_district("North", Text(sv="Norra"))
    school = make_organisation(district="North")
    own = contexts.own_school(make_actor("principal", school))

    with override("sv"):
        context = context_of(plan)
        alike = contexts.likeness(context, own, contexts.known_in_contexts())

        place = next(one for one in alike if one.name == "Områden")
        assert (place.there, place.here, place.says) == ("Norra och andra", "Norra", "agrees")
        assert context.of("place").codes == {"North"}


def test_where_too_few_classes_share_anything_nothing_is_named():
    make_topics()
    plan = make_places("North", "North", "South", "East")

    with override("en"):
        context = context_of(plan)

        assert context.of("place").words == "Not told: too few classes share it"
        assert (context.of("schools").words, context.of("size").words) == ("2 to 4", "20 to 24")


def test_three_classes_of_one_school_are_that_school():
    make_topics()
    plan = make_places("North", "North", "North", "South")
    first = plan.pilot.groups.order_by("pk").first().school
    plan.pilot.groups.filter(school__district="North").update(school=first)

    assert context_of(plan).of("place").codes == frozenset()


@pytest.mark.parametrize(
    ("district", "says"), [("North", "agrees"), ("South", "differs"), ("", "unknown")]
)
def test_how_like_ones_own_school_it_is(district, says):
    make_topics()
    plan = make_places("North", "North", "North", "North")
    school = make_organisation(district=district)
    SchoolSetup.objects.create(school=school, devices=["tablet"], changed_at=NOW)

    own = contexts.own_school(make_actor("principal", school))
    alike = contexts.likeness(context_of(plan), own, contexts.known_in_contexts())

    assert [one.says for one in alike] == [says, "unknown", "unknown", "unknown"]


def test_an_education_provider_is_told_of_all_its_schools_and_others_of_none():
    provider = make_organisation("education_provider")
    for district in ("North", "South"):
        make_organisation(district=district, provider=provider)

    own = contexts.own_school(make_actor("provider_official", provider))

    assert own.is_provider and own.districts == {"North", "South"}
    assert contexts.own_school(VISITOR) is None
    assert contexts.own_school(make_actor("company_lead", make_organisation("company"))) is None


def test_the_country_is_told_where_the_hub_knows_it_and_is_on_no_card_otherwise():
    pilot = make_agreed(1)
    unknown = country_of(pilot)
    Market.objects.update_or_create(code="fi", defaults={"name": Text(en="Finland")})

    with override("en"):
        assert (unknown, country_of(pilot)) == ("", "Finland")
        keys = [
            next(one.key for one in card_of(pilot, told).variables) for told in ("", "Finland")
        ]
    assert keys == ["schools", "country"]


def card_of(pilot, country):
    trial, known = trials.trial_of(pilot), contexts.known_in_contexts()
    return contexts.context_of(trial, PUPILS, 6, known, country=country)

"""The library of measures: who proposes and publishes, what stays, what is found."""

from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from eduhub.engines.evidence.scales import sus_score
from eduhub.evidence.forms.measures import MeasureForm, initial_of_measure
from eduhub.evidence.models import Measure, Result
from eduhub.evidence.queries import measures as queries
from eduhub.evidence.queries.measures import MeasuresAsked
from eduhub.evidence.queries.ratings import rated
from eduhub.evidence.services import measures as services
from eduhub.evidence.services.scoring import score_forms
from eduhub.kit.errors import Invalid, NotAllowed, NotFound, NotNow, Stale
from eduhub.kit.lang import Text
from eduhub.people.models import User
from tests.makers import NOW, make_actor, make_company, make_person
from tests.makers.evidence import make_agreed, make_draft, make_frozen, make_plan, make_published
from tests.makers.measured import SCALE, make_first_measures, make_measure, make_proposed, told_of

pytestmark = pytest.mark.django_db
TWO = Text(en="It was easy.\nIt was dull.", fi="Se oli helppoa.\nSe oli tylsää.")
SHOWN = {"statements": TWO, "may_show_items": True, "answer_low": 1, "answer_high": 5}


def names(asked):
    return [str(one.name.en) for one in queries.measures_found(asked)]


def test_the_library_begins_with_a_known_scale_and_three_of_the_hubs_own():
    make_first_measures()

    found = {one.name.en: one for one in queries.measures_found(MeasuresAsked())}

    assert list(map(len, (found, found["System Usability Scale (SUS)"].statements))) == [4, 10]
    assert {one.maker_is for one in found.values()} == {"independent", "hub"}
    assert [one.reliability for one in found.values() if one.maker_is == "hub"] == [None] * 3
    assert {bool(one.remark.fi and one.remark.sv) for one in found.values()} == {True}


def test_four_people_before_a_proposal():
    researcher = make_actor("researcher")
    made = make_proposed(researcher)
    stranger = make_actor("researcher")

    assert queries.measure_to_show(made.pk, researcher) == made
    for nobody in (stranger, make_actor("company_lead"), make_actor()):
        with pytest.raises(NotFound):
            queries.measure_to_show(made.pk, nobody)
    with pytest.raises(NotAllowed):
        services.propose(told_of(), by=make_actor("company_lead"), now=NOW)
    with pytest.raises(NotAllowed):
        services.publish_measure(made.pk, seen=1, by=researcher, now=NOW)
    services.publish_measure(made.pk, seen=1, by=make_actor("hub_staff"), now=NOW)
    assert queries.measure_to_show(made.pk, stranger).is_published


def test_a_declined_proposal_tells_why_and_waits_again_once_it_is_mended():
    researcher, staff = make_actor("researcher"), make_actor("hub_staff")
    made = make_proposed(researcher)

    with pytest.raises(Invalid):
        services.decline_measure(made.pk, " ", by=staff, now=NOW)
    declined = services.decline_measure(made.pk, "Whose licence is it?", by=staff, now=NOW)
    assert (declined.state, declined.told) == ("declined", "Whose licence is it?")

    with pytest.raises(Stale):
        services.rewrite(made.pk, told_of(), seen=0, by=researcher, now=NOW)
    again = services.rewrite(made.pk, told_of(), seen=1, by=researcher, now=NOW)
    assert (again.state, again.told, again.edition) == ("proposed", "", 2)


def test_a_published_one_stays_and_a_new_version_takes_its_place():
    old, staff = make_measure(), make_actor("hub_staff")

    with pytest.raises(NotNow):
        services.rewrite(old.pk, told_of(), seen=1, by=staff, now=NOW)
    new = services.propose_anew(old.pk, told_of(age_to=14), by=staff, now=NOW)
    assert old in queries.measures_found(MeasuresAsked(age=10))
    with pytest.raises(Invalid):
        services.propose_anew(old.pk, told_of(), by=staff, now=NOW)
    services.publish_measure(new.pk, seen=1, by=staff, now=NOW)

    found = set(queries.measures_found(MeasuresAsked(age=14, kind="test")))
    assert (found, new.version, new.series) == ({new}, 2, old.series)


@pytest.mark.parametrize("change", [{"licence_url": "https://a.example"}, {"state": "proposed"}])
def test_the_database_itself_keeps_what_is_published(change):
    made = make_measure()

    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Measure.objects.filter(pk=made.pk).update(**change)
    with pytest.raises(DatabaseError, match="never deleted"), transaction.atomic():
        Measure.objects.filter(pk=made.pk).delete()
    User.objects.filter(pk=made.written_by_id).delete()  # a person may go all the same
    assert Measure.objects.get(pk=made.pk).written_by_id is None


@pytest.mark.parametrize(
    "change",
    [
        {"low": 1, "high": None},
        {"reliability": None},
        {"reliability": 2},
        {"age_from": 20, "age_to": 3},
        {"items": [{"text": {}, "reversed": False}]},
        {"maker_company_id": 0},
    ],
)
def test_the_database_refuses_what_contradicts_itself(change):
    made = make_proposed()
    if "maker_company_id" in change:
        change = {"maker_company_id": make_company().pk}

    with pytest.raises(IntegrityError), transaction.atomic():
        Measure.objects.filter(pk=made.pk).update(**change)


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("statements", SHOWN | {"statements": Text(en="One", fi="Yksi\nKaksi")}),
        ("may_show_items", SHOWN | {"may_show_items": False}),
        ("answer_high", SHOWN | {"answer_high": 1}),
        ("turned", SHOWN | {"turned": [3]}),
        ("high", {"low": 4, "high": 4}),
        ("reliability", {"reliability": 1.2}),
        ("reliability_source", {"reliability_source": ""}),
        ("age_to", {"age_from": 12, "age_to": 9}),
        ("languages", {"languages": []}),
    ],
)
def test_what_contradicts_itself_is_refused_at_its_field(field, given):
    with pytest.raises(Invalid) as refused:
        services.propose(told_of(**given), by=make_actor("researcher"), now=NOW)

    assert set(refused.value.fields) == {field}


def test_its_statements_come_back_into_the_form_as_they_were_written():
    made = make_proposed(**SHOWN, turned=[2])

    assert [(one.words.fi, one.is_reversed) for one in made.statements] == [
        ("Se oli helppoa.", False),
        ("Se oli tylsää.", True),
    ]
    initial = initial_of_measure(made)
    assert (initial["statements"], initial["turned"]) == (TWO, "2")
    assert MeasureForm(initial=initial)["reliability"].value() == "0.84"


def test_what_is_asked_of_the_library_narrows_it():
    make_measure(name=Text(en="Of numbers"), languages=["sv"], age_from=7, age_to=9)
    make_measure(name=Text(en="Of shapes"), languages=["wordless"], age_from=None, age_to=8)

    assert names(MeasuresAsked(kind="test")) == ["Of numbers", "Of shapes"]
    assert names(MeasuresAsked(kind="test", age=5)) == ["Of shapes"]
    assert names(MeasuresAsked(kind="test", language="fi")) == ["Of shapes"]
    assert names(MeasuresAsked(words="NUMBERS")) == ["Of numbers"]


def test_the_list_costs_the_same_however_many(client, django_assert_num_queries):
    make_measure()
    with django_assert_num_queries(1):
        client.get("/en/measures/?kind=test")
    make_measure()
    make_measure()

    with django_assert_num_queries(1):
        page = client.get("/en/measures/?kind=test&age=x").content.decode()

    assert page.count('<li class="panel') == 3


def test_a_researcher_proposes_in_the_browser_and_loses_nothing(client):
    client.force_login(make_person("researcher"))
    half = {"seen": "0", "name_en": "A short test", "kind": "test", "direction": "more"}

    refused = client.post("/en/measures/propose/", half)
    assert (refused.status_code, "A short test" in refused.content.decode()) == (422, True)
    whole = half | {
        "about_en": "Reading",
        "languages": ["fi"],
        "licence_en": "Free",
        "maker": "Somebody",
        "maker_is": "independent",
        "reliability": "0,8",
        "reliability_kind": "alpha",
        "reliability_source": "Its handbook",
    }
    done = client.post("/en/measures/propose/", whole)

    made = Measure.objects.get(state="proposed")
    assert (done.status_code, str(made.reliability), made.name.en) == (
        302,
        "0.800",
        "A short test",
    )
    assert "Waits for the hub" in client.get(f"/en/measures/{made.pk}/").content.decode()


def test_the_api_tells_of_the_library_and_of_one(client):
    made = make_measure(**SHOWN)
    make_proposed()

    (told,) = client.get("/api/v1/measures?kind=test&age=10").json()["data"]
    one = client.get(f"/api/v1/measures/{made.pk}").json()

    assert told == one
    assert (one["reliability"], one["languages"], one["high"]) == (0.84, ["fi", "sv"], 40.0)
    assert one["statements"][1]["words"]["fi"] == "Se oli tylsää."
    assert client.get("/api/v1/measures?kind=guess").status_code == 422


def test_a_plan_takes_range_and_reliability_from_the_measure_that_it_chose():
    chosen = make_measure()
    plan = make_published(scale_low=None, scale_high=None, library_measure_id=chosen.pk)

    result = Result.objects.select_related("plan").get(plan=plan)
    told = result.plan.frozen["measured_with"]
    assert (told["series"], told["version"]) == (str(chosen.series), 1)
    assert (result.plan.scale_low, result.plan.scale_high) == (0, 40)
    assert told["reliability"]["value"] == "0.84"
    criterion = rated(result, None)["wwc"].criterion("wwc_reliability_alpha")
    assert (criterion.status.value, criterion.value) == ("passed", 0.84)


def test_a_plan_without_one_is_frozen_as_before():
    assert "measured_with" not in make_frozen().frozen


@pytest.mark.parametrize(
    ("field", "of_measure"),
    [
        ("library_measure", {"higher_is_better": False}),
        ("scale_high", {"high": Decimal(30)}),
        ("scale_low", {"low": Decimal(1)}),
        ("library_measure", None),
    ],
)
def test_a_measure_that_does_not_fit_the_plan_is_refused(field, of_measure):
    chosen = make_proposed() if of_measure is None else make_measure(**of_measure)

    with pytest.raises(Invalid) as refused:
        make_plan(draft=make_draft(library_measure_id=chosen.pk))

    assert set(refused.value.fields) == {field}


def test_the_plan_says_of_a_companys_own_measure_whose_it_is(client):
    pilot = make_agreed()
    company = pilot.solution.company_id
    own = make_measure(maker_is="company", maker_company_id=company)
    make_plan(pilot, make_draft(library_measure_id=own.pk))
    client.force_login(make_person("hub_staff"))

    page = client.get(f"/en/results/{pilot.pk}/plan/").content.decode()

    assert "Made by the company itself" in page
    assert "0.84, internal consistency (alpha)" in page
    form = client.get(f"/en/results/{pilot.pk}/plan/write/").content.decode()
    assert f'<option value="{own.pk}" selected>' in form


def test_the_wizard_tells_what_a_measure_hides(client):
    chosen = make_measure()

    asked = f"classes=8&pupils=20&effect=0.3&outcome=skill&measure={chosen.pk}"
    page = client.get(f"/en/results/can-it-answer/?{asked}").content.decode()

    assert "92\N{NO-BREAK SPACE}% of it shows" in page  # the root of 0.84
    assert "Values from 0 to 40. More is better." in page


@pytest.fixture
def sus():
    make_first_measures()
    return Measure.objects.get(name__en="System Usability Scale (SUS)")


def test_forms_of_the_usability_scale_are_scored_as_brooke_says(sus):
    brooke = [5, 4, 2, 1, 2, 3, 2, 4, 5, 2]  # his own example: 22 points, 55
    other = [4, 2, 4, 1, 5, 2, 4, 2, 4, 3]

    scored = score_forms(sus, f"{' '.join(map(str, brooke))}\n\n{','.join(map(str, other))}")

    assert scored.scores == pytest.approx((55, sus_score(other).score))
    assert (scored.mean, scored.sd) == pytest.approx((66.25, 15.909903))
    assert scored.alpha is None  # of two forms


def test_a_scale_from_1_to_5_is_the_mean_of_its_answers():
    scored = score_forms(make_measure(**SCALE), "5 1\n3 3\n" + "4 2\n2 5\n" * 4)

    assert scored.scores[:4] == pytest.approx((5, 3, 4, 1.5))
    assert scored.alpha.pupils == 10


@pytest.mark.parametrize("typed", ["", "5", "5 1 2", "5 six", "0 3", "5 1\n" * 201])
def test_what_is_no_form_is_refused_and_nothing_typed_is_lost(client, typed):
    made = make_measure(**SCALE)

    refused = client.post(f"/en/measures/{made.pk}/score/", {"forms": typed})
    done = client.post(f"/en/measures/{made.pk}/score/", {"forms": "5 1"})

    assert (refused.status_code, done.status_code) == (422, 200)
    assert typed.split("\n")[0] in refused.content.decode()

"""Where a request leads, and how the hub puts a wrong route right."""

import uuid

import pytest

from eduhub.advice import services
from eduhub.advice.models import Case, Correction, Signpost
from eduhub.advice.queries import corrected_routes, nobody_fits
from eduhub.advice.rules import Led, triage
from eduhub.kit.errors import Invalid, NotAllowed, NotFound, Stale
from eduhub.kit.models import LedgerEntry, Letter
from eduhub.people.states import Role
from tests.makers import NOW, make_actor, make_company
from tests.makers.advice import make_adviser, make_case, make_sign


def sign(pk, kind, topics, *, first=False):
    return Signpost(pk=pk, kind=kind, topics=topics, comes_first=first)


AGENCY, GUIDE = sign(1, "agency", ["abroad", "funding"]), sign(2, "guide", ["abroad", "privacy"])
FIRST = sign(3, "guide", ["privacy"], first=True)


@pytest.mark.parametrize(
    ("topics", "fields", "signs", "led"),
    [
        (["funding"], {"funding"}, [AGENCY], Led("adviser", "funding")),
        (["abroad"], {"funding"}, [GUIDE, AGENCY], Led("agency", "abroad", 1)),
        (["privacy"], set(), [AGENCY, GUIDE], Led("guide", "privacy", 2)),
        (["privacy"], {"privacy"}, [FIRST], Led("guide", "privacy", 3)),
        (["sales", "funding"], {"funding"}, [], Led("adviser", "funding")),
        (["funding", "sales"], {"sales"}, [AGENCY], Led("agency", "funding", 1)),
        (["sales", "evidence"], set(), [AGENCY], Led("adviser", "sales")),
    ],
)
def test_a_need_is_led_by_its_first_topic_that_anything_fits(topics, fields, signs, led):
    assert triage(topics, fields, signs) == led


@pytest.mark.django_db
def test_stage_and_language_must_fit_too():
    make_adviser(stages=["growing"], languages=["fi"])

    other_stage = make_case(stage="idea", language="fi")
    other_language = make_case(stage="growing", language="sv")
    fits = make_case(stage="growing", language="fi")

    assert [nobody_fits(one) for one in (other_stage, other_language, fits)] == [True, True, False]


@pytest.mark.django_db
def test_what_is_missing_or_tells_who_is_refused_beside_its_field():
    for told, field in (
        ({"topics": []}, "topics"),
        ({"topics": ["funding", "sales", "privacy", "evidence"]}, "topics"),
        ({"topics": ["magic"]}, "topics"),
        ({"stage": "x"}, "stage"),
        ({"language": "de"}, "language"),
        ({"words": "  "}, "words"),
        ({"words": "010594-9021 asks"}, "words"),
    ):
        with pytest.raises(Invalid) as refusal:
            make_case(**told)
        assert list(refusal.value.fields) == [field]
    assert not Case.objects.exists()


@pytest.mark.django_db
def test_the_same_form_sent_twice_asks_once():
    by, key = make_actor(Role.COMPANY_LEAD), uuid.uuid4()

    first, again = make_case(by, key=key), make_case(by, key=key, words="Once more")
    other = make_case(key=key)  # nobody gets another person's by its key

    assert (again.pk, again.words) == (first.pk, first.words)
    assert other.pk != first.pk


@pytest.mark.django_db
def test_a_wrong_route_is_put_right_with_its_reason_and_logged():
    make_adviser(topics=["funding"])
    agency, staff = make_sign(), make_actor(Role.HUB_STAFF)
    asker = make_actor(Role.COMPANY_LEAD)
    case = make_case(asker)
    to = Led("agency", "funding", agency.pk)

    services.reroute(case.pk, to, "They pay for this.", seen=1, by=staff, now=NOW)

    case.refresh_from_db()
    logged = Correction.objects.get()
    assert (case.route, case.signpost_id, case.version) == ("agency", agency.pk, 2)
    assert (logged.was_route, logged.route, logged.reason) == (
        "adviser", "agency", "They pay for this."
    )  # fmt: skip
    assert LedgerEntry.objects.filter(verb="advice.led_anew").count() == 1
    assert [(was, to) for was, to, n in corrected_routes() if n == 1] == [
        ("Hubin neuvoja", "Toinen taho")
    ]


@pytest.mark.django_db
def test_a_route_is_put_right_by_the_hub_alone_with_a_reason_over_what_was_read():
    company = make_company()
    asker, colleague = (
        make_actor(role, company) for role in (Role.COMPANY_LEAD, Role.COMPANY_MEMBER)
    )
    case, to = make_case(asker), Led("adviser", "sales")
    told = {"seen": 1, "now": NOW}

    for by, refusal in (
        (asker, NotAllowed),
        (colleague, NotAllowed),
        (make_actor(Role.TEACHER), NotFound),
    ):
        with pytest.raises(refusal):
            services.reroute(case.pk, to, "Because", by=by, **told)
    staff = make_actor(Role.HUB_STAFF)
    for led, reason in ((to, " "), (Led("adviser", "funding"), "Same"), (Led("agency", "x"), "y")):
        with pytest.raises(Invalid):
            services.reroute(case.pk, led, reason, by=staff, **told)
    with pytest.raises(Stale):
        services.reroute(case.pk, to, "Because", seen=7, by=staff, now=NOW)
    assert (Correction.objects.count(), Letter.objects.count()) == (0, 0)

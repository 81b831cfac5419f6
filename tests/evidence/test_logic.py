"""Logic models: who writes, what stays, who reads, and that nothing more than a rationale comes of it."""

import hashlib
import json

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from eduhub.evidence.models import LogicModel, LogicReview
from eduhub.evidence.queries import logic as queries
from eduhub.evidence.services import logic as services
from eduhub.evidence.states.logic import CRITERIA, LINKS
from eduhub.kit.errors import Invalid, NotAllowed, NotFound, NotNow, Stale
from eduhub.kit.lang import Text
from eduhub.people.models import User
from eduhub.people.queries import actor_for
from tests.makers import (
    NOW,
    TODAY,
    make_actor,
    make_membership,
    make_organisation,
    make_person,
    make_solution,
)
from tests.makers.evidence import make_agreed, make_draft, make_frozen, make_plan
from tests.makers.reasoned import (
    ALL_MET,
    STUDY,
    make_logic,
    make_read,
    make_reasoned,
    reasoning,
)

pytestmark = pytest.mark.django_db


def write(solution, by, seen=0, **fields):
    return services.write_logic(solution.pk, reasoning(**fields), seen=seen, by=by, now=NOW)


def test_four_people_before_a_draft(client):
    solution = make_solution()
    colleague = make_actor("company_member", solution.company)
    make_reasoned(solution)

    assert write(solution, colleague, seen=1).edition == 2
    for nobody in ("company_lead", "researcher", "hub_staff"):
        with pytest.raises(NotAllowed):
            write(solution, make_actor(nobody), seen=2)
    hidden = make_solution(solution.company, state="draft")
    with pytest.raises(NotFound):
        write(hidden, make_actor("researcher"))
    assert client.get(f"/en/logic-models/{solution.pk}/").status_code == 404


def test_researchers_whom_the_hub_named_in_a_plan_may_write():
    university = make_organisation("university")
    plan = make_plan(make_agreed(), make_draft(researchers_id=university.pk))
    named = make_actor("researcher", university)

    model = write(plan.pilot.solution, named)

    assert model.writers == [university.pk]


def test_a_published_version_is_what_its_fingerprint_was_taken_of(client):
    model = make_logic()

    told = client.get(f"/en/logic-models/versions/{model.pk}/model.json").content
    assert hashlib.sha256(told).hexdigest() == model.fingerprint
    content = json.loads(told)
    assert content["activities"][1] == {
        "fi": "Opettaja seuraa.",
        "sv": "",
        "en": "The teacher follows.",
    }
    assert content["links"]["near"]["sources"] == [
        {
            "words": "Somebody: Feedback in mathematics, 2021",
            "url": "https://doi.org/10.1234/abc.5",
        }
    ]


def test_a_new_version_is_written_beside_the_one_that_stands():
    first = make_logic()
    lead = make_actor("company_lead", first.solution.company)

    second = write(first.solution, lead, need=Text(en="Another need."))
    assert queries.standing_of(first.solution).model == first
    services.publish_logic(first.solution_id, seen=1, by=lead, now=NOW)

    assert (second.version, queries.standing_of(first.solution).model) == (2, second)
    with pytest.raises(NotNow):
        services.publish_logic(first.solution_id, seen=1, by=lead, now=NOW)


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("near", {"near": Text(fi="Yksi", en="One\nTwo")}),
        ("outputs", {"outputs": Text(en="\n".join("abcdefghijklm"))}),
        ("sources_near", {"sources": dict.fromkeys(LINKS, "A book that I remember")}),
        (
            "reason_far",
            {
                "reasons": dict.fromkeys(LINKS, Text(en="So")) | {"far": Text()},
                "sources": dict.fromkeys(LINKS, STUDY),
            },
        ),
    ],
)
def test_what_contradicts_itself_is_refused_at_its_field(field, given):
    with pytest.raises(Invalid) as refused:
        make_reasoned(**given)

    assert field in refused.value.fields


def test_a_model_with_a_gap_is_not_published(client):
    model = make_reasoned(
        outputs=Text(),
        far=Text(),
        reasons=dict.fromkeys(LINKS, Text()),
        sources=dict.fromkeys(LINKS, ""),
    )
    client.force_login(make_person("company_lead", model.solution.company))

    refused = client.post(f"/en/logic-models/{model.solution_id}/publish/", {"seen": "1"})

    words = refused.content.decode()
    assert refused.status_code == 422
    assert (
        "Still missing: What comes of it at once; Why should this be done, given the need?"
        in words
    )
    assert "far outcomes?" not in words  # they may be left out, and so may their reason


@pytest.mark.parametrize("missing", CRITERIA)
def test_only_all_criteria_make_a_rationale_and_nothing_makes_more(missing):
    model = make_logic()

    assert make_read(model, **{missing: False}).tier == "none"
    assert queries.rationales() == set()
    assert make_read(model).tier == "tier_4"
    assert queries.rationales() == {model.solution_id}
    with (
        pytest.raises(IntegrityError, match="logic_alone_is_tier_4_at_most"),
        transaction.atomic(),
    ):
        LogicReview.objects.create(
            logic_model=model,
            version=9,
            criteria={},
            tier="tier_3",
            grounds="Strong",
            written_at=NOW,
            written_as="hub_staff",
        )


def test_nobody_reviews_what_their_own_people_wrote_or_sell():
    university = make_organisation("university")
    plan = make_plan(make_agreed(), make_draft(researchers_id=university.pk))
    solution = plan.pilot.solution
    named = make_actor("researcher", university)
    write(solution, named)
    model = services.publish_logic(solution.pk, seen=1, by=named, now=NOW)
    two_hats = make_person("hub_staff")
    make_membership(two_hats, "company_member", solution.company)

    colleague = make_actor("researcher", university)
    hub_hat = actor_for(two_hats, TODAY)
    for insider in (colleague, hub_hat, make_actor("company_lead", solution.company)):
        with pytest.raises(NotAllowed):
            make_read(model, by=insider)
    assert make_read(model, by=make_actor("researcher")).is_rationale


def test_research_is_not_ticked_where_no_source_is_named():
    model = make_logic(sources=dict.fromkeys(LINKS, ""))

    with pytest.raises(Invalid) as refused:
        make_read(model)

    assert set(refused.value.fields) == {"research"}
    assert make_read(model, research=False).tier == "none"


def test_who_reviews_too_late_is_told():
    review = make_read()

    with pytest.raises(Stale):
        services.review_logic(
            review.logic_model_id, ALL_MET, "Late.", seen=0, by=make_actor("hub_staff"), now=NOW
        )


def test_the_database_itself_keeps_models_and_reviews():
    review = make_read()

    for rows, words in (
        (LogicModel.objects, "never changed"),
        (LogicReview.objects, "never changed"),
    ):
        with pytest.raises(DatabaseError, match=words), transaction.atomic():
            rows.update(version=7)
        with pytest.raises(DatabaseError, match="never deleted"), transaction.atomic():
            rows.all()._raw_delete("default")
    User.objects.filter(pk=review.written_by_id).delete()
    assert LogicReview.objects.get().written_by_id is None


def test_a_review_is_of_the_release_that_was_read():
    review = make_read()
    solution = review.logic_model.solution
    solution.release = "9.0"
    solution.save(update_fields=["release"])

    standing = queries.standing_of(solution)

    assert (standing.of_release, standing.is_rationale, queries.rationales()) == (
        False,
        False,
        set(),
    )


def test_a_plan_names_which_outcome_it_tests():
    pilot = make_agreed()
    model = make_logic(pilot.solution)

    plan = make_frozen(pilot, make_draft(logic_model_id=model.pk, tested_outcome="near-1"))

    told = plan.frozen["tests_outcome"]
    assert (told["logic_model"], told["outcome"]["en"]) == (model.fingerprint, "They explain.")
    for wrong in (
        {"logic_model_id": model.pk, "tested_outcome": "near-2"},
        {"logic_model_id": make_logic().pk, "tested_outcome": "near-0"},
    ):
        with pytest.raises(Invalid):
            make_plan(make_agreed(), make_draft(**wrong))


def test_the_page_shows_the_columns_in_order_and_costs_the_same(client, django_assert_num_queries):
    solution = make_read().logic_model.solution
    path = f"/en/logic-models/{solution.pk}/"
    with django_assert_num_queries(5):
        page = client.get(path).content.decode()
    lead = make_actor("company_lead", solution.company)
    for _number in range(2):
        write(solution, lead)
        services.publish_logic(solution.pk, seen=1, by=lead, now=NOW)

    with django_assert_num_queries(5):
        later = client.get(path).content.decode()

    names = [
        "Need",
        "What is done with it",
        "What comes of it at once",
        "Near outcomes",
        "Far outcomes",
    ]
    places = [page.index(f"<h3>{name}</h3>") for name in names]
    assert places == sorted(places)
    assert (page.count("model.json"), later.count("model.json")) == (1, 3)
    assert ("ESSA tier 4" in page, "ESSA tier 4" in later) == (True, False)  # nobody read the new


def test_the_company_writes_it_in_the_browser_and_loses_nothing(client):
    solution = make_solution()
    client.force_login(make_person("company_lead", solution.company))
    path = f"/en/logic-models/{solution.pk}/write/"
    half = {"seen": "0", "need_en": "A need", "for_whom_en": "Pupils", "sources_near": "A book"}

    refused = client.post(path, half)
    assert (refused.status_code, "A book" in refused.content.decode()) == (422, True)
    done = client.post(path, half | {"sources_near": STUDY, "reason_near_en": "It was tried."})

    assert done.status_code == 302
    page = client.get(f"/en/solutions/{solution.pk}/").content.decode()
    assert "Tell in five steps" in page
    assert LogicModel.objects.get().links["near"]["reason"]["en"] == "It was tried."

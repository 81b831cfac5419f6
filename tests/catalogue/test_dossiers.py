"""The privacy dossier: versions, what differs, who says yes, and the draft of an assessment."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils.translation import override

from eduhub.catalogue.models import Dossier, DossierReview, Screening
from eduhub.catalogue.queries import dossiers as queries
from eduhub.catalogue.rules.dossiers import screened
from eduhub.catalogue.services import dossiers
from eduhub.catalogue.states import Criterion, DataKind, DataPlace, DataUse, Screened, Tick
from eduhub.kit.access import VISITOR
from eduhub.kit.errors import Invalid, NotAllowed, NotFound, NotNow, Stale
from eduhub.kit.leaflets import Leaflet, pdf_of
from eduhub.kit.models import LedgerEntry, Letter
from eduhub.people.models import User
from eduhub.people.states import Role
from tests.makers import NOW, make_actor, make_company, make_solution
from tests.makers.privacy import (
    accept,
    make_answers,
    make_dossier,
    make_dossier_fields,
    make_official,
)

pytestmark = pytest.mark.django_db
NINE = list(Criterion)


@pytest.fixture
def solution():
    return make_solution(make_company())


def test_each_version_is_kept_and_the_same_again_is_none(solution):
    first = make_dossier(solution)

    second = make_dossier(solution, place=DataPlace.ELSEWHERE)
    again = make_dossier(solution, place=DataPlace.ELSEWHERE)

    assert (first.version, second.version, again.pk) == (1, 2, second.pk)
    verbs = LedgerEntry.objects.filter(verb="dossier.published")
    assert [line.facts["version"] for line in verbs.order_by("pk")] == [1, 2]


def test_two_who_publish_at_once_lose_nothing(solution):
    make_dossier(solution)
    lead = make_actor(Role.COMPANY_LEAD, solution.company)
    other = make_dossier_fields(keep_days=1, changed="Shorter.")

    with pytest.raises(Stale):
        dossiers.publish(solution.pk, other, seen=0, by=lead, now=NOW)

    assert Dossier.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"place": ""}, "place"),
        ({"whose": []}, "whose"),
        ({"ground": "none"}, "ground"),
        ({"data": {}, "whose": []}, "ground"),
        ({"data": {DataKind.VOICE: []}}, "use_voice"),
        ({"data": {DataKind.VOICE: ["no_such_use"]}}, "use_voice"),
        ({"data": {"shoe_size": [DataUse.STUDY]}}, "use_shoe_size"),
        ({"high_risk_uses": ["tests"]}, "uses_ai"),
    ],
)
def test_what_contradicts_itself_is_refused_at_its_field(solution, wrong, field):
    with pytest.raises(Invalid) as refusal:
        make_dossier(solution, **wrong)

    assert list(refusal.value.fields) == [field]


def test_a_new_version_says_what_is_new(solution):
    make_dossier(solution)

    with pytest.raises(Invalid) as refusal:
        make_dossier(solution, keep_days=1, changed=" ")

    assert list(refusal.value.fields) == ["changed"]


def test_who_publishes_reviews_and_reads(solution):
    dossier = make_dossier(solution)
    colleague = make_actor(Role.COMPANY_MEMBER, solution.company)
    stranger, staff = make_actor(Role.COMPANY_LEAD), make_actor(Role.HUB_STAFF)
    fields = make_dossier_fields(keep_days=1, changed="Shorter.")

    assert dossiers.publish(solution.pk, fields, seen=1, by=colleague, now=NOW).version == 2
    for by, refusal in ((staff, NotAllowed), (stranger, NotAllowed), (VISITOR, NotAllowed)):
        with pytest.raises(refusal):
            dossiers.publish(solution.pk, fields, seen=2, by=by, now=NOW)
    for by, refusal in ((staff, NotAllowed), (stranger, NotFound), (VISITOR, NotFound)):
        with pytest.raises(refusal):
            accept(dossier, by)
    assert [d.version for d in queries.versions_of(make_official(), solution.pk)] == [2, 1]
    assert not queries.versions_of(stranger, solution.pk)


def test_only_the_newest_version_is_reviewed(solution):
    old = make_dossier(solution)
    make_dossier(solution, keep_days=1)

    with pytest.raises(NotNow):
        accept(old)

    assert not DossierReview.objects.exists()


def test_one_yes_makes_a_version_public_and_the_last_word_counts(solution):
    dossier, official = make_dossier(solution), make_official()
    other = make_official()
    seen = [queries.accepted_version(solution.pk)]
    for by, verdict in ((official, "accepted"), (other, "needs_more"), (official, "needs_more")):
        accept(dossier, by, verdict)
        seen.append(queries.accepted_version(solution.pk))

    assert seen == [None, dossier, dossier, None]
    assert [row.verdict for row in queries.reviews_standing(dossier)] == ["needs_more"] * 2


def test_the_public_keeps_the_accepted_version_until_the_next_is_accepted(solution):
    first = make_dossier(solution)
    accept(first)

    second = make_dossier(solution, place=DataPlace.ELSEWHERE)

    assert queries.accepted_version(solution.pk) == first
    assert not queries.is_accepted(second)


def test_those_who_reviewed_an_earlier_version_are_asked_again(solution):
    first, official = make_dossier(solution), make_official()
    accept(first, official)
    assert not queries.dossiers_to_review(official)
    Letter.objects.all().delete()

    second = make_dossier(solution, keep_days=1)

    assert list(queries.dossiers_to_review(official)) == [second]
    make_official()
    assert Letter.objects.filter(kind="catalogue/dossier_changed").count() == 1


def test_what_differs_is_told_line_by_line(solution):
    first = make_dossier(solution)
    second = make_dossier(
        solution, place=DataPlace.ELSEWHERE, data={DataKind.VOICE: [DataUse.STUDY]}
    )

    with override("en"):
        found = [(c.name, c.before, c.after) for c in queries.changes_between(first, second)]

    uses = "teaching and learning with it, showing the teacher how it goes"
    assert found == [
        ("Answers or work of a pupil", uses, ""),
        (
            "Where data are kept, at the farthest",
            "The European Union or the EEA",
            "Elsewhere",
        ),
        ("Voices", "", "a study"),
    ]


@pytest.mark.parametrize(
    ("holding", "unsure", "outcome"),
    [
        (0, 0, Screened.NOT_NEEDED),
        (1, 0, Screened.NOT_NEEDED),
        (1, 1, Screened.UNSURE),
        (0, 2, Screened.UNSURE),
        (2, 0, Screened.NEEDED),
        (2, 7, Screened.NEEDED),
    ],
)
def test_two_criteria_that_hold_ask_for_an_assessment(holding, unsure, outcome):
    ticks = [Tick.YES] * holding + [Tick.UNSURE] * unsure
    ticks += [Tick.NO] * (9 - len(ticks))

    assert screened(dict(zip(NINE, ticks, strict=True))) == outcome


def test_each_question_needs_its_answer_and_its_reason(solution):
    dossier, official = make_dossier(solution), make_official()
    whole = make_answers(Criterion.VULNERABLE, Criterion.NEW)
    for lacking in ((Tick.YES, " "), ("perhaps", "So."), ("", "")):
        with pytest.raises(Invalid):
            dossiers.screen(dossier.pk, whole | {"new": lacking}, by=official, now=NOW)

    row = dossiers.screen(dossier.pk, whole, by=official, now=NOW)
    again = dossiers.screen(dossier.pk, whole, by=official, now=NOW)

    assert (row.outcome, again.pk, Screening.objects.count()) == ("needed", row.pk, 1)


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_draft_says_what_both_have_written_as_page_and_pdf(solution, language):
    dossier, official = (
        make_dossier(solution, uses_ai=True, high_risk_uses=["tests"]),
        make_official(),
    )
    answers = make_answers(Criterion.VULNERABLE, Criterion.NEW)
    screening = dossiers.screen(dossier.pk, answers, by=official, now=NOW)

    with override(language):
        draft = queries.assessment(dossier, screening, language)

    names = [name for name, _words in draft.parts[1].facts]
    with override(language):
        assert names == [str(one.label) for one in NINE]
    assert pdf_of(draft).startswith(b"%PDF-")
    assert Leaflet.of(draft.as_data) == draft


@pytest.mark.parametrize("deed", ["UPDATE {} SET id = id", "DELETE FROM {}"])
@pytest.mark.parametrize("table", ["dossier", "dossierreview", "screening"])
def test_the_database_keeps_what_was_published_and_said(solution, table, deed):
    dossier, official = make_dossier(solution), make_official()
    accept(dossier, official)
    dossiers.screen(dossier.pk, make_answers(), by=official, now=NOW)

    with (
        pytest.raises(DatabaseError, match="written once"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(deed.format(f"catalogue_{table}"))


def test_a_person_who_is_erased_is_cut_from_what_they_published(solution):
    dossier = make_dossier(solution)
    User.objects.get(pk=dossier.published_by_id).delete()

    dossier.refresh_from_db()
    assert (dossier.published_by, dossier.version) == (None, 1)

"""What a company's people do with solutions and their profile: the services."""

import uuid

import pytest

from eduhub.catalogue.models import Company, Solution
from eduhub.catalogue.services import companies, solutions
from eduhub.catalogue.services.companies import CompanyFields
from eduhub.kit.access import VISITOR
from eduhub.kit.errors import Invalid, NotAllowed, NotFound, NotNow, Stale
from eduhub.kit.lang import Text
from eduhub.kit.models import LedgerEntry, StoredFile
from tests.makers import NOW, make_actor, make_company, make_organisation, make_solution
from tests.makers.catalogue import complete, picture_file

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.FILES = str(tmp_path)


@pytest.fixture
def company():
    return make_company()


@pytest.fixture
def lead(company):
    return make_actor("company_lead", company)


def ledger():
    return list(LedgerEntry.objects.order_by("pk").values_list("verb", "facts"))


def test_a_new_solution_is_a_draft_and_two_clicks_make_one(company, lead):
    key = uuid.uuid4()

    first = solutions.add(company.pk, complete(), by=lead, key=key, now=NOW)
    second = solutions.add(company.pk, complete(), by=lead, key=key, now=NOW)

    assert (first.pk, first.state) == (second.pk, "draft")
    assert Solution.objects.count() == 1
    assert ledger() == [("solution.added", {})]


@pytest.mark.parametrize(
    ("role", "refusal"),
    [("company_lead", NotAllowed), ("teacher", NotAllowed), ("investor", NotAllowed)],
)
def test_others_do_not_add_to_a_company(company, role, refusal):
    with pytest.raises(refusal):
        solutions.add(company.pk, complete(), by=make_actor(role), key=uuid.uuid4(), now=NOW)

    assert not Solution.objects.exists()


@pytest.mark.parametrize("role", ["company_lead", "company_member", "hub_staff", "hub_lead"])
def test_the_companys_people_and_the_hubs_change_it(company, role):
    solution = make_solution(company)
    actor = make_actor(role, company if role.startswith("company") else None)

    solutions.change(solution.pk, complete(name=Text(sv="Nytt")), by=actor, seen=1, now=NOW)

    solution.refresh_from_db()
    assert (solution.name, solution.version) == (Text(sv="Nytt"), 2)
    assert ledger() == [("solution.changed", {"fields": ["name", "pitch", "codes"]})]


@pytest.mark.parametrize(
    ("state", "who", "refusal"),
    [
        ("published", "company_lead", NotAllowed),  # of another company
        ("published", "principal", NotAllowed),
        ("published", None, NotAllowed),
        ("draft", "company_lead", NotFound),
        ("draft", None, NotFound),
    ],
)
def test_nobody_else_changes_publishes_or_withdraws(company, state, who, refusal):
    solution = make_solution(company, state=state)
    actor = make_actor(who) if who else VISITOR

    for deed in (solutions.publish, solutions.withdraw):
        with pytest.raises(refusal):
            deed(solution.pk, by=actor, now=NOW)
    with pytest.raises(refusal):
        solutions.change(solution.pk, complete(), by=actor, seen=1, now=NOW)
    assert not LedgerEntry.objects.exists()


def test_the_second_of_two_writers_overwrites_nothing(company, lead):
    solution = make_solution(company)
    solutions.change(solution.pk, complete(name=Text(fi="Eka")), by=lead, seen=1, now=NOW)

    with pytest.raises(Stale) as refused:
        solutions.change(solution.pk, complete(name=Text(fi="Toka")), by=lead, seen=1, now=NOW)

    solution.refresh_from_db()
    assert solution.name == Text(fi="Eka")
    assert refused.value.facts == {"standing": 2, "seen": 1}


@pytest.mark.parametrize(
    ("lacks", "missing"),
    [
        ({"pitch": Text()}, ["pitch"]),
        ({"codes": ["device-tablet", "language-fi"]}, ["subject"]),
        ({"codes": ["age-adults"]}, []),
        ({"pitch": Text(), "codes": []}, ["pitch", "subject"]),
    ],
)
def test_publishing_needs_what_schools_need_and_says_what_is_missing(
    company, lead, lacks, missing
):
    made = solutions.add(company.pk, complete(**lacks), by=lead, key=uuid.uuid4(), now=NOW)

    if not missing:
        assert solutions.publish(made.pk, by=lead, now=NOW).is_published
        return
    with pytest.raises(NotNow) as refused:
        solutions.publish(made.pk, by=lead, now=NOW)

    assert refused.value.facts == {"missing": missing}
    assert not Solution.objects.published().exists()


def test_published_twice_is_published_once_and_told_once(company, lead, monkeypatch):
    made = solutions.add(company.pk, complete(), by=lead, key=uuid.uuid4(), now=NOW)
    told = []
    monkeypatch.setattr(solutions, "post", told.append)

    solutions.publish(made.pk, by=lead, now=NOW)
    solutions.publish(made.pk, by=lead, now=NOW)

    assert [notice.solution_id for notice in told] == [made.pk]
    assert [verb for verb, _ in ledger()] == ["solution.added", "solution.published"]


def test_withdrawn_it_is_hidden_and_keeps_the_day_it_was_first_published(company, lead):
    made = solutions.add(company.pk, complete(), by=lead, key=uuid.uuid4(), now=NOW)
    solutions.publish(made.pk, by=lead, now=NOW)
    later = NOW.replace(month=10)

    solutions.withdraw(made.pk, by=lead, now=later)
    solutions.withdraw(made.pk, by=lead, now=later)
    assert not Solution.objects.published().exists()
    solutions.publish(made.pk, by=lead, now=later)

    assert Solution.objects.published().get().published_at == NOW


def test_what_is_published_cannot_lose_what_schools_need(company, lead):
    made = solutions.add(company.pk, complete(), by=lead, key=uuid.uuid4(), now=NOW)
    solutions.publish(made.pk, by=lead, now=NOW)

    with pytest.raises(Invalid) as refused:
        solutions.change(made.pk, complete(pitch=Text(), codes=[]), by=lead, seen=2, now=NOW)

    assert set(refused.value.fields) == {"pitch", "subject"}
    assert Solution.objects.get().pitch == Text(fi="Pelejä murtoluvuista")


def test_a_new_picture_takes_the_place_of_the_old_one(company, lead):
    solution = make_solution(company)
    written = complete(picture=picture_file(), picture_words=Text(fi="Kuva"))
    solutions.change(solution.pk, written, by=lead, seen=1, now=NOW)
    first = Solution.objects.get().picture_id

    solutions.change(solution.pk, written, by=lead, seen=2, now=NOW)
    second = Solution.objects.get().picture_id
    assert first != second
    assert list(StoredFile.objects.values_list("pk", flat=True)) == [second]
    solutions.change(solution.pk, complete(drop_picture=True), by=lead, seen=3, now=NOW)

    assert not StoredFile.objects.exists()


def test_the_profile_is_made_when_first_written_and_guarded_by_its_version(lead, company):
    Company.objects.all().delete()

    companies.change(company.pk, CompanyFields(founded=2019), by=lead, seen=1, now=NOW)
    with pytest.raises(Stale):
        companies.change(company.pk, CompanyFields(founded=2020), by=lead, seen=1, now=NOW)

    assert Company.objects.get().founded == 2019
    assert ledger() == [("company.changed", {"fields": ["founded"]})]


@pytest.mark.parametrize(("role", "own"), [("company_lead", False), ("principal", False)])
def test_nobody_else_writes_the_profile(company, role, own):
    with pytest.raises(NotAllowed):
        companies.change(company.pk, CompanyFields(), by=make_actor(role), seen=1, now=NOW)


def test_a_school_has_no_company_profile():
    school = make_organisation("school")

    with pytest.raises(NotAllowed):
        companies.change(school.pk, CompanyFields(), by=make_actor("hub_lead"), seen=1, now=NOW)
    companies.open_profile(school.pk)

    assert not Company.objects.exists()

"""The directory of solutions by what is known of their effect."""

import pytest

from eduhub.catalogue.queries.directory import Question, directory, solutions_found
from eduhub.evidence.queries.facets import codes_by_solution
from eduhub.site import urls
from tests.makers import make_solution
from tests.makers.pooled import make_pooled
from tests.makers.reasoned import make_logic, make_read

pytestmark = pytest.mark.django_db
assert urls  # what evidence hangs on the directory hangs there once the addresses are known


def found_with(*codes):
    question = Question(chosen={"evidence": codes})
    return set(solutions_found(question).solutions.values_list("pk", flat=True))


@pytest.fixture
def each():
    """One solution that pilots found better, one whose model alone was read, two without."""
    (pool,) = make_pooled(26.0)
    read = make_read().logic_model.solution_id
    made = make_logic().solution_id  # that nobody has read is worth no more than nothing
    return pool.solution_id, read, made, make_solution(codes=["subject-maths"]).pk


def test_each_solution_stands_where_its_evidence_is(each):
    better, read, made, bare = each

    assert codes_by_solution() == {better: {"evidence-better"}, read: {"evidence-rationale"}}
    assert found_with("evidence-better") == {better}
    assert found_with("evidence-none") == {made, bare}
    assert found_with("evidence-rationale", "evidence-none") == {read, made, bare}
    assert found_with("evidence-worse") == set()


@pytest.mark.parametrize(
    "chosen",
    [
        {},
        {"evidence": ["evidence-none"]},
        {"subject": ["subject-maths"]},
        {"evidence": ["evidence-better"], "subject": ["subject-maths"]},
    ],
)
def test_the_counts_are_what_choosing_would_show(each, chosen):
    answer = directory(Question(chosen=chosen))

    told = {facet.kind: facet for facet in answer.facets}
    assert [c.topic.code for c in told["evidence"].choices if c.chosen] == chosen.get(
        "evidence", []
    )
    assert answer.total == solutions_found(Question(chosen=chosen)).solutions.count()
    for facet in answer.facets:
        for choice in facet.choices:
            alone = chosen | {facet.kind: [choice.topic.code]}
            assert choice.count == solutions_found(Question(chosen=alone)).solutions.count()


def test_a_measured_solution_is_never_called_a_rationale_only(each):
    better = each[0]
    make_read(make_logic(solution=directory(Question()).solutions.get(pk=better)))

    assert codes_by_solution()[better] == {"evidence-better"}


def test_page_and_api_narrow_by_it(client, each):
    better = each[0]

    page = client.get("/en/solutions/?evidence=evidence-better").content.decode()
    rows = client.get("/api/v1/solutions?topic=evidence-better").json()["data"]

    assert (page.count('<li class="card'), [row["id"] for row in rows]) == (1, [better])
    assert 'name="evidence" value="evidence-better" checked' in page
    assert client.get("/api/v1/solutions?topic=evidence-magic").status_code == 422


def test_what_was_drawn_is_drawn_anew_once_somebody_has_read_a_model(client):
    model = make_logic()
    address = "/en/solutions/?evidence=evidence-rationale"
    before = client.get(address).content.decode()

    make_read(model)

    after = client.get(address).content.decode()
    assert (before.count('<li class="card'), after.count('<li class="card')) == (0, 1)

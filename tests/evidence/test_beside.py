"""What stands beside a result: kept with it, told through the gate, or not done with a reason."""

import pytest
from django.utils.translation import override

from eduhub.evidence.models import Result
from eduhub.evidence.queries.appendix import Gap, appendix_of
from eduhub.evidence.queries.beside import chance
from eduhub.evidence.queries.reports import fetched
from tests.evidence.test_reports import whole_of
from tests.makers.evidence import make_analysed, make_published

pytestmark = [pytest.mark.django_db, pytest.mark.same_everywhere]


def changed(plan, **facts):
    """The result as it would be with other facts; nothing is saved."""
    result = fetched(plan.pk)
    result.content = result.content | facts
    return appendix_of(result)


def test_a_result_keeps_what_the_whole_plan_asks_for():
    plan = make_published(26.0, 20.0, 12)

    parts = Result.objects.get().facts["parts"]
    told = appendix_of(fetched(plan.pk))

    assert parts["not_done"] == {"balance": "no_baseline"}
    assert [one.prior for one in told.beliefs] == ["flat", "usual", "sceptical"]
    assert sum(told.chance.counts) == told.chance.assignments == 924
    assert told.mixed.low < told.mixed.estimate < told.mixed.high
    assert (told.same.is_shown, told.balance) == (False, Gap.NO_BASELINE)
    assert (told.bounds.low, told.bounds.high) == pytest.approx((6.0, 6.0))  # nobody is missing


def test_what_could_give_somebody_away_is_not_told():
    plan = make_published()
    facts = Result.objects.get().facts
    compares, tries = facts["arms"]

    few_lost = changed(plan, assigned=[compares["pupils"] + 4, tries["pupils"] + 40])
    few_classes = changed(plan, arms=[compares, tries | {"classes": 3}])

    assert few_lost.lost is Gap.FEW_LOST
    assert {few_classes.mixed, few_classes.chance, few_classes.bounds} == {Gap.FEW_CLASSES}
    before = appendix_of(fetched(make_analysed().pk))
    assert {before.mixed, before.same, before.bounds, before.lost} == {Gap.NOT_YET}


def test_an_older_result_says_that_it_is_older():
    plan = make_published()
    result = fetched(plan.pk)
    for name in ("parts", "assigned"):
        del result.content[name]

    told = appendix_of(result)

    assert {told.mixed, told.beliefs, told.chance, told.lost} == {Gap.OLDER}


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "The interval of 90 % runs from"),
        ("fi", "90 %:n väli"),
        ("sv", "intervallet på 90 %"),
    ],
)
def test_the_full_report_tells_it_in_the_readers_language(language, words):
    plan = make_published()

    section = next(one for one in whole_of(plan, language) if one.key == "beside")

    with override(language):
        assert words.casefold() in " ".join(section.paragraphs).casefold()
    assert [len(row) for row in section.tables[0].rows] == [4, 4, 4]


@pytest.mark.parametrize(("language", "words"), [("en", "< 0.001"), ("fi", "< 0,001")])
def test_no_p_is_nought(language, words):
    with override(language):
        assert (chance(1e-9), chance(0.0), chance(0.01)[-3:]) == (words, words, "010")

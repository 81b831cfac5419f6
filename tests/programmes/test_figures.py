"""Key figures are asked, answered, corrected beside what stood, and never guessed."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from eduhub.kit.access import VISITOR
from eduhub.kit.errors import Invalid, NotAllowed, NotFound, NotNow, Stale
from eduhub.kit.models import Letter
from eduhub.people.states import Role
from eduhub.programmes.models import Ask, AskLink, FigureAnswer, FigureRound, Stay
from eduhub.programmes.queries import figures as queries
from eduhub.programmes.queries import results
from eduhub.programmes.services import figure_letters, figures, stays
from eduhub.programmes.services.figures import period_before
from tests.makers import NOW, make_actor, make_company, make_person
from tests.makers.figures import DAY, YEAR, lead_of, make_key_figure, make_round, make_stay, tell
from tests.makers.programmes import make_programme

pytestmark = pytest.mark.django_db


def token_of(letter):
    return letter.text.partition("/figures/link/")[2].partition("/")[0]


def test_the_four_and_the_own_are_frozen_in_a_round():
    programme = make_programme()
    own = make_key_figure(programme)
    round_ = make_round(programme)

    make_key_figure(programme, "Later")

    codes = list(round_.figures.order_by("place").values_list("code", flat=True))
    assert codes == ["operating", "turnover", "jobs", "funding", own.code]
    assert round_.figures.get(code="jobs").name.fi == "Työpaikkoja"


def test_a_period_is_asked_once():
    programme = make_programme()

    first, again = make_round(programme), make_round(programme)

    assert first == again
    assert Ask.objects.count() == 1


def test_an_answer_is_corrected_beside_what_stood():
    ask = Ask.objects.get(round=make_round())
    lead = lead_of(ask)
    tell(ask, lead, turnover=100, jobs="dont_know")

    tell(ask, lead, turnover=120, jobs="dont_know")

    told = [(one.figure.code, one.number, one.said, one.value) for one in queries.answers_to(ask)]
    assert told == [
        ("turnover", 1, "known", 100),
        ("turnover", 2, "known", 120),
        ("jobs", 1, "dont_know", None),
    ]
    with pytest.raises(DatabaseError), transaction.atomic():
        FigureAnswer.objects.update(value=1, said="known")


def test_two_who_answer_at_once_overwrite_nothing():
    ask = Ask.objects.get(round=make_round())
    lead = lead_of(ask)
    tell(ask, lead, turnover=100)

    with pytest.raises(Stale):
        figures.answer(ask.pk, {}, seen=1, by=lead, now=NOW)


def test_who_answers_for_a_company():
    ask = Ask.objects.get(round=make_round())
    home = ask.stay.organisation
    refused = {}
    for who, actor in {
        "colleague": make_actor(Role.COMPANY_MEMBER, home),
        "stranger": make_actor(Role.COMPANY_LEAD, make_company()),
        "staff": make_actor(Role.HUB_STAFF),
        "visitor": VISITOR,
    }.items():
        with pytest.raises((NotAllowed, NotFound)) as refusal:
            tell(ask, actor, turnover=1)
        refused[who] = refusal.type

    tell(ask, lead_of(ask), turnover=1)

    assert refused == {
        "colleague": NotAllowed, "stranger": NotFound, "staff": NotAllowed, "visitor": NotFound,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("code", "value"), [("turnover", -1), ("operating", 2), ("jobs", 10**12), ("jobs", "NaN")]
)
def test_what_cannot_be_is_refused_beside_the_figure(code, value):
    ask = Ask.objects.get(round=make_round())
    figure = ask.round.figures.get(code=code)
    saying = figures.Saying(Decimal(value))

    with pytest.raises(Invalid) as refusal:
        figures.answer(ask.pk, {figure.pk: saying}, seen=1, by=lead_of(ask), now=NOW)

    assert list(refusal.value.fields) == [f"f{figure.pk}"]


def test_a_letter_goes_out_once_and_its_link_opens_until_the_round_is_over():
    home = make_company()
    make_person(Role.COMPANY_LEAD, home, email="lead@example.org", language="sv")
    programme = make_programme()
    make_stay(programme, home)
    ask = Ask.objects.get(round=make_round(programme))

    for _twice in range(2):
        figure_letters.ask_company(ask.pk, now=NOW)

    letter = Letter.objects.get(to="lead@example.org", kind="programmes/figures")
    assert figures.open_link(token_of(letter), now=NOW).ask == ask
    assert figures.open_link(token_of(letter), now=ask.round.ends_at - DAY).ask == ask
    with pytest.raises(NotFound):
        figures.open_link(token_of(letter), now=ask.round.ends_at)
    with pytest.raises(NotFound):
        figures.open_link("guessed", now=NOW)


def test_a_link_answers_for_its_own_company_alone_and_can_be_ended():
    round_ = make_round(companies=2)
    mine, other = Ask.objects.filter(round=round_).order_by("pk")
    staff = make_actor(Role.HUB_STAFF)
    link = figure_letters.send_link(mine.pk, "A@Example.org", "fi", by=staff, now=NOW)

    figures.answer(mine.pk, {}, seen=1, link=link, by=VISITOR, now=NOW)

    with pytest.raises(NotAllowed):
        figures.answer(other.pk, {}, seen=1, link=link, by=VISITOR, now=NOW)
    token = token_of(Letter.objects.get(to="a@example.org"))
    assert figures.revoke_links(mine.pk, by=staff, now=NOW) == 1
    with pytest.raises(NotFound):
        figures.open_link(token, now=NOW)


def test_who_is_silent_is_reminded_once():
    home = make_company()
    make_person(Role.COMPANY_LEAD, home)
    programme = make_programme()
    for one in (home, make_company()):
        make_stay(programme, one)
    round_ = make_round(programme)
    silent, told = Ask.objects.filter(round=round_).order_by("pk")
    tell(told, lead_of(told), operating=1)
    week_before = round_.due_at - 7 * DAY

    counts = [figure_letters.remind(now=at) for at in (NOW, week_before, week_before + DAY)]

    assert counts == [0, 1, 0]
    assert [one.ask for one in AskLink.objects.all()] == [silent]


def test_what_is_known_is_not_asked_again():
    home = make_company()
    first, second = make_programme(), make_programme()
    for one in (first, second):
        make_stay(one, home)
    before = Ask.objects.get(
        round=make_round(first, period=(dt.date(2024, 1, 1), dt.date(2024, 12, 31)))
    )
    tell(before, lead_of(before), turnover=50, jobs=3)
    same = Ask.objects.get(round=make_round(first))
    tell(same, lead_of(same), turnover=80)
    ask = Ask.objects.get(round=make_round(second))

    asked = queries.figures_asked(ask)
    known = queries.known_of(ask, asked)

    values = {one.code: known[one.pk].value for one in asked}
    # Told to the first programme of the same year; of the year before; a whole year is no other.
    assert values == {"operating": None, "turnover": 80, "jobs": 3, "funding": None}
    tell(ask, lead_of(ask), turnover=80)
    earlier = queries.known_of(before, queries.figures_asked(before))
    assert {one.value for one in earlier.values()} == {None}


def test_each_gap_has_its_reason():
    round_ = make_round(companies=6)
    whole, dont, wont, opened, silent, _unreached = Ask.objects.filter(round=round_).order_by("pk")
    tell(whole, lead_of(whole), turnover=10, jobs=1)
    tell(dont, lead_of(dont), turnover="dont_know")
    tell(wont, lead_of(wont), turnover="wont_say", jobs=2)
    figures.seen_by_company(opened, now=NOW)
    for ask in (opened, silent):
        staff = make_actor(Role.HUB_STAFF)
        figure_letters.send_link(ask.pk, "x@example.org", "fi", by=staff, now=NOW)

    found = {one.figure.code: one.sums for one in results.whole_of(round_).results}

    rest = {"opened": 1, "silent": 1, "unreached": 1}
    assert found["turnover"].missing == {"dont_know": 1, "wont_say": 1, **rest}
    assert found["jobs"].missing == {"left_empty": 1, **rest}
    assert (found["jobs"].asked, found["jobs"].answered, found["jobs"].total) == (6, 2, 3)


def test_everybody_reads_a_sum_once_nobody_can_change_it_and_no_company_shows():
    programme = make_programme()
    for number in range(7):
        make_stay(programme, make_company() if number else None)
    round_ = make_round(programme)
    for number, ask in enumerate(Ask.objects.filter(round=round_).order_by("pk")[:5]):
        tell(ask, lead_of(ask), turnover=100 + number, jobs=1000 if number == 0 else 0)

    early = results.periods_to_show(round_.ends_at - DAY)
    (period,) = results.periods_to_show(round_.ends_at)

    assert early == []
    shown = {one.figure.code: (one.value, one.answered, one.asked) for one in period.figures}
    assert shown == {
        "operating": (None, 0, 7),
        "turnover": (510, 5, 7),
        "jobs": (None, 5, 7),
        "funding": (None, 0, 7),
    }


def test_no_answer_comes_after_the_end():
    ask = Ask.objects.get(round=make_round())

    with pytest.raises(NotNow):
        tell(ask, lead_of(ask), now=ask.round.ends_at, turnover=1)


@pytest.mark.parametrize(
    ("rhythm", "day", "period"),
    [
        ("yearly", "2026-01-01", ("2025-01-01", "2025-12-31")),
        ("half_yearly", "2026-06-30", ("2025-07-01", "2025-12-31")),
        ("half_yearly", "2026-07-01", ("2026-01-01", "2026-06-30")),
        ("by_hand", "2026-07-01", None),
    ],
)
def test_the_period_that_is_over(rhythm, day, period):
    found = period_before(rhythm, dt.date.fromisoformat(day))

    assert found == (period and tuple(dt.date.fromisoformat(one) for one in period))


def test_rounds_open_by_themselves_once():
    programme = make_programme()
    make_stay(programme)
    figures.keep_plan(
        programme.pk, "yearly", 45, 28, seen=0, by=make_actor(Role.HUB_STAFF), now=NOW
    )

    counts = [figures.open_due(now=NOW + day * DAY) for day in (0, 1)]

    assert counts == [1, 0]
    assert [(one.first, one.last) for one in FigureRound.objects.all()] == [YEAR]


def test_a_company_decides_for_how_long_it_is_asked():
    stay = make_stay(make_programme())
    lead = make_actor(Role.COMPANY_LEAD, stay.organisation)
    assert timezone.localtime(stay.follow_until).date() == dt.date(2030, 2, 1)  # at midnight

    stays.choose_years(stay.pk, 0, by=lead, now=NOW - 900 * DAY)

    with pytest.raises(NotNow):
        make_round(stay.programme, companies=0)
    with pytest.raises(NotAllowed):
        stays.choose_years(stay.pk, 5, by=make_actor(Role.HUB_STAFF), now=NOW)
    assert Stay.objects.get().years == 0

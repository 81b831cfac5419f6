"""Asks and offers: posted, answered with one click, closed, renewed, lapsed, taken down."""

import datetime as dt
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from eduhub.asks import services
from eduhub.asks.models import Answer, Ask
from eduhub.asks.services import LIFETIME, Told
from eduhub.asks.services.letters import remind_and_lapse, tell_the_poster
from eduhub.asks.services.letters import tell_that_it_was_taken_down as tell_why
from eduhub.kit.errors import Invalid, NotAllowed, NotFound, NotNow, Stale
from eduhub.kit.models import LedgerEntry, Letter
from eduhub.kit.retention import sweep
from eduhub.people.models import User
from eduhub.people.queries import actor_for
from eduhub.people.states import Role
from tests.makers import NOW, TODAY, make_organisation, make_person, signed_in

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
TOLD = Told("seek", "classroom", "A third grade in March", "Twice a week.", "en")


@pytest.fixture
def people():
    """A poster, a colleague of the same school, somebody else, staff, and one without a place."""
    school = make_organisation()
    return {
        "poster": make_person(Role.TEACHER, school, language="sv"),
        "colleague": make_person(Role.TEACHER, school),
        "other": make_person(Role.COMPANY_LEAD, name="Name of other"),
        "staff": make_person(Role.HUB_STAFF),
        "newcomer": make_person(),
    }


def actor(people, who):
    return actor_for(people[who], TODAY)


def post(people, who="poster", told=TOLD, now=NOW):
    return services.post_ask(told, key=uuid.uuid4(), by=actor(people, who), now=now)


def answer(people, ask, who="other", words=""):
    return services.answer_ask(ask.pk, words, by=actor(people, who), now=NOW)


def close(people, ask, who="poster", outcome="here"):
    return services.close_ask(ask.pk, outcome, "Two", by=actor(people, who), now=NOW)


def test_anybody_who_is_signed_in_posts_and_a_double_click_posts_once(people):
    key = uuid.uuid4()

    for _ in range(2):
        ask = services.post_ask(TOLD, key=key, by=actor(people, "newcomer"), now=NOW)

    assert Ask.objects.get() == ask
    assert ask.lapses_on == TODAY + LIFETIME
    assert list(LedgerEntry.objects.values_list("verb", "facts")) == [
        ("ask.posted", {"kind": "seek", "topic": "classroom"})
    ]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "x" * 101}, "title"),
        ({"words": ""}, "words"),
        ({"words": "Ask 131052-308T"}, "words"),
        ({"kind": "else"}, "kind"),
        ({"topic": "else"}, "kind"),
    ],
)
def test_what_cannot_be_posted_is_refused_with_its_reason(people, change, field):
    told = {"kind": "seek", "topic": "skill", "title": "A", "words": "B", "language": "fi"}

    with pytest.raises(Invalid) as refusal:
        post(people, told=Told(**(told | change)))

    assert set(refusal.value.fields) == {field}
    assert not Ask.objects.exists()


def test_one_answer_a_person_reaches_the_poster_by_mail_in_their_language(people):
    ask = post(people)

    first, again = answer(people, ask, words="We can"), answer(people, ask)
    for _ in range(2):
        tell_the_poster(first.pk, now=NOW)

    assert first == again == Answer.objects.get()
    letter = Letter.objects.get()
    assert (letter.to, letter.language) == (people["poster"].email, "sv")
    assert letter.subject == "Svar till dig: A third grade in March"
    assert "We can" in letter.text and people["other"].email in letter.text


@pytest.mark.parametrize(
    ("who", "refusal"), [("poster", None), ("colleague", NotAllowed), ("other", NotAllowed)]
)
def test_only_its_poster_changes_closes_and_keeps_it(people, who, refusal):
    ask = post(people)
    told = {"by": actor(people, who), "now": NOW}
    acts = [
        lambda: services.edit_ask(ask.pk, TOLD, seen=1, **told),
        lambda: services.renew_ask(ask.pk, **told),
        lambda: close(people, ask, who),
    ]

    for act in acts:
        if refusal is None:
            act()
            continue
        with pytest.raises(refusal):
            act()


def test_nobody_answers_themselves_or_what_is_over(people):
    ask = post(people)
    with pytest.raises(NotAllowed):
        answer(people, ask, "poster")

    close(people, ask)

    with pytest.raises(NotFound):
        answer(people, ask)
    with pytest.raises(NotNow):
        answer(people, ask, "staff")
    with pytest.raises(NotNow):
        close(people, ask)


def test_an_outcome_is_asked_for(people):
    ask = post(people)
    with pytest.raises(Invalid):
        close(people, ask, outcome="")

    close(people, ask)

    ask.refresh_from_db()
    assert (ask.state, ask.outcome, ask.grounds, ask.ended_at) == ("closed", "here", "Two", NOW)


def test_who_was_faster_is_not_overwritten(people):
    ask = post(people)
    told = {"by": actor(people, "poster"), "now": NOW}
    services.edit_ask(ask.pk, TOLD, seen=1, **told)

    with pytest.raises(Stale):
        services.edit_ask(ask.pk, TOLD, seen=1, **told)


def test_a_stale_one_is_reminded_of_once_then_lapses_and_can_be_kept(people):
    ask = post(people)
    last = NOW + LIFETIME

    assert remind_and_lapse(now=last - 8 * DAY) == (0, 0)
    assert remind_and_lapse(now=last - 7 * DAY) == (1, 0)
    assert remind_and_lapse(now=last) == (0, 0)
    assert remind_and_lapse(now=last + DAY) == (0, 1)
    assert remind_and_lapse(now=last + 2 * DAY) == (0, 0)

    assert [letter.to for letter in Letter.objects.all()] == [people["poster"].email]
    renewed = services.renew_ask(ask.pk, by=actor(people, "poster"), now=last + 2 * DAY)
    assert (renewed.state, renewed.ended_at, renewed.reminded_on) == ("open", None, None)
    assert renewed.lapses_on == TODAY + 2 * LIFETIME + 2 * DAY


def test_the_hub_takes_down_with_a_reason_that_the_poster_reads(people):
    ask = post(people)
    told = {"now": NOW}
    with pytest.raises(NotAllowed):
        services.take_down(ask.pk, "No", by=actor(people, "other"), **told)

    services.take_down(ask.pk, "This is an advertisement.", by=actor(people, "staff"), **told)
    tell_why(ask.pk, now=NOW)

    assert "This is an advertisement." in Letter.objects.get().text
    with pytest.raises(NotNow):
        services.renew_ask(ask.pk, by=actor(people, "poster"), **told)


def test_a_year_after_its_end_it_is_gone_and_with_its_poster_at_once(people):
    ask, other = post(people), post(people, "other")
    answer(people, ask)
    close(people, ask)

    sweep(now=NOW + 366 * DAY)
    assert list(Ask.objects.all()) == [other]

    User.objects.get(pk=people["other"].pk).delete()
    assert not Ask.objects.exists() and not Answer.objects.exists()


@pytest.mark.parametrize(
    ("who", "open_", "over"),
    [("poster", 200, 200), ("other", 200, 200), ("colleague", 200, 404), (None, 302, 302)],
)
def test_what_is_open_shows_to_all_who_are_signed_in_what_is_over_to_those_in_it(
    people, client, who, open_, over
):
    ask = post(people)
    answer(people, ask)
    if who:
        signed_in(client, people[who])
    path = f"/en/asks/{ask.pk}/"

    assert client.get(path).status_code == open_
    close(people, ask)
    assert client.get(path).status_code == over


def test_answers_show_to_the_poster_alone(people, client):
    ask = post(people)
    answer(people, ask, words="We can help you")

    def seen_by(who):
        return signed_in(client, people[who]).get(f"/en/asks/{ask.pk}/").text

    for who in ("colleague", "staff"):
        assert "We can help you" not in seen_by(who)
        assert people["other"].email not in seen_by(who)
    assert "We can help you" in seen_by("poster") and "Name of other" in seen_by("poster")


@pytest.mark.parametrize(
    ("query", "rows"),
    [("", 2), ("?kind=offer", 1), ("?topic=device", 1), ("?q=grade", 1), ("?own=on", 1)],
)
def test_the_list_is_narrowed(people, client, query, rows):
    post(people)
    post(people, "other", Told("offer", "device", "Ten robots", "On loan", "en"))
    close(people, post(people, "colleague"), "colleague")
    signed_in(client, people["poster"])

    page = client.get(f"/en/asks/{query}")

    assert page.text.count('<li class="card">') == rows


def test_the_list_and_the_answers_cost_the_same_however_many(people, client):
    signed_in(client, people["poster"])
    ask, costs = post(people), []
    for many in (1, 3):
        while Answer.objects.count() < many:
            people["another"] = make_person(Role.TEACHER)
            answer(people, ask, "another")
            post(people, "another")
        with CaptureQueriesContext(connection) as queries:
            listed, shown = client.get("/en/asks/"), client.get(f"/en/asks/{ask.pk}/")
        costs.append(len(queries))
        assert listed.text.count('<li class="card">') == many + 1
        assert shown.text.count("mailto:") == many

    assert costs[0] == costs[1]


def test_a_home_shows_answers_to_ones_own_and_what_others_posted(people, client):
    ask = post(people)
    answer(people, ask)
    post(people, "other", Told("offer", "device", "Ten robots", "On loan", "en"))

    home = signed_in(client, people["poster"]).get("/en/home/").text

    assert "1 answer to you" in home and "Ten robots" in home

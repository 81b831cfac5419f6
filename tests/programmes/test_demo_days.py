"""A company is shown while it agrees; an interest goes to it alone, and can be taken back."""

import datetime as dt
import uuid

import pytest

from eduhub.kit.access import VISITOR
from eduhub.kit.errors import Invalid, NotAllowed, NotFound, NotNow, TooMany
from eduhub.kit.lang import Text
from eduhub.kit.models import Letter
from eduhub.people.states import Kind, Role
from eduhub.programmes.models import Interest, Pitch
from eduhub.programmes.queries import demo_days as queries
from eduhub.programmes.services import demo_days, stays
from eduhub.programmes.services.demo_days import DemoDayFields, InterestFields
from eduhub.programmes.services.stays import StayFields
from tests.makers import NOW, make_actor, make_company, make_organisation, make_person
from tests.makers.programmes import make_programme, said

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


def make_day(staff=None, **told):
    now = told.get("now", NOW)
    fields = DemoDayFields(
        make_programme(now=now).pk, said("Demo day"), said("Come"), Text(), now, now + 2 * HOUR
    )
    by = staff or make_actor(Role.HUB_STAFF)
    return demo_days.keep_demo_day(fields, None, key=uuid.uuid4(), seen=0, by=by, now=now)


def make_pitch(day, agreed=True, home=None, now=NOW):
    home = home or make_company()
    pitch = demo_days.ask_to_pitch(day.pk, home.pk, by=make_actor(Role.HUB_STAFF), now=now)
    lead = make_actor(Role.COMPANY_LEAD, home)
    if agreed is not None:
        demo_days.decide_pitch(pitch.pk, agreed, said("We"), seen=1, by=lead, now=now)
    pitch.refresh_from_db()
    return pitch, lead


def shown_day(**told):
    day = make_day(**told)
    pitch, lead = make_pitch(day, now=told.get("now", NOW))
    demo_days.publish_demo_day(day.pk, by=make_actor(Role.HUB_STAFF), now=told.get("now", NOW))
    return pitch, lead


def message(email="anna@fund.example", **told):
    return InterestFields(
        told.get("name", "Anna"), "A fund", email, told.get("words", "Tell me more"),
        told.get("consent", True), told.get("key", uuid.uuid4()), told.get("caller", "here"),
    )  # fmt: skip


def token_in(letter):
    return letter.text.partition("/interest/")[2].partition("/")[0]


def test_nothing_is_shown_before_a_company_has_agreed():
    day = make_day()
    make_pitch(day, agreed=None)
    make_pitch(day, agreed=False)
    staff = make_actor(Role.HUB_STAFF)

    with pytest.raises(NotNow):
        demo_days.publish_demo_day(day.pk, by=staff, now=NOW)
    make_pitch(day)
    demo_days.publish_demo_day(day.pk, by=staff, now=NOW)

    assert queries.find_demo_day(day.pk, VISITOR) == day


def test_who_decides_for_a_company_and_it_can_leave_at_any_time():
    pitch, lead = shown_day()
    home = pitch.organisation
    refused = {}
    for who, actor in {
        "colleague": make_actor(Role.COMPANY_MEMBER, home),
        "staff": make_actor(Role.HUB_STAFF),
        "stranger": make_actor(Role.COMPANY_LEAD, make_company()),
        "visitor": VISITOR,
    }.items():
        with pytest.raises((NotAllowed, NotFound)) as refusal:
            demo_days.decide_pitch(pitch.pk, False, Text(), seen=2, by=actor, now=NOW)
        refused[who] = refusal.type

    demo_days.decide_pitch(pitch.pk, False, Text(), seen=2, by=lead, now=NOW)

    assert refused == {
        "colleague": NotAllowed, "staff": NotAllowed, "stranger": NotFound, "visitor": NotFound,
    }  # fmt: skip
    with pytest.raises(NotFound):
        queries.pitch_to_like(pitch.pk, VISITOR)


def test_words_for_everybody_are_in_three_languages():
    pitch, lead = make_pitch(make_day(), agreed=None)

    with pytest.raises(Invalid) as refusal:
        demo_days.decide_pitch(pitch.pk, True, Text(en="Hi"), seen=1, by=lead, now=NOW)

    assert list(refusal.value.fields) == ["words"]


def test_without_an_account_the_company_hears_once_the_link_is_pressed():
    pitch, lead = shown_day()
    make_person(Role.COMPANY_LEAD, pitch.organisation, email="ceo@example.org")

    interest = demo_days.say_interest(pitch.pk, message(), by=VISITOR, now=NOW)
    before = queries.interests_in(pitch, lead)
    token = token_in(Letter.objects.get(to="anna@fund.example"))
    for _twice in range(2):
        demo_days.confirm_interest(token, now=NOW)
        demo_days.tell_of_interest(interest.pk, now=NOW)

    assert (before, queries.interests_in(pitch, lead)) == ([], [interest])
    assert Letter.objects.filter(to="ceo@example.org", kind="programmes/interest").count() == 1


def test_whoever_is_signed_in_is_known_by_their_own_address():
    pitch, lead = shown_day()
    fund = make_organisation(Kind.INVESTOR)
    investor = make_actor(Role.INVESTOR, fund)

    told = message("somebody.else@example.org")
    interest = demo_days.say_interest(pitch.pk, told, by=investor, now=NOW)

    assert interest.email == interest.user.email
    assert queries.interests_in(pitch, lead) == [interest]


def test_nobody_but_the_company_reads_who_is_interested():
    pitch, lead = shown_day()
    investor = make_actor(Role.INVESTOR, make_organisation(Kind.INVESTOR))
    demo_days.say_interest(pitch.pk, message(), by=investor, now=NOW)

    readers = {
        "lead": lead,
        "colleague": make_actor(Role.COMPANY_MEMBER, pitch.organisation),
        "staff": make_actor(Role.HUB_STAFF),
        "rival": make_actor(Role.COMPANY_LEAD, make_company()),
        "investor": investor,
        "visitor": VISITOR,
    }
    read = {who: len(queries.interests_in(pitch, actor)) for who, actor in readers.items()}

    assert read == {
        "lead": 1, "colleague": 1, "staff": 0, "rival": 0, "investor": 0, "visitor": 0,
    }  # fmt: skip
    (counted,) = queries.find_demo_day(pitch.demo_day_id, VISITOR).pitches.all()
    assert counted.taken == 1


def test_what_is_taken_back_is_emptied_at_once():
    pitch, lead = shown_day()
    demo_days.say_interest(pitch.pk, message(), by=VISITOR, now=NOW)
    token = token_in(Letter.objects.get(to="anna@fund.example"))
    demo_days.confirm_interest(token, now=NOW)

    for _twice in range(2):
        demo_days.withdraw_interest(token, now=NOW)

    gone = Interest.objects.get()
    assert (gone.name, gone.email, gone.words) == ("", "", "")
    assert queries.interests_in(pitch, lead) == []
    with pytest.raises(NotNow):
        demo_days.confirm_interest(token, now=NOW)


def test_the_same_address_is_asked_to_confirm_once_and_nobody_floods():
    pitch, _lead = shown_day()
    key = uuid.uuid4()

    for one in (message(key=key), message(key=key), message()):
        demo_days.say_interest(pitch.pk, one, by=VISITOR, now=NOW)

    assert Letter.objects.filter(to="anna@fund.example").count() == 1
    with pytest.raises(TooMany):
        for number in range(21):
            told = message(f"a{number}@example.org", caller="flood")
            demo_days.say_interest(pitch.pk, told, by=VISITOR, now=NOW)


def test_people_who_are_signed_in_are_counted_one_by_one():
    pitch, lead = shown_day()

    for number in range(11):
        investor = make_actor(Role.INVESTOR, make_organisation(Kind.INVESTOR))
        told = message("", caller=f"place-{number}")
        demo_days.say_interest(pitch.pk, told, by=investor, now=NOW)

    assert len(queries.interests_in(pitch, lead)) == 11


def test_what_nobody_confirms_is_forgotten_after_two_days():
    pitch, _lead = shown_day()
    demo_days.say_interest(pitch.pk, message(), by=VISITOR, now=NOW)

    counts = [demo_days.forget_unconfirmed(now=NOW + hours * HOUR) for hours in (48, 49)]

    assert counts == [0, 1]


def test_pitches_change_places():
    day = make_day()
    first, second = (make_pitch(day)[0] for _two in range(2))
    staff = make_actor(Role.HUB_STAFF)

    demo_days.move_pitch(second.pk, up=True, by=staff, now=NOW)
    demo_days.move_pitch(second.pk, up=True, by=staff, now=NOW)

    order = list(Pitch.objects.order_by("place").values_list("pk", flat=True))
    assert order == [second.pk, first.pk]


def test_companies_of_the_programme_are_offered_first():
    day = make_day()
    homes = {name: make_company(name=Text(*[name] * 3)) for name in ("Aava", "Meri", "Suo", "Ylä")}
    since = NOW.date() - dt.timedelta(days=300)
    stays.keep_stay(
        StayFields(homes["Suo"].pk, since, since + dt.timedelta(days=90)), None, seen=0,
        programme_id=day.programme_id, key=uuid.uuid4(), by=make_actor(Role.HUB_STAFF), now=NOW,
    )  # fmt: skip
    make_pitch(day, home=homes["Aava"])

    own, others = queries.companies_to_ask(day)

    assert ([str(one.name) for one in own], [str(one.name) for one in others]) == (
        ["Suo"],
        ["Meri", "Ylä"],
    )

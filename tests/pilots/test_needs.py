"""Needs: who posts, who echoes, where they go, and what nobody may write into them."""

import datetime as dt
from uuid import uuid4

import pytest

from eduhub.kit.access import VISITOR, machine
from eduhub.kit.errors import Invalid, NotAllowed, NotFound, NotNow, Stale
from eduhub.kit.lang import Text
from eduhub.kit.models import Letter
from eduhub.people.queries import actor_for
from eduhub.people.states import Kind, Role
from eduhub.pilots.models import Challenge, Echo, Need
from eduhub.pilots.queries import needs as queries
from eduhub.pilots.queries.home_needs import open_needs
from eduhub.pilots.services import challenges, need_letters
from eduhub.pilots.services import needs as services
from eduhub.pilots.states.needs import ChallengeState, NeedState
from tests.makers import NOW, TODAY, make_actor, make_organisation
from tests.makers.needs import DAY, in_three, make_challenge, make_need, make_need_fields

pytestmark = pytest.mark.django_db


def staff():
    return make_actor(Role.HUB_STAFF)


def near(need, role=Role.TEACHER):
    """Somebody at another school of the same municipality."""
    return make_actor(role, make_organisation(municipality=need.school.municipality))


def challenge_fields(**fields):
    fields.setdefault("title", in_three("One"))
    fields.setdefault("question", in_three("How?"))
    return challenges.ChallengeFields(codes=[], ages=[], **fields)


def test_a_form_sent_twice_makes_one_need():
    teacher, key = make_actor(Role.TEACHER), uuid4()

    first = services.post_need(make_need_fields(), by=teacher, now=NOW, key=key)
    again = services.post_need(make_need_fields(), by=teacher, now=NOW, key=key)

    assert first == again and Need.objects.count() == 1
    assert (first.school_id, first.lapses_on) == (teacher.organisation_id, TODAY + 365 * DAY)


@pytest.mark.parametrize("role", [Role.PRINCIPAL, Role.COMPANY_LEAD, Role.HUB_STAFF])
def test_only_teachers_post(role):
    with pytest.raises(NotAllowed):
        services.post_need(make_need_fields(), by=make_actor(role), now=NOW)


@pytest.mark.parametrize(
    ("field", "words"), [("title", "Ask a.b@school.example"), ("words", "Pupil 131052-308T")]
)
def test_what_tells_who_a_pupil_is_is_refused_at_its_field(field, words):
    fields = make_need_fields(**{field: Text(sv=words)})

    with pytest.raises(Invalid) as refusal:
        services.post_need(fields, by=make_actor(Role.TEACHER), now=NOW)

    assert list(refusal.value.fields) == [field] and not Need.objects.exists()


def test_codes_of_another_kind_are_refused():
    fields = make_need_fields(codes=["age-10-12"], ages=["nonsense"], language="subject-maths")

    with pytest.raises(Invalid) as refusal:
        services.post_need(fields, by=make_actor(Role.TEACHER), now=NOW)

    assert set(refusal.value.fields) == {"codes", "ages", "language"}


def test_a_need_for_the_hub_is_seen_by_those_who_act_for_somebody():
    need = make_need(audience="hub")

    seen = [
        Need.objects.visible_to(actor).filter(pk=need.pk).exists()
        for actor in (VISITOR, make_actor(), make_actor(Role.COMPANY_LEAD), staff())
    ]

    assert seen == [False, False, True, True]


def test_we_too_is_said_once_by_schools_of_the_city():
    need = make_need()
    principal = near(need, Role.PRINCIPAL)

    services.say_too(need.pk, by=principal, now=NOW)
    services.say_too(need.pk, by=principal, now=NOW)
    services.say_too(need.pk, by=make_actor(Role.TEACHER, need.school), now=NOW)

    assert Need.objects.counted().get(pk=need.pk).others == 2
    services.take_too_back(need.pk, by=principal, now=NOW)
    assert Echo.objects.count() == 1


def test_the_same_provider_is_near_too_and_no_municipality_is_not():
    city = make_organisation(Kind.EDUCATION_PROVIDER)
    need = make_need(make_organisation(provider=city))
    services.say_too(
        need.pk, by=make_actor(Role.TEACHER, make_organisation(provider=city)), now=NOW
    )

    with pytest.raises(NotAllowed):
        services.say_too(need.pk, by=make_actor(Role.TEACHER), now=NOW)


@pytest.mark.parametrize("who", ["own", "company", "far"])
def test_we_too_is_not_for_others(who):
    need = make_need()
    far = make_actor(Role.TEACHER, make_organisation(municipality="049"))
    actor = {"own": actor_for(need.teacher, TODAY), "company": make_actor(Role.COMPANY_LEAD)}

    with pytest.raises(NotAllowed):
        services.say_too(need.pk, by=actor.get(who, far), now=NOW)


def test_only_the_own_teacher_changes_a_need_and_sees_when_it_was_changed_meanwhile():
    need = make_need()
    own = actor_for(need.teacher, TODAY)
    colleague = make_actor(Role.TEACHER, need.school)
    fields = make_need_fields(title=Text(en="Other"))

    with pytest.raises(NotAllowed):
        services.edit_need(need.pk, fields, seen=1, by=colleague, now=NOW)
    services.edit_need(need.pk, fields, seen=1, by=own, now=NOW)
    with pytest.raises(Stale):
        services.edit_need(need.pk, fields, seen=1, by=own, now=NOW)

    assert Need.objects.get(pk=need.pk).title == Text(en="Other")


def test_the_hub_moderates_only_by_withdrawing_with_a_reason():
    need, by = make_need(), staff()

    with pytest.raises(NotAllowed):
        services.edit_need(need.pk, make_need_fields(), seen=1, by=by, now=NOW)
    with pytest.raises(Invalid):
        services.withdraw_need(need.pk, "  ", by=by, now=NOW)
    services.withdraw_need(need.pk, "An advertisement.", by=by, now=NOW)

    with pytest.raises(NotFound):
        queries.find_need(need.pk, VISITOR)
    need_letters.tell_what_became_of_it(need.pk, "withdrawn", now=NOW)
    (letter,) = Letter.objects.all()
    assert letter.to == need.teacher.email and "An advertisement." in letter.text


def test_an_open_need_lapses_and_one_click_renews_it():
    due = make_need(lapses_on=TODAY - DAY)
    merged = make_need(lapses_on=TODAY - DAY)
    make_challenge(merged)
    make_need(lapses_on=TODAY)

    count = services.lapse_needs(by=machine("worker"), now=NOW)

    due.refresh_from_db()
    assert (count, due.state) == (1, NeedState.LAPSED)
    services.renew_need(due.pk, by=actor_for(due.teacher, TODAY), now=NOW)
    due.refresh_from_db()
    assert (due.state, due.lapses_on) == (NeedState.POSTED, TODAY + 365 * DAY)


def test_merged_needs_are_told_to_all_who_need_it_when_the_challenge_is_published():
    first, second, by = make_need(), make_need(), staff()
    echoing = near(first)
    services.say_too(first.pk, by=echoing, now=NOW)

    made = challenges.merge_needs([first.pk, second.pk], challenge_fields(), by=by, now=NOW)
    again = challenges.merge_needs([first.pk, second.pk], challenge_fields(), by=by, now=NOW)
    with pytest.raises(NotFound):
        queries.find_challenge(made.pk, VISITOR)
    challenges.publish_challenge(made.pk, by=by, now=NOW)
    for need in (first, second, first):
        need_letters.tell_that_it_is_merged(need.pk, made.pk, now=NOW)

    assert made == again and queries.find_challenge(made.pk, VISITOR).need_count == 2
    assert Letter.objects.count() == 3  # two teachers and one who said "we too"


def test_a_challenge_goes_public_only_in_three_languages():
    need, by = make_need(), staff()
    fields = challenge_fields(question=Text(en="How?"))
    made = challenges.merge_needs([need.pk], fields, by=by, now=NOW)

    with pytest.raises(NotNow):
        challenges.publish_challenge(made.pk, by=by, now=NOW)

    need.refresh_from_db()
    assert (need.state, made.state) == (NeedState.MERGED, ChallengeState.DRAFT)


@pytest.mark.parametrize(
    ("answered", "state"), [(True, NeedState.ANSWERED), (False, NeedState.POSTED)]
)
def test_a_challenge_ends_with_its_needs_answered_or_open_again(answered, state):
    need = make_need()
    challenge = make_challenge(need)

    challenges.close_challenge(
        challenge.pk, Text(en="Two pilots."), answered=answered, by=staff(), now=NOW
    )

    need.refresh_from_db()
    assert need.state == state and str(need.answer) == ("Two pilots." if answered else "")
    need_letters.tell_what_became_of_it(need.pk, need.state, now=NOW)
    assert Letter.objects.count() == 1


def test_a_need_that_is_no_longer_open_is_not_merged():
    gone, open_one = make_need(state=NeedState.ANSWERED), make_need()

    with pytest.raises(Invalid):
        challenges.merge_needs([gone.pk, open_one.pk], challenge_fields(), by=staff(), now=NOW)

    open_one.refresh_from_db()
    assert open_one.state == NeedState.POSTED and not Challenge.objects.exists()


def test_a_teacher_who_is_erased_leaves_the_need_to_the_school():
    need = make_need()
    need.teacher.delete()
    need.refresh_from_db()

    services.withdraw_need(
        need.pk, "Done.", by=make_actor(Role.TEACHER, need.school), now=NOW + DAY
    )

    assert Need.objects.get().state == NeedState.WITHDRAWN


def test_what_waits_longest_is_first_for_the_hub():
    newer = make_need()
    older = make_need()
    Need.objects.filter(pk=older.pk).update(posted_at=NOW - dt.timedelta(days=9))

    waiting = open_needs()

    assert (waiting.count, waiting.oldest) == (2, [older, newer])

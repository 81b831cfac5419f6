"""Needs, challenges, calls, groups and the mobile testbed of the demo: at each stage one."""

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from eduhub.catalogue.models import Solution
from eduhub.kit.access import Actor
from eduhub.kit.lang import Text
from eduhub.people.states import Role
from eduhub.pilots.models import Call, Challenge, Need
from eduhub.pilots.services import calls, challenges, mobile, needs, profiles
from eduhub.pilots.services.judged import JUDGED
from eduhub.pilots.states.calls import CallKind
from eduhub.pilots.states.needs import Audience
from eduhub.pilots.states.offers import weeks_between
from eduhub.programmes.services import lent
from eduhub.site.demo.cast import Cast
from eduhub.site.demo.need_words import CALLS, CHALLENGES, NEEDS, PLACE, TENDERS, WORKSHOPS

DAY = dt.timedelta(days=1)
SPRING = (dt.date(2027, 1, 11), dt.date(2027, 5, 28))
BREAK = dt.date(2027, 2, 22)  # the week in which schools ski
GROUPS = 14


def make_needs(cast: Cast, solutions: Sequence[Solution], now: dt.datetime) -> None:
    posted = _post(cast, now)
    fractions, reading, *rest = posted
    _echo(cast, fractions, reading, now)
    first = _challenge(cast, [fractions, rest[0]], CHALLENGES[0], now - 20 * DAY)
    second = _challenge(cast, [reading], CHALLENGES[1], now - 60 * DAY)
    needs.answer_need(rest[1].pk, NEEDS[3].answer, by=cast.staff, now=now - 3 * DAY)
    _open_call(cast, first, now)
    _closed_call(cast, second, solutions, now)
    _mobile(cast, solutions, now)
    _groups(cast, now)


def _post(cast: Cast, now: dt.datetime) -> list[Need]:
    made = []
    for number, told in enumerate(NEEDS):
        fields = needs.NeedFields(
            title=told.title,
            words=told.words,
            codes=[told.subject],
            ages=[told.age],
            language=("language-fi", "language-sv")[number % 3 == 2],
            audience=Audience.HUB if number == 5 else Audience.PUBLIC,
        )
        teacher = cast.teacher(cast.schools[number])
        made.append(needs.post_need(fields, by=teacher, now=now - (90 - 3 * number) * DAY))
    return made


def _echo(cast: Cast, first: Need, second: Need, now: dt.datetime) -> None:
    for number in range(6, 13):
        needs.say_too(first.pk, by=cast.teacher(cast.schools[number]), now=now - 40 * DAY)
    for number in range(8, 11):
        needs.say_too(second.pk, by=cast.principal(cast.schools[number]), now=now - 65 * DAY)


def _challenge(
    cast: Cast, merged: Sequence[Need], told: tuple[Text, Text], at: dt.datetime
) -> Challenge:
    title, question = told
    fields = challenges.ChallengeFields(
        title=title,
        question=question,
        codes=sorted({code for need in merged for code in need.codes}),
        ages=sorted({code for need in merged for code in need.ages}),
    )
    ids = [need.pk for need in merged]
    made = challenges.merge_needs(ids, fields, by=cast.staff, now=at)
    return challenges.publish_challenge(made.pk, by=cast.staff, now=at + DAY)


def _call(cast: Cast, number: int, fields: calls.CallFields, at: dt.datetime) -> Call:
    made = calls.make_call(fields, by=cast.staff, now=at, key=UUID(int=number))
    return calls.publish_call(made.pk, by=cast.staff, now=at)


def _open_call(cast: Cast, challenge: Challenge, now: dt.datetime) -> None:
    title, words = CALLS[0]
    fields = calls.CallFields(
        kind=CallKind.CHALLENGE,
        title=title,
        words=words,
        opens_at=now - 14 * DAY,
        closes_at=dt.datetime(2027, 8, 31, 13, tzinfo=dt.UTC),
        challenge_id=challenge.pk,
        price=8000,
        day_at=dt.datetime(2027, 9, 15, 10, tzinfo=dt.UTC),
        day_place=PLACE,
    )
    made = _call(cast, 1, fields, now - 15 * DAY)
    calls.invite_to_day(made.pk, by=cast.staff, now=now - 10 * DAY)


def _closed_call(
    cast: Cast, challenge: Challenge, solutions: Sequence[Solution], now: dt.datetime
) -> None:
    """Three tenders came in; for one the choice is noted."""
    title, words = CALLS[1]
    opened = now - 50 * DAY
    fields = calls.CallFields(
        kind=CallKind.CHALLENGE,
        title=title,
        words=words,
        opens_at=opened,
        closes_at=now - 4 * DAY,
        challenge_id=challenge.pk,
        price=6000,
    )
    made = _call(cast, 2, fields, opened - DAY)
    chosen = [solutions[1], *solutions[4:6]]
    sent = [
        calls.send_tender(
            made.pk, solution.pk, words, by=_lead(cast, solution), now=opened + 20 * DAY
        )
        for solution, words in zip(chosen, TENDERS, strict=True)
    ]
    lent.bring_in(JUDGED, made.pk, by=cast.staff, now=now - 3 * DAY)
    calls.mark_tender(
        sent[0].pk,
        chosen=True,
        reason="Vastaa suoraan opettajien tarpeeseen, ja mittari on valmis.",
        by=cast.staff,
        now=now - 2 * DAY,
    )


def _lead(cast: Cast, solution: Solution) -> Actor:
    return cast.at(Role.COMPANY_LEAD, solution.company_id)


def _mobile(cast: Cast, solutions: Sequence[Solution], now: dt.datetime) -> None:
    """The container has stood in two yards and stands in a third."""
    title, words = CALLS[2]
    opened = dt.datetime(2026, 8, 3, 6, tzinfo=dt.UTC)
    fields = calls.CallFields(
        kind=CallKind.MOBILE, title=title, words=words, opens_at=opened, closes_at=None
    )
    call = _call(cast, 3, fields, opened)
    yards = ((16, dt.date(2026, 8, 31)), (17, dt.date(2026, 9, 28)), (18, dt.date(2027, 3, 1)))
    for number, (school, starts) in enumerate(yards):
        slot = mobile.add_slot(
            call.pk,
            cast.schools[school].pk,
            PLACE,
            starts=starts,
            ends=starts + 18 * DAY,
            by=cast.staff,
            now=opened,
        )
        for place, told in enumerate(WORKSHOPS):
            solution = solutions[(number + place) % 6]
            asked = mobile.WorkshopFields(
                title=told, held_on=starts + (2 + 3 * place) * DAY, begins=dt.time(9 + place)
            )
            workshop = mobile.ask_for_workshop(
                slot.pk, solution.pk, asked, by=_lead(cast, solution), now=opened + DAY
            )
            if number == 2 and place > 0:
                continue
            mobile.plan_workshop(workshop.pk, by=cast.staff, now=opened + 2 * DAY)
            if number < 2:
                count = mobile.HeadCount(
                    groups=2 + place, learners=38 + 7 * place + number, minutes=45 + 15 * place
                )
                mobile.count_heads(
                    workshop.pk, count, by=_lead(cast, solution), now=now - (20 - number) * DAY
                )


def _groups(cast: Cast, now: dt.datetime) -> None:
    """Groups that would like to try something in spring; one says: not this term."""
    weeks = [week for week in weeks_between(*SPRING) if week != BREAK]
    for number in range(GROUPS):
        grade = (5, 4, 6, 5, 4, 6, 2, 8)[number % 8]
        fields = profiles.ProfileFields(
            label=f"{grade}{'ABC'[number % 3]}",
            grade=grade,
            pupils=17 + number % 9,
            language="language-sv" if number % 5 == 4 else "language-fi",
            weeks=weeks[number % 4 :],
            devices=["device-chromebook", ("device-tablet", "device-computer")[number % 2]],
            codes=[("subject-maths", "subject-mother-tongue", "subject-physics")[number % 3]],
            most_minutes=(60, 45, 30, 90)[number % 4],
            not_this_term=number == 7,
            valid_until=SPRING[1],
        )
        teacher = cast.teacher(cast.schools[number])
        profiles.write_profile(fields, by=teacher, now=now - (12 - number % 10) * DAY)

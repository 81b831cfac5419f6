"""Groups that would like to try something: a teacher's own, the hub's list, counts for all."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from django.db.models import FETCH_RAISE, QuerySet

from eduhub.catalogue.queries.topics import Topics
from eduhub.kit.access import Actor, find
from eduhub.people.queries import district_name
from eduhub.pilots.models import GroupProfile
from eduhub.pilots.states.offers import grades_of

FEWEST = 5  # groups: a smaller count might be one school that people know


@dataclass(frozen=True, slots=True)
class ProfilesAsked:
    """What the hub's people look for; "" and None ask for all."""

    age: str = ""
    language: str = ""
    subject: str = ""
    minutes: int | None = None  # that a group gives at least
    all_of_them: bool = False  # also those that do not count now


def own_profiles(actor: Actor) -> list[GroupProfile]:
    """The teacher's own, by label. One query."""
    own = GroupProfile.objects.led_by(actor).select_related("school__abroad")
    return list(own.order_by("label").fetch_mode(FETCH_RAISE))


def find_profile(profile_id: int, actor: Actor) -> GroupProfile:
    return find(
        GroupProfile.objects.visible_to(actor).select_related("school__abroad"), pk=profile_id
    )


def profiles(asked: ProfilesAsked, today: dt.date) -> QuerySet[GroupProfile]:
    """For the hub's people, those first that were changed last. One query."""
    named = GroupProfile.objects.annotate(district_name=district_name("school__district"))
    found = named.select_related("school")
    if not asked.all_of_them:
        found = found.counting(today)
    if asked.age:
        found = found.filter(grade__in=grades_of(asked.age))
    if asked.language:
        found = found.filter(language=asked.language)
    if asked.subject:
        found = found.filter(codes__contains=[asked.subject])
    if asked.minutes is not None:
        found = found.filter(most_minutes__gte=asked.minutes)
    return found.order_by("-changed_at", "-pk").fetch_mode(FETCH_RAISE)


@dataclass(frozen=True, slots=True)
class Interest:
    """How many groups of an age band and a language would like to try something.

    Attributes:
        groups: None when there are some, but fewer than five.
    """

    age: str
    language: str
    groups: int | None


def interest(topics: Topics, today: dt.date) -> list[Interest]:
    """Counts by age and language, in the topics' order: all that a company learns. One query."""
    counted = GroupProfile.objects.counting(today).values_list("grade", "language")
    by_band: Counter[tuple[str, str]] = Counter()
    for grade, language in counted:
        by_band[GroupProfile(grade=grade).age, language] += 1
    place = {code: number for number, code in enumerate(topics.by_code)}
    ordered = sorted(by_band, key=lambda pair: tuple(place.get(code, 999) for code in pair))
    return [
        Interest(
            age=str(topics.by_code[age].name) if age in topics.by_code else age,
            language=str(topics.by_code[lang].name) if lang in topics.by_code else lang,
            groups=by_band[age, lang] if by_band[age, lang] >= FEWEST else None,
        )
        for age, lang in ordered
    ]

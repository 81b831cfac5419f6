"""The demo's jury: five people, a blind round that is over, and a second one that is open."""

import datetime as dt
import uuid
from collections.abc import Sequence

from eduhub.kit.access import Actor
from eduhub.people.models import User
from eduhub.programmes.models import Assignment, Call, Entry, Round
from eduhub.programmes.queries.rankings import ranking_of
from eduhub.programmes.queries.rounds import may_take_part
from eduhub.programmes.services import assigning, juries, rankings, rounds, sheets
from eduhub.site.demo.calls_words import PAST_TITLE
from eduhub.site.demo.cast import Cast
from eduhub.site.demo.juries_words import COMMENTS, CRITERIA, DRAFT, FIRST, SECOND, TO_STAFF

DAY = dt.timedelta(days=1)
KEYS = uuid.UUID("b3c0a1de-54f7-4a7e-9b1c-7d7f0e5c2a64")  # the same keys in every city
SEEDS = ("demo-first-reading", "demo-second-reading")  # so that codes and lots are the same too
PLACES = 3  # so that the line of the demo falls between two who are tied


def make_juries(cast: Cast, now: dt.datetime) -> None:
    call = Call.objects.filter(state="closed").get(title__en=PAST_TITLE.en)
    people = _jurors(cast, call, now)
    first = _round(cast, call, 0, now - 9 * DAY, now - DAY)
    _judge(first, people, 3, now - 2 * DAY)
    ranking = rankings.ask_ranking(first.pk, by=cast.staff, now=now)
    rankings.work_out_ranking(ranking.pk, now=now)
    second = _round(cast, call, 1, now - DAY, now + 500 * DAY)
    _judge(second, people, 1, now)


def _jurors(cast: Cast, call: Call, now: dt.datetime) -> dict[int, Actor]:
    """The one-click teacher and official and three more, by the juror's number."""
    actors = [cast.teacher(cast.schools[0]), cast.official]
    actors += [cast.teacher(one) for one in cast.schools[7:10]]
    emails = dict(User.objects.values_list("pk", "email"))
    return {
        juries.add_juror(
            call.pk, emails[actor.user_id or 0], 9, by=cast.staff, now=now - 10 * DAY
        ).pk: actor
        for actor in actors
    }


def _round(cast: Cast, call: Call, number: int, opens: dt.datetime, closes: dt.datetime) -> Round:
    """All applications in the first round; in the second the best half of it."""
    facts = rounds.Facts(
        name=(FIRST, SECOND)[number],
        is_blind=not number,
        opens_at=opens,
        closes_at=closes,
        sheets=3 - number,
        places=PLACES,
        other_places=(4, 6),
    )
    planned = opens - DAY / 2
    chosen = _best(call) if number else list(may_take_part(call.pk).values_list("pk", flat=True))
    one = rounds.plan_round(
        call.pk, facts, chosen, key=uuid.uuid5(KEYS, str(number)), by=cast.staff, now=planned,
        seed=SEEDS[number],
    )  # fmt: skip
    for name, weight, anchors in CRITERIA:
        words = dict(enumerate(anchors, start=1))
        rounds.write_criterion(one.pk, name, weight, words, by=cast.staff, now=planned)
    assigning.ask_assignment(one.pk, by=cast.staff, now=planned)
    assigning.work_out_assignment(one.pk, now=planned)
    return assigning.give_out(one.pk, by=cast.staff, now=planned)


def _best(call: Call) -> Sequence[int]:
    ranking = ranking_of(call.rounds.get(number=1))
    assert ranking is not None
    keys = [int(one["application"]) for one in ranking.content["applications"][: PLACES + 3]]
    return list(Entry.objects.filter(pk__in=keys).values_list("application", flat=True))


def _judge(one: Round, people: dict[int, Actor], share: int, now: dt.datetime) -> None:
    """Every sheet where share is 3; else about every third, and one that is half written."""
    criteria = list(one.criteria.order_by("place"))
    rows = Assignment.objects.filter(entry__round=one).select_related("entry__application")
    for place, pair in enumerate(rows.order_by("juror", "entry")):
        if share < 3 and place % 3:
            continue
        is_given = share == 3 or place > 0
        worth = pair.entry.application.number * 5 % 7
        strict = pair.juror_id % 3
        scores = {
            c.pk: min(5, max(1, 1 + worth * 2 // 3 + (place + n) % 3 // 2 - strict // 2))
            for n, c in enumerate(criteria)
        }
        said = sheets.Said(
            scores if is_given else dict(list(scores.items())[:1]),
            COMMENTS[(worth + place) % len(COMMENTS)] if is_given else "",
            (TO_STAFF if not place % 5 else "") if is_given else DRAFT,
        )
        sheets.save_sheet(
            one.pk, pair.entry.code, said, is_given=is_given, seen=0,
            by=people[pair.juror_id], now=now,
        )  # fmt: skip

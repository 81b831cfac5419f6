"""Two people act on one round, or on two rounds with the same group: real threads."""

from threading import Barrier

import pytest

from eduhub.kit.errors import NotNow, Stale
from eduhub.pilots.models import Group, GroupResult, Round, RoundDecision
from eduhub.pilots.services import rounds
from tests.makers.rounds import decide, make_town, open_round, publish
from tests.pilots.test_race import in_thread

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*deeds):
    """What each deed ended with, in their order: "" or the refusal's code."""
    together, ends = Barrier(len(deeds)), [""] * len(deeds)

    def run(number, deed):
        together.wait()
        try:
            deed()
        except (NotNow, Stale) as refusal:
            ends[number] = refusal.code

    for thread in [in_thread(run, number, deed) for number, deed in enumerate(deeds)]:
        thread.join()
    return ends


def test_of_two_who_publish_one_round_one_does(jobs):
    town = make_town("1A 2B")
    by = town.actor("staff")

    ends = at_once(*[lambda: publish(town, seen=1, by=by)] * 2)

    assert sorted(ends) == ["", "publish"]
    assert (Group.objects.count(), GroupResult.objects.count()) == (1, 2)


def test_a_group_in_two_rounds_that_are_published_at_once_is_invited_once(jobs):
    town = make_town("1A")
    town.offers["story"].__class__.objects.update(places=2, languages=[])
    both = [open_round(town, per_school=limit) for limit in (1, 2)]
    by = town.actor("staff")

    ends = at_once(*[lambda one=one: publish(town, one, seen=1, by=by) for one in both])

    assert sorted(ends) == ["", "clash"]
    states = sorted(Round.objects.filter(pk__in=[one.pk for one in both]).values_list("state"))
    assert states == [("open",), ("published",)]
    assert Group.objects.count() == 1


def test_who_decides_while_another_publishes_never_changes_what_is_published(jobs):
    town = make_town("1A 2B")
    by = town.actor("staff")

    ends = at_once(
        lambda: publish(town, seen=1, by=by),
        lambda: decide(town, "lock", "1A", "story", by=by),
    )

    assert ends in (["", "change"], ["newer", ""])
    done = (Group.objects.count(), RoundDecision.objects.count())
    assert done == ((1, 0) if ends[0] == "" else (0, 1))
    assert rounds.latest(town.round).number == (1 if ends[0] == "" else 2)

"""What the sheets of a round tell: worked out by the worker, kept with their fingerprint."""

import datetime as dt

from django.db import transaction

from eduhub.engines import scoring
from eduhub.kit.access import Actor, find, machine, require
from eduhub.kit.ledger import record
from eduhub.kit.post import post
from eduhub.programmes.models import Ranking, Round
from eduhub.programmes.notices import RankingAsked
from eduhub.programmes.queries.rankings import fingerprint_of, question_of, scores_of
from eduhub.programmes.queries.rounds import rounds_to_rank
from eduhub.programmes.rules.juries import JURY_RULES


@transaction.atomic
def ask_ranking(round_id: int, *, by: Actor, now: dt.datetime) -> Ranking:
    """Of the sheets as they are; of the same sheets there is one ranking."""
    require(by, "manage", None, JURY_RULES)
    one = find(Round.objects.select_for_update(), pk=round_id)
    sha256 = fingerprint_of(one, scores_of(one))
    ranking, made = Ranking.objects.get_or_create(
        round=one, sha256=sha256, defaults={"asked_at": now}
    )
    if made:
        record(by, "round.ranking_asked", one, now=now, sha256=sha256)
    if ranking.done_at is None:
        post(RankingAsked(ranking_id=ranking.pk))
    return ranking


def work_out_ranking(ranking_id: int, *, now: dt.datetime) -> None:
    """The answer, or why there is none. Of sheets that are others by now the row goes."""
    ranking = Ranking.objects.select_related("round").filter(pk=ranking_id, done_at=None).first()
    if ranking is None:
        return
    scores = scores_of(ranking.round)
    if fingerprint_of(ranking.round, scores) != ranking.sha256:
        ranking.delete()
        return
    obstacle, content = "", {}
    try:
        content = scoring.report_content(scoring.report_of(question_of(ranking.round, scores)))
    except scoring.CannotRank as refusal:
        obstacle = str(refusal.obstacle)
    told = {"obstacle": obstacle, "content": content, "done_at": now}
    Ranking.objects.filter(pk=ranking_id, done_at=None).update(**told)


def rank_the_closed(*, now: dt.datetime) -> int:
    """Rounds that have closed and that nobody has asked about are worked out too; how many."""
    found = rounds_to_rank(now)
    for pk in found:
        ask_ranking(pk, by=machine("worker"), now=now)
    return len(found)

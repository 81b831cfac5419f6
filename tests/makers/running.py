"""What is said and decided while pilots run and end, for tests."""

import datetime as dt
from typing import Any
from uuid import uuid4

from django.utils import timezone

from eduhub.catalogue.models import Solution
from eduhub.kit.lang import Text
from eduhub.pilots.models import ClosingDecision, FeedbackSession, Suggestion
from eduhub.pilots.services import closing, feedback, suggestions
from eduhub.pilots.services.feedback import Given
from tests.makers import NOW, make_pilot
from tests.makers.pilots import Cast

LATER = dt.datetime(2026, 11, 2, 9, tzinfo=dt.UTC)


def make_suggestion(cast: Cast, who: str = "teacher", **told: Any) -> Suggestion:
    """A teacher suggests a change in the pilot of the cast."""
    key, now = told.pop("key", uuid4()), told.pop("now", NOW)
    told = {"kind": "ease", "importance": 2, "words": "Larger buttons."} | told
    said = suggestions.Suggested(**told)
    return suggestions.suggest(cast.pilot.pk, said, key=key, by=cast.actor(who), now=now)


def make_session(cast: Cast, audience: str = "pupils", hours: int = 1) -> FeedbackSession:
    by = cast.actor("teacher")
    return feedback.open_feedback(cast.group.pk, audience, hours, by=by, now=NOW)


def give(session: FeedbackSession, *values: int, now: dt.datetime = NOW, **rest: Any) -> bool:
    """One person's answers, from a form opened for it; the last value stands for the rest."""
    count = {"small": 4, "older": 5, "teacher": 5}[session.form]
    chosen = [*values, *[values[-1]] * count][:count]
    token = rest.pop("token", None) or feedback.new_token(session)
    return feedback.give_feedback(session.code, token, Given(chosen, **rest), now=now)


def make_verdict(**told: Any) -> closing.Verdict:
    told.setdefault("decision", "buy")
    told.setdefault("grounds", ["result"])
    told.setdefault("reasons", Text(en="Pupils solve more, in the same time."))
    told.setdefault("next_procurement", dt.date(2027, 8, 1))
    return closing.Verdict(**told)


def make_decision(cast: Cast, who: str = "principal", **told: Any) -> ClosingDecision:
    seen, now = told.pop("seen", 0), told.pop("now", NOW)
    return closing.decide_closing(
        cast.pilot.pk, make_verdict(**told), seen=seen, by=cast.actor(who), now=now
    )


def make_running(world: Any, actor: Any, secret: Any) -> None:
    """In the small world: a suggestion, an open code, two endings, and a pilot left out."""
    now, things = timezone.now(), world.things
    told = suggestions.Suggested("ease", 2, f"Larger buttons {secret('suggestion')}.")
    row = suggestions.suggest(
        things["pilot.running"], told, key=uuid4(), by=actor("teacher"), now=now
    )
    session = feedback.open_feedback(things["class"], "pupils", 168, by=actor("teacher"), now=now)
    for name, hidden in (("published", ""), ("analysed", f" {secret('closing')}")):
        reasons = Text(en=f"Pupils solve more.{hidden}")
        verdict = make_verdict(reasons=reasons, next_procurement=None)
        by, pilot = actor("principal"), things[f"pilot.{name}"]
        decision = closing.decide_closing(pilot, verdict, seen=0, by=by, now=now)
        things["closing" if name == "published" else "closing.early"] = decision.pk
    solution = Solution.objects.get(pk=things["solution.own"])
    left_out = make_pilot(solution, purpose=Text(fi=f"Salassa {secret('left-out')}"))
    closing.leave_out(left_out.pk, "secret", "A launch.", by=actor("staff"), now=now)
    things |= {
        "suggestion": row.pk,
        "session": session.pk,
        "code": session.code,
        "pilot.left_out": left_out.pk,
    }

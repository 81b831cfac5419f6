"""What feedback says, as far as it may be shown: to the group's school, to others in sums."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from django.db.models import FETCH_RAISE

from eduhub.kit.access import Actor, find
from eduhub.people.states import STAFF, Role
from eduhub.pilots.models import FeedbackAnswer, FeedbackSession, Group, Pilot, Standing
from eduhub.pilots.queries.standings import find_standing
from eduhub.pilots.rules.feedback import FEWEST, SessionInPilot, Shown, parts_of, shown, summed
from eduhub.pilots.rules.lanes import GroupInPilot
from eduhub.pilots.states import STATES_OF, Phase
from eduhub.pilots.states.feedback import QUESTIONS, Words
from eduhub.pilots.states.running import Audience, FeedbackForm


@dataclass(frozen=True, slots=True)
class QuestionSeen:
    question: Words
    shown: Shown


@dataclass(frozen=True, slots=True)
class SessionSeen:
    """One session for its own school; questions are empty until it is over."""

    session: FeedbackSession
    is_over: bool
    questions: list[QuestionSeen]


@dataclass(frozen=True, slots=True)
class FormSeen:
    """The answers to one form, summed over the pilot."""

    form: FeedbackForm
    questions: list[QuestionSeen]
    minutes: float | None = None  # median of teachers' own, where enough gave them

    @property
    def has_counts(self) -> bool:
        return any(row.shown.total for row in self.questions)


@dataclass(frozen=True, slots=True)
class FeedbackSeen:
    """What one reader may see of a pilot's feedback.

    Attributes:
        words: what teachers wrote, for schools (their own), officials and the hub.
        too_soon: teachers' answers are counted once, when the pilot has run.
    """

    forms: list[FormSeen]
    words: list[str]
    too_soon: bool


def sessions_of(group: Group, now: dt.datetime) -> list[SessionSeen]:
    """A group's sessions for its own teacher and principal, the newest first. Two queries."""
    rows = list(FeedbackSession.objects.filter(group=group).order_by("-pk"))
    chosen = _chosen_in(rows)
    seen = []
    for session in rows:
        is_over = not session.is_open(now)
        pupils = session.audience == Audience.PUPILS
        questions = _questions(session.form, [chosen[session.pk]]) if is_over and pupils else []
        seen.append(SessionSeen(session, is_over, questions))
    return seen


def find_session(session_id: int, actor: Actor) -> SessionInPilot:
    """A session that this person may see, with its pilot as it stands."""
    visible = FeedbackSession.objects.visible_to(actor).select_related("group__school")
    session = find(visible, pk=session_id)
    standing = find_standing(session.group.pilot_id, actor)
    session.group.pilot = standing.pilot
    return SessionInPilot(GroupInPilot(standing, session.group), session)


def feedback_of(standing: Standing, actor: Actor, now: dt.datetime) -> FeedbackSeen:
    """The sums over the pilot's sessions that are over, for all who have a part in it."""
    rows = _over(standing.pilot, now)
    taught = [row for row in rows if row.audience == Audience.TEACHERS]
    words = _words_for(standing, actor, taught)
    return FeedbackSeen(
        _forms(rows, standing.pilot), words, bool(taught) and not _has_run(standing.pilot)
    )


def feedback_sums(pilot: Pilot, now: dt.datetime) -> list[FormSeen]:
    """The forms of a pilot that has run of which a count may be shown; [] before.

    Without words, so that they may stand where its result is public. Three queries at most.
    """
    if not _has_run(pilot):
        return []
    return [form for form in _forms(_over(pilot, now), pilot) if form.has_counts]


def _has_run(pilot: Pilot) -> bool:
    return pilot.state not in STATES_OF[Phase.UNDER_WAY]


def _over(pilot: Pilot, now: dt.datetime) -> list[FeedbackSession]:
    over = FeedbackSession.objects.filter(group__pilot=pilot).over(now)
    return list(over.select_related("group").order_by("pk").fetch_mode(FETCH_RAISE))


def _forms(rows: Sequence[FeedbackSession], pilot: Pilot) -> list[FormSeen]:
    """Each form with its sums; the teachers' once the pilot has run, as they are few."""
    chosen = _chosen_in(rows)
    forms = []
    for form in (FeedbackForm.SMALL, FeedbackForm.OLDER):
        of_form = [chosen[row.pk] for row in rows if row.form == form]
        if of_form:
            forms.append(FormSeen(form, _questions(form, of_form)))
    taught = [row for row in rows if row.audience == Audience.TEACHERS]
    if taught and _has_run(pilot):
        pooled = [values for row in taught for values in chosen[row.pk]]
        forms.append(
            FormSeen(
                FeedbackForm.TEACHER,
                _questions(FeedbackForm.TEACHER, [pooled]),
                _minutes(taught),
            )
        )
    return forms


def _questions(form: str, of_sessions: Sequence[Sequence[Sequence[int]]]) -> list[QuestionSeen]:
    """Each question with what may be shown; of several sessions the safe sum."""
    found = []
    for place, question in enumerate(QUESTIONS[form]):
        parts = [parts_of(form, [values[place] for values in rows]) for rows in of_sessions]
        found.append(QuestionSeen(question, shown(parts[0]) if len(parts) == 1 else summed(parts)))
    return found


def _chosen_in(rows: Sequence[FeedbackSession]) -> dict[int, list[list[int]]]:
    found: dict[int, list[list[int]]] = defaultdict(list)
    answers = FeedbackAnswer.objects.filter(session__in=[row.pk for row in rows])
    for session_id, values in answers.order_by().values_list("session", "chosen"):
        found[session_id].append(values)
    return found


def _minutes(taught: Sequence[FeedbackSession]) -> float | None:
    answers = FeedbackAnswer.objects.filter(session__in=taught, minutes__isnull=False)
    rows = answers.order_by().values_list("minutes", flat=True)
    told = [minutes for minutes in rows if minutes is not None]
    return median(told) if len(told) >= FEWEST else None


def _words_for(standing: Standing, actor: Actor, taught: Sequence[FeedbackSession]) -> list[str]:
    """Companies read counts alone."""
    if actor.organisation_id == standing.company_id:
        return []
    all_of_it = actor.roles & STAFF or actor.holds(Role.PROVIDER_OFFICIAL)
    own = [s.pk for s in taught if all_of_it or s.group.school_id == actor.organisation_id]
    answers = FeedbackAnswer.objects.filter(session__in=own).exclude(words="")
    return sorted(answers.values_list("words", flat=True))

"""How far the worker is with an analysis, in the words of whoever waits for it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from eduhub.evidence.models import Result
from eduhub.evidence.states import ResultState
from eduhub.kit import formats
from eduhub.kit.jobs import JobStanding, standing_of

TASK = "eduhub.evidence.tasks.analyse"


@dataclass(frozen=True, slots=True)
class Step:
    """One step as `ui.stepper` draws it: done, now or coming."""

    label: str
    state: str
    note: str = ""


def steps_of(result: Result) -> tuple[Step, ...]:
    """From the closing of the data to the report; () where nobody works. Two queries at most."""
    if result.state != ResultState.WAITING:
        return ()
    job = standing_of(TASK, plan_id=result.plan_id)
    begun = job is not None and job.status == "doing"
    over = job is not None and job.status not in ("todo", "doing")
    queue, work = ("done", "now") if begun else ("now", "coming")
    return (
        Step(_("The data are closed"), "done", formats.moment(result.asked_at)),
        Step(_("It waits for the worker"), queue, "" if begun else _waiting(job, over=over)),
        Step(_("The worker compares, draws the lot again and checks"), work),
        Step(_("The report is here"), "coming"),
    )


def _waiting(job: JobStanding | None, *, over: bool) -> str:
    if job is None or over:
        return _("No job of it is in the queue. It can be asked for once more.")
    if job.attempts and job.next_at is not None:
        words = _("Tried %(times)s times; again %(at)s.")
        return words % {"times": job.attempts, "at": formats.moment(job.next_at)}
    if not job.ahead:
        return _("It is next.")
    words = ngettext("%(n)s other job is before it.", "%(n)s other jobs are before it.", job.ahead)
    return words % {"n": formats.number(job.ahead)}

"""The one thing that a trial waits for from the person who looks."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from eduhub.evidence.models import Trial
from eduhub.evidence.rules import TRIAL_RULES, has_part, is_of_company, is_staff
from eduhub.evidence.states import ResultState
from eduhub.kit.access import Actor, may
from eduhub.pilots.states import PilotState

PATIENCE = dt.timedelta(minutes=10)  # after which an analysis that has not come is late


@dataclass(frozen=True, slots=True)
class Step:
    """What comes next; door "" when it is for others to do, on: what the address needs."""

    title: str
    words: str
    door: str = ""
    label: str = ""
    on: tuple[int, ...] = ()


def next_step(trial: Trial, actor: Actor) -> Step | None:
    """What this person can do next or waits for; None when there is nothing to say."""
    steps = {
        PilotState.AGREED: _plan_step,
        PilotState.INFORMED: _plan_step,
        PilotState.PREREGISTERED: _start_step,
        PilotState.RUNNING: _results_step,
        PilotState.DATA_CLOSED: _analysis_step,
        PilotState.ANALYSED: _publish_step,
        PilotState.REVIEWED: _publish_step,
        PilotState.DECIDED: _publish_step,
        PilotState.REPORTED: _publish_step,
    }
    find = steps.get(PilotState(trial.pilot.state))
    return find(trial, actor) if find and has_part(actor, trial) else None


def _plan_step(trial: Trial, actor: Actor) -> Step | None:
    on = (trial.pilot.pk,)
    if not may(actor, "write", trial, TRIAL_RULES):
        return None  # the pilot's own page says that the plan is next
    if trial.plan is None:
        return Step(
            _("Write the plan"),
            _("Who is compared with whom, who measures, and when the result is made public."),
            "evidence:plan_write",
            _("Write the plan"),
            on,
        )
    return Step(
        _("Freeze the plan"),
        _("Read it once more with the others. Once frozen, every change is public."),
        "evidence:plan",
        _("Read the plan"),
        on,
    )


def _start_step(trial: Trial, actor: Actor) -> Step:
    on = (trial.pilot.pk,)
    if may(actor, "draw", trial, TRIAL_RULES):
        words = _("The plan is frozen. Now the lot decides which classes try the solution.")
        return Step(_("Draw the lot"), words, "evidence:lot", _("To the lot"), on)
    if may(actor, "start", trial, TRIAL_RULES):
        words = _("Plan and classes are fixed. Teachers hear by letter what their class does.")
        return Step(_("Start the pilot"), words, "evidence:plan", _("To the plan"), on)
    return Step(
        _("The pilot is about to start"),
        _("The plan is frozen. Teachers hear by letter what their class does."),
    )


def _results_step(trial: Trial, actor: Actor) -> Step | None:
    pilot_id = trial.pilot.pk
    if not trial.comes_in_one_file:
        own = [one for one in trial.classes_of(actor) if trial.is_asked_for(one)]
        if own:
            title = _("Totals of %(label)s are asked for") % {"label": own[0].group.label}
            words = _("When the pupils have been measured: how many, their mean and spread.")
            door, label = "evidence:class_totals", _("Give the class totals")
            return Step(title, words, door, label, (pilot_id, own[0].group_id))
    if not may(actor, "close", trial, TRIAL_RULES) and may(
        actor, "give_trial", trial, TRIAL_RULES
    ):
        words = _("One file with a row for each pupil. Only sums by class are kept of it.")
        title = _("Send the results of the trial")
        return Step(title, words, "evidence:trial_file", _("Send the file"), (pilot_id,))
    if may(actor, "close", trial, TRIAL_RULES):
        words = _("Once all results are in. After that nothing can be added.")
        return Step(_("Close the data"), words, "evidence:data", _("See the results"), (pilot_id,))
    return None


def _asked_anew(trial: Trial, actor: Actor) -> Step | None:
    """Somebody has withdrawn: what this person gave is asked for once more."""
    title = _("Somebody has withdrawn: give the results anew")
    words = _("Without the pupil who has withdrawn. What was given before is not used any more.")
    own = [one for one in trial.classes_of(actor) if trial.is_asked_anew(one)]
    if own:
        door, label = "evidence:class_totals", _("Give the class totals")
        return Step(title, words, door, label, (trial.pilot.pk, own[0].group_id))
    if trial.is_asked_anew(None) and may(actor, "give_trial", trial, TRIAL_RULES):
        return Step(title, words, "evidence:trial_file", _("Send the file"), (trial.pilot.pk,))
    return None


def _analysis_step(trial: Trial, actor: Actor) -> Step:
    if trial.is_reopened and not is_of_company(actor, trial):
        return _asked_anew(trial, actor) or Step(
            _("Results of a class are given anew"),
            _("Somebody has withdrawn. The analysis runs again once the new results are in."),
            "evidence:report" if is_staff(actor) else "",
            _("To the report"),
            (trial.pilot.pk,),
        )
    if trial.result is not None and trial.result.state == ResultState.FAILED:
        return Step(
            _("The analysis stopped"),
            _("The hub looks into it. Nothing that was given is lost."),
            "evidence:report" if is_staff(actor) else "",
            _("To the report"),
            (trial.pilot.pk,),
        )
    return Step(_("The results are being analysed"), _("This takes a moment. Look again soon."))


def _publish_step(trial: Trial, actor: Actor) -> Step:
    staff = is_staff(actor)
    words = _("The hub publishes it by the day that the plan names, whatever it says.")
    if staff:
        words = _("Read the report and publish it, whatever it says.")
    title = _("Publish the result") if staff else _("The result is there")
    return Step(title, words, "evidence:report", _("Read the report"), (trial.pilot.pk,))


def is_late(trial: Trial, now: dt.datetime) -> bool:
    """Whether an analysis has been asked for and should have come by now."""
    result = trial.result
    waits = result is not None and result.state == ResultState.WAITING
    return waits and result is not None and result.asked_at + PATIENCE < now


def classes_given(trial: Trial) -> str:
    given = sum(trial.counted_of(one) is not None for one in trial.classes)
    words = ngettext(
        "%(given)s of %(all)s class has given its totals",
        "%(given)s of %(all)s classes have given their totals",
        len(trial.classes),
    )
    return words % {"given": given, "all": len(trial.classes)}

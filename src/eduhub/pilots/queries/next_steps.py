"""The one thing that a pilot waits for from the person who looks."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from eduhub.kit.access import Actor
from eduhub.people.states import Role
from eduhub.pilots.models import Standing
from eduhub.pilots.queries.gate_steps import (
    NextStep,
    awaited,
    paused,
    to_answer,
    to_decide,
    to_inform,
    to_sign,
)
from eduhub.pilots.states import PilotState


def next_step(standing: Standing, actor: Actor) -> NextStep | None:
    """What this person can do next or waits for; None when there is nothing to say."""
    if standing.pilot.state == PilotState.PAUSED:
        return _while_paused(standing, actor)
    if not standing.is_before_the_plan:
        return None
    if actor.organisation_id == standing.company_id:
        return _for_company(standing, actor)
    if actor.holds(Role.PRINCIPAL):
        return _for_principal(standing, actor)
    if actor.holds(Role.TEACHER):
        return _for_teacher(standing, actor)
    if (step := to_decide(standing, actor)) is not None:
        return step
    return None if actor.is_signed_in else _for_visitor(standing)


def _while_paused(standing: Standing, actor: Actor) -> NextStep | None:
    for find in (to_decide, to_sign, to_inform):
        step = find(standing, actor)
        if step is not None and step.is_ones_own:
            return step
    return paused(standing)


def _for_principal(standing: Standing, actor: Actor) -> NextStep | None:
    waiting = [g for g in standing.waiting if g.school_id == actor.organisation_id]
    if not waiting:
        heads = standing.headed_by(actor)
        return to_sign(standing, actor) or (
            awaited(standing) if heads and standing.everybody_agrees else None
        )
    return NextStep(
        _("A group waits for your yes"),
        _("%(label)s, %(grade)s. You see what it asks of the teacher before you decide.")
        % {"label": waiting[0].label, "grade": waiting[0].grade_words},
        "pilots:decide",
        pgettext("a principal", "Decide"),
        waiting[0].pk,
    )


def _for_visitor(standing: Standing) -> NextStep | None:
    if not standing.places_left:
        return None
    return NextStep(
        _("Are you a teacher?"),
        _("Bring your group: three facts, a minute. You sign in first."),
        "pilots:join",
        _("Join with my group"),
        standing.pilot.pk,
    )


def _for_company(standing: Standing, actor: Actor) -> NextStep:
    pilot = standing.pilot
    if (step := to_answer(standing)) is not None:
        return step
    if standing.statement is None:
        return NextStep(
            _("Write what would count as a success"),
            _(
                "Teachers agree to it before anything starts. Write it early: it shows you mean it."
            ),
            "pilots:statement",
            _("Write the statement"),
            pilot.pk,
        )
    if not standing.company_agrees and actor.holds(Role.COMPANY_LEAD):
        return _agree(standing)
    if not standing.company_agrees:
        return NextStep(
            _("Your lead has not agreed yet"),
            _("The success statement needs the yes of your company's lead."),
        )
    if standing.everybody_agrees:
        return to_sign(standing, actor) or awaited(standing)
    return _waits_for_schools(standing)


def _waits_for_schools(standing: Standing) -> NextStep:
    if standing.accepted:
        missing = len(standing.accepted) - len(standing.agreeing)
        return NextStep(
            _("Teachers read the success statement"),
            ngettext(
                "%(count)s group has not agreed yet.",
                "%(count)s groups have not agreed yet.",
                missing,
            )
            % {"count": missing},
        )
    if standing.waiting:
        return NextStep(
            _("A principal decides"),
            _("A group has joined. Its principal is asked now; you are told what comes of it."),
        )
    return NextStep(
        _("The offer is open"),
        _("Teachers find it in the register and on your solution's page."),
    )


def _for_teacher(standing: Standing, actor: Actor) -> NextStep | None:
    own = standing.led_by(actor)
    accepted = [g for g in own if g in standing.accepted]
    if not own:
        return _may_join(standing)
    if not accepted:
        return NextStep(
            _("Your principal is asked"),
            _("You hear by letter. Until then nothing is asked of you."),
        )
    if standing.statement is None:
        return NextStep(
            _("What would count as a success?"),
            _("Nobody has written it yet. You may: you know what your group needs."),
            "pilots:statement",
            _("Write the statement"),
            standing.pilot.pk,
        )
    if not all(standing.agrees(group) for group in accepted):
        return _agree(standing)
    if (step := to_inform(standing, actor)) is not None:
        return step
    if standing.everybody_agrees:
        return awaited(standing)
    return NextStep(
        _("You have agreed"),
        _("The others have not all agreed yet. Nothing is asked of you now."),
    )


def _may_join(standing: Standing) -> NextStep | None:
    if standing.elsewhere:
        return NextStep(_("It looks for groups in another country"), standing.elsewhere)
    if not standing.places_left:
        return NextStep(
            _("All places are taken"), _("A group that leaves would free one. Look again later.")
        )
    return NextStep(
        _("Bring your group"),
        _("Three facts, a minute. Your principal is asked after you, never before."),
        "pilots:join",
        _("Join with my group"),
        standing.pilot.pk,
    )


def _agree(standing: Standing) -> NextStep:
    return NextStep(
        _("Do you agree?"),
        _("Read the success statement. Agree to it, or propose another."),
        "pilots:agree",
        _("Read and agree"),
        standing.pilot.pk,
    )

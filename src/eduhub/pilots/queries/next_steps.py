"""The one thing that a pilot waits for from the person who looks."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from eduhub.kit.access import Actor
from eduhub.people.states import Role
from eduhub.pilots.models import Standing
from eduhub.pilots.states import BEFORE_THE_PLAN, PilotState


@dataclass(frozen=True, slots=True)
class NextStep:
    """What comes next, in words.

    Attributes:
        door: name of the address where one does it; "" when it is for others to do.
        on: what the address needs: the pilot's or the group's id.
    """

    title: str
    words: str
    door: str = ""
    label: str = ""
    on: int = 0

    @property
    def is_ones_own(self) -> bool:
        return bool(self.door)


def next_step(standing: Standing, actor: Actor) -> NextStep | None:
    """What this person can do next or waits for; None when there is nothing to say."""
    if standing.pilot.state not in BEFORE_THE_PLAN:
        return None
    if actor.organisation_id == standing.company_id:
        return _for_company(standing, actor)
    if actor.holds(Role.PRINCIPAL):
        waiting = [g for g in standing.waiting if g.school_id == actor.organisation_id]
        if waiting:
            return NextStep(
                _("A group waits for your yes"),
                _("%(label)s, %(grade)s. You see what it asks of the teacher before you decide.")
                % {"label": waiting[0].label, "grade": waiting[0].grade_words},
                "pilots:decide",
                _("Decide"),
                waiting[0].pk,
            )
    if actor.holds(Role.TEACHER):
        return _for_teacher(standing, actor)
    return None if actor.is_signed_in else _for_visitor(standing)


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
    return _waits_for_schools(standing)


def _waits_for_schools(standing: Standing) -> NextStep:
    if standing.pilot.state == PilotState.AGREED:
        return _agreed()
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
    if standing.pilot.state == PilotState.AGREED:
        return _agreed()
    return NextStep(
        _("You have agreed"),
        _("The others have not all agreed yet. Nothing is asked of you now."),
    )


def _may_join(standing: Standing) -> NextStep | None:
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


def _agreed() -> NextStep:
    return NextStep(
        _("Both sides agree"),
        _("Next the plan is frozen: which groups, which measure, drawn by lot."),
    )

"""What the gates before the plan wait for, from the person who looks."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from eduhub.kit.access import Actor
from eduhub.pilots.models import Agreement, Standing
from eduhub.pilots.rules.agreements import AgreementNow, party_of
from eduhub.pilots.rules.lanes import office_of
from eduhub.pilots.states import Lane
from eduhub.pilots.states.agreements import SignedBy


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


def to_answer(standing: Standing) -> NextStep | None:
    """The company's first step: five questions, from which the lane follows."""
    if standing.gates.answers is not None:
        return None
    return NextStep(
        _("Five questions on data and contract"),
        _("From them follows the lane: which papers the pilot needs, and which it does not."),
        "pilots:lane",
        _("Answer the questions"),
        standing.pilot.pk,
    )


def to_decide(standing: Standing, actor: Actor) -> NextStep | None:
    """What an official opens: lane, privacy, permit."""
    if office_of(actor, standing) is None:
        return None
    on = standing.pilot.pk
    if standing.gates.answers is None:
        return NextStep(
            _("The lane is still open"),
            _("The company has not answered the questions yet. You are told when it has."),
        )
    if not standing.lane_is_decided:
        return NextStep(
            _("Decide the lane"),
            _("The questions are answered and a lane is recommended. You decide."),
            "pilots:lane_decide",
            _("Decide the lane"),
            on,
        )
    if not standing.privacy_is_cleared:
        return NextStep(
            _("Clear the privacy questions"),
            _("Personal data of pupils are touched. Say whether the papers are in order."),
            "pilots:privacy",
            pgettext("an official", "Decide"),
            on,
        )
    if not standing.permit_holds:
        return NextStep(
            _("Note the research permit"),
            _("Its number, its days, and the day by which the data are destroyed."),
            "pilots:permit",
            _("Note the permit"),
            on,
        )
    return None


def to_sign(standing: Standing, actor: Actor) -> NextStep | None:
    """The agreement that waits for this person's signature."""
    waiting = unsigned_by(standing, actor)
    if not waiting:
        return None
    return NextStep(
        _("Sign the agreement"),
        _("Everybody agrees on what success is. Now company and school sign."),
        "pilots:agreement",
        _("Read and sign"),
        waiting[0].pk,
    )


def unsigned_by(standing: Standing, actor: Actor) -> list[Agreement]:
    """Agreements on what stands now that wait for this person's signature, the oldest first."""
    if not standing.may_be_signed:
        return []
    made = (standing.agreement_with(school_id) for school_id in sorted(standing.school_ids))
    found = []
    for agreement in made:
        if agreement is None:
            continue
        party = party_of(actor, AgreementNow(standing, agreement))
        if party is not None and agreement.signature_of(party) is None:
            found.append(agreement)
    return found


def to_inform(standing: Standing, actor: Actor) -> NextStep | None:
    """Lanes B and C: guardians and pupils are informed before anything is measured."""
    if standing.pilot.lane not in (Lane.B, Lane.C) or not standing.lane_is_decided:
        return None
    led = [g for g in standing.led_by(actor) if g in standing.accepted]
    own = [g for g in led if g.pk not in standing.gates.informed]
    if not own:
        return None
    return NextStep(
        _("Inform guardians and pupils"),
        _("%(label)s: tell them what is tried and which data are touched, then note it here.")
        % {"label": own[0].label},
        "pilots:inform",
        _("Note that it is done"),
        own[0].pk,
    )


def awaited(standing: Standing) -> NextStep:
    """Everybody agrees on the statement: which gate comes next, for those who only wait."""
    if standing.is_ready_for_the_plan:
        return NextStep(
            _("Both sides agree"),
            _("Next the plan is frozen: which groups, which measure, drawn by lot."),
        )
    if not standing.lane_is_decided:
        return NextStep(
            _("The lane is decided next"),
            _("An official of the education provider, or the hub's lead, does it."),
        )
    if not standing.privacy_is_cleared:
        return NextStep(
            _("The privacy questions are cleared next"),
            _("An official of the education provider, or the hub's lead, does it."),
        )
    if not standing.permit_holds:
        return NextStep(
            _("The research permit is awaited"),
            _("It usually takes two to four weeks. The pilot goes on once it is noted here."),
        )
    if not standing.is_signed:
        return NextStep(_("Company and school sign"), _missing_signatures(standing))
    return NextStep(
        _("Guardians and pupils are informed"),
        _("The teachers note it for their groups. Then the plan is frozen."),
    )


def _missing_signatures(standing: Standing) -> str:
    made = [standing.agreement_with(school_id) for school_id in standing.school_ids]
    company = any(one is None or one.signature_of(SignedBy.COMPANY) is None for one in made)
    school = any(one is None or one.signature_of(SignedBy.SCHOOL) is None for one in made)
    if company and school:
        return _("The company's lead and the principal are asked to sign the agreement.")
    if company:
        return _("The signature of the company's lead is missing.")
    return _("The principal's signature is missing.")


def paused(standing: Standing) -> NextStep:
    """A trial that stands still because a gate has closed, for those who only wait."""
    title = _("The pilot is paused")
    if not standing.accepted:
        words = _(
            "No group takes part any more. What was given stays. The company's lead or the hub"
            " ends the pilot, with a reason."
        )
        return NextStep(title, words)
    if standing.lane_is_decided and standing.privacy_is_cleared and not standing.permit_holds:
        words = _(
            "The research permit holds no longer. The pilot goes on once a new one is noted here;"
            " that usually takes two to four weeks."
        )
        return NextStep(title, words)
    missing = awaited(standing)
    return NextStep(title, f"{missing.title}. {missing.words}")

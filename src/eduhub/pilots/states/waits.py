"""What a pilot can wait for, from whom, and how long that usually takes."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from eduhub.people.states import Role


class WaitKind(TextChoices):
    """A step that somebody has to take."""

    SCREEN = "screen", _("Look the offer through")
    ANSWER_LANE = "answer_lane", _("Answer the questions on the lane")
    DECIDE_LANE = "decide_lane", _("Decide the lane")
    CLEAR_PRIVACY = "clear_privacy", _("Clear the privacy questions")
    NOTE_PERMIT = "note_permit", _("Note the research permit")
    ANSWER_INVITATION = "answer_invitation", _("Answer the invitation to take part")
    DECIDE_GROUP = "decide_group", _("Decide on a group")
    WRITE_STATEMENT = "write_statement", _("Write the success statement")
    AGREE_COMPANY = "agree_company", _("Agree to the success statement, for the company")
    AGREE_TEACHER = "agree_teacher", _("Agree to the success statement, for a group")
    SIGN_COMPANY = "sign_company", _("Sign the agreement, for the company")
    SIGN_SCHOOL = "sign_school", _("Sign the agreement, for the school")
    INFORM = "inform", _("Inform guardians and pupils")
    ASK_ANEW = "ask_anew", _("Ask for consent anew")
    PLAN = "plan", _("Write and freeze the plan")
    START = "start", _("Draw the lot and start")
    CLOSE_DATA = "close_data", _("Close the data")
    REOPEN = "reopen", _("Open the gate that has closed")
    ANALYSE = "analyse", _("Analyse the data")
    PUBLISH = "publish", _("Publish the result")
    CLOSE = "close", _("Decide whether to buy, continue or stop")
    ANSWER_SUGGESTION = "answer_suggestion", _("Answer a suggestion")
    APPROVE_COVER = "approve_cover", _("Say whether the school asks for substitute cover")
    DECIDE_COVER = "decide_cover", _("Decide on substitute cover")


class WaitsFor(TextChoices):
    """On whose side the step is."""

    COMPANY = "company", _("The company")
    COMPANY_LEAD = "company_lead", _("The company's lead")
    TEACHER = "teacher", _("A teacher")
    PRINCIPAL = "principal", _("A principal")
    OFFICIAL = "official", _("An official of the education provider, or the hub's lead")
    HUB = "hub", _("The hub")


OWN = "OWN"  # our own estimate, from nobody's figures: to be replaced by what is measured


@dataclass(frozen=True, slots=True)
class Usual:
    """How long a step usually takes.

    Attributes:
        days: from the day on which it could have been taken.
        source: where the number is from.
    """

    days: int
    by: WaitsFor
    source: str = OWN


USUAL: dict[str, Usual] = {
    WaitKind.SCREEN: Usual(5, WaitsFor.HUB),
    WaitKind.ANSWER_LANE: Usual(7, WaitsFor.COMPANY),
    WaitKind.DECIDE_LANE: Usual(10, WaitsFor.OFFICIAL),
    WaitKind.CLEAR_PRIVACY: Usual(14, WaitsFor.OFFICIAL),
    WaitKind.NOTE_PERMIT: Usual(28, WaitsFor.OFFICIAL),
    WaitKind.ANSWER_INVITATION: Usual(7, WaitsFor.TEACHER),
    WaitKind.DECIDE_GROUP: Usual(7, WaitsFor.PRINCIPAL),
    WaitKind.WRITE_STATEMENT: Usual(10, WaitsFor.COMPANY),
    WaitKind.AGREE_COMPANY: Usual(7, WaitsFor.COMPANY_LEAD),
    WaitKind.AGREE_TEACHER: Usual(7, WaitsFor.TEACHER),
    WaitKind.SIGN_COMPANY: Usual(7, WaitsFor.COMPANY_LEAD),
    WaitKind.SIGN_SCHOOL: Usual(7, WaitsFor.PRINCIPAL),
    WaitKind.INFORM: Usual(14, WaitsFor.TEACHER),
    WaitKind.ASK_ANEW: Usual(14, WaitsFor.TEACHER),
    WaitKind.PLAN: Usual(14, WaitsFor.OFFICIAL),
    WaitKind.START: Usual(0, WaitsFor.OFFICIAL),  # from the first day on
    WaitKind.CLOSE_DATA: Usual(14, WaitsFor.OFFICIAL),  # from the last day on
    WaitKind.REOPEN: Usual(7, WaitsFor.OFFICIAL),
    WaitKind.ANALYSE: Usual(2, WaitsFor.HUB),
    WaitKind.PUBLISH: Usual(30, WaitsFor.HUB),
    WaitKind.CLOSE: Usual(30, WaitsFor.PRINCIPAL),
    WaitKind.ANSWER_SUGGESTION: Usual(14, WaitsFor.COMPANY),
    WaitKind.APPROVE_COVER: Usual(7, WaitsFor.PRINCIPAL),
    WaitKind.DECIDE_COVER: Usual(14, WaitsFor.HUB),
}
ROLES: dict[str, frozenset[str]] = {  # who is written to
    WaitsFor.COMPANY: frozenset({Role.COMPANY_LEAD, Role.COMPANY_MEMBER}),
    WaitsFor.COMPANY_LEAD: frozenset({Role.COMPANY_LEAD}),
    WaitsFor.TEACHER: frozenset({Role.TEACHER}),
    WaitsFor.PRINCIPAL: frozenset({Role.PRINCIPAL}),
    WaitsFor.OFFICIAL: frozenset({Role.PROVIDER_OFFICIAL}),
    WaitsFor.HUB: frozenset({Role.HUB_LEAD, Role.HUB_STAFF}),
}
LEAD_OF: dict[str, frozenset[str]] = {  # who is told, at the same place, when it takes too long
    WaitsFor.COMPANY: frozenset({Role.COMPANY_LEAD}),
    WaitsFor.COMPANY_LEAD: frozenset({Role.COMPANY_LEAD}),
    WaitsFor.TEACHER: frozenset({Role.PRINCIPAL}),
    WaitsFor.PRINCIPAL: frozenset({Role.PRINCIPAL}),
    WaitsFor.OFFICIAL: frozenset({Role.PROVIDER_OFFICIAL}),
    WaitsFor.HUB: frozenset({Role.HUB_LEAD}),
}

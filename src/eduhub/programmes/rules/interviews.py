"""Who may plan interviews and who may choose a time of one."""

from django.utils.translation import gettext_lazy as _

from eduhub.kit.access import SIGNED_IN, Rule, Rules
from eduhub.kit.errors import NotNow
from eduhub.people.states import STAFF
from eduhub.programmes.rules.applications import STANDS, UNDECIDED, WRITERS
from eduhub.programmes.rules.cohorts import runs_the_hub
from eduhub.programmes.states import Selection

HUB_STAFF = Rule(runs_the_hub, _("Only the hub's own people do this."))
SHORTLISTED = Rule(
    lambda actor, at: at.application.selection == Selection.SHORTLISTED,
    _("Interviews are for those who were let through to the next step."),
    NotNow,
)
NOT_THE_HUB = Rule(lambda actor, at: not actor.roles & STAFF, _("The applicant chooses the time."))

INTERVIEW_RULES: Rules = {
    "manage": (HUB_STAFF,),
    "choose": (SIGNED_IN, NOT_THE_HUB, WRITERS, STANDS, UNDECIDED, SHORTLISTED),
}

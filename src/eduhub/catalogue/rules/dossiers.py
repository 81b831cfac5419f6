"""Who publishes, reads and reviews a privacy dossier, and what the nine criteria come to."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from eduhub.catalogue.models import Dossier
from eduhub.catalogue.rules.stands import OF_THE_COMPANY
from eduhub.catalogue.states import Screened, Tick
from eduhub.kit.access import SIGNED_IN, Actor, Rule, Rules
from eduhub.people.states import STAFF, Role

ENOUGH = 2  # of the nine criteria: WP248 rev.01, section III.B.a


def screened(answers: Mapping[str, str]) -> Screened:
    """What the nine ticks come to: two that hold ask for an assessment.

    An unsure one may hold: where it would tip the scales the answer is "cannot tell".

    Source: Article 29 Working Party, WP248 rev.01 (2017), as the European Data Protection Board
    has endorsed it.
    """
    ticks = list(answers.values())
    certain, unsure = ticks.count(Tick.YES), ticks.count(Tick.UNSURE)
    if certain >= ENOUGH:
        return Screened.NEEDED
    return Screened.UNSURE if certain + unsure >= ENOUGH else Screened.NOT_NEEDED


def is_official(actor: Actor, thing: object = None) -> bool:
    return actor.holds(Role.PROVIDER_OFFICIAL)


def _follows(actor: Actor, dossier: Dossier) -> bool:
    own = actor.organisation_id == dossier.solution.company_id
    return own or is_official(actor) or bool(actor.roles & STAFF)


OFFICIAL = Rule(is_official, _("Only an official of an education provider decides this."))
ASSESSES = Rule(
    lambda actor, dossier: is_official(actor) or bool(actor.roles & STAFF),
    _("Only officials of an education provider, and the hub, read the assessment."),
)

DOSSIER_RULES: Rules = {
    "publish": (SIGNED_IN, OF_THE_COMPANY),  # of the solution
    "read": (SIGNED_IN, Rule(_follows, _("Only those whom it concerns read all of it."))),
    "review": (SIGNED_IN, OFFICIAL),
    "screen": (SIGNED_IN, OFFICIAL),
    "assess": (SIGNED_IN, ASSESSES),
}

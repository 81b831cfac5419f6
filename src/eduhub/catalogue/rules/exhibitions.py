from django.utils.translation import gettext_lazy as _

from eduhub.catalogue.models import Exhibition
from eduhub.catalogue.states import ExhibitionState
from eduhub.kit.access import Actor, Rule, Rules
from eduhub.kit.errors import NotNow
from eduhub.people.states import STAFF


def _is_staff(actor: Actor, thing: object) -> bool:
    return bool(actor.roles & STAFF)


def _is_draft(actor: Actor, exhibition: Exhibition) -> bool:
    return exhibition.state == ExhibitionState.DRAFT


def _shows_something(actor: Actor, exhibition: Exhibition) -> bool:
    return exhibition.exhibits.exists()


HUB_STAFF = Rule(_is_staff, _("Only the hub's own people make exhibitions."))
IS_DRAFT = Rule(_is_draft, _("The exhibition is published already."), NotNow)
IS_PUBLISHED = Rule(
    lambda actor, exhibition: exhibition.state == ExhibitionState.PUBLISHED,
    _("The exhibition is not published."),
    NotNow,
)
SHOWS_SOMETHING = Rule(
    _shows_something, _("Choose at least one solution first: the exhibition is empty."), NotNow
)

EXHIBITION_RULES: Rules = {
    "make": (HUB_STAFF,),
    "edit": (HUB_STAFF,),
    "publish": (HUB_STAFF, IS_DRAFT, SHOWS_SOMETHING),
    "unpublish": (HUB_STAFF, IS_PUBLISHED),
    "see_figures": (HUB_STAFF,),
}

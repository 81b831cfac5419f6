from django.utils.translation import gettext_lazy as _

from eduhub.kit.access import SIGNED_IN, Actor, Rule, Rules
from eduhub.kit.errors import NotNow
from eduhub.pages.models import Page
from eduhub.pages.states import PageState
from eduhub.people.states import STAFF


def _is_staff(actor: Actor, thing: object) -> bool:
    return bool(actor.roles & STAFF)


def _says_something(actor: Actor, page: Page) -> bool:
    return bool(page.title.spoken and page.body.spoken)


HUB_STAFF = Rule(_is_staff, _("Only the hub's own people write pages, guides and news."))
SAYS_SOMETHING = Rule(
    _says_something, _("A page needs a title and a text before it is published."), NotNow
)
IS_PUBLISHED = Rule(
    lambda actor, page: page.state == PageState.PUBLISHED,
    _("The page is not published."),
    NotNow,
)

PAGE_RULES: Rules = {
    "write": (HUB_STAFF,),
    "publish": (HUB_STAFF, SAYS_SOMETHING),
    "unpublish": (HUB_STAFF, IS_PUBLISHED),
    "get_news": (SIGNED_IN,),
}

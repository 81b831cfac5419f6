"""The hub's own people can see much, so they are asked for a second factor until they have one."""

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.template.loader import render_to_string

from eduhub.kit.access import Actor
from eduhub.kit.http import HubRequest
from eduhub.kit.panels import panel
from eduhub.people.states import STAFF

ENOUGH = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


@panel("site.home", order=1)
def ask_for_second_factor(request: HubRequest, actor: Actor) -> str:
    """Drawn for staff who sign in here; an outside provider looks after its own."""
    if not actor.roles & STAFF:
        return ""
    if Authenticator.objects.filter(user_id=actor.user_id, type__in=ENOUGH).exists():
        return ""
    if SocialAccount.objects.filter(user_id=actor.user_id).exists():
        return ""
    return render_to_string("site/second_factor.html", {}, request)

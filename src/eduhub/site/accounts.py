"""How accounts, second factors and outside sign-in join the rest of the hub."""

import base64
import hashlib
import logging
import time
from typing import Any
from urllib.parse import urlencode, urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from cryptography.fernet import Fernet
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from eduhub.kit import mail
from eduhub.people.models import User
from eduhub.site.account_words import ACCOUNT_ERRORS, NOTICES, OUTSIDE_ERRORS, SECOND_FACTOR_ERRORS
from eduhub.site.oidc.provider import SIGN_OUT

log = logging.getLogger("eduhub.accounts")
LATELY_SECONDS = 15 * 60


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Letters go through the outbox; a new account knows its language and when it began."""

    error_messages = DefaultAccountAdapter.error_messages | ACCOUNT_ERRORS

    def new_user(self, request: HttpRequest) -> User:
        return User(joined_at=timezone.now(), language=(get_language() or "fi")[:2])

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """allauth's letters in our words; those that only report a change share one."""
        person = User.objects.filter(email=email).only("language").first()
        language = person.language if person else (get_language() or "fi")[:2]
        name = template_prefix.rpartition("/")[2]
        told = {"hub": settings.HUB_NAME, **context}
        if name in NOTICES:
            name, told = "notice", told | {"notice": NOTICES[name]}
        with transaction.atomic():
            mail.write(email, f"account/{name}", told, language=language, now=timezone.now())

    def is_safe_url(self, url: str | None) -> bool:
        """Only to pages of this very host, and never from https down to http."""
        return url_has_allowed_host_and_scheme(
            url, {self.request.get_host()}, require_https=self.request.is_secure()
        )

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        """To our front page; where one came from an outside provider, by its own sign-out."""
        told = request.session.get(SIGN_OUT)
        if not told or not _leads_to_a_provider(told["at"]):
            return str(super().get_logout_redirect_url(request))
        asked = {
            "id_token_hint": told["hint"],
            "client_id": told["client"],
            "post_logout_redirect_uri": f"{settings.PUBLIC_URL}/",
        }
        return f"{told['at']}?{urlencode(asked)}"

    def is_reauthentication_required(self, *, app: str, **rest: Any) -> bool:
        """Not from somebody who signed in within the last quarter of an hour."""
        records = get_authentication_records(self.request, self.request.user)
        return not any(time.time() - record["at"] < LATELY_SECONDS for record in records)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        words = {
            "reauthenticate": _("With your password"),
            "mfa_reauthenticate": _("With a code from the app"),
            "mfa_reauthenticate:webauthn": _("With a passkey"),
        }
        methods = super().get_reauthentication_methods(user)
        return [
            method | {"description": words.get(method["id"], method["description"])}
            for method in methods
        ]


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """TOTP secrets lie encrypted in the database, under a key that is not in it."""

    error_messages = DefaultMFAAdapter.error_messages | SECOND_FACTOR_ERRORS

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def generate_authenticator_name(self, user: User, type: str) -> str:
        known = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return _("Key %(number)s") % {"number": known + 1}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Passkeys belong to the hub's own name; browsers make none for a bare IP address."""
        host = str(urlsplit(settings.PUBLIC_URL).hostname)
        return {"id": "localhost" if host == "127.0.0.1" else host, "name": settings.HUB_NAME}


class ProviderAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """An account from outside is known by issuer and subject, never by its e-mail address."""

    error_messages = DefaultSocialAccountAdapter.error_messages | OUTSIDE_ERRORS

    def populate_user(
        self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]
    ) -> User:
        user: User = super().populate_user(request, sociallogin, data | {"name": ""})
        user.name = str(data.get("name") or "")[:120]
        return user

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Who has an account here with the same address first signs in to that one.

        Said only to somebody whose provider vouches for the address; others get allauth's way,
        which shows the same page to everybody and tells the address's owner by letter.
        """
        if sociallogin.state.get("process") == "connect":
            return
        vouched = [a.email for a in sociallogin.email_addresses if a.verified]
        if not sociallogin.is_existing and User.objects.filter(email__in=vouched).exists():
            told = {"provider": sociallogin.provider, "address": vouched[0]}
            page = render(request, "socialaccount/known_address.html", told, status=409)
            raise ImmediateHttpResponse(page)
        if sign_out := getattr(sociallogin, "sign_out", None):
            request.session[SIGN_OUT] = sign_out

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, error: Any = None, **rest: Any
    ) -> None:
        facts = {"provider": provider.sub_id, "error": str(error), "why": str(rest["exception"])}
        log.warning("outside sign-in failed", extra={"facts": facts})


def _leads_to_a_provider(address: str) -> bool:
    """Whether the browser will follow a form there: the policy names the origins."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}" in settings.OUTSIDE_ORIGINS


def _cipher() -> Fernet:
    digest = hashlib.sha256(b"second factors:" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))

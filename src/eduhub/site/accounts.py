"""How accounts, second factors and outside sign-in join the rest of the hub."""

import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language

from eduhub.kit import mail
from eduhub.people.models import User


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Letters go through the outbox; a new account knows its language and when it began."""

    def new_user(self, request: HttpRequest) -> User:
        return User(joined_at=timezone.now(), language=(get_language() or "fi")[:2])

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        person = User.objects.filter(email=email).only("language").first()
        language = person.language if person else (get_language() or "fi")[:2]
        with transaction.atomic():
            mail.write(
                email,
                f"account/{template_prefix.rpartition('/')[2]}",
                {"hub": settings.HUB_NAME, **context},
                language=language,
                now=timezone.now(),
            )

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return str(super().get_login_redirect_url(request))


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """TOTP secrets lie encrypted in the database, under a key that is not in it."""

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()


class ProviderAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """An account from outside is known by issuer and subject, never by its e-mail address."""


def _cipher() -> Fernet:
    digest = hashlib.sha256(b"second factors:" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))

"""allauth's OpenID Connect provider, stricter: nonce, signature, issuer, account key."""

import hashlib
import logging
from typing import Any

import requests
from allauth.account.models import EmailAddress
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.models import SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from eduhub.site.oidc.tokens import claims_of, nonce_of

log = logging.getLogger("eduhub.oidc")
SIGN_OUT = "oidc_sign_out"  # session key: where and with what one signs out over there too


class HubOidcAdapter(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]  # allauth has no types
    """One sign-in: from our question to the claims that answer it."""

    nonce = ""
    config: dict[str, Any] | None = None

    @property
    def openid_config(self) -> dict[str, Any]:
        """The provider's own description, if it is about the issuer in our settings."""
        if self.config is None:
            provider = self.get_provider()
            config = self._fetched(provider.server_url)
            if config.get("issuer") != provider.app.settings["issuer"]:
                raise OAuth2Error("the provider describes another issuer")
            self.config = config
        return self.config

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        path = reverse("openid_connect_callback", args=[self.provider_id])
        return f"{settings.PUBLIC_URL}{path}"

    def get_access_token_data(
        self, request: HttpRequest, app: SocialApp, client: Any, pkce_code_verifier: str = ""
    ) -> dict[str, Any]:
        self.nonce = nonce_of(pkce_code_verifier)
        try:
            data: dict[str, Any] = super().get_access_token_data(
                request, app, client, pkce_code_verifier=pkce_code_verifier
            )
        except (KeyError, ValueError) as wrong:
            raise OAuth2Error("the provider's answer cannot be read") from wrong
        return data

    def parse_token(self, data: dict[str, Any]) -> SocialToken:
        return SocialToken(token=str(data["access_token"]))  # used at once, never stored

    def complete_login(
        self, request: HttpRequest, app: SocialApp, token: SocialToken, **rest: Any
    ) -> SocialLogin:
        id_token = str(rest["response"].get("id_token", ""))
        try:
            claims = self._claims(app, id_token, token.token)
            login = self.get_provider().sociallogin_from_response(request, claims)
        except (KeyError, TypeError, ValueError) as wrong:
            raise OAuth2Error("the provider's answer cannot be read") from wrong
        if endpoint := self.openid_config.get("end_session_endpoint"):
            login.sign_out = {"at": endpoint, "hint": id_token, "client": app.client_id}
        return login

    def _claims(self, app: SocialApp, id_token: str, access_token: str) -> dict[str, Any]:
        claims = claims_of(
            id_token,
            self._fetched(self.openid_config["jwks_uri"]),
            issuer=app.settings["issuer"],
            client_id=app.client_id,
            nonce=self.nonce,
        )
        place = self.openid_config.get("userinfo_endpoint")
        if "email" in claims or not place:
            return claims
        further = self._fetched(place, access_token)
        if further.get("sub") != claims["sub"]:
            raise OAuth2Error("userinfo is about another person")
        return further | claims

    def _fetched(self, address: str, access_token: str = "") -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {access_token}"} if access_token else {}
        with get_adapter().get_requests_session() as session:
            response = session.get(address, headers=headers)
            response.raise_for_status()
        found = response.json()
        if not isinstance(found, dict):
            raise OAuth2Error("the provider's answer cannot be read")
        return found


class HubProvider(OpenIDConnectProvider):  # type: ignore[misc]
    """A provider from EDUHUB_OIDC. Its accounts are known by issuer and subject together."""

    oauth2_adapter_class = HubOidcAdapter
    supports_token_authentication = False

    def redirect(self, request: HttpRequest, *args: Any, **rest: Any) -> HttpResponse:
        try:
            response: HttpResponse = super().redirect(request, *args, **rest)
        except (OAuth2Error, requests.RequestException, KeyError, ValueError) as wrong:
            response = render_authentication_error(request, self, exception=wrong)
        return response

    def get_pkce_params(self) -> dict[str, Any]:
        """What allauth adds to the question; the nonce rides along, being made of it."""
        told: dict[str, Any] = super().get_pkce_params()
        return told | {"nonce": nonce_of(told["code_verifier"])}

    def get_auth_params_from_request(self, request: HttpRequest, action: str) -> dict[str, Any]:
        return dict(self.get_auth_params())  # not what an address on the web asks for

    def get_scope_from_request(self, request: HttpRequest) -> list[str]:
        return list(self.get_scope())

    def serialize(self) -> dict[str, Any]:
        """By our own id: two providers may know us under the same client id."""
        return {"id": self.app.provider_id, "app.client_id": self.app.client_id}

    def extract_uid(self, data: dict[str, Any]) -> str:
        return hashlib.sha256(f"{data['iss']}\n{data['sub']}".encode()).hexdigest()

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        kept = {name: data[name] for name in ("iss", "sub", "email") if name in data}
        return kept | {"provider": self.app.name}

    def extract_common_fields(self, data: dict[str, Any]) -> dict[str, Any]:
        return {"email": data.get("email"), "name": data.get("name")}

    def extract_email_addresses(self, data: dict[str, Any]) -> list[EmailAddress]:
        if not data.get("email"):
            return []
        verified = data.get("email_verified") in (True, "true")
        return [EmailAddress(email=data["email"], verified=verified, primary=True)]

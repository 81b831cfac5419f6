"""The two steps at our side: to the provider, and back from it."""

from allauth.account.internal.decorators import login_not_required
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from eduhub.site.oidc.provider import HubOidcAdapter


@login_not_required  # type: ignore[untyped-decorator]  # allauth has no types
@never_cache
def login(request: HttpRequest, provider_id: str) -> HttpResponse:
    return _step(OAuth2LoginView, request, provider_id)


@login_not_required  # type: ignore[untyped-decorator]  # allauth has no types
@never_cache
def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    return _step(OAuth2CallbackView, request, provider_id)


def _step(
    view: type[OAuth2LoginView | OAuth2CallbackView], request: HttpRequest, provider_id: str
) -> HttpResponse:
    try:
        response: HttpResponse = view.adapter_view(HubOidcAdapter(request, provider_id))(request)
    except SocialApp.DoesNotExist as unknown:
        raise Http404 from unknown
    return response

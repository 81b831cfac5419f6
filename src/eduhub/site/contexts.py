"""What the shell of every page shows: where one can go, in which language, as whom."""

from dataclasses import dataclass
from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from eduhub.kit.access import VISITOR, Actor
from eduhub.kit.http import HubRequest
from eduhub.site.navigation import entries_for


@dataclass(frozen=True, slots=True)
class Language:
    code: str
    name: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class HatChoice:
    label: str
    place: str
    url_post: str
    current: bool


def shell(request: HttpRequest) -> dict[str, Any]:
    actor = getattr(request, "actor", VISITOR)
    return {
        "actor": actor,
        "demo_mode": settings.DEMO,
        "hub_name": settings.HUB_NAME,
        "theme": "kit/theme-helsinki.css" if settings.THEME == "helsinki" else "",
        "home_url": reverse("front"),
        "search_url": reverse("search"),
        "sign_in_url": "" if actor.is_signed_in else reverse("account_login"),
        "sign_out_url": reverse("account_logout") if actor.is_signed_in else "",
        "me_url": reverse("people:me") if actor.is_signed_in else "",
        "navigation": entries_for(actor, request.path),
        "languages": languages_of(request),
        "hats": _hats(cast(HubRequest, request)) if actor.is_signed_in else [],
        "footer": _footer(actor),
    }


def languages_of(request: HttpRequest) -> list[Language]:
    """This very page in each language; the front page where the address names no language."""
    current = (get_language() or "fi")[:2]
    head, _slash, rest = request.path.lstrip("/").partition("/")
    known = {code for code, _name in settings.LANGUAGES}
    path = rest if head in known else ""
    query = request.GET.urlencode() if request.method == "GET" else ""
    tail = f"?{query}" if query else ""
    return [
        Language(code, str(name), f"/{code}/{path}{tail}", code == current)
        for code, name in settings.LANGUAGES
    ]


def _hats(request: HubRequest) -> list[HatChoice]:
    actor = request.actor
    return [
        HatChoice(
            label=str(hat.roles[0].label),
            place=str(hat.organisation.name),
            url_post=reverse("people:act_for", args=[hat.organisation.pk]),
            current=hat.organisation.pk == actor.organisation_id,
        )
        for hat in request.hats
    ]


@dataclass(frozen=True, slots=True)
class Link:
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class LinkGroup:
    title: str
    links: tuple[Link, ...]


def _footer(actor: Actor) -> list[LinkGroup]:
    together = LinkGroup(
        _("Together"),
        (
            Link(_("Workspaces"), reverse("workspaces:list")),
            Link(_("Asks and offers"), reverse("asks:list")),
        ),
    )
    return [
        *([together] if actor.is_signed_in else []),
        LinkGroup(
            _("Open to all"),
            (
                Link(_("Solutions"), reverse("catalogue:solutions")),
                Link(_("Exhibitions"), reverse("catalogue:exhibitions")),
                Link(_("Calls"), reverse("programmes:calls")),
                Link(_("Markets"), reverse("catalogue:markets")),
                Link(_("Missions"), reverse("programmes:missions")),
                Link(_("Published pilots"), reverse("evidence:published")),
                Link(_("News"), reverse("pages:news")),
            ),
        ),
        LinkGroup(
            _("Help"),
            (
                Link(_("Whom to turn to"), reverse("pages:contacts")),
                Link(_("Accessibility statement"), reverse("accessibility")),
                Link(_("Privacy"), reverse("privacy")),
                Link(_("Parts of the pages"), reverse("gallery")),
            ),
        ),
    ]

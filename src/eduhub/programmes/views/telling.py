"""What companies are asked: by a link without an account, or signed in; and what everybody reads."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from eduhub.kit.access import Actor, may, require
from eduhub.kit.answering import ASKED, answer
from eduhub.kit.errors import NotFound
from eduhub.kit.http import HubRequest, page, typed
from eduhub.kit.limits import allow, caller
from eduhub.kit.panels import panel
from eduhub.programmes.forms.figures import FiguresForm, figures_initial
from eduhub.programmes.models import Ask, AskLink
from eduhub.programmes.queries import figures, results
from eduhub.programmes.rules import is_staff
from eduhub.programmes.rules.figures import FIGURE_RULES, AskAt
from eduhub.programmes.services import figures as services
from eduhub.programmes.states.figures import OPEN_MINUTES

OPENED = "programmes.figure_link"  # in the session: the link that it has opened, and when
MOST_TRIES, AN_HOUR = 30, 3600


@panel("site.home", order=12)
def figures_waiting(request: HubRequest, thing: object) -> str:
    """For a company's people: rounds that wait for an answer."""
    rows = figures.asks_open(request.actor, timezone.now())
    return (
        render_to_string("programmes/figures/home.html", {"asks": rows}, request) if rows else ""
    )


@require_safe
def public_figures(request: HubRequest) -> HttpResponse:
    """What programmes came to, with who is missing; nothing from which a company shows."""
    context = {"periods": results.periods_to_show(timezone.now())}
    return page(request, "programmes/figures/public.html", context)


@login_required
@require_http_methods(ASKED)
def figure_ask(request: HubRequest, pk: int) -> HttpResponse:
    """The form for the company's lead; for colleagues and the hub's people what was told."""
    found = figures.find_ask(pk, request.actor)
    now = timezone.now()
    at = AskAt(found, now)
    may_answer = may(request.actor, "answer", at, FIGURE_RULES)
    if request.method == "POST":
        require(request.actor, "answer", at, FIGURE_RULES)
    form = _form(request, found)
    told = figures.answers_to(found)
    context = {
        "ask": found,
        "round": found.round,
        "may_answer": may_answer,
        "answers": told,
        "is_staff": is_staff(request.actor),
        "links": list(found.links.order_by("made_at")) if is_staff(request.actor) else [],
        "now": now,
    }

    def keep() -> HttpResponse:
        _keep(form, found, None, request.actor)
        messages.success(request, _("Thank you. You can put it right until the round is over."))
        return redirect("programmes:figure_ask", pk)

    return answer(
        request, form, keep, "programmes/figures/ask.html", context, anew=lambda: _anew(found)
    )


def _form(request: HubRequest, ask: Ask) -> FiguresForm:
    asked = figures.figures_asked(ask)
    known = figures.known_of(ask, asked)
    standing = figures.latest(figures.answers_to(ask))
    initial = figures_initial(asked, known, standing, ask.version)
    return FiguresForm(typed(request), initial=initial, figures=asked, known=known)


def _anew(ask: Ask) -> dict[str, Any]:
    ask.refresh_from_db(fields=["version"])
    standing = figures.latest(figures.answers_to(ask))
    return figures_initial(figures.figures_asked(ask), {}, standing, ask.version)


def _keep(form: FiguresForm, ask: Ask, link: AskLink | None, by: Actor) -> None:
    seen = form.cleaned_data["seen"]
    services.answer(ask.pk, form.said(), seen=seen, link=link, by=by, now=timezone.now())


# Without an account


@never_cache
@require_http_methods(ASKED)
def figure_link(request: HubRequest, token: str) -> HttpResponse:
    """The link opens by a press, so that whatever only looks at it sees and changes nothing."""
    if request.method != "POST":
        return page(request, "programmes/figures/open.html", {})
    allow("programmes.figure_link", caller(request), most=MOST_TRIES, seconds=AN_HOUR)
    now = timezone.now()
    link = services.open_link(token, now=now)
    request.session[OPENED] = [link.pk, now.timestamp()]
    return redirect("programmes:figure_answer")


@never_cache
@require_http_methods(ASKED)
def figure_answer(request: HubRequest) -> HttpResponse:
    """What the company of the opened link is asked, with what is known already filled in."""
    link = _opened(request)
    found = link.ask
    form = _form(request, found)
    context = {"ask": found, "round": found.round}

    def keep() -> HttpResponse:
        _keep(form, found, link, request.actor)
        messages.success(request, _("Thank you. You can put it right until the round is over."))
        return redirect("programmes:figure_answer")

    return answer(
        request, form, keep, "programmes/figures/answer.html", context, anew=lambda: _anew(found)
    )


def _opened(request: HubRequest) -> AskLink:
    """The link that this browser has opened; for two hours, and as long as it stands."""
    told, now = request.session.get(OPENED), timezone.now()
    since = now - dt.timedelta(minutes=OPEN_MINUTES)
    if not isinstance(told, list) or told[1] < since.timestamp():
        raise NotFound("not_found", _("Open the link of your letter again."))
    return figures.standing_link(now, pk=told[0])

"""Seats and consents: the teacher's pages, and the page of a guardian or pupil without account."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from eduhub.kit.access import may, require
from eduhub.kit.editing import tell
from eduhub.kit.errors import Invalid, NotFound, NotNow, Stale
from eduhub.kit.http import HubRequest, page, typed
from eduhub.kit.limits import allow, caller
from eduhub.kit.panels import panel
from eduhub.pilots import queries, services
from eduhub.pilots.forms.privacy import (
    AnswerForm,
    BandForm,
    OpenSeatsForm,
    PaperForm,
    PartyForm,
)
from eduhub.pilots.models import ConsentLink, PackPaper
from eduhub.pilots.queries.consents import (
    find_seat,
    pack_in_force,
    seats_seen,
    seats_to_see_to,
    what_a_no_leaves_out,
)
from eduhub.pilots.rules.lanes import GroupInPilot
from eduhub.pilots.rules.privacy import SEAT_RULES
from eduhub.pilots.services.consents import PAPER_OF
from eduhub.pilots.states.privacy import PaperKind, Party, Purpose
from eduhub.pilots.views.answering import ask

OPENED = "pilots.consent_link"  # in the session: the id of the link that it has opened
MOST_TRIES, AN_HOUR = 30, 3600


@panel("site.home", order=6)
def seats_waiting(request: HubRequest, thing: object) -> str:
    """For teachers and principals: forms to check, consents to renew."""
    if request.actor.organisation_id is None:
        return ""
    rows = seats_to_see_to(request.actor, timezone.now())
    return render_to_string("pilots/privacy/home.html", {"rows": rows}, request) if rows else ""


def _place(request: HubRequest, group_id: int, action: str) -> GroupInPilot:
    place = GroupInPilot(*queries.find_group(group_id, request.actor))
    require(request.actor, action, place, SEAT_RULES)
    return place


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def seats(request: HubRequest, group_id: int) -> HttpResponse:
    """The codes of a group, what was answered for each, and the form for more codes."""
    place = _place(request, group_id, "see")
    form = OpenSeatsForm(typed(request), age=place.standing.pilot.pupil_age)
    if request.method == "POST":
        require(request.actor, "keep", place, SEAT_RULES)
    if form.is_valid():
        told = form.cleaned_data
        try:
            services.open_seats(group_id, by=request.actor, now=timezone.now(), **told)
        except Invalid as refusal:
            tell(form, refusal)
        else:
            messages.success(
                request, _("The codes are there. Print the list and write the names.")
            )
            return redirect("pilots:seats", group_id)
    rows = seats_seen(place.group, timezone.now())
    context = {
        "standing": place.standing,
        "pilot": place.standing.pilot,
        "group": place.group,
        "rows": rows,
        "some_wait": any(row.waits_for_pilot for row in rows),
        "pack": pack_in_force(place.group.pilot_id),
        "may_keep": may(request.actor, "keep", place, SEAT_RULES),
        "may_drop": may(request.actor, "drop", place, SEAT_RULES),
        "actor_id": request.actor.user_id,
    }
    return ask(request, "pilots/privacy/seats.html", form, context)


@login_required
@require_safe
def seats_print(request: HubRequest, group_id: int) -> HttpResponse:
    """A list to be printed: codes, and room for names that only paper gets to know."""
    place = _place(request, group_id, "see")
    rows = seats_seen(place.group, timezone.now())
    context = {"pilot": place.standing.pilot, "group": place.group, "rows": rows}
    return page(request, "pilots/privacy/print.html", context)


@login_required
@require_POST
def seats_links(request: HubRequest, group_id: int) -> HttpResponse:
    """Links for all who have not answered, shown this once and printed."""
    place = _place(request, group_id, "see")
    made = services.make_links(group_id, by=request.actor, now=timezone.now())
    rows = [(one.seat, Party(one.party).label, _address(request, one.token)) for one in made]
    context = {"pilot": place.standing.pilot, "group": place.group, "rows": rows}
    return page(request, "pilots/privacy/links.html", context)


def _address(request: HubRequest, token: str) -> str:
    return request.build_absolute_uri(reverse("pilots:consent_link", args=[token]))


@login_required
@require_POST
def seats_drop(request: HubRequest, group_id: int) -> HttpResponse:
    services.drop_seats(group_id, by=request.actor, now=timezone.now())
    messages.success(request, _("The codes and all that was answered are gone."))
    return redirect("pilots:pilot", _pilot_of(request, group_id))


def _pilot_of(request: HubRequest, group_id: int) -> int:
    return queries.find_group(group_id, request.actor)[1].pilot_id


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def seat(request: HubRequest, seat_id: int) -> HttpResponse:
    """One code: a form from paper, a no that was told, another age, a new link, the end."""
    standing, group, found = find_seat(seat_id, request.actor)
    place = GroupInPilot(standing, group)
    require(request.actor, "see", place, SEAT_RULES)
    pack = pack_in_force(standing.pilot.pk)
    sent = typed(request)
    deed = request.POST.get("deed", "")
    by, now = request.actor, timezone.now()
    age = standing.pilot.pupil_age
    band = BandForm(sent if deed == "band" else None, initial=_standing_band(found), age=age)
    paper = PaperForm(sent if deed == "paper" else None, seat=found, pack=pack)
    told = PartyForm(sent if deed == "no" else None, seat=found, everybody=True, prefix="no")
    link = PartyForm(sent if deed == "link" else None, seat=found, prefix="link")
    deeds: dict[str, tuple[forms.Form, Callable[[], object]]] = {
        "band": (band, lambda: services.set_band(seat_id, **band.cleaned_data, by=by, now=now)),
        "paper": (paper, lambda: services.note_paper(seat_id, paper.told(), by=by, now=now)),
        "no": (
            told,
            lambda: services.note_no(seat_id, told.cleaned_data["party"], by=by, now=now),
        ),
        "close": (forms.Form(sent), lambda: services.close_seat(seat_id, by=by, now=now)),
    }
    if deed in deeds and _done(*deeds[deed]):
        messages.success(request, _("Noted. It counts from now on."))
        return redirect("pilots:seats", group.pk)
    if deed == "link" and link.is_valid():
        made = services.make_link(seat_id, link.cleaned_data["party"], by=by, now=now)
        rows = [(found, Party(made.party).label, _address(request, made.token))]
        context = {"pilot": standing.pilot, "group": group, "rows": rows}
        return page(request, "pilots/privacy/links.html", context)
    context = {
        "pilot": standing.pilot,
        "group": group,
        "seat": found,
        "pack": pack,
        "entries": found.entries.select_related("paper__pack", "check_row").order_by("-pk"),
        "may_keep": may(request.actor, "keep", place, SEAT_RULES),
        "may_refuse": may(request.actor, "refuse", place, SEAT_RULES),
        "bands": band,
        "paper": paper,
        "told": told,
        "link": link,
    }
    failed = any(form.errors for form in (band, paper, told, link)) or request.method == "POST"
    return page(request, "pilots/privacy/seat.html", context, status=422 if failed else 200)


def _standing_band(found: object) -> dict[str, object]:
    return {name: getattr(found, name) for name in ("band", "renew_on")}


def _done(form: forms.Form, deed: Callable[[], object]) -> bool:
    if not form.is_valid():
        return False
    try:
        deed()
    except Invalid as refusal:
        tell(form, refusal)
        return False
    return True


@login_required
@require_POST
def consent_check(request: HubRequest, entry_id: int) -> HttpResponse:
    entry = services.check_paper(entry_id, by=request.actor, now=timezone.now())
    messages.success(request, _("Checked. The answer counts from now on."))
    return redirect("pilots:seats", entry.seat.group_id)


# Without an account


@require_http_methods(["GET", "HEAD", "POST"])
def consent_link(request: HubRequest, token: str) -> HttpResponse:
    """The link is used up by a press, so that whatever only looks at it changes nothing."""
    if request.method != "POST":
        return page(request, "pilots/privacy/open.html", {})
    allow("consent_link", caller(request), most=MOST_TRIES, seconds=AN_HOUR)
    link = services.open_link(token, now=timezone.now())
    request.session[OPENED] = link.pk
    return redirect("pilots:consent")


@require_http_methods(["GET", "HEAD", "POST"])
def consent(request: HubRequest) -> HttpResponse:
    """What is asked, in the reader's language, and yes or no to each; no name is shown."""
    link = services.opened(_opened_id(request), now=timezone.now())
    shown = _paper_for(link)
    form = AnswerForm(typed(request), initial={"sha256": shown.sha256}, pack=shown.pack)
    overtaken = ""
    if form.is_valid():
        try:
            entry, again = services.answer(
                link.pk,
                form.given(),
                form.cleaned_data["sha256"],
                by=request.actor,
                now=timezone.now(),
            )
        except (Stale, NotNow) as refusal:
            overtaken = refusal.message
            form = AnswerForm(initial={"sha256": shown.sha256}, pack=shown.pack)
        else:
            words = {
                "entry": entry,
                "given_words": [Purpose(one).label for one in entry.given],
                "address": _address(request, again.token),
                "left_out": what_a_no_leaves_out(entry),
            }
            return page(request, "pilots/privacy/answered.html", words)
    context = {"link": link, "leaflet": shown.leaflet, "form": form, "overtaken": overtaken}
    status = 409 if overtaken else 422 if form.errors else 200
    return page(request, "pilots/privacy/consent.html", context, status=status)


def _opened_id(request: HubRequest) -> int:
    opened = request.session.get(OPENED)
    if not isinstance(opened, int):
        raise NotFound("not_found", _("Open your link again, or ask the teacher for a new one."))
    return opened


def _paper_for(link: ConsentLink) -> PackPaper:
    pack = pack_in_force(link.seat.pilot_id)
    kind = PAPER_OF.get(Party(link.party), PaperKind.CONSENT_GUARDIAN)
    language = (get_language() or "fi")[:2]
    paper = pack.papers.filter(kind=kind, language=language).first() if pack else None
    if pack is None or paper is None:
        raise NotFound("not_found", _("Nothing is asked here any more."))
    paper.pack = pack
    return paper

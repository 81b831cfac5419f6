"""One's own page: details, data, who looked, and the way out."""

import datetime as dt

from allauth.account.authentication import get_authentication_records
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from eduhub.kit.access import find, may
from eduhub.kit.editing import tell
from eduhub.kit.errors import Invalid
from eduhub.kit.http import HubRequest, page
from eduhub.kit.paging import page_of
from eduhub.people import queries
from eduhub.people.forms import DetailsForm, ErasureForm
from eduhub.people.models import User
from eduhub.people.rules import PERSON_RULES, Leaving
from eduhub.people.services import persons, privacy

LATELY = dt.timedelta(minutes=15)
CODE = "erase_code"  # session key: {"digest", "at", "tries"} of the code that was sent
MOST_TRIES = 3


def _me(request: HubRequest) -> User:
    return find(User.objects.all(), pk=request.actor.user_id)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def me(request: HubRequest) -> HttpResponse:
    person = _me(request)
    start = {"name": person.name, "language": person.language, "wants_news": person.wants_news}
    form = DetailsForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            persons.change_details(
                person.pk, **form.cleaned_data, by=request.actor, now=timezone.now()
            )
        except Invalid as refusal:
            tell(form, refusal)
        else:
            with translation.override(form.cleaned_data["language"]):
                messages.success(request, _("Saved."))
                return redirect(reverse("people:me"))
    context = {"form": form, "person": person}
    return page(request, "people/me.html", context, status=422 if form.errors else 200)


@login_required
@require_safe
def my_data(request: HubRequest) -> HttpResponse:
    looks = page_of(queries.sightings_of(int(request.actor.user_id or 0)), request)
    return page(request, "people/my_data.html", {"looks": looks})


@login_required
@require_safe
def download(request: HubRequest) -> HttpResponse:
    now = timezone.now()
    held = privacy.export_person(int(request.actor.user_id or 0), by=request.actor, now=now)
    response = JsonResponse(held, json_dumps_params={"indent": 2, "ensure_ascii": False})
    name = f"my-data-{timezone.localdate(now).isoformat()}.json"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HubRequest) -> HttpResponse:
    """First what would go and what stays; then, with one's address typed once more, the end."""
    person, now = _me(request), timezone.now()
    today = timezone.localdate(now)
    needs_code = not _signed_in_lately(request, person, now)
    form = ErasureForm(person.email, request.POST or None, needs_code=needs_code)
    if form.is_bound and form.is_valid() and _code_fits(request, form, now):
        privacy.erase_person(person.pk, by=request.actor, now=now, today=today)
        logout(request)
        messages.success(request, _("Your account and your data are gone."))
        return redirect("front")
    leaving = Leaving(person.pk, queries.is_last_hub_lead(person.pk, today))
    verdict = may(request.actor, "erase", leaving, PERSON_RULES)
    context = {"form": form, "person": person, "verdict": verdict, "needs_code": needs_code}
    if verdict:
        foretold = privacy.erase_person(
            person.pk, by=request.actor, now=now, today=today, dry_run=True
        )
        context["goes"] = queries.in_words(foretold.goes)
        context["stays"] = queries.in_words(foretold.stays)
    context["code_sent"] = CODE in request.session
    return page(request, "people/erase.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def erase_code(request: HubRequest) -> HttpResponse:
    """Who signed in long ago shows once more that letters to the address reach them."""
    now = timezone.now()
    code = privacy.send_erase_code(int(request.actor.user_id or 0), by=request.actor, now=now)
    request.session[CODE] = {"digest": _digest(code), "at": now.timestamp(), "tries": 0}
    messages.info(request, _("A code is on its way to your address. It is good for 15 minutes."))
    return redirect("people:erase")


def _signed_in_lately(request: HubRequest, person: User, now: dt.datetime) -> bool:
    records = get_authentication_records(request, person)
    return any(now.timestamp() - record["at"] < LATELY.total_seconds() for record in records)


def _code_fits(request: HubRequest, form: ErasureForm, now: dt.datetime) -> bool:
    """True without a code where none is needed; three wrong ones end a code."""
    if "code" not in form.fields:
        return True
    sent = request.session.get(CODE)
    if sent is None or now.timestamp() - sent["at"] > LATELY.total_seconds():
        request.session.pop(CODE, None)
        form.add_error("code", _("This code is too old. Ask for a new one."))
        return False
    if constant_time_compare(sent["digest"], _digest(form.cleaned_data["code"].strip())):
        return True
    sent["tries"] += 1
    request.session[CODE] = sent
    if sent["tries"] >= MOST_TRIES:
        del request.session[CODE]
        form.add_error("code", _("That was wrong three times. Ask for a new code."))
    else:
        form.add_error("code", _("This is not the code in the letter. Look once more."))
    return False


def _digest(code: str) -> str:
    return salted_hmac("people.erase", code, algorithm="sha256").hexdigest()

"""Half-written forms: kept while one types, so that nothing typed is lost."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render

from eduhub.kit.access import Actor
from eduhub.kit.http import HubRequest
from eduhub.kit.models import Draft

NOT_TYPED = {"csrfmiddlewaretoken", "version", "idempotency_key"}
MOST_CHARACTERS = 200_000


def keep_draft(
    actor: Actor, form: str, thing: str, typed: QueryDict, *, now: dt.datetime
) -> Draft | None:
    """Keep what the person has typed so far; None for a visitor or for more than is sensible."""
    if actor.user_id is None:
        return None
    fields = {name: values for name, values in typed.lists() if name not in NOT_TYPED}
    if sum(len(value) for values in fields.values() for value in values) > MOST_CHARACTERS:
        return None
    draft, _ = Draft.objects.update_or_create(
        user_id=actor.user_id,
        form=form,
        thing=thing,
        defaults={"typed": fields, "saved_at": now},
    )
    return draft


def draft_of(actor: Actor, form: str, thing: str = "") -> Draft | None:
    """The person's own draft of this form for this thing, if there is one."""
    if actor.user_id is None:
        return None
    return Draft.objects.filter(user_id=actor.user_id, form=form, thing=thing).first()


def typed_in(draft: Draft) -> QueryDict:
    """The draft as a form receives it."""
    data = QueryDict(mutable=True)
    for name, values in draft.typed.items():
        data.setlist(name, values)
    return data


def drop_draft(actor: Actor, form: str, thing: str = "") -> None:
    if actor.user_id is not None:
        Draft.objects.filter(user_id=actor.user_id, form=form, thing=thing).delete()


def as_initial(form: forms.BaseForm) -> dict[str, Any]:
    """What a half-written form holds, to begin a fresh one with: nothing is called a mistake yet.

    The form is one made with typed_in(draft).
    """
    return {bound.name: bound.value() for bound in form}


def answer_draft(
    request: HubRequest, form: str, thing: str, *, back: str, now: dt.datetime
) -> HttpResponse:
    """Keep what a page's form sends by itself, or throw the draft away.

    The form's own request gets a line that says so; a button without JavaScript leads back.
    """
    if "drop" in request.POST:
        drop_draft(request.actor, form, thing)
        return redirect(back)
    draft = keep_draft(request.actor, form, thing, request.POST, now=now)
    said = render(request, "ui/draft_kept.html", {"draft": draft})
    if request.headers.get("HX-Request"):
        return said
    messages.info(request, said.text.strip())
    return redirect(back)


def changed(typed: Mapping[str, Any], seen: Mapping[str, Any]) -> list[str]:
    """Names of the fields in which two versions of the same form differ, in the form's order."""
    return [name for name in typed if typed[name] != seen.get(name)]

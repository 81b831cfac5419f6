"""A form and its deed: done, or shown again with the reason."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.http import HttpResponse

from eduhub.kit.editing import differences, see_anew, tell
from eduhub.kit.errors import Invalid, NotNow, Stale
from eduhub.kit.http import HubRequest, page

ASKED = ["GET", "HEAD", "POST"]


def answer(
    request: HubRequest,
    form: forms.Form,
    act: Callable[[], HttpResponse],
    template: str,
    context: dict[str, Any],
    *,
    anew: Callable[[], Mapping[str, Any]] | None = None,
) -> HttpResponse:
    """What the deed leads to, or the form with its errors.

    Args:
        anew: the initial values of what stands there by now, for whoever was too late.
    """
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                return act()
            except Stale:
                status = 409
                standing = anew() if anew else {}
                context |= {"stale": True, "differences": differences(form, standing)}
                see_anew(form, standing.get("seen", 0))
            except Invalid as refusal:
                tell(form, refusal)
            except NotNow as refusal:
                form.add_error(None, refusal.message)
                status = 409
    return page(request, template, context | {"form": form}, status=status)

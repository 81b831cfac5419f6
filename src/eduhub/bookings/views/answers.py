"""How a form of this room is answered."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse

from eduhub.kit.editing import tell
from eduhub.kit.errors import Invalid, NotNow
from eduhub.kit.http import HubRequest, page


def answer(
    request: HubRequest,
    form: forms.Form,
    act: Callable[[], HttpResponse],
    template: str,
    context: dict[str, Any],
) -> HttpResponse:
    """The form, again with its errors, or what the deed leads to."""
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                return act()
            except Invalid as refusal:
                tell(form, refusal)
            except NotNow as refusal:
                form.add_error(None, refusal.message)
                status = 409
    return page(request, template, context | {"form": form}, status=status)

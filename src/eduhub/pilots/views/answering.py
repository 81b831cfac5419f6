"""What the forms of this room have in common."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, cast

from django.contrib import messages
from django.forms import BaseForm, ChoiceField
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect

from eduhub.kit.editing import Difference, differences
from eduhub.kit.http import HubRequest, page


def back_to(request: HubRequest, pilot_id: int, words: str) -> HttpResponse:
    """To the pilot's page, with one line on what was done."""
    messages.success(request, words)
    return redirect("pilots:pilot", pilot_id)


def ask(
    request: HubRequest,
    template: str,
    form: BaseForm,
    context: dict[str, Any],
    *,
    found: list[Difference] | None = None,
) -> HttpResponse:
    """The form as a page: 200 when it is fresh, 422 with errors, 409 when others were faster."""
    status = 409 if found is not None else 422 if form.errors else 200
    shown = {"form": form, "differences": found} | context
    return page(request, template, shown, status=status)


def overtaken(form: BaseForm, standing: Mapping[str, Any]) -> list[Difference]:
    """What others have saved meanwhile; sent once more, the form goes over it knowingly.

    Args:
        standing: what stands now, by the form's field names, with its version as "seen".
    """
    found = differences(form, standing)
    data = cast(QueryDict, form.data).copy()
    data["seen"] = str(standing["seen"])
    form.data = data
    words: dict[str, str] = {}
    for field in form.fields.values():
        if isinstance(field, ChoiceField):
            choices = cast(Iterable[tuple[str, str]], field.choices)
            words |= {str(code): str(label) for code, label in choices}
    return [
        replace(d, typed=words.get(d.typed, d.typed), standing=words.get(d.standing, d.standing))
        for d in found
    ]

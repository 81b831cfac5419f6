"""Another room's call is brought before a jury here."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from eduhub.kit.http import HubRequest
from eduhub.programmes.services import lent


@login_required
@require_POST
def bring_in(request: HubRequest, kind: str, key: int) -> HttpResponse:
    call = lent.bring_in(kind, key, by=request.actor, now=timezone.now())
    messages.success(request, _("It is before a jury. Say who sits on it, then plan a round."))
    return redirect("programmes:jury", call.pk)

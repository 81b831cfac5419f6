from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from eduhub.asks import queries, services
from eduhub.asks.forms import WAYS, AnswerForm
from eduhub.asks.rules import ASK_RULES
from eduhub.asks.states import AskKind, AskTopic
from eduhub.kit.access import may
from eduhub.kit.editing import tell
from eduhub.kit.errors import Invalid
from eduhub.kit.http import HubRequest, page, typed
from eduhub.kit.paging import page_of

WAYS_ON = ("edit", "close", "renew", "take_down")


@login_required
@require_safe
def asks(request: HubRequest) -> HttpResponse:
    kind, topic = request.GET.get("kind", ""), request.GET.get("topic", "")
    asked = queries.Asked(
        kind=kind if kind in AskKind.values else "",
        topic=topic if topic in AskTopic.values else "",
        words=request.GET.get("q", "")[:100].replace("\x00", ""),
        own="own" in request.GET,
    )
    context = {
        "asked": asked,
        "page": page_of(queries.asks_to_list(request.actor, asked), request, size=24),
        "kinds": AskKind.choices,
        "topics": AskTopic.choices,
    }
    return page(request, "asks/list.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HubRequest, pk: int) -> HttpResponse:
    """One ask or offer: for its poster with the answers, for others with the one click."""
    actor = request.actor
    found = queries.find_ask(pk, actor)
    form = AnswerForm(typed(request))
    if request.method == "POST" and form.is_valid():
        try:
            services.answer_ask(pk, form.cleaned_data["words"], by=actor, now=timezone.now())
        except Invalid as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("Your answer is on its way, by mail and in the hub."))
            return redirect("asks:ask", pk)
    reads = may(actor, "read_answers", found, ASK_RULES)
    context = {
        "ask": found,
        "form": form,
        "answers": list(queries.answers_to(found)) if reads else None,
        "own_answer": queries.own_answer(found, actor),
        "may_answer": may(actor, "answer", found, ASK_RULES),
        "ways": {way: bool(may(actor, way, found, ASK_RULES)) for way in WAYS_ON},
        "kind_words": dict(WAYS)[found.kind],
    }
    return page(request, "asks/ask.html", context, status=422 if form.errors else 200)

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from eduhub.kit.access import may, require
from eduhub.kit.editing import tell
from eduhub.kit.errors import Invalid, Stale
from eduhub.kit.http import HubRequest, page, typed
from eduhub.pilots import queries, services
from eduhub.pilots.forms import AgreeForm, StatementForm, initial_of_statement
from eduhub.pilots.rules import PILOT_RULES
from eduhub.pilots.views.answering import ask, back_to, overtaken


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def statement(request: HubRequest, pilot_id: int) -> HttpResponse:
    """Propose what would count as a success."""
    standing = queries.find_standing(pilot_id, request.actor)
    require(request.actor, "write_statement", standing, PILOT_RULES)
    form = StatementForm(typed(request), initial=initial_of_statement(standing.statement))
    found = None
    if form.is_valid():
        try:
            services.write_statement(
                pilot_id,
                form.definition(),
                seen=form.cleaned_data["seen"],
                by=request.actor,
                now=timezone.now(),
            )
        except Invalid as refusal:
            tell(form, refusal)
        except Stale:
            standing = queries.find_standing(pilot_id, request.actor)
            found = overtaken(form, initial_of_statement(standing.statement))
        else:
            return back_to(request, pilot_id, _("The others are asked whether they agree."))
    context = {"standing": standing, "pilot": standing.pilot}
    return ask(request, "pilots/statement.html", form, context, found=found)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def agree(request: HubRequest, pilot_id: int) -> HttpResponse:
    """The statement to be read, and the button; agreeing names the version that was read."""
    standing = queries.find_standing(pilot_id, request.actor)
    form = AgreeForm(typed(request))
    if not form.is_valid():
        require(request.actor, "agree", standing, PILOT_RULES)
    else:
        version = form.cleaned_data["version"]
        services.agree_to_statement(
            pilot_id, version=version, by=request.actor, now=timezone.now()
        )
        return back_to(request, pilot_id, _words_after(pilot_id, request))
    context = {
        "standing": standing,
        "pilot": standing.pilot,
        "may_write": may(request.actor, "write_statement", standing, PILOT_RULES),
    }
    return page(request, "pilots/agree.html", context, status=422 if form.errors else 200)


def _words_after(pilot_id: int, request: HubRequest) -> str:
    if queries.find_standing(pilot_id, request.actor).everybody_agrees:
        return _("Now everybody agrees. Next company and school sign.")
    return _("You have agreed. You hear when the others have.")

"""What the trials showed: each report, the list of all, the feed."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from eduhub.evidence import services
from eduhub.evidence.queries import reports, trials
from eduhub.evidence.rules import runs
from eduhub.kit.errors import NotFound
from eduhub.kit.http import HubRequest, page
from eduhub.kit.paging import page_of

IN_FEED = 50
IN_FOREST = 60


@require_safe
def published(request: HubRequest) -> HttpResponse:
    """All published results, the latest first, and all of them as a forest."""
    rows = page_of(reports.published(), request)
    found = [reports.told(result) for result in rows.rows]
    first = not rows.has_previous
    context = {
        "rows": rows,
        "results": found,
        "scale": reports.scale_of(found),
        "forest": reports.published_results(IN_FOREST) if first else [],
        "feed_url": reverse("evidence:feed"),
    }
    return page(request, "evidence/published.html", context)


@require_safe
def bundle(request: HubRequest, pilot_id: int) -> HttpResponse:
    """Plan, class sums, lot and result to run again, for those who run the trial."""
    trial = trials.find_trial(pilot_id, request.actor)
    packed = services.bundle_to_run(trial) if runs(request.actor, trial) else None
    if packed is None:
        raise NotFound("not_found", _("There is no such thing here."))
    return _zip(packed, f"trial-{trial.pilot.number}.zip")


@require_safe
def public_bundle(request: HubRequest, pilot_id: int) -> HttpResponse:
    """Plan, lot and published numbers as one file for everybody, without sums of classes."""
    trial = trials.find_trial(pilot_id, request.actor)
    packed = services.public_bundle_of(trial)
    if packed is None:
        raise NotFound("not_found", _("There is no such thing here."))
    return _zip(packed, f"result-{trial.pilot.number}.zip")


def _zip(packed: bytes, name: str) -> HttpResponse:
    response = HttpResponse(packed, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@login_required
@require_POST
def analyse(request: HubRequest, pilot_id: int) -> HttpResponse:
    services.ask_again(pilot_id, by=request.actor, now=timezone.now())
    messages.success(request, _("The analysis is asked for once more."))
    return redirect("evidence:report", pilot_id)


@login_required
@require_POST
def publish(request: HubRequest, pilot_id: int) -> HttpResponse:
    services.publish(pilot_id, by=request.actor, now=timezone.now())
    messages.success(request, _("The result is public. All who took part get a letter."))
    return redirect("evidence:report", pilot_id)


@require_safe
def feed(request: HubRequest) -> HttpResponse:
    """The latest published results as Atom, in the language of the address."""
    here = settings.PUBLIC_URL
    atom = Atom1Feed(
        title=_("Published results"),
        link=here + reverse("evidence:published"),
        description=_("What pilots in schools have shown, also when it cannot be told."),
        language=get_language(),
        feed_url=here + reverse("evidence:feed"),
        author_name=settings.HUB_NAME,  # RFC 4287: a feed or each of its entries has one
    )
    for result in reports.published()[:IN_FEED]:
        told = reports.told(result)
        atom.add_item(
            title=told.label,
            link=here + told.url,
            description=told.sentence,
            pubdate=told.published_at,
            updateddate=told.published_at,
            unique_id=f"{here}/results/{told.pilot_id}",
        )
    return HttpResponse(atom.writeString("utf-8"), content_type="application/atom+xml")

"""Can these classes answer the question? Asked before a pilot is agreed, by anybody."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from eduhub.engines.evidence.thresholds.inference import USUAL_EXPLAINED
from eduhub.evidence.forms import WizardForm
from eduhub.evidence.queries.measures import shown, weakened_by
from eduhub.evidence.queries.prospects import prospects_of
from eduhub.kit.http import HubRequest, page


@require_safe
def prospects(request: HubRequest) -> HttpResponse:
    """The design wizard; all that is asked stands in the address, nothing is kept."""
    form = WizardForm(request.GET or None)
    situation = form.situation()
    measure = form.chosen_measure
    context = {
        "form": form,
        "found": prospects_of(situation) if situation else None,
        "icc": situation.icc if situation else None,
        "icc_source": form.icc_source(),
        "explained": USUAL_EXPLAINED,
        "measured_with": shown(measure) if measure else None,
        "weakened": weakened_by(measure) if measure else "",
    }
    return page(request, "evidence/prospects.html", context, part="answer")

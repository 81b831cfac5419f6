"""A company's people, or the hub's, write the company's public profile."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from eduhub.catalogue.forms.solutions import CompanyForm, company_initial
from eduhub.catalogue.queries import pages
from eduhub.catalogue.rules.solutions import COMPANY_RULES
from eduhub.catalogue.services import companies as services
from eduhub.kit.access import require
from eduhub.kit.drafts import answer_draft, as_initial, draft_of, drop_draft, typed_in
from eduhub.kit.editing import differences, see_anew
from eduhub.kit.errors import Stale
from eduhub.kit.http import HubRequest, page

FORM = "catalogue.company"  # its name among the drafts


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HubRequest, pk: int) -> HttpResponse:
    """The form of the profile. A conflict shows both versions; one's own stays in the form."""
    company = pages.company_to_show(request.actor, pk)
    require(request.actor, "change", company, COMPANY_RULES)
    context = {
        "company": company,
        "draft_url": reverse("catalogue:company_draft", args=[pk]),
    }
    initial, draft = company_initial(pages.profile_of(company)), None
    if request.method != "POST":
        draft = draft_of(request.actor, FORM, str(pk))
        initial |= as_initial(CompanyForm(typed_in(draft))) if draft else {}
        context |= {"form": CompanyForm(initial=initial), "draft": draft}
        return page(request, "catalogue/edit_company.html", context)
    form, status = CompanyForm(request.POST), 422
    if form.is_valid():
        seen = form.cleaned_data["seen"]
        try:
            services.change(pk, form.written(), by=request.actor, seen=seen, now=timezone.now())
        except Stale:
            standing = pages.profile_of(pages.company_to_show(request.actor, pk))
            context["conflict"] = True
            context["differences"] = differences(form, company_initial(standing))
            see_anew(form, standing.version)
            status = 409
        else:
            drop_draft(request.actor, FORM, str(pk))
            messages.info(request, _("Saved."))
            return redirect("catalogue:company", pk)
    return page(request, "catalogue/edit_company.html", context | {"form": form}, status=status)


@login_required
@require_POST
def draft(request: HubRequest, pk: int) -> HttpResponse:
    company = pages.company_to_show(request.actor, pk)
    require(request.actor, "change", company, COMPANY_RULES)
    back = reverse("catalogue:company_edit", args=[pk])
    return answer_draft(request, FORM, str(pk), back=back, now=timezone.now())

"""The hub's desk of a cohort: its companies, what is late, curriculum, sessions, milestones."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from eduhub.kit.access import require
from eduhub.kit.answering import ASKED, answer
from eduhub.kit.errors import NotFound
from eduhub.kit.http import HubRequest, typed
from eduhub.programmes import queries
from eduhub.programmes.forms.cohorts import (
    AttendanceForm,
    CohortForm,
    MilestoneForm,
    SessionForm,
    TemplateForm,
    ThemeForm,
    cohort_initial,
    milestone_initial,
    session_initial,
    template_initial,
    theme_initial,
)
from eduhub.programmes.forms.juries import OrganisationChoice
from eduhub.programmes.models import Cohort, Theme
from eduhub.programmes.queries import cohorts
from eduhub.programmes.rules.cohorts import COHORT_RULES
from eduhub.programmes.services import cohorts as services
from eduhub.programmes.services import curriculum, milestones
from eduhub.programmes.views.cohorts import today


def require_desk(request: HubRequest) -> None:
    require(request.actor, "manage", None, COHORT_RULES)


def _cohort_form(request: HubRequest, cohort: Cohort | None) -> CohortForm:
    initial = cohort_initial(cohort) if cohort else {"manager": str(request.actor.user_id or "")}
    return CohortForm(
        typed(request),
        initial=initial,
        programmes=queries.programmes(request.actor),
        calls=cohorts.call_choices(),
        managers=cohorts.manager_choices(today()),
    )


@login_required
@require_http_methods(ASKED)
def new_cohort(request: HubRequest) -> HttpResponse:
    require_desk(request)
    form = _cohort_form(request, None)

    def make() -> HttpResponse:
        made = services.make_cohort(
            form.fields_told(), key=form.cleaned_data["key"], by=request.actor,
            now=timezone.now(), today=today(),
        )  # fmt: skip
        messages.success(request, _("The cohort is there. Write its weeks and sessions next."))
        return redirect("programmes:cohort_desk", made.pk)

    return answer(request, form, make, "programmes/cohorts/edit.html", {})


@login_required
@require_http_methods(ASKED)
def edit_cohort(request: HubRequest, pk: int) -> HttpResponse:
    require_desk(request)
    cohort = cohorts.find_cohort(pk, request.actor)
    form = _cohort_form(request, cohort)

    def change() -> HttpResponse:
        services.change_cohort(
            pk, form.fields_told(), seen=form.cleaned_data["seen"], by=request.actor,
            now=timezone.now(), today=today(),
        )  # fmt: skip
        messages.success(request, _("It is changed."))
        return redirect("programmes:cohort_desk", pk)

    return answer(
        request, form, change, "programmes/cohorts/edit.html", {"cohort": cohort},
        anew=lambda: cohort_initial(cohorts.find_cohort(pk, request.actor)),
    )  # fmt: skip


@login_required
@require_http_methods(ASKED)
def cohort_desk(request: HubRequest, pk: int) -> HttpResponse:
    """Companies and how far each is, what is late and who has heard; a company by hand."""
    require_desk(request)
    cohort = cohorts.find_cohort(pk, request.actor)
    form = OrganisationChoice(typed(request), organisations=cohorts.companies_to_add(cohort))

    def add() -> HttpResponse:
        home = int(form.cleaned_data["organisation"])
        services.add_company(pk, home, by=request.actor, now=timezone.now())
        messages.success(request, _("The company is in, with its milestones."))
        return redirect("programmes:cohort_desk", pk)

    context = {
        "cohort": cohort,
        "seats": cohorts.seats_in(cohort),
        "late": cohorts.late_in(cohort, today()),
        "sessions": list(cohorts.sessions_of(cohort)),
        "now": timezone.now(),
    }
    return answer(request, form, add, "programmes/cohorts/desk.html", context)


@login_required
@require_POST
def take_in(request: HubRequest, pk: int) -> HttpResponse:
    count = len(services.take_in(pk, by=request.actor, now=timezone.now()))
    said = ngettext("%(n)s company has come in.", "%(n)s companies have come in.", count)
    messages.success(request, said % {"n": count})
    return redirect("programmes:cohort_desk", pk)


@login_required
@require_POST
def give_templates(request: HubRequest, pk: int) -> HttpResponse:
    count = services.give_templates(pk, by=request.actor, now=timezone.now())
    said = ngettext("%(n)s milestone was added.", "%(n)s milestones were added.", count)
    messages.success(request, said % {"n": count})
    return redirect("programmes:cohort_desk", pk)


@login_required
@require_POST
def leave(request: HubRequest, pk: int) -> HttpResponse:
    seat = services.leave(pk, by=request.actor, now=timezone.now())
    messages.success(request, _("The company has left the cohort."))
    return redirect("programmes:cohort_desk", seat.cohort_id)


# Curriculum and sessions


@login_required
@require_http_methods(ASKED)
def week(request: HubRequest, pk: int, number: int) -> HttpResponse:
    """What one week is about."""
    require_desk(request)
    cohort = cohorts.find_cohort(pk, request.actor)
    if not 1 <= number <= cohort.weeks:
        raise NotFound("not_found", _("There is no such thing here."))
    theme = Theme.objects.filter(cohort=cohort, week=number).first()
    form = ThemeForm(typed(request), initial=theme_initial(theme))

    def write() -> HttpResponse:
        told = form.cleaned_data
        curriculum.write_theme(
            pk, number, told["title"], told["words"], by=request.actor, now=timezone.now()
        )
        messages.success(request, _("It is saved."))
        return redirect("programmes:cohort", pk)

    context = {"cohort": cohort, "number": number, "friday": cohort.friday_of(number)}
    return answer(request, form, write, "programmes/cohorts/week.html", context)


@login_required
@require_http_methods(ASKED)
def new_session(request: HubRequest, pk: int) -> HttpResponse:
    require_desk(request)
    cohort = cohorts.find_cohort(pk, request.actor)
    form = SessionForm(typed(request))

    def add() -> HttpResponse:
        key = form.cleaned_data["key"]
        curriculum.add_session(
            pk, form.fields_told(), key=key, by=request.actor, now=timezone.now()
        )
        messages.success(request, _("It is saved."))
        return redirect("programmes:cohort_desk", pk)

    return answer(request, form, add, "programmes/cohorts/session.html", {"cohort": cohort})


@login_required
@require_http_methods(ASKED)
def edit_session(request: HubRequest, pk: int) -> HttpResponse:
    require_desk(request)
    session = cohorts.find_session(pk)
    form = SessionForm(typed(request), initial=session_initial(session))

    def change() -> HttpResponse:
        seen = form.cleaned_data["seen"]
        curriculum.change_session(
            pk, form.fields_told(), seen=seen, by=request.actor, now=timezone.now()
        )
        messages.success(request, _("It is changed."))
        return redirect("programmes:cohort_desk", session.cohort_id)

    return answer(
        request, form, change, "programmes/cohorts/session.html",
        {"cohort": session.cohort, "session": session},
        anew=lambda: session_initial(cohorts.find_session(pk)),
    )  # fmt: skip


@login_required
@require_POST
def call_off(request: HubRequest, pk: int) -> HttpResponse:
    cohort = curriculum.call_off(pk, by=request.actor, now=timezone.now())
    messages.success(request, _("It is gone."))
    return redirect("programmes:cohort_desk", cohort)


@login_required
@require_http_methods(ASKED)
def attendance(request: HubRequest, pk: int) -> HttpResponse:
    require_desk(request)
    session = cohorts.find_session(pk)
    there = {"seats": [str(one) for one in cohorts.attending(session)]}
    form = AttendanceForm(typed(request), initial=there, seats=cohorts.seats_in(session.cohort))

    def note() -> HttpResponse:
        curriculum.note_attendance(pk, form.chosen(), by=request.actor, now=timezone.now())
        messages.success(request, _("It is saved."))
        return redirect("programmes:cohort_desk", session.cohort_id)

    context = {"cohort": session.cohort, "session": session}
    return answer(request, form, note, "programmes/cohorts/attendance.html", context)


# Milestones


@login_required
@require_http_methods(ASKED)
def templates(request: HubRequest, pk: int) -> HttpResponse:
    """The milestones of a programme, with the form for one more."""
    require_desk(request)
    programme = queries.find_programme(pk, request.actor)
    form = TemplateForm(typed(request))

    def add() -> HttpResponse:
        services.keep_template(
            pk, None, form.told(), key=form.cleaned_data["key"], seen=0, by=request.actor,
            now=timezone.now(),
        )  # fmt: skip
        messages.success(request, _("It is saved."))
        return redirect("programmes:templates", pk)

    context = {"programme": programme, "templates": cohorts.templates_of(pk)}
    return answer(request, form, add, "programmes/cohorts/templates.html", context)


@login_required
@require_http_methods(ASKED)
def edit_template(request: HubRequest, pk: int) -> HttpResponse:
    require_desk(request)
    template = cohorts.find_template(pk)
    form = TemplateForm(typed(request), initial=template_initial(template))

    def change() -> HttpResponse:
        told = form.cleaned_data
        services.keep_template(
            template.programme_id, pk, form.told(), key=told["key"], seen=told["seen"],
            by=request.actor, now=timezone.now(),
        )  # fmt: skip
        messages.success(request, _("It is changed."))
        return redirect("programmes:templates", template.programme_id)

    context = {"programme": template.programme, "template": template}
    return answer(
        request, form, change, "programmes/cohorts/template.html", context,
        anew=lambda: template_initial(cohorts.find_template(pk)),
    )  # fmt: skip


@login_required
@require_POST
def remove_template(request: HubRequest, pk: int) -> HttpResponse:
    programme = services.remove_template(pk, by=request.actor, now=timezone.now())
    messages.success(request, _("It is gone."))
    return redirect("programmes:templates", programme)


@login_required
@require_http_methods(ASKED)
def new_milestone(request: HubRequest, pk: int) -> HttpResponse:
    require_desk(request)
    seat = cohorts.find_seat(pk, request.actor)
    form = MilestoneForm(typed(request), people=cohorts.people_of(seat, today(), by_address=True))

    def add() -> HttpResponse:
        milestones.add_milestone(
            pk, form.fields_told(), key=form.cleaned_data["key"], by=request.actor,
            now=timezone.now(), today=today(),
        )  # fmt: skip
        messages.success(request, _("It is saved."))
        return redirect("programmes:seat", pk)

    context = {"seat": seat, "cohort": seat.cohort}
    return answer(request, form, add, "programmes/cohorts/plan.html", context)


@login_required
@require_http_methods(ASKED)
def edit_milestone(request: HubRequest, pk: int) -> HttpResponse:
    require_desk(request)
    milestone = cohorts.find_milestone(pk, request.actor)
    people = cohorts.people_of(milestone.seat, today(), by_address=True)
    form = MilestoneForm(typed(request), initial=milestone_initial(milestone), people=people)

    def change() -> HttpResponse:
        milestones.change_milestone(
            pk, form.fields_told(), seen=form.cleaned_data["seen"], by=request.actor,
            now=timezone.now(), today=today(),
        )  # fmt: skip
        messages.success(request, _("It is changed."))
        return redirect("programmes:milestone", pk)

    seat = milestone.seat
    context = {"milestone": milestone, "seat": seat, "cohort": seat.cohort}
    return answer(
        request, form, change, "programmes/cohorts/plan.html", context,
        anew=lambda: milestone_initial(cohorts.find_milestone(pk, request.actor)),
    )  # fmt: skip

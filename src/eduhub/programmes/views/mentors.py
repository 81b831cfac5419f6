"""What mentors and companies do: profiles, wishes, one's own companies, hours and notes."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from eduhub.kit.access import require
from eduhub.kit.answering import ASKED, answer
from eduhub.kit.errors import NotFound
from eduhub.kit.http import HubRequest, page, typed
from eduhub.programmes.forms.juries import OrganisationChoice
from eduhub.programmes.forms.mentors import (
    CompanyWishes,
    CorrectionForm,
    HoursForm,
    MentorForm,
    MentorWishes,
    correction_initial,
    mentor_initial,
)
from eduhub.programmes.models import Mentor
from eduhub.programmes.queries import cohorts, mentors, reviews
from eduhub.programmes.rules.cohorts import (
    HOUR_RULES,
    MENTOR_RULES,
    PAIR_RULES,
    SEAT_RULES,
    SeatAt,
    runs_the_hub,
)
from eduhub.programmes.services import hours
from eduhub.programmes.services import mentors as services
from eduhub.programmes.states.cohorts import Side
from eduhub.programmes.views.cohorts import today


@login_required
@require_safe
def mentoring(request: HubRequest) -> HttpResponse:
    """The companies that one helps, the cohorts in which one can wish, and one's profile."""
    mentor = mentors.mentor_of(request.actor)
    context = {
        "mentor": mentor,
        "pairs": mentors.mentored_by(request.actor),
        "benches": mentors.benches_of(request.actor, today()),
    }
    return page(request, "programmes/mentors/mine.html", context)


def _find_mentor(request: HubRequest, pk: int) -> Mentor:
    """Oneself, or for the hub anybody; others do not learn who is a mentor."""
    mentor = mentors.find_mentor(pk)
    if not runs_the_hub(request.actor) and mentor.person_id != request.actor.user_id:
        raise NotFound("not_found", _("There is no such thing here."))
    require(request.actor, "edit", mentor, MENTOR_RULES)
    return mentor


def _back(request: HubRequest) -> str:
    return "programmes:mentors" if runs_the_hub(request.actor) else "programmes:mentoring"


@login_required
@require_http_methods(ASKED)
def mentor(request: HubRequest, pk: int) -> HttpResponse:
    found = _find_mentor(request, pk)
    form = MentorForm(typed(request), initial=mentor_initial(found))

    def change() -> HttpResponse:
        seen = form.cleaned_data["seen"]
        services.edit_mentor(
            pk, form.fields_told(), seen=seen, by=request.actor, now=timezone.now()
        )
        messages.success(request, _("It is changed."))
        return redirect(_back(request))

    context = {"mentor": found, "apart": mentors.stands_apart_from(found)}
    return answer(
        request, form, change, "programmes/mentors/mentor.html", context,
        anew=lambda: mentor_initial(mentors.find_mentor(pk)),
    )  # fmt: skip


@login_required
@require_http_methods(ASKED)
def mentor_apart(request: HubRequest, pk: int) -> HttpResponse:
    """An organisation with which the mentor is never paired."""
    found = _find_mentor(request, pk)
    form = OrganisationChoice(typed(request), organisations=reviews.organisations_to_name())

    def declare() -> HttpResponse:
        home = int(form.cleaned_data["organisation"])
        services.stand_apart(pk, home, by=request.actor, now=timezone.now())
        messages.success(request, _("No pair with this organisation is proposed."))
        return redirect("programmes:mentor", pk)

    return answer(request, form, declare, "programmes/mentors/apart.html", {"mentor": found})


@login_required
@require_http_methods(ASKED)
def company_wishes(request: HubRequest, pk: int) -> HttpResponse:
    """What the company asks of a mentor, and its wishes and vetoes."""
    seat = cohorts.find_seat(pk, request.actor)
    require(request.actor, "wish", SeatAt(seat, today()), SEAT_RULES)
    form = CompanyWishes(
        typed(request),
        initial={"needs": seat.needs, "languages": seat.languages, "seen": seat.version},
        bench=mentors.bench_of(seat.cohort),
        said=mentors.wishes_of(Side.COMPANY, seat=seat),
    )

    def wish() -> HttpResponse:
        services.wish_for_mentors(
            pk, form.asks(), seen=form.cleaned_data["seen"], by=request.actor,
            now=timezone.now(), today=today(),
        )  # fmt: skip
        messages.success(request, _("Your wishes are kept. Mentors do not see them."))
        return redirect("programmes:seat", pk)

    context = {"seat": seat, "cohort": seat.cohort}
    return answer(
        request, form, wish, "programmes/mentors/company_wishes.html", context,
        anew=lambda: {"seen": cohorts.find_seat(pk, request.actor).version},
    )  # fmt: skip


@login_required
@require_http_methods(ASKED)
def mentor_wishes(request: HubRequest, pk: int) -> HttpResponse:
    bench = mentors.find_bench(pk, request.actor)
    require(request.actor, "wish", bench, MENTOR_RULES)
    form = MentorWishes(
        typed(request),
        seats=mentors.seats_to_wish_for(bench),
        said=mentors.wishes_of(Side.MENTOR, bench=bench),
    )

    def wish() -> HttpResponse:
        services.wish_for_companies(pk, form.said(), by=request.actor, now=timezone.now())
        messages.success(request, _("Your wishes are kept. Companies do not see them."))
        return redirect("programmes:mentoring")

    context = {"bench": bench, "cohort": bench.cohort}
    return answer(request, form, wish, "programmes/mentors/mentor_wishes.html", context)


@login_required
@require_http_methods(ASKED)
def log_hours(request: HubRequest, pk: int) -> HttpResponse:
    """A session that was held, with a note for both and one for oneself."""
    pair = mentors.find_pair(pk, request.actor)
    require(request.actor, "log", pair, PAIR_RULES)
    form = HoursForm(typed(request), initial={"held_on": today()})

    def log() -> HttpResponse:
        hours.log_hours(
            pk, form.held(), key=form.cleaned_data["key"], by=request.actor,
            now=timezone.now(), today=today(),
        )  # fmt: skip
        messages.success(request, _("It is logged. The company is asked to confirm it."))
        return redirect("programmes:seat", pair.seat_id)

    context = {"pair": pair, "seat": pair.seat, "cohort": pair.seat.cohort}
    return answer(request, form, log, "programmes/mentors/log.html", context)


@login_required
@require_http_methods(ASKED)
def correct_hours(request: HubRequest, pk: int) -> HttpResponse:
    line = mentors.find_line(pk, request.actor)
    require(request.actor, "correct", line, HOUR_RULES)
    form = CorrectionForm(typed(request), initial=correction_initial(line))
    seat = line.pair.seat

    def correct() -> HttpResponse:
        told = form.cleaned_data
        hours.correct_hours(
            pk, told["held_on"], told["minutes"], told["reason"], key=told["key"],
            by=request.actor, now=timezone.now(), today=today(),
        )  # fmt: skip
        messages.success(request, _("It is corrected. The earlier line stays readable."))
        return redirect("programmes:seat", seat.pk)

    context = {"line": line, "seat": seat, "cohort": seat.cohort}
    return answer(request, form, correct, "programmes/mentors/correct.html", context)


@login_required
@require_POST
def confirm_hours(request: HubRequest, pk: int) -> HttpResponse:
    confirmation = hours.confirm_hours(pk, by=request.actor, now=timezone.now())
    messages.success(request, _("It is confirmed."))
    return redirect("programmes:seat", confirmation.line.pair.seat_id)

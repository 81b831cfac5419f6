"""Letters of interviews. What a panel gets names no applicant, as all letters of juries."""

import datetime as dt

from eduhub.kit.jobs import once
from eduhub.kit.mail import write
from eduhub.programmes.models import Application, Interview, PanelSeat
from eduhub.programmes.services.letters import OF_IT, writers_of


def tell_of_offer(application_id: int, *, now: dt.datetime) -> None:
    """That a time can be chosen, to those who write; once for each day that it is offered."""
    rows = Application.objects.select_related(*OF_IT).filter(pk=application_id)
    application = rows.first()
    if application is None:
        return
    with once(f"interview.offer:{application_id}:{now:%Y-%m-%d}") as first:
        if first:
            told = {"application": application, "call": application.call}
            for address, language in writers_of(application):
                write(address, "programmes/interview_offer", told, language=language, now=now)


def tell_panel(interview_id: int, sequence: int, *, now: dt.datetime) -> None:
    """When somebody comes, or that nobody does; the applicant hears from bookings."""
    rows = Interview.objects.select_related("booking__unit", "application__call", "panel")
    one = rows.filter(pk=interview_id, booking__sequence=sequence).first()
    if one is None:
        return
    seats = PanelSeat.objects.filter(panel=one.panel_id, juror__left_at=None)
    people = seats.filter(juror__person__is_active=True).select_related("juror__person")
    with once(f"interview.panel:{interview_id}:{sequence}") as first:
        if first:
            told = {"interview": one, "stands": one.booking.holds_time}
            for seat in people.order_by("pk"):
                person = seat.juror.person
                if person is not None:
                    kind = "programmes/interview_panel"
                    write(person.email, kind, told, language=person.language, now=now)

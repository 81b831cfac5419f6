"""The ledger of mentor hours: written once, corrected by later lines, never over the cap."""

import uuid
from threading import Barrier, Thread

import pytest
from django.db import Error, IntegrityError, connection, transaction

from eduhub.kit.errors import HubError, Invalid, NotAllowed, NotFound, NotNow
from eduhub.kit.models import Letter
from eduhub.programmes.models import Cohort, HourConfirmation, HourLine, PrivateNote, Seat
from eduhub.programmes.queries.mentors import lines_of
from eduhub.programmes.services import cohort_letters, hours
from tests.makers import NOW, TODAY
from tests.makers.cohorts import DAY, MONDAY, log, make_class, match, publish

pytestmark = pytest.mark.django_db


def paired(companies="kielo", **told):
    made = make_class(companies, helpers="anna", **told)
    match(made)
    publish(made)
    return made


def used(made):
    """Minutes that the cohort and its companies have used."""
    made.cohort.refresh_from_db()
    seats = Seat.objects.filter(cohort=made.cohort).order_by("pk")
    return made.cohort.minutes_used, list(seats.values_list("minutes_used", flat=True))


def correct(made, line, minutes, who="anna", **told):
    return hours.correct_hours(
        line.pk, told.pop("held_on", line.held_on), minutes, told.pop("reason", "Miscounted"),
        key=told.pop("key", None) or uuid.uuid4(), by=made.actor(who), now=NOW, today=TODAY,
    )  # fmt: skip


def test_a_session_is_logged_once_and_counted_for_company_and_cohort():
    made = paired("kielo lumi")
    key = uuid.uuid4()

    lines = {log(made, "kielo", 90, key=key).pk for _ in range(2)}

    assert (len(lines), used(made)) == (1, (90, [90, 0]))


def test_a_correction_counts_the_difference_and_the_first_line_stays_readable():
    made = paired()
    line = log(made, "kielo", 90)

    newer = correct(made, line, 60)
    assert used(made) == (60, [60])
    with pytest.raises(NotNow):
        correct(made, line, 30)
    correct(made, newer, 0, reason="Was not held")

    assert used(made) == (0, [0])
    rows = HourLine.objects.order_by("pk").values_list("minutes", "reason")
    assert list(rows) == [(90, ""), (60, "Miscounted"), (0, "Was not held")]


@pytest.mark.parametrize("caps", [(2, 10), (10, 2)], ids=["company", "cohort"])
def test_the_cap_says_how_much_is_left_and_the_last_minute_can_be_used(caps):
    each, together = caps
    made = paired(hours_each=min(each, together), hours_all=together)
    Seat.objects.update(minutes_cap=each * 60)
    log(made, "kielo", 90)

    with pytest.raises(NotNow) as refusal:
        log(made, "kielo", 31)

    assert (refusal.value.facts, HourLine.objects.count()) == ({"left": 30}, 1)
    log(made, "kielo", 30)
    assert used(made) == (120, [120])


def test_a_line_cannot_be_changed_or_deleted_in_the_database():
    made = paired()
    line = log(made, "kielo", 60)

    for change in ("minutes = 1", "held_on = '2026-08-04'", "reason = 'x'"):
        with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE programmes_hourline SET {change}")
    with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM programmes_hourline")
    made.people["anna"].delete()  # an erasure may: the line stays, without the person

    line.refresh_from_db()
    assert (line.minutes, line.logged_by_id) == (60, None)


def test_the_database_keeps_the_caps_also_from_those_who_do_not_ask():
    made = paired()

    for rows in (Seat.objects.filter(cohort=made.cohort), Cohort.objects.all()):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(minutes_used=6001)


def test_what_is_no_session_is_refused_beside_its_field():
    made = paired()
    for told, field in (
        ({"minutes": 0}, "minutes"),
        ({"minutes": 481}, "minutes"),
        ({"held_on": TODAY + DAY}, "held_on"),
        ({"held_on": MONDAY - DAY}, "held_on"),
        ({"note": "131052-308T"}, "note"),
        ({"private": "131052-308T"}, "private"),
    ):
        with pytest.raises(Invalid) as refusal:
            log(made, "kielo", told.pop("minutes", 60), **told)
        assert list(refusal.value.fields) == [field]


def test_only_the_mentor_logs_and_only_the_company_confirms():
    made = paired("kielo lumi")
    line = log(made, "kielo", 60)
    told = {"key": uuid.uuid4(), "now": NOW, "today": TODAY}
    for who, refusal in (("kielo", NotAllowed), ("staff", NotAllowed), ("lumi", NotFound)):
        with pytest.raises(refusal):
            hours.log_hours(
                made.pair("kielo").pk, hours.Held(TODAY, 30), by=made.actor(who), **told
            )
    for who, refusal in (("anna", NotAllowed), ("staff", NotAllowed), ("lumi", NotFound)):
        with pytest.raises(refusal):
            hours.confirm_hours(line.pk, by=made.actor(who), now=NOW)

    for _ in range(2):
        hours.confirm_hours(line.pk, by=made.actor("kielo.member"), now=NOW)

    assert HourConfirmation.objects.count() == 1


def test_a_shared_note_is_read_by_both_and_the_hub_a_private_one_by_its_writer_alone():
    made = paired()
    log(made, "kielo", 60, note="Prices next", private="Tired founder")

    seen = {
        who: [(one.note, one.private) for one in lines_of(made.seats["kielo"], made.actor(who))]
        for who in ("kielo", "anna", "staff")
    }

    assert seen == {
        "kielo": [("Prices next", "")],
        "anna": [("Prices next", "Tired founder")],
        "staff": [("Prices next", "")],
    }
    made.people["anna"].delete()
    assert PrivateNote.objects.count() == 0


def test_the_company_is_asked_to_confirm_what_stands():
    made = paired()
    line = log(made, "kielo", 60)
    newer = correct(made, line, 30)
    for one in (line, newer, newer):
        cohort_letters.ask_to_confirm(one.pk, now=NOW)

    assert list(Letter.objects.values_list("to", "kind")) == [
        (made.people["kielo"].email, "programmes/hours")
    ]
    assert "30" in Letter.objects.get().text


def at_once(deeds):
    """Each in a thread with a connection of its own; the refusals by their codes."""
    together, refused = Barrier(len(deeds)), []

    def run(deed):
        together.wait()
        try:
            deed()
        except (HubError, IntegrityError) as refusal:
            refused.append(getattr(refusal, "code", "constraint"))
        finally:
            connection.close()

    threads = [Thread(target=run, args=[deed]) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return refused


@pytest.mark.django_db(transaction=True)
def test_two_sessions_at_once_never_go_over_the_cap(jobs, monkeypatch):
    made = paired(hours_each=1, hours_all=5)
    deeds = [lambda: log(made, "kielo", 40)] * 2
    assert (at_once(deeds), used(made)) == (["cap"], (40, [40]))

    # Negative control: without the lock both read the same count, and one is lost.
    made = paired(hours_each=2, hours_all=5)
    both = Barrier(2)

    def unlocked(seat_id):
        found = Seat.objects.select_related("cohort").get(pk=seat_id)
        both.wait()
        return found.cohort, found

    monkeypatch.setattr(hours, "_hold_counts", unlocked)
    assert at_once([lambda: log(made, "kielo", 40)] * 2) == []
    lines = HourLine.objects.filter(pair__seat=made.seats["kielo"])
    assert (used(made), sum(lines.values_list("minutes", flat=True))) == ((40, [40]), 80)

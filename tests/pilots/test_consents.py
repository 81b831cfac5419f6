"""Consents: who must say yes, what a no does, and what counts from which moment on."""

import datetime as dt

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from eduhub.kit.access import VISITOR, machine
from eduhub.kit.errors import HubError, Invalid, NotAllowed, NotFound, NotNow, Stale
from eduhub.kit.models import LedgerEntry
from eduhub.pilots import services
from eduhub.pilots.models import ConsentEntry, ConsentLink, Group, Permit, Pilot, Seat
from eduhub.pilots.queries.consents import counts_of, may_be_used, seats_seen, usable_seats
from eduhub.pilots.rules.privacy import shown_count
from eduhub.pilots.states import GroupState, PilotState
from eduhub.pilots.states.privacy import Answer, Band, Party, Purpose
from tests.makers import NOW, make_group
from tests.makers.pilots import make_agreed, make_permit_terms
from tests.makers.privacy import (
    ALL,
    FORM_DAY,
    accept,
    issue,
    link_for,
    make_dossier,
    make_running,
    open_some,
    say,
)

pytestmark = pytest.mark.django_db
MINUTE, DAY = dt.timedelta(minutes=1), dt.timedelta(days=1)
WORKER = machine("worker")
OTHER = Party.GUARDIAN_2


@pytest.fixture
def cast():
    return make_running()


def the_seat():
    return Seat.objects.get()


def usable(purpose=Purpose.COLLECT, at=NOW):
    return may_be_used(the_seat(), purpose, at)


def on_paper(cast, *given, party=Party.GUARDIAN_1, who="teacher", now=NOW):
    told = services.OnPaper(party, given, NOW.date(), "fi")
    return services.note_paper(the_seat().pk, told, by=cast.actor(who), now=now)


def test_silence_is_not_a_yes(cast):
    assert not usable()
    assert [row.answers for row in seats_seen(cast.group, NOW)] == [
        ((Party.GUARDIAN_1, Answer.NOT_ANSWERED),)
    ]


def test_each_purpose_is_its_own(cast):
    say(cast, the_seat(), Purpose.COLLECT)

    assert (usable(), usable(Purpose.STUDY), usable(Purpose.REUSE)) == (True, False, False)


def test_a_withdrawal_counts_at_once_and_nothing_is_lost(cast):
    say(cast, the_seat(), *ALL)

    say(cast, the_seat(), now=NOW + MINUTE)

    assert usable(at=NOW)  # as it was then
    assert not usable(at=NOW + MINUTE)
    assert list(ConsentEntry.objects.order_by("pk").values_list("given", flat=True)) == [
        ["collect", "study"],
        [],
    ]


def test_where_one_guardian_is_enough_the_other_ones_no_still_wins(cast):
    say(cast, the_seat(), *ALL)

    say(cast, the_seat(), party=OTHER)

    assert not usable()


def test_where_both_are_asked_one_yes_is_not_enough():
    cast = make_running(guardians=2)
    say(cast, the_seat(), *ALL)
    alone = usable()

    say(cast, the_seat(), *ALL, party=OTHER)

    assert (alone, usable()) == (False, True)


def test_the_pupils_own_no_wins_under_15_too(cast):
    say(cast, the_seat(), *ALL)

    services.note_no(the_seat().pk, Party.PUPIL, by=cast.actor("teacher"), now=NOW)

    assert not usable()


@pytest.mark.parametrize("band", [Band.TEENS, Band.ADULT])
def test_from_15_on_the_pupil_answers_and_nobody_else(band):
    cast = make_running(band=band)
    with pytest.raises(Invalid):
        link_for(cast, the_seat(), Party.GUARDIAN_1)

    say(cast, the_seat(), *ALL, party=Party.PUPIL)

    assert usable()


def test_guardians_of_a_pupil_of_15_are_informed_first():
    cast = make_running(band=Band.TEENS)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM pilots_information")

    with pytest.raises(NotNow) as refusal:
        link_for(cast, the_seat(), Party.PUPIL)

    assert refusal.value.code == "inform_first"


def test_other_words_ask_anew(cast):
    say(cast, the_seat(), *ALL)
    opened = services.open_link(link_for(cast, the_seat()), now=NOW)
    old = cast.pilot.packs.get().papers.get(kind="consent_guardian", language="fi")

    issue(cast, now=NOW + MINUTE, purposes=(*ALL, Purpose.REUSE))

    assert not usable(at=NOW + MINUTE)
    with pytest.raises(Stale):
        services.answer(opened.pk, ALL, old.sha256, by=VISITOR, now=NOW + MINUTE)


def test_the_same_papers_again_change_nothing(cast):
    say(cast, the_seat(), *ALL)

    issue(cast, now=NOW + MINUTE)

    assert (cast.pilot.packs.count(), usable(at=NOW + MINUTE)) == (1, True)


def test_on_the_day_of_renewal_it_is_over_and_at_15_the_pupil_is_asked(cast):
    say(cast, the_seat(), *ALL)
    birthday = dt.datetime(2026, 12, 1, 8, tzinfo=dt.UTC)
    teacher = cast.actor("teacher")
    services.set_band(the_seat().pk, Band.UNDER_15, birthday.date(), by=teacher, now=NOW)

    before, after = birthday - DAY, birthday
    seen = [usable(at=before), usable(at=after)]
    services.set_band(the_seat().pk, Band.TEENS, FORM_DAY, by=teacher, now=after)
    seen.append(usable(at=after))
    say(cast, the_seat(), *ALL, party=Party.PUPIL, now=after)
    seen.append(usable(at=after))

    assert seen == [True, False, False, True]


@pytest.mark.parametrize(
    ("band", "renew_on", "field"),
    [
        ("12", FORM_DAY, "band"),
        (Band.UNDER_15, None, "renew_on"),
        (Band.TEENS, NOW.date(), "renew_on"),
    ],
)
def test_a_band_without_its_day_is_refused(cast, band, renew_on, field):
    with pytest.raises(Invalid) as refusal:
        services.open_seats(
            cast.group.pk, 1, band=band, renew_on=renew_on, by=cast.actor("teacher"), now=NOW
        )

    assert list(refusal.value.fields) == [field]


def test_nobody_gets_younger(cast):
    seat = open_some(cast, band=Band.TEENS)[0]

    with pytest.raises(Invalid):
        services.set_band(seat.pk, Band.UNDER_15, FORM_DAY, by=cast.actor("teacher"), now=NOW)


def test_a_link_opens_once_and_answers_for_half_an_hour(cast):
    token = link_for(cast, the_seat())
    opened = services.open_link(token, now=NOW)

    for stranger in (token, "no-such-token", token[:-1]):
        with pytest.raises(NotFound):
            services.open_link(stranger, now=NOW)

    assert services.opened(opened.pk, now=NOW + 29 * MINUTE) == opened
    with pytest.raises(NotFound):
        services.opened(opened.pk, now=NOW + 31 * MINUTE)


def test_a_link_dies_of_age_and_by_a_newer_one(cast):
    old = link_for(cast, the_seat())
    new = link_for(cast, the_seat())

    for token, now in ((old, NOW), (new, NOW + 31 * DAY)):
        with pytest.raises(NotFound):
            services.open_link(token, now=now)

    assert len(new) >= 43  # 256 bits
    assert not ConsentLink.objects.filter(token_sha256__in=(old, new)).exists()


def test_a_yes_on_paper_counts_once_a_second_person_has_checked_it(cast):
    entry = on_paper(cast, *ALL)
    seen = [usable()]
    with pytest.raises(NotAllowed):
        services.check_paper(entry.pk, by=cast.actor("teacher"), now=NOW)
    with pytest.raises(NotFound):
        services.check_paper(entry.pk, by=cast.actor("other_principal"), now=NOW)

    services.check_paper(entry.pk, by=cast.actor("colleague"), now=NOW)

    assert [*seen, usable()] == [False, True]


def test_a_no_on_paper_counts_at_once(cast):
    say(cast, the_seat(), *ALL)

    on_paper(cast, Purpose.COLLECT)  # no to the study

    assert (usable(), usable(Purpose.STUDY)) == (True, False)


def test_an_unchecked_yes_does_not_undo_a_no(cast):
    say(cast, the_seat())
    on_paper(cast, *ALL)

    assert not usable()


def test_what_is_told_is_never_a_yes(cast):
    entry = services.note_no(the_seat().pk, Party.GUARDIAN_1, by=cast.actor("teacher"), now=NOW)

    assert entry.given == []
    with pytest.raises(IntegrityError), transaction.atomic():
        ConsentEntry.objects.create(
            seat=entry.seat,
            paper=entry.paper,
            sha256=entry.sha256,
            band=entry.band,
            party=entry.party,
            given=["collect"],
            source="told",
            at=NOW,
        )


def test_a_permit_that_ends_on_friday_night_stops_it_without_any_job(cast):
    say(cast, the_seat(), *ALL)
    friday = dt.date(2026, 10, 30)
    terms = make_permit_terms(valid_until=friday)
    services.note_permit(cast.pilot.pk, terms, by=cast.actor("official"), now=NOW)
    late = dt.datetime(2026, 10, 30, 21, 59, tzinfo=dt.UTC)  # 23.59 in Helsinki

    assert Permit.objects.filter(ended_at=None).get().valid_until == friday
    assert (usable(at=late), usable(at=late + MINUTE)) == (True, False)
    assert usable(Purpose.STUDY, at=late + MINUTE)  # what was collected may be analysed
    assert not usable(Purpose.STUDY, at=dt.datetime(2028, 1, 1, tzinfo=dt.UTC))


def test_a_permit_that_is_revoked_stops_all_uses(cast):
    say(cast, the_seat(), *ALL)

    services.revoke_permit(cast.pilot.pk, "As decided.", by=cast.actor("official"), now=NOW)

    assert [usable(purpose) for purpose in Purpose] == [False, False, False]


def test_a_changed_dossier_stops_collecting_at_its_own_moment():
    cast = make_running()
    say(cast, the_seat(), *ALL)
    later = NOW + DAY

    make_dossier(cast.pilot.solution, now=later)

    assert (usable(at=later - MINUTE), usable(at=later)) == (True, False)
    assert usable(Purpose.STUDY, at=later)


@pytest.mark.parametrize("state", ["paused", "data_closed", "information_given"])
def test_only_a_pilot_that_runs_collects(cast, state):
    say(cast, the_seat(), *ALL)

    Pilot.objects.update(state=state)

    assert (usable(), usable(Purpose.STUDY)) == (False, True)


@pytest.mark.parametrize("state", ["aborted", "withdrawn", "declined", "archived"])
def test_what_is_over_is_used_for_nothing(cast, state):
    say(cast, the_seat(), *ALL)

    Pilot.objects.update(state=state)

    assert not any(usable(purpose) for purpose in Purpose)


def test_a_withdrawn_group_and_a_closed_seat_are_in_nothing(cast):
    say(cast, the_seat(), *ALL)
    Group.objects.update(state=GroupState.WITHDRAWN)
    without_group = usable(Purpose.STUDY)
    Group.objects.update(state=GroupState.ACCEPTED)

    services.close_seat(the_seat().pk, by=cast.actor("teacher"), now=NOW + MINUTE)

    assert (without_group, usable(), usable(at=NOW + MINUTE)) == (False, True, False)


def test_in_lane_b_without_consent_only_a_no_counts():
    cast = make_running("B", asks_consent=False)
    assert usable()

    services.note_no(the_seat().pk, Party.GUARDIAN_1, by=cast.actor("teacher"), now=NOW)
    issue(cast, now=NOW + MINUTE, asks_consent=False, guardians=2)

    assert not usable(at=NOW + MINUTE)
    with pytest.raises(NotNow):
        link_for(cast, the_seat())


def test_codes_differ_in_each_pilot_and_say_nothing(cast):
    other = make_running(seats=30)

    codes = set(other.pilot.seats.values_list("code", flat=True))
    assert len(codes) == 30
    assert the_seats_of(cast) & codes == set()


def the_seats_of(cast):
    return set(cast.pilot.seats.values_list("code", flat=True))


def test_lane_a_has_no_seat_in_the_database_itself():
    cast = make_agreed("A")
    row = {"pilot": cast.pilot, "group": cast.group, "code": "BCDFGH", "band": Band.ADULT}

    with pytest.raises(NotNow):
        open_some(cast)
    with pytest.raises(IntegrityError, match="lane A"), transaction.atomic():
        Seat.objects.create(band_since=NOW, opened_at=NOW, **row)


def test_a_pilot_with_seats_never_becomes_one_of_lane_a(cast):
    with pytest.raises(IntegrityError, match="seats of pupils"), transaction.atomic():
        Pilot.objects.update(lane="A")

    assert Pilot.objects.get().lane == "C"


def test_a_seat_is_in_its_own_pilot(cast):
    stranger = make_group(make_agreed("A").pilot)
    seat = Seat(pilot=cast.pilot, group=stranger, code="BCDFGH", band=Band.ADULT)
    seat.band_since = seat.opened_at = NOW

    with pytest.raises(IntegrityError, match="own pilot"), transaction.atomic():
        seat.save()


@pytest.mark.parametrize("deed", ["UPDATE {} SET id = id", "DELETE FROM {}"])
@pytest.mark.parametrize("table", ["pack", "packpaper", "consententry", "consentcheck"])
def test_the_database_keeps_what_was_issued_and_answered(cast, table, deed):
    entry = on_paper(cast, *ALL)
    services.check_paper(entry.pk, by=cast.actor("principal"), now=NOW)

    with (
        pytest.raises(DatabaseError, match="written once"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(deed.format(f"pilots_{table}"))


def test_the_same_answer_twice_is_one(cast):
    first = say(cast, the_seat(), *ALL)

    assert say(cast, the_seat(), *ALL) == first


def test_every_answer_stands_in_the_ledger_without_a_word_of_whom(cast):
    say(cast, the_seat(), *ALL)

    line = LedgerEntry.objects.get(verb="pilot.consent_given")
    assert sorted(line.facts) == ["entry", "seat", "source"]


@pytest.mark.parametrize(
    ("count", "shown"), [(0, None), (4, None), (5, 5), (9, 5), (10, 10), (23, 20)]
)
def test_counts_are_shown_in_fives(count, shown):
    assert shown_count(count) == shown


def test_the_company_sees_counts_alone():
    cast = make_running("B", seats=7, asks_consent=False)

    assert [(one.purpose, one.count) for one in counts_of(cast.pilot.pk, NOW)] == [
        ("collect", 5),
        ("study", 5),
    ]


@pytest.mark.parametrize(
    ("who", "refusal"),
    [
        ("colleague", NotAllowed),
        ("lead", NotAllowed),
        ("staff", NotAllowed),
        ("other_teacher", NotFound),
    ],
)
def test_seats_are_the_teachers(cast, who, refusal):
    with pytest.raises(refusal):
        services.open_seats(
            cast.group.pk, 1, band=Band.ADULT, renew_on=None, by=cast.actor(who), now=NOW
        )


def test_the_list_costs_the_same_however_long(django_assert_num_queries):
    cast = make_running(seats=1)
    for _round in range(2):
        with django_assert_num_queries(6):
            rows = seats_seen(cast.group, NOW)
        open_some(cast, 2)

    assert (len(rows), len(seats_seen(cast.group, NOW))) == (3, 5)


def test_the_whole_set_is_one_query(cast, django_assert_num_queries):
    say(cast, the_seat(), *ALL)

    with django_assert_num_queries(1):
        found = list(usable_seats(Purpose.STUDY, NOW))

    assert found == [the_seat()]


def test_seats_are_dropped_before_the_plan_only():
    cast = make_agreed("C")
    issue(cast)
    say(cast, open_some(cast)[0], *ALL)
    teacher = cast.actor("teacher")
    Pilot.objects.update(state=PilotState.RUNNING)
    with pytest.raises(NotNow):
        services.drop_seats(cast.group.pk, by=teacher, now=NOW)
    Pilot.objects.update(state=PilotState.INFORMED)

    assert services.drop_seats(cast.group.pk, by=teacher, now=NOW) == 1
    assert not ConsentEntry.objects.exists()


def test_after_the_day_of_destruction_nothing_of_a_pupil_is_left(cast):
    say(cast, the_seat(), *ALL)
    last = make_permit_terms().destroy_by
    night = dt.datetime.combine(last, dt.time(3), dt.UTC)

    done = [services.destroy_what_is_due(by=WORKER, now=night + n * DAY) for n in (0, 1, 2)]

    assert done == [0, 1, 0]
    assert not (Seat.objects.exists() or ConsentLink.objects.exists())


def test_a_teacher_who_is_erased_is_cut_from_what_they_entered(cast):
    on_paper(cast, *ALL)
    cast.users["teacher"].delete()

    assert list(ConsentEntry.objects.values_list("entered_by", flat=True)) == [None]


def test_an_accepted_dossier_lets_the_clearance_be_given_anew(cast):
    dossier = make_dossier(cast.pilot.solution)
    official = cast.actor("official")
    with pytest.raises(NotNow):
        services.decide_privacy(cast.pilot.pk, True, "Read anew.", by=official, now=NOW)

    accept(dossier)

    row = services.decide_privacy(cast.pilot.pk, True, "Read anew.", by=official, now=NOW)
    assert row.is_cleared


def test_lane_a_keeps_no_row_about_a_pupil():
    cast = make_agreed("A")
    deeds = (
        lambda: services.open_seats(
            cast.group.pk, 1, band="adult", renew_on=None, by=cast.actor("teacher"), now=NOW
        ),
        lambda: services.issue_pack(
            cast.pilot.pk,
            purposes=["collect"],
            guardians=1,
            asks_consent=True,
            by=cast.actor("official"),
            now=NOW,
        ),
    )

    for deed in deeds:
        with pytest.raises(HubError):
            deed()

    assert not (Seat.objects.exists() or ConsentEntry.objects.exists())

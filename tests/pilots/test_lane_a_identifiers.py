"""Lane A: an e-mail address or an identity code goes through no text that people type."""

import pytest

from eduhub.kit.errors import HubError, Invalid
from eduhub.kit.lang import Text
from eduhub.pilots import services
from eduhub.pilots.models import ConsentEntry, Seat
from tests.makers import NOW, make_solution
from tests.makers.pilots import decide_lane, make_cast, make_definition, make_terms

pytestmark = pytest.mark.django_db
CODE, EMAIL = "131052-308T", "pupil@example.org"


def text(words):
    return Text(fi="Hyvä.", sv=words)


def offers(cast, words):
    lead, pk = cast.actor("lead"), cast.pilot.pk
    young = make_cast(group_state="accepted_by_teacher")
    for name in ("purpose", "wanted"):
        terms = make_terms(**{name: text(words)})
        solution = make_solution(cast.company).pk
        yield lambda t=terms, s=solution: services.post_pilot(s, t, by=lead, now=NOW)
        yield lambda t=terms: services.edit_pilot(
            young.pilot.pk, t, seen=1, by=young.actor("lead"), now=NOW
        )
    for name in ("success", "measure", "unit", "stop_rule"):
        told = make_definition(**{name: text(words)})
        yield lambda d=told: services.write_statement(pk, d, seen=0, by=lead, now=NOW)


def reasons(cast, words):
    pk, group = cast.pilot.pk, cast.group.pk
    official, staff = cast.actor("official"), cast.actor("staff")
    principal = cast.actor("principal")
    yield lambda: services.decide_lane(pk, "C", words, seen=1, by=official, now=NOW)
    yield lambda: services.decline_pilot(pk, words, by=staff, now=NOW)
    yield lambda: services.withdraw_pilot(pk, words, by=cast.actor("lead"), now=NOW)
    yield lambda: services.decline_group(group, words, by=principal, now=NOW)


def label(cast, words):
    teacher = cast.actor("teacher")
    yield lambda: services.join(
        cast.pilot.pk, label=words[:20], grade=5, pupils=20, by=teacher, now=NOW
    )


@pytest.mark.parametrize("identifier", [CODE, EMAIL])
@pytest.mark.parametrize("fields", [offers, reasons, label])
def test_no_text_of_a_lane_a_pilot_takes_an_identifier(fields, identifier):
    cast = make_cast()
    decide_lane(cast, "A")

    for deed in fields(cast, f"{identifier} ok"):
        with pytest.raises(Invalid):
            deed()


def test_lane_a_keeps_no_row_about_a_pupil():
    cast = make_cast()
    decide_lane(cast, "A")
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

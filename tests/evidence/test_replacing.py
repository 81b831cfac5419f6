"""A teacher who never answers is replaced with a reason, and sees nothing of it any more."""

import datetime as dt

import pytest
from django.db import ProgrammingError, transaction
from django.test import Client
from django.utils.translation import override

from eduhub.evidence.models import Evaluation, Sheet
from eduhub.evidence.services import evaluating, evaluation_letters
from eduhub.kit.errors import Invalid, NotAllowed, NotFound, NotNow
from eduhub.kit.models import Letter
from eduhub.people.models import User
from tests.makers import NOW, make_actor, make_organisation, make_person
from tests.makers.evaluated import acting, give, make_asked, make_evaluated, make_evaluator

pytestmark = pytest.mark.django_db


def replace(evaluation, seat, person, why="No answer after two letters.", by=None):
    return evaluating.replace_evaluator(
        evaluation.pk, seat, person.pk, why, by=by or make_actor("hub_staff"), now=NOW
    )


def test_another_takes_the_seat_and_the_evaluation_goes_on():
    asked, (first, silent) = make_asked()
    other = make_evaluator()
    give(asked, first, 3)
    replace(asked, 2, other)
    with pytest.raises(NotFound):
        give(asked, silent, 3)
    give(asked, other, 4)

    asked.refresh_from_db()
    assert (asked.is_published, asked.facts["teachers"]) == (True, 2)
    rows = Sheet.objects.order_by("pk").values_list("seat", "evaluator", "replaced_why")
    assert list(rows) == [
        *((1, first.pk, ""), (2, silent.pk, "No answer after two letters.")),
        (2, other.pk, ""),
    ]


def test_the_one_who_is_replaced_sees_nothing_of_it_any_more():
    asked, (_first, silent) = make_asked()
    client = Client()
    client.force_login(silent)
    address = f"/en/evaluations/{asked.pk}/"
    before = client.get(address).status_code
    replace(asked, 2, make_evaluator())

    assert (before, client.get(address).status_code) == (200, 404)
    assert client.get(f"{address}scores/").status_code == 404
    assert not Evaluation.objects.visible_to(acting(silent)).exists()


def test_only_the_hub_replaces_and_only_who_has_not_answered():
    asked, (first, silent) = make_asked()
    other = make_evaluator()
    give(asked, first, 3)

    with pytest.raises(NotAllowed):
        replace(asked, 2, other, by=acting(silent))
    with pytest.raises(NotFound):
        replace(asked, 1, other)
    with pytest.raises(NotNow):
        replace(make_evaluated(), 1, other)
    with override("en"):
        for person, why, field in ((silent, "x", "person"), (other, " ", "why")):
            with pytest.raises(Invalid) as refusal:
                replace(asked, 2, person, why)
            assert list(refusal.value.fields) == [field]


def test_what_was_replaced_stays_as_it_was_written():
    asked, (_first, _silent) = make_asked()
    replace(asked, 2, make_evaluator())
    gone = Sheet.objects.filter(replaced_at__isnull=False)

    for change in (lambda: gone.update(replaced_why="Other"), gone.delete):
        with pytest.raises(ProgrammingError), transaction.atomic():
            change()
    gone.update(evaluator=None)  # the person erased the account

    assert gone.get().replaced_why == "No answer after two letters."


def test_reminders_come_a_week_before_and_on_the_day_then_the_hub_hears_each_once():
    make_person("hub_staff", make_organisation())
    asked, (first, silent) = make_asked()
    give(asked, first, 3)
    told = []
    for day in (13, 14, 15, 21, 21, 22, 23):
        Letter.objects.all().delete()
        evaluation_letters.remind(now=NOW + dt.timedelta(days=day))
        told.append(sorted(Letter.objects.values_list("to", flat=True)))

    hub = sorted(
        User.objects.filter(memberships__role="hub_staff").values_list("email", flat=True)
    )
    assert told == [[], [silent.email], [], [silent.email], [], hub, []]

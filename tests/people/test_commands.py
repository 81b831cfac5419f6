"""The command line: a thin face, and one line when it says no."""

import pytest
from django.core.management import CommandError, call_command

from eduhub.people.models import Invitation, User
from eduhub.people.states import Role
from tests.makers import make_organisation, make_person

pytestmark = pytest.mark.django_db


def test_invite_writes_a_letter_in_the_language_asked(capsys):
    school = make_organisation("school")
    call_command("invite", "head@example.org", "principal", school.pk, language="sv")
    made = Invitation.objects.get()
    assert (made.email, made.role, made.language) == ("head@example.org", "principal", "sv")
    assert capsys.readouterr().out == "Invited head@example.org.\n"


def test_invite_refuses_in_one_line():
    with pytest.raises(CommandError) as refusal:
        call_command("invite", "head@example.org", "principal", 999)
    assert "\n" not in str(refusal.value)


def test_make_hub_lead_opens_the_house(capsys):
    call_command("make_hub_lead", "lead@example.org")
    assert User.objects.get().memberships.get().role == Role.HUB_LEAD
    assert "lead@example.org" in capsys.readouterr().out


def test_erase_person_says_first_and_does_then(capsys):
    make_person(email="gone@example.org")
    call_command("erase_person", "gone@example.org", dry_run=True)
    said = capsys.readouterr().out
    assert User.objects.count() == 1

    call_command("erase_person", "Gone@example.org")

    assert capsys.readouterr().out == said
    assert "people.User" in said
    assert User.objects.count() == 0
    with pytest.raises(CommandError, match="not_found"):
        call_command("erase_person", "gone@example.org")

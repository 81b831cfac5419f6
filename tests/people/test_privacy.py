"""A person sees all that is held of them, and can end it."""

import datetime as dt
import json

import pytest
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db.models import CharField, JSONField, TextField

from eduhub.kit.access import VISITOR, machine
from eduhub.kit.drafts import keep_draft
from eduhub.kit.errors import NotAllowed, NotNow
from eduhub.kit.models import LedgerEntry, Letter
from eduhub.people.models import Invitation, Membership, Organisation, Sighting, User
from eduhub.people.queries import actor_for, in_words
from eduhub.people.services import persons
from eduhub.people.services.privacy import erase_person, export_person
from eduhub.people.states import Role
from tests.makers import NOW, TODAY, make_organisation, make_person, signed_in
from tests.makers.people import make_claim, make_invitation

pytestmark = pytest.mark.django_db
MARK = "zebrafinch"


@pytest.fixture
def person(client):
    """Somebody who has left a trace in every kind of row that a person leaves traces in."""
    from django.http import QueryDict

    school = make_organisation("school")
    person = make_person(Role.PRINCIPAL, school, email=f"{MARK}@example.org", name=MARK)
    me = actor_for(person, TODAY)
    signed_in(client, person)
    UserSession.objects.create(
        user=person, ip="192.0.2.1", user_agent=MARK, session_key=client.session.session_key
    )
    make_invitation(school, person, "other@example.org", Role.TEACHER)
    make_invitation(school, make_person(Role.PRINCIPAL, school), person.email, Role.TEACHER)
    keep_draft(me, "f", "1", QueryDict(f"words={MARK}"), now=NOW)
    staff = make_person(Role.HUB_STAFF)
    persons.note_sightings({person.pk}, "person", by=actor_for(staff, TODAY), now=NOW)
    persons.note_sightings({staff.pk}, "members", by=me, now=NOW)
    membership = person.memberships.get()
    persons.give_duty(
        membership.pk,
        topic="pilots",
        languages=["fi"],
        address=person.email,
        by=actor_for(staff, TODAY),
        now=NOW,
    )
    make_claim(person)
    return person


def export(person):
    return export_person(person.pk, by=actor_for(person, TODAY), now=NOW)


def erase(person, *, dry_run=False, by=None):
    return erase_person(
        person.pk, by=by or actor_for(person, TODAY), now=NOW, today=TODAY, dry_run=dry_run
    )


def everything():
    """Every row of every table, to see whether anything has changed."""
    return {
        model._meta.label: list(model._default_manager.order_by("pk").values())
        for model in apps.get_models()
        if model._meta.managed
    }


def test_the_export_holds_what_is_theirs_and_no_secret(person):
    held = export(person)

    assert sorted(held["data"]) == [
        "account.EmailAddress",
        "kit.Draft",
        "kit.Letter",
        "people.Duty",
        "people.Invitation",
        "people.Membership",
        "people.Organisation",
        "people.Sighting",
        "people.User",
        "usersessions.UserSession",
    ]
    [account] = held["data"]["people.User"]
    assert (account["email"], account["name"]) == (person.email, MARK)
    assert "password" not in account
    words = json.dumps(held)
    assert UserSession.objects.get().session_key not in words
    assert all(invitation.token_digest not in words for invitation in Invitation.objects.all())
    assert [line["verb"] for line in held["ledger"]] == ["member.invited", "organisation.claimed"]


def test_the_export_shows_no_words_of_others(person):
    held = export(person)

    invitations = held["data"]["people.Invitation"]
    assert [row.get("email") for row in invitations] == [None, person.email]
    assert "other@example.org" not in json.dumps(held)


def test_only_the_person_exports(person):
    colleague = make_person(Role.TEACHER, person.memberships.get().organisation)
    staff, stranger = make_person(Role.HUB_LEAD), make_person()
    for by in (*(actor_for(p, TODAY) for p in (colleague, staff, stranger)), VISITOR):
        with pytest.raises(NotAllowed):
            export_person(person.pk, by=by, now=NOW)
        with pytest.raises(NotAllowed):
            erase(person, by=by)


def test_the_dry_run_changes_nothing_and_foretells_the_end(person):
    before = everything()
    foretold = erase(person, dry_run=True)
    assert everything() == before

    done = erase(person)

    assert done == foretold
    assert done.goes == {
        "account.EmailAddress": 1,
        "kit.Draft": 1,
        "kit.Letter": 1,
        "people.Duty": 1,
        "people.Invitation": 1,
        "people.Membership": 1,
        "people.Sighting": 1,
        "people.User": 1,
        "sessions.Session": 1,
        "usersessions.UserSession": 1,
    }
    assert done.stays == {"people.Invitation": 1, "people.Organisation": 1, "people.Sighting": 1}


def test_after_the_end_no_word_of_the_person_is_left(person):
    erase(person)

    left = []
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, (CharField, TextField, JSONField)) and model._meta.managed:
                values = model._default_manager.values_list(field.name, flat=True)
                left += [f"{model._meta.label}.{field.name}" for v in values if MARK in str(v)]
    assert left == []
    assert not User.objects.filter(pk=person.pk).exists()
    assert not Session.objects.exists()
    assert Organisation.objects.get(kind="company").claimed_by is None
    assert LedgerEntry.objects.filter(actor=f"person:{person.pk}", verb="person.erased").exists()


def test_what_others_have_stays(person):
    others = make_person(Role.TEACHER, email="colleague@example.org")
    erase(person)
    assert User.objects.filter(pk=others.pk).exists()
    assert Membership.objects.filter(user=others).count() == 1
    assert Letter.objects.filter(to="other@example.org").count() == 1


def test_an_erased_person_is_signed_out_everywhere(client, person):
    erase(person)
    assert client.get("/en/people/me/").status_code == 302


def test_the_last_hub_lead_stays_until_there_is_another():
    lead = make_person(Role.HUB_LEAD)
    with pytest.raises(NotNow):
        erase(lead)
    with pytest.raises(NotNow):
        erase(lead, by=machine("command"))
    make_person(Role.HUB_LEAD)
    assert erase(lead).goes["people.User"] == 1


def test_a_look_is_noted_once_an_hour_and_never_ones_own():
    staff, person = make_person(Role.HUB_STAFF), make_person()
    me = actor_for(staff, TODAY)
    for minutes in (0, 59, 61):
        now = NOW + dt.timedelta(minutes=minutes)
        persons.note_sightings({person.pk, staff.pk}, "person", by=me, now=now)
    persons.note_sightings({person.pk}, "members", by=VISITOR, now=NOW)

    looks = Sighting.objects.order_by("seen_at").values_list("person", "viewer_role", "seen_at")
    later = NOW + dt.timedelta(minutes=61)
    assert list(looks) == [
        (person.pk, "hub_staff", NOW),
        (person.pk, "hub_staff", later),
    ]


def test_kinds_of_rows_have_words():
    assert [(row.words, row.count) for row in in_words({"people.User": 1})] == [
        ("Sinun tilisi", 1)
    ]

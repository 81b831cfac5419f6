"""Kinds of rows and addresses, in words for the person who reads them."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.apps import apps
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, str | Promise] = {
    "account.EmailAddress": _("Your e-mail address"),
    "kit.Draft": _("Half-written forms"),
    "kit.Letter": _("Letters to you"),
    "kit.StoredFile": _("Files that you brought"),
    "mfa.Authenticator": _("Passkeys and authenticator apps"),
    "people.Correction": _("Details of organisations that you asked to change, or decided"),
    "people.Duty": _("Contacts under your role"),
    "people.Invitation": _("Invitations"),
    "people.Membership": _("Roles in organisations"),
    "people.Organisation": _("Claims that you made or decided"),
    "people.Sighting": _("The log of who looked at your data"),
    "people.User": _("Your account"),
    "sessions.Session": _("Signed-in browsers"),
    "socialaccount.SocialAccount": _("Connected outside accounts"),
    "usersessions.UserSession": _("The list of your browsers"),
}


@dataclass(frozen=True, slots=True)
class Counted:
    """How many rows of one kind, and what the kind is called."""

    words: str
    count: int


def in_words(counts: Mapping[str, int]) -> list[Counted]:
    """Counts by model label, in words and by them; a model's own name where we have no word."""
    named = (Counted(_words(label), count) for label, count in counts.items())
    return sorted(named, key=lambda counted: counted.words)


def _words(label: str) -> str:
    known = WORDS.get(label)
    return str(known or apps.get_model(label)._meta.verbose_name_plural).capitalize()


def masked(email: str) -> str:
    """An address that its owner knows again and nobody else can write to: "t…@e…"."""
    name, _at, host = email.partition("@")
    return f"{name[:1]}…@{host[:1]}…"

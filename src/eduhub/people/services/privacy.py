"""What a person may ask of their data: all of it, and its end.

Both walk over every model by its DataCard, so that a model which is added later is covered
without a word here; tests/house refuses a model without a card.
"""

import datetime as dt
import json
import secrets
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, cast

from allauth.account.models import EmailAddress
from django.apps import apps
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import DEFAULT_DB_ALIAS, transaction
from django.db.models import Model, Q, QuerySet
from django.db.models.deletion import Collector

from eduhub.kit import mail
from eduhub.kit.access import Actor, find, require
from eduhub.kit.lang import Text
from eduhub.kit.ledger import record
from eduhub.kit.limits import allow
from eduhub.kit.models import LedgerEntry
from eduhub.kit.privacy import DataCard, DataClass, OnErase, card_of
from eduhub.people.models import User
from eduhub.people.queries import is_last_hub_lead
from eduhub.people.rules import PERSON_RULES, Leaving

THEIRS = frozenset(
    {DataClass.PUBLIC, DataClass.INTERNAL, DataClass.PERSONAL, DataClass.CONFIDENTIAL}
)
OF_THE_HOUSE = frozenset({DataClass.PUBLIC, DataClass.INTERNAL})  # where they only stand in a row


@dataclass(frozen=True, slots=True)
class Erasure:
    """What an erasure deletes, and in which rows the person stood that stay without them.

    Counts of rows by the model's label, such as "people.Membership".
    """

    goes: dict[str, int] = field(default_factory=dict)
    stays: dict[str, int] = field(default_factory=dict)


def export_person(user_id: int, *, by: Actor, now: dt.datetime) -> dict[str, Any]:
    """Everything that the hub holds of a person, as plain JSON values, without secrets.

    {"written_at", "person", "data": {model's label: [{field: value}]}, "ledger": […]}. Rows in
    which the person only stands (somebody else's, the organisation's) show no words of others.
    """
    require(by, "export", user_id, PERSON_RULES)
    person = find(User.objects.all(), pk=user_id)
    addresses = _addresses_of(person)
    data: dict[str, list[dict[str, Any]]] = {}
    for model, card in _cards():
        rows = [
            *_shown(_rows_of(model, card, person), card, whole=card.on_erase == OnErase.DELETE),
            *_shown(_rows_to(model, card, addresses), card, whole=True),
        ]
        if rows:
            data[model._meta.label] = rows
    return {
        "written_at": now.isoformat(),
        "person": user_id,
        "data": data,
        "ledger": list(_ledger_of(person)),
    }


@transaction.atomic
def send_erase_code(user_id: int, *, by: Actor, now: dt.datetime) -> str:
    """Six digits in a letter to the person's own address; the face keeps their fingerprint."""
    require(by, "change", user_id, PERSON_RULES)
    person = find(User.objects.all(), pk=user_id)
    allow("erase_code", str(user_id), most=5, seconds=3600)
    code = f"{secrets.randbelow(1_000_000):06}"
    mail.write(
        person.email, "people/erase_code", {"code": code}, language=person.language, now=now
    )
    return code


@transaction.atomic
def erase_person(
    user_id: int, *, by: Actor, now: dt.datetime, today: dt.date, dry_run: bool = False
) -> Erasure:
    """Delete a person: their row and all that is theirs, letters and invitations to their
    addresses, and every session. A dry run changes nothing and foretells the same counts.
    """
    person = find(User.objects.select_for_update(), pk=user_id)
    require(by, "erase", Leaving(user_id, is_last_hub_lead(user_id, today)), PERSON_RULES)
    addresses = _addresses_of(person)
    by_address = [rows for rows in _all_rows_to(addresses) if rows.exists()]
    sessions = Session.objects.filter(session_key__in=_session_keys(person, addresses))
    foretold = _foretold(person, [*by_address, sessions])
    if dry_run:
        return foretold

    record(by, "person.erased", person, now=now)
    goes: Counter[str] = Counter()
    for rows in (*by_address, sessions):
        goes.update(rows.delete()[1])
    goes.update(person.delete()[1])
    return Erasure(dict(+goes), foretold.stays)


def _cards() -> Iterator[tuple[type[Model], DataCard]]:
    for model in sorted(apps.get_models(), key=lambda model: model._meta.label):
        if model._meta.managed and not model._meta.auto_created:
            yield model, card_of(model)


def _addresses_of(person: User) -> frozenset[str]:
    known = EmailAddress.objects.filter(user=person).values_list("email", flat=True)
    return frozenset({person.email, *known})


def _rows_of(model: type[Model], card: DataCard, person: User) -> QuerySet[Model]:
    """Rows that name the person."""
    everything = model._default_manager.all()
    if model is User:
        return everything.filter(pk=person.pk)
    if not card.person_paths:
        return everything.none()
    named = Q()
    for path in card.person_paths:
        named |= Q(**{path: person})
    return everything.filter(named).distinct().order_by("pk")


def _rows_to(model: type[Model], card: DataCard, addresses: frozenset[str]) -> QuerySet[Model]:
    """Rows that know the person by an address only."""
    everything = model._default_manager.all()
    if not card.by_email:
        return everything.none()
    return everything.filter(**{f"{card.by_email}__in": addresses}).order_by("pk")


def _all_rows_to(addresses: frozenset[str]) -> Iterator[QuerySet[Model]]:
    yield from (_rows_to(model, card, addresses) for model, card in _cards() if card.by_email)


def _shown(rows: Iterable[Model], card: DataCard, *, whole: bool) -> Iterator[dict[str, Any]]:
    classes = card.class_of()
    shown = THEIRS if whole else OF_THE_HOUSE
    for row in rows:
        yield {
            one.name: _plain(one.value_from_object(row))
            for one in row._meta.concrete_fields
            if classes.get(one.name) in shown
        }


def _plain(value: Any) -> Any:
    """A value as JSON has it; what JSON does not know becomes text."""
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, Text):
        return asdict(value)
    if isinstance(value, (dt.datetime, dt.date)):
        return value.isoformat()
    return str(value)


def _ledger_of(person: User) -> Iterator[dict[str, Any]]:
    """What the person did, and what was done to their account, in the audit trail."""
    own = Q(actor=f"person:{person.pk}") | Q(thing=f"{User._meta.label}:{person.pk}")
    for line in LedgerEntry.objects.filter(own).order_by("at", "pk"):
        yield {
            "at": line.at.isoformat(),
            "actor": line.actor,
            "verb": line.verb,
            "thing": line.thing,
            "facts": line.facts,
        }


def _session_keys(person: User, addresses: frozenset[str]) -> list[str]:
    """Sessions in which the person is signed in, or is about to be.

    A session tells whose it is only when it is opened; erasures are rare, so all are.
    """
    decode = SessionStore().decode
    found = []
    for session in Session.objects.iterator():
        held = decode(session.session_data)
        words = json.dumps(held, default=str)
        if held.get(SESSION_KEY) == str(person.pk) or any(a in words for a in addresses):
            found.append(session.session_key)
    return found


def _foretold(person: User, others: Iterable[QuerySet[Any]]) -> Erasure:
    """What Django would delete and update, read from its own collector."""
    own = Collector(using=DEFAULT_DB_ALIAS, origin=person)
    own.collect([person])
    collectors = [own]
    for rows in others:
        further = Collector(using=DEFAULT_DB_ALIAS, origin=rows)
        further.collect(rows)
        collectors.append(further)
    goes: dict[str, set[Any]] = defaultdict(set)
    for collector in collectors:
        for model, instances in collector.data.items():
            goes[model._meta.label].update(row.pk for row in instances)
        for quick in collector.fast_deletes:
            goes[quick.model._meta.label].update(quick.values_list("pk", flat=True))
    return Erasure(_counts(goes), _counts(_updated(own, goes)))


def _updated(collector: Collector, goes: Mapping[str, set[Any]]) -> dict[str, set[Any]]:
    """Keys of the rows that stay and lose the person, by model."""
    stays: dict[str, set[Any]] = defaultdict(set)
    for (changed, _value), batches in collector.field_updates.items():
        label = changed.model._meta.label
        for batch in batches:
            keys = {row.pk for row in cast(Iterable[Model], batch)}
            stays[label].update(keys - goes.get(label, set()))
    return stays


def _counts(keys: Mapping[str, set[Any]]) -> dict[str, int]:
    return {label: len(found) for label, found in sorted(keys.items()) if found}

"""Demo days: set up, agreed to by each company, shown; interests pass to the company alone."""

import datetime as dt
import hashlib
import secrets
import uuid
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from eduhub.kit import mail
from eduhub.kit.access import VISITOR, Actor, find, require
from eduhub.kit.editing import require_version
from eduhub.kit.errors import Invalid, NotNow
from eduhub.kit.formats import reader
from eduhub.kit.jobs import once
from eduhub.kit.lang import Text
from eduhub.kit.ledger import record
from eduhub.kit.limits import allow
from eduhub.kit.post import post
from eduhub.kit.tokens import digest_of
from eduhub.people.models import Organisation, User
from eduhub.people.queries import to_tell
from eduhub.people.states import LEADS
from eduhub.programmes.models import DemoDay, Interest, Pitch, Programme
from eduhub.programmes.notices import InterestShown, PitchAsked
from eduhub.programmes.rules.demo_days import DEMO_DAY_RULES, PITCH_RULES, PitchAt, lacks

HOUR, DAY = 3600, 24 * 3600
CONFIRM_DAYS = 2
OF_A_PITCH = ("demo_day", "organisation")


@dataclass(frozen=True, slots=True)
class DemoDayFields:
    programme_id: int
    title: Text
    words: Text
    place: Text
    starts_at: dt.datetime
    ends_at: dt.datetime
    watch_url: str = ""


@dataclass(frozen=True, slots=True)
class InterestFields:
    """What somebody wrote; `caller` is a fingerprint of where the request came from."""

    name: str
    organisation: str
    email: str
    words: str
    consent: bool
    key: uuid.UUID
    caller: str


@transaction.atomic
def keep_demo_day(
    fields: DemoDayFields, pk: int | None, *, key: uuid.UUID, seen: int, by: Actor,
    now: dt.datetime,
) -> DemoDay:  # fmt: skip
    """A new one, unseen until it is published; or other words and days for one."""
    require(by, "manage", None, DEMO_DAY_RULES)
    if fields.ends_at <= fields.starts_at:
        raise Invalid({"ends_at": _("It ends after it begins.")})
    find(Programme.objects.all(), pk=fields.programme_id)
    if pk is None:
        if there := DemoDay.objects.filter(key=key).first():
            return there
        day = DemoDay(key=key)
    else:
        day = find(DemoDay.objects.select_for_update(), pk=pk)
        require_version(day, seen)
        day.version += 1
    for name in DemoDayFields.__slots__:
        setattr(day, name, getattr(fields, name))
    if day.is_shown and (missing := lacks(day, agreed=1)):
        raise Invalid({"": " ".join(missing)})
    day.save()
    record(by, "demo_day.kept", day, now=now)
    return day


@transaction.atomic
def ask_to_pitch(day_id: int, organisation_id: int, *, by: Actor, now: dt.datetime) -> Pitch:
    """A place at the end of the order; the company's leads are asked whether they agree."""
    require(by, "manage", None, DEMO_DAY_RULES)
    day = find(DemoDay.objects.select_for_update(), pk=day_id)
    if there := Pitch.objects.filter(demo_day=day, organisation=organisation_id).first():
        return there
    organisation = find(Organisation.objects.approved(), pk=organisation_id)
    last = Pitch.objects.filter(demo_day=day).aggregate(last=Max("place"))["last"] or 0
    pitch = Pitch.objects.create(demo_day=day, organisation=organisation, place=last + 1)
    record(by, "pitch.asked", pitch, now=now)
    post(PitchAsked(pitch_id=pitch.pk))
    return pitch


@transaction.atomic
def move_pitch(pitch_id: int, *, up: bool, by: Actor, now: dt.datetime) -> Pitch:
    """One place earlier or later; at the edge it stays where it is."""
    require(by, "manage", None, DEMO_DAY_RULES)
    pitch = find(Pitch.objects.select_related("demo_day"), pk=pitch_id)
    DemoDay.objects.select_for_update().get(pk=pitch.demo_day_id)
    order = list(Pitch.objects.filter(demo_day=pitch.demo_day_id).order_by("place", "pk"))
    here = order.index(pitch)
    there = here - 1 if up else here + 1
    if 0 <= there < len(order):
        order[here], order[there] = order[there], order[here]
        for place, one in enumerate(order, start=1):
            one.place = place
        Pitch.objects.bulk_update(order, ["place"])
        record(by, "pitch.moved", pitch, now=now, place=there + 1)
    return pitch


@transaction.atomic
def decide_pitch(
    pitch_id: int, agreed: bool, words: Text, *, seen: int, by: Actor, now: dt.datetime
) -> Pitch:
    """The company's lead says whether it pitches, and in which words; also later otherwise."""
    rows = Pitch.objects.visible_to(by).select_related(*OF_A_PITCH)
    pitch = find(rows.select_for_update(of=("self",)), pk=pitch_id)
    require(by, "decide", PitchAt(pitch, now), PITCH_RULES)
    require_version(pitch, seen)
    if agreed and words.missing:
        raise Invalid({"words": _("Write it in all three languages.")})
    pitch.agreed, pitch.words = agreed, words
    pitch.decided_at, pitch.decided_by_id = now, by.user_id
    pitch.version += 1
    pitch.save()
    record(by, "pitch.decided", pitch, now=now, agreed=agreed)
    return pitch


@transaction.atomic
def publish_demo_day(day_id: int, *, by: Actor, now: dt.datetime) -> DemoDay:
    """Everybody sees the page and the companies that have agreed."""
    require(by, "manage", None, DEMO_DAY_RULES)
    day = find(DemoDay.objects.select_for_update(), pk=day_id)
    if day.is_shown:
        return day
    if missing := lacks(day, Pitch.objects.filter(demo_day=day).agreed().count()):
        raise NotNow("lacks", " ".join(missing))
    day.published_at, day.version = now, day.version + 1
    day.save(update_fields=["published_at", "version"])
    record(by, "demo_day.published", day, now=now)
    return day


# Interests


def say_interest(pitch_id: int, told: InterestFields, *, by: Actor, now: dt.datetime) -> Interest:
    """Somebody is interested; without an account it counts once the letter's link is pressed.

    Raises:
        Invalid: without consent there is nobody to pass it on to.
        TooMany: from one place or for one address, so that nobody fills a stranger's mailbox.
    """
    rows = Pitch.objects.filter(demo_day__in=DemoDay.objects.visible_to(VISITOR)).agreed()
    pitch = find(rows.select_related(*OF_A_PITCH), pk=pitch_id)
    require(by, "take_interest", PitchAt(pitch, now), PITCH_RULES)
    if not told.consent:
        raise Invalid({"consent": _("Without your consent the company cannot get your message.")})
    if there := Interest.objects.filter(key=told.key).first():
        return there
    email = told.email.strip().lower()
    allow("programmes.interest", told.caller, most=20, seconds=HOUR)
    who = email if by.user_id is None else by.name
    allow("programmes.interest", hashlib.sha256(who.encode()).hexdigest(), most=10, seconds=DAY)
    return _kept_interest(pitch, told, email, by=by, now=now)


@transaction.atomic
def _kept_interest(
    pitch: Pitch, told: InterestFields, email: str, *, by: Actor, now: dt.datetime
) -> Interest:
    """Somebody who said so before is not asked twice, and nobody is told that they had."""
    token, signed_in = secrets.token_urlsafe(32), by.user_id is not None
    user = User.objects.filter(pk=by.user_id or 0).first() if signed_in else None
    interest, is_new = Interest.objects.get_or_create(
        pitch=pitch,
        email=user.email if user else email,
        withdrawn_at=None,
        defaults={
            "user": user,
            "name": " ".join(told.name.split())[:120],
            "organisation": " ".join(told.organisation.split())[:160],
            "words": told.words.strip()[:2000],
            "language": reader(),
            "said_at": now,
            "token_digest": digest_of(token),
            "key": told.key,
        },
    )
    if is_new:
        kind = "programmes/interest_sent" if signed_in else "programmes/interest_confirm"
        letter = {"pitch": pitch, "token": token}
        mail.write(interest.email, kind, letter, language=interest.language, now=now)
        if signed_in:
            _confirm(interest, by, now)
    return interest


def _confirm(interest: Interest, by: Actor, now: dt.datetime) -> None:
    interest.confirmed_at = now
    interest.save(update_fields=["confirmed_at"])
    record(by, "interest.confirmed", interest, now=now, pitch=interest.pitch_id)
    post(InterestShown(interest_id=interest.pk, organisation_id=interest.pitch.organisation_id))


def _hold_interest(token: str) -> Interest:
    rows = Interest.objects.select_related(*(f"pitch__{path}" for path in OF_A_PITCH))
    return find(rows.select_for_update(of=("self",)), token_digest=digest_of(token))


@transaction.atomic
def confirm_interest(token: str, *, now: dt.datetime) -> Interest:
    """The address was theirs: the company is told. Twice is as good as once."""
    interest = _hold_interest(token)
    if interest.withdrawn_at is not None:
        raise NotNow("withdrawn", _("You took this back already."))
    if interest.confirmed_at is None:
        _confirm(interest, VISITOR, now)
    return interest


@transaction.atomic
def withdraw_interest(token: str, *, now: dt.datetime) -> Interest:
    """Taken back: what was written is deleted from the company's list at once."""
    interest = _hold_interest(token)
    if interest.withdrawn_at is None:
        interest.name = interest.organisation = interest.email = interest.words = ""
        interest.user, interest.withdrawn_at = None, now
        interest.save()
        record(VISITOR, "interest.withdrawn", interest, now=now, pitch=interest.pitch_id)
    return interest


@transaction.atomic
def forget_unconfirmed(*, now: dt.datetime) -> int:
    """Addresses whose owner never pressed the link are not kept; how many."""
    before = now - dt.timedelta(days=CONFIRM_DAYS)
    return Interest.objects.filter(confirmed_at=None, said_at__lt=before).delete()[0]


# Letters


def tell_of_pitch(pitch_id: int, *, now: dt.datetime) -> None:
    pitch = Pitch.objects.select_related(*OF_A_PITCH).filter(pk=pitch_id).first()
    if pitch is None:
        return
    with once(f"programmes.pitch:{pitch_id}") as first:
        if first:
            _to_leads(pitch, "programmes/pitch", {"pitch": pitch}, now)


def tell_of_interest(interest_id: int, *, now: dt.datetime) -> None:
    """The company's leads, with the way to the page; the words stay there, to be deleted there."""
    rows = Interest.objects.select_related(*(f"pitch__{path}" for path in OF_A_PITCH))
    interest = rows.standing().filter(pk=interest_id).first()
    if interest is None:
        return
    with once(f"programmes.interest:{interest_id}") as first:
        if first:
            _to_leads(interest.pitch, "programmes/interest", {"pitch": interest.pitch}, now)


def _to_leads(pitch: Pitch, kind: str, told: dict[str, object], now: dt.datetime) -> None:
    for address, language in to_tell(pitch.organisation_id, LEADS, timezone.localdate(now)):
        mail.write(address, kind, told, language=language, now=now)

"""The daily letter: what is new in a person's workspaces, and nothing when nothing is."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core import signing
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from eduhub.kit.errors import NotFound
from eduhub.kit.jobs import once
from eduhub.kit.mail import write
from eduhub.people.models import User
from eduhub.workspaces.models import Member, Reader, Wish, lent
from eduhub.workspaces.queries import News, names_of, news_since

WINDOW = dt.timedelta(days=8)  # older news are told to nobody, should the job have slept
FIRST = dt.timedelta(days=2)  # what a person who never got a letter is told of
SALT = "eduhub.workspaces.letters"
MOST = 5  # of each kind that a letter names, in one workspace

type Places = dict[int, list[Member]]  # the roles of one person, by workspace


def send_digests(*, now: dt.datetime) -> int:
    """Write to every member for whom there is news; how many letters. Once a day each."""
    today = timezone.localdate(now)
    found = {one.workspace.pk: one for one in news_since(now - WINDOW, today)}
    places: dict[int, Places] = defaultdict(lambda: defaultdict(list))
    for pk, members in _members(list(found.values()), today).items():
        for member in members:
            places[member.user_id][pk].append(member)
    for user_id, pk in Wish.objects.filter(
        workspace__in=found, user__in=places, by_mail=False
    ).values_list("user_id", "workspace_id"):
        places[user_id].pop(pk, None)
    silent = Reader.objects.filter(by_mail=False).values("user")
    readers = User.objects.filter(~Q(pk__in=silent), pk__in=places, is_active=True)
    return sum(_tell(one, places[one.pk], found, now) for one in readers.order_by("pk"))


def _members(found: Sequence[News], today: dt.date) -> dict[int, Sequence[Member]]:
    """Who belongs to each of these workspaces, by its key; a kind at a time."""
    by_kind: dict[str, dict[int, int]] = defaultdict(dict)
    for one in found:
        by_kind[one.workspace.kind][one.workspace.key] = one.workspace.pk
    members: dict[int, Sequence[Member]] = {}
    for kind, keys in by_kind.items():
        if kind in lent():
            told = lent()[kind].members(list(keys), today)
            members |= {keys[key]: rows for key, rows in told.items()}
    return members


def _tell(user: User, places: Places, found: dict[int, News], now: dt.datetime) -> bool:
    with once(f"workspaces.digest:{user.pk}:{timezone.localdate(now)}") as first:
        if not first:
            return False
        reader, _made = Reader.objects.select_for_update().get_or_create(user=user)
        since = reader.told_until or now - FIRST
        news = []
        for pk, roles in sorted(places.items()):
            own = {(member.organisation_id, member.role) for member in roles}
            if new := found[pk].for_reader(user.pk, own, since):
                news.append(new)
        reader.told_until = now
        reader.save(update_fields=["told_until"])
        if news:
            _write(user, news, now)
        return bool(news)


def _write(user: User, news: Sequence[News], now: dt.datetime) -> None:
    with override(user.language):
        names = names_of([one.workspace for one in news])
        context: dict[str, Any] = {
            "spaces": [_shown(one, names[one.workspace.pk]) for one in news],
            "stop": settings.PUBLIC_URL + reverse("workspaces:stop", args=[token_for(user.pk)]),
        }
    write(
        user.email,
        "workspaces/digest",
        context,
        language=user.language,
        now=now,
        unsubscribe=context["stop"],
    )


def _shown(new: News, name: str) -> dict[str, Any]:
    """One workspace in the letter, a few of each kind; "more" counts those that are left out."""
    kinds = ("messages", "files", "tasks", "decisions", "due")
    rows = {kind: getattr(new, kind) for kind in kinds}
    more = sum(max(0, len(found) - MOST) for found in rows.values())
    shown = {kind: found[:MOST] for kind, found in rows.items()}
    return shown | {"name": name, "workspace": new.workspace, "more": more}


def token_for(user_id: int) -> str:
    """What opens the page on which a person stops the letters, without signing in."""
    return signing.dumps(user_id, salt=SALT, compress=False)


def user_of(token: str) -> int:
    """Whose letters the address stops; NotFound where it was made up, or the person is gone."""
    try:
        user_id = int(signing.loads(token, salt=SALT))
    except (signing.BadSignature, TypeError, ValueError):
        user_id = 0
    if not User.objects.filter(pk=user_id).exists():
        raise NotFound("not_found", _("There is no such thing here."))
    return user_id

"""The company sets up its stand: opening words, pictures and videos, open or closed."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from eduhub.catalogue.models import Medium, Solution, Stand
from eduhub.catalogue.rules.stands import STAND_RULES
from eduhub.catalogue.states import MediumKind
from eduhub.kit.access import Actor, find, require
from eduhub.kit.drafts import drop_draft
from eduhub.kit.editing import require_version
from eduhub.kit.errors import Invalid, NotNow
from eduhub.kit.files import keep_picture
from eduhub.kit.lang import Text
from eduhub.kit.ledger import record

STAND_FORM = "catalogue.stand"
MOST_MEDIA = 12


@dataclass(frozen=True, slots=True)
class StandWords:
    """What the company says at its stand, and whether the stand is open."""

    opening: Text
    is_open: bool


@dataclass(frozen=True, slots=True)
class MediumWords:
    """What is said of a picture, and where the video is for which it stands, "" for none."""

    alternative: Text
    caption: Text
    video: str = ""


@transaction.atomic
def save_stand(
    solution_id: int, words: StandWords, *, seen: int, by: Actor, now: dt.datetime
) -> Stand:
    """Set up or change the stand; `seen` is the version that the writer saw, 0 for none yet."""
    solution = _solution(solution_id, by)
    stand = _stand(solution, now)
    require_version(stand, seen or 1)
    stand.opening, stand.is_open = words.opening, words.is_open
    stand.version, stand.changed_at = stand.version + 1, now
    stand.save(update_fields=["opening", "is_open", "version", "changed_at"])
    drop_draft(by, STAND_FORM, str(solution.pk))
    record(by, "stand.saved", stand, now=now, version=stand.version, is_open=stand.is_open)
    return stand


@transaction.atomic
def add_medium(
    solution_id: int,
    words: MediumWords,
    upload: "UploadedFile[Any]",
    *,
    by: Actor,
    now: dt.datetime,
) -> Medium:
    """Put a picture on the stand, or the poster picture of a video that lies elsewhere."""
    solution = _solution(solution_id, by)
    stand = _stand(solution, now)
    media = Medium.objects.filter(stand=stand)
    if media.count() >= MOST_MEDIA:
        message = _("A stand holds %(most)s pictures and videos. Take one away first.")
        raise NotNow("stand_is_full", message % {"most": MOST_MEDIA})
    picture = keep_picture(upload, by=by, now=now)
    before = media.filter(picture__sha256=picture.sha256, video=words.video).first()
    if before is not None:  # the same once more: a double click
        picture.delete()
        return before
    last = media.aggregate(last=Max("place"))["last"] or 0
    medium = Medium(stand=stand, picture=picture, place=last + 1)
    _say(medium, words)
    medium.save()
    record(by, "stand.medium_added", stand, now=now, medium=medium.pk, kind=medium.kind)
    return medium


@transaction.atomic
def change_medium(
    medium_id: int,
    words: MediumWords,
    upload: "UploadedFile[Any] | None",
    *,
    by: Actor,
    now: dt.datetime,
) -> Medium:
    """Change what is said of a medium; with an upload, its picture too."""
    medium = _medium(medium_id, by)
    _say(medium, words)
    if upload:
        medium.picture = keep_picture(upload, by=by, now=now)
    medium.save()
    record(by, "stand.medium_changed", medium.stand, now=now, medium=medium.pk)
    return medium


@transaction.atomic
def place_medium(medium_id: int, *, place: int, by: Actor, now: dt.datetime) -> Medium:
    """Put the medium at a place counted from 1; the same twice is the same once."""
    medium = _medium(medium_id, by)
    others = list(
        Medium.objects.filter(stand=medium.stand).exclude(pk=medium.pk).order_by("place", "pk")
    )
    others.insert(max(0, place - 1), medium)
    for number, one in enumerate(others, start=1):
        one.place = number
    Medium.objects.bulk_update(others, ["place"])
    record(by, "stand.medium_placed", medium.stand, now=now, medium=medium.pk, place=place)
    return medium


@transaction.atomic
def remove_medium(medium_id: int, *, by: Actor, now: dt.datetime) -> int:
    """Take a medium off the stand; the solution that it stood at."""
    medium = _medium(medium_id, by)
    stand = medium.stand
    record(by, "stand.medium_removed", stand, now=now, medium=medium.pk)
    medium.delete()
    return stand.solution_id


def _solution(solution_id: int, by: Actor) -> Solution:
    """The solution, locked, if this actor may set up its stand."""
    visible = Solution.objects.visible_to(by).select_for_update(of=("self",))
    solution = find(visible, pk=solution_id)
    require(by, "edit_stand", solution, STAND_RULES)
    return solution


def _stand(solution: Solution, now: dt.datetime) -> Stand:
    stand, _made = Stand.objects.get_or_create(solution=solution, defaults={"changed_at": now})
    return stand


def _medium(medium_id: int, by: Actor) -> Medium:
    visible = Medium.objects.filter(stand__solution__in=Solution.objects.visible_to(by))
    medium = find(visible.select_related("stand"), pk=medium_id)
    _solution(medium.stand_id, by)
    return medium


def _say(medium: Medium, words: MediumWords) -> None:
    if words.alternative == Text():
        raise Invalid({"alternative": _("Say in words what the picture shows.")})
    if words.video and not words.video.startswith("https://"):
        raise Invalid({"video": _("The address of a video begins with https://.")})
    medium.alternative, medium.caption = words.alternative, words.caption
    medium.video = words.video
    medium.kind = MediumKind.VIDEO if words.video else MediumKind.PICTURE

"""Staff make an exhibition: words, dates, picture, solutions in order, published or not."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from eduhub.catalogue.models import Exhibit, Exhibition, Solution
from eduhub.catalogue.notices import ExhibitionPublished
from eduhub.catalogue.rules.exhibitions import EXHIBITION_RULES
from eduhub.catalogue.states import ExhibitionState
from eduhub.kit.access import Actor, find, require
from eduhub.kit.drafts import drop_draft
from eduhub.kit.editing import require_version
from eduhub.kit.errors import Invalid
from eduhub.kit.files import keep_picture
from eduhub.kit.lang import Text
from eduhub.kit.ledger import record
from eduhub.kit.post import post

EXHIBITION_FORM = "catalogue.exhibition"
NEW = "new"  # in the place of a number, the draft of an exhibition that is not made yet


@dataclass(frozen=True, slots=True)
class ExhibitionWords:
    """What an exhibition says and when it is open; closes is the last day."""

    title: Text
    theme: Text
    opens: dt.date
    closes: dt.date
    alternative: Text
    upload: "UploadedFile[Any] | None" = None
    without_picture: bool = False


@transaction.atomic
def make_exhibition(
    words: ExhibitionWords, *, form_key: uuid.UUID, by: Actor, now: dt.datetime
) -> Exhibition:
    """Begin an exhibition; it is a draft that only staff see. A form sent twice makes it once."""
    require(by, "make", None, EXHIBITION_RULES)
    made_before = Exhibition.objects.filter(form_key=form_key).first()
    if made_before is not None:
        return made_before
    exhibition = Exhibition(form_key=form_key, created_at=now)
    _write(exhibition, words, by=by, now=now)
    exhibition.save()
    drop_draft(by, EXHIBITION_FORM, NEW)
    record(by, "exhibition.made", exhibition, now=now)
    return exhibition


@transaction.atomic
def change_exhibition(
    exhibition_id: int, words: ExhibitionWords, *, seen: int, by: Actor, now: dt.datetime
) -> Exhibition:
    """Change words, dates and picture; `seen` is the version that the writer saw."""
    exhibition = _find(exhibition_id, by, "edit")
    require_version(exhibition, seen)
    _write(exhibition, words, by=by, now=now)
    exhibition.version += 1
    exhibition.save()
    drop_draft(by, EXHIBITION_FORM, str(exhibition.pk))
    record(by, "exhibition.changed", exhibition, now=now, version=exhibition.version)
    return exhibition


@transaction.atomic
def show_solution(
    exhibition_id: int, solution_id: int, *, by: Actor, now: dt.datetime
) -> Exhibition:
    """Put a published solution at the end; one that is shown already stays where it is."""
    exhibition = _find(exhibition_id, by, "edit")
    solution = find(Solution.objects.published(), pk=solution_id)
    last = exhibition.exhibits.aggregate(last=Max("place"))["last"] or 0
    _exhibit, is_new = Exhibit.objects.get_or_create(
        exhibition=exhibition, solution=solution, defaults={"place": last + 1}
    )
    if is_new:
        record(by, "exhibition.solution_shown", exhibition, now=now, solution=solution.pk)
    return exhibition


@transaction.atomic
def place_solution(
    exhibition_id: int, solution_id: int, *, place: int, by: Actor, now: dt.datetime
) -> Exhibition:
    """Put a solution at a place counted from 1; the same twice is the same once."""
    exhibition = _find(exhibition_id, by, "edit")
    moved = find(Exhibit.objects.filter(exhibition=exhibition), solution=solution_id)
    row = list(exhibition.exhibits.exclude(pk=moved.pk).order_by("place", "pk"))
    row.insert(max(0, place - 1), moved)
    for number, exhibit in enumerate(row, start=1):
        exhibit.place = number
    Exhibit.objects.bulk_update(row, ["place"])
    record(by, "exhibition.placed", exhibition, now=now, solution=solution_id, place=place)
    return exhibition


@transaction.atomic
def leave_out_solution(
    exhibition_id: int, solution_id: int, *, by: Actor, now: dt.datetime
) -> Exhibition:
    """Take a solution out; one that is not there is out already."""
    exhibition = _find(exhibition_id, by, "edit")
    gone, _rows = Exhibit.objects.filter(exhibition=exhibition, solution=solution_id).delete()
    if gone:
        record(by, "exhibition.solution_left_out", exhibition, now=now, solution=solution_id)
    return exhibition


@transaction.atomic
def publish(exhibition_id: int, *, by: Actor, now: dt.datetime) -> Exhibition:
    """Show the exhibition to everybody: as coming, on now or past, as its dates say."""
    exhibition = _find(exhibition_id, by, "publish")
    exhibition.state, exhibition.published_at = ExhibitionState.PUBLISHED, now
    exhibition.save(update_fields=["state", "published_at"])
    record(by, "exhibition.published", exhibition, now=now)
    post(ExhibitionPublished(exhibition_id=exhibition.pk))
    return exhibition


@transaction.atomic
def unpublish(exhibition_id: int, *, by: Actor, now: dt.datetime) -> Exhibition:
    """Make it a draft again, which only staff see; its figures stay."""
    exhibition = _find(exhibition_id, by, "unpublish")
    exhibition.state = ExhibitionState.DRAFT
    exhibition.save(update_fields=["state"])
    record(by, "exhibition.unpublished", exhibition, now=now)
    return exhibition


def _find(exhibition_id: int, by: Actor, deed: str) -> Exhibition:
    """The exhibition, locked, if this actor may do this to it."""
    visible = Exhibition.objects.visible_to(by).select_for_update(of=("self",))
    exhibition = find(visible, pk=exhibition_id)
    require(by, deed, exhibition, EXHIBITION_RULES)
    return exhibition


def _write(exhibition: Exhibition, words: ExhibitionWords, *, by: Actor, now: dt.datetime) -> None:
    if words.closes < words.opens:
        raise Invalid({"closes": _("The last day is not before the first.")})
    exhibition.title, exhibition.theme = words.title, words.theme
    exhibition.opens, exhibition.closes = words.opens, words.closes
    exhibition.alternative, exhibition.changed_at = words.alternative, now
    if words.without_picture:
        exhibition.picture = None
    if words.upload:
        exhibition.picture = keep_picture(words.upload, by=by, now=now)
    if exhibition.picture and words.alternative == Text():
        raise Invalid({"alternative": _("Say in words what the picture shows.")})

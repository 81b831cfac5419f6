"""A company works through what a solution needs for a market."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from eduhub.catalogue.models import MarketFacts, Solution
from eduhub.kit.access import Actor, find, require
from eduhub.kit.editing import require_version
from eduhub.kit.errors import Invalid
from eduhub.kit.files import drop, keep_pdf, read_pdf
from eduhub.kit.identifiers import why_code_refused
from eduhub.kit.ledger import record
from eduhub.people.models import Membership
from eduhub.programmes.models import Readiness, ReadyItem
from eduhub.programmes.rules.abroad import ITEM_RULES, READINESS_RULES
from eduhub.programmes.states.abroad import GAPS, HEADING_OF, ItemState, Template

LONGEST_LIST = 60  # items


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemFields:
    """As models.ReadyItem; heading and title are of one's own items alone.

    Attributes:
        owner: the number of a person who has a role at the company today, if anybody.
        cost: still to come, in whole units of the list's currency; None: not known.
    """

    heading: str = ""
    title: str = ""
    state: str = ItemState.NOT_BEGUN
    ground: str = ""
    owner_id: int | None = None
    due_on: dt.date | None = None
    link: str = ""
    shown_by: str = ""
    cost: int | None = None


@transaction.atomic
def begin_readiness(solution_id: int, market_id: int, *, by: Actor, now: dt.datetime) -> Readiness:
    """The list of the template, once for a solution and a market; its currency stays."""
    solution = find(Solution.objects.visible_to(by).defer("words"), pk=solution_id)
    require(by, "write", solution, READINESS_RULES)
    facts = find(MarketFacts.objects.standing().visible_to(by), market=market_id)
    told = {"currency": facts.currency, "begun_at": now, "begun_by_id": by.user_id}
    made, is_new = Readiness.objects.get_or_create(
        solution=solution, market_id=market_id, defaults=told
    )
    if not is_new:
        return made
    ReadyItem.objects.bulk_create(
        ReadyItem(readiness=made, heading=HEADING_OF[code], template=code, changed_at=now)
        for code in Template
    )
    record(by, "readiness.begun", made, now=now, market=market_id)
    return made


def _hold(readiness_id: int, by: Actor) -> Readiness:
    visible = Readiness.objects.visible_to(by).select_for_update(of=("self",))
    found = find(visible.select_related("solution").defer("solution__words"), pk=readiness_id)
    require(by, "write", found.solution, READINESS_RULES)
    return found


@transaction.atomic
def add_item(readiness_id: int, fields: ItemFields, *, by: Actor, now: dt.datetime) -> ReadyItem:
    """One thing more than the template asks; the same title again is the same item."""
    readiness = _hold(readiness_id, by)
    title = fields.title.strip()
    if not title:
        raise Invalid({"title": _("Say what is to be done.")})
    if there := readiness.items.filter(template="", title=title).first():
        return there
    if readiness.items.count() >= LONGEST_LIST:
        raise Invalid({"title": _("A list has at most 60 items. Remove one of your own first.")})
    item = ReadyItem(readiness=readiness, heading=fields.heading, title=title)
    _set(item, fields, by, now)
    _shown(item, None)
    item.save()
    record(by, "readiness.item_added", item, now=now)
    return item


@transaction.atomic
def keep_item(
    pk: int,
    fields: ItemFields,
    upload: "UploadedFile[Any] | None" = None,
    *,
    seen: int,
    by: Actor,
    now: dt.datetime,
) -> ReadyItem:
    """How one item stands; what is done or not needed has no cost to come.

    Args:
        upload: a PDF that shows it; it takes the place of an earlier one.
    """
    item = _hold_item(pk, by)
    require_version(item, seen)
    _set(item, fields, by, now)
    if item.is_own:
        item.heading, item.title = fields.heading, fields.title.strip()
    _shown(item, upload)
    former = item.file
    if upload is not None:
        name = upload.name or "evidence.pdf"
        item.file = keep_pdf(read_pdf(upload), name, key=uuid.uuid4(), by=by, now=now)
    item.version += 1
    item.save()
    if upload is not None and former is not None:
        drop(former)
    record(by, "readiness.item_kept", item, now=now, state=item.state)
    return item


def _hold_item(pk: int, by: Actor) -> ReadyItem:
    visible = Readiness.objects.visible_to(by).values("pk")
    rows = ReadyItem.objects.filter(readiness__in=visible).select_for_update(of=("self",))
    rows = rows.select_related("readiness__solution", "file").defer("readiness__solution__words")
    item = find(rows, pk=pk)
    require(by, "write", item.readiness.solution, READINESS_RULES)
    return item


def _set(item: ReadyItem, fields: ItemFields, by: Actor, now: dt.datetime) -> None:
    wrong = {}
    told = {name: getattr(fields, name).strip() for name in ("ground", "link", "shown_by")}
    for name, words in (*told.items(), ("title", fields.title)):
        if refused := why_code_refused(words):
            wrong[name] = refused
    if fields.state == ItemState.NOT_NEEDED and not told["ground"]:
        wrong["ground"] = _("Say why it is not needed.")
    if fields.state not in GAPS and fields.cost:
        wrong["cost"] = _("What is done or not needed has no cost to come. Leave it empty.")
    if fields.owner_id is not None and not _is_of_the_company(item, fields.owner_id, now):
        wrong["owner"] = _("Choose somebody who works at the company today.")
    if wrong:
        raise Invalid(wrong)
    item.state, item.owner_id, item.due_on = fields.state, fields.owner_id, fields.due_on
    item.link, item.shown_by = told["link"], told["shown_by"]
    item.ground = told["ground"] if fields.state == ItemState.NOT_NEEDED else ""
    item.cost = fields.cost if fields.state in GAPS else None
    item.changed_at = now


def _is_of_the_company(item: ReadyItem, person: int, now: dt.datetime) -> bool:
    held = Membership.objects.held_on(timezone.localdate(now))
    company = item.readiness.solution.company_id
    return held.filter(organisation=company, user=person, user__is_active=True).exists()


def _shown(item: ReadyItem, upload: object) -> None:
    """What is said to be done is shown by something."""
    if item.state != ItemState.DONE or item.link or item.shown_by:
        return
    if upload is None and item.file_id is None:
        raise Invalid({"shown_by": _("Done: say what shows it, by a link, a file or in words.")})


@transaction.atomic
def remove_item(pk: int, *, by: Actor, now: dt.datetime) -> Readiness:
    """One's own item goes, with its file; those of the template stay."""
    item = _hold_item(pk, by)
    require(by, "remove", item, ITEM_RULES)
    record(by, "readiness.item_removed", item, now=now)
    file = item.file
    item.delete()
    if file is not None:
        drop(file)
    return item.readiness

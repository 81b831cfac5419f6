"""Staff write, publish and restore pages; news goes to those who want it."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from eduhub.kit import mail
from eduhub.kit.access import Actor, find, require
from eduhub.kit.drafts import drop_draft
from eduhub.kit.editing import require_version
from eduhub.kit.errors import Invalid, NotFound
from eduhub.kit.files import keep_picture
from eduhub.kit.jobs import once
from eduhub.kit.lang import Text
from eduhub.kit.ledger import record
from eduhub.kit.models import StoredFile
from eduhub.kit.post import post
from eduhub.pages.models import Page, PageVersion
from eduhub.pages.notices import NewsShown
from eduhub.pages.rules import PAGE_RULES
from eduhub.pages.states import PageKind, PageState
from eduhub.people.models import User

PAGE_FORM = "pages.page"
UNSUBSCRIBE = "pages.news"  # salt of the signed addresses in letters
TAKEN = {PageKind.NEWS: {"by-mail", "unsubscribe"}}  # addresses of the room's own


@dataclass(frozen=True, slots=True)
class PageWords:
    """What a page says, and at which address."""

    slug: str
    title: Text
    lead: Text
    body: Text
    alternative: Text
    by_mail: bool = False
    upload: "UploadedFile[Any] | None" = None
    without_picture: bool = False


@transaction.atomic
def write_page(kind: PageKind, words: PageWords, *, by: Actor, now: dt.datetime) -> Page:
    """Begin a page; it is a draft that only staff see.

    Raises:
        Invalid: the address is taken, so that a form sent twice makes one page.
    """
    require(by, "write", None, PAGE_RULES)
    page = Page(kind=kind, created_at=now)
    _say(page, words, by=by, now=now)
    _save(page)
    _keep_version(page, by=by, now=now)
    drop_draft(by, PAGE_FORM, new_thing(kind))
    record(by, "page.written", page, now=now, kind=kind)
    return page


@transaction.atomic
def change_page(page_id: int, words: PageWords, *, seen: int, by: Actor, now: dt.datetime) -> Page:
    """Save new words as the next version; `seen` is the version that the writer saw."""
    page = _find(page_id, by, "write", now)
    require_version(page, seen)
    _say(page, words, by=by, now=now)
    page.version += 1
    _save(page)
    _keep_version(page, by=by, now=now)
    drop_draft(by, PAGE_FORM, str(page.pk))
    record(by, "page.changed", page, now=now, version=page.version)
    return page


@transaction.atomic
def restore(page_id: int, number: int, *, seen: int, by: Actor, now: dt.datetime) -> Page:
    """Take an earlier version's words up again, as a new version; nothing is thrown away."""
    page = _find(page_id, by, "write", now)
    require_version(page, seen)
    earlier = find(PageVersion.objects.filter(page=page), number=number)
    page.title, page.lead, page.body = earlier.title, earlier.lead, earlier.body
    page.picture_id, page.alternative = earlier.picture_id, earlier.alternative
    page.version, page.changed_at = page.version + 1, now
    page.save()
    _keep_version(page, by=by, now=now)
    record(by, "page.restored", page, now=now, version=page.version, restored=number)
    return page


@transaction.atomic
def publish(page_id: int, *, at: dt.datetime | None, by: Actor, now: dt.datetime) -> Page:
    """Show the page from a moment on; at=None is from now on. A later moment can be changed."""
    page = _find(page_id, by, "publish", now)
    was_shown = page.state == PageState.PUBLISHED and page.publish_at and page.publish_at <= now
    if was_shown and at is None:
        return page  # the same once more
    page.state, page.publish_at = PageState.PUBLISHED, at or now
    page.save(update_fields=["state", "publish_at"])
    record(by, "page.published", page, now=now, at=page.publish_at.isoformat())
    tell_due_news(now=now)
    return page


@transaction.atomic
def unpublish(page_id: int, *, by: Actor, now: dt.datetime) -> Page:
    """Make it a draft again. Letters that went out are not called back."""
    page = _find(page_id, by, "unpublish", now)
    page.state, page.publish_at = PageState.DRAFT, None
    page.save(update_fields=["state", "publish_at"])
    record(by, "page.unpublished", page, now=now)
    return page


@transaction.atomic
def tell_due_news(*, now: dt.datetime) -> int:
    """Post a notice for each piece of news whose time has come; how many. Each only once."""
    due = Page.objects.shown(now).filter(kind=PageKind.NEWS, by_mail=True, told_at=None)
    pages = list(due.select_for_update(skip_locked=True).order_by("publish_at", "pk"))
    for page in pages:
        page.told_at = now
        page.save(update_fields=["told_at"])
        post(NewsShown(page_id=page.pk))
    return len(pages)


def send_news(page_id: int, *, now: dt.datetime) -> int:
    """Write to everybody who wants news; how many. Nobody gets the same piece twice."""
    page = Page.objects.shown(now).filter(pk=page_id).first()
    if page is None:  # unpublished in the meantime
        return 0
    written = 0
    readers = User.objects.filter(wants_news=True, is_active=True).order_by("pk")
    for reader in readers.only("pk", "email", "language").iterator():
        with once(f"pages.news:{page.pk}:{reader.pk}") as first:
            if first:
                _write_letter(page, reader, now)
                written += 1
    return written


def _write_letter(page: Page, reader: User, now: dt.datetime) -> None:
    with override(reader.language):
        address = settings.PUBLIC_URL + reverse("pages:unsubscribe", args=[token_for(reader.pk)])
    told = {"page": page, "unsubscribe": address}
    mail.write(
        reader.email, "pages/news", told, language=reader.language, now=now, unsubscribe=address
    )


@transaction.atomic
def choose_news(*, wanted: bool, by: Actor, now: dt.datetime) -> None:
    """A person asks for news by mail, or no longer."""
    require(by, "get_news", None, PAGE_RULES)
    person = find(User.objects.select_for_update(), pk=by.user_id)
    _choose(person, wanted, by=by, now=now)


@transaction.atomic
def stop_news(token: str, *, by: Actor, now: dt.datetime) -> None:
    """The one-click way out in every letter: the signed address is proof enough."""
    person = User.objects.select_for_update().filter(pk=reader_of(token)).first()
    if person is not None:  # erased in the meantime: no news either
        _choose(person, False, by=by, now=now)


def _choose(person: User, wanted: bool, *, by: Actor, now: dt.datetime) -> None:
    if person.wants_news == wanted:
        return
    person.wants_news = wanted
    person.save(update_fields=["wants_news"])
    record(by, "news.wanted" if wanted else "news.declined", person, now=now)


def token_for(user_id: int) -> str:
    return signing.dumps(user_id, salt=UNSUBSCRIBE, compress=False)


def reader_of(token: str) -> int:
    """The person that a signed address speaks of; it does not grow old, as letters are kept."""
    try:
        return int(signing.loads(token, salt=UNSUBSCRIBE))
    except (signing.BadSignature, ValueError, TypeError) as trouble:
        raise NotFound("not_found", _("There is no such thing here.")) from trouble


def new_thing(kind: str) -> str:
    """In the place of a number, the draft of a page that is not saved yet."""
    return f"new-{kind}"


def _find(page_id: int, by: Actor, deed: str, now: dt.datetime) -> Page:
    """The page, locked, if this actor may do this to it."""
    visible = Page.objects.visible_to(by, now).select_for_update(of=("self",))
    page = find(visible, pk=page_id)
    require(by, deed, page, PAGE_RULES)
    return page


def _say(page: Page, words: PageWords, *, by: Actor, now: dt.datetime) -> None:
    if words.slug in TAKEN.get(PageKind(page.kind), set()):
        raise _address_taken()
    page.slug, page.title, page.lead, page.body = words.slug, words.title, words.lead, words.body
    page.alternative, page.by_mail, page.changed_at = words.alternative, words.by_mail, now
    picture: StoredFile | None = None if words.without_picture else page.picture
    if words.upload:
        picture = keep_picture(words.upload, by=by, now=now)
    page.picture = picture
    if picture and words.alternative == Text():
        raise Invalid({"alternative": _("Say in words what the picture shows.")})


def _save(page: Page) -> None:
    """The database itself says whether another page has the address: two may save at once."""
    try:
        with transaction.atomic():
            page.save()
    except IntegrityError as trouble:
        raise _address_taken() from trouble


def _address_taken() -> Invalid:
    return Invalid({"slug": _("Another page has this address already. Choose another one.")})


def _keep_version(page: Page, *, by: Actor, now: dt.datetime) -> None:
    PageVersion.objects.create(
        page=page,
        number=page.version,
        title=page.title,
        lead=page.lead,
        body=page.body,
        picture_id=page.picture_id,
        alternative=page.alternative,
        saved_at=now,
        saved_by_id=by.user_id,
    )

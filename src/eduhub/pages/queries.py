import datetime as dt
import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from operator import and_

from django.db.models import FETCH_RAISE, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from eduhub.kit.access import Actor, find
from eduhub.kit.lang import Text, in_reading_order
from eduhub.kit.models import StoredFile
from eduhub.kit.search import query_for, words_in
from eduhub.pages.models import Page, PageVersion
from eduhub.pages.states import PageKind, Standing
from eduhub.people.queries import ShownDuty, duties_shown
from eduhub.people.states import STAFF, DutyTopic

LANGUAGES = ("fi", "sv", "en")
PARTS: dict[str, str | Promise] = {
    "title": _("Title"),
    "lead": _("Opening words"),
    "body": _("Text"),
    "alternative": _("What the picture shows"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a text in two versions: the sign is "+" for new, "-" for gone, "" for both."""

    sign: str
    words: str


@dataclass(frozen=True, slots=True)
class Change:
    """What differs in one part and one language."""

    part: str | Promise
    language: str
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class TopicOfContacts:
    topic: DutyTopic
    duties: list[ShownDuty]


@dataclass(frozen=True, slots=True)
class Written:
    """A page on the desk of staff: how it stands, and which languages are missing."""

    page: Page
    standing: Standing
    missing: tuple[str, ...]


def news_to_list(now: dt.datetime) -> QuerySet[Page]:
    """News that is shown, the newest first."""
    return (
        Page.objects.shown(now)
        .filter(kind=PageKind.NEWS)
        .order_by("-publish_at", "-pk")
        .fetch_mode(FETCH_RAISE)
    )


def guides_to_list(now: dt.datetime) -> QuerySet[Page]:
    return (
        Page.objects.shown(now)
        .filter(kind=PageKind.GUIDE)
        .order_by(in_reading_order("title"), "pk")
        .fetch_mode(FETCH_RAISE)
    )


def page_to_read(actor: Actor, kind: PageKind, slug: str, now: dt.datetime) -> Page:
    rows = Page.objects.visible_to(actor, now).filter(kind=kind)
    return find(rows.fetch_mode(FETCH_RAISE), slug=slug)


def page_to_write(actor: Actor, pk: int, now: dt.datetime) -> Page:
    return find(Page.objects.visible_to(actor, now), pk=pk)


def picture_of(actor: Actor, pk: int, now: dt.datetime) -> tuple[StoredFile, bool]:
    """The picture, and whether everybody may see it."""
    rows = Page.objects.visible_to(actor, now).filter(picture__isnull=False)
    page = find(rows.select_related("picture"), pk=pk)
    assert page.picture is not None  # as the filter says
    return page.picture, page.standing_at(now) == Standing.SHOWN


def pages_found(asked: str, now: dt.datetime) -> QuerySet[Page]:
    """Pages, guides and news that hold all the words, in any language."""
    words = words_in(asked)
    rows = Page.objects.shown(now).order_by("-publish_at", "-pk").fetch_mode(FETCH_RAISE)
    if not words:
        return rows.none()
    return rows.filter(words=reduce(and_, (query_for(word, []) for word in words)))


def desk(actor: Actor, now: dt.datetime) -> list[Written]:
    """Everything that staff have written, the latest change first; nothing for others."""
    if not actor.roles & STAFF:
        return []
    rows = Page.objects.order_by("-changed_at", "-pk").fetch_mode(FETCH_RAISE)
    return [_written(page, now) for page in rows]


def waiting(actor: Actor, now: dt.datetime) -> list[Written]:
    """Drafts, what is scheduled, and what is shown without all its languages."""
    return [one for one in desk(actor, now) if one.standing != Standing.SHOWN or one.missing]


def _written(page: Page, now: dt.datetime) -> Written:
    missing = {*page.title.missing, *page.body.missing}
    told = tuple(code for code in LANGUAGES if code in missing)
    return Written(page, page.standing_at(now), told)


def versions_of(page: Page) -> QuerySet[PageVersion]:
    return (
        PageVersion.objects.filter(page=page)
        .select_related("saved_by")
        .order_by("-number")
        .fetch_mode(FETCH_RAISE)
    )


def version_to_show(page: Page, number: int) -> tuple[PageVersion, PageVersion | None]:
    """A version and the one before it, if there is one."""
    rows = PageVersion.objects.filter(page=page).select_related("saved_by")
    one = find(rows, number=number)
    return one, rows.filter(number__lt=number).order_by("-number").first()


def changes_between(old: PageVersion | Page | None, new: PageVersion | Page) -> list[Change]:
    """What is new and what is gone, part by part and language by language."""
    found = []
    for name, label in PARTS.items():
        before: Text = getattr(old, name) if old else Text()
        after: Text = getattr(new, name)
        for code in LANGUAGES:
            was, now = getattr(before, code), getattr(after, code)
            if was != now:
                found.append(Change(label, code, list(_lines(was, now))))
    return found


def _lines(was: str, now: str) -> Iterator[Line]:
    for line in difflib.ndiff(was.splitlines(), now.splitlines()):
        if not line.startswith("?"):
            yield Line(line[0].strip(), line[2:])


def contacts(today: dt.date, language: str = "") -> list[TopicOfContacts]:
    """Whom to turn to, topic by topic; with a language, only those who speak it. One query."""
    by_topic: dict[DutyTopic, list[ShownDuty]] = {}
    for duty in duties_shown(today):
        if not language or language in duty.languages:
            by_topic.setdefault(duty.topic, []).append(duty)
    return [TopicOfContacts(topic, duties) for topic, duties in by_topic.items()]


def all_shown(now: dt.datetime) -> QuerySet[Page]:
    """For the sitemap."""
    return Page.objects.shown(now).order_by("pk")

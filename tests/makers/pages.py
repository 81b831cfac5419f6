"""Rows of the room of pages, and the duties that its contacts show."""

from itertools import count
from typing import Any

from eduhub.kit.lang import Text
from eduhub.pages.models import Page, PageVersion
from eduhub.pages.services import PageWords
from eduhub.people.models import Duty
from tests.makers import NOW, make_membership, make_person

_numbers = count(1)


def make_page(**fields: Any) -> Page:
    """News that is shown, in three languages, with its first version."""
    number = next(_numbers)
    fields.setdefault("kind", "news")
    fields.setdefault("slug", f"news-{number}")
    fields.setdefault("title", Text(fi=f"Uutinen {number}", sv=f"Nyhet {number}", en="News item"))
    fields.setdefault("lead", Text(fi="Lyhyesti", sv="I korthet", en="In short"))
    fields.setdefault("body", Text(fi="Näin **kävi**", sv="Så här gick det", en="It **went** so"))
    fields.setdefault("state", "published")
    fields.setdefault("publish_at", NOW if fields["state"] == "published" else None)
    made = Page.objects.create(created_at=NOW, changed_at=NOW, **fields)
    PageVersion.objects.create(
        page=made,
        number=1,
        title=made.title,
        lead=made.lead,
        body=made.body,
        picture=made.picture,
        alternative=made.alternative,
        saved_at=NOW,
    )
    return made


def page_words(**told: Any) -> PageWords:
    told.setdefault("slug", f"written-{next(_numbers)}")
    told.setdefault("title", Text(fi="Otsikko", sv="Rubrik", en="Title"))
    told.setdefault("lead", Text())
    told.setdefault("body", Text(fi="Teksti", sv="Text", en="Text"))
    told.setdefault("alternative", Text())
    return PageWords(**told)


def make_duty(topic: str = "pilots", **fields: Any) -> Duty:
    """A duty of a person of the hub's staff who holds the role today."""
    until = fields.pop("until", None)
    fields.setdefault("languages", ["fi", "sv"])
    fields.setdefault("address", f"duty{next(_numbers)}@hub.example")
    held = make_membership(make_person(), "hub_staff", until=until)
    return Duty.objects.create(membership=held, topic=topic, **fields)

import datetime as dt

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from eduhub.kit.sitemaps import InThreeLanguages
from eduhub.pages.models import Page
from eduhub.pages.queries import all_shown

ADDRESSES = {"news": "pages:news_item", "guide": "pages:guide", "page": "pages:page"}


class Pages(InThreeLanguages):
    def items(self) -> QuerySet[Page]:
        return all_shown(timezone.now())

    def location(self, item: Page) -> str:
        return reverse(ADDRESSES[item.kind], args=[item.slug])

    def lastmod(self, item: Page) -> dt.datetime:
        return item.changed_at


class Lists(InThreeLanguages):
    def items(self) -> list[str]:
        return ["pages:news", "pages:guides", "pages:contacts"]

    def location(self, item: str) -> str:
        return reverse(item)

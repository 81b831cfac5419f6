import datetime as dt

from django.db.models import QuerySet
from django.urls import reverse

from eduhub.catalogue.models import Solution
from eduhub.catalogue.queries.pages import all_companies, all_published
from eduhub.kit.sitemaps import InThreeLanguages
from eduhub.people.models import Organisation


class Solutions(InThreeLanguages):
    def items(self) -> QuerySet[Solution]:
        return all_published()

    def location(self, item: Solution) -> str:
        return reverse("catalogue:solution", args=[item.pk])

    def lastmod(self, item: Solution) -> dt.datetime:
        return item.changed_at


class Companies(InThreeLanguages):
    def items(self) -> QuerySet[Organisation]:
        return all_companies()

    def location(self, item: Organisation) -> str:
        return reverse("catalogue:company", args=[item.pk])


class Lists(InThreeLanguages):
    def items(self) -> list[str]:
        return ["catalogue:solutions", "catalogue:companies"]

    def location(self, item: str) -> str:
        return reverse(item)

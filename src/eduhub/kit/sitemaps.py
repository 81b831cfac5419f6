"""Each room names its public pages here; the site draws one sitemap of them all."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap

_sections: dict[str, "Sitemap[Any]"] = {}


class InThreeLanguages(Sitemap):  # type: ignore[type-arg]  # generic for mypy only
    """A section whose every page exists in three languages, each naming the others."""

    i18n = True
    limit = 20_000  # addresses a part, in three languages; the protocol's bound is 50,000
    alternates = True
    protocol = urlsplit(settings.PUBLIC_URL).scheme

    def _urls(self, page: Any, protocol: str, domain: str) -> list[dict[str, Any]]:
        """As the pages themselves say: readers of other languages get the English one."""
        urls: list[dict[str, Any]] = super()._urls(page, protocol, domain)  # type: ignore[misc]
        for url in urls:
            english = next(a["location"] for a in url["alternates"] if a["lang_code"] == "en")
            url["alternates"].append({"location": english, "lang_code": "x-default"})
        return urls

    def get_domain(self, site: Any = None) -> str:
        """The hub's own address, whatever the request says."""
        return str(urlsplit(settings.PUBLIC_URL).netloc)


def list_pages(name: str, section: "Sitemap[Any]") -> None:
    """Add a section; called once by a room, when its urls are read."""
    _sections[name] = section


def sections() -> Mapping[str, "Sitemap[Any]"]:
    return _sections

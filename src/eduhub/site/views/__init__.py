"""The pages that belong to no room: front, home, search, what machines ask for."""

from eduhub.site.views.home import home
from eduhub.site.views.machines import (
    choose_language,
    healthz,
    readiness,
    robots,
    sitemap,
    sitemap_part,
)
from eduhub.site.views.public import accessibility, front, privacy, search
from eduhub.site.views.second_factor import ask_for_second_factor

__all__ = [
    "accessibility",
    "ask_for_second_factor",
    "choose_language",
    "front",
    "healthz",
    "home",
    "privacy",
    "readiness",
    "robots",
    "search",
    "sitemap",
    "sitemap_part",
]

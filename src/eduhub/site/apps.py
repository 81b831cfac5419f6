from django.apps import AppConfig
from django.core.checks import register

from eduhub.site.checks import fit_for_the_world


class SiteConfig(AppConfig):
    name = "eduhub.site"

    def ready(self) -> None:
        register(fit_for_the_world, deploy=True)

from typing import Any

from django import template
from django.conf import settings

from eduhub.site.demo.people import PEOPLE

register = template.Library()


@register.inclusion_tag("site/demo/choices.html", takes_context=True)
def demo_choices(context: template.Context) -> dict[str, Any]:
    """{% demo_choices %}: everybody in the demo city, each at one click; nothing elsewhere."""
    people = PEOPLE if settings.DEMO else ()
    return {"people": people, "csrf_token": context.get("csrf_token")}

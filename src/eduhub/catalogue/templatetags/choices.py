"""The directory's choices, drawn in one go: some seventy stand on every page of it."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from eduhub.catalogue.queries.directory import Choice
from eduhub.kit.formats import number

register = template.Library()
CHOICE = (
    '<label class="pick"><input type="checkbox" name="{}" value="{}"{}><span>{}</span>'
    '<span class="count" id="n-{}">{}</span></label>'
)
COUNT = '<span class="count" id="n-{}" data-hx-swap-oob="true">{}</span>'
CHECKED = SafeString(" checked")


@register.simple_tag
def choices(kind: str, of: Iterable[Choice]) -> SafeString:
    """{% choices facet.kind facet.first %}: a box for each, with how many it would show."""
    return format_html_join(
        "",
        CHOICE,
        (
            (
                kind,
                choice.topic.code,
                CHECKED if choice.chosen else "",
                str(choice.topic.name),
                choice.topic.code,
                number(choice.count),
            )
            for choice in of
        ),
    )


@register.simple_tag
def counts(of: Iterable[Choice]) -> SafeString:
    """{% counts facet.choices %}: the numbers alone, for htmx to put into their places."""
    return format_html_join("", COUNT, ((c.topic.code, number(c.count)) for c in of))

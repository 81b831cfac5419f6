from django import template
from django.utils.safestring import SafeString

from eduhub.kit.markdown import safe_html

register = template.Library()


@register.filter
def marked(source: object) -> SafeString:
    """Markdown as safe HTML: {{ page.body|marked }}"""
    return safe_html(str(source))

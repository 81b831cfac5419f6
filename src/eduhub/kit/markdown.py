"""Markdown that people write, as HTML that harms nobody."""

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

_reader = MarkdownIt("commonmark", {"html": False, "linkify": False}).enable("table")
TAGS = {
    *("p", "br", "hr", "strong", "em", "code", "pre", "blockquote", "ul", "ol", "li", "a"),
    *("h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}


def safe_html(source: str) -> SafeString:
    """Headings begin at the second level, since the page has its own first; no pictures.

    Whatever level the writer begins with, none is skipped: a screen reader walks by them.
    """
    tokens = _reader.parse(source)
    levels = [int(token.tag[1]) for token in tokens if token.type == "heading_open"]
    level = 1
    for token in tokens:
        if token.type == "heading_open":
            level = min(6, int(token.tag[1]) - min(levels) + 2, level + 1)
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{level}"
    html = _reader.renderer.render(tokens, _reader.options, {})
    clean = nh3.clean(
        html, tags=TAGS, attributes=ATTRIBUTES, url_schemes={"http", "https", "mailto"}
    )
    return mark_safe(clean)  # cleaned by nh3 in the line above

"""A piece of template drawn and read again as a browser would read it."""

from xml.etree.ElementTree import Element

import html5lib
from django.template import Context, Template
from django.utils.translation import override


def draw(source: str, language: str = "en", **context: object) -> str:
    with override(language):
        return Template("{% load ui %}" + source).render(Context(context))


def tree(source: str, language: str = "en", **context: object) -> Element:
    return parsed(draw(source, language, **context))


def parsed(html: str) -> Element:
    root: Element = html5lib.parse(html, namespaceHTMLElements=False)
    for element in root.iter():  # a drawing within the page: its names without their namespace
        if isinstance(element.tag, str):
            element.tag = element.tag.rpartition("}")[2]
    return root


def words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def one(root: Element, path: str) -> Element:
    [found] = root.findall(f".//{path}")
    return found

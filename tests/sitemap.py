"""The sitemap as a search engine reads it: the index first, then each part that it names."""

from urllib.parse import urlsplit
from xml.etree import ElementTree

NAMES = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def parts_of(client):
    """The addresses of the parts, without the host."""
    index = ElementTree.fromstring(client.get("/sitemap.xml").content)
    told = (urlsplit(part.findtext(f"{NAMES}loc")) for part in index)
    return [one.path + (f"?{one.query}" if one.query else "") for one in told]


def sitemap_of(client):
    """The words of all parts."""
    return "\n".join(client.get(part).text for part in parts_of(client))


def pages_in_sitemap(client):
    """The <url> elements of all parts."""
    return [
        url
        for part in parts_of(client)
        for url in ElementTree.fromstring(client.get(part).content)
    ]

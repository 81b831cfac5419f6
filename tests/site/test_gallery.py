"""The gallery shows every component, in three languages."""

import re
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override

from eduhub import site
from eduhub.kit.templatetags.ui import icons, register
from eduhub.site.views.specimens import everything
from tests.kit.drawn import one, parsed, words

SHELL = {"absolute", "icon", "crumbs"}


@pytest.mark.parametrize(
    ("language", "title"), [("fi", "Galleria"), ("sv", "Galleri"), ("en", "Gallery")]
)
def test_the_gallery_stands_in_three_languages(language, title):
    with override(language):
        page = parsed(
            render_to_string("site/gallery/gallery.html", everything() | {"icons": icons()})
        )

    assert words(one(page, "h1")) == title
    parts = {a.get("href").lstrip("#") for a in one(page, "nav[@class='sticky']").iter("a")}
    assert parts == parts & {e.get("id") for e in page.iter()}
    ids = [
        e.get("id") for e in page.iter() if e.get("id") and not e.get("id").startswith("forest")
    ]
    assert len(ids) == len(set(ids))


def test_every_component_is_in_the_gallery():
    sources = Path(site.__file__).parent.glob("templates/site/gallery/*.html")
    used = set(re.findall(r"{% (\w+)", "".join(source.read_text() for source in sources)))

    assert set(register.tags) - SHELL - used == set()

"""Every page of every role in three languages as it is sent: HTML, language, one name each."""

import re
from collections import defaultdict

import pytest

from tests.house.addresses import TABLE
from tests.house.walking import SHOWN
from tests.markup import valid_html
from tests.stories.pages import LANGUAGES, NO_PAGES, PAGES, pages_of, walk

pytestmark = pytest.mark.django_db  # within the world's own transaction


def faults_of(response, language, expected):
    text = response.text
    faults = valid_html(text)
    if f'<html lang="{language}"' not in text:
        faults.append(f"the document is not in {language}")
    if (headings := text.count("<h1")) != 1:
        faults.append(f"{headings} h1")
    if response.status_code != expected:
        faults.append(f"status {response.status_code}")
    return faults


AT_DESK = ("staff", "hub_lead")  # the hub's people may know how to reach everybody
LED = (
    "/people/organisations/",
    "/people/memberships/",
    "/programmes/milestones/",
    "/programmes/abroad/",
)
MAY_REACH = {  # whose leads reach their own people; and who wrote to a company that reads it
    "company_lead": ("/programmes/pitches/", "/asks/", *LED),
    "colleague": ("/programmes/pitches/",),
    "principal": LED,
}


def addresses_of_others(path, text, role, world):
    """Whose e-mail address a page tells that is not for its reader."""
    if role in AT_DESK or path[3:].startswith(MAY_REACH.get(role, ())):
        return []
    others = {who: one.email for who, one in world.people.items() if who != role}
    return [f"the address of {who}" for who, email in others.items() if email in text]


def same_titles(titles):
    """Different pages of one name, in one language; the answer to another question may have it."""
    return [
        f"{language}: {' and '.join(sorted(paths))} have the title {title}"
        for (language, title), paths in titles.items()
        if len(paths) > 1
    ]


def test_every_address_that_shows_a_page_to_somebody_is_walked():
    walked = {name for role in PAGES for name, *_ in pages_of(role)}
    shown = {row.address for row in TABLE if SHOWN in row.get.values()}

    machines = tuple(NO_PAGES.split())
    assert {name for name in shown if not name.startswith(machines)} == walked


@pytest.mark.parametrize("role", PAGES)
def test_every_page_in_three_languages(role, world, client_of):
    client = client_of(role)
    faults, titles = [], defaultdict(set)
    for path, language, expected in walk(role, world, lambda place: LANGUAGES):
        response = client.get(path)
        found = faults_of(response, language, expected)
        found += addresses_of_others(path, response.text, role, world)
        faults += [f"{path}: {what}" for what in found]
        title = re.search("<title>([^<]*)", response.text)  # the head's; a plot has one too
        titles[language, title[1]].add(path.partition("?")[0])

    assert faults + same_titles(titles) == []

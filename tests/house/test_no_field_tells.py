"""In no form of a pilot does a field of free words take an identity code or an e-mail address.

The fields are read from the pages, so that a new one is tried without being listed here: each
form is sent as a browser would send it, with something plausible where it is empty, and is
taken; then once more for each field with what tells who somebody is, and is refused.
"""

import html5lib
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from tests.house.walking import path_of
from tests.stories.forms import FORMS, forms_of

pytestmark = pytest.mark.django_db  # within the world's own transaction
ROOMS = ("pilots:", "workspaces:", "evidence:")
TELLING = ("131052-308T", "a@home.example")  # an example of the code's own description
FILLERS = {"date": "2026-09-01", "datetime-local": "2027-05-01T10:00"}
OTHERWISE = {  # what one form wants that the rest does not
    "due": "",
    "next_procurement": "",
    "hours": "2",
    "amount": "90",
    "read": "on",
    "all_weeks": "on",
    "not_this_term": "on",
    "scale_low": "0",
    "scale_high": "40",
    "library_measure": "",
    "reliability": "0.8",
    "dose_minutes": "30",
    "starts": "2027-05-01",
    "ends": "2027-05-20",
    "closes_at": "2027-06-01T10:00",
    "day_at": "2027-07-01T10:00",
    "valid_until": "2027-05-01",
    "destroy_by": "2027-06-01",
}
SENT_ELSEWHERE = {
    "pilots:feedback_code": "a code, not words",
    "pilots:offer": "sent in steps; its words: test_lane_a",
    "pilots:ask_workshop": "the container of this world has left: test_calls",
    "pilots:round_decide": "tells what it costs before it is kept; its reason is as all others",
    "pilots:round_publish": "an offer of this world went abroad since; its reason is as all others",
    "evidence:class_file": "names of columns; what stands in a file: test_identifiers",
}


def controls(form):
    return [e for e in form.iter() if e.tag in ("input", "textarea", "select") and e.get("name")]


def takes_words(one):
    is_text = one.get("type") in ("text", "search", None) and not one.get("inputmode")
    return one.tag == "textarea" or (one.tag == "input" and is_text)


def value_of(one):
    """What a browser would send of one control; None for nothing."""
    kind, value = one.get("type"), one.get("value")
    if one.tag == "select":
        options = [o for o in one.iter("option") if o.get("value")]
        chosen = [o for o in options if o.get("selected") is not None] or options[:1]
        return chosen[0].get("value") if chosen else None
    if kind == "file":
        return SimpleUploadedFile("weeks.txt", b"Week 1")
    if kind == "checkbox" and one.get("checked") is None:
        return None
    if kind == "number":
        return value or one.get("min") or "5"
    words = (one.text or "").strip() if one.tag == "textarea" else value
    return words or FILLERS.get(kind, "" if kind == "hidden" else "5B reads")


def filled(form):
    told, chosen = {}, set()
    for one in controls(form):
        name, value = one.get("name"), value_of(one)
        value = OTHERWISE.get(name, value)
        if value is not None and name not in chosen:
            told[name] = value  # of radio buttons the checked one, or the last
        if one.get("checked") is not None:
            told[name] = value
            chosen.add(name)
    return told


def status_of(client, path, told):
    with transaction.atomic():
        answer = client.post(path, told)
        transaction.set_rollback(True)
    return answer.status_code


def forms_with_words(world, client_of):
    for role in FORMS:
        client = client_of(role)
        for name, things in forms_of(role):
            if name.startswith(ROOMS) and name not in SENT_ELSEWHERE:
                path = path_of(name, things, world)
                page = html5lib.parse(client.get(path).text, namespaceHTMLElements=False)
                for form in page.findall(".//main//form[@method='post']"):
                    fields = [one.get("name") for one in controls(form) if takes_words(one)]
                    yield client, form.get("action") or path, form, fields


def test_no_form_of_a_pilot_takes_what_tells_who_somebody_is(world, client_of):
    not_sent, taken, refused = set(), set(), 0
    for client, path, form, fields in forms_with_words(world, client_of):
        if fields and status_of(client, path, filled(form)) != 302:
            not_sent.add(path)
            continue
        for place, field in enumerate(one for one in fields if not one.endswith(("_fi", "_en"))):
            words = f"5B {TELLING[place % 2]}"  # of three languages one is enough
            answer = status_of(client, path, filled(form) | {field: words})
            refused += answer == 422
            taken |= set() if answer == 422 else {(path, field)}

    assert (taken, not_sent) == (set(), set())
    assert refused > 30

"""Every number on a page of results, in three languages: the same ones, whatever the mark."""

import re
from collections import Counter
from html import unescape

import pytest
from django.urls import reverse
from django.utils.translation import override

from eduhub.evidence import services
from eduhub.evidence.queries.appendix_figures import _share
from eduhub.kit.access import machine
from tests.evidence.test_explorations import WIDER, asked
from tests.makers.evidence import make_published
from tests.makers.passports import LATER, make_passport, publish_another
from tests.pdf import words_in_pdf

NONE: Counter[str] = Counter()
LANGUAGES = ("en", "fi", "sv")
DAY = re.compile(r"\d{1,2}[. ]\s?(?:\d{1,2}\.|[^\W\d]+\.?\s)\s?\d{4}")
NUMBER = re.compile(r"[−+]?\d+(?:[.,]\d+)?")


def numbers_on(page):
    """All numbers in what is read, words beside drawings among them, without days."""
    main = page.text.partition("<main")[2].partition("</main>")[0]
    read = unescape(re.sub(r"<[^>]+>", " ", main))
    return numbers_in(read, "en" if 'lang="en"' in page.text[:60] else "")


def numbers_in(read, language):
    read = DAY.sub(" ", " ".join(read.replace("\u00a0", "").replace("\u202f", "").split()))
    read = re.sub(r"(?<=\d),(?=\d{3}\b)", "", read) if language == "en" else read
    found = (one.replace(",", ".") for one in NUMBER.findall(read))
    return Counter(one for one in found if one != "100")  # "of 100" is one word in Finnish


@pytest.fixture
def told(db):
    """Two pilots of a solution, pooled, with another analysis of one and a passport of both."""
    plan = make_published(groups=8)
    for one in (plan, publish_another(plan, 19.0)):
        services.write_pool(one.pk, by=machine("worker"), now=LATER)
    asked(plan, WIDER)
    return plan, make_passport(plan)


def test_all_pages_of_results_tell_the_same_numbers_in_every_language(client, told):
    plan, passport = told
    doors = {
        "evidence:report": plan.pilot_id,
        "evidence:report_full": plan.pilot_id,
        "evidence:living": plan.pilot.solution_id,
        "evidence:portfolio": None,
        "passports:passport": passport.reference,
    }
    found = {}
    for language in LANGUAGES:
        for door, key in doors.items():
            with override(language):
                page = client.get(reverse(door, args=[key] if key else []))
            found.setdefault(door, []).append(numbers_on(page))
        for length in ("page", "full"):
            with override(language):
                paper = client.get(
                    reverse("evidence:report_pdf", args=[plan.pilot_id]), {"length": length}
                )
            found.setdefault(length, []).append(numbers_in(words_in_pdf(paper.content), language))

    for door, (en, *others) in found.items():
        assert [(door, other - en, en - other) for other in others] == [(door, NONE, NONE)] * 2
        assert en.total() > 6
    assert found["evidence:report_full"][0]["99"] > 1  # the confidence of the other analysis


def test_a_passport_names_the_measure_in_the_readers_language(client, told):
    plan, passport = told
    measure = plan.frozen["statement"]["measure"]
    pages = {}
    for language in ("fi", "en"):
        with override(language):
            pages[language] = client.get(reverse("passports:passport", args=[passport.reference]))

    for language, page in pages.items():
        named = f"{plan.pilot.number}: {measure[language] or measure['en']}"
        assert f"<h2>{named}</h2>" in page.text


@pytest.mark.parametrize(
    ("p", "words"),
    [(2 / 12870, "less than 0.1\u00a0%"), (0.001, "0.1\u00a0%"), (1.0, "100.0\u00a0%")],
)
def test_the_lot_that_was_drawn_is_always_one_of_those_that_could_be(p, words):
    with override("en"):
        assert _share(p) == words

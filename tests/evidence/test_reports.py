"""A report in three lengths: what it answers, what it tells whom, and what it never tells."""

import re

import pytest
from django.urls import reverse
from django.utils.translation import override

from eduhub.evidence.models import Result
from eduhub.evidence.queries import papers, reports, sections, trials
from eduhub.kit.access import VISITOR
from tests.makers.evidence import make_analysed, make_published
from tests.makers.needs import make_topics

pytestmark = pytest.mark.django_db


def at(door, *args, language="en"):
    with override(language):
        return reverse(f"evidence:{door}", args=args)


def words_of(response):
    """The page's words without its markup."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.text).replace("&#x27;", "'").split())


def test_the_first_page_answers_three_questions(client):
    make_topics()
    plan = make_published()

    words = words_of(client.get(at("report", plan.pilot_id)))

    assert "Did it help? Difference shown Yes, in this pilot." in words
    assert "What do we not know? Whether both sides began alike: nothing was measured" in words
    assert "Whom was it tried with? 12 classes, 240 pupils" in words


def test_the_full_report_and_its_pdf(client):
    make_topics()
    plan = make_published()

    page = client.get(at("report_full", plan.pilot_id))
    pdf = client.get(at("report_pdf", plan.pilot_id) + "?length=full")

    open("/tmp/full.html", "w").write(page.text)
    open("/tmp/full.pdf", "wb").write(pdf.content)
    assert pdf.content.startswith(b"%PDF-")
    assert page.text.count("<svg viewBox") == 2

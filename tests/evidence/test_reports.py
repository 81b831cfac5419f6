"""A report in three lengths: what it answers, for whom, and in every language alike."""

import re

import pytest
from django.urls import reverse
from django.utils.translation import override

from eduhub.evidence.models import Result
from eduhub.evidence.queries import papers, reports, sections, trials
from eduhub.kit.access import VISITOR
from tests.makers import make_actor, make_organisation, make_person, signed_in
from tests.makers.evidence import LATER, make_analysed, make_published
from tests.makers.needs import make_topics
from tests.pdf import words_in_pdf

pytestmark = [pytest.mark.django_db, pytest.mark.same_everywhere]
LANGUAGES = ("en", "fi", "sv")
BEGINS = {"en": "Did it help?", "fi": "Auttoiko se?", "sv": "Hjälpte det?"}
ENDS = {
    "en": "Fingerprint of the result",
    "fi": "Tuloksen sormenjälki",
    "sv": "Fingeravtryck av resultatet",
}


def at(door, *args, language="en"):
    with override(language):
        return reverse(f"evidence:{door}", args=args)


def words_of(response):
    """The page's words without its markup."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.text).replace("&#x27;", "'").split())


def numbers_in(words):
    """Every number, as a program would write it; "of 100" is one word in Finnish."""
    found = re.findall(r"[−+]?\d+(?:[.,]\d+)?", words.replace("\u00a0", ""))
    return [one.replace(",", ".") for one in found if one != "100"]


def whole_of(plan, language):
    with override(language):
        trial = trials.trial_of(plan.pilot)
        shown = reports.report_of(reports.fetched(plan.pk))
        whole = sections.whole_of(trial, shown, VISITOR, now=LATER)
        return sections.all_pages(whole, trial)


def test_the_first_page_answers_three_questions(client):
    make_topics()
    plan = make_published()

    words = words_of(client.get(at("report", plan.pilot_id)))

    assert "Did it help? Difference shown Yes, in this pilot." in words
    assert "What do we not know? Whether both sides began alike: nothing was measured" in words
    assert "Whom was it tried with? 12 classes, 240 pupils Age: " in words


@pytest.mark.parametrize(
    ("design", "tries", "told"),
    [
        ("lot_here", 26.0, "Yes, in this pilot."),
        ("lot_here", 15.0, "No: it went worse than without."),
        ("no_lot", 26.0, "Perhaps: no lot decided who tried it."),
        ("no_lot", 15.0, "Perhaps not: it went worse, but no lot decided who tried it."),
    ],
)
def test_only_a_lot_lets_a_report_say_yes(design, tries, told):
    plan = make_published(tries)
    shown = reports.report_of(reports.fetched(plan.pk))
    plan.design = design

    with override("en"):
        trial = trials.trial_of(plan.pilot)
        context = sections.whole_of(trial, shown, VISITOR, now=LATER).context
        answers = sections.answers_of(shown, plan, context)

    assert answers.head == told


def test_the_pdf_tells_the_same_numbers_as_the_page_in_every_language(client):
    plan = make_published()
    told = {}
    for language in LANGUAGES:
        pdf = client.get(at("report_pdf", plan.pilot_id, language=language))
        assert f"/Lang({language})".encode() in pdf.content
        words = words_in_pdf(pdf.content)
        body = words[words.index(BEGINS[language]) : words.index(ENDS[language])]
        told[language] = numbers_in(body)

    with override("en"):
        estimate = reports.told(reports.fetched(plan.pk)).sentence
    assert told["en"][: len(numbers_in(estimate))] == numbers_in(estimate)
    assert told["fi"] == told["sv"] == told["en"]
    assert len(told["en"]) > 20


def test_the_full_report_has_the_same_numbers_and_drawings_in_every_language():
    plan = make_published()

    told = {language: _figures_and_tables(plan, language) for language in LANGUAGES}

    assert told["fi"] == told["sv"] == told["en"]
    assert [key for key, *_rest in told["en"]] == [
        *("helped", "unknown", "whom", "sides", "context"),
        *("forest", "power", "lost", "chance", "belief"),
        "beside",
        *("ratings", "rating-1", "rating-2", "rating-3", "rating-4"),
        *("flow", "plan", "unplanned", "not_done", "numbers", "privacy", "hashes"),
    ]


def _figures_and_tables(plan, language):
    found = []
    for one in whole_of(plan, language):
        rows = [numbers_in(" ".join(row)) for t in one.tables for row in t.rows]
        drawn = [f.drawing.marks for f in one.figures]
        said = [numbers_in(f.says) for f in one.figures]
        under = [numbers_in(" ".join(row)) for f in one.figures for row in f.rows]
        found.append((one.key, rows, drawn, said, under))
    return found


def test_every_drawing_has_words_and_a_table_and_the_same_bytes_each_time():
    plan = make_published()

    figures = [figure for one in whole_of(plan, "sv") for figure in one.figures]
    again = [figure for one in whole_of(plan, "sv") for figure in one.figures]

    assert [papers.svg(one) for one in figures] == [papers.svg(one) for one in again]
    for figure in figures:
        assert f"<desc>{figure.says}</desc>" in papers.svg(figure)
        assert {len(row) for row in figure.rows} == {len(figure.head)}


@pytest.mark.parametrize("door", ["report", "report_full", "report_pdf"])
def test_who_reads_a_report_that_is_not_public(client, door):
    plan = make_analysed()
    company = make_person("company_lead", plan.pilot.solution.company)
    colleague = make_person("company_member", plan.pilot.solution.company)
    stranger = make_person("company_lead", make_organisation("company"))

    found = []
    for user in (company, colleague, stranger):
        found.append(signed_in(client, user).get(at(door, plan.pilot_id)).status_code)
    client.logout()

    assert found == [200, 200, 404]
    assert client.get(at(door, plan.pilot_id)).status_code == 404


def test_a_pdf_is_made_once(client, django_assert_num_queries):
    plan = make_published()
    first = client.get(at("report_pdf", plan.pilot_id) + "?length=full")
    papers_made = papers.make_pdf.__name__

    # the trial's, the result's, topics, districts, feedback, review, what was explored, seal
    with django_assert_num_queries(18):
        again = client.get(at("report_pdf", plan.pilot_id) + "?length=full")

    assert (again.content == first.content, papers_made) == (True, "make_pdf")
    assert again["Content-Disposition"].endswith(f'{plan.pilot.number}-full-en.pdf"')


def test_a_principal_sees_how_like_their_own_school_is_and_a_visitor_does_not(client):
    make_topics()
    plan = make_published()
    school = make_organisation(district="North")
    visitor = words_of(client.get(at("report", plan.pilot_id)))

    own = words_of(
        signed_in(client, make_person("principal", school)).get(at("report", plan.pilot_id))
    )

    assert f"How like {school}?" in own and f"How like {school}?" not in visitor
    assert "Districts Not known North Not known" in own


def test_the_latest_version_is_what_everybody_gets():
    plan = make_published()
    result = Result.objects.get()

    codes = next(one for one in whole_of(plan, "en") if one.key == "hashes").tables[0].rows

    assert [code for _name, code in codes][:3] == [
        plan.fingerprint,
        result.facts["moments"],
        result.fingerprint,
    ]
    assert make_actor("hub_staff").is_signed_in

"""The pages of juries: who may, what a page costs, and that nothing leaks in any phase."""

import datetime as dt
import re
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from eduhub.kit.files import keep_bytes
from eduhub.kit.lang import Text
from eduhub.kit.models import LedgerEntry, Letter
from eduhub.people.states import Role
from eduhub.programmes.models import Assignment, Entry, Round, Sheet
from eduhub.programmes.services import juries as services
from eduhub.programmes.services import jury_letters, verdicts
from eduhub.programmes.services import rankings as scores
from tests.house.walking import ask
from tests.makers import make_company, make_person, make_solution, signed_in
from tests.makers.juries import (
    DAY,
    give_in,
    give_out,
    hand_in,
    make_application,
    make_question,
    make_town,
)

pytestmark = [pytest.mark.django_db, pytest.mark.same_everywhere]


def url(name, *args):
    with override("en"):
        return reverse(f"programmes:{name}", args=args)


def town_now(*told, **rest):
    return make_town(*told, now=timezone.now().replace(microsecond=0), **rest)


def at(client, town, who):
    return signed_in(client, town.people[who])


# Who may


def test_the_hub_plans_a_round_and_others_do_not(client):
    town = town_now()
    town.people["stranger"] = make_person(Role.TEACHER)
    desk = [("jury", town.call.pk), ("new_round", town.call.pk), ("verdicts", town.call.pk)]
    desk += [("round", town.round.pk), ("ranking", town.round.pk), ("edit_round", town.round.pk)]

    got = {
        who: {at(client, town, who).get(url(*one)).status_code for one in desk}
        for who in ("staff", "anna", "kielo.lead", "stranger")
    }

    assert got == {"staff": {200}, "anna": {403}, "kielo.lead": {403}, "stranger": {403}}
    client.logout()
    assert {client.get(url(*one)).status_code for one in desk} == {302}


def test_a_juror_reads_and_scores_and_others_find_nothing(client):
    town = town_now()
    give_out(town, "anna:kielo bo:lumi")
    address = url("review", town.round.pk, town.code("kielo"))

    statuses = {
        who: at(client, town, who).get(address).status_code
        for who in ("anna", "bo", "kielo.lead", "staff")
    }

    assert statuses == {"anna": 200, "bo": 404, "kielo.lead": 404, "staff": 404}


def test_a_sheet_is_kept_given_in_and_refused_beside_its_field(client):
    town = town_now()
    give_out(town)
    anna = at(client, town, "anna")
    address = url("review", town.round.pk, town.code("kielo"))
    first, second = town.round.criteria.order_by("place")
    typed = {"seen": 0, f"criterion_{first.pk}": "4", "to_applicant": "", "to_staff": "Hm"}

    kept = anna.post(address, typed | {"keep": "1"})
    refused = anna.post(address, typed | {"seen": 1, "give": "1"})
    whole = {"seen": 1, f"criterion_{second.pk}": "2", "to_applicant": "Good", "give": "1"}
    done = anna.post(address, typed | whole)

    assert (kept.status_code, refused.status_code, done.status_code) == (302, 422, 302)
    assert set(refused.context["form"].errors) == {f"criterion_{second.pk}"}
    assert refused.context["form"]["to_staff"].value() == "Hm"
    assert Sheet.objects.get().is_given


def test_others_sheets_are_shown_once_ones_own_is_in(client):
    town = town_now()
    give_out(town)
    give_in(town, "bo", "kielo", 2, 2, to_applicant="Bo was here", to_staff="Bo to staff")
    address = url("review", town.round.pk, town.code("kielo"))
    before = at(client, town, "anna").get(address).text

    give_in(town, "anna", "kielo", 4, 4)

    after = client.get(address).text
    assert ("Bo was here" in before, "Bo was here" in after) == (False, True)
    assert "Bo to staff" not in after


def test_the_draft_is_kept_while_one_types_and_stands_in_the_form(client):
    town = town_now()
    give_out(town)
    anna = at(client, town, "anna")
    told = (town.round.pk, town.code("kielo"))

    kept = anna.post(url("draft_review", *told), {"to_staff": "half"}, headers={"HX-Request": "1"})

    assert kept.status_code == 200
    assert anna.get(url("review", *told)).context["form"]["to_staff"].value() == "half"
    assert at(client, town, "kielo.lead").post(url("draft_review", *told)).status_code == 404


def test_the_desk_plans_assigns_and_decides_by_its_forms(client):
    town = town_now()
    staff = at(client, town, "staff")
    entry = Entry.objects.get(application=town.applications["kielo"])
    juror = {"juror": town.jurors["anna"].pk}
    now = timezone.localtime()
    form = {
        "key": uuid.uuid4(), "seen": 0, "name_fi": "Toinen", "is_blind": "on",
        "opens_at": f"{now:%Y-%m-%dT%H:%M}", "closes_at": f"{now + DAY:%Y-%m-%dT%H:%M}",
        "sheets": 2, "places": 1, "other_places": "2, 3",
        "applications": [one.pk for one in town.applications.values()],
    }  # fmt: skip
    posts = [
        ("new_round", (town.call.pk,), form),
        ("assign", (town.round.pk, entry.pk), juror),
        ("propose", (town.round.pk,), {}),
        ("decide", (entry.application_id,), {"seen": 0, "outcome": "not", "grounds": "So"}),
        ("jury", (town.call.pk,), {"email": make_person().email, "most": 3}),
        ("rank", (town.round.pk,), {}),
    ]

    got = [staff.post(url(name, *args), data).status_code for name, args, data in posts]

    assert got == [302] * 6
    made = Round.objects.get(number=2)
    assert (made.is_blind, made.other_places, made.entries.count()) == (True, [2, 3], 2)


@pytest.mark.parametrize("page", ["round", "ranking", "verdicts", "jury"])
def test_a_desk_page_costs_the_same_with_two_and_with_four(client, page):
    costs, rows = [], []
    for names in ("kielo lumi", "kielo lumi meri suvi"):
        town = town_now("anna bo", names)
        give_out(town)
        for name in names.split():
            for number, juror in enumerate(town.jurors):
                give_in(town, juror, name, 1 + len(name) % 5, 1 + number)
        ranking = scores.ask_ranking(town.round.pk, by=town.staff, now=town.now)
        scores.work_out_ranking(ranking.pk, now=town.now)
        staff = at(client, town, "staff")
        key = town.round.pk if page in ("round", "ranking") else town.call.pk
        staff.get(url(page, key))
        with CaptureQueriesContext(connection) as queries:
            answer = staff.get(url(page, key))
        costs.append(len(queries))
        rows.append(answer.text.count(" Oy"))
    assert costs[0] == costs[1]
    assert rows[0] < rows[1] or page == "jury"


# Leaks: tests after pretalx 346, 611, 649 and 656


SECRET = "zqleak"


def leaky(**told):
    """A blind round in which everything confidential of one applicant bears a word of its own."""
    town = town_now("anna bo cai", "kielo lumi", **told)
    made = town.applications["kielo"]
    home, lead = made.organisation, town.people["kielo.lead"]
    home.name = Text(*[f"{SECRET}home Oy"] * 3)
    home.website = f"https://{SECRET}site.fi/"
    home.save()
    lead.name, lead.email = f"Aino {SECRET}lead", f"ceo@{SECRET}mail.fi"
    lead.save()
    make_solution(home, name=Text(fi=f"{SECRET}game"))
    file = keep_bytes(
        b"%PDF-1.4", f"{SECRET}file.pdf", "application/pdf", by=town.staff, now=town.now
    )
    long = f"{SECRET}home and {SECRET}game by {SECRET}lead, ceo@{SECRET}mail.fi, {SECRET}site.fi"
    told = [
        ({"kind": "file"}, {"file": file}),
        ({}, {"value": long}),
        ({"tells_who": True}, {"value": f"{SECRET}tells"}),
        ({"openness": "secret"}, {"value": f"{SECRET}secret"}),
    ]
    for question, answer in told:
        asked = make_question(town.call, **question)
        asked.answers.create(application=made, changed_at=town.now, **answer)
    hand_in(made)
    return town


def phases(town):
    """Each phase of a blind round, in its order; the last is after the decisions."""
    give_out(town)
    yield "open"
    give_in(town, "bo", "kielo", 2, 2, to_applicant=f"For {SECRET}home")
    give_in(town, "anna", "lumi", 4, 4)
    yield "some are in"
    Round.objects.update(opens_at=town.now - 2 * DAY, closes_at=town.now - dt.timedelta(hours=1))
    yield "closed"
    for one in town.applications.values():
        verdicts.decide(one.pk, "not", "So", seen=0, by=town.staff, now=town.now)
    verdicts.tell_verdicts(town.call.pk, 14, by=town.staff, now=town.now)
    yield "decided"


def asked_of(client, town):
    """All that a juror's or an applicant's addresses answer, whatever they answer."""
    codes = list(Entry.objects.values_list("code", flat=True))
    made = town.applications["kielo"].pk
    places = [("my_reviews",), ("reviews", town.round.pk), ("verdict", made), ("redacted", made)]
    places += [("ranking", town.round.pk), ("round", town.round.pk), ("jury", town.call.pk)]
    places += [("decide", made), ("verdicts", town.call.pk), ("answer_appeal", made)]
    for code in codes:
        places += [(name, town.round.pk, code) for name in ("review", "conflict", "remark")]
        places += [("review_file", town.round.pk, code, pk) for pk in town.call_answers]
    places += [("sheets", town.round.pk, pk) for pk in Entry.objects.values_list("pk", flat=True)]
    for place in places:
        for method in ("GET", "POST"):  # each undone after it was answered
            yield place, ask(client, method, url(*place)).body.decode()


@pytest.mark.parametrize("who", ["anna", "cai", "lumi.lead", "stranger"])
def test_nothing_of_a_blind_applicant_is_in_any_answer_of_any_phase(client, who):
    town = leaky()
    town.people["stranger"] = make_person(Role.TEACHER)
    home = town.applications["kielo"].organisation
    town.call_answers = list(town.applications["kielo"].answers.values_list("pk", flat=True))
    at_first = LedgerEntry.objects.count()
    pages = 0
    for phase in phases(town):
        if who == "cai":  # a conflict from the first phase on
            services.set_apart(town.jurors["cai"].pk, home.pk, "Kin", by=town.staff, now=town.now)
        for place, text in asked_of(at(client, town, who), town):
            found = set(re.findall(rf"{SECRET}\w+", text))
            assert not found, (phase, place, found)
            pages += 1
    assert pages > 80
    ledger = [f"{one.verb} {one.thing} {one.facts}" for one in LedgerEntry.objects.all()]
    assert len(ledger) > at_first and SECRET not in " ".join(ledger)


def test_the_sweep_finds_what_is_shown_to_those_who_may(client):
    town = leaky(is_blind=False)
    town.call_answers = []
    give_out(town)

    read = {
        who: set(re.findall(rf"{SECRET}\w+", " ".join(t for _, t in asked_of(c, town))))
        for who in ("anna", "staff")
        for c in [at(client, town, who)]
    }

    assert {f"{SECRET}home", f"{SECRET}tells", f"{SECRET}file"} <= read["anna"]
    assert f"{SECRET}secret" not in read["anna"]
    assert f"{SECRET}home" in read["staff"]


def test_letters_of_a_blind_round_name_nobody():
    town = leaky()
    give_out(town)
    jury_letters.tell_juror(town.round.pk, town.jurors["anna"].pk, now=town.now)
    jury_letters.remind_jurors(now=town.round.closes_at - DAY)

    told = Letter.objects.filter(to=town.people["anna"].email).values_list("subject", "text")

    assert len(told) == 2
    assert SECRET not in str(list(told))


def test_two_hubs_that_differ_in_an_invisible_application_answer_with_the_same_bytes(client):
    town = town_now("anna bo", "kielo lumi")
    give_out(town)
    anna = at(client, town, "anna")
    places = [("my_reviews",), ("reviews", town.round.pk)]
    places += [(name, town.round.pk, town.code("kielo")) for name in ("review", "conflict")]

    def answers():
        texts = [anna.get(url(*place)).text for place in places]
        return [re.sub(r'(csrfmiddlewaretoken|name="key")[^>]*|nonce-\w+', "", t) for t in texts]

    without = answers()
    home = make_company(name=Text(fi="Näkymätön Oy"))
    services.declare_against(town.jurors["anna"].pk, home.pk, by=town.actor("anna"), now=town.now)
    first = answers()
    hidden = make_application(town.call, home, town.now, q1="Hidden")
    entry = Entry.objects.create(round=town.round, application=hidden, code="HIDDEN22")
    for juror in town.jurors.values():
        Assignment.objects.create(entry=entry, juror=juror)

    assert answers() == first
    assert first[1:] == without[1:]
    assert "HIDDEN22" in at(client, town, "bo").get(url("reviews", town.round.pk)).text

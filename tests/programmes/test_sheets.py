"""Sheets, the blind phase, what others said, the ranking, decisions with their letters."""

import datetime as dt

import pytest
from django.utils.translation import override

from eduhub.kit.errors import Invalid, NotAllowed, NotFound, NotNow, Stale
from eduhub.kit.lang import Text
from eduhub.kit.models import Letter
from eduhub.people.states import Role
from eduhub.programmes.models import Mark, Ranking, Sheet, Verdict
from eduhub.programmes.queries import rankings, reviews
from eduhub.programmes.queries.rounds import comments_for, verdict_for
from eduhub.programmes.rules.blinding import names_to_hide, without_names
from eduhub.programmes.services import jury_letters, sheets, verdicts
from eduhub.programmes.services import rankings as scores
from tests.makers import make_solution
from tests.makers.juries import DAY, give_in, give_out, hand_in, make_question, make_town

pytestmark = pytest.mark.django_db


def found(town, juror, application):
    code = town.code(application)
    return reviews.find_assignment(town.round.pk, code, town.actor(juror), town.now)


# Blind


@pytest.mark.parametrize(
    "text, kept",
    [
        ("Me Kielo Oy teemme", "Me ▇▇▇ teemme"),
        ("KIELON peli, kielokukka", "▇▇▇ peli, ▇▇▇"),
        ("Kirjoita ceo@kielo.fi tai +358 40 123 4567", "Kirjoita ▇▇▇ tai ▇▇▇"),
        ("ks. https://kielo.fi/peli ja kielo.fi", "ks. ▇▇▇ ja ▇▇▇"),
        ("Vuonna 2024 12 koulua", "Vuonna 2024 12 koulua"),
        ("Aino Virtanen johtaa, Virtasen työ", "▇▇▇ johtaa, Virtasen työ"),
    ],
)
def test_names_addresses_links_and_numbers_are_taken_out(text, kept):
    names = names_to_hide(["Kielo Oy", "Aino Virtanen", "Virtanen", ""])

    assert without_names(text, names) == kept


def test_a_blind_round_shows_a_code_and_leaves_out_who_it_is():
    town = make_town()
    home = town.applications["kielo"].organisation
    make_solution(home, name=Text(fi="Murtopeli"))
    told = [("solution", 0), ("text", "Murtopeli by Kielo"), ("text", "tells")]
    for kind, value in told:
        value = value or str(home.solutions.get().pk)
        question = make_question(town.call, kind=kind, tells_who=value == "tells")
        question.answers.create(
            application=town.applications["kielo"], value=value, changed_at=town.now
        )
    hand_in(town.applications["kielo"])
    give_out(town)

    seen = reviews.seen_by_jury(found(town, "anna", "kielo"))

    assert (seen.title, seen.organisation, seen.left_out) == (town.code("kielo"), None, 2)
    assert [text for one in seen.answers for text in one.texts] == [
        "Me ▇▇▇ teemme pelejä.", "▇▇▇ by ▇▇▇"
    ]  # fmt: skip


def test_a_juror_reads_choices_and_sums_in_their_own_language():
    town = make_town()
    for kind, value in (("yes_no", "yes"), ("budget", [["Bussi", 1200]])):
        question = make_question(town.call, kind=kind)
        question.answers.create(
            application=town.applications["kielo"], value=value, changed_at=town.now
        )
    with override("fi"):
        hand_in(town.applications["kielo"])
    give_out(town)

    read = {}
    for language in ("sv", "en"):
        with override(language):
            answers = reviews.seen_by_jury(found(town, "anna", "kielo")).answers
            read[language] = [text for one in answers[1:] for text in one.texts]

    assert read == {
        "sv": ["Ja", "Bussi: 1\N{NO-BREAK SPACE}200 €", "= 1\N{NO-BREAK SPACE}200 €"],
        "en": ["Yes", "Bussi: 1,200 €", "= 1,200 €"],
    }


def test_an_open_round_shows_the_applicant_but_never_what_is_secret():
    town = make_town(is_blind=False)
    question = make_question(town.call, openness="secret")
    question.answers.create(
        application=town.applications["kielo"], value="cap table", changed_at=town.now
    )
    hand_in(town.applications["kielo"])
    give_out(town)

    seen = reviews.seen_by_jury(found(town, "anna", "kielo"))

    assert seen.title == "Kielo Oy"
    assert [one.texts for one in seen.answers] == [("Me Kielo teemme pelejä.",)]


# Sheets


def test_a_draft_may_be_half_written_and_what_is_given_in_is_whole():
    town = make_town()
    give_out(town)

    give_in(town, "anna", "kielo", 4, is_given=False, to_applicant="")

    assert (Sheet.objects.get().state, Mark.objects.get().score) == ("draft", 4)
    with pytest.raises(Invalid) as refusal:
        give_in(town, "anna", "kielo", 4, seen=1, to_applicant="Good")
    assert list(refusal.value.fields) == [f"criterion_{town.round.criteria.last().pk}"]
    with pytest.raises(Stale):
        give_in(town, "anna", "kielo", 4, 4, seen=7)
    assert Mark.objects.get().score == 4


def test_what_is_given_in_stays_until_the_hub_opens_it_again():
    town = make_town()
    give_out(town)
    sheet = give_in(town, "anna", "kielo", 4, 4)
    with pytest.raises(NotNow):
        give_in(town, "anna", "kielo", 5, 5, seen=1)

    sheets.reopen_sheet(sheet.assignment_id, by=town.staff, now=town.now)

    give_in(town, "anna", "kielo", 5, 5, seen=2)
    assert sorted(Mark.objects.values_list("score", flat=True)) == [5, 5]


@pytest.mark.parametrize("seconds, is_late", [(-1, False), (0, True)])
def test_the_round_closes_at_its_second(seconds, is_late):
    town = make_town()
    give_out(town)
    at = town.round.closes_at + dt.timedelta(seconds=seconds)
    if is_late:
        with pytest.raises(NotNow):
            give_in(town, "anna", "kielo", 5, 5, now=at)
    else:
        assert give_in(town, "anna", "kielo", 5, 5, now=at).is_given


def test_words_to_others_need_ones_own_sheet_and_go_with_a_conflict():
    town = make_town()
    give_out(town)
    code, key = town.code("kielo"), town.round.key
    with pytest.raises(NotNow):
        sheets.remark(town.round.pk, code, "Hm", key=key, by=town.actor("anna"), now=town.now)
    give_in(town, "anna", "kielo", 4, 4)
    for _twice in range(2):
        sheets.remark(town.round.pk, code, "Hm", key=key, by=town.actor("anna"), now=town.now)
    assert [one.words for one in reviews.remarks_on(found(town, "bo", "kielo"))] == ["Hm"]
    with pytest.raises(NotFound):
        sheets.remark(
            town.round.pk, code, "Hm", key=key, by=town.actor("kielo.lead"), now=town.now
        )


# What the sheets tell


def judged():
    town = make_town("anna bo cai", "kielo lumi meri", sheets=3)
    give_out(town)
    told = {"anna": (5, 3, 1), "bo": (4, 3, 1), "cai": (5, 2, 2)}
    for juror, given in told.items():
        for application, score in zip(town.applications, given, strict=True):
            give_in(town, juror, application, score, score)
    return town


def ranked(town):
    ranking = scores.ask_ranking(town.round.pk, by=town.staff, now=town.now)
    scores.work_out_ranking(ranking.pk, now=town.now)
    ranking.refresh_from_db()
    return ranking


def test_a_ranking_is_of_the_sheets_it_names_and_the_same_again():
    town = judged()

    ranking = ranked(town)

    shown = rankings.shown(ranking)
    order = [str(row.entry.application.organisation.name) for row in shown.rows]
    assert order == ["Kielo Oy", "Lumi Oy", "Meri Oy"]
    assert [row.mean for row in shown.rows] == [4.666667, 2.666667, 1.333333]
    assert shown.above + len(shown.tied) >= 1
    assert [len(shown.jurors), len(shown.without)] == [3, 3]
    assert ranked(town).pk == ranking.pk


def test_a_sheet_in_conflict_is_ranked_no_more_and_the_ranking_is_another():
    town = judged()
    before = ranked(town)
    town.people["anna"].memberships.create(
        organisation=town.applications["kielo"].organisation,
        role=Role.COMPANY_MEMBER,
        since="2020-01-01",
    )

    after = ranked(town)

    assert before.sha256 != after.sha256
    sheets_of = {row.entry.application_id: row.sheets for row in rankings.shown(after).rows}
    assert sheets_of[town.applications["kielo"].pk] == 2


def test_what_cannot_be_ranked_says_why():
    town = make_town()
    give_out(town)
    give_in(town, "anna", "kielo", 5, 5)

    assert ranked(town).obstacle == "too_few_sheets"
    assert rankings.shown(Ranking.objects.get()) is None


def test_weights_count():
    town = make_town()
    give_out(town)
    give_in(town, "anna", "kielo", 5, 1)

    assert list(rankings.scores_of(town.round).values()) == [4.0]  # (3 × 5 + 1 × 1) / 4


# Decisions


def decided(town, **outcomes):
    for name, outcome in outcomes.items():
        verdicts.decide(
            town.applications[name].pk, outcome, f"Grounds of {name}",
            place=1 if outcome == "waiting" else None, seen=0, by=town.staff, now=town.now,
        )  # fmt: skip


def told(town):
    verdicts.tell_verdicts(town.call.pk, 14, by=town.staff, now=town.now)
    for one in Verdict.objects.order_by("pk"):
        jury_letters.tell_verdict(one.pk, one.version, now=town.now)


def test_decisions_are_told_to_all_at_once_in_the_readers_language():
    town = make_town()
    give_out(town)
    give_in(town, "anna", "kielo", 5, 5, to_applicant="Vahva tiimi")
    lead = town.people["kielo.lead"]
    lead.language = "sv"
    lead.save()
    decided(town, kielo="chosen")
    with pytest.raises(NotNow):  # one is not decided yet
        told(town)
    with pytest.raises(NotFound):
        verdict_for(town.applications["kielo"].pk, town.actor("kielo.lead"))
    decided(town, lumi="waiting")

    told(town)
    told_again = Letter.objects.count()

    letter = Letter.objects.get(to=lead.email)
    assert letter.subject == "Beslut om din ansökan: Höstens utlysning"
    assert "Grounds of kielo" in letter.text
    assert told_again == 2
    assert verdict_for(town.applications["kielo"].pk, town.actor("kielo.lead")).outcome == "chosen"
    assert comments_for(town.applications["kielo"].pk) == ["Vahva tiimi"]
    with pytest.raises(NotFound):
        verdict_for(town.applications["kielo"].pk, town.actor("lumi.lead"))


def test_an_appeal_is_made_once_until_its_last_second_and_answered():
    town = make_town()
    decided(town, kielo="not", lumi="waiting")
    told(town)
    pk, by = town.applications["kielo"].pk, town.actor("kielo.lead")
    with pytest.raises(NotNow):
        verdicts.appeal(pk, "Look", by=by, now=town.now + 14 * DAY)
    with pytest.raises(NotAllowed):  # the hub sees it, and does not appeal to itself
        verdicts.appeal(pk, "Look", by=town.staff, now=town.now)
    verdicts.appeal(pk, "Look", by=by, now=town.now + 14 * DAY - dt.timedelta(seconds=1))
    with pytest.raises(NotNow):
        verdicts.appeal(pk, "Again", by=by, now=town.now)

    made = verdicts.answer_appeal(pk, "You are right", "chosen", by=town.staff, now=town.now)
    jury_letters.tell_answer(made.pk, now=town.now)

    assert Verdict.objects.get(application=pk).outcome == "chosen"
    last = Letter.objects.filter(to=town.people["kielo.lead"].email).latest("pk")
    assert "You are right" in last.text


def test_whoever_waits_moves_up_and_is_told():
    town = make_town()
    decided(town, kielo="not", lumi="waiting")
    told(town)

    verdict = verdicts.move_up(town.applications["lumi"].pk, by=town.staff, now=town.now)

    assert (verdict.outcome, verdict.place) == ("chosen", None)
    jury_letters.tell_verdict(verdict.pk, verdict.version, now=town.now)
    assert Letter.objects.filter(to=town.people["lumi.lead"].email).count() == 2
    with pytest.raises(NotNow):
        verdicts.move_up(town.applications["kielo"].pk, by=town.staff, now=town.now)


def test_a_letter_to_a_juror_says_how_many_and_nothing_of_whom():
    town = make_town()
    give_out(town)
    anna = town.people["anna"]
    jury_letters.tell_juror(town.round.pk, town.jurors["anna"].pk, now=town.now)
    give_in(town, "anna", "kielo", 5, 5)

    told_to = jury_letters.remind_jurors(now=town.round.closes_at - DAY)

    texts = list(Letter.objects.filter(to=anna.email).values_list("subject", "text"))
    assert (told_to, len(texts)) == (2, 2)
    assert not [t for pair in texts for t in pair if "kielo" in t.lower() or "lumi" in t.lower()]
    assert jury_letters.remind_jurors(now=town.round.closes_at - DAY) == 0

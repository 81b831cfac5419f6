import datetime as dt
import uuid

import pytest
from django.core.cache import cache

from eduhub.catalogue.models import DayCount, Exhibition
from eduhub.catalogue.services import counts, exhibitions
from eduhub.catalogue.services.exhibitions import ExhibitionWords
from eduhub.catalogue.views.exhibitions import staff_panel
from eduhub.kit.access import VISITOR
from eduhub.kit.errors import Invalid, NotAllowed, NotFound, NotNow, Stale
from eduhub.kit.lang import Text
from eduhub.kit.models import Draft, LedgerEntry
from tests.makers import (
    NOW,
    TODAY,
    make_actor,
    make_company,
    make_person,
    make_solution,
    signed_in,
)
from tests.makers.fairs import drawn, make_exhibition, make_reference, make_stand, upload

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def quiet(settings, tmp_path):
    settings.FILES = str(tmp_path)
    cache.clear()


@pytest.fixture
def staff():
    return make_actor("hub_staff")


def words(**told):
    told.setdefault("title", Text(en="Autumn of fractions"))
    told.setdefault("theme", Text(en="## Why\n\n**Because**"))
    told.setdefault("opens", dt.date(2026, 9, 1))
    told.setdefault("closes", dt.date(2026, 9, 30))
    told.setdefault("alternative", Text())
    return ExhibitionWords(**told)


def in_order(exhibition):
    return list(exhibition.exhibits.order_by("place").values_list("solution", flat=True))


def test_staff_make_fill_and_publish_an_exhibition(staff):
    solution = make_solution()

    made = exhibitions.make_exhibition(words(), form_key=uuid.uuid4(), by=staff, now=NOW)
    with pytest.raises(NotNow):
        exhibitions.publish(made.pk, by=staff, now=NOW)
    exhibitions.show_solution(made.pk, solution.pk, by=staff, now=NOW)
    exhibitions.publish(made.pk, by=staff, now=NOW)

    assert Exhibition.objects.get().state == "published"
    assert list(LedgerEntry.objects.order_by("pk").values_list("verb", flat=True)) == [
        "exhibition.made",
        "exhibition.solution_shown",
        "exhibition.published",
    ]


def test_a_form_sent_twice_makes_one_exhibition(staff):
    key = uuid.uuid4()

    made = [exhibitions.make_exhibition(words(), form_key=key, by=staff, now=NOW) for _ in "ab"]

    assert made[0] == made[1]


@pytest.mark.parametrize(
    ("told", "field"),
    [({"closes": dt.date(2026, 8, 31)}, "closes"), ({"upload": upload()}, "alternative")],
)
def test_an_exhibition_cannot_end_before_it_begins_or_show_a_picture_without_words(
    staff, told, field
):
    with pytest.raises(Invalid) as refusal:
        exhibitions.make_exhibition(words(**told), form_key=uuid.uuid4(), by=staff, now=NOW)

    assert list(refusal.value.fields) == [field]


def test_nobody_but_staff_makes_changes_or_sees_a_draft():
    draft = make_exhibition(state="draft")
    shown = make_exhibition()
    lead = make_actor("company_lead")

    with pytest.raises(NotAllowed):
        exhibitions.make_exhibition(words(), form_key=uuid.uuid4(), by=lead, now=NOW)
    with pytest.raises(NotAllowed):
        exhibitions.change_exhibition(shown.pk, words(), seen=1, by=lead, now=NOW)
    with pytest.raises(NotFound):
        exhibitions.change_exhibition(draft.pk, words(), seen=1, by=lead, now=NOW)
    with pytest.raises(NotFound):
        exhibitions.publish(draft.pk, by=VISITOR, now=NOW)


def test_solutions_stand_in_the_order_that_staff_give_them(staff):
    first, second, third = (make_solution() for _ in range(3))
    made = make_exhibition(first, second, third)

    exhibitions.place_solution(made.pk, third.pk, place=1, by=staff, now=NOW)
    exhibitions.place_solution(made.pk, third.pk, place=1, by=staff, now=NOW)
    exhibitions.leave_out_solution(made.pk, first.pk, by=staff, now=NOW)
    exhibitions.show_solution(made.pk, second.pk, by=staff, now=NOW)

    assert in_order(made) == [third.pk, second.pk]


def test_a_draft_solution_cannot_be_shown(staff):
    with pytest.raises(NotFound):
        exhibitions.show_solution(
            make_exhibition().pk, make_solution(state="draft").pk, by=staff, now=NOW
        )


def test_the_second_writer_is_shown_both_versions_and_loses_neither(client):
    exhibition = make_exhibition(make_solution(), title=Text(en="Ours"))
    exhibitions.change_exhibition(
        exhibition.pk, words(title=Text(en="Theirs")), seen=1, by=make_actor("hub_staff"), now=NOW
    )
    signed_in(client, make_person("hub_staff"))
    typed = {"seen": 1, "title_0": "", "title_1": "", "title_2": "Mine"}
    typed |= {"title_fi": "", "title_sv": "", "title_en": "Mine"}
    typed |= {"opens": "2026-09-01", "closes": "2026-09-30"}

    conflict = client.post(f"/en/exhibitions/{exhibition.pk}/edit/", typed)
    again = client.post(f"/en/exhibitions/{exhibition.pk}/edit/", typed | {"seen": 2})

    assert conflict.status_code == 409
    assert "en: Mine" in conflict.text and "en: Theirs" in conflict.text
    assert 'name="seen" value="2"' in conflict.text
    assert again.status_code == 302
    assert Exhibition.objects.get().title.en == "Mine"


def test_a_stale_version_changes_nothing(staff):
    exhibition = make_exhibition()

    with pytest.raises(Stale):
        exhibitions.change_exhibition(exhibition.pk, words(), seen=7, by=staff, now=NOW)

    assert Exhibition.objects.get().title == exhibition.title


def test_what_is_typed_is_kept_as_a_draft_until_it_is_saved(client):
    exhibition = make_exhibition()
    signed_in(client, make_person("hub_staff"))
    address = f"/en/exhibitions/{exhibition.pk}/"
    typed = {"seen": 1, "title_en": "Half a ti", "opens": "2026-09-01", "closes": "2026-09-30"}

    kept = client.post(f"{address}draft/", typed, headers={"HX-Request": "true"})
    found = client.get(f"{address}edit/")
    client.post(f"{address}edit/", typed)

    assert "Draft kept at" in kept.text
    assert 'value="Half a ti"' in found.text and "You go on with your draft" in found.text
    assert not Draft.objects.exists()


def test_a_preview_shows_the_words_and_saves_nothing(client):
    exhibition = make_exhibition()
    signed_in(client, make_person("hub_staff"))
    typed = {"seen": 1, "title_en": "New", "theme_en": "**bold** <script>alert(1)</script>"}
    typed |= {"opens": "2026-09-01", "closes": "2026-09-30", "preview": "1"}

    response = client.post(f"/en/exhibitions/{exhibition.pk}/edit/", typed)

    assert "<strong>bold</strong> &lt;script&gt;" in response.text
    assert Exhibition.objects.get().title == exhibition.title


@pytest.mark.parametrize("shown", [1, 3])
def test_the_page_costs_the_same_however_much_is_shown(client, shown, django_assert_num_queries):
    solutions = [make_solution() for _ in range(shown)]
    for solution in solutions:
        make_reference(solution, state="confirmed")
    exhibition = make_exhibition(*solutions)

    with django_assert_num_queries(3):
        response = client.get(f"/en/exhibitions/{exhibition.pk}/")

    assert response.text.count('<li class="card">') == shown
    assert response.text.count("1 school confirms") == shown


def test_outside_its_dates_the_page_says_so(client):
    past = make_exhibition(make_solution(), closes=dt.date(2020, 2, 1))
    coming = make_exhibition(make_solution(), opens=dt.date(2098, 1, 1))

    assert "The exhibition is over" in client.get(f"/en/exhibitions/{past.pk}/").text
    assert "Not open yet" in client.get(f"/en/exhibitions/{coming.pk}/").text


@pytest.mark.parametrize("each", [1, 3])
def test_the_list_tells_now_coming_and_past_apart(client, each, django_assert_num_queries):
    for _ in range(each):
        make_exhibition(make_solution(), title=Text(en="Now"))
        make_exhibition(title=Text(en="Long ago"), closes=dt.date(2020, 2, 1))
        make_exhibition(title=Text(en="One day"), opens=dt.date(2098, 1, 1))
        make_exhibition(title=Text(en="Secret"), state="draft")

    with django_assert_num_queries(1):
        text = client.get("/en/exhibitions/").text

    assert [text.count(f"{name}</a>") for name in ("Now", "Long ago", "One day", "Secret")] == [
        *(each, each, each, 0)
    ]
    assert text.index("Now</a>") < text.index("One day</a>") < text.index("Long ago</a>")


def test_a_solution_that_its_company_withdrew_vanishes_from_the_exhibition(client):
    exhibition = make_exhibition(make_solution(), make_solution(state="withdrawn"))

    text = client.get(f"/en/exhibitions/{exhibition.pk}/").text

    assert text.count('<li class="card">') == 1


def test_visits_are_counted_by_day_without_a_cookie_and_never_on_reading(client):
    exhibition = make_exhibition(make_solution())
    address = f"/en/exhibitions/{exhibition.pk}/"

    for _ in range(6):
        client.get(address)
        client.cookies.clear()
        beacon = client.post(f"{address}visited/", headers={"HX-Request": "true"})
    client.post(f"{address}visited/")  # another site's page cannot send that header

    assert (beacon.status_code, list(beacon.cookies)) == (204, ["language"])
    assert list(DayCount.objects.values_list("kind", "exhibition", "count")) == [
        ("visit", exhibition.pk, 6)
    ]


def test_staff_and_the_company_do_not_count_as_visitors():
    company = make_company()
    stand = make_stand(make_solution(company))
    exhibition = make_exhibition(stand.solution)

    for actor in (make_actor("hub_staff"), make_actor("company_lead", company)):
        counts.count_stand(stand.pk, by=actor, today=TODAY, exhibition_id=exhibition.pk)
    counts.count_visit(exhibition.pk, by=make_actor("hub_lead"), today=TODAY)

    assert not DayCount.objects.exists()


def test_a_stand_opened_from_an_exhibition_counts_for_both():
    stand = make_stand()
    exhibition = make_exhibition(stand.solution)

    counts.count_stand(stand.pk, by=VISITOR, today=TODAY, exhibition_id=exhibition.pk)
    counts.count_stand(stand.pk, by=VISITOR, today=TODAY, exhibition_id=exhibition.pk + 1)

    rows = DayCount.objects.order_by("pk").values_list("exhibition", "solution", "count")
    assert list(rows) == [(None, stand.pk, 2), (exhibition.pk, None, 1)]


def test_nothing_is_counted_outside_the_season():
    exhibition = make_exhibition(make_solution(), closes=dt.date(2020, 2, 1))

    counts.count_visit(exhibition.pk, by=VISITOR, today=TODAY)

    assert not DayCount.objects.exists()


def test_a_count_under_five_is_not_shown(client):
    exhibition = make_exhibition(make_solution())
    for kind, count in (("visit", 1234), ("stand", 4), ("demo", 5)):
        DayCount.objects.create(kind=kind, day=TODAY, exhibition=exhibition, count=count)

    text = client.get(f"/en/exhibitions/{exhibition.pk}/").text

    assert "<dd>1,234</dd>" in text and "<dd>under 5</dd>" in text and "<dd>5</dd>" in text
    assert "counted only where JavaScript runs" in text


def test_figures_by_day_are_for_staff(client):
    exhibition = make_exhibition(make_solution())
    for day, count in ((1, 12), (2, 3)):
        DayCount.objects.create(
            kind="visit", day=dt.date(2026, 9, day), exhibition=exhibition, count=count
        )
    address = f"/en/exhibitions/{exhibition.pk}/figures/"

    assert client.get(address).status_code == 302
    assert signed_in(client, make_person("company_lead")).get(address).status_code == 403
    page = signed_in(client, make_person("hub_staff")).get(address).text
    assert page.index("2 Sep 2026") < page.index("1 Sep 2026")
    assert page.count("<progress") == 1


def test_staff_choose_solutions_by_words_of_any_language(client):
    exhibition = make_exhibition()
    solution = make_solution(name=Text(sv="Bråkspelet"))
    signed_in(client, make_person("hub_staff"))
    address = f"/en/exhibitions/{exhibition.pk}/solutions/"

    found = client.get(address, {"q": "bråkspelet"}).text
    client.post(f"{address}{solution.pk}/show/")
    shown = client.get(address, {"q": "bråkspelet"}).text

    assert f"{address}{solution.pk}/show/" in found
    assert f"{address}{solution.pk}/show/" not in shown
    assert in_order(exhibition) == [solution.pk]


def test_drafts_and_what_is_on_wait_on_the_home_page_of_staff(staff):
    make_exhibition(title=Text(en="Half made"), state="draft")
    make_exhibition(title=Text(en="Gone"), closes=dt.date(2020, 2, 1))

    home = drawn(staff_panel, staff)

    assert ("Half made" in home, "Gone" in home) == (True, False)
    assert drawn(staff_panel, make_actor("company_lead")) == ""

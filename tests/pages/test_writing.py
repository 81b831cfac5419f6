import datetime as dt

import pytest

from eduhub.kit.access import VISITOR
from eduhub.kit.errors import Invalid, NotAllowed, NotFound, NotNow, Stale
from eduhub.kit.lang import Text
from eduhub.kit.models import Draft, LedgerEntry
from eduhub.pages import queries, services
from eduhub.pages.models import Page, PageVersion
from eduhub.pages.states import PageKind
from eduhub.pages.views.panels import waiting
from tests.makers import NOW, make_actor, make_person, signed_in
from tests.makers.fairs import drawn, upload
from tests.makers.pages import make_page, page_words

LATER = NOW + dt.timedelta(days=3)
NEWS, GUIDE = PageKind.NEWS, PageKind.GUIDE
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.FILES = str(tmp_path)


@pytest.fixture
def staff():
    return make_actor("hub_staff")


def test_staff_write_and_publish_and_the_ledger_knows_it(staff):
    page = services.write_page(GUIDE, page_words(), by=staff, now=NOW)
    services.publish(page.pk, at=None, by=staff, now=NOW)

    page.refresh_from_db()
    assert (page.state, page.publish_at, page.version) == ("published", NOW, 1)
    verbs = LedgerEntry.objects.order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["page.written", "page.published"]


def test_nobody_else_writes(staff):
    shown, draft = make_page(), make_page(state="draft")
    teacher = make_actor("teacher")

    with pytest.raises(NotAllowed):
        services.write_page(NEWS, page_words(), by=make_actor("company_lead"), now=NOW)
    with pytest.raises(NotAllowed):
        services.change_page(shown.pk, page_words(), seen=1, by=teacher, now=NOW)
    with pytest.raises(NotFound):
        services.change_page(draft.pk, page_words(), seen=1, by=teacher, now=NOW)
    with pytest.raises(NotFound):
        services.publish(draft.pk, at=None, by=VISITOR, now=NOW)


def test_an_address_is_given_once_so_a_form_sent_twice_makes_one_page(staff):
    services.write_page(NEWS, page_words(slug="same"), by=staff, now=NOW)

    with pytest.raises(Invalid):
        services.write_page(NEWS, page_words(slug="same"), by=staff, now=NOW)

    services.write_page(GUIDE, page_words(slug="same"), by=staff, now=NOW)
    assert Page.objects.count() == 2


def test_the_addresses_of_the_room_itself_are_taken(staff):
    with pytest.raises(Invalid):
        services.write_page(NEWS, page_words(slug="unsubscribe"), by=staff, now=NOW)


def test_a_page_without_text_is_not_published(staff):
    page = services.write_page(NEWS, page_words(body=Text()), by=staff, now=NOW)

    with pytest.raises(NotNow):
        services.publish(page.pk, at=None, by=staff, now=NOW)


def test_a_picture_needs_its_words(staff):
    with pytest.raises(Invalid):
        services.write_page(NEWS, page_words(upload=upload()), by=staff, now=NOW)


def test_every_saving_is_a_version_and_an_earlier_one_comes_back_as_a_new_one(staff):
    page = services.write_page(NEWS, page_words(body=Text(en="One")), by=staff, now=NOW)
    two = page_words(slug=page.slug, body=Text(en="Two"))
    services.change_page(page.pk, two, seen=1, by=staff, now=NOW)

    services.restore(page.pk, 1, seen=2, by=staff, now=NOW)

    numbers = PageVersion.objects.order_by("number").values_list("number", "body__en")
    assert list(numbers) == [(1, "One"), (2, "Two"), (3, "One")]
    assert Page.objects.get().body.en == "One"


def test_versions_are_compared_line_by_line_in_each_language(staff):
    old = make_page(body=Text(fi="a\nb\nc", en="same"))
    new = make_page(title=old.title, body=Text(fi="a\nB\nc", en="same"))

    [change] = queries.changes_between(old, new)

    assert (str(change.part), change.language) in {("Teksti", "fi"), ("Text", "fi")}
    assert [(line.sign, line.words) for line in change.lines] == [
        ("", "a"),
        ("-", "b"),
        ("+", "B"),
        ("", "c"),
    ]


def test_the_second_writer_overwrites_nothing_and_sees_both(client):
    page = make_page(title=Text(en="Ours"))
    theirs = page_words(slug=page.slug, title=Text(en="Theirs"))
    services.change_page(page.pk, theirs, seen=1, by=make_actor("hub_staff"), now=NOW)
    typed = {"seen": 1, "slug": page.slug, "title_en": "Mine", "body_sv": "Min text"}
    signed_in(client, make_person("hub_staff"))

    conflict = client.post(f"/en/writing/{page.pk}/", typed)
    again = client.post(f"/en/writing/{page.pk}/", typed | {"seen": 2})

    assert (conflict.status_code, again.status_code) == (409, 302)
    assert "en: Mine" in conflict.text and "en: Theirs" in conflict.text
    assert "Min text" in conflict.text and 'name="seen" value="2"' in conflict.text
    assert Page.objects.get().title.en == "Mine"


def test_a_stale_restore_changes_nothing(staff):
    page = make_page()

    with pytest.raises(Stale):
        services.restore(page.pk, 1, seen=9, by=staff, now=NOW)


def test_what_is_typed_is_kept_until_it_is_saved(client):
    signed_in(client, make_person("hub_staff"))
    typed = {"seen": 0, "slug": "half", "title_en": "Half a ti"}

    client.post("/en/writing/new-news/draft/", typed, headers={"HX-Request": "true"})
    found = client.get("/en/writing/new/news/").text
    client.post("/en/writing/new/news/", typed)

    assert 'value="Half a ti"' in found and "You go on with your draft" in found
    assert (Page.objects.get().slug, Draft.objects.count()) == ("half", 0)


def test_a_draft_that_is_thrown_away_is_gone(client):
    signed_in(client, make_person("hub_staff"))
    client.post("/en/writing/new-page/draft/", {"slug": "half"}, headers={"HX-Request": "true"})

    done = client.post("/en/writing/new-page/draft/", {"drop": "1"})

    assert done["Location"] == "/en/writing/new/page/"
    assert not Draft.objects.exists()


def test_a_preview_shows_safe_markdown_and_saves_nothing(client):
    page = make_page()
    signed_in(client, make_person("hub_staff"))
    typed = {"seen": 1, "slug": page.slug, "title_en": "New", "preview": "1"}
    typed["body_en"] = "**bold** [x](javascript:alert(1)) <img src=x onerror=alert(1)>"

    text = client.post(f"/en/writing/{page.pk}/", typed).text

    shown = text[text.index("Preview: not saved yet") : text.index("<form class")]
    assert "<strong>bold</strong>" in shown
    assert ("<a " in shown, "<img" in shown) == (False, False)
    assert Page.objects.get().title == page.title


def test_what_is_scheduled_waits_for_its_time(client, staff):
    page = make_page(state="draft", kind="guide", slug="soon")
    services.publish(page.pk, at=LATER, by=staff, now=NOW)

    assert not queries.guides_to_list(NOW).exists()
    assert queries.guides_to_list(LATER).get() == page
    Page.objects.update(publish_at=dt.datetime(2098, 1, 1, tzinfo=dt.UTC))
    assert client.get("/en/guides/soon/").status_code == 404
    signed_in(client, make_person("hub_staff"))
    assert "Everybody sees it from 1 Jan 2098" in client.get("/en/guides/soon/").text


def test_publishing_twice_is_publishing_once(staff):
    page = make_page(state="draft")

    for _ in range(2):
        services.publish(page.pk, at=None, by=staff, now=NOW)

    assert LedgerEntry.objects.filter(verb="page.published").count() == 1


def test_unpublished_is_a_draft_again(client, staff):
    page = make_page()

    services.unpublish(page.pk, by=staff, now=NOW)

    assert client.get(f"/en/news/{page.slug}/").status_code == 404


def test_the_desk_is_for_staff(client):
    page = make_page()
    addresses = ["/en/writing/", "/en/writing/new/news/", f"/en/writing/{page.pk}/versions/1/"]

    def statuses():
        return [client.get(address).status_code for address in addresses]

    assert statuses() == [302, 302, 302]
    signed_in(client, make_person("company_lead"))
    assert statuses() == [403, 403, 403]
    signed_in(client, make_person("hub_lead"))
    assert statuses() == [200, 200, 200]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_desk_costs_the_same_however_much_was_written(client, rows, django_assert_num_queries):
    for _ in range(rows):
        make_page(title=Text(sv="Bara på svenska"))
    signed_in(client, make_person("hub_staff"))

    with django_assert_num_queries(4):
        text = client.get("/sv/writing/").text

    assert text.count('<th scope="row">') == rows


@pytest.mark.parametrize("saved", [1, 3])
def test_the_versions_cost_the_same_however_many(client, saved, django_assert_num_queries, staff):
    page = make_page()
    for seen in range(1, saved):
        services.change_page(page.pk, page_words(slug=page.slug), seen=seen, by=staff, now=NOW)
    signed_in(client, make_person("hub_staff"))

    with django_assert_num_queries(5):
        text = client.get(f"/en/writing/{page.pk}/versions/").text

    assert text.count("<li><time") == saved


def test_drafts_schedules_and_missing_languages_wait_on_the_home_page_of_staff(staff):
    make_page(title=Text(en="Half made"), state="draft")
    make_page(title=Text(en="Half said"), body=Text(en="Only English"))
    make_page(title=Text(fi="V", sv="K", en="All said"))

    home = drawn(waiting, staff)

    seen = [name in home for name in ("Half made", "Half said", "All said")]
    assert seen == [True, True, False]
    assert drawn(waiting, make_actor("teacher")) == ""

import datetime as dt
import re

import pytest
from django.core import mail as outbox
from django.test import Client

from eduhub.kit import mail
from eduhub.kit.lang import Text
from eduhub.kit.models import Done, Letter
from eduhub.pages import services
from eduhub.pages.models import Page
from tests.makers import NOW, make_actor, make_person
from tests.makers.pages import make_page

LATER = NOW + dt.timedelta(days=3)
pytestmark = pytest.mark.django_db


def reader(**fields):
    return make_person(wants_news=True, **fields)


def told(page):
    page.refresh_from_db()
    return page.told_at


def test_those_who_want_news_get_it_in_their_own_language():
    page = make_page(title=Text(fi="Otsikko", sv="Rubrik"))
    finn, swede = reader(language="fi"), reader(language="sv")
    make_person(language="en")
    reader(language="en", is_active=False)

    assert services.send_news(page.pk, now=NOW) == 2

    letters = Letter.objects.order_by("pk").values_list("to", "subject")
    assert list(letters) == [(finn.email, "Otsikko"), (swede.email, "Rubrik")]


def test_a_letter_in_another_language_says_which():
    page = make_page(title=Text(sv="Rubrik & sånt"), lead=Text(sv="Kort"))
    reader(language="en")

    services.send_news(page.pk, now=NOW)

    letter = Letter.objects.get()
    assert letter.subject == "Rubrik & sånt"
    assert letter.text.startswith("(in Swedish)")
    assert f"/en/news/{page.slug}/" in letter.text


def test_nobody_gets_the_same_piece_twice_however_often_the_task_runs():
    page = make_page()
    reader()

    assert [services.send_news(page.pk, now=NOW) for _ in range(3)] == [1, 0, 0]
    assert Letter.objects.count() == 1


def test_a_task_that_was_killed_goes_on_where_it_stopped(monkeypatch):
    page = make_page()
    first, second = reader(), reader()
    write = services._write_letter

    def die_at_the_second(page, person, now):
        if person == second:
            raise MemoryError
        write(page, person, now)

    monkeypatch.setattr(services, "_write_letter", die_at_the_second)
    with pytest.raises(MemoryError):
        services.send_news(page.pk, now=NOW)
    monkeypatch.undo()

    assert services.send_news(page.pk, now=NOW) == 1
    assert sorted(Letter.objects.values_list("to", flat=True)) == sorted(
        [first.email, second.email]
    )


def test_publishing_at_once_posts_the_notice_and_publishing_again_does_not():
    page = make_page(state="draft")
    staff = make_actor("hub_staff")

    services.publish(page.pk, at=None, by=staff, now=NOW)
    services.unpublish(page.pk, by=staff, now=NOW)
    services.publish(page.pk, at=None, by=staff, now=LATER)

    assert told(page) == NOW


def test_scheduled_news_goes_out_when_its_time_comes_and_only_then():
    page = make_page(state="draft")
    services.publish(page.pk, at=LATER, by=make_actor("hub_staff"), now=NOW)

    early = services.tell_due_news(now=LATER - dt.timedelta(minutes=1))
    due = [services.tell_due_news(now=LATER) for _ in range(2)]

    assert (early, due, told(page)) == (0, [1, 0], LATER)


def test_guides_and_news_that_is_not_for_mail_go_to_nobody():
    make_page(kind="guide")
    make_page(by_mail=False)

    assert services.tell_due_news(now=LATER) == 0


def test_news_that_was_taken_back_meanwhile_is_not_sent():
    page = make_page(state="draft")
    reader()

    assert services.send_news(page.pk, now=NOW) == 0
    assert not Done.objects.exists()


def test_the_way_out_works_from_the_letter_without_signing_in(client):
    page, person = make_page(), reader(language="sv")
    services.send_news(page.pk, now=NOW)
    address = re.search(r"(/sv/news/unsubscribe/\S+)", Letter.objects.get().text)[1]

    looked = client.get(address)
    person.refresh_from_db()
    still = person.wants_news
    strict = Client(enforce_csrf_checks=True)
    done = strict.post(address, {"List-Unsubscribe": "One-Click"})

    person.refresh_from_db()
    assert (looked.status_code, still) == (200, True)
    assert (done.status_code, person.wants_news) == (200, False)


def test_the_letter_carries_the_headers_of_one_click():
    reader()
    services.send_news(make_page().pk, now=NOW)

    mail.send(Letter.objects.get().pk, now=NOW)

    headers = outbox.outbox[-1].extra_headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert re.fullmatch(r"<http\S+/news/unsubscribe/\S+/>", headers["List-Unsubscribe"])


@pytest.mark.parametrize("change", [lambda t: t[:-1], lambda t: "7" + t, lambda t: "x"])
def test_a_forged_way_out_changes_nothing(client, change):
    person = reader()

    response = client.post(f"/en/news/unsubscribe/{change(services.token_for(person.pk))}/")

    person.refresh_from_db()
    assert (response.status_code, person.wants_news) == (404, True)


def test_the_notice_becomes_a_job_in_the_same_transaction(jobs):
    page = make_page(state="draft")

    services.publish(page.pk, at=None, by=make_actor("hub_staff"), now=NOW)

    queued = jobs.filter(task_name="eduhub.pages.tasks.send_news")
    assert list(queued.values_list("args", flat=True)) == [{"page_id": page.pk}]
    assert Page.objects.get().told_at == NOW

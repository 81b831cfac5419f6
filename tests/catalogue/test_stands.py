import pytest

from eduhub.catalogue.models import Medium, Stand
from eduhub.catalogue.services import stands
from eduhub.catalogue.services.stands import MediumWords, StandWords
from eduhub.kit.errors import Invalid, NotAllowed, NotFound, NotNow, Stale, TooLarge
from eduhub.kit.lang import Text
from eduhub.kit.models import LedgerEntry
from tests.makers import NOW, make_actor, make_company, make_person, make_solution, signed_in
from tests.makers.fairs import make_medium, make_stand, upload

OPEN = StandWords(Text(fi="Tule katsomaan"), True)
PICTURE = MediumWords(Text(fi="Lapsi pelaa"), Text())
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.FILES = str(tmp_path)


@pytest.fixture
def company():
    return make_company()


def test_the_company_opens_its_stand_and_the_ledger_holds_no_words(company):
    solution = make_solution(company)
    lead = make_actor("company_lead", company)

    stands.save_stand(solution.pk, OPEN, seen=1, by=lead, now=NOW)

    stand = Stand.objects.get()
    assert (stand.opening.fi, stand.is_open, stand.version) == ("Tule katsomaan", True, 2)
    assert list(LedgerEntry.objects.values_list("verb", "facts")) == [
        ("stand.saved", {"version": 2, "is_open": True})
    ]


@pytest.mark.parametrize(
    ("role", "published", "refusal"),
    [("teacher", True, NotAllowed), ("company_lead", True, NotAllowed), (None, False, NotFound)],
)
def test_nobody_else_sets_up_a_stand(role, published, refusal):
    solution = make_solution(state="published" if published else "draft")

    with pytest.raises(refusal):
        stands.save_stand(solution.pk, OPEN, seen=1, by=make_actor(role), now=NOW)

    assert not Stand.objects.exists()


def test_the_second_of_two_writers_overwrites_nothing(company):
    stand = make_stand(make_solution(company))
    first, second = (make_actor("company_member", company) for _ in range(2))
    stands.save_stand(stand.pk, OPEN, seen=1, by=first, now=NOW)

    with pytest.raises(Stale):
        stands.save_stand(stand.pk, StandWords(Text(), False), seen=1, by=second, now=NOW)

    stand.refresh_from_db()
    assert stand.opening.fi == "Tule katsomaan"


def test_a_picture_sent_twice_stands_there_once(company):
    solution = make_solution(company)
    lead = make_actor("company_lead", company)

    for _ in range(2):
        stands.add_medium(solution.pk, PICTURE, upload(), by=lead, now=NOW)

    assert [(m.kind, m.alternative.fi) for m in Medium.objects.all()] == [
        ("picture", "Lapsi pelaa")
    ]


def test_pictures_keep_the_order_that_they_are_given(company):
    solution = make_solution(company)
    lead = make_actor("company_lead", company)
    made = [
        stands.add_medium(solution.pk, PICTURE, upload(colour), by=lead, now=NOW)
        for colour in ("red", "green", "blue")
    ]

    stands.place_medium(made[2].pk, place=1, by=lead, now=NOW)
    stands.place_medium(made[2].pk, place=1, by=lead, now=NOW)

    in_order = Medium.objects.order_by("place").values_list("pk", flat=True)
    assert list(in_order) == [made[2].pk, made[0].pk, made[1].pk]


@pytest.mark.parametrize(
    ("words", "field"),
    [
        (MediumWords(Text(), Text()), "alternative"),
        (MediumWords(Text(fi="Kuva"), Text(), "http://video.example.org/1"), "video"),
    ],
)
def test_a_picture_needs_its_words_and_a_video_a_safe_address(company, words, field):
    solution = make_solution(company)

    with pytest.raises(Invalid) as refusal:
        stands.add_medium(
            solution.pk, words, upload(), by=make_actor("company_lead", company), now=NOW
        )

    assert list(refusal.value.fields) == [field]


def test_a_stand_that_is_full_says_so(company, monkeypatch):
    monkeypatch.setattr(stands, "MOST_MEDIA", 1)
    stand = make_stand(make_solution(company))
    make_medium(stand)

    with pytest.raises(NotNow):
        stands.add_medium(
            stand.pk, PICTURE, upload("red"), by=make_actor("company_lead", company), now=NOW
        )


@pytest.mark.parametrize("media", [1, 3])
def test_a_stand_costs_the_same_however_much_it_shows(client, media, django_assert_num_queries):
    stand = make_stand()
    for _ in range(media):
        make_medium(stand)

    with django_assert_num_queries(2):
        response = client.get(f"/en/solutions/{stand.pk}/stand/")

    assert response.text.count("<figure") == media
    assert response.text.count('alt="A picture"') == media
    assert "<strong>katsomaan</strong>" not in response.text  # English is there


def test_a_missing_translation_is_marked_in_the_language_that_is_shown(client):
    stand = make_stand(opening=Text(fi="Vain **suomeksi**"))

    response = client.get(f"/sv/solutions/{stand.pk}/stand/")

    assert '<div class="prose" lang="fi">' in response.text
    assert "<strong>suomeksi</strong>" in response.text


def test_a_closed_stand_is_there_for_its_own_people_only(client):
    company = make_company()
    stand = make_stand(make_solution(company), is_open=False)
    own, colleague = make_person("company_member", company), make_person("company_lead")
    address = f"/fi/solutions/{stand.pk}/stand/"

    assert client.get(address).status_code == 404
    assert signed_in(client, colleague).get(address).status_code == 404
    assert signed_in(client, make_person("teacher")).get(address).status_code == 404
    assert signed_in(client, own).get(address).status_code == 200


def test_a_picture_of_an_open_stand_may_be_kept_by_caches_that_of_a_closed_one_not(client):
    company = make_company()
    open_one = make_medium(make_stand(make_solution(company)))
    closed = make_medium(make_stand(make_solution(company), is_open=False))

    public = client.get(f"/fi/media/{open_one.pk}/picture/")
    assert (public.getvalue()[:4], public["Cache-Control"][:6]) == (b"RIFF", "public")
    assert public["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert client.get(f"/fi/media/{closed.pk}/picture/").status_code == 404

    signed_in(client, make_person("company_lead", company))
    private = client.get(f"/fi/media/{closed.pk}/picture/")
    assert (private.getvalue()[:4], private["Cache-Control"]) == (b"RIFF", "no-store")


def test_what_is_no_picture_is_refused_beside_its_field(client):
    company = make_company()
    solution = make_solution(company)
    signed_in(client, make_person("company_lead", company))
    fake = upload()
    fake.file.seek(0)
    fake.file.write(b"<svg onload=alert(1)>" + b" " * 200)
    fake.file.seek(0)

    response = client.post(
        f"/en/solutions/{solution.pk}/stand/media/new/",
        {"picture": fake, "alternative_fi": "Kuva"},
    )

    assert response.status_code == 422
    assert not Medium.objects.exists()


def test_a_picture_over_the_limit_is_refused(company, monkeypatch):
    monkeypatch.setattr("eduhub.kit.files.MOST_BYTES", 10)
    solution = make_solution(company)

    with pytest.raises(TooLarge):
        stands.add_medium(
            solution.pk, PICTURE, upload(), by=make_actor("company_lead", company), now=NOW
        )

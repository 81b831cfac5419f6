"""The agreement's text: in three languages, for each lane, from what people wrote."""

import pytest

from eduhub.kit.lang import Text
from eduhub.pilots.models import Agreement
from eduhub.pilots.queries import find_standing
from eduhub.pilots.services.papers import LANGUAGES, content_of, pdf_of
from tests.makers.pilots import make_agreed

pytestmark = pytest.mark.django_db


def test_it_is_written_in_each_language_for_each_lane():
    cast = make_agreed()
    agreement = Agreement.objects.get()

    made = {}
    for language in LANGUAGES:
        for lane in "ABC":
            agreement.content["lane"] = lane
            made[language, lane] = pdf_of(agreement, language)

    assert len(set(made.values())) == 9 and cast.pilot
    for (language, _lane), pdf in made.items():
        assert f"/Lang({language})".encode() in pdf


def test_the_text_is_filled_from_what_stood_when_it_was_made():
    cast = make_agreed()
    agreement = Agreement.objects.get()
    before = pdf_of(agreement, "fi")
    cast.pilot.solution.name = Text(fi="Uusi nimi")
    cast.pilot.solution.save()

    agreement.refresh_from_db()

    assert pdf_of(agreement, "fi") == before
    standing = find_standing(cast.pilot.pk, cast.actor("lead"))
    assert content_of(standing, cast.school)["solution"]["fi"] == "Uusi nimi"

"""Files: what nothing names any more is swept away, its bytes too; what is named stays."""

import datetime as dt
import os

import pytest
from django.utils import timezone

from eduhub.kit import files
from eduhub.kit.models import StoredFile
from tests.makers import NOW, make_solution
from tests.makers.fairs import make_file

pytestmark = pytest.mark.django_db
LATER = NOW + dt.timedelta(days=3)


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.FILES = str(tmp_path)
    return tmp_path


def kept(colour, at=NOW):
    """A picture whose row and bytes are of that time."""
    file = make_file(colour)
    StoredFile.objects.filter(pk=file.pk).update(stored_at=at)
    os.utime(files.path_of(file.sha256), (at.timestamp(), at.timestamp()))
    return file


def test_a_picture_that_nothing_names_goes_with_its_bytes_and_a_named_one_stays():
    named, replaced = kept("teal"), kept("red")
    make_solution(picture=named)

    assert files.sweep_files(now=LATER) == (1, 1)

    assert list(StoredFile.objects.all()) == [named]
    assert files.path_of(named.sha256).exists()
    assert not files.path_of(replaced.sha256).exists()
    assert files.sweep_files(now=LATER) == (0, 0)


def test_bytes_that_two_pictures_share_stay_with_the_one_that_is_named():
    first, second = kept("teal"), kept("teal")
    make_solution(picture=second)

    assert files.sweep_files(now=LATER) == (1, 0)

    assert first.sha256 == second.sha256 and files.path_of(second.sha256).exists()


def test_a_picture_of_this_hour_is_left_for_the_change_that_will_name_it():
    young = kept("red", at=LATER - dt.timedelta(hours=1))

    assert files.sweep_files(now=LATER) == (0, 0)

    assert files.path_of(young.sha256).exists()


def test_bytes_that_are_brought_again_are_young_again():
    today = timezone.now()
    old = kept("red", at=today - dt.timedelta(days=3))
    StoredFile.objects.all().delete()
    make_file("red")
    StoredFile.objects.all().delete()

    assert files.sweep_files(now=today) == (0, 0)

    assert files.path_of(old.sha256).exists()

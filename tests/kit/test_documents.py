"""What files the hub takes from people, known by what they hold."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import override
from PIL import Image

from eduhub.kit.access import machine
from eduhub.kit.documents import keep_document, words_in
from eduhub.kit.errors import Invalid, TooLarge
from tests.makers import NOW

BY = machine("test")


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.FILES = str(tmp_path)


def packed(*members, **told):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in members:
            archive.writestr(name, told.get(name, "<x/>"))
    return made.getvalue()


def picture(kind):
    made = io.BytesIO()
    Image.new("RGB", (4, 4), "teal").save(made, kind)
    return made.getvalue()


def keep(name, content):
    return keep_document(SimpleUploadedFile(name, content), by=BY, now=NOW)


DOCX = packed("[Content_Types].xml", "word/document.xml")
ODT = packed("mimetype", "content.xml", mimetype="application/vnd.oasis.opendocument.text")


@pytest.mark.parametrize(
    ("name", "content", "kept"),
    [
        ("a.pdf", b"%PDF-1.7 x", ("a.pdf", "application/pdf")),
        ("a.exe", b"%PDF-1.7 x", ("a.pdf", "application/pdf")),
        ("plan.csv", b"week,hours\n1,2\n", ("plan.csv", "text/csv")),
        ("../up/plan.TXT", b"One", ("plan.txt", "text/plain")),
        ("exe\u202etxt.md", b"# One", ("exetxt.md", "text/plain")),
        ("a.jpg", picture("JPEG"), ("a.webp", "image/webp")),
        ("a.odt", ODT, ("a.odt", "application/vnd.oasis.opendocument.text")),
    ],
)
def test_a_file_is_what_it_holds_and_is_called_so(db, name, content, kept):
    file = keep(name, content)

    assert (file.name, file.content_type) == kept


def test_an_office_file_is_known_by_its_main_part(db):
    assert keep("a.zip", DOCX).name == "a.docx"


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.txt", b"  \n", "empty"),
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "does not take"),
        ("a.html", b"<script></script>", "does not take"),
        ("a.txt", b"MZ\x00\x01", "does not take"),
        ("a.zip", packed("a.txt"), "does not take"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 x", "old kind"),
        ("a.docx", DOCX[:-30], "broken"),
        ("a.png", b"\x89PNG\r\n\x1a\n broken", "not a JPEG"),
        (
            "a.docm",
            packed("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"),
            "macros",
        ),
    ],
)
def test_what_is_refused_and_why(db, name, content, why):
    with override("en"), pytest.raises(Invalid) as refusal:
        keep(name, content)

    assert why in refusal.value.fields["file"]


@pytest.mark.parametrize("size", [11, 61])
def test_too_large_is_refused_also_when_it_only_unpacks_to_that(db, size):
    large = "0" * size * 1024 * 1024
    parts = ("[Content_Types].xml", "word/document.xml")
    content = large.encode() if size == 11 else packed(*parts, **{"word/document.xml": large})

    with pytest.raises(TooLarge):
        keep("a.txt", content)


def test_the_words_of_an_office_file_are_found_across_its_runs():
    runs = "<w:p><w:r>131052</w:r><w:r>-308T</w:r></w:p><w:p>Next</w:p>"
    content = packed("[Content_Types].xml", "word/document.xml", **{"word/document.xml": runs})

    assert "131052-308T Next" in words_in(content)
    assert words_in(b"%PDF-1.7 131052-308T") == ""
    assert words_in(b"plain") == "plain"

"""Papers: the same bytes each time, tagged, and nothing that people write is taken for Typst."""

import subprocess
import sys
from pathlib import Path

import pytest
import typst

from eduhub.kit.papers import make_pdf

TEMPLATE = """#let data = json(bytes(sys.inputs.data))
#set document(title: "Paper", date: none)
#set text(font: "Instrument Sans", lang: "fi")
= Paper
#data.words
"""


@pytest.fixture
def template(tmp_path) -> Path:
    file = tmp_path / "paper.typ"
    file.write_text(TEMPLATE)
    return file


def test_the_same_words_make_the_same_bytes_in_any_process(template):
    told = {"words": "Äiti, isä & muut"}
    code = (
        "import hashlib, pathlib; from eduhub.kit.papers import make_pdf;"
        f"made = make_pdf(pathlib.Path({str(template)!r}), {told!r});"
        "print(hashlib.sha256(made).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        ).stdout
        for _ in range(2)
    }

    assert len(digests) == 1 and make_pdf(template, told) == make_pdf(template, told)
    assert make_pdf(template, told) != make_pdf(template, {"words": "Other"})


def test_it_is_tagged_and_says_that_it_is_accessible(template):
    made = make_pdf(template, {"words": "x"})

    assert made.startswith(b"%PDF-1.7") and b"%%EOF" in made[-16:]
    assert b"/StructTreeRoot" in made and b"pdfuaid:part" in made
    assert b"InstrumentSans" in made


def test_what_people_write_is_no_typst(template):
    wicked = '#read("/etc/passwd") = Heading *bold* $x$ #panic("no")'

    assert make_pdf(template, {"words": wicked})


def test_a_template_reads_nothing_outside_its_folder(template, tmp_path):
    outside = tmp_path.parent / "outside.txt"
    outside.write_text("secret")
    template.write_text(f'#set document(title: "x")\n#read("../{outside.name}")')

    with pytest.raises(typst.TypstError):
        make_pdf(template, {})

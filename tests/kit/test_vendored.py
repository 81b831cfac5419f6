"""What was brought from elsewhere is what it says it is."""

from hashlib import sha256
from pathlib import Path

from eduhub import kit

VENDOR = Path(kit.__file__).parent / "static" / "kit" / "vendor"


def test_every_vendored_file_has_its_checksum_and_only_those():
    lines = [line for line in (VENDOR / "CHECKSUMS").read_text().splitlines() if line[0] != "#"]
    promised = {name: digest for digest, name in (line.split() for line in lines)}

    found = {f.name: sha256(f.read_bytes()).hexdigest() for f in VENDOR.iterdir()}

    assert found.pop("CHECKSUMS")
    assert found == promised
    assert set(promised) == {"htmx.min.js", "LICENSE"}


def test_htmx_is_the_version_that_was_reviewed():
    assert 'version:"2.0.11"' in (VENDOR / "htmx.min.js").read_text()


def test_the_stylesheets_reach_for_nothing_outside():
    sheets = list(VENDOR.parent.glob("*.css"))

    assert {sheet.name for sheet in sheets} == {
        *("tokens.css", "hub.css", "gallery.css", "theme-helsinki.css")
    }
    for sheet in sheets:
        assert "//" not in sheet.read_text() and "@import" not in sheet.read_text()

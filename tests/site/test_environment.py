"""Settings from outside: each has a type and a default, and a wrong one stops the start."""

import stat

import pytest

from eduhub.site.environment import VARIABLES, Refused, mailer, read_environment, secret_key


def test_every_variable_has_a_value_without_any_being_set():
    told = read_environment({})

    assert set(told) == {variable.name for variable in VARIABLES}
    assert told["EDUHUB_ADDRESS"] == "http://127.0.0.1:8000" and told["EDUHUB_DEMO"] is False


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("EDUHUB_DEMO", "yes", "EDUHUB_DEMO is 0 or 1."),
        ("EDUHUB_ADDRESS", "hub.example.org", "https://hub.example.org"),
        ("EDUHUB_ADDRESS", "https://hub.example.org/fi/", "https://hub.example.org"),
        ("EDUHUB_POOL", "0", "1 to 1000"),
        ("EDUHUB_POOL", "many", "EDUHUB_POOL"),
        ("EDUHUB_THEME", "pink", "default or helsinki"),
        ("EDUHUB_OIDC", '[{"id": "x"}]', "issuer"),
        ("EDUHUB_OIDC", "nonsense", "EDUHUB_OIDC"),
        ("EDUHUB_DEMOO", "1", "EDUHUB_DEMOO is not a setting"),
    ],
)
def test_a_wrong_setting_stops_the_start_and_says_which(name, value, words):
    with pytest.raises(Refused) as refused:
        read_environment({name: value})

    assert words in str(refused.value) and "\n" not in str(refused.value)


def test_a_key_is_made_once_and_only_its_owner_reads_it(tmp_path):
    made = secret_key("", tmp_path)

    assert secret_key("", tmp_path) == made and len(made) == 64
    assert stat.S_IMODE((tmp_path / "secret-key").stat().st_mode) == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["secret-key"]


def test_a_short_key_is_refused(tmp_path):
    with pytest.raises(Refused, match="32"):
        secret_key("short", tmp_path)


def test_letters_go_to_a_server_or_into_files(tmp_path):
    told = mailer("smtp://name:word@mail.example.org:587?starttls", tmp_path)

    assert told["OPTIONS"] == {
        "host": "mail.example.org",
        "port": 587,
        "timeout": 20,
        "username": "name",
        "password": "word",
        "use_tls": True,
    }
    assert mailer("", tmp_path)["OPTIONS"] == {"file_path": str(tmp_path / "outbox")}
    with pytest.raises(Refused):
        mailer("mail.example.org", tmp_path)

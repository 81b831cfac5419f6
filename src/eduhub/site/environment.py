"""Every setting that comes from outside: its name, type, default, and what it is for."""

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit


class Refused(SystemExit):
    """The hub does not start; one line says which setting is wrong and how to mend it."""


def words(value: str) -> str:
    return value


def yes_or_no(value: str) -> bool:
    if value not in ("0", "1"):
        raise ValueError("is 0 or 1")
    return value == "1"


def seconds(value: str) -> float:
    number = float(value)
    if not 0 < number < 86_400:
        raise ValueError("is a number of seconds above 0")
    return number


def count(value: str) -> int:
    number = int(value)
    if not 1 <= number <= 1000:
        raise ValueError("is a whole number from 1 to 1000")
    return number


def folder(value: str) -> Path:
    return Path(value).resolve()


def address(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path not in ("", "/"):
        raise ValueError("is an address such as https://hub.example.org")
    return value.rstrip("/")


def names(value: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in value.split(",") if name.strip())


def theme(value: str) -> str:
    if value not in ("default", "helsinki"):
        raise ValueError("is default or helsinki")
    return value


def payer(value: str) -> str:
    if value not in ("hub", "provider"):
        raise ValueError("is hub or provider")
    return value


def issuer(value: str) -> str:
    if value not in ("web", "key"):
        raise ValueError("is web or key")
    return value


def providers(value: str) -> tuple[dict[str, str], ...]:
    """OpenID Connect providers: a JSON list; each names id, name, issuer, client_id, secret.

    And may name scope (a list), origins (a list of further addresses to which the provider's
    sign-in page leads), and trusts_email (its addresses count as confirmed).
    """
    known = json.loads(value or "[]")
    needed = {"id", "name", "issuer", "client_id", "secret"}
    if not isinstance(known, list) or any(not needed <= set(p) for p in known):
        raise ValueError(f"is a JSON list of objects with {', '.join(sorted(needed))}")
    return tuple(known)


@dataclass(frozen=True, slots=True)
class Variable:
    name: str
    read: Callable[[str], Any]
    default: str
    help: str


VARIABLES = (
    Variable("DATABASE_URL", words, "", "PostgreSQL 15 or newer; empty: a server of our own."),
    Variable("EDUHUB_ADDRESS", address, "http://127.0.0.1:8000", "Where the world finds the hub."),
    Variable("EDUHUB_HOSTS", names, "", "Further host names that the hub answers to."),
    Variable("EDUHUB_NAME", words, "Education Hub", "The name that stands on every page."),
    Variable("EDUHUB_THEME", theme, "default", "The look: default or helsinki."),
    Variable("EDUHUB_SECRET_KEY", words, "", "Signs sessions; empty: made once, kept in var."),
    Variable("EDUHUB_VAR", words, "", "Folder for data; empty: var beside the checkout."),
    Variable("EDUHUB_STATIC", words, "", "Folder where a web server in front finds static files."),
    Variable(
        "EDUHUB_MAIL", words, "", "smtp://name:password@host:port or smtps://…; empty: files."
    ),
    Variable("EDUHUB_MAIL_FROM", words, "Education Hub <hub@example.org>", "Sender of letters."),
    Variable("EDUHUB_OIDC", providers, "", "Sign-in by OpenID Connect: a JSON list of providers."),
    Variable("EDUHUB_REGISTER", words, "", "Address of the company register; empty: not asked."),
    Variable(
        "EDUHUB_COVER_DECIDED_BY", payer, "hub", "Who grants substitute cover: hub or provider."
    ),
    Variable("EDUHUB_HOME_MARKET", words, "fi", "Code of the market in which the hub is at home."),
    Variable("EDUHUB_KEYS", words, "", "Folder for the keys that sign; empty: keys in var."),
    Variable(
        "EDUHUB_ISSUER", issuer, "web", "Who passports are issued by: web (the domain) or key."
    ),
    Variable("EDUHUB_BEHIND_PROXY", yes_or_no, "0", "1: a proxy in front sets X-Forwarded-Proto."),
    Variable("EDUHUB_DEMO", yes_or_no, "0", "1: the demo city, with sign-in at one click."),
    Variable("EDUHUB_POOL", count, "1", "Database connections of a web process."),
    Variable(
        "EDUHUB_ROTATION_MONTHS",
        count,
        "12",
        "Months in which a group's earlier studies of a subject are told of.",
    ),
    Variable(
        "EDUHUB_ROTATION_STUDIES",
        count,
        "1",
        "How many such studies make a group recently studied.",
    ),
    Variable(
        "EDUHUB_ESCALATE_AFTER",
        count,
        "14",
        "Days beyond its usual length after which a step is told to whoever leads.",
    ),
    Variable("EDUHUB_WORKER_GONE_AFTER", seconds, "30", "Silence after which a worker is gone."),
    Variable("EDUHUB_CHILD", yes_or_no, "0", "Set by `eduhub run` for its own children."),
)


def read_environment(environ: Mapping[str, str]) -> dict[str, Any]:
    """Every variable's value by its name.

    Raises:
        Refused: a value is of the wrong kind, or a name begins with EDUHUB_ and is unknown.
    """
    known = {variable.name for variable in VARIABLES}
    for name in environ:
        if name.startswith("EDUHUB_") and name not in known:
            raise Refused(f"{name} is not a setting of the hub. See docs/reference/settings.md.")
    return {variable.name: _value(variable, environ) for variable in VARIABLES}


def _value(variable: Variable, environ: Mapping[str, str]) -> Any:
    try:
        return variable.read(environ.get(variable.name) or variable.default)
    except ValueError as trouble:
        raise Refused(f"{variable.name} {trouble}.") from trouble


def secret_key(given: str, var: Path) -> str:
    """The given key, or one that is made once and kept where only the hub's account reads it."""
    if given:
        if len(given) < 32:
            raise Refused("EDUHUB_SECRET_KEY needs at least 32 characters.")
        return given
    file = var / "secret-key"
    if not file.exists():
        var.mkdir(parents=True, exist_ok=True)
        half = var / f"secret-key.{os.getpid()}"
        half.touch(mode=0o600)
        half.write_text(os.urandom(32).hex())
        try:
            os.link(half, file)  # the first of several processes wins
        except FileExistsError:
            pass
        half.unlink()
    return file.read_text()


def mailer(told: str, var: Path) -> dict[str, Any]:
    """Django's words for where letters go: a mail server, or files in var/outbox."""
    if not told:
        backend = "django.core.mail.backends.filebased.EmailBackend"
        return {"BACKEND": backend, "OPTIONS": {"file_path": str(var / "outbox")}}
    parts = urlsplit(told)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise Refused("EDUHUB_MAIL is smtp://name:password@host:port or smtps://….")
    options: dict[str, Any] = {
        "host": parts.hostname,
        "port": parts.port or (465 if parts.scheme == "smtps" else 25),
        "timeout": 20,
    }
    if parts.username:
        options |= {"username": parts.username, "password": parts.password or ""}
    if parts.scheme == "smtps":
        options["use_ssl"] = True
    elif parts.query == "starttls":
        options["use_tls"] = True
    return {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": options}

"""The company register, asked about one business ID at a time.

The shape is that of the Finnish register's open data, version 3 (opendata-ytj-api/v3,
GET …/companies?businessId=…). How sure that is: names, companyForms, mainBusinessLine,
descriptions with languageCode 1, 2, 3 and typeCodeSet TOIMI4 were read in several programs and
recorded answers of others; the register itself has not been asked from here. TOIMI3 as TOL 2008
and TOIMI4 as TOL 2025 is concluded from the dates in those answers. Whatever does not fit is left
empty; nothing is guessed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.cache import cache

from eduhub.kit import net
from eduhub.kit.lang import Text

LANGUAGES = {"1": "fi", "2": "sv", "3": "en"}
VERSIONS = {"TOIMI2": "TOL 2002", "TOIMI3": "TOL 2008", "TOIMI4": "TOL 2025"}
KEPT_SECONDS = 30 * 24 * 3600
KEPT_UNKNOWN_SECONDS = 24 * 3600  # a new company is entered within days
WAIT = "register:wait"


@dataclass(frozen=True, slots=True)
class Entry:
    """What the register says of one company.

    Attributes:
        names: those in use, the firm's own first.
        industry_code: the code as written there, five digits.
        industry_version: the classification it is of; the register's own word if we know none.
    """

    names: tuple[str, ...]
    legal_form: Text
    industry_code: str
    industry_version: str


def known_entry(business_id: str) -> Entry | None:
    """What the register said within the last month; nobody is asked now."""
    kept = cache.get(_key(business_id))
    return _entry_kept(kept) if kept else None


def look_up(business_id: str) -> Entry | None:
    """The register's entry, or None where it has none or no register is set.

    Raises:
        net.TooOften: the register asked us to wait; it is not asked again before then.
        net.NoAnswer: it cannot be reached, or its answer cannot be read.
    """
    if not settings.REGISTER:
        return None
    kept = cache.get(_key(business_id))
    if kept is not None:
        return _entry_kept(kept) if kept else None
    if seconds := cache.get(WAIT):
        raise net.TooOften(int(seconds))
    try:
        answer = net.ask_json(f"{settings.REGISTER}?{urlencode({'businessId': business_id})}")
    except net.TooOften as busy:
        cache.set(WAIT, busy.seconds, busy.seconds)
        raise
    found = _entry_in(answer, business_id)
    if found is None:
        cache.set(_key(business_id), {}, KEPT_UNKNOWN_SECONDS)
        return None
    cache.set(_key(business_id), asdict(found), KEPT_SECONDS)
    return found


def _key(business_id: str) -> str:
    return f"register:{business_id}"


def _entry_kept(kept: Mapping[str, Any]) -> Entry:
    told = dict(kept)
    return Entry(
        **told | {"legal_form": Text(**told["legal_form"]), "names": tuple(told["names"])}
    )


def _entry_in(answer: Any, business_id: str) -> Entry | None:
    """The company in an answer; one with another business ID is none.

    Raises:
        net.NoAnswer: this is not an answer of the register.
    """
    if not isinstance(answer, dict) or not isinstance(answer.get("companies"), list):
        raise net.NoAnswer("not an answer of the register")
    for company in answer["companies"]:
        if isinstance(company, dict) and _at(company, "businessId", "value") == business_id:
            form = next(_in_force(company.get("companyForms")), {})
            line = company.get("mainBusinessLine") or {}
            return Entry(
                names=tuple(str(one.get("name", "")) for one in _in_force(company.get("names"))),
                legal_form=_text(form.get("descriptions")),
                industry_code=str(_at(line, "type") or "")[:6],
                industry_version=_version(str(_at(line, "typeCodeSet") or "")),
            )
    return None


def _in_force(rows: Any) -> Iterator[dict[str, Any]]:
    """Rows without an end date, in the order of the register."""
    rows = rows if isinstance(rows, list) else []
    return (row for row in rows if isinstance(row, dict) and not row.get("endDate"))


def _text(descriptions: Any) -> Text:
    words: dict[str, str] = {}
    for one in descriptions if isinstance(descriptions, list) else []:
        language = LANGUAGES.get(str(_at(one, "languageCode")))
        if language:
            words[language] = str(_at(one, "description") or "")[:80]
    return Text(**words)


def _version(code_set: str) -> str:
    return VERSIONS.get(code_set, code_set)[:10]


def _at(thing: Any, *path: str) -> Any:
    for step in path:
        thing = thing.get(step) if isinstance(thing, dict) else None
    return thing

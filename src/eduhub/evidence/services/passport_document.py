"""A passport as Open Badges 3.0 writes it: only terms of its own and the W3C's contexts.

Our facts stand as lines in the narratives of its pieces of evidence, so that nobody needs a
context of ours, and everything is covered by the signature.
"""

import base64
import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from eduhub.catalogue.models import Solution
from eduhub.evidence.adapters import credentials
from eduhub.evidence.queries.passport_facts import ANSWERS, RESULT, WHOLE, Item

FORMAT = "eduhub-passport-1"
CRITERIA = (
    "Pilots of this version of the solution were carried out in schools, each after a plan that"
    " was frozen before anything was measured. Every published result is here, whatever it says:"
    " better, no difference that matters, cannot tell, worse. This says what was measured, by"
    " whom and how. It is no judgement of the hub on the solution."
)
PART_CRITERIA = (
    "This is one published result of several. The others may say something else: the whole"
    " passport tells of all of them."
)


@dataclass(frozen=True, slots=True)
class Draft:
    """A credential before it is signed.

    Attributes:
        whole: the reference of the passport that a single result is a part of, else None.
    """

    reference: uuid.UUID
    solution: Solution
    release: str
    items: Sequence[Item]
    status_index: int
    issuer: str
    whole: uuid.UUID | None = None


def address_of(reference: uuid.UUID) -> str:
    """Where everybody finds the credential as it was signed; its name for ever."""
    return f"{settings.PUBLIC_URL}{reverse('credentials:credential', args=[reference])}"


def page_of(reference: uuid.UUID) -> str:
    with override("en"):
        return f"{settings.PUBLIC_URL}{reverse('passports:passport', args=[reference])}"


def list_address(number: int) -> str:
    return f"{settings.PUBLIC_URL}{reverse('credentials:status', args=[number])}"


def unsigned(draft: Draft, *, now: dt.datetime) -> dict[str, Any]:
    """The whole document but for its proof."""
    page = page_of(draft.reference)
    results = [item for item in draft.items if item.genre == RESULT]
    list_number, index = divmod(draft.status_index, credentials.LIST_BITS)
    with override("en"):
        about = settings.PUBLIC_URL + reverse("catalogue:solution", args=[draft.solution.pk])
    return {
        "@context": list(credentials.CONTEXTS),
        "id": address_of(draft.reference),
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": _title(draft),
        "description": "What was measured, by whom and how, in pilots in schools.",
        "issuer": {
            "id": draft.issuer,
            "type": ["Profile"],
            "name": settings.HUB_NAME,
            "url": settings.PUBLIC_URL,
        },
        "validFrom": f"{now.astimezone(dt.UTC).replace(tzinfo=None).isoformat(timespec='seconds')}Z",
        "credentialSubject": {
            "id": about,
            "type": ["AchievementSubject"],
            "achievement": _achievement(draft, page, results),
            "result": [_value(item) for item in results],
        },
        "evidence": [_evidence(item) for item in draft.items],
        "relatedResource": [
            {"id": url, "mediaType": "application/json", "digestSRI": _sri(digest)}
            for url, digest in (item.attached for item in results if item.attached)
        ],
        "credentialStatus": credentials.entry(list_address(list_number), index),
    }


def _title(draft: Draft) -> str:
    with override("en"):
        name = str(draft.solution.name)
    version = f", version {draft.release}" if draft.release else ""
    what = "Evidence passport" if draft.whole is None else "One result from the evidence passport"
    return f"{what}: {name}{version}"


def _achievement(draft: Draft, page: str, results: Sequence[Item]) -> dict[str, Any]:
    words = CRITERIA if draft.whole is None else f"{PART_CRITERIA} {CRITERIA}"
    told: dict[str, Any] = {
        "id": f"{page}#achievement",
        "type": ["Achievement"],
        "name": _title(draft),
        "description": f"The published results of pilots in schools. Format: {FORMAT}.",
        "achievementType": "ext:EvidencePassport",
        "criteria": {"id": page, "narrative": words},
        "inLanguage": "en",
        "resultDescription": [
            {
                "id": f"{item.url}#answer",
                "type": ["ResultDescription"],
                "name": f"{item.name}: what the trial says",
                "resultType": "Result",
            }
            for item in results
        ],
    }
    return told | ({"version": draft.release} if draft.release else {})


def _value(item: Item) -> dict[str, Any]:
    answer = dict(item.lines)["answer"]
    words = next(told for code, told in ANSWERS.items() if code.value == answer)
    return {"type": ["Result"], "resultDescription": f"{item.url}#answer", "value": words}


def _evidence(item: Item) -> dict[str, Any]:
    told = {
        "type": ["Evidence"],
        "name": item.name,
        "description": item.description,
        "genre": item.genre,
        "narrative": item.narrative,
    }
    return told | ({"id": item.url} if item.url else {})


def whole_item(passport: uuid.UUID, results: int) -> Item:
    """What a single result says of the passport that it is a part of."""
    address = page_of(passport)
    lines = (("published_results", str(results)), ("passport", address))
    words = f"This is one of {results} published results. The whole passport is at {address}."
    return Item(WHOLE, f"One of {results} published results", words, lines, url=address)


def _sri(digest: str) -> str:
    """A SHA-256 in hexadecimal as the W3C's Subresource Integrity writes it."""
    return f"sha256-{base64.b64encode(bytes.fromhex(digest)).decode()}"

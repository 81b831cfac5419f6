"""The papers of a pilot: made from one set of facts, issued in versions, word by word."""

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from eduhub.kit.access import Actor, require
from eduhub.kit.errors import Invalid
from eduhub.kit.ledger import record
from eduhub.pilots.models import Pack, PackPaper
from eduhub.pilots.queries.consents import pack_in_force
from eduhub.pilots.queries.packs import LANGUAGES, facts_for_papers, papers_of
from eduhub.pilots.rules.privacy import PACK_RULES
from eduhub.pilots.services.moves import lock
from eduhub.pilots.states import Lane
from eduhub.pilots.states.privacy import Purpose


@transaction.atomic
def issue_pack(
    pilot_id: int,
    *,
    purposes: Collection[str],
    guardians: int,
    asks_consent: bool,
    by: Actor,
    now: dt.datetime,
) -> Pack:
    """Issue the papers as the facts are now; the same facts and terms again change nothing.

    With another version consents are asked for anew: an old yes was given to other words.

    Args:
        guardians: how many must say yes for a pupil under 15, 1 or 2.
        asks_consent: in lane C always; in lane B where the data rest on consent.
    """
    standing = lock(pilot_id, by)
    require(by, "issue", standing, PACK_RULES)
    pilot = standing.pilot
    if guardians not in (1, 2):
        raise Invalid({"guardians": _("Choose one guardian, or both.")})
    if pilot.lane == Lane.C and not asks_consent:
        raise Invalid({"asks_consent": _("In lane C consent is always asked for.")})
    asked = [one.value for one in Purpose if one in purposes or one != Purpose.REUSE]
    content, dossier = facts_for_papers(standing)
    terms = {"asks_consent": asks_consent, "guardians": guardians, "purposes": asked}
    before = pack_in_force(pilot.pk)
    if before is not None and before.content == content and _same(before, terms):
        return before
    pack = Pack.objects.create(
        pilot=pilot,
        version=before.version + 1 if before else 1,
        dossier=dossier,
        content=content,
        issued_at=now,
        issued_by_id=by.user_id,
        **terms,
    )
    PackPaper.objects.bulk_create(
        PackPaper(
            pack=pack,
            kind=kind,
            language=language,
            body=leaflet.as_data,
            sha256=leaflet.sha256,
        )
        for language in LANGUAGES
        for kind, leaflet in papers_of(pack, language).items()
    )
    record(by, "pilot.papers_issued", pilot, now=now, version=pack.version, purposes=asked)
    return pack


def _same(pack: Pack, terms: dict[str, Any]) -> bool:
    return all(getattr(pack, name) == value for name, value in terms.items())

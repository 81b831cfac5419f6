"""Badges: pictures that carry the signed text of a credential, as Open Badges 3.0 bakes it."""

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from eduhub.evidence.adapters import badges, credentials
from eduhub.evidence.adapters.badges import Face
from eduhub.evidence.models import Credential
from eduhub.evidence.queries.passport_facts import RESULT
from eduhub.kit import formats


def badge_svg(credential: Credential) -> bytes:
    return credentials.into_svg(badges.as_svg(_face(credential)), credential.text)


def badge_png(credential: Credential) -> bytes:
    return credentials.into_png(badges.as_png(_face(credential)), credential.text)


def _face(credential: Credential) -> Face:
    """In the reader's language; the credential inside is the same in every language."""
    results = sum(one["genre"] == RESULT for one in credential.document["evidence"])
    if credential.is_passport:
        words = ngettext("%(count)s published result", "%(count)s published results", results)
        count = words % {"count": results}
    else:
        count = _("One result of several")
    version = _("Version %(release)s") % {"release": credential.release}
    told = (version if credential.release else "", count, formats.day(credential.issued_at))
    return Face(
        kind=_("Evidence passport"),
        name=str(credential.solution.name),
        facts=tuple(line for line in told if line),
        issuer=settings.HUB_NAME,
    )

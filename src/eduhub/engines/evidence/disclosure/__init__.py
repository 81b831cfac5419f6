"""What may be shown of few pupils, over all tables and versions of a trial."""

from eduhub.engines.evidence.disclosure.release import release
from eduhub.engines.evidence.disclosure.rules import Code
from eduhub.engines.evidence.disclosure.shown import (
    Audience,
    Release,
    ShownCell,
    ShownShare,
    ShownTable,
    Version,
    shown_share,
)
from eduhub.engines.evidence.disclosure.tables import TOTAL, Entry, Key, Place, Table

__all__ = [
    "TOTAL",
    "Audience",
    "Code",
    "Entry",
    "Key",
    "Place",
    "Release",
    "ShownCell",
    "ShownShare",
    "ShownTable",
    "Table",
    "Version",
    "release",
    "shown_share",
]

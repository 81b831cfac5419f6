"""The pages of the room; those that hang panels are named here, so that they hang."""

from eduhub.pilots.views import panels, workspace
from eduhub.pilots.views.groups import decide, join, leave
from eduhub.pilots.views.offers import edit, offer, stop, withdraw
from eduhub.pilots.views.reading import pilot, register
from eduhub.pilots.views.statements import agree, statement

__all__ = [
    "agree",
    "decide",
    "edit",
    "join",
    "leave",
    "offer",
    "panels",
    "pilot",
    "register",
    "statement",
    "stop",
    "withdraw",
    "workspace",
]

"""The pages of the room; those that hang panels are named here, so that they hang."""

from eduhub.asks.views import panels
from eduhub.asks.views.posting import close, edit, new, renew, take_down
from eduhub.asks.views.reading import ask, asks

__all__ = ["ask", "asks", "close", "edit", "new", "panels", "renew", "take_down"]

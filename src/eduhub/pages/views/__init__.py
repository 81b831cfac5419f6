"""The pages of the room; those that hang panels are read here, so that they hang."""

from eduhub.pages.views import panels

__all__ = ["panels"]

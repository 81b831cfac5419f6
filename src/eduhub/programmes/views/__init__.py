"""The pages of the room; those that hang panels are named here, so that they hang."""

from eduhub.programmes.views import panels, records, telling

__all__ = ["panels", "records", "telling"]

"""The pages of the room; those that hang panels are named here, so that they hang."""

from eduhub.programmes.views import market_panels, panels, records, telling

__all__ = ["market_panels", "panels", "records", "telling"]

"""The shapes of what comes in."""

from eduhub.bookings.forms.bookings import (
    BookForm,
    CancelForm,
    ChangeForm,
    DecideForm,
    SearchForm,
    WaitForm,
    from_slot,
    initial_of,
)
from eduhub.bookings.forms.fairness import FairUseForm, PupilsForm
from eduhub.bookings.forms.presence import PresenceForm
from eduhub.bookings.forms.units import (
    EditUnitForm,
    HoursForm,
    NewUnitForm,
    PartForm,
    ShareForm,
    SiteForm,
    SpecialForm,
    defaults,
)
from eduhub.bookings.forms.units import initial_of as initial_of_unit

__all__ = [
    "BookForm",
    "CancelForm",
    "ChangeForm",
    "DecideForm",
    "EditUnitForm",
    "FairUseForm",
    "HoursForm",
    "NewUnitForm",
    "PartForm",
    "PresenceForm",
    "PupilsForm",
    "SearchForm",
    "ShareForm",
    "SiteForm",
    "SpecialForm",
    "WaitForm",
    "defaults",
    "from_slot",
    "initial_of",
    "initial_of_unit",
]

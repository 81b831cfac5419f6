from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Topic(TextChoices):
    """What advice is needed about, and what an adviser's fields are."""

    BUSINESS = "business", _("Business model and pricing")
    FUNDING = "funding", _("Funding")
    SALES = "sales", _("Sales and procurement")
    PEDAGOGY = "pedagogy", _("Pedagogy and curriculum")
    PRIVACY = "privacy", _("Privacy and law")
    EVIDENCE = "evidence", _("Evidence and studies")
    ABROAD = "abroad", _("Markets abroad")
    CLASSROOM = "classroom", _("Technology in teaching")


class Stage(TextChoices):
    """How far whoever asks has come."""

    IDEA = "idea", pgettext_lazy("stage", "An idea")
    TRIED = "tried", pgettext_lazy("stage", "Something that can be tried")
    SOLD = "sold", pgettext_lazy("stage", "First customers")
    GROWING = "growing", pgettext_lazy("stage", "Growing")
    SCHOOL = "school", pgettext_lazy("stage", "A school or a daycare centre")


class Route(TextChoices):
    """Where a request for advice leads."""

    ADVISER = "adviser", pgettext_lazy("route", "An adviser of the hub")
    AGENCY = "agency", pgettext_lazy("route", "Another agency")
    GUIDE = "guide", pgettext_lazy("route", "A page to read first")


class SignKind(TextChoices):
    """What a signpost points to."""

    AGENCY = "agency", pgettext_lazy("signpost", "Another agency")
    GUIDE = "guide", pgettext_lazy("signpost", "A page to read")


class CaseState(TextChoices):
    """Where a request for advice stands."""

    OPEN = "open", pgettext_lazy("advice", "Open")
    CLOSED = "closed", pgettext_lazy("advice", "Closed")


class Owner(TextChoices):
    """Who takes an agreed step."""

    ASKER = "asker", pgettext_lazy("owner of a step", "You who asked")
    ADVISER = "adviser", pgettext_lazy("owner of a step", "The adviser")


class ReferralState(TextChoices):
    """Where a referral stands."""

    PROPOSED = "proposed", pgettext_lazy("referral", "Waits for your answer")
    AGREED = "agreed", pgettext_lazy("referral", "Passed on")
    DECLINED = "declined", pgettext_lazy("referral", "Not wanted")


class Outcome(TextChoices):
    """What became of a referral, in the words of whoever was referred."""

    SERVED = "served", _("Yes, we got a service from them")
    UNDER_WAY = "under_way", _("We are in touch, but nothing is agreed yet")
    NOTHING = "nothing", _("No, nothing came of it")


class Trouble(TextChoices):
    """Why an adviser's own calendar could not be read."""

    FORBIDDEN = "forbidden", _("The hub reads only public addresses that begin with https.")
    NO_ANSWER = "no_answer", _("The other machine gave no usable answer.")
    NO_CALENDAR = "no_calendar", _("What stands at the address is no calendar.")

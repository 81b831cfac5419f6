"""What readiness for a market, missions and their agendas know of."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Heading(TextChoices):
    """What a solution must bring along to another country."""

    LANGUAGE = "language", pgettext_lazy("market", "Language")
    CURRICULUM = "curriculum", _("Curriculum")
    PRIVACY = "privacy", _("Privacy law")
    PROCUREMENT = "procurement", _("Procurement route")
    PRICE = "price", pgettext_lazy("market", "Price")
    OTHER = "other", pgettext_lazy("market", "Other")


class ItemState(TextChoices):
    NOT_BEGUN = "not_begun", _("Not begun")
    UNDER_WAY = "under_way", _("Under way")
    DONE = "done", pgettext_lazy("item", "Done")
    NOT_NEEDED = "not_needed", _("Not needed")


GAPS = (ItemState.NOT_BEGUN, ItemState.UNDER_WAY)
ITEM_TONES: dict[str, str] = {
    ItemState.NOT_BEGUN: "plain",
    ItemState.UNDER_WAY: "info",
    ItemState.DONE: "ok",
    ItemState.NOT_NEEDED: "plain",
}


class Template(TextChoices):
    """What every list begins with; a company adds its own."""

    INTERFACE = "interface", _("Pupils and teachers use it in the language of teaching")
    GUIDE = "guide", _("Guides and support are there in that language")
    MAPPED = "mapped", _("The content is matched with the curriculum")
    TEACHER = "teacher", _("A teacher of that country has looked it through")
    PAPERS = "papers", _("The privacy papers fit the law there")
    CONSENT = "consent", _("The age of consent there is taken into account")
    ROUTE = "route", _("It is known who buys, and by which procedure")
    REFERENCE = "reference", _("A reference or a certificate that counts there")
    PRICED = "priced", _("There is a price in the market's currency")
    TERMS = "terms", _("Contract, invoicing and taxes are settled")


HEADING_OF: dict[str, Heading] = {
    Template.INTERFACE: Heading.LANGUAGE,
    Template.GUIDE: Heading.LANGUAGE,
    Template.MAPPED: Heading.CURRICULUM,
    Template.TEACHER: Heading.CURRICULUM,
    Template.PAPERS: Heading.PRIVACY,
    Template.CONSENT: Heading.PRIVACY,
    Template.ROUTE: Heading.PROCUREMENT,
    Template.REFERENCE: Heading.PROCUREMENT,
    Template.PRICED: Heading.PRICE,
    Template.TERMS: Heading.PRICE,
}


class MissionState(TextChoices):
    DRAFT = "draft", pgettext_lazy("mission", "Draft")
    ANNOUNCED = "announced", pgettext_lazy("mission", "Announced")
    CANCELLED = "cancelled", pgettext_lazy("mission", "Cancelled")


MISSION_TONES: dict[str, str] = {
    MissionState.DRAFT: "plain",
    MissionState.ANNOUNCED: "info",
    MissionState.CANCELLED: "danger",
}


class Seat(TextChoices):
    """Where a company stands that would like to come along."""

    ASKED = "asked", pgettext_lazy("mission", "Would like to come")
    GOING = "going", pgettext_lazy("mission", "Comes along")
    NOT_GOING = "not_going", pgettext_lazy("mission", "No place")
    WITHDRAWN = "withdrawn", pgettext_lazy("mission", "Withdrawn")


SEAT_TONES: dict[str, str] = {
    Seat.ASKED: "info",
    Seat.GOING: "ok",
    Seat.NOT_GOING: "warning",
    Seat.WITHDRAWN: "plain",
}
SEAT_MOVES: dict[str, frozenset[str]] = {
    Seat.ASKED: frozenset({Seat.GOING, Seat.NOT_GOING, Seat.WITHDRAWN}),
    Seat.GOING: frozenset({Seat.WITHDRAWN, Seat.NOT_GOING}),
    Seat.NOT_GOING: frozenset({Seat.GOING, Seat.WITHDRAWN}),
    Seat.WITHDRAWN: frozenset({Seat.ASKED}),
}

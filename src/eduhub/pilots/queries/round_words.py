"""What a round says of a group, an offer or a contradiction, in the reader's language.

Nothing is put into words before it is read: a letter is written in its receiver's language.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from eduhub.catalogue.queries.topics import Topics
from eduhub.kit.lang import Text
from eduhub.people.queries import DistrictNames
from eduhub.pilots.queries.round_problem import ANY, MARKET, UNKNOWN
from eduhub.pilots.states.offers import NeedGroup
from eduhub.pilots.states.rounds import FairBy


@dataclass(frozen=True, slots=True)
class GroupName:
    label: str
    school: Text

    def __str__(self) -> str:
        return f"{self.label}, {self.school}"


@dataclass(frozen=True, slots=True)
class Names:
    """What stands behind the keys of a problem; a key of somebody who is gone has no name."""

    topics: Topics
    groups: Mapping[str, GroupName] = field(default_factory=dict)
    offers: Mapping[str, Text] = field(default_factory=dict)
    schools: Mapping[str, Text] = field(default_factory=dict)
    districts: DistrictNames = field(default_factory=DistrictNames)

    def also(self, others: "Names") -> "Names":
        """With those whom only the others name."""
        return Names(
            topics=self.topics,
            groups={**others.groups, **self.groups},
            offers={**others.offers, **self.offers},
            schools={**others.schools, **self.schools},
            districts=self.districts,
        )

    def group(self, key: str | None) -> str:
        named = self.groups.get(key or "")
        return str(named) if named else _("a group that is no longer listed")

    def offer(self, key: str | None) -> str:
        named = self.offers.get(key or "")
        return str(named) if named else _("an offer that is no longer there")

    def school(self, key: str | None) -> str:
        return str(self.schools.get(key or "", ""))

    def codes(self, codes: list[str]) -> str:
        """Names of languages or devices; a choice of devices is told one by one."""
        single = [part for code in codes for part in code.removeprefix(ANY).split("|")]
        known = self.topics.by_code
        return ", ".join(str(known[one].name) if one in known else one for one in single)

    def class_of(self, kind: str, name: str) -> str:
        if name == UNKNOWN:
            return _("Unknown")
        if kind == FairBy.NEED_GROUP:
            return str(NeedGroup(name).label)
        return self.codes([name]) if kind == FairBy.LANGUAGE else self.districts.of(name)


@dataclass(frozen=True, slots=True)
class Told:
    """Why a group has no offer, or an offer no more groups, and what would change it.

    Attributes:
        refusal: as the answer's JSON has it: reason, change, proof, smallest.
        about_offer: the refusal is an offer's and not a group's.
    """

    refusal: Mapping[str, Any]
    names: Names
    about_offer: bool = False

    @property
    def reason(self) -> str:
        return reason_words(self.refusal["reason"])

    @property
    def change(self) -> Mapping[str, Any] | None:
        return self.refusal.get("change")

    @property
    def lead(self) -> str:
        """With whom it would come to something, before the parts."""
        change = self.change
        if change is None:
            return ""
        if not self.about_offer:
            return _("%(offer)s would be possible with:") % {
                "offer": self.names.offer(change["offer"])
            }
        if change.get("group") and self.names.groups:
            return _("%(group)s would come with:") % {"group": self.names.group(change["group"])}
        return _("What would bring more groups:")

    @property
    def parts(self) -> list[str]:
        change = self.change
        if change is None:
            return []
        parts = [limit_words(one, change, self.names) for one in change.get("limits", ())]
        if count := change.get("new_groups"):
            parts.append(
                ngettext(
                    "%(count)s further group for which it is right",
                    "%(count)s further groups for which it is right",
                    count,
                )
                % {"count": count}
            )
        return parts

    @property
    def proof(self) -> str:
        if self.refusal.get("proof") == "against_this_proposal":
            return _("Against this proposal, which itself is not proven to be the best.")
        if self.refusal.get("smallest"):
            return _("Tried by working the round out again: no smaller change helps.")
        return _("Tried by working the round out again. A smaller change may help too.")


def reason_words(code: str) -> str:
    return {
        "not_this_term": _("The group wants no pilot this term."),
        "no_offer_fits": _("No offer fits: with each of them something stands in the way."),
        "offers_full": _("The offers that fit are full, with groups that do more good there."),
        "school_has_enough": _("The school takes part in as many pilots as one school may."),
        "offers_closed": _("The offers that fit do not come to their least number of groups."),
        "too_few_fit": _("Fewer groups fit the offer than it needs to begin."),
        "groups_do_more_good_elsewhere": _(
            "Enough groups fit the offer, but more is gained with them at other offers."
        ),
        "no_group_left_fits": _("No group that is left fits the offer."),
        "no_group_left": _("Every group has an offer already."),
    }[code]


def limit_words(relief: Mapping[str, Any], change: Mapping[str, Any], names: Names) -> str:
    """One limit that would give way, and by how much."""
    count = relief["amount"]
    told = {
        "count": count,
        "least": change.get("opens_with", ""),
        "what": names.codes(relief.get("what", [])),
        "weeks": _stretches(relief.get("weeks", ())),
    }
    if relief["limit"] == "least":
        count = change["opens_with"]
    if relief["limit"] == "devices":
        return _of_devices(relief["what"], names)
    words = _counted(relief["limit"], count) or _named(relief["limit"])
    return words % told


def _of_devices(what: Sequence[str], names: Names) -> str:
    """What an offer asks for and a group lacks: devices, and to be in the offer's market."""
    lacking = [one for one in what if not one.startswith(MARKET)]
    parts = [_named("devices") % {"what": names.codes(lacking)}] if lacking else []
    if len(lacking) < len(what):
        parts.append(_("a school in the country in which the offer is run"))
    return ", ".join(parts)


def _counted(limit: str, count: int) -> str:
    match limit:
        case "most":
            return ngettext("%(count)s place more", "%(count)s places more", count)
        case "least":
            return ngettext(
                "a beginning with %(least)s group", "a beginning with %(least)s groups", count
            )
        case "busy":
            return ngettext(
                "%(count)s week without another pilot (%(weeks)s)",
                "%(count)s weeks without another pilot (%(weeks)s)",
                count,
            )
        case "weeks":
            return ngettext(
                "%(count)s free week more (%(weeks)s)",
                "%(count)s free weeks more (%(weeks)s)",
                count,
            )
        case "age":
            return ngettext(
                "an age limit %(count)s year wider", "an age limit %(count)s years wider", count
            )
        case "minutes":
            return ngettext(
                "%(count)s minute more a week of the teacher's time",
                "%(count)s minutes more a week of the teacher's time",
                count,
            )
        case _:
            return ""


def _named(limit: str) -> str:
    return {
        "school": _("one more pilot for the school than the round allows"),
        "school_at_offer": _("one more group of the same school at this offer"),
        "not_this_term": _("“not this term” taken back"),
        "language": _("one of these languages: %(what)s"),
        "devices": _("one of these devices: %(what)s"),
        "group_veto": _("the teacher's “never this one” taken back"),
        "offer_veto": _("an offer that is for this age too"),
        "forbidden": _("the hub's decision against it taken back"),
    }[limit]


def week_words(week: str) -> str:
    """An ISO week like 2026-W36 as schools say it."""
    return _("week %(week)s") % {"week": int(week.rpartition("W")[2])}


def weeks_words(weeks: str) -> str:
    """A stretch like 2026-W36/2026-W41."""
    first, _slash, last = weeks.partition("/")
    if first == last:
        return week_words(first)
    return _("weeks %(first)s–%(last)s") % {
        "first": int(first.rpartition("W")[2]),
        "last": int(last.rpartition("W")[2]),
    }


def _stretches(weeks: Sequence[str]) -> str:
    """Weeks like 2026-W36 in a row, with those on end as one stretch."""
    runs: list[list[str]] = []
    mondays = [dt.date.fromisoformat(f"{week}-1") for week in weeks]
    for week, monday, before in zip(weeks, mondays, [None, *mondays], strict=False):
        if before is not None and monday - before == dt.timedelta(weeks=1):
            runs[-1].append(week)
        else:
            runs.append([week])
    return ", ".join(weeks_words(f"{run[0]}/{run[-1]}") for run in runs)


def held_words(held: Mapping[str, str], names: Names) -> str:
    """One of the things that contradict each other."""
    told = {
        "group": names.group(held.get("group")),
        "offer": names.offer(held.get("offer")),
        "school": names.school(held.get("school")),
        "reason": held.get("reason", ""),
    }
    if held["kind"] == "lock":
        return _("Decided by hand: %(group)s gets %(offer)s (%(reason)s)") % told
    if held["kind"] == "floor":
        return _("The share of each class that must be served")
    if held["limit"] in SHARED:
        return shared_words(held["limit"]) % told
    named = told | {"limit": limit_name(held["limit"])}
    return _("%(group)s and %(offer)s do not fit: %(limit)s") % named


SHARED = ("most", "least", "school", "school_at_offer")


def shared_words(limit: str) -> str:
    return {
        "most": _("%(offer)s takes no more groups than it has places"),
        "least": _("%(offer)s begins with its least number of groups or not at all"),
        "school": _("%(school)s takes part with no more groups than the round allows"),
        "school_at_offer": _("%(offer)s takes no more groups of %(school)s"),
    }[limit]


def limit_name(limit: str) -> str:
    """A limit by itself, as it is waived or stands in the way."""
    return {
        "most": _("places"),
        "school": _("groups of one school"),
        "school_at_offer": _("groups of one school at the offer"),
        "least": _("least number of groups"),
        "not_this_term": _("not this term"),
        "busy": _("in another pilot in these weeks"),
        "weeks": _("free weeks on end"),
        "language": _("language"),
        "age": _("age"),
        "minutes": _("minutes a week"),
        "devices": _("devices"),
        "group_veto": _("the teacher's “never this one”"),
        "offer_veto": _("age"),
        "forbidden": _("forbidden by the hub"),
    }[limit]

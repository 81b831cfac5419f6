"""Fair use: which districts and languages are served, beside the pupils who are there."""

import datetime as dt
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from eduhub.bookings import queries, services
from eduhub.bookings.forms import FairUseForm, PupilsForm
from eduhub.bookings.queries import FairUse, FairUseAsked
from eduhub.bookings.rules import UNIT_RULES
from eduhub.bookings.states import UnitKind
from eduhub.bookings.views.booking import ASKED
from eduhub.engines.shares import Interval, Share, Standing
from eduhub.kit.access import require
from eduhub.kit.editing import tell
from eduhub.kit.errors import Invalid, TooLarge
from eduhub.kit.formats import day, number, signed
from eduhub.kit.http import HubRequest, page, typed
from eduhub.kit.sheets import csv_of
from eduhub.people.queries import district_names

AUGUST = 8
COLUMNS = (
    "by",
    "class",
    "pupils",
    "visits",
    "hours",
    "hours per 100 pupils",
    "visits per 100 pupils",
    "visits low",
    "visits high",
    "ratio to the rest",
    "ratio low",
    "ratio high",
    "standing",
    "hours to even out",
)


@login_required
@require_safe
def fair_use(request: HubRequest) -> HttpResponse:
    """The report of a period; of this school year so far where nothing was said."""
    form, asked, found = _found(request)
    context = {
        "form": form,
        "asked": asked,
        "found": found,
        "tables": _tables(found) if found else [],
        "kind_words": str(UnitKind(asked.kind).label) if asked and asked.kind else "",
        "query": request.GET.urlencode(),
        "today": timezone.localdate(),
        "least": queries.LEAST_SHOWN,
    }
    return page(request, "bookings/fair_use.html", context, status=422 if form.errors else 200)


@login_required
@require_safe
def fair_use_file(request: HubRequest) -> HttpResponse:
    """The same as CSV, with the source and the day of each figure."""
    form, asked, found = _found(request)
    if not found or not asked:
        raise Invalid({name: str(words[0]) for name, words in form.errors.items()})
    response = HttpResponse(
        csv_of((*COLUMNS, "use", "pupils from", "pupils of"), _rows(found, asked)),
        content_type="text/csv; charset=utf-8",
    )
    response["Content-Disposition"] = 'attachment; filename="fair-use.csv"'
    return response


def _found(request: HubRequest) -> tuple[FairUseForm, FairUseAsked | None, FairUse | None]:
    require(request.actor, "manage", None, UNIT_RULES)
    form = FairUseForm(_asked(request))
    if not form.is_valid():
        return form, None, None
    asked = form.asked()
    return form, asked, queries.fair_use(asked)


def _asked(request: HubRequest) -> QueryDict:
    today = timezone.localdate()
    told = request.GET.copy()
    told.setdefault("since", str(dt.date(today.year - (today.month < AUGUST), AUGUST, 1)))
    told.setdefault("until", str(today))
    return told


@dataclass(frozen=True, slots=True)
class Line:
    """One part of the city, in words."""

    name: str
    pupils: str
    visited: str
    hours: str
    rate: str
    visits: str
    ratio: str
    standing: str
    tone: str
    icon: str
    due: str


STANDINGS: dict[Standing, tuple[str | Promise, str, str]] = {
    Standing.LESS: (gettext_lazy("Less than the rest"), "warning", "warning"),
    Standing.MORE: (gettext_lazy("More than the rest"), "info", "info"),
    Standing.CANNOT_TELL: (gettext_lazy("Cannot tell"), "plain", "unsure"),
}


def _line(name: str, share: Share) -> Line:
    words, tone, icon = STANDINGS[share.standing]
    return Line(
        name=name,
        pupils=number(share.people),
        visited=number(share.visits),
        hours=number(share.hours, 1),
        rate=number(share.hours_rate, 1),
        visits=_between(share.visits_rate),
        ratio=_between(share.ratio),
        standing=str(words),
        tone=tone,
        icon=icon,
        due="" if share.due is None else signed(share.due, 0),
    )


def _between(found: Interval | None) -> str:
    if found is None:
        return ""
    if math.isinf(found.high):
        told = {"low": number(found.low, 1)}
        return _("at least %(low)s") % told
    told = {
        n: number(v, 1)
        for n, v in (("value", found.value), ("low", found.low), ("high", found.high))
    }
    return _("%(value)s (%(low)s to %(high)s)") % told


def _tables(found: FairUse) -> list[tuple[str, str, list[Line]]]:
    names = district_names()

    def district(key: str) -> str:
        return names.of(key) or _("Not in the table of pupils")

    return [
        (_("By district"), _("District"), _named(found.districts, district)),
        (_("By language of teaching"), _("Language"), _named(found.languages, _language)),
    ]


def _named(rows: Sequence[Share], word: Callable[[str], str]) -> list[Line]:
    return [_line(", ".join(word(name) for name in row.names), row) for row in rows]


def _language(name: str) -> str:
    return queries.spoken(name) if name else _("Not in the table of pupils")


def _rows(found: FairUse, asked: FairUseAsked) -> Iterator[tuple[object, ...]]:
    count = found.count
    use = f"{asked.since} - {asked.until} {asked.kind}".strip()
    source = (use, count.source if count else "", str(count.counted_on) if count else "")
    for by, rows in (("district", found.districts), ("language", found.languages)):
        for row in rows:
            yield (
                by,
                ", ".join(row.names) or "-",
                row.people,
                row.visits,
                *_round(row.hours, row.hours_rate),
                *_three(row.visits_rate),
                *_three(row.ratio),
                row.standing,
                *_round(row.due),
                *source,
            )


def _three(found: Interval | None) -> list[float | str]:
    return _round(found.value, found.low, found.high) if found else [""] * 3


def _round(*values: float | None) -> list[float | str]:
    return ["" if value is None else round(value, 3) for value in values]


@login_required
@require_http_methods(ASKED)
def pupils(request: HubRequest) -> HttpResponse:
    """How many pupils there are, brought by the hub from a source."""
    require(request.actor, "manage", None, UNIT_RULES)
    form = PupilsForm(typed(request))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            count = services.count_pupils(
                form.sheet(),
                told["source"],
                told["counted_on"],
                key=told["key"],
                by=request.actor,
                now=timezone.now(),
            )
        except (Invalid, TooLarge) as refusal:
            tell(form, _at_the_table(refusal))
        else:
            messages.success(
                request,
                _("The report goes by the pupils of %(day)s.") % {"day": day(count.counted_on)},
            )
            return redirect("bookings:fair_use")
    context = {"form": form, "count": queries.latest_count()}
    return page(request, "bookings/pupils.html", context, status=422 if form.errors else 200)


def _at_the_table(refusal: Invalid | TooLarge) -> Invalid:
    """What is said of a file is said of the table here."""
    if isinstance(refusal, TooLarge):
        return Invalid({"table": str(refusal.message)})
    return Invalid({("table" if n == "file" else n): words for n, words in refusal.fields.items()})

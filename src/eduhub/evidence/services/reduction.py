"""From a sheet of pupils' rows to sums of classes: nothing of a row outlives the request."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from eduhub.engines.evidence import Summed, Use, moments_of_rows, use_of
from eduhub.evidence.models import Plan
from eduhub.evidence.models.totals import BASELINE, OUTCOME
from eduhub.evidence.services.identifiers import refused_column
from eduhub.evidence.services.use_columns import DAYS, MINUTES, fault_of_use, in_a_week
from eduhub.kit.errors import Invalid
from eduhub.kit.sheets import Sheet, number_in

MOST_FAULTS = 20  # told at once

GUESSES: Mapping[str, tuple[str, ...]] = {
    "cluster": (
        *("class", "classroom", "school", "group", "cluster", "site", "classid", "schoolid"),
        *("luokka", "koulu", "ryhmä", "opetusryhmä", "klass", "skola", "grupp"),
    ),
    OUTCOME: (
        *("posttest", "post", "outcome", "score", "result", "after", "endline", "finaltest"),
        *("postscore", "scorepost", "testpost"),
        *("lopputesti", "loppumittaus", "jälkitesti", "jälkimittaus", "tulos", "pisteet"),
        *("eftertest", "sluttest", "slutmätning", "resultat", "poäng"),
    ),
    BASELINE: (
        *("pretest", "prettest", "pre", "baseline", "before", "prescore", "scorepre"),
        *("alkutesti", "alkumittaus", "esitesti", "lähtötaso", "förtest", "starttest"),
        *("startmätning", "utgångsläge"),
    ),
    "arm": (
        *("intervention", "treated", "treatment", "treat", "arm", "condition", "trial"),
        *("kokeilu", "kokeiluryhmä", "koeryhmä", "interventio", "haara"),
        *("försök", "försöksgrupp", "behandling"),
    ),
    MINUTES: (
        *("minutes", "minutesaweek", "minutesperweek", "weeklyminutes", "minutesofuse"),
        *("usageminutes", "minuutit", "käyttöminuutit", "minuuttiaviikossa", "minuter"),
        *("användningsminuter", "minuteriveckan"),
    ),
    DAYS: (
        *("days", "daysofuse", "daysused", "activedays", "usagedays"),
        *("päivät", "käyttöpäivät", "dagar", "användningsdagar"),
    ),
}
TRIES = frozenset(
    {"1", "yes", "true", "treated", "treatment", "intervention", "t", "tries", "kyllä", "kokeilu"}
    | {"koe", "koeryhmä", "ja", "försök", "försöksgrupp", "interventio"}
)
COMPARES = frozenset(
    {"0", "no", "false", "control", "comparison", "untreated", "c", "compares", "ei", "vertailu"}
    | {"vertailuryhmä", "verrokki", "kontrolli", "nej", "jämförelse", "jämförelsegrupp"}
    | {"kontroll", "kontrollgrupp"}
)


LARGEST = 1e12  # of what is measured: sums of squares of larger numbers are none any more


@dataclass(frozen=True, slots=True)
class Columns:
    """What the columns are called; "" lets the hub look for the usual names.

    Attributes:
        treated: the value in the arm's column of those who try the solution; "" for the usual.
        minutes, days: of use; a file need not have them.
        minutes_of: what the minutes are of: WHOLE for all of the pilot, else a week's.
    """

    outcome: str = ""
    baseline: str = ""
    cluster: str = ""
    arm: str = ""
    treated: str = ""
    minutes: str = ""
    minutes_of: str = ""
    days: str = ""


def reduce_trial(sheet: Sheet, columns: Columns, plan: Plan) -> Summed:
    """Sum a whole trial by class and arm.

    Classes lose the file's names for them, which may tell of a teacher: they are numbered in the
    order in which the file first names them.

    Raises:
        Invalid: a column tells who pupils are, cannot be found, or holds what is no value.
    """
    _refuse_identifiers(sheet)
    places = _places(sheet, columns, ["cluster", "arm", *measured_of(plan)], used_of(plan))
    labels = [row[places["cluster"]] for row in sheet.rows]
    arms, faults = _arms(sheet, places["arm"], columns.treated)
    nameless = _("Row %(row)s: the class is missing.")
    faults += [
        (number, nameless % {"row": number})
        for number, label in zip(sheet.numbers, labels, strict=True)
        if not label
    ]
    values, wrong = _values(sheet, places, plan)
    used, amiss = _used(sheet, places, columns, plan)
    _refuse_faults(faults + wrong + amiss)
    if len(set(arms)) < 2:
        raise Invalid({"arm": _("All rows are on one side. The trial needs both.")})
    numbers = {label: f"c{place:03d}" for place, label in enumerate(dict.fromkeys(labels), 1)}
    coded = [numbers[label] for label in labels]
    summed = moments_of_rows(values, cluster=coded, arm=arms, variables=list(values))
    return _with_use(summed, list(zip(coded, arms, strict=True)), values, used, plan)


def reduce_class(sheet: Sheet, columns: Columns, plan: Plan, *, code: str, arm: int) -> Summed:
    """Sum the rows of one class, whose code and arm the plan knows; Invalid as above."""
    _refuse_identifiers(sheet)
    places = _places(sheet, columns, measured_of(plan), used_of(plan))
    values, faults = _values(sheet, places, plan)
    used, amiss = _used(sheet, places, columns, plan)
    _refuse_faults(faults + amiss)
    summed = moments_of_rows(values, cluster=code, arm=arm, variables=list(values))
    return _with_use(summed, [(code, arm)] * len(sheet.rows), values, used, plan)


def measured_of(plan: Plan) -> list[str]:
    """What the plan measures of each pupil: the outcome, and what was there before."""
    return [OUTCOME, BASELINE] if plan.has_baseline else [OUTCOME]


def used_of(plan: Plan) -> list[str]:
    """What a file may tell of each pupil's use, where the plan recommends a dose."""
    return [MINUTES, DAYS] if plan.dose_minutes else []


def _refuse_identifiers(sheet: Sheet) -> None:
    found = refused_column(sheet)
    if found:
        message = _(
            "Column %(column)s is not taken: %(reason)s. Nothing of the file was kept."
            " Take the column out and choose the file again."
        )
        raise Invalid({"file": message % {"column": found[0], "reason": found[1]}})


def _places(
    sheet: Sheet, columns: Columns, roles: Sequence[str], optional: Sequence[str]
) -> dict[str, int]:
    """Where the columns stand that play the roles; Invalid names those that are not there."""
    plain = [_plain(name) for name in sheet.columns]
    places: dict[str, int] = {}
    lost: dict[str, str] = {}
    for role in (*roles, *optional):
        typed = _plain(getattr(columns, role))
        wanted = (typed,) if typed else GUESSES[role]
        place = next((plain.index(name) for name in wanted if name in plain), None)
        if not typed and role in optional and (place is None or place in places.values()):
            continue
        if place is None:
            lost[role] = _lost(getattr(columns, role), sheet.columns)
        elif place in places.values():
            lost[role] = _("This column is named twice. Each thing has its own.")
        else:
            places[role] = place
    if lost:
        raise Invalid(lost)
    return places


def _lost(typed: str, columns: Sequence[str]) -> str:
    listed = ", ".join(columns)
    if typed:
        message = _("The file has no column %(name)s. It has: %(columns)s")
        return message % {"name": typed, "columns": listed}
    return _("Write which column this is. The file has: %(columns)s") % {"columns": listed}


def _plain(name: str) -> str:
    return "".join(character for character in name.casefold() if character.isalnum())


def _arms(sheet: Sheet, place: int, treated: str) -> tuple[list[int], list[tuple[int, str]]]:
    """The arm of every row, and the rows that have none."""
    cells = [_settled(row[place]) for row in sheet.rows]
    found = sorted(set(cells) - {""})
    if treated:
        tries = frozenset({_settled(treated)})
        clear = len(found) == 2 and tries <= set(found)
    else:
        tries = TRIES & set(found)
        clear = len(tries) == 1 and len(found) == 2 and bool(COMPARES & set(found))
    if not clear:
        raise Invalid({"treated": _arms_unclear(found, sheet.columns[place])})
    message = _("Row %(row)s: it is missing whether the pupil's class tried the solution.")
    faults = [
        (number, message % {"row": number})
        for number, cell in zip(sheet.numbers, cells, strict=True)
        if not cell
    ]
    return [int(cell in tries) for cell in cells], faults


def _settled(cell: str) -> str:
    """A value that stands for an arm, however it is written: 1, 1.0 and "1,0" are one."""
    try:
        value = number_in(cell)
    except ValueError:
        return cell.strip().casefold()
    return "" if value is None else f"{value:g}"


def _arms_unclear(found: Sequence[str], column: str) -> str:
    if len(found) != 2:
        message = _("Column %(column)s has %(count)s different values. The plan compares two.")
        return message % {"column": column, "count": len(found)}
    message = _("Write which value means “tried the solution”: %(one)s or %(other)s.")
    return message % {"one": found[0][:30], "other": found[1][:30]}


def _values(
    sheet: Sheet, places: Mapping[str, int], plan: Plan
) -> tuple[dict[str, list[float]], list[tuple[int, str]]]:
    """The measured columns as numbers, NaN where one is missing, and what is no number."""
    values: dict[str, list[float]] = {}
    faults: list[tuple[int, str]] = []
    for role in measured_of(plan):
        column = sheet.columns[places[role]]
        values[role] = []
        for number, row in zip(sheet.numbers, sheet.rows, strict=True):
            value, fault = _value(row[places[role]], plan if role == OUTCOME else None)
            if value is not None and abs(value) > LARGEST:
                fault = fault or _("this number is too large")
            values[role].append(math.nan if value is None else value)
            if fault:
                told = {"row": number, "column": column, "fault": fault}
                faults.append((number, _("Row %(row)s, column %(column)s: %(fault)s.") % told))
    return values, faults


def _used(
    sheet: Sheet, places: Mapping[str, int], columns: Columns, plan: Plan
) -> tuple[dict[str, list[float]], list[tuple[int, str]]]:
    """Use in minutes a week and in days, as far as the file tells it, and what cannot be.

    Whoever counts has a number there: an empty cell may mean no use, or that nobody knows it.
    """
    used: dict[str, list[float]] = {}
    faults: list[tuple[int, str]] = []
    for role in (one for one in used_of(plan) if one in places):
        column = sheet.columns[places[role]]
        used[role] = []
        for number, row in zip(sheet.numbers, sheet.rows, strict=True):
            value, fault = _value(row[places[role]], None)
            if value is not None:
                value = in_a_week(value, role, columns.minutes_of, plan)
            if not fault and (value is not None or not _is_left_out(row, places, plan)):
                fault = fault_of_use(value, role, plan)
            used[role].append(math.nan if value is None else value)
            if fault:
                told = {"row": number, "column": column, "fault": fault}
                faults.append((number, _("Row %(row)s, column %(column)s: %(fault)s.") % told))
    return used, faults


def _is_left_out(row: Sequence[str], places: Mapping[str, int], plan: Plan) -> bool:
    """Whether a measured value is missing, so that the row is not counted."""
    return any(_value(row[places[role]], None) == (None, "") for role in measured_of(plan))


def _with_use(
    summed: Summed,
    keys: Sequence[tuple[str, int]],
    values: Mapping[str, Sequence[float]],
    used: Mapping[str, Sequence[float]],
    plan: Plan,
) -> Summed:
    """The same with the use of each cell's own pupils."""
    counts = [not any(map(math.isnan, row)) for row in zip(*values.values(), strict=True)]
    members: dict[tuple[str, int], list[int]] = {}
    for at, key in enumerate(keys):
        if counts[at]:
            members.setdefault(key, []).append(at)
    found = [
        _use(key, used, members[key], plan) for key in ((c.label, c.arm) for c in summed.cells)
    ]
    return replace(summed, uses=tuple(use for use in found if use is not None))


def _use(
    key: tuple[str, int], used: Mapping[str, Sequence[float]], rows: Sequence[int], plan: Plan
) -> Use | None:
    told = {role: [used[role][at] for at in rows] for role in used}
    return use_of(
        *key, dose=float(plan.dose_minutes or 0), minutes=told.get(MINUTES), days=told.get(DAYS)
    )


def _value(cell: str, plan: Plan | None) -> tuple[float | None, str]:
    try:
        value = number_in(cell)
    except ValueError:
        return None, _("this is not a number")
    if value is not None and plan is not None and not on_scale(value, plan):
        return None, _("this lies outside the measure's scale")
    return value, ""


def on_scale(value: float, plan: Plan) -> bool:
    """Whether the measure can have this value, as far as the plan tells."""
    if plan.scale_low is None or plan.scale_high is None:
        return True
    return float(plan.scale_low) <= value <= float(plan.scale_high)


def _refuse_faults(faults: Sequence[tuple[int, str]]) -> None:
    if not faults:
        return
    told = sorted(faults)[:MOST_FAULTS]
    fields = {f"row {number} {place}": words for place, (number, words) in enumerate(told)}
    more = len(faults) - len(told)
    if more:
        message = ngettext("And %(count)s more row.", "And %(count)s more rows.", more)
        fields["more"] = message % {"count": more}
    raise Invalid(fields)

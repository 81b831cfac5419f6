"""What a browser is told so that it adds up a file as the hub would: `reduction`'s own rules.

Lists and patterns are those of the modules named here, so that they stand in one place; words
are the same msgids, so that both refuse in the same sentences (tests/evidence/test_on_device.py).
"""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from eduhub.engines.evidence.usage import MOST_MINUTES, PARTS
from eduhub.evidence.models import Plan
from eduhub.evidence.services import identifiers
from eduhub.evidence.services.given_names import GIVEN_NAMES
from eduhub.evidence.services.reduction import (
    COMPARES,
    GUESSES,
    LARGEST,
    MOST_FAULTS,
    TRIES,
    measured_of,
    used_of,
)
from eduhub.evidence.services.use_columns import WEEK, WHOLE, period_of
from eduhub.evidence.states import Arm
from eduhub.kit.identifiers import CODE, EMAIL
from eduhub.kit.sheets import MOST_BYTES, MOST_CELLS, MOST_UNPACKED


def rules_for_browser(
    plan: Plan, *, columns: list[str], fewest: int, label: str = "", arm: int | None = None
) -> dict[str, Any]:
    """Everything the page's script needs, as JSON in the reader's language.

    Args:
        columns: the form's fields that name a column.
        fewest: pupils under which a class's figures are not shown.
        label, arm: of the one class that the file is about; arm None for a whole trial.
    """
    whole = arm is None
    scale = None
    if plan.scale_low is not None and plan.scale_high is not None:
        scale = [float(plan.scale_low), float(plan.scale_high)]
    return {
        "whole": whole,
        "label": label,
        "arm": arm,
        "measured": measured_of(plan),
        "used": used_of(plan),
        "use": _use(plan) if used_of(plan) else None,
        "columns": columns,
        "fewest": fewest,
        "scale": scale,
        "largest": LARGEST,
        "guesses": GUESSES,
        "lists": _lists(),
        "patterns": {
            "code": CODE.pattern,
            "email": EMAIL.pattern,
            "phone": identifiers.PHONE.pattern,
            "mobile": identifiers.BARE_MOBILE.pattern,
        },
        "shares": {"most": identifiers.MOST, "recurs": identifiers.RECURS},
        "most": {
            "bytes": MOST_BYTES,
            "cells": MOST_CELLS,
            "unpacked": MOST_UNPACKED,
            "faults": MOST_FAULTS,
        },
        "sides": [str(Arm.COMPARES.label), str(Arm.TRIES.label)],
        "reasons": identifiers.reasons(),
        "heads": _heads(),
        "words": _of_files() | _of_rows(whole=whole) | _of_the_page(),
    }


def _use(plan: Plan) -> dict[str, Any]:
    """By what use is judged: where its bins end in minutes a week, and the most there can be."""
    days = period_of(plan)
    return {
        "ends": [part * float(plan.dose_minutes or 0) for part in PARTS[1:]],
        "whole": WHOLE,
        "weeks": days / WEEK,
        "most": {"minutes": MOST_MINUTES, "days": days},
    }


def _lists() -> dict[str, list[str]]:
    return {
        "tries": sorted(TRIES),
        "compares": sorted(COMPARES),
        "given": sorted(GIVEN_NAMES),
        "fillers": sorted(identifiers.FILLERS),
        "email": sorted(identifiers.EMAIL_WORDS),
        "phone": sorted(identifiers.PHONE_WORDS),
        "code": sorted(identifiers.CODE_WORDS),
        "birth": sorted(identifiers.BIRTH_WORDS),
        "name_ends": list(identifiers.NAME_ENDS),
        "name_words": sorted(identifiers.NAME_WORDS),
        "of_things": list(identifiers.OF_THINGS),
    }


def _heads() -> dict[str, str]:
    return {
        "label": _("Class"),
        "side": _("Side"),
        "pupils": _("Pupils"),
        "mean": _("Mean"),
        "sd": _("Standard deviation"),
        "before": _("Mean before"),
        "together": _("Cross-product"),
        "reached": _("Reached the dose"),
        "minutes": _("Minutes a week, mean"),
        "days": _("Days of use, mean"),
        "row": _("Row"),
        "column": _("Column"),
        "cell": _("In the file"),
        "fault": _("What is wrong"),
    }


def _of_files() -> dict[str, str]:
    """As kit.sheets says them."""
    return {
        "large": _("The file is larger than 8 MB."),
        "cells": _("The file has more cells than the hub takes."),
        "inside": _("The file holds more than the hub takes."),
        "empty": _("The file has no rows under its first line."),
        "twice": _("Two columns have the name %(name)s. Give each a name of its own."),
        "wide": _("Row %(number)s has %(cells)s cells, the first line has %(columns)s."),
        "strange": _("This is not a CSV or XLSX file."),
        "old": _("This browser cannot open Excel files here. Save the file as CSV."),
    }


def _of_rows(*, whole: bool) -> dict[str, str]:
    """As `reduction` says them."""
    nobody = _("No pupil in the file has all values.")
    return {
        "identifying": _(
            "Column %(column)s is not taken: %(reason)s. Nothing of the file was kept."
            " Take the column out and choose the file again."
        ),
        "no_column": _("The file has no column %(name)s. It has: %(columns)s"),
        "which": _("Write which column this is. The file has: %(columns)s"),
        "two_parts": _("This column is named twice. Each thing has its own."),
        "nameless": _("Row %(row)s: the class is missing."),
        "armless": _("Row %(row)s: it is missing whether the pupil's class tried the solution."),
        "several": _("Column %(column)s has %(count)s different values. The plan compares two."),
        "either": _("Write which value means “tried the solution”: %(one)s or %(other)s."),
        "one_side": _("All rows are on one side. The trial needs both."),
        "cell": _("Row %(row)s, column %(column)s: %(fault)s."),
        "no_number": _("this is not a number"),
        "too_large": _("this number is too large"),
        "off_scale": _("this lies outside the measure's scale"),
        "no_use": _("this is empty; write 0 if the pupil did not use it"),
        "below": _("use is never below nought"),
        "over_minutes": _("a week does not have so many minutes"),
        "over_days": _("the pilot does not have so many days"),
        "one_more": ngettext("And %(count)s more row.", "And %(count)s more rows.", 1),
        "more": ngettext("And %(count)s more row.", "And %(count)s more rows.", 2),
        "nobody": _("On one side no pupil has all values.") if whole else nobody,
    }


def _of_the_page() -> dict[str, str]:
    one_left = "%(count)s pupil is left out, as a value is missing."
    many_left = "%(count)s pupils are left out, as values are missing."
    return {
        "working": _("The file is being added up on this device …"),
        "stayed": _("Your file stayed on this device. Only these sums are sent."),
        "sent": _("What will be sent"),
        "refused": _("Nothing was sent. Mend this and choose the file again:"),
        "faults": _("What is wrong in the file"),
        "few": _("fewer than 5"),
        "one_left": ngettext(one_left, many_left, 1),
        "left": ngettext(one_left, many_left, 2),
    }

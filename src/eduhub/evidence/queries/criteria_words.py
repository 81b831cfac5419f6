"""What the ratings' questions, levels and outcomes are called on screen."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from eduhub.engines.evidence.ratings import (
    EefLevel,
    EssaLevel,
    NestaLevel,
    Scheme,
    Severity,
    Status,
    Threat,
    WwcLevel,
)

type Words = Mapping[str, Any]  # of the level, status or name: words still to be translated

SCHEMES: Words = {
    Scheme.WWC: "What Works Clearinghouse",
    Scheme.ESSA: "Every Student Succeeds Act",
    Scheme.EEF: "Education Endowment Foundation",
    Scheme.NESTA: "Nesta",
}
LEVELS: Mapping[str, Words] = {
    Scheme.WWC: {
        WwcLevel.NOT_ELIGIBLE: _("not judged: no comparison"),
        WwcLevel.DOES_NOT_MEET: _("does not meet the standards"),
        WwcLevel.WITH_RESERVATIONS: _("meets the standards with reservations"),
        WwcLevel.WITHOUT_RESERVATIONS: _("meets the standards without reservations"),
    },
    Scheme.ESSA: {
        EssaLevel.NONE: _("no tier"),
        EssaLevel.TIER_4: _("tier 4, a rationale"),
        EssaLevel.TIER_3: _("tier 3, promising"),
        EssaLevel.TIER_2: _("tier 2, moderate"),
        EssaLevel.TIER_1: _("tier 1, strong"),
    },
    Scheme.EEF: {
        EefLevel.ZERO: _("no padlock of five"),
        EefLevel.ONE: _("1 padlock of five"),
        EefLevel.TWO: _("2 padlocks of five"),
        EefLevel.THREE: _("3 padlocks of five"),
        EefLevel.FOUR: _("4 padlocks of five"),
        EefLevel.FIVE: _("5 padlocks of five"),
    },
    Scheme.NESTA: {
        NestaLevel.NONE: _("below level 1"),
        NestaLevel.LEVEL_1: _("level 1 of 5, an account of why"),
        NestaLevel.LEVEL_2: _("level 2 of 5, a change is seen"),
        NestaLevel.LEVEL_3: _("level 3 of 5, the cause is shown"),
        NestaLevel.LEVEL_4: _("level 4 of 5, repeated by others"),
        NestaLevel.LEVEL_5: _("level 5 of 5, at scale"),
    },
}
STATUSES: Words = {
    Status.PASSED: _("yes"),
    Status.FAILED: _("no"),
    Status.PARTLY: _("in part"),
    Status.NOT_KNOWN: _("not known"),
    Status.NOT_NEEDED: _("does not arise"),
}
TONES: Mapping[str, str] = {
    Status.PASSED: "ok",
    Status.FAILED: "plain",
    Status.PARTLY: "plain",
    Status.NOT_KNOWN: "unsure",
    Status.NOT_NEEDED: "ok",
}
CRITERIA: Words = {
    "wwc_comparison_group": _("There is a comparison group"),
    "wwc_face_validity": _("The measure measures what it says"),
    "wwc_not_overaligned": _("The measure holds nothing that only users could have practised"),
    "wwc_same_collection": _("Both sides were measured alike, at the same time"),
    "wwc_reliability_alpha": _("The measure is reliable enough (alpha)"),
    "wwc_reliability_retest": _("The measure is reliable enough (taken twice)"),
    "wwc_reliability_raters": _("The measure is reliable enough (raters agree)"),
    "wwc_units_per_arm": _("Two classes or more on each side"),
    "wwc_random": _("A lot decided"),
    "wwc_lot_kept": _("The lot was kept"),
    "wwc_low_unit_attrition": _("Few classes were lost, and evenly"),
    "wwc_low_pupil_attrition": _("Few pupils were lost, and evenly"),
    "wwc_no_risk_from_joiners": _("Nobody joined a class because of its side"),
    "wwc_missing_data": _("Missing values are treated acceptably"),
    "wwc_baseline_equivalence": _("Both sides were alike before"),
    "essa_wwc_without_reservations": _("Meets the clearinghouse's standards without reservations"),
    "essa_wwc_with_reservations": _("Meets the clearinghouse's standards, with or without them"),
    "essa_significant": _("Better, and hardly by chance"),
    "essa_no_negative": _("No finding to the contrary"),
    "essa_pupils": _("350 pupils or more"),
    "essa_groups": _("Or 50 groups of ten pupils"),
    "essa_sites": _("More than one site"),
    "essa_selection_controlled": _("Who took part is accounted for"),
    "essa_not_confounded": _("Two classes or more on each side"),
    "essa_logic_model": _("A reasoned account of why it should help"),
    "essa_under_evaluation": _("It is being evaluated"),
    "eef_design": _("How the sides came about"),
    "eef_power": _("How small a difference it could find"),
    "eef_attrition": _("How many pupils were lost"),
    "eef_threats": _("Other threats to the result"),
    "eef_not_confounded": _("Two classes or more on each side"),
    "nesta_account": _("A reasoned account of why it should help"),
    "nesta_positive_change": _("Users improved"),
    "nesta_comparison_group": _("There is a comparison group"),
    "nesta_attributable": _("The difference can be put down to the solution"),
    "nesta_shown": _("Better, and hardly by chance"),
    "nesta_not_confounded": _("Two classes or more on each side"),
    "nesta_replicated": _("Others have found the same"),
    "nesta_reasonable_cost": _("The cost is reasonable"),
    "nesta_operated_by_others": _("Others run it elsewhere"),
    "nesta_at_scale": _("It helps at scale"),
}
QUESTIONS: Words = {
    "face_validity": _("Does the measure measure what it says?"),
    "overaligned": _("Does it hold what only users of the solution could have practised?"),
    "same_collection": _("Were both sides measured alike, at the same time?"),
    "free_of_joiners": _("Can it be ruled out that pupils joined a class because of its side?"),
    "logic_model": _("Is there a reasoned account, resting on research, of why it should help?"),
    "independently_replicated": _("Have others found the same, without the company?"),
    "reasonable_cost": _("Is the cost reasonable for what it brings?"),
    "operated_by_others": _("Do others run it elsewhere, without the company?"),
    "at_scale": _("Does it still help in many schools at once?"),
}
THREATS: Words = {
    Threat.CONFOUNDING: _("Something else set the two sides apart"),
    Threat.CONCURRENT_INTERVENTIONS: _("Something else was tried at the same time"),
    Threat.EXPERIMENTAL_EFFECTS: _("Taking part itself changed what people did"),
    Threat.FIDELITY: _("The solution was not used as meant"),
    Threat.MISSING_DATA: _("Missing values"),
    Threat.MEASUREMENT: _("How it was measured"),
    Threat.SELECTIVE_REPORTING: _("Only a part of what was measured is told"),
}
SEVERITIES: Words = {
    Severity.LOW: _("hardly"),
    Severity.MODERATE: _("somewhat"),
    Severity.HIGH: _("strongly"),
}

"""The decisions for pilots, what they show, and the passports that tell of it."""

from tests.house.deciding import (
    COMPANY,
    INSIDE,
    RIVAL,
    SCHOOL,
    STAFF,
    WRITERS,
    all_of,
    button,
    decide,
    form,
    nothing,
    nowhere,
    own_page,
    page,
    rows,
    sure,
)
from tests.house.walking import FORM, HIDDEN, REFUSED, SHOWN

MAY_STOP = ("company_lead", "principal", "staff", "hub_lead")
PART = INSIDE  # of the own company's trials
RUNS = ("provider", *STAFF)


PILOTS = [
    *rows("pilots:offer", ("", form((*COMPANY, *RIVAL)))),
    *rows(
        "pilots:pilot",
        ("pilot, pilot.rival, pilot.running, pilot.published", page()),
        ("pilot.withdrawn", page(COMPANY + STAFF)),
        ("-", nowhere()),
    ),
    *rows(
        "pilots:edit",
        ("pilot", (decide(REFUSED, not_now=COMPANY),) * 2),  # one group is accepted
        ("pilot.rival", form(RIVAL)),
        ("pilot.withdrawn", (decide(HIDDEN, not_now=COMPANY, refused=STAFF),) * 2),
        ("pilot.running", (decide(REFUSED, not_now=COMPANY),) * 2),
        ("-", nothing()),
    ),
    *rows(
        "pilots:withdraw",
        ("pilot", form(WRITERS)),
        ("pilot.rival", form(RIVAL + STAFF)),
        ("pilot.withdrawn", (decide(HIDDEN, not_now=WRITERS),) * 2),
        ("pilot.running", (decide(REFUSED, not_now=WRITERS),) * 2),
        ("-", nothing()),
    ),
    *rows(
        "pilots:stop",
        ("pilot", (decide(REFUSED, not_now=MAY_STOP),) * 2),  # nothing has begun
        ("pilot.running", form(MAY_STOP)),
        ("pilot.published", (decide(REFUSED, not_now=MAY_STOP),) * 2),
        ("-", nothing()),
    ),
    *rows(
        "pilots:join",
        ("pilot, pilot.rival", form(("teacher",))),
        ("pilot.running", (decide(REFUSED, not_now=("teacher",)),) * 2),
        ("-", nothing()),
    ),
    *rows(
        "pilots:statement",
        ("pilot", form((*COMPANY, "teacher"))),
        ("pilot.rival", form(RIVAL)),
        ("pilot.running", (decide(REFUSED, not_now=(*COMPANY, "teacher")),) * 2),
        ("-", nothing()),
    ),
    *rows(
        "pilots:agree",
        ("pilot", form(("company_lead", "teacher"))),
        ("pilot.rival", form(())),  # the rival's lead alone, who is not here
        ("pilot.running", (decide(REFUSED, not_now=("company_lead", "teacher")),) * 2),
        ("-", nothing()),
    ),
    *rows(
        "pilots:decide",
        ("group", form(("principal",), HIDDEN, refused=(*WRITERS, "teacher"))),
        ("group.elsewhere", form(("other_principal",), HIDDEN, refused=WRITERS)),
        (
            "group.accepted",
            (decide(HIDDEN, not_now=("principal",), refused=(*WRITERS, "teacher")),) * 2,
        ),
        ("-", nothing()),
    ),
    *rows(
        "pilots:leave",
        ("group, group.accepted", sure(SCHOOL, HIDDEN, refused=WRITERS)),
        ("group.elsewhere", sure(("other_principal",), HIDDEN, refused=WRITERS)),
        ("-", nothing()),
    ),
]
EVIDENCE = [
    *rows(
        "evidence:report",
        ("pilot.published", page()),
        ("pilot.analysed", page(PART)),
        ("pilot, pilot.agreed, pilot.running, pilot.withdrawn, -", nowhere()),
    ),
    *rows(
        "evidence:report_full",
        ("pilot.published", page()),
        ("pilot.analysed", page(PART)),
        ("pilot, pilot.agreed, pilot.running, pilot.withdrawn, -", nowhere()),
    ),
    *rows(
        "evidence:report_pdf",
        ("pilot.published", page()),
        ("pilot.analysed", page(PART)),
        ("pilot, pilot.agreed, pilot.running, pilot.withdrawn, -", nowhere()),
    ),
    *rows(
        "evidence:living",  # the second without a pilot that is published
        ("solution.tried, solution.own", page()),
        ("-", nowhere()),
    ),
    *rows(
        "evidence:analyse",  # nothing waits for an analysis
        ("pilot.analysed, pilot.running", button((), not_now=STAFF)),
        ("-", button((), HIDDEN)),
    ),
    *rows(
        "evidence:publish",
        ("pilot.analysed", button(STAFF)),
        ("pilot.published, pilot.running", button((), not_now=STAFF)),
        ("-", button((), HIDDEN)),
    ),
    *rows(
        "evidence:bundle",
        ("pilot.analysed, pilot.published", page(RUNS)),
        ("pilot.running, -", nowhere()),
    ),
    *rows(
        "evidence:public_bundle",
        ("pilot.published", page()),
        ("pilot.analysed, pilot.running, -", nowhere()),
    ),
    *rows(
        "evidence:explore",
        ("pilot.analysed", form(STAFF, HIDDEN, refused=(*COMPANY, *SCHOOL, "provider"))),
        ("pilot.published", form(STAFF, REFUSED)),
        (
            "pilot.running",
            (decide(HIDDEN, not_now=STAFF, refused=(*COMPANY, *SCHOOL, "provider")),) * 2,
        ),
        ("-", nothing()),
    ),
    *rows(
        "evidence:review",
        ("pilot.analysed", form(RUNS, HIDDEN, refused=(*COMPANY, *SCHOOL))),
        ("pilot.published", form(RUNS, REFUSED)),
        ("pilot.running", (decide(HIDDEN, not_now=RUNS, refused=(*COMPANY, *SCHOOL)),) * 2),
        ("-", nothing()),
    ),
    *rows(
        "evidence:plan",
        ("pilot.agreed", page(PART)),  # a draft
        ("pilot.frozen, pilot.running, pilot.published", page()),
        ("pilot.rival", page((*RIVAL, *STAFF))),
        ("-", nowhere()),
    ),
    *rows(
        "evidence:plan_write",
        (
            "pilot.agreed",
            form(RUNS, HIDDEN, refused=(*COMPANY, *SCHOOL)),
        ),
        ("pilot.frozen", (decide(REFUSED, not_now=RUNS),) * 2),
        ("-", nothing()),
    ),
    *rows("evidence:seals", ("", page())),
    *rows("evidence:seal_certificate", ("nobody", nowhere())),
    *rows(
        "evidence:amend",
        ("pilot.frozen, pilot.running", form(RUNS)),
        ("pilot.published", (decide(REFUSED, not_now=RUNS),) * 2),
        ("pilot.agreed, -", nothing()),  # a draft is rewritten
    ),
    *rows(
        "evidence:plan_version",
        ("pilot.frozen 1, pilot.published 1", page()),
        ("pilot.frozen 2, pilot.agreed 1, - 1", nowhere()),
    ),
    *rows(
        "evidence:freeze",  # without the version that was read it leads back to the plan
        ("pilot.agreed, pilot.frozen, -", button()),
    ),
    *rows(
        "evidence:plan_file",
        ("pilot.frozen, pilot.published", page()),
        ("pilot.agreed, pilot, -", nowhere()),
    ),
    *rows(
        "evidence:lot",
        ("pilot.frozen, pilot.running", page()),
        ("pilot.agreed, pilot, -", nowhere()),
    ),
    *rows(
        "evidence:draw",
        ("pilot.frozen", button(RUNS)),
        ("pilot.running", button((), not_now=RUNS)),
        ("pilot.agreed", button((), not_now=RUNS)),
        ("-", button((), HIDDEN)),
    ),
    *rows(
        "evidence:start",
        ("pilot.frozen, pilot.running, pilot.agreed", button((), not_now=RUNS)),
        ("-", button((), HIDDEN)),
    ),
    *rows(
        "evidence:data",
        ("pilot.running, pilot.frozen, pilot.published", own_page(RUNS)),
        ("pilot.agreed, -", own_page(())),
    ),
    *rows(
        "evidence:close",  # too few classes have given their results
        ("pilot.running", button((), not_now=RUNS)),
        ("-", button((), HIDDEN)),
    ),
    *rows(
        "evidence:trial_file",  # in this plan the teachers give the results
        ("pilot.running", (decide(REFUSED, not_now=RUNS),) * 2),
        ("pilot.agreed, -", nothing()),
    ),
    *(
        row
        for address in ("evidence:class_totals", "evidence:class_file")
        for row in rows(
            address,
            ("pilot.running class", form(SCHOOL, HIDDEN)),
            ("pilot.running class.elsewhere, pilot.agreed class, pilot.running -", nothing()),
        )
    ),
    *rows(
        "evidence:together",  # no other class of the school takes part
        ("pilot.running class", (decide(HIDDEN, refused=SCHOOL, not_now=RUNS),) * 2),
        ("pilot.running class.elsewhere", (decide(HIDDEN, not_now=RUNS),) * 2),
        ("pilot.agreed class, pilot.running -", nothing()),
    ),
    *rows(
        "evidence:apart",
        ("pilot.running class", button((), HIDDEN, refused=SCHOOL, not_now=RUNS)),
        ("pilot.agreed class, pilot.running -", button((), HIDDEN)),
    ),
    *rows(
        "evidence:proposal",
        ("pilot.running given", own_page(("teacher",))),
        ("pilot.agreed given, pilot.running -", own_page(())),
    ),
    *(
        row
        for address in ("evidence:confirm", "evidence:drop")
        for row in rows(
            address,
            ("pilot.running given", button(("teacher",), HIDDEN)),
            ("pilot.agreed given, pilot.running -", button((), HIDDEN)),
        )
    ),
]
NO_PASSPORT = "00000000-0000-4000-8000-000000000000"  # a number that none has
ANY_PASSPORT = "passport, passport.part, passport.withdrawn"
PASSPORTS = [
    *rows("passports:verify", ("", (all_of(SHOWN), all_of(FORM)))),
    *(
        row
        for address in (
            *("passports:passport", "passports:badge_svg", "passports:badge_png"),
            *("credentials:credential", "api:passport"),
        )
        for row in rows(address, (ANY_PASSPORT, page()), (NO_PASSPORT, nowhere()))
    ),
    *rows(
        "passports:withdraw",
        ("passport", form(STAFF)),
        ("passport.part, passport.withdrawn", (decide(REFUSED, not_now=STAFF),) * 2),
        (NO_PASSPORT, nothing()),
    ),
    *rows(
        "passports:issue",  # the one in force says all there is
        ("solution.tried", button((), not_now=STAFF)),
        ("-", button((), HIDDEN)),
    ),
    *rows("evaluations:train", ("", form(STAFF))),
    *rows(
        "evaluations:ask",
        ("solution.own", form(STAFF)),
        ("-", (decide(REFUSED, hidden=STAFF),) * 2),
    ),
    *rows(
        "evaluations:evaluation",
        ("evaluation", page()),
        ("evaluation.open", page(("teacher", *STAFF))),
        ("evaluation.third", page(STAFF)),
        ("-", nowhere()),
    ),
    *rows(
        "evaluations:sheet",
        ("evaluation.open", form(("teacher",), HIDDEN)),
        ("evaluation, evaluation.third, -", nothing()),
    ),
    *rows(
        "evaluations:sheet_draft",
        ("evaluation.open", button(("teacher",), HIDDEN)),
        ("evaluation, -", button((), HIDDEN)),
    ),
    *rows(
        "evaluations:replace",
        ("evaluation.open 1", form(STAFF, HIDDEN, refused=("teacher",))),
        ("evaluation 1", (decide(REFUSED, not_now=STAFF),) * 2),
        ("- 1", nothing()),
    ),
    *rows(
        "evaluations:third",
        ("evaluation.third", form(STAFF, HIDDEN)),
        ("evaluation.open", (decide(HIDDEN, not_now=STAFF, refused=("teacher",)),) * 2),
        ("evaluation", (decide(REFUSED, not_now=STAFF),) * 2),
        ("-", nothing()),
    ),
    *rows(
        "evaluations:comment",
        ("evaluation", form(("company_lead",))),
        ("evaluation.open", (decide(HIDDEN, refused=("teacher", *STAFF)),) * 2),
        ("-", nothing()),
    ),
    *rows("credentials:did", ("", nowhere())),  # without https the hub issues by its key
    *rows("credentials:status", ("0", page()), ("-", nowhere())),
]

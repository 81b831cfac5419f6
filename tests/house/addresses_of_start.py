"""The decisions for what comes before a pilot runs: needs, calls, groups, lanes, papers, time."""

from tests.house.deciding import (
    COMPANY,
    EVERYBODY,
    RIVAL,
    SCHOOL,
    SIGNED_IN,
    STAFF,
    WRITERS,
    button,
    decide,
    form,
    nothing,
    nowhere,
    own_page,
    page,
    rows,
)
from tests.house.walking import HIDDEN, NOT_NOW, REFUSED, WRONG_METHOD

TEACHER, PRINCIPAL, LEAD = ("teacher",), ("principal",), ("company_lead",)
COMPANIES = COMPANY + RIVAL
OFFICIALS = ("provider", "hub_lead")
SCREENS = ("provider", *STAFF)
SIGN = ("company_lead", "principal")
PARTIES = COMPANY + SCHOOL + STAFF  # of an agreement, with the hub
ACT_FOR_SOMEBODY = tuple(who for who in EVERYBODY if who not in ("visitor", "newcomer"))


def closed(who, rest=REFUSED, **others):
    """A form whose time has not come, or is over."""
    return (decide(rest, not_now=who, **others),) * 2


NEEDS = [
    *rows("pilots:needs", ("", page())),
    *rows("pilots:new_need", ("", form(TEACHER))),
    *rows("pilots:need_draft", ("", button(TEACHER))),
    *rows(
        "pilots:need",
        ("need, need.merged", page()),
        ("need.hub", page(ACT_FOR_SOMEBODY)),
        ("need.withdrawn", page(SCHOOL + STAFF)),
        ("-", nowhere()),
    ),
    *rows(
        "pilots:edit_need",
        ("need", form(TEACHER)),
        ("need.merged", closed(TEACHER)),
        ("need.withdrawn", closed(TEACHER, HIDDEN, refused=(*PRINCIPAL, *STAFF))),
        ("-", nothing()),
    ),
    *rows(
        "pilots:say_too",  # in the own school; the others' is of another provider
        ("need, need.merged", button(PRINCIPAL)),
        ("need.withdrawn", button((), HIDDEN, not_now=PRINCIPAL, refused=(*TEACHER, *STAFF))),
        ("-", button((), HIDDEN)),
    ),
    *rows(
        "pilots:renew_need",
        ("need", button(TEACHER)),
        ("need.merged", button((), not_now=TEACHER)),
        ("-", button((), HIDDEN)),
    ),
    *rows(
        "pilots:withdraw_need",
        ("need, need.merged", form((*TEACHER, *STAFF))),
        ("need.withdrawn", closed((*TEACHER, *STAFF), HIDDEN, refused=PRINCIPAL)),
        ("-", nothing()),
    ),
    *rows(
        "pilots:answer_need",
        ("need", form(STAFF)),
        ("need.merged", closed(STAFF)),
        ("-", nothing()),
    ),
    *rows("pilots:challenges", ("", page())),
    *rows(
        "pilots:challenge",
        ("challenge", page()),
        ("challenge.draft", page(STAFF)),
        ("-", nowhere()),
    ),
    *rows("pilots:merge", ("", (decide(REFUSED, done=STAFF), decide(REFUSED, form=STAFF)))),
    *rows("pilots:add_needs", ("", button((), hidden=STAFF))),  # into no challenge
    *rows(
        "pilots:edit_challenge",
        ("challenge", form(STAFF)),
        ("challenge.draft", form(STAFF, HIDDEN)),
        ("-", nothing()),
    ),
    *rows(
        "pilots:publish_challenge",
        ("challenge.draft", button(STAFF, HIDDEN)),
        ("challenge", button((), not_now=STAFF)),
        ("-", button((), HIDDEN)),
    ),
    *rows(
        "pilots:close_challenge",
        ("challenge", form(STAFF)),
        ("-", nothing()),
    ),
    *rows(
        "pilots:take_need_out",
        ("challenge need.merged", button(STAFF)),
        ("challenge need, challenge -", button((), hidden=STAFF)),
        ("- need.merged", button((), HIDDEN)),
    ),
]
CALLS = [
    *rows("pilots:ways", ("", page())),
    *rows("pilots:new_call", ("", form(STAFF))),
    *rows(
        "pilots:call",
        ("call, call.over, call.mobile", page()),
        ("call.draft", page(STAFF)),
        ("-", nowhere()),
    ),
    *rows(
        "pilots:edit_call",
        ("call", form(STAFF)),
        ("call.draft", form(STAFF, HIDDEN)),
        ("-", nothing()),
    ),
    *rows(
        "pilots:publish_call",
        ("call.draft", button(STAFF, HIDDEN)),
        ("call", button((), not_now=STAFF)),
        ("-", button((), HIDDEN)),
    ),
    *rows("pilots:cancel_call", ("call", button(STAFF)), ("-", button((), HIDDEN))),
    *rows(
        "pilots:tender",
        ("call", form(COMPANIES)),
        ("call.over, call.mobile", closed(COMPANIES)),
        ("call.draft", closed((), HIDDEN, refused=STAFF)),
        ("-", nothing()),
    ),
    *rows(
        "pilots:decide_call",
        ("call, call.over", button((), not_now=STAFF)),  # open still; a tender without its choice
        ("-", button((), HIDDEN)),
    ),
    *rows(
        "pilots:invite_to_day",
        ("call", button(STAFF)),
        ("call.over", button((), not_now=STAFF)),  # it has no day
        ("-", button((), HIDDEN)),
    ),
    *rows(
        "pilots:answer_invitation",  # neither yes nor no
        ("call, -", (decide(WRONG_METHOD), decide(NOT_NOW))),
    ),
    *rows(
        "pilots:edit_tender",
        ("tender", form(COMPANY, HIDDEN, refused=STAFF)),
        ("tender.rival", form(RIVAL, HIDDEN, refused=STAFF)),
        ("tender.over", closed(COMPANY, HIDDEN, refused=STAFF)),
        ("-", nothing()),
    ),
    *rows(
        "pilots:withdraw_tender",
        ("tender, tender.over", button(COMPANY, HIDDEN, refused=STAFF)),
        ("tender.rival", button(RIVAL, HIDDEN, refused=STAFF)),
        ("-", button((), HIDDEN)),
    ),
    *rows(
        "pilots:mark_tender",
        ("tender", closed(STAFF, HIDDEN, refused=COMPANY)),
        ("tender.over", form(STAFF, HIDDEN, refused=COMPANY)),
        ("-", nothing()),
    ),
    *rows("pilots:mobile", ("", page())),
    *rows(
        "pilots:new_slot",
        ("call.mobile", form(STAFF)),
        ("call", closed(STAFF)),
        ("-", nothing()),
    ),
    *rows("pilots:ask_workshop", ("slot", form(COMPANIES)), ("-", nothing())),
    *rows(
        "pilots:decide_workshop",
        ("workshop", form(STAFF, HIDDEN, refused=COMPANY + SCHOOL)),
        ("workshop.planned", closed(STAFF)),
        ("-", nothing()),
    ),
    *rows(
        "pilots:count_heads",
        ("workshop.planned", form(WRITERS)),
        ("workshop", closed(WRITERS, HIDDEN, refused=SCHOOL)),
        ("-", nothing()),
    ),
    *rows(
        "pilots:cancel_workshop",
        ("workshop", button(WRITERS, HIDDEN, refused=SCHOOL)),
        ("workshop.planned", button(WRITERS)),
        ("-", button((), HIDDEN)),
    ),
]
PROFILES = [
    *rows("pilots:own_profiles", ("", own_page(TEACHER, REFUSED))),
    *rows("pilots:new_profile", ("", form(TEACHER))),
    *rows(
        "pilots:edit_profile",
        ("profile", form(TEACHER, HIDDEN, refused=(*PRINCIPAL, *STAFF))),
        ("profile.elsewhere", closed((), HIDDEN, refused=STAFF)),
        ("-", nothing()),
    ),
    *rows(
        "pilots:drop_profile",
        ("profile", button(TEACHER, HIDDEN, refused=(*PRINCIPAL, *STAFF))),
        ("profile.elsewhere", button((), HIDDEN, refused=STAFF)),
        ("-", button((), HIDDEN)),
    ),
    *rows("pilots:profiles", ("", own_page(STAFF, REFUSED))),
]
LANES = [
    *rows(
        "pilots:screen",
        ("pilot, pilot.rival, pilot.study", form(SCREENS)),
        ("pilot.withdrawn", closed(STAFF, HIDDEN, refused=COMPANY)),
        ("pilot.running", closed(SCREENS)),
        ("-", nothing()),
    ),
    *rows(
        "pilots:lane",
        ("pilot, pilot.asked, pilot.study, pilot.running", form(WRITERS)),
        ("pilot.rival", form(RIVAL + STAFF)),
        ("pilot.withdrawn", closed(WRITERS, HIDDEN)),
        ("pilot.published", closed(WRITERS)),
        ("-", nothing()),
    ),
    *rows(
        "pilots:lane_decide",
        ("pilot.asked, pilot.study, pilot.running", form(OFFICIALS)),
        ("pilot, pilot.rival, pilot.published", closed(OFFICIALS)),  # not answered; long over
        ("pilot.withdrawn", closed(("hub_lead",), HIDDEN, refused=(*COMPANY, "staff"))),
        ("-", nothing()),
    ),
    *rows(
        "pilots:privacy",
        ("pilot.study", form(OFFICIALS)),
        ("pilot, pilot.asked, pilot.running, pilot.published", closed(OFFICIALS)),
        ("-", nothing()),
    ),
    *rows(
        "pilots:permit",
        ("pilot.study", form(OFFICIALS)),
        ("pilot, pilot.asked, pilot.running", closed(OFFICIALS)),
        ("-", nothing()),
    ),
    *rows(
        "pilots:permit_revoke",
        ("pilot.study", form(OFFICIALS)),
        ("pilot, pilot.running", closed(OFFICIALS)),
        ("-", nothing()),
    ),
    *rows(
        "pilots:inform",
        ("group.study", form(SCHOOL, HIDDEN, refused=WRITERS)),
        ("group.accepted, class", closed(SCHOOL, HIDDEN, refused=WRITERS)),
        ("class.elsewhere", closed((), HIDDEN, refused=WRITERS)),
        ("-", nothing()),
    ),
]
PAPERS = [
    *rows(
        "pilots:agreement",
        (
            "agreement",
            (
                decide(HIDDEN, shown=PARTIES),
                decide(HIDDEN, form=SIGN, refused=("colleague", *TEACHER, *STAFF)),
            ),
        ),
        (
            "agreement.elsewhere",
            (
                decide(HIDDEN, shown=("other_principal", *WRITERS)),
                decide(HIDDEN, form=("other_principal", *LEAD), refused=("colleague", *STAFF)),
            ),
        ),
        ("-", nothing()),
    ),
    *rows(
        "pilots:agreement_pdf",
        ("agreement", own_page(PARTIES)),
        ("agreement.elsewhere", own_page(("other_principal", *WRITERS))),
        ("-", own_page(())),
    ),
    *rows(
        "pilots:agreement_upload",
        ("agreement", button((), HIDDEN, form=SIGN + STAFF, refused=("colleague", *TEACHER))),
        (
            "agreement.elsewhere",
            button((), HIDDEN, form=("other_principal", *LEAD, *STAFF), refused=("colleague",)),
        ),
        ("-", button((), HIDDEN)),
    ),
]
TIME = [
    *rows("pilots:time", ("", own_page(SIGNED_IN))),
    *rows(
        "pilots:minutes",
        ("class", form(TEACHER, HIDDEN, refused=(*PRINCIPAL, *WRITERS))),
        ("group.accepted", closed(TEACHER, HIDDEN, refused=(*PRINCIPAL, *WRITERS))),
        ("class.elsewhere", closed((), HIDDEN, refused=WRITERS)),
        ("-", nothing()),
    ),
    *rows(
        "pilots:minutes_now",  # without a number it leads to the page where one is typed
        ("class, class.elsewhere, -", button()),
    ),
    *rows(
        "pilots:cover_ask",
        ("pilot, pilot.running", form(SCHOOL, not_now=("other_principal",))),
        ("pilot.study", form((*SCHOOL, "other_principal"))),
        ("pilot.rival, pilot.published", closed((*SCHOOL, "other_principal"))),
        ("pilot.withdrawn", closed((), HIDDEN, refused=WRITERS)),
        ("-", nothing()),
    ),
    *rows(
        "pilots:cover",
        (
            "cover",
            (
                decide(HIDDEN, shown=(*SCHOOL, *SCREENS)),
                decide(HIDDEN, form=PRINCIPAL, refused=(*TEACHER, *SCREENS)),
            ),
        ),
        (
            "cover.approved",
            (
                decide(HIDDEN, shown=(*SCHOOL, *SCREENS)),
                decide(HIDDEN, form=STAFF, refused=(*SCHOOL, "provider")),
            ),
        ),
        (
            "cover.elsewhere",
            (
                decide(HIDDEN, shown=("other_principal", *STAFF)),
                decide(HIDDEN, form=STAFF, refused=("other_principal",)),
            ),
        ),
        ("-", nothing()),
    ),
    *rows(
        "pilots:cover_take_back",
        ("cover", button(SCHOOL, HIDDEN, refused=SCREENS)),
        ("cover.approved", button(PRINCIPAL, HIDDEN, refused=(*TEACHER, *SCREENS))),
        ("cover.elsewhere", button(("other_principal",), HIDDEN, refused=STAFF)),
        ("-", button((), HIDDEN)),
    ),
]
START = [*NEEDS, *CALLS, *PROFILES, *LANES, *PAPERS, *TIME]

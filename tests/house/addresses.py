"""The decision for every address: who gets which answer, for which thing, to GET and to POST.

Written by hand from what the hub promises, never from the code that keeps it. A row names an
address and the things it is asked about, as tests.makers.world names them; "-" is a thing that
nobody has. A POST carries no more than a browser sends of an empty form (or what FILLED says),
so a form that somebody may fill in answers FORM, and a button does its deed (DONE).
"""

from tests.house.addresses_of_abroad import ABROAD
from tests.house.addresses_of_advice import ADVICE
from tests.house.addresses_of_advice import FILLED as FILLED_ADVICE
from tests.house.addresses_of_bookings import BOOKINGS
from tests.house.addresses_of_bookings import FILLED as FILLED_BOOKINGS
from tests.house.addresses_of_cohorts import OF_COHORTS
from tests.house.addresses_of_juries import JURIES
from tests.house.addresses_of_privacy import DOSSIERS, SEATS
from tests.house.addresses_of_programmes import PROGRAMMES
from tests.house.addresses_of_reasons import REASONS
from tests.house.addresses_of_records import FILLED as FILLED_RECORDS
from tests.house.addresses_of_records import RECORDS
from tests.house.addresses_of_rounds import ROUNDS
from tests.house.addresses_of_running import ENDS, RUNNING
from tests.house.addresses_of_solutions import DIRECTORY, SHOWS, STANDS
from tests.house.addresses_of_start import START
from tests.house.addresses_of_together import ASKS, WORKSPACES
from tests.house.addresses_of_trials import EVIDENCE, PASSPORTS, PILOTS
from tests.house.addresses_of_visits import FILLED as FILLED_VISITS
from tests.house.addresses_of_visits import VISITS
from tests.house.deciding import (
    COMPANY,
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
from tests.house.walking import DONE, FORM, HIDDEN, REFUSED, SHOWN, SIGN_IN, WRONG_METHOD

FOR_EVERYBODY = """
    healthz readiness robots sitemap front search accessibility privacy gallery
    catalogue:solutions catalogue:feed catalogue:companies catalogue:exhibitions
    pilots:list evidence:published evidence:portfolio evidence:feed evidence:prospects
    pages:news pages:feed pages:guides
    pages:contacts bookings:units bookings:calendar
    bookings:visits
    api:solutions api:companies api:topics
    api:pilots api:published api:visits
    passports:list api:passports api:pooled evaluations:list api:evaluations
    measures:list api:measures
    programmes:calls programmes:feed api:calls
    programmes:figures programmes:demo_days api:key_figures api:cohorts
"""
GENERAL = [
    *(row for name in FOR_EVERYBODY.split() for row in rows(name, ("", page()))),
    *rows("root", ("", (all_of(DONE), all_of(WRONG_METHOD)))),
    *rows("api:openapi-json", ("", (all_of(SHOWN), all_of(SHOWN)))),
    *rows("api:api-root", ("", nowhere(HIDDEN))),
    *rows("sitemap_part", ("solutions, results", page()), ("no-such", nowhere())),
    *rows("home", ("", own_page())),
    *rows("openid_connect_login", ("nobody", nowhere(HIDDEN))),
    *rows("openid_connect_callback", ("nobody", nowhere(HIDDEN))),
]
API = [
    *rows("api:solution", ("solution.own", page()), ("draft.own, draft.rival, -", nowhere())),
    *rows(
        "api:pilot",
        ("pilot, pilot.rival", page()),
        ("pilot.withdrawn", page(COMPANY + STAFF)),
        ("-", nowhere()),
    ),
    *rows("api:result", ("pilot.published", page()), ("pilot.analysed, -", nowhere())),
    *rows(
        "api:join",
        ("pilot", (all_of(WRONG_METHOD), all_of(REFUSED) | {"teacher": SHOWN})),
        ("-", (all_of(WRONG_METHOD), all_of(HIDDEN))),
    ),
    *rows(
        "api:agree",
        (
            "pilot",
            (
                all_of(WRONG_METHOD),
                all_of(REFUSED) | {"teacher": SHOWN, "company_lead": SHOWN},
            ),
        ),
        ("-", (all_of(WRONG_METHOD), all_of(HIDDEN))),
    ),
]
FILLED = {  # what is sent as JSON
    "api:join": {"label": "9Z", "grade": 5, "pupils": 20},
    "api:agree": {"version": 1},
    **FILLED_BOOKINGS,
    **FILLED_VISITS,
    **FILLED_RECORDS,
    **FILLED_ADVICE,
}
PEOPLE = [
    *rows("people:me", ("", form())),
    *rows("people:mine", ("", own_page())),
    *rows("people:my_data", ("", own_page())),
    *rows("people:download", ("", own_page())),
    *rows("people:erase", ("", form())),
    *rows("people:erase_code", ("", button())),
    *rows("people:claim", ("", form())),
    *rows("people:act_for", ("home.company", button(COMPANY, HIDDEN)), ("-", button((), HIDDEN))),
    *rows(
        "people:invitation",
        ("token.own", (all_of(SHOWN), all_of(REFUSED))),  # the letter's link, in other hands
        ("no-such-token", nowhere(HIDDEN)),
    ),
    *rows(
        "people:withdraw",
        ("invitation.own", button(("company_lead", *STAFF), HIDDEN, refused=("colleague",))),
        ("invitation.rival", button(STAFF, HIDDEN, refused=RIVAL)),
        ("-", button((), HIDDEN)),
    ),
    *rows(
        "people:end_membership",
        (
            "membership.company_lead",
            (
                decide(HIDDEN, shown=WRITERS),
                decide(HIDDEN, not_now=("company_lead",), refused=("colleague",), done=STAFF),
            ),
        ),
        ("membership.colleague", sure(WRITERS, HIDDEN)),
        ("membership.rival", sure(RIVAL + STAFF, HIDDEN)),
        ("membership.staff", sure(STAFF, HIDDEN)),
        ("-", nothing()),
    ),
    *rows(
        "people:duties",
        ("membership.colleague", form(WRITERS, HIDDEN)),
        ("membership.staff", form(STAFF, HIDDEN)),
        ("-", nothing()),
    ),
    *rows("people:take_duty", ("duty", button(STAFF, HIDDEN)), ("-", button((), HIDDEN))),
    *rows(
        "people:organisation",
        ("home.company", own_page(WRITERS)),
        ("home.rival", own_page(RIVAL + STAFF)),
        ("home.school", own_page(SCHOOL + STAFF)),
        ("home.other_school", own_page(("other_principal", *STAFF))),
        ("home.hub, claimed", own_page(STAFF)),
        ("-", own_page(())),
    ),
    *rows(
        "people:invite",
        ("home.company", form(WRITERS, HIDDEN)),
        ("home.rival", form(RIVAL + STAFF, HIDDEN)),
        ("home.hub", form(STAFF, HIDDEN)),
        ("-", nothing()),
    ),
    *rows(
        "people:facts",
        ("home.company", form(("company_lead", *STAFF), HIDDEN, refused=("colleague",))),
        ("home.rival", form(STAFF, HIDDEN, refused=RIVAL)),
        ("home.hub", form(("hub_lead",), HIDDEN, refused=("staff",))),
        ("-", nothing()),
    ),
    *rows(
        "people:correct",
        ("correction", (decide(HIDDEN, shown=STAFF), decide(HIDDEN, shown=STAFF))),
        ("-", nothing()),
    ),
    *rows("people:desk", ("", (decide(HIDDEN, shown=STAFF), decide(HIDDEN, wrong=STAFF)))),
    *rows(
        "people:organisations", ("", (decide(HIDDEN, shown=STAFF), decide(HIDDEN, wrong=STAFF)))
    ),
    *rows(
        "people:decide",
        ("claimed", (decide(HIDDEN, shown=STAFF), decide(HIDDEN, shown=STAFF))),
        ("-", nothing()),
    ),
    *rows(
        "people:place",
        ("home.school, home.other_school", form(STAFF, HIDDEN)),
        ("home.company", nothing()),
        ("-", nothing()),
    ),
    *rows("people:districts", ("", form(STAFF, HIDDEN))),
    *rows("people:district", ("district", form(STAFF, HIDDEN)), ("-", nothing())),
    *rows(
        "people:remove_district", ("district", button(STAFF, HIDDEN)), ("-", button((), HIDDEN))
    ),
    *rows(
        "people:person",
        ("person.company_lead", (decide(HIDDEN, shown=STAFF), decide(HIDDEN, wrong=STAFF))),
        ("-", (decide(HIDDEN), decide(HIDDEN, wrong=STAFF))),
    ),
]


PAGES = [
    *rows(
        "pages:news_item",
        ("news-shown", page()),
        ("news-draft, news-later", page(STAFF)),
        ("guide-shown, no-such", nowhere()),
    ),
    *rows(
        "pages:guide",
        ("guide-shown", page()),
        ("guide-draft", page(STAFF)),
        ("no-such", nowhere()),
    ),
    *rows(
        "pages:page", ("page-shown", page()), ("page-draft", page(STAFF)), ("no-such", nowhere())
    ),
    *rows("pages:picture", ("text.later", page(STAFF)), ("text.news, -", nowhere())),
    *rows("pages:choose_news", ("", (all_of(WRONG_METHOD), all_of(DONE) | {"visitor": REFUSED}))),
    *rows("pages:unsubscribe", ("no-such-token", nowhere(HIDDEN))),
    *rows("pages:desk", ("", own_page(STAFF, REFUSED))),
    *rows(
        "pages:new",
        ("news, guide, page", form(STAFF)),
        ("poem", (decide(REFUSED, hidden=STAFF),) * 2),
    ),
    *rows(
        "pages:edit",
        ("text.news, text.news.draft", form(STAFF)),
        ("-", (decide(REFUSED, hidden=STAFF),) * 2),
    ),
    *rows(
        "pages:draft",
        ("text.news, new-news, -", button(STAFF)),
        ("new-poem", button((), hidden=STAFF)),
    ),
    *rows(
        "pages:publish",
        ("text.news.draft", button(STAFF, HIDDEN)),
        ("text.news", button(STAFF)),
        ("-", button((), HIDDEN)),
    ),
    *rows(
        "pages:unpublish",
        ("text.news", button(STAFF)),
        ("text.news.draft", button((), HIDDEN, not_now=STAFF)),
        ("-", button((), HIDDEN)),
    ),
    *rows(
        "pages:versions",
        ("text.news, text.news.draft", own_page(STAFF, REFUSED)),
        ("-", (decide(REFUSED, hidden=STAFF), decide(WRONG_METHOD))),
    ),
    *rows(
        "pages:version",
        ("text.news 1, text.news.draft 1", own_page(STAFF, REFUSED)),
        ("text.news 99, - 1", (decide(REFUSED, hidden=STAFF), decide(WRONG_METHOD))),
    ),
    *rows(
        "pages:restore", ("text.news 1", button((), not_now=STAFF)), ("- 1", button((), HIDDEN))
    ),
]
# Who is in is led on.
ENTRANCE = (all_of(DONE) | {"visitor": SHOWN}, all_of(DONE) | {"visitor": FORM})
BY_STEPS = (decide(DONE),) * 2  # nobody is in the middle of it: back to the beginning
MOVED = (all_of(DONE),) * 2  # allauth's former addresses
OWN_FORM = (decide(SHOWN), decide(FORM))
OWN_LIST = (decide(SHOWN), decide(DONE))
WITHOUT_ONE = nothing()  # nobody in the world has a second factor
AS_ALLAUTH_HAS_THEM = {
    "account_login": ENTRANCE,
    "account_signup": ENTRANCE,
    "account_request_login_code": ENTRANCE,
    "account_reset_password": (all_of(SHOWN), all_of(FORM)),
    "account_password_reset_completed": page(),
    "account_inactive": page(),
    "account_logout": (all_of(SHOWN) | {"visitor": DONE}, all_of(DONE)),
    "account_confirm_login_code": BY_STEPS,
    "account_confirm_password_reset_code": nothing(SIGN_IN),
    "account_complete_password_reset": MOVED,
    "account_email_verification_sent": BY_STEPS,
    "account_reauthenticate": nothing(REFUSED),  # nobody has a password
    "account_email": OWN_LIST,
    "account_change_password": (decide(DONE), decide(DONE)),
    "account_set_password": OWN_FORM,
    "mfa_index": own_page(),
    "mfa_authenticate": BY_STEPS,
    "mfa_reauthenticate": nothing(REFUSED),
    "mfa_reauthenticate_webauthn": nothing(REFUSED),
    "mfa_activate_totp": OWN_FORM,
    "mfa_add_webauthn": OWN_FORM,
    "mfa_list_webauthn": own_page(),
    "mfa_login_webauthn": BY_STEPS,
    "mfa_deactivate_totp": WITHOUT_ONE,
    "mfa_view_recovery_codes": own_page(()),
    "mfa_generate_recovery_codes": OWN_FORM,
    "mfa_download_recovery_codes": WITHOUT_ONE,
    "socialaccount_connections": OWN_FORM,
    "socialaccount_signup": nothing(SIGN_IN),
    "socialaccount_login_cancelled": page(),
    "socialaccount_login_error": (all_of(SIGN_IN), all_of(WRONG_METHOD)),  # 401, with words
    "usersessions_list": OWN_LIST,
    **{
        f"en/account/social/{old}/": MOVED
        for old in ("login/cancelled", "login/error", "signup", "connections")
    },
}
ACCOUNTS = [
    *(row for name, told in AS_ALLAUTH_HAS_THEM.items() for row in rows(name, ("", told))),
    *rows("mfa_edit_webauthn", ("-", nothing())),
    *rows("mfa_remove_webauthn", ("-", nothing())),
]
TABLE = [
    *GENERAL,
    *API,
    *PEOPLE,
    *DIRECTORY,
    *START,
    *ROUNDS,
    *STANDS,
    *SHOWS,
    *PILOTS,
    *DOSSIERS,
    *SEATS,
    *EVIDENCE,
    *PASSPORTS,
    *REASONS,
    *RUNNING,
    *ENDS,
    *WORKSPACES,
    *ASKS,
    *BOOKINGS,
    *VISITS,
    *ADVICE,
    *JURIES,
    *PROGRAMMES,
    *RECORDS,
    *OF_COHORTS,
    *ABROAD,
    *PAGES,
    *ACCOUNTS,
]

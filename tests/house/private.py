"""What is private in tests.makers.world, words and numbers, and who may read it."""

import re

from tests.house.deciding import COMPANY, EVERYBODY, INSIDE, RIVAL, SCHOOL, STAFF, WRITERS
from tests.makers.planted import number
from tests.makers.world import secret

READERS = {
    "draft-own": WRITERS,
    "draft-rival": RIVAL + STAFF,
    "stand-own": WRITERS,
    "stand-rival": RIVAL + STAFF,
    "lead-own": COMPANY,  # the visitor consented to nobody else
    "lead-rival": RIVAL,
    "declined-own": (*COMPANY, "other_principal", *STAFF),
    "declined-rival": RIVAL + SCHOOL + STAFF,
    "suggestion": INSIDE,
    "closing": INSIDE,
    "left-out": COMPANY + STAFF,
    "exhibition": STAFF,
    "page-news": STAFF,
    "page-guide": STAFF,
    "page-page": STAFF,
    "page-later": STAFF,
    "claim": ("newcomer", *STAFF),
    "correction": ("company_lead", *STAFF),
    "withdrawn": WRITERS,
    "grounds": WRITERS,
    "group-joined": SCHOOL + STAFF,
    "group-elsewhere": ("other_principal", *STAFF),
    "group-accepted": SCHOOL + STAFF,
    "need-hub": tuple(who for who in EVERYBODY if who not in ("visitor", "newcomer")),
    "need-gone": SCHOOL + STAFF,
    "challenge": STAFF,
    "call": STAFF,
    "tender-own": WRITERS,
    "tender-rival": RIVAL + STAFF,
    "workshop": COMPANY + SCHOOL + STAFF,
    "profile": ("teacher", *STAFF),
    "matched": SCHOOL + STAFF,
    "round": STAFF,
    "clearance": ("provider", "hub_lead"),
    "cover": (*SCHOOL, "provider", *STAFF),
    "cover-elsewhere": ("other_principal", *STAFF),
    "plan": INSIDE,
    "message": COMPANY + SCHOOL + STAFF,
    "file": COMPANY + SCHOOL + STAFF,
    "answer": COMPANY,
    "booking": COMPANY + STAFF,
    "applied-own": COMPANY + STAFF,
    "applied-rival": RIVAL + STAFF,
    "case-own": COMPANY + STAFF,
    "case-rival": RIVAL + STAFF,
    "memo": COMPANY + STAFF,
    "note": ("staff",),  # its adviser; nobody else was named
    "referral": COMPANY[:1],
    "unit": STAFF,
    "visit": COMPANY + STAFF,  # a draft of theirs
    "group": COMPANY + STAFF,  # who hold the visit
    "judged-company": ("provider",),  # its juror
    "judged-rival": ("provider",),
    "sheet": (*COMPANY, "provider", *STAFF),
    "sheet-staff": ("provider", *STAFF),
    "verdict-own": COMPANY + STAFF,
    "verdict-rival": RIVAL + STAFF,
    "appeal": COMPANY + STAFF,
    "reached": (*COMPANY, "partner", *STAFF),
    "hour": (*COMPANY, "partner", *STAFF),
    "hour-private": ("partner",),  # its writer
    "hour-reason": (*COMPANY, "partner", *STAFF),
    "reached-link": (*COMPANY, "partner", *STAFF),
    "session-place": (*COMPANY, "partner", *STAFF),
    "readiness-own": COMPANY + STAFF,
    "evidence-own": COMPANY + STAFF,
    "evidence-rival": RIVAL + STAFF,
    "hopes-own": COMPANY + STAFF,
    "hopes-rival": RIVAL + STAFF,
    "readiness-rival": RIVAL + STAFF,
    "agenda": COMPANY + STAFF,
    "meeting-own": COMPANY,
    "ask-over": RIVAL + STAFF,
    "event-own": COMPANY + STAFF,
    "event-rival": RIVAL + STAFF,
    "interest-own": (*COMPANY, "investor"),  # who wrote it agreed to nobody else
    "invited-own": ("company_lead", *STAFF),
    "invited-rival": STAFF,
    "half-written": ("company_lead",),
    "email-none": ("newcomer", *STAFF),
    "email-company": WRITERS,
    "email-rival": RIVAL + STAFF,
    "email-school": SCHOOL + STAFF,
    "email-other_school": ("other_principal", *STAFF),
    "email-city": ("provider",),
    "email-university": ("researcher",),
    "email-fund": ("investor", *COMPANY),  # who wrote to the company at a demo day
    "email-corporation": ("partner",),
    "email-hub": STAFF,
}
READERS_OF_NUMBERS = {
    "budget-own": COMPANY + STAFF,  # what an application asks for
    "budget-rival": RIVAL + STAFF,
    "turnover-own": COMPANY + STAFF,  # a key figure
    "grant-own": COMPANY + STAFF,  # what the record tells
    "grant-rival": RIVAL + STAFF,
    "cost-own": COMPANY + STAFF,  # what is still to pay for a market
    "cost-rival": RIVAL + STAFF,
}
NAMES = {secret(name)[:12]: name for name in READERS}
NUMBERS = {str(number(name)): name for name in READERS_OF_NUMBERS}
PRIVATE = READERS | READERS_OF_NUMBERS
MAY_READ = {who: {n for n, readers in PRIVATE.items() if who in readers} for who in EVERYBODY}
WORD = re.compile(rb"zq[0-9a-f]{10}")
SPACE = rb"(?:,| |\xc2\xa0|\\u00a0|&nbsp;)"  # between thousands, as the three languages write them
DIGITS = re.compile(  # seven of them as a whole, not within a key or a fingerprint
    rb"(?<![0-9A-Za-z_.-])(\d)" + SPACE + rb"?(\d{3})" + SPACE + rb"?(\d{3})(?![0-9A-Za-z_-])"
)
SIGHTINGS, SESSIONS = {"people_sighting"}, {"django_session"}
LEDGERS = {  # tables into which a GET of these may write
    **dict.fromkeys(  # whoever looks at a person's data is written down
        (
            "people:organisation",
            "people:end_membership",
            "people:duties",
            "people:decide",
            "people:correct",
            "people:person",
        ),
        SIGHTINGS,
    ),
    **dict.fromkeys(("mfa_activate_totp", "mfa_add_webauthn"), SESSIONS),  # the challenge
    "advice:notes": {"kit_ledgerentry"},  # each reading is written down
    "evidence:report_pdf": {"kit_cache"},  # what was set is kept
    "pilots:feedback": {"kit_cache"},  # codes are counted, so that nobody tries them all
}


def read_in(body: bytes) -> set[str]:
    """The names of the secrets that stand in an answer."""
    words = {word.decode() for word in WORD.findall(body)}
    numbers = {b"".join(parts).decode() for parts in DIGITS.findall(body)}
    return {NAMES[one] for one in words & set(NAMES)} | {
        NUMBERS[one] for one in numbers & set(NUMBERS)
    }

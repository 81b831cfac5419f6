"""The decisions for cohorts, mentors and interviews."""

from tests.house.addresses_of_juries import ABSENT, NO_BUTTON, TOO_LATE, desk_form
from tests.house.deciding import (
    COMPANY,
    RIVAL,
    STAFF,
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
from tests.house.walking import HIDDEN

LEAD, COLLEAGUE = ("company_lead",), ("colleague",)
MENTOR = ("partner",)
OURS = COMPANY + STAFF  # do it; the mentor sees it and may not


def of_cohorts(name, *things):
    return rows(f"programmes:{name}", *things)


COHORTS = [
    *of_cohorts("cohorts", ("", page())),
    *of_cohorts("cohort", ("cohort", page()), ("-", nowhere()),
                ("cohort.hidden", page(RIVAL + MENTOR + STAFF))),
    *of_cohorts("new_cohort", ("", form(STAFF))),
    *of_cohorts("edit_cohort", ("cohort, cohort.hidden", form(STAFF)), ("-", ABSENT)),
    *of_cohorts("cohort_desk", ("cohort, cohort.hidden", form(STAFF)), ("-", ABSENT)),
    *desk_form("week", "cohort week.first", "cohort week.none, - week.first"),
    *of_cohorts("take_in", ("cohort", button(STAFF)), ("-", button((), HIDDEN))),
    *of_cohorts("give_templates", ("cohort", button(STAFF)), ("-", button((), HIDDEN))),
    *desk_form("new_session", "cohort"),
    *desk_form("edit_session", "meeting, meeting.coming"),
    *of_cohorts("call_off_session", ("meeting", TOO_LATE), ("meeting.coming", button(STAFF)),
                ("-", NO_BUTTON)),
    *of_cohorts("attendance", ("meeting", sure(STAFF)), ("-", ABSENT)),
    *desk_form("templates", "programme"),
    *desk_form("edit_template", "template"),
    *of_cohorts("remove_template", ("template", button(STAFF)), ("-", NO_BUTTON)),
    *of_cohorts("seat", ("cohort.seat", own_page(COMPANY + MENTOR + STAFF)),
                ("cohort.rival", own_page(RIVAL + STAFF)), ("-", own_page(()))),
    *of_cohorts("leave_cohort", ("cohort.seat", button(STAFF)), ("-", NO_BUTTON)),
    *of_cohorts("name_seat",
                ("cohort.seat", button(LEAD, HIDDEN, refused=COLLEAGUE + MENTOR + STAFF)),
                ("-", button((), HIDDEN))),
    *of_cohorts("show_readiness",
                ("cohort.seat", button(LEAD, HIDDEN, refused=COLLEAGUE + MENTOR + STAFF)),
                ("-", button((), HIDDEN))),
    *rows("api:cohort", ("cohort", page()), ("cohort.hidden, -", nowhere())),
    *desk_form("new_milestone", "cohort.seat"),
    *of_cohorts("milestone",
                ("milestone", (decide(HIDDEN, shown=COMPANY + MENTOR + STAFF),
                               decide(HIDDEN, form=OURS, refused=MENTOR))),
                ("milestone.done", (decide(HIDDEN, shown=COMPANY + MENTOR + STAFF),
                                    decide(HIDDEN, not_now=OURS, refused=MENTOR))),
                ("-", nothing())),
    *desk_form("edit_milestone", "milestone, milestone.done"),
    *of_cohorts("own_milestone", ("milestone", sure(OURS, HIDDEN, refused=MENTOR)),
                ("milestone.done", (decide(HIDDEN, not_now=OURS, refused=MENTOR),) * 2),
                ("-", nothing())),
    *of_cohorts("reopen_milestone", ("milestone.done", button(OURS, HIDDEN, refused=MENTOR)),
                ("milestone", button((), HIDDEN, not_now=OURS, refused=MENTOR)),
                ("-", button((), HIDDEN))),
]  # fmt: skip
MENTORS = [
    *of_cohorts("mentors", ("", form(STAFF))),
    *of_cohorts("mentor", ("mentor", form(MENTOR + STAFF, HIDDEN)), ("-", nothing())),
    *of_cohorts("mentor_apart", ("mentor", form(MENTOR + STAFF, HIDDEN)), ("-", nothing())),
    *of_cohorts("mentoring", ("", own_page())),
    *of_cohorts("matching", ("cohort, cohort.hidden", form(STAFF)), ("-", ABSENT)),
    *of_cohorts("propose_mentors", ("cohort", button(STAFF)), ("-", button((), HIDDEN))),
    *of_cohorts("publish_mentors", ("cohort", TOO_LATE), ("-", button((), HIDDEN)),
                ("cohort.hidden", button(STAFF, HIDDEN, refused=RIVAL + MENTOR))),
    *of_cohorts("lock_pair", ("pair.draft", button(STAFF)), ("pair", TOO_LATE),
                ("-", NO_BUTTON)),
    *of_cohorts("end_pair", ("pair, pair.draft", button(STAFF)), ("-", NO_BUTTON)),
    *of_cohorts("by_hand", ("cohort.rival", form(STAFF)), ("-", ABSENT)),
    *of_cohorts("leave_bench", ("bench", button(STAFF)), ("-", NO_BUTTON)),
    *of_cohorts("company_wishes",
                ("cohort.seat", form(COMPANY, HIDDEN, refused=MENTOR + STAFF)), ("-", nothing())),
    *of_cohorts("mentor_wishes", ("bench", sure(MENTOR, HIDDEN, refused=STAFF)),
                ("-", nothing())),
    *of_cohorts("log_hours", ("pair", form(MENTOR, HIDDEN, refused=OURS)),
                ("pair.draft", form((), HIDDEN, refused=STAFF)), ("-", nothing())),
    *of_cohorts("correct_hours", ("hour.logged", form(MENTOR + STAFF, HIDDEN, refused=COMPANY)),
                ("-", nothing())),
    *of_cohorts("confirm_hours", ("hour.logged", button(COMPANY, HIDDEN, refused=MENTOR + STAFF)),
                ("-", button((), HIDDEN))),
]  # fmt: skip
INTERVIEWS = [
    *desk_form("interviews", "hearing"),
    *of_cohorts("offer_times", ("hearing", button(STAFF)), ("-", NO_BUTTON)),
    *desk_form("panel_hours", "panel"),
    *of_cohorts("choose_interview", ("heard", form(LEAD, HIDDEN, refused=COLLEAGUE + STAFF)),
                ("-", nothing())),
    *of_cohorts("cancel_interview",
                ("heard", button((), HIDDEN, not_now=LEAD, refused=COLLEAGUE + STAFF)),
                ("-", button((), HIDDEN))),
    *of_cohorts("my_interviews", ("", own_page())),
]  # fmt: skip
OF_COHORTS = [*COHORTS, *MENTORS, *INTERVIEWS]

"""The decisions for markets, lists of readiness, missions, and pilots abroad."""

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
)
from tests.house.walking import HIDDEN, REFUSED, WRONG_METHOD

LEAD = ("company_lead",)
COMPANIES = COMPANY + RIVAL + STAFF
ABSENT = (decide(REFUSED, hidden=STAFF),) * 2


def kept_by_staff(name, things):
    return rows(name, (things, form(STAFF)), ("-", ABSENT))


MARKETS = [
    *rows("catalogue:markets", ("", page())),
    *rows(
        "catalogue:market", ("market", page()), ("market.hidden", page(STAFF)), ("-", nowhere())
    ),
    *rows("catalogue:market_new", ("", form(STAFF))),
    *kept_by_staff("catalogue:market_edit", "market, market.hidden"),
]
LISTS = [
    *rows("programmes:abroad", ("", own_page(COMPANIES, REFUSED))),
    *rows("programmes:matrix_csv", ("", own_page(COMPANIES, REFUSED))),
    *rows("programmes:readiness",
          ("solution.own market",
           (decide(REFUSED, shown=COMPANY + STAFF, hidden=RIVAL), decide(WRONG_METHOD))),
          ("solution.rival market",
           (decide(REFUSED, shown=RIVAL + STAFF, hidden=COMPANY), decide(WRONG_METHOD))),
          ("- market, solution.own -", (decide(REFUSED, hidden=COMPANIES), decide(WRONG_METHOD)))),
    *rows("programmes:begin_readiness", ("solution.own market", button(COMPANY)),
          ("solution.own -", button((), hidden=COMPANY)), ("- market", button((), HIDDEN))),
    *rows("programmes:new_item", ("readiness.own", form(COMPANY, HIDDEN, refused=STAFF)),
          ("readiness.rival", form(RIVAL, HIDDEN, refused=STAFF)), ("-", nothing())),
    *rows("programmes:edit_item",
          ("ready.own, ready.own.template", form(COMPANY, HIDDEN, refused=STAFF)),
          ("ready.rival", form(RIVAL, HIDDEN, refused=STAFF)), ("-", nothing())),
    *rows("programmes:remove_item", ("ready.own", button(COMPANY, HIDDEN, refused=STAFF)),
          ("ready.own.template", button((), HIDDEN, refused=STAFF, not_now=COMPANY)),
          ("-", button((), HIDDEN))),
    *rows("programmes:item_file", ("ready.own", own_page(COMPANY + STAFF)),
          ("ready.rival", own_page(RIVAL + STAFF)), ("ready.own.template, -", own_page(()))),
]  # fmt: skip
MISSIONS = [
    *rows("programmes:partners", ("", page())),
    *rows("programmes:new_partner", ("", form(STAFF))),
    *kept_by_staff("programmes:edit_partner", "soft_partner"),
    *rows("programmes:missions", ("", page())),
    *rows("programmes:mission", ("mission, mission.other", page()), ("mission.draft", page(STAFF)),
          ("-", nowhere())),
    *rows("programmes:new_mission", ("", form(STAFF))),
    *kept_by_staff("programmes:edit_mission", "mission, mission.draft"),
    *rows("programmes:ask_along", ("mission", (decide(REFUSED, not_now=LEAD),) * 2),
          ("mission.other", form(LEAD)), ("mission.draft", (decide(HIDDEN, refused=STAFF),) * 2),
          ("-", nothing())),
    *rows("programmes:withdraw_along", ("mission", button(LEAD)),
          ("mission.other", button((), not_now=LEAD)), ("-", button((), HIDDEN))),
    *rows("programmes:new_meeting", ("mission", form(COMPANY + STAFF)),
          ("mission.other", form(STAFF)), ("-", nothing())),
    *rows("programmes:agenda_file", ("mission", own_page(COMPANY + STAFF, REFUSED)),
          ("-", own_page(()))),
    *kept_by_staff("programmes:decide_traveller", "traveller, traveller.rival"),
    *rows("programmes:edit_meeting", ("meeting.shared", form(STAFF, HIDDEN, refused=COMPANY)),
          ("meeting.own", form(COMPANY, HIDDEN)), ("-", nothing())),
    *rows("programmes:remove_meeting", ("meeting.shared", button(STAFF, HIDDEN, refused=COMPANY)),
          ("meeting.own", button(COMPANY, HIDDEN)), ("-", button((), HIDDEN))),
]  # fmt: skip
PLACED = [
    *rows("pilots:market", ("pilot.abroad", form(STAFF)),
          ("pilot", (decide(REFUSED, not_now=STAFF),) * 2), ("-", nothing())),
    *rows("pilots:schools", ("", own_page(STAFF, REFUSED))),
    *rows("pilots:place_school", ("home.school, school.abroad", form(STAFF)), ("home.company", nothing()),
          ("-", nothing())),
    *rows("pilots:ethics", ("pilot.abroad", form(("hub_lead", "provider"))), ("-", nothing())),
]  # fmt: skip
ABROAD = [*MARKETS, *LISTS, *MISSIONS, *PLACED]

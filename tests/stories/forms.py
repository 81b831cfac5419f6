"""The pages whose main form each role can send, by the names of tests.makers.world."""

FORMS = {  # pages whose main form is sent empty, and so comes back with its errors
    "visitor": "catalogue:demo_ask solution.own; measures:score measure.scale; account_login; account_signup;"
    " pilots:feedback_code; pilots:feedback code; bookings:enrol time;"
    " bookings:group_change group.token; programmes:interest pitch.own",
    "newcomer": "people:me; people:claim",
    "company_lead": "catalogue:solution_edit solution.own; catalogue:claim_new solution.own;"
    " pilots:offer; evaluations:comment evaluation; logic:write solution.own; pilots:statement pilot; people:invite home.company; people:facts home.company;"
    " catalogue:medium_new solution.own; workspaces:workspace space; workspaces:tasks space;"
    " workspaces:decisions space; asks:new; asks:close ask; pilots:edit_tender tender;"
    " pilots:ask_workshop slot; pilots:count_heads workshop.planned; pilots:lane pilot;"
    " pilots:suggestion suggestion; bookings:book unit; bookings:wait unit;"
    " bookings:change booking; bookings:log time.over; bookings:correct_line line;"
    " bookings:wish season; advice:new; programmes:new_item readiness.own;"
    " programmes:edit_item ready.own; programmes:ask_along mission.other",
    "teacher": "evaluations:sheet evaluation.open; pilots:join pilot; evidence:class_totals pilot.running class;"
    " evidence:class_file pilot.running class; workspaces:files space; pilots:new_need;"
    " pilots:withdraw_need need; pilots:new_profile; pilots:inform group.study;"
    " pilots:minutes class; pilots:cover_ask pilot.running;"
    " pilots:suggestions pilot.running; pilots:take_out class; pilots:feedback_open class",
    "principal": "pilots:decide group; pilots:agreement agreement; pilots:cover cover;"
    " pilots:close pilot.published",
    "provider": "pilots:screen pilot; pilots:lane_decide pilot.asked; pilots:privacy pilot.study;"
    " pilots:permit pilot.study; pilots:permit_revoke pilot.study;"
    " catalogue:dossier_review solution.own 1; catalogue:dossier_screening solution.own 1;"
    " programmes:stand_apart juror",
    "partner": "programmes:mentor_apart mentor; programmes:log_hours pair;"
    " programmes:correct_hours hour.logged",
    "staff": "pages:new news; catalogue:exhibition_new; evidence:plan_write pilot.agreed;"
    " evidence:review pilot.published; evidence:amend pilot.running; evidence:explore pilot.published;"
    " measures:write measure.proposed; measures:decline measure.proposed; logic:review logic;"
    " people:duties membership.staff; passports:withdraw passport; evaluations:train; evaluations:third evaluation.third; evaluations:replace evaluation.open 1; asks:take_down ask; pilots:answer_need need;"
    " pilots:edit_challenge challenge; pilots:close_challenge challenge; pilots:new_call;"
    " pilots:mark_tender tender.over; pilots:new_slot call.mobile;"
    " pilots:decide_workshop workshop; pilots:new_round; pilots:round_decide round;"
    " pilots:round_publish round; pilots:round_cancel round; bookings:new_unit;"
    " bookings:edit unit; bookings:new_visit; bookings:edit_visit visit;"
    " bookings:visit_times visit; bookings:call_off time; bookings:new_season;"
    " bookings:place_wish season.wish.closed; bookings:pupils; advice:lead case.open;"
    " advice:memo session.over; advice:notes case; advice:refer case; advice:new_sign;"
    " advice:new_adviser; programmes:jury judged; programmes:new_round judged;"
    " programmes:new_criterion judging.planned; programmes:decide judged.own;"
    " programmes:new_figure_round programme; programmes:new_stay programme;"
    " catalogue:market_new; programmes:new_mission; programmes:new_meeting mission",
}


def forms_of(role: str) -> list[tuple[str, str]]:
    named = [one.strip().partition(" ") for one in FORMS[role].split(";")]
    return [(name, things) for name, _, things in named]

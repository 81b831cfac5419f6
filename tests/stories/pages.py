"""Every page that a person of each role meets, by the names of tests.makers.world."""

from tests.house.walking import path_of
from tests.stories.browsing import in_language

LANGUAGES = ("fi", "sv", "en")

PUBLIC = """
front
search | ?q=ratkaisu
search | ?q=nothingatall
accessibility
privacy
catalogue:solutions
catalogue:solutions | ?q=ratkaisu&subject=subject-maths
catalogue:solutions | ?q=nothingatall
catalogue:solution solution.own
catalogue:company home.company
catalogue:companies
catalogue:stand solution.own
catalogue:exhibitions
catalogue:exhibition exhibition
pilots:list
pilots:pilot pilot
pilots:pilot pilot.running
pilots:needs
pilots:need need
pilots:challenges
pilots:challenge challenge
pilots:ways
pilots:call call
pilots:mobile
pilots:register
pilots:register | ?lane=C&phase=ended
pilots:closings
pilots:closing closing
evidence:published
evidence:portfolio
evidence:seals
evidence:living solution.tried
evidence:living solution.own
evidence:prospects
evidence:prospects | ?classes=0&pupils=many&effect=7
evidence:prospects | ?classes=60&pupils=20&effect=0.3&outcome=skill&designs=crossover
evidence:report pilot.published
evidence:report_full pilot.published
evidence:plan pilot.frozen
evidence:lot pilot.running
evaluations:list
evaluations:evaluation evaluation
measures:list
measures:list | ?kind=test&age=99
measures:measure measure
measures:score measure.scale
logic:model solution.own
passports:list
passports:passport passport
passports:passport passport.part
passports:passport passport.withdrawn
passports:verify
passports:verify | ?reference=no-number
bookings:units
bookings:units | ?kind=kit&free=on
bookings:unit unit
bookings:unit unit.part
bookings:visits
bookings:visits | ?grade=early
bookings:visit visit
bookings:enrol time
bookings:seasons
bookings:season season
pages:news
pages:news_item news-shown
pages:guides
pages:guide guide-shown
pages:page page-shown
pages:contacts
programmes:figures
programmes:demo_days
programmes:demo_day demo_day
programmes:interest pitch.own
"""
OWN = """
home
people:me
people:mine
people:my_data
people:erase
people:claim
account_email
account_set_password
mfa_index
usersessions_list
socialaccount_connections
"""
PAGES = {
    "visitor": PUBLIC
    + """
account_login
account_signup
account_request_login_code
account_reset_password
account_password_reset_completed
account_inactive
socialaccount_login_cancelled
people:invitation token.own
catalogue:demo_withdraw demo.own
bookings:group group.token
bookings:group group.new
bookings:group_change group.token
bookings:group_cancel group.token
catalogue:solution - | 404
catalogue:dossier solution.own
pilots:consent_link token.consent
pilots:feedback_code
pilots:feedback code
pilots:feedback_thanks
pilots:feedback_again
advice:outcome token.outcome
programmes:calls
programmes:call intake
programmes:figure_link token.figures
programmes:interest_link token.interest
programmes:cohorts
programmes:cohort cohort
catalogue:markets
catalogue:market market
programmes:partners
programmes:missions
programmes:mission mission
pilots:pilot pilot.abroad
""",
    "newcomer": OWN
    + """
mfa_activate_totp
mfa_add_webauthn
mfa_list_webauthn
mfa_generate_recovery_codes
account_logout
pilots:offer | 403
""",
    "company_lead": """
home
evaluations:comment evaluation
logic:model solution.own
logic:write solution.own
catalogue:solution draft.own
catalogue:solution_edit solution.own
catalogue:solution_preview draft.own
catalogue:solution_new home.company
catalogue:company_edit home.company
catalogue:claim_new solution.own
catalogue:claim_edit solution.own claim.own
catalogue:fit_sheet solution.own
catalogue:stand_edit solution.own
catalogue:medium_new solution.own
catalogue:medium_edit medium.own
catalogue:leads
catalogue:lead lead.own
catalogue:solution_references solution.own
catalogue:dossier_edit solution.own
catalogue:dossier_version solution.own 1
catalogue:solution_references solution.own | ?q=Oma
catalogue:reference reference.own
pilots:offer
pilots:pilot pilot
pilots:withdraw pilot
pilots:statement pilot
pilots:stop pilot.running
pilots:edit pilot | 409
pilots:need need.hub
pilots:tender call
pilots:edit_tender tender
pilots:ask_workshop slot
pilots:count_heads workshop.planned
pilots:call call.mobile
pilots:prefer pilot
pilots:lane pilot
pilots:agreement agreement
pilots:suggestion suggestion
pilots:closing closing.early
evidence:plan pilot.agreed
evidence:report pilot.analysed
evidence:report_full pilot.analysed
bookings:units
bookings:book unit
bookings:wait unit
bookings:mine
bookings:today
bookings:booking booking
bookings:booking booking.offered
bookings:change booking
bookings:cancel booking
bookings:series series
bookings:here door
bookings:link
bookings:received
bookings:visit_time time.over
bookings:log time.over
bookings:correct_line line
bookings:workshops
bookings:season season
bookings:wish season
bookings:edit_wish season.wish
bookings:withdraw_wish season.wish
advice:cases
advice:new
advice:case case
advice:case case.closed
advice:book case.open
advice:move session.coming
advice:cancel session.coming
advice:referral referral
programmes:begin intake
programmes:application applied
programmes:application applied.draft
programmes:write applied.draft
programmes:withdraw applied
programmes:invite applied
programmes:reply applied inquiry
programmes:join token.writer
programmes:figure_ask ask.own
programmes:record home.company
programmes:new_event home.company
programmes:choose_years stay.own
programmes:pitch pitch.own
programmes:abroad
programmes:readiness solution.own market
programmes:new_item readiness.own
programmes:edit_item ready.own
programmes:edit_item ready.own.template
programmes:mission mission
programmes:ask_along mission.other
programmes:new_meeting mission
programmes:edit_meeting meeting.own
people:organisation home.company
people:invite home.company
people:facts home.company
people:end_membership membership.colleague
workspaces:list
workspaces:workspace space
workspaces:message space message
workspaces:edit_message space message
workspaces:delete_message space message
workspaces:files space
workspaces:document space document
workspaces:remove_document space document
workspaces:tasks space
workspaces:edit_task space task
workspaces:decisions space
workspaces:members space
asks:new
asks:ask ask
asks:edit ask
asks:close ask
programmes:verdict judged.own
programmes:cohort cohort
programmes:seat cohort.seat
programmes:milestone milestone
programmes:milestone milestone.done
programmes:own_milestone milestone
programmes:company_wishes cohort.seat
programmes:choose_interview heard
""",
    "teacher": """
home
evaluations:evaluation evaluation.open
evaluations:sheet evaluation.open
catalogue:solution solution.own
pilots:pilot pilot
pilots:join pilot
pilots:statement pilot
pilots:agree pilot
pilots:leave group
pilots:new_need
pilots:edit_need need
pilots:withdraw_need need
pilots:own_profiles
pilots:new_profile
pilots:edit_profile profile
pilots:wish profile
pilots:invitation group.invited
pilots:inform group.study
pilots:time
pilots:minutes class
pilots:cover_ask pilot.running
pilots:cover cover
pilots:seats group.private
pilots:seats_print group.private
pilots:seat seat
pilots:suggestions pilot.running
pilots:feedback_open class
pilots:feedback_session session
pilots:feedback_results pilot.running
pilots:take_out class
pilots:trail pilot.running
evidence:class_totals pilot.running class
evidence:class_file pilot.running class
evidence:proposal pilot.running given
evidence:lot pilot.running
pilots:edit pilot | 403
workspaces:list
workspaces:workspace space.closed
asks:list
asks:ask ask
people:organisation home.school
""",
    "principal": """
home
catalogue:setup home.school
catalogue:references
catalogue:reference reference.own
pilots:pilot pilot
pilots:decide group
pilots:leave group.accepted
pilots:need need.merged
pilots:agreement agreement
pilots:cover cover
pilots:close pilot.published
pilots:listing
people:organisation home.school
""",
    "provider": """
pilots:ethics pilot.abroad
home
pilots:screen pilot
pilots:lane_decide pilot.asked
catalogue:dossier_review solution.own 1
catalogue:dossier_screening solution.own 1
catalogue:dossier_assessment solution.own 1
pilots:papers pilot.private
pilots:paper pilot.private application
pilots:privacy pilot.study
pilots:permit pilot.study
pilots:permit_revoke pilot.study
pilots:board
programmes:my_reviews
programmes:stand_apart juror
programmes:reviews judging
programmes:review judging code.given
programmes:review judging code.open
programmes:conflict judging code.open
programmes:remark judging code.given
programmes:my_interviews
""",
    "partner": """
home
programmes:mentoring
programmes:mentor mentor
programmes:mentor_apart mentor
programmes:mentor_wishes bench
programmes:seat cohort.seat
programmes:log_hours pair
programmes:correct_hours hour.logged
""",
    "staff": """
home
people:desk
people:organisations
people:decide claimed
people:place home.school
people:facts home.school
people:correct correction
people:districts
people:district district
people:person person.company_lead
people:duties membership.staff
passports:withdraw passport
evaluations:list
evaluations:train
evaluations:ask solution.own
evaluations:third evaluation.third
evaluations:replace evaluation.open 1
measures:list
measures:measure measure.proposed
measures:propose
measures:write measure.proposed
measures:anew measure
measures:decline measure.proposed
logic:model solution.own
logic:review logic
people:organisation home.hub
pages:desk
pages:new news
pages:edit text.news
pages:edit text.later
pages:versions text.news
pages:version text.news 1
catalogue:exhibitions
catalogue:exhibition_new
catalogue:exhibition_edit exhibition
catalogue:exhibition_arrange exhibition
catalogue:exhibition_figures exhibition
evidence:plan pilot.agreed
evidence:plan_write pilot.agreed
evidence:amend pilot.frozen
evidence:review pilot.published
evidence:explore pilot.published
evidence:plan pilot.frozen
evidence:lot pilot.frozen
evidence:data pilot.running
evidence:report pilot.analysed
pilots:stop pilot.running
pilots:pilot pilot.study
pilots:answer_need need
pilots:challenge challenge.draft
pilots:edit_challenge challenge
pilots:close_challenge challenge
pilots:new_call
pilots:call call.draft
pilots:edit_call call
pilots:mark_tender tender.over
pilots:new_slot call.mobile
pilots:decide_workshop workshop
pilots:profiles
pilots:rounds
pilots:new_round
pilots:round round
pilots:round round.published
pilots:round_limits round
pilots:round_decide round
pilots:round_compare round
pilots:round_publish round
pilots:round_cancel round
pilots:screen pilot.study
pilots:agreement agreement
pilots:cover cover.approved
pilots:leave_out pilot
bookings:desk
bookings:fair_use
bookings:pupils
bookings:new_unit
bookings:edit unit
bookings:arrange unit
bookings:arrange unit.part
bookings:door unit
bookings:decide booking.asked
bookings:received
bookings:new_visit
bookings:edit_visit visit
bookings:visit_times visit
bookings:visit_time time
bookings:call_off time
bookings:call_off_group group.booked
bookings:workshops | ?first=2020-01-01&last=2020-12-31
bookings:new_season
bookings:edit_season season
bookings:season_board season
bookings:season_board season.closed
bookings:season_compare season.closed
bookings:season_publish season.closed
bookings:season_cancel season
bookings:place_wish season.wish.closed
workspaces:workspace space
asks:take_down ask
advice:cases
advice:case case.open
advice:lead case.open
advice:desk
advice:new_adviser
advice:edit_adviser adviser
advice:new_sign
advice:edit_sign sign
advice:calendar
advice:link session.coming
advice:memo session.over
advice:notes case
advice:refer case
programmes:jury judged
programmes:new_round judged
programmes:verdicts judged
programmes:set_apart juror
programmes:round judging
programmes:round judging.planned
programmes:edit_round judging.planned
programmes:new_criterion judging.planned
programmes:edit_criterion judging.planned criterion.planned
programmes:ranking judging
programmes:sheets judging entry.judged
programmes:assign judging entry.judged
programmes:decide judged.own
programmes:answer_appeal judged.own
programmes:redacted judged.own
programmes:desk
programmes:figures_desk programme
programmes:new_key_figure programme
programmes:edit_key_figure figure.key
programmes:figure_plan programme
programmes:new_figure_round programme
programmes:new_stay programme
programmes:edit_stay stay.own
programmes:figure_round figure.round
programmes:figure_ask ask.own
programmes:send_figure_link ask.own
programmes:new_demo_day
programmes:demo_day demo_day.draft
programmes:edit_demo_day demo_day
programmes:pitch pitch.rival
programmes:cohort_desk cohort
programmes:new_cohort
programmes:edit_cohort cohort
programmes:week cohort week.first
programmes:new_session cohort
programmes:edit_session meeting
programmes:attendance meeting
programmes:templates programme
programmes:edit_template template
programmes:new_milestone cohort.seat
programmes:edit_milestone milestone
programmes:mentors
programmes:matching cohort
programmes:by_hand cohort.rival
programmes:interviews hearing
programmes:panel_hours panel
programmes:new_programme
programmes:edit_programme programme
programmes:new_call
programmes:edit_call intake
programmes:copy_call intake
programmes:build intake
programmes:build intake.draft
programmes:new_step intake.draft
programmes:new_question intake.draft
programmes:edit_question question.draft
programmes:edit_question question.open
programmes:grace intake
programmes:application applied
programmes:ask_more applied
catalogue:market market.hidden
catalogue:market_new
catalogue:market_edit market
programmes:abroad
programmes:readiness solution.own market
programmes:new_partner
programmes:edit_partner soft_partner
programmes:mission mission
programmes:new_mission
programmes:edit_mission mission
programmes:decide_traveller traveller.rival
programmes:new_meeting mission
programmes:edit_meeting meeting.shared
pilots:market pilot.abroad
pilots:schools
pilots:place_school school.abroad
gallery
""",
}
NO_PAGES = """
api: catalogue:feed evidence:feed pages:feed catalogue:picture catalogue:medium_picture
catalogue:exhibition_picture pages:picture evidence:plan_file evidence:plan_version evidence:seal_certificate evidence:report_pdf evidence:bundle
evidence:public_bundle people:download
workspaces:download
pilots:agreement_pdf pilots:paper_pdf pilots:board_file pilots:register_file pilots:closings_file
pilots:closings_feed bookings:calendar bookings:unit_calendar bookings:own_calendar
bookings:booking_file bookings:workshops_file bookings:fair_use_file programmes:review_file
credentials: passports:badge programmes:sheets_csv programmes:scores_json
programmes:feed programmes:copy_pdf programmes:figure_round_csv programmes:figure_round_json
programmes:record_json programmes:figure_answer logic:file
programmes:matrix_csv programmes:item_file programmes:agenda_file
catalogue:dossier_assessment_pdf pilots:round_problem healthz readiness robots sitemap sitemap_part
"""  # for machines, or a file


def pages_of(role: str) -> list[tuple[str, str, str, int]]:
    """(address, things, query, expected status) of each page."""
    found = []
    for line in filter(None, PAGES[role].splitlines()):
        named, _, told = (part.strip() for part in line.partition("|"))
        name, _, things = named.partition(" ")
        query = told if told.startswith("?") else ""
        found.append((name, things, query, int(told) if told.isdigit() else 200))
    return found


def walk(role, world, languages):
    """(path, language, expected status) of each page; `languages` of the page at a place."""
    for place, (name, things, query, expected) in enumerate(pages_of(role)):
        for language in languages(place):
            path = in_language(path_of(name, things, world), language)
            yield path + query, language, expected

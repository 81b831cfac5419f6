from django.db.models import QuerySet
from django.urls import path, reverse

from eduhub.kit.access import VISITOR
from eduhub.kit.sitemaps import InThreeLanguages, list_pages
from eduhub.pilots import views
from eduhub.pilots.models import Challenge, Pilot
from eduhub.pilots.views import (
    board,
    calls,
    challenges,
    closing,
    consents,
    feedback,
    jurisdictions,
    mobile,
    needs,
    packs,
    profiles,
    public,
    rounds,
    schools,
    suggestions,
    wishes,
)


class PilotPages(InThreeLanguages):
    """Every pilot on the public register."""

    def items(self) -> QuerySet[Pilot]:
        return Pilot.objects.visible_to(VISITOR).order_by("pk")

    def location(self, item: Pilot) -> str:
        return reverse("pilots:pilot", args=[item.pk])


class ChallengePages(InThreeLanguages):
    """Every challenge that everybody may read."""

    def items(self) -> QuerySet[Challenge]:
        return Challenge.objects.visible_to(VISITOR).order_by("pk")

    def location(self, item: Challenge) -> str:
        return reverse("pilots:challenge", args=[item.pk])


list_pages("pilots", PilotPages())
list_pages("challenges", ChallengePages())


app_name = "pilots"
urlpatterns = [
    path("", views.register, name="list"),
    path("new/", views.offer, name="offer"),
    path("<int:pilot_id>/", views.pilot, name="pilot"),
    path("<int:pilot_id>/edit/", views.edit, name="edit"),
    path("<int:pilot_id>/withdraw/", views.withdraw, name="withdraw"),
    path("<int:pilot_id>/stop/", views.stop, name="stop"),
    path("<int:pilot_id>/join/", views.join, name="join"),
    path("<int:pilot_id>/statement/", views.statement, name="statement"),
    path("<int:pilot_id>/agree/", views.agree, name="agree"),
    path("<int:pilot_id>/screen/", views.screen, name="screen"),
    path("<int:pilot_id>/lane/", views.lane, name="lane"),
    path("<int:pilot_id>/market/", jurisdictions.place, name="market"),
    path("<int:pilot_id>/ethics/", jurisdictions.ethics, name="ethics"),
    path("schools/", schools.schools, name="schools"),
    path("schools/<int:school_id>/market/", schools.place_school, name="place_school"),
    path("<int:pilot_id>/lane/decide/", views.lane_decide, name="lane_decide"),
    path("<int:pilot_id>/privacy/", views.privacy, name="privacy"),
    path("<int:pilot_id>/permit/", views.permit, name="permit"),
    path("<int:pilot_id>/permit/revoke/", views.permit_revoke, name="permit_revoke"),
    path("groups/<int:group_id>/inform/", views.inform, name="inform"),
    path("agreements/<int:agreement_id>/", views.agreement, name="agreement"),
    path("agreements/<int:agreement_id>/pdf/", views.agreement_pdf, name="agreement_pdf"),
    path("agreements/<int:agreement_id>/upload/", views.agreement_upload, name="agreement_upload"),
    path("time/", views.time_by_school, name="time"),
    path("groups/<int:group_id>/minutes/", views.minutes, name="minutes"),
    path("groups/<int:group_id>/minutes/now/", views.minutes_now, name="minutes_now"),
    path("<int:pilot_id>/cover/", views.cover_ask, name="cover_ask"),
    path("cover/<int:cover_id>/", views.cover, name="cover"),
    path("cover/<int:cover_id>/back/", views.cover_take_back, name="cover_take_back"),
    path("groups/<int:group_id>/decide/", views.decide, name="decide"),
    path("groups/<int:group_id>/leave/", views.leave, name="leave"),
]
# Needs and challenges
urlpatterns += [
    path("needs/", needs.board, name="needs"),
    path("needs/new/", needs.new_need, name="new_need"),
    path("needs/draft/", needs.need_draft, name="need_draft"),
    path("needs/merge/", challenges.merge, name="merge"),
    path("needs/add/", challenges.add_needs, name="add_needs"),
    path("needs/<int:need_id>/", needs.need, name="need"),
    path("needs/<int:need_id>/edit/", needs.edit_need, name="edit_need"),
    path("needs/<int:need_id>/too/", needs.say_too, name="say_too"),
    path("needs/<int:need_id>/renew/", needs.renew_need, name="renew_need"),
    path("needs/<int:need_id>/withdraw/", needs.withdraw_need, name="withdraw_need"),
    path("needs/<int:need_id>/answer/", needs.answer_need, name="answer_need"),
    path("challenges/", challenges.challenges, name="challenges"),
    path("challenges/<int:challenge_id>/", challenges.challenge, name="challenge"),
    path("challenges/<int:challenge_id>/edit/", challenges.edit_challenge, name="edit_challenge"),
    path(
        "challenges/<int:challenge_id>/publish/",
        challenges.publish_challenge,
        name="publish_challenge",
    ),
    path(
        "challenges/<int:challenge_id>/close/", challenges.close_challenge, name="close_challenge"
    ),
    path(
        "challenges/<int:challenge_id>/needs/<int:need_id>/out/",
        challenges.take_need_out,
        name="take_need_out",
    ),
]
# The ways in
urlpatterns += [
    path("ways/", calls.ways, name="ways"),
    path("calls/new/", calls.new_call, name="new_call"),
    path("calls/<int:call_id>/", calls.call, name="call"),
    path("calls/<int:call_id>/edit/", calls.edit_call, name="edit_call"),
    path("calls/<int:call_id>/publish/", calls.publish_call, name="publish_call"),
    path("calls/<int:call_id>/cancel/", calls.cancel_call, name="cancel_call"),
    path("calls/<int:call_id>/tender/", calls.tender, name="tender"),
    path("calls/<int:call_id>/decide/", calls.decide_call, name="decide_call"),
    path("calls/<int:call_id>/day/invite/", calls.invite_to_day, name="invite_to_day"),
    path("calls/<int:call_id>/day/answer/", calls.answer_invitation, name="answer_invitation"),
    path("calls/<int:call_id>/slots/new/", mobile.new_slot, name="new_slot"),
    path("tenders/<int:tender_id>/edit/", calls.edit_tender, name="edit_tender"),
    path("tenders/<int:tender_id>/withdraw/", calls.withdraw_tender, name="withdraw_tender"),
    path("tenders/<int:tender_id>/choose/", calls.mark_tender, name="mark_tender"),
    path("mobile/", mobile.mobile, name="mobile"),
    path("mobile/<int:slot_id>/workshops/new/", mobile.ask_workshop, name="ask_workshop"),
    path("workshops/<int:workshop_id>/decide/", mobile.decide_workshop, name="decide_workshop"),
    path("workshops/<int:workshop_id>/count/", mobile.count_heads, name="count_heads"),
    path("workshops/<int:workshop_id>/cancel/", mobile.cancel_workshop, name="cancel_workshop"),
]
# Groups that would like to try something
urlpatterns += [
    path("my-groups/", profiles.own_profiles, name="own_profiles"),
    path("my-groups/new/", profiles.new_profile, name="new_profile"),
    path("my-groups/<int:profile_id>/", profiles.edit_profile, name="edit_profile"),
    path("my-groups/<int:profile_id>/drop/", profiles.drop_profile, name="drop_profile"),
    path("all-groups/", profiles.profiles, name="profiles"),
]
# While it runs: the log, feedback by a code, the board
urlpatterns += [
    path("<int:pilot_id>/log/", suggestions.suggestions, name="suggestions"),
    path("suggestions/<int:suggestion_id>/", suggestions.suggestion, name="suggestion"),
    path(
        "suggestions/<int:suggestion_id>/back/",
        suggestions.suggestion_take_back,
        name="suggestion_take_back",
    ),
    path("f/", feedback.feedback_code, name="feedback_code"),
    path("f/thanks/", feedback.feedback_thanks, name="feedback_thanks"),
    path("f/again/", feedback.feedback_thanks, {"again": True}, name="feedback_again"),
    path("f/<str:code>/", feedback.feedback, name="feedback"),
    path("groups/<int:group_id>/feedback/", feedback.feedback_open, name="feedback_open"),
    path("sessions/<int:session_id>/", feedback.feedback_session, name="feedback_session"),
    path("sessions/<int:session_id>/close/", feedback.feedback_close, name="feedback_close"),
    path("<int:pilot_id>/feedback/", feedback.feedback_results, name="feedback_results"),
    path("groups/<int:group_id>/out/", board.take_out, name="take_out"),
    path("board/", board.board, name="board"),
    path("board.csv", board.board_file, name="board_file"),
    path("<int:pilot_id>/trail/", board.trail, name="trail"),
]
# The end, and the public register
urlpatterns += [
    path("<int:pilot_id>/close/", closing.close, name="close"),
    path("decisions/", closing.closings, name="closings"),
    path("decisions.csv", public.closings_file, name="closings_file"),
    path("decisions.atom", public.closings_feed, name="closings_feed"),
    path("decisions/<int:decision_id>/", closing.closing, name="closing"),
    path("register/", public.public_register, name="register"),
    path("register.csv", public.register_file, name="register_file"),
    path("register/our-school/", public.listing, name="listing"),
    path("<int:pilot_id>/left-out/", public.leave_out, name="leave_out"),
    path("<int:pilot_id>/left-out/back/", public.put_back, name="put_back"),
]
# Rounds of matching, and what both sides would like
urlpatterns += [
    path("rounds/", rounds.rounds, name="rounds"),
    path("rounds/new/", rounds.new_round, name="new_round"),
    path("rounds/<int:round_id>/", rounds.round_page, name="round"),
    path("rounds/<int:round_id>/limits/", rounds.edit_limits, name="round_limits"),
    path("rounds/<int:round_id>/anew/", rounds.work_out, name="round_anew"),
    path("rounds/<int:round_id>/decide/", rounds.decide, name="round_decide"),
    path("rounds/<int:round_id>/compare/", rounds.compare, name="round_compare"),
    path("rounds/<int:round_id>/publish/", rounds.publish, name="round_publish"),
    path("rounds/<int:round_id>/cancel/", rounds.cancel, name="round_cancel"),
    path("rounds/<int:round_id>/problem/<int:number>/", rounds.problem, name="round_problem"),
    path("round-decisions/<int:decision_id>/undo/", rounds.undo, name="round_undo"),
    path("my-groups/<int:profile_id>/wishes/", wishes.wish, name="wish"),
    path("<int:pilot_id>/preferred/", wishes.prefer, name="prefer"),
    path("groups/<int:group_id>/invitation/", wishes.invitation, name="invitation"),
]
# Papers, seats and consents
urlpatterns += [
    path("<int:pilot_id>/papers/", packs.papers, name="papers"),
    path("<int:pilot_id>/papers/<slug:kind>/", packs.paper, name="paper"),
    path("<int:pilot_id>/papers/<slug:kind>/<slug:language>/", packs.paper_pdf, name="paper_pdf"),
    path("groups/<int:group_id>/seats/", consents.seats, name="seats"),
    path("groups/<int:group_id>/seats/print/", consents.seats_print, name="seats_print"),
    path("groups/<int:group_id>/seats/links/", consents.seats_links, name="seats_links"),
    path("groups/<int:group_id>/seats/drop/", consents.seats_drop, name="seats_drop"),
    path("seats/<int:seat_id>/", consents.seat, name="seat"),
    path("consents/<int:entry_id>/check/", consents.consent_check, name="consent_check"),
    path("consent/", consents.consent, name="consent"),
    path("consent/<str:token>/", consents.consent_link, name="consent_link"),
]

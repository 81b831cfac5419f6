from django.urls import path

from eduhub.kit.sitemaps import list_pages
from eduhub.programmes.views import (
    abroad,
    applying,
    building,
    juries,
    missions,
    reading,
    reviews,
    verdicts,
)

app_name = "programmes"

list_pages("calls", reading.Calls())
list_pages("call-lists", reading.Lists())

abroad_pages = [
    path("abroad/", abroad.abroad, name="abroad"),
    path("abroad/markets.csv", abroad.matrix_csv, name="matrix_csv"),
    path("abroad/solutions/<int:pk>/markets/<int:market>/", abroad.readiness, name="readiness"),
    path(
        "abroad/solutions/<int:pk>/markets/<int:market>/begin/",
        abroad.begin,
        name="begin_readiness",
    ),
    path("abroad/lists/<int:pk>/items/new/", abroad.new_item, name="new_item"),
    path("abroad/items/<int:pk>/", abroad.edit_item, name="edit_item"),
    path("abroad/items/<int:pk>/remove/", abroad.remove_item, name="remove_item"),
    path("abroad/items/<int:pk>/file/", abroad.item_file, name="item_file"),
]

mission_pages = [
    path("partners/", missions.partners, name="partners"),
    path("partners/new/", missions.new_partner, name="new_partner"),
    path("partners/<int:pk>/", missions.edit_partner, name="edit_partner"),
    path("missions/", missions.missions, name="missions"),
    path("missions/new/", missions.new_mission, name="new_mission"),
    path("missions/<int:pk>/", missions.mission, name="mission"),
    path("missions/<int:pk>/edit/", missions.edit_mission, name="edit_mission"),
    path("missions/<int:pk>/ask/", missions.ask, name="ask_along"),
    path("missions/<int:pk>/withdraw/", missions.withdraw, name="withdraw_along"),
    path("missions/<int:pk>/agenda/new/", missions.new_meeting, name="new_meeting"),
    path("missions/<int:pk>/agenda.ics", missions.agenda_file, name="agenda_file"),
    path("missions/travellers/<int:pk>/", missions.decide, name="decide_traveller"),
    path("missions/agenda/<int:pk>/", missions.edit_meeting, name="edit_meeting"),
    path("missions/agenda/<int:pk>/remove/", missions.remove_meeting, name="remove_meeting"),
]

urlpatterns = [
    *abroad_pages,
    *mission_pages,
    path("", reading.calls, name="calls"),
    path("feed.atom", reading.feed, name="feed"),
    path("desk/", building.desk, name="desk"),
    path("desk/programmes/new/", building.new_programme, name="new_programme"),
    path("desk/programmes/<int:pk>/", building.edit_programme, name="edit_programme"),
    path("desk/calls/new/", building.new_call, name="new_call"),
    path("desk/calls/<int:pk>/", building.build, name="build"),
    path("desk/calls/<int:pk>/edit/", building.edit_call, name="edit_call"),
    path("desk/calls/<int:pk>/copy/", building.copy_call, name="copy_call"),
    path("desk/calls/<int:pk>/steps/new/", building.new_step, name="new_step"),
    path("desk/calls/<int:pk>/questions/new/", building.new_question, name="new_question"),
    path("desk/calls/<int:pk>/publish/", building.publish, name="publish"),
    path("desk/calls/<int:pk>/grace/", building.grace, name="grace"),
    path("desk/questions/<int:pk>/", building.edit_question, name="edit_question"),
    path("desk/questions/<int:pk>/remove/", building.remove_question, name="remove_question"),
    path("desk/questions/<int:pk>/move/", building.move_question, name="move_question"),
    path("applications/<int:pk>/", applying.application, name="application"),
    path("applications/<int:pk>/write/", applying.write, name="write"),
    path("applications/<int:pk>/draft/", applying.write_draft, name="write_draft"),
    path("applications/<int:pk>/reopen/", applying.reopen, name="reopen"),
    path("applications/<int:pk>/withdraw/", applying.withdraw, name="withdraw"),
    path("applications/<int:pk>/writers/", applying.invite, name="invite"),
    path(
        "applications/<int:pk>/writers/<int:writer>/remove/",
        applying.remove_writer,
        name="remove_writer",
    ),
    path("applications/<int:pk>/copies/<int:number>/", applying.copy_pdf, name="copy_pdf"),
    path("applications/<int:pk>/files/<int:question>/", applying.file, name="file"),
    path("applications/<int:pk>/inquiries/<int:inquiry>/", applying.reply, name="reply"),
    path("applications/<int:pk>/ask/", building.ask_more, name="ask_more"),
    path("applications/<int:pk>/let-on/", building.let_on, name="let_on"),
    path("join/<str:token>/", applying.join, name="join"),
    path("<int:pk>/", reading.call, name="call"),
    path("<int:pk>/apply/", applying.begin, name="begin"),
    path("calls/<int:pk>/jury/", juries.jury, name="jury"),
    path("calls/<int:pk>/rounds/new/", juries.new_round, name="new_round"),
    path("calls/<int:pk>/decisions/", verdicts.verdicts, name="verdicts"),
    path("jurors/<int:pk>/apart/", juries.set_apart, name="set_apart"),
    path("jurors/<int:pk>/end/", juries.end_juror, name="end_juror"),
    path("rounds/<int:pk>/", juries.round_, name="round"),
    path("rounds/<int:pk>/edit/", juries.edit_round, name="edit_round"),
    path("rounds/<int:pk>/criteria/new/", juries.new_criterion, name="new_criterion"),
    path("rounds/<int:pk>/criteria/copy/", juries.copy_criteria, name="copy_criteria"),
    path(
        "rounds/<int:pk>/criteria/<int:criterion>/", juries.edit_criterion, name="edit_criterion"
    ),
    path(
        "rounds/<int:pk>/criteria/<int:criterion>/drop/",
        juries.drop_criterion,
        name="drop_criterion",
    ),
    path("rounds/<int:pk>/propose/", juries.propose, name="propose"),
    path("rounds/<int:pk>/give-out/", juries.give_out, name="give_out"),
    path("rounds/<int:pk>/ranking/", juries.ranking, name="ranking"),
    path("rounds/<int:pk>/rank/", juries.rank, name="rank"),
    path("rounds/<int:pk>/entries/<int:entry>/", juries.sheets, name="sheets"),
    path("rounds/<int:pk>/entries/<int:entry>/assign/", juries.assign, name="assign"),
    path("assignments/<int:pk>/lock/", juries.lock, name="lock"),
    path("assignments/<int:pk>/take-away/", juries.take_away, name="take_away"),
    path("assignments/<int:pk>/reopen/", juries.reopen, name="reopen_sheet"),
    path("reviews/", reviews.my_reviews, name="my_reviews"),
    path("reviews/seats/<int:pk>/apart/", reviews.stand_apart, name="stand_apart"),
    path("reviews/<int:pk>/", reviews.reviews, name="reviews"),
    path("reviews/<int:pk>/<str:code>/", reviews.review, name="review"),
    path(
        "reviews/<int:pk>/<str:code>/files/<int:answer>/", reviews.review_file, name="review_file"
    ),
    path("reviews/<int:pk>/<str:code>/draft/", reviews.draft_review, name="draft_review"),
    path("reviews/<int:pk>/<str:code>/conflict/", reviews.conflict, name="conflict"),
    path("reviews/<int:pk>/<str:code>/remark/", reviews.remark, name="remark"),
    path("applications/<int:pk>/decide/", verdicts.decide, name="decide"),
    path("applications/<int:pk>/move-up/", verdicts.move_up, name="move_up"),
    path("applications/<int:pk>/decision/", verdicts.verdict, name="verdict"),
    path("applications/<int:pk>/appeal/", verdicts.answer_appeal, name="answer_appeal"),
    path("applications/<int:pk>/copy/", verdicts.redacted, name="redacted"),
]

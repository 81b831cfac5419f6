from django.urls import path

from eduhub.programmes import views

app_name = "programmes"
urlpatterns = [
    path("calls/<int:pk>/jury/", views.jury, name="jury"),
    path("calls/<int:pk>/rounds/new/", views.new_round, name="new_round"),
    path("calls/<int:pk>/decisions/", views.verdicts, name="verdicts"),
    path("jurors/<int:pk>/apart/", views.set_apart, name="set_apart"),
    path("jurors/<int:pk>/end/", views.end_juror, name="end_juror"),
    path("rounds/<int:pk>/", views.round_, name="round"),
    path("rounds/<int:pk>/edit/", views.edit_round, name="edit_round"),
    path("rounds/<int:pk>/criteria/new/", views.new_criterion, name="new_criterion"),
    path("rounds/<int:pk>/criteria/copy/", views.copy_criteria, name="copy_criteria"),
    path("rounds/<int:pk>/criteria/<int:criterion>/", views.edit_criterion, name="edit_criterion"),
    path(
        "rounds/<int:pk>/criteria/<int:criterion>/drop/",
        views.drop_criterion,
        name="drop_criterion",
    ),
    path("rounds/<int:pk>/propose/", views.propose, name="propose"),
    path("rounds/<int:pk>/give-out/", views.give_out, name="give_out"),
    path("rounds/<int:pk>/ranking/", views.ranking, name="ranking"),
    path("rounds/<int:pk>/rank/", views.rank, name="rank"),
    path("rounds/<int:pk>/entries/<int:entry>/", views.sheets, name="sheets"),
    path("rounds/<int:pk>/entries/<int:entry>/assign/", views.assign, name="assign"),
    path("assignments/<int:pk>/lock/", views.lock, name="lock"),
    path("assignments/<int:pk>/take-away/", views.take_away, name="take_away"),
    path("assignments/<int:pk>/reopen/", views.reopen, name="reopen"),
    path("reviews/", views.my_reviews, name="my_reviews"),
    path("reviews/seats/<int:pk>/apart/", views.stand_apart, name="stand_apart"),
    path("reviews/<int:pk>/", views.reviews, name="reviews"),
    path("reviews/<int:pk>/<str:code>/", views.review, name="review"),
    path("reviews/<int:pk>/<str:code>/files/<int:answer>/", views.review_file, name="review_file"),
    path("reviews/<int:pk>/<str:code>/draft/", views.draft_review, name="draft_review"),
    path("reviews/<int:pk>/<str:code>/conflict/", views.conflict, name="conflict"),
    path("reviews/<int:pk>/<str:code>/remark/", views.remark, name="remark"),
    path("applications/<int:pk>/decide/", views.decide, name="decide"),
    path("applications/<int:pk>/move-up/", views.move_up, name="move_up"),
    path("applications/<int:pk>/decision/", views.verdict, name="verdict"),
    path("applications/<int:pk>/appeal/", views.answer_appeal, name="answer_appeal"),
    path("applications/<int:pk>/copy/", views.redacted, name="redacted"),
]

from django.urls import path

from eduhub.people import views

app_name = "people"
urlpatterns = [
    path("act-for/<int:organisation_id>/", views.act_for, name="act_for"),
    path("me/", views.me, name="me"),
    path("me/organisations/", views.mine, name="mine"),
    path("me/data/", views.my_data, name="my_data"),
    path("me/data/download/", views.download, name="download"),
    path("me/erase/", views.erase, name="erase"),
    path("me/erase/code/", views.erase_code, name="erase_code"),
    path("claim/", views.claim, name="claim"),
    path("invitation/<str:token>/", views.invitation, name="invitation"),
    path("invitations/<int:invitation_id>/withdraw/", views.withdraw, name="withdraw"),
    path("memberships/<int:membership_id>/end/", views.end_membership, name="end_membership"),
    path("memberships/<int:membership_id>/duties/", views.duties, name="duties"),
    path("duties/<int:duty_id>/take/", views.take_duty, name="take_duty"),
    path("organisations/<int:organisation_id>/", views.organisation, name="organisation"),
    path("organisations/<int:organisation_id>/invite/", views.invite, name="invite"),
    path("organisations/<int:organisation_id>/facts/", views.facts, name="facts"),
    path("desk/", views.desk, name="desk"),
    path("desk/organisations/", views.organisations, name="organisations"),
    path("desk/claims/<int:organisation_id>/", views.decide, name="decide"),
    path("desk/schools/<int:school_id>/", views.place, name="place"),
    path("desk/corrections/<int:correction_id>/", views.correct, name="correct"),
    path("desk/districts/", views.districts, name="districts"),
    path("desk/districts/<int:district_id>/", views.district, name="district"),
    path(
        "desk/districts/<int:district_id>/remove/", views.remove_district, name="remove_district"
    ),
    path("desk/persons/<int:person_id>/", views.person, name="person"),
]
